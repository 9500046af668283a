//! `summary.json`: the answer in numbers, what it was asked, from which files, and what was wrong with them.
//!
//! Same input, same bytes, `timings_ms` aside.

use std::collections::BTreeSet;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::standard_summary::{self, StandardMessages, StandardOut};
use super::tabular::{self, maybe_people, people, rounded};
use crate::base::{Date, Metres};
use crate::model::dataset::Layer;
use crate::model::{
    AnalysisSpec, Areas, Coverage, Dataset, Geometry, Reach, StandardContext, Status, TierAnswer,
    Village, WarningCode,
};

/// What the summary is written from.
#[derive(Debug, Clone, Copy)]
pub struct SummaryInput<'a> {
    /// The baseline.
    pub dataset: &'a Dataset,
    /// The answer.
    pub coverage: &'a Coverage,
    /// The areas; `None`: they were not asked for.
    pub areas: Option<&'a Areas>,
    /// The question.
    pub spec: &'a AnalysisSpec,
    /// How many edits of the facilities the answer is for.
    pub edits: usize,
    /// A sentence for each of the dataset's warnings, in their order.
    pub messages: &'a [String],
    /// How long it took.
    pub timings: Timings,
    /// What the standard says, if one was asked.
    pub standard: Option<StandardInput<'a>>,
}

/// A standard for the summary.
#[derive(Debug, Clone, Copy)]
pub struct StandardInput<'a> {
    /// What it says.
    pub context: StandardContext<'a>,
    /// The day as of which was asked, if it is not the standard's own.
    pub as_of: Option<Date>,
    /// Sentences about it.
    pub messages: &'a StandardMessages,
}

/// How long the parts of a run took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Timings {
    /// Reading and checking the files.
    #[serde(serialize_with = "tenths")]
    pub read: f64,
    /// Building indexes.
    #[serde(serialize_with = "tenths")]
    pub index: f64,
    /// Computing.
    #[serde(serialize_with = "tenths")]
    pub analyze: f64,
    /// Writing the files before this one, maps included.
    #[serde(serialize_with = "tenths")]
    pub write: f64,
    /// From start to this file.
    #[serde(serialize_with = "tenths")]
    pub total: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref)] // The signature is serde's.
fn tenths<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*value, 1))
}

#[derive(Serialize)]
struct Summary<'a> {
    version: &'static str,
    villages: Villages,
    population: Population,
    radius_m: Radius<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<StandardOut<'a>>,
    rule: Rule<'a>,
    /// How many edits of the facilities the answer is for.
    edits: usize,
    tiers: Vec<TierOut<'a>>,
    districts: Districts,
    area: Option<Area>,
    inputs: Vec<Input<'a>>,
    warnings: Vec<WarningOut<'a>>,
    timings_ms: Timings,
}

/// The four count apart and add up to the total.
#[derive(Default, Serialize)]
struct Villages {
    total: usize,
    covered: usize,
    borderline: usize,
    gap: usize,
    unknown: usize,
}

/// `covered`, `gap` and `unknown` add up to the total: those who live on the border of the reach are in `covered` or `gap` by their
/// distance, and `borderline` says how many they are.
#[derive(Serialize)]
struct Population {
    #[serde(serialize_with = "people")]
    total: f64,
    #[serde(serialize_with = "people")]
    covered: f64,
    #[serde(serialize_with = "people")]
    gap: f64,
    #[serde(serialize_with = "people")]
    unknown: f64,
    #[serde(serialize_with = "people")]
    borderline: f64,
}

/// One radius for all, or one by tier.
enum Radius<'a> {
    Uniform(Metres),
    ByTier(&'a [TierAnswer]),
}

impl Serialize for Radius<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Uniform(radius) => number(&radius.0, serializer),
            Self::ByTier(tiers) => {
                let mut map = serializer.serialize_map(None)?;
                for tier in *tiers {
                    map.serialize_entry(&*tier.name, &tier.radius.map(|r| Number(r.0)))?;
                }
                map.end()
            }
        }
    }
}

