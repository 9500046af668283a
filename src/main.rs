//! The door: a window or a command.

use std::process::ExitCode;

use lastmile::cli::{self, Door};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Door::Done(code) => code.into(),
        Door::Window { .. } => cli::write_headless(std::path::Path::new("lastmile-demo")).into(),
    }
}
