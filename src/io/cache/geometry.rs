//! Geometries as three plain lists: kinds (with the members of a collection behind it), how many parts each has, and coordinates.

use std::sync::Arc;

use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};

use super::encode::{count, numbers};
use super::format::{Bytes, DEEPEST, shape};
use crate::base::LonLat;
use crate::model::Geometry;

#[derive(Default)]
struct Lists {
    kinds: Vec<u8>,
    counts: Vec<u32>,
    coordinates: Vec<[f64; 2]>,
}

/// The section of the geometries; `None` when they cannot be told.
pub(super) fn encode(geometries: &[Geometry], out: &mut Vec<u8>) -> Option<()> {
    let mut lists = Lists::default();
    lists.kinds.reserve(geometries.len());
    lists.coordinates.reserve(geometries.len());
    for geometry in geometries {
        lists.enter(geometry, 0)?;
    }
    count(lists.kinds.len(), out)?;
    count(lists.counts.len(), out)?;
    out.extend_from_slice(&lists.kinds);
    numbers(&lists.counts, u32::to_le_bytes, out);
    numbers(&lists.coordinates, pair_to_bytes, out);
    Some(())
}

impl Lists {
    fn count(&mut self, count: usize) -> Option<()> {
        self.counts.push(u32::try_from(count).ok()?);
        Some(())
    }

    fn line(&mut self, line: &LineString<f64>) -> Option<()> {
        self.count(line.0.len())?;
        self.coordinates.extend(line.0.iter().map(|c| [c.x, c.y]));
        Some(())
    }

    fn enter(&mut self, geometry: &Geometry, depth: u8) -> Option<()> {
        match geometry {
            Geometry::Missing => self.kinds.push(shape::MISSING),
            Geometry::Point(p) => {
                self.kinds.push(shape::POINT);
                self.coordinates.push([p.lon, p.lat]);
            }
            Geometry::Points(list) => {
                self.kinds.push(shape::POINTS);
                self.count(list.len())?;
                self.coordinates.extend(list.iter().map(|p| [p.lon, p.lat]));
            }
            Geometry::Lines(lines) => {
                self.kinds.push(shape::LINES);
                self.count(lines.0.len())?;
                lines.iter().try_for_each(|line| self.line(line))?;
            }
            Geometry::Area(area) => {
                self.kinds.push(shape::AREA);
                self.count(area.0.len())?;
                for polygon in area.iter() {
                    self.count(polygon.interiors().len())?;
                    self.line(polygon.exterior())?;
                    let mut holes = polygon.interiors().iter();
                    holes.try_for_each(|hole| self.line(hole))?;
                }
            }
            Geometry::Collection(parts) => {
                if depth >= DEEPEST {
                    return None;
                }
                self.kinds.push(shape::COLLECTION);
                self.count(parts.len())?;
                let mut parts = parts.iter();
                parts.try_for_each(|part| self.enter(part, depth + 1))?;
            }
        }
        Some(())
    }
}

fn pair_to_bytes([x, y]: [f64; 2]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&x.to_le_bytes());
    bytes[8..].copy_from_slice(&y.to_le_bytes());
    bytes
}

fn pair(bytes: &[u8; 16]) -> [f64; 2] {
    let [x, y] = bytes.as_chunks::<8>().0 else {
        return [f64::NAN; 2];
    };
    [f64::from_le_bytes(*x), f64::from_le_bytes(*y)]
}

/// What is left of the three lists.
struct Rest<'a> {
    kinds: &'a [u8],
    counts: &'a [[u8; 4]],
    coordinates: &'a [[u8; 16]],
}

/// The geometries of a section, which must be as many as there are rows.
pub(super) fn decode(section: &[u8], rows: usize) -> Option<Vec<Geometry>> {
    let mut bytes = Bytes(section);
    let kinds = bytes.u32()? as usize;
    let counts = bytes.u32()? as usize;
    let kinds = bytes.take(kinds)?;
    let (counts, _) = bytes.take(counts.checked_mul(4)?)?.as_chunks();
    let (coordinates, odd) = bytes.0.as_chunks();
    if rows > kinds.len() || !odd.is_empty() {
        return None;
    }
    let mut rest = Rest {
        kinds,
        counts,
        coordinates,
    };
    let mut geometries = Vec::with_capacity(rows);
    for _ in 0..rows {
        geometries.push(rest.geometry(0)?);
    }
    let all = rest.kinds.is_empty() && rest.counts.is_empty() && rest.coordinates.is_empty();
    all.then_some(geometries)
}

impl<'a> Rest<'a> {
    fn count(&mut self) -> Option<usize> {
        let (first, rest) = self.counts.split_first()?;
        self.counts = rest;
        Some(u32::from_le_bytes(*first) as usize)
    }

    /// The next so many pairs.
    fn pairs(&mut self, count: usize) -> Option<impl Iterator<Item = [f64; 2]> + use<'a>> {
        let (taken, rest) = self.coordinates.split_at_checked(count)?;
        self.coordinates = rest;
        Some(taken.iter().map(pair))
    }

    fn line(&mut self) -> Option<LineString<f64>> {
        let count = self.count()?;
        let pairs = self.pairs(count)?;
        Some(LineString(pairs.map(|[x, y]| Coord { x, y }).collect()))
    }

    /// So many lines, each of which has a count of its own.
    fn lines(&mut self, count: usize) -> Option<Vec<LineString<f64>>> {
        let mut lines = Vec::with_capacity(count.min(self.counts.len()));
        for _ in 0..count {
            lines.push(self.line()?);
        }
        Some(lines)
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let holes = self.count()?;
        let exterior = self.line()?;
        Some(Polygon::new(exterior, self.lines(holes)?))
    }

    fn geometry(&mut self, depth: u8) -> Option<Geometry> {
        let (kind, rest) = self.kinds.split_first()?;
        self.kinds = rest;
        Some(match *kind {
            shape::MISSING => Geometry::Missing,
            shape::POINT => {
                let (first, rest) = self.coordinates.split_first()?;
                self.coordinates = rest;
                let [lon, lat] = pair(first);
                Geometry::Point(LonLat::new(lon, lat))
            }
            shape::POINTS => {
                let count = self.count()?;
                let pairs = self.pairs(count)?;
                Geometry::Points(pairs.map(|[lon, lat]| LonLat::new(lon, lat)).collect())
            }
            shape::LINES => {
                let count = self.count()?;
                Geometry::Lines(MultiLineString(self.lines(count)?))
            }
            shape::AREA => {
                let count = self.count()?;
                let mut polygons = Vec::with_capacity(count.min(self.counts.len()));
                for _ in 0..count {
                    polygons.push(self.polygon()?);
                }
                Geometry::Area(Arc::new(MultiPolygon(polygons)))
            }
            shape::COLLECTION if depth < DEEPEST => {
                let count = self.count()?;
                let mut parts = Vec::with_capacity(count.min(self.kinds.len()));
                for _ in 0..count {
                    parts.push(self.geometry(depth + 1)?);
                }
                Geometry::Collection(parts)
            }
            _ => return None,
        })
    }
}
