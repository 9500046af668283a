//! What the session reports, put into words: the one seam between notices and texts.

use super::state::State;
use crate::i18n::{Problem, Words};
use crate::map::PageWords;
use crate::model::{MapLook, PageTemplate};
use crate::session::{Answer, JobKind, Notice, QuestionError};

/// Turns all notices since the last frame into toasts; `true` when the project was saved.
pub(super) fn take(state: &mut State) -> bool {
    let words = state.words;
    let mut saved = false;
    for notice in state.session.take_notices() {
        match notice {
            Notice::Saved(path) => {
                saved = true;
                state.settings.remember(std::slice::from_ref(&path));
                state
                    .toasts
                    .good(words.t("news-saved"), path.display().to_string());
            }
            Notice::Exported(files) => {
                let folder = files.first().and_then(|f| f.parent());
                let detail = folder.map_or_else(String::new, |f| f.display().to_string());
                let args = [
                    ("n", files.len().into()),
                    ("count", words.count(files.len() as u32).into()),
                ];
                state
                    .toasts
                    .good(words.with("news-exported", &args), detail);
            }
            Notice::OpenFailed(error) => problem(state, words.open_error(&error)),
            Notice::SaveFailed(error) => {
                state.after_save = None;
                problem(state, words.project_error(&error));
            }
            Notice::ExportFailed(error) => problem(state, words.export_error(&error)),
            Notice::LostEdits(edits) => {
                let args = [
                    ("n", edits.len().into()),
                    ("count", words.count(edits.len() as u32).into()),
                ];
                state.toasts.bad(
                    words.with("news-lost-edits", &args),
                    words.t("news-lost-edits-detail"),
                    String::new(),
                );
            }
            Notice::ChangedFiles(files) => {
                let names: Vec<String> =
                    files.iter().map(|f| super::widgets::file_name(f)).collect();
                state.toasts.bad(
                    words.t("news-changed-files"),
                    names.join(&words.t("list-separator")),
                    words.t("news-changed-files-remedy"),
                );
            }
            Notice::Panicked(kind, text) => panicked(state, kind, text),
        }
    }
    saved
}

/// Tells that a job failed in a way that it should not.
pub(super) fn panicked(state: &mut State, kind: JobKind, text: String) {
    let words = state.words;
    let job = words.t(job_key(kind));
    state.toasts.bad(
        words.with("news-panicked", &[("job", job.into())]),
        text,
        words.t("news-panicked-remedy"),
    );
}

/// What a job is called before it says what it does.
pub(super) fn job_key(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Load => "job-load",
        JobKind::Compute => "job-compute",
        JobKind::Export => "job-export",
    }
}

fn problem(state: &mut State, problem: Problem) {
    state
        .toasts
        .bad(problem.title, problem.detail, problem.remedy);
}

/// Why the question has no answer.
pub(super) fn question_problem(words: Words, error: &QuestionError) -> Problem {
    match error {
        QuestionError::Assemble(error) => words.assemble_error(error),
        QuestionError::Analysis(error) => words.question_error(error),
    }
}

/// The words of a page about an answer.
pub(super) fn page_words(
    words: Words,
    answer: &Answer,
    look: &MapLook,
    title: Option<&str>,
    template: &PageTemplate,
) -> PageWords {
    words.page_of(answer, look, title, template)
}

/// A sentence for each warning of the data.
pub(super) fn messages(words: Words, answer: &Answer) -> Vec<String> {
    answer
        .baseline
        .dataset
        .warnings
        .iter()
        .map(|w| words.warning(w))
        .collect()
}
