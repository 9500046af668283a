//! The lists of a standard: verdicts by rule, by facility, what was found in figures and networks.

use super::answer::Answer;
use super::export::ExportError;
use crate::analysis;
use crate::base::Progress;
use crate::io::output::Output;
use crate::io::{StandardMessages, audit_csv, facilities_csv, network_csv, rules_csv};

/// Writes the lists, if there is a standard.
pub(super) fn write_lists(
    answer: &Answer,
    messages: &StandardMessages,
    out: &mut Output,
    progress: &Progress,
) -> Result<(), ExportError> {
    let Some(context) = answer.standard_context() else {
        return Ok(());
    };
    let baseline = &answer.baseline;
    let loads = analysis::loads(
        &baseline.dataset,
        &answer.results.coverage,
        &answer.state.spec,
        &baseline.index,
        &baseline.demand,
        progress,
    )?;
    out.put("rules.csv", |file| rules_csv::write(&context, file))?;
    progress.check()?;
    out.put("facilities.csv", |file| {
        facilities_csv::write(&context, &loads, file)
    })?;
    out.put("audit.csv", |file| {
        audit_csv::write(&context, &messages.audit, file)
    })?;
    out.put("network.csv", |file| network_csv::write(&context, file))?;
    Ok(progress.check()?)
}
