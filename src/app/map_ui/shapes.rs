//! Areas as meshes: triangulated once per dataset or answer, brought to the screen by one transform per view.

use eframe::egui::{Color32, Mesh, Pos2, Rect, TextureId, Vec2, pos2};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::map::mesh::FillMesh;
use crate::map::viewport::Affine;

/// An area in Mercator's unit square, ready to draw.
#[derive(Default)]
pub(super) struct Area {
    inside: FillMesh,
    rings: Vec<Vec<[f64; 2]>>,
    /// West, north, east, south.
    bounds: [f64; 4],
}

impl Area {
    /// Triangulates an area.
    pub(super) fn new(shape: &MultiPolygon<f64>) -> Self {
        let mut area = Self {
            inside: FillMesh::of(shape),
            rings: Vec::new(),
            bounds: [
                f64::INFINITY,
                f64::INFINITY,
                f64::NEG_INFINITY,
                f64::NEG_INFINITY,
            ],
        };
        for polygon in shape {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let ring: Vec<[f64; 2]> = ring.coords().map(|c| [c.x, c.y]).collect();
                for [x, y] in &ring {
                    let b = &mut area.bounds;
                    *b = [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)];
                }
                area.rings.push(ring);
            }
        }
        area
    }

    /// The area without corners that stand nearer than `apart` to the one before, in the plane's unit, and without rings that are
    /// smaller than that: what is left of it at far zoom.
    pub(super) fn coarse(shape: &MultiPolygon<f64>, apart: f64) -> Self {
        let ring = |ring: &LineString<f64>| {
            let mut kept: Vec<Coord<f64>> = Vec::new();
            for c in ring.coords() {
                let far = |l: &Coord<f64>| (c.x - l.x).hypot(c.y - l.y) >= apart;
                if kept.last().is_none_or(far) {
                    kept.push(*c);
                }
            }
            let mut ring = LineString::new(kept);
            ring.close();
            // A triangle has four corners, as its first is its last.
            (ring.0.len() >= 4).then_some(ring)
        };
        let part = |p: &Polygon<f64>| {
            let holes = p.interiors().iter().filter_map(ring).collect();
            Some(Polygon::new(ring(p.exterior())?, holes))
        };
        Self::new(&shape.iter().filter_map(part).collect())
    }

    /// Whether any of it may be seen in `clip`.
    pub(super) fn in_sight(&self, to: Affine, origin: Vec2, clip: Rect) -> bool {
        if self.rings.is_empty() {
            return false;
        }
        let [x0, y0] = to.apply([self.bounds[0], self.bounds[1]]);
        let [x1, y1] = to.apply([self.bounds[2], self.bounds[3]]);
        Rect::from_min_max(pos2(x0, y0), pos2(x1, y1))
            .translate(origin)
            .intersects(clip)
    }

    /// Adds its inside to a mesh.
    pub(super) fn fill(&self, mesh: &mut Mesh, to: Affine, origin: Vec2, color: Color32) {
        let base = mesh.vertices.len() as u32;
        mesh.vertices.extend(self.inside.vertices.iter().map(|v| {
            let [x, y] = to.apply(*v);
            let pos = pos2(x, y) + origin;
            // The texture, if the mesh has one, is a pattern of the screen.
            let uv = if mesh.texture_id == TextureId::default() {
                eframe::egui::epaint::WHITE_UV
            } else {
                pos2(pos.x / PATTERN, pos.y / PATTERN)
            };
            eframe::egui::epaint::Vertex { pos, uv, color }
        }));
        mesh.indices
            .extend(self.inside.indices.iter().map(|i| base + i));
    }

    /// Adds its border to a mesh as a line `width` points wide with soft edges; corners nearer than half a pixel are left out.
    pub(super) fn outline(
        &self,
        mesh: &mut Mesh,
        to: Affine,
        origin: Vec2,
        clip: Rect,
        width: f32,
        color: Color32,
    ) {
        for ring in &self.rings {
            let mut line: Vec<Pos2> = Vec::with_capacity(ring.len());
            for v in ring {
                let [x, y] = to.apply(*v);
                let p = pos2(x, y) + origin;
                if line.last().is_none_or(|last| (p - *last).length_sq() > 0.3) {
                    line.push(p);
                }
            }
            strip(mesh, &line, clip.expand(width + 2.0), width, color);
        }
    }
}

/// The size of the pattern's texture on the screen, points.
pub(super) const PATTERN: f32 = 8.0;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_filled_without_its_hole() {
        let ring = |r: f64| LineString::from(vec![(-r, -r), (r, -r), (r, r), (-r, r), (-r, -r)]);
        let area = Area::new(&MultiPolygon(vec![Polygon::new(
            ring(2.0),
            vec![ring(1.0)],
        )]));
        let mut mesh = Mesh::default();
        let to = Affine {
            scale: 10.0,
            offset: [0.0, 0.0],
        };
        area.fill(&mut mesh, to, Vec2::ZERO, Color32::RED);
        let painted: f32 = mesh
            .indices
            .chunks_exact(3)
            .map(|t| {
                let [a, b, c] = [t[0], t[1], t[2]].map(|i| mesh.vertices[i as usize].pos);
                ((b - a).x * (c - a).y - (b - a).y * (c - a).x).abs() / 2.0
            })
            .sum();
        assert!((painted - 1200.0).abs() < 1e-2, "{painted}");
    }
}
