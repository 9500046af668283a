//! The inspector: what is selected, or else the whole, in numbers and words.

mod chart;
mod district;
mod equity;
mod facility;
mod overview;
mod selection;
mod village;

pub(super) use chart::{Bars, Whole};
pub(super) use equity::{Curves, Homes};

use eframe::egui::{
    self, Color32, Margin, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::icons::Icon;
use super::state::{Facts, Pick, State};
use super::theme::{self, Palette, SMALL, regular, strong};
use super::{standard_ui, widgets};
use crate::base::{LonLat, Metres};
use crate::model::{AreaBounds, SourceRow};

/// The right panel.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let Some(facts) = state.facts.clone() else {
        return;
    };
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let several = state.selected.len() > 1;
            // A unit without an area of its own is told of by itself; one with an area as its district.
            if let Some(unit) = state.unit_shown(&facts)
                && !matches!(state.selection, Some(Pick::District(_)))
            {
                standard_ui::unit(ui, state, &facts, unit);
                ui.add_space(16.0);
                return;
            }
            if several {
                selection::show(ui, state, &facts);
            }
            match state.selection {
                None if several => {}
                None => overview::show(ui, state, &facts),
                Some(Pick::Village(i)) => village::show(ui, state, &facts, i),
                Some(Pick::Facility(i)) => facility::show(ui, state, &facts, i),
                Some(Pick::District(i)) => district::show(ui, state, &facts, i),
            }
            ui.add_space(16.0);
        });
}

/// The name, what it is, and a way back to the whole.
fn title(ui: &mut Ui, state: &mut State, name: &str, kind: &str) {
    let words = state.words;
    ui.horizontal(|ui| {
        let p = theme::of(ui);
        ui.label(
            RichText::new(words.t("inspector-title"))
                .font(strong(SMALL))
                .color(p.quiet),
        );
        if let Some(pick) = state.selection {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let back = words.t("inspector-close");
                if widgets::icon_button(ui, Icon::Cross, &back, &back).clicked() {
                    // Several stay selected when one of them is no longer looked at.
                    if state.selected.len() > 1 {
                        state.focus(None);
                    } else {
                        state.select_only(None);
                    }
                }
                let zoom = words.t("map-zoom-here");
                if widgets::icon_button(ui, Icon::Fit, &zoom, &zoom).clicked() {
                    state.map.fit(pick);
                }
            });
        }
    });
    ui.add(egui::Label::new(RichText::new(name).font(strong(20.0))).wrap());
    let p = theme::of(ui);
    ui.add(egui::Label::new(RichText::new(kind).color(p.quiet)).wrap());
    ui.add_space(6.0);
}

/// A number in a box with what it means below.
struct Card {
    value: String,
    label: String,
    color: Option<Color32>,
    tip: Option<String>,
}

impl Card {
    fn new(value: String, label: String) -> Self {
        Self {
            value,
            label,
            color: None,
            tip: None,
        }
    }

    fn color(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }

    fn tip(mut self, tip: String) -> Self {
        self.tip = Some(tip);
        self
    }
}

/// The share of an area within reach; while it is computed, a place for it.
fn area_card(state: &State, bounds: Option<&AreaBounds>) -> Card {
    let words = state.words;
    let label = words.t("card-area");
    let Some(bounds) = bounds else {
        return Card::new("…".to_owned(), label).tip(words.t("map-updating"));
    };
    let percent = |share: f64| format!("{:.2}", share * 100.0);
    let tip = words.with(
        "card-area-tip",
        &[
            ("low", percent(bounds.low).into()),
            ("high", percent(bounds.high).into()),
            ("area", words.area(bounds.area.km2()).into()),
        ],
    );
    let middle = words.percent(f64::midpoint(bounds.low, bounds.high));
    Card::new(middle, label).tip(tip)
}

/// Cards, two in a row.
fn cards(ui: &mut Ui, cards: Vec<Card>) {
    let p = theme::of(ui);
    let width = (ui.available_width() - 8.0) / 2.0;
    let mut cards = cards.into_iter().peekable();
    while cards.peek().is_some() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for card in cards.by_ref().take(2) {
                let (rect, response) = ui.allocate_exact_size(vec2(width, 54.0), Sense::hover());
                ui.painter().rect_stroke(
                    rect,
                    7.0,
                    Stroke::new(1.0, p.hairline),
                    egui::StrokeKind::Inside,
                );
                let inner = rect.shrink2(vec2(11.0, 7.0));
                let color = card.color.unwrap_or(p.ink);
                let value = widgets::elided(ui, &card.value, strong(17.0), color, inner.width());
                ui.painter()
                    .galley(inner.min - vec2(0.0, 2.0), value, color);
                let label =
                    widgets::elided(ui, &card.label, regular(SMALL), p.quiet, inner.width());
                let at = inner.left_bottom() - vec2(0.0, label.size().y - 1.0);
                ui.painter().galley(at, label, p.quiet);
                let told = format!("{}: {}", card.label, card.value);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
                if let Some(tip) = card.tip {
                    response.on_hover_text(tip);
                }
            }
        });
        ui.add_space(4.0);
    }
}

