//! Polygons inside and around geodesic circles, and what they leave of a district.

use std::f64::consts::PI;

use i_overlay::core::overlay_rule::OverlayRule;

use super::Server;
use super::plane::{Frame, Shapes, overlay};
use super::prepare::Prepared;
use crate::base::ecef::{Ecef, SMALLEST_CURVATURE_RADIUS, geodesic_upper_bound};
use crate::base::projection::EqualArea;
use crate::base::{Metres, geodesic};

/// Which polygon stands for a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its corners lie on the circle, so all of it lies inside.
    Inside,
    /// Its edges touch the circle from outside, so the circle lies inside it.
    Around,
    /// The same with room for the rounding of coordinates when they are written.
    WellAround,
    /// It has the circle's area, for drawing.
    Alike,
}

/// A radius is widened by this much for polygons around: the rounding in a plane (metres).
const WIDENING: f64 = 1e-3;
/// And by this much more where coordinates are written: their rounding (metres).
pub(super) const WRITTEN_WIDENING: f64 = 0.2;

/// The radius at which the corners of a polygon stand.
///
/// Around a circle of angular radius r on a sphere, tan r' = tan r / cos(π/n). An edge is straight in the plane and not on the
/// ellipsoid: `away` metres from the plane's centre it bends by tan(away/2ρ)/ρ, which lifts an edge of length L by L²/8 times that. Half
/// of it again and (π/n)² r² of the radius are more than flattening and higher terms add; a test checks it against exact geodesics.
fn corner_radius(radius: f64, corners: usize, kind: Kind, away: f64) -> f64 {
    let step = PI / corners as f64;
    match kind {
        Kind::Inside => radius,
        Kind::Alike => radius * (2.0 * step / (2.0 * step).sin()).sqrt(),
        Kind::WellAround => {
            corner_radius(radius, corners, Kind::Around, away) + WRITTEN_WIDENING / step.cos()
        }
        Kind::Around => {
            let r = radius / SMALLEST_CURVATURE_RADIUS;
            let spherical = if r < 1.5 {
                (r.tan() / step.cos()).atan() / r
            } else {
                1.0 / step.cos()
            };
            let edge = 2.0 * step * radius;
            let turn = (away / (2.0 * SMALLEST_CURVATURE_RADIUS)).min(1.5).tan();
            let bend = edge * edge / 8.0 * 1.5 * turn / SMALLEST_CURVATURE_RADIUS;
            radius * (spherical + 1e-8 + (step * r).powi(2)) + bend + WIDENING / step.cos()
        }
    }
}

/// The polygon of one circle in the plane, counter-clockwise.
pub(super) fn disc(
    plane: &EqualArea,
    server: &Server,
    corners: usize,
    kind: Kind,
) -> Vec<[f64; 2]> {
    let chord = Metres(Ecef::from(plane.centre()).chord2(server.at.into()).sqrt());
    let away = geodesic_upper_bound(chord).0 + server.radius.0;
    let radius = corner_radius(server.radius.0, corners, kind, away);
    geodesic::circle(server.at, Metres(radius), corners)
        .into_iter()
        .map(|p| plane.forward(p))
        .collect()
}

/// The polygons of all circles, cut to a box. A small circle gets fewer corners than the largest, for a strip of the same width.
fn discs(
    plane: &EqualArea,
    servers: &[Server],
    corners: usize,
    kind: Kind,
    frame: &Frame,
) -> Vec<Vec<[f64; 2]>> {
    let longest = servers.iter().map(|s| s.radius.0).fold(0.0, f64::max);
    let corners_of = |s: &Server| {
        let share = (s.radius.0 / longest.max(f64::MIN_POSITIVE)).sqrt();
        ((corners as f64 * share) as usize)
            .max(16)
            .next_multiple_of(4)
    };
    servers
        .iter()
        .filter(|s| s.radius.0 > 0.0)
        .map(|s| frame.cut(disc(plane, s, corners_of(s), kind)))
        .filter(|ring| ring.len() > 2)
        .collect()
}

