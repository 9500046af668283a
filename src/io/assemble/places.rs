//! From the geometry of a row to the place or the area that a role needs.

use std::sync::Arc;

use geo::{InteriorPoint, MultiPolygon};

use crate::base::lonlat::wrap_longitude;
use crate::base::{GeoBox, LonLat};
use crate::model::Geometry;

/// Where something stands.
pub(super) enum Places {
    /// At one point.
    Point(LonLat),
    /// At these points.
    Points(Vec<LonLat>),
    /// Along lines or on an area; a point inside, if one can be found.
    Extended(Option<LonLat>),
    /// Nowhere.
    None,
}

pub(super) fn places(geometry: &Geometry) -> Places {
    let inside = |point: Option<geo::Point<f64>>| {
        Places::Extended(point.map(|p| LonLat::new(wrap_longitude(p.x()), p.y())))
    };
    match geometry {
        Geometry::Missing => Places::None,
        Geometry::Point(p) => Places::Point(*p),
        Geometry::Points(list) if list.is_empty() => Places::None,
        Geometry::Points(list) => Places::Points(list.clone()),
        Geometry::Lines(lines) => inside(lines.interior_point()),
        Geometry::Area(area) => inside(area.interior_point()),
        Geometry::Collection(parts) => {
            let mut points = Vec::new();
            let mut extended = None;
            for part in parts {
                match places(part) {
                    Places::Point(point) => points.push(point),
                    Places::Points(mut more) => points.append(&mut more),
                    other @ Places::Extended(_) => extended = extended.or(Some(other)),
                    Places::None => {}
                }
            }
            if points.is_empty() {
                extended.unwrap_or(Places::None)
            } else {
                Places::Points(points)
            }
        }
    }
}

/// All polygons of a geometry, shared with it where it is nothing else.
pub(super) fn shape(geometry: &Geometry) -> Arc<MultiPolygon<f64>> {
    if let Geometry::Area(area) = geometry {
        return Arc::clone(area);
    }
    let mut polygons = Vec::new();
    gather(geometry, &mut polygons);
    Arc::new(MultiPolygon::new(polygons))
}

fn gather(geometry: &Geometry, into: &mut Vec<geo::Polygon<f64>>) {
    match geometry {
        Geometry::Area(area) => into.extend(area.iter().cloned()),
        Geometry::Collection(parts) => parts.iter().for_each(|part| gather(part, into)),
        _ => {}
    }
}

/// The box around the corners, across 180° where that is narrower; the whole turn for what is wider than half of it.
pub(super) fn extent(shape: &MultiPolygon<f64>) -> Option<GeoBox> {
    let mut widest = 0.0f64;
    let corners = shape.iter().flat_map(|polygon| {
        let ring = &polygon.exterior().0;
        let (west, east) = ring
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(w, e), c| {
                (w.min(c.x), e.max(c.x))
            });
        widest = widest.max(east - west);
        ring.iter().map(|c| {
            LonLat::new(
                if c.x.abs() > 180.0 {
                    wrap_longitude(c.x)
                } else {
                    c.x
                },
                c.y,
            )
        })
    });
    let around = GeoBox::around(corners)?;
    Some(if widest > 180.0 {
        GeoBox {
            west: -180.0,
            east: 180.0,
            ..around
        }
    } else {
        around
    })
}
