//! Which facilities serve: the filter of a question.

use super::AnalysisError;
use crate::model::{AnalysisSpec, Cell, Dataset, Filter, Role, ServingFacility};

/// The filter of a question, if it has one.
///
/// # Errors
/// When the filter cannot be read or names an unknown field, or a radius names an unknown tier.
pub(super) fn filter(
    dataset: &Dataset,
    spec: &AnalysisSpec,
) -> Result<Option<Filter>, AnalysisError> {
    if let Some(tier) = spec.reach.unknown_tiers(&dataset.tiers).first() {
        return Err(AnalysisError::UnknownTier {
            tier: (*tier).to_owned(),
            available: dataset.tiers.iter().map(|t| t.name.to_string()).collect(),
        });
    }
    let filter = spec
        .filter
        .as_deref()
        .filter(|text| !text.trim().is_empty())
        .map(Filter::parse)
        .transpose()?;
    if let Some(filter) = &filter {
        check_fields(dataset, filter)?;
    }
    Ok(filter)
}

/// Whether a facility serves as far as the filter is concerned.
pub(super) fn passes(
    dataset: &Dataset,
    filter: Option<&Filter>,
    facility: &ServingFacility,
) -> bool {
    filter.is_none_or(|filter| filter.passes(&|field| value(dataset, facility, field)))
}

/// The words that mean a role's column where the file has none of that name.
const ROLE_FIELDS: [&str; 3] = ["id", "name", "tier"];

fn check_fields(dataset: &Dataset, filter: &Filter) -> Result<(), AnalysisError> {
    let tables = || {
        dataset
            .layers
            .iter()
            .filter(|l| l.roles.get(Role::Facilities).is_some())
            .map(|l| &l.table)
    };
    for field in filter.fields() {
        let known = ROLE_FIELDS.contains(&field.to_lowercase().as_str());
        if !known && !tables().any(|table| table.column_index(field).is_some()) {
            return Err(AnalysisError::UnknownField {
                field: field.to_owned(),
                available: tables()
                    .flat_map(|t| t.columns.iter().map(|c| c.name.to_string()))
                    .collect(),
            });
        }
    }
    Ok(())
}

/// A facility's value of a field: the file's column of that name, else the role's.
fn value(dataset: &Dataset, facility: &ServingFacility, field: &str) -> Cell {
    let column = facility.source.and_then(|source| {
        let table = &dataset.layers.get(source.layer as usize)?.table;
        table
            .column(field)
            .map(|column| column.get(source.row as usize))
    });
    column.unwrap_or_else(|| match field.to_lowercase().as_str() {
        "id" => Cell::Text(facility.id.as_str().into()),
        "name" => Cell::Text(facility.name.as_str().into()),
        "tier" => dataset
            .tiers
            .get(facility.tier as usize)
            .map_or(Cell::Null, |t| Cell::Text(t.name.clone())),
        _ => Cell::Null,
    })
}
