//! What a layer is: facilities, villages, districts, several of them, or none; and which of its columns say what.
//!
//! A guess that the user sees and can change, never a rule: evidence from geometry, column names, values and the file's name is
//! weighed, and where nothing speaks for a role there is none.

mod columns;
mod words;

#[cfg(test)]
mod tests;

use crate::model::role::RoleUse;
use crate::model::{FeatureTable, Geometry, KnownTier, LayerRoles, Role, RoleColumns};

use columns::{Content, contents, population_worth};

/// A column with more different values tells no kinds.
const MOST_KINDS: usize = 24;

/// The roles that a layer can serve in, with their columns.
#[must_use]
pub fn recognise(table: &FeatureTable) -> LayerRoles {
    let (points, areas) = rows_by_shape(table);
    let mut roles = Vec::new();
    if !points.is_empty() {
        roles.extend(point_roles(table, &points));
    }
    if !areas.is_empty() {
        // Polygons that speak of care are the outlines of hospitals, not districts.
        let contents = contents(table, &areas);
        let role = if points_role(table, &contents, false) == Some(Role::Facilities)
            && care_in_values(&contents) > 0.3
        {
            Role::Facilities
        } else {
            Role::Districts
        };
        if !roles.iter().any(|u: &RoleUse| u.role == role) {
            roles.push(used(table, role, &contents, None));
        }
    }
    roles.sort_by_key(|u| u.role);
    LayerRoles(roles)
}

/// The columns of a layer that a person says to serve in this role.
#[must_use]
pub fn recognise_as(table: &FeatureTable, role: Role) -> RoleColumns {
    let (points, areas) = rows_by_shape(table);
    let all: Vec<usize> = (0..table.len()).collect();
    let fitting = match role {
        Role::Districts if !areas.is_empty() => areas,
        Role::Facilities | Role::Villages if !points.is_empty() => points,
        _ => all,
    };
    columns::columns(table, role, &contents(table, &fitting))
}

/// The rows with points and those with areas.
fn rows_by_shape(table: &FeatureTable) -> (Vec<usize>, Vec<usize>) {
    fn shape(geometry: &Geometry) -> Option<bool> {
        match geometry {
            Geometry::Point(_) | Geometry::Points(_) => Some(true),
            Geometry::Area(_) => Some(false),
            Geometry::Collection(parts) => parts.iter().find_map(shape),
            Geometry::Lines(_) | Geometry::Missing => None,
        }
    }
    let mut both = (Vec::new(), Vec::new());
    for (row, geometry) in table.geometries.iter().enumerate() {
        match shape(geometry) {
            Some(true) => both.0.push(row),
            Some(false) => both.1.push(row),
            None => {}
        }
    }
    both
}

fn used(table: &FeatureTable, role: Role, contents: &[Content], filter: Option<String>) -> RoleUse {
    RoleUse {
        role,
        columns: columns::columns(table, role, contents),
        rows: filter,
    }
}

/// The roles of the rows with points: both when a column tells facilities from villages.
fn point_roles(table: &FeatureTable, points: &[usize]) -> Vec<RoleUse> {
    if let Some(roles) = by_kind(table, points) {
        return roles;
    }
    let contents = contents(table, points);
    if let Some(roles) = by_presence(table, points, &contents) {
        return roles;
    }
    points_role(table, &contents, true)
        .map(|role| used(table, role, &contents, None))
        .into_iter()
        .collect()
}

/// A column with few values, some of which mean a facility and some a village.
fn by_kind(table: &FeatureTable, points: &[usize]) -> Option<Vec<RoleUse>> {
    for column in &table.columns {
        let mut values: Vec<(String, Vec<usize>)> = Vec::new();
        for row in points {
            let Some(text) = column.text(*row) else {
                continue;
            };
            let known = values.iter().position(|(value, _)| value == text);
            match known {
                Some(i) => values[i].1.push(*row),
                None if values.len() < MOST_KINDS => values.push((text.to_string(), vec![*row])),
                None => {
                    values.clear();
                    break;
                }
            }
        }
        // Where every value is a level of care the column tells levels, not kinds: 社区 beside 医院.
        if values
            .iter()
            .all(|(value, _)| KnownTier::recognise(value).is_some())
        {
            continue;
        }
        let pick = |test: fn(&str) -> bool| -> (Vec<String>, Vec<usize>) {
            let chosen = values.iter().filter(|(value, _)| test(value));
            let names = chosen
                .clone()
                .filter_map(|(value, _)| quoted(value))
                .collect();
            (names, chosen.flat_map(|(_, rows)| rows.clone()).collect())
        };
        let villages = pick(words::is_kind_of_village);
        let facilities = pick(|v| words::is_kind_of_facility(v) && !words::is_kind_of_village(v));
        if villages.0.is_empty() || facilities.0.is_empty() {
            continue;
        }
        let filter = |names: &[String]| {
            Some(format!(
                "{} in ({})",
                quoted(&column.name)?,
                names.join(", ")
            ))
        };
        return Some(vec![
            used(
                table,
                Role::Facilities,
                &contents(table, &facilities.1),
                Some(filter(&facilities.0)?),
            ),
            used(
                table,
                Role::Villages,
                &contents(table, &villages.1),
                Some(filter(&villages.0)?),
            ),
        ]);
    }
    None
}

