//! The one-minute guide: a few steps that teach the window by doing, on a card that floats over it and never stands in the way.
//!
//! A step is done when the user does it, however that is done; the guide only watches what the window's state has become. It changes
//! nothing of the project, and draws on the window beneath it nothing but a soft line around the place that a step is about.

mod card;
mod place;

use eframe::egui::{self, Context, Key, Modifiers, Pos2, Rect, Ui};

pub(super) use place::{Place, mark, mark_gap};

use super::dialogs::{Dialog, Then};
use super::perform;
use super::state::{Pick, State, Tool};
use crate::model::{Edit, Reach, Status};
use crate::session::JobKind;

/// How long the tick of a step that was done is looked at before the next step comes, seconds.
const LINGER: f64 = 1.4;

/// A step of the guide, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Read the headline.
    Answer,
    /// Look at a village beyond reach.
    Gap,
    /// Change a radius.
    Radius,
    /// Try a site.
    Site,
    /// Select an area.
    Area,
    /// Export, or open files of one's own.
    Yours,
}

impl Step {
    const ALL: [Self; 6] = [
        Self::Answer,
        Self::Gap,
        Self::Radius,
        Self::Site,
        Self::Area,
        Self::Yours,
    ];

    /// Its place in the window.
    fn place(self) -> Place {
        match self {
            Self::Answer => Place::Headline,
            Self::Gap => Place::Gap,
            Self::Radius => Place::Reach,
            Self::Site => Place::AddSite,
            Self::Area => Place::SelectArea,
            Self::Yours => Place::FileMenu,
        }
    }
}

/// What the guide watches.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    opened: u64,
    reach: Reach,
    sites: usize,
    focus: Option<Pick>,
    /// Changes with what is selected.
    selected: u64,
}

impl Seen {
    fn of(state: &State) -> Self {
        let project = state.session.state();
        let sites = |edit: &&Edit| matches!(edit, Edit::Add { .. });
        Self {
            opened: state.session.opened_count(),
            reach: project.spec.reach.clone(),
            sites: project.edits.iter().filter(sites).count(),
            focus: state.selection,
            selected: state.selected.revision(),
        }
    }
}

/// Where the keyboard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Keyboard {
    #[default]
    Elsewhere,
    /// The button that goes on should take it.
    Wanted,
    /// A button of the card had it in the last frame.
    Here,
}

/// What the guide remembers between frames.
#[derive(Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says another thing of the card, and none follows from another"
)]
pub(super) struct GuideState {
    open: bool,
    /// The step that is shown, by its number; past the last one the farewell.
    at: usize,
    done: [bool; Step::ALL.len()],
    /// The shown step was done now: since when, in the time of the window.
    ticked: Option<f64>,
    seen: Option<Seen>,
    keyboard: Keyboard,
    /// The place of a step that has just begun should come into sight.
    reveal: bool,
    /// What the card covers.
    covers: Option<Rect>,
    /// Where its lower left corner was put.
    corner: Pos2,
}

impl GuideState {
    /// Opens it at the first step. `by_hand`: somebody asked for it, and gets the keyboard there.
    pub(super) fn start(&mut self, by_hand: bool) {
        *self = Self {
            open: true,
            keyboard: if by_hand {
                Keyboard::Wanted
            } else {
                Keyboard::Elsewhere
            },
            ..Self::default()
        };
    }

    fn close(&mut self) {
        *self = Self::default();
    }

    /// What the card covers of the window.
    pub(super) fn covers(&self) -> Option<Rect> {
        self.covers
    }

    /// The step that is shown; `None` at the farewell.
    fn step(&self) -> Option<Step> {
        Step::ALL.get(self.at).copied()
    }

    /// The step that waits to be done; `None` as well when there is no card.
    fn waiting(&self) -> Option<Step> {
        let shown = self.covers.is_some() && self.ticked.is_none();
        self.step().filter(|_| shown && !self.done[self.at])
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.ticked = None;
        self.reveal = true;
    }

    /// To the next step that is not done yet.
    fn go_on(&mut self) {
        let open = |i: &usize| self.done.get(*i) != Some(&true);
        let next = (self.at + 1..=Step::ALL.len()).find(open);
        self.go(next.unwrap_or(Step::ALL.len()));
    }

    fn tick(&mut self, step: Step, now: f64) {
        let first = !std::mem::replace(&mut self.done[step as usize], true);
        // Who does something has read the answer before.
        let read = self.at == Step::Answer as usize;
        self.done[Step::Answer as usize] |= read;
        if first && (read || self.at == step as usize) {
            self.ticked = Some(now);
        }
    }
}

/// Opens the guide because somebody asked for it; where there is no map to walk through, with the demo county.
pub(super) fn begin(ctx: &Context, state: &mut State) {
    state.guide.start(true);
    let jobs = state.session.jobs();
    if !has_map(state) && !jobs.iter().any(|job| job.kind == JobKind::Load) {
        perform::unless_unsaved(ctx, state, Then::OpenDemo);
    }
}

