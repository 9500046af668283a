//! Positions and boxes in degrees on WGS 84.

use serde::{Deserialize, Serialize};

/// A position in degrees of longitude (east positive, −180 to 180) and geodetic latitude (north positive) on WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LonLat {
    /// Degrees east of Greenwich.
    pub lon: f64,
    /// Degrees north of the equator.
    pub lat: f64,
}

/// Why a pair of numbers is no position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CoordinateProblem {
    /// One of them is NaN or infinite.
    #[error("not finite")]
    NotFinite,
    /// Outside ±180 / ±90.
    #[error("({lon}, {lat}) is outside ±180 / ±90")]
    OutOfRange {
        /// The first number.
        lon: f64,
        /// The second number.
        lat: f64,
    },
}

impl LonLat {
    /// A position from degrees that are known to be good.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// A position from degrees of unknown quality.
    ///
    /// # Errors
    /// When a number is not finite, the latitude lies outside ±90 or the longitude outside ±180.
    pub fn checked(lon: f64, lat: f64) -> Result<Self, CoordinateProblem> {
        if !lon.is_finite() || !lat.is_finite() {
            Err(CoordinateProblem::NotFinite)
        } else if lon.abs() > 180.0 || lat.abs() > 90.0 {
            Err(CoordinateProblem::OutOfRange { lon, lat })
        } else {
            Ok(Self { lon, lat })
        }
    }
}

/// A longitude brought into (−180, 180] degrees.
#[must_use]
pub fn wrap_longitude(lon: f64) -> f64 {
    if lon > -180.0 && lon <= 180.0 {
        return lon;
    }
    let wrapped = (lon + 180.0).rem_euclid(360.0) - 180.0;
    if wrapped <= -180.0 { 180.0 } else { wrapped }
}

/// A box of positions in degrees. `west > east` means that it crosses 180°.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeoBox {
    /// Western edge, −180 to 180.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge, −180 to 180.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl GeoBox {
    /// The smallest box around the positions; it crosses 180° when that makes it narrower. `None` without positions.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut west_shifted, mut east_shifted) = (f64::INFINITY, f64::NEG_INFINITY);
        for p in points {
            south = south.min(p.lat);
            north = north.max(p.lat);
            west = west.min(p.lon);
            east = east.max(p.lon);
            // The remainder, without a division for the longitudes that there are.
            let shifted = match p.lon {
                lon @ 0.0..360.0 => lon,
                lon @ -360.0..0.0 => lon + 360.0,
                lon => lon.rem_euclid(360.0),
            };
            west_shifted = west_shifted.min(shifted);
            east_shifted = east_shifted.max(shifted);
        }
        if !south.is_finite() {
            return None;
        }
        if east - west > 180.0 && east_shifted - west_shifted < east - west {
            west = wrap_longitude(west_shifted);
            east = wrap_longitude(east_shifted);
        }
        Some(Self {
            west,
            south,
            east,
            north,
        })
    }

    /// The width in degrees, across 180° if need be.
    #[must_use]
    pub fn width(&self) -> f64 {
        if self.east >= self.west {
            self.east - self.west
        } else {
            self.east - self.west + 360.0
        }
    }

    /// The middle of the box in degrees.
    #[must_use]
    pub fn centre(&self) -> LonLat {
        LonLat::new(
            wrap_longitude(self.west + self.width() / 2.0),
            f64::midpoint(self.south, self.north),
        )
    }

    /// Whether the position lies in the box or on its edge.
    #[must_use]
    pub fn contains(&self, p: LonLat) -> bool {
        let inside_lon = if self.east >= self.west {
            p.lon >= self.west && p.lon <= self.east
        } else {
            p.lon >= self.west || p.lon <= self.east
        };
        inside_lon && p.lat >= self.south && p.lat <= self.north
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_takes_the_short_way_across_180() {
        let b = GeoBox::around([LonLat::new(179.0, -17.0), LonLat::new(-179.0, -16.0)])
            .expect("points");
        assert!((b.width() - 2.0).abs() < 1e-12);
        assert!(b.contains(LonLat::new(180.0, -16.5)) && !b.contains(LonLat::new(0.0, -16.5)));
        assert!((b.centre().lon.abs() - 180.0).abs() < 1e-9);
    }

    #[test]
    fn longitudes_wrap_into_one_turn() {
        for (given, wrapped) in [
            (181.0, -179.0),
            (-180.0, 180.0),
            (180.0, 180.0),
            (540.0, 180.0),
            (-181.0, 179.0),
            (12.5, 12.5),
        ] {
            assert!((wrap_longitude(given) - wrapped).abs() < 1e-12, "{given}");
        }
    }
}
