//! The hub: the open project with its edits, undo and jobs. The window and the commands both work through it.
//!
//! One owner of the state; workers get immutable snapshots. Nothing here draws, and every text is left to `i18n`.

mod history;
mod state;
mod worker;

pub use history::History;
pub use state::{Change, ChangeKind, LayerState, ProjectState};
pub use worker::{Desk, News, Wake, Worker};
