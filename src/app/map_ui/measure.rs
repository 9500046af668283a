//! The measuring tool: a line of geodesics with its lengths, and the polygon that it encloses. It changes nothing in the project.

use eframe::egui::{
    self, Align, Color32, Key, Layout, Mesh, Modifiers, Painter, Pos2, Rect, Response, RichText,
    Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2,
};
use geo::{Coord, LineString, Polygon, TriangulateEarcut as _};

use super::super::state::{Facts, State, Tool};
use super::super::theme::{Palette, SMALL, regular, strong};
use super::super::widgets;
use super::shapes::strip;
use super::tool_panel::{self, Place};
use super::{Frame, labels};
use crate::base::projection::mercator;
use crate::base::{LonLat, Trace, geodesic};
use crate::i18n::Words;

/// How near the end of the line a second click must be to be a double click on it, logical pixels.
const SAME: f32 = 8.0;
/// Width of the panel's contents.
const WIDTH: f32 = 218.0;
/// The panel with all that it ever says.
const TALLEST: f32 = 204.0;

/// What is being measured.
#[derive(Default)]
pub(super) struct Measure {
    /// The corners set so far.
    trace: Trace,
    /// Where the line would go on, and whether a place of the data draws it there.
    pointer: Option<(LonLat, bool)>,
    /// The line is as its user wants it.
    ended: bool,
}

