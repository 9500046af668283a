//! Why there are no tiles: data for words.

use std::path::PathBuf;

use super::address::AddressProblem;

/// Why a source of tiles cannot be used, or a tile of it cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The file cannot be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// There is nothing in the file.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else than its name says.
    #[error("{} is no {expected}", path.display())]
    NotTiles {
        /// The file.
        path: PathBuf,
        /// `MBTiles` or `PMTiles`.
        expected: &'static str,
    },
    /// A version of the format that this program does not read.
    #[error("{} has version {version}", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// The version.
        version: u8,
    },
    /// A compression that this program does not undo.
    #[error("{} is compressed with {name}", path.display())]
    Compression {
        /// The file.
        path: PathBuf,
        /// What the format calls it.
        name: &'static str,
    },
    /// What the file's tiles hold cannot be drawn.
    #[error("the tiles of {} are {found}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What they look like.
        found: Found,
    },
    /// The file has no tile.
    #[error("{} has no tile", path.display())]
    NoTiles {
        /// The file.
        path: PathBuf,
    },
    /// A part of the file breaks its own rules.
    #[error("{}: {problem}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where, and what is wrong.
        problem: String,
    },
    /// The address cannot be used.
    #[error(transparent)]
    Address(#[from] AddressProblem),
    /// The server cannot be reached.
    #[error("{host}: {reason}")]
    Unreachable {
        /// The server.
        host: String,
        /// What the network said.
        reason: String,
    },
    /// The server refuses.
    #[error("{host} answers with status {status}")]
    Refused {
        /// The server.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// What the server sends cannot be drawn.
    #[error("{host} sends {found}")]
    NotATile {
        /// The server.
        host: String,
        /// What it looks like.
        found: Found,
    },
    /// The server sends elsewhere, and nobody agreed to that.
    #[error("{host} redirects to {to}")]
    Redirected {
        /// The server.
        host: String,
        /// Where it sends.
        to: String,
    },
    /// The server is left alone for a while, after it failed.
    #[error("{host} is left alone")]
    Resting {
        /// The server.
        host: String,
    },
}

/// What came in the place of a tile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Found {
    /// A web page.
    #[error("HTML")]
    Html,
    /// JSON.
    #[error("JSON")]
    Json,
    /// XML, mostly a service's description or its error.
    #[error("XML")]
    Xml,
    /// A picture of a format that this program does not read.
    #[error("{0}")]
    Picture(&'static str),
    /// A tile that breaks its format's rules.
    #[error("a damaged tile: {0}")]
    Damaged(String),
    /// Anything else.
    #[error("unknown bytes")]
    Unknown,
}
