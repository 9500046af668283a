//! The districts' areas in Mercator's plane, with the places of their names.

use std::sync::Arc;

use geo::{
    BoundingRect, Centroid, Contains, InteriorPoint, MapCoords, MultiPolygon, Point, Polygon,
};

use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::model::Dataset;

/// The districts in Mercator's plane with the anchor of their labels: built once per dataset.
#[derive(Debug, Clone, Default)]
pub struct DistrictShapes {
    /// The areas, in the dataset's order.
    pub shapes: Vec<Arc<MultiPolygon<f64>>>,
    /// Where a district's name stands: inside its largest part.
    pub anchors: Vec<[f64; 2]>,
    /// The x about which everything lies (see [`Scene::anchor`]).
    pub anchor: f64,
    /// The box around the dataset.
    pub extent: Option<GeoBox>,
}

/// The copy of `x` nearest to `anchor`.
pub(super) fn near(x: f64, anchor: f64) -> f64 {
    x - (x - anchor).round()
}

/// An area in degrees brought into Mercator's plane; each part is the copy nearest to `anchor`.
pub(super) fn projected(area: &MultiPolygon<f64>, anchor: f64) -> MultiPolygon<f64> {
    let part = |polygon: &Polygon<f64>| {
        let flat = polygon.map_coords(|c| {
            // A longitude past 180° stays where it is: only the latitude needs the formula.
            let [_, y] = mercator(LonLat::new(0.0, c.y));
            geo::coord! { x: c.x / 360.0 + 0.5, y: y }
        });
        let middle = flat.bounding_rect().map_or(anchor, |r| r.center().x);
        let shift = near(middle, anchor) - middle;
        flat.map_coords(|c| geo::coord! { x: c.x + shift, y: c.y })
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
    /// The shapes of a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let extent = dataset.extent();
        let anchor = extent.map_or(0.5, |e| mercator(e.centre())[0]);
        let shapes: Vec<_> = dataset
            .districts
            .iter()
            .map(|d| Arc::new(projected(&d.shape, anchor)))
            .collect();
        let middle = |d: &crate::model::District| {
            let [x, y] = mercator(d.extent.centre());
            [near(x, anchor), y]
        };
        let anchors = shapes
            .iter()
            .zip(&dataset.districts)
            .map(|(shape, d)| label_anchor(shape).unwrap_or_else(|| middle(d)))
            .collect();
        Self {
            shapes,
            anchors,
            anchor,
            extent,
        }
    }
}
