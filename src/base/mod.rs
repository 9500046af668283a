//! The ground that every room stands on: units, positions on WGS 84, geodesics, projections, progress.
//!
//! Nothing here knows what a village or a facility is, opens a file, or draws.

pub mod angle;
pub mod authalic;
pub mod date;
pub mod ecef;
pub mod geodesic;
pub mod lonlat;
pub mod notation;
pub mod place;
pub mod progress;
pub mod projection;
pub mod row_set;
pub mod spelling;
pub mod sum;
pub mod trace;
pub mod units;

pub use authalic::Authalic;
pub use date::Date;
pub use ecef::Ecef;
pub use lonlat::{CoordinateProblem, GeoBox, LonLat};
pub use place::Place;
pub use progress::{Cancelled, Progress};
pub use row_set::RowSet;
pub use sum::{PersonSum, Tally};
pub use trace::{Enclosed, Trace};
pub use units::{Metres, Persons, SquareMetres, UnitProblem};
