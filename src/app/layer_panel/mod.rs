//! The layers of the map: their order, what is shown, under which name; behind a chevron opacity, filter and style.
//!
//! A row can be dragged by its handle. With the keyboard: arrows walk the rows, Alt with them moves one, F2 renames, Enter opens. Everything is a
//! change of the project that can be undone.

pub(super) mod breaks;
mod details;

use std::collections::BTreeSet;

use eframe::egui::{
    self, Color32, EventFilter, Id, Key, Modifiers, Rect, Response, RichText, Role as AccessRole,
    Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::icons::swatch;
use super::state::{Facts, State};
use super::theme::{self, Palette, regular};
use super::widgets;
use crate::i18n::Words;
use crate::map::mark;
use crate::map::style::Rgb;
use crate::model::look::VillageColour;
use crate::model::{LayerKind, LookChange};

/// What is under way in the panel.
#[derive(Default)]
pub(in super::super::app) struct LayerPanel {
    /// Whose details are open.
    open: BTreeSet<LayerKind>,
    /// The layer that is being renamed, with what is typed; `true` until the field has the keyboard.
    renaming: Option<(LayerKind, String, bool)>,
    /// The layer that is being dragged.
    dragging: Option<LayerKind>,
    /// A slider is in motion.
    sliding: bool,
    /// A filter that is being typed.
    filter: Option<(LayerKind, String)>,
    /// A break that is being typed.
    typed_break: Option<(usize, String)>,
    /// The details should come into sight.
    scroll_to: Option<LayerKind>,
}

impl LayerPanel {
    /// Opens the details of a layer, and brings them into sight.
    pub(in super::super::app) fn open_details(&mut self, kind: LayerKind) {
        self.open.insert(kind);
        self.scroll_to = Some(kind);
    }
}

const ROW: f32 = 26.0;
/// Width of the handle, and of the column of swatches.
const HANDLE: f32 = 13.0;
const SWATCH: f32 = 20.0;

/// What a layer is called unless the user calls it otherwise.
fn usual_name(words: Words, kind: LayerKind) -> String {
    words.t(match kind {
        LayerKind::Labels => "layers-labels",
        LayerKind::Facilities => "role-facilities",
        LayerKind::Villages => "role-villages",
        LayerKind::Reach => "layers-reach",
        LayerKind::Districts => "role-districts",
        LayerKind::Background => "layers-background",
    })
}

/// What a layer is called.
fn name_of(state: &State, kind: LayerKind) -> String {
    let own = state.look().name(kind);
    own.map_or_else(|| usual_name(state.words, kind), str::to_owned)
}

/// Shows the layers, the uppermost first.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    widgets::section(ui, &words.t("layers-title"));
    let p = theme::of(ui);
    let Some(facts) = state.facts.clone() else {
        let key = if state.session.is_busy() {
            "loading-title"
        } else {
            "layers-none"
        };
        ui.label(RichText::new(words.t(key)).color(p.quiet));
        return;
    };
    let kinds: Vec<LayerKind> = state.look().layers.iter().map(|l| l.kind).collect();
    let mut rects = Vec::new();
    for (place, kind) in kinds.iter().enumerate() {
        let rect = row(ui, state, &facts, *kind, place, &kinds);
        rects.push(rect);
        if state.layers.open.contains(kind) {
            let inner = egui::Frame::new().inner_margin(egui::Margin {
                left: (HANDLE + 6.0) as i8,
                right: 2,
                top: 0,
                bottom: 8,
            });
            let shown = inner.show(ui, |ui| details::show(ui, state, &facts, *kind));
            if state.layers.scroll_to == Some(*kind) {
                state.layers.scroll_to = None;
                shown.response.scroll_to_me(None);
            }
        }
    }
    reorder(ui, state, &kinds, &rects, p);
    details::finish_drag(ui, state);
}

