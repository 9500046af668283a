//! Files: the only room that opens, reads or writes them.
//!
//! Reading goes file → [`read`] → [`FeatureTable`](crate::model::FeatureTable) with warnings → [`recognise`] (what the rows are) →
//! [`assemble`] → [`Dataset`](crate::model::Dataset). A messy file succeeds with warnings by row; what is refused is refused with data
//! that say why. Writers put everything beside its place first and rename it in only when all of it is complete, so that a run that
//! fails or is stopped leaves what was there before. Nothing here analyses, draws, or speaks to a person.

mod assemble;
pub mod audit_csv;
pub mod cache;
pub mod districts_csv;
mod error;
pub mod facilities_csv;
pub mod gaps_geojson;
mod geojson;
pub mod geojson_out;
mod input;
mod inspect;
pub mod logo;
mod memory;
pub mod network_csv;
mod notes;
pub mod output;
mod place;
pub mod project;
mod reader;
mod recognise;
pub mod records;
mod rows;
pub mod rules_csv;
pub mod settings;
pub mod standard;
mod standard_summary;
pub mod summary;
pub mod tables_xlsx;
pub mod tabular;
pub mod template;
pub mod tiles;
pub mod villages_csv;

pub use assemble::{AssembleError, assemble};
pub use error::{Found, ReadCause, ReadError};
pub use geojson::Expected;
pub use inspect::{FieldReport, Inspection, WarningReport, inspect};
pub use notes::DETAILS;
pub use place::LooksLike;
pub use reader::{EXTENSIONS, read, read_all, read_bytes};
pub use recognise::{recognise, recognise_as};
pub use standard_summary::StandardMessages;

/// Whether a file or folder is there: a place to save to would be taken.
#[must_use]
pub fn exists(path: &std::path::Path) -> bool {
    path.exists()
}
