//! A view of the map that has a name, so that one comes back to it.

use serde::{Deserialize, Serialize};

use crate::base::LonLat;

/// A named view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// What it is called.
    pub name: String,
    /// The middle of the map.
    pub centre: LonLat,
    /// How large the map is: logical pixels per width of the world, as in the project's saved view.
    pub scale: f64,
}

impl Bookmark {
    /// Whether a map can go there: a place on Earth, a scale, a name that can be read.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let place = LonLat::checked(self.centre.lon, self.centre.lat).is_ok();
        place && self.scale.is_finite() && self.scale > 0.0 && !self.name.trim().is_empty()
    }
}
