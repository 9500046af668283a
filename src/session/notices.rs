//! What only the layers together show: villages that no district or several contain, facilities that share a place.
//!
//! A few rows are named one by one, many are counted in one warning per file. Nothing is changed: a village still counts in the first
//! district that contains it, and every facility still serves.

use std::sync::Arc;

use crate::model::{Dataset, Facility, SourceRow, Warning, WarningCode};

/// So many rows of a file are named one by one.
const FEW: usize = 3;

/// The warnings of the layers as a whole, in the order of kinds, files and rows: of the district of each village, and of the villages
/// that lie in several.
pub(super) fn notices(dataset: &Dataset, located: &[Option<u32>], several: &[u32]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !dataset.districts.is_empty() {
        let outside = dataset
            .villages
            .iter()
            .zip(located)
            .filter(|(village, district)| village.location.is_some() && district.is_none())
            .map(|(village, _)| village.source);
        say(
            dataset,
            WarningCode::OutsideDistricts,
            outside,
            &mut warnings,
        );
        let shared = several
            .iter()
            .filter_map(|village| dataset.villages.get(*village as usize))
            .map(|village| village.source);
        say(
            dataset,
            WarningCode::OverlappingDistricts,
            shared,
            &mut warnings,
        );
    }
    let place = |f: &Facility| [f.location.lon, f.location.lat].map(f64::to_bits);
    let mut places: Vec<[u64; 2]> = dataset.facilities.iter().map(place).collect();
    places.sort_unstable();
    let mut shared: Vec<[u64; 2]> = places
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    shared.dedup();
    let coincident = dataset
        .facilities
        .iter()
        .filter(|f| shared.binary_search(&place(f)).is_ok())
        .map(|f| f.source);
    say(
        dataset,
        WarningCode::CoincidentFacilities,
        coincident,
        &mut warnings,
    );
    warnings
}

/// One kind of warning: by row where few are concerned, else counted by file.
fn say(
    dataset: &Dataset,
    code: WarningCode,
    concerned: impl Iterator<Item = SourceRow>,
    into: &mut Vec<Warning>,
) {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); dataset.layers.len()];
    for source in concerned {
        if let Some(of_layer) = rows.get_mut(source.layer as usize) {
            of_layer.push(source.row);
        }
    }
    for (layer, rows) in dataset.layers.iter().zip(rows) {
        let file: Arc<str> = layer.table.source.path.display().to_string().into();
        let warning = |source_row, detail| Warning {
            code,
            file: Arc::clone(&file),
            source_row,
            detail,
        };
        if rows.len() > FEW {
            into.push(warning(None, rows.len().to_string()));
        } else {
            into.extend(
                rows.into_iter()
                    .map(|row| warning(Some(row), String::new())),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Baseline;
    use super::super::state::LayerState;
    use super::*;
    use crate::base::Progress;
    use crate::io;
    use crate::model::role::RoleUse;
    use crate::model::{LayerRoles, Role};
    use std::fmt::Write as _;
    use std::path::Path;

    fn point(lon: f64, lat: f64) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"n"}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#
        )
    }

    fn square(west: f64, east: f64) -> String {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"n"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},0.5],[{east},0.5],[{east},2],[{west},2],[{west},0.5]]]}}}}"#
        )
    }

    fn layer(name: &str, role: Role, features: &[String]) -> LayerState {
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        );
        let table = io::read_bytes(Path::new(name), text.as_bytes(), &Progress::new())
            .expect("valid GeoJSON");
        LayerState {
            roles: LayerRoles(vec![RoleUse {
                role,
                columns: io::recognise_as(&table, role),
                rows: None,
            }]),
            table: Arc::new(table),
            generated: false,
        }
    }

    fn said(layers: &[LayerState]) -> String {
        let baseline = Baseline::build(layers, &Progress::new()).expect("a dataset");
        let mut lines = String::new();
        for w in &baseline.dataset.warnings {
            let _ = writeln!(
                lines,
                "{} {} {:?} {}",
                w.code.name(),
                w.file,
                w.source_row,
                w.detail
            );
        }
        lines
    }

    #[test]
    fn a_few_villages_without_a_district_are_named_and_many_counted() {
        let around = |count: u32| {
            let mut villages = vec![point(0.5, 1.0)];
            villages.extend((0..count).map(|i| point(5.0 + f64::from(i), 1.0)));
            said(&[
                layer("f", Role::Facilities, &[point(0.1, 1.0)]),
                layer("v", Role::Villages, &villages),
                layer("d", Role::Districts, &[square(0.0, 1.0)]),
            ])
        };
        assert!(around(2).contains("outside_districts v Some(1) \noutside_districts v Some(2) \n"));
        assert!(around(4).contains("outside_districts v None 4\n"));
        assert!(!around(0).contains("outside_districts"));
    }

    #[test]
    fn without_districts_no_village_lies_outside_them() {
        let said = said(&[
            layer("f", Role::Facilities, &[point(0.1, 1.0)]),
            layer("v", Role::Villages, &[point(0.5, 1.0)]),
        ]);
        assert!(!said.contains("outside_districts"), "{said}");
    }

    #[test]
    fn a_village_in_two_districts_is_told_and_counts_in_the_first() {
        let layers = [
            layer("f", Role::Facilities, &[point(0.1, 1.0)]),
            layer("v", Role::Villages, &[point(0.5, 1.0), point(1.5, 1.0)]),
            layer("d", Role::Districts, &[square(0.0, 2.0), square(1.0, 3.0)]),
        ];
        let said = said(&layers);
        assert!(
            said.contains("overlapping_districts v Some(1) \n"),
            "{said}"
        );
        assert!(!said.contains("overlapping_districts v Some(0)"), "{said}");
        let baseline = Baseline::build(&layers, &Progress::new()).expect("a dataset");
        assert_eq!(baseline.demand.of_district(0).len(), 2);
    }

    #[test]
    fn facilities_at_one_place_are_told_also_across_files() {
        let said = said(&[
            layer("a", Role::Facilities, &[point(0.1, 1.0), point(0.2, 1.0)]),
            layer("b", Role::Facilities, &[point(0.2, 1.0)]),
            layer("v", Role::Villages, &[point(0.5, 1.0)]),
        ]);
        assert!(
            said.contains("coincident_facilities a Some(1) \ncoincident_facilities b Some(0) \n"),
            "{said}"
        );
        assert!(!said.contains("coincident_facilities a Some(0)"), "{said}");
    }
}
