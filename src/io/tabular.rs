//! What the tables share: the columns of a village and of a district with their values, as text and as JSON.
//!
//! Numbers are rounded here and nowhere else, so that every file says the same.

use serde::{Serialize, Serializer};

use crate::base::{Metres, Persons};
use crate::model::{Coverage, Dataset, Village, VillageAnswer};

/// A number with a fixed count of decimals; never `-0`.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| matches!(b, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

/// A number rounded to `decimals` for JSON, where trailing zeros are not written; never `-0`.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    // Adding zero turns -0 into 0.
    (value * scale).round() / scale + 0.0
}

/// Metres with 4 decimals.
pub(super) fn metres(value: Option<Metres>) -> String {
    value.map_or_else(String::new, |m| fixed(m.0, 4))
}

/// A count of people: whole numbers without decimals, fractions with up to 6 (what adding leaves behind them is no information).
pub(super) fn persons(value: Persons) -> String {
    (rounded(value.0, 6)).to_string()
}

/// The lower bound of a share with 6 decimals, rounded down: it stays a bound.
pub(super) fn low(share: f64) -> f64 {
    ((share.clamp(0.0, 1.0) * 1e6).floor() / 1e6).min(1.0)
}

/// The upper bound of a share with 6 decimals, rounded up: it stays a bound.
pub(super) fn high(share: f64) -> f64 {
    ((share.clamp(0.0, 1.0) * 1e6).ceil() / 1e6).min(1.0)
}

/// Text as a spreadsheet may hold it: what it would run as a formula gets an apostrophe in front (see OWASP, "CSV Injection": leading
/// `= + - @`, tab, carriage return, line feed and the full-width forms). A plain number is none.
pub(super) fn tame(text: &str) -> std::borrow::Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = || {
        text.parse::<f64>().is_ok_and(f64::is_finite)
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-' | b'e' | b'E'))
    };
    if risky && !number() {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// Serialises people as JSON numbers, whole ones without a decimal point.
#[expect(clippy::trivially_copy_pass_by_ref)] // The signature is serde's.
pub(super) fn people<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let value = rounded(*value, 6);
    // Below 2^53 every whole number is exact.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// The same for a number that may be missing.
// The signature is serde's.
#[expect(clippy::ref_option)]
pub(super) fn maybe_people<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => people(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// A village with its answer: the columns of `villages.csv`, in its order.
#[derive(Debug, Serialize)]
pub(super) struct VillageRow<'a> {
    pub source_row: u32,
    pub id: &'a str,
    pub name: &'a str,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    #[serde(serialize_with = "maybe_people")]
    pub population: Option<f64>,
    pub district: Option<&'a str>,
    pub nearest_facility: Option<&'a str>,
    #[serde(serialize_with = "maybe_metres")]
    pub distance_m: Option<Metres>,
    #[serde(serialize_with = "maybe_metres")]
    pub margin_m: Option<Metres>,
    /// How many facilities are within reach; nobody knows for a village without a location.
    pub within_reach: Option<u32>,
    pub status: &'static str,
    pub district_id: Option<&'a str>,
    pub nearest_facility_name: Option<&'a str>,
}

// The signature is serde's.
#[expect(clippy::ref_option)]
fn maybe_metres<S: Serializer>(value: &Option<Metres>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|m| rounded(m.0, 4)).serialize(serializer)
}

impl<'a> VillageRow<'a> {
    pub(super) fn new(
        dataset: &'a Dataset,
        coverage: &'a Coverage,
        number: u32,
        village: &'a Village,
        answer: &VillageAnswer,
    ) -> Self {
        let counts = coverage.within_reach.as_ref();
        let within_reach = counts.and_then(|c| c.get(number as usize)).copied();
        let district = answer
            .district
            .and_then(|i| dataset.districts.get(i as usize));
        let nearest = answer
            .nearest
            .and_then(|i| coverage.facilities.get(i as usize));
        Self {
            source_row: village.source.row,
            id: &village.id,
            name: &village.name,
            lon: village.location.map(|p| p.lon),
            lat: village.location.map(|p| p.lat),
            population: village.population.map(|p| p.0),
            district: district.map(|d| &*d.name),
            nearest_facility: nearest.map(|f| &*f.id),
            distance_m: answer.distance,
            margin_m: answer.margin,
            within_reach: village.location.and(within_reach),
            status: answer.status.name(),
            district_id: district.map(|d| &*d.id),
            nearest_facility_name: nearest.map(|f| &*f.name),
        }
    }
}

