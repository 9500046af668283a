//! The reader against itself: the same file in blocks and pieces of every size is the same table.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use super::GeoJson;
use crate::base::Progress;
use crate::io::ReadCause;
use crate::io::input::Input;
use crate::io::reader::{Reader, Source};
use crate::model::{Column, FeatureTable};

fn open(name: &str, bytes: &[u8], block: usize, piece: usize) -> Result<FeatureTable, ReadCause> {
    let mut input = Input::of(bytes);
    GeoJson { block, piece }.read(&mut Source {
        path: Path::new(name),
        file: name.into(),
        input: &mut input,
        progress: &Progress::new(),
    })
}

/// Everything that a reading ends in, as a text.
fn told(read: Result<FeatureTable, ReadCause>) -> String {
    let table = match read {
        Ok(table) => table,
        Err(cause) => return format!("{cause:?}"),
    };
    let mut text = format!("{:?} {:?}\n", table.source, table.geometry_types);
    for (row, geometry) in table.geometries.iter().enumerate() {
        let cell = |c: &Column| format!("{}={:?}", c.name, c.get(row));
        let columns = table.columns.iter().chain(&table.feature_ids);
        let cells: Vec<String> = columns.map(cell).collect();
        let _ = writeln!(text, "{row} {geometry:?} {}", cells.join(" "));
    }
    for column in table.columns.iter().chain(&table.feature_ids) {
        let _ = writeln!(
            text,
            "{} {} {:?}",
            column.name,
            column.len(),
            column.values()
        );
    }
    for w in &table.warnings {
        let _ = writeln!(text, "{:?} {:?} {}", w.code, w.source_row, w.detail);
    }
    text
}

/// Features that straddle whatever can be straddled, some of them bad, some that look like others inside.
fn features() -> impl Strategy<Value = Vec<String>> {
    let odd = [
        r#"{"type":"Feature","properties":{"id":"x","in":[{"type":"Feature","id":1},{"type":"Feature","id":2}]},"geometry":null}"#,
        r#"{"type":"Feature","properties":{"text":"},{\"type\":\"Feature\"},{"},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
        r#"{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Point","coordinates":[3,4]}]},"properties":{"a":1e400}}"#,
        r#"{"type":"Feature","properties":[],"geometry":{"type":"Point","coordinates":["1",2]}}"#,
        r#"{"geometry":{"coordinates":[[[0,0],[9.25,0],[9.5,9.125],[0,0]]],"type":"Polygon"},"type":"Feature","bbox":[1]}"#,
        r#"{"type":"Point","coordinates":[5.5,NaN]}"#,
        "null",
        "17",
        r#" "},{\u0022type\u0022:" "#,
        r#"{"type":"Feature","id":-0.5,"properties":{"\u0061":"\ud83d\ude00","b\"":true,"b\"":false},"geometry":{"type":"Point","coordinates":[ 1 , 2 ]}}"#,
    ];
    let plain = ("[a-c]", any::<i16>(), "[中文a\"\\\\]{0,5}", -180f64..180.0, -90f64..90.0).prop_map(
        |(name, n, text, x, y)| {
            let text = serde_json::json!(text);
            format!(
                r#"{{"type":"Feature","id":{n},"properties":{{"{name}":{n},"t":{text}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
            )
        },
    );
    let any_feature =
        prop_oneof![8 => plain, 3 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned)];
    prop::collection::vec(any_feature, 1..24)
}

fn sizes() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((1usize..400, 1usize..300), 1..5)
}

proptest! {
    #[test]
    fn a_collection_is_the_same_table_in_blocks_of_any_size(
        features in features(), sizes in sizes(), space in "[ \n]{0,2}", head in "[,x]{0,1}", cut in prop::option::of(0usize..4000)
    ) {
        // A head that is no JSON, a missing end: refused alike, too.
        let list = features.join(&format!("{space},{space}"));
        let text = format!(
            r#"{{"name":["{head}"],"features":{space}[{list}{space}{head}],"crs":{{"type":"name","properties":{{"name":"EPSG:4490"}}}},"type":"FeatureCollection"}}"#
        );
        let end = cut.map_or(text.len(), |cut| cut.min(text.len()));
        let bytes = &text.as_bytes()[..end];
        let whole = told(open("a.geojson", bytes, 1 << 20, 1 << 20));
        for (block, piece) in sizes {
            prop_assert_eq!(&told(open("a.geojson", bytes, block, piece)), &whole, "{} {}", block, piece);
        }
    }

    #[test]
    fn a_sequence_is_the_same_table_in_blocks_of_any_size(
        features in features(), sizes in sizes(), separated in any::<bool>(), bad in prop::option::of(0usize..20)
    ) {
        let mut records = features;
        if let Some(bad) = bad {
            records.insert(bad.min(records.len()), "{\n\"broken".into());
            records.push(r#"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]},null]}"#.into());
        }
        let text: String = records
            .iter()
            .map(|r| if separated { format!("\u{1e}{r}\n") } else { format!("{r}\n") })
            .collect();
        let whole = told(open("a.geojsonl", text.as_bytes(), 1 << 20, 1 << 20));
        for (block, piece) in sizes {
            prop_assert_eq!(&told(open("a.geojsonl", text.as_bytes(), block, piece)), &whole, "{} {}", block, piece);
        }
    }
}

#[test]
fn a_file_many_times_the_block_keeps_rows_notes_and_places() {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for row in 0..5000 {
        let _ = writeln!(
            text,
            r#"{{"type":"Feature","properties":{{"id":"V{row:05}","nest":[{{"type":"Feature"}},{{"type":"Feature"}}]}},"geometry":{{"type":"Point","coordinates":[{},{}]}}}},"#,
            f64::from(row) * 0.01,
            if row == 4321 { "null" } else { "3.5" },
        );
    }
    let good = format!("{}\n]}}", text.trim_end().trim_end_matches(','));
    let table = open("a.geojson", good.as_bytes(), 4096, 1000).expect("usable");
    assert_eq!(table.len(), 5000);
    let id = table.column("id").expect("a column");
    assert!((0..5000).all(|row| id.text(row) == Some(&format!("V{row:05}"))));
    let said: Vec<_> = table
        .warnings
        .iter()
        .map(|w| (w.source_row, w.detail.as_str()))
        .collect();
    assert_eq!(said, [(Some(4321), "not_a_number: null")]);
    // The last line stands behind the comma of the 5 000th feature.
    let bad = format!("{text}  {{oops");
    let Err(ReadCause::NotJson {
        line,
        column,
        found,
        ..
    }) = open("a.geojson", bad.as_bytes(), 4096, 1000)
    else {
        panic!("refused")
    };
    assert_eq!((line, column, found), (5002, 4, Some('o')));
}

#[test]
fn members_beside_the_features_may_be_longer_than_a_block() {
    let long = format!("[{}0]", "[\"中\", {\"a\": 1.5}], ".repeat(2000));
    let text = format!(
        r#"{{"before":{long},"features":[{{"type":"Feature","geometry":{{"type":"Point","coordinates":[1,2]}},"properties":{{}}}}],"behind":{long},"type":"FeatureCollection"}}"#
    );
    for block in [64, 1000, 1 << 20] {
        let table = open("a.geojson", text.as_bytes(), block, 100).expect("usable");
        assert_eq!((table.len(), table.warnings.len()), (1, 0));
    }
}
