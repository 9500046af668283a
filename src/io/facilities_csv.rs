//! `facilities.csv`: a row per facility with the verdict of every rule about facilities, its catchment, and what its closing would uncover.

use std::io::{self, Write};

use super::tabular::{persons, tame};
use crate::model::register::Subject;
use crate::model::standard::{Loss, Subjects};
use crate::model::{FacilityLoad, RuleAnswer, StandardContext, Verdict};

/// The columns that every table has, in order. After them: for each rule about facilities a column with its key, which holds the verdict
/// (empty where the facility is no subject of it); for each rule of reach four columns `KEY.villages` (its catchment by that rule), `KEY.people`
/// (its load), `KEY.sole_villages` and `KEY.sole_people` (who would have no other one within reach).
pub const COLUMNS: [&str; 11] = [
    "id",
    "name",
    "tier",
    "lon",
    "lat",
    "unit",
    "unit_name",
    "closed",
    "catchment_villages",
    "catchment_population",
    "failed_rules",
];

/// The columns of a rule of reach, behind its key.
const OF_REACH: [&str; 4] = ["villages", "people", "sole_villages", "sole_people"];

/// Writes the table: facilities in the scenario's order. `loads` (parallel to them) is the catchment of the map's own question: the villages to
/// which a facility is the nearest that serves, and their people. `failed_rules` are the keys of the rules that it fails, `;` between.
///
/// # Errors
/// When the writer fails.
pub fn write(
    context: &StandardContext<'_>,
    loads: &[FacilityLoad],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let about: Vec<(&str, &RuleAnswer)> = context
        .rules()
        .filter(|(_, _, answer)| matches!(answer.subjects, Subjects::Facilities(_)))
        .map(|(_, rule, answer)| (rule.id.as_str(), answer))
        .collect();
    let losses: Vec<(&str, &[Loss])> = context
        .answer
        .losses
        .iter()
        .filter_map(|(rule, losses)| Some((context.rule(*rule)?.0.id.as_str(), &**losses)))
        .collect();
    let mut heads: Vec<String> = COLUMNS.iter().map(|head| (*head).to_owned()).collect();
    heads.extend(about.iter().map(|(rule, _)| tame(rule).into_owned()));
    for (rule, _) in &losses {
        heads.extend(OF_REACH.map(|head| format!("{}.{head}", tame(rule))));
    }
    csv.write_record(&heads)?;
    let mut record = csv::StringRecord::with_capacity(256, heads.len());
    for (i, facility) in (0u32..).zip(context.facilities.iter()) {
        let subject = Subject::Facility(i);
        let unit = context.parent(subject).map(Subject::Unit);
        let tier = context.dataset.tiers.get(usize::from(facility.tier));
        let load = loads.get(i as usize).copied().unwrap_or_default();
        let verdicts: Vec<Option<Verdict>> = about
            .iter()
            .map(|(_, answer)| {
                let position = answer.subjects.position(subject)?;
                answer.findings.get(position).map(|f| f.verdict)
            })
            .collect();
        let failed: Vec<&str> = about
            .iter()
            .zip(&verdicts)
            .filter(|(_, verdict)| **verdict == Some(Verdict::Fail))
            .map(|((rule, _), _)| *rule)
            .collect();
        record.clear();
        for text in [
            facility.id.as_str(),
            &facility.name,
            tier.map_or("", |tier| &tier.name),
        ] {
            record.push_field(&tame(text));
        }
        record.push_field(&facility.location.lon.to_string());
        record.push_field(&facility.location.lat.to_string());
        record.push_field(&tame(unit.map_or("", |unit| context.code(unit))));
        record.push_field(&tame(unit.map_or("", |unit| context.name(unit))));
        record.push_field(if facility.closed { "yes" } else { "no" });
        record.push_field(&load.nearest_villages.to_string());
        record.push_field(&persons(load.nearest_people));
        record.push_field(&tame(&failed.join(";")));
        for verdict in verdicts {
            record.push_field(verdict.map_or("", Verdict::name));
        }
        for (_, losses) in &losses {
            let loss = losses.get(i as usize).copied().unwrap_or_default();
            record.push_field(&loss.villages.to_string());
            record.push_field(&persons(loss.people));
            record.push_field(&loss.sole_villages.to_string());
            record.push_field(&persons(loss.sole_people));
        }
        csv.write_record(&record)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Persons;
    use crate::model::standard::example::example;

    #[test]
    fn a_facility_has_its_verdicts_its_load_and_who_would_lose_it() {
        let example = example();
        let loads = [0u32, 3, 0, 1].map(|villages| FacilityLoad {
            nearest_villages: villages,
            nearest_people: Persons(f64::from(villages) * 100.0),
            ..FacilityLoad::default()
        });
        let mut bytes = Vec::new();
        write(&example.context(), &loads, &mut bytes).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("text"));
    }
}
