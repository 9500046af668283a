//! Outlines of the townships. Every corner of the honeycomb where two or three owners meet is one vertex, moved and refined once for
//! all rings through it: neighbours share their border vertex by vertex, without gaps, overlaps or T-junctions.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::grid::Km;
use super::land::Land;
use super::random::hash_unit;
use super::towns::{NOBODY, Towns};

/// A ring of corners; the first is not repeated.
type Ring = Vec<usize>;

/// How often vertices are pulled towards their neighbours.
const SMOOTHINGS: usize = 4;

/// The outlines of all towns.
pub struct Borders {
    /// Per town its outer rings, counter-clockwise, the largest first.
    outer: Vec<Vec<Vec<Km>>>,
    /// Per town the rings around enclaves, clockwise; all lie in the largest part.
    holes: Vec<Vec<Vec<Km>>>,
}

impl Borders {
    /// Traces, smooths and refines the outlines.
    pub fn new(land: &Land, towns: &Towns, seed: u64) -> Self {
        let n = towns.list.len();
        let mut next: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); n];
        // The sides of the border, each once, by their lower corner; true where the sea is on the other side.
        let mut sides: BTreeMap<(usize, usize), bool> = BTreeMap::new();
        for (cell, town) in towns.of_cell.iter().enumerate() {
            if *town == NOBODY {
                continue;
            }
            for (k, other) in land.grid.neighbours(cell).into_iter().enumerate() {
                let Some(other) = other.filter(|o| towns.of_cell[*o] != *town) else {
                    continue;
                };
                if let Some((from, to)) = land.grid.side(cell, k) {
                    next[usize::from(*town)].insert(from, to);
                    sides.insert((from.min(to), from.max(to)), !land.dry(other));
                }
            }
        }
        let places = smooth(land, &sides);
        let mut outer = vec![Vec::new(); n];
        let mut holes = vec![Vec::new(); n];
        for town in 0..n {
            for ring in rings(&mut next[town]) {
                let line = refine(&ring, &places, &sides, seed);
                if twice_area(&line) > 0.0 {
                    outer[town].push(line);
                } else {
                    holes[town].push(line);
                }
            }
            outer[town].sort_by(|a, b| twice_area(b).total_cmp(&twice_area(a)));
        }
        Self { outer, holes }
    }

    /// Whether a point lies in a town (even-odd rule over its rings).
    pub fn contain(&self, town: usize, p: Km) -> bool {
        let mut inside = false;
        for ring in self.outer[town].iter().chain(&self.holes[town]) {
            let mut a = ring[ring.len() - 1];
            for b in ring.iter().copied() {
                if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)
                {
                    inside = !inside;
                }
                a = b;
            }
        }
        inside
    }

    /// A town's area in degrees, rings as RFC 7946 wants them: outer ones counter-clockwise, closed.
    pub fn area(&self, town: usize) -> MultiPolygon<f64> {
        let line = |ring: &Vec<Km>| {
            let mut coords: Vec<Coord<f64>> = ring
                .iter()
                .map(|p| {
                    let p = p.lon_lat();
                    Coord { x: p.lon, y: p.lat }
                })
                .collect();
            coords.push(coords[0]);
            LineString(coords)
        };
        let parts = self.outer[town].iter().enumerate().map(|(i, ring)| {
            let holes = if i == 0 {
                self.holes[town].iter().map(line).collect()
            } else {
                Vec::new()
            };
            Polygon::new(line(ring), holes)
        });
        MultiPolygon(parts.collect())
    }
}

/// Takes rings out of a town's directed sides.
fn rings(next: &mut BTreeMap<usize, usize>) -> Vec<Ring> {
    let mut rings = Vec::new();
    while let Some((start, mut at)) = next.pop_first() {
        let mut ring = vec![start];
        while at != start {
            ring.push(at);
            match next.remove(&at) {
                Some(to) => at = to,
                None => break,
            }
        }
        rings.push(ring);
    }
    rings
}

/// Where the corners on borders come to lie: each is drawn towards those next to it along the borders, so that steps become curves.
fn smooth(land: &Land, sides: &BTreeMap<(usize, usize), bool>) -> BTreeMap<usize, Km> {
    let mut next_to: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in sides.keys() {
        next_to.entry(*a).or_default().push(*b);
        next_to.entry(*b).or_default().push(*a);
    }
    let corners: Vec<usize> = next_to.keys().copied().collect();
    let index = |corner: &usize| corners.binary_search(corner).unwrap_or_default();
    let links: Vec<Vec<usize>> = next_to
        .values()
        .map(|l| l.iter().map(index).collect())
        .collect();
    let mut places: Vec<Km> = corners.iter().map(|c| land.grid.corner(*c)).collect();
    for _ in 0..SMOOTHINGS {
        let before = places.clone();
        for (place, links) in places.iter_mut().zip(&links) {
            let mean = links.iter().fold(Km::default(), |sum, l| {
                Km::new(sum.x + before[*l].x, sum.y + before[*l].y)
            });
            let count = links.len() as f64;
            *place = place.towards(Km::new(mean.x / count, mean.y / count), 0.5);
        }
    }
    corners.into_iter().zip(places).collect()
}

