//! Standards as files: TOML that people read and edit, and the ones that the program brings along.

use std::path::PathBuf;

use crate::model::{Standard, StandardChoice};

/// What is wrong with a standard's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardProblem {
    /// The line, from 1; 0 where it is about the whole.
    pub line: u32,
    /// The rule's key, if it is about a rule.
    pub rule: Option<String>,
    /// What is wrong.
    pub problem: String,
}

/// Why a standard cannot be used: every mistake that was found, in the order of lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {} mistakes", .problems.len())]
pub struct StandardError {
    /// Where it came from.
    pub origin: PathBuf,
    /// The mistakes.
    pub problems: Vec<StandardProblem>,
}

/// A standard that the program brings along.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its key.
    pub id: &'static str,
    /// Its TOML text.
    pub text: &'static str,
}

/// The standards that the program brings along.
pub static SHIPPED: [Shipped; 0] = [];

/// Reads a standard, with what is turned of it.
///
/// # Errors
/// Every mistake with its line, its rule and what would be right.
pub fn parse(choice: &StandardChoice) -> Result<Standard, StandardError> {
    let _ = choice;
    Ok(Standard::default())
}

/// The standard that a name or a path means: a shipped one by its key, else a file.
///
/// # Errors
/// When there is no such standard or file, or it is not text.
pub fn find(name: &str) -> Result<StandardChoice, StandardError> {
    let _ = name;
    Ok(StandardChoice::default())
}
