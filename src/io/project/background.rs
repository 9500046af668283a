//! The background in a project's file: where its tiles come from, never the key for them.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ProjectError;
use super::paths::{portable_path, resolve_path};
use crate::model::tiles::DEEPEST;
use crate::model::{Background, GroundSource, Strength, TileAddress};

/// The background as it stands in the file; absent: the land that comes with the program.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SavedBackground {
    /// `land`, `nothing`, or one of the two below is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Plain>,
    /// A file with tiles, as [`portable_path`] writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// A server's tiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<TileAddress>,
    /// How strongly tiles are drawn, percent.
    #[serde(default)]
    pub strength: Strength,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A background without tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plain {
    /// Land, coast and graticule.
    Land,
    /// Nothing.
    Nothing,
}

impl SavedBackground {
    /// The background as the file of a project at `project` has it; none if it is the usual one.
    ///
    /// # Errors
    /// When the path of the tiles is no text.
    pub fn of(background: &Background, project: &Path) -> Result<Option<Self>, ProjectError> {
        if background.is_default() {
            return Ok(None);
        }
        let mut saved = Self {
            strength: background.strength,
            ..Self::default()
        };
        match &background.ground {
            GroundSource::Land => saved.ground = Some(Plain::Land),
            GroundSource::Nothing => saved.ground = Some(Plain::Nothing),
            GroundSource::File(path) => saved.file = Some(portable_path(project, path)?),
            GroundSource::Address(address) => saved.server = Some(address.clone()),
        }
        Ok(Some(saved))
    }

    /// What it means for the project at `project`.
    #[must_use]
    pub fn meant(&self, project: &Path) -> Background {
        let ground = match (&self.server, &self.file, self.ground) {
            (Some(address), _, _) => GroundSource::Address(address.clone()),
            (None, Some(file), _) => GroundSource::File(resolve_path(project, file)),
            (None, None, Some(Plain::Nothing)) => GroundSource::Nothing,
            (None, None, _) => GroundSource::Land,
        };
        Background {
            ground,
            strength: self.strength,
        }
    }

    /// The first value that cannot be meant, with its member.
    pub(super) fn impossible(&self) -> Option<(String, String)> {
        let levels = self.server.as_ref().map_or(0, |server| server.max_zoom);
        if !self.strength.is_sound() {
            Some(("background.strength".into(), self.strength.0.to_string()))
        } else if levels > DEEPEST {
            Some(("background.server.max_zoom".into(), levels.to_string()))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_background_survives_its_file_and_moves_with_the_folder() {
        let address = TileAddress {
            name: "Town map".into(),
            template: "https://t.example/{z}/{x}/{y}?k={key}".into(),
            attribution: "© Town".into(),
            max_zoom: 17,
        };
        let (here, there) = (Path::new("/a/p.lastmile"), Path::new("/b/p.lastmile"));
        let ground = |ground| Background {
            ground,
            strength: Strength(80),
        };
        for (before, after) in [
            (GroundSource::Land, GroundSource::Land),
            (GroundSource::Nothing, GroundSource::Nothing),
            (
                GroundSource::File("/a/maps/x.pmtiles".into()),
                GroundSource::File("/b/maps/x.pmtiles".into()),
            ),
            (
                GroundSource::Address(address.clone()),
                GroundSource::Address(address),
            ),
        ] {
            let saved = SavedBackground::of(&ground(before), here).expect("text");
            let json = serde_json::to_string(&saved).expect("JSON");
            let read: SavedBackground = serde_json::from_str(&json).expect(&json);
            assert_eq!(read.meant(there), ground(after), "{json}");
        }
        let usual = SavedBackground::of(&Background::default(), here).expect("text");
        assert_eq!(usual, None);
    }
}
