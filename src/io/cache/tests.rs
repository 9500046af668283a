//! What a copy gives back, and that nothing that happens to one does any harm.

use std::io::Cursor;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use geo::{LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::base::LonLat;
use crate::io::reader::{read_all_with, read_bytes};
use crate::model::{Cell, Column, Geometry, SourceInfo, Warning, WarningCode};

const FEATURES: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4490"}},"features":[
{"type":"Feature","id":"a","properties":{"name":"板浦","n":3,"x":0.1,"b":true,"l":[1,{}]},"geometry":{"type":"Point","coordinates":[91.5,23.25]}},
{"type":"Feature","properties":{"name":"","n":null,"x":-0.0,"l":[2]},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}},
{"type":"Feature","properties":{"m":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}},
{"type":"Feature","id":7,"properties":{"m":"x"},"geometry":{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4],[5,6]]},{"type":"Point","coordinates":[5,5]}]}},
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[91.5]}},
{"type":"Feature","properties":{},"geometry":null}]}"#;

/// A folder with a file that is worth a copy, and a cache that may take so many bytes.
struct Desk {
    room: tempfile::TempDir,
    cache: Cache,
}

impl Desk {
    fn new() -> Self {
        let room = tempfile::tempdir().expect("a room");
        let cache = Cache {
            folder: room.path().join("not/yet"),
            most: 1 << 20,
            least: 1,
        };
        let desk = Self { room, cache };
        desk.write("a.geojson", FEATURES);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
    }

    /// Reads a file as the program does.
    fn read(&self, name: &str) -> FeatureTable {
        let read = read_all_with(Some(&self.cache), &[self.path(name)], &Progress::new());
        read.expect("readable").remove(0)
    }

    fn read_and_keep(&self, name: &str) -> FeatureTable {
        let table = self.read(name);
        self.cache.keep(&table, &Progress::new()).expect("kept");
        table
    }

    fn recall(&self, name: &str) -> Option<FeatureTable> {
        let tables = self.cache.recall_all(&[self.path(name)], &Progress::new());
        tables.expect("not cancelled").remove(0)
    }

    /// The files in the cache's folder.
    fn copies(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(&self.cache.folder).into_iter().flatten();
        let mut copies: Vec<PathBuf> = listed.map(|e| e.expect("an entry").path()).collect();
        copies.sort();
        copies
    }
}

/// Everything in a table, every bit of every number.
fn all(table: &FeatureTable) -> String {
    format!("{table:?}")
}

fn bytes_of(table: &FeatureTable) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    encode::encode(table, &mut file, u64::MAX, &Progress::new()).expect("encoded");
    file.into_inner()
}

#[test]
fn a_file_opens_from_its_copy_as_it_was_read() {
    let desk = Desk::new();
    assert!(desk.recall("a.geojson").is_none());
    let read = desk.read_and_keep("a.geojson");
    assert_eq!(read.warnings.len(), 3, "{:?}", read.warnings);
    let recalled = desk.recall("a.geojson").expect("a copy");
    assert_eq!(all(&recalled), all(&read));
    // Kept again, it stays the one copy.
    desk.read_and_keep("a.geojson");
    assert_eq!(desk.copies().len(), 1);
}

#[test]
fn a_moved_file_is_known_and_told_by_its_new_path() {
    let desk = Desk::new();
    desk.read_and_keep("a.geojson");
    fs::rename(desk.path("a.geojson"), desk.path("乙.geojson")).expect("moved");
    let recalled = desk.recall("乙.geojson").expect("a copy");
    let fresh = read_bytes(
        &desk.path("乙.geojson"),
        FEATURES.as_bytes(),
        &Progress::new(),
    );
    assert_eq!(all(&recalled), all(&fresh.expect("readable")));
}

#[test]
fn a_file_that_changed_without_changing_its_size_is_read_anew() {
    let desk = Desk::new();
    let before = desk.read_and_keep("a.geojson");
    let when = fs::metadata(desk.path("a.geojson")).and_then(|m| m.modified());
    desk.write("a.geojson", &FEATURES.replace("91.5,23.25", "91.5,23.75"));
    let file = fs::File::options().write(true).open(desk.path("a.geojson"));
    let set = file.and_then(|f| f.set_modified(when.expect("a time")));
    set.expect("the clock is turned back");
    assert!(desk.recall("a.geojson").is_none());
    let now = desk.read_and_keep("a.geojson");
    assert_ne!(now.geometries[0], before.geometries[0]);
    // Both are known from now on, whichever was used last.
    assert_eq!(desk.copies().len(), 2);
    assert_eq!(all(&desk.recall("a.geojson").expect("a copy")), all(&now));
    desk.write("a.geojson", FEATURES);
    assert_eq!(
        all(&desk.recall("a.geojson").expect("a copy")),
        all(&before)
    );
}

