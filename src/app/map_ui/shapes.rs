//! Lines over the map: borders of what is selected, circles, with soft edges.

use eframe::egui::{Color32, Mesh, Pos2, Rect, Vec2, pos2};
use geo::MultiPolygon;

use crate::map::raster;
use crate::map::viewport::Affine;

/// Adds the border of an area (in Mercator's unit square) to a mesh as a line `width` points wide with soft edges.
pub(super) fn outline(
    mesh: &mut Mesh,
    shape: &MultiPolygon<f64>,
    to: Affine,
    origin: Vec2,
    clip: Rect,
    line: (f32, Color32),
) {
    let size = [clip.width(), clip.height()];
    for part in raster::border(shape, to, size) {
        let points: Vec<Pos2> = part.into_iter().map(|[x, y]| pos2(x, y) + origin).collect();
        strip(mesh, &points, clip.expand(line.0 + 8.0), line.0, line.1);
    }
}

/// Adds a polyline to a mesh, transparent at both sides and solid in the middle.
pub(super) fn strip(mesh: &mut Mesh, line: &[Pos2], clip: Rect, width: f32, color: Color32) {
    // A line thinner than a pixel is drawn a pixel wide and fainter.
    let (half, color) = (
        f32::midpoint(width.max(1.0), 1.0),
        color.gamma_multiply(width.min(1.0)),
    );
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if !Rect::from_two_pos(a, b).intersects(clip) {
            continue;
        }
        let along = (b - a).normalized();
        let side = along.rot90() * half;
        // A little overlap closes the joints of this thin line.
        let (a, b) = (a - along * 0.2, b + along * 0.2);
        let base = mesh.vertices.len() as u32;
        for (pos, color) in [
            (a - side, Color32::TRANSPARENT),
            (a, color),
            (a + side, Color32::TRANSPARENT),
            (b - side, Color32::TRANSPARENT),
            (b, color),
            (b + side, Color32::TRANSPARENT),
        ] {
            mesh.colored_vertex(pos, color);
        }
        for [i, j, k] in [[0, 1, 3], [1, 4, 3], [1, 2, 4], [2, 5, 4]] {
            mesh.add_triangle(base + i, base + j, base + k);
        }
    }
}
