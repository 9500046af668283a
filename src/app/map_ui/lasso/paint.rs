//! The shape under the hand, over the map.

use eframe::egui::{Painter, Pos2, Shape as Drawing, Stroke};
use geo::TriangulateEarcut as _;

use super::super::super::state::{State, Tool};
use super::super::super::summary::found;
use super::super::super::theme::{Palette, strong};
use super::super::shapes::strip;
use super::super::{Frame, labels};
use super::{Lasso, Shape, screen};

/// Draws the shape under the hand.
pub(in super::super) fn paint(painter: &Painter, state: &State, frame: &Frame, p: &Palette) {
    let lasso = &state.map.lasso;
    let in_hand = state.tool == Tool::SelectArea;
    if let Some(centre) = lasso.centre.filter(|_| in_hand) {
        let at = frame.place(centre);
        painter.circle(at, 4.5, p.selected, Stroke::new(2.0, p.casing));
    }
    if !in_hand && lasso.drag.is_none() {
        return;
    }
    let Some(area) = lasso.area() else {
        corners(painter, lasso, frame, p);
        return;
    };
    let outline = area.outline();
    let mean = outline.iter().map(|c| c[0]).sum::<f64>() / outline.len().max(1) as f64;
    let shift = frame.view.nearest_copy(mean) - mean;
    let mut line: Vec<Pos2> = outline.iter().map(|c| screen(frame, *c, shift)).collect();
    fill(painter, lasso, &line, p);
    line.extend(line.first().copied());
    let clip = frame.rect.expand(6.0);
    for (width, color) in [(4.2, p.casing), (2.0, p.selected)] {
        let mut mesh = eframe::egui::Mesh::default();
        strip(&mut mesh, &line, clip, width, color);
        painter.add(Drawing::mesh(mesh));
    }
    corners(painter, lasso, frame, p);
    told(painter, state, frame, p);
}

/// The inside, faintly; that of a polygon only while its sides do not cross.
fn fill(painter: &Painter, lasso: &Lasso, line: &[Pos2], p: &Palette) {
    let tint = p.selected.gamma_multiply(0.16);
    if lasso.drag.is_none() {
        let ring = line.iter().map(|p| (f64::from(p.x), f64::from(p.y)));
        let polygon = geo::Polygon::new(ring.collect(), Vec::new());
        if crosses_itself(line) {
            return;
        }
        let area = polygon.earcut_triangles_raw();
        let mut mesh = eframe::egui::Mesh::default();
        for [x, y] in area.vertices {
            mesh.colored_vertex(Pos2::new(x as f32, y as f32), tint);
        }
        for t in area.triangle_indices.chunks_exact(3) {
            mesh.add_triangle(t[0] as u32, t[1] as u32, t[2] as u32);
        }
        painter.add(Drawing::mesh(mesh));
        return;
    }
    let width = line.iter().map(|p| p.x).fold(f32::NEG_INFINITY, f32::max);
    let mut mesh = eframe::egui::Mesh::default();
    if let (Some(first), true) = (line.first(), width.is_finite()) {
        // Boxes and circles are convex enough to be filled from a corner.
        mesh.colored_vertex(*first, tint);
        for point in &line[1..] {
            mesh.colored_vertex(*point, tint);
        }
        for i in 1..line.len().saturating_sub(1) as u32 {
            mesh.add_triangle(0, i, i + 1);
        }
    }
    painter.add(Drawing::mesh(mesh));
}

/// Whether two sides that are no neighbours cross.
fn crosses_itself(line: &[Pos2]) -> bool {
    let n = line.len();
    let turn = |a: Pos2, b: Pos2, c: Pos2| (b - a).rot90().dot(c - a);
    (0..n).any(|i| {
        (i + 2..n).any(|j| {
            let (a, b, c, d) = (line[i], line[i + 1], line[j], line[(j + 1) % n]);
            (j + 1) % n != i
                && turn(a, b, c) * turn(a, b, d) < 0.0
                && turn(c, d, a) * turn(c, d, b) < 0.0
        })
    })
}

/// The corners that are set.
fn corners(painter: &Painter, lasso: &Lasso, frame: &Frame, p: &Palette) {
    let Some(first) = lasso.corners.first() else {
        return;
    };
    let shift = frame.view.nearest_copy(first[0]) - first[0];
    let points: Vec<Pos2> = lasso
        .corners
        .iter()
        .map(|c| screen(frame, *c, shift))
        .collect();
    if lasso.corners.len() < 3
        && let Some(pointer) = lasso.pointer
    {
        let mut line = points.clone();
        line.push(screen(frame, pointer, 0.0));
        painter.line(line.clone(), Stroke::new(4.2, p.casing));
        painter.line(line, Stroke::new(2.0, p.selected));
    }
    for point in points {
        painter.circle(point, 3.6, p.selected, Stroke::new(1.6, p.casing));
    }
}

/// Beside the pointer: how far a circle reaches, and what the shape holds.
fn told(painter: &Painter, state: &State, frame: &Frame, p: &Palette) {
    let (words, lasso) = (state.words, &state.map.lasso);
    let Some(drag) = lasso.drag else {
        return;
    };
    let mut parts = Vec::new();
    if drag.shape == Shape::Radius {
        parts.push(words.length(drag.radius()));
    }
    if let Some((_, rows)) = &lasso.found {
        parts.push(found(words, lasso.of, rows.len() as u32));
    }
    let text = parts.join(" · ");
    let color = eframe::egui::Color32::PLACEHOLDER;
    let galley = painter.layout_no_wrap(text, strong(13.0), color);
    let corner = screen(frame, drag.to, 0.0) + eframe::egui::vec2(14.0, 12.0);
    let room = painter.clip_rect().shrink(8.0);
    let corner = corner.min(room.max - galley.size());
    let at = eframe::egui::Rect::from_min_size(corner, galley.size());
    labels::plate(painter, at, &galley, p);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_cross_are_said_to() {
        let line = |points: &[(f32, f32)]| -> Vec<Pos2> {
            points.iter().map(|(x, y)| Pos2::new(*x, *y)).collect()
        };
        let square = line(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]);
        let bow = line(&[(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0)]);
        assert!(!crosses_itself(&square) && crosses_itself(&bow));
        assert!(!crosses_itself(&square[..3]));
    }
}
