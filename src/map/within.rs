//! What lies within a shape that a hand drew on the map: a box, a polygon, a circle.
//!
//! Boxes and polygons are meant as the screen shows them: their sides are straight in Mercator's plane, and a point of any copy of the
//! Earth that lies inside is inside. A circle is the true one on the WGS 84 ellipsoid: within it is what no more than its radius of
//! geodesic away. Neighbours are judged by the patch where all of them lie on one side; what is decided, is decided exactly.

use geo::MultiPolygon;
use rayon::prelude::*;

use super::places::{Places, Span};
use crate::base::ecef::{self, EQUATORIAL_RADIUS, Ecef};
use crate::base::projection::{mercator, mercator_inverse};
use crate::base::{LonLat, Metres, RowSet, geodesic};
use crate::model::Dataset;

/// Corners of the outline by which a circle's neighbours with an extent of their own are judged.
const ROUND: usize = 360;

/// So near to the edge of the projection a place may have been brought there.
const EDGE: f64 = 1e-9;

/// A shape on the map.
#[derive(Debug, Clone, PartialEq)]
pub enum Area {
    /// A box in Mercator's plane, in any copy of the Earth.
    Box(Span),
    /// A polygon in Mercator's plane. Where it crosses itself, a point is inside that an odd number of sides separates from the outside.
    Polygon(Outline),
    /// The circle on the ellipsoid.
    Circle {
        /// Its centre.
        centre: LonLat,
        /// Its radius along geodesics.
        radius: Metres,
    },
}

/// A closed line in Mercator's plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    corners: Vec<[f64; 2]>,
    span: Span,
}

/// On which side of an outline a whole patch lies.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Inside,
    Outside,
    Both,
}

impl Outline {
    /// The line through corners and back to the first.
    #[must_use]
    pub fn new(corners: Vec<[f64; 2]>) -> Self {
        Self {
            span: Span::around(&corners),
            corners,
        }
    }

    fn sides(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// Whether a point of the plane lies inside.
    fn holds(&self, at: [f64; 2]) -> bool {
        self.span.holds(at) && is_inside(self.sides(), at)
    }

    /// On which side a box lies.
    fn side_of(&self, span: Span) -> Side {
        if !self.span.meets(&span) {
            Side::Outside
        } else if self.sides().any(|(a, b)| passes(a, b, span)) {
            Side::Both
        } else if is_inside(self.sides(), span.low) {
            Side::Inside
        } else {
            Side::Outside
        }
    }

    /// Whether an area, shifted by so much, has a point in common with what the outline holds.
    fn meets(&self, area: &MultiPolygon<f64>, shift: f64) -> bool {
        let rings = || {
            area.iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        };
        let at = |c: &geo::Coord<f64>| [c.x + shift, c.y];
        let edges = || rings().flat_map(|r| r.0.windows(2).map(|w| (at(&w[0]), at(&w[1]))));
        if rings().flat_map(|r| &r.0).any(|c| self.holds(at(c))) {
            return true;
        }
        let inside = self.corners.first();
        if inside.is_some_and(|corner| is_inside(edges(), *corner)) {
            return true;
        }
        edges().any(|(a, b)| {
            let box_ = Span::around(&[a, b]);
            self.span.meets(&box_)
                && self
                    .sides()
                    .any(|(c, d)| box_.meets(&Span::around(&[c, d])) && cross(a, b, c, d))
        })
    }
}

/// Whether an odd number of sides lies between a point and the far left (the crossing-number test; M. Shimrat, 1962).
fn is_inside(sides: impl Iterator<Item = ([f64; 2], [f64; 2])>, [x, y]: [f64; 2]) -> bool {
    let left = sides.filter(|(a, b)| {
        (a[1] > y) != (b[1] > y) && x > a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    });
    left.count() % 2 == 1
}

/// Which way three points turn.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether two lines whose boxes meet have a point in common.
fn cross(a: [f64; 2], b: [f64; 2], c: [f64; 2], d: [f64; 2]) -> bool {
    turn(a, b, c) * turn(a, b, d) <= 0.0 && turn(c, d, a) * turn(c, d, b) <= 0.0
}

/// Whether a line passes through a box.
fn passes(a: [f64; 2], b: [f64; 2], span: Span) -> bool {
    let Span { low, high } = span;
    if !Span::around(&[a, b]).meets(&span) {
        return false;
    }
    let corners = [low, [high[0], low[1]], high, [low[0], high[1]]];
    let turns = corners.map(|corner| turn(a, b, corner));
    !(turns.iter().all(|t| *t > 0.0) || turns.iter().all(|t| *t < 0.0))
}

/// The whole worlds by which something from `low` to `high` may be shifted to meet the span.
fn copies(span: Span, low: f64, high: f64) -> impl Iterator<Item = f64> {
    let first = (span.low[0] - high).ceil() as i64;
    let last = (span.high[0] - low).floor() as i64;
    (first..=last).map(|copy| copy as f64)
}

/// A circle to ask many points of.
struct Circle {
    centre: LonLat,
    radius: Metres,
    middle: Ecef,
    /// Squares of chords: up to the one a point is inside, beyond the other outside.
    sure: f64,
    never: f64,
}

impl Circle {
    fn new(centre: LonLat, radius: Metres) -> Self {
        let sure = ecef::sure_chord(radius);
        let never = radius.0 + ecef::ROUNDING;
        Self {
            centre,
            radius,
            middle: centre.into(),
            sure: if sure > 0.0 { sure * sure } else { -1.0 },
            never: never * never,
        }
    }

