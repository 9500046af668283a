//! Coordinate reference systems by name: which ones are longitude and latitude on WGS 84, which ones equal it for measuring how far
//! a village is from a clinic, which one can be converted exactly, and what unnamed numbers look like.
//!
//! A datum that lies tens of metres off (Beijing 1954, Xi'an 1980) or a shifted system (GCJ-02) is never taken for WGS 84.

use crate::base::LonLat;
use crate::base::ecef::EQUATORIAL_RADIUS;

/// A coordinate reference system that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::io) enum Crs {
    /// Longitude and latitude on WGS 84, declared or by default.
    Wgs84,
    /// Longitude and latitude on a datum within about two metres of WGS 84; its name.
    LikeWgs84(String),
    /// Web Mercator (EPSG:3857) in metres; its name.
    WebMercator(String),
}

/// Geographic systems on datums that lie within about two metres of WGS 84 (EPSG registry: CGCS2000, ETRS89, NAD83 and its later
/// realisations, GDA94, GDA2020, `NZGD2000`, JGD2000, JGD2011, Korea 2000, SIRGAS 2000, Hartebeesthoek94, RGF93, ITRF realisations).
const LIKE_WGS84: [u32; 22] = [
    4490, 4479, 4480, 4258, 4937, 4936, 4269, 6318, 4283, 7844, 4167, 4612, 6668, 4737, 4674, 4148,
    4171, 7789, 7912, 9000, 8999, 4755,
];

impl Crs {
    /// The system of a name: `EPSG:4326`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `http://www.opengis.net/def/crs/EPSG/0/3857` …
    pub fn named(name: &str) -> Option<Self> {
        let plain = name.trim().to_uppercase();
        let mut parts = plain
            .split([':', '/', '#'])
            .filter(|part| !part.is_empty())
            .rev();
        let code = parts.next()?;
        if matches!(code, "CRS84" | "CRS84H" | "WGS84" | "WGS 84") {
            return Some(Self::Wgs84);
        }
        if code == "CGCS2000" {
            return Some(Self::LikeWgs84("CGCS2000".into()));
        }
        let number: u32 = code.parse().ok()?;
        // A bare number is an EPSG code; otherwise the authority stands before it, a version perhaps between.
        if !parts.clone().all(|part| part != "ESRI") && number < 100_000 {
            return None;
        }
        match number {
            4326 | 4979 => Some(Self::Wgs84),
            3857 | 3785 | 900_913 | 102_100 | 102_113 => {
                Some(Self::WebMercator(format!("EPSG:{number}")))
            }
            n if LIKE_WGS84.contains(&n) => Some(Self::LikeWgs84(format!("EPSG:{n}"))),
            _ => None,
        }
    }

    /// The name for [`SourceInfo`](crate::model::SourceInfo).
    pub fn name(&self) -> &str {
        match self {
            Self::Wgs84 => "OGC:CRS84",
            Self::LikeWgs84(name) | Self::WebMercator(name) => name,
        }
    }

    /// Degrees on WGS 84 of a pair in this system, unchecked. Web Mercator: EPSG Guidance Note 7-2, method 1024.
    pub fn degrees(&self, x: f64, y: f64) -> LonLat {
        match self {
            Self::Wgs84 | Self::LikeWgs84(_) => LonLat::new(x, y),
            Self::WebMercator(_) => LonLat::new(
                (x / EQUATORIAL_RADIUS).to_degrees(),
                (y / EQUATORIAL_RADIUS).sinh().atan().to_degrees(),
            ),
        }
    }
}

/// What coordinates outside ±180 / ±90 look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooksLike {
    /// Latitude first.
    Swapped,
    /// Longitudes counted from 0 to 360.
    Turn360,
    /// Web Mercator metres, EPSG:3857.
    WebMercator,
    /// Gauss–Krüger (CGCS2000, Xi'an 1980 or Beijing 1954) with the zone before the easting.
    GaussKruger {
        /// The zone's number.
        zone: u8,
        /// 3 or 6 degrees wide.
        width: u8,
        /// Whether the northing stands first.
        northing_first: bool,
    },
    /// UTM or Gauss–Krüger metres without a zone.
    Transverse,
    /// Nothing known.
    Unknown,
}

