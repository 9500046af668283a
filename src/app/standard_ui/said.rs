//! Verdicts, faults and mistakes in sentences: `i18n` says them, here is whom they are about.

use super::super::state::Facts;
use super::matrix::{self, Said};
use crate::i18n::Words;
use crate::io::standard::StandardProblem;
use crate::model::standard::{AuditNote, Network, NetworkFault};
use crate::model::{StandardAnswer, StandardContext, Subject};

fn context<'a>(facts: &'a Facts, answer: &'a StandardAnswer) -> StandardContext<'a> {
    StandardContext {
        answer,
        dataset: &facts.data,
        register: &facts.register,
        facilities: &facts.coverage.facilities,
    }
}

/// What a rule says of a subject; empty where it says nothing.
pub(super) fn verdict(
    words: Words,
    facts: &Facts,
    answer: &StandardAnswer,
    rule: usize,
    subject: Subject,
) -> String {
    let context = context(facts, answer);
    let Some(found) = answer.rules.get(rule) else {
        return String::new();
    };
    if let Some(at) = found.subjects.position(subject) {
        return words.verdict_sentence(&context, rule, at);
    }
    match matrix::said(found, subject) {
        Some(Said::Within(tally)) => words.tally_words(&context, rule, tally),
        _ => String::new(),
    }
}

/// What was found in a reported figure.
pub(super) fn audit(words: Words, note: &AuditNote) -> String {
    words.audit_sentence(note)
}

/// What is wrong in a network.
pub(super) fn fault(
    words: Words,
    facts: &Facts,
    network: &Network,
    fault: &NetworkFault,
) -> String {
    let Some(answer) = facts.standard.as_deref() else {
        return String::new();
    };
    words.fault_sentence(&context(facts, answer), network, fault)
}

/// What is wrong with a standard's text, in a sentence.
pub(super) fn problem(words: Words, problem: &StandardProblem) -> String {
    words.standard_problem(problem)
}
