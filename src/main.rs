//! The door: a window or a command?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lastmile::app::{self, Start};
use lastmile::cli::{self, Door};
use lastmile::io::cache;

/// Where the demo is written on a machine without a display.
const HEADLESS: &str = "lastmile-demo";

fn main() -> ExitCode {
    cache::enable();
    match cli::run(std::env::args_os()) {
        Door::Done(code) => code.into(),
        Door::Window { files } => window(files),
    }
}

fn window(files: Vec<PathBuf>) -> ExitCode {
    let has_files = !files.is_empty();
    match app::run(Start { files }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if has_files => cli::tell_no_window().into(),
        Err(_) => cli::write_headless(Path::new(HEADLESS)).into(),
    }
}
