//! The open project as the window sees it: one owner of the state, workers with snapshots.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::answer::{Answer, Live};
use super::baseline::Baseline;
use super::check::{LiveCheck, Trial};
use super::compare::{Before, Comparer};
use super::export::{ExportError, ExportRequest, Exported};
use super::history::History;
use super::jobs::{
    LoadJob, Loaded, Question, QuestionError, compute, fitting_reach, keep, load, write,
};
use super::open::{self, OpenError};
use super::state::{Change, ChangeKind, LayerState, ProjectState};
use super::trail::Trail;
use super::worker::{Desk, News, Wake, Worker};
use crate::analysis::{AnalysisError, Around};
use crate::base::Cancelled;
use crate::base::{LonLat, Metres, Progress};
use crate::io::project::{EXTENSION, LostEdit, ProjectError, SavedView};
use crate::map::Scene;
use crate::model::{Changed, Dataset, PageTemplate, Results, StandardChoice};

/// The kinds of job. Each has a worker of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobKind {
    /// Reading files.
    Load,
    /// Answering the question.
    Compute,
    /// Writing lists and maps.
    Export,
}

/// A job under way.
#[derive(Debug, Clone)]
pub struct JobView {
    /// Its kind.
    pub kind: JobKind,
    /// How far it is.
    pub progress: Progress,
}

/// Something that the user is told once.
#[derive(Debug)]
pub enum Notice {
    /// A file or project could not be opened.
    OpenFailed(OpenError),
    /// The project was saved.
    Saved(PathBuf),
    /// The project could not be saved.
    SaveFailed(ProjectError),
    /// These files were written.
    Exported(Vec<PathBuf>),
    /// Nothing was written.
    ExportFailed(ExportError),
    /// Edits of the opened project were lost, as their facilities are no longer in the files.
    LostEdits(Vec<LostEdit>),
    /// Files of the opened project have changed since it was saved.
    ChangedFiles(Vec<PathBuf>),
    /// A job failed in a way that it should not; the text is for a report.
    Panicked(JobKind, String),
}

/// The open project.
pub struct Session {
    history: History<ProjectState, ChangeKind>,
    saved: ProjectState,
    path: Option<PathBuf>,
    view: Option<SavedView>,
    baseline: Option<Arc<Baseline>>,
    answer: Option<Answer>,
    trail: Trail,
    version: u64,
    question_error: Option<QuestionError>,
    notices: Vec<Notice>,
    /// What pages of a new project carry.
    usual: PageTemplate,
    opened: u64,
    /// Whether files were opened that have no copy yet, as far as is known.
    unkept: bool,
    loader: Worker<LoadJob, Result<Loaded, OpenError>>,
    computer: Worker<Question, Result<Answer, QuestionError>>,
    exporter: Worker<(Answer, ExportRequest), Result<Exported, ExportError>>,
    /// Tries standards that are being written.
    trier: Worker<(Answer, StandardChoice), Result<Trial, Cancelled>>,
    trial: Option<Trial>,
    /// What the map is compared with.
    comparer: Comparer,
    /// Writes the cache when there is nothing more urgent; nobody waits for it.
    keeper: Worker<Vec<LayerState>, ()>,
}

