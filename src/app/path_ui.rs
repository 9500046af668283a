//! A path typed by hand: always there, and what takes the place of the system's dialogs where there are none (a bare X server has
//! neither portal nor zenity).

use std::path::PathBuf;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::chooser::Chosen;
use super::perform;
use super::state::State;
use super::theme::{self, SMALL, strong};
use crate::io::{self, project::EXTENSION};

/// What the path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Files to open, several with semicolons between them.
    Open,
    /// Where the project is saved.
    Save,
    /// Where a standard is written.
    SaveStandard,
}

/// What is typed in the dialog.
#[derive(Debug, Clone)]
pub(super) struct PathDraft {
    pub purpose: For,
    text: String,
    shown: bool,
    /// Whether the typed file exists, for the text that was looked up.
    exists: Option<(String, bool)>,
}

impl PathDraft {
    /// Asks for files to open.
    pub(super) fn open() -> Self {
        Self::new(For::Open, String::new())
    }

    /// Asks where to save, suggesting a place.
    pub(super) fn save(suggested: &std::path::Path) -> Self {
        Self::new(For::Save, suggested.to_string_lossy().into_owned())
    }

    /// Asks where to write a standard, suggesting a place.
    pub(super) fn save_standard(suggested: &std::path::Path) -> Self {
        Self::new(For::SaveStandard, suggested.to_string_lossy().into_owned())
    }

    fn new(purpose: For, text: String) -> Self {
        Self {
            purpose,
            text,
            shown: false,
            exists: None,
        }
    }

    /// What the text means; `None` while nothing is typed.
    fn chosen(&self) -> Option<Chosen> {
        match self.purpose {
            For::Open => {
                let paths: Vec<PathBuf> = self
                    .text
                    .split(';')
                    .map(unquoted)
                    .filter(|p| !p.is_empty())
                    .map(PathBuf::from)
                    .collect();
                (!paths.is_empty()).then_some(Chosen::Open(paths))
            }
            For::Save => {
                let mut path = PathBuf::from(unquoted(&self.text));
                path.file_name()?;
                if path.extension().is_none() {
                    path.set_extension(EXTENSION);
                }
                Some(Chosen::Save(path))
            }
            For::SaveStandard => {
                let mut path = PathBuf::from(unquoted(&self.text));
                path.file_name()?;
                if path.extension().is_none() {
                    path.set_extension("toml");
                }
                Some(Chosen::SaveStandard(path))
            }
        }
    }

    /// Whether saving would take the place of a file.
    fn replaces(&mut self) -> bool {
        if self.exists.as_ref().is_none_or(|(t, _)| *t != self.text) {
            let exists = match self.chosen() {
                Some(Chosen::Save(path) | Chosen::SaveStandard(path)) => io::exists(&path),
                _ => false,
            };
            self.exists = Some((self.text.clone(), exists));
        }
        self.exists.as_ref().is_some_and(|(_, exists)| *exists)
    }
}

/// A path as shells and file managers copy it, without its quotes.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// Shows the dialog; `true` when it is done with.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut PathDraft) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    let (title, detail, go) = match draft.purpose {
        For::Open => ("path-open-title", "path-open-detail", "path-open-go"),
        For::Save => ("path-save-title", "path-save-detail", "unsaved-save"),
        For::SaveStandard => (
            "standards-path-title",
            "standards-path-detail",
            "unsaved-save",
        ),
    };
    ui.set_width(520.0);
    ui.heading(words.t(title));
    let label = ui.label(RichText::new(words.t(detail)).color(p.quiet));
    ui.add_space(6.0);
    let field = ui
        .add(egui::TextEdit::singleline(&mut draft.text).desired_width(f32::INFINITY))
        .labelled_by(label.id);
    if !std::mem::replace(&mut draft.shown, true) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    if draft.replaces() {
        let text = RichText::new(words.t("path-replaces")).size(SMALL);
        ui.label(text.color(p.gap_text));
    }
    ui.add_space(10.0);
    let chosen = draft.chosen();
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = RichText::new(words.t(go))
            .font(strong(13.5))
            .color(p.on_navy);
        let button = ui.add_enabled(chosen.is_some(), egui::Button::new(text).fill(p.navy));
        if (button.clicked() || entered)
            && let Some(chosen) = chosen
        {
            perform::chosen(ui.ctx(), state, chosen);
            done = true;
        }
        if ui.button(words.t("dialog-cancel")).clicked() {
            state.after_save = None;
            done = true;
        }
    });
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(purpose: For, text: &str) -> Option<Chosen> {
        PathDraft::new(purpose, text.into()).chosen()
    }

    #[test]
    fn several_paths_may_stand_in_the_field_and_quotes_do_not_matter() {
        let paths = ["a.geojson", "b c.geojson"].map(PathBuf::from).to_vec();
        let text = r#" a.geojson; "b c.geojson" ;"#;
        assert_eq!(typed(For::Open, text), Some(Chosen::Open(paths)));
        assert_eq!(typed(For::Open, " ; "), None);
    }

    #[test]
    fn a_project_without_an_ending_gets_its_own() {
        let saved = |path: &str| Some(Chosen::Save(PathBuf::from(path)));
        assert_eq!(
            typed(For::Save, "work/county"),
            saved("work/county.lastmile")
        );
        assert_eq!(
            typed(For::Save, "county.lastmile"),
            saved("county.lastmile")
        );
        assert_eq!(typed(For::Save, ""), None);
    }
}
