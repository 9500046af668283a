//! Verdicts, faults and mistakes in sentences: `i18n` says them, here is whom they are about.

use super::super::state::Facts;
use super::matrix;
use crate::i18n::Words;
use crate::io::standard::StandardProblem;
use crate::model::standard::{AuditNote, Network, NetworkFault};
use crate::model::{StandardAnswer, Subject};

pub(super) fn verdict(words: Words, _facts: &Facts, answer: &StandardAnswer, rule: usize, subject: Subject) -> String {
    let (Some(found), Some(rule)) = (answer.rules.get(rule), answer.standard.rules.get(rule)) else {
        return String::new();
    };
    matrix::said(found, subject).map_or_else(String::new, |s| s.number(words, &rule.check))
}
pub(super) fn audit(_words: Words, note: &AuditNote) -> String {
    format!("{:?}", note.problem)
}
pub(super) fn fault(_words: Words, _facts: &Facts, _network: &Network, fault: &NetworkFault) -> String {
    format!("{fault:?}")
}
pub(super) fn problem(_words: Words, problem: &StandardProblem) -> String {
    format!("{:?}", problem.mistake)
}
