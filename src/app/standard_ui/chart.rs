//! A network as an organisation chart: each lead with those that it leads hanging below it. A click leads to the map.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    self, Color32, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, Pick, State};
use super::super::theme::{self, SMALL, regular, strong};
use super::super::widgets::elided;
use super::subjects;
use crate::i18n::Words;
use crate::model::Subject;
use crate::model::standard::{Network, NetworkFault};

/// Somebody below a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    facility: u32,
    /// The position among the nodes of whom it hangs from; `None`: from the head.
    below: Option<usize>,
    /// Steps from the head.
    depth: u16,
    /// Whether something is wrong with its links.
    wrong: bool,
}

/// A lead with all that it leads; without a lead those whom something is wrong with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    lead: Option<u32>,
    title: String,
    nodes: Vec<Node>,
}

/// The branches of a network, in the order of their leads, then those without a lead.
pub(super) fn branches(facts: &Facts, network: &Network, words: Words) -> Arc<[Branch]> {
    let mut wrong = BTreeSet::new();
    let mut loose = Vec::new();
    for fault in &network.faults {
        match fault {
            NetworkFault::Orphan(f) => loose.push(*f),
            NetworkFault::DoubleLead(f, _) => {
                wrong.insert(*f);
            }
            NetworkFault::Ring(ring) => {
                wrong.extend(ring);
                loose.extend(ring);
            }
        }
    }
    let mut edges: Vec<(u32, u32)> = network
        .edges
        .iter()
        .map(|(from, to)| (*to, *from))
        .collect();
    edges.sort_unstable();
    let led_by = |lead: u32| {
        let start = edges.partition_point(|(to, _)| *to < lead);
        edges[start..]
            .iter()
            .take_while(move |(to, _)| *to == lead)
            .map(|(_, from)| *from)
    };
    let title_of = |lead: u32| {
        let own = network.consortia.iter().find(|c| c.leads.contains(&lead));
        let unit = own.map(|c| Subject::Unit(c.unit));
        let name = unit.and_then(|unit| subjects::name(words, facts, unit));
        name.map_or_else(String::new, |n| n.to_string())
    };
    let tops = (0u32..).zip(&network.root).filter(|(f, root)| f == *root);
    let mut all: Vec<Branch> = tops
        .map(|(lead, _)| Branch {
            lead: Some(lead),
            title: title_of(lead),
            nodes: below(lead, &led_by, &wrong),
        })
        .filter(|branch| !branch.nodes.is_empty())
        .collect();
    if !loose.is_empty() {
        let node = |facility: &u32| Node {
            facility: *facility,
            below: None,
            depth: 0,
            wrong: true,
        };
        all.push(Branch {
            lead: None,
            title: words.t("standards-chart-loose"),
            nodes: loose.iter().map(node).collect(),
        });
    }
    all.into()
}

/// All below a lead, each followed by those below it; nobody twice, should links lead round.
fn below<I: Iterator<Item = u32>>(
    lead: u32,
    led_by: &impl Fn(u32) -> I,
    wrong: &BTreeSet<u32>,
) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut met = BTreeSet::from([lead]);
    let mut waiting: Vec<(u32, Option<usize>, u16)> = Vec::new();
    let put = |waiting: &mut Vec<_>, of: u32, at: Option<usize>, depth: u16| {
        let start = waiting.len();
        waiting.extend(led_by(of).map(|f| (f, at, depth)));
        waiting[start..].reverse();
    };
    put(&mut waiting, lead, None, 0);
    while let Some((facility, at, depth)) = waiting.pop() {
        if !met.insert(facility) {
            continue;
        }
        nodes.push(Node {
            facility,
            below: at,
            depth,
            wrong: wrong.contains(&facility),
        });
        put(&mut waiting, facility, Some(nodes.len() - 1), depth + 1);
    }
    nodes
}

const WIDTH: f32 = 216.0;
const GAP: f32 = 20.0;
const HEAD: f32 = 40.0;
const ROW: f32 = 25.0;
const INDENT: f32 = 16.0;

/// Shows the chart.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, all: &[Branch]) {
    let longest = all.iter().map(|b| b.nodes.len()).max().unwrap_or(0);
    let size = vec2(
        all.len() as f32 * (WIDTH + GAP) + 8.0,
        HEAD + longest as f32 * ROW + 16.0,
    );
    let mut to = None;
    ScrollArea::both()
        .id_salt("network-chart")
        .auto_shrink(false)
        .show_viewport(ui, |ui, seen| {
            ui.set_min_size(size);
            let corner = ui.min_rect().min + vec2(4.0, 6.0);
            let first = (seen.left() / (WIDTH + GAP)).floor().max(0.0) as usize;
            let last = (seen.right() / (WIDTH + GAP)).ceil().max(0.0) as usize;
            for (i, branch) in all.iter().enumerate().take(last).skip(first) {
                let corner = corner + vec2(i as f32 * (WIDTH + GAP), 0.0);
                ui.push_id(i, |ui| {
                    to = self::branch(ui, state, facts, branch, (corner, seen)).or(to);
                });
            }
        });
    if let Some(facility) = to {
        subjects::go(state, facts, Subject::Facility(facility));
    }
}

