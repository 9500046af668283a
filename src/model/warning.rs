//! What is wrong with a file though it can be used: data, not prose; `i18n` has the words.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The kinds of warning. The names in `summary.json` are those of the variants in `snake_case`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// A feature without a geometry.
    NullGeometry,
    /// A geometry that breaks the format (wrong nesting, too few positions, not numbers …).
    BadGeometry,
    /// A coordinate that is not finite or outside ±180 / ±90.
    BadCoordinate,
    /// A coordinate at (0, 0), mostly a missing value that was written as zero.
    NullIsland,
    /// Longitude and latitude that look exchanged, judged by the other rows.
    SwappedCoordinates,
    /// Something that is no feature where one is expected.
    NotAFeature,
    /// The properties are no object.
    BadProperties,
    /// A geometry of a kind that the layer's role cannot use.
    UnusableGeometry,
    /// A polygon, line or group of points stands for one place: a point inside was taken.
    RepresentativePoint,
    /// The same identifier stands on several rows.
    DuplicateId,
    /// No identifier; the row number serves.
    MissingId,
    /// No name.
    MissingName,
    /// The population is missing or not a number; it counts as nobody.
    MissingPopulation,
    /// The population is negative; it counts as nobody.
    NegativePopulation,
    /// A polygon's ring is not closed; it was closed.
    UnclosedRing,
    /// Rings turn the other way than the format asks; they were turned, and nothing else changes.
    RingDirection,
    /// A polygon's border crosses itself; the even-odd area is used.
    SelfIntersection,
    /// A village lies in several districts; the first in the file counts.
    OverlappingDistricts,
    /// A village that no district contains.
    OutsideDistricts,
    /// Two facilities at the same place.
    CoincidentFacilities,
    /// A member of the file that breaks the format but can be passed over.
    OddMember,
    /// The declared coordinate reference system was honoured though newer files must not have one.
    LegacyCrs,
    /// The member `crs` names a system that equals WGS 84 for this purpose.
    AssumedWgs84,
    /// A line of a text sequence that is no JSON.
    BadLine,
    /// A facility's tier is missing; it forms a tier of its own.
    MissingTier,
    /// A row of a table has fewer or more cells than its heading.
    RaggedRow,
}

impl WarningCode {
    /// The code as `summary.json` writes it, `null_geometry` for instance.
    #[must_use]
    pub fn name(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The code of this [`name`](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(name.into()).ok()
    }
}

/// One thing to know about a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// What kind of thing.
    pub code: WarningCode,
    /// The file, as the user gave it.
    pub file: Arc<str>,
    /// The 0-based position of the feature in the file, if it is about one.
    pub source_row: Option<u32>,
    /// The details that the words need: a field's name, the text of a bad value, a count.
    pub detail: String,
}
