//! Words for what goes wrong with output, projects and questions: a title (what happened), a detail, a remedy.

use std::io::{Error, ErrorKind};
use std::path::Path;

use super::words::Words;
use crate::analysis::AnalysisError;
use crate::io::output::OutputError;
use crate::io::project::{ProjectError, VERSION};
use crate::model::filter::Expected;

/// A problem in words. Detail and remedy may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// What happened, in a line.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// What to do.
    pub remedy: String,
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl Words {
    /// What the system said, in words where it is something that happens.
    #[must_use]
    pub fn system_error(&self, error: &Error) -> String {
        let key = match error.kind() {
            ErrorKind::PermissionDenied => "system-denied",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system-full",
            ErrorKind::ReadOnlyFilesystem => "system-read-only",
            ErrorKind::NotFound => "system-not-found",
            ErrorKind::FileTooLarge => "system-too-large",
            ErrorKind::InvalidFilename => "system-bad-name",
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "system-busy",
            _ => return error.to_string(),
        };
        self.t(key)
    }

    /// Output that cannot be written.
    #[must_use]
    pub fn output_problem(&self, error: &OutputError) -> Problem {
        let (path, detail, remedy) = match error {
            OutputError::NotAFolder { path } => (
                path,
                self.t("output-not-a-folder"),
                self.t("output-other-name"),
            ),
            OutputError::NotAFile { path } => (
                path,
                self.t("output-not-a-file"),
                self.t("output-other-name"),
            ),
            OutputError::NoName { path } => {
                (path, self.t("output-no-name"), self.t("output-other-name"))
            }
            OutputError::Refused { path, source } => (
                path,
                self.system_error(source),
                self.t("output-other-place"),
            ),
        };
        Problem {
            title: self.with("output-title", &[("path", shown(path).into())]),
            detail,
            remedy,
        }
    }

    /// A project that cannot be read or written.
    #[must_use]
    pub fn project_problem(&self, error: &ProjectError) -> Problem {
        let (path, detail, remedy) = match error {
            ProjectError::Unwritable(error) => return self.output_problem(error),
            ProjectError::PathNotText { path } => {
                return Problem {
                    title: self.t("project-unsaved"),
                    detail: self.with("project-path-not-text", &[("path", shown(path).into())]),
                    remedy: self.t("project-rename-file"),
                };
            }
            ProjectError::Unreadable { path, source } => {
                (path, self.system_error(source), String::new())
            }
            ProjectError::Malformed {
                path,
                line,
                column,
                problem,
            } => (
                path,
                self.with(
                    "project-malformed",
                    &[
                        ("line", line.to_string().into()),
                        ("column", column.to_string().into()),
                        ("problem", problem.as_str().into()),
                    ],
                ),
                self.t("project-mend"),
            ),
            ProjectError::NotAProject { path } => (
                path,
                self.t("project-not-one"),
                self.t("project-name-roles"),
            ),
            ProjectError::Newer { path, version } => (
                path,
                self.with(
                    "project-newer",
                    &[
                        ("version", version.to_string().into()),
                        ("known", VERSION.to_string().into()),
                    ],
                ),
                self.t("project-update"),
            ),
            ProjectError::BadValue {
                path,
                member,
                value,
            } => (
                path,
                self.with(
                    "project-bad-value",
                    &[
                        ("member", member.as_str().into()),
                        ("value", value.as_str().into()),
                    ],
                ),
                self.t("project-mend"),
            ),
        };
        Problem {
            title: self.with("project-title", &[("path", shown(path).into())]),
            detail,
            remedy,
        }
    }

    /// A question that does not fit the data.
    #[must_use]
    pub fn question_problem(&self, error: &AnalysisError) -> Problem {
        let list = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
            names.join(&self.t("list-separator"))
        };
        match error {
            AnalysisError::Filter(problem) => Problem {
                title: self.with(
                    "question-filter",
                    &[("filter", problem.text.as_str().into())],
                ),
                detail: self.with(
                    "question-filter-at",
                    &[
                        ("at", problem.at.to_string().into()),
                        ("expected", self.t(expected_key(problem.expected)).into()),
                    ],
                ),
                remedy: self.t("question-filter-example"),
            },
            AnalysisError::UnknownField { field, available } => Problem {
                title: self.with("question-field", &[("field", field.as_str().into())]),
                detail: self.with("question-fields", &[("list", list(available).into())]),
                remedy: String::new(),
            },
            AnalysisError::UnknownTier { tier, available } => Problem {
                title: self.with("question-tier", &[("tier", tier.as_str().into())]),
                detail: self.with("question-tiers", &[("list", list(available).into())]),
                remedy: String::new(),
            },
            AnalysisError::NoUnits => Problem {
                title: self.t("question-no-units"),
                detail: String::new(),
                remedy: self.t("question-give-districts"),
            },
            AnalysisError::Cancelled(_) => Problem {
                title: self.t("cli-cancelled"),
                ..Problem::default()
            },
        }
    }
}

fn expected_key(expected: Expected) -> &'static str {
    match expected {
        Expected::Field => "expected-field",
        Expected::Comparison => "expected-comparison",
        Expected::Value => "expected-value",
        Expected::Bracket => "expected-bracket",
        Expected::Quote => "expected-quote",
        Expected::End => "expected-end",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::Filter;

    fn both(problem: impl Fn(&Words) -> Problem) -> String {
        [Lang::En, Lang::ZhCn]
            .map(|lang| {
                let p = problem(&Words::new(lang));
                format!("{} | {} | {}", p.title, p.detail, p.remedy)
            })
            .join("\n")
    }

    #[test]
    fn output_problems_say_what_and_what_to_do() {
        let denied = OutputError::Refused {
            path: "out".into(),
            source: ErrorKind::PermissionDenied.into(),
        };
        insta::assert_snapshot!(both(|w| w.output_problem(&denied)), @"");
        let folder = OutputError::NotAFolder { path: "out".into() };
        insta::assert_snapshot!(both(|w| w.output_problem(&folder)), @"");
    }

    #[test]
    fn project_problems_say_where() {
        let malformed = ProjectError::Malformed {
            path: "p.lastmile".into(),
            line: 2,
            column: 7,
            problem: "key must be a string".into(),
        };
        insta::assert_snapshot!(both(|w| w.project_problem(&malformed)), @"");
        let newer = ProjectError::Newer {
            path: "p.lastmile".into(),
            version: 3,
        };
        insta::assert_snapshot!(both(|w| w.project_problem(&newer)), @"");
        let other = ProjectError::NotAProject {
            path: "v.geojson".into(),
        };
        insta::assert_snapshot!(both(|w| w.project_problem(&other)), @"");
    }

    #[test]
    fn question_problems_list_what_there_is() {
        let tier = AnalysisError::UnknownTier {
            tier: "hospice".into(),
            available: vec!["clinic".into(), "卫生院".into()],
        };
        insta::assert_snapshot!(both(|w| w.question_problem(&tier)), @"");
        let filter = AnalysisError::Filter(Filter::parse("tier=").expect_err("bad"));
        insta::assert_snapshot!(both(|w| w.question_problem(&filter)), @"");
    }
}
