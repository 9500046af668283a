//! The reader against files as people have them.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::base::{LonLat, Progress};
use crate::io::{LooksLike, ReadCause, inspect, read, read_bytes};
use crate::model::{Cell, FeatureTable, Geometry, WarningCode};

fn open(text: &str) -> Result<FeatureTable, ReadCause> {
    open_as("t.geojson", text.as_bytes())
}

fn open_as(name: &str, bytes: &[u8]) -> Result<FeatureTable, ReadCause> {
    read_bytes(Path::new(name), bytes, &Progress::new()).map_err(|e| e.cause)
}

fn said(table: &FeatureTable) -> Vec<(WarningCode, Option<u32>, &str)> {
    table
        .warnings
        .iter()
        .map(|w| (w.code, w.source_row, w.detail.as_str()))
        .collect()
}

/// The folder of foreign test data, if this checkout stands beside it.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    if path.exists() {
        Some(path)
    } else {
        println!("{} is missing: nothing to check", path.display());
        None
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path
            .extension()
            .is_some_and(|e| e == "geojson" || e == "json")
        {
            all.push(path);
        }
    }
    all.sort();
    all
}

#[test]
fn every_feature_is_a_row_and_a_bad_one_costs_only_itself() {
    let table = open(
        r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 7, "properties": {"name": "a", "n": 1}, "geometry": {"type": "Point", "coordinates": [91, 23, 5]}},
            null,
            {"type": "Feature", "properties": {"n": 2.5, "list": [1, 2 ]}, "geometry": null},
            {"type": "Feature", "properties": [], "geometry": {"type": "Point", "coordinates": ["91", 23]}},
            {"type": "Feature", "id": "x", "properties": null, "geometry": {"type": "Point", "coordinates": [91, NaN]}},
            {"type": "Featre", "properties": {"n": 3}, "geometry": {"type": "Point", "coordinates": [91, 23]}},
            {"type": "Point", "coordinates": [91.5, 23.5]}
        ]}"#,
    )
    .expect("usable");
    assert_eq!(table.len(), 7);
    assert_eq!(
        said(&table),
        [
            (WarningCode::NotAFeature, Some(1), "no_feature: null"),
            (WarningCode::NullGeometry, Some(2), ""),
            (WarningCode::BadProperties, Some(3), "[]"),
            (WarningCode::BadGeometry, Some(3), "not_a_number: \"91\""),
            (WarningCode::BadCoordinate, Some(4), "91, NaN"),
            (WarningCode::NotAFeature, Some(5), "feature_type: Featre"),
            (WarningCode::OddMember, Some(6), "geometry_as_feature"),
        ]
    );
    let usable: Vec<usize> = (0..7)
        .filter(|i| table.geometries[*i] != Geometry::Missing)
        .collect();
    assert_eq!(usable, [0, 6]);
    let column = |name: &str, row| table.column(name).expect(name).get(row);
    assert_eq!(column("n", 2), Cell::Real(2.5));
    assert_eq!(column("n", 5), Cell::Int(3));
    assert_eq!(column("list", 2), Cell::Json("[1,2]".into()));
    let ids = table.feature_ids.as_ref().expect("ids");
    assert_eq!(
        (ids.get(0), ids.get(4)),
        (Cell::Int(7), Cell::Text("x".into()))
    );
}

#[test]
fn a_syntax_error_names_line_and_column() {
    let text =
        "{\"type\": \"FeatureCollection\",\n\"features\": [\n{\"type\": \"Feature\" \"id\": 1}]}";
    let Err(ReadCause::NotJson {
        line,
        column,
        found,
        ..
    }) = open(text)
    else {
        panic!("refused")
    };
    assert_eq!((line, column, found), (3, 20, Some('"')));
}

