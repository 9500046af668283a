//! The legend: what the marks mean, how many there are, which tiers are shown.

use eframe::egui::{
    self, Align2, Color32, Frame, Id, Margin, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{self, Palette, SMALL, regular, strong};
use super::super::widgets;
use super::{paint, shown_legend};
use crate::i18n::Words;
use crate::map::drawn::FIRST_BEYOND;
use crate::map::mark::MarkKind;
use crate::map::scene::{FacilityState, LegendTier};
use crate::map::style::{POINT, REACH_FILL, REACH_OUTLINE, Rgb};
use crate::model::look::DistrictFill;
use crate::model::{LayerKind, LookChange, Status};

/// Width of the column of marks.
const KEY: f32 = 26.0;
const ROW: f32 = 20.0;
/// Width of the contents at least, and at most: as wide as the longest row needs.
const WIDTHS: [f32; 2] = [212.0, 330.0];
/// … with its margins, as it mostly is.
pub(super) const OUTER_WIDTH: f32 = 274.0;
/// On a smaller map the legend is folded, unless it was opened.
const ROOM: Vec2 = vec2(2.0 * OUTER_WIDTH, 380.0);

/// Whether the legend is folded on a map of this size.
pub(super) fn is_shut(choice: Option<bool>, map: Vec2) -> bool {
    choice.unwrap_or(map.x < ROOM.x || map.y < ROOM.y)
}

/// Where the widest row of a frame is noted for the next one.
fn widest() -> Id {
    Id::unique("legend-widest")
}

/// The narrowest box of a class, with its bound below.
const NARROWEST: f32 = 40.0;

/// Something of the legend needs so much width.
fn wants(ui: &Ui, width: f32) {
    ui.data_mut(|d| {
        let widest = d.get_temp_mut_or(widest(), 0.0f32);
        *widest = widest.max(width);
    });
}

/// What stands above and below the legend, at its tallest.
const AROUND: f32 = 88.0;

/// Draws the legend at the lower left; returns what it covers.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, map: Rect, p: &Palette) -> Rect {
    let shut = is_shut(state.map.legend_shut, map.size());
    let known: f32 = ui.data_mut(|d| d.remove_temp(widest())).unwrap_or(0.0);
    let width = if shut {
        96.0
    } else {
        known.clamp(WIDTHS[0], WIDTHS[1].min(map.width() - 60.0).max(WIDTHS[0]))
    };
    // Its height is known from the frame before.
    let id = ui.scope_id().with("legend-height");
    let height: f32 = ui.data(|d| d.get_temp(id)).unwrap_or(ROW);
    let corner = map.left_bottom() + vec2(14.0, -14.0 - height);
    // On a small map it scrolls rather than covers what stands above.
    let tallest = (map.height() - AROUND).max(ROW);
    let room = Rect::from_min_size(corner, vec2(width + 24.0, tallest + 20.0));
    let builder = UiBuilder::new()
        .max_rect(room)
        .sense(Sense::click_and_drag());
    // Its own sense keeps the pointer from reaching the map below.
    let rect = ui
        .scope_builder(builder, |ui| {
            let frame = Frame::new()
                .fill(p.panel)
                .stroke(Stroke::new(1.0, p.hairline))
                .corner_radius(7.0)
                .inner_margin(Margin::symmetric(12, 8));
            let shown = frame.show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                egui::ScrollArea::vertical()
                    .max_height(tallest)
                    .min_scrolled_height(tallest)
                    .show(ui, |ui| contents(ui, state, facts, shut, p));
            });
            shown.response.rect
        })
        .inner;
    if (rect.height() - height).abs() > 0.5 {
        ui.data_mut(|d| d.insert_temp(id, rect.height()));
        ui.ctx().request_repaint();
    }
    rect
}

