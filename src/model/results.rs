//! What is answered. Everything that is shown, drawn or written comes from here.

use std::sync::Arc;

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use super::answers::VillageAnswers;
use super::paged::Paged;
use super::scenario::ServingFacility;
use crate::base::{Metres, Persons, SquareMetres};

/// How a village or a district stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Within reach (d ≤ R). A district: all of its villages are.
    Covered,
    /// Within the tolerance of the edge of the reach, on either side.
    Borderline,
    /// Beyond reach. A district: some village is.
    Gap,
    /// Not to be known: no usable location. A district: no village that could be judged.
    Unknown,
}

impl Status {
    /// The word in the output files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Borderline => "borderline",
            Self::Gap => "gap",
            Self::Unknown => "unknown",
        }
    }
}

/// The answer for one village.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VillageAnswer {
    /// The district that contains it, an index into `Dataset::districts`; the first in the file where several do.
    pub district: Option<u32>,
    /// The nearest facility that serves, an index into [`Coverage::facilities`]; ties go to the lower index.
    pub nearest: Option<u32>,
    /// The geodesic distance to it.
    pub distance: Option<Metres>,
    /// The largest R − d over the facilities that serve: how far inside the reach, negative beyond it.
    pub margin: Option<Metres>,
    /// The k-th largest margin, which decides the status; the same as `margin` when k = 1.
    pub deciding: Option<Metres>,
    /// How it stands.
    pub status: Status,
}

impl VillageAnswer {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        district: None,
        nearest: None,
        distance: None,
        margin: None,
        deciding: None,
        status: Status::Unknown,
    };
}

/// The answer for one tier.
#[derive(Debug, Clone, PartialEq)]
pub struct TierAnswer {
    /// Its name as in the data.
    pub name: Arc<str>,
    /// Its radius; `None`: it does not serve.
    pub radius: Option<Metres>,
    /// How many of its facilities serve.
    pub facilities: u32,
    /// How many villages have one of them within reach.
    pub villages_covered: u32,
    /// How many people live in those.
    pub population_covered: Persons,
}

/// The answer for one district. A borderline village counts as covered when its distance is within the radius.
#[derive(Debug, Clone, PartialEq)]
pub struct DistrictAnswer {
    /// Villages inside.
    pub villages: u32,
    /// … within reach.
    pub villages_covered: u32,
    /// … whose status is gap (d > R), borderline ones outside the reach included.
    pub villages_gap: u32,
    /// People inside.
    pub population: Persons,
    /// … within reach.
    pub population_covered: Persons,
    /// The village farthest beyond reach, or the one nearest to the edge: the smallest margin. An index into the villages.
    pub worst_village: Option<u32>,
    /// The distance from there to its nearest facility.
    pub worst_distance: Option<Metres>,
    /// How it stands.
    pub status: Status,
}

impl DistrictAnswer {
    /// The share of people within reach, 0 to 1; `None` without people.
    #[must_use]
    pub fn population_share(&self) -> Option<f64> {
        (self.population.0 > 0.0).then(|| self.population_covered.0 / self.population.0)
    }
}

/// Sums over all villages.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// All villages.
    pub villages: u32,
    /// Within reach, those on the border included when d ≤ R.
    pub covered: u32,
    /// Within the tolerance of the edge; each of them is also counted in `covered` or `gap`.
    pub borderline: u32,
    /// Beyond reach.
    pub gap: u32,
    /// Without a usable location.
    pub unknown: u32,
    /// All people.
    pub population: Persons,
    /// People within reach.
    pub population_covered: Persons,
    /// People beyond reach.
    pub population_gap: Persons,
    /// People of villages without a usable location.
    pub population_unknown: Persons,
}

/// Who is within reach: the part of the answer that follows every touch.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// The facilities of the scenario, served and not; indexes elsewhere point here.
    pub facilities: Paged<ServingFacility>,
    /// Whether each of them serves (not closed, passes the filter, its tier has a radius), and how far.
    pub radii: Vec<Option<Metres>>,
    /// An answer per village.
    pub villages: VillageAnswers,
    /// An answer per district.
    pub districts: Vec<DistrictAnswer>,
    /// An answer per tier.
    pub tiers: Vec<TierAnswer>,
    /// The sums.
    pub totals: Totals,
    /// How many facilities are within reach of each village; `None` until it was counted, which only lists on paper need.
    pub within_reach: Option<Arc<[u32]>>,
    /// The villages beyond reach, worst first: by deciding margin, then more people first, then input order.
    pub gaps: Vec<u32>,
}

/// The share of an area that is within reach, between two proven bounds (0 to 1, `low ≤ high`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaBounds {
    /// The area itself.
    pub area: SquareMetres,
    /// Lower bound of the share within reach.
    pub low: f64,
    /// Upper bound of the share within reach.
    pub high: f64,
}

/// Where care reaches: the part of the answer that takes longer.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// The share within reach of each district.
    pub districts: Vec<AreaBounds>,
    /// The area beyond reach of each district in degrees (x = longitude, y = latitude), valid by RFC 7946, cut at 180°.
    pub beyond: Vec<MultiPolygon<f64>>,
    /// The merged area within reach of each tier, in degrees, cut at 180°; empty for a tier that does not serve.
    pub reach: Vec<MultiPolygon<f64>>,
    /// The area of all districts together with the bounds of its share; `None` without districts.
    pub total: Option<AreaBounds>,
}

/// The whole answer.
#[derive(Debug, Clone)]
pub struct Results {
    /// Who is within reach.
    pub coverage: Arc<Coverage>,
    /// Where care reaches; `None` while it is being computed.
    pub areas: Option<Arc<Areas>>,
}