impl Measure {
    /// Nothing is measured yet.
    pub(super) fn is_empty(&self) -> bool {
        self.trace.is_empty()
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Sets a corner; at the last one again, the line ends.
    pub(super) fn set(&mut self, place: LonLat) {
        if self.trace.corners().last() == Some(&place) {
            self.ended = self.trace.corners().len() > 1;
            return;
        }
        if self.ended {
            self.clear();
        }
        self.trace.push(place);
    }

    /// The line with its running end.
    fn shown(&self) -> Trace {
        match self.pointer {
            Some((at, _)) if !self.ended && !self.trace.is_empty() => self.trace.with(at),
            _ => self.trace.clone(),
        }
    }
}

/// Pointer and keys while the tool is in the hand. `pointer` is where the line would go on.
pub(super) fn handle(
    ui: &Ui,
    state: &mut State,
    response: &Response,
    frame: &Frame,
    pointer: Option<(LonLat, bool)>,
) {
    let free = state.dialog.is_none() && (response.has_focus() || nothing_focused(ui));
    let measure = &mut state.map.measure;
    measure.pointer = pointer;
    let panning = ui.input(|i| i.key_down(Key::Space));
    if response.clicked()
        && !panning
        && let (Some((place, _)), Some(at)) = (pointer, response.interact_pointer_pos())
    {
        let last = measure.trace.corners().last();
        let on_end = last.is_some_and(|p| frame.place(*p).distance(at) <= SAME);
        let again = response.double_clicked() || response.triple_clicked();
        if again && on_end {
            measure.ended = measure.trace.corners().len() > 1;
        } else {
            if measure.ended {
                measure.clear();
                measure.pointer = pointer;
            }
            measure.trace.push(place);
        }
    }
    if !free {
        return;
    }
    let (enter, back) = ui.input_mut(|i| {
        (
            i.consume_key(Modifiers::NONE, Key::Enter),
            i.count_and_consume_key(Modifiers::NONE, Key::Backspace),
        )
    });
    if enter && measure.trace.corners().len() > 1 {
        measure.ended = true;
    }
    for _ in 0..back {
        measure.trace.pop();
        measure.ended = false;
    }
}

fn nothing_focused(ui: &Ui) -> bool {
    ui.memory(egui::Memory::focused).is_none()
}

/// Draws the line over the map.
pub(super) fn paint(painter: &Painter, state: &State, facts: &Facts, frame: &Frame, p: &Palette) {
    let measure = &state.map.measure;
    if state.tool != Tool::Measure || facts.scene.extent.is_none() {
        return;
    }
    if let Some((at, true)) = measure.pointer
        && (!measure.ended)
    {
        let at = frame.place(at);
        painter.circle_stroke(at, 9.0, Stroke::new(4.0, p.panel));
        painter.circle_stroke(at, 9.0, Stroke::new(1.6, p.ink));
    }
    let trace = measure.shown();
    let Some(drawn) = Drawn::new(&trace, frame) else {
        return;
    };
    let enclosed = trace.enclosed();
    if enclosed.is_some_and(|e| e.area.is_some()) {
        drawn.fill(painter, p.ink.gamma_multiply(0.10));
    }
    if enclosed.is_some() {
        painter.extend(Shape::dashed_line(
            &drawn.closing,
            Stroke::new(1.4, p.ink.gamma_multiply(0.8)),
            5.0,
            4.0,
        ));
    }
    let clip = frame.rect.expand(6.0);
    for (width, color) in [(5.5, p.panel), (2.2, p.ink)] {
        let mut mesh = Mesh::default();
        for leg in &drawn.legs {
            strip(&mut mesh, leg, clip, width, color);
        }
        painter.add(Shape::mesh(mesh));
    }
    let set = measure.trace.corners().len();
    for corner in drawn.corners.iter().take(set) {
        painter.circle(*corner, 3.6, p.panel, Stroke::new(1.8, p.ink));
    }
    numbers(painter, state.words, &trace, &drawn, p);
}

/// The length beside every leg that has room for it, and the whole at the end.
fn numbers(painter: &Painter, words: Words, trace: &Trace, drawn: &Drawn, p: &Palette) {
    let Some(end) = drawn.corners.last().filter(|_| !trace.legs().is_empty()) else {
        return;
    };
    let total = words.length(trace.length());
    let total = painter.layout_no_wrap(total, strong(13.5), Color32::PLACEHOLDER);
    let inside = painter.clip_rect().shrink(6.0);
    // Below the pointer's right, where no hand and no arrow covers it.
    let mut rect = Rect::from_min_size(*end + vec2(14.0, 10.0), total.size());
    if rect.right() > inside.right() {
        rect = rect.translate(vec2(-28.0 - rect.width(), 0.0));
    }
    if rect.bottom() > inside.bottom() {
        rect = rect.translate(vec2(0.0, -20.0 - rect.height()));
    }
    let mut taken = vec![rect];
    labels::plate(painter, rect, &total, p);
    if trace.legs().len() < 2 {
        return;
    }
    for (leg, points) in trace.legs().iter().zip(&drawn.legs).rev() {
        let Some((middle, along)) = middle(points) else {
            continue;
        };
        let text = words.length(*leg);
        let text = painter.layout_no_wrap(text, regular(11.5), Color32::PLACEHOLDER);
        let size = text.size();
        // On the upper side of the line.
        let mut side = along.rot90();
        if side.y > 0.0 {
            side = -side;
        }
        let off = side.x.abs() * size.x / 2.0 + side.y.abs() * size.y / 2.0 + 7.0;
        let rect = Rect::from_center_size(middle + side * off, size);
        let long = points.first().zip(points.last());
        let fits = long.is_some_and(|(a, b)| a.distance(*b) > size.x * 0.8);
        if fits && !taken.iter().any(|t| t.intersects(rect.expand(6.0))) {
            labels::plate(painter, rect, &text, p);
            taken.push(rect);
        }
    }
}

/// The middle of a drawn leg, and its direction there.
fn middle(points: &[Pos2]) -> Option<(Pos2, egui::Vec2)> {
    let i = (points.len() / 2).max(1);
    let (a, b) = (*points.get(i - 1)?, *points.get(i)?);
    let middle = if points.len() == 2 { a.lerp(b, 0.5) } else { b };
    Some((middle, (b - a).normalized()))
}

/// A trace on the screen.
struct Drawn {
    corners: Vec<Pos2>,
    legs: Vec<Vec<Pos2>>,
    /// From the last corner back to the first.
    closing: Vec<Pos2>,
    /// The closing side comes back to where the line began, not to a copy of it a world away.
    closes: bool,
}

impl Drawn {
    fn new(trace: &Trace, frame: &Frame) -> Option<Self> {
        let corners = trace.corners();
        let (first, last) = (*corners.first()?, *corners.last()?);
        // Each place stands beside the one before, also across 180°.
        let mut x = mercator(first)[0];
        let mut place = |at: LonLat| {
            let [own, y] = mercator(at);
            x = own - (own - x).round();
            [x, y]
        };
        let begin = place(first);
        let mut ends = vec![begin];
        let mut legs = Vec::new();
        let sides = corners.windows(2).map(|pair| (pair[0], pair[1]));
        for (a, b) in sides.chain([(last, first)]) {
            let mut leg = vec![*ends.last().unwrap_or(&begin)];
            let between = geodesic::between(a, b, pieces(a, b, frame.metres_per_point));
            leg.extend(between.into_iter().skip(1).map(&mut place));
            let end = place(b);
            leg.push(end);
            ends.push(end);
            legs.push(leg);
        }
        let back = ends.pop()?;
        let closes = (back[0] - begin[0]).abs() < 0.5;
        // Of its copies a world apart the one nearest to the middle of the view.
        let mean = ends.iter().map(|e| e[0]).sum::<f64>() / ends.len() as f64;
        let shift = frame.view.nearest_copy(mean) - mean;
        let to = frame.view.affine(frame.view.centre[0]);
        let screen = |[x, y]: [f64; 2]| {
            let [x, y] = to.apply([x + shift, y]);
            Pos2::new(x, y) + frame.origin()
        };
        let line = |leg: Vec<[f64; 2]>| leg.into_iter().map(screen).collect::<Vec<_>>();
        let closing = line(legs.pop()?);
        Some(Self {
            corners: ends.into_iter().map(screen).collect(),
            legs: legs.into_iter().map(line).collect(),
            closing,
            closes,
        })
    }