fn contents(ui: &mut Ui, state: &mut State, facts: &Facts, shut: bool, p: &Palette) {
    let words = state.words;
    let title = words.t("map-legend");
    let key = if shut { "legend-open" } else { "legend-close" };
    let (rect, head) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::click());
    let color = if head.hovered() || head.has_focus() {
        p.ink
    } else {
        p.quiet
    };
    let painter = ui.painter();
    let font = strong(SMALL);
    painter.text(rect.left_center(), Align2::LEFT_CENTER, &title, font, color);
    let at = rect.right_center() - vec2(6.0, 0.0);
    let up = if shut { -1.0 } else { 1.0 };
    painter.line(
        vec![
            at + vec2(-4.0, -2.0 * up),
            at + vec2(0.0, 2.0 * up),
            at + vec2(4.0, -2.0 * up),
        ],
        Stroke::new(1.4, color),
    );
    head.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, !shut, &title));
    let head = head.on_hover_text(words.t(key));
    if head.clicked() {
        state.map.legend_shut = Some(!shut);
    }
    if shut {
        return;
    }
    ui.add_space(3.0);
    let hidden = facts.scene.legend.hidden;
    named(ui, state, LayerKind::Villages, p);
    villages(ui, state, facts, p);
    if state.look().shows(LayerKind::Facilities) {
        named(ui, state, LayerKind::Facilities, p);
        let tiers = facts.scene.legend.tiers.clone();
        let off = state.hidden_tiers(facts);
        let by_rule = facts.scene.is_by_rule();
        for tier in &tiers {
            tier_row(ui, state, tier, !off.contains(&tier.tier), by_rule, p);
        }
        shown_legend::facilities(ui, state, facts, p);
        shown_legend::links(ui, state, facts, p);
        note_counted(ui, words, "hidden-facilities", hidden.facilities, p);
    }
    let strength = state.look().opacity(LayerKind::Reach);
    if strength > 0.0 && !facts.scene.is_by_rule() {
        let text = match state.look().name(LayerKind::Reach) {
            Some(name) => name.to_owned(),
            None => reach_text(state, facts),
        };
        let row = row(ui, &text, None, p, false);
        let rect = Rect::from_center_size(row, vec2(18.0, 12.0));
        ui.painter().rect(
            rect,
            2.0,
            p.blue.gamma_multiply((REACH_FILL + 0.06) * strength),
            Stroke::new(1.0, p.blue.gamma_multiply((REACH_OUTLINE + 0.2) * strength)),
            StrokeKind::Inside,
        );
    }
    if state.look().shows(LayerKind::Districts) {
        if !shown_legend::fills(ui, state, facts, p) && !facts.scene.legend.share_classes.is_empty()
        {
            shares(ui, state, facts, p);
        }
        note_counted(ui, words, "hidden-districts", hidden.districts, p);
    }
}

/// The name that the user gave a layer, above its rows.
fn named(ui: &mut Ui, state: &State, kind: LayerKind, p: &Palette) {
    if let Some(name) = state.look().name(kind) {
        let text = RichText::new(name).font(strong(SMALL)).color(p.ink);
        ui.add(egui::Label::new(text).truncate());
    }
}

/// A quiet sentence below the rows of a layer.
fn note(ui: &mut Ui, text: &str, urgent: bool, p: &Palette) {
    let color = if urgent { p.gap_text } else { p.quiet };
    ui.label(RichText::new(text).font(regular(11.0)).color(color));
}

fn note_counted(ui: &mut Ui, words: Words, key: &str, n: u32, p: &Palette) {
    if n > 0 {
        let args = [("n", n.into()), ("count", words.count(n).into())];
        note(ui, &words.with(key, &args), false, p);
    }
}

/// A row with room for a mark; returns the middle of that room.
pub(super) fn row(
    ui: &mut Ui,
    text: &str,
    right: Option<String>,
    p: &Palette,
    faint: bool,
) -> egui::Pos2 {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let middle = pos2(rect.left() + KEY / 2.0 - 3.0, rect.center().y);
    let color = if faint { p.quiet } else { p.ink };
    let painter = ui.painter();
    let mut end = rect.right();
    if let Some(right) = right {
        end = painter
            .text(
                rect.right_center(),
                Align2::RIGHT_CENTER,
                right,
                regular(SMALL),
                p.quiet,
            )
            .left();
    }
    let room = end - rect.left() - KEY - 4.0;
    let needed = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(SMALL), color);
    // With room for the bar that scrolls.
    wants(ui, rect.width() + needed.size().x - room + 14.0);
    let galley = widgets::elided(ui, text, regular(SMALL), color, room);
    let at = pos2(rect.left() + KEY, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    middle
}

/// Logical pixels per point on the page: marks in the legend are as large as on the map that shows everything.
const GROWTH: f32 = POINT;

pub(super) fn mark(ui: &Ui, state: &mut State, kind: MarkKind, radius: f32, at: egui::Pos2) {
    let ppp = ui.pixels_per_point();
    let p = theme::of(ui);
    let sprites = &mut state.map.sprites;
    sprites.prepare(
        ui.ctx(),
        &p.theme,
        GROWTH * ppp,
        std::iter::once((kind, radius)),
    );
    let mut mesh = sprites.mesh();
    if let Some(stamp) = sprites.stamp((kind, radius), GROWTH * ppp, ppp) {
        stamp.add(&mut mesh, at);
    }
    ui.painter().add(egui::Shape::mesh(mesh));
}

