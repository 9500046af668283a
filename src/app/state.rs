//! What the window remembers between frames, and the one place where it meets the session's answers.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use ecow::EcoString;

use super::bookmarks_ui::BookmarkList;
use super::chooser::Chooser;
use super::command::Command;
use super::derived::{Catchment, Catchments, Inspected};
use super::dialogs::{Dialog, Then};
use super::export_ui::Preview;
use super::ground::GroundState;
use super::guide::GuideState;
use super::layer_panel::LayerPanel;
use super::map_ui::MapState;
use super::reach_ui::ReachState;
use super::search::SearchState;
use super::selected::Selected;
use super::standard_ui::StandardState;
use super::summary::Counter;
use super::table_ui::TableState;
use super::toast::Toasts;
use crate::analysis::Demand;
use crate::base::LonLat;
use crate::i18n::Words;
use crate::io::settings::Settings;
use crate::map::scene::Scene;
use crate::model::{Areas, Coverage, Dataset, DistrictAnswer, ServingFacility, VillageAnswer};
use crate::model::{District, Tier, Village};
use crate::model::{Edit, FacilityRef, LookChange, MapLook, Register, StandardAnswer};
use crate::session::{Change, Session, Shares};

/// Something that can be selected or pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Pick {
    /// A village, by index into the dataset.
    Village(u32),
    /// A facility, by index into the coverage.
    Facility(u32),
    /// A district, by index into the dataset.
    District(u32),
}

/// What the pointer does on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tool {
    /// Pan, hover, select.
    #[default]
    Select,
    /// A click adds a site.
    AddSite,
    /// A drag moves a facility.
    Move,
    /// A click sets a corner of a line that is measured.
    Measure,
    /// A box, a polygon or a circle selects what lies in it.
    SelectArea,
}

/// Which panels are open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Panels {
    pub layers: bool,
    pub inspector: bool,
    pub table: bool,
}

/// One consistent answer: everything that a frame shows comes from it.
#[derive(Clone)]
pub(super) struct Facts {
    pub data: Arc<Dataset>,
    pub coverage: Arc<Coverage>,
    /// Where care reaches; `None` while it is computed.
    pub areas: Option<Arc<Areas>>,
    /// The shares of area within reach; `None` while they are computed.
    pub shares: Option<Arc<Shares>>,
    pub demand: Arc<Demand>,
    pub scene: Arc<Scene>,
    /// Units, links and reported figures; empty where there are neither records nor a standard.
    pub register: Arc<Register>,
    /// What the project's standard says of the answer.
    pub standard: Option<Arc<StandardAnswer>>,
    /// Whether the data are the demo county's, also when they come from its files.
    pub invented: bool,
    catchments: Arc<Catchments>,
    /// The session's number of this answer.
    pub version: u64,
}

impl Facts {
    pub(super) fn village(&self, i: u32) -> Option<(&Village, VillageAnswer)> {
        Some((
            self.data.villages.get(i as usize)?,
            self.coverage.villages.get(i as usize)?,
        ))
    }

    /// Whose nearest a facility is.
    pub(super) fn catchment(&self, facility: u32) -> Catchment {
        self.catchments.of(&self.data, &self.coverage, facility)
    }

    pub(super) fn facility(&self, i: u32) -> Option<&ServingFacility> {
        self.coverage.facilities.get(i as usize)
    }

    pub(super) fn district(&self, i: u32) -> Option<(&District, &DistrictAnswer)> {
        Some((
            self.data.districts.get(i as usize)?,
            self.coverage.districts.get(i as usize)?,
        ))
    }

    /// The name of what is picked.
    pub(super) fn name_of(&self, pick: Pick) -> Option<EcoString> {
        let name = match pick {
            Pick::Village(i) => &self.village(i)?.0.name,
            Pick::Facility(i) => &self.facility(i)?.name,
            Pick::District(i) => &self.district(i)?.0.name,
        };
        Some(name.clone())
    }

    /// Where the picked point stands; `None` for a district or a village without a place.
    pub(super) fn place_of(&self, pick: Pick) -> Option<LonLat> {
        match pick {
            Pick::Village(i) => self.village(i)?.0.location,
            Pick::Facility(i) => Some(self.facility(i)?.location),
            Pick::District(_) => None,
        }
    }

    /// What moves a moved facility back to where the data have it.
    pub(super) fn way_back(&self, facility: &ServingFacility) -> Option<Edit> {
        let FacilityRef::Baseline(row) = facility.reference else {
            return None;
        };
        let home = self.data.facilities.get(row as usize)?;
        facility.moved.then_some(Edit::Move {
            facility: facility.reference,
            to: home.location,
        })
    }

    pub(super) fn tier_of(&self, facility: &ServingFacility) -> Option<&Tier> {
        self.data.tiers.get(facility.tier as usize)
    }
}

/// Everything behind the window.
pub(super) struct State {
    pub session: Session,
    pub words: Words,
    pub settings: Settings,
    pub facts: Option<Facts>,
    /// What has the focus: the inspector tells about it.
    pub selection: Option<Pick>,
    /// All that is selected.
    pub selected: Selected,
    pub summary: Counter,
    pub tool: Tool,
    pub layers: LayerPanel,
    pub bookmarks: BookmarkList,
    pub guide: GuideState,
    pub panels: Panels,
    pub map: MapState,
    pub ground: GroundState,
    pub reach: ReachState,
    pub table: TableState,
    pub standard: StandardState,
    pub search: SearchState,
    pub inspected: Inspected,
    pub dialog: Option<Dialog>,
    /// The page in the print layout.
    pub page_preview: Preview,
    pub chooser: Chooser,
    pub toasts: Toasts,
    /// Whether a text field had the keyboard in the last frame.
    pub editing: bool,
    /// Commands given during this frame, done at its end.
    pub todo: Vec<Command>,
    /// What the scenario's edits cost, as it was typed.
    pub scenario_cost: String,
    /// Files chosen or dropped, opened at the end of the frame.
    pub to_open: Vec<PathBuf>,
    /// What waits for the project to be saved.
    pub after_save: Option<Then>,
    /// The session's count of openings that the map has followed.
    opened: u64,
    /// The user has agreed to lose unsaved work, or there is none.
    pub may_close: bool,
}

