//! `districts.csv`: a row per district in input order; only the header without districts.

use std::io::{self, Write};

use super::tabular::{self, fixed, tame};
use crate::model::{Areas, Coverage, Dataset};

/// The columns, in order.
pub const COLUMNS: [&str; 15] = [
    "source_row",
    "id",
    "name",
    "villages",
    "villages_covered",
    "population",
    "population_covered",
    "population_share",
    "area_km2",
    "area_share_low",
    "area_share_high",
    "worst_village",
    "worst_distance_m",
    "status",
    "worst_village_name",
];

/// Writes the table, in the manner of `villages.csv`. Areas and shares have 6 decimals; the bounds of a share are rounded outward. A
/// share without people, and the area columns without `areas`, are empty. `worst_village` is an identifier.
///
/// # Errors
/// When the writer fails.
pub fn write(
    dataset: &Dataset,
    coverage: &Coverage,
    areas: Option<&Areas>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for (i, (district, answer)) in dataset
        .districts
        .iter()
        .zip(&coverage.districts)
        .enumerate()
    {
        let area = areas.and_then(|a| a.districts.get(i));
        let worst = answer
            .worst_village
            .and_then(|v| dataset.villages.get(v as usize));
        let number = |value: Option<f64>| value.map_or_else(String::new, |v| fixed(v, 6));
        csv.write_record([
            district.source.row.to_string(),
            tame(&district.id).into_owned(),
            tame(&district.name).into_owned(),
            answer.villages.to_string(),
            answer.villages_covered.to_string(),
            tabular::persons(answer.population),
            tabular::persons(answer.population_covered),
            number(answer.population_share()),
            number(area.map(|a| a.area.km2())),
            number(area.map(|a| tabular::low(a.low))),
            number(area.map(|a| tabular::high(a.high))),
            worst.map_or_else(String::new, |v| tame(&v.id).into_owned()),
            tabular::metres(answer.worst_distance),
            answer.status.name().to_owned(),
            worst.map_or_else(String::new, |v| tame(&v.name).into_owned()),
        ])?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::super::tabular::example;
    use super::*;

    fn table(dataset: &Dataset, areas: Option<&Areas>) -> String {
        let mut bytes = Vec::new();
        write(dataset, &example::coverage(dataset), areas, &mut bytes).expect("written");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn a_row_per_district_in_input_order() {
        insta::assert_snapshot!(table(&example::dataset(), Some(&example::areas())), @r#"
        source_row,id,name,villages,villages_covered,population,population_covered,population_share,area_km2,area_share_low,area_share_high,worst_village,worst_distance_m,status,worst_village_name
        0,D1,东 district,2,1,1280.5,1200,0.937134,48.300123,0.123456,0.123988,V2,12345.6789,gap,'+Far
        1,D2,'-West,1,0,0,0,,48.300123,1.000000,1.000000,V3,93000.5000,gap,远村
        "#);
    }

    #[test]
    fn without_areas_their_columns_are_empty_and_without_districts_the_header_stands_alone() {
        let mut dataset = example::dataset();
        let text = table(&dataset, None);
        assert!(
            text.lines()
                .nth(1)
                .is_some_and(|l| l.contains(",0.937134,,,,V2,")),
            "{text}"
        );
        dataset.districts.clear();
        assert_eq!(table(&dataset, None), format!("{}\n", COLUMNS.join(",")));
    }
}