/// A branch; gives the facility that was clicked.
fn branch(
    ui: &mut Ui,
    state: &State,
    facts: &Facts,
    branch: &Branch,
    (corner, seen): (egui::Pos2, Rect),
) -> Option<u32> {
    let p = theme::of(ui);
    let words = state.words;
    let name = |facility: u32| {
        let name = subjects::name(words, facts, Subject::Facility(facility));
        name.map_or_else(|| "–".to_owned(), |n| n.to_string())
    };
    let mut clicked = None;
    let head = Rect::from_min_size(corner, vec2(WIDTH, HEAD - 8.0));
    let count = words.count(branch.nodes.len() as u32);
    let lead = branch.lead.map(name);
    let (title, small) = match &lead {
        Some(lead) => (lead.as_str(), branch.title.as_str()),
        None => (branch.title.as_str(), ""),
    };
    let chosen = |f: Option<u32>| f.is_some() && state.selection == f.map(Pick::Facility);
    let fill = if lead.is_some() { p.navy } else { p.raised };
    let ink = if lead.is_some() {
        p.on_navy
    } else {
        p.gap_text
    };
    let told = format!("{title} · {count}");
    let response = ui.interact(head, ui.scope_id().with("head"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
    ui.painter().rect_filled(head, 5.0, fill);
    if chosen(branch.lead) || response.has_focus() {
        let around = Stroke::new(2.0, p.blue);
        ui.painter()
            .rect_stroke(head, 5.0, around, StrokeKind::Outside);
    }
    let number = ui.painter().layout_no_wrap(count, strong(SMALL), ink);
    let room = WIDTH - number.size().x - 26.0;
    let at = pos2(
        head.right() - 9.0 - number.size().x,
        head.center().y - number.size().y / 2.0,
    );
    ui.painter().galley(at, number, ink);
    let lines = if small.is_empty() {
        vec![(title, strong(13.0))]
    } else {
        vec![(title, strong(12.5)), (small, regular(10.5))]
    };
    let lines = lines.into_iter();
    let lines: Vec<_> = lines
        .map(|(text, font)| elided(ui, text, font, ink, room))
        .collect();
    let height: f32 = lines.iter().map(|l| l.size().y).sum();
    let mut y = head.center().y - height / 2.0;
    for line in lines {
        let next = y + line.size().y;
        ui.painter().galley(pos2(head.left() + 9.0, y), line, ink);
        y = next;
    }
    if response.on_hover_text(told).clicked() {
        clicked = branch.lead;
    }
    let top = |row: usize| head.bottom() + 6.0 + row as f32 * ROW;
    let row_of = |y: f32| ((y - HEAD) / ROW).max(0.0) as usize;
    let (first, last) = (row_of(seen.top()), row_of(seen.bottom()) + 2);
    for (row, node) in branch.nodes.iter().enumerate().take(last).skip(first) {
        let left = corner.x + INDENT * (f32::from(node.depth) + 1.0);
        let rect = Rect::from_min_max(
            pos2(left, top(row)),
            pos2(corner.x + WIDTH, top(row) + ROW - 4.0),
        );
        let from = node.below.map_or(head.bottom(), |row| top(row) + ROW - 4.0);
        let stem = left - INDENT / 2.0;
        let line = Stroke::new(1.0, if node.wrong { p.gap } else { p.border });
        ui.painter().vline(stem, from..=rect.center().y, line);
        ui.painter().hline(stem..=left, rect.center().y, line);
        let name = name(node.facility);
        if boxed(
            ui,
            rect,
            (row, &name),
            (node.wrong, chosen(Some(node.facility))),
        ) {
            clicked = Some(node.facility);
        }
    }
    clicked
}

/// Somebody's box; true if it was clicked.
fn boxed(ui: &Ui, rect: Rect, (row, name): (usize, &str), (wrong, chosen): (bool, bool)) -> bool {
    let p = theme::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("node", row)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    let fill = match (chosen, response.hovered()) {
        (true, _) => p.raised,
        (_, true) => p.raised.gamma_multiply(0.6),
        _ => Color32::TRANSPARENT,
    };
    let edge = if chosen || response.has_focus() {
        Stroke::new(2.0, p.blue)
    } else if wrong {
        Stroke::new(1.5, p.gap)
    } else {
        Stroke::new(1.0, p.hairline)
    };
    ui.painter().rect(rect, 4.0, fill, edge, StrokeKind::Inside);
    let ink = if wrong { p.gap_text } else { p.ink };
    let text = elided(ui, name, regular(12.5), ink, rect.width() - 14.0);
    let at = rect.left_center() + vec2(7.0, -text.size().y / 2.0);
    ui.painter().galley(at, text, ink);
    response.on_hover_text(name).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answers::NONE;

    #[test]
    fn everybody_hangs_below_whoever_leads_them_and_nobody_twice() {
        // 0 leads 1 and 2, 1 leads 3; 4 and 5 lead each other below 2.
        let edges = [(0, 1), (0, 2), (1, 3), (2, 4), (4, 5), (5, 4)];
        let led_by = |lead: u32| {
            edges
                .into_iter()
                .filter(move |(to, _)| *to == lead)
                .map(|(_, from)| from)
        };
        let nodes = below(0, &led_by, &BTreeSet::from([5]));
        let told: Vec<_> = nodes
            .iter()
            .map(|n| (n.facility, n.below, n.depth, n.wrong))
            .collect();
        assert_eq!(
            told,
            [
                (1, None, 0, false),
                (3, Some(0), 1, false),
                (2, None, 0, false),
                (4, Some(2), 1, false),
                (5, Some(3), 2, true),
            ]
        );
    }

    #[test]
    fn a_facility_that_leads_nobody_has_no_branch() {
        let facts = super::super::super::state::facts_of_the_demo();
        let count = facts.coverage.facilities.len();
        let mut root = vec![NONE; count];
        (root[0], root[1], root[2]) = (0, 0, 2);
        let network = Network {
            edges: vec![(1, 0)],
            root,
            faults: vec![NetworkFault::Orphan(3)],
            ..Network::default()
        };
        let all = branches(&facts, &network, Words::new(crate::i18n::Lang::En));
        let leads: Vec<_> = all.iter().map(|b| (b.lead, b.nodes.len())).collect();
        assert_eq!(leads, [(Some(0), 1), (None, 1)]);
    }
}