impl State {
    /// The state of a new window around a session.
    pub(super) fn new(
        mut session: Session,
        ground: GroundState,
        settings: Settings,
        words: Words,
    ) -> Self {
        session.begin_with(settings.template.clone());
        Self {
            session,
            words,
            settings,
            facts: None,
            selection: None,
            selected: Selected::default(),
            summary: Counter::default(),
            tool: Tool::default(),
            layers: LayerPanel::default(),
            bookmarks: BookmarkList::default(),
            guide: GuideState::default(),
            panels: Panels {
                layers: true,
                inspector: true,
                table: true,
            },
            map: MapState::default(),
            ground,
            reach: ReachState::default(),
            table: TableState::default(),
            standard: StandardState::default(),
            search: SearchState::default(),
            inspected: Inspected::default(),
            dialog: None,
            page_preview: Preview::default(),
            chooser: Chooser::default(),
            toasts: Toasts::default(),
            editing: false,
            todo: Vec::new(),
            scenario_cost: String::new(),
            to_open: Vec::new(),
            after_save: None,
            opened: 0,
            may_close: false,
        }
    }

    /// Takes the session's newest answer. The old one stays until there is a new one.
    pub(super) fn refresh(&mut self) {
        let version = self.session.results_version();
        if self.facts.as_ref().is_some_and(|f| f.version == version) {
            return;
        }
        let (Some(answer), Some(scene)) = (self.session.answer(), self.session.scene()) else {
            if self.facts.take().is_some() {
                self.select_only(None);
                self.map.forget();
            }
            return;
        };
        let (data, results) = (&answer.baseline.dataset, &answer.results);
        let before = self.facts.as_ref().filter(|f| Arc::ptr_eq(&f.data, data));
        let same_data = before.is_some();
        let followed = before.and_then(|before| {
            let changed = self.session.changed_since(before.scene.id)?;
            let kept = &before.catchments;
            Some(kept.next(data, &before.coverage, &results.coverage, &changed))
        });
        let facts = Facts {
            data: Arc::clone(data),
            coverage: Arc::clone(&results.coverage),
            areas: results.areas.clone(),
            shares: answer.shares.clone(),
            demand: Arc::clone(&answer.baseline.demand),
            scene: Arc::clone(scene),
            register: answer.held.register.clone().unwrap_or_default(),
            standard: answer.held.answer.clone(),
            invented: before.map_or_else(
                || self.words.invented(data).is_some(),
                |before| before.invented,
            ),
            catchments: Arc::new(followed.unwrap_or_default()),
            version,
        };
        self.keep_selected(&facts, same_data);
        if !same_data {
            self.map.new_data();
        }
        self.facts = Some(facts);
        let opened = self.session.opened_count();
        if opened != self.opened {
            self.opened = opened;
            self.ground.declined = None;
            self.map.new_project(self.session.saved_view());
        }
    }

    /// How the map looks.
    pub(super) fn look(&self) -> &MapLook {
        &self.session.state().look
    }

    /// The tiers that are not drawn.
    pub(super) fn hidden_tiers(&self, facts: &Facts) -> BTreeSet<u16> {
        let tiers = (0u16..).zip(&facts.data.tiers);
        self.look().hidden_of(tiers.map(|(i, t)| (i, &*t.name)))
    }

    /// Another look of the map; undoable.
    pub(super) fn restyle(&mut self, change: LookChange) {
        self.change(Change::Look(change));
    }

    /// A change of the project; undoable.
    pub(super) fn change(&mut self, change: Change) {
        self.session.change(change);
    }

    /// Saves the project, with where the map stands.
    pub(super) fn save_to(&mut self, path: PathBuf) {
        let view = self.map.saved_view();
        self.session.save(path, view);
    }

    /// Selects something and shows it in the map, if it is not in sight.
    pub(super) fn select_and_show(&mut self, pick: Pick) {
        self.selection = Some(pick);
        self.map.show(pick);
    }
}

/// The answer of the demo county, for tests.
#[cfg(test)]
pub(super) fn facts_of_the_demo() -> Facts {
    use crate::base::Progress;
    use crate::session::{Answer, open_demo};
    static DEMO: std::sync::OnceLock<Facts> = std::sync::OnceLock::new();
    let make = || {
        let opened = open_demo(&Progress::new()).expect("the demo opens");
        let answer =
            Answer::complete(&opened.baseline, &opened.state, &Progress::new()).expect("an answer");
        Facts {
            data: Arc::clone(&opened.baseline.dataset),
            coverage: Arc::clone(&answer.results.coverage),
            areas: answer.results.areas.clone(),
            shares: answer.shares.clone(),
            demand: Arc::clone(&opened.baseline.demand),
            scene: Arc::new(Scene::default()),
            register: Arc::default(),
            standard: None,
            invented: true,
            catchments: Arc::default(),
            version: 1,
        }
    };
    DEMO.get_or_init(make).clone()
}
