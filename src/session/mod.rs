//! The hub: the open project with its edits, undo and jobs. The window and the commands both work through it.
//!
//! One owner of the state; workers get immutable snapshots. Nothing here draws, and every text is left to `i18n`.

mod answer;
mod areas;
mod atlas;
mod baseline;
mod check;
mod compare;
mod export;
mod history;
mod hub;
mod jobs;
mod notices;
mod open;
mod report;
mod shown;
mod standard;
mod state;
mod tables;
mod tiles;
mod trail;
mod worker;

pub use answer::{Answer, Live};
pub use areas::Shares;
pub use atlas::{AtlasRequest, FillAtlas};
pub use baseline::Baseline;
pub use check::{Held, Trial};
pub use compare::Before;
pub use export::{ExportError, ExportRequest, Exported, Picture, export};
pub use history::History;
pub use hub::{JobKind, JobView, Notice, Session};
pub use jobs::QuestionError;
pub use open::{
    LayerRequest, OpenError, Opened, RecordRequest, open_demo, open_files, open_project,
    read_layers, read_records, save_project,
};
pub use report::{FillReport, ReportFormat, ReportRequest};
pub use state::{Change, ChangeKind, LayerState, ProjectState, reach_of};
pub use tables::{TablesRequest, is_workbook};
pub use tiles::TileLoader;
pub use worker::{Desk, News, Wake, Worker};
