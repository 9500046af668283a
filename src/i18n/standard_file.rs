//! What is wrong with a standard's file or an expression, in words: where, what, and what would be right.

use super::problems::{Arg, Problem, arg};
use super::words::Words;
use crate::io::standard::{Mistake, Named, SHIPPED, Sort, StandardError, StandardProblem, Wording};
use crate::model::{ExpressionProblem, Wanted};

impl Words {
    /// Why a standard cannot be used: every mistake on a line of its own.
    #[must_use]
    pub fn standard_error(&self, error: &StandardError) -> Problem {
        self.each(|words| {
            let lines: Vec<String> = error
                .problems
                .iter()
                .map(|problem| words.standard_problem(problem))
                .collect();
            let n = lines.len();
            Problem {
                title: words.with(
                    "standard-file-title",
                    &[
                        ("n", n.into()),
                        arg("count", n.to_string()),
                        arg("origin", error.origin.display().to_string()),
                    ],
                ),
                detail: lines.join("\n"),
                remedy: words.t(match error.problems.first().map(|p| &p.mistake) {
                    Some(Mistake::NoSuchStandard { .. } | Mistake::IsTable) => {
                        "standard-file-remedy-name"
                    }
                    _ => "standard-file-remedy",
                }),
            }
        })
    }

    /// One mistake in a standard's file: line, rule, what is wrong and what would be right.
    #[must_use]
    pub fn standard_problem(&self, problem: &StandardProblem) -> String {
        let text = self.mistake(&problem.mistake);
        if problem.line == 0 {
            return text;
        }
        let mut args = vec![arg("line", problem.line.to_string()), arg("text", text)];
        let key = match &problem.rule {
            Some(rule) => {
                args.push(arg("rule", rule.as_str()));
                "standard-file-line-rule"
            }
            None => "standard-file-line",
        };
        self.with(key, &args)
    }

    /// Why an expression cannot be used.
    #[must_use]
    pub fn expression_problem(&self, problem: &ExpressionProblem) -> String {
        let found = arg("found", problem.found.as_str());
        let (key, args) = match &problem.wanted {
            Wanted::Value if problem.found.is_empty() => ("value-end", vec![]),
            Wanted::Value => ("value", vec![found]),
            Wanted::Condition => ("condition", vec![found]),
            Wanted::Number => ("number", vec![found]),
            Wanted::Quoted(text) => ("quoted", vec![arg("text", text.as_str())]),
            Wanted::BareField(field) => ("bare-field", vec![arg("field", field.as_str())]),
            Wanted::IsNull => ("is-null", vec![]),
            Wanted::End if problem.found == "=>" => ("at-least", vec![]),
            Wanted::End => ("end", vec![found]),
            Wanted::ClosingQuote => ("closing-quote", vec![]),
            Wanted::ClosingBracket => ("closing-bracket", vec![]),
            Wanted::OfTheLanguage => ("language", vec![found]),
            Wanted::Shorter => ("shorter", vec![]),
        };
        let text = self.with(&format!("expression-{key}"), &args);
        if problem.at == 0 {
            return text;
        }
        let at = arg("at", problem.at.to_string());
        self.with("expression-at", &[at, arg("text", text)])
    }

