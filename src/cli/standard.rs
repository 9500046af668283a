//! `lastmile standard`: the standards that ship with the program, and whether a file of one's own is sound.

use super::args::{StandardArgs, StandardCommand};
use super::failure::INPUT;
use super::terminal::{self, table};
use crate::i18n::{Lang, Words};
use crate::io::standard::{self, SHIPPED, StandardError};
use crate::model::{Standard, StandardChoice};

/// Carries it out and gives the exit code.
pub(super) fn run(args: &StandardArgs) -> u8 {
    let words = Words::new(args.lang.unwrap_or_else(Lang::of_system));
    let done = match &args.what {
        StandardCommand::List => list(words),
        StandardCommand::Show { id } => standard::find(id).map(|found| found.text.to_string()),
        StandardCommand::Check { file } => standard::find(file)
            .and_then(|choice| standard::parse(&choice))
            .map(|read| checked(words, file, &read)),
        StandardCommand::Schema => Ok(standard::schema()),
    };
    match done {
        Ok(text) => {
            terminal::say(text.trim_end());
            0
        }
        Err(error) => refused(words, &error),
    }
}

/// The shipped standards: key, how many rules, name.
fn list(words: Words) -> Result<String, StandardError> {
    let mut rows = Vec::new();
    for shipped in &SHIPPED {
        let read = standard::parse(&StandardChoice {
            text: shipped.text.into(),
            origin: shipped.id.to_owned(),
            ..StandardChoice::default()
        })?;
        rows.push(vec![
            shipped.id.to_owned(),
            rules(words, &read),
            words.named(&read.name),
        ]);
    }
    Ok(table(&rows))
}

fn rules(words: Words, standard: &Standard) -> String {
    let n = standard.rules.len();
    let count = n.to_string();
    words.with(
        "cli-standard-rules",
        &[("n", n.into()), ("count", count.into())],
    )
}

/// That a file is sound: how many rules it has, and which.
fn checked(words: Words, file: &str, standard: &Standard) -> String {
    let rules = rules(words, standard);
    let sound = words.with(
        "cli-standard-sound",
        &[("file", file.into()), ("rules", rules.into())],
    );
    let rows: Vec<Vec<String>> = standard
        .rules
        .iter()
        .map(|rule| {
            vec![
                rule.id.clone(),
                rule.check.kind().to_owned(),
                words.named(&rule.name),
            ]
        })
        .collect();
    format!("{sound}\n{}", table(&rows))
}

/// Tells every mistake on a line of its own.
fn refused(words: Words, error: &StandardError) -> u8 {
    let problem = words.standard_error(error);
    terminal::problem(&words, &problem.title, &problem.detail, &problem.remedy);
    INPUT
}
