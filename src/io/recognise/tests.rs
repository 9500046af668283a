//! What layers are recognised as.

use std::path::Path;

use super::{recognise, recognise_as};
use crate::base::Progress;
use crate::io::read_bytes;
use crate::model::{FeatureTable, LayerRoles, Role, RoleColumns};

/// A layer of points (or squares) with these attributes, one JSON object per row.
fn layer(file: &str, shape: &str, rows: &[serde_json::Value]) -> FeatureTable {
    let features: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(i, properties)| {
            let (x, y) = (110.0 + 0.01 * i as f64, 34.0);
            let coordinates = match shape {
                "Point" => serde_json::json!([x, y]),
                "LineString" => serde_json::json!([[x, y], [x + 0.1, y]]),
                _ => serde_json::json!([[[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y]]]),
            };
            serde_json::json!({"type": "Feature", "properties": properties,
                "geometry": {"type": shape, "coordinates": coordinates}})
        })
        .collect();
    let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    read_bytes(Path::new(file), text.as_bytes(), &Progress::new()).expect("valid")
}

/// Twelve rows made by a function of the row.
fn rows(make: impl Fn(usize) -> serde_json::Value) -> Vec<serde_json::Value> {
    (0..12).map(make).collect()
}

fn only(roles: &LayerRoles) -> (Role, [Option<&str>; 4]) {
    assert_eq!(roles.0.len(), 1, "{roles:?}");
    (roles.0[0].role, fields(&roles.0[0].columns))
}

fn fields(c: &RoleColumns) -> [Option<&str>; 4] {
    [&c.id, &c.name, &c.population, &c.tier].map(Option::as_deref)
}

#[test]
fn names_cut_by_dbase_are_understood() {
    let villages = layer(
        "x.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"STATE_ID": 32, "DISTRICT_I": i % 3, "BLOCK_ID": i % 5, "HAB_ID": 1000 + i,
            "HAB_NAME": format!("Para {}", i / 2), "TOT_POPULA": i * 10})
        }),
    );
    assert_eq!(
        only(&recognise(&villages)),
        (
            Role::Villages,
            [Some("HAB_ID"), Some("HAB_NAME"), Some("TOT_POPULA"), None]
        )
    );
    let facilities = layer(
        "x.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"FACILITY_I": 7000 + i, "FAC_DESC": format!("PHC {i}"), "FAC_CATEGO": "Medical",
            "HAB_ID": 1000 + i, "BLOCK_ID": i % 5, "DISTRICT_I": i % 3})
        }),
    );
    assert_eq!(
        only(&recognise(&facilities)),
        (
            Role::Facilities,
            [Some("FACILITY_I"), Some("FAC_DESC"), None, None]
        )
    );
}

#[test]
fn chinese_columns_are_understood() {
    let villages = layer(
        "数据.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"序号": i, "行政区划代码": format!("32070710{i:04}"), "村名": format!("示例{i}村"),
            "乡镇名称": "示例镇", "户籍人口": 200 + i, "常住人口": 100 + i, "人口密度": 3.5})
        }),
    );
    assert_eq!(
        only(&recognise(&villages)),
        (
            Role::Villages,
            [Some("行政区划代码"), Some("村名"), Some("常住人口"), None]
        )
    );
    let tiers = ["村卫生室", "乡镇卫生院", "县医院"];
    let facilities = layer(
        "数据.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"机构编码": format!("A{i}"), "机构名称": format!("示例{i}卫生室"),
            "机构类型": "公立", "级别": tiers[i % 3], "床位数": i})
        }),
    );
    assert_eq!(
        only(&recognise(&facilities)),
        (
            Role::Facilities,
            [Some("机构编码"), Some("机构名称"), None, Some("级别")]
        )
    );
}

#[test]
fn plain_english_columns_are_understood() {
    let facilities = layer(
        "county_facilities.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"id": format!("F{i}"), "name": format!("示例{i}"), "name_en": format!("Sample {i}"),
            "tier": (["village_clinic", "township_health_centre"][i % 2]), "type": "public",
            "township_code": 100 + i / 3, "beds": i, "doctors": i})
        }),
    );
    assert_eq!(
        only(&recognise(&facilities)),
        (
            Role::Facilities,
            [Some("id"), Some("name"), None, Some("tier")]
        )
    );
    let villages = layer(
        "county_villages.geojson",
        "Point",
        &rows(|i| {
            serde_json::json!({"code": format!("V{i}"), "name": format!("示例{}", i / 2), "name_en": format!("Sample {i}"),
            "township": "x", "population": i})
        }),
    );
    assert_eq!(
        only(&recognise(&villages)),
        (
            Role::Villages,
            [Some("code"), Some("name"), Some("population"), None]
        )
    );
    let districts = layer(
        "townships.geojson",
        "Polygon",
        &rows(|i| {
            serde_json::json!({"code": 3207 + i, "name": format!("示例{i}镇"), "name_en": format!("Sample {i}"),
            "kind": "township", "county": "x", "population": i})
        }),
    );
    assert_eq!(
        only(&recognise(&districts)),
        (Role::Districts, [Some("code"), Some("name"), None, None])
    );
}

