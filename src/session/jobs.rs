//! What the workers of the hub do: plain functions from a request to its answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::answer::{Answer, Live};
use super::baseline::Baseline;
use super::export::{ExportError, ExportRequest, Exported, export};
use super::open::{self, LayerRequest, OpenError, Opened, RecordRequest};
use super::state::{LayerState, ProjectState};
use super::worker::Desk;
use crate::analysis::AnalysisError;
use crate::base::{Cancelled, Progress};
use crate::io::{AssembleError, cache, records};
use crate::model::{Reach, RecordTable};

/// Why the current question has no answer. The old answer stays.
#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    /// The roles do not fit the files.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// The question does not fit the data.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
}

/// What is to be read.
pub(super) enum LoadJob {
    Demo,
    Project(PathBuf),
    /// Data files: a new project, or layers more.
    Files {
        paths: Vec<PathBuf>,
        replace: bool,
    },
}

/// What was read.
pub(super) enum Loaded {
    Project {
        opened: Box<Opened>,
        path: Option<PathBuf>,
    },
    /// Layers and tables of records for the open project.
    More {
        layers: Vec<LayerState>,
        records: Vec<RecordTable>,
    },
}

/// A state that is asked about, with the baseline that may still fit it.
pub(super) struct Question {
    pub(super) state: ProjectState,
    pub(super) baseline: Option<Arc<Baseline>>,
}

/// Reads what is asked for.
pub(super) fn load(job: LoadJob, progress: &Progress) -> Result<Loaded, OpenError> {
    let whole = |opened: Opened, path| Loaded::Project {
        opened: Box::new(opened),
        path,
    };
    match job {
        LoadJob::Demo => Ok(whole(open::open_demo(progress)?, None)),
        LoadJob::Project(path) => Ok(whole(open::open_project(&path, progress)?, Some(path))),
        LoadJob::Files { paths, replace } => {
            let (tables, maps): (Vec<PathBuf>, Vec<PathBuf>) =
                paths.into_iter().partition(|path| records::is_table(path));
            let requests: Vec<LayerRequest> = maps
                .into_iter()
                .map(|path| LayerRequest {
                    path,
                    ..LayerRequest::default()
                })
                .collect();
            let tables = tables
                .into_iter()
                .map(RecordRequest::recognised)
                .collect::<Vec<_>>();
            let records = open::read_records(&tables, progress)?;
            if replace && !requests.is_empty() {
                let mut opened = open::open_files(&requests, progress)?;
                opened.state.records = records;
                Ok(whole(opened, None))
            } else {
                let layers = if requests.is_empty() {
                    Vec::new()
                } else {
                    open::read_layers(&requests, progress)?
                };
                Ok(Loaded::More { layers, records })
            }
        }
    }
}

/// Keeps copies of the files that were read, to be opened faster the next time.
pub(super) fn keep(layers: &[LayerState], progress: &Progress) {
    for layer in layers.iter().filter(|layer| !layer.generated) {
        if !progress.is_cancelled() {
            cache::keep(&layer.table, progress);
        }
    }
}

/// For so long the hand must rest before areas that are carried on are computed.
const A_WHILE: Duration = Duration::from_millis(120);

/// Answers at once with who is within reach, then with the areas, which give way to a newer question and are carried on with the next.
pub(super) fn compute(
    live: &mut Live,
    question: Question,
    desk: &Desk<'_, Question, Result<Answer, QuestionError>>,
) {
    let first = || -> Result<Answer, QuestionError> {
        let baseline = match question.baseline {
            Some(baseline) if baseline.is_of(&question.state.layers) => baseline,
            _ => Arc::new(Baseline::build(&question.state.layers, desk.progress)?),
        };
        Ok(Answer::following(
            live,
            &baseline,
            &question.state,
            desk.progress,
        )?)
    };
    let mut first = first();
    if let Ok(answer) = &first
        && answer.held.is_old
    {
        desk.deliver(Ok(answer.clone()));
        if !desk.refine() {
            return;
        }
        let held = answer.clone().following_standard(live, desk.progress);
        first = held.map_err(|cancelled| AnalysisError::from(cancelled).into());
    }
    let refined = first.as_ref().ok().cloned();
    desk.deliver(first);
    // While a hand drags on, the threads are left to what it wants to see.
    let undisturbed = || desk.refine() && (!live.has_areas() || desk.is_left_alone(A_WHILE));
    if let Some(answer) = refined.filter(|_| undisturbed()) {
        desk.deliver(
            refine(live, &answer, desk)
                .map_err(|Cancelled| AnalysisError::Cancelled(Cancelled).into()),
        );
    }
}

/// The areas: where their shares had to wait, first those.
fn refine(
    live: &mut Live,
    answer: &Answer,
    desk: &Desk<'_, Question, Result<Answer, QuestionError>>,
) -> Result<Answer, Cancelled> {
    if answer.shares.is_none() {
        desk.deliver(Ok(answer.following_shares(live, desk.progress)?));
    }
    answer.following_areas(live, desk.progress)
}

/// Writes lists and maps, with the areas, which a fresh answer may lack.
pub(super) fn write(
    answer: Answer,
    request: &ExportRequest,
    progress: &Progress,
) -> Result<Exported, ExportError> {
    let answer = if answer.results.areas.is_some() {
        answer
    } else {
        answer.with_areas(progress)?
    };
    let answer = answer.with_counts(progress)?;
    export(&answer, request, progress)
}

/// The reach to start with when a step brought other tiers and the reach either stood as it started or serves none of them.
pub(super) fn fitting_reach(
    before: Option<&Baseline>,
    now: &Baseline,
    reach: &Reach,
) -> Option<Reach> {
    let tiers = &now.dataset.tiers;
    let untouched = before.is_some_and(|b| {
        b.dataset.tiers != *tiers && Reach::starting_point(&b.dataset.tiers) == *reach
    });
    let serves_nobody = matches!(reach, Reach::ByTier(list) if !list.is_empty())
        && reach.radii(tiers).iter().all(Option::is_none);
    let start = Reach::starting_point(tiers);
    ((untouched || serves_nobody) && !tiers.is_empty() && start != *reach).then_some(start)
}