/// A row that leads somewhere: a name left, a number right.
pub(super) fn link_row(ui: &mut Ui, name: &str, value: &str, color: Color32) -> Response {
    let p = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect.expand2(vec2(5.0, 0.0)), 4.0, p.raised);
    }
    let value_galley = ui
        .painter()
        .layout_no_wrap(value.to_owned(), strong(13.0), color);
    let room = rect.width() - value_galley.size().x - 10.0;
    let name_galley = widgets::elided(ui, name, regular(theme::BODY), p.ink, room);
    let middle = |height: f32| rect.center().y - height / 2.0;
    ui.painter().galley(
        egui::pos2(rect.left(), middle(name_galley.size().y)),
        name_galley,
        p.ink,
    );
    let x = rect.right() - value_galley.size().x;
    let y = middle(value_galley.size().y);
    ui.painter().galley(egui::pos2(x, y), value_galley, color);
    ui.painter().hline(
        rect.x_range(),
        rect.bottom(),
        Stroke::new(1.0, p.hairline.gamma_multiply(0.7)),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{name}, {value}")));
    response
}

/// The facilities that lie nearest to a place.
fn nearest(ui: &mut Ui, state: &mut State, facts: &Facts, at: LonLat, except: Option<u32>) {
    widgets::section(ui, &state.words.t("inspector-nearest"));
    let p = theme::of(ui);
    let found = state.session.nearest_facilities(at, 6);
    let mut shown = 0;
    for (index, distance) in found {
        let Some(facility) = facts.facility(index).filter(|_| Some(index) != except) else {
            continue;
        };
        if shown == 5 {
            break;
        }
        shown += 1;
        let radius = facts.coverage.radii.get(index as usize).copied().flatten();
        // From one facility to another no reach is meant.
        let color = if except.is_some() {
            p.ink
        } else {
            reach_color(p, radius, distance)
        };
        let text = state.words.distance(distance);
        let tier = facts
            .tier_of(facility)
            .map_or_else(String::new, |t| widgets::tier_name(state.words, t));
        let row = link_row(ui, &facility.name, &text, color).on_hover_text(tier);
        if row.clicked() {
            state.select_and_show(Pick::Facility(index));
        }
    }
    if shown == 0 {
        ui.label(RichText::new(state.words.t("inspector-no-facility")).color(p.quiet));
    }
}

fn reach_color(p: &Palette, radius: Option<Metres>, distance: Metres) -> Color32 {
    match radius {
        Some(radius) if distance <= radius => p.ink,
        _ => p.gap_text,
    }
}

/// All columns of a row.
fn attributes(ui: &mut Ui, state: &State, facts: &Facts, source: Option<SourceRow>) {
    let Some(source) = source else {
        return;
    };
    widgets::section(ui, &state.words.t("inspector-attributes"));
    let all = facts.data.attributes(source);
    for (name, cell) in all.iter().filter(|(_, cell)| cell.is_present()) {
        widgets::pair(ui, name, cell.to_string());
    }
    let file = facts
        .data
        .layers
        .get(source.layer as usize)
        .map_or_else(String::new, |l| widgets::file_name(&l.table.source.path));
    let args = [
        ("file", file.into()),
        ("row", state.words.count(source.row).into()),
    ];
    let p = theme::of(ui);
    ui.add_space(2.0);
    ui.label(
        RichText::new(state.words.with("inspector-source", &args))
            .small()
            .color(p.quiet),
    );
}

/// A paragraph on a tinted ground.
fn note(ui: &mut Ui, text: &str, urgent: bool) {
    let p = theme::of(ui);
    let (fill, color) = if urgent {
        (p.gap_tint, p.gap_text)
    } else {
        (p.raised, p.ink)
    };
    egui::Frame::new()
        .fill(fill)
        .corner_radius(6.0)
        .inner_margin(Margin::symmetric(11, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(text).color(color));
        });
}

/// The place in degrees.
fn place_line(ui: &mut Ui, state: &State, at: LonLat) {
    let value = super::status_ui::position(state.words, at);
    widgets::pair(ui, &state.words.t("inspector-place"), value);
}