impl LooksLike {
    /// Judges the first coordinates of the rows concerned.
    pub(super) fn judge(pairs: &[[f64; 2]]) -> Self {
        let all = |test: &dyn Fn(f64, f64) -> bool| {
            !pairs.is_empty() && pairs.iter().all(|[x, y]| test(*x, *y))
        };
        if all(&|x, y| x.abs() <= 90.0 && y.abs() <= 180.0) {
            return Self::Swapped;
        }
        if all(&|x, y| (-1e-9..=360.0).contains(&x) && y.abs() <= 90.0) {
            return Self::Turn360;
        }
        for northing_first in [false, true] {
            let axes = |x: f64, y: f64| if northing_first { (y, x) } else { (x, y) };
            for (width, zones) in [(3, 25..=45), (6, 16..=23)] {
                let zone_of = |x: f64, y: f64| {
                    let (east, north) = axes(x, y);
                    let within = east.rem_euclid(1e6);
                    ((0.0..1e7).contains(&north) && (1.5e5..8.5e5).contains(&within))
                        .then_some((east / 1e6).floor() as i64)
                };
                if all(&|x, y| zone_of(x, y).is_some_and(|z| zones.contains(&z))) {
                    let zone = pairs.first().and_then(|[x, y]| zone_of(*x, *y));
                    return Self::GaussKruger {
                        zone: zone.and_then(|z| u8::try_from(z).ok()).unwrap_or(0),
                        width,
                        northing_first,
                    };
                }
            }
        }
        if all(&|x, y| (1e5..9e5).contains(&x) && (0.0..1e7).contains(&y) && y > 1e4) {
            return Self::Transverse;
        }
        let half = std::f64::consts::PI * EQUATORIAL_RADIUS + 1.0;
        if all(&|x, y| x.abs() <= half && y.abs() <= half && x.abs().max(y.abs()) > 1e4) {
            return Self::WebMercator;
        }
        Self::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_all_their_names() {
        for name in [
            "EPSG:4326",
            "epsg:4326",
            "urn:ogc:def:crs:EPSG::4326",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "OGC:CRS84",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "https://www.opengis.net/def/crs/EPSG/0/4326",
            "4326",
        ] {
            assert_eq!(Crs::named(name), Some(Crs::Wgs84), "{name}");
        }
        assert_eq!(
            Crs::named("urn:ogc:def:crs:EPSG::4490"),
            Some(Crs::LikeWgs84("EPSG:4490".into()))
        );
        assert_eq!(
            Crs::named("urn:ogc:def:crs:EPSG::900913"),
            Some(Crs::WebMercator("EPSG:900913".into()))
        );
        for name in ["EPSG:4214", "EPSG:4610", "EPSG:4527", "GCJ-02", "", "EPSG:"] {
            assert_eq!(Crs::named(name), None, "{name}");
        }
    }

    #[test]
    fn web_mercator_is_undone() {
        // EPSG Guidance Note 7-2, Popular Visualisation Pseudo-Mercator: 24°22′54.433″ N, 100°20′0″ W.
        let p = Crs::WebMercator("EPSG:3857".into())
            .degrees(-11_169_055.576_258_47, 2_800_000.003_136_157);
        assert!((p.lon + 100.333_333_333).abs() < 1e-8, "{p:?}");
        assert!((p.lat - 24.381_786_944).abs() < 1e-8, "{p:?}");
    }

    #[test]
    fn unnamed_numbers_are_recognised() {
        for (x, y, looks_like) in [
            (34.5, 119.2, LooksLike::Swapped),
            (190.0, -17.0, LooksLike::Turn360),
            (13_270_000.0, 4_100_000.0, LooksLike::WebMercator),
            (
                40_456_789.0,
                3_812_345.0,
                LooksLike::GaussKruger {
                    zone: 40,
                    width: 3,
                    northing_first: false,
                },
            ),
            (
                3_812_345.0,
                20_456_789.0,
                LooksLike::GaussKruger {
                    zone: 20,
                    width: 6,
                    northing_first: true,
                },
            ),
            (456_789.0, 3_812_345.0, LooksLike::Transverse),
            (1e9, 1e9, LooksLike::Unknown),
        ] {
            assert_eq!(LooksLike::judge(&[[x, y]]), looks_like, "{x} {y}");
        }
    }
}
