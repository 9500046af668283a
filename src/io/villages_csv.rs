//! `villages.csv`: a row per village in input order.

use std::io::{self, Write};

use super::tabular::{self, VillageRow, tame};
use crate::base::Persons;
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
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for ((number, village), answer) in (0u32..).zip(&dataset.villages).zip(&coverage.villages) {
        let row = VillageRow::new(dataset, coverage, number, village, answer);
        let text = |value: Option<&str>| tame(value.unwrap_or_default()).into_owned();
        let number = |value: Option<f64>| value.map_or_else(String::new, |v| v.to_string());
        csv.write_record([
            row.source_row.to_string(),
            text(Some(row.id)),
            text(Some(row.name)),
            number(row.lon),
            number(row.lat),
            row.population
                .map_or_else(String::new, |p| tabular::persons(Persons(p))),
            text(row.district),
            text(row.nearest_facility),
            tabular::metres(row.distance_m),
            tabular::metres(row.margin_m),
            row.within_reach.map_or_else(String::new, |n| n.to_string()),
            row.status.to_owned(),
            text(row.district_id),
            text(row.nearest_facility_name),
        ])?;
    }
    csv.flush()
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
