//! Files, in and out. The only room that touches them.
//!
//! Writers put everything beside its place first and rename it in only when all of it is complete, so that a run that fails or is
//! stopped leaves what was there before.

pub mod districts_csv;
pub mod gaps_geojson;
pub mod geojson_out;
pub mod output;
pub mod project;
pub mod settings;
pub mod summary;
pub mod tabular;
pub mod villages_csv;