#[test]
fn a_truncated_file_is_refused_at_its_end() {
    let whole = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"b"},"geometry":{"type":"Point","coordinates":[1.5,2.5]}}]}"#;
    assert!(open(whole).is_ok());
    for end in 1..whole.len() {
        assert!(open(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn members_may_come_in_any_order_and_the_last_of_a_name_wins() {
    let table = open(
        r#"{"features":[{"geometry":{"coordinates":[1,2],"type":"Point"},"properties":{"a":1,"a":null,"a":3},"type":"Feature"}],"type":"FeatureCollection"}"#,
    )
    .expect("usable");
    assert_eq!(table.column("a").expect("a").get(0), Cell::Int(3));
    assert_eq!(table.geometries, [Geometry::Point(LonLat::new(1.0, 2.0))]);
    assert!(table.warnings.is_empty());
}

#[test]
fn coordinates_keep_every_digit() {
    let table =
        open(r#"{"type":"Point","coordinates":[91.8412330080001,23.597996774]}"#).expect("usable");
    assert_eq!(
        table.geometries,
        [Geometry::Point(LonLat::new(
            91.841_233_008_000_1,
            23.597_996_774
        ))]
    );
}

#[test]
fn numbers_too_large_for_64_bits_stay_as_they_are_written() {
    let table = open(
        r#"{"type":"Feature","properties":{"id":123456789012345678901234567890,"x":1e999},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
    )
    .expect("usable");
    let get = |name| table.column(name).expect("a column").get(0);
    assert_eq!(
        get("id"),
        Cell::Text("123456789012345678901234567890".into())
    );
    assert_eq!(get("x"), Cell::Null);
    assert_eq!(
        said(&table),
        [(WarningCode::OddMember, Some(0), "not_finite")]
    );
}

#[test]
fn known_systems_are_honoured_and_others_refused() {
    let with = |crs: &str, x: f64, y: f64| {
        open(&format!(
            r#"{{"type":"FeatureCollection","crs":{crs},"features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}]}}"#
        ))
    };
    let named = |name: &str| format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#);
    let table = with(&named("urn:ogc:def:crs:OGC:1.3:CRS84"), 91.0, 23.0).expect("usable");
    assert!(table.warnings.is_empty());
    let table = with(&named("EPSG:4490"), 119.2, 34.6).expect("usable");
    assert_eq!(
        said(&table),
        [(WarningCode::AssumedWgs84, None, "EPSG:4490")]
    );
    let table = with(
        &named("urn:ogc:def:crs:EPSG::3857"),
        -11_169_055.576_258_47,
        2_800_000.003_136_157,
    )
    .expect("usable");
    let Geometry::Point(p) = &table.geometries[0] else {
        panic!("a point")
    };
    assert!(
        (p.lon + 100.333_333_333).abs() < 1e-8 && (p.lat - 24.381_786_944).abs() < 1e-8,
        "{p:?}"
    );
    assert_eq!(table.source.crs, "EPSG:3857");
    assert!(with(r#"{"type":"EPSG","properties":{"code":4326}}"#, 1.0, 2.0).is_ok());
    assert!(with("null", 1.0, 2.0).is_ok());
    assert!(
        matches!(with(&named("EPSG:4527"), 1.0, 2.0), Err(ReadCause::UnknownCrs(n)) if n == "EPSG:4527")
    );
    assert!(matches!(
        with(&named("EPSG:4326"), 13_275_556.7, 4_114_842.6),
        Err(ReadCause::CoordinatesOutOfRange {
            looks_like: LooksLike::WebMercator,
            ..
        })
    ));
}

#[test]
fn a_text_sequence_is_read_line_by_line() {
    let feature = |x: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"x":{x}}},"geometry":{{"type":"Point","coordinates":[{x},2]}}}}"#
        )
    };
    let text = format!("{}\n{{oops\n{}\n", feature(1.5), feature(2.5));
    let table = open_as("a.geojsonl", text.as_bytes()).expect("usable");
    assert_eq!(table.source.format, "GeoJSON text sequence");
    assert_eq!(said(&table), [(WarningCode::BadLine, Some(1), "2")]);
    assert_eq!(table.len(), 3);
    let text = format!("\u{1e}{}\n\u{1e}{}\n", feature(1.5), feature(2.5));
    assert_eq!(
        open_as("a.geojson", text.as_bytes()).expect("usable").len(),
        2
    );
    let whole = format!(
        "{{\"type\":\"FeatureCollection\",\n\"features\":[{}]}}",
        feature(1.0)
    );
    assert_eq!(
        open_as("a.geojsonl", whole.as_bytes())
            .expect("usable")
            .len(),
        1
    );
}

