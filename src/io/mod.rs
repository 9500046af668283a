//! Files: the only room that opens, reads or writes them.
//!
//! Reading goes file → [`read`] → [`FeatureTable`](crate::model::FeatureTable) with warnings → [`recognise`] (what the rows are) →
//! [`assemble`] → [`Dataset`](crate::model::Dataset). A messy file succeeds with warnings by row; what is refused is refused with data
//! that say why. Nothing here analyses, draws, or speaks to a person.

mod assemble;
mod error;
mod geojson;
mod inspect;
mod notes;
mod place;
mod reader;
mod recognise;

pub use assemble::{AssembleError, assemble};
pub use error::{Found, ReadCause, ReadError};
pub use geojson::Expected;
pub use inspect::{FieldReport, Inspection, WarningReport, inspect};
pub use notes::DETAILS;
pub use place::LooksLike;
pub use reader::{EXTENSIONS, read, read_bytes};
pub use recognise::{recognise, recognise_as};