/// A text as the filter language reads it, unless it holds both kinds of quotes.
fn quoted(text: &str) -> Option<String> {
    ['"', '\'']
        .into_iter()
        .find(|quote| !text.contains(*quote))
        .map(|quote| format!("{quote}{text}{quote}"))
}

/// Rows with a tier and rows with a population that do not meet. A row with neither is a village whose people are not known: it is
/// told of, not lost.
fn by_presence(table: &FeatureTable, points: &[usize], all: &[Content]) -> Option<Vec<RoleUse>> {
    let tier = columns::columns(table, Role::Facilities, all).tier?;
    let population = columns::columns(table, Role::Villages, all).population?;
    let (tiers, people) = (table.column(&tier)?, table.column(&population)?);
    let (mut facilities, mut villages, mut both) = (Vec::new(), Vec::new(), 0);
    let mut people_known = false;
    for row in points {
        match (tiers.is_present(*row), people.is_present(*row)) {
            (true, true) => both += 1,
            (true, false) => facilities.push(*row),
            (false, known) => {
                people_known |= known;
                villages.push(*row);
            }
        }
    }
    if both > 0 || facilities.is_empty() || !people_known {
        return None;
    }
    let tier = quoted(&tier)?;
    let filter = |test: &str| Some(format!("{tier} {test}"));
    Some(vec![
        used(
            table,
            Role::Facilities,
            &contents(table, &facilities),
            filter("is not null"),
        ),
        used(
            table,
            Role::Villages,
            &contents(table, &villages),
            filter("is null"),
        ),
    ])
}

/// The share of rows whose best column of words speaks of care.
fn care_in_values(contents: &[Content]) -> f64 {
    contents
        .iter()
        .filter(|content| content.present * 2 > content.rows)
        .map(Content::care_share)
        .fold(0.0, f64::max)
}

/// Whether rows with a place are facilities or villages; `None` when nothing speaks for either.
fn points_role(table: &FeatureTable, contents: &[Content], by_file: bool) -> Option<Role> {
    let (mut care, mut living) = (0.0, 0.0);
    let (mut care_columns, mut living_columns) = (0.0f64, 0.0f64);
    for (column, content) in table.columns.iter().zip(contents) {
        if population_worth(&column.name, content).is_some() {
            living += 4.0;
        }
        let parts = words::parts(&column.name);
        let hints = |hints: &[&str]| {
            let own = |h: &&str| {
                parts
                    .iter()
                    .any(|p| p == h || (!h.is_ascii() && p.contains(*h)))
            };
            f64::from(u8::from(hints.iter().any(own)))
        };
        care_columns += hints(words::FACILITY_HINTS);
        living_columns += hints(words::VILLAGE_HINTS);
        if content.present * 2 > content.rows {
            care += 4.0 * f64::from(u8::from(content.care_share() > 0.3));
            care += 2.0 * f64::from(u8::from(content.tier_share() > 0.5));
        }
    }
    care += care_columns.min(3.0);
    living += living_columns.min(2.0);
    if by_file {
        let stem = table.source.path.file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().to_lowercase();
        let speaks = |hints: &[&str]| {
            let parts = words::parts(&stem);
            f64::from(u8::from(hints.iter().any(|h| {
                parts.iter().any(|p| p == h) || ((!h.is_ascii() || h.len() > 5) && stem.contains(h))
            })))
        };
        care += 3.0 * speaks(words::FACILITY_HINTS);
        living += 3.0 * speaks(words::VILLAGE_HINTS);
    }
    if care == 0.0 && living == 0.0 {
        None
    } else if care >= living {
        Some(Role::Facilities)
    } else {
        Some(Role::Villages)
    }
}
