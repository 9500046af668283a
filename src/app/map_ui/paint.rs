//! Draws the scene: the sheet with areas and marks, and the names over it, which are placed anew when the view or the answer changes.

use std::sync::Arc;

use eframe::egui::{self, Color32, ColorImage, Painter, Rect, TextureHandle, TextureOptions, pos2};

use super::super::ground;
use super::super::state::{Facts, State, Visible};
use super::super::theme::Palette;
use super::labels::{self, Label};
use super::sheet::{Sheet, Wanted};
use super::{Frame, Seen};
use crate::map::crowd::Crowd;
use crate::map::labels::Mark;
use crate::map::raster::{self, Look};
use crate::map::scene::{LabelOf, ReachMark, Scene, VillageMark};
use crate::map::style::{DARK, LIGHT, Theme};
use crate::map::viewport::Viewport;
use crate::model::{Areas, GroundSource, Status};
use crate::session::JobKind;

/// What the kept names were placed for.
#[derive(PartialEq, Clone)]
struct Key {
    view: Viewport,
    rect: Rect,
    visible: Visible,
    version: u64,
    sheet: u64,
    covered: Vec<Rect>,
}

/// The sheet, and the names of the last frame.
#[derive(Default)]
pub(super) struct Picture {
    sheet: Sheet,
    /// The newest reach that is known; while new areas are being computed the old ones stay.
    reach: Option<(Arc<Areas>, Arc<[ReachMark]>)>,
    none: Arc<[ReachMark]>,
    hatch: Option<(bool, TextureHandle)>,
    key: Option<Key>,
    labels: Vec<Label>,
}

impl Picture {
    /// The data are others: no reach of the old ones is shown on.
    pub(super) fn forget_reach(&mut self) {
        self.reach = None;
    }

    /// Whether a picture is being drawn.
    pub(super) fn is_busy(&self) -> bool {
        self.sheet.is_busy()
    }

    /// How the marks share their room.
    pub(super) fn crowd(&self) -> Option<&Arc<Crowd>> {
        self.sheet.crowd()
    }

    /// The reach to draw, and whether it is that of the answer.
    fn reach_of(&mut self, facts: &Facts) -> (Arc<[ReachMark]>, bool) {
        if let Some(areas) = &facts.areas {
            let known = |(of, _): &(Arc<Areas>, _)| Arc::ptr_eq(of, areas);
            if !self.reach.as_ref().is_some_and(known) {
                self.reach = Some((Arc::clone(areas), facts.scene.reach.clone().into()));
            }
        }
        let reach = self.reach.as_ref().map_or(&self.none, |(_, reach)| reach);
        (Arc::clone(reach), facts.areas.is_some())
    }
}

/// The map itself: ground, districts, reach, marks, names.
pub(super) fn map(painter: &Painter, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    painter.rect_filled(frame.rect, 0.0, p.ground);
    let ctx = painter.ctx();
    let pixels = painter.pixels_per_point();
    let seen = Seen {
        view: frame.view,
        pixels,
        on_the_way: state.map.flight.is_some(),
    };
    let tiles = ground::tiles(state, &seen);
    let land = state.session.state().background.ground != GroundSource::Nothing;
    let picture = &mut state.map.picture;
    let (reach, fresh) = picture.reach_of(facts);
    let visible = &state.visible;
    let theme = if p.dark { &DARK } else { &LIGHT };
    let look = Look {
        theme: *theme,
        background: visible.background && land,
        tiles,
        districts: visible.districts,
        reach: visible.reach,
        villages: visible.villages,
        facilities: visible.facilities,
        hidden_tiers: visible.hidden_tiers.clone(),
        fresh,
    };
    let wanted = Wanted::new(&facts.scene, &reach, look, frame, pixels);
    let failed = picture.sheet.want(ctx, wanted);
    picture.sheet.paint(painter, frame);
    if picture
        .hatch
        .as_ref()
        .is_none_or(|(dark, _)| *dark != p.dark)
    {
        picture.hatch = hatch(ctx, theme).map(|tile| (p.dark, tile));
    }
    let key = Key {
        view: frame.view,
        rect: frame.rect,
        visible: visible.clone(),
        version: facts.version,
        sheet: picture.sheet.version,
        covered: state.map.covered.clone(),
    };
    if picture.key.as_ref() != Some(&key) {
        let labels = names(state, ctx, facts, frame, &key.covered);
        state.map.picture.labels = labels;
        state.map.picture.key = Some(key);
    }
    labels::paint(painter, &state.map.picture.labels, p);
    if let Some(text) = failed {
        super::super::news::panicked(state, JobKind::Compute, text);
    }
}

