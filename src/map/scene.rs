//! The map as marks: everything that is drawn, in drawing order, with a place in Web Mercator's unit square (see
//! [`crate::base::projection::mercator`]) and a class that a style turns into colour, shape and size.

use std::sync::Arc;

use ecow::EcoString;
use geo::MultiPolygon;

use super::drawn::{DISTANCES, Drawn};
pub use super::label_list::Labels;
use super::marks::BitSet;
use super::places::{Places, Span};
pub use super::shown::Shown;
use super::style::Fills;
use crate::base::{GeoBox, Metres};
use crate::model::look::{DistrictFill, ShareScale};
use crate::model::{Areas, Changed, KnownTier, Status};

/// Everything that is drawn, in the usual order from the bottom: districts, reach, villages as dots, facilities, borderline and unknown
/// villages, gaps. Which layers are drawn, in which order and style, is the look's affair; what its filters leave out of the data is not
/// in the scene, or is told by `drawn`.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// The box around everything, in degrees; `None` for an empty project.
    pub extent: Option<GeoBox>,
    /// The districts, in input order.
    pub districts: Vec<DistrictMark>,
    /// The merged reach of each tier that serves, widest radius first.
    pub reach: Vec<ReachMark>,
    /// The villages that are drawn: a dot for each that is within reach. A raised mark hides the dot below it, so a surface may draw them
    /// all.
    pub places: Arc<Places>,
    /// The radius of such a dot in points.
    pub dot: f32,
    /// The villages that are not plainly covered, in drawing order: unknown, borderline, gaps (more people first, so that small marks
    /// stay visible).
    pub raised: Vec<VillageMark>,
    /// The facilities in drawing order: those that do not serve, then the others; lowest tier first.
    pub facilities: Arc<Vec<FacilityMark>>,
    /// The facilities that do not stand where the baseline has them, moved or added, in their order.
    pub edited: Vec<u32>,
    /// Names worth a place, most important first.
    pub labels: Labels,
    /// What the legend explains.
    pub legend: Legend,
    /// The x about which the scene lies: every mark is the copy nearest to it, so a scene across 180° hangs together.
    pub anchor: f64,
    /// A number that no other scene has.
    pub id: u64,
    /// The scene that this one was updated from, and what changed.
    pub since: Option<(u64, Arc<Changed>)>,
    /// Which rows pass the filters of the look, and the classes of distance.
    pub drawn: Drawn,
    /// The rule and the links that are shown in the place of coverage.
    pub shown: Option<Arc<Shown>>,
    /// What `reach` was made from.
    pub(super) areas: Option<Arc<Areas>>,
    /// All villages, where a filter leaves some out of `places`.
    pub(super) all_places: Option<Arc<Places>>,
    /// All marks that stand out, where a filter leaves some out of `raised`.
    pub(super) all_raised: Option<Vec<VillageMark>>,
}

impl Scene {
    /// What the fills of districts say in this style.
    #[must_use]
    pub fn fills(&self, scale: ShareScale) -> Fills {
        match &self.shown {
            Some(shown) if shown.groups && !shown.districts.is_empty() => Fills::Groups,
            _ => Fills::Scale(scale),
        }
    }

    /// Whether a rule colours the map: then nothing on it tells of coverage.
    #[must_use]
    pub fn is_by_rule(&self) -> bool {
        self.shown.as_ref().is_some_and(|s| s.rule.is_some())
    }

    /// Whether districts are filled, in a style with this fill.
    #[must_use]
    pub fn is_filled(&self, fill: DistrictFill) -> bool {
        let by_rule = self.shown.as_ref().is_some_and(|s| s.fills());
        (by_rule || fill != DistrictFill::None) && !self.legend.share_classes.is_empty()
    }

    /// The scene without what only another scene after it would need.
    #[must_use]
    pub fn last(mut self) -> Self {
        self.areas = None;
        self.all_places = None;
        self.all_raised = None;
        self
    }

    /// The villages that are plainly covered with their places, thinned by a grid (see [`Places::thinned`]).
    pub fn covered(&self, level: u8) -> impl Iterator<Item = (u32, [f64; 2])> + '_ {
        let mut raised = BitSet::default();
        for mark in &self.raised {
            raised.insert(mark.village);
        }
        let all = Span {
            low: [f64::NEG_INFINITY; 2],
            high: [f64::INFINITY; 2],
        };
        self.places
            .thinned(all, level)
            .filter(move |(village, _)| !raised.contains(*village))
    }

    /// The gaps, larger ones first.
    #[must_use]
    pub fn gaps(&self) -> &[VillageMark] {
        let first = self.raised.partition_point(|m| m.status != Status::Gap);
        &self.raised[first..]
    }

    /// All marks that stand out, also those that a filter hides.
    pub(super) fn every_raised(&self) -> &[VillageMark] {
        self.all_raised.as_deref().unwrap_or(&self.raised)
    }

    /// How a village is drawn, or would be if no filter hid it; `None` without a place.
    #[must_use]
    pub fn village(&self, village: u32) -> Option<VillageMark> {
        let places = self.all_places.as_ref().unwrap_or(&self.places);
        let mut raised = self.every_raised().iter();
        let raised = raised.find(|m| m.village == village).copied();
        raised.or_else(|| {
            Some(VillageMark {
                village,
                at: places.of(village)?,
                status: Status::Covered,
                radius: self.dot,
            })
        })
    }
}

