//! What is left of a district beyond reach, in degrees: the district as it is in the file without the pieces of the discs around the
//! circles, which have room for the rounding of coordinates. What remains is certainly beyond reach.

use std::f64::consts::PI;

use geo::MultiPolygon;

use super::Server;
use super::caught::Caught;
use super::cells::Cell;
use super::degrees::{Canvas, to_degrees};
use super::disc::{self, Kind, WRITTEN_WIDENING};
use super::piece::{Bend, HIGHEST_LATITUDE, fan, piece};
use super::prepare::Prepared;

/// Corners of the largest circle where polygons are cut in the plane.
const CORNERS: usize = 96;

/// All of the district.
pub(super) fn whole(district: &Prepared) -> MultiPolygon<f64> {
    if plain(district) {
        subject(district).polygons()
    } else {
        to_degrees(&district.plane, &district.outline.shapes())
    }
}

/// What the discs about the servers leave of the district.
pub(super) fn left(
    district: &Prepared,
    near: &[Server],
    discs: &[Caught],
    cells: &[Cell],
) -> MultiPolygon<f64> {
    if !plain(district) {
        let near: Vec<Server> = cells.iter().map(|c| near[c.disc]).collect();
        let left = disc::beyond(district, &near, CORNERS, Kind::WellAround, 1);
        return to_degrees(&district.plane, &left);
    }
    let frame = &district.outline.frame;
    let size = (frame.high[0] - frame.low[0]).max(frame.high[1] - frame.low[1]);
    let bend = Bend::new(district.steepest, district.reach.0);
    let frame = frame.widened(1.0 + 0.01 * size + 2.0 * bend.of(2.0 * size));
    let mut canvas = subject(district);
    for cell in cells {
        let disc = &discs[cell.disc];
        let directions = fan(disc.outer);
        let step = PI / directions.len() as f64;
        let around = disc.outer + WRITTEN_WIDENING + bend.of(2.1 * step * disc.outer);
        let mut ring = piece(directions, around / step.cos(), &cell.sides, bend);
        for p in &mut ring {
            *p = [0, 1].map(|axis| p[axis] + disc.centre[axis]);
        }
        let places = frame
            .cut(ring)
            .into_iter()
            .map(|p| district.plane.inverse(p));
        canvas.take_away(places, district.centre.lon);
    }
    canvas.polygons()
}

/// Whether the borders can be taken from the file as they are, and edges are nearly as straight in degrees as in the plane.
fn plain(district: &Prepared) -> bool {
    district.clean && district.steepest <= HIGHEST_LATITUDE && !district.across
}

fn subject(district: &Prepared) -> Canvas {
    let mut canvas = Canvas::new(
        2 * district
            .outline
            .rings
            .iter()
            .map(|r| r.points.len())
            .sum::<usize>(),
    );
    let rings = district
        .shape
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    for (ring, oriented) in rings.zip(&district.outline.rings) {
        canvas.add(ring, oriented.is_outer());
    }
    canvas
}
