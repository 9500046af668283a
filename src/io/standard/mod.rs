//! Standards as files: TOML that people read and edit, and the ones that the program brings along.

mod problem;
mod save;

pub use save::save;
pub use problem::{Mistake, Named, Sort, StandardError, StandardProblem, Wording};

use crate::model::{Standard, StandardChoice};

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
