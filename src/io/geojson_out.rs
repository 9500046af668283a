//! GeoJSON by RFC 7946: geometries as their coordinates, tables as feature collections, a feature a line.
//!
//! Polygons follow the right-hand rule (3.1.6) whatever their source did; rings that vanish when they are rounded are left out.

use std::io::{self, Write};

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::rows::{self, degree};
use super::tabular::rounded;
use crate::base::LonLat;
use crate::model::{Cell, FeatureTable, Geometry};

/// How many decimals a coordinate keeps; `None`: all.
type Decimals = Option<i32>;

fn position(x: f64, y: f64, decimals: Decimals) -> [f64; 2] {
    decimals.map_or([x, y], |d| [rounded(x, d), rounded(y, d)])
}

/// A ring as it is written: rounded, without repeated positions, closed, in the direction asked for; `None` when nothing is left.
fn ring(
    line: &LineString<f64>,
    counterclockwise: bool,
    decimals: Decimals,
) -> Option<Vec<[f64; 2]>> {
    let mut positions: Vec<[f64; 2]> = Vec::with_capacity(line.0.len() + 1);
    positions.extend(
        line.0
            .iter()
            .map(|Coord { x, y }| position(*x, *y, decimals)),
    );
    positions.dedup();
    while positions.len() > 1 && positions.first() == positions.last() {
        positions.pop();
    }
    let [x0, y0] = *positions.first()?;
    // Twice the signed area, by the surveyor's formula, about the first position to keep the products small.
    let doubled: f64 = positions
        .windows(2)
        .map(|w| (w[0][0] - x0) * (w[1][1] - y0) - (w[1][0] - x0) * (w[0][1] - y0))
        .sum();
    if positions.len() < 3 || doubled == 0.0 {
        return None;
    }
    if (doubled > 0.0) != counterclockwise {
        positions[1..].reverse();
    }
    positions.push([x0, y0]);
    Some(positions)
}

fn rings(polygon: &Polygon<f64>, decimals: Decimals) -> Option<Vec<Vec<[f64; 2]>>> {
    let outer = ring(polygon.exterior(), true, decimals)?;
    let mut all = vec![outer];
    all.extend(
        polygon
            .interiors()
            .iter()
            .filter_map(|hole| ring(hole, false, decimals)),
    );
    Some(all)
}

/// A position that serialises as a GeoJSON Point, with all its digits.
#[derive(Debug)]
pub(super) struct PointOut(pub(super) LonLat);

impl Serialize for PointOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        geometry(serializer, "Point", &position(self.0.lon, self.0.lat, None))
    }
}

/// Polygons that serialise as a GeoJSON Polygon or MultiPolygon.
#[derive(Debug)]
pub(super) struct AreaOut(Vec<Vec<Vec<[f64; 2]>>>);

impl AreaOut {
    /// The polygons that remain at this many decimals; `None` when none does.
    pub(super) fn new(area: &MultiPolygon<f64>, decimals: Decimals) -> Option<Self> {
        let polygons: Vec<_> = area.0.iter().filter_map(|p| rings(p, decimals)).collect();
        (!polygons.is_empty()).then_some(Self(polygons))
    }

    /// Appends it as JSON, as it serialises at seven decimals.
    pub(super) fn write_degrees(&self, out: &mut Vec<u8>) {
        fn list<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(out, item);
            }
            out.push(b']');
        }
        fn rings(out: &mut Vec<u8>, rings: &[Vec<[f64; 2]>]) {
            list(out, rings, |out, ring| {
                list(out, ring, |out, at| list(out, at, |out, v| degree(out, *v)));
            });
        }
        let kind = if self.0.len() == 1 {
            "Polygon"
        } else {
            "MultiPolygon"
        };
        out.extend_from_slice(b"{\"type\":\"");
        out.extend_from_slice(kind.as_bytes());
        out.extend_from_slice(b"\",\"coordinates\":");
        match self.0.as_slice() {
            [one] => rings(out, one),
            many => list(out, many, |out, one| rings(out, one)),
        }
        out.push(b'}');
    }
}

impl Serialize for AreaOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => geometry(serializer, "Polygon", one),
            many => geometry(serializer, "MultiPolygon", &many),
        }
    }
}

fn geometry<S: Serializer>(
    serializer: S,
    kind: &str,
    coordinates: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("type", kind)?;
    map.serialize_entry("coordinates", coordinates)?;
    map.end()
}

