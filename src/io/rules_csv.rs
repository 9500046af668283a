//! `rules.csv`: a row per rule and subject, per rule and unit (with all that lies in it), and per rule for the whole.

use std::io::{self, Write};

use super::tabular::{fixed, persons, rounded, tame};
use crate::base::Persons;
use crate::model::register::{Level, Subject};
use crate::model::standard::{Check, Reason, Subjects, Tally};
use crate::model::{Finding, Rule, RuleAnswer, StandardContext, Verdict};

/// The columns, in order. `row` is `subject`, `unit` or `whole`: a verdict on one that the rule is about, the verdicts on all that lie in a
/// unit rolled up, or on all there are.
pub const COLUMNS: [&str; 33] = [
    "rule",
    "kind",
    "row",
    "level",
    "code",
    "name",
    "parent",
    "verdict",
    "reason",
    "n",
    "total",
    "at_least",
    "at_most",
    "margin",
    "unknown",
    "facility",
    "facility_name",
    "distance_m",
    "part",
    "people",
    "subjects",
    "pass",
    "exempt",
    "borderline",
    "unknown_subjects",
    "fail",
    "people_pass",
    "people_exempt",
    "people_borderline",
    "people_unknown",
    "people_fail",
    "target",
    "deadline",
];

/// Writes the table. Rules stand in the standard's order, subjects in theirs, then the units above them, then the whole. What a number means
/// follows from the rule's kind (see [`Finding`]); `margin` is how far inside what is allowed it lies, negative outside. Metres have 4
/// decimals, other measured numbers 6 at most. People are those who live in a village or unit; of rows rolled up those of the subjects.
///
/// # Errors
/// When the writer fails.
pub fn write(context: &StandardContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for (_, rule, answer) in context.rules() {
        let mut rows = Rows {
            context,
            rule,
            answer,
            csv: &mut csv,
            record: csv::StringRecord::with_capacity(256, COLUMNS.len()),
        };
        rows.subjects()?;
        rows.units()?;
        rows.whole()?;
    }
    csv.flush()
}

/// The rows of a rule.
struct Rows<'a, W: Write> {
    context: &'a StandardContext<'a>,
    rule: &'a Rule,
    answer: &'a RuleAnswer,
    csv: &'a mut csv::Writer<W>,
    /// Used again for every row.
    record: csv::StringRecord,
}

/// What kind of row it is, in the column `row`.
const SUBJECT: &str = "subject";
const UNIT: &str = "unit";
const WHOLE: &str = "whole";