    fn fill(&self, painter: &Painter, color: Color32) {
        if !self.closes {
            return;
        }
        let sides = self.legs.iter().chain([&self.closing]);
        // Each side begins where the one before has ended.
        let ring = sides.flat_map(|side| side.iter().skip(1));
        let ring: Vec<Coord<f64>> = ring
            .map(|p| Coord {
                x: f64::from(p.x),
                y: f64::from(p.y),
            })
            .collect();
        let area = Polygon::new(LineString(ring), Vec::new()).earcut_triangles_raw();
        let mut mesh = Mesh::default();
        for [x, y] in area.vertices {
            mesh.colored_vertex(Pos2::new(x as f32, y as f32), color);
        }
        for t in area.triangle_indices.chunks_exact(3) {
            mesh.add_triangle(t[0] as u32, t[1] as u32, t[2] as u32);
        }
        painter.add(Shape::mesh(mesh));
    }
}

/// Into how many pieces a side is cut, so that each looks like the geodesic that it is: straight pieces stay within a quarter of a point
/// of it. A geodesic of length s departs from its chord on the map by about s² tan φ / 8R.
fn pieces(a: LonLat, b: LonLat, metres_per_point: f64) -> u32 {
    const RADIUS: f64 = 6_371_000.0;
    let length = geodesic::distance(a, b).0;
    let steep = a.lat.abs().max(b.lat.abs()).min(85.0).to_radians().tan();
    let bend = length * length * steep.max(0.2) / (8.0 * RADIUS);
    let wanted = (bend / (0.25 * metres_per_point)).sqrt();
    // A long way passes places far steeper than its ends.
    wanted.max(length / 200_000.0).ceil().clamp(1.0, 600.0) as u32
}

/// The panel: lengths, area, how to go on. Returns what it covers.
pub(super) fn panel(
    ui: &mut Ui,
    state: &mut State,
    map: Rect,
    (tools, legend): (Rect, Rect),
    p: &Palette,
) -> Option<Rect> {
    if state.tool != Tool::Measure {
        return None;
    }
    let place = Place {
        map,
        tools,
        legend,
        width: WIDTH,
        tallest: TALLEST,
        spacing: vec2(8.0, 3.0),
    };
    Some(tool_panel::show(ui, &place, p, |ui| contents(ui, state, p)))
}

fn contents(ui: &mut Ui, state: &mut State, p: &Palette) {
    let words = state.words;
    head(ui, state, p);
    let trace = state.map.measure.shown();
    if !trace.legs().is_empty() {
        for (key, value) in lines(words, &trace) {
            widgets::pair(ui, &words.t(key), RichText::new(value).font(strong(13.5)));
        }
        if trace.enclosed().is_some_and(|e| e.area.is_none()) {
            let text = RichText::new(words.t("measure-crosses")).size(SMALL);
            ui.add(egui::Label::new(text.color(p.quiet)).wrap());
        }
    }
    let hint = match (state.map.measure.ended, trace.corners().len()) {
        (true, _) => "measure-ended",
        (_, 0) => "measure-begin",
        _ => "measure-on",
    };
    let hint = RichText::new(words.t(hint)).size(SMALL).color(p.quiet);
    ui.add(egui::Label::new(hint).wrap());
    spoken(ui, state);
}

/// The title, and what can be done with the line.
fn head(ui: &mut Ui, state: &mut State, p: &Palette) {
    let words = state.words;
    ui.horizontal(|ui| {
        let title = RichText::new(words.t("measure-title")).font(strong(SMALL));
        ui.label(title.color(p.quiet));
        if state.map.measure.trace.legs().is_empty() {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(words.t("measure-clear")).clicked() {
                state.map.measure.clear();
            }
            let copy = ui.button(words.t("measure-copy"));
            if copy.on_hover_text(words.t("measure-copy-tip")).clicked() {
                ui.copy_text(as_table(words, &state.map.measure.trace));
            }
        });
    });
}

