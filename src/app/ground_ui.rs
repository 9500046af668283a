//! The background in the window: its section among the layers, the question before a server is contacted, and whose the tiles are.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Color32, Galley, Margin, RichText, Slider, Ui};

use super::command::Command;
use super::ground;
use super::state::State;
use super::theme::{self, Palette, SMALL, regular};
use super::widgets;
use crate::i18n::Words;
use crate::io::tiles::{Template, plain_text};
use crate::model::{Background, GroundSource, LayerKind, Strength, TileAddress};
use crate::session::Change;

/// More than so many letters of an attribution are not shown: it would cover the map.
const LONGEST: usize = 400;

/// The section of the background in the panel of layers.
pub(super) fn section(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    widgets::section(ui, &words.t("ground-title"));
    let now = state.session.state().background.clone();
    if let Some(ground) = choice(ui, state, &now.ground) {
        ground::choose(state, ground);
    }
    ui.horizontal(|ui| {
        for (command, key) in [
            (Command::TileFile, "ground-file-button"),
            (Command::TileAddress, "ground-address-button"),
        ] {
            let button = ui.button(words.t(key));
            if button.on_hover_text(command.tip(words)).clicked() {
                state.todo.push(command);
            }
        }
    });
    if now.ground.is_tiles() {
        strength(ui, state, &now);
        trouble(ui, state);
    }
}

/// What can be chosen without a dialog; what was chosen.
fn choice(ui: &mut Ui, state: &State, now: &GroundSource) -> Option<GroundSource> {
    let words = state.words;
    let mut choices = vec![GroundSource::Land, GroundSource::Nothing];
    let known = state.settings.tile_servers.values();
    let known = known.filter_map(|server| server.address.clone());
    choices.extend(known.map(GroundSource::Address));
    if !choices.contains(now) {
        choices.push(now.clone());
    }
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt("ground")
        .selected_text(name(words, now))
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            for ground in choices {
                let text = name(words, &ground);
                if ui.selectable_label(ground == *now, text).clicked() && ground != *now {
                    chosen = Some(ground);
                }
            }
        });
    let combo = combo.response;
    combo.widget_info(|| {
        let mut info =
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, words.t("ground-choose"));
        info.current_text_value = Some(name(words, now));
        info
    });
    combo.on_hover_text(words.t("ground-choose-tip"));
    chosen
}

/// What a background is called.
fn name(words: Words, ground: &GroundSource) -> String {
    match ground {
        GroundSource::Land => words.t("ground-land"),
        GroundSource::Nothing => words.t("ground-none"),
        GroundSource::File(path) => widgets::file_name(path),
        GroundSource::Address(address) => address_name(address),
    }
}

/// The name that the user gave, else that of the server.
fn address_name(address: &TileAddress) -> String {
    if let Some(name) = plain_text(&address.name) {
        return name;
    }
    let template = Template::parse(&address.template);
    template.map_or_else(|_| address.template.clone(), |t| t.host().to_owned())
}

/// How strongly tiles are drawn; one drag is one step of undo.
fn strength(ui: &mut Ui, state: &mut State, now: &Background) {
    let words = state.words;
    let mut percent = now.strength.0;
    ui.horizontal(|ui| {
        let p = theme::of(ui);
        let label = ui.label(words.t("ground-strength"));
        let slider = ui.scope(|ui| {
            ui.spacing_mut().slider_width = (ui.available_width() - 64.0).max(60.0);
            ui.visuals_mut().selection.bg_fill = p.blue;
            ui.visuals_mut().widgets.inactive.bg_fill = p.rail;
            let slider = Slider::new(&mut percent, Strength::LEAST..=100)
                .step_by(5.0)
                .show_value(false);
            let slider = ui.add(slider).labelled_by(label.id);
            let range = f32::from(100 - Strength::LEAST);
            let part = f32::from(percent - Strength::LEAST) / range;
            super::reach_ui::handle(ui, p, &slider, part);
            slider
        });
        let slider = slider.inner;
        let value = words.with("ground-percent", &[("percent", percent.into())]);
        ui.label(RichText::new(value));
        if slider.drag_started() {
            state.session.begin_gesture();
        }
        if percent != now.strength.0 {
            state.change(Change::SetBackground(Background {
                strength: Strength(percent),
                ..now.clone()
            }));
        }
        if slider.drag_stopped() {
            state.session.end_gesture();
        }
        slider.on_hover_text(words.t("ground-strength-tip"));
    });
}

