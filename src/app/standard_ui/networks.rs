//! The networks of links as lists: who leads nobody and is led by nobody, who has two leads, what leads round in a ring, how deep it goes.

use std::sync::Arc;

use eframe::egui::{self, RichText, Role, Ui, WidgetInfo};

use super::super::state::{Facts, State};
use super::super::theme;
use super::chart::{self, Branch};
use super::lists::{self, ListState, Row, Shown};
use super::made::Made;
use super::sheet::{self, Lane};
use super::{links, said, subjects};
use crate::i18n::{Lang, Words};
use crate::model::answers::NONE;
use crate::model::standard::{Network, NetworkFault};
use crate::model::{StandardAnswer, Subject, Verdict};

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct NetworksState {
    list: ListState,
    /// The kind of link.
    kind: Option<Arc<str>>,
    /// All facilities of the network, not what is wrong alone.
    all: bool,
    made: Made<(u64, Lang, usize, bool), Arc<[Row]>>,
    /// As a chart, not as a list.
    chart: bool,
    branches: Made<(u64, Lang, usize), Arc<[Branch]>>,
}

impl NetworksState {
    /// Whether it is being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.made.is_busy() || self.branches.is_busy()
    }
}

fn facility(words: Words, facts: &Facts, i: u32) -> String {
    let name = subjects::name(words, facts, Subject::Facility(i));
    name.map_or_else(|| "–".to_owned(), |n| n.to_string())
}

fn fault_row(words: Words, facts: &Facts, network: &Network, fault: &NetworkFault) -> Row {
    let (who, key, others) = match fault {
        NetworkFault::Orphan(f) => (*f, "standards-orphan", Vec::new()),
        NetworkFault::DoubleLead(f, leads) => (*f, "standards-two-leads", leads.clone()),
        NetworkFault::Ring(ring) => (
            ring.first().copied().unwrap_or(NONE),
            "standards-ring",
            ring.iter().skip(1).copied().collect(),
        ),
    };
    let others: Vec<String> = others
        .into_iter()
        .map(|f| facility(words, facts, f))
        .collect();
    let mut row = row(words, facts, network, who);
    row.cells[1] = Shown::Mark(Verdict::Fail, words.t(key));
    if !others.is_empty() {
        row.cells[2] = Shown::Text(others.join(&words.t("list-separator")));
    }
    row.tip = said::fault(words, facts, network, fault);
    row
}

/// A facility in its network: who leads it, the top, how many steps it is from there.
fn row(words: Words, facts: &Facts, network: &Network, who: u32) -> Row {
    let lead = network.edges.iter().find(|(from, _)| *from == who);
    let root = network
        .root
        .get(who as usize)
        .copied()
        .filter(|r| *r != NONE);
    let depth = network.depth.get(who as usize).copied().unwrap_or(0);
    let name = facility(words, facts, who);
    let state = if root.is_none() {
        Shown::Mark(Verdict::Unknown, words.t("standards-not-in-network"))
    } else if lead.is_none() {
        Shown::Mark(Verdict::Pass, words.t("standards-top"))
    } else {
        Shown::Mark(Verdict::Pass, words.t("standards-linked"))
    };
    Row {
        to: Some(Subject::Facility(who)),
        cells: vec![
            Shown::Text(name.clone()),
            state,
            Shown::Text(lead.map_or_else(String::new, |(_, to)| facility(words, facts, *to))),
            Shown::Text(root.map_or_else(String::new, |r| facility(words, facts, r))),
            Shown::Number(f64::from(depth), words.count(depth)),
        ],
        tip: name,
    }
}

