//! The map: one canvas that paints the scene, follows the pointer and the keys, and carries legend, scale and tools.

mod interact;
mod labels;
mod legend;
mod overlay;
mod paint;
mod shapes;
mod sprites;
mod tip;

use std::sync::Arc;

use eframe::egui::{self, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

pub(super) use tip::margin_text;

use super::headline;
use super::state::{Facts, Pick, State};
use super::theme;
use crate::base::LonLat;
use crate::base::projection::{mercator, mercator_inverse};
use crate::map::build::DistrictShapes;
use crate::map::viewport::{Affine, Viewport};
use crate::model::Dataset;

/// Where the map should go as soon as it knows its size.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wish {
    /// Show everything.
    All,
    /// Bring this into sight, if it is not.
    Show(Pick),
    /// Show this as large as makes sense.
    Fit(Pick),
    /// Enlarge about the middle.
    Zoom(f64),
}

/// A facility that is being dragged.
#[derive(Debug, Clone, Copy)]
struct Drag {
    facility: u32,
    at: LonLat,
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
    legend_shut: bool,
    shapes: Option<(Arc<Dataset>, Arc<DistrictShapes>)>,
    /// The scale at which everything fits, to grow marks by.
    whole: f64,
    sprites: sprites::Sprites,
    picture: paint::Picture,
    picker: interact::Picker,
    /// What floated over the map in the last frame: names stay off it.
    covered: Vec<Rect>,
}

impl MapState {
    /// There is nothing to show any more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Another dataset: show all of it.
    pub(super) fn new_data(&mut self) {
        self.wish = Some(Wish::All);
        self.hover = None;
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

    pub(super) fn zoom(&mut self, factor: f64) {
        self.wish = Some(Wish::Zoom(factor));
    }

    /// The districts in the map's plane, projected once per dataset.
    pub(super) fn shapes_of(&mut self, data: &Arc<Dataset>) -> Arc<DistrictShapes> {
        if let Some((of, shapes)) = &self.shapes
            && Arc::ptr_eq(of, data)
        {
            return Arc::clone(shapes);
        }
        let shapes = Arc::new(DistrictShapes::new(data));
        self.shapes = Some((Arc::clone(data), Arc::clone(&shapes)));
        shapes
    }
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
        Self {
            rect,
            view,
            to: view.affine(anchor),
            anchor,
            growth: 1.33 * (nearer.powf(0.28) as f32).min(2.2),
            metres_per_point: view.metres_per_pixel(),
        }
    }

    fn origin(&self) -> Vec2 {
        self.rect.min.to_vec2()
    }

    fn to_screen(&self, at: [f64; 2]) -> Pos2 {
        let [x, y] = self.to.apply(at);
        pos2(x, y) + self.origin()
    }

    fn place(&self, p: LonLat) -> Pos2 {
        let [x, y] = mercator(p);
        self.to_screen([x - (x - self.anchor).round(), y])
    }

    fn position(&self, at: Pos2) -> LonLat {
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
    let size = [rect.width().max(1.0), rect.height().max(1.0)];
    arrive(state, facts, size);
    let Some(mut view) = state.map.view else {
        return;
    };
    interact::handle(ui, state, facts, &response, &mut view);
    state.map.view = Some(view);
    state.map.scale = Some(view.scale_denominator(crate::map::viewport::SCREEN_DPI));

    let frame = Frame::new(rect, view, facts.scene.anchor, state.map.whole);
    let painter = ui.painter_at(rect);
    paint::map(&painter, state, facts, &frame, p);
    paint::attention(&painter, state, facts, &frame, p);
    overlay::show(ui, state, facts, &frame, p);
    tip::show(ui, state, facts, &response);
    interact::context_menu(state, facts, &response);

    let words = state.words;
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Canvas, true, words.t("map-name"))
    });
    let description = headline::sentence(words, facts, state.session.state());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(description);
    });
}

/// Brings the view to where it is wished.
fn arrive(state: &mut State, facts: &Facts, size: [f32; 2]) {
    let Some(extent) = facts.scene.extent else {
        state.map.view = None;
        return;
    };
    let all = Viewport::fit(extent, size, 28.0);
    state.map.whole = all.scale;
    let mut view = match state.map.view {
        Some(mut view) => {
            if view.size != size {
                view.resize(size);
            }
            view
        }
        None => all,
    };
    match state.map.wish.take() {
        Some(Wish::All) => view = all,
        Some(Wish::Zoom(factor)) => view.zoom_at([size[0] / 2.0, size[1] / 2.0], factor),
        Some(Wish::Show(pick)) => show_pick(&mut view, facts, pick),
        Some(Wish::Fit(pick)) => {
            if let Some(extent) = interact::extent_of(state, facts, pick) {
                view = Viewport::fit(extent, size, 60.0);
            }
        }
        None => {}
    }
    state.map.view = Some(view);
}

/// Moves the view only as far as needed to see something, and nearer when it is seen from very far.
fn show_pick(view: &mut Viewport, facts: &Facts, pick: Pick) {
    let size = vec2(view.size[0], view.size[1]);
    let margin = vec2(70.0, 60.0).min(size * 0.2);
    let inner = Rect::from_min_max(margin.to_pos2(), (size - margin).to_pos2());
    match pick {
        Pick::District(i) => {
            if let Some((district, _)) = facts.district(i) {
                let fitted = Viewport::fit(district.extent, view.size, 60.0);
                if fitted.scale < view.scale || !inner.contains(on(view, district.extent.centre())) {
                    view.centre = fitted.centre;
                    view.scale = view.scale.min(fitted.scale);
                }
            }
        }
        Pick::Village(_) | Pick::Facility(_) => {
            if let Some(place) = facts.place_of(pick)
                && !inner.contains(on(view, place))
            {
                view.centre_on(place);
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
