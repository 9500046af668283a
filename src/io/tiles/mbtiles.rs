//! MBTiles 1.3 (<https://github.com/mapbox/mbtiles-spec>): an SQLite file with a table of tiles, rows counted from the south.
//!
//! Read only; nothing is ever written, not even the companions that SQLite likes to lay beside a file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};

use super::attribution::plain_text;
use super::content;
use super::error::TileError;
use super::{TileSource, bounds};
use crate::model::tiles::{DEEPEST, Tile, TileId, TileInfo};

/// An open file.
pub(super) struct MbTiles {
    path: PathBuf,
    info: TileInfo,
    connection: Mutex<Connection>,
}

impl MbTiles {
    /// Opens a file and looks at what its tiles are.
    pub(super) fn open(path: &Path) -> Result<Self, TileError> {
        let length = std::fs::metadata(path).map_err(|error| TileError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
        if length.len() == 0 {
            return Err(TileError::Empty {
                path: path.to_owned(),
            });
        }
        let failed = |error: rusqlite::Error| problem(path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address(path), flags).map_err(failed)?;
        let sample: Option<Vec<u8>> = connection
            .query_row("SELECT tile_data FROM tiles LIMIT 1", [], |row| row.get(0))
            .optional()
            .map_err(failed)?;
        let Some(sample) = sample else {
            return Err(TileError::NoTiles {
                path: path.to_owned(),
            });
        };
        // Some files name a thing twice; the first one counts.
        let said = |name: &str| -> Option<String> {
            let query = "SELECT CAST(value AS TEXT) FROM metadata WHERE name = ?1 LIMIT 1";
            let found = connection.query_row(query, [name], |row| row.get::<_, Option<String>>(0));
            found.ok().flatten().filter(|v| !v.trim().is_empty())
        };
        let format = said("format").map(|f| f.to_ascii_lowercase());
        let says_shapes = format.is_some_and(|f| f == "pbf" || f == "mvt");
        let shapes = content::unpacked(sample)
            .and_then(|bytes| content::kind(&bytes))
            .map(|kind| kind == content::Kind::Shapes);
        let shapes = match shapes {
            Err(super::Found::Unknown) if says_shapes => true,
            Err(found) => {
                return Err(TileError::Content {
                    path: path.to_owned(),
                    found,
                });
            }
            Ok(shapes) => shapes,
        };
        let level = |name: &str, sql: &str| -> Result<u8, TileError> {
            let said = said(name).and_then(|v| v.trim().parse::<f64>().ok());
            let level = match said {
                Some(level) => level as i64,
                None => connection
                    .query_row(sql, [], |row| row.get(0))
                    .map_err(failed)?,
            };
            Ok(level.clamp(0, i64::from(DEEPEST)) as u8)
        };
        let min_zoom = level("minzoom", "SELECT min(zoom_level) FROM tiles")?;
        let info = TileInfo {
            name: said("name").as_deref().and_then(plain_text),
            attribution: said("attribution").as_deref().and_then(plain_text),
            min_zoom,
            max_zoom: level("maxzoom", "SELECT max(zoom_level) FROM tiles")?.max(min_zoom),
            bounds: said("bounds").and_then(|text| {
                let parts: Vec<f64> = text.split(',').flat_map(|p| p.trim().parse()).collect();
                bounds(parts.try_into().ok()?)
            }),
            shapes,
        };
        Ok(Self {
            path: path.to_owned(),
            info,
            connection: Mutex::new(connection),
        })
    }
}

impl TileSource for MbTiles {
    fn info(&self) -> &TileInfo {
        &self.info
    }

    fn load(&self, id: TileId) -> Result<Tile, TileError> {
        let bytes: Option<Vec<u8>> = {
            let connection = self
                .connection
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let query = "SELECT tile_data FROM tiles \
                WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1";
            connection
                .prepare(query)
                .and_then(|mut statement| {
                    statement
                        .query_row((id.z, id.x, id.row_from_south()), |row| row.get(0))
                        .optional()
                })
                .map_err(|error| problem(&self.path, &error))?
                .flatten()
        };
        let Some(bytes) = bytes else {
            return Ok(Tile::Empty);
        };
        content::tile(bytes, self.info.shapes).map_err(|found| TileError::Damaged {
            path: self.path.clone(),
            problem: format!("{}/{}/{}: {found}", id.z, id.x, id.y),
        })
    }
}

/// The file as a URI. As `immutable`, SQLite lays nothing beside it; where a log of changes lies there already, that must be read too.
fn address(path: &Path) -> String {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = full.to_string_lossy().replace('\\', "/");
    let text = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let root = if text.starts_with('/') { "" } else { "/" };
    let mut log = full.into_os_string();
    log.push("-wal");
    let options = if Path::new(&log).exists() {
        ""
    } else {
        "?immutable=1"
    };
    format!("file:{root}{text}{options}")
}

fn problem(path: &Path, error: &rusqlite::Error) -> TileError {
    let path = path.to_owned();
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => TileError::NotTiles {
            path,
            expected: "MBTiles",
        },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
            TileError::Unreadable { path, reason: text }
        }
        _ if text.contains("no such table") || text.contains("no such column") => {
            TileError::NotTiles {
                path,
                expected: "MBTiles",
            }
        }
        _ => TileError::Damaged {
            path,
            problem: text,
        },
    }
}