fn villages(ui: &mut Ui, state: &mut State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let legend = facts.scene.legend.clone();
    let [covered, borderline, gap, unknown] = legend.villages;
    let count = |n: u32| Some(words.count(n));
    let distances = words.distances(&legend);
    let classes = |ui: &mut Ui, state: &mut State, classes: std::ops::Range<u8>| {
        for class in classes {
            if let Some((name, count)) = distances.get(usize::from(class)) {
                let at = row(ui, name, Some(count.clone()), p, false);
                let radius = if class < FIRST_BEYOND { 1.8 } else { 2.9 };
                mark(ui, state, MarkKind::Distance(class), radius, at);
            }
        }
    };
    let rule = legend.shown.as_ref().and_then(|s| s.rule.as_ref());
    let names = match rule {
        None => [
            "legend-covered",
            "status-borderline",
            "legend-gap",
            "status-unknown",
        ]
        .map(|key| words.t(key)),
        Some(_) => words.legend_statuses(&legend),
    };
    // A rule that is not about villages says nothing of them.
    let about_villages = rule.is_none_or(|r| !r.villages.is_empty());
    if about_villages {
        let at = row(ui, &names[2], count(gap), p, false);
        mark(ui, state, MarkKind::Village(Status::Gap), 3.2, at);
    }
    let gap_sizes = match state.map.picture.crowd() {
        Some(crowd) => crowd.gap_sizes(&facts.scene),
        None => legend.gap_sizes.clone(),
    };
    if gap > 0 && !gap_sizes.is_empty() {
        sizes(ui, state, &gap_sizes, p);
    }
    classes(ui, state, FIRST_BEYOND..distances.len() as u8);
    let shown = state.look().shows(LayerKind::Villages);
    for (n, status, name) in [
        (borderline, Status::Borderline, &names[1]),
        (covered, Status::Covered, &names[0]),
        (unknown, Status::Unknown, &names[3]),
    ] {
        if n == 0 || !shown {
            continue;
        }
        if status == Status::Covered && !distances.is_empty() {
            classes(ui, state, 0..FIRST_BEYOND);
            continue;
        }
        let radius = if status == Status::Covered { 1.8 } else { 2.6 };
        let others = legend.shown.as_ref().map_or(0, |s| s.not_asked(covered));
        let (n, others) = match status {
            Status::Covered => (n - others, others),
            _ => (n, 0),
        };
        let beside = words.t("shown-village-not-asked");
        for (n, name) in [(n, name), (others, &beside)] {
            if n > 0 {
                let at = row(ui, name, count(n), p, false);
                mark(ui, state, MarkKind::Village(status), radius, at);
            }
        }
    }
    if legend.distances.is_some_and(|d| d.radius.is_none()) {
        note(ui, &words.t("distance-note"), false, p);
    }
    if legend.hidden.villages > 0 {
        let urgent = legend.hidden.gaps > 0;
        note(ui, &words.hidden_villages(&legend), urgent, p);
    }
}

