//! What lies beneath the planner's data: the land that comes with the program, nothing, or tiles of the user's choice.
//!
//! A part of the project. Keys for servers are not: they belong to the user (`io::settings`) and never stand in a project's file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What is drawn, and how strongly.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// What is drawn.
    pub ground: GroundSource,
    /// How strongly tiles are drawn.
    pub strength: Strength,
}

impl Default for Background {
    fn default() -> Self {
        Self {
            ground: GroundSource::Land,
            strength: Strength::default(),
        }
    }
}

impl Background {
    /// Whether it is what a project has unless told otherwise.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What is drawn beneath the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum GroundSource {
    /// Land, coast and graticule from within the program.
    #[default]
    Land,
    /// Nothing.
    Nothing,
    /// Tiles from a file: MBTiles or PMTiles.
    File(PathBuf),
    /// Tiles from a server that the user named.
    Address(TileAddress),
}

impl GroundSource {
    /// Whether it consists of tiles.
    #[must_use]
    pub fn is_tiles(&self) -> bool {
        matches!(self, Self::File(_) | Self::Address(_))
    }
}

/// A server's tiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TileAddress {
    /// What the user calls it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The address of a tile with `{z}`, `{x}`, `{y}` in it. A key stands in it as `{key}`, never itself.
    pub template: String,
    /// Whose the tiles are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attribution: String,
    /// The last level that the server has.
    #[serde(default = "usual_levels")]
    pub max_zoom: u8,
}

/// Most servers of pictures end here.
#[must_use]
pub fn usual_levels() -> u8 {
    19
}

/// How strongly tiles are drawn, percent: at 100 as they are, below paler and with less colour, so that the data stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength(pub u8);

impl Strength {
    /// The faintest.
    pub const LEAST: u8 = 10;

    /// Whether it lies between the faintest and the whole.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (Self::LEAST..=100).contains(&self.0)
    }

    /// From 0 to 1.
    #[must_use]
    pub fn share(self) -> f32 {
        f32::from(self.0.min(100)) / 100.0
    }
}

impl Default for Strength {
    /// Calm: the tiles orient, the data speak.
    fn default() -> Self {
        Self(60)
    }
}