/// Any geometry.
struct GeometryOut<'a>(&'a Geometry, Decimals);

impl Serialize for GeometryOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let decimals = self.1;
        let at = |p: &LonLat| position(p.lon, p.lat, decimals);
        match self.0 {
            Geometry::Missing => serializer.serialize_none(),
            Geometry::Point(p) => geometry(serializer, "Point", &at(p)),
            Geometry::Points(list) => {
                let list: Vec<_> = list.iter().map(at).collect();
                geometry(serializer, "MultiPoint", &list)
            }
            Geometry::Lines(lines) => {
                let lines: Vec<Vec<[f64; 2]>> = lines
                    .0
                    .iter()
                    .map(|l| l.0.iter().map(|c| position(c.x, c.y, decimals)).collect())
                    .collect();
                match lines.as_slice() {
                    [one] => geometry(serializer, "LineString", one),
                    many => geometry(serializer, "MultiLineString", &many),
                }
            }
            Geometry::Area(area) => AreaOut::new(area, decimals).serialize(serializer),
            Geometry::Collection(parts) => {
                let parts: Vec<GeometryOut<'_>> =
                    parts.iter().map(|g| GeometryOut(g, decimals)).collect();
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("type", "GeometryCollection")?;
                map.serialize_entry("geometries", &parts)?;
                map.end()
            }
        }
    }
}

struct CellOut<'a>(&'a Cell);

impl Serialize for CellOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Null => serializer.serialize_none(),
            Cell::Bool(b) => serializer.serialize_bool(*b),
            Cell::Int(i) => serializer.serialize_i64(*i),
            Cell::Real(r) => serializer.serialize_f64(*r),
            Cell::Text(t) => serializer.serialize_str(t),
            Cell::Json(t) => match serde_json::from_str::<&RawValue>(t) {
                Ok(value) => value.serialize(serializer),
                Err(_) => serializer.serialize_str(t),
            },
        }
    }
}

struct PropertiesOut<'a>(&'a FeatureTable, usize);

impl Serialize for PropertiesOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(table, row) = self;
        let mut map = serializer.serialize_map(Some(table.columns.len()))?;
        for column in &table.columns {
            map.serialize_entry(&*column.name, &CellOut(&column.get(*row)))?;
        }
        map.end()
    }
}

/// A feature: its identifier if it has one, its properties, its geometry.
#[derive(Debug)]
pub(super) struct FeatureOut<P, G> {
    pub id: Option<Cell>,
    pub properties: P,
    pub geometry: G,
}

impl<P: Serialize, G: Serialize> Serialize for FeatureOut<P, G> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "Feature")?;
        if let Some(id) = self.id.as_ref().filter(|id| id.is_present()) {
            map.serialize_entry("id", &CellOut(id))?;
        }
        map.serialize_entry("properties", &self.properties)?;
        map.serialize_entry("geometry", &self.geometry)?;
        map.end()
    }
}

/// Writes a feature collection feature by feature, one a line.
pub(super) struct CollectionWriter<'w> {
    out: &'w mut dyn Write,
    /// No feature is written yet.
    empty: bool,
}

/// Takes features with a comma before each of them; the first one's is left out.
impl Write for CollectionWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.empty && !bytes.is_empty() {
            self.empty = false;
            return Ok(1);
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<'w> CollectionWriter<'w> {
    /// Begins a collection; `members` are written before the features (foreign members, RFC 7946, 6.1).
    pub(super) fn begin(out: &'w mut dyn Write, members: &[(&str, &str)]) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",")?;
        for (name, text) in members {
            serde_json::to_writer(&mut *out, name)?;
            out.write_all(b":")?;
            serde_json::to_writer(&mut *out, text)?;
            out.write_all(b",")?;
        }
        out.write_all(b"\"features\":[")?;
        Ok(Self { out, empty: true })
    }

    pub(super) fn feature(&mut self, feature: &impl Serialize) -> io::Result<()> {
        self.write_all(b",\n")?;
        serde_json::to_writer(&mut *self.out, feature)?;
        Ok(())
    }

    /// Writes the features `0..count`, `chunk` of them per thread at a time: `write` appends one of them, or nothing where there is none.
    pub(super) fn features<F>(&mut self, count: usize, chunk: usize, write: F) -> io::Result<()>
    where
        F: Fn(usize, &mut Vec<u8>) -> io::Result<()> + Sync,
    {
        rows::write_all(count, chunk, self, |range, buffer| {
            for i in range {
                let start = buffer.len();
                buffer.extend_from_slice(b",\n");
                write(i, buffer)?;
                if buffer.len() == start + 2 {
                    buffer.truncate(start);
                }
            }
            Ok(())
        })
    }

    pub(super) fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")
    }
}

