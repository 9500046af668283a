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
mod held;
mod inspect;
mod interrupt;
mod standard;
mod terminal;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use self::args::{Command, CommandLine};
use self::ask::{Ask, Contradiction};
use crate::base::Progress;

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

/// Reads a command line (the program's name first) and carries out its command, if it has one. Ctrl-C stops the command.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Door {
    let progress = Progress::new();
    carry_out(args, &progress, || interrupt::cancels(&progress))
}

/// The same for a caller that stops the command itself, through `progress`.
pub fn run_with(args: impl IntoIterator<Item = OsString>, progress: &Progress) -> Door {
    carry_out(args, progress, || {})
}

/// `prepare` is called when there is a command to carry out; a window takes care of Ctrl-C on its own.
fn carry_out(
    args: impl IntoIterator<Item = OsString>,
    progress: &Progress,
    prepare: impl FnOnce(),
) -> Door {
    let line = match CommandLine::try_parse_from(args) {
        Ok(line) => line,
        Err(problem) => return Door::Done(tell(&problem)),
    };
    let Some(command) = line.command else {
        return Door::Window { files: line.files };
    };
    prepare();
    Door::Done(match command {
        Command::Analyze(args) => match Ask::new(*args) {
            Ok(ask) => analyze::run(&ask, progress),
            Err(wrong) => tell(&complaint(wrong)),
        },
        Command::Inspect(args) => inspect::run(&args, progress),
        Command::Demo(args) => demo::run(&args),
        Command::Standard(args) => standard::run(&args),
    })
}

/// A contradiction in the parser's own form, with the usage of `analyze`.
fn complaint(wrong: Contradiction) -> clap::Error {
    let mut command = CommandLine::command();
    command.build();
    match command.find_subcommand_mut("analyze") {
        Some(analyze) => analyze.error(wrong.kind, wrong.message),
        None => command.error(wrong.kind, wrong.message),
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