#[test]
fn the_finest_district_names_the_row() {
    let districts = layer(
        "x.geojson",
        "Polygon",
        &rows(
            |i| serde_json::json!({"BLOCK_ID": i, "BLOCK_NAME": format!("Block {i}"), "DISTRICT_NAME": format!("District {}", i / 6)}),
        ),
    );
    assert_eq!(
        only(&recognise(&districts)),
        (
            Role::Districts,
            [Some("BLOCK_ID"), Some("BLOCK_NAME"), None, None]
        )
    );
}

#[test]
fn a_mixed_file_serves_several_roles() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mixed.geojson");
    let table = crate::io::read(&path, &Progress::new()).expect("readable");
    let roles = recognise(&table);
    let said: Vec<_> = roles
        .0
        .iter()
        .map(|u| (u.role, u.rows.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (Role::Facilities, Some("\"kind\" in (\"facility\")")),
            (Role::Villages, Some("\"kind\" in (\"village\")")),
            (Role::Districts, None),
        ]
    );
    assert_eq!(
        fields(&roles.0[0].columns),
        [None, Some("name"), None, Some("tier")]
    );
    assert_eq!(
        fields(&roles.0[1].columns),
        [None, Some("name"), Some("population"), None]
    );
}

#[test]
fn rows_with_a_tier_and_rows_with_people_are_told_apart() {
    let table = layer(
        "x.geojson",
        "Point",
        &rows(|i| {
            if i < 4 {
                serde_json::json!({"name": format!("f{i}"), "tier": "clinic"})
            } else {
                serde_json::json!({"name": format!("v{i}"), "population": 5})
            }
        }),
    );
    let roles = recognise(&table);
    let said: Vec<_> = roles
        .0
        .iter()
        .map(|u| (u.role, u.rows.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (Role::Facilities, Some("\"tier\" is not null")),
            (Role::Villages, Some("\"tier\" is null")),
        ]
    );
}

#[test]
fn where_nothing_speaks_there_is_no_role() {
    let lines = layer(
        "clinics.geojson",
        "LineString",
        &rows(|i| serde_json::json!({"name": i.to_string()})),
    );
    assert_eq!(recognise(&lines), LayerRoles::default());
    let points = layer("x.geojson", "Point", &rows(|i| serde_json::json!({"a": i})));
    assert_eq!(recognise(&points), LayerRoles::default());
}

#[test]
fn levels_of_care_are_no_mixture_of_places() {
    let table = layer(
        "x.geojson",
        "Point",
        &rows(
            |i| serde_json::json!({"name": format!("示例{i}"), "级别": (["社区", "医院", "村"][i % 3])}),
        ),
    );
    assert_eq!(only(&recognise(&table)).0, Role::Facilities);
}

#[test]
fn a_part_of_the_people_is_not_the_population() {
    let table = layer(
        "x.geojson",
        "Point",
        &rows(
            |i| serde_json::json!({"pop_density": 1.5, "male_pop": i, "pop2010": i, "pop2020": i, "村": format!("村{i}")}),
        ),
    );
    let columns = recognise_as(&table, Role::Villages);
    assert_eq!(fields(&columns), [None, Some("村"), Some("pop2020"), None]);
}

#[test]
fn tripura_and_geonames_are_understood() {
    let open = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/data")
            .join(name);
        if !path.exists() {
            println!("{} is missing: nothing to check", path.display());
            return None;
        }
        Some(crate::io::read(&path, &Progress::new()).expect(name))
    };
    for (name, role, columns) in [
        (
            "tripura/medical_facilities.geojson",
            Role::Facilities,
            [Some("FACILITY_I"), Some("FAC_DESC"), None, None],
        ),
        (
            "tripura/villages.geojson",
            Role::Villages,
            [Some("HAB_ID"), Some("HAB_NAME"), Some("TOT_POPULA"), None],
        ),
        (
            "tripura/districts.geojson",
            Role::Districts,
            [Some("BLOCK_ID"), Some("BLOCK_NAME"), None, None],
        ),
        (
            "china/geonames_cities500_CN.geojson",
            Role::Villages,
            [None, Some("name"), Some("population"), None],
        ),
    ] {
        if let Some(table) = open(name) {
            assert_eq!(only(&recognise(&table)), (role, columns), "{name}");
        }
    }
}
