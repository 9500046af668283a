//! The map: one canvas that paints the scene, follows the pointer and the keys, and carries legend, scale and tools.

mod attention;
mod classes;
mod context;
mod crosshair;
mod halo;
mod interact;
mod labels;
mod lasso;
mod legend;
mod measure;
mod overlay;
mod paint;
mod picking;
mod pin;
mod shapes;
mod sheet;
mod shown_legend;
mod sprites;
mod swipe;
mod tip;
mod tool_panel;

use eframe::egui::{self, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

pub(super) use crosshair::let_go;
pub(super) use lasso::Shape;
pub(super) use tip::margin_text;

use super::guide::{self, Place};
use super::headline;
use super::state::{Facts, Pick, State};
use super::theme;
use crate::base::projection::{mercator, mercator_inverse};
use crate::base::{GeoBox, LonLat};
use crate::io::project::SavedView;
use crate::map::style::POINT;
use crate::map::viewport::{Affine, Viewport};

/// Where the map should go as soon as it knows its size.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wish {
    /// Show everything.
    All,
    /// Bring this into sight, if it is not.
    Show(Pick),
    /// Show this as large as makes sense.
    Fit(Pick),
    /// Show all that is selected as large as makes sense.
    FitSelected,
    /// Enlarge about the middle.
    Zoom(f64),
    /// A place, from near by.
    Place(LonLat),
    /// Where the project was left.
    Saved(SavedView),
    /// A named view.
    View(SavedView),
}

/// A facility that is being dragged.
#[derive(Debug, Clone, Copy)]
struct Drag {
    facility: u32,
    at: LonLat,
    /// Where the hand is on the screen.
    hand: Option<Pos2>,
}

/// What the map remembers between frames.
#[derive(Default)]
pub(super) struct MapState {
    view: Option<Viewport>,
    wish: Option<Wish>,
    hover: Option<Pick>,
    /// Where the pointer is on Earth, for the status bar.
    pub cursor: Option<LonLat>,
    /// The number behind 1 : n.
    pub scale: Option<f64>,
    drag: Option<Drag>,
    /// What the context menu is about.
    menu_for: Option<(Option<Pick>, LonLat)>,
    /// Whether the legend is folded; `None`: nobody has said so, its room decides.
    legend_shut: Option<bool>,
    /// The scale at which everything fits, to grow marks by.
    whole: f64,
    sprites: sprites::Sprites,
    picture: paint::Picture,
    swipe: swipe::Swipe,
    picker: picking::Picker,
    /// Where the view is flying to, and since when in the time of the window.
    flight: Option<(Viewport, Viewport, f64)>,
    /// What floated over the map in the last frame: names stay off it.
    covered: Vec<Rect>,
    measure: measure::Measure,
    crosshair: crosshair::Crosshair,
    pub lasso: lasso::Lasso,
    /// A place that was searched for by its coordinates.
    pin: Option<LonLat>,
}

impl MapState {
    /// There is nothing to show any more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// The data are others.
    pub(super) fn new_data(&mut self) {
        self.picture.forget_reach();
    }

    /// Whether areas are being made ready to draw.
    pub(super) fn is_busy(&self) -> bool {
        self.picture.is_busy() || self.swipe.is_busy()
    }

    /// Whether a picture of the map is on the screen.
    pub(super) fn has_picture(&self) -> bool {
        self.picture.crowd().is_some()
    }

    /// Whether the keyboard's cursor carries a facility.
    pub(super) fn carries(&self) -> bool {
        self.crosshair.carries()
    }

    /// Something was opened: show what its project remembers, or all of it.
    pub(super) fn new_project(&mut self, saved: Option<SavedView>) {
        self.wish = Some(saved.map_or(Wish::All, Wish::Saved));
        self.hover = None;
        self.drag = None;
        self.crosshair = crosshair::Crosshair::default();
        self.measure.clear();
        self.lasso.clear();
        self.pin = None;
    }

    /// Where the map stands, for the project's file.
    pub(super) fn saved_view(&self) -> Option<SavedView> {
        self.view.map(|v| SavedView {
            centre: mercator_inverse(v.centre),
            scale: v.scale,
        })
    }

    /// Shows a place, from near by, and marks it.
    pub(super) fn go_to(&mut self, place: LonLat) {
        self.pin = Some(place);
        self.wish = Some(Wish::Place(place));
    }

    /// Shows a view that was kept.
    pub(super) fn go_to_view(&mut self, view: SavedView) {
        self.wish = Some(Wish::View(view));
    }

    /// Whether a place is marked.
    pub(super) fn is_pinned(&self) -> bool {
        self.pin.is_some()
    }

    /// Takes the mark away.
    pub(super) fn unpin(&mut self) {
        self.pin = None;
    }

    /// Whether the measuring tool has begun a line.
    pub(super) fn is_measuring(&self) -> bool {
        !self.measure.is_empty()
    }

