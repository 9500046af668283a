//! Draws the scene: the sheet with areas and marks, and the names over it, which are placed anew when the view or the answer changes.

use std::sync::Arc;

use ecow::EcoString;
use eframe::egui::{self, Color32, ColorImage, Painter, Rect, TextureHandle, TextureOptions, pos2};

use super::super::ground;
use super::super::state::{Facts, State};
use super::super::theme::Palette;
use super::attention;
use super::halo::Halo;
use super::labels::{self, Label, Room};
use super::sheet::{Sheet, Wanted};
use super::swipe;
use super::{Frame, Seen};
use crate::base::LonLat;
use crate::i18n::{Lang, Words};
use crate::map::crowd::{Crowd, MarkSizes};
use crate::map::labels::Mark;
use crate::map::raster::{self, Look};
use crate::map::scene::{FacilityMark, FacilityState, LabelCandidate, LabelOf, ReachMark, Scene};
use crate::map::style::Theme;
use crate::map::viewport::Viewport;
use crate::model::look::BackgroundStyle;
use crate::model::{Areas, GroundSource, LayerKind, Status};
use crate::session::JobKind;

/// What the kept names were placed for.
#[derive(PartialEq, Clone)]
struct Key {
    view: Viewport,
    rect: Rect,
    look: Look,
    version: u64,
    sheet: u64,
    covered: Vec<Rect>,
    ringed: Option<(LabelOf, Rect)>,
    lang: Lang,
}

/// The sheet, and the names of the last frame.
#[derive(Default)]
pub(super) struct Picture {
    sheet: Sheet,
    halo: Halo,
    reach: KnownReach,
    hatch: Option<(Theme, TextureHandle)>,
    key: Option<Key>,
    labels: Vec<Label>,
}

impl Picture {
    /// The data are others: no reach of the old ones is shown on.
    pub(super) fn forget_reach(&mut self) {
        self.reach = KnownReach::default();
    }

    /// Whether a picture is being drawn.
    pub(super) fn is_busy(&self) -> bool {
        self.sheet.is_busy() || self.halo.is_busy()
    }

    /// How the marks share their room.
    pub(super) fn crowd(&self) -> Option<&Arc<Crowd>> {
        self.sheet.crowd()
    }
}

/// The newest reach that is known; while new areas are being computed the old ones stay.
#[derive(Default)]
pub(super) struct KnownReach {
    known: Option<(Arc<Areas>, Arc<[ReachMark]>)>,
    none: Arc<[ReachMark]>,
}