/// The names in their places.
fn names(
    state: &State,
    ctx: &egui::Context,
    facts: &Facts,
    frame: &Frame,
    covered: &[Rect],
) -> Vec<Label> {
    if !state.visible.labels {
        return Vec::new();
    }
    let marks = weights(state, &facts.scene, frame);
    let worst: Vec<LabelOf> = facts
        .scene
        .labels
        .iter()
        .take(WORST)
        .map(|l| l.of)
        .collect();
    labels::place(ctx, frame, &facts.scene.labels, &marks, covered, &|of| {
        is_shown(&state.visible, facts, frame, &worst, of)
    })
}

/// So many districts, the worst, have names from any distance.
const WORST: usize = 12;
/// From this width on a district is large enough for its name, logical pixels.
const WIDE: f64 = 36.0;

/// Whether what a name belongs to is on the map, and large enough for it. A district is an area with a name also where its colour is
/// switched off.
fn is_shown(
    visible: &Visible,
    facts: &Facts,
    frame: &Frame,
    worst: &[LabelOf],
    of: LabelOf,
) -> bool {
    match of {
        LabelOf::Facility(i) => {
            let tier = facts.facility(i).map(|f| f.tier);
            visible.facilities && tier.is_some_and(|t| !visible.hidden_tiers.contains(&t))
        }
        LabelOf::District(i) => {
            let width = facts.data.districts.get(i as usize);
            let width = width.map_or(0.0, |d| d.extent.width() / 360.0 * frame.view.scale);
            width >= WIDE || worst.contains(&of)
        }
        // Of villages only gaps have names, and gaps always show.
        LabelOf::Village(_) => true,
    }
}

/// The hatching of districts without a share, for the legend.
fn hatch(ctx: &egui::Context, theme: &Theme) -> Option<TextureHandle> {
    let tile = raster::hatching(theme, 4.0)?;
    let size = [tile.width as usize, tile.height as usize];
    let image = ColorImage::from_rgba_premultiplied(size, &tile.pixels);
    Some(ctx.load_texture("hatch", image, TextureOptions::LINEAR_REPEAT))
}

pub(super) fn village_radius(mark: &VillageMark, frame: &Frame) -> f32 {
    mark.radius * frame.growth
}

/// What names should not cover.
fn weights(state: &State, scene: &Scene, frame: &Frame) -> Vec<Mark> {
    let Some(crowd) = state.map.picture.crowd() else {
        return Vec::new();
    };
    let seen = frame.rect.expand(20.0);
    let mark = |at: [f64; 2], radius: f32, weight: f32| {
        let p = frame.to_screen(at);
        seen.contains(p).then_some(Mark {
            at: [p.x, p.y],
            radius: radius * frame.growth,
            weight,
        })
    };
    let gaps = crowd.gaps.iter();
    let gaps = gaps.filter_map(|g| mark(g.at, g.radius, 1.0));
    let raised = scene.raised.iter();
    let borderline = raised
        .filter(|m| m.status == Status::Borderline)
        .filter_map(|m| mark(m.at, m.radius, 0.7));
    let facilities = scene.facilities.iter();
    let facilities = facilities
        .filter(|m| state.visible.facilities && crowd.shows(m))
        .filter_map(|m| mark(m.at, m.radius, 0.8));
    gaps.chain(borderline).chain(facilities).collect()
}

/// How wide the hatching's tile is in legends, points.
const PATTERN: f32 = 8.0;

/// The pattern for legends: a hatched box.
pub(super) fn hatched_box(painter: &Painter, state: &State, rect: Rect) {
    if let Some((_, texture)) = &state.map.picture.hatch {
        let uv = Rect::from_min_max(
            pos2(rect.min.x / PATTERN, rect.min.y / PATTERN),
            pos2(rect.max.x / PATTERN, rect.max.y / PATTERN),
        );
        painter.image(texture.id(), rect, uv, Color32::WHITE);
    }
}