/// What was measured: the keys of its names, and the values.
fn lines(words: Words, trace: &Trace) -> Vec<(&'static str, String)> {
    let mut lines = vec![("measure-length", words.length(trace.length()))];
    if let Some(enclosed) = trace.enclosed() {
        lines.push(("measure-perimeter", words.length(enclosed.perimeter)));
        if let Some(area) = enclosed.area {
            lines.push(("measure-area", words.ground(area)));
        }
    }
    lines
}

/// The corners that are set, told to screen readers whenever one is added or taken back; the running line is not.
fn spoken(ui: &mut Ui, state: &State) {
    let words = state.words;
    let trace = &state.map.measure.trace;
    let mut said = vec![words.with("measure-corners", &[("n", trace.corners().len().into())])];
    if !trace.legs().is_empty() {
        let values = lines(words, trace).into_iter();
        said.extend(values.map(|(key, value)| {
            let args = [("what", words.t(key).into()), ("value", value.into())];
            words.with("measure-said", &args)
        }));
    }
    let text = said.join(&words.t("list-separator"));
    let response = ui.allocate_response(vec2(0.0, 0.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// Plain numbers in metres for a spreadsheet: every corner with the way to it, then the sums.
fn as_table(words: Words, trace: &Trace) -> String {
    let head = [
        "measure-column-lat",
        "measure-column-lon",
        "measure-column-leg",
    ];
    let mut rows = vec![head.map(|key| words.t(key)).join("\t")];
    let legs = trace.legs().iter().map(|leg| format!("{:.3}", leg.0));
    let legs = std::iter::once(String::new()).chain(legs);
    for (corner, leg) in trace.corners().iter().zip(legs) {
        rows.push(format!("{:.7}\t{:.7}\t{leg}", corner.lat, corner.lon));
    }
    let mut sum = |key: &str, unit: &str, value: f64| {
        rows.push(format!("{} ({unit})\t\t{value:.3}", words.t(key)));
    };
    sum("measure-length", "m", trace.length().0);
    if let Some(enclosed) = trace.enclosed() {
        sum("measure-perimeter", "m", enclosed.perimeter.0);
        if let Some(area) = enclosed.area {
            sum("measure-area", "m²", area.0);
        }
    }
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::viewport::Viewport;

    #[test]
    fn across_180_a_line_is_drawn_the_short_way_and_bends_toward_the_pole() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0));
        let mut view = Viewport::world([800.0, 600.0]);
        view.centre_on(LonLat::new(180.0, 50.0));
        let frame = Frame::new(rect, view, 0.5, view.scale);
        let mut trace = Trace::default();
        trace.push(LonLat::new(150.0, 50.0));
        trace.push(LonLat::new(-150.0, 50.0));
        let drawn = Drawn::new(&trace, &frame).expect("two corners");
        let leg = &drawn.legs[0];
        assert!(leg.len() > 10, "{}", leg.len());
        let (a, b) = (drawn.corners[0], drawn.corners[1]);
        assert!(
            (b.x - a.x - 100.0).abs() < 0.1,
            "a sixth of the world: {a} {b}"
        );
        let steps = leg.windows(2).map(|pair| pair[1].x - pair[0].x);
        assert!(steps.into_iter().all(|step| (0.0..30.0).contains(&step)));
        let top = leg.iter().map(|p| p.y).fold(f32::INFINITY, f32::min);
        assert!(top < a.y - 5.0, "{top} {a}");
        assert!(drawn.closes);
    }
}