/// Where a dragged row would go, and, once it is let go, its move.
fn reorder(ui: &Ui, state: &mut State, kinds: &[LayerKind], rects: &[Rect], p: &Palette) {
    let Some(kind) = state.layers.dragging else {
        return;
    };
    let pointer = ui.input(|i| i.pointer.latest_pos());
    let (Some(pointer), Some(from)) = (pointer, kinds.iter().position(|k| *k == kind)) else {
        state.layers.dragging = None;
        return;
    };
    let others = rects.iter().enumerate().filter(|(i, _)| *i != from);
    // The background stays the lowest.
    let last = kinds.len().saturating_sub(2);
    let above = others.filter(|(_, r)| r.center().y < pointer.y).count();
    let to = above.min(last);
    let edge = if to <= from { to } else { to + 1 };
    if let Some(x) = rects.first().map(Rect::x_range) {
        let y = rects.get(edge).map(Rect::top);
        let y = y.or_else(|| rects.last().map(Rect::bottom));
        ui.painter()
            .hline(x, y.unwrap_or_default(), Stroke::new(2.0, p.blue));
    }
    if !ui.input(|i| i.pointer.any_down()) {
        state.layers.dragging = None;
        if to != from {
            state.restyle(LookChange::Move(kind, to));
        }
    }
}

/// A row; returns its place.
fn row(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    kind: LayerKind,
    place: usize,
    kinds: &[LayerKind],
) -> Rect {
    let (words, p) = (state.words, theme::of(ui));
    let shown = state.look().shows(kind);
    let faint = if shown { 1.0 } else { 0.45 };
    let name = name_of(state, kind);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let right = rect.right() - 2.0 * 24.0;
    let middle = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    let own = Id::unique(("layer-row", kind));
    let response = ui.interact(middle, own, Sense::click());
    if response.hovered() || response.has_focus() || state.layers.dragging == Some(kind) {
        ui.painter().rect_filled(rect, 5.0, p.raised);
    }
    if kind != LayerKind::Background {
        handle(ui, state, kind, rect, &name, p);
    }
    let at = pos2(rect.left() + HANDLE + SWATCH / 2.0, rect.center().y);
    Swatch::of(state, kind, p).paint(ui, at, faint);
    let left = rect.left() + HANDLE + SWATCH + 4.0;
    let field = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    let is_renaming = state.layers.renaming.as_ref().is_some_and(|r| r.0 == kind);
    if is_renaming {
        rename(ui, state, kind, field);
    } else {
        let count = count_of(words, facts, kind);
        let quiet = |text: String| {
            ui.painter()
                .layout_no_wrap(text, regular(theme::BODY), p.quiet)
        };
        let count = count.map(quiet);
        let taken = count.as_ref().map_or(0.0, |c| c.size().x + 6.0);
        let color = if shown { p.ink } else { p.quiet };
        let title = widgets::elided(
            ui,
            &name,
            regular(theme::BODY),
            color,
            field.width() - taken,
        );
        let y = field.center().y - title.size().y / 2.0;
        ui.painter().galley(pos2(left, y), title, color);
        if let Some(count) = count {
            let at = pos2(right - count.size().x - 4.0, y);
            ui.painter().galley(at, count, p.quiet);
        }
        response.widget_info(|| WidgetInfo::labeled(AccessRole::TreeItem, true, &name));
    }
    buttons(ui, state, kind, &name, rect);
    keys(ui, state, kind, place, kinds, &response);
    let response = if is_renaming {
        response
    } else {
        response.on_hover_text(words.t(if kind == LayerKind::Background {
            "layer-fixed-tip"
        } else {
            "layer-row-tip"
        }))
    };
    if response.clicked() {
        response.request_focus();
    }
    if response.double_clicked() {
        begin_rename(state, kind);
    }
    menu(state, kind, place, kinds, &response);
    rect
}

fn begin_rename(state: &mut State, kind: LayerKind) {
    state.layers.renaming = Some((kind, name_of(state, kind), true));
}

/// The six dots by which a row is dragged.
fn handle(ui: &Ui, state: &mut State, kind: LayerKind, row: Rect, name: &str, p: &Palette) {
    let rect = Rect::from_min_size(row.min, vec2(HANDLE, row.height()));
    let id = Id::unique(("layer-handle", kind));
    let response = ui.interact(rect, id, Sense::drag());
    let color = if response.hovered() || response.dragged() {
        p.ink
    } else {
        p.quiet.gamma_multiply(0.6)
    };
    for x in [-1.8f32, 1.8] {
        for y in [-4.0f32, 0.0, 4.0] {
            ui.painter()
                .circle_filled(rect.center() + vec2(x, y), 1.0, color);
        }
    }
    if response.drag_started() {
        state.layers.dragging = Some(kind);
    }
    let label = state.words.with("layer-handle", &[("layer", name.into())]);
    response.widget_info(|| WidgetInfo::labeled(AccessRole::Image, true, &label));
    let response = response.on_hover_cursor(egui::CursorIcon::Grab);
    response.on_hover_text(state.words.t("layer-handle-tip"));
}