    /// Takes the measured line away.
    pub(super) fn stop_measuring(&mut self) {
        self.measure.clear();
    }

    pub(super) fn show_all(&mut self) {
        self.wish = Some(Wish::All);
    }

    pub(super) fn show(&mut self, pick: Pick) {
        self.wish = Some(Wish::Show(pick));
    }

    pub(super) fn fit(&mut self, pick: Pick) {
        self.wish = Some(Wish::Fit(pick));
    }

    pub(super) fn fit_selected(&mut self) {
        self.wish = Some(Wish::FitSelected);
    }

    pub(super) fn zoom(&mut self, factor: f64) {
        self.wish = Some(Wish::Zoom(factor));
    }
}

/// What of the Earth is seen, and how.
pub(super) struct Seen {
    pub view: Viewport,
    /// Pixels per logical pixel.
    pub pixels: f32,
    /// The view is flying past.
    pub on_the_way: bool,
}

/// The geometry of one frame.
#[derive(Clone, Copy)]
struct Frame {
    rect: Rect,
    view: Viewport,
    to: Affine,
    anchor: f64,
    /// How much larger marks are than on paper.
    growth: f32,
    metres_per_point: f64,
}

impl Frame {
    fn new(rect: Rect, view: Viewport, anchor: f64, whole: f64) -> Self {
        // Marks are given in points of 1/72 inch; they grow a little as one comes nearer.
        let nearer = (view.scale / whole.max(1.0)).max(1.0);
        let wanted = nearer.powf(0.28).min(2.2);
        // In steps, so that few sizes of each mark are ever drawn.
        let step = wanted.log(1.12).round();
        Self {
            rect,
            view,
            to: view.affine(anchor),
            anchor,
            growth: POINT * 1.12f32.powf(step as f32),
            metres_per_point: view.metres_per_pixel(),
        }
    }

    fn origin(self) -> Vec2 {
        self.rect.min.to_vec2()
    }

    fn to_screen(self, at: [f64; 2]) -> Pos2 {
        let [x, y] = self.to.apply(at);
        pos2(x, y) + self.origin()
    }

    fn place(self, p: LonLat) -> Pos2 {
        let [x, y] = mercator(p);
        self.to_screen([x - (x - self.anchor).round(), y])
    }

    fn position(self, at: Pos2) -> LonLat {
        let local = at - self.rect.min;
        let [x, y] = self.view.from_screen([local.x, local.y]);
        mercator_inverse([x, y.clamp(0.0, 1.0)])
    }
}

/// Shows the map in all the room that is left.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let (id, rect) = ui.allocate_space(ui.available_size());
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let p = theme::of(ui);
    guide::mark(ui, Place::Map, rect);
    arrive(ui, state, facts, rect);
    let Some(mut view) = state.map.view else {
        return;
    };
    interact::handle(ui, state, facts, &response, &mut view);
    state.map.view = Some(view);
    state.map.scale = Some(view.scale_denominator(crate::map::viewport::SCREEN_DPI));

    let frame = Frame::new(rect, view, facts.scene.anchor, state.map.whole);
    let painter = ui.painter_at(rect);
    paint::map(&painter, state, facts, &frame, p);
    let lengths = attention::paint(&painter, state, facts, &frame, p);
    let pin = pin::show(ui, state, &frame, p);
    measure::paint(&painter, state, facts, &frame, p);
    lasso::paint(&painter, state, &frame, p);
    overlay::show(ui, state, facts, &frame, p);
    swipe::show(ui, state, facts, &frame, p);
    state.map.covered.extend(lengths.into_iter().chain(pin));
    crosshair::paint(&painter, state, &frame, p);
    tip::show(ui, state, facts, &response);
    crosshair::speak(ui, state, facts, &frame);
    context::context_menu(state, facts, &response);

    let words = state.words;
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, words.t("map-name")));
    let description = headline::sentence(words, facts);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(description);
    });
}

