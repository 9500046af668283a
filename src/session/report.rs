//! The report among the things that are exported.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::answer::Answer;
use super::export::{Drawing, ExportError, ExportRequest};
use crate::base::Progress;
use crate::map::report::{self, Report};

/// Fills a report from a finished answer.
pub type FillReport = dyn Fn(&Answer) -> Report + Send + Sync;

/// A report to be written.
#[derive(Clone)]
pub struct ReportRequest {
    /// The files, `.html` or `.pdf`. A bare name lies in the folder of the lists, if there is one.
    pub paths: Vec<PathBuf>,
    /// Its words: this room has none, and the areas may be known only when the export begins.
    pub fill: Arc<FillReport>,
}

impl fmt::Debug for ReportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportRequest")
            .field("paths", &self.paths)
            .finish_non_exhaustive()
    }
}

/// A report's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// One self-contained page.
    Html,
    /// Sheets of paper.
    Pdf,
}

impl ReportFormat {
    /// The format that a file's name asks for.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Whether every report has a name whose format is known.
///
/// # Errors
/// Names the first that has not.
pub(super) fn check(request: &ExportRequest) -> Result<(), ExportError> {
    let paths = request.report.iter().flat_map(|report| &report.paths);
    match paths.into_iter().find(|p| ReportFormat::of(p).is_none()) {
        Some(path) => Err(ExportError::UnknownReport { path: path.clone() }),
        None => Ok(()),
    }
}

/// The reports with the bytes of their files.
///
/// # Errors
/// When one cannot be drawn, or somebody stops it.
pub(super) fn draw<'a>(
    answer: &Answer,
    request: &'a ExportRequest,
    progress: &Progress,
) -> Result<Vec<Drawing<'a>>, ExportError> {
    let Some(wanted) = &request.report else {
        return Ok(Vec::new());
    };
    let filled = (wanted.fill)(answer);
    let map = report::picture(&answer.scene, &answer.state.look, &request.words);
    progress.check()?;
    let drawn = |path: &'a PathBuf| {
        let bytes: Arc<[u8]> = match ReportFormat::of(path) {
            Some(ReportFormat::Html) => report::html::render(&filled, &map).into_bytes().into(),
            Some(ReportFormat::Pdf) => report::sheets::pdf(&filled, &map)?.into(),
            None => return Err(ExportError::UnknownReport { path: path.clone() }),
        };
        progress.check()?;
        Ok((path.as_path(), bytes))
    };
    let drawn = wanted.paths.iter().map(drawn).collect();
    progress.advance(1)?;
    drawn
}
