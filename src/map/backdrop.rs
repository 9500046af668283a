//! What lies beneath the user's own data: land, large lakes and rivers, and the lines between countries, which are drawn only if
//! they are asked for. All of it is Natural Earth 1:50 000 000, carried in the program (`assets/ground`).
//!
//! It orients and does no more: nothing is measured on it. Each part is decoded once, when it is first drawn.

use std::sync::OnceLock;

use geo::{Coord, LineString};

use crate::base::LonLat;
use crate::base::projection::mercator;

/// Steps of the files per degree.
const GRID: f64 = 100.0;
/// How far land and the lines between countries may lie from where they are, metres: what 0.05 mm are on a sheet at 1:50 000 000.
pub const TRUE_TO: f64 = 2500.0;
/// The same of lakes and rivers, which the source keeps on a grid of up to 4 km.
pub const WATERS_TRUE_TO: f64 = 4000.0;

/// What the files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Rings that together are filled by the rule of winding: outsides and holes run in opposite directions.
    Rings,
    Lines,
}

impl Kind {
    fn magic(self) -> &'static [u8] {
        match self {
            Self::Rings => b"LMLAND1\n",
            Self::Lines => b"LMLINE1\n",
        }
    }
}

/// A ring of land or of a lake, or a line.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its corners in Web Mercator's plane; one across 180° runs on beyond the unit square. A ring is closed.
    pub line: LineString<f64>,
    /// The least x and y.
    pub low: [f64; 2],
    /// The largest x and y.
    pub high: [f64; 2],
    /// Of land: it was closed along the south pole, goes once around the Earth, and its last edges are no coast. Of a river: it is part
    /// of a long one.
    pub flag: bool,
}

/// The rings of all land.
#[must_use]
pub fn land() -> &'static [Shape] {
    static LAND: OnceLock<Vec<Shape>> = OnceLock::new();
    LAND.get_or_init(|| of(LAND_FILE, Kind::Rings))
}

/// The rings of large lakes.
#[must_use]
pub fn lakes() -> &'static [Shape] {
    static LAKES: OnceLock<Vec<Shape>> = OnceLock::new();
    LAKES.get_or_init(|| of(LAKES_FILE, Kind::Rings))
}

/// Large rivers, as lines. Their corners are rounded: the source keeps them on a grid so coarse that it would be seen.
#[must_use]
pub fn rivers() -> &'static [Shape] {
    static RIVERS: OnceLock<Vec<Shape>> = OnceLock::new();
    RIVERS.get_or_init(|| {
        let mut rivers = of(RIVERS_FILE, Kind::Lines);
        for river in &mut rivers {
            river.line = rounded(&rounded(&river.line));
        }
        rivers
    })
}

/// The lines between countries as Natural Earth draws them: by who controls the ground, whoever claims it.
#[must_use]
pub fn countries() -> &'static [Shape] {
    static COUNTRIES: OnceLock<Vec<Shape>> = OnceLock::new();
    COUNTRIES.get_or_init(|| of(COUNTRIES_FILE, Kind::Lines))
}

static LAND_FILE: &[u8] = include_bytes!("../../assets/ground/land.bin");
static LAKES_FILE: &[u8] = include_bytes!("../../assets/ground/lakes.bin");
static RIVERS_FILE: &[u8] = include_bytes!("../../assets/ground/rivers.bin");
static COUNTRIES_FILE: &[u8] = include_bytes!("../../assets/ground/countries.bin");

/// The shapes of one of the program's own files. A program whose own file is broken draws none; a test holds that they are whole.
fn of(file: &[u8], kind: Kind) -> Vec<Shape> {
    decode(file, kind).unwrap_or_default()
}

/// The shapes of a file as `assets/ground/make.py` describes it; `None` if it is not such a file.
fn decode(file: &[u8], kind: Kind) -> Option<Vec<Shape>> {
    let mut rest = file.strip_prefix(kind.magic())?;
    let shapes = varint(&mut rest)?;
    let shapes = (0..shapes)
        .map(|_| shape(&mut rest, kind))
        .collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(shapes)
}

fn shape(rest: &mut &[u8], kind: Kind) -> Option<Shape> {
    let head = varint(rest)?;
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let (mut x, mut y) = (0i32, 0i32);
    let mut corners = Vec::new();
    for _ in 0..head / 2 {
        x = x.checked_add(unzigzag(varint(rest)?))?;
        y = y.checked_add(unzigzag(varint(rest)?))?;
        // Not `LonLat`'s own wrapping: a shape may run on beyond 180°.
        let lat = LonLat::new(0.0, f64::from(y) / GRID);
        let at = [f64::from(x) / GRID / 360.0 + 0.5, mercator(lat)[1]];
        for i in 0..2 {
            low[i] = low[i].min(at[i]);
            high[i] = high[i].max(at[i]);
        }
        corners.push(Coord { x: at[0], y: at[1] });
    }
    let mut line = LineString(corners);
    if kind == Kind::Rings {
        line.close();
    }
    Some(Shape {
        line,
        low,
        high,
        flag: head % 2 == 1,
    })
}