impl Session {
    /// An empty project. `wake` is called from workers when there is news.
    #[must_use]
    pub fn new(wake: &Wake) -> Self {
        Self {
            history: History::new(ProjectState::default()),
            saved: ProjectState::default(),
            path: None,
            view: None,
            baseline: None,
            answer: None,
            trail: Trail::default(),
            version: 0,
            question_error: None,
            notices: Vec::new(),
            usual: PageTemplate::default(),
            opened: 0,
            unkept: false,
            loader: Worker::new(
                "lastmile-load",
                Arc::clone(wake),
                |job, desk: &Desk<'_, _, _>| {
                    desk.deliver(load(job, desk.progress));
                },
            ),
            computer: Worker::new("lastmile-compute", Arc::clone(wake), {
                let mut live = Live::default();
                move |question, desk: &Desk<'_, _, _>| compute(&mut live, question, desk)
            }),
            exporter: Worker::new(
                "lastmile-export",
                Arc::clone(wake),
                |(answer, request), desk: &Desk<'_, _, _>| {
                    desk.deliver(write(answer, &request, desk.progress));
                },
            ),
            trier: Worker::new("lastmile-try", Arc::clone(wake), {
                let mut live = LiveCheck::default();
                move |(answer, choice), desk: &Desk<'_, _, _>| {
                    desk.deliver(live.attempt(&answer, choice, desk.progress));
                }
            }),
            trial: None,
            comparer: Comparer::new(wake),
            keeper: Worker::new(
                "lastmile-keep",
                Arc::clone(wake),
                |layers: Vec<LayerState>, desk: &Desk<'_, _, ()>| keep(&layers, desk.progress),
            ),
        }
    }

    /// Opens files: a project takes the place of the open one; data files become layers, or a new project while the demo county
    /// or nothing is open.
    pub fn open(&mut self, paths: Vec<PathBuf>) {
        let is_project = |p: &PathBuf| {
            p.extension()
                .is_some_and(|e| e.eq_ignore_ascii_case(EXTENSION))
        };
        let job = match paths.iter().find(|p| is_project(p)) {
            Some(project) => LoadJob::Project(project.clone()),
            None => LoadJob::Files {
                paths,
                replace: self.state().layers.iter().all(|l| l.generated),
            },
        };
        self.loader.ask(job);
    }

    /// Opens the demo county in the place of the open project.
    pub fn open_demo(&mut self) {
        self.loader.ask(LoadJob::Demo);
    }

    /// From now on pages of a new project carry this. The open project stays as it is.
    pub fn begin_with(&mut self, template: PageTemplate) {
        self.usual = template;
    }

    /// Closes the project; an empty one is open.
    pub fn new_project(&mut self) {
        let state = ProjectState {
            template: self.usual.clone(),
            ..ProjectState::default()
        };
        self.replace_project(state, None, None);
        self.baseline = None;
        self.answer = None;
        self.version += 1;
    }

    /// Saves the project. Errors arrive as a notice.
    pub fn save(&mut self, path: PathBuf, view: Option<SavedView>) {
        match open::save_project(&path, self.state(), self.baseline.as_deref(), view) {
            Ok(()) => {
                self.saved = self.state().clone();
                self.path = Some(path.clone());
                self.notices.push(Notice::Saved(path));
            }
            Err(error) => self.notices.push(Notice::SaveFailed(error)),
        }
    }

    /// Writes lists and maps of the current answer, as a job. Nothing happens while there is no answer.
    pub fn export(&mut self, request: ExportRequest) {
        if let Some(answer) = &self.answer {
            let mut answer = answer.clone();
            // What only drawing needs is not asked about.
            answer.state.look = self.state().look.clone();
            self.exporter.ask((answer, request));
        }
    }

    /// Takes what the workers have done. To be called in every frame; true if something changed.
    pub fn poll(&mut self) -> bool {
        let loaded: Vec<_> = self.loader.news().collect();
        let answers: Vec<_> = self.computer.news().collect();
        let exported: Vec<_> = self.exporter.news().collect();
        for news in self.keeper.news() {
            if let News::Panic(text) = news {
                self.notices.push(Notice::Panicked(JobKind::Load, text));
            }
        }
        let tried: Vec<_> = self.trier.news().collect();
        let compared = self.comparer.poll().unwrap_or_else(|text| {
            self.notices.push(Notice::Panicked(JobKind::Compute, text));
            true
        });
        let changed = compared
            || !(loaded.is_empty()
                && answers.is_empty()
                && exported.is_empty()
                && tried.is_empty());
        for news in tried {
            match news {
                News::Output(Ok(trial)) => self.trial = Some(trial),
                News::Output(Err(Cancelled)) => {}
                News::Panic(text) => self.notices.push(Notice::Panicked(JobKind::Compute, text)),
            }
        }
        for news in loaded {
            match news {
                News::Output(Ok(loaded)) => self.take_loaded(loaded),
                News::Output(Err(OpenError::Cancelled(_))) => {}
                News::Output(Err(error)) => self.notices.push(Notice::OpenFailed(error)),
                News::Panic(text) => self.notices.push(Notice::Panicked(JobKind::Load, text)),
            }
        }
        for news in answers {
            match news {
                News::Output(Ok(answer)) => self.take_answer(answer),
                News::Output(Err(QuestionError::Analysis(AnalysisError::Cancelled(_)))) => {}
                News::Output(Err(error)) => self.question_error = Some(error),
                News::Panic(text) => self.notices.push(Notice::Panicked(JobKind::Compute, text)),
            }
        }
        for news in exported {
            match news {
                News::Output(Ok(exported)) => self.notices.push(Notice::Exported(exported.files)),
                News::Output(Err(ExportError::Cancelled(_))) => {}
                News::Output(Err(error)) => self.notices.push(Notice::ExportFailed(error)),
                News::Panic(text) => self.notices.push(Notice::Panicked(JobKind::Export, text)),
            }
        }
        changed
    }

    fn take_loaded(&mut self, loaded: Loaded) {
        self.unkept = true;
        match loaded {
            Loaded::Project { opened, path } => {
                let mut opened = *opened;
                if path.is_none() {
                    // Other data over the same background: it was chosen for the map, not for the data.
                    opened.state.background = self.state().background.clone();
                    opened.state.template = self.usual.clone();
                }
                self.replace_project(opened.state, path, opened.view);
                self.baseline = Some(opened.baseline);
                self.opened += 1;
                if !opened.lost_edits.is_empty() {
                    self.notices.push(Notice::LostEdits(opened.lost_edits));
                }
                if !opened.changed_files.is_empty() {
                    self.notices
                        .push(Notice::ChangedFiles(opened.changed_files));
                }
                self.ask();
            }
            Loaded::More { layers, records } => {
                let both = !layers.is_empty() && !records.is_empty();
                if both {
                    self.begin_gesture();
                }
                if !layers.is_empty() {
                    self.opened += 1;
                    self.change(Change::AddLayers(layers));
                }
                if !records.is_empty() {
                    self.change(Change::AddRecords(records));
                }
                if both {
                    self.end_gesture();
                }
            }
        }
    }

    fn replace_project(
        &mut self,
        state: ProjectState,
        path: Option<PathBuf>,
        view: Option<SavedView>,
    ) {
        self.saved = state.clone();
        self.history = History::new(state);
        self.path = path;
        self.view = view;
        self.question_error = None;
        self.comparer.set(None);
    }

    fn take_answer(&mut self, answer: Answer) {
        // The reach of tiers that no longer occur would leave nobody served: it starts anew, as a part of the step that changed them.
        if answer.state.asks_the_same(self.state()) {
            let reach = fitting_reach(
                self.baseline.as_deref(),
                &answer.baseline,
                &answer.state.spec.reach,
            );
            if let Some(reach) = reach {
                self.baseline = Some(Arc::clone(&answer.baseline));
                self.history.amend(|state| state.spec.reach = reach);
                self.ask();
                return;
            }
        }
        self.baseline = Some(Arc::clone(&answer.baseline));
        self.question_error = None;
        self.trail.add(&answer.scene);
        // Copies of what was read are written once it is on the screen.
        if std::mem::take(&mut self.unkept) {
            self.keeper.ask(answer.state.layers.clone());
        }
        self.answer = Some(answer);
        self.version += 1;
    }

    /// Asks the worker about the current state.
    fn ask(&mut self) {
        self.comparer
            .ask(self.history.present(), self.baseline.as_ref());
        self.computer.ask(Question {
            state: self.state().clone(),
            baseline: self.baseline.clone(),
        });
    }

    /// Changes the project: a step that can be undone.
    pub fn change(&mut self, change: Change) {
        let kind = change.kind();
        let next = self.state().after(change);
        if next != *self.state() {
            let before = self.state().clone();
            self.history.step(next, kind);
            self.ask_after(&before);
        }
    }

    /// Asks about the current state, if `before` had another answer.
    fn ask_after(&mut self, before: &ProjectState) {
        if !before.asks_the_same(self.state()) {
            self.ask();
        }
    }

    /// Tries a standard on the answer that is shown, without changing the project. The outcome is [`trial`](Self::trial) when it is there.
    pub fn try_standard(&mut self, choice: StandardChoice) {
        if let Some(answer) = &self.answer {
            self.trier.ask((answer.clone(), choice));
        }
    }

    /// The outcome of the standard that was tried last.
    #[must_use]
    pub fn trial(&self) -> Option<&Trial> {
        self.trial.as_ref()
    }

    /// Nothing is tried any more.
    pub fn end_trial(&mut self) {
        self.trier.cancel();
        self.trial = None;
    }

    /// From now on the answer is compared with this, or with nothing.
    pub fn compare(&mut self, before: Option<Before>) {
        if before != self.comparer.before() {
            self.comparer.set(before);
            self.comparer
                .ask(self.history.present(), self.baseline.as_ref());
        }
    }

    /// What the answer is compared with.
    #[must_use]
    pub fn compared_with(&self) -> Option<Before> {
        self.comparer.before()
    }

    /// The answer that is compared with, as soon as it is there.
    #[must_use]
    pub fn compared(&self) -> Option<&Answer> {
        self.comparer.answer(self.baseline.as_ref()?)
    }

    /// From now on all changes are one step.
    pub fn begin_gesture(&mut self) {
        self.history.begin_gesture();
    }

    /// The gesture is over.
    pub fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        let before = self.state().clone();
        if self.history.undo() {
            self.ask_after(&before);
        }
    }

    /// Brings the last undone step back.
    pub fn redo(&mut self) {
        let before = self.state().clone();
        if self.history.redo() {
            self.ask_after(&before);
        }
    }

    /// What undoing would take back.
    #[must_use]
    pub fn can_undo(&self) -> Option<ChangeKind> {
        self.history.can_undo()
    }

    /// What redoing would bring back.
    #[must_use]
    pub fn can_redo(&self) -> Option<ChangeKind> {
        self.history.can_redo()
    }

    /// The project as it is.
    #[must_use]
    pub fn state(&self) -> &ProjectState {
        self.history.present()
    }

    /// The answer that is shown: the newest there is, perhaps of an earlier state.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// The dataset of the answer.
    #[must_use]
    pub fn dataset(&self) -> Option<&Arc<Dataset>> {
        self.answer.as_ref().map(|a| &a.baseline.dataset)
    }

    /// The numbers of the answer.
    #[must_use]
    pub fn results(&self) -> Option<&Results> {
        self.answer.as_ref().map(|a| &a.results)
    }

    /// The picture of the answer.
    #[must_use]
    pub fn scene(&self) -> Option<&Arc<Scene>> {
        self.answer.as_ref().map(|a| &a.scene)
    }

    /// What changed from the scene of this number, which was shown before, to that of the answer; `None`: nobody knows, or everything.
    #[must_use]
    pub fn changed_since(&self, scene: u64) -> Option<Arc<Changed>> {
        self.trail.since(scene)
    }

    /// Grows whenever the answer changes.
    #[must_use]
    pub fn results_version(&self) -> u64 {
        self.version
    }

    /// Grows whenever something was opened: the map shows all of it then.
    #[must_use]
    pub fn opened_count(&self) -> u64 {
        self.opened
    }

    /// Where the map stood when the open project was saved.
    #[must_use]
    pub fn saved_view(&self) -> Option<SavedView> {
        self.view
    }

    /// Why the current question has no answer.
    #[must_use]
    pub fn question_error(&self) -> Option<&QuestionError> {
        self.question_error.as_ref()
    }

    /// Whether a newer answer is on its way.
    #[must_use]
    pub fn updating(&self) -> bool {
        self.computer.is_busy()
    }

    /// The jobs under way.
    #[must_use]
    pub fn jobs(&self) -> Vec<JobView> {
        [
            (JobKind::Load, self.loader.progress()),
            (JobKind::Compute, self.computer.progress()),
            (JobKind::Export, self.exporter.progress()),
        ]
        .into_iter()
        .filter_map(|(kind, progress)| progress.map(|progress| JobView { kind, progress }))
        .collect()
    }

    /// Whether a job is under way, or has brought what `poll` did not take yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.loader.is_busy()
            || self.computer.is_busy()
            || self.exporter.is_busy()
            || self.trier.is_busy()
            || self.comparer.is_busy()
    }

    /// Stops a job.
    pub fn cancel(&mut self, kind: JobKind) {
        match kind {
            JobKind::Load => self.loader.cancel(),
            JobKind::Compute => self.computer.cancel(),
            JobKind::Export => self.exporter.cancel(),
        }
    }

    /// Whether there is work that no file holds.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        *self.state() != self.saved
    }

    /// The project's file.
    #[must_use]
    pub fn project_path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the user is to be told.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The district at a place.
    #[must_use]
    pub fn district_at(&self, place: LonLat) -> Option<u32> {
        self.answer.as_ref()?.baseline.index.at(place)
    }

    /// Asks the answer about single places.
    fn around(&self) -> Option<Around<'_>> {
        self.answer.as_ref().map(|answer| Around {
            coverage: &answer.results.coverage,
            spec: &answer.state.spec,
            index: &answer.baseline.index,
        })
    }

    /// The facilities that serve a place and are nearest to it, nearest first: indexes into the answer's facilities. Where only the own
    /// district's facilities count, only those.
    #[must_use]
    pub fn nearest_facilities(&self, place: LonLat, count: usize) -> Vec<(u32, Metres)> {
        let nearest = self.around().map(|around| around.nearest(place, count));
        let found = nearest.unwrap_or_default().into_iter();
        found.map(|r| (r.facility, r.distance)).collect()
    }

    /// How many facilities are within reach of a place.
    #[must_use]
    pub fn within_reach(&self, place: LonLat) -> u32 {
        self.around().map_or(0, |around| around.count(place))
    }
}
