//! What pages carry besides their answer, as a part of the export's dialog: organisation, logo, maker, date, approval number, wording of
//! the title, subtitle.

use std::path::Path;

use eframe::egui::{self, RichText, Ui};

use super::state::State;
use super::theme;
use crate::i18n::Words;
use crate::io::logo::{self, LogoProblem};
use crate::model::template::LONGEST_TEXT;
use crate::model::{Logo, PageTemplate};

/// What is typed and chosen.
#[derive(Debug)]
pub(super) struct TemplateDraft {
    /// In the order of [`PageTemplate::TEXTS`].
    texts: [String; 6],
    logo: Option<Logo>,
    /// The path of a logo, typed by hand.
    path: String,
    /// Why the file chosen last is no logo.
    problem: Option<(String, LogoProblem)>,
}

/// The fields of the texts, in the order of [`PageTemplate::TEXTS`]: label and what is to be known.
const FIELDS: [(&str, Option<&str>); 6] = [
    ("template-organisation", None),
    ("template-approval", None),
    ("template-maker", None),
    ("template-date", None),
    ("template-wording", Some("template-wording-tip")),
    ("template-subtitle", Some("template-subtitle-tip")),
];

impl TemplateDraft {
    /// What a project's pages carry.
    pub(super) fn new(template: &PageTemplate) -> Self {
        Self {
            texts: template.texts().map(|t| t.clone().unwrap_or_default()),
            logo: template.logo.clone(),
            path: String::new(),
            problem: None,
        }
    }

    /// The template as it is typed.
    pub(super) fn template(&self) -> PageTemplate {
        let mut template = PageTemplate {
            logo: self.logo.clone(),
            ..PageTemplate::default()
        };
        for (place, text) in template.texts_mut().into_iter().zip(&self.texts) {
            *place = Some(text.clone());
        }
        template.tidied()
    }

    /// Takes a file as the logo, or keeps the one that there is and says why.
    pub(super) fn take_logo(&mut self, file: &Path) {
        match logo::read(file) {
            Ok(logo) => {
                self.logo = Some(logo);
                self.problem = None;
                self.path.clear();
            }
            Err(problem) => self.problem = Some((file.display().to_string(), problem)),
        }
    }
}

/// Shows the part, closed at first.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut TemplateDraft) {
    let words = state.words;
    egui::CollapsingHeader::new(words.t("template-heading"))
        .id_salt("template")
        .show(ui, |ui| fields(ui, state, draft));
}

fn fields(ui: &mut Ui, state: &mut State, draft: &mut TemplateDraft) {
    let words = state.words;
    for ((label, tip), text) in FIELDS.into_iter().zip(&mut draft.texts) {
        let label = ui.label(words.t(label));
        let field = egui::TextEdit::singleline(text)
            .char_limit(LONGEST_TEXT)
            .desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        if let Some(tip) = tip {
            field.on_hover_text(words.t(tip));
        }
    }
    logo(ui, state, draft);
    problem(ui, words, draft);
    let usual = ui.button(words.t("template-usual"));
    if usual.on_hover_text(words.t("template-usual-tip")).clicked() {
        let template = draft.template();
        state.settings.template = template.clone();
        state.session.begin_with(template);
        state
            .toasts
            .good(words.t("template-usual-done"), String::new());
    }
}

/// The logo that there is, or the field to take one.
fn logo(ui: &mut Ui, state: &mut State, draft: &mut TemplateDraft) {
    let words = state.words;
    let label = ui.label(words.t("template-logo"));
    if let Some(logo) = &draft.logo {
        let removed = ui
            .horizontal(|ui| {
                let removed = ui.button(words.t("template-logo-remove"));
                ui.add(egui::Label::new(&logo.name).truncate());
                removed
            })
            .inner;
        if removed.clicked() {
            draft.logo = None;
        }
        return;
    }
    let field = egui::TextEdit::singleline(&mut draft.path)
        .hint_text(words.t("template-logo-hint"))
        .desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(label.id);
    let path = draft.path.trim().to_owned();
    // The key takes the logo, and does not begin the export.
    let entered = field.lost_focus()
        && !path.is_empty()
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    ui.horizontal(|ui| {
        let take = egui::Button::new(words.t("template-logo-take"));
        if ui.add_enabled(!path.is_empty(), take).clicked() || entered {
            draft.take_logo(Path::new(&path));
        }
        let choose = egui::Button::new(words.t("export-choose"));
        if ui
            .add_enabled(!state.chooser.unavailable, choose)
            .on_disabled_hover_text(words.t("export-no-chooser"))
            .clicked()
        {
            state.chooser.logo(ui.ctx(), words);
        }
    });
}

fn problem(ui: &mut Ui, words: Words, draft: &TemplateDraft) {
    let Some((file, problem)) = &draft.problem else {
        return;
    };
    let problem = words.logo_problem(file, problem);
    let p = theme::of(ui);
    ui.label(RichText::new(problem.title).color(p.gap_text));
    ui.label(format!("{} {}", problem.detail, problem.remedy));
}