/// Eye and chevron.
fn buttons(ui: &mut Ui, state: &mut State, kind: LayerKind, name: &str, row: Rect) {
    let words = state.words;
    let at = Rect::from_min_max(pos2(row.right() - 48.0, row.top()), row.max);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let builder = egui::UiBuilder::new().max_rect(at).layout(layout);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 1.0;
        chevron(ui, state, kind, name);
        let mut shown = state.look().shows(kind);
        let tip = words.with("layers-toggle", &[("layer", name.into())]);
        if widgets::eye(ui, &mut shown, &tip).changed() {
            state.restyle(LookChange::Show(kind, shown));
        }
    });
}

fn chevron(ui: &mut Ui, state: &mut State, kind: LayerKind, name: &str) {
    let p = theme::of(ui);
    let open = state.layers.open.contains(&kind);
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 22.0), Sense::click());
    let color = if response.hovered() || response.has_focus() {
        p.ink
    } else {
        p.quiet
    };
    let up = if open { -1.0 } else { 1.0 };
    let tip = [(-4.0, -2.0), (0.0, 2.0), (4.0, -2.0)];
    let line = tip.map(|(x, y)| rect.center() + vec2(x, y * up));
    ui.painter().line(line.to_vec(), Stroke::new(1.4, color));
    let label = state.words.with("layer-details", &[("layer", name.into())]);
    response
        .widget_info(|| WidgetInfo::selected(AccessRole::DisclosureTriangle, true, open, &label));
    if response.clicked() {
        toggle(state, kind);
    }
    response.on_hover_text(state.words.t("layer-details-tip"));
}

fn toggle(state: &mut State, kind: LayerKind) {
    if !state.layers.open.remove(&kind) {
        state.layers.open.insert(kind);
    }
}

/// The field in the place of the name.
fn rename(ui: &mut Ui, state: &mut State, kind: LayerKind, field: Rect) {
    let words = state.words;
    let usual = usual_name(words, kind);
    let Some((_, text, fresh)) = &mut state.layers.renaming else {
        return;
    };
    let label = words.with("layer-name", &[("layer", usual.as_str().into())]);
    let at = field.shrink2(vec2(0.0, 2.0));
    let left = widgets::rename_field(ui, at, (text, fresh), (&label, &usual));
    if let Some(kept) = left {
        let value = std::mem::take(text);
        state.layers.renaming = None;
        if kept {
            let own = Some(value).filter(|v| v.trim() != usual);
            state.restyle(LookChange::Rename(kind, own));
        }
        ui.memory_mut(|m| m.request_focus(Id::unique(("layer-row", kind))));
    }
}

