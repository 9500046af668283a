//! What a template puts on a page, and what is wrong with one, in words.

use super::problems::Problem;
use super::words::Words;
use crate::io::logo::LogoProblem;
use crate::io::template::{TemplateCause, TemplateError, members};
use crate::map::page::PageWords;
use crate::model::template::{LARGEST_LOGO, LONGEST_TEXT};
use crate::model::{AnalysisSpec, MapLook, PageTemplate, Reach};
use crate::session::Answer;

impl Words {
    /// All texts of the page of an answer, as window and commands write it: with what its template carries, and with what must be said of a
    /// scenario. Without `title` it is named by the template or after the rule.
    #[must_use]
    pub fn page_of(
        &self,
        answer: &Answer,
        look: &MapLook,
        title: Option<&str>,
        template: &PageTemplate,
    ) -> PageWords {
        let spec = &answer.state.spec;
        let page = self.page_words(
            &answer.baseline.dataset,
            &answer.results.coverage,
            spec,
            &answer.scene.legend,
            look,
            title,
        );
        let page = self.by_rule(page, answer, title.is_some());
        let page = self.dressed(page, template, spec, title.is_some());
        self.of_scenario(page, answer.state.edits.len())
    }

    /// A page with what its template carries. A page that has a title of its own (`titled`) keeps it.
    #[must_use]
    pub fn dressed(
        &self,
        mut page: PageWords,
        template: &PageTemplate,
        spec: &AnalysisSpec,
        titled: bool,
    ) -> PageWords {
        let filled = |text: &Option<String>| {
            let date = template.date.as_deref().unwrap_or_default();
            text.as_ref().map(|t| {
                t.replace("{radius}", &self.reach(&spec.reach))
                    .replace("{date}", date)
            })
        };
        if let Some(title) = filled(&template.title).filter(|_| !titled) {
            page.title = title;
        }
        page.subtitle = filled(&template.subtitle);
        page.organisation.clone_from(&template.organisation);
        page.logo.clone_from(&template.logo);
        page.maker_name.clone_from(&template.maker);
        page.date_given.clone_from(&template.date);
        page.approval_number.clone_from(&template.approval);
        page
    }

    /// How far care reaches, in few words: `5 km`; by tier from the shortest to the farthest: `2.5 km – 10 km`.
    fn reach(self, reach: &Reach) -> String {
        match reach {
            Reach::Uniform(radius) => self.radius(*radius),
            Reach::ByTier(tiers) => {
                let mut radii: Vec<_> = tiers.iter().map(|t| t.radius).collect();
                radii.sort_by(|a, b| a.0.total_cmp(&b.0));
                match (radii.first(), radii.last()) {
                    (Some(least), Some(most)) if least != most => {
                        format!("{} – {}", self.radius(*least), self.radius(*most))
                    }
                    (Some(only), _) => self.radius(*only),
                    (None, _) => String::new(),
                }
            }
        }
    }

    /// A template that cannot be used.
    #[must_use]
    pub fn template_error(&self, error: &TemplateError) -> Problem {
        self.each(|words| words.one_template_error(error))
    }

    fn one_template_error(self, error: &TemplateError) -> Problem {
        let list = || {
            members()
                .iter()
                .map(|m| format!("`{m}`"))
                .collect::<Vec<_>>()
                .join(&self.t("list-separator"))
        };
        let (detail, remedy) = match &error.cause {
            TemplateCause::Unreadable(source) => {
                (self.system_error(source), self.t("project-check"))
            }
            TemplateCause::Malformed {
                line,
                column,
                problem,
            } => (
                self.with(
                    "project-malformed",
                    &[
                        ("line", line.to_string().into()),
                        ("column", column.to_string().into()),
                        ("problem", problem.as_str().into()),
                    ],
                ),
                self.t("template-write"),
            ),
            TemplateCause::NotAnObject => (self.t("template-no-object"), self.t("template-write")),
            TemplateCause::UnknownKey { key } => (
                self.with("template-unknown-key", &[("key", key.as_str().into())]),
                self.with("template-keys", &[("list", list().into())]),
            ),
            TemplateCause::NotText { key } => (
                self.with("template-not-text", &[("key", key.as_str().into())]),
                self.t("template-write"),
            ),
            TemplateCause::TooLong { key } => (
                self.with(
                    "template-too-long",
                    &[
                        ("key", (*key).into()),
                        ("most", LONGEST_TEXT.to_string().into()),
                    ],
                ),
                self.t("template-shorten"),
            ),
            TemplateCause::Logo { file, problem } => {
                let logo = self.one_logo_problem(&file.display().to_string(), problem);
                (
                    format!("{}{}{}", logo.title, self.t("template-colon"), logo.detail),
                    logo.remedy,
                )
            }
        };
        let path = error.path.display().to_string();
        Problem {
            title: self.with("template-error", &[("path", path.into())]),
            detail,
            remedy,
        }
    }

    /// A file that does not serve as a logo.
    #[must_use]
    pub fn logo_problem(&self, file: &str, problem: &LogoProblem) -> Problem {
        self.each(|words| words.one_logo_problem(file, problem))
    }

