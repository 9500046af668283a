//! The standard: which rules are kept, where they are not, what was reported, who is linked with whom, on whom all depends, what is not known.

use super::{Filler, cell, none, number, text};
use crate::base::Metres;
use crate::i18n::words::Words;
use crate::map::report::{Block, Cell, Said, Section, Table};
use crate::model::register::Subject;
use crate::model::standard::{Reason, Subjects};
use crate::model::{Finding, Rule, RuleAnswer, StandardContext, Verdict};

/// How many subjects of a rule are named, and how many things of other lists.
const MOST_SUBJECTS: usize = 8;
const MOST: usize = 20;

impl Filler<'_> {
    /// The section that says which rules are kept; none without a standard.
    pub(super) fn compliance(&self) -> Option<Section> {
        let context = self.source.standard?;
        let mut blocks = vec![
            Block::Lead(self.say(|w| verdicts(w, &context))),
            Block::Text(self.sentences(|w| self.origin(w, &context))),
        ];
        blocks.push(Block::Table(self.rule_table(&context)));
        Some(Section {
            heading: self.t("std-report"),
            blocks,
        })
    }

    /// The sections that say where, and why; none without a standard.
    pub(super) fn compliance_details(&self) -> Vec<Section> {
        let Some(context) = self.source.standard else {
            return Vec::new();
        };
        [
            ("std-report-worst", self.worst_subjects(&context)),
            ("std-report-audit", self.audit(&context)),
            ("std-report-networks", self.networks(&context)),
            ("std-report-single", self.single_points(&context)),
            ("std-report-contained", self.contained(&context)),
            ("std-report-unknown", self.unknown(&context)),
            ("std-report-joins", self.joins(&context)),
        ]
        .into_iter()
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(heading, blocks)| Section {
            heading: self.t(heading),
            blocks,
        })
        .collect()
    }

    /// What the standard is, and where it is from.
    fn origin(&self, w: Words, context: &StandardContext<'_>) -> Vec<String> {
        let standard = &context.answer.standard;
        let title = w.standard_title(context, self.source.choice);
        let mut said = vec![w.with("std-report-held", &[text("standard", title)])];
        let about = w.pick(&standard.about);
        if !about.is_empty() {
            said.push(about.to_owned());
        }
        for citation in &standard.citations {
            let parts = [&citation.publisher, &citation.title, &citation.date];
            let parts: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .chain(citation.url.as_deref())
                .filter(|part| !part.is_empty())
                .collect();
            let source = parts.join(&w.t("list-separator"));
            said.push(w.with("std-report-source", &[text("source", source)]));
        }
        for parameter in &standard.parameters {
            let name = match w.pick(&parameter.name) {
                "" => &parameter.key,
                name => name,
            };
            let args = [text("name", name), text("value", parameter.value.as_str())];
            said.push(w.with("std-report-parameter", &args));
        }
        said
    }

    fn rule_table(&self, context: &StandardContext<'_>) -> Table {
        let count = |n: f64| cell(self.count(n));
        let row = |(i, rule, answer): (usize, &Rule, &RuleAnswer)| {
            let tally = &answer.whole;
            let whole = answer.subjects == Subjects::Whole;
            let share = |n: f64, of: f64| {
                if of > 0.0 {
                    cell(self.words.percent(n / of))
                } else {
                    none()
                }
            };
            // A rule about the whole has one subject; its share is of what it counts.
            let finding = answer.findings.first().filter(|_| whole);
            let counted = finding
                .filter(|f| rule.check.kind() == "share" && f.total.is_finite() && f.n.is_finite());
            let [passed, asked, failed, unknown] = counted.map_or_else(
                || {
                    [
                        tally.of(Verdict::Pass),
                        tally.asked(),
                        tally.of(Verdict::Fail),
                        tally.of(Verdict::Unknown),
                    ]
                    .map(f64::from)
                },
                |f| {
                    let unknown = f64::from(f.unknown);
                    [f.n, f.total, (f.total - f.n - unknown).max(0.0), unknown]
                },
            );
            vec![
                Cell::Said(self.say(|w| w.rule_name(rule).to_owned())),
                Cell::Said(self.say(|w| w.rule_asks(context, i))),
                Cell::Said(self.say(|w| w.verdict_name(tally.verdict))),
                count(passed),
                count(asked),
                share(passed, asked),
                count(failed),
                count(unknown),
                cell(format!("{:.0}\u{202f}%", rule.target * 100.0)),
                rule.deadline
                    .map_or_else(none, |deadline| cell(deadline.to_string())),
            ]
        };
        Table {
            caption: self.t("std-report-rules"),
            columns: vec![
                self.words_column("std-report-rule"),
                self.words_column("std-report-asks"),
                self.words_column("std-report-verdict"),
                self.number_column("std-report-pass"),
                self.number_column("std-report-of"),
                self.number_column("std-report-share"),
                self.number_column("std-report-fail"),
                self.number_column("std-report-not-known"),
                self.number_column("std-report-target"),
                self.number_column("std-report-deadline"),
            ],
            rows: context
                .rules()
                .filter(|(_, rule, _)| !rule.part)
                .map(row)
                .collect(),
            note: Some(self.t("std-report-rules-note")),
        }
    }

    /// A table for each rule that somebody fails, the worst first.
    fn worst_subjects(&self, context: &StandardContext<'_>) -> Vec<Block> {
        context
            .rules()
            .filter(|(_, rule, answer)| !rule.part && answer.subjects != Subjects::Whole)
            .filter(|(_, _, answer)| answer.whole.of(Verdict::Fail) > 0)
            .map(|(i, rule, answer)| Block::Table(self.worst_of(context, i, rule, answer)))
            .collect()
    }

    fn worst_of(
        &self,
        context: &StandardContext<'_>,
        rule: usize,
        of: &Rule,
        answer: &RuleAnswer,
    ) -> Table {
        let mut failing: Vec<(f64, usize)> = answer
            .findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.verdict == Verdict::Fail)
            .map(|(i, finding)| (severity(context, of, finding), i))
            .collect();
        let all = failing.len();
        // Stable: equals stay in the order of the files.
        failing.sort_by(|a, b| a.0.total_cmp(&b.0));
        failing.truncate(MOST_SUBJECTS);
        let row = |(_, i): &(f64, usize)| {
            let subject = answer.subjects.get(*i);
            let parent = subject.and_then(|subject| context.parent(subject));
            let people = subject.and_then(|subject| context.people(subject));
            vec![
                Cell::Said(self.say(|w| {
                    let name = subject.map(|subject| w.subject_name(context, subject));
                    name.unwrap_or_default().to_owned()
                })),
                Cell::Said(self.say(|w| {
                    let parent = parent.map(|unit| w.subject_name(context, Subject::Unit(unit)));
                    parent.unwrap_or("—").to_owned()
                })),
                people.map_or_else(none, |people| cell(self.count(people.0))),
                Cell::Said(self.say(|w| w.verdict_sentence(context, rule, *i))),
            ]
        };
        Table {
            caption: self.say(|w| w.rule_line(context, rule)),
            columns: vec![
                self.words_column("std-report-who"),
                self.words_column("std-report-in"),
                self.number_column("std-report-people"),
                self.words_column("std-report-why"),
            ],
            rows: failing.iter().map(row).collect(),
            note: (all > MOST_SUBJECTS).then(|| self.more(all - MOST_SUBJECTS)),
        }
    }

    /// That there are more than are named.
    fn more(&self, n: usize) -> Said {
        let n = n as u32;
        self.say(|w| {
            w.with(
                "std-report-more",
                &[number("n", n), text("count", w.count(n))],
            )
        })
    }

    /// Sentences as a list, of many the first.
    fn points(&self, all: usize, say: impl Fn(Words, usize) -> String) -> Vec<Block> {
        if all == 0 {
            return Vec::new();
        }
        let mut points: Vec<Said> = (0..all.min(MOST))
            .map(|i| self.say(|w| say(w, i)))
            .collect();
        if all > MOST {
            points.push(self.more(all - MOST));
        }
        vec![Block::Points(points)]
    }

    /// What was found in reported figures, mistakes first.
    fn audit(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let mut notes: Vec<_> = context.answer.audit.iter().collect();
        notes.sort_by_key(|note| !note.problem.is_mistake());
        self.points(notes.len(), |w, i| w.audit_sentence(notes[i]))
    }

    fn networks(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let networks = &context.answer.networks;
        if networks.is_empty() {
            return Vec::new();
        }
        let row = |network: &std::sync::Arc<crate::model::standard::Network>| {
            let deepest = network.depth.iter().max().copied().unwrap_or(0);
            vec![
                Cell::Said(self.say(|w| w.link_name(&network.kind))),
                cell(self.count(network.edges.len() as u32)),
                cell(self.count(u32::from(deepest))),
                cell(self.count(network.faults.len() as u32)),
            ]
        };
        let mut blocks = vec![Block::Table(Table {
            caption: self.t("std-report-links"),
            columns: vec![
                self.words_column("std-report-kind"),
                self.number_column("std-report-link-count"),
                self.number_column("std-report-depth"),
                self.number_column("std-report-faults"),
            ],
            rows: networks.iter().map(row).collect(),
            note: None,
        })];
        let faults: Vec<_> = networks
            .iter()
            .flat_map(|network| network.faults.iter().map(move |fault| (network, fault)))
            .collect();
        blocks.extend(self.points(faults.len(), |w, i| {
            let (network, fault) = faults[i];
            w.fault_sentence(context, network, fault)
        }));
        blocks
    }

    /// The facilities on which most people depend alone, for each rule of reach.
    fn single_points(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (rule, losses) in &context.answer.losses {
            let Some((of, _)) = context.rule(*rule) else {
                continue;
            };
            let mut sole: Vec<(u32, _)> = (0u32..)
                .zip(losses.iter())
                .filter(|(_, loss)| loss.sole_villages > 0)
                .collect();
            let all = sole.len();
            sole.sort_by(|(_, a), (_, b)| {
                let by_people = b.sole_people.0.total_cmp(&a.sole_people.0);
                by_people.then(b.sole_villages.cmp(&a.sole_villages))
            });
            sole.truncate(MOST_SUBJECTS);
            if sole.is_empty() {
                continue;
            }
            let row = |(facility, loss): &(u32, &crate::model::standard::Loss)| {
                let subject = Subject::Facility(*facility);
                vec![
                    Cell::Said(self.say(|w| w.subject_name(context, subject).to_owned())),
                    cell(self.count(loss.sole_villages)),
                    cell(self.count(loss.sole_people.0)),
                    cell(self.count(loss.villages)),
                    cell(self.count(loss.people.0)),
                ]
            };
            let limit = context.answer.radii.get(*rule).copied().flatten();
            blocks.push(Block::Table(Table {
                caption: self.say(|w| {
                    let limit =
                        limit.map_or_else(|| "—".to_owned(), |limit: Metres| w.radius(limit));
                    let args = [text("rule", w.rule_name(of)), text("limit", limit)];
                    w.with("std-report-single-caption", &args)
                }),
                columns: vec![
                    self.words_column("std-report-facility"),
                    self.number_column("std-report-sole-villages"),
                    self.number_column("std-report-sole-people"),
                    self.number_column("std-report-villages"),
                    self.number_column("std-report-load"),
                ],
                rows: sole.iter().map(row).collect(),
                note: (all > MOST_SUBJECTS).then(|| self.more(all - MOST_SUBJECTS)),
            }));
        }
        blocks
    }

    fn contained(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (rule, containment) in &context.answer.containment {
            let Some((of, _)) = context.rule(*rule) else {
                continue;
            };
            blocks.push(Block::Text(self.say(|w| w.rule_name(of).to_owned())));
            let said = self.words.containment_sentences(containment).len();
            blocks.extend(self.points(said, |w, i| {
                let mut sentences = w.containment_sentences(containment);
                sentences.swap_remove(i)
            }));
        }
        blocks
    }

    /// Columns that nobody has, and how much of each rule is unknown, by reason.
    fn unknown(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let missing = self.words.missing_sentences(context).len();
        let mut blocks = self.points(missing, |w, i| {
            let mut sentences = w.missing_sentences(context);
            sentences.swap_remove(i)
        });
        let mut rows = Vec::new();
        for (i, rule, answer) in context.rules() {
            let unknown = answer.whole.of(Verdict::Unknown);
            if unknown == 0 || rule.part {
                continue;
            }
            let first = answer
                .findings
                .iter()
                .position(|finding| finding.verdict == Verdict::Unknown);
            rows.push(vec![
                Cell::Said(self.say(|w| w.rule_name(rule).to_owned())),
                cell(self.count(unknown)),
                cell(self.count(answer.whole.asked())),
                Cell::Said(self.say(|w| {
                    first.map_or_else(String::new, |first| w.verdict_sentence(context, i, first))
                })),
            ]);
        }
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                caption: self.t("std-report-unknown-caption"),
                columns: vec![
                    self.words_column("std-report-rule"),
                    self.number_column("std-report-not-known"),
                    self.number_column("std-report-of"),
                    self.words_column("std-report-example"),
                ],
                rows,
                note: Some(self.t("std-report-unknown-note")),
            }));
        }
        blocks
    }

    fn joins(&self, context: &StandardContext<'_>) -> Vec<Block> {
        let register = context.register;
        let joins: Vec<_> = register.tables.iter().zip(&register.joins).collect();
        self.points(joins.len(), |w, i| {
            let (table, join) = joins[i];
            w.join_sentence(table, join)
        })
    }
}