#[test]
fn what_is_read_otherwise_has_no_copy_in_common() {
    let desk = Desk::new();
    desk.read_and_keep("a.geojson");
    // By its extension a text of lines is expected, or a format that cannot be read.
    for name in ["a.geojsonl", "a.shp"] {
        desk.write(name, FEATURES);
        assert!(desk.recall(name).is_none(), "{name}");
    }
    // Another program made it.
    let copy = desk.copies().remove(0);
    let name = copy.file_name().expect("a name").to_string_lossy();
    let (file, _) = name.rsplit_once('-').expect("a stamp");
    let foreign = copy.with_file_name(format!("{file}-{}.table", "0".repeat(Stamp::DIGITS)));
    fs::rename(&copy, foreign).expect("moved");
    assert!(desk.recall("a.geojson").is_none());
}

#[test]
fn a_damaged_copy_is_removed_and_the_file_read() {
    let desk = Desk::new();
    let read = all(&desk.read_and_keep("a.geojson"));
    let copy = desk.copies().remove(0);
    let whole = fs::read(&copy).expect("a copy");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    let mut version = whole.clone();
    version[MAGIC_VERSION] += 1;
    let damaged: [&[u8]; 5] = [&flipped, &version, &[], &whole[..whole.len() - 1], b"x"];
    for bytes in damaged {
        fs::write(&copy, bytes).expect("written");
        assert_eq!(all(&desk.read("a.geojson")), read);
        assert!(!copy.exists());
    }
    desk.read_and_keep("a.geojson");
    assert!(desk.recall("a.geojson").is_some());
}

/// Where the version of the format stands in a copy.
const MAGIC_VERSION: usize = format::MAGIC.len() - 1;

#[test]
fn no_place_for_copies_is_no_obstacle() {
    let mut desk = Desk::new();
    let read = desk.read_and_keep("a.geojson");
    // A folder stands where the copy belongs.
    let copy = desk.copies().remove(0);
    fs::remove_file(&copy).expect("removed");
    fs::create_dir(&copy).expect("a folder");
    assert_eq!(all(&desk.read_and_keep("a.geojson")), all(&read));
    // A file stands where the folder belongs.
    desk.cache.folder = desk.path("a.geojson");
    assert!(desk.cache.keep(&read, &Progress::new()).is_err());
    assert_eq!(all(&desk.read("a.geojson")), all(&read));
    // The disk is full: nothing half written stays.
    desk.cache.folder = desk.path("full");
    desk.cache.most = 100;
    assert!(desk.cache.keep(&read, &Progress::new()).is_err());
    assert!(desk.copies().is_empty());
    // Stopped.
    desk.cache.most = 1 << 20;
    let progress = Progress::new();
    progress.cancel();
    assert!(desk.cache.keep(&read, &progress).is_err());
    assert!(
        desk.cache
            .recall_all(&[desk.path("a.geojson")], &progress)
            .is_ok()
    );
    assert!(desk.copies().is_empty());
}

#[test]
fn a_copy_is_not_taken_in_by_whoever_stopped_it() {
    let desk = Desk::new();
    desk.read_and_keep("a.geojson");
    let progress = Progress::new();
    progress.cancel();
    let stopped = read_all_with(Some(&desk.cache), &[desk.path("a.geojson")], &progress);
    let cause = stopped.expect_err("stopped").cause;
    assert!(matches!(cause, crate::io::ReadCause::Cancelled));
}

#[test]
fn the_longest_unused_copy_makes_room() {
    let mut desk = Desk::new();
    for (name, word) in [("a", "板浦"), ("b", "板桥"), ("c", "板厂")] {
        desk.write(&format!("{name}.geojson"), &FEATURES.replace("板浦", word));
    }
    let stranger = desk.cache.folder.join("1-2-3.table");
    fs::create_dir_all(&desk.cache.folder).expect("a folder");
    fs::write(&stranger, "not ours").expect("written");
    desk.read_and_keep("a.geojson");
    desk.read_and_keep("b.geojson");
    let copy = desk.copies().into_iter().next_back();
    let size = fs::metadata(copy.expect("a copy")).expect("a copy").len();
    // Both are old, then one is used.
    let long_ago = SystemTime::now() - Duration::from_hours(1);
    for copy in desk.copies() {
        let file = fs::File::options().write(true).open(copy).expect("a file");
        file.set_modified(long_ago).expect("a time");
    }
    assert!(desk.recall("a.geojson").is_some());
    desk.cache.most = 2 * size + size / 2;
    desk.read_and_keep("c.geojson");
    let known = ["a.geojson", "b.geojson", "c.geojson"].map(|n| desk.recall(n).is_some());
    assert_eq!(known, [true, false, true]);
    assert!(stranger.exists());
}