/// The part of a district that fewer than `k` of the circles cover.
pub(super) fn beyond(
    district: &Prepared,
    servers: &[Server],
    corners: usize,
    kind: Kind,
    k: usize,
) -> Shapes {
    let frame = &district.outline.frame;
    let room = 1.0 + 0.01 * (frame.high[0] - frame.low[0]).max(frame.high[1] - frame.low[1]);
    let discs = discs(
        &district.plane,
        servers,
        corners,
        kind,
        &frame.widened(room),
    );
    let shapes = district.outline.shapes();
    if k <= 1 {
        let clip: Shapes = discs.into_iter().map(|disc| vec![disc]).collect();
        return overlay(&shapes, &clip, OverlayRule::Difference);
    }
    overlay(&shapes, &covered_times(discs, k), OverlayRule::Difference)
}

/// The area that at least `k` of the contours cover.
fn covered_times(discs: Vec<Vec<[f64; 2]>>, k: usize) -> Shapes {
    // layers[j] is covered at least j + 1 times: a new circle lifts what it shares with a layer into the next one.
    let mut layers: Vec<Shapes> = vec![Vec::new(); k];
    for disc in discs {
        let disc = vec![vec![disc]];
        for j in (0..k).rev() {
            let gained = if j == 0 {
                disc.clone()
            } else {
                overlay(&layers[j - 1], &disc, OverlayRule::Intersect)
            };
            layers[j] = overlay(&layers[j], &gained, OverlayRule::Union);
        }
    }
    layers.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::plane::{planar_area, signed_area};
    use super::*;
    use crate::base::LonLat;
    use proptest::prelude::*;

    fn server(at: LonLat, radius: f64) -> Server {
        Server {
            at,
            radius: Metres(radius),
            tier: 0,
            unit: None,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_polygons_catch_the_circle_between_them(
            lon in -180.0..180.0, lat in -90.0..90.0, azimuth in 0.0..360.0, away in 0.0..2_500_000.0,
            exponent in 2.0..6.7, quarter in 4usize..200, edge in 0usize..800, share in 0.0..1.0
        ) {
            let at = LonLat::new(lon, lat);
            let plane = EqualArea::new(geodesic::destination(at, azimuth, Metres(away)));
            let radius = 10f64.powf(exponent);
            let corners = quarter * 4;
            for kind in [Kind::Inside, Kind::Around, Kind::WellAround] {
                let ring = disc(&plane, &server(at, radius), corners, kind);
                prop_assert!(signed_area(&ring) > 0.0);
                let (a, b) = (ring[edge % corners], ring[(edge + 1) % corners]);
                let p = plane.inverse([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
                let d = geodesic::distance(at, p).0;
                match kind {
                    Kind::Inside => prop_assert!(d <= radius + 1e-3, "{d} is outside {radius}"),
                    Kind::WellAround => prop_assert!(d >= radius + WRITTEN_WIDENING, "{d} is inside {radius}"),
                    _ => prop_assert!(d >= radius, "{d} is inside {radius}"),
                }
            }
        }
    }

    #[test]
    fn the_area_covered_twice_is_the_lens() {
        let square = |x: f64| {
            vec![vec![vec![
                [x, 0.0],
                [x + 2.0, 0.0],
                [x + 2.0, 2.0],
                [x, 2.0],
            ]]]
        };
        assert!(
            (planar_area(&overlay(&square(0.0), &square(1.0), OverlayRule::Intersect)) - 2.0).abs()
                < 1e-6
        );
        let at = LonLat::new(119.0, 34.0);
        let plane = EqualArea::new(at);
        let far = geodesic::destination(at, 90.0, Metres(1000.0));
        let both = [server(at, 1000.0), server(far, 1000.0)];
        let rings = both
            .iter()
            .map(|s| disc(&plane, s, 720, Kind::Alike))
            .collect();
        let lens = planar_area(&covered_times(rings, 2));
        let truth = 1e6 * (2.0 * PI / 3.0 - 3f64.sqrt() / 2.0);
        assert!((lens / truth - 1.0).abs() < 1e-4, "{lens} {truth}");
    }
}