#[cfg(test)]
pub(super) mod example {
    //! A dataset small enough to check by eye: three villages, one without a location, two facilities, two districts.

    use std::sync::Arc;

    use geo::{MultiPolygon, polygon};

    use crate::base::{GeoBox, LonLat, Metres, Persons, SquareMetres};
    use crate::model::dataset::Layer;
    use crate::model::{
        AreaBounds, Areas, Coverage, Dataset, District, DistrictAnswer, Facility, FeatureTable,
        Geometry, LayerRoles, Scenario, SourceInfo, SourceRow, Status, Tier, TierAnswer, Totals,
        Village, VillageAnswer, Warning, WarningCode,
    };

    fn layer(path: &str, rows: usize, missing: usize) -> Layer {
        let mut table = FeatureTable::new(SourceInfo {
            path: path.into(),
            sha256: "ab".repeat(32),
            bytes: 10,
            format: "GeoJSON",
            crs: "OGC:CRS84".into(),
            encoding: "UTF-8",
            modified: None,
        });
        for row in 0..rows {
            let geometry = if row + missing < rows {
                Geometry::Point(LonLat::new(0.0, 0.0))
            } else {
                Geometry::Missing
            };
            table.push_row(None, geometry, []);
        }
        Layer {
            table: Arc::new(table),
            roles: LayerRoles::default(),
        }
    }

    pub(in crate::io) fn dataset() -> Dataset {
        let at = |layer, row| SourceRow { layer, row };
        let facility = |row, id: &str, name: &str, lon| Facility {
            source: at(0, row),
            id: id.into(),
            name: name.into(),
            tier: 0,
            location: LonLat::new(lon, 34.0),
        };
        let village = |row, id: &str, name: &str, location, population| Village {
            source: at(1, row),
            id: id.into(),
            name: name.into(),
            location,
            population: Option::map(population, Persons),
        };
        let district = |row, id: &str, name: &str, west: f64| District {
            source: at(2, row),
            id: id.into(),
            name: name.into(),
            shape: Arc::new(MultiPolygon::new(vec![polygon![
                (x: west, y: 34.0), (x: west + 1.0, y: 34.0), (x: west + 1.0, y: 35.0), (x: west, y: 35.0), (x: west, y: 34.0)
            ]])),
            extent: GeoBox {
                west,
                south: 34.0,
                east: west + 1.0,
                north: 35.0,
            },
        };
        Dataset {
            layers: vec![
                layer("care/机构.geojson", 2, 0),
                layer("villages.geojson", 4, 1),
                layer("districts.geojson", 2, 0),
            ],
            facilities: vec![
                facility(0, "F1", "板浦卫生院", 119.0),
                facility(1, "F2", "=HYPERLINK(\"x\")", 119.5),
            ],
            villages: vec![
                village(
                    0,
                    "-7",
                    "Near, by the \"old\" mill",
                    Some(LonLat::new(119.01, 34.1)),
                    Some(1200.0),
                ),
                village(
                    1,
                    "V2",
                    "+Far",
                    Some(LonLat::new(119.123_456_789_012, 34.5)),
                    Some(80.5),
                ),
                village(2, "V3", "远村", Some(LonLat::new(120.5, 34.75)), None),
                village(3, "V4", "@lost", None, Some(40.0)),
            ],
            districts: vec![
                district(0, "D1", "东 district", 119.0),
                district(1, "D2", "-West", 120.0),
            ],
            tiers: vec![Tier::named("township")],
            warnings: vec![Warning {
                code: WarningCode::NullGeometry,
                file: "villages.geojson".into(),
                source_row: Some(3),
                detail: String::new(),
            }],
        }
    }

