//! What a file holds, as data: the report of `lastmile inspect`. It says what is there and what the file would serve as; the words for
//! people are made elsewhere.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::recognise::recognise;
use super::records;
use crate::base::{GeoBox, LonLat};
use crate::model::{Column, FeatureTable, Geometry, LayerRoles, RecordKind, Warning, WarningCode};

/// Different values are counted up to this number.
const MOST_DISTINCT: usize = 1000;
/// How many examples stand beside a field.
const EXAMPLES: usize = 3;

/// What a file holds.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// The file as the user named it.
    pub path: String,
    /// The format's name.
    pub format: &'static str,
    /// The text's encoding.
    pub encoding: &'static str,
    /// The coordinate reference system of the file's coordinates.
    pub crs: String,
    /// The file's size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// How many features there are.
    pub features: usize,
    /// How many geometries of each type; `null` counts the features without a usable one.
    pub geometries: BTreeMap<&'static str, usize>,
    /// West, south, east, north in degrees; west is greater than east across 180°.
    pub extent: Option<[f64; 4]>,
    /// The attributes, in order of first appearance.
    pub fields: Vec<FieldReport>,
    /// What a table of records holds; `None` for layers, and where nothing speaks for a kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<RecordKind>,
    /// The roles that it would get, with their columns.
    pub roles: LayerRoles,
    /// Everything to be warned of, by row.
    pub warnings: Vec<WarningReport>,
}

