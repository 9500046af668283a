//! Tiles for the background: from files (MBTiles, PMTiles) and from servers that the user named.
//!
//! A server is asked only for what somebody wants to see now, and only after the user has agreed to that server: whoever opens a source
//! here has asked. What it sends is kept for as long as it says. No key is ever written to a file from here.

mod address;
mod attribution;
mod content;
mod disk;
mod error;
mod mbtiles;
mod pmtiles;
mod schema;
mod server;
mod shapes;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use address::{AddressProblem, Template, take_key};
pub use attribution::plain_text;
pub use error::{Found, TileError};
pub use server::CONNECTIONS;

use crate::base::GeoBox;
use crate::model::TileAddress;
use crate::model::tiles::{Tile, TileId, TileInfo};

/// Endings of files with tiles.
pub const EXTENSIONS: [&str; 2] = ["mbtiles", "pmtiles"];

/// Where tiles come from. Several threads may ask at the same time.
pub trait TileSource: Send + Sync {
    /// What is known of it.
    fn info(&self) -> &TileInfo;

    /// A tile; one that is not there is empty.
    ///
    /// # Errors
    /// When it cannot be had or read.
    fn load(&self, id: TileId) -> Result<Tile, TileError>;

    /// How long it is to be left alone after an error, seconds; `None`: the same tile would fail again.
    fn rests(&self) -> Option<std::time::Duration> {
        None
    }
}

/// A source to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceSpec {
    /// A file.
    File(PathBuf),
    /// A server, with the user's key for it.
    Server {
        /// Its address.
        address: TileAddress,
        /// The key, if there is one.
        key: Option<String>,
        /// The folder in which its tiles are kept; none: only in memory.
        keep_in: Option<PathBuf>,
    },
}

/// Whether a file holds tiles, by its ending.
#[must_use]
pub fn is_tile_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// Opens a source. A server is not contacted by that.
///
/// # Errors
/// When the file holds no tiles that can be drawn, or the address cannot be used.
pub fn open(spec: &SourceSpec) -> Result<Box<dyn TileSource>, TileError> {
    Ok(match spec {
        SourceSpec::File(path) => {
            if path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("mbtiles"))
            {
                Box::new(mbtiles::MbTiles::open(path)?)
            } else {
                Box::new(pmtiles::PmTiles::open(path)?)
            }
        }
        SourceSpec::Server {
            address,
            key,
            keep_in,
        } => Box::new(server::Server::open(
            address,
            key.as_deref(),
            keep_in.as_deref(),
        )?),
    })
}

/// Reads the bytes of a tile, which may be packed; `shapes`: whether they are said to be a vector tile.
///
/// # Errors
/// When they are nothing that can be drawn.
pub fn decode(bytes: Vec<u8>, shapes: bool) -> Result<Tile, Found> {
    content::tile(bytes, shapes)
}

/// The folder in which servers' tiles are kept; none where the cache is off.
#[must_use]
pub fn cache_folder() -> Option<PathBuf> {
    super::cache::beside("tiles")
}

/// West, south, east, north as a box; `None` if they are none, or all the world.
fn bounds([west, south, east, north]: [f64; 4]) -> Option<GeoBox> {
    let sound = [west, south, east, north].iter().all(|v| v.is_finite())
        && south < north
        && (west - east).abs() > 0.0
        && (-360.0..=360.0).contains(&west)
        && (-360.0..=360.0).contains(&east);
    (sound && (east - west).abs() < 359.9).then_some(GeoBox {
        west,
        south,
        east,
        north,
    })
}