/// A table as GeoJSON: all columns as properties, coordinates with 6 decimals (about 0.1 m). `name` and `note` stand as members of
/// the collection.
#[must_use]
pub fn feature_table_to_geojson(table: &FeatureTable, name: &str, note: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(table.len() * 160);
    let write = |bytes: &mut Vec<u8>| -> io::Result<()> {
        let mut collection = CollectionWriter::begin(bytes, &[("name", name), ("note", note)])?;
        for (row, geometry) in table.geometries.iter().enumerate() {
            collection.feature(&FeatureOut {
                id: table.feature_ids.as_ref().map(|ids| ids.get(row)),
                properties: PropertiesOut(table, row),
                geometry: GeometryOut(geometry, Some(6)),
            })?;
        }
        collection.end()
    };
    // Memory takes all that is written, and nothing here refuses to be serialised.
    let _ = write(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceInfo;
    use geo::{line_string, polygon};

    #[test]
    fn a_table_becomes_a_collection_with_a_feature_a_line() {
        let mut table = FeatureTable::new(SourceInfo {
            path: "demo".into(),
            sha256: String::new(),
            bytes: 0,
            format: "demo",
            crs: "OGC:CRS84".into(),
            encoding: "UTF-8",
            modified: None,
        });
        table.push_row(
            None,
            Geometry::Point(LonLat::new(119.123_456_78, -0.000_000_1)),
            [
                ("name".into(), Cell::Text("板\"浦".into())),
                ("beds".into(), Cell::Int(3)),
                ("tags".into(), Cell::Json("[1,{\"a\":2}]".into())),
            ],
        );
        table.push_row(
            Some(Cell::Int(9)),
            Geometry::Lines(geo::MultiLineString::new(vec![
                line_string![(x: 1.0, y: 2.0), (x: 3.5, y: 4.0)],
            ])),
            [("share".into(), Cell::Real(0.5))],
        );
        table.push_row(
            None,
            Geometry::Area(MultiPolygon::new(vec![polygon![
                exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 4.0), (x: 4.0, y: 4.0), (x: 4.0, y: 0.0)],
                interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0)]],
            ]]).into()),
            [],
        );
        table.push_row(None, Geometry::Missing, []);
        let text =
            String::from_utf8(feature_table_to_geojson(&table, "demo", "invented")).expect("text");
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        insta::assert_snapshot!(text, @r#"
        {"type":"FeatureCollection","name":"demo","note":"invented","features":[
        {"type":"Feature","properties":{"name":"板\"浦","beds":3,"tags":[1,{"a":2}],"share":null},"geometry":{"type":"Point","coordinates":[119.123457,0.0]}},
        {"type":"Feature","id":9,"properties":{"name":null,"beds":null,"tags":null,"share":0.5},"geometry":{"type":"LineString","coordinates":[[1.0,2.0],[3.5,4.0]]}},
        {"type":"Feature","properties":{"name":null,"beds":null,"tags":null,"share":null},"geometry":{"type":"Polygon","coordinates":[[[0.0,0.0],[4.0,0.0],[4.0,4.0],[0.0,4.0],[0.0,0.0]],[[1.0,1.0],[2.0,2.0],[2.0,1.0],[1.0,1.0]]]}},
        {"type":"Feature","properties":{"name":null,"beds":null,"tags":null,"share":null},"geometry":null}
        ]}
        "#);
    }

    #[test]
    fn what_rounding_flattens_is_left_out() {
        let sliver =
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1e-9), (x: 0.0, y: 1e-9)];
        let good = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        assert!(AreaOut::new(&MultiPolygon::new(vec![sliver.clone()]), Some(7)).is_none());
        let area = AreaOut::new(&MultiPolygon::new(vec![sliver, good]), Some(7)).expect("area");
        assert_eq!(
            serde_json::to_string(&area).expect("JSON"),
            r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]}"#
        );
    }
}
