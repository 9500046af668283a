//! The background as the window follows it: which source the project wants, whether it may be used, and what of it is in sight.
//!
//! A server is contacted only while its tiles are shown, and only if the user has agreed to it, once and on this computer: a project from
//! elsewhere cannot make the window contact anybody.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::map_ui::Seen;
use super::state::State;
use crate::io::tiles::{self, SourceSpec, Template, TileError};
use crate::map::raster::Tiles;
use crate::map::tile_grid;
use crate::model::tiles::{TileId, TileInfo};
use crate::model::{Background, GroundSource, LayerKind, LookChange, TileAddress};
use crate::session::{Change, JobKind, TileLoader};

/// More tiles are never asked for at once; a view that would need more is too far away for the source.
const MOST: usize = 512;
/// The side at which shapes are drawn, logical pixels.
const SHAPES: f64 = 512.0;
/// The side that pictures mostly have, pixels.
const PICTURE: f64 = 256.0;

/// What the window remembers of the background.
pub(super) struct GroundState {
    loader: TileLoader,
    /// A file that becomes the background as soon as what is being opened is open.
    pub waiting: Option<PathBuf>,
    /// The server that the user does not want to be asked about again while this project is open.
    pub declined: Option<String>,
    /// The file whose trouble was told.
    told: Option<PathBuf>,
}

impl GroundState {
    pub(super) fn new(ctx: &egui::Context) -> Self {
        let wake = ctx.clone();
        Self {
            loader: TileLoader::new(Arc::new(move || wake.request_repaint())),
            waiting: None,
            declined: None,
            told: None,
        }
    }

    /// Whether tiles are on their way.
    pub(super) fn is_busy(&self) -> bool {
        self.waiting.is_some() || self.loader.is_busy()
    }

    /// Why there are no tiles, or not all.
    pub(super) fn trouble(&self) -> Option<Arc<TileError>> {
        self.loader.trouble()
    }

    /// What is known of the source that is shown.
    pub(super) fn info(&self) -> Option<TileInfo> {
        self.loader.info()
    }

    /// Tries again after trouble.
    pub(super) fn retry(&self) {
        self.loader.retry();
    }
}

/// The address of the background, if it is one.
pub(super) fn address(state: &State) -> Option<&TileAddress> {
    match &state.session.state().background.ground {
        GroundSource::Address(address) => Some(address),
        _ => None,
    }
}

/// The server that the project wants to be contacted and that nobody has agreed to yet.
pub(super) fn to_be_asked(state: &State) -> Option<Template> {
    let template = Template::parse(&address(state)?.template).ok()?;
    let known = state.settings.tile_servers.get(template.origin());
    (!known.is_some_and(|server| server.allowed)).then_some(template)
}

/// Agrees to a server.
pub(super) fn allow(state: &mut State, origin: &str) {
    let servers = &mut state.settings.tile_servers;
    servers.entry(origin.to_owned()).or_default().allowed = true;
}

/// Brings the loader to what project and settings say. To be called in every frame.
pub(super) fn follow(state: &mut State) {
    let opening = state.session.jobs().iter().any(|j| j.kind == JobKind::Load);
    if !opening && let Some(path) = state.ground.waiting.take() {
        choose(state, GroundSource::File(path));
    }
    let spec = match &state.session.state().background.ground {
        GroundSource::File(path) => Some(SourceSpec::File(path.clone())),
        GroundSource::Address(address) => server(state, address),
        GroundSource::Land | GroundSource::Nothing => None,
    };
    state.ground.loader.set_source(spec);
    tell(state);
}

/// Tells once that the chosen file cannot be used: who has just chosen it looks at the map, not for a line in its corner. A server's
/// trouble comes and goes, and stays there.
fn tell(state: &mut State) {
    let GroundSource::File(path) = &state.session.state().background.ground else {
        state.ground.told = None;
        return;
    };
    let path = path.clone();
    if state.ground.told.as_ref() == Some(&path) {
        return;
    }
    if let Some(error) = state.ground.trouble() {
        state.ground.told = Some(path);
        let problem = state.words.tile_error(&error);
        state
            .toasts
            .bad(problem.title, problem.detail, problem.remedy);
    } else if state.ground.told.is_some() {
        state.ground.told = None;
    }
}

/// The source behind an address, if it may be used. One that cannot be used at all says so when it is opened.
fn server(state: &State, address: &TileAddress) -> Option<SourceSpec> {
    let template = Template::parse(&address.template).ok();
    let known = template.and_then(|t| state.settings.tile_servers.get(t.origin()));
    if to_be_asked(state).is_some() {
        return None;
    }
    Some(SourceSpec::Server {
        address: address.clone(),
        key: known.and_then(|server| server.key.clone()),
        keep_in: tiles::cache_folder(),
    })
}

/// Lays something else beneath the data; undoable.
pub(super) fn choose(state: &mut State, ground: GroundSource) {
    let strength = state.session.state().background.strength;
    // One step of undo, also where the layer was hidden.
    state.session.begin_gesture();
    if !state.look().shows(LayerKind::Background) {
        state.restyle(LookChange::Show(LayerKind::Background, true));
    }
    state.change(Change::SetBackground(Background { ground, strength }));
    state.session.end_gesture();
}

/// The tiles to draw, if the background has any; asks for those that are missing.
pub(super) fn tiles(state: &State, seen: &Seen) -> Option<Tiles> {
    let loader = &state.ground.loader;
    let background = &state.session.state().background;
    if !state.look().shows(LayerKind::Background) || !background.ground.is_tiles() {
        loader.look_away();
        return None;
    }
    let info = loader.info()?;
    let (scale, side) = if info.shapes {
        (seen.view.scale, SHAPES)
    } else {
        let pixels = f64::from(seen.pixels);
        (
            seen.view.scale * pixels,
            loader.side().map_or(PICTURE, f64::from),
        )
    };
    let level = tile_grid::level(scale, side).clamp(info.min_zoom, info.max_zoom);
    let in_sight = tile_grid::in_sight(&seen.view, level, MOST).unwrap_or_default();
    let there = |id: &TileId| info.bounds.is_none_or(|bounds| id.touches(&bounds));
    let wanted: Vec<TileId> = in_sight.into_iter().filter(there).collect();
    let set = if seen.on_the_way {
        // What one only flies past is not asked for.
        loader.at_hand()
    } else {
        loader.look_at(level, &wanted)
    };
    Some(Tiles {
        set,
        strength: background.strength,
    })
}
