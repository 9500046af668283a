//! `gaps.geojson`: the villages beyond reach, worst first, and the area beyond reach of each district, for any GIS.
//!
//! A village has `kind` = `village` and the columns of `villages.csv` as properties; it is one whose status is `gap`, so that the file
//! agrees with the table and the summary (a borderline village is in neither). An area has `kind` = `area`.

use std::io::{self, Write};

use serde::Serialize;

use super::geojson_out::{AreaOut, CollectionWriter, FeatureOut, PointOut};
use super::rows;
use super::tabular::{VillageRow, high, low, rounded};
use crate::model::{Areas, Coverage, Dataset, Status};

#[derive(Serialize)]
struct VillageProperties<'a> {
    kind: &'static str,
    #[serde(flatten)]
    row: VillageRow<'a>,
}

/// The part of a district that lies beyond reach.
#[derive(Serialize)]
struct AreaProperties<'a> {
    kind: &'static str,
    source_row: u32,
    /// The district's.
    id: &'a str,
    /// The district's.
    name: &'a str,
    /// The area of this part: the middle of its bounds.
    area_km2: Option<f64>,
    /// Bounds of its share of the district's area.
    beyond_share_low: Option<f64>,
    beyond_share_high: Option<f64>,
}

/// How many areas a thread writes at a time: they are long.
const AREAS: usize = 16;
/// Decimals of the polygons' coordinates: about 1 cm.
const DECIMALS: i32 = 7;

/// Writes the collection: villages first, then areas in the order of the districts. Villages keep the digits of their input, polygons
/// have 7 decimals.
///
/// # Errors
/// When the writer fails.
pub fn write(
    dataset: &Dataset,
    coverage: &Coverage,
    areas: Option<&Areas>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut collection = CollectionWriter::begin(out, &[])?;
    collection.features(coverage.gaps.len(), rows::CHUNK, |i, buffer| {
        village(dataset, coverage, coverage.gaps[i] as usize, buffer)
    })?;
    if let Some(areas) = areas {
        collection.features(areas.beyond.len(), AREAS, |i, buffer| {
            area(dataset, areas, i, buffer)
        })?;
    }
    collection.end()
}

fn village(
    dataset: &Dataset,
    coverage: &Coverage,
    index: usize,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let (Some(village), Some(answer)) = (dataset.villages.get(index), coverage.villages.get(index))
    else {
        return Ok(());
    };
    if answer.status == Status::Gap {
        let feature = FeatureOut {
            id: None,
            properties: VillageProperties {
                kind: "village",
                row: VillageRow::new(dataset, coverage, index as u32, village, &answer),
            },
            geometry: village.location.map(PointOut),
        };
        serde_json::to_writer(out, &feature)?;
    }
    Ok(())
}

fn area(dataset: &Dataset, areas: &Areas, index: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let (Some(district), Some(geometry)) = (
        dataset.districts.get(index),
        areas
            .beyond
            .get(index)
            .and_then(|area| AreaOut::new(area, Some(DECIMALS))),
    ) else {
        return Ok(());
    };
    let bounds = areas.districts.get(index);
    let properties = AreaProperties {
        kind: "area",
        source_row: district.source.row,
        id: &district.id,
        name: &district.name,
        area_km2: bounds.map(|b| rounded(b.area.km2() * (1.0 - f64::midpoint(b.low, b.high)), 6)),
        beyond_share_low: bounds.map(|b| low(1.0 - b.high)),
        beyond_share_high: bounds.map(|b| high(1.0 - b.low)),
    };
    // Most of the file is these coordinates.
    out.extend_from_slice(b"{\"type\":\"Feature\",\"properties\":");
    serde_json::to_writer(&mut *out, &properties)?;
    out.extend_from_slice(b",\"geometry\":");
    geometry.write_degrees(out);
    out.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tabular::example;
    use super::*;

    #[test]
    fn gaps_come_worst_first_and_then_the_areas() {
        let dataset = example::dataset();
        let mut bytes = Vec::new();
        let coverage = example::coverage(&dataset);
        write(&dataset, &coverage, Some(&example::areas()), &mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("text");
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        insta::assert_snapshot!(text, @r#"
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kind":"village","source_row":2,"id":"V3","name":"远村","lon":120.5,"lat":34.75,"population":null,"district":"-West","nearest_facility":"F2","distance_m":93000.5,"margin_m":-88000.5,"within_reach":0,"status":"gap","district_id":"D2","nearest_facility_name":"=HYPERLINK(\"x\")"},"geometry":{"type":"Point","coordinates":[120.5,34.75]}},
        {"type":"Feature","properties":{"kind":"village","source_row":1,"id":"V2","name":"+Far","lon":119.123456789012,"lat":34.5,"population":80.5,"district":"东 district","nearest_facility":"F2","distance_m":12345.6789,"margin_m":-7345.6789,"within_reach":0,"status":"gap","district_id":"D1","nearest_facility_name":"=HYPERLINK(\"x\")"},"geometry":{"type":"Point","coordinates":[119.123456789012,34.5]}},
        {"type":"Feature","properties":{"kind":"area","source_row":0,"id":"D1","name":"东 district","area_km2":42.324325,"beyond_share_low":0.876012,"beyond_share_high":0.876544},"geometry":{"type":"Polygon","coordinates":[[[119.0,34.0],[119.3333333,34.25],[119.0,34.25],[119.0,34.0]]]}}
        ]}
        "#);
    }

    #[test]
    fn without_gaps_the_collection_is_empty_and_valid() {
        let mut bytes = Vec::new();
        write(&Dataset::default(), &Coverage::default(), None, &mut bytes).expect("written");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(value["features"].as_array().map(Vec::len), Some(0));
    }
}