/// How bad a failure is: how far outside what is allowed, as a share of what is asked; what was not measured comes last.
fn severity(context: &StandardContext<'_>, rule: &Rule, finding: &Finding) -> f64 {
    match (finding.reason, context.margin(rule, finding)) {
        // Nobody at all is worse than anybody far.
        (Reason::NoFacility, _) => f64::NEG_INFINITY,
        (_, Some(margin)) if margin.is_finite() => margin,
        _ => f64::INFINITY,
    }
}

/// How many rules are kept.
fn verdicts(w: Words, context: &StandardContext<'_>) -> String {
    let rules = || context.rules().filter(|(_, rule, _)| !rule.part);
    let of = |verdict| {
        let same = |(_, _, answer): &(usize, &Rule, &RuleAnswer)| answer.whole.verdict == verdict;
        rules().filter(same).count() as u32
    };
    let all = rules().count() as u32;
    let args = [
        number("n", all),
        text("all", w.count(all)),
        text("pass", w.count(of(Some(Verdict::Pass)))),
        text("fail", w.count(of(Some(Verdict::Fail)))),
        text("unknown", w.count(of(Some(Verdict::Unknown)))),
        text(
            "rest",
            w.count(of(None) + of(Some(Verdict::Borderline)) + of(Some(Verdict::Exempt))),
        ),
    ];
    w.with("std-report-lead", &args)
}
