//! The legend: what the marks mean, how many there are, which tiers are shown.

use eframe::egui::{
    self, Align2, Color32, Frame, Margin, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{Palette, SMALL, regular, strong};
use super::super::widgets;
use super::sprites::Look;
use super::paint;
use crate::map::scene::{FacilityState, LegendTier};
use crate::map::style::{REACH_FILL, REACH_OUTLINE};
use crate::model::Status;

/// Width of the column of marks.
const KEY: f32 = 26.0;
const ROW: f32 = 20.0;
const WIDTH: f32 = 214.0;

/// Draws the legend at the lower left; returns what it covers.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, map: Rect, p: &'static Palette) -> Rect {
    let room = Rect::from_min_max(
        pos2(map.left() + 14.0, map.top() + 220.0),
        pos2(map.left() + 14.0 + WIDTH + 24.0, map.bottom() - 14.0),
    );
    let builder = UiBuilder::new()
        .max_rect(room)
        .layout(egui::Layout::bottom_up(egui::Align::Min))
        .sense(Sense::click_and_drag());
    ui.scope_builder(builder, |ui| {
        let response = Frame::new()
            .fill(p.panel)
            .stroke(Stroke::new(1.0, p.hairline))
            .corner_radius(7.0)
            .inner_margin(Margin::symmetric(12, 8))
            .show(ui, |ui| {
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(if state.map.legend_shut { 110.0 } else { WIDTH });
                    ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                    contents(ui, state, facts, p);
                });
            })
            .response;
        // Nothing below the legend feels the pointer through it.
        response.rect
    })
    .inner
}

fn contents(ui: &mut Ui, state: &mut State, facts: &Facts, p: &'static Palette) {
    let words = state.words;
    let title = words.t("map-legend");
    let key = if state.map.legend_shut { "legend-open" } else { "legend-close" };
    let head = ui
        .add(
            egui::Button::new(RichText::new(title).font(strong(SMALL)).color(p.quiet))
                .frame(false)
                .right_text(if state.map.legend_shut { "▴" } else { "▾" })
                .min_size(vec2(ui.available_width(), 18.0)),
        )
        .on_hover_text(words.t(key));
    if head.clicked() {
        state.map.legend_shut = !state.map.legend_shut;
    }
    if state.map.legend_shut {
        return;
    }
    ui.add_space(3.0);
    villages(ui, state, facts, p);
    let tiers = facts.scene.legend.tiers.clone();
    for tier in &tiers {
        tier_row(ui, state, tier, p);
    }
    if state.visible.reach {
        let text = reach_text(state, facts);
        let row = row(ui, &text, None, p, false);
        let rect = Rect::from_center_size(row, vec2(18.0, 12.0));
        ui.painter().rect(
            rect,
            2.0,
            p.blue.gamma_multiply(REACH_FILL + 0.06),
            Stroke::new(1.0, p.blue.gamma_multiply(REACH_OUTLINE + 0.2)),
            StrokeKind::Inside,
        );
    }
    if state.visible.districts && !facts.scene.legend.share_classes.is_empty() {
        shares(ui, state, facts, p);
    }
}

