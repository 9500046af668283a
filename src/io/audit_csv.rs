//! `audit.csv`: a row per thing that was found in reported figures.

use std::io::{self, Write};

use super::rules_csv::measured;
use super::tabular::tame;
use crate::model::StandardContext;
use crate::model::register::Percentage;
use crate::model::standard::AuditProblem;

/// The columns, in order. `source` is `standard` for a figure of the standard's document, else `indicators`.
pub const COLUMNS: [&str; 15] = [
    "figure",
    "name",
    "of",
    "whose",
    "source",
    "problem",
    "mistake",
    "n",
    "total",
    "percent",
    "computed",
    "computed_percent",
    "fits",
    "fits_cut_off",
    "message",
];

/// What a problem says in numbers.
#[derive(Default)]
struct Numbers<'a> {
    n: Option<f64>,
    total: Option<f64>,
    share: Option<Percentage>,
    computed: Option<f64>,
    really: Option<f64>,
    fits: &'a [u32],
    cut_off: &'a [u32],
}

fn numbers(problem: &AuditProblem) -> Numbers<'_> {
    let none = Numbers::default();
    match problem {
        AuditProblem::NoTotalFits {
            n,
            share,
            truncated,
        } => Numbers {
            n: Some(*n),
            share: Some(*share),
            cut_off: truncated,
            ..none
        },
        AuditProblem::TotalsThatFit { n, share, totals } => Numbers {
            n: Some(*n),
            share: Some(*share),
            fits: totals,
            ..none
        },
        AuditProblem::CountsThatFit {
            total,
            share,
            counts,
            truncated,
        } => Numbers {
            total: Some(*total),
            share: Some(*share),
            fits: counts,
            cut_off: truncated,
            ..none
        },
        AuditProblem::Contradiction {
            n,
            total,
            share,
            really,
        }
        | AuditProblem::CutOff {
            n,
            total,
            share,
            really,
        } => Numbers {
            n: Some(*n),
            total: Some(*total),
            share: Some(*share),
            really: Some(*really),
            ..none
        },
        AuditProblem::TotalsDiffer { total, of } => Numbers {
            total: Some(*total),
            computed: Some(*of),
            ..none
        },
        AuditProblem::MoreThanAll { n, total } => Numbers {
            n: Some(*n),
            total: Some(*total),
            ..none
        },
        AuditProblem::NotOneEach { n, of } | AuditProblem::ProvesNothing { n, of } => Numbers {
            n: Some(*n),
            computed: Some(*of),
            ..none
        },
        AuditProblem::PartsDisagree { parts, whole, .. } => Numbers {
            n: Some(*whole),
            computed: Some(*parts),
            ..none
        },
        AuditProblem::NoCount { n } => Numbers {
            n: Some(*n),
            ..none
        },
    }
}

/// A percentage as it was written.
fn written(share: Percentage) -> String {
    let decimals = usize::from(share.decimals);
    let plus = if share.at_least { "+" } else { "" };
    format!("{:.decimals$}{plus}", share.percent)
}

/// Writes the table. `messages` are the sentences for the notes, parallel to them.
///
/// # Errors
/// When the writer fails.
pub fn write(
    context: &StandardContext<'_>,
    messages: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for (i, note) in context.answer.audit.iter().enumerate() {
        let name = note.name.as_ref();
        let name = name.map_or("", |name| {
            if name.en.is_empty() {
                &name.zh
            } else {
                &name.en
            }
        });
        let numbers = numbers(&note.problem);
        let number = |value: Option<f64>| measured(value.unwrap_or(f64::NAN), false);
        let row = |numbers: &[u32]| {
            let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
            texts.join(";")
        };
        let mistake = if note.problem.is_mistake() {
            "yes"
        } else {
            "no"
        };
        csv.write_record([
            &*tame(&note.key),
            &tame(name),
            &tame(note.of.map_or("", |of| context.code(of))),
            &tame(&note.whose),
            if note.indicator.is_some() {
                "indicators"
            } else {
                "standard"
            },
            note.problem.name(),
            mistake,
            &number(numbers.n),
            &number(numbers.total),
            &numbers.share.map_or_else(String::new, written),
            &number(numbers.computed),
            &number(numbers.really),
            &row(numbers.fits),
            &row(numbers.cut_off),
            &tame(messages.get(i).map_or("", String::as_str)),
        ])?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::example::example;

    #[test]
    fn a_figure_that_cannot_be_is_told_with_the_totals_that_would_do() {
        let mut bytes = Vec::new();
        let messages = ["=said".to_owned()];
        write(&example().context(), &messages, &mut bytes).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("text"));
    }
}
