//! Rings of polygons, as people have them, made fit to reason about: continuous across 180°, turning the right way round.
//!
//! Nothing here moves a corner to another place on the Earth; a ring round a pole gets two corners at the pole.

use geo::{Coord, LineString, Polygon};

/// A polygon with its exterior counter-clockwise and its holes clockwise (RFC 7946, 3.1.6), without jumps across 180°; and whether a
/// ring was turned for that.
pub(super) fn settled(polygon: Polygon<f64>) -> (Polygon<f64>, bool) {
    let (exterior, holes) = polygon.into_inner();
    let mut turned = false;
    let mut outer = exterior.0;
    unroll(&mut outer);
    let frame = span(&outer);
    let shift = -360.0 * ((frame[0] + 180.0) / 360.0).floor();
    // A ring that begins at 180° exactly may stay where it is.
    let shift = if frame[0] >= -180.0 && frame[1] <= 180.0 {
        0.0
    } else {
        shift
    };
    turned |= turn(&mut outer, true);
    shove(&mut outer, shift);
    let middle = f64::midpoint(frame[0], frame[1]) + shift;
    let holes = holes
        .into_iter()
        .map(|hole| {
            let mut ring = hole.0;
            unroll(&mut ring);
            turned |= turn(&mut ring, false);
            let [west, east] = span(&ring);
            let away = middle - f64::midpoint(west, east);
            shove(&mut ring, 360.0 * (away / 360.0).round());
            LineString(ring)
        })
        .collect();
    (Polygon::new(LineString(outer), holes), turned)
}

fn span(ring: &[Coord<f64>]) -> [f64; 2] {
    ring.iter()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], c| {
            [low.min(c.x), high.max(c.x)]
        })
}

fn shove(ring: &mut [Coord<f64>], by: f64) {
    if by.is_finite() && by != 0.0 {
        for c in ring {
            c.x += by;
        }
    }
}

/// Makes a ring continuous: an edge longer than half a turn is meant to go the other way round, across 180°. An edge of a whole
/// turn is left alone: it runs along a parallel from 180° W to 180° E.
fn unroll(ring: &mut Vec<Coord<f64>>) {
    let [west, east] = span(ring);
    if east - west <= 180.0 {
        return;
    }
    let mut shift = 0.0;
    let mut before = ring[0].x;
    for c in ring.iter_mut().skip(1) {
        let step = c.x - before;
        before = c.x;
        if step.abs() > 180.0 && step.abs() < 360.0 - 1e-9 {
            shift -= 360f64.copysign(step);
        }
        c.x += shift;
    }
    if shift != 0.0
        && let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
    {
        // The ring goes round a pole: the nearer one. The way to it and back closes the area in the plane of degrees.
        let mean = ring.iter().map(|c| c.y).sum::<f64>() / ring.len() as f64;
        let pole = 90f64.copysign(mean);
        ring.push(Coord { x: last.x, y: pole });
        ring.push(Coord {
            x: first.x,
            y: pole,
        });
        ring.push(first);
    }
}

/// Turns the ring if it goes the wrong way round; whether it did.
fn turn(ring: &mut [Coord<f64>], counter_clockwise: bool) -> bool {
    let Some(origin) = ring.first().copied() else {
        return false;
    };
    let twice_area: f64 = ring
        .windows(2)
        .map(|w| {
            let (a, b) = (w[0] - origin, w[1] - origin);
            a.x * b.y - b.x * a.y
        })
        .sum();
    let wrong = if counter_clockwise {
        twice_area < 0.0
    } else {
        twice_area > 0.0
    };
    if wrong {
        ring.reverse();
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(ring: &[[f64; 2]]) -> Polygon<f64> {
        Polygon::new(ring.iter().copied().collect(), Vec::new())
    }

    fn lons(p: &Polygon<f64>) -> Vec<f64> {
        p.exterior().0.iter().map(|c| c.x).collect()
    }

    #[test]
    fn a_jump_across_180_becomes_continuous() {
        let (p, turned) = settled(polygon(&[
            [170.0, 40.0],
            [-170.0, 40.0],
            [-170.0, 50.0],
            [170.0, 50.0],
            [170.0, 40.0],
        ]));
        assert!(!turned);
        assert_eq!(lons(&p), [170.0, 190.0, 190.0, 170.0, 170.0]);
    }

    #[test]
    fn a_ring_beyond_180_comes_to_where_it_begins_on_the_map() {
        let (p, _) = settled(polygon(&[
            [-190.0, 0.0],
            [-170.0, 0.0],
            [-170.0, 9.0],
            [-190.0, 0.0],
        ]));
        assert_eq!(lons(&p), [170.0, 190.0, 190.0, 170.0]);
    }

    #[test]
    fn a_ring_round_the_world_stays() {
        let world = polygon(&[
            [-180.0, -90.0],
            [180.0, -90.0],
            [180.0, 90.0],
            [-180.0, 90.0],
            [-180.0, -90.0],
        ]);
        assert_eq!(settled(world.clone()), (world, false));
    }

    #[test]
    fn a_ring_round_the_pole_contains_the_pole() {
        use geo::{Contains, Point};
        let (p, _) = settled(polygon(&[
            [-45.0, -80.0],
            [-135.0, -80.0],
            [135.0, -80.0],
            [45.0, -80.0],
            [-45.0, -80.0],
        ]));
        for lon in [-170.0, -90.0, 1.0, 100.0] {
            let inside = |lat| {
                [-360.0, 0.0, 360.0]
                    .iter()
                    .any(|turn| p.contains(&Point::new(lon + turn, lat)))
            };
            assert!(inside(-89.0), "{lon} {p:?}");
            assert!(!inside(-70.0), "{lon}");
        }
    }

    #[test]
    fn holes_follow_their_exterior_and_turn_clockwise() {
        let hole = [[-179.0, 1.0], [-178.0, 1.0], [-178.0, 2.0], [-179.0, 1.0]];
        let outer = [
            [170.0, 0.0],
            [190.0, 0.0],
            [190.0, 9.0],
            [170.0, 9.0],
            [170.0, 0.0],
        ];
        let p = Polygon::new(
            outer.iter().copied().collect(),
            vec![hole.iter().copied().collect()],
        );
        let (p, turned) = settled(p);
        assert!(turned);
        assert_eq!(
            p.interiors()[0].0.iter().map(|c| c.x).collect::<Vec<_>>(),
            [181.0, 182.0, 182.0, 181.0]
        );
    }
}
