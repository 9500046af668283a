//! `villages.csv`: a row per village in input order.

use std::io::{self, Write};

use super::rows;
use super::tabular::{VillageRow, rounded, tame};
use crate::base::Metres;
use crate::model::{Coverage, Dataset};

/// The columns, in order.
pub const COLUMNS: [&str; 14] = [
    "source_row",
    "id",
    "name",
    "lon",
    "lat",
    "population",
    "district",
    "nearest_facility",
    "distance_m",
    "margin_m",
    "within_reach",
    "status",
    "district_id",
    "nearest_facility_name",
];

/// Writes the table: UTF-8, a header, RFC 4180 quoting, lines end with a line feed. Distances have 4 decimals (metres), positions the
/// digits of the input.
///
/// # Errors
/// When the writer fails.
pub fn write(dataset: &Dataset, coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let mut head = csv::Writer::from_writer(Vec::new());
    head.write_record(COLUMNS)?;
    out.write_all(&inner(head)?)?;
    let count = dataset.villages.len().min(coverage.villages.len());
    rows::write_all(count, rows::CHUNK, out, |range, buffer| {
        let mut csv = csv::Writer::from_writer(std::mem::take(buffer));
        let mut number = Vec::new();
        for i in range {
            let (Some(village), Some(answer)) = (dataset.villages.get(i), coverage.villages.get(i))
            else {
                continue;
            };
            let row = VillageRow::new(dataset, coverage, i as u32, village, &answer);
            write_row(&mut csv, &row, &mut number)?;
        }
        *buffer = inner(csv)?;
        Ok(())
    })
}

fn inner(csv: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    csv.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Writes a row; `number` is scratch.
fn write_row(
    csv: &mut csv::Writer<Vec<u8>>,
    row: &VillageRow<'_>,
    number: &mut Vec<u8>,
) -> csv::Result<()> {
    let mut written = |csv: &mut csv::Writer<Vec<u8>>, write: &dyn Fn(&mut Vec<u8>)| {
        number.clear();
        write(number);
        csv.write_field(&*number)
    };
    let metres = |value: Option<Metres>| {
        move |out: &mut Vec<u8>| {
            if let Some(value) = value {
                rows::four(out, value.0);
            }
        }
    };
    let real = |value: Option<f64>| {
        move |out: &mut Vec<u8>| {
            if let Some(value) = value {
                rows::real(out, value);
            }
        }
    };
    let count = |value: Option<u32>| {
        move |out: &mut Vec<u8>| {
            if let Some(value) = value {
                rows::whole(out, value.into());
            }
        }
    };
    written(csv, &count(Some(row.source_row)))?;
    csv.write_field(&*tame(row.id))?;
    csv.write_field(&*tame(row.name))?;
    written(csv, &real(row.lon))?;
    written(csv, &real(row.lat))?;
    // As `tabular::persons` does.
    written(csv, &real(row.population.map(|p| rounded(p, 6))))?;
    csv.write_field(&*tame(row.district.unwrap_or_default()))?;
    csv.write_field(&*tame(row.nearest_facility.unwrap_or_default()))?;
    written(csv, &metres(row.distance_m))?;
    written(csv, &metres(row.margin_m))?;
    written(csv, &count(row.within_reach))?;
    csv.write_field(row.status)?;
    csv.write_field(&*tame(row.district_id.unwrap_or_default()))?;
    csv.write_field(&*tame(row.nearest_facility_name.unwrap_or_default()))?;
    csv.write_record(None::<&[u8]>)
}

#[cfg(test)]
mod tests {
    use super::super::tabular::example;
    use super::*;

    #[test]
    fn a_row_per_village_in_input_order() {
        let dataset = example::dataset();
        let mut bytes = Vec::new();
        write(&dataset, &example::coverage(&dataset), &mut bytes).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("text"), @r#"
        source_row,id,name,lon,lat,population,district,nearest_facility,distance_m,margin_m,within_reach,status,district_id,nearest_facility_name
        0,-7,"Near, by the ""old"" mill",119.01,34.1,1200,东 district,F1,4999.5000,0.5000,1,borderline,D1,板浦卫生院
        1,V2,'+Far,119.123456789012,34.5,80.5,东 district,F2,12345.6789,-7345.6789,0,gap,D1,"'=HYPERLINK(""x"")"
        2,V3,远村,120.5,34.75,,'-West,F2,93000.5000,-88000.5000,0,gap,D2,"'=HYPERLINK(""x"")"
        3,V4,'@lost,,,40,,,,,,unknown,,
        "#);
    }
}
