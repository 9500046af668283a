//! The bar at the bottom: where the pointer is, the scale, what is at work, whether it is saved.

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::icons::Icon;
use super::state::State;
use super::summary;
use super::theme::{self, SMALL};
use super::widgets;
use crate::base::LonLat;
use crate::base::progress::Stage;
use crate::i18n::Words;
use crate::map::scale_bar::ratio_label;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    let quiet = |text: String| RichText::new(text).size(SMALL).color(p.quiet);
    ui.horizontal_centered(|ui| {
        let place = state
            .map
            .cursor
            .map_or_else(String::new, |at| position(words, at));
        fixed(ui, 176.0, quiet(place));
        let scale = state.map.scale.filter(|_| state.facts.is_some());
        let scale = scale.map_or_else(String::new, ratio_label);
        fixed(ui, 120.0, quiet(scale)).on_hover_text(words.t("status-scale-tip"));
        jobs(ui, state);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let saved = match (state.session.project_path(), state.session.is_dirty()) {
                (_, true) => words.t("status-unsaved"),
                (Some(path), false) => {
                    words.with("status-saved", &[("file", widgets::file_name(path).into())])
                }
                (None, false) => String::new(),
            };
            ui.label(quiet(saved));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                selection(ui, state);
            });
        });
    });
}

/// What is selected, told whenever it changes.
fn selection(ui: &mut Ui, state: &State) {
    let said = summary::sentence(state.words, &state.summary.newest);
    let text = RichText::new(&said).size(SMALL);
    let response = ui.add(egui::Label::new(text).truncate());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    if !said.is_empty() {
        response.on_hover_text(said);
    }
}

/// A text in a place of its own, so that what follows does not move.
fn fixed(ui: &mut Ui, width: f32, text: RichText) -> egui::Response {
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(width, 20.0), layout, |ui| {
        ui.set_min_width(width);
        ui.label(text)
    })
    .inner
}

fn jobs(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    for job in state.session.jobs() {
        let doing = match job.progress.stage() {
            Stage::Waiting => super::news::job_key(job.kind),
            Stage::Reading => "stage-reading",
            Stage::Indexing => "stage-indexing",
            Stage::Measuring => "stage-measuring",
            Stage::Areas => "stage-areas",
            Stage::Drawing => "stage-drawing",
            Stage::Writing => "stage-writing",
        };
        let text = words.t(doing);
        ui.label(RichText::new(text.trim()).size(SMALL));
        let fraction = job.progress.fraction();
        let mut bar = egui::ProgressBar::new(fraction.unwrap_or(0.0))
            .desired_width(150.0)
            .desired_height(5.0)
            .corner_radius(3.0)
            .fill(p.blue);
        if fraction.is_none() {
            bar = bar.animate(!state.settings.reduce_motion);
        }
        ui.add(bar);
        if let Some(fraction) = fraction {
            let percent = format!("{:.0}\u{202f}%", fraction * 100.0);
            ui.label(RichText::new(percent).size(SMALL).color(p.quiet));
        }
        let cancel = words.t("status-cancel");
        if widgets::icon_button(ui, Icon::Cross, &cancel, &cancel).clicked() {
            state.session.cancel(job.kind);
        }
        ui.add_space(8.0);
    }
}

/// A position as people write it: `91.7123° E  23.7541° N`.
pub(super) fn position(words: Words, at: LonLat) -> String {
    let east = words.t(if at.lon < 0.0 { "west" } else { "east" });
    let north = words.t(if at.lat < 0.0 { "south" } else { "north" });
    words.with(
        "position",
        &[
            ("lon", format!("{:.4}", at.lon.abs()).into()),
            ("lat", format!("{:.4}", at.lat.abs()).into()),
            ("east", east.into()),
            ("north", north.into()),
        ],
    )
}
