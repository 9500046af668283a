//! The four lists: districts and villages as in their CSV, facilities with what they bear, warnings.

use std::borrow::Cow;

use super::TablesInput;
use super::sheet::{Kind, List, Value};
use crate::base::{Metres, Persons};
use crate::io::tabular::{self, VillageRow, fixed, rounded};
use crate::model::{FacilityLoad, ServingFacility, Status};

/// The columns of the facilities, in order.
pub const FACILITY_COLUMNS: [&str; 16] = [
    "source_row",
    "id",
    "name",
    "tier",
    "state",
    "lon",
    "lat",
    "reach_m",
    "nearest_villages",
    "nearest_population",
    "nearest_gaps",
    "farthest_village",
    "farthest_village_name",
    "farthest_distance_m",
    "villages_within_reach",
    "population_within_reach",
];

/// The columns of the warnings, in order.
pub const WARNING_COLUMNS: [&str; 4] = ["code", "file", "source_row", "message"];

const DISTRICTS: [Kind; 15] = [
    Kind::Row,
    Kind::Text(18),
    Kind::Text(36),
    Kind::Count,
    Kind::Count,
    Kind::Count,
    Kind::Count,
    Kind::Share,
    Kind::Area,
    Kind::Share,
    Kind::Share,
    Kind::Text(18),
    Kind::Metres,
    Kind::Status,
    Kind::Text(28),
];

const VILLAGES: [Kind; 14] = [
    Kind::Row,
    Kind::Text(18),
    Kind::Text(36),
    Kind::Degrees,
    Kind::Degrees,
    Kind::Count,
    Kind::Text(28),
    Kind::Text(18),
    Kind::Metres,
    Kind::Metres,
    Kind::Count,
    Kind::Status,
    Kind::Text(18),
    Kind::Text(28),
];

const FACILITIES: [Kind; 16] = [
    Kind::Row,
    Kind::Text(18),
    Kind::Text(36),
    Kind::Text(24),
    Kind::Text(18),
    Kind::Degrees,
    Kind::Degrees,
    Kind::Metres,
    Kind::Count,
    Kind::Count,
    Kind::Count,
    Kind::Text(18),
    Kind::Text(28),
    Kind::Metres,
    Kind::Count,
    Kind::Count,
];

const WARNINGS: [Kind; 4] = [Kind::Text(26), Kind::Text(40), Kind::Row, Kind::Wrapped(90)];

/// The number that the CSV writes.
fn decimals(value: f64, decimals: usize) -> Value<'static> {
    Value::Number(fixed(value, decimals).parse().unwrap_or(value))
}

fn metres<'a>(value: Option<Metres>) -> Value<'a> {
    value.map_or(Value::Empty, |m| decimals(m.0, 4))
}

fn people<'a>(value: Persons) -> Value<'a> {
    Value::Number(rounded(value.0, 6))
}

/// The word of a status.
pub(super) fn status<'a>(input: &TablesInput<'a>, status: Status) -> Value<'a> {
    let [covered, borderline, gap, unknown] = &input.words.statuses;
    let word = match status {
        Status::Covered => covered,
        Status::Borderline => borderline,
        Status::Gap => gap,
        Status::Unknown => unknown,
    };
    Value::Status(status, word)
}

/// Calls `write` with the districts, as in `districts.csv`.
pub(super) fn districts<T>(input: &TablesInput<'_>, write: impl FnOnce(&List<'_>) -> T) -> T {
    let TablesInput {
        dataset, coverage, ..
    } = *input;
    write(&List {
        name: &input.words.sheets.districts,
        headings: &input.words.columns.districts,
        kinds: &DISTRICTS,
        frozen: 3,
        rows: dataset.districts.len().min(coverage.districts.len()),
        nothing: &input.words.nothing.districts,
        row: &|i, cells| {
            let (district, answer) = (&dataset.districts[i], &coverage.districts[i]);
            let area = input.areas.and_then(|a| a.districts.get(i));
            let worst = answer
                .worst_village
                .and_then(|v| dataset.villages.get(v as usize));
            let six = |value: Option<f64>| value.map_or(Value::Empty, |v| decimals(v, 6));
            cells.extend([
                Value::Number(district.source.row.into()),
                Value::text(&district.id),
                Value::text(&district.name),
                Value::Number(answer.villages.into()),
                Value::Number(answer.villages_covered.into()),
                people(answer.population),
                people(answer.population_covered),
                six(answer.population_share()),
                six(area.map(|a| a.area.km2())),
                six(area.map(|a| tabular::low(a.low))),
                six(area.map(|a| tabular::high(a.high))),
                worst.map_or(Value::Empty, |v| Value::text(&v.id)),
                metres(answer.worst_distance),
                status(input, answer.status),
                worst.map_or(Value::Empty, |v| Value::text(&v.name)),
            ]);
        },
    })
}

