//! The options of the page: title, language, paper, margin, its parts, organisation and sign-off.

use eframe::egui::{self, Ui};

use super::super::reach_ui;
use super::super::state::State;
use super::super::template_ui;
use super::super::theme;
use super::super::widgets::section;
use super::draft::ExportDraft;
use crate::i18n::Lang;
use crate::map::page::Optional;
use crate::map::{PageSpec, Paper};

/// The languages of a page, with their names.
const LANGUAGES: [(Lang, &str); 3] = [
    (Lang::En, "language-en"),
    (Lang::ZhCn, "language-zh"),
    (Lang::Both, "language-both"),
];
const PAPERS: [(Paper, &str); 2] = [(Paper::A4, "export-a4"), (Paper::A3, "export-a3")];
const ORIENTATIONS: [(bool, &str); 2] = [(true, "export-landscape"), (false, "export-portrait")];

/// Shows them; `true` when Enter was pressed in the title.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut ExportDraft) -> bool {
    let words = state.words;
    section(ui, &words.t("export-layout"));
    let label = ui.label(words.t("export-page-title"));
    let hint = state.page_preview.usual_title();
    let title = ui.add(
        egui::TextEdit::singleline(&mut draft.title)
            .hint_text(hint)
            .desired_width(f32::INFINITY),
    );
    let entered = title.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    title
        .labelled_by(label.id)
        .on_hover_text(words.t("export-page-title-tip"));
    egui::Grid::new("export-page")
        .num_columns(2)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            let label = ui.label(words.t("export-language"));
            let name = |lang: Lang| {
                let key = LANGUAGES.iter().find(|(l, _)| *l == lang);
                key.map_or_else(String::new, |(_, key)| words.t(key))
            };
            egui::ComboBox::from_id_salt("language")
                .selected_text(name(draft.lang))
                .width(170.0)
                .show_ui(ui, |ui| {
                    for (lang, key) in LANGUAGES {
                        ui.selectable_value(&mut draft.lang, lang, words.t(key));
                    }
                })
                .response
                .labelled_by(label.id);
            ui.end_row();
            let page = &mut draft.page;
            ui.label(words.t("export-paper"));
            one_of(
                ui,
                &mut page.paper,
                PAPERS.map(|(v, key)| (v, words.t(key))),
            );
            ui.end_row();
            ui.label(words.t("export-orientation"));
            let orientations = ORIENTATIONS.map(|(v, key)| (v, words.t(key)));
            one_of(ui, &mut page.landscape, orientations);
            ui.end_row();
            let label = ui.label(words.t("export-margin"));
            let amount = Amount {
                range: PageSpec::MARGINS,
                step: 0.5,
                decimals: 1,
                unit: words.t("export-mm"),
            };
            amount.show(ui, &mut page.margin, label.id);
            ui.end_row();
        });
    section(ui, &words.t("export-parts"));
    egui::Grid::new("export-parts")
        .num_columns(2)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            for (i, part) in Optional::ALL.into_iter().enumerate() {
                let mut on = draft.page.parts.has(part);
                if ui.checkbox(&mut on, words.t(part_key(part))).changed() {
                    draft.page.parts.set(part, on);
                }
                if i % 2 == 1 {
                    ui.end_row();
                }
            }
        });
    ui.add_space(6.0);
    template_ui::show(ui, state, &mut draft.template);
    entered
}

/// A number that is slid or typed.
pub(super) struct Amount {
    pub range: [f32; 2],
    pub step: f32,
    pub decimals: usize,
    pub unit: String,
}

impl Amount {
    /// Shows it beside its label.
    pub(super) fn show(self, ui: &mut Ui, value: &mut f32, label: egui::Id) {
        let p = theme::of(ui);
        let [least, most] = self.range;
        ui.horizontal(|ui| {
            let slider = ui.scope(|ui| {
                ui.spacing_mut().slider_width = 116.0;
                ui.visuals_mut().selection.bg_fill = p.blue;
                ui.visuals_mut().widgets.inactive.bg_fill = p.rail;
                let slider = egui::Slider::new(value, least..=most)
                    .step_by(f64::from(self.step))
                    .show_value(false);
                ui.add(slider).labelled_by(label)
            });
            let part = (*value - least) / (most - least);
            reach_ui::handle(ui, p, &slider.inner, part);
            let typed = egui::DragValue::new(value)
                .range(least..=most)
                .speed(self.step)
                .max_decimals(self.decimals)
                .suffix(self.unit);
            ui.add(typed).labelled_by(label);
        });
    }
}

/// One of a few, side by side.
fn one_of<T: PartialEq + Copy, const N: usize>(ui: &mut Ui, value: &mut T, all: [(T, String); N]) {
    ui.horizontal(|ui| {
        for (option, name) in all {
            ui.radio_value(value, option, name);
        }
    });
}

/// What a part of the page is called.
pub(super) fn part_key(part: Optional) -> &'static str {
    match part {
        Optional::Answer => "export-part-answer",
        Optional::Key => "export-part-key",
        Optional::List => "export-part-list",
        Optional::ScaleBar => "export-part-scale-bar",
        Optional::NorthArrow => "export-part-north-arrow",
        Optional::Inset => "export-part-inset",
        Optional::Footer => "export-part-footer",
    }
}