/// What the size of a gap mark means: a few marks with their people.
fn sizes(ui: &mut Ui, state: &mut State, sizes: &[(f64, f32)], p: &Palette) {
    let words = state.words;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let mut x = rect.left() + KEY;
    let mut told = Vec::new();
    for (people, radius) in sizes.iter().rev() {
        let half = radius * GROWTH;
        mark(
            ui,
            state,
            MarkKind::Village(Status::Gap),
            *radius,
            pos2(x + half, rect.center().y),
        );
        let text = words.count(*people);
        told.push(text.clone());
        x = ui
            .painter()
            .text(
                pos2(x + 2.0 * half + 4.0, rect.center().y),
                Align2::LEFT_CENTER,
                text,
                regular(11.0),
                p.quiet,
            )
            .right()
            + 10.0;
    }
    let people = ui.painter().text(
        pos2(x - 4.0, rect.center().y),
        Align2::LEFT_CENTER,
        words.t("legend-people"),
        regular(11.0),
        p.quiet,
    );
    wants(ui, people.right() - rect.left() + 14.0);
    let told = words.with("legend-sizes", &[("sizes", told.join(", ").into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
}

/// A tier; a click shows or hides it. A rule does not ask within which radius coverage does.
fn tier_row(
    ui: &mut Ui,
    state: &mut State,
    tier: &LegendTier,
    shown: bool,
    by_rule: bool,
    p: &Palette,
) {
    let words = state.words;
    let name = widgets::tier_label(words, tier.known, &tier.name);
    let count = words.count(tier.facilities);
    // The name may be cut short, its numbers not.
    let right = match tier.reach {
        _ if by_rule => count,
        Some(radius) => format!("{} · {count}", words.radius(radius)),
        None => words.t("reach-off"),
    };
    let text = format!("{name} · {right}");
    let crowd = state.map.picture.crowd();
    let waits = crowd.is_some_and(|c| c.waiting.contains(&tier.tier));
    let at = row(ui, &name, Some(right), p, !shown || waits);
    let rect = Rect::from_min_size(
        pos2(at.x - KEY / 2.0 + 3.0, at.y - ROW / 2.0),
        vec2(ui.available_width(), ROW),
    );
    let response = ui
        .interact(
            rect,
            ui.scope_id().with(("legend-tier", tier.tier)),
            Sense::click(),
        )
        .on_hover_text(words.t(if waits {
            "legend-tier-waits"
        } else {
            "legend-tier-tip"
        }));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, shown, &text));
    let look = if shown && (by_rule || tier.reach.is_some()) {
        FacilityState::Serving
    } else {
        FacilityState::Idle
    };
    let style = state.look().facilities;
    let kind = MarkKind::facility(tier.symbol, look, style.outline);
    // No larger than its row.
    let radius = (tier.radius * style.size.factor()).min(ROW / 2.0 / GROWTH);
    mark(ui, state, kind, radius, at);
    if response.clicked() {
        state.restyle(LookChange::ShowTier(tier.name.to_string(), !shown));
    }
}

fn reach_text(state: &State, facts: &Facts) -> String {
    let words = state.words;
    let mut radii = facts.coverage.tiers.iter().filter_map(|t| t.radius);
    match (radii.next(), radii.next()) {
        (Some(radius), None) => {
            words.with("legend-reach", &[("radius", words.radius(radius).into())])
        }
        _ => words.t("legend-reach-tiers"),
    }
}

/// The scale of shares with how many districts fall into each class.
fn shares(ui: &mut Ui, state: &mut State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let legend = &facts.scene.legend;
    ui.add_space(5.0);
    named(ui, state, LayerKind::Districts, p);
    let title = match legend.fill {
        DistrictFill::Area => "legend-share-area",
        DistrictFill::People | DistrictFill::None => "legend-share",
    };
    let style = state.look().districts;
    let strength = state.look().opacity(LayerKind::Districts);
    let theme = &p.theme;
    ui.label(
        RichText::new(words.t(title))
            .font(regular(SMALL))
            .color(p.quiet),
    );
    let none = legend.districts_without_share > 0;
    let boxes = legend.share_classes.len() + usize::from(none);
    // The bounds of neighbouring classes do not run into one another.
    wants(ui, NARROWEST * boxes as f32);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let gap = if none { 6.0 } else { 0.0 };
    let width = (rect.width() - gap) / boxes as f32;
    let painter = ui.painter();
    let mut told = Vec::new();
    for (i, class) in legend.share_classes.iter().enumerate() {
        let cell = Rect::from_min_size(
            rect.min + vec2(width * i as f32, 0.0),
            Vec2::new(width, 20.0),
        );
        let fill = theme.share_of(style.scale, i as u8, legend.share_classes.len());
        let Rgb(r, g, b) = fill.over(theme.ground, strength);
        let color = Color32::from_rgb(r, g, b);
        painter.rect(
            cell,
            0.0,
            color,
            Stroke::new(1.0, p.border.gamma_multiply(0.5)),
            StrokeKind::Inside,
        );
        painter.text(
            cell.center(),
            Align2::CENTER_CENTER,
            words.count(class.districts),
            regular(11.0),
            p.ink,
        );
        let bound = words.percent_bound(class.high);
        let last = i + 1 == legend.share_classes.len();
        let (anchor, x, bound) = if last {
            (Align2::RIGHT_TOP, cell.right(), format!("{bound}\u{202f}%"))
        } else {
            (Align2::CENTER_TOP, cell.right(), bound)
        };
        painter.text(
            pos2(x, cell.bottom() + 2.0),
            anchor,
            bound,
            regular(10.5),
            p.quiet,
        );
        told.push(format!(
            "{}–{}\u{202f}%: {}",
            words.percent_bound(class.low),
            words.percent_bound(class.high),
            words.count(class.districts)
        ));
    }
    if none {
        let cell = Rect::from_min_max(
            pos2(rect.right() - width, rect.top()),
            pos2(rect.right(), rect.top() + 20.0),
        );
        paint::hatched_box(painter, state, cell);
        painter.rect_stroke(
            cell,
            0.0,
            Stroke::new(1.0, p.border.gamma_multiply(0.5)),
            StrokeKind::Inside,
        );
        painter.text(
            cell.center(),
            Align2::CENTER_CENTER,
            words.count(legend.districts_without_share),
            regular(11.0),
            p.ink,
        );
        painter.text(
            pos2(cell.center().x, cell.bottom() + 2.0),
            Align2::CENTER_TOP,
            words.t("legend-no-share"),
            regular(10.5),
            p.quiet,
        );
    }
    let told = told.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    response.on_hover_text(words.t("legend-share-tip"));
    super::classes::menu(ui, state, facts, p);
}
