//! The districts' areas in Mercator's plane, with the places of their names.

use std::sync::Arc;

use geo::{
    BoundingRect, Centroid, Contains, InteriorPoint, MapCoordsInPlace, MultiPolygon, Point, Polygon,
};
use rayon::prelude::*;

use super::ground::near;
use crate::base::LonLat;
use crate::base::projection::mercator;
use crate::model::{Dataset, District};

/// The districts in Mercator's plane with the anchor of their labels: built once per dataset.
#[derive(Debug, Clone, Default)]
pub struct DistrictShapes {
    /// The areas, in the dataset's order.
    pub shapes: Vec<Arc<MultiPolygon<f64>>>,
    /// Where a district's name stands: inside its largest part.
    pub anchors: Vec<[f64; 2]>,
}

/// An area in degrees brought into Mercator's plane; each part is the copy nearest to `anchor`.
pub(super) fn projected(area: &MultiPolygon<f64>, anchor: f64) -> MultiPolygon<f64> {
    let part = |polygon: &Polygon<f64>| {
        // A longitude past 180° stays where it is: only the latitude needs the formula.
        let flat = |lon: f64| lon / 360.0 + 0.5;
        let box_ = polygon.bounding_rect();
        let middle = box_.map_or(anchor, |r| f64::midpoint(flat(r.min().x), flat(r.max().x)));
        let shift = near(middle, anchor) - middle;
        let mut part = polygon.clone();
        part.map_coords_in_place(|c| {
            let [_, y] = mercator(LonLat::new(0.0, c.y));
            geo::coord! { x: flat(c.x) + shift, y: y }
        });
        part
    };
    MultiPolygon(area.iter().map(part).collect())
}

/// A point inside the largest part: its centroid if that lies inside.
fn label_anchor(area: &MultiPolygon<f64>) -> Option<[f64; 2]> {
    let size = |p: &Polygon<f64>| p.bounding_rect().map_or(0.0, |r| r.width() * r.height());
    let largest = area.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let inside = |p: &Point<f64>| largest.contains(p);
    let point = largest
        .centroid()
        .filter(inside)
        .or_else(|| largest.interior_point())?;
    Some([point.x(), point.y()])
}

impl DistrictShapes {
    /// The shapes of a dataset's districts; each part is the copy nearest to `anchor`.
    #[must_use]
    pub fn new(dataset: &Dataset, anchor: f64) -> Self {
        let middle = |d: &District| {
            let [x, y] = mercator(d.extent.centre());
            [near(x, anchor), y]
        };
        let (shapes, anchors) = dataset
            .districts
            .par_iter()
            .map(|d| {
                let shape = projected(&d.shape, anchor);
                let at = label_anchor(&shape).unwrap_or_else(|| middle(d));
                (Arc::new(shape), at)
            })
            .unzip();
        Self { shapes, anchors }
    }
}