/// What is wrong with the tiles and what to do, quietly.
fn trouble(ui: &mut Ui, state: &State) {
    let words = state.words;
    let p = theme::of(ui);
    let Some(error) = state.ground.trouble() else {
        return;
    };
    let problem = words.tile_error(&error);
    ui.label(RichText::new(problem.title).size(SMALL).color(p.gap_text));
    let more = words.sentences(&[problem.detail, problem.remedy]);
    ui.label(RichText::new(more).size(SMALL).color(p.quiet));
    let again = ui.button(words.t("ground-retry"));
    if again.on_hover_text(words.t("ground-retry-tip")).clicked() {
        state.ground.retry();
    }
}

/// Asks before a server is contacted that only the project names.
pub(super) fn ask(ui: &mut Ui, state: &mut State) {
    if !state.look().shows(LayerKind::Background) {
        return;
    }
    let Some(template) = ground::to_be_asked(state) else {
        return;
    };
    if state.ground.declined.as_deref() == Some(template.origin()) {
        return;
    }
    let words = state.words;
    let p = theme::of(ui);
    let host = [("host", template.host().into())];
    let frame = egui::Frame::new()
        .fill(p.raised)
        .inner_margin(Margin::symmetric(16, 7));
    egui::Panel::top("ground-ask").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(words.with("ground-ask", &host)).color(p.ink));
            let allow = ui.button(words.with("ground-ask-allow", &host));
            if allow
                .on_hover_text(words.t("ground-ask-allow-tip"))
                .clicked()
            {
                ground::allow(state, template.origin());
            }
            let decline = ui.button(words.t("ground-ask-decline"));
            if decline
                .on_hover_text(words.t("ground-ask-decline-tip"))
                .clicked()
            {
                state.ground.declined = Some(template.origin().to_owned());
            }
        });
    });
}

/// Whether tiles are shown, whose colours nobody knows.
pub(super) fn is_of_tiles(state: &State) -> bool {
    let tiles = state.session.state().background.ground.is_tiles();
    tiles && state.look().shows(LayerKind::Background) && state.ground.info().is_some()
}

/// Whose the background is, and above it why tiles are missing: the lowest first, no wider than that.
pub(super) fn source_lines(ui: &Ui, state: &State, width: f32, p: &Palette) -> Vec<Arc<Galley>> {
    let background = &state.session.state().background;
    let shown = state.look().background;
    if !state.look().shows(LayerKind::Background) {
        return Vec::new();
    }
    let words = state.words;
    let line = |text: String, color: Color32| {
        let job = LayoutJob::simple(text, regular(11.0), color, width);
        ui.painter().layout_job(job)
    };
    let mut lines = Vec::new();
    // Until there are tiles, and where there are none, the land is seen.
    let built_in = background.ground != GroundSource::Nothing && (shown.land || shown.waters);
    let whose = match state.ground.info() {
        None if built_in => words.t("map-background-source"),
        None => String::new(),
        Some(info) => info.attribution.unwrap_or_else(|| {
            let name = info.name.unwrap_or_else(|| name(words, &background.ground));
            words.with("ground-source", &[("name", name.into())])
        }),
    };
    let whose: String = whose.chars().take(LONGEST).collect();
    let countries = shown.countries && background.ground != GroundSource::Nothing;
    let countries = countries.then(|| words.t("map-countries-source"));
    for text in [Some(whose), countries].into_iter().flatten() {
        if !text.is_empty() {
            lines.push(line(text, Color32::PLACEHOLDER));
        }
    }
    if background.ground.is_tiles()
        && let Some(error) = state.ground.trouble()
    {
        lines.push(line(words.tile_error(&error).title, p.gap_text));
    }
    lines
}
