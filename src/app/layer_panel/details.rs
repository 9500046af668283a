//! The details of a layer: opacity, filter, style.

use std::ops::RangeInclusive;

use eframe::egui::{self, Align, Layout, RichText, Ui, WidgetInfo};

use super::super::reach_ui::filter_problem;
use super::super::state::{Facts, State};
use super::super::theme::{self, SMALL};
use super::breaks;
use crate::map::drawn;
use crate::model::look::{
    BackgroundStyle, DistrictFill, LabelStyle, LayerStyle, Percent, SIZES, ShareScale,
    VillageColour,
};
use crate::model::{Filter, LayerKind, LookChange};

/// Shows the details of a layer.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, kind: LayerKind) {
    ui.push_id(("layer-details", kind), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        opacity(ui, state, kind);
        match kind {
            LayerKind::Facilities => facilities(ui, state),
            LayerKind::Villages => villages(ui, state),
            LayerKind::Districts => districts(ui, state, facts),
            LayerKind::Labels => labels(ui, state),
            LayerKind::Background => background(ui, state),
            LayerKind::Reach => {}
        }
        if kind.has_rows() {
            filter(ui, state, facts, kind);
        }
    });
}

/// Ends a slider's drag once the button is up: all of it is one entry of undo.
pub(super) fn finish_drag(ui: &Ui, state: &mut State) {
    if state.layers.sliding && !ui.input(|i| i.pointer.any_down()) {
        state.layers.sliding = false;
        state.session.end_gesture();
    }
}

/// A named slider of percents; gives what it was set to.
fn percents(
    ui: &mut Ui,
    state: &mut State,
    key: &str,
    value: Percent,
    range: RangeInclusive<u16>,
    tip: Option<String>,
) -> Option<Percent> {
    let name = state.words.t(key);
    let mut changed = None;
    ui.horizontal(|ui| {
        let p = theme::of(ui);
        ui.label(RichText::new(&name).size(SMALL).color(p.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = RichText::new(format!("{}\u{202f}%", value.0)).size(SMALL);
            // Always as wide: the slider must not move under the hand.
            let text = egui::Label::new(text).halign(Align::Max);
            ui.add_sized([38.0, 18.0], text);
            ui.spacing_mut().slider_width = 110.0;
            ui.visuals_mut().selection.bg_fill = p.blue;
            ui.visuals_mut().widgets.inactive.bg_fill = p.rail;
            ui.spacing_mut().interact_size.y = 18.0;
            let mut percent = value.0;
            let slider = egui::Slider::new(&mut percent, range.clone())
                .step_by(5.0)
                .show_value(false);
            let response = ui.add(slider);
            let part = f32::from(percent - range.start()) / f32::from(range.end() - range.start());
            super::super::reach_ui::handle(ui, p, &response, part);
            response.widget_info(|| WidgetInfo::slider(true, f64::from(percent), &name));
            if response.drag_started() {
                state.session.begin_gesture();
                state.layers.sliding = true;
            }
            if response.changed() && percent != value.0 {
                changed = Some(Percent(percent));
            }
            if let Some(tip) = tip {
                response.on_hover_text(tip);
            }
        });
    });
    changed
}

fn opacity(ui: &mut Ui, state: &mut State, kind: LayerKind) {
    let tip = (kind == LayerKind::Villages).then(|| state.words.t("layer-opacity-tip"));
    let now = state.look().layer(kind).opacity;
    if let Some(opacity) = percents(ui, state, "layer-opacity", now, 0..=100, tip) {
        state.restyle(LookChange::Opacity(kind, opacity));
    }
}

fn size(ui: &mut Ui, state: &mut State, now: Percent) -> Option<Percent> {
    percents(ui, state, "layer-size", now, SIZES, None)
}

fn check(ui: &mut Ui, state: &State, key: &str, mut on: bool) -> Option<bool> {
    let text = RichText::new(state.words.t(key)).size(SMALL);
    ui.checkbox(&mut on, text).changed().then_some(on)
}