    #[allow(clippy::too_many_lines, reason = "a list of the mistakes, one by one")]
    fn mistake(self, mistake: &Mistake) -> String {
        let say = |key: &str, args: &[Arg<'_>]| self.with(&format!("standard-file-{key}"), args);
        let listed = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
            names.join(", ")
        };
        match mistake {
            Mistake::NoSuchStandard { name, nearest } => {
                let shipped: Vec<&str> = SHIPPED.iter().map(|s| s.id).collect();
                let args = [
                    arg("name", name.as_str()),
                    arg("allowed", shipped.join(", ")),
                ];
                self.meant(say("no-such", &args), nearest.as_deref())
            }
            Mistake::Unreadable { reason } => say("unreadable", &[arg("reason", reason.as_str())]),
            Mistake::NotUtf8 => say("not-utf8", &[]),
            Mistake::TooLarge => say("too-large", &[]),
            Mistake::Syntax { reason } => say("syntax", &[arg("reason", reason.as_str())]),
            Mistake::Format { found } => say("format", &[arg("found", found.as_str())]),
            Mistake::UnknownKey {
                key,
                nearest: Some(nearest),
                ..
            } => {
                let args = [arg("key", key.as_str()), arg("nearest", nearest.as_str())];
                say("unknown-key-near", &args)
            }
            Mistake::UnknownKey { key, allowed, .. } => {
                let args = [arg("key", key.as_str()), arg("allowed", listed(allowed))];
                say("unknown-key", &args)
            }
            Mistake::MissingKey { key } if key == "format" => say("missing-format", &[]),
            Mistake::IsTable => say("is-table", &[]),
            Mistake::MissingKey { key } => say("missing-key", &[arg("key", key.as_str())]),
            Mistake::OneOf { keys } => say("one-of", &[arg("keys", listed(keys))]),
            Mistake::SomeOf { keys } => say("some-of", &[arg("keys", listed(keys))]),
            Mistake::WrongSort { key, found, wanted } => say(
                "wrong-sort",
                &[
                    arg("key", key.as_str()),
                    arg("found", self.t(&format!("standard-sort-{}", sort(*found)))),
                    arg("wanted", self.wanted(wanted)),
                ],
            ),
            Mistake::UnknownWord {
                key,
                found,
                nearest,
                allowed,
            } => {
                let args = [
                    arg("key", key.as_str()),
                    arg("found", found.as_str()),
                    arg("allowed", listed(allowed)),
                ];
                self.meant(say("unknown-word", &args), nearest.as_deref())
            }
            Mistake::NotA { key, found, wanted } => say(
                "not-a",
                &[
                    arg("key", key.as_str()),
                    arg("found", found.as_str()),
                    arg("wanted", self.wording(*wanted)),
                ],
            ),
            Mistake::NoPair { key } => say("no-pair", &[arg("key", key.as_str())]),
            Mistake::OutOfRange { key, found, range } => say(
                "out-of-range",
                &[
                    arg("key", key.as_str()),
                    arg("found", found.as_str()),
                    arg("least", range[0].as_str()),
                    arg("most", range[1].as_str()),
                ],
            ),
            Mistake::LeastAboveMost { least, most } => {
                let args = [arg("least", least.as_str()), arg("most", most.as_str())];
                say("least-above-most", &args)
            }
            Mistake::Expression { key, problem } => {
                let problem = arg("problem", self.expression_problem(problem));
                say("expression", &[arg("key", key.as_str()), problem])
            }
            Mistake::UnknownParameter { name, nearest } => {
                let text = say("unknown-parameter", &[arg("name", name.as_str())]);
                self.meant(text, nearest.as_deref())
            }
            Mistake::TurnedWrong {
                name,
                found,
                wanted,
            } => say(
                "turned-wrong",
                &[
                    arg("name", name.as_str()),
                    arg("found", found.as_str()),
                    arg("wanted", self.wording(*wanted)),
                ],
            ),
            Mistake::Twice { id, first } => {
                let first = arg("first", first.to_string());
                say("twice", &[arg("id", id.as_str()), first])
            }
            Mistake::Unnamed {
                what,
                found,
                nearest,
            } => {
                let key = match what {
                    Named::Rule => "no-rule",
                    Named::Programme => "no-programme",
                    Named::Figure => "no-figure",
                    Named::Parameter => "no-turned",
                };
                let text = say(key, &[arg("found", found.as_str())]);
                self.meant(text, nearest.as_deref())
            }
            Mistake::Ring { rules } => say("ring", &[arg("rules", listed(rules))]),
            Mistake::TimeWithoutSpeed { found } => {
                say("time-without-speed", &[arg("found", found.as_str())])
            }
        }
    }

    /// The text with the name that was probably meant.
    fn meant(self, text: String, nearest: Option<&str>) -> String {
        match nearest {
            Some(nearest) => {
                let args = [arg("text", text), arg("nearest", nearest)];
                self.with("standard-file-meant", &args)
            }
            None => text,
        }
    }

