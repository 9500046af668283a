//! The export: into which folder, which maps, in which language.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::state::State;
use super::template_ui::{self, TemplateDraft};
use super::theme::{self, strong};
use crate::i18n::{Lang, Words};
use crate::io::summary::Timings;
use crate::map::{PageSpec, Paper};
use crate::model::PageTemplate;
use crate::session::{Change, ExportRequest, ReportRequest, TablesRequest};

/// The forms of the report: what they are called, and their files.
const REPORTS: [(&str, &str); 2] = [
    ("export-report-pdf", "report.pdf"),
    ("export-report-html", "report.html"),
];

/// What is chosen in the dialog.
#[derive(Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a box of the dialog that is ticked or not"
)]
pub(super) struct ExportDraft {
    pub folder: String,
    title: String,
    /// The title of a page that has none of its own, by the language and the template that it was made with.
    usual_title: Option<(Lang, PageTemplate, String)>,
    /// What the page carries besides.
    pub template: TemplateDraft,
    pdf: bool,
    png: bool,
    svg: bool,
    tables: bool,
    /// Whether [`REPORTS`] are wanted.
    reports: [bool; REPORTS.len()],
    lang: Lang,
    paper: Paper,
    landscape: bool,
}

impl ExportDraft {
    /// What is usually wanted, in the language of the window.
    pub(super) fn new(
        folder: Option<PathBuf>,
        title: Option<String>,
        template: &PageTemplate,
        lang: Lang,
    ) -> Self {
        let spec = PageSpec::default();
        Self {
            folder: folder.map_or_else(String::new, |f| f.to_string_lossy().into_owned()),
            title: title.unwrap_or_default(),
            usual_title: None,
            template: TemplateDraft::new(template),
            pdf: true,
            png: true,
            svg: true,
            tables: true,
            reports: [false; REPORTS.len()],
            lang,
            paper: spec.paper,
            landscape: spec.landscape,
        }
    }
}

/// Shows the dialog; `true` when it is done with.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut ExportDraft) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    ui.set_width(480.0);
    ui.heading(words.t("export-title"));
    ui.label(RichText::new(words.t("export-lists")).color(p.quiet));
    ui.add_space(8.0);
    let label = ui.label(words.t("export-page-title"));
    ui.add(
        egui::TextEdit::singleline(&mut draft.title)
            .hint_text(usual_title(
                state,
                draft.lang,
                &draft.template,
                &mut draft.usual_title,
            ))
            .desired_width(f32::INFINITY),
    )
    .labelled_by(label.id)
    .on_hover_text(words.t("export-page-title-tip"));
    ui.add_space(4.0);
    let label = ui.label(words.t("export-folder"));
    ui.horizontal(|ui| {
        ui.add(egui::TextEdit::singleline(&mut draft.folder).desired_width(380.0))
            .labelled_by(label.id);
        let choose = egui::Button::new(words.t("export-choose"));
        if ui
            .add_enabled(!state.chooser.unavailable, choose)
            .on_disabled_hover_text(words.t("export-no-chooser"))
            .clicked()
        {
            state.chooser.folder(ui.ctx(), words);
        }
    });
    ui.add_space(6.0);
    ui.label(words.t("export-maps"));
    ui.checkbox(&mut draft.pdf, words.t("export-pdf"));
    ui.checkbox(&mut draft.png, words.t("export-png"));
    ui.checkbox(&mut draft.svg, words.t("export-svg"));
    ui.checkbox(&mut draft.tables, words.t("tables-export"));
    ui.add_space(6.0);
    for ((key, _), wanted) in REPORTS.iter().zip(&mut draft.reports) {
        ui.checkbox(wanted, words.t(key))
            .on_hover_text(words.t("export-report-tip"));
    }
    ui.add_space(6.0);
    sheet_and_language(ui, words, draft);
    ui.add_space(6.0);
    template_ui::show(ui, state, &mut draft.template);
    ui.add_space(12.0);
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let ready = !draft.folder.trim().is_empty();
        let text = RichText::new(words.t("export-go"))
            .font(strong(13.5))
            .color(p.on_navy);
        let button = ui.add_enabled(ready, egui::Button::new(text).fill(p.navy));
        let entered = ready && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if button
            .on_disabled_hover_text(words.t("export-no-folder"))
            .clicked()
            || entered
        {
            let title = draft.title.trim();
            state.change(Change::SetTitle(
                (!title.is_empty()).then(|| title.to_owned()),
            ));
            state.change(Change::SetTemplate(draft.template.template()));
            if let Some(request) = request(state, draft) {
                state.session.export(request);
            }
            done = true;
        }
        done |= ui.button(words.t("dialog-cancel")).clicked();
    });
    done
}

