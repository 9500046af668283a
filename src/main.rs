//! The door: a window or a command.

use std::process::ExitCode;

use lastmile::app::{self, Start};

fn main() -> ExitCode {
    let files = std::env::args_os().skip(1).map(Into::into).collect();
    match app::run(Start { files }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