    fn wording(self, wording: Wording) -> String {
        self.t(match wording {
            Wording::Distance => "standard-wording-distance",
            Wording::DistanceOrTime => "standard-wording-distance-or-time",
            Wording::Speed => "standard-wording-speed",
            Wording::Share => "standard-wording-share",
            Wording::Number => "standard-wording-number",
            Wording::Positive => "standard-wording-positive",
            Wording::Whole => "standard-wording-whole",
            Wording::NumberOrShare => "standard-wording-number-or-share",
            Wording::Any => "standard-wording-any",
            Wording::Date => "standard-wording-date",
            Wording::Period => "standard-wording-period",
            Wording::Key => "standard-wording-key",
            Wording::ParameterKey => "standard-wording-parameter-key",
            Wording::Percentage => "standard-wording-percentage",
        })
    }

    fn wanted(self, sorts: &[Sort]) -> String {
        sorts
            .iter()
            .map(|s| self.t(&format!("standard-example-{}", sort(*s))))
            .reduce(|one, other| {
                self.with(
                    "standard-file-either",
                    &[arg("one", one), arg("other", other)],
                )
            })
            .unwrap_or_default()
    }
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "text",
        Sort::Number => "number",
        Sort::Bool => "bool",
        Sort::List => "list",
        Sort::Table => "table",
        Sort::Tables => "tables",
        Sort::Date => "date",
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Lang, Words};
    use crate::io::standard;
    use crate::model::StandardChoice;

    const WRONG: &str = r#"format = "lastmile-standard-1"
id = "mine"
name = "Mine"
[[rule]]
id = "near"
kind = "within-reach"
name = "Near"
whithin = "2km"
within = 2
facilities = "tier = clinic"
[[rule]]
id = "near"
kind = "share"
name = 3
condition = "beds >= 20 AND"
[[rule]]
id = "ring"
kind = "any-of"
name = "Ring"
rules = ["ring", "naer"]
"#;

    fn said(lang: Lang) -> String {
        let choice = StandardChoice {
            text: WRONG.into(),
            origin: "my.toml".into(),
            ..StandardChoice::default()
        };
        let error = standard::parse(&choice).expect_err("mistakes");
        let problem = Words::new(lang).standard_error(&error);
        format!("{}\n{}", problem.title, problem.detail)
    }

    #[test]
    fn mistakes_are_said_with_their_line_and_what_would_be_right() {
        insta::assert_snapshot!(said(Lang::En), @r#"
        The standard my.toml cannot be used: 7 mistakes
        line 8, rule near: `whithin` has no meaning here. Did you mean `within`?
        line 9, rule near: `within`: "2" will not do; write a distance with its unit, as "2km" (a bare number is no distance), or a time with a speed, as "15min".
        line 10, rule near: `facilities`: at character 8: a text stands in single quotes; write 'clinic'.
        line 12, rule near: The key "near" is taken in line 5; choose another.
        line 14, rule near: `name` is a number; write a text in quotes or keys in braces, { en = "…", zh = "…" }.
        line 15, rule near: `condition`: at character 15: something is missing at the end; a field, a number or a 'text' must follow.
        line 20, rule ring: There is no rule "naer". Did you mean `near`?
        "#);
        insta::assert_snapshot!(said(Lang::ZhCn), @r#"
        标准 my.toml 无法使用：7 处错误
        第 8 行，规则 near：此处没有键“whithin”，是否应为“within”？
        第 9 行，规则 near：“within”填写“2”有误，应填带单位的距离，如 "2km"（仅有数字不是距离），或时间并注明速度，如 "15min"。
        第 10 行，规则 near：“facilities”：第 8 个字符：文本须加单引号，请写 'clinic'。
        第 12 行，规则 near：键“near”已在第 5 行使用，请改用其他名称。
        第 14 行，规则 near：“name”填的是数字，应填加引号的文本或花括号表 { en = "…", zh = "…" }。
        第 15 行，规则 near：“condition”：第 15 个字符：末尾不完整，应有字段、数字或 '文本'。
        第 20 行，规则 ring：没有规则“naer”。是否应为“near”？
        "#);
    }
}
