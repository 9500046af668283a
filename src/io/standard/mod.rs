//! Standards as files: TOML that people read and edit, and the ones that the program brings along.
//!
//! `file` has the types of what may stand in one, `schema` makes the JSON schema of them, `shape` holds a file against it, `read` and `rules`
//! make a standard of what holds. Every mistake is told with its line, not only the first.

mod composed;
mod file;
mod parameters;
mod problem;
mod read;
mod rules;
mod save;
mod schema;
mod shape;
#[cfg(test)]
mod tests;
mod values;

use std::fs;
use std::path::Path;

pub use problem::{Mistake, Named, Sort, StandardError, StandardProblem, Wording};
pub use save::save;
pub use schema::schema;

use super::records;
use crate::base::spelling::nearest;
use crate::model::{Standard, StandardChoice};

/// A larger file is no standard.
const LARGEST: u64 = 4 << 20;

/// A standard that the program brings along.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its key.
    pub id: &'static str,
    /// Its TOML text.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($id:literal),*) => {
        [$(Shipped {
            id: $id,
            text: include_str!(concat!("../../../assets/standards/", $id, ".toml")),
        }),*]
    };
}

/// The standards that the program brings along.
pub static SHIPPED: [Shipped; 6] = shipped!(
    "lianyungang",
    "fuxin",
    "weinan",
    "handan",
    "hebei",
    "national"
);

/// Reads a standard, with what is turned of it.
///
/// # Errors
/// Every mistake with its line, its rule and what would be right.
pub fn parse(choice: &StandardChoice) -> Result<Standard, StandardError> {
    read::read(choice).map_err(|problems| StandardError {
        origin: choice.origin.clone().into(),
        problems,
    })
}

/// The standard that a name or a path means: a shipped one by its key, else a file.
///
/// # Errors
/// When there is no such standard or file, or it is not text.
pub fn find(name: &str) -> Result<StandardChoice, StandardError> {
    let fail = |line, mistake| StandardError {
        origin: name.into(),
        problems: vec![StandardProblem {
            line,
            rule: None,
            mistake,
        }],
    };
    let shipped = SHIPPED.iter().find(|s| s.id.eq_ignore_ascii_case(name));
    if let Some(shipped) = shipped {
        return Ok(StandardChoice {
            text: shipped.text.into(),
            origin: shipped.id.to_owned(),
            ..StandardChoice::default()
        });
    }
    let path = Path::new(name);
    if !path.exists() {
        let name = name.to_owned();
        let nearest = nearest(&name, SHIPPED.iter().map(|s| s.id)).map(str::to_owned);
        return Err(fail(0, Mistake::NoSuchStandard { name, nearest }));
    }
    if records::is_table(path) {
        return Err(fail(0, Mistake::IsTable));
    }
    let unreadable = |error: std::io::Error| {
        let reason = error.to_string();
        fail(0, Mistake::Unreadable { reason })
    };
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(fail(0, Mistake::TooLarge));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]);
        let line = 1 + before.matches('\n').count();
        fail(u32::try_from(line).unwrap_or(0), Mistake::NotUtf8)
    })?;
    Ok(StandardChoice {
        text: text.into(),
        origin: name.to_owned(),
        ..StandardChoice::default()
    })
}