impl<W: Write> Rows<'_, W> {
    fn subjects(&mut self) -> io::Result<()> {
        let answer = self.answer;
        if answer.subjects == Subjects::Whole {
            return Ok(());
        }
        for (i, finding) in answer.findings.iter().enumerate() {
            let Some(subject) = answer.subjects.get(i) else {
                continue;
            };
            self.begin(SUBJECT, Some(subject), Some(finding.verdict));
            self.finding(finding);
            self.people(self.context.people(subject));
            self.nothing(11);
            self.end()?;
        }
        Ok(())
    }

    /// The units that are not asked themselves, but hold some that are.
    fn units(&mut self) -> io::Result<()> {
        let answer = self.answer;
        for (i, tally) in (0u32..).zip(answer.units.iter()) {
            let unit = Subject::Unit(i);
            if tally.all() == 0 || answer.subjects.position(unit).is_some() {
                continue;
            }
            self.begin(UNIT, Some(unit), tally.verdict);
            self.nothing(11);
            self.tally(tally);
            self.end()?;
        }
        Ok(())
    }

    fn whole(&mut self) -> io::Result<()> {
        let answer = self.answer;
        self.begin(WHOLE, None, answer.whole.verdict);
        match answer.findings.first() {
            Some(finding) if answer.subjects == Subjects::Whole => self.finding(finding),
            _ => self.nothing(11),
        }
        self.tally(&answer.whole);
        self.end()
    }

    /// The columns from `rule` to `verdict`.
    fn begin(&mut self, row: &str, subject: Option<Subject>, verdict: Option<Verdict>) {
        let (context, rule) = (self.context, self.rule);
        self.record.clear();
        self.record.push_field(&tame(&rule.id));
        self.record.push_field(rule.check.kind());
        self.record.push_field(row);
        let level = match subject {
            Some(subject) => context.level(subject).map_or("facility", Level::name),
            None => WHOLE,
        };
        self.record.push_field(level);
        let parent = subject.and_then(|subject| context.parent(subject));
        for text in [
            subject.map_or("", |subject| context.code(subject)),
            subject.map_or("", |subject| context.name(subject)),
            parent.map_or("", |unit| context.code(Subject::Unit(unit))),
        ] {
            self.record.push_field(&tame(text));
        }
        self.record.push_field(verdict.map_or("", Verdict::name));
    }

    /// The columns from `reason` to `part`.
    fn finding(&mut self, finding: &Finding) {
        let (context, rule) = (self.context, self.rule);
        let metres = matches!(
            rule.check,
            Check::WithinReach {
                within: Some(_),
                ..
            }
        );
        self.record.push_field(finding.reason.name());
        let first_leg = metres && matches!(rule.check, Check::WithinReach { then: Some(_), .. });
        for (number, metres) in [
            (finding.n, metres),
            (finding.total, first_leg),
            (finding.least, false),
            (finding.most, metres),
        ] {
            self.record.push_field(&measured(number, metres));
        }
        let margin = context.margin(rule, finding).unwrap_or(f64::NAN);
        self.record.push_field(&measured(margin, metres));
        self.record.push_field(&finding.unknown.to_string());
        let facility = context.other(rule, finding).filter(is_facility);
        for text in [
            facility.map_or("", |facility| context.code(facility)),
            facility.map_or("", |facility| context.name(facility)),
        ] {
            self.record.push_field(&tame(text));
        }
        let distance = if metres { finding.n } else { f64::NAN };
        self.record.push_field(&measured(distance, true));
        let part = part(self.context, rule, finding);
        self.record.push_field(&tame(part));
    }

    fn people(&mut self, people: Option<Persons>) {
        let people = people.map_or_else(String::new, persons);
        self.record.push_field(&people);
    }

    /// The columns from `people` to `people_fail`.
    fn tally(&mut self, tally: &Tally) {
        let peopled = matches!(
            self.answer.subjects,
            Subjects::Villages(_) | Subjects::Units(_)
        );
        let all = Persons(tally.people.iter().map(|p| p.0).sum());
        self.people(Some(all).filter(|_| peopled));
        self.record.push_field(&tally.all().to_string());
        for count in tally.count {
            self.record.push_field(&count.to_string());
        }
        for people in tally.people {
            self.people(Some(people).filter(|_| peopled));
        }
    }

    fn nothing(&mut self, columns: usize) {
        for _ in 0..columns {
            self.record.push_field("");
        }
    }

    /// The columns of the rule itself, then the row is written.
    fn end(&mut self) -> io::Result<()> {
        self.record.push_field(&measured(self.rule.target, false));
        let deadline = self.rule.deadline;
        let deadline = deadline.map_or_else(String::new, |day| day.to_string());
        self.record.push_field(&deadline);
        Ok(self.csv.write_record(&self.record)?)
    }
}

/// The key of the rule that decided a composed one.
fn part<'a>(context: &StandardContext<'a>, rule: &Rule, finding: &Finding) -> &'a str {
    let (Check::AnyOf(parts) | Check::AllOf(parts), Reason::Part(part)) =
        (&rule.check, finding.reason)
    else {
        return "";
    };
    parts
        .get(usize::from(part))
        .and_then(|rule| context.answer.standard.rules.get(*rule))
        .map_or("", |rule| &rule.id)
}

fn is_facility(subject: &Subject) -> bool {
    matches!(subject, Subject::Facility(_))
}

/// A measured number: metres with 4 decimals, others with 6 at most; empty where nothing was measured.
pub(super) fn measured(value: f64, metres: bool) -> String {
    match value {
        value if !value.is_finite() => String::new(),
        value if metres => fixed(value, 4),
        value => rounded(value, 6).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::example::example;

    fn table() -> String {
        let mut bytes = Vec::new();
        write(&example().context(), &mut bytes).expect("written");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn a_row_per_rule_and_subject_then_per_unit_then_for_the_whole() {
        insta::assert_snapshot!(table());
    }

    #[test]
    fn every_row_has_every_column_and_the_same_bytes_come_again() {
        let text = table();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("rows");
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
        assert_eq!(text, table());
    }

    #[test]
    fn what_rows_say_adds_up_to_the_whole() {
        let text = table();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("rows");
        let at = |name: &str| COLUMNS.iter().position(|c| *c == name).expect("a column");
        let of = |row: &str, verdict: &str| {
            let same = |r: &&csv::StringRecord| {
                &r[at("rule")] == "near-clinic"
                    && &r[at("row")] == row
                    && &r[at("verdict")] == verdict
            };
            rows.iter().filter(same).count()
        };
        let whole = rows
            .iter()
            .find(|r| &r[at("rule")] == "near-clinic" && &r[at("row")] == "whole");
        let whole = whole.expect("the whole");
        for (verdict, column) in [
            ("pass", "pass"),
            ("fail", "fail"),
            ("unknown", "unknown_subjects"),
            ("exempt", "exempt"),
        ] {
            assert_eq!(
                of("subject", verdict).to_string(),
                whole[at(column)],
                "{verdict}"
            );
        }
        assert_eq!(&whole[at("people_fail")], "800");
    }
}
