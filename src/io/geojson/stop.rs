//! Why reading a file stops before its end.

use super::json::{Expected, Syntax};
use crate::base::Cancelled;
use crate::io::error::{Found, ReadCause};

/// Why reading stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The text stops being JSON.
    Syntax {
        /// The byte of the text.
        at: u64,
        /// What could have stood there.
        expected: Expected,
    },
    /// The bytes are no UTF-8 somewhere.
    NotUtf8,
    /// Anything else.
    Cause(ReadCause),
}

impl From<Syntax> for Stop {
    fn from(syntax: Syntax) -> Self {
        Self::Syntax {
            at: syntax.at as u64,
            expected: syntax.expected,
        }
    }
}

impl From<ReadCause> for Stop {
    fn from(cause: ReadCause) -> Self {
        Self::Cause(cause)
    }
}

impl From<Cancelled> for Stop {
    fn from(_: Cancelled) -> Self {
        Self::Cause(ReadCause::Cancelled)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Cause(ReadCause::Io(error))
    }
}

impl From<Found> for Stop {
    fn from(found: Found) -> Self {
        Self::Cause(ReadCause::NotGeoJson(found))
    }
}