/// A number without a needless decimal point.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        number(&self.0, serializer)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref)] // The signature is serde's.
fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    people(value, serializer)
}

#[derive(Serialize)]
struct Rule<'a> {
    k: u32,
    within_unit: bool,
    #[serde(serialize_with = "number")]
    tolerance_m: f64,
    #[serde(rename = "where")]
    filter: Option<&'a str>,
}

#[derive(Serialize)]
struct TierOut<'a> {
    tier: &'a str,
    #[serde(serialize_with = "maybe_people")]
    radius_m: Option<f64>,
    facilities: u32,
    villages_covered: u32,
    #[serde(serialize_with = "people")]
    population_covered: f64,
}

#[derive(Serialize)]
struct Districts {
    total: usize,
    with_gaps: usize,
}

#[derive(Serialize)]
struct Area {
    km2: f64,
    share_low: f64,
    share_high: f64,
}

#[derive(Serialize)]
struct Input<'a> {
    path: String,
    sha256: &'a str,
    features: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct WarningOut<'a> {
    code: WarningCode,
    file: &'a str,
    source_row: Option<u32>,
    message: &'a str,
}

/// How many features of a layer cannot be placed or cannot serve in its role.
#[must_use]
pub fn skipped(layer: &Layer, dataset: &Dataset) -> usize {
    let path = layer.table.source.path.to_string_lossy();
    let unusable = dataset
        .warnings
        .iter()
        .filter(|w| w.code == WarningCode::UnusableGeometry && *w.file == *path)
        .filter_map(|w| w.source_row);
    let missing = (0u32..)
        .zip(&layer.table.geometries)
        .filter(|(_, g)| **g == Geometry::Missing)
        .map(|(row, _)| row);
    missing.chain(unusable).collect::<BTreeSet<u32>>().len()
}

fn build<'a>(input: &SummaryInput<'a>) -> Summary<'a> {
    let SummaryInput {
        dataset,
        coverage,
        areas,
        spec,
        ..
    } = *input;
    let mut villages = Villages {
        total: coverage.villages.len(),
        ..Villages::default()
    };
    let mut borderline = 0.0;
    for (i, answer) in coverage.villages.iter().enumerate() {
        match answer.status {
            Status::Covered => villages.covered += 1,
            Status::Gap => villages.gap += 1,
            Status::Unknown => villages.unknown += 1,
            Status::Borderline => {
                villages.borderline += 1;
                borderline += dataset.villages.get(i).map_or(0.0, Village::people);
            }
        }
    }
    let totals = &coverage.totals;
    Summary {
        version: env!("CARGO_PKG_VERSION"),
        villages,
        population: Population {
            total: totals.population.0,
            covered: totals.population_covered.0,
            gap: totals.population_gap.0,
            unknown: totals.population_unknown.0,
            borderline,
        },
        radius_m: match spec.reach {
            Reach::Uniform(radius) => Radius::Uniform(radius),
            Reach::ByTier(_) => Radius::ByTier(&coverage.tiers),
        },
        standard: input
            .standard
            .as_ref()
            .map(|s| standard_summary::build(&s.context, s.messages, s.as_of)),
        rule: Rule {
            k: spec.k,
            within_unit: spec.within_unit,
            tolerance_m: spec.tolerance.0,
            filter: spec.filter.as_deref(),
        },
        edits: input.edits,
        tiers: coverage
            .tiers
            .iter()
            .map(|t| TierOut {
                tier: &t.name,
                radius_m: t.radius.map(|r| r.0),
                facilities: t.facilities,
                villages_covered: t.villages_covered,
                population_covered: t.population_covered.0,
            })
            .collect(),
        districts: Districts {
            total: coverage.districts.len(),
            with_gaps: coverage
                .districts
                .iter()
                .filter(|d| d.villages_gap > 0)
                .count(),
        },
        area: areas.and_then(|a| a.total).map(|total| Area {
            km2: rounded(total.area.km2(), 6),
            share_low: tabular::low(total.low),
            share_high: tabular::high(total.high),
        }),
        inputs: dataset
            .layers
            .iter()
            .map(|layer| Input {
                path: layer.table.source.path.to_string_lossy().into_owned(),
                sha256: &layer.table.source.sha256,
                features: layer.table.len(),
                skipped: skipped(layer, dataset),
            })
            .collect(),
        warnings: dataset
            .warnings
            .iter()
            .enumerate()
            .map(|(i, w)| WarningOut {
                code: w.code,
                file: &w.file,
                source_row: w.source_row,
                message: input.messages.get(i).map_or("", String::as_str),
            })
            .collect(),
        timings_ms: input.timings,
    }
}