/// Calls `write` with the villages beyond reach, worst first, those on the border, and those that nobody can judge; as in
/// `villages.csv`.
pub(super) fn villages<T>(input: &TablesInput<'_>, write: impl FnOnce(&List<'_>) -> T) -> T {
    let TablesInput {
        dataset, coverage, ..
    } = *input;
    let with = |status| {
        let answers = (0u32..).zip(coverage.villages.iter());
        answers.filter_map(move |(i, a)| (a.status == status).then_some((i, a)))
    };
    let mut border: Vec<_> = with(Status::Borderline)
        .map(|(i, a)| (a.deciding.map_or(f64::NEG_INFINITY, |m| m.0), i))
        .collect();
    border.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut order = coverage.gaps.clone();
    order.extend(border.into_iter().map(|(_, i)| i));
    order.extend(with(Status::Unknown).map(|(i, _)| i));
    write(&List {
        name: &input.words.sheets.villages,
        headings: &input.words.columns.villages,
        kinds: &VILLAGES,
        frozen: 3,
        rows: order.len(),
        nothing: &input.words.nothing.villages,
        row: &|i, cells| {
            let number = order[i];
            let (Some(village), Some(answer)) = (
                dataset.villages.get(number as usize),
                coverage.villages.get(number as usize),
            ) else {
                return;
            };
            let row = VillageRow::new(dataset, coverage, number, village, &answer);
            let text = |text: Option<&'_ str>| {
                text.map_or(Value::Empty, |t| Value::Text(Cow::Owned(t.to_owned())))
            };
            cells.extend([
                Value::Number(row.source_row.into()),
                text(Some(row.id)),
                text(Some(row.name)),
                Value::number(row.lon),
                Value::number(row.lat),
                Value::number(row.population.map(|p| rounded(p, 6))),
                text(row.district),
                text(row.nearest_facility),
                metres(row.distance_m),
                metres(row.margin_m),
                Value::number(row.within_reach),
                status(input, answer.status),
                text(row.district_id),
                text(row.nearest_facility_name),
            ]);
        },
    })
}

/// Calls `write` with the facilities and what they bear.
pub(super) fn facilities<T>(input: &TablesInput<'_>, write: impl FnOnce(&List<'_>) -> T) -> T {
    let coverage = input.coverage;
    write(&List {
        name: &input.words.sheets.facilities,
        headings: &input.words.columns.facilities,
        kinds: &FACILITIES,
        frozen: 3,
        rows: coverage.facilities.len(),
        nothing: &input.words.nothing.facilities,
        row: &|i, cells| {
            if let Some(facility) = coverage.facilities.get(i) {
                facility_row(input, i, facility, cells);
            }
        },
    })
}

fn facility_row<'a>(
    input: &TablesInput<'a>,
    number: usize,
    facility: &'a ServingFacility,
    cells: &mut Vec<Value<'a>>,
) {
    let reach = input.coverage.radii.get(number).copied().flatten();
    let [serves, proposed, moved, idle, closed] = &input.words.states;
    let state = match reach {
        _ if facility.closed => closed,
        None => idle,
        Some(_) if facility.source.is_none() => proposed,
        Some(_) if facility.moved => moved,
        Some(_) => serves,
    };
    // One that does not serve bears nothing, which is something else than nobody being near.
    let load: Option<FacilityLoad> = reach.and(input.loads.get(number).copied());
    let count = |of: fn(&FacilityLoad) -> u32| Value::number(load.as_ref().map(of));
    let persons =
        |of: fn(&FacilityLoad) -> Persons| load.as_ref().map_or(Value::Empty, |l| people(of(l)));
    let farthest = load
        .and_then(|l| l.farthest)
        .and_then(|v| input.dataset.villages.get(v as usize));
    let tier = input.words.tiers.get(usize::from(facility.tier));
    cells.extend([
        Value::number(facility.source.map(|s| s.row)),
        Value::text(&facility.id),
        Value::text(&facility.name),
        tier.map_or(Value::Empty, |t| Value::text(t)),
        Value::text(state),
        Value::Number(facility.location.lon),
        Value::Number(facility.location.lat),
        metres(reach),
        count(|l| l.nearest_villages),
        persons(|l| l.nearest_people),
        count(|l| l.nearest_gaps),
        farthest.map_or(Value::Empty, |v| Value::text(&v.id)),
        farthest.map_or(Value::Empty, |v| Value::text(&v.name)),
        metres(load.and_then(|l| l.farthest_distance)),
        count(|l| l.within_villages),
        persons(|l| l.within_people),
    ]);
}

/// Calls `write` with the warnings, as in `summary.json`.
pub(super) fn warnings<T>(input: &TablesInput<'_>, write: impl FnOnce(&List<'_>) -> T) -> T {
    let warnings = &input.dataset.warnings;
    write(&List {
        name: &input.words.sheets.warnings,
        headings: &input.words.columns.warnings,
        kinds: &WARNINGS,
        frozen: 1,
        rows: warnings.len(),
        nothing: &input.words.nothing.warnings,
        row: &|i, cells| {
            let warning = &warnings[i];
            let message = input.messages.get(i).map_or("", String::as_str);
            cells.extend([
                Value::Text(warning.code.name().into()),
                Value::text(&warning.file),
                Value::number(warning.source_row),
                Value::text(message),
            ]);
        },
    })
}