/// An attribute.
#[derive(Debug, Clone, Serialize)]
pub struct FieldReport {
    /// Its name.
    pub name: String,
    /// `integer`, `number`, `text`, `boolean`, `mixed` or `empty`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// How many features have a value.
    pub present: usize,
    /// How many different values there are; counting ends at 1 000.
    pub distinct: usize,
    /// The first different values.
    pub examples: Vec<String>,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WarningReport {
    /// Its code.
    pub code: WarningCode,
    /// The 0-based feature, if it is about one.
    pub source_row: Option<u32>,
    /// The details as data.
    pub detail: String,
}

impl From<&Warning> for WarningReport {
    fn from(warning: &Warning) -> Self {
        Self {
            code: warning.code,
            source_row: warning.source_row,
            detail: warning.detail.clone(),
        }
    }
}

/// Reports on a table.
///
/// A layer that would get no role has a warning of that first.
#[must_use]
pub fn inspect(table: &FeatureTable) -> Inspection {
    // Rows of a table of records stand nowhere and serve as nothing.
    let is_table = records::is_table(&table.source.path);
    let roles = if is_table {
        LayerRoles::default()
    } else {
        recognise(table)
    };
    let mut geometries = table.geometry_types.clone();
    let missing = table
        .geometries
        .iter()
        .filter(|g| **g == Geometry::Missing)
        .count();
    if missing > 0 && !is_table {
        geometries.insert("null", missing);
    }
    let mut warnings: Vec<WarningReport> = table.warnings.iter().map(Into::into).collect();
    if roles.0.is_empty() && !is_table {
        warnings.insert(
            0,
            WarningReport {
                code: WarningCode::UnusableGeometry,
                source_row: None,
                detail: if geometries.keys().any(|k| has_place(k)) {
                    "no_role".into()
                } else {
                    "no_place".into()
                },
            },
        );
    }
    Inspection {
        path: table.source.path.display().to_string(),
        format: table.source.format,
        encoding: table.source.encoding,
        crs: table.source.crs.clone(),
        bytes: table.source.bytes,
        sha256: table.source.sha256.clone(),
        features: table.len(),
        geometries,
        extent: extent(table),
        fields: table.columns.iter().map(field).collect(),
        holds: is_table.then(|| records::recognise(table)).flatten(),
        roles,
        warnings,
    }
}

/// Whether geometries of this type can stand for a facility, a village or a district without a person saying so.
fn has_place(kind: &str) -> bool {
    matches!(
        kind,
        "Point" | "MultiPoint" | "Polygon" | "MultiPolygon" | "GeometryCollection"
    )
}

fn field(column: &Column) -> FieldReport {
    let (mut present, mut seen, mut examples) = (0, HashSet::new(), Vec::new());
    let mut look = |text: &str| {
        if seen.len() < MOST_DISTINCT && !seen.contains(text) {
            if examples.len() < EXAMPLES {
                examples.push(super::notes::excerpt(text));
            }
            seen.insert(text.to_owned());
        }
        seen.len() >= MOST_DISTINCT
    };
    let mut enough = false;
    for row in (0..column.len()).filter(|row| column.is_present(*row)) {
        present += 1;
        if !enough {
            enough = match column.text(row) {
                Some(text) => look(text),
                None => look(&column.get(row).to_string()),
            };
        }
    }
    FieldReport {
        name: column.name.to_string(),
        kind: column.kind(),
        present,
        distinct: seen.len(),
        examples,
    }
}

fn extent(table: &FeatureTable) -> Option<[f64; 4]> {
    let mut points = Vec::new();
    for geometry in &table.geometries {
        corners(geometry, &mut points);
    }
    let GeoBox {
        west,
        south,
        east,
        north,
    } = GeoBox::around(points)?;
    Some([west, south, east, north])
}

fn corners(geometry: &Geometry, into: &mut Vec<LonLat>) {
    let at = |c: &geo::Coord<f64>| {
        let lon = if c.x.abs() > 180.0 {
            crate::base::lonlat::wrap_longitude(c.x)
        } else {
            c.x
        };
        LonLat::new(lon, c.y)
    };
    match geometry {
        Geometry::Missing => {}
        Geometry::Point(p) => into.push(*p),
        Geometry::Points(list) => into.extend(list),
        Geometry::Lines(lines) => into.extend(lines.iter().flat_map(|l| l.0.iter().map(at))),
        Geometry::Area(area) => {
            into.extend(area.iter().flat_map(|p| p.exterior().0.iter().map(at)));
        }
        Geometry::Collection(parts) => parts.iter().for_each(|part| corners(part, into)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Progress;
    use crate::io::read_bytes;
    use crate::model::Role;

    fn report(text: &str) -> Inspection {
        let name = std::path::Path::new("villages.geojson");
        inspect(&read_bytes(name, text.as_bytes(), &Progress::new()).expect("usable"))
    }

    #[test]
    fn a_report_says_what_is_in_the_file() {
        let report = report(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":"a","population":3},"geometry":{"type":"Point","coordinates":[179.5,-17]}},
            {"type":"Feature","properties":{"name":"b","population":4.5},"geometry":{"type":"MultiPoint","coordinates":[[-179.5,-16]]}},
            {"type":"Feature","properties":{"name":"b"},"geometry":null}]}"#,
        );
        assert_eq!(report.features, 3);
        let types: Vec<_> = report.geometries.into_iter().collect();
        assert_eq!(types, [("MultiPoint", 1), ("Point", 1), ("null", 1)]);
        assert_eq!(report.extent, Some([179.5, -17.0, -179.5, -16.0]));
        let fields: Vec<_> = report
            .fields
            .iter()
            .map(|f| (f.name.as_str(), f.kind, f.present, f.distinct))
            .collect();
        assert_eq!(
            fields,
            [("name", "text", 3, 2), ("population", "number", 2, 2)]
        );
        assert_eq!(report.fields[1].examples, ["3", "4.5"]);
        assert_eq!(report.roles.0[0].role, Role::Villages);
        assert_eq!(report.warnings.len(), 1);
        assert_eq!(report.sha256.len(), 64);
    }

    #[test]
    fn a_layer_of_lines_is_said_to_serve_nothing() {
        let report = report(r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#);
        assert!(report.roles.0.is_empty());
        assert_eq!(report.warnings[0].detail, "no_place");
    }
}