/// The summary's bytes: JSON, indented, keys in a fixed order. Numbers of people are by distance alone (d ≤ R is covered); the counts of
/// villages are by status. A radius by tier is an object from the tier's name to metres, `null` for a tier that does not serve.
#[must_use]
pub fn bytes(input: &SummaryInput<'_>) -> Vec<u8> {
    // Every key is text and every number finite, so nothing here can fail.
    let mut bytes = serde_json::to_vec_pretty(&build(input)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::tabular::example;
    use super::*;
    use crate::model::spec::TierRadius;

    fn text(spec: &AnalysisSpec) -> String {
        let dataset = example::dataset();
        let text = bytes(&SummaryInput {
            dataset: &dataset,
            coverage: &example::coverage(&dataset),
            areas: Some(&example::areas()),
            spec,
            edits: 0,
            messages: &["Row 3 has no geometry.".into()],
            timings: Timings {
                read: 1.26,
                ..Timings::default()
            },
            standard: None,
        });
        String::from_utf8(text).expect("text")
    }

    #[test]
    fn the_summary_has_the_contracts_members() {
        insta::assert_snapshot!(text(&AnalysisSpec::default()), @r#"
        {
          "version": "0.1.0",
          "villages": {
            "total": 4,
            "covered": 0,
            "borderline": 1,
            "gap": 2,
            "unknown": 1
          },
          "population": {
            "total": 1320.5,
            "covered": 1200,
            "gap": 80.5,
            "unknown": 40,
            "borderline": 1200
          },
          "radius_m": 5000,
          "rule": {
            "k": 1,
            "within_unit": false,
            "tolerance_m": 0,
            "where": null
          },
          "edits": 0,
          "tiers": [
            {
              "tier": "township",
              "radius_m": 5000,
              "facilities": 2,
              "villages_covered": 1,
              "population_covered": 1200
            }
          ],
          "districts": {
            "total": 2,
            "with_gaps": 2
          },
          "area": {
            "km2": 48.300123,
            "share_low": 0.5,
            "share_high": 0.5005
          },
          "inputs": [
            {
              "path": "care/机构.geojson",
              "sha256": "abababababababababababababababababababababababababababababababab",
              "features": 2,
              "skipped": 0
            },
            {
              "path": "villages.geojson",
              "sha256": "abababababababababababababababababababababababababababababababab",
              "features": 4,
              "skipped": 1
            },
            {
              "path": "districts.geojson",
              "sha256": "abababababababababababababababababababababababababababababababab",
              "features": 2,
              "skipped": 0
            }
          ],
          "warnings": [
            {
              "code": "null_geometry",
              "file": "villages.geojson",
              "source_row": 3,
              "message": "Row 3 has no geometry."
            }
          ],
          "timings_ms": {
            "read": 1.3,
            "index": 0.0,
            "analyze": 0.0,
            "write": 0.0,
            "total": 0.0
          }
        }
        "#);
    }

    #[test]
    fn radii_by_tier_are_an_object() {
        let spec = AnalysisSpec {
            reach: Reach::ByTier(vec![TierRadius {
                tier: "township".into(),
                radius: Metres(2500.5),
            }]),
            ..AnalysisSpec::default()
        };
        let value: serde_json::Value = serde_json::from_str(&text(&spec)).expect("JSON");
        assert_eq!(value["radius_m"], serde_json::json!({ "township": 5000 }));
    }
}