/// The line with its corners cut (Chaikin 1974); its ends stay.
fn rounded(line: &LineString<f64>) -> LineString<f64> {
    let (Some(first), Some(last)) = (line.0.first(), line.0.last()) else {
        return line.clone();
    };
    let cut = line
        .lines()
        .flat_map(|l| [l.start * 0.75 + l.end * 0.25, l.start * 0.25 + l.end * 0.75]);
    let inner = cut.skip(1).take(2 * line.0.len().saturating_sub(2));
    std::iter::once(*first)
        .chain(inner)
        .chain([*last])
        .collect()
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

    fn is_in(rings: &[Shape], lon: f64, lat: f64) -> bool {
        let [x, y] = mercator(LonLat::new(lon, lat));
        let winding = |x: f64| -> i32 {
            let edges = rings.iter().flat_map(|r| r.line.lines());
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
            assert!(is_in(land(), lon, lat), "{what}");
        }
        for (what, lon, lat) in [
            ("mid-Pacific", -150.0, 10.0),
            ("Bay of Bengal", 89.0, 15.0),
            ("Yellow Sea", 123.0, 35.5),
            ("across 180°", 180.0, 0.0),
            ("Caspian Sea", 51.0, 41.5),
            ("North pole", 0.0, 85.0),
        ] {
            assert!(!is_in(land(), lon, lat), "{what}");
        }
    }

    #[test]
    fn lakes_and_rivers_are_where_they_are() {
        for (what, lon, lat) in [
            ("Qinghai", 100.2, 36.9),
            ("Baikal", 108.0, 53.5),
            ("Victoria", 33.0, -1.0),
        ] {
            assert!(is_in(lakes(), lon, lat), "{what}");
        }
        assert!(!is_in(lakes(), 116.4, 39.9), "Beijing");
        let near = |lon: f64, lat: f64| {
            let [x, y] = mercator(LonLat::new(lon, lat));
            let apart = |c: &Coord<f64>| (c.x - x).hypot(c.y - y) * 360.0;
            let all = rivers()
                .iter()
                .filter(|r| r.flag)
                .flat_map(|r| r.line.0.iter());
            all.map(apart).fold(f64::INFINITY, f64::min)
        };
        for (what, lon, lat) in [
            ("Chang Jiang at Wuhan", 114.3, 30.6),
            ("Huang He at Lanzhou", 103.8, 36.05),
            ("Amazon at Manaus", -59.9, -3.1),
            ("Nile at Luxor", 32.6, 25.7),
        ] {
            assert!(near(lon, lat) < 0.15, "{what}: {}", near(lon, lat));
        }
        assert!(near(130.0, -25.0) > 1.0, "the desert");
    }

    #[test]
    fn lines_between_countries_lie_between_them() {
        let crossed = |lon: f64, from: f64, to: f64| {
            let (top, low) = (
                mercator(LonLat::new(lon, to)),
                mercator(LonLat::new(lon, from))[1],
            );
            let lines = countries().iter().flat_map(|c| c.line.lines());
            lines
                .filter(|l| (l.start.x < top[0]) != (l.end.x < top[0]))
                .map(|l| l.start.y + (top[0] - l.start.x) / l.dx() * l.dy())
                .filter(|y| (top[1]..low).contains(y))
                .count()
        };
        assert_eq!(crossed(2.0, 42.0, 43.5), 1, "Spain and France");
        assert_eq!(crossed(-100.0, 45.0, 52.0), 1, "United States and Canada");
        assert_eq!(crossed(135.0, -35.0, -10.0), 0, "Australia");
    }

    #[test]
    fn a_rounded_line_keeps_its_ends_and_stays_between_its_corners() {
        let line: LineString<f64> = vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)].into();
        let expected: LineString<f64> = vec![(0.0, 0.0), (3.0, 0.0), (4.0, 1.0), (4.0, 4.0)].into();
        assert_eq!(rounded(&line), expected);
        let short: LineString<f64> = vec![(0.0, 0.0), (4.0, 0.0)].into();
        assert_eq!(rounded(&short), short);
    }

    #[test]
    fn shapes_are_whole_and_small_in_all() {
        let rings = land();
        assert!((1300..1500).contains(&rings.len()), "{}", rings.len());
        assert_eq!(rings.iter().filter(|r| r.flag).count(), 1);
        assert!((300..350).contains(&lakes().len()) && (800..1000).contains(&rivers().len()));
        assert!((300..400).contains(&countries().len()));
        let bytes = [LAND_FILE, LAKES_FILE, RIVERS_FILE, COUNTRIES_FILE].map(<[u8]>::len);
        assert!(bytes.iter().sum::<usize>() < 300_000, "{bytes:?}");
        for ring in rings.iter().chain(lakes()) {
            assert!(ring.line.is_closed() && ring.line.0.len() > 3);
        }
        for shape in rings
            .iter()
            .chain(lakes())
            .chain(rivers())
            .chain(countries())
        {
            assert!(
                shape.low[0] >= 0.0 && shape.low[0] < 1.0 && shape.high[0] - shape.low[0] <= 1.0
            );
            assert!(shape.low[1] >= 0.0 && shape.high[1] <= 1.0);
        }
    }

    #[test]
    fn a_broken_file_is_refused() {
        let file = LAND_FILE;
        assert!(decode(file, Kind::Rings).is_some() && decode(file, Kind::Lines).is_none());
        assert!(decode(&file[1..], Kind::Rings).is_none());
        assert!(decode(&file[..file.len() - 1], Kind::Rings).is_none());
        assert!(decode(&[file, &[0]].concat(), Kind::Rings).is_none());
        assert!(decode(b"LMLAND1\n\xff\xff\xff\xff\xff\xff", Kind::Rings).is_none());
    }
}
