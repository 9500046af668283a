//! What `summary.json` says of a standard: its rules with their counts, what was found in reported figures, how the tables joined.

use serde::Serialize;

use super::tabular::{maybe_people, people};
use crate::model::standard::{Subjects, Tally};
use crate::model::{StandardContext, Verdict};

/// Sentences about a standard, for `summary.json` and `audit.csv`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandardMessages {
    /// For each rule.
    pub rules: Vec<String>,
    /// For each note of the audit.
    pub audit: Vec<String>,
    /// For each table of records.
    pub joins: Vec<String>,
}

/// A standard's part of the summary.
#[derive(Debug, Serialize)]
pub(super) struct StandardOut<'a> {
    id: &'a str,
    name: NameOut<'a>,
    as_of: Option<String>,
    parameters: Vec<ParameterOut<'a>>,
    rules: Vec<RuleOut<'a>>,
    audit: Vec<AuditOut<'a>>,
    networks: Vec<NetworkOut<'a>>,
    joins: Vec<JoinOut<'a>>,
}

#[derive(Debug, Serialize)]
struct NameOut<'a> {
    en: &'a str,
    zh: &'a str,
}

#[derive(Debug, Serialize)]
struct ParameterOut<'a> {
    key: &'a str,
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct RuleOut<'a> {
    id: &'a str,
    kind: &'static str,
    level: &'static str,
    /// Whether it is only a part of another rule.
    part: bool,
    verdict: Option<Verdict>,
    subjects: u32,
    pass: u32,
    exempt: u32,
    borderline: u32,
    unknown: u32,
    fail: u32,
    #[serde(serialize_with = "maybe_people")]
    people: Option<f64>,
    #[serde(serialize_with = "maybe_people")]
    people_fail: Option<f64>,
    #[serde(serialize_with = "people")]
    target: f64,
    deadline: Option<String>,
    /// Fields that no data have.
    missing: Vec<&'a str>,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct AuditOut<'a> {
    figure: &'a str,
    of: Option<&'a str>,
    problem: &'static str,
    mistake: bool,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct NetworkOut<'a> {
    kind: &'a str,
    links: usize,
    faults: usize,
}

#[derive(Debug, Serialize)]
struct JoinOut<'a> {
    file: String,
    kind: &'static str,
    sha256: &'a str,
    rows: u32,
    by_code: u32,
    by_name: u32,
    lost: Vec<LostOut<'a>>,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct LostOut<'a> {
    source_row: u32,
    column: &'a str,
    value: &'a str,
    candidates: u32,
}

fn at(messages: &[String], i: usize) -> &str {
    messages.get(i).map_or("", String::as_str)
}

fn peopled(subjects: &Subjects, tally: &Tally, verdicts: &[Verdict]) -> Option<f64> {
    let of = |verdict: &Verdict| tally.people[*verdict as usize].0;
    matches!(subjects, Subjects::Villages(_) | Subjects::Units(_))
        .then(|| verdicts.iter().map(of).sum())
}

/// The standard's part of the summary. `as_of` is the day as of which was asked.
pub(super) fn build<'a>(
    context: &StandardContext<'a>,
    messages: &'a StandardMessages,
    as_of: Option<crate::base::Date>,
) -> StandardOut<'a> {
    let answer = context.answer;
    let standard = &*answer.standard;
    let register = context.register;
    StandardOut {
        id: &standard.id,
        name: NameOut {
            en: &standard.name.en,
            zh: &standard.name.zh,
        },
        as_of: as_of.or(standard.as_of).map(|day| day.to_string()),
        parameters: standard
            .parameters
            .iter()
            .map(|p| ParameterOut {
                key: &p.key,
                value: &p.value,
            })
            .collect(),
        rules: context
            .rules()
            .map(|(i, rule, answer)| {
                let tally = &answer.whole;
                RuleOut {
                    id: &rule.id,
                    kind: rule.check.kind(),
                    level: answer.subjects.word(context),
                    part: rule.part,
                    verdict: tally.verdict,
                    subjects: tally.all(),
                    pass: tally.of(Verdict::Pass),
                    exempt: tally.of(Verdict::Exempt),
                    borderline: tally.of(Verdict::Borderline),
                    unknown: tally.of(Verdict::Unknown),
                    fail: tally.of(Verdict::Fail),
                    people: peopled(&answer.subjects, tally, &Verdict::ALL),
                    people_fail: peopled(&answer.subjects, tally, &[Verdict::Fail]),
                    target: rule.target,
                    deadline: rule.deadline.map(|day| day.to_string()),
                    missing: answer.missing.iter().map(|(f, _)| f.as_str()).collect(),
                    message: at(&messages.rules, i),
                }
            })
            .collect(),
        audit: answer
            .audit
            .iter()
            .enumerate()
            .map(|(i, note)| AuditOut {
                figure: &note.key,
                of: note.of.map(|of| context.code(of)),
                problem: note.problem.name(),
                mistake: note.problem.is_mistake(),
                message: at(&messages.audit, i),
            })
            .collect(),
        networks: answer
            .networks
            .iter()
            .map(|network| NetworkOut {
                kind: &network.kind,
                links: network.edges.len(),
                faults: network.faults.len(),
            })
            .collect(),
        joins: register
            .tables
            .iter()
            .zip(&register.joins)
            .enumerate()
            .map(|(i, (table, join))| JoinOut {
                file: table.table.source.path.to_string_lossy().into_owned(),
                kind: table.kind.name(),
                sha256: &table.table.source.sha256,
                rows: join.rows,
                by_code: join.by_code,
                by_name: join.by_name,
                lost: join
                    .lost
                    .iter()
                    .map(|lost| LostOut {
                        source_row: lost.row,
                        column: &lost.column,
                        value: &lost.value,
                        candidates: lost.candidates,
                    })
                    .collect(),
                message: at(&messages.joins, i),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::example::example;

    #[test]
    fn a_standard_says_its_rules_its_audit_and_its_joins() {
        let example = example();
        let messages = StandardMessages {
            audit: vec!["said".into()],
            ..StandardMessages::default()
        };
        let context = example.context();
        let out = build(&context, &messages, None);
        let text = serde_json::to_string_pretty(&out).expect("JSON");
        insta::assert_snapshot!(text);
    }
}