/// A named choice; gives what was chosen.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    state: &State,
    key: &str,
    now: T,
    all: &[(T, &str)],
) -> Option<T> {
    let words = state.words;
    let p = theme::of(ui);
    let mut chosen = None;
    ui.horizontal(|ui| {
        // Fields that stand below one another begin at one line, as long as the label leaves them room.
        let field = (ui.available_width() - 61.0).clamp(60.0, 198.0);
        let label = ui.label(RichText::new(words.t(key)).size(SMALL).color(p.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = all.iter().find(|(value, _)| *value == now);
            let text = text.map_or_else(String::new, |(_, key)| words.t(key));
            let shown = egui::ComboBox::from_id_salt(key)
                .selected_text(RichText::new(&text).size(SMALL))
                .width((ui.available_width() - 8.0).clamp(60.0, field))
                .truncate()
                .show_ui(ui, |ui| {
                    for (value, key) in all {
                        if ui.selectable_label(*value == now, words.t(key)).clicked() {
                            chosen = Some(*value);
                        }
                    }
                });
            shown.response.labelled_by(label.id);
        });
    });
    chosen.filter(|value| *value != now)
}

fn facilities(ui: &mut Ui, state: &mut State) {
    let mut style = state.look().facilities;
    let before = style;
    if let Some(size) = size(ui, state, style.size) {
        style.size = size;
    }
    if let Some(outline) = check(ui, state, "layer-outline", style.outline) {
        style.outline = outline;
    }
    if style != before {
        state.restyle(LookChange::Style(LayerStyle::Facilities(style)));
    }
}

fn villages(ui: &mut Ui, state: &mut State) {
    let mut style = state.look().villages;
    let before = style;
    if let Some(size) = size(ui, state, style.size) {
        style.size = size;
    }
    let colours = [
        (VillageColour::Status, "layer-colour-status"),
        (VillageColour::Distance, "layer-colour-distance"),
    ];
    if let Some(colour) = choice(ui, state, "layer-colour", style.colour, &colours) {
        style.colour = colour;
    }
    if style.colour == VillageColour::Distance {
        quiet(ui, &state.words.t("layer-colour-distance-tip"));
    }
    if style != before {
        state.restyle(LookChange::Style(LayerStyle::Villages(style)));
    }
}

fn districts(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let mut style = state.look().districts;
    let before = style;
    let fills = [
        (DistrictFill::People, "layer-fill-people"),
        (DistrictFill::Area, "layer-fill-area"),
        (DistrictFill::None, "layer-fill-none"),
    ];
    if let Some(fill) = choice(ui, state, "layer-fill", style.fill, &fills) {
        style.fill = fill;
    }
    if style.fill != DistrictFill::None {
        let scales = [
            (ShareScale::Warm, "layer-scale-warm"),
            (ShareScale::Grey, "layer-scale-grey"),
        ];
        if let Some(scale) = choice(ui, state, "layer-scale", style.scale, &scales) {
            style.scale = scale;
        }
        let method = state.session.state().share_classes.method;
        let methods = breaks::METHODS.map(|m| (m, breaks::key(m)));
        if let Some(method) = choice(ui, state, "layer-classes", method, &methods) {
            breaks::choose(state, facts, method);
        }
        breaks::show(ui, state, facts);
    }
    if let Some(border) = check(ui, state, "layer-border", style.border) {
        style.border = border;
    }
    if style != before {
        state.restyle(LookChange::Style(LayerStyle::Districts(style)));
    }
}

fn labels(ui: &mut Ui, state: &mut State) {
    let mut style = state.look().labels;
    let before = style;
    if let Some(size) = size(ui, state, style.size) {
        style.size = size;
    }
    let LabelStyle {
        districts,
        facilities,
        villages,
        ..
    } = &mut style;
    for (key, on) in [
        ("layer-names-districts", districts),
        ("layer-names-facilities", facilities),
        ("layer-names-villages", villages),
    ] {
        if let Some(now) = check(ui, state, key, *on) {
            *on = now;
        }
    }
    if style != before {
        state.restyle(LookChange::Style(LayerStyle::Labels(style)));
    }
}

