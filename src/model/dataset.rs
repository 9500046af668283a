//! The immutable baseline of an analysis: facilities, villages and districts with the rows that they come from.
//!
//! Identifiers and names are [`EcoString`]s: up to 15 bytes lie in the struct itself, longer ones are shared by their copies. A nation's
//! villages so need no heap object each.

use std::sync::Arc;

use ecow::EcoString;
use geo::MultiPolygon;

use super::role::LayerRoles;
use super::table::{Cell, FeatureTable};
use super::tier::Tier;
use super::warning::Warning;
use crate::base::{GeoBox, LonLat, Persons};

/// The row of a file that something comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceRow {
    /// The layer's position in [`Dataset::layers`].
    pub layer: u32,
    /// The 0-based row of the layer: the position of the feature in its file.
    pub row: u32,
}

/// A place that gives care.
#[derive(Debug, Clone, PartialEq)]
pub struct Facility {
    /// Where it comes from; a MultiPoint gives several facilities of the same row.
    pub source: SourceRow,
    /// Its identifier as text; the row number where the file has none.
    pub id: EcoString,
    /// Its name; the identifier where the file has none.
    pub name: EcoString,
    /// Its tier, an index into [`Dataset::tiers`].
    pub tier: u16,
    /// Where it stands.
    pub location: LonLat,
}

/// A place where people live.
#[derive(Debug, Clone, PartialEq)]
pub struct Village {
    /// Where it comes from.
    pub source: SourceRow,
    /// Its identifier as text; the row number where the file has none.
    pub id: EcoString,
    /// Its name; the identifier where the file has none.
    pub name: EcoString,
    /// Where it lies; `None` when the file has no usable location.
    pub location: Option<LonLat>,
    /// How many people live there; `None` when the file does not say.
    pub population: Option<Persons>,
}

impl Village {
    /// How many people count: nobody where the file does not say.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.population.map_or(0.0, |p| p.0)
    }
}

/// An area to sum over.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Where it comes from.
    pub source: SourceRow,
    /// Its identifier as text; the row number where the file has none.
    pub id: EcoString,
    /// Its name; the identifier where the file has none.
    pub name: EcoString,
    /// Its area in degrees: x = longitude, y = latitude. Edges are straight in longitude and latitude (RFC 7946, 3.1.1).
    /// Longitudes may pass ±180 in a polygon that crosses the antimeridian without being cut.
    pub shape: Arc<MultiPolygon<f64>>,
    /// The box around it.
    pub extent: GeoBox,
}

/// A file as it was read, with the roles that it serves in.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The rows.
    pub table: Arc<FeatureTable>,
    /// What they serve as.
    pub roles: LayerRoles,
}

/// The baseline. It never changes; edits live in a [`Scenario`](super::Scenario).
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// The files.
    pub layers: Vec<Layer>,
    /// All facilities, by file and row.
    pub facilities: Vec<Facility>,
    /// All villages, by file and row.
    pub villages: Vec<Village>,
    /// All districts, by file and row.
    pub districts: Vec<District>,
    /// The tiers that occur: known ones first, lowest first, then others by first appearance.
    pub tiers: Vec<Tier>,
    /// What the files have to be warned of, those of the readers included.
    pub warnings: Vec<Warning>,
}

impl Dataset {
    /// The attributes of a row: column names with values, in the file's order.
    #[must_use]
    pub fn attributes(&self, source: SourceRow) -> Vec<(Arc<str>, Cell)> {
        self.layers
            .get(source.layer as usize)
            .map_or_else(Vec::new, |layer| {
                layer
                    .table
                    .columns
                    .iter()
                    .map(|c| (Arc::clone(&c.name), c.get(source.row as usize)))
                    .collect()
            })
    }

    /// The box around everything that has a place.
    #[must_use]
    pub fn extent(&self) -> Option<GeoBox> {
        let corners = self.districts.iter().flat_map(|d| {
            [
                LonLat::new(d.extent.west, d.extent.south),
                LonLat::new(d.extent.east, d.extent.north),
            ]
        });
        GeoBox::around(
            self.facilities
                .iter()
                .map(|f| f.location)
                .chain(self.villages.iter().filter_map(|v| v.location))
                .chain(corners),
        )
    }
}
