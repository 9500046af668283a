//! What the program remembers of its user: recent projects, the window's place, language, theme, servers of tiles.
//!
//! A small JSON file in the system's place for settings (`LASTMILE_CONFIG_DIR` names another). A file that cannot be understood is put
//! aside as `settings.json.broken` and the program starts with defaults: settings never keep it from starting, nor hold anything that
//! changes an answer.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::logo;
use super::output::{OutputError, write_atomic};
use crate::model::{PageTemplate, TileAddress};

/// The environment variable that names the folder.
pub const FOLDER_VARIABLE: &str = "LASTMILE_CONFIG_DIR";

const FILE: &str = "settings.json";
const MOST_RECENT: usize = 10;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What was opened, the latest first: a project, or the files that were opened together.
    pub recent: Vec<Vec<String>>,
    /// Where the window stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowPlace>,
    /// The language's tag; none: the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Nothing flies, fades or moves by itself.
    #[serde(skip_serializing_if = "is_false")]
    pub reduce_motion: bool,
    /// The one-minute guide has shown itself once.
    #[serde(skip_serializing_if = "is_false")]
    pub guide_seen: bool,
    /// What pages of a new project carry.
    #[serde(skip_serializing_if = "PageTemplate::is_default")]
    pub template: PageTemplate,
    /// How pages were printed last.
    #[serde(skip_serializing_if = "PrintChoice::is_default")]
    pub print: PrintChoice,
    /// Servers of tiles, in alphabetical order.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tile_servers: BTreeMap<String, TileServer>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks in this way whether a field is left out"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// How pages were printed last. What is missing, or means nothing to this version, is as usual.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintChoice {
    /// `a4` or `a3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Whether its long side lay across.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landscape: Option<bool>,
    /// The margin in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f32>,
    /// Pixels per inch of the PNG.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dpi: Option<u16>,
    /// The parts that were left out, by their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// The language's tag, where it was not the window's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The files that were written besides the lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<String>>,
    /// The order of the atlas: `worst`, `name` or `file`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atlas_order: Option<String>,
    /// Whether the atlas had only districts with a village beyond reach.
    #[serde(skip_serializing_if = "is_false")]
    pub atlas_only_gaps: bool,
}

impl PrintChoice {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What is remembered of a server of tiles, under scheme, host and port.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TileServer {
    /// The user agreed that it is contacted.
    pub allowed: bool,
    /// The user's key for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The address that was used last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<TileAddress>,
}

/// The window's place on the screen, in logical points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// The outer left and upper edge, where the system tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<[f32; 2]>,
    /// Width and height of the inside.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    #[serde(default)]
    pub maximised: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The folder of the settings; none where the system has no place for them.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    match env::var_os(FOLDER_VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => directories::ProjectDirs::from("", "", "lastmile").map(|d| d.config_dir().to_owned()),
    }
}

impl Settings {
    /// The settings in a folder (see [`folder`]); defaults when there are none or they are broken.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let Ok(bytes) = fs::read(&path) else {
            return Self::default();
        };
        let mut settings: Self = serde_json::from_slice(&bytes).unwrap_or_else(|_| {
            // Kept for whoever wrote it by hand; if it cannot be moved, the next save replaces it.
            let _ = fs::rename(&path, folder.join(format!("{FILE}.broken")));
            Self::default()
        });
        // A logo that was put here past the check of logos does not get onto pages.
        let logo = settings.template.logo.take();
        settings.template.logo = logo.filter(|l| logo::checked(&l.name, &l.bytes).is_ok());
        settings
    }

    /// Saves them, whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path) -> Result<(), OutputError> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        write_atomic(&folder.join(FILE), &bytes)
    }

    /// Puts what was opened in front of the recent ones. Paths that are not Unicode are not remembered.
    pub fn remember(&mut self, files: &[PathBuf]) {
        let full = |path: &PathBuf| {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            path.to_str().map(str::to_owned)
        };
        let Some(entry) = files.iter().map(full).collect::<Option<Vec<String>>>() else {
            return;
        };
        if !entry.is_empty() {
            self.recent.retain(|e| *e != entry);
            self.recent.insert(0, entry);
            self.recent.truncate(MOST_RECENT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_and_are_readable() {
        let room = tempfile::tempdir().expect("room");
        let folder = room.path().join("not/yet");
        assert_eq!(Settings::load(&folder), Settings::default());
        let mut settings = Settings {
            window: Some(WindowPlace {
                position: None,
                size: [1280.0, 800.0],
                maximised: false,
            }),
            language: Some("zh-CN".into()),
            theme: Theme::Dark,
            reduce_motion: true,
            guide_seen: true,
            print: PrintChoice {
                paper: Some("a3".into()),
                margin: Some(12.5),
                ..PrintChoice::default()
            },
            ..Settings::default()
        };
        settings.remember(&[room.path().join("甲.lastmile")]);
        settings.save(&folder).expect("saved");
        assert_eq!(Settings::load(&folder), settings);
        assert!(
            fs::read_to_string(folder.join(FILE))
                .expect("text")
                .contains("甲.lastmile")
        );
    }

    #[test]
    fn broken_settings_are_put_aside() {
        let room = tempfile::tempdir().expect("room");
        fs::write(room.path().join(FILE), "{\"recent\": 3").expect("written");
        assert_eq!(Settings::load(room.path()), Settings::default());
        assert!(!room.path().join(FILE).exists());
        assert!(room.path().join("settings.json.broken").exists());
    }

    #[test]
    fn the_latest_comes_first_once_and_ten_are_kept() {
        let mut settings = Settings::default();
        for n in (0..12).chain([5]) {
            settings.remember(&[format!("/data/{n}.lastmile").into()]);
        }
        settings.remember(&[]);
        assert_eq!(settings.recent.len(), 10);
        assert_eq!(settings.recent[0], ["/data/5.lastmile"]);
        assert_eq!(settings.recent[1], ["/data/11.lastmile"]);
        assert_eq!(
            settings
                .recent
                .iter()
                .filter(|e| e[0].ends_with("/5.lastmile"))
                .count(),
            1
        );
    }
}