    fn one_logo_problem(self, file: &str, problem: &LogoProblem) -> Problem {
        let (detail, remedy) = match problem {
            LogoProblem::Unreadable(source) => (self.system_error(source), "project-check"),
            LogoProblem::TooLarge { bytes } => (
                self.with(
                    "logo-too-large",
                    &[
                        ("size", megabytes(*bytes).into()),
                        ("most", megabytes(LARGEST_LOGO as u64).into()),
                    ],
                ),
                "logo-smaller",
            ),
            LogoProblem::TooManyPixels { width, height } => (
                self.with(
                    "logo-pixels",
                    &[
                        ("width", self.count(*width).into()),
                        ("height", self.count(*height).into()),
                    ],
                ),
                "logo-smaller",
            ),
            LogoProblem::UnknownFormat => (self.t("logo-format"), "logo-convert"),
            LogoProblem::Broken { problem } => (
                self.with("logo-broken", &[("problem", problem.as_str().into())]),
                "logo-convert",
            ),
            LogoProblem::RefersOutside { target } => (
                self.with("logo-outside", &[("target", target.as_str().into())]),
                "logo-embed",
            ),
            LogoProblem::Active { what } => (
                self.with("logo-active", &[("what", what.as_str().into())]),
                "logo-plain",
            ),
        };
        Problem {
            title: self.with("logo-error", &[("file", file.into())]),
            detail,
            remedy: self.t(remedy),
        }
    }
}

/// A size of few megabytes, rounded up so that what is too large never reads as large enough.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{}\u{202f}MiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Metres;
    use crate::i18n::Lang;
    use crate::model::spec::TierRadius;

    fn template() -> PageTemplate {
        PageTemplate {
            organisation: Some("County health bureau".into()),
            maker: Some("Li".into()),
            date: Some("2026-11".into()),
            title: Some("Beyond {radius}, {date} {x}".into()),
            ..PageTemplate::default()
        }
    }

    #[test]
    fn a_template_dresses_a_page_and_leaves_its_own_title() {
        let words = Words::new(Lang::En);
        let page = |spec: &AnalysisSpec, titled| {
            let own = PageWords {
                title: "Own".into(),
                ..PageWords::default()
            };
            words.dressed(own, &template(), spec, titled)
        };
        let mut spec = AnalysisSpec::default();
        let dressed = page(&spec, false);
        assert_eq!(dressed.title, "Beyond 5\u{202f}km, 2026-11 {x}");
        assert_eq!(dressed.maker_name.as_deref(), Some("Li"));
        assert_eq!((dressed.approval_number, dressed.subtitle), (None, None));
        assert_eq!(page(&spec, true).title, "Own");
        let radius = |tier: &str, km| TierRadius {
            tier: tier.into(),
            radius: Metres::from_km(km),
        };
        spec.reach = Reach::ByTier(vec![radius("a", 10.0), radius("b", 2.5)]);
        let title = page(&spec, false).title.replace('\u{202f}', " ");
        assert_eq!(title, "Beyond 2.5 km – 10 km, 2026-11 {x}");
    }

    #[test]
    fn what_is_wrong_with_a_template_is_said_in_both_languages() {
        let said = |cause: fn() -> TemplateCause| {
            let error = TemplateError {
                path: "t.json".into(),
                cause: cause(),
            };
            [Lang::En, Lang::ZhCn]
                .map(|lang| {
                    let p = Words::new(lang).template_error(&error);
                    format!("{} | {} | {}", p.title, p.detail, p.remedy)
                })
                .join("\n")
        };
        insta::assert_snapshot!(said(|| TemplateCause::UnknownKey { key: "org".into() }), @r#"
        The template t.json cannot be used | It has a member "org" that templates do not have. | The members are `organisation`, `logo`, `approval`, `maker`, `date`, `title`, `subtitle`.
        无法使用模板 t.json | 其中的“org”不是模板的成员。 | 可用成员：`organisation`、`logo`、`approval`、`maker`、`date`、`title`、`subtitle`。
        "#);
        insta::assert_snapshot!(said(|| TemplateCause::TooLong { key: "title" }), @r#"
        The template t.json cannot be used | Its member "title" is longer than 300 characters. | Shorten it, so that it fits on a page.
        无法使用模板 t.json | 成员“title”超过 300 个字符。 | 请缩短，以便排入版面。
        "#);
        insta::assert_snapshot!(said(|| TemplateCause::NotText { key: "maker".into() }), @r#"
        The template t.json cannot be used | Its member "maker" is not a text. | Write it like: { "organisation": "…", "logo": "logo.png" }
        无法使用模板 t.json | 成员“maker”不是文本。 | 写法示例：{ "organisation": "…", "logo": "logo.png" }
        "#);
        insta::assert_snapshot!(said(|| TemplateCause::Logo {
            file: "a.svg".into(),
            problem: LogoProblem::RefersOutside { target: "http://example.org/a.png".into() },
        }), @r#"
        The template t.json cannot be used | a.svg cannot be used as a logo: It refers to "http://example.org/a.png" outside the file, which is never fetched. | Embed the picture in the drawing program, or save the logo as PNG.
        无法使用模板 t.json | a.svg 不能用作单位标志：其中引用了文件之外的“http://example.org/a.png”，程序不会读取外部内容。 | 请在绘图软件中将图片嵌入，或另存为 PNG。
        "#);
        insta::assert_snapshot!(said(|| TemplateCause::Logo {
            file: "a.png".into(),
            problem: LogoProblem::TooLarge { bytes: (2 << 20) + 1 },
        }), @r#"
        The template t.json cannot be used | a.png cannot be used as a logo: It has 2.1 MiB; a logo may have 2.0 MiB. | Save a smaller version of it.
        无法使用模板 t.json | a.png 不能用作单位标志：文件大小 2.1 MiB，上限为 2.0 MiB。 | 请另存为较小的版本。
        "#);
    }
}