    pub(in crate::io) fn coverage(dataset: &Dataset) -> Coverage {
        let village = |district, nearest, distance: f64, status| VillageAnswer {
            district: Some(district),
            nearest: Some(nearest),
            distance: Some(Metres(distance)),
            margin: Some(Metres(5000.0 - distance)),
            deciding: Some(Metres(5000.0 - distance)),
            status,
        };
        Coverage {
            facilities: Scenario::baseline(Arc::new(dataset.clone())).facilities(),
            radii: vec![Some(Metres(5000.0)); 2],
            villages: vec![
                village(0, 0, 4_999.5, Status::Borderline),
                village(0, 1, 12_345.678_949, Status::Gap),
                village(1, 1, 93_000.5, Status::Gap),
                VillageAnswer {
                    district: None,
                    nearest: None,
                    distance: None,
                    margin: None,
                    deciding: None,
                    status: Status::Unknown,
                },
            ]
            .into(),
            within_reach: Some([1, 0, 0, 0].into()),
            districts: vec![
                DistrictAnswer {
                    villages: 2,
                    villages_covered: 1,
                    villages_gap: 1,
                    population: Persons(1280.5),
                    population_covered: Persons(1200.0),
                    worst_village: Some(1),
                    worst_distance: Some(Metres(12_345.678_949)),
                    status: Status::Gap,
                },
                DistrictAnswer {
                    villages: 1,
                    villages_covered: 0,
                    villages_gap: 1,
                    population: Persons(0.0),
                    population_covered: Persons(0.0),
                    worst_village: Some(2),
                    worst_distance: Some(Metres(93_000.5)),
                    status: Status::Gap,
                },
            ],
            tiers: vec![TierAnswer {
                name: "township".into(),
                radius: Some(Metres(5000.0)),
                facilities: 2,
                villages_covered: 1,
                population_covered: Persons(1200.0),
            }],
            totals: Totals {
                villages: 4,
                covered: 1,
                borderline: 1,
                gap: 2,
                unknown: 1,
                population: Persons(1320.5),
                population_covered: Persons(1200.0),
                population_gap: Persons(80.5),
                population_unknown: Persons(40.0),
            },
            gaps: vec![2, 1],
        }
    }

    pub(in crate::io) fn areas() -> Areas {
        let bounds = |low, high| AreaBounds {
            area: SquareMetres(48_300_123.456_789),
            low,
            high,
        };
        Areas {
            districts: vec![bounds(0.123_456_78, 0.123_987_65), bounds(1.0, 1.0)],
            beyond: vec![
                MultiPolygon::new(vec![polygon![
                    exterior: [(x: 119.0, y: 34.0), (x: 119.0, y: 34.25), (x: 119.333_333_333, y: 34.25), (x: 119.0, y: 34.0)],
                    interiors: [],
                ]]),
                MultiPolygon::new(vec![]),
            ],
            reach: vec![MultiPolygon::new(vec![])],
            total: Some(bounds(0.5, 0.500_5)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_tamed_and_numbers_are_not() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+Far", "'+Far"),
            ("-West", "'-West"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("-7", "-7"),
            ("+4.5e3", "+4.5e3"),
            ("-inf", "'-inf"),
            ("-7-2", "'-7-2"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(tame(text), written, "{text:?}");
        }
    }

    #[test]
    fn numbers_have_no_negative_zero_and_bounds_stay_bounds() {
        assert_eq!(
            (fixed(-0.000_01, 4), fixed(-0.5, 1)),
            ("0.0000".into(), "-0.5".into())
        );
        assert_eq!(
            (persons(Persons(3.0)), persons(Persons(0.1 + 0.2))),
            ("3".into(), "0.3".into())
        );
        assert!(low(0.123_456_78) <= 0.123_456_78 && high(0.123_456_78) >= 0.123_456_78);
        assert_eq!((low(1.0), high(1.0), high(1.000_000_1)), (1.0, 1.0, 1.0));
    }
}
