//! Vector tiles (Mapbox Vector Tile 2.1, <https://github.com/mapbox/vector-tile-spec>): shapes by what they are.
//!
//! Names and other attributes are read only for what they tell of the kind. A shape that cannot be read is left out; a tile of which
//! nothing can be read is damaged.

use fast_mvt::{MvtFeatureRef, MvtGeometry, MvtReaderRef, MvtValueRef};
use geo::{LineString, Polygon};

use super::error::Found;
use super::schema::{Attributes, kind_of};
use crate::model::tiles::{GroundKind, TileLine, TileShapes};

/// Reads the shapes of an unpacked tile.
pub(super) fn read(bytes: &[u8]) -> Result<TileShapes, Found> {
    let reader = MvtReaderRef::new(bytes).map_err(|e| Found::Damaged(e.to_string()))?;
    let mut shapes = TileShapes::default();
    for layer in reader.layers() {
        let extent = f64::from(layer.extent().max(1));
        for feature in layer.features() {
            let Ok(geometry) = feature.geometry() else {
                continue;
            };
            let dimension = dimension(&geometry);
            if let Some(kind) = kind_of(layer.name(), &attributes(feature), dimension) {
                let lines = shapes.0.entry(kind).or_default();
                add(&geometry, extent, kind, lines);
            }
        }
    }
    shapes.0.retain(|_, lines| !lines.is_empty());
    Ok(shapes)
}

/// 0 for points, 1 for lines, 2 for areas.
fn dimension(geometry: &MvtGeometry) -> u8 {
    match geometry {
        MvtGeometry::Point(_) | MvtGeometry::MultiPoint(_) => 0,
        MvtGeometry::Polygon(_) | MvtGeometry::MultiPolygon(_) => 2,
        _ => 1,
    }
}

/// Those attributes that schemas tell the kind by.
fn attributes(feature: MvtFeatureRef<'_>) -> Attributes<'_> {
    let mut found = Attributes::default();
    for (key, value) in feature.properties().flatten() {
        let level = match value {
            MvtValueRef::Int(v) | MvtValueRef::SInt(v) => Some(v),
            MvtValueRef::UInt(v) => i64::try_from(v).ok(),
            MvtValueRef::Double(v) => Some(v as i64),
            MvtValueRef::Float(v) => Some(v as i64),
            _ => None,
        };
        match (key, value, level) {
            (
                "class" | "kind" | "type" | "subclass" | "kind_detail",
                MvtValueRef::String(text),
                _,
            ) => {
                // The more general one decides; details only where it is missing.
                let detail = matches!(key, "subclass" | "kind_detail");
                if found.class.is_none() || !detail {
                    found.class = Some(text);
                }
            }
            ("admin_level" | "kind_detail" | "min_admin_level", _, Some(level)) => {
                found.admin_level = Some(level);
            }
            ("maritime", MvtValueRef::Bool(true), _) | ("maritime", _, Some(1)) => {
                found.maritime = true;
            }
            _ => {}
        }
    }
    found
}

fn add(geometry: &MvtGeometry, extent: f64, kind: GroundKind, lines: &mut Vec<TileLine>) {
    let share = |v: i32| (f64::from(v) / extent) as f32;
    let line = |l: &LineString<i32>| -> TileLine {
        l.coords().map(|c| [share(c.x), share(c.y)]).collect()
    };
    let mut area = |p: &Polygon<i32>| {
        if kind.is_area() {
            lines.push(turned(line(p.exterior()), true));
            lines.extend(p.interiors().iter().map(|ring| turned(line(ring), false)));
        } else {
            // The outline of an area that counts as a line: a border given as a polygon.
            lines.push(line(p.exterior()));
            lines.extend(p.interiors().iter().map(line));
        }
    };
    match geometry {
        MvtGeometry::Polygon(polygon) => area(polygon),
        MvtGeometry::MultiPolygon(all) => all.iter().for_each(area),
        MvtGeometry::LineString(one) => lines.push(line(one)),
        MvtGeometry::MultiLineString(all) => lines.extend(all.iter().map(line)),
        MvtGeometry::Point(p) => lines.push(vec![[share(p.x()), share(p.y())]]),
        MvtGeometry::MultiPoint(all) => {
            lines.extend(all.iter().map(|p| vec![[share(p.x()), share(p.y())]]));
        }
        _ => {}
    }
}

/// The ring, running clockwise on the screen or against it.
fn turned(mut ring: TileLine, clockwise: bool) -> TileLine {
    let next = ring.iter().cycle().skip(1);
    let twice: f32 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum();
    if (twice > 0.0) != clockwise {
        ring.reverse();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_mvt::MvtLayerBuilder;
    use geo::{Geometry, LineString, Polygon};

    fn square(low: i32, high: i32) -> LineString<i32> {
        LineString::from(vec![
            (low, low),
            (high, low),
            (high, high),
            (low, high),
            (low, low),
        ])
    }

    #[test]
    fn a_lake_with_an_island_keeps_its_hole_and_a_road_its_class() {
        let lake = Polygon::new(square(0, 4096), vec![square(1024, 2048)]);
        let layer = MvtLayerBuilder::new("water").expect("a layer");
        let feature = layer.feature(&Geometry::Polygon(lake)).expect("a feature");
        let road = LineString::from(vec![(0, 2048), (4096, 2048)]);
        let layer = feature.end().layer("transportation").expect("a layer");
        let mut feature = layer
            .feature(&Geometry::LineString(road))
            .expect("a feature");
        feature.tag("class", "motorway").expect("a tag");
        let bytes = feature.end().encode();
        let shapes = read(&bytes).expect("shapes");
        let kinds: Vec<GroundKind> = shapes.0.keys().copied().collect();
        assert_eq!(kinds, [GroundKind::Water, GroundKind::Highway]);
        let water = &shapes.0[&GroundKind::Water];
        let area = |ring: &TileLine| -> f32 {
            let next = ring.iter().cycle().skip(1);
            ring.iter()
                .zip(next)
                .map(|(a, b)| (a[0] * b[1] - b[0] * a[1]) / 2.0)
                .sum()
        };
        let areas: Vec<f32> = water.iter().map(area).collect();
        assert_eq!(areas, [1.0, -0.0625]);
        assert_eq!(
            shapes.0[&GroundKind::Highway],
            [vec![[0.0, 0.5], [1.0, 0.5]]]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert!(matches!(read(&[0x1a, 0x05, 1]), Err(Found::Damaged(_))));
    }
}
