//! Words for what goes wrong with output, projects and questions: a title (what happened), a detail, a remedy.

use std::io::{Error, ErrorKind};
use std::path::Path;

use super::problems::Problem;
use super::words::Words;
use crate::analysis::AnalysisError;
use crate::io::output::OutputError;
use crate::io::project::{ProjectError, VERSION};
use crate::model::Role;
use crate::session::{ExportError, OpenError};

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

    /// Files or a project that cannot be opened.
    #[must_use]
    pub fn open_error(&self, error: &OpenError) -> Problem {
        self.each(|words| words.one_open_error(error))
    }

    fn one_open_error(&self, error: &OpenError) -> Problem {
        match error {
            OpenError::Read(error) => self.read_error(error),
            OpenError::Assemble(error) => self.assemble_error(error),
            OpenError::Project(error) => self.project_error(error),
            OpenError::NothingForRole { path, role } => {
                let role = self.t(match role {
                    Role::Facilities => "role-facilities",
                    Role::Villages => "role-villages",
                    Role::Districts => "role-districts",
                });
                Problem {
                    title: self.with(
                        "open-nothing",
                        &[("path", shown(path).into()), ("role", role.into())],
                    ),
                    detail: self.t("open-nothing-detail"),
                    remedy: self.t("open-other-file"),
                }
            }
            OpenError::NoSuchDemoLayer { path, name } => Problem {
                title: self.with("project-title", &[("path", shown(path).into())]),
                detail: self.with("project-no-demo-layer", &[("name", name.as_str().into())]),
                remedy: self.t("project-mend"),
            },
            OpenError::UnknownRecords { path, columns } => Problem {
                title: self.with("records-title", &[("path", shown(path).into())]),
                detail: self.with("records-unknown", &[("columns", columns.join(", ").into())]),
                remedy: self.t("records-unknown-remedy"),
            },
            OpenError::Cancelled(_) => self.cancelled(),
        }
    }

    /// Lists or maps that cannot be written.
    #[must_use]
    pub fn export_error(&self, error: &ExportError) -> Problem {
        self.each(|words| words.one_export_error(error))
    }

    fn one_export_error(&self, error: &ExportError) -> Problem {
        match error {
            ExportError::Output(error) => self.output_error(error),
            ExportError::Picture(error) => Problem {
                title: self.t("export-page"),
                detail: error.to_string(),
                remedy: self.t("export-smaller"),
            },
            ExportError::Document(error) => Problem {
                title: self.t("export-page"),
                detail: error.to_string(),
                remedy: self.t("export-other-format"),
            },
            ExportError::UnknownPicture { path } => Problem {
                title: self.with("output-title", &[("path", shown(path).into())]),
                detail: self.t("export-unknown-picture"),
                remedy: self.t("output-other-name"),
            },
            ExportError::UnknownTables { path } => Problem {
                title: self.with("output-title", &[("path", shown(path).into())]),
                detail: self.t("export-unknown-tables"),
                remedy: self.t("output-other-name"),
            },
            ExportError::UnknownDistrict { name: Some(name) } => Problem {
                title: self.t("atlas-problem"),
                detail: self.with("atlas-unknown", &[("name", name.as_str().into())]),
                remedy: self.t("atlas-unknown-remedy"),
            },
            ExportError::UnknownDistrict { name: None } => Problem {
                title: self.t("atlas-problem"),
                detail: self.t("atlas-no-districts"),
                remedy: self.t("atlas-no-districts-remedy"),
            },
            ExportError::UnknownReport { path } => Problem {
                title: self.with("output-title", &[("path", shown(path).into())]),
                detail: self.t("export-unknown-report"),
                remedy: self.t("output-other-name"),
            },
            ExportError::Cancelled(_) => self.cancelled(),
        }
    }

    fn cancelled(&self) -> Problem {
        Problem {
            title: self.t("cli-cancelled"),
            detail: String::new(),
            remedy: String::new(),
        }
    }

    /// Output that cannot be written.
    #[must_use]
    pub fn output_error(&self, error: &OutputError) -> Problem {
        self.each(|words| words.one_output_error(error))
    }

    fn one_output_error(&self, error: &OutputError) -> Problem {
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
    pub fn project_error(&self, error: &ProjectError) -> Problem {
        self.each(|words| words.one_project_error(error))
    }

    fn one_project_error(&self, error: &ProjectError) -> Problem {
        let (path, detail, remedy) = match error {
            ProjectError::Unwritable(error) => return self.output_error(error),
            ProjectError::PathNotText { path } => {
                return Problem {
                    title: self.t("project-unsaved"),
                    detail: self.with("project-path-not-text", &[("path", shown(path).into())]),
                    remedy: self.t("project-rename-file"),
                };
            }
            ProjectError::Unreadable { path, source } => {
                (path, self.system_error(source), self.t("project-check"))
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
    pub fn question_error(&self, error: &AnalysisError) -> Problem {
        self.each(|words| words.one_question_error(error))
    }

    fn one_question_error(&self, error: &AnalysisError) -> Problem {
        let list = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
            names.join(&self.t("list-separator"))
        };
        match error {
            AnalysisError::Filter(problem) => self.filter_problem(problem),
            AnalysisError::UnknownField { field, available } => Problem {
                title: self.with("question-field", &[("field", field.as_str().into())]),
                detail: self.with("question-fields", &[("list", list(available).into())]),
                remedy: self.t("question-other-field"),
            },
            AnalysisError::UnknownTier { tier, available }
                if available.iter().all(String::is_empty) =>
            {
                Problem {
                    title: self.with("question-tier", &[("tier", tier.as_str().into())]),
                    detail: self.t("question-no-tiers"),
                    remedy: self.t("question-one-radius"),
                }
            }
            AnalysisError::UnknownTier { tier, available } => Problem {
                title: self.with("question-tier", &[("tier", tier.as_str().into())]),
                detail: self.with("question-tiers", &[("list", list(available).into())]),
                remedy: self.t("question-other-tier"),
            },
            AnalysisError::NoUnits => Problem {
                title: self.t("question-no-units"),
                detail: String::new(),
                remedy: self.t("question-give-districts"),
            },
            AnalysisError::Cancelled(_) => self.cancelled(),
        }
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
    fn output_errors_say_what_and_what_to_do() {
        let denied = OutputError::Refused {
            path: "out".into(),
            source: ErrorKind::PermissionDenied.into(),
        };
        insta::assert_snapshot!(both(|w| w.output_error(&denied)), @r#"
        out cannot be written | The system does not permit it. | Free the place or choose another one. Earlier files are as they were.
        无法写入 out | 系统不允许此操作。 | 请清理该位置或另选位置。原有文件保持不变。
        "#);
        let folder = OutputError::NotAFolder { path: "out".into() };
        insta::assert_snapshot!(both(|w| w.output_error(&folder)), @r#"
        out cannot be written | It is a file, but a folder must stand there. | Choose another name.
        无法写入 out | 该位置是文件，而此处需要文件夹。 | 请换一个名称。
        "#);
    }

    #[test]
    fn project_errors_say_where() {
        let malformed = ProjectError::Malformed {
            path: "p.lastmile".into(),
            line: 2,
            column: 7,
            problem: "key must be a string".into(),
        };
        insta::assert_snapshot!(both(|w| w.project_error(&malformed)), @r#"
        The project p.lastmile cannot be opened | Line 2, column 7: key must be a string. | Mend the file in a text editor, or save the project anew from the window.
        无法打开项目 p.lastmile | 第 2 行第 7 列：key must be a string。 | 请用文本编辑器修正，或在窗口中重新保存项目。
        "#);
        let newer = ProjectError::Newer {
            path: "p.lastmile".into(),
            version: 3,
        };
        insta::assert_snapshot!(both(|w| w.project_error(&newer)), @r#"
        The project p.lastmile cannot be opened | It has version 3; this program reads up to version 1. | Open it with a newer Lastmile.
        无法打开项目 p.lastmile | 项目版本为 3，本程序最高支持版本 1。 | 请使用更新版本的程序打开。
        "#);
        let other = ProjectError::NotAProject {
            path: "v.geojson".into(),
        };
        insta::assert_snapshot!(both(|w| w.project_error(&other)), @r#"
        The project v.geojson cannot be opened | It is not a Lastmile project. | Data files are named by what they hold: --facilities FILE --villages FILE.
        无法打开项目 v.geojson | 该文件不是最后一公里项目。 | 数据文件请按内容指定：--facilities 文件 --villages 文件。
        "#);
    }

    #[test]
    fn question_errors_list_what_there_is() {
        let tier = AnalysisError::UnknownTier {
            tier: "hospice".into(),
            available: vec!["clinic".into(), "卫生院".into()],
        };
        let none = AnalysisError::UnknownTier {
            tier: "clinic".into(),
            available: vec![String::new()],
        };
        insta::assert_snapshot!(both(|w| w.question_error(&none)), @r#"
        No facility has the tier "clinic" | The facilities have no tiers. | Give one radius for all (--radius 5km), or name the column of the tiers (--tier-field NAME).
        没有级别为“clinic”的机构 | 机构数据没有级别。 | 请给出统一半径（--radius 5km），或指定级别所在字段（--tier-field 字段名）。
        "#);
        insta::assert_snapshot!(both(|w| w.question_error(&tier)), @r#"
        No facility has the tier "hospice" | The tiers are `clinic`, `卫生院`. | Write one of these.
        没有级别为“hospice”的机构 | 现有级别：`clinic`、`卫生院`。 | 请填写其中之一。
        "#);
        let filter = AnalysisError::Filter(Filter::parse("tier=").expect_err("bad"));
        insta::assert_snapshot!(both(|w| w.question_error(&filter)), @r#"
        The filter cannot be read | "tier=": at character 6, a value was expected. | Write it like: tier = township and (beds >= 20 or name ~ "centre")
        筛选条件有误 | “tier=”：第 6 个字符处应为值。 | 写法示例：tier = township and (beds >= 20 or name ~ "中心")
        "#);
    }
}