    fn holds(&self, at: LonLat) -> bool {
        let chord2 = self.middle.chord2(at.into());
        chord2 <= self.sure
            || chord2 <= self.never && geodesic::distance(self.centre, at) <= self.radius
    }

    /// On which side a box of Mercator's plane lies, as far as that can be said at once.
    fn side_of(&self, Span { low, high }: Span) -> Side {
        // Places beyond the end of the projection stand at its edge.
        if low[1] < EDGE || high[1] > 1.0 - EDGE {
            return Side::Both;
        }
        let middle = [0, 1].map(|i| f64::midpoint(low[i], high[i]));
        let half = (high[0] - middle[0]).hypot(high[1] - middle[1]);
        // The plane is largest for the ground where it is nearest to the equator; the ellipsoid's largest radius of curvature, a²/b,
        // is 0.3 % more than a.
        let widest = mercator_inverse([0.5, 0.5f64.clamp(low[1], high[1])]);
        let reach = half * std::f64::consts::TAU * EQUATORIAL_RADIUS * 1.01;
        let reach = reach * widest.lat.to_radians().cos();
        let chord = self.middle.chord2(mercator_inverse(middle).into()).sqrt();
        if chord - reach > self.radius.0 + ecef::ROUNDING {
            Side::Outside
        } else if ecef::geodesic_upper_bound(Metres(chord)).0 + reach < self.radius.0 {
            Side::Inside
        } else {
            Side::Both
        }
    }
}

impl Area {
    /// The box between two opposite corners in Mercator's plane.
    #[must_use]
    pub fn between(a: [f64; 2], b: [f64; 2]) -> Self {
        Self::Box(Span::around(&[a, b]))
    }

    /// Whether a position lies in it.
    #[must_use]
    pub fn holds(&self, at: LonLat) -> bool {
        match self {
            Self::Box(span) => {
                let at = mercator(at);
                copies(*span, at[0], at[0]).any(|copy| span.holds([at[0] + copy, at[1]]))
            }
            Self::Polygon(outline) => {
                let at = mercator(at);
                copies(outline.span, at[0], at[0]).any(|copy| outline.holds([at[0] + copy, at[1]]))
            }
            Self::Circle { centre, radius } => Circle::new(*centre, *radius).holds(at),
        }
    }

    /// The villages in it.
    #[must_use]
    pub fn villages(&self, places: &Places, dataset: &Dataset) -> RowSet {
        let mut found = RowSet::default();
        match self {
            Self::Box(span) => collect(
                places,
                &mut found,
                |patch| in_copies(patch, *span, |patch| held_by(*span, patch)),
                |_, at| copies(*span, at[0], at[0]).any(|c| span.holds([at[0] + c, at[1]])),
            ),
            Self::Polygon(outline) => collect(
                places,
                &mut found,
                |patch| in_copies(patch, outline.span, |patch| outline.side_of(patch)),
                |_, at| {
                    copies(outline.span, at[0], at[0]).any(|c| outline.holds([at[0] + c, at[1]]))
                },
            ),
            Self::Circle { centre, radius } => {
                let circle = Circle::new(*centre, *radius);
                let place = |v: u32| dataset.villages.get(v as usize)?.location;
                collect(
                    places,
                    &mut found,
                    |patch| circle.side_of(patch),
                    |village, _| place(village).is_some_and(|at| circle.holds(at)),
                );
            }
        }
        found
    }