#[test]
fn cancelling_stops_the_reader() {
    let progress = Progress::new();
    progress.cancel();
    let error = read_bytes(
        Path::new("a.geojson"),
        br#"{"type":"FeatureCollection","features":[null]}"#,
        &progress,
    );
    assert!(matches!(
        error.expect_err("cancelled").cause,
        ReadCause::Cancelled
    ));
}

#[test]
fn more_columns_than_anybody_has_are_dropped_with_a_word() {
    let features: Vec<String> = (0..2100)
        .map(|row| {
            format!(
                r#"{{"type":"Feature","properties":{{"k{row}":1}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#
            )
        })
        .collect();
    let list = features.join(",");
    let table = open(&format!(
        r#"{{"type":"FeatureCollection","features":[{list}]}}"#
    ))
    .expect("usable");
    assert_eq!(table.columns.len(), super::rows::MOST_COLUMNS);
    assert!(
        table
            .warnings
            .iter()
            .any(|w| w.detail.starts_with("too_many_columns"))
    );
}

#[test]
fn collections_without_anything_usable_are_refused_but_null_geometries_are_not() {
    let collection =
        |feature: &str| format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
    assert!(matches!(
        open(&collection("5,7")),
        Err(ReadCause::NothingUsable { rows: 2, .. })
    ));
    assert_eq!(open(&collection("")).expect("an empty list").len(), 0);
    let table = open(&collection(
        r#"{"type":"Feature","geometry":null,"properties":null}"#,
    ));
    assert_eq!(table.expect("a row").len(), 1);
}

#[test]
fn own_files_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (name, rows, warnings) in [
        ("villages_zh.geojson", 4, 1),
        ("clinics_zh.geojson", 4, 0),
        ("mixed.geojson", 5, 0),
        ("sequence.geojsonl", 3, 1),
    ] {
        let table = read(&folder.join(name), &Progress::new()).expect(name);
        assert_eq!(
            (table.len(), table.warnings.len()),
            (rows, warnings),
            "{name}: {:?}",
            table.warnings
        );
    }
}

#[test]
fn each_bad_file_of_geojsonhint_is_refused_or_warned_of() {
    let Some(folder) = shared("geojson-corpora/geojsonhint/bad") else {
        return;
    };
    let mut count = 0;
    for path in files(&folder) {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".result-object.json") {
            continue;
        }
        count += 1;
        match read(&path, &Progress::new()) {
            Ok(table) => {
                // The linter itself has no complaint about this one.
                let clean = name == "excessive_precision_truncated.geojson";
                assert_eq!(table.warnings.is_empty(), clean, "{name}");
                assert!(!inspect(&table).warnings.is_empty(), "{name}");
            }
            Err(error) => assert!(
                matches!(
                    error.cause,
                    ReadCause::NotGeoJson(_) | ReadCause::NothingUsable { .. }
                ),
                "{name}: {error}"
            ),
        }
    }
    assert_eq!(count, 30);
}

#[test]
fn good_files_of_geojsonhint_are_read_without_complaint() {
    let Some(folder) = shared("geojson-corpora/geojsonhint/good") else {
        return;
    };
    for path in files(&folder) {
        let table = read(&path, &Progress::new()).expect("a good file");
        let harmless = |c| matches!(c, WarningCode::RingDirection | WarningCode::NullGeometry);
        assert!(
            table.warnings.iter().all(|w| harmless(w.code)),
            "{}: {:?}",
            path.display(),
            table.warnings
        );
    }
}

