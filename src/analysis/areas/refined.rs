//! The bounds of a district's share by polygons inside and around the circles, refined until they are close enough: for circles that
//! are too large or too far away to be circles of the plane, and for places that several facilities must reach.

use geo::MultiPolygon;

use super::degrees::to_degrees;
use super::disc::{Kind, beyond};
use super::plane::{Shapes, planar_area};
use super::prepare::Prepared;
use super::{Server, TOLERANCE};
use crate::base::Metres;
use crate::base::ecef::{Ecef, geodesic_upper_bound};
use crate::model::AreaBounds;

/// A circle larger than this gets no polygon: its far side could lie round the whole plane (metres).
const LARGEST_CIRCLE: f64 = 5e6;
/// Below this a district is small (square metres).
const SMALL_DISTRICT: f64 = 1e8;
/// Corners of the first round.
const FEWEST_CORNERS: usize = 24;
/// More corners than this are of no use: rounding is larger than what they gain.
const MOST_CORNERS: usize = 8192;

/// The bounds for one district, and the polygons that are certainly beyond reach.
pub(super) fn district_area(
    district: &Prepared,
    near: &[Server],
    k: usize,
) -> (AreaBounds, MultiPolygon<f64>) {
    let bounds = |low: f64, high: f64| district.bounds(low, high);
    let plane_area = district.outline.area;
    let holding = near.iter().filter(|s| district.lies_within(s)).count();
    if holding >= k {
        return (bounds(1.0, 1.0), MultiPolygon(Vec::new()));
    }
    // Circles too large for a polygon count as a whole: those that hold the district always, those that meet it for the upper bound.
    let (large, near): (Vec<Server>, Vec<Server>) =
        near.iter().partition(|s| s.radius.0 > LARGEST_CIRCLE);
    let held = large.iter().filter(|s| district.lies_within(s)).count();
    let met = large.iter().filter(|s| district.meets(s)).count();
    let (k, k_at_best) = (k - held, k.saturating_sub(met));
    let near = if k == 1 {
        without_swallowed(&near)
    } else {
        near
    };
    let rounding = district.rounding;
    // In a small district even the room for written coordinates would show in the bounds.
    let around = if plane_area < SMALL_DISTRICT {
        Kind::Around
    } else {
        Kind::WellAround
    };
    // The first round is coarse: it tells whether more is needed at all, and how much.
    let mut corners = FEWEST_CORNERS;
    loop {
        let left = |kind| match (kind, k_at_best) {
            (Kind::Inside, _) => beyond(district, &near, corners, kind, k),
            (_, 0) => Shapes::new(),
            (_, k) => beyond(district, &near, corners, kind, k),
        };
        let share = |left: &Shapes| planar_area(left) / plane_area;
        let out_of_inside = share(&left(Kind::Inside));
        if out_of_inside < rounding {
            return (bounds(1.0, 1.0), MultiPolygon(Vec::new()));
        }
        let beyond = left(around);
        let out_of_around = share(&beyond);
        // The rounding comes on top of both.
        let close =
            out_of_inside - out_of_around <= (TOLERANCE - 2.0 * rounding).max(TOLERANCE / 2.0);
        if close || corners >= MOST_CORNERS || met > held {
            let low = (1.0 - out_of_inside - rounding).max(0.0);
            let high = if out_of_around > 1.0 - rounding {
                0.0
            } else {
                (1.0 - out_of_around + rounding).min(1.0)
            };
            return (
                bounds(low.min(high), high),
                if around == Kind::WellAround {
                    to_degrees(&district.plane, &beyond)
                } else {
                    to_degrees(&district.plane, &left(Kind::WellAround))
                },
            );
        }
        // The width between the polygons shrinks with the square of the corners.
        let factor = ((out_of_inside - out_of_around) / (0.7 * TOLERANCE))
            .sqrt()
            .clamp(1.2, 16.0);
        corners = ((corners as f64 * factor) as usize)
            .next_multiple_of(4)
            .min(MOST_CORNERS);
    }
}

/// The servers whose circle no other circle holds. Of equal circles the first stays.
fn without_swallowed(near: &[Server]) -> Vec<Server> {
    let places: Vec<Ecef> = near.iter().map(|s| s.at.into()).collect();
    let swallows = |i: usize, j: usize| {
        if near[i].radius < near[j].radius {
            return false;
        }
        let apart = geodesic_upper_bound(Metres(places[i].chord2(places[j]).sqrt())).0;
        apart + near[j].radius.0 <= near[i].radius.0 || (near[i].at == near[j].at && i < j)
    };
    (0..near.len())
        .filter(|j| !(0..near.len()).any(|i| i != *j && swallows(i, *j)))
        .map(|j| near[j])
        .collect()
}
