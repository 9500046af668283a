//! Lastmile: who lives beyond the reach of care.
//!
//! A planner opens the files of facilities, villages and districts and sees which villages, how many people, in which district, by
//! how much. `ARCHITECTURE.md` describes the rooms; a test holds them apart.

pub mod analysis;
pub mod app;
pub mod base;
pub mod cli;
pub mod demo;
pub mod i18n;
pub mod io;
pub mod map;
pub mod model;
pub mod session;
pub mod travel;
