//! The door: a window or a command.

use std::path::Path;
use std::process::ExitCode;

use lastmile::app::{self, Start, WindowError};
use lastmile::cli::{self, Door};

fn main() -> ExitCode {
    let files = match cli::run(std::env::args_os()) {
        Door::Done(code) => return code.into(),
        Door::Window { files } => files,
    };
    match app::run(Start { files }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if let WindowError::NoGraphics(_) = &error {
                eprintln!("{error}");
            }
            cli::write_headless(Path::new("lastmile-demo")).into()
        }
    }
}