/// The ring's vertices. On the coast every side gets one more, pushed a little inland or seawards.
fn refine(
    ring: &[usize],
    places: &BTreeMap<usize, Km>,
    sides: &BTreeMap<(usize, usize), bool>,
    seed: u64,
) -> Vec<Km> {
    let place = |corner: usize| places.get(&corner).copied().unwrap_or_default();
    let mut line = Vec::with_capacity(ring.len() * 2);
    for (i, from) in ring.iter().enumerate() {
        let to = ring[(i + 1) % ring.len()];
        line.push(place(*from));
        let (low, high) = ((*from).min(to), (*from).max(to));
        if sides.get(&(low, high)) == Some(&true) {
            let (a, b) = (place(low), place(high));
            let rough = if a.y > 37.0 { 0.5 } else { 0.22 };
            let push = rough * (hash_unit(seed, low as u64, high as u64) - 0.5);
            let middle = a.towards(b, 0.5);
            line.push(Km::new(
                middle.x - (b.y - a.y) * push,
                middle.y + (b.x - a.x) * push,
            ));
        }
    }
    line
}

/// Twice the area that a ring encloses, positive when it turns counter-clockwise.
fn twice_area(ring: &[Km]) -> f64 {
    let mut a = ring[ring.len() - 1];
    let mut sum = 0.0;
    for b in ring.iter().copied() {
        sum += a.x * b.y - b.x * a.y;
        a = b;
    }
    sum
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use geo::{Area, Coord, LineString, Validation};

    use crate::demo::county;
    use crate::model::Geometry;

    /// A position in millionths of a degree.
    type Vertex = (i64, i64);

    /// The closed rings that directed edges form.
    fn rings(edges: &BTreeSet<(Vertex, Vertex)>) -> Vec<Vec<Vertex>> {
        let mut next: BTreeMap<Vertex, Vertex> = BTreeMap::new();
        for (a, b) in edges {
            assert!(
                next.insert(*a, *b).is_none(),
                "the outline touches itself at {a:?}"
            );
        }
        let mut rings = Vec::new();
        while let Some((start, mut at)) = next.pop_first() {
            let mut ring = vec![start];
            while at != start {
                ring.push(at);
                at = next.remove(&at).expect("the ring closes");
            }
            rings.push(ring);
        }
        rings
    }

    #[test]
    fn borders_fit_together_vertex_by_vertex() {
        let micro = |c: &Coord<f64>| ((c.x * 1e6).round() as i64, (c.y * 1e6).round() as i64);
        let mut edges = BTreeSet::new();
        let mut sum = 0.0;
        for area in county().districts.geometries {
            let Geometry::Area(area) = area else {
                panic!("{area:?} is no area")
            };
            assert!(area.is_valid(), "{:?}", area.check_validation());
            sum += area.unsigned_area();
            for polygon in &area.0 {
                let turn =
                    |ring: &LineString<f64>| ring.lines().map(|l| l.determinant()).sum::<f64>();
                assert!(
                    turn(polygon.exterior()) > 0.0
                        && polygon.interiors().iter().all(|r| turn(r) < 0.0)
                );
                for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                    assert!(ring.is_closed());
                    for pair in ring.0.windows(2) {
                        assert!(
                            edges.insert((micro(&pair[0]), micro(&pair[1]))),
                            "an edge has two owners"
                        );
                    }
                }
            }
        }
        // What has no counterpart is the outer border: the mainland and four islands, nothing missing inside.
        let outer: BTreeSet<_> = edges
            .iter()
            .filter(|(a, b)| !edges.contains(&(*b, *a)))
            .copied()
            .collect();
        let outline = rings(&outer);
        assert_eq!(outline.len(), 5);
        let mut whole = 0.0;
        for ring in outline {
            let closed = ring.iter().zip(ring.iter().cycle().skip(1));
            let twice: i128 = closed
                .map(|(a, b)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1))
                .sum();
            assert!(twice > 0, "a hole in the prefecture");
            whole += twice as f64 * 0.5e-12;
        }
        assert!((sum / whole - 1.0).abs() < 1e-9, "{sum} {whole}");
    }
}
