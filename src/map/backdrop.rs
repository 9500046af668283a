//! The land of the Earth, beneath the user's own data: Natural Earth 1:50 000 000, carried in the program (`assets/ground`).
//!
//! It orients and does no more: nothing is measured on it, and it has no borders. It is decoded once, when it is first drawn.

use std::sync::OnceLock;

use geo::{Coord, LineString};

use crate::base::LonLat;
use crate::base::projection::mercator;

static FILE: &[u8] = include_bytes!("../../assets/ground/land.bin");
const MAGIC: &[u8] = b"LMLAND1\n";
/// Steps of the file per degree.
const GRID: f64 = 100.0;
/// How far the land may lie from where it is, metres: what 0.05 mm are on a sheet at 1:50 000 000.
pub const TRUE_TO: f64 = 2500.0;

/// A ring of land, or of water in it: outsides and holes run in opposite directions.
#[derive(Debug, Clone)]
pub struct Ring {
    /// Its corners in Web Mercator's plane; one across 180° runs on beyond the unit square.
    pub line: LineString<f64>,
    /// The least x and y.
    pub low: [f64; 2],
    /// The largest x and y.
    pub high: [f64; 2],
    /// Whether it was closed along the south pole: it goes once around the Earth, and its last edges are no coast.
    pub polar: bool,
}

/// The rings of all land, which together are filled by the rule of winding.
#[must_use]
pub fn land() -> &'static [Ring] {
    static LAND: OnceLock<Vec<Ring>> = OnceLock::new();
    // A program whose own file is broken draws no land; a test holds that it is whole.
    LAND.get_or_init(|| decode(FILE).unwrap_or_default())
}

/// The rings of a file as `assets/ground/make.py` describes it; `None` if it is not such a file.
fn decode(file: &[u8]) -> Option<Vec<Ring>> {
    let mut rest = file.strip_prefix(MAGIC)?;
    let rings = varint(&mut rest)?;
    let rings = (0..rings)
        .map(|_| ring(&mut rest))
        .collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(rings)
}

fn ring(rest: &mut &[u8]) -> Option<Ring> {
    let head = varint(rest)?;
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let (mut x, mut y) = (0i32, 0i32);
    let mut corners = Vec::new();
    for _ in 0..head / 2 {
        x = x.checked_add(unzigzag(varint(rest)?))?;
        y = y.checked_add(unzigzag(varint(rest)?))?;
        // Not `LonLat`'s own wrapping: a ring may run on beyond 180°.
        let lat = LonLat::new(0.0, f64::from(y) / GRID);
        let at = [f64::from(x) / GRID / 360.0 + 0.5, mercator(lat)[1]];
        for i in 0..2 {
            low[i] = low[i].min(at[i]);
            high[i] = high[i].max(at[i]);
        }
        corners.push(Coord { x: at[0], y: at[1] });
    }
    let mut line = LineString(corners);
    line.close();
    Some(Ring {
        line,
        low,
        high,
        polar: head % 2 == 1,
    })
}

fn varint(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    for shift in (0..32).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some(value);
        }
    }
    None
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_land(lon: f64, lat: f64) -> bool {
        let [x, y] = mercator(LonLat::new(lon, lat));
        let winding = |x: f64| -> i32 {
            let edges = land().iter().flat_map(|r| r.line.lines());
            edges
                .map(|l| {
                    let (a, b) = (l.start, l.end);
                    let side = (b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y);
                    match (a.y <= y, b.y <= y) {
                        (true, false) if side > 0.0 => 1,
                        (false, true) if side < 0.0 => -1,
                        _ => 0,
                    }
                })
                .sum()
        };
        [x - 1.0, x, x + 1.0].into_iter().any(|x| winding(x) != 0)
    }

    #[test]
    fn land_and_water_are_where_they_are() {
        for (what, lon, lat) in [
            ("Beijing", 116.4, 39.9),
            ("Agartala", 91.3, 23.8),
            ("Haikou's island", 109.8, 19.2),
            ("Lhasa", 91.1, 29.65),
            ("Chukotka, west of 180°", 178.0, 67.5),
            ("Chukotka, east of 180°", -178.0, 66.8),
            ("the south pole's plateau", 100.0, -84.0),
            ("Kansas", -98.0, 38.5),
        ] {
            assert!(is_land(lon, lat), "{what}");
        }
        for (what, lon, lat) in [
            ("mid-Pacific", -150.0, 10.0),
            ("Bay of Bengal", 89.0, 15.0),
            ("Yellow Sea", 123.0, 35.5),
            ("across 180°", 180.0, 0.0),
            ("Caspian Sea", 51.0, 41.5),
            ("North pole", 0.0, 85.0),
        ] {
            assert!(!is_land(lon, lat), "{what}");
        }
    }

    #[test]
    fn rings_are_closed_small_in_all_and_near_the_square() {
        let rings = land();
        assert!((1300..1500).contains(&rings.len()), "{}", rings.len());
        assert!(FILE.len() < 200_000, "{}", FILE.len());
        assert_eq!(rings.iter().filter(|r| r.polar).count(), 1);
        for ring in rings {
            assert!(ring.line.is_closed() && ring.line.0.len() > 3);
            assert!(ring.low[0] >= 0.0 && ring.low[0] < 1.0 && ring.high[0] - ring.low[0] <= 1.0);
            assert!(ring.low[1] >= 0.0 && ring.high[1] <= 1.0);
        }
    }

    #[test]
    fn a_broken_file_is_refused() {
        assert!(decode(FILE).is_some());
        assert!(decode(&FILE[1..]).is_none());
        assert!(decode(&FILE[..FILE.len() - 1]).is_none());
        assert!(decode(&[FILE, &[0]].concat()).is_none());
        assert!(decode(b"LMLAND1\n\xff\xff\xff\xff\xff\xff").is_none());
    }
}