fn has_map(state: &State) -> bool {
    let facts = state.facts.as_ref();
    facts.is_some_and(|facts| facts.scene.extent.is_some())
}

/// Watches what was done, and shows the card. It comes before everything else in a frame: so the Tab key finds it first.
pub(super) fn show(ui: &Ui, state: &mut State) {
    if !state.guide.open || !has_map(state) {
        state.guide.covers = None;
        return;
    }
    let ctx = ui.ctx();
    if escapes(ctx, state) {
        state.guide.close();
        return;
    }
    follow(ctx, state);
    if std::mem::take(&mut state.guide.reveal) {
        // The panel that a step is about may have been closed.
        match state.guide.step() {
            Some(Step::Gap | Step::Area) => state.panels.inspector = true,
            Some(Step::Radius) => {
                state.panels.layers = true;
                place::ask_for_sight(ctx, Place::Reach);
            }
            _ => {}
        }
    }
    card::show(ui, state);
}

/// Whether Escape was meant for the card: it has the keyboard, or there is nothing else to leave.
fn escapes(ctx: &Context, state: &State) -> bool {
    let elsewhere = state.dialog.is_some() || state.editing || egui::Popup::is_any_open(ctx);
    let leaves = perform::possible(state, super::command::Command::ClearSelection);
    !elsewhere
        && (state.guide.keyboard == Keyboard::Here || !leaves)
        && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
}

/// Ticks off what was done since the last frame, and goes on.
fn follow(ctx: &Context, state: &mut State) {
    let now = Seen::of(state);
    let time = ctx.input(|i| i.time);
    let before = state.guide.seen.replace(now.clone());
    for step in Step::ALL {
        if before
            .as_ref()
            .is_some_and(|b| was_done(step, state, b, &now))
        {
            state.guide.tick(step, time);
        }
    }
    let Some(since) = state.guide.ticked else {
        return;
    };
    // Not under a hand that still drags, nor behind a dialog.
    if state.dialog.is_some() || ctx.input(|i| i.pointer.any_down()) {
        state.guide.ticked = Some(time);
    } else if time >= since + LINGER {
        state.guide.go_on();
    } else {
        ctx.request_repaint_after_secs((since + LINGER - time) as f32);
    }
}

fn was_done(step: Step, state: &State, before: &Seen, now: &Seen) -> bool {
    if before.opened != now.opened {
        let layers = &state.session.state().layers;
        return step == Step::Yours && layers.iter().any(|layer| !layer.generated);
    }
    match step {
        // That somebody reads cannot be seen.
        Step::Answer => false,
        Step::Gap => now.focus != before.focus && is_gap(state, now.focus),
        Step::Radius => now.reach != before.reach,
        Step::Site => now.sites > before.sites,
        Step::Area => {
            let by_tool = state.tool == Tool::SelectArea && !state.selected.is_empty();
            now.selected != before.selected && (by_tool || state.selected.len() > 1)
        }
        Step::Yours => matches!(state.dialog, Some(Dialog::Export(_) | Dialog::Path(_))),
    }
}

fn is_gap(state: &State, pick: Option<Pick>) -> bool {
    let (Some(Pick::Village(i)), Some(facts)) = (pick, &state.facts) else {
        return false;
    };
    let village = facts.village(i);
    village.is_some_and(|(_, answer)| answer.status == Status::Gap)
}

/// Draws the soft line around the place of the step that waits. It comes last in a frame, when all places are known.
pub(super) fn outline(ui: &Ui, state: &State) {
    if let Some(step) = state.guide.waiting() {
        place::outline(ui, step.place());
    }
    card::follow_map(ui.ctx(), state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_early_is_ticked_and_passed_over_later() {
        let mut guide = GuideState::default();
        guide.start(false);
        guide.go_on();
        assert_eq!(guide.step(), Some(Step::Gap));
        guide.tick(Step::Radius, 1.0);
        assert_eq!((guide.step(), guide.ticked), (Some(Step::Gap), None));
        guide.tick(Step::Gap, 2.0);
        assert_eq!(guide.ticked, Some(2.0));
        guide.go_on();
        assert_eq!(guide.step(), Some(Step::Site));
        guide.go_on();
        guide.go_on();
        guide.go_on();
        assert_eq!(guide.step(), None);
    }

    #[test]
    fn who_does_something_has_read_the_answer() {
        let mut guide = GuideState::default();
        guide.start(false);
        guide.tick(Step::Gap, 1.0);
        assert!(guide.done[Step::Answer as usize]);
        guide.go_on();
        assert_eq!(guide.step(), Some(Step::Radius));
    }

    #[test]
    fn a_step_that_is_done_again_stays_where_it_is() {
        let mut guide = GuideState::default();
        guide.start(false);
        guide.tick(Step::Gap, 1.0);
        guide.go(Step::Gap as usize);
        guide.tick(Step::Gap, 3.0);
        assert_eq!((guide.step(), guide.ticked), (Some(Step::Gap), None));
    }
}
