//! What is left of a district beyond reach, in degrees.

use geo::MultiPolygon;

use super::Server;
use super::caught::Caught;
use super::cells::Cell;
use super::degrees::to_degrees;
use super::disc;
use super::prepare::Prepared;

/// All of the district.
pub(super) fn whole(district: &Prepared) -> MultiPolygon<f64> {
    to_degrees(&district.plane, &district.outline.shapes())
}

/// What the discs leave of the district.
pub(super) fn left(
    district: &Prepared,
    near: &[Server],
    _discs: &[Caught],
    cells: &[Cell],
) -> MultiPolygon<f64> {
    let near: Vec<Server> = cells.iter().map(|c| near[c.disc]).collect();
    let left = disc::beyond(district, &near, 64, disc::Kind::WellAround, 1);
    to_degrees(&district.plane, &left)
}