/// On which paper, in which language.
fn sheet_and_language(ui: &mut Ui, words: Words, draft: &mut ExportDraft) {
    egui::Grid::new("export-page")
        .num_columns(2)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            let label = ui.label(words.t("export-sheet"));
            let sheets = [
                (Paper::A4, true, "export-a4-landscape"),
                (Paper::A4, false, "export-a4-portrait"),
                (Paper::A3, true, "export-a3-landscape"),
                (Paper::A3, false, "export-a3-portrait"),
            ];
            let now = sheets
                .iter()
                .find(|s| (s.0, s.1) == (draft.paper, draft.landscape))
                .map_or("", |s| s.2);
            egui::ComboBox::from_id_salt("sheet")
                .selected_text(words.t(now))
                .width(180.0)
                .show_ui(ui, |ui| {
                    for (paper, landscape, key) in sheets {
                        let selected = (paper, landscape) == (draft.paper, draft.landscape);
                        if ui.selectable_label(selected, words.t(key)).clicked() {
                            (draft.paper, draft.landscape) = (paper, landscape);
                        }
                    }
                })
                .response
                .labelled_by(label.id);
            ui.end_row();
            let label = ui.label(words.t("export-language"));
            egui::ComboBox::from_id_salt("language")
                .selected_text(words.t(lang_key(draft.lang)))
                .width(180.0)
                .show_ui(ui, |ui| {
                    for lang in [Lang::En, Lang::ZhCn, Lang::Both] {
                        ui.selectable_value(&mut draft.lang, lang, words.t(lang_key(lang)));
                    }
                })
                .response
                .labelled_by(label.id);
            ui.end_row();
        });
}

/// The title of a page that has none of its own.
fn usual_title(
    state: &State,
    lang: Lang,
    template: &TemplateDraft,
    known: &mut Option<(Lang, PageTemplate, String)>,
) -> String {
    let template = template.template();
    if let Some((_, _, title)) = known
        .as_ref()
        .filter(|(l, t, _)| *l == lang && *t == template)
    {
        return title.clone();
    }
    let page =
        |a| super::news::page_words(Words::new(lang), a, state.look(), None, &template).title;
    let title: String = state.session.answer().map(page).unwrap_or_default();
    *known = Some((lang, template, title.clone()));
    title
}

fn lang_key(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "language-en",
        Lang::ZhCn => "language-zh",
        Lang::Both => "language-both",
    }
}

/// The request with all its words, which only this floor knows.
fn request(state: &State, draft: &ExportDraft) -> Option<ExportRequest> {
    let answer = state.session.answer()?;
    let words = Words::new(draft.lang);
    let page = PageSpec {
        paper: draft.paper,
        landscape: draft.landscape,
        ..PageSpec::default()
    };
    let page_words = super::news::page_words(
        words,
        answer,
        state.look(),
        state.session.state().title.as_deref(),
        &state.session.state().template,
    );
    let maps = [
        (draft.pdf, "gap-map.pdf"),
        (draft.png, "gap-map.png"),
        (draft.svg, "gap-map.svg"),
    ];
    Some(ExportRequest {
        atlas: None,
        out: Some(PathBuf::from(draft.folder.trim())),
        maps: maps
            .into_iter()
            .filter(|(wanted, _)| *wanted)
            .map(|(_, name)| PathBuf::from(name))
            .collect(),
        tables: draft.tables.then(|| TablesRequest {
            path: "tables.xlsx".into(),
            words: words.tables_words(&answer.baseline.dataset, &page_words),
        }),
        page,
        words: page_words,
        report: report(words, draft),
        messages: super::news::messages(words, answer),
        timings: Timings::default(),
    })
}

/// The reports that are wanted.
fn report(words: Words, draft: &ExportDraft) -> Option<ReportRequest> {
    let wanted = REPORTS.iter().zip(draft.reports).filter(|(_, on)| *on);
    let paths: Vec<PathBuf> = wanted.map(|((_, name), _)| name.into()).collect();
    (!paths.is_empty()).then(|| ReportRequest {
        paths,
        fill: Arc::new(move |answer| words.report(answer)),
    })
}