impl KnownReach {
    /// The reach to draw, and whether it is that of the answer with these areas. A rule does not speak of the reach that coverage asks about.
    pub(super) fn of(
        &mut self,
        areas: Option<&Arc<Areas>>,
        scene: &Scene,
    ) -> (Arc<[ReachMark]>, bool) {
        if scene.is_by_rule() {
            return (Arc::clone(&self.none), true);
        }
        if let Some(areas) = areas {
            let known = |(of, _): &(Arc<Areas>, _)| Arc::ptr_eq(of, areas);
            if !self.known.as_ref().is_some_and(known) {
                self.known = Some((Arc::clone(areas), scene.reach.clone().into()));
            }
        }
        let reach = self.known.as_ref().map_or(&self.none, |(_, reach)| reach);
        (Arc::clone(reach), areas.is_some())
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
    let mut map = state.look().nameless();
    if state.session.state().background.ground == GroundSource::Nothing {
        map.background = BackgroundStyle {
            graticule: map.background.graticule,
            ..BackgroundStyle::NONE
        };
    }
    let picture = &mut state.map.picture;
    let (reach, fresh) = picture.reach.of(facts.areas.as_ref(), &facts.scene);
    let hidden_tiers = state.hidden_tiers(facts);
    let look = Look {
        theme: p.theme,
        map,
        tiles,
        hidden_tiers,
        fresh,
    };
    let picture = &mut state.map.picture;
    let wanted = Wanted::new(&facts.scene, &reach, look.clone(), frame, pixels);
    let failed = picture.sheet.want(ctx, wanted);
    picture.sheet.paint(painter, frame);
    let failed = swipe::paint(painter, state, &look, frame, p).or(failed);
    let picture = &mut state.map.picture;
    let (scene, selected) = (&facts.scene, &state.selected);
    let sizes = MarkSizes::of(&look.map);
    let halo = picture
        .halo
        .want(painter, scene, selected, state.selection, (sizes, frame));
    let failed = failed.or(halo);
    picture.halo.paint(painter, frame);
    if picture
        .hatch
        .as_ref()
        .is_none_or(|(theme, _)| *theme != p.theme)
    {
        picture.hatch = hatch(ctx, &p.theme).map(|tile| (p.theme, tile));
    }
    let ringed = attention::ringed(state, facts, frame);
    let picture = &mut state.map.picture;
    let key = Key {
        view: frame.view,
        rect: frame.rect,
        look,
        version: facts.version,
        sheet: picture.sheet.version,
        covered: state.map.covered.clone(),
        ringed,
        lang: state.words.lang,
    };
    if picture.key.as_ref() != Some(&key) {
        let labels = names(state, ctx, facts, frame, &key);
        state.map.picture.labels = labels;
        state.map.picture.key = Some(key);
    }
    let picture = &state.map.picture;
    let opacity = state.look().opacity(LayerKind::Labels);
    labels::paint(painter, &picture.labels, opacity, p);
    let present = swipe::present(state, frame.rect).intersect(painter.clip_rect());
    let above = painter.with_clip_rect(present);
    picture.sheet.paint_above(&above, frame);
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
    key: &Key,
) -> Vec<Label> {
    if !key.look.map.shows(LayerKind::Labels) {
        return Vec::new();
    }
    let marks = weights(state, &facts.scene, frame, &key.look);
    let worst: Vec<LabelOf> = facts
        .scene
        .labels
        .iter()
        .take(WORST)
        .map(|l| l.of)
        .collect();
    let mut room = Room {
        frame,
        marks: &marks,
        kept_free: key.covered.clone(),
        ringed: key.ringed,
        larger: key.look.map.labels.size.factor(),
    };
    let shown = |of| is_shown(&key.look, facts, frame, &worst, of);
    let first = facts.scene.labels.iter().next();
    // Where a rule colours the map, the worst of coverage is not what it tells.
    let by_rule = facts.scene.is_by_rule();
    let first = first.filter(|l| shown(l.of) && !by_rule).and_then(|l| {
        let text = beyond(state.words, facts, l)?;
        labels::place_worst(ctx, &room, l, (text, area(facts, frame, l)))
    });
    room.kept_free.extend(key.ringed.map(|(_, ring)| ring));
    room.kept_free.extend(first.as_ref().map(Label::covers));
    let named = |of| shown(of) && first.as_ref().is_none_or(|f| !f.names(of));
    let mut all = labels::place(ctx, &room, &facts.scene.labels, &named);
    all.extend(first);
    all
}

/// The box around a district on the screen; of anything else its place.
fn area(facts: &Facts, frame: &Frame, label: &LabelCandidate) -> Rect {
    let anchor = frame.to_screen(label.at);
    let LabelOf::District(i) = label.of else {
        return Rect::from_min_max(anchor, anchor);
    };
    let Some((district, _)) = facts.district(i) else {
        return Rect::from_min_max(anchor, anchor);
    };
    let e = district.extent;
    let corner = |lon, lat| frame.place(LonLat { lon, lat });
    Rect::from_two_pos(corner(e.west, e.south), corner(e.east, e.north))
}

/// What stands on the map for the district with most people beyond reach: its name, and how many they are.
fn beyond(words: Words, facts: &Facts, label: &LabelCandidate) -> Option<EcoString> {
    let LabelOf::District(i) = label.of else {
        return None;
    };
    let answer = facts.coverage.districts.get(i as usize)?;
    let people = answer.population.0 - answer.population_covered.0;
    (people > 0.0).then(|| format!("{}  {}", label.text, words.people_short(people)).into())
}

/// So many districts, the worst, have names from any distance.
const WORST: usize = 12;
/// From this width on a district is large enough for its name, logical pixels.
const WIDE: f64 = 36.0;

/// Whether what a name belongs to is on the map, and large enough for it. A district is an area with a name also where its colour is
/// switched off.
fn is_shown(look: &Look, facts: &Facts, frame: &Frame, worst: &[LabelOf], of: LabelOf) -> bool {
    let labels = look.map.labels;
    facts.scene.drawn.names(of)
        && match of {
            LabelOf::Facility(i) => {
                let tier = facts.facility(i).map(|f| f.tier);
                labels.facilities
                    && look.map.shows(LayerKind::Facilities)
                    && tier.is_some_and(|t| !look.hidden_tiers.contains(&t))
            }
            LabelOf::District(i) => {
                let width = facts.data.districts.get(i as usize);
                let width = width.map_or(0.0, |d| d.extent.width() / 360.0 * frame.view.scale);
                labels.districts && (width >= WIDE || worst.contains(&of))
            }
            // Of villages only gaps have names, and gaps always show.
            LabelOf::Village(_) => labels.villages,
        }
}

/// The hatching of districts without a share, for the legend.
fn hatch(ctx: &egui::Context, theme: &Theme) -> Option<TextureHandle> {
    let tile = raster::hatching(theme, 4.0)?;
    let size = [tile.width as usize, tile.height as usize];
    let image = ColorImage::from_rgba_premultiplied(size, &tile.pixels);
    Some(ctx.load_texture("hatch", image, TextureOptions::LINEAR_REPEAT))
}

/// What names should not cover.
fn weights(state: &State, scene: &Scene, frame: &Frame, look: &Look) -> Vec<Mark> {
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
        .filter(|m| m.status == Status::Borderline && look.map.shows(LayerKind::Villages))
        .filter_map(|m| mark(m.at, m.radius * crowd.sizes.villages, 0.7));
    let facilities = scene.facilities.iter();
    let shown = |m: &&FacilityMark| {
        look.map.shows(LayerKind::Facilities)
            && crowd.shows(m)
            && !look.hidden_tiers.contains(&m.tier)
            && scene.drawn.facility(m.facility)
    };
    let facilities = facilities.filter(shown).filter_map(|m| {
        let strong = matches!(m.state, FacilityState::Failing | FacilityState::Unsure);
        let weight = if strong { 3.0 } else { 0.8 };
        mark(m.at, m.radius * crowd.sizes.facilities, weight)
    });
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