/// An area with its share class.
#[derive(Debug, Clone)]
pub struct DistrictMark {
    /// Index into `Dataset::districts`.
    pub district: u32,
    /// The area in Mercator's unit square; x runs past 1 where it crosses 180°.
    pub shape: Arc<MultiPolygon<f64>>,
    /// The class of its share: an index into [`Legend::share_classes`]; `None`: nobody lives there, or nobody knows.
    pub class: Option<u8>,
}

/// The merged area within reach of one tier.
#[derive(Debug, Clone)]
pub struct ReachMark {
    /// Index into `Dataset::tiers`.
    pub tier: u16,
    /// The area in Mercator's unit square.
    pub shape: Arc<MultiPolygon<f64>>,
}

/// A village.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VillageMark {
    /// Index into `Dataset::villages`.
    pub village: u32,
    /// Its place in Mercator's unit square.
    pub at: [f64; 2],
    /// How it stands: colour and shape.
    pub status: Status,
    /// The mark's radius in points (1/72 inch on paper, logical pixels on the screen); gaps grow with the square root of their people.
    pub radius: f32,
}

/// What became of a facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacilityState {
    /// It serves where the baseline has it.
    Serving,
    /// It does not serve: the filter or its tier leaves it out.
    Idle,
    /// An edit closed it.
    Closed,
    /// An edit moved it.
    Moved,
    /// An edit added it.
    Added,
    /// It fails the rule that colours the map.
    Failing,
    /// Whether it passes that rule is not known, or on the edge.
    Unsure,
}

/// A facility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FacilityMark {
    /// Index into `Coverage::facilities`.
    pub facility: u32,
    /// Its place in Mercator's unit square.
    pub at: [f64; 2],
    /// Index into `Dataset::tiers`.
    pub tier: u16,
    /// The shape that says its tier.
    pub symbol: Symbol,
    /// Half of the mark's width in points.
    pub radius: f32,
    /// What became of it.
    pub state: FacilityState,
}

/// The shapes of facility marks; a higher tier has a larger, more telling one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// A small square: clinics, and facilities without a tier.
    Square,
    /// A small diamond: community stations.
    Diamond,
    /// A hexagon: community centres.
    Hexagon,
    /// A square with a white cross: township health centres.
    CrossSquare,
    /// A disc with a white cross: county hospitals.
    CrossDisc,
    /// A shield-like pentagon with a white cross: city hospitals.
    CrossPentagon,
    /// A triangle: the first unknown tier.
    Triangle,
    /// A star: further unknown tiers.
    Star,
}

/// A name that may be drawn where nothing more important stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelCandidate {
    /// The anchor in Mercator's unit square: the middle of the text, for points the middle of the mark.
    pub at: [f64; 2],
    /// The text.
    pub text: EcoString,
    /// What it names: its size and weight follow.
    pub of: LabelOf,
    /// The clearance around the anchor in points (the mark's radius), zero for areas.
    pub clearance: f32,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelOf {
    /// A district, by index.
    District(u32),
    /// A facility, by index.
    Facility(u32),
    /// A village, by index.
    Village(u32),
}

/// What the legend explains; its words come from `i18n`.
#[derive(Debug, Clone, Default)]
pub struct Legend {
    /// How many villages are covered, borderline, gap, unknown (entries with zero are left out, gaps always stand).
    pub villages: [u32; 4],
    /// The tiers that are drawn.
    pub tiers: Vec<LegendTier>,
    /// What the classes are of.
    pub fill: DistrictFill,
    /// The classes of the share within reach, lowest first; empty without districts and where nothing fills them.
    pub share_classes: Vec<ShareClass>,
    /// How many districts have no share.
    pub districts_without_share: u32,
    /// Round numbers of people with the radius in points of their gap mark, largest first: `(people, radius)`; at most three, none
    /// where no village beyond reach has people.
    pub gap_sizes: Vec<(f64, f32)>,
    /// The classes of distance; `None`: villages are not coloured by it.
    pub distances: Option<LegendDistances>,
    /// The rule and the links that are shown in the place of coverage. The numbers above are then by that rule.
    pub shown: Option<Arc<Shown>>,
    /// What filters leave out. The numbers above count it all the same.
    pub hidden: Hidden,
}

/// How many rows the filters of the look leave out of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hidden {
    /// Villages of any status.
    pub villages: u32,
    /// … of which are gaps.
    pub gaps: u32,
    /// Facilities.
    pub facilities: u32,
    /// Districts.
    pub districts: u32,
}

/// The classes of distance in the legend: ½ R, R, 1½ R, 2 R and beyond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegendDistances {
    /// How many villages fall into each class, nearest first; borderline and unknown ones fall into none.
    pub counts: [u32; DISTANCES],
    /// The radius, where all that serve have the same; `None`: classes are shares of the own tier's radius.
    pub radius: Option<Metres>,
}

/// A tier in the legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendTier {
    /// Index into `Dataset::tiers`.
    pub tier: u16,
    /// Its name as in the data; empty without tiers.
    pub name: Arc<str>,
    /// The level that the name means.
    pub known: Option<KnownTier>,
    /// Its symbol.
    pub symbol: Symbol,
    /// Half of the mark's width in points.
    pub radius: f32,
    /// How many facilities serve.
    pub facilities: u32,
    /// How far they reach; `None`: they do not serve.
    pub reach: Option<Metres>,
}

/// A class of the share within reach: `low ≤ share < high` (the last one includes 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareClass {
    /// Lower bound, 0 to 1.
    pub low: f64,
    /// Upper bound, 0 to 1.
    pub high: f64,
    /// How many districts fall into it.
    pub districts: u32,
}
