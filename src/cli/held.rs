//! The standard that a command line asks for: which, with which tables, as of which day.

use super::ask::{Ask, Input, StandardAsk};
use super::failure::Failure;
use super::terminal;
use crate::base::Progress;
use crate::i18n::Words;
use crate::io::standard;
use crate::model::StandardChoice;
use crate::model::spec::Reach;
use crate::session::{self, Answer, Opened};

/// How many warnings of a kind are printed; `summary.json` has all.
const MOST: usize = 12;

/// The standard that is named, checked, before any data are read.
pub(super) fn find(ask: &StandardAsk) -> Result<Option<StandardChoice>, Failure> {
    let Some(name) = &ask.name else {
        return Ok(None);
    };
    let choice = standard::find(name)?;
    standard::parse(&choice)?;
    turned(choice, ask).map(Some)
}

/// A standard with what the command line turns of it.
fn turned(mut choice: StandardChoice, ask: &StandardAsk) -> Result<StandardChoice, Failure> {
    for (key, value) in &ask.set {
        choice.turned.retain(|(turned, _)| turned != key);
        choice.turned.push((key.clone(), value.clone()));
    }
    choice.as_of = ask.as_of.or(choice.as_of);
    if !ask.set.is_empty() {
        standard::parse(&choice).map_err(Failure::Parameter)?;
    }
    Ok(choice)
}

/// Puts the standard and its tables into what was opened.
pub(super) fn apply(
    ask: &Ask,
    named: Option<StandardChoice>,
    opened: &mut Opened,
    progress: &Progress,
) -> Result<(), Failure> {
    let state = &mut opened.state;
    let records = session::read_records(&ask.standard.records, progress)?;
    state.records.extend(records);
    match named {
        Some(choice) => {
            if ask.changes.reach.is_none()
                && let Some(reach) = session::reach_of(&choice)
                && let Some(reach) = of_tiers(reach, opened)
            {
                opened.state.spec.reach = reach;
            }
            opened.state.standard = Some(choice);
        }
        None => {
            if let Some(choice) = state.standard.take() {
                standard::parse(&choice)?;
                state.standard = Some(turned(choice, &ask.standard)?);
            } else if !ask.standard.set.is_empty() || ask.standard.as_of.is_some() {
                return Err(Failure::NoStandard);
            }
        }
    }
    Ok(())
}

/// The reach of a standard, of those tiers that the data have; `None` where they have none of them.
fn of_tiers(reach: Reach, opened: &Opened) -> Option<Reach> {
    let Reach::ByTier(mut tiers) = reach else {
        return Some(reach);
    };
    let known = &opened.baseline.dataset.tiers;
    tiers.retain(|tier| known.iter().any(|known| known.answers_to(&tier.tier)));
    (!tiers.is_empty()).then_some(Reach::ByTier(tiers))
}

/// Says on standard error what is to be known: that the demo county is asked, what did not join, columns that nobody has.
pub(super) fn tell_warnings(ask: &Ask, answer: &Answer, words: &Words) {
    if ask.input == Input::Demo {
        terminal::note(&words.t("cli-standard-demo"));
    }
    let Some(context) = answer.standard_context() else {
        return;
    };
    let register = context.register;
    let joins = register.tables.iter().zip(&register.joins);
    let joins = joins
        .filter(|(_, join)| !join.lost.is_empty())
        .map(|(table, join)| words.join_sentence(table, join));
    let missing = words.missing_sentences(&context);
    let warnings: Vec<String> = joins.chain(missing).collect();
    for text in warnings.iter().take(MOST) {
        let text = words.with("cli-warning", &[("text", text.as_str().into())]);
        terminal::note(&text);
    }
    if warnings.len() > MOST {
        let more = (warnings.len() - MOST) as f64;
        let args = [("n", more.into()), ("count", words.count(more).into())];
        terminal::note(&words.with("cli-more-warnings", &args));
    }
}

/// The standard in a line, a line for each rule, and the mistakes in reported figures.
pub(super) fn tell(answer: &Answer, words: &Words) {
    let Some(context) = answer.standard_context() else {
        return;
    };
    terminal::say(&words.standard_title(&context, answer.state.standard.as_ref()));
    for (i, rule, _) in context.rules() {
        if !rule.part {
            terminal::say(&format!("  {}", words.rule_line(&context, i)));
        }
    }
    let notes = context.answer.audit.iter();
    let mistakes: Vec<_> = notes.filter(|note| note.problem.is_mistake()).collect();
    for note in mistakes.iter().take(MOST) {
        terminal::say(&format!("  {}", words.audit_sentence(note)));
    }
}
