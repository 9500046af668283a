//! The workbook of an export: what facilities bear, the lists, the map as a picture.

use std::path::{Path, PathBuf};

use super::answer::Answer;
use super::export::{Drawn, ExportError, ExportRequest};
use crate::analysis;
use crate::base::Progress;
use crate::io::output::OutputError;
use crate::io::tables_xlsx::{self, MapPicture, Tables, TablesError, TablesInput, TablesWords};

/// A workbook to write.
#[derive(Debug, Clone)]
pub struct TablesRequest {
    /// Its file. A bare name lies in the folder of the lists, if there is one.
    pub path: PathBuf,
    /// The words in it.
    pub words: TablesWords,
}

/// Resolution of the picture of the map in a workbook, if the maps have no lower one: what a screen and an office printer show.
pub(super) const WORKBOOK_DPI: f32 = 200.0;

/// Whether a file's name is that of a workbook.
#[must_use]
pub fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("xlsx"))
}

/// The system's refusal of a file as an error of its own.
pub(super) fn refused(path: &Path) -> impl FnOnce(std::io::Error) -> OutputError + '_ {
    move |source| OutputError::Refused {
        path: path.to_owned(),
        source,
    }
}

/// Makes the workbook, if one is asked for.
pub(super) fn make<'a>(
    answer: &Answer,
    request: &'a ExportRequest,
    drawn: &Drawn<'_>,
    scratch: &Path,
    progress: &Progress,
) -> Result<Option<(&'a Path, Tables)>, ExportError> {
    let Some(tables) = &request.tables else {
        return Ok(None);
    };
    let (baseline, results) = (&answer.baseline, &answer.results);
    let loads = analysis::loads(
        &baseline.dataset,
        &results.coverage,
        &answer.state.spec,
        &baseline.index,
        &baseline.demand,
        progress,
    )?;
    let input = TablesInput {
        dataset: &baseline.dataset,
        coverage: &results.coverage,
        areas: results.areas.as_deref(),
        spec: &answer.state.spec,
        edits: answer.state.edits.len(),
        loads: &loads,
        messages: &request.messages,
        words: &tables.words,
        map: drawn.workbook.as_deref().map(|png| MapPicture {
            png,
            millimetres: request.page.millimetres(),
        }),
        scratch,
    };
    let made = tables_xlsx::build(&input, progress).map_err(|error| match error {
        TablesError::Cancelled(cancelled) => ExportError::Cancelled(cancelled),
        TablesError::Refused(source) => ExportError::Output(refused(&tables.path)(source)),
    })?;
    progress.advance(1)?;
    Ok(Some((&tables.path, made)))
}