/// Brings the view to where it is wished.
fn arrive(ui: &Ui, state: &mut State, facts: &Facts, rect: Rect) {
    let size = [rect.width().max(1.0), rect.height().max(1.0)];
    let Some(extent) = facts.scene.extent else {
        state.map.view = None;
        return;
    };
    let shut = legend::is_shut(state.map.legend_shut, rect.size());
    let all = whole(extent, size, shut);
    state.map.whole = all.scale;
    let mut view = match state.map.view {
        Some(mut view) => {
            view.resize(size);
            view
        }
        None => all,
    };
    let before = view;
    let wish = state.map.wish.take();
    let flies = matches!(
        wish,
        Some(
            Wish::Show(_)
                | Wish::Fit(_)
                | Wish::FitSelected
                | Wish::Place(_)
                | Wish::Zoom(_)
                | Wish::View(_)
        )
    );
    match wish {
        Some(Wish::All) => view = all,
        Some(Wish::Zoom(factor)) => view.zoom_at([size[0] / 2.0, size[1] / 2.0], factor),
        Some(Wish::Show(pick)) => {
            let covered = state.map.covered.iter();
            let covered: Vec<Rect> = covered.map(|r| r.translate(-rect.min.to_vec2())).collect();
            show_pick(&mut view, facts, pick, all.scale, &covered);
        }
        Some(Wish::Fit(pick)) => {
            if let Some(extent) = picking::extent_of(state, facts, pick) {
                view = Viewport::fit(extent, size, 60.0);
            }
        }
        Some(Wish::FitSelected) => {
            if let Some(extent) = picking::extent_of_selected(&state.selected, facts) {
                view = Viewport::fit(extent, size, 60.0);
            }
        }
        Some(Wish::Place(place)) => {
            view.scale = view.scale.max(all.scale * 6.0);
            view.centre_on(place);
        }
        Some(Wish::Saved(saved) | Wish::View(saved)) => {
            view.scale = saved.scale;
            view.centre_on(saved.centre);
        }
        None => {}
    }
    let now = ui.input(|i| i.time);
    if flies && view != before && !state.settings.reduce_motion {
        state.map.flight = Some((before, view, now));
    } else if wish.is_some() {
        state.map.flight = None;
    }
    state.map.view = Some(fly(ui, &mut state.map.flight, now, size).unwrap_or(view));
}

/// How long a flight takes, seconds: long enough to see where one goes, too short to wait for.
const FLIGHT: f64 = 0.28;

/// Where a flight is; it ends when it has arrived, or when the hand takes the map.
fn fly(
    ui: &Ui,
    flight: &mut Option<(Viewport, Viewport, f64)>,
    now: f64,
    size: [f32; 2],
) -> Option<Viewport> {
    let (from, to, since) = flight.as_mut()?;
    // The window may have changed its size under way.
    to.resize(size);
    let part = ((now - *since) / FLIGHT).clamp(0.0, 1.0);
    let taken = ui.input(|i| i.pointer.any_pressed() || i.smooth_scroll_delta() != Vec2::ZERO);
    if part >= 1.0 || (taken && part > 0.0) {
        let end = *to;
        *flight = None;
        return Some(end);
    }
    ui.ctx().request_repaint();
    let eased = part * part * (3.0 - 2.0 * part);
    let scale = from.scale * (to.scale / from.scale).powf(eased);
    // The middle moves in step with the scale, so that the aim stays put on the screen.
    let along = if (to.scale / from.scale - 1.0).abs() < 1e-6 {
        eased
    } else {
        (1.0 / scale - 1.0 / from.scale) / (1.0 / to.scale - 1.0 / from.scale)
    };
    let start = to.nearest_copy(from.centre[0]);
    Some(Viewport {
        centre: [
            start + (to.centre[0] - start) * along,
            from.centre[1] + (to.centre[1] - from.centre[1]) * along,
        ],
        scale,
        size: to.size,
    })
}

/// The view of everything, beside the legend where there is room for both.
fn whole(extent: GeoBox, size: [f32; 2], legend_shut: bool) -> Viewport {
    let legend = if legend_shut || size[0] < 600.0 {
        0.0
    } else {
        legend::OUTER_WIDTH
    };
    let mut view = Viewport::fit(extent, [size[0] - legend, size[1]], 34.0);
    view.resize(size);
    view.pan([legend / 2.0, 0.0]);
    view
}

/// Moves the view only as far as needed to see something, and nearer when it is seen from very far.
/// What lies under one of the `covered` places is not seen.
fn show_pick(view: &mut Viewport, facts: &Facts, pick: Pick, whole: f64, covered: &[Rect]) {
    let size = vec2(view.size[0], view.size[1]);
    let margin = vec2(70.0, 60.0).min(size * 0.2);
    let inner = Rect::from_min_max(margin.to_pos2(), (size - margin).to_pos2());
    match pick {
        Pick::District(i) => {
            if let Some((district, _)) = facts.district(i) {
                let fitted = Viewport::fit(district.extent, view.size, 60.0);
                if fitted.scale < view.scale || !inner.contains(on(view, district.extent.centre()))
                {
                    view.centre = fitted.centre;
                    view.scale = view.scale.min(fitted.scale);
                }
            }
        }
        Pick::Village(_) | Pick::Facility(_) => {
            if let Some(place) = facts.place_of(pick) {
                let near = whole * 3.5;
                if view.scale < near {
                    view.scale = near;
                    view.centre_on(place);
                } else if !inner.contains(on(view, place))
                    || covered.iter().any(|r| r.contains(on(view, place)))
                {
                    view.centre_on(place);
                }
            }
        }
    }
}

fn on(view: &Viewport, p: LonLat) -> Pos2 {
    let [x, y] = view.to_screen(mercator(p));
    pos2(x, y)
}

/// What the map shows before there is anything to show.
pub(super) fn ground(ui: &egui::Ui) {
    let p = theme::of(ui);
    ui.painter()
        .rect_filled(ui.available_rect_before_wrap(), 0.0, p.ground);
}
