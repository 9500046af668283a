//! Why a command ends without its result, with the exit code that says so.

use super::WRONG;
use super::interrupt::CANCELLED;
use super::terminal;
use crate::analysis::AnalysisError;
use crate::base::Cancelled;
use crate::i18n::{Problem, Words};
use crate::io::output::OutputError;
use crate::io::standard::StandardError;
use crate::io::template::TemplateError;
use crate::io::{AssembleError, ReadCause, ReadError};
use crate::session::{ExportError, OpenError};

/// Exit code: an input cannot be used.
pub(super) const INPUT: u8 = 3;
/// Exit code: the output cannot be written.
pub(super) const OUTPUT: u8 = 4;

/// Why a command ends without its result.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The command line names a column that the file does not have.
    #[error(transparent)]
    Column(AssembleError),
    /// The command line asks what the data cannot answer.
    #[error(transparent)]
    Question(#[from] AnalysisError),
    /// The project does.
    #[error(transparent)]
    SavedQuestion(AnalysisError),
    /// A template that cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A standard that cannot be used.
    #[error(transparent)]
    Standard(#[from] StandardError),
    /// The command line turns a parameter that the standard does not have, or to a value that it cannot have.
    #[error(transparent)]
    Parameter(StandardError),
    /// The command line turns the standard of a project that has none.
    #[error("the project has no standard")]
    NoStandard,
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Failure {
    /// The exit code of the contract.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Cancelled(_)
            | Self::Open(OpenError::Cancelled(_))
            | Self::Question(AnalysisError::Cancelled(_))
            | Self::SavedQuestion(AnalysisError::Cancelled(_))
            | Self::Export(ExportError::Cancelled(_)) => CANCELLED,
            Self::Read(error) | Self::Open(OpenError::Read(error))
                if matches!(error.cause, ReadCause::Cancelled) =>
            {
                CANCELLED
            }
            Self::Open(_)
            | Self::Read(_)
            | Self::SavedQuestion(_)
            | Self::Template(_)
            | Self::Standard(_) => INPUT,
            Self::Column(_)
            | Self::Parameter(_)
            | Self::NoStandard
            | Self::Question(_)
            | Self::Export(
                ExportError::UnknownPicture { .. }
                | ExportError::UnknownTables { .. }
                | ExportError::UnknownDistrict { .. },
            ) => WRONG,
            Self::Export(_) | Self::Output(_) => OUTPUT,
        }
    }

    /// In words; a cancelled command has said all with its code.
    fn problem(&self, words: &Words) -> Option<Problem> {
        Some(match self {
            Self::Open(error) => words.open_error(error),
            Self::Column(error) => words.assemble_error(error),
            Self::Read(error) => words.read_error(error),
            Self::Question(error) | Self::SavedQuestion(error) => words.question_error(error),
            Self::Standard(error) | Self::Parameter(error) => words.standard_error(error),
            Self::NoStandard => Problem {
                title: words.t("cli-no-standard"),
                detail: String::new(),
                remedy: words.t("cli-no-standard-remedy"),
            },
            Self::Template(error) => words.template_error(error),
            Self::Export(error) => words.export_error(error),
            Self::Output(error) => words.output_error(error),
            Self::Cancelled(_) => return None,
        })
    }

    /// Tells it on standard error and gives the exit code.
    pub(super) fn tell(&self, words: &Words) -> u8 {
        let code = self.code();
        for words in terminal::tongues(words) {
            match self.problem(&words) {
                Some(problem) if code != CANCELLED => {
                    terminal::problem(&words, &problem.title, &problem.detail, &problem.remedy);
                }
                _ => terminal::note(&words.t("cli-cancelled")),
            }
        }
        code
    }
}