#[test]
fn the_corpora_are_read_without_a_crash() {
    let Some(folder) = shared("geojson-corpora") else {
        return;
    };
    let rows = |name: &str| {
        read(&folder.join(name), &Progress::new())
            .expect(name)
            .len()
    };
    assert_eq!(rows("flatgeobuf_fixtures/tiger_roads.geojson"), 8333);
    assert_eq!(rows("georust_geojson/countries.geojson"), 180);
    assert_eq!(rows("gdal/point_with_utf8bom.json"), 1);
    assert_eq!(rows("gdal/ids_0_1_null_unset.json"), 4);
    for path in files(&folder) {
        if let Ok(table) = read(&path, &Progress::new()) {
            let _ = inspect(&table);
        }
    }
}

#[test]
fn inputs_across_180_become_continuous() {
    let Some(folder) = shared("geojson-corpora/antimeridian/input") else {
        return;
    };
    for path in files(&folder) {
        let table = read(&path, &Progress::new()).expect("usable");
        for geometry in &table.geometries {
            let Geometry::Area(area) = geometry else {
                continue;
            };
            for ring in area.iter().map(geo::Polygon::exterior) {
                for line in ring.lines() {
                    let step = (line.end.x - line.start.x).abs();
                    assert!(
                        step <= 180.0 || (step - 360.0).abs() < 1e-9,
                        "{}: {step}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn tripura_is_read_without_a_complaint() {
    let Some(folder) = shared("tripura") else {
        return;
    };
    for (name, rows) in [
        ("villages", 8723),
        ("medical_facilities", 228),
        ("districts", 58),
    ] {
        let table = read(&folder.join(format!("{name}.geojson")), &Progress::new()).expect(name);
        assert_eq!(table.len(), rows);
        // The districts' rings turn clockwise; nothing else is odd.
        assert!(
            table
                .warnings
                .iter()
                .all(|w| w.code == WarningCode::RingDirection),
            "{:?}",
            table.warnings
        );
    }
}

const SEED: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},"features":[{"type":"Feature","id":1,"properties":{"名":"a\u4e2d","n":1.5e3,"l":[1,{}],"b":true,"z":null},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.4,0.2],[0.4,0.4]]]}},{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[170,1],[-170,2]]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]},"properties":{}}]}"#;

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.geojson", "a.geojsonl", "a"] {
            let _ = open_as(name, &bytes);
        }
    }

    #[test]
    fn damaged_files_never_panic(
        edits in prop::collection::vec((0usize..1000, prop_oneof![
            Just(""), Just("{"), Just("]"), Just("\""), Just(","), Just("null"), Just("-1e400"), Just("[[]]"), Just("NaN"), Just("360"), Just("\u{1e}"), Just("\n")
        ], 0usize..12), 1..6)
    ) {
        let mut bytes = SEED.as_bytes().to_vec();
        for (at, piece, cut) in edits {
            let at = at % (bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        for name in ["a.geojson", "a.geojsonl"] {
            if let Ok(table) = open_as(name, &bytes) {
                prop_assert!(table.columns.iter().all(|c| c.len() == table.len()));
                let report = inspect(&table);
                prop_assert!(serde_json::to_string(&report).is_ok());
            }
        }
    }

    #[test]
    fn values_come_back_from_any_table(
        rows in prop::collection::vec((any::<Option<i64>>(), any::<String>(), -180f64..180.0, -90f64..90.0), 1..40)
    ) {
        let features: Vec<_> = rows.iter().map(|(n, t, x, y)| serde_json::json!({
            "type": "Feature", "properties": {"n": n, "t": t},
            "geometry": {"type": "Point", "coordinates": [x, y]}
        })).collect();
        let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
        let table = open(&text).expect("valid");
        for (row, (n, t, x, y)) in rows.iter().enumerate() {
            prop_assert_eq!(table.column("n").expect("n").get(row), n.map_or(Cell::Null, Cell::Int));
            prop_assert_eq!(table.column("t").expect("t").get(row), Cell::Text(t.as_str().into()));
            prop_assert_eq!(&table.geometries[row], &Geometry::Point(LonLat::new(*x, *y)));
        }
    }
}
