//! The commands: what a script or a person at a terminal asks. The window's questions, the window's answers, in files.
//!
//! Messages go to standard error, results to files or standard output. Exit codes: 0 done, 2 the command line is wrong, 3 an input
//! cannot be used, 4 the output cannot be written, 130 cancelled. This room computes nothing and opens no window: [`run`] says whether
//! one is asked for.

mod analyze;
mod args;
mod ask;
mod bar;
mod demo;
mod failure;
mod headline;
mod inspect;
mod interrupt;
mod terminal;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use self::args::{Command, CommandLine};
use self::ask::Ask;

/// What is left to do after the command line was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// Open the window with these files; none: with the demo county.
    Window {
        /// Data files, or one project.
        files: Vec<PathBuf>,
    },
    /// All is done; the process ends with this exit code.
    Done(u8),
}

/// Exit code: the command line is wrong.
const WRONG: u8 = 2;

/// Reads a command line (the program's name first) and carries out its command, if it has one.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Door {
    let line = match CommandLine::try_parse_from(args) {
        Ok(line) => line,
        Err(problem) => return Door::Done(tell(&problem)),
    };
    match line.command {
        None => Door::Window { files: line.files },
        Some(Command::Analyze(args)) => match Ask::new(*args) {
            Ok(ask) => Door::Done(analyze::run(&ask)),
            Err(wrong) => {
                let mut command = CommandLine::command();
                command.build();
                let problem = command
                    .find_subcommand_mut("analyze")
                    .unwrap_or(&mut CommandLine::command())
                    .error(wrong.kind, wrong.message);
                Door::Done(tell(&problem))
            }
        },
        Some(Command::Inspect(args)) => Door::Done(inspect::run(&args)),
        Some(Command::Demo(args)) => Door::Done(demo::run(&args)),
    }
}

/// Prints what clap has to say: help and version are no problem, everything else is.
fn tell(problem: &clap::Error) -> u8 {
    // A closed pipe is nobody's problem.
    let _ = problem.print();
    if problem.use_stderr() { WRONG } else { 0 }
}

pub use demo::{tell_no_window, write_headless};

#[cfg(test)]
mod tests;
