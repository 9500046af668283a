//! What was found in reported figures and networks, what a closure would uncover, what did not join.

use fluent_bundle::FluentValue;

use super::{number, text};
use crate::base::{Metres, Persons};
use crate::i18n::words::Words;
use crate::model::register::{JoinReport, Percentage, RecordTable, Subject};
use crate::model::standard::{AuditNote, AuditProblem, Containment, Loss, Network, NetworkFault};
use crate::model::{Rule, StandardContext};

/// How many of many are named.
const MOST_NAMED: usize = 5;

/// The row of a sheet that a row of a table is: below the heading, and counted from 1.
const FIRST_LINE: u32 = 2;

impl Words {
    /// What was found in a reported figure, in a sentence.
    #[must_use]
    pub fn audit_sentence(&self, note: &AuditNote) -> String {
        self.in_each(|words| words.say_audit(note))
    }

    fn say_audit(self, note: &AuditNote) -> String {
        let figure = match note.name.as_ref().map(|name| self.pick(name)) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => self.figure_word(&note.key),
        };
        let whose = if note.whose.is_empty() {
            String::new()
        } else {
            self.with("std-audit-whose", &[text("whose", note.whose.as_str())])
        };
        let args = [
            text("whose", whose),
            text("figure", figure),
            text("problem", self.problem_of(&note.problem)),
        ];
        self.with("std-audit", &args)
    }

    fn problem_of(self, problem: &AuditProblem) -> String {
        let n = |n: f64| text("n", self.amount(n));
        let share = |share: Percentage| text("share", written(share));
        match problem {
            AuditProblem::NoTotalFits {
                n: count,
                share: p,
                truncated,
            } => {
                let mut args = vec![n(*count), share(*p)];
                let Some(first) = truncated.first() else {
                    return self.with("std-audit-no-total", &args);
                };
                args.push(text("totals", self.numbers_in_a_row(truncated)));
                args.push(text("really", exactly(*count, f64::from(*first), *p)));
                self.with("std-audit-no-total-cut", &args)
            }
            AuditProblem::TotalsThatFit {
                n: count,
                share: p,
                totals,
            } => {
                let args = [
                    n(*count),
                    share(*p),
                    number("count", totals.len() as f64),
                    text("totals", self.numbers_in_a_row(totals)),
                ];
                self.with("std-audit-totals", &args)
            }
            AuditProblem::CountsThatFit {
                total,
                share: p,
                counts,
                truncated,
            } => {
                let whole = text("total", self.amount(*total));
                let Some(first) = counts.first() else {
                    let mut args = vec![whole, share(*p)];
                    let Some(first) = truncated.first() else {
                        return self.with("std-audit-counts-none", &args);
                    };
                    args.push(text("counts", self.numbers_in_a_row(truncated)));
                    args.push(text("really", exactly(f64::from(*first), *total, *p)));
                    return self.with("std-audit-counts-cut", &args);
                };
                let args = [
                    whole,
                    share(*p),
                    number("count", counts.len() as f64),
                    text("counts", self.numbers_in_a_row(counts)),
                    text("really", exactly(f64::from(*first), *total, *p)),
                ];
                self.with("std-audit-counts", &args)
            }
            _ => self.contradiction_of(problem),
        }
    }

    /// What does not agree with something else; empty for what [`Self::problem_of`] says itself.
    fn contradiction_of(self, problem: &AuditProblem) -> String {
        let n = |n: f64| text("n", self.amount(n));
        let share = |share: Percentage| text("share", written(share));
        match problem {
            AuditProblem::Contradiction {
                n: count,
                total,
                share: p,
                really,
            } => {
                let really = truly(*really, *p);
                let args = [
                    n(*count),
                    text("total", self.amount(*total)),
                    share(*p),
                    really,
                ];
                self.with("std-audit-contradiction", &args)
            }
            AuditProblem::CutOff {
                n: count,
                total,
                share: p,
                really,
            } => {
                let really = truly(*really, *p);
                let args = [
                    n(*count),
                    text("total", self.amount(*total)),
                    share(*p),
                    really,
                ];
                self.with("std-audit-cut-off", &args)
            }
            AuditProblem::TotalsDiffer { total, of } => {
                let args = [
                    text("total", self.amount(*total)),
                    text("of", self.amount(*of)),
                ];
                self.with("std-audit-totals-differ", &args)
            }
            AuditProblem::MoreThanAll { n: count, total } => {
                let args = [n(*count), text("total", self.amount(*total))];
                self.with("std-audit-more", &args)
            }
            AuditProblem::NotOneEach { n: count, of } => {
                let args = [n(*count), text("of", self.amount(*of))];
                self.with("std-audit-not-each", &args)
            }
            AuditProblem::ProvesNothing { n: count, of } => {
                let args = [n(*count), text("of", self.amount(*of))];
                self.with("std-audit-proves-nothing", &args)
            }
            AuditProblem::PartsDisagree {
                parts,
                whole,
                count,
            } => {
                let args = [
                    number("n", f64::from(*count)),
                    text("count", self.count(*count)),
                    text("parts", self.amount(*parts)),
                    text("whole", self.amount(*whole)),
                ];
                self.with("std-audit-parts", &args)
            }
            AuditProblem::NoCount { n: count } => self.with("std-audit-no-count", &[n(*count)]),
            AuditProblem::NoTotalFits { .. }
            | AuditProblem::TotalsThatFit { .. }
            | AuditProblem::CountsThatFit { .. } => String::new(),
        }
    }

    fn numbers_in_a_row(self, numbers: &[u32]) -> String {
        let names: Vec<String> = numbers.iter().map(|n| self.count(*n)).collect();
        self.listed(&names, MOST_NAMED)
    }

    /// What is wrong in a network, in a sentence.
    #[must_use]
    pub fn fault_sentence(
        &self,
        context: &StandardContext<'_>,
        network: &Network,
        fault: &NetworkFault,
    ) -> String {
        self.in_each(|words| {
            let name = |f: &u32| {
                let subject = Subject::Facility(*f);
                words.subject_name(context, subject).to_owned()
            };
            let link = |n| text("link", words.link(&network.kind, n));
            match fault {
                NetworkFault::Orphan(facility) => {
                    let args = [text("name", name(facility)), link(1.0)];
                    words.with("std-fault-orphan", &args)
                }
                NetworkFault::DoubleLead(facility, leads) => {
                    let names: Vec<String> = leads.iter().map(name).collect();
                    let args = [
                        text("name", name(facility)),
                        link(2.0),
                        text("count", words.amount(leads.len() as f64)),
                        text("leads", words.listed(&names, MOST_NAMED)),
                    ];
                    words.with("std-fault-double", &args)
                }
                NetworkFault::Ring(ring) => {
                    // The first once more at the end closes it.
                    let around: Vec<String> = ring.iter().chain(ring.first()).map(name).collect();
                    let args = [link(2.0), text("names", around.join(" → "))];
                    words.with("std-fault-ring", &args)
                }
            }
        })
    }

    /// What closing a facility would uncover by a rule of reach, in a sentence.
    #[must_use]
    pub fn loss_sentence(
        &self,
        context: &StandardContext<'_>,
        facility: u32,
        limit: Metres,
        loss: &Loss,
    ) -> String {
        self.in_each(|words| {
            let villages = |n: u32| words.so_many("count-villages", f64::from(n));
            let args = [
                text(
                    "name",
                    words.subject_name(context, Subject::Facility(facility)),
                ),
                text("limit", words.limit(limit)),
                text("villages", villages(loss.villages)),
                text("people", words.people(loss.people)),
                text("sole", villages(loss.sole_villages)),
                text("sole_people", words.people(loss.sole_people)),
            ];
            let key = if loss.sole_villages == 0 {
                "std-loss-none"
            } else {
                "std-loss"
            };
            words.with(key, &args)
        })
    }

    /// Where needs could be met (D9): a sentence per level, then what it is not.
    #[must_use]
    pub fn containment_sentences(&self, containment: &Containment) -> Vec<String> {
        let all: f64 = containment.levels.iter().map(|(_, _, p)| p.0).sum();
        let sentence = |words: Self, (level, villages, people): &(_, u32, Persons)| {
            let share = if all > 0.0 { people.0 / all } else { f64::NAN };
            let mut args = vec![
                text(
                    "villages",
                    words.so_many("count-villages", f64::from(*villages)),
                ),
                text("people", words.people(*people)),
                text("all", words.people(Persons(all))),
            ];
            args.push(text(
                "share",
                if share.is_finite() {
                    words.percent(share)
                } else {
                    words.t("std-unsaid")
                },
            ));
            match level {
                Some(level) => {
                    args.push(text("level", words.level_within(*level)));
                    words.with("std-contained", &args)
                }
                None => words.with("std-contained-nowhere", &args),
            }
        };
        let mut said: Vec<String> = containment
            .levels
            .iter()
            .map(|level| self.in_each(|words| sentence(words, level)))
            .collect();
        if !said.is_empty() {
            said.push(self.in_each(|words| words.t("std-contained-note")));
        }
        said
    }

    /// How the rows of a table of records joined, in a sentence.
    #[must_use]
    pub fn join_sentence(&self, table: &RecordTable, report: &JoinReport) -> String {
        self.in_each(|words| words.say_join(table, report))
    }

    fn say_join(self, table: &RecordTable, report: &JoinReport) -> String {
        let path = &table.table.source.path;
        let file = path.file_name().unwrap_or(path.as_os_str());
        let mut args = vec![
            text("file", file.to_string_lossy()),
            text(
                "rows",
                self.so_many("std-join-rows", f64::from(report.rows)),
            ),
        ];
        if report.lost.is_empty() {
            return self.with("std-join-all", &args);
        }
        let examples: Vec<String> = report
            .lost
            .iter()
            .map(|lost| {
                let key = if lost.candidates == 0 {
                    "std-join-nobody"
                } else {
                    "std-join-several"
                };
                self.with(
                    key,
                    &[
                        text("line", (lost.row + FIRST_LINE).to_string()),
                        text("column", &*lost.column),
                        text("value", &*lost.value),
                        text("candidates", self.count(lost.candidates)),
                    ],
                )
            })
            .collect();
        // A row may have lost both its ends.
        let mut rows: Vec<u32> = report.lost.iter().map(|lost| lost.row).collect();
        rows.dedup();
        args.extend([
            number("n", rows.len() as f64),
            text("lost", self.count(rows.len() as f64)),
            text("examples", self.listed(&examples, MOST_NAMED)),
        ]);
        self.with("std-join-lost", &args)
    }

    /// The columns that rules name and no data have, a sentence each, in the order of first mention.
    #[must_use]
    pub fn missing_sentences(&self, context: &StandardContext<'_>) -> Vec<String> {
        let mut fields: Vec<(&str, Option<&str>, Vec<&Rule>)> = Vec::new();
        for (_, rule, answer) in context.rules() {
            for (field, near) in &answer.missing {
                match fields.iter_mut().find(|(known, ..)| known == field) {
                    Some((.., rules)) => rules.push(rule),
                    None => fields.push((field, near.as_deref(), vec![rule])),
                }
            }
        }
        fields
            .iter()
            .map(|(field, near, rules)| self.in_each(|w| w.say_missing(field, *near, rules)))
            .collect()
    }

    fn say_missing(self, field: &str, near: Option<&str>, rules: &[&Rule]) -> String {
        let names: Vec<String> = rules
            .iter()
            .map(|rule| {
                // Quotes in quotes are single ones.
                let name = self.rule_name(rule).replace('“', "‘").replace('”', "’");
                self.with("std-quoted", &[text("text", name)])
            })
            .collect();
        let mut args = vec![
            text("field", field),
            number("n", rules.len() as f64),
            text("rules", self.listed(&names, MOST_NAMED)),
        ];
        match near {
            None => self.with("std-missing", &args),
            Some(near) => {
                args.push(text("near", near));
                self.with("std-missing-near", &args)
            }
        }
    }
}

/// What a count of a total comes to, with two decimals more than the percentage that was reported.
fn exactly(n: f64, total: f64, share: Percentage) -> String {
    let decimals = usize::from(share.decimals) + 2;
    format!("{:.decimals$}\u{202f}%", 100.0 * n / total)
}

/// A percentage beside the one that was reported, so that the difference is seen.
fn truly<'a>(percent: f64, share: Percentage) -> (&'static str, FluentValue<'a>) {
    let decimals = usize::from(share.decimals) + 2;
    text("really", format!("{percent:.decimals$}\u{202f}%"))
}

/// A percentage as it was written.
fn written(share: Percentage) -> String {
    let decimals = usize::from(share.decimals);
    let plus = if share.at_least { "+" } else { "" };
    format!("{:.decimals$}\u{202f}%{plus}", share.percent)
}
