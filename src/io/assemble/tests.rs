//! What becomes of tables with roles.

use std::path::Path;
use std::sync::Arc;

use super::{AssembleError, assemble};
use crate::base::{LonLat, Persons, Progress};
use crate::io::{read, read_bytes, recognise};
use crate::model::role::RoleUse;
use crate::model::{Dataset, FeatureTable, LayerRoles, Role, RoleColumns, WarningCode};

fn table(features: &[serde_json::Value]) -> Arc<FeatureTable> {
    let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    Arc::new(read_bytes(Path::new("t.geojson"), text.as_bytes(), &Progress::new()).expect("valid"))
}

fn feature(
    properties: &serde_json::Value,
    kind: &str,
    coordinates: &serde_json::Value,
) -> serde_json::Value {
    serde_json::json!({"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}})
}

fn point(properties: &serde_json::Value) -> serde_json::Value {
    feature(properties, "Point", &serde_json::json!([119.0, 34.0]))
}

fn role(role: Role, columns: [Option<&str>; 4], rows: Option<&str>) -> LayerRoles {
    let [id, name, population, tier] = columns.map(|c| c.map(str::to_owned));
    LayerRoles(vec![RoleUse {
        role,
        columns: RoleColumns {
            id,
            name,
            population,
            tier,
        },
        rows: rows.map(str::to_owned),
    }])
}

fn said(dataset: &Dataset) -> Vec<(WarningCode, Option<u32>, &str)> {
    dataset
        .warnings
        .iter()
        .map(|w| (w.code, w.source_row, w.detail.as_str()))
        .collect()
}

#[test]
fn villages_keep_their_rows_and_say_what_they_lack() {
    let rows = table(&[
        point(&serde_json::json!({"id": 1.0, "n": " A ", "p": 10})),
        point(&serde_json::json!({"id": 1, "n": "B", "p": "1 200"})),
        point(&serde_json::json!({"id": 2, "n": "", "p": -5})),
        serde_json::json!({"type": "Feature", "id": 44, "properties": {"n": "D", "p": "many"}, "geometry": null}),
        feature(
            &serde_json::json!({"id": 5, "n": "E", "p": null}),
            "MultiPoint",
            &serde_json::json!([[1, 2], [3, 4]]),
        ),
        feature(
            &serde_json::json!({"id": 6, "n": "F", "p": 0}),
            "Polygon",
            &serde_json::json!([[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]),
        ),
    ]);
    let roles = role(
        Role::Villages,
        [Some("id"), Some("n"), Some("p"), None],
        None,
    );
    let dataset = assemble(vec![(rows, roles)]).expect("villages");
    let list: Vec<_> = dataset
        .villages
        .iter()
        .map(|v| {
            (
                v.source.row,
                &*v.id,
                &*v.name,
                v.population.map(|p| p.0),
                v.location.is_some(),
            )
        })
        .collect();
    assert_eq!(
        list,
        [
            (0, "1", "A", Some(10.0), true),
            (1, "1", "B", Some(1200.0), true),
            (2, "2", "2", None, true),
            (3, "44", "D", None, false),
            (4, "5", "E", None, true),
            (5, "6", "F", Some(0.0), true),
        ]
    );
    assert_eq!(dataset.villages[4].location, Some(LonLat::new(1.0, 2.0)));
    assert_eq!(
        said(&dataset),
        [
            (WarningCode::DuplicateId, Some(0), "1: 2"),
            (WarningCode::NegativePopulation, Some(2), "-5"),
            (WarningCode::MissingName, Some(2), ""),
            (WarningCode::NullGeometry, Some(3), ""),
            (WarningCode::MissingPopulation, Some(3), "many"),
            (
                WarningCode::RepresentativePoint,
                Some(4),
                "several_points: 2"
            ),
            (WarningCode::MissingPopulation, Some(4), ""),
            (WarningCode::RepresentativePoint, Some(5), "area"),
        ]
    );
}

#[test]
fn a_column_that_is_missing_throughout_is_said_once() {
    let rows = table(&vec![point(&serde_json::json!({})); 50]);
    let dataset = assemble(vec![(rows, role(Role::Villages, [None; 4], None))]).expect("villages");
    assert_eq!(
        said(&dataset),
        [
            (WarningCode::MissingId, None, "50"),
            (WarningCode::MissingName, None, "50"),
            (WarningCode::MissingPopulation, None, "50"),
        ]
    );
    assert_eq!(
        (&*dataset.villages[7].id, &*dataset.villages[7].name),
        ("7", "7")
    );
}

#[test]
fn what_a_row_lacks_in_two_roles_is_said_once() {
    let rows = table(&[
        point(&serde_json::json!({"n": "A"})),
        point(&serde_json::json!({"id": 1, "n": "B"})),
        point(&serde_json::json!({"id": 2, "n": "C"})),
    ]);
    let columns = [Some("id"), Some("n"), None, None];
    let mut roles = role(Role::Facilities, columns, None);
    roles.0.extend(role(Role::Villages, columns, None).0);
    let dataset = assemble(vec![(rows, roles)]).expect("both");
    let missing: Vec<_> = said(&dataset)
        .into_iter()
        .filter(|(code, ..)| *code == WarningCode::MissingId)
        .collect();
    assert_eq!(missing, [(WarningCode::MissingId, Some(0), "")]);
}

#[test]
fn tiers_are_sorted_known_ones_first_and_lowest_first() {
    let tiers = ["private", "县医院", "clinic", "", "卫生院"];
    let rows: Vec<_> = tiers
        .iter()
        .enumerate()
        .map(|(i, t)| point(&serde_json::json!({"id": i, "n": format!("f{i}"), "t": t})))
        .collect();
    let roles = role(
        Role::Facilities,
        [Some("id"), Some("n"), None, Some("t")],
        None,
    );
    let dataset = assemble(vec![(table(&rows), roles)]).expect("facilities");
    let names: Vec<_> = dataset.tiers.iter().map(|t| &*t.name).collect();
    assert_eq!(names, ["clinic", "卫生院", "县医院", "private", ""]);
    let back: Vec<_> = dataset
        .facilities
        .iter()
        .map(|f| &*dataset.tiers[usize::from(f.tier)].name)
        .collect();
    assert_eq!(back, tiers);
    assert_eq!(said(&dataset), [(WarningCode::MissingTier, Some(3), "")]);
}

#[test]
fn a_group_of_points_is_several_facilities_of_one_row() {
    let rows = table(&[feature(
        &serde_json::json!({"id": 9, "n": "x"}),
        "MultiPoint",
        &serde_json::json!([[1, 2], [3, 4]]),
    )]);
    let roles = role(Role::Facilities, [Some("id"), Some("n"), None, None], None);
    let dataset = assemble(vec![(rows, roles)]).expect("facilities");
    assert_eq!(dataset.facilities.len(), 2);
    assert!(dataset.warnings.is_empty());
    assert_eq!(dataset.tiers.len(), 1);
}

#[test]
fn districts_take_polygons_and_say_what_is_none() {
    let square = serde_json::json!([[[179, 0], [181, 0], [181, 2], [179, 2], [179, 0]]]);
    let rows = table(&[
        feature(&serde_json::json!({"c": "a", "n": "A"}), "Polygon", &square),
        point(&serde_json::json!({"c": "b", "n": "B"})),
        serde_json::json!({"type": "Feature", "properties": {"c": "c", "n": "C"}, "geometry": {"type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 1]}, {"type": "Polygon", "coordinates": square}]}}),
    ]);
    let roles = role(Role::Districts, [Some("c"), Some("n"), None, None], None);
    let dataset = assemble(vec![(rows, roles)]).expect("districts");
    let list: Vec<_> = dataset
        .districts
        .iter()
        .map(|d| (&*d.id, d.source.row))
        .collect();
    assert_eq!(list, [("a", 0), ("c", 2)]);
    let extent = dataset.districts[0].extent;
    assert_eq!((extent.west, extent.east), (179.0, -179.0));
    assert_eq!(
        said(&dataset),
        [(WarningCode::UnusableGeometry, Some(1), "no_area")]
    );
}

#[test]
fn a_mixed_file_gives_each_row_to_its_role() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mixed.geojson");
    let table = Arc::new(read(&path, &Progress::new()).expect("readable"));
    let roles = recognise(&table);
    let dataset = assemble(vec![(table, roles)]).expect("all three");
    let rows = |list: Vec<u32>| list;
    assert_eq!(
        rows(dataset.facilities.iter().map(|f| f.source.row).collect()),
        [3, 4]
    );
    assert_eq!(
        rows(dataset.villages.iter().map(|v| v.source.row).collect()),
        [1, 2]
    );
    assert_eq!(
        rows(dataset.districts.iter().map(|d| d.source.row).collect()),
        [0]
    );
    assert_eq!(dataset.villages[0].population, Some(Persons(500.0)));
    assert_eq!(&*dataset.facilities[0].id, "f1");
    assert!(dataset.warnings.is_empty(), "{:?}", dataset.warnings);
}

#[test]
fn filters_may_name_the_roles_columns() {
    let rows = table(&[
        point(&serde_json::json!({"n": "a", "级别": "卫生室"})),
        point(&serde_json::json!({"n": "b", "级别": "县医院"})),
    ]);
    let columns = [None, Some("n"), None, Some("级别")];
    let use_of = |filter| role(Role::Facilities, columns, Some(filter));
    let dataset = assemble(vec![(Arc::clone(&rows), use_of("tier = 县医院"))]).expect("one");
    assert_eq!(dataset.facilities.len(), 1);
    let fail = |filter| assemble(vec![(Arc::clone(&rows), use_of(filter))]).expect_err(filter);
    assert!(
        matches!(fail("beds > 3"), AssembleError::UnknownColumn { column, available, .. }
        if column == "beds" && available.len() == 2)
    );
    assert!(matches!(fail("n ="), AssembleError::BadFilter { .. }));
    assert!(matches!(
        fail("n = nobody"),
        AssembleError::NothingForRole { rows: 2, .. }
    ));
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let rows = table(&[point(&serde_json::json!({"name": "a"}))]);
    let roles = role(Role::Villages, [None, None, Some("people"), None], None);
    let error = assemble(vec![(rows, roles)]).expect_err("no such column");
    assert!(
        matches!(error, AssembleError::UnknownColumn { column, available, .. }
        if column == "people" && &*available[0] == "name")
    );
}

#[test]
fn tripura_makes_a_dataset_without_a_complaint() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/tripura");
    if !folder.exists() {
        println!("{} is missing: nothing to check", folder.display());
        return;
    }
    let layers = ["medical_facilities", "villages", "districts"].map(|name| {
        let table =
            Arc::new(read(&folder.join(format!("{name}.geojson")), &Progress::new()).expect(name));
        let roles = recognise(&table);
        (table, roles)
    });
    let dataset = assemble(layers.to_vec()).expect("Tripura");
    assert_eq!(
        (
            dataset.facilities.len(),
            dataset.villages.len(),
            dataset.districts.len()
        ),
        (228, 8723, 58)
    );
    let people: f64 = dataset
        .villages
        .iter()
        .map(crate::model::Village::people)
        .sum();
    assert!((people - 3_289_910.0).abs() < 0.5, "{people}");
    assert_eq!(said(&dataset), []);
}

proptest::proptest! {
    #[test]
    fn any_outline_makes_a_village_and_a_district_without_a_panic(
        ring in proptest::collection::vec((-19i16..19, -9i16..9), 3..12), flat in proptest::bool::ANY
    ) {
        let mut ring: Vec<[i16; 2]> = ring.iter().map(|(x, y)| [x * 10, if flat { 0 } else { y * 10 }]).collect();
        ring.push(ring[0]);
        let rows = table(&[feature(&serde_json::json!({"n": "a"}), "Polygon", &serde_json::json!([ring]))]);
        for serve in [Role::Villages, Role::Facilities, Role::Districts] {
            let roles = role(serve, [None, Some("n"), None, None], None);
            // An outline without any area may have no point inside, but it is always an answer.
            let _ = assemble(vec![(Arc::clone(&rows), roles)]);
        }
    }
}

#[test]
fn rows_that_the_memory_cannot_hold_are_refused_before_they_are_taken() {
    let gib = 1 << 30;
    let refused = super::check_memory(10_000_000, Some(2 * gib));
    assert!(matches!(
        refused,
        Err(AssembleError::TooLittleMemory { rows: 10_000_000, needed, available })
            if needed > available && available == 2 * gib
    ));
    assert_eq!(super::check_memory(600_000, Some(gib)), Ok(()));
    assert_eq!(super::check_memory(10_000_000, None), Ok(()));
}