/// A row with room for a mark; returns the middle of that room.
fn row(ui: &mut Ui, text: &str, right: Option<String>, p: &Palette, faint: bool) -> egui::Pos2 {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let middle = pos2(rect.left() + KEY / 2.0 - 3.0, rect.center().y);
    let color = if faint { p.quiet } else { p.ink };
    let painter = ui.painter();
    let mut end = rect.right();
    if let Some(right) = right {
        end = painter
            .text(rect.right_center(), Align2::RIGHT_CENTER, right, regular(SMALL), p.quiet)
            .left();
    }
    let galley = widgets::elided(ui, text, regular(SMALL), color, end - rect.left() - KEY - 4.0);
    let at = pos2(rect.left() + KEY, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    middle
}

fn mark(ui: &Ui, state: &State, look: Look, radius: f32, at: egui::Pos2) {
    let mut mesh = state.map.sprites.mesh();
    state
        .map
        .sprites
        .add(&mut mesh, look, radius, at, ui.pixels_per_point());
    ui.painter().add(egui::Shape::mesh(mesh));
}

fn villages(ui: &mut Ui, state: &mut State, facts: &Facts, p: &'static Palette) {
    let words = state.words;
    let legend = &facts.scene.legend;
    let growth = 1.33;
    let mut looks: Vec<(Look, f32)> = [Status::Gap, Status::Borderline, Status::Covered, Status::Unknown]
        .into_iter()
        .map(|s| (Look::village(s), 3.4))
        .collect();
    looks.extend(legend.gap_sizes.iter().map(|(_, r)| (Look::village(Status::Gap), r * growth)));
    looks.extend(legend.tiers.iter().flat_map(|t| {
        let radius = t.radius * growth;
        [FacilityState::Serving, FacilityState::Idle].map(|s| (Look::facility(t.symbol, s), radius))
    }));
    state.map.sprites.prepare(ui.ctx(), p, looks.into_iter());

    let [covered, borderline, gap, unknown] = legend.villages;
    let count = |n: u32| Some(words.count(n));
    if let [(largest, big), .., (smallest, small)] = legend.gap_sizes[..] {
        let at = row(ui, &words.t("legend-gap"), count(gap), p, false);
        mark(ui, state, Look::village(Status::Gap), 4.2, at);
        let range = words.with(
            "legend-sizes",
            &[
                ("small", words.count(smallest).into()),
                ("large", words.count(largest).into()),
            ],
        );
        let at = row(ui, &range, None, p, true);
        mark(ui, state, Look::village(Status::Gap), small * growth, at - vec2(7.0, 0.0));
        mark(ui, state, Look::village(Status::Gap), (big * growth).min(9.0), at + vec2(4.0, 0.0));
    } else {
        let at = row(ui, &words.t("legend-gap"), count(gap), p, false);
        mark(ui, state, Look::village(Status::Gap), 4.2, at);
    }
    for (n, status, key) in [
        (borderline, Status::Borderline, "status-borderline"),
        (covered, Status::Covered, "legend-covered"),
        (unknown, Status::Unknown, "status-unknown"),
    ] {
        if n > 0 {
            let at = row(ui, &words.t(key), count(n), p, !state.visible.villages);
            let radius = if status == Status::Covered { 2.4 } else { 3.4 };
            state.map.sprites.prepare(ui.ctx(), p, std::iter::once((Look::village(status), radius)));
            mark(ui, state, Look::village(status), radius, at);
        }
    }
}

/// A tier; a click shows or hides it.
fn tier_row(ui: &mut Ui, state: &mut State, tier: &LegendTier, p: &Palette) {
    let words = state.words;
    let shown = state.visible.facilities && !state.visible.hidden_tiers.contains(&tier.tier);
    let name = widgets::tier_label(words, tier.known, &tier.name);
    let text = match tier.reach {
        Some(radius) => format!("{name} · {}", words.radius(radius)),
        None => format!("{name} · {}", words.t("reach-off")),
    };
    let at = row(ui, &text, Some(words.count(tier.facilities)), p, !shown);
    let rect = Rect::from_min_size(
        pos2(at.x - KEY / 2.0 + 3.0, at.y - ROW / 2.0),
        vec2(ui.available_width(), ROW),
    );
    let response = ui
        .interact(rect, ui.id().with(("legend-tier", tier.tier)), Sense::click())
        .on_hover_text(words.t("legend-tier-tip"));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, shown, &text));
    let look = if shown && tier.reach.is_some() {
        FacilityState::Serving
    } else {
        FacilityState::Idle
    };
    mark(ui, state, Look::facility(tier.symbol, look), tier.radius * 1.33, at);
    if response.clicked() {
        state.visible.facilities = true;
        if shown {
            state.visible.hidden_tiers.insert(tier.tier);
        } else {
            state.visible.hidden_tiers.remove(&tier.tier);
        }
    }
}

fn reach_text(state: &State, facts: &Facts) -> String {
    let words = state.words;
    let mut radii = facts.coverage.tiers.iter().filter_map(|t| t.radius);
    match (radii.next(), radii.next()) {
        (Some(radius), None) => words.with("legend-reach", &[("radius", words.radius(radius).into())]),
        _ => words.t("legend-reach-tiers"),
    }
}

/// The scale of shares with how many districts fall into each class.
fn shares(ui: &mut Ui, state: &State, facts: &Facts, p: &Palette) {
    let words = state.words;
    let legend = &facts.scene.legend;
    ui.add_space(5.0);
    ui.label(RichText::new(words.t("legend-share")).font(regular(SMALL)).color(p.quiet));
    let none = legend.districts_without_share > 0;
    let boxes = legend.share_classes.len() + usize::from(none);
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
        let color = p.share.get(i).copied().unwrap_or(Color32::TRANSPARENT);
        painter.rect(cell, 0.0, color, Stroke::new(1.0, p.border.gamma_multiply(0.5)), StrokeKind::Inside);
        painter.text(cell.center(), Align2::CENTER_CENTER, words.count(class.districts), regular(11.0), p.ink);
        let bound = format!("{:.0}", class.high * 100.0);
        let last = i + 1 == legend.share_classes.len();
        let (anchor, x, bound) = if last {
            (Align2::RIGHT_TOP, cell.right(), format!("{bound}\u{202f}%"))
        } else {
            (Align2::CENTER_TOP, cell.right(), bound)
        };
        painter.text(pos2(x, cell.bottom() + 2.0), anchor, bound, regular(10.5), p.quiet);
        told.push(format!(
            "{:.0}–{:.0}\u{202f}%: {}",
            class.low * 100.0,
            class.high * 100.0,
            words.count(class.districts)
        ));
    }
    if none {
        let cell = Rect::from_min_max(
            pos2(rect.right() - width, rect.top()),
            pos2(rect.right(), rect.top() + 20.0),
        );
        paint::hatched_box(painter, state, cell);
        painter.rect_stroke(cell, 0.0, Stroke::new(1.0, p.border.gamma_multiply(0.5)), StrokeKind::Inside);
        painter.text(cell.center(), Align2::CENTER_CENTER, words.count(legend.districts_without_share), regular(11.0), p.ink);
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
}