fn keys(
    ui: &Ui,
    state: &mut State,
    kind: LayerKind,
    place: usize,
    kinds: &[LayerKind],
    row: &Response,
) {
    if !row.has_focus() {
        return;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(row.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        shift(state, kind, place, -1);
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        shift(state, kind, place, 1);
    } else if pressed(Modifiers::NONE, Key::F2) {
        begin_rename(state, kind);
    } else if pressed(Modifiers::NONE, Key::Enter) {
        toggle(state, kind);
    } else {
        let up = pressed(Modifiers::NONE, Key::ArrowUp);
        let down = pressed(Modifiers::NONE, Key::ArrowDown);
        let to = (place + usize::from(down)).checked_sub(usize::from(up));
        if let Some(next) = to.and_then(|to| kinds.get(to)).filter(|k| **k != kind) {
            ui.memory_mut(|m| m.request_focus(Id::unique(("layer-row", *next))));
        }
    }
}

fn shift(state: &mut State, kind: LayerKind, place: usize, by: isize) {
    if let Some(to) = place.checked_add_signed(by) {
        state.restyle(LookChange::Move(kind, to));
    }
}

/// The menu behind the right button.
fn menu(
    state: &mut State,
    kind: LayerKind,
    place: usize,
    kinds: &[LayerKind],
    response: &Response,
) {
    let words = state.words;
    response.context_menu(|ui| {
        ui.set_min_width(180.0);
        let item = |ui: &mut Ui, enabled: bool, key: &str| {
            let clicked = ui
                .add_enabled(enabled, egui::Button::new(words.t(key)))
                .clicked();
            if clicked {
                ui.close();
            }
            clicked
        };
        if item(ui, true, "layer-rename") {
            begin_rename(state, kind);
        }
        if item(ui, state.look().name(kind).is_some(), "layer-usual-name") {
            state.restyle(LookChange::Rename(kind, None));
        }
        ui.separator();
        let moves = kind != LayerKind::Background;
        if item(ui, moves && place > 0, "layer-up") {
            shift(state, kind, place, -1);
        }
        if item(ui, moves && place + 2 < kinds.len(), "layer-down") {
            shift(state, kind, place, 1);
        }
        ui.separator();
        if item(ui, true, "layer-solo") {
            state.session.begin_gesture();
            for other in kinds {
                state.restyle(LookChange::Show(*other, *other == kind));
            }
            state.session.end_gesture();
        }
        let changed = !state.look().is_default();
        let reset = ui.add_enabled(changed, egui::Button::new(words.t("layer-reset")));
        if reset.on_hover_text(words.t("layer-reset-tip")).clicked() {
            state.restyle(LookChange::Reset);
            ui.close();
        }
    });
}

/// How many rows a layer has; where a filter leaves some out, of how many how many are drawn.
fn count_of(words: Words, facts: &Facts, kind: LayerKind) -> Option<String> {
    if let Some(passing) = facts.scene.drawn.passing(kind) {
        let (some, all) = (words.count(passing.count), words.count(passing.all));
        return Some(format!("{some}\u{202f}/\u{202f}{all}"));
    }
    let count = match kind {
        LayerKind::Facilities => facts.coverage.facilities.len(),
        LayerKind::Villages => facts.data.villages.len(),
        LayerKind::Districts => facts.data.districts.len(),
        LayerKind::Labels | LayerKind::Reach | LayerKind::Background => return None,
    };
    Some(words.count(count as u32))
}

/// The small sample of a layer.
enum Swatch {
    Square(Color32),
    Discs(Vec<Color32>),
    Area(Color32, Color32),
    Letter(Color32),
}

impl Swatch {
    fn of(state: &State, kind: LayerKind, p: &Palette) -> Self {
        let look = state.look();
        let theme = &p.theme;
        let color = |Rgb(r, g, b): Rgb| Color32::from_rgb(r, g, b);
        match kind {
            LayerKind::Labels => Self::Letter(p.ink),
            LayerKind::Facilities => Self::Square(p.navy),
            LayerKind::Villages if look.villages.colour == VillageColour::Distance => {
                let classes = [0, 2, 4];
                Self::Discs(classes.map(|c| color(mark::distance(theme, c))).to_vec())
            }
            LayerKind::Villages => Self::Discs(vec![p.covered]),
            LayerKind::Reach => Self::Area(p.blue.gamma_multiply(0.22), p.blue),
            LayerKind::Districts => {
                let fill = color(theme.share_of(look.districts.scale, 1, 5));
                Self::Area(fill, p.border)
            }
            LayerKind::Background => Self::Area(p.land, p.coast),
        }
    }

    fn paint(&self, ui: &Ui, at: egui::Pos2, faint: f32) {
        let painter = ui.painter();
        let dim = |c: Color32| c.gamma_multiply(faint);
        match self {
            Self::Square(c) => swatch(painter, at, vec2(11.0, 11.0), dim(*c), dim(*c)),
            Self::Discs(colors) => {
                let radius = if colors.len() > 1 { 3.0 } else { 5.0 };
                let first = at.x - 5.0 * (colors.len() - 1) as f32 / 2.0;
                for (i, c) in colors.iter().enumerate() {
                    let at = pos2(first + 5.0 * i as f32, at.y);
                    painter.circle_filled(at, radius, dim(*c));
                }
            }
            Self::Area(fill, border) => {
                swatch(painter, at, vec2(13.0, 11.0), dim(*fill), dim(*border));
            }
            Self::Letter(c) => {
                painter.text(
                    at,
                    egui::Align2::CENTER_CENTER,
                    "A",
                    theme::strong(12.0),
                    dim(*c),
                );
            }
        }
    }
}