fn background(ui: &mut Ui, state: &mut State) {
    let mut style = state.look().background;
    let before = style;
    let BackgroundStyle {
        land,
        waters,
        graticule,
        countries,
    } = &mut style;
    for (key, on) in [
        ("layer-land", land),
        ("layer-waters", waters),
        ("layer-graticule", graticule),
        ("layer-countries", countries),
    ] {
        if let Some(now) = check(ui, state, key, *on) {
            *on = now;
        }
    }
    if style != before {
        state.restyle(LookChange::Style(LayerStyle::Background(style)));
    }
}

fn quiet(ui: &mut Ui, text: &str) {
    let p = theme::of(ui);
    ui.label(RichText::new(text).size(SMALL).color(p.quiet));
}

/// Which rows are drawn. What is typed waits until it can be read.
fn filter(ui: &mut Ui, state: &mut State, facts: &Facts, kind: LayerKind) {
    let words = state.words;
    let p = theme::of(ui);
    let now = state.look().filter(kind).map(str::to_owned);
    let typed = state.layers.filter.as_ref().filter(|(of, _)| *of == kind);
    let typed = typed.map(|(_, text)| text.clone());
    let mut text = typed.or_else(|| now.clone()).unwrap_or_default();
    let title = RichText::new(words.t("layer-filter"))
        .size(SMALL)
        .color(p.quiet);
    let title = ui.label(title);
    let response = ui
        .add(
            egui::TextEdit::singleline(&mut text)
                .hint_text(words.t("layer-filter-hint"))
                .desired_width(f32::INFINITY),
        )
        .labelled_by(title.id);
    // While one types, what is wrong stands where the tip would be.
    if !response.has_focus() {
        response.clone().on_hover_text(words.t("layer-filter-tip"));
    }
    if response.changed() {
        state.layers.filter = Some((kind, text.clone()));
    }
    let empty = text.trim().is_empty();
    let parsed = Filter::parse(&text);
    match &parsed {
        Err(problem) if !empty => filter_problem(ui, words, problem),
        Ok(filter) => {
            let unknown = drawn::unknown_fields(&facts.data, kind, filter);
            if !unknown.is_empty() {
                let args = [("fields", unknown.join(", ").into())];
                let text = words.with("layer-filter-unknown", &args);
                ui.label(RichText::new(text).size(SMALL).color(p.gap_text));
            }
        }
        Err(_) => {}
    }
    if response.lost_focus()
        && state
            .layers
            .filter
            .as_ref()
            .is_some_and(|(of, _)| *of == kind)
    {
        let given_up = ui.input(|i| i.key_pressed(egui::Key::Escape));
        if given_up || empty || parsed.is_ok() {
            state.layers.filter = None;
        }
        if !given_up && (empty || parsed.is_ok()) {
            state.restyle(LookChange::Filter(kind, Some(text)));
        }
    }
    if let Some(passing) = facts.scene.drawn.passing(kind) {
        let args = [
            ("shown", words.count(passing.count).into()),
            ("all", words.count(passing.all).into()),
        ];
        ui.horizontal(|ui| {
            quiet(ui, &words.with("layer-filter-left", &args));
            let all = egui::Button::new(RichText::new(words.t("layer-filter-clear")).size(SMALL));
            if ui.add(all.frame_when_inactive(false)).clicked() {
                state.restyle(LookChange::Filter(kind, None));
            }
        });
        let gaps = facts.scene.legend.hidden.gaps;
        if kind == LayerKind::Villages && gaps > 0 {
            let args = [("n", gaps.into()), ("count", words.count(gaps).into())];
            let text = words.with("layer-filter-gaps", &args);
            ui.label(RichText::new(text).size(SMALL).color(p.gap_text));
        }
    }
}