#[test]
fn what_was_left_half_written_is_swept_in_time() {
    let desk = Desk::new();
    fs::create_dir_all(&desk.cache.folder).expect("a folder");
    let [old, new] = [".writing-old", ".writing-new"].map(|n| desk.cache.folder.join(n));
    fs::write(&new, "").expect("written");
    let file = fs::File::create(&old).expect("a file");
    let long_ago = SystemTime::now() - Duration::from_hours(72);
    file.set_modified(long_ago).expect("a time");
    desk.read_and_keep("a.geojson");
    assert_eq!([old.exists(), new.exists()], [false, true]);
}

#[test]
fn small_files_and_tables_of_no_file_have_no_copies() {
    let mut desk = Desk::new();
    let mut table = desk.read("a.geojson");
    table.source.format = "demo";
    desk.cache.keep(&table, &Progress::new()).expect("no fault");
    desk.cache.least = FEATURES.len() as u64 + 1;
    desk.read_and_keep("a.geojson");
    assert!(desk.copies().is_empty());
}

#[test]
fn every_format_and_encoding_of_the_readers_has_copies() {
    let desk = Desk::new();
    let sixteen = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = format!("\u{feff}{FEATURES}");
        text.encode_utf16().flat_map(to).collect()
    };
    let line = FEATURES.replace('\n', "");
    for (name, bytes) in [
        ("utf8.json", format!("\u{feff}{FEATURES}").into_bytes()),
        ("le.json", sixteen(u16::to_le_bytes)),
        ("be.json", sixteen(u16::to_be_bytes)),
        ("lines.geojsonl", format!("{line}\n{line}\n").into_bytes()),
        ("sequence.geojsons", format!("\u{1e}{line}\n").into_bytes()),
    ] {
        fs::write(desk.path(name), bytes).expect("written");
        let read = desk.read_and_keep(name);
        let recalled = desk.recall(name).expect(name);
        assert_eq!(all(&recalled), all(&read), "{name}");
    }
}

#[test]
fn the_environment_says_where_copies_lie_or_that_there_are_none() {
    let folder = |switch: Option<&str>, folder: Option<&str>| {
        folder_by(&|name| match name {
            SWITCH_VARIABLE => switch.map(Into::into),
            _ => folder.map(Into::into),
        })
    };
    assert_eq!(folder(None, Some("/c")), Some("/c".into()));
    assert_eq!(folder(Some("on"), Some("/c")), Some("/c".into()));
    assert_eq!(folder(Some("OFF"), Some("/c")), None);
    assert_eq!(folder(None, Some("")), folder(None, None));
    assert_ne!(folder(None, None), Some(PathBuf::new()));
}

#[test]
fn a_copy_that_does_not_fit_in_memory_is_left_alone() {
    let desk = Desk::new();
    desk.read_and_keep("a.geojson");
    // A hole in the disk that would be found damaged if it were taken in.
    let copy = desk.copies().remove(0);
    let file = fs::File::create(&copy).expect("a file");
    file.set_len(100 << 20).expect("a length");
    let recall = |available| {
        let paths = [desk.path("a.geojson")];
        let recalled = desk
            .cache
            .recall_within(Some(available), &paths, &Progress::new());
        recalled.expect("not cancelled").remove(0).is_some()
    };
    assert!(!recall(100 << 20) && copy.exists());
    assert!(!recall(1 << 40) && !copy.exists());
}

#[test]
fn no_bit_can_be_turned_and_no_byte_cut_unnoticed() {
    let desk = Desk::new();
    let whole = bytes_of(&desk.read("a.geojson"));
    let path = Path::new("a");
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << bit;
            assert!(decode(&damaged, path).is_none(), "bit {bit} of byte {at}");
        }
        assert!(decode(&whole[..at], path).is_none(), "cut at {at}");
    }
    assert!(decode(&whole, path).is_some());
}

#[test]
fn numbers_that_lie_take_no_memory() {
    let desk = Desk::new();
    let whole = bytes_of(&desk.read("a.geojson"));
    // Each place in turn says 4 294 967 295 of something, past the checksum: refused at once, or a number like any other.
    for at in format::START..whole.len() - 4 {
        let mut lying = whole.clone();
        lying[at..at + 4].copy_from_slice(&[0xff; 4]);
        seal(&mut lying);
        if let Some(table) = decode(&lying, Path::new("a")) {
            assert_eq!(table.len(), 6);
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-z板浦😀\u{0}\"]{0,6}"
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Null),
        any::<bool>().prop_map(Cell::Bool),
        any::<i64>().prop_map(Cell::Int),
        any::<f64>().prop_map(Cell::Real),
        text().prop_map(|t| Cell::Text(t.into())),
        text().prop_map(|t| Cell::Json(t.into())),
    ]
}