fn rows(facts: &Facts, network: &Network, words: Words, all: bool) -> Arc<[Row]> {
    let faults = network.faults.iter();
    let mut rows: Vec<Row> = faults
        .map(|f| fault_row(words, facts, network, f))
        .collect();
    if all {
        let at_fault: Vec<Option<Subject>> = rows.iter().map(|r| r.to).collect();
        let members = (0u32..)
            .zip(&network.root)
            .filter(|(_, root)| **root != NONE);
        for (member, _) in members {
            if !at_fault.contains(&Some(Subject::Facility(member))) {
                rows.push(row(words, facts, network, member));
            }
        }
    }
    rows.into()
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, answer: &Arc<StandardAnswer>) {
    let words = state.words;
    let networks = &answer.networks;
    if networks.is_empty() {
        sheet::nothing(ui, &words.t("standards-networks-none"));
        return;
    }
    let wanted = state.standard.networks.kind.clone();
    let at = wanted.and_then(|kind| networks.iter().position(|n| n.kind == kind));
    // The first with something wrong is looked at first.
    let at = at.or_else(|| networks.iter().position(|n| !n.faults.is_empty()));
    let at = at.unwrap_or(0);
    let network = Arc::clone(&networks[at]);
    bar(ui, state, networks, &network);
    if state.standard.networks.chart {
        as_chart(ui, state, facts, (at, &network));
        return;
    }
    let all = state.standard.networks.all;
    let key = (facts.version, words.lang, at, all);
    let (asked, with) = (facts.clone(), Arc::clone(&network));
    let many = network.root.len() > 3000;
    let own = &mut state.standard.networks;
    let (rows, failed) = own
        .made
        .want(ui.ctx(), key, many, move || rows(&asked, &with, words, all));
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    let rows = rows.unwrap_or_default();
    if rows.is_empty() {
        sheet::nothing(ui, &words.t("standards-network-sound"));
        return;
    }
    let lanes = [
        Lane::text(words.t("role-facilities"), 190.0),
        Lane::text(words.t("standards-state"), 130.0),
        Lane::text(words.t("standards-led-by"), 200.0),
        Lane::text(words.t("standards-at-the-top"), 170.0),
        Lane::number(words.t("standards-steps"), 60.0),
    ];
    let name = words.with(
        "standards-network-name",
        &[("kind", links::network_name(words, &network.kind).into())],
    );
    lists::show(
        ui,
        state,
        facts,
        |s| &mut s.standard.networks.list,
        (name, &lanes, &rows),
    );
}

fn as_chart(ui: &mut Ui, state: &mut State, facts: &Facts, (at, network): (usize, &Arc<Network>)) {
    let words = state.words;
    let key = (facts.version, words.lang, at);
    let (asked, with) = (facts.clone(), Arc::clone(network));
    let many = network.root.len() > 3000;
    let own = &mut state.standard.networks;
    let (branches, failed) = own.branches.want(ui.ctx(), key, many, move || {
        chart::branches(&asked, &with, words)
    });
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    chart::show(ui, state, facts, &branches.unwrap_or_default());
}

fn bar(ui: &mut Ui, state: &mut State, networks: &[Arc<Network>], network: &Network) {
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal(|ui| {
        let own = &mut state.standard.networks;
        let named = |n: &Network| {
            let name = links::network_name(words, &n.kind);
            match n.faults.len() {
                0 => name,
                faults => format!("{name} ({})", words.count(faults as u32)),
            }
        };
        let now = named(network);
        let label = words.t("standards-network");
        let shown = egui::ComboBox::from_id_salt("network")
            .selected_text(&now)
            .width(190.0)
            .show_ui(ui, |ui| {
                for one in networks {
                    let on = one.kind == network.kind;
                    if ui.selectable_label(on, named(one)).clicked() {
                        own.kind = Some(Arc::clone(&one.kind));
                    }
                }
            });
        let told = format!("{label}: {now}");
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        shown
            .response
            .on_hover_text(words.t("standards-network-tip"));
        for (chart, key) in [
            (false, "standards-network-list"),
            (true, "standards-network-chart"),
        ] {
            let choice = ui.selectable_label(own.chart == chart, words.t(key));
            let tip = words.t(&format!("{key}-tip"));
            if choice.on_hover_text(tip).clicked() {
                own.chart = chart;
            }
        }
        ui.add_enabled_ui(!own.chart, |ui| {
            let all_choice = ui.checkbox(&mut own.all, words.t("standards-network-all"));
            all_choice.on_hover_text(words.t("standards-network-all-tip"));
        });
        super::on_map::network(ui, state, &network.kind);
        let count = |is: fn(&NetworkFault) -> bool| {
            words.count(network.faults.iter().filter(|f| is(f)).count() as u32)
        };
        let members = network.root.iter().filter(|r| **r != NONE).count() as u32;
        let deepest = network.depth.iter().max().copied().unwrap_or(0);
        let args = [
            ("links", words.count(network.edges.len() as u32).into()),
            ("members", words.count(members).into()),
            (
                "orphans",
                count(|f| matches!(f, NetworkFault::Orphan(_))).into(),
            ),
            (
                "doubles",
                count(|f| matches!(f, NetworkFault::DoubleLead(..))).into(),
            ),
            (
                "rings",
                count(|f| matches!(f, NetworkFault::Ring(_))).into(),
            ),
            ("depth", words.count(deepest).into()),
        ];
        let text = words.with("standards-network-count", &args);
        ui.label(RichText::new(text).color(p.quiet));
    });
}