    /// The positions in it, by their numbers.
    #[must_use]
    pub fn points(&self, points: &[LonLat]) -> RowSet {
        let held: Vec<bool> = points.par_iter().map(|at| self.holds(*at)).collect();
        let held = (0u32..).zip(held).filter(|(_, held)| *held);
        held.map(|(row, _)| row).collect()
    }

    /// The areas, given in Mercator's plane, that have a point in common with it. A circle counts as the polygon that is drawn of it.
    #[must_use]
    pub fn areas<'a>(&self, areas: impl Iterator<Item = (u32, &'a MultiPolygon<f64>)>) -> RowSet {
        let outline = Outline::new(self.outline());
        let meets = |area: &MultiPolygon<f64>| {
            let corners = area.iter().flat_map(|p| &p.exterior().0);
            let around = Span::around(&corners.map(|c| [c.x, c.y]).collect::<Vec<_>>());
            copies(outline.span, around.low[0], around.high[0])
                .filter(|copy| {
                    outline.span.meets(&Span {
                        low: [around.low[0] + copy, around.low[1]],
                        high: [around.high[0] + copy, around.high[1]],
                    })
                })
                .any(|copy| outline.meets(area, copy))
        };
        let areas: Vec<(u32, &MultiPolygon<f64>)> = areas.collect();
        let met: Vec<bool> = areas.par_iter().map(|(_, area)| meets(area)).collect();
        let met = areas.iter().zip(met).filter(|(_, met)| *met);
        met.map(|((row, _), _)| *row).collect()
    }

    /// Its outline in Mercator's plane, to be closed. A circle around a pole is closed along the edge of the projection.
    #[must_use]
    pub fn outline(&self) -> Vec<[f64; 2]> {
        match self {
            Self::Box(Span { low, high }) => {
                vec![*low, [high[0], low[1]], *high, [low[0], high[1]]]
            }
            Self::Polygon(outline) => outline.corners.clone(),
            Self::Circle { centre, radius } => round(*centre, *radius),
        }
    }
}

/// A circle's outline: each corner stands beside the one before, also across 180°.
fn round(centre: LonLat, radius: Metres) -> Vec<[f64; 2]> {
    let mut x = mercator(centre)[0];
    let corners = geodesic::circle(centre, radius, ROUND).into_iter();
    let mut corners: Vec<[f64; 2]> = corners
        .map(|at| {
            let [own, y] = mercator(at);
            x = own - (own - x).round();
            [x, y]
        })
        .collect();
    let (Some(first), Some(last)) = (corners.first().copied(), corners.last().copied()) else {
        return corners;
    };
    let round_the_world = (last[0] - first[0]).abs() > 0.5;
    if round_the_world {
        // It goes on where it began, a world away, and back behind the pole that it is about.
        let edge = if centre.lat > 0.0 { 0.0 } else { 1.0 };
        let turn = (last[0] - first[0]).signum();
        corners.push([first[0] + turn, first[1]]);
        corners.push([first[0] + turn, edge]);
        corners.push([first[0], edge]);
    }
    corners
}

/// Whether a box lies wholly in another, or out of it.
fn held_by(span: Span, patch: Span) -> Side {
    if !span.meets(&patch) {
        Side::Outside
    } else if span.holds(patch.low) && span.holds(patch.high) {
        Side::Inside
    } else {
        Side::Both
    }
}

/// On which side a patch lies that may stand in several copies of the Earth.
fn in_copies(patch: Span, of: Span, side: impl Fn(Span) -> Side) -> Side {
    let shifted = |copy: f64| Span {
        low: [patch.low[0] + copy, patch.low[1]],
        high: [patch.high[0] + copy, patch.high[1]],
    };
    let mut all = Side::Outside;
    for copy in copies(of, patch.low[0], patch.high[0]) {
        match side(shifted(copy)) {
            Side::Inside => return Side::Inside,
            Side::Both => all = Side::Both,
            Side::Outside => {}
        }
    }
    all
}

/// Collects the villages that are wanted, whole patches at once where they lie on one side.
fn collect(
    places: &Places,
    found: &mut RowSet,
    side: impl Fn(Span) -> Side,
    wanted: impl Fn(u32, [f64; 2]) -> bool,
) {
    for (span, villages, at) in places.patches() {
        match side(span) {
            Side::Inside => villages.iter().for_each(|v| {
                found.insert(*v);
            }),
            Side::Outside => {}
            Side::Both => {
                for (village, at) in villages.iter().zip(at) {
                    if wanted(*village, *at) {
                        found.insert(*village);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
