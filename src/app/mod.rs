//! The window: it shows the session's answers, and turns what the user does into the session's changes.
//!
//! Only this room knows egui. It computes nothing that another face would need too, opens no file itself, and never waits: whatever
//! takes time is a job of the session, and the native dialogs have a thread of their own.

mod address_ui;
mod bookmarks_ui;
mod chooser;
mod command;
mod derived;
mod dialogs;
mod emblem;
mod export_ui;
mod fonts;
mod ground;
mod ground_ui;
mod guide;
mod headline;
mod icons;
mod inspector;
mod keys;
mod layer_panel;
mod layers_ui;
mod map_ui;
mod menu;
mod news;
mod palette;
mod path_ui;
mod perform;
mod reach_ui;
mod roles_ui;
mod run;
mod search;
mod selected;
mod standard_ui;
mod state;
mod status_ui;
mod summary;
mod table_ui;
mod template_ui;
mod theme;
mod toast;
mod widgets;
mod window;

pub use run::{Start, WindowError, run};
pub use window::Window;