/// Cells of one kind with gaps, or of all kinds.
fn cells(rows: usize) -> impl Strategy<Value = Vec<Cell>> {
    let list = |cell: BoxedStrategy<Cell>| prop::collection::vec(cell, rows..=rows);
    let gaps = |cell: BoxedStrategy<Cell>| list(prop_oneof![Just(Cell::Null), cell].boxed());
    prop_oneof![
        list(Just(Cell::Null).boxed()),
        gaps(any::<bool>().prop_map(Cell::Bool).boxed()),
        gaps(any::<i64>().prop_map(Cell::Int).boxed()),
        gaps(any::<f64>().prop_map(Cell::Real).boxed()),
        gaps(text().prop_map(|t| Cell::Text(t.into())).boxed()),
        gaps(text().prop_map(|t| Cell::Json(t.into())).boxed()),
        list(cell().boxed()),
    ]
}

fn geometry() -> impl Strategy<Value = Geometry> {
    let place = || (-360.0..360.0, -90.0..90.0);
    let point = move || place().prop_map(|(lon, lat)| LonLat::new(lon, lat));
    let line = move || prop::collection::vec(place(), 0..6).prop_map(LineString::from);
    let polygon = move || {
        let holes = prop::collection::vec(line(), 0..3);
        (line(), holes).prop_map(|(exterior, holes)| Polygon::new(exterior, holes))
    };
    let leaf = prop_oneof![
        Just(Geometry::Missing),
        point().prop_map(Geometry::Point),
        prop::collection::vec(point(), 0..4).prop_map(Geometry::Points),
        prop::collection::vec(line(), 0..3).prop_map(|l| Geometry::Lines(MultiLineString(l))),
        prop::collection::vec(polygon(), 0..3)
            .prop_map(|p| Geometry::Area(Arc::new(MultiPolygon(p)))),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Geometry::Collection)
    })
}

fn warning() -> impl Strategy<Value = Warning> {
    let codes = [
        WarningCode::NullGeometry,
        WarningCode::BadLine,
        WarningCode::LegacyCrs,
    ];
    let code = prop::sample::select(codes.to_vec());
    (code, any::<Option<u32>>(), text()).prop_map(|(code, source_row, detail)| Warning {
        code,
        file: "t.geojson".into(),
        source_row,
        detail,
    })
}

fn table() -> impl Strategy<Value = FeatureTable> {
    (0..12usize)
        .prop_flat_map(|rows| {
            let columns = prop::collection::vec((text(), cells(rows)), 0..5);
            let geometries = prop::collection::vec(geometry(), rows..=rows);
            let ids = prop::option::of(cells(rows));
            let warnings = prop::collection::vec(warning(), 0..4);
            (columns, geometries, ids, warnings, text())
        })
        .prop_map(|(columns, geometries, ids, warnings, crs)| {
            let column = |name: &str, cells: Vec<Cell>| {
                let mut column = Column::new(name.into(), 0);
                for cell in cells {
                    column.push(cell);
                }
                column.complete();
                column
            };
            FeatureTable {
                source: SourceInfo {
                    path: "t.geojson".into(),
                    sha256: "5e".repeat(32),
                    bytes: 7,
                    format: format::FORMATS[1],
                    crs,
                    encoding: format::ENCODINGS[2],
                    modified: None,
                },
                columns: columns.into_iter().map(|(n, c)| column(&n, c)).collect(),
                feature_ids: ids.map(|cells| column("id", cells)),
                geometry_types: [("Point", 3), ("Polygon", 1)].into(),
                geometries,
                warnings,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: prop::test_runner::RngSeed::Fixed(7), ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_table_comes_back_as_it_was(table in table()) {
        let back = decode(&bytes_of(&table), Path::new("t.geojson")).expect("a table");
        prop_assert_eq!(all(&back), all(&table));
    }

    #[test]
    fn bytes_that_were_changed_and_sealed_again_do_no_harm(
        table in table(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = bytes_of(&table);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        seal(&mut bytes);
        // What the decoder takes for a table is one: it can be used, and written again as the same.
        if let Some(table) = decode(&bytes, Path::new("t.geojson")) {
            let rows = table.len();
            prop_assert!(table.columns.iter().all(|c| c.len() == rows));
            let again = decode(&bytes_of(&table), Path::new("t.geojson")).expect("a table");
            prop_assert_eq!(all(&again), all(&table));
        }
    }
}
