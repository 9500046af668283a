//! Areas cut into triangles once, so that a frame only moves them: fills as triangles in Mercator's plane, outlines as strips whose
//! width is added along normals after the move.
//!
//! Pure data; the window turns it into what its painter wants.

use geo::{LineString, MultiPolygon, Polygon, TriangulateEarcut};

/// A filled area: triangles over vertices in Mercator's plane.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FillMesh {
    /// The corners.
    pub vertices: Vec<[f64; 2]>,
    /// Three per triangle.
    pub indices: Vec<u32>,
}

/// One side of an outline at one corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlineVertex {
    /// The corner in Mercator's plane.
    pub at: [f64; 2],
    /// Where this side lies: `view(at) + normal · half width`. Longer than 1 at a bend, so that the strip keeps its width.
    pub normal: [f32; 2],
}

/// Outlines as strips of triangles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlineMesh {
    /// Two per corner, left then right.
    pub vertices: Vec<OutlineVertex>,
    /// Three per triangle.
    pub indices: Vec<u32>,
}

/// How much longer than 1 a normal may get at a sharp bend.
const MITER_LIMIT: f32 = 2.0;

impl FillMesh {
    /// The triangles of an area, by ear clipping (the crate `earcut`); O(n log n) for most outlines.
    #[must_use]
    pub fn of(area: &MultiPolygon<f64>) -> Self {
        let mut mesh = Self::default();
        for polygon in area {
            // A ring of fewer than three corners has no inside, and the triangulation insists on closed ones.
            let sound = |ring: &LineString<f64>| ring.0.len() >= 4;
            if !sound(polygon.exterior()) {
                continue;
            }
            let holes = polygon.interiors().iter().filter(|r| sound(r)).cloned();
            let raw =
                Polygon::new(polygon.exterior().clone(), holes.collect()).earcut_triangles_raw();
            let first = mesh.vertices.len() as u32;
            mesh.vertices.extend(raw.vertices.iter().copied());
            mesh.indices
                .extend(raw.triangle_indices.iter().map(|i| first + *i as u32));
        }
        mesh
    }

    /// Appends another mesh.
    pub fn append(&mut self, other: &Self) {
        let first = self.vertices.len() as u32;
        self.vertices.extend_from_slice(&other.vertices);
        self.indices.extend(other.indices.iter().map(|i| first + i));
    }
}

impl OutlineMesh {
    /// The borders of an area, holes included.
    #[must_use]
    pub fn of(area: &MultiPolygon<f64>) -> Self {
        let mut mesh = Self::default();
        for polygon in area {
            mesh.ring(polygon.exterior());
            for hole in polygon.interiors() {
                mesh.ring(hole);
            }
        }
        mesh
    }

    fn ring(&mut self, ring: &LineString<f64>) {
        let mut corners: Vec<[f64; 2]> = ring.coords().map(|c| [c.x, c.y]).collect();
        corners.dedup();
        if corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        let n = corners.len();
        if n < 2 {
            return;
        }
        let first = self.vertices.len() as u32;
        let direction = |i: usize| {
            let (a, b) = (corners[i % n], corners[(i + 1) % n]);
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let length = dx.hypot(dy);
            [(dx / length) as f32, (dy / length) as f32]
        };
        for (i, at) in corners.iter().enumerate() {
            let normal = miter(direction(i + n - 1), direction(i));
            self.vertices.push(OutlineVertex { at: *at, normal });
            self.vertices.push(OutlineVertex {
                at: *at,
                normal: normal.map(|c| -c),
            });
        }
        for i in 0..n as u32 {
            let (a, b) = (first + 2 * i, first + 2 * ((i + 1) % n as u32));
            self.indices.extend([a, a + 1, b, b, a + 1, b + 1]);
        }
    }

    /// Appends another mesh.
    pub fn append(&mut self, other: &Self) {
        let first = self.vertices.len() as u32;
        self.vertices.extend_from_slice(&other.vertices);
        self.indices.extend(other.indices.iter().map(|i| first + i));
    }
}

/// The normal at a bend between two unit directions, as long as keeps the strip's width, up to the limit.
fn miter(before: [f32; 2], after: [f32; 2]) -> [f32; 2] {
    let sum = [-(before[1] + after[1]), before[0] + after[0]];
    let length = sum[0].hypot(sum[1]);
    if length < 1e-3 {
        // The line turns back on itself: square it off.
        return [-after[1], after[0]];
    }
    let unit = sum.map(|c| c / length);
    let cosine = unit[0] * -after[1] + unit[1] * after[0];
    let stretch = (1.0 / cosine.max(1e-3)).min(MITER_LIMIT);
    unit.map(|c| c * stretch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, polygon};

    fn ring_with_hole() -> MultiPolygon<f64> {
        polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        )
        .into()
    }

    #[test]
    fn the_triangles_cover_the_area_and_not_the_hole() {
        let area = ring_with_hole();
        let mesh = FillMesh::of(&area);
        let sum: f64 = mesh
            .indices
            .chunks(3)
            .map(|t| {
                let [a, b, c] = [0, 1, 2].map(|i| mesh.vertices[t[i] as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum();
        assert!((sum - area.unsigned_area()).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn an_outline_has_the_same_width_on_every_side() {
        let mesh = OutlineMesh::of(&ring_with_hole());
        assert_eq!((mesh.vertices.len(), mesh.indices.len()), (16, 48));
        // At a right angle the normal is √2 long, so that both sides are moved by 1.
        for v in &mesh.vertices {
            assert!(
                (v.normal[0].abs() - 1.0).abs() < 1e-5 && (v.normal[1].abs() - 1.0).abs() < 1e-5,
                "{v:?}"
            );
        }
    }

    #[test]
    fn degenerate_rings_make_no_mesh() {
        let point: MultiPolygon<f64> =
            polygon![(x: 1.0, y: 1.0), (x: 1.0, y: 1.0), (x: 1.0, y: 1.0)].into();
        assert_eq!(OutlineMesh::of(&point), OutlineMesh::default());
        assert!(FillMesh::of(&point).indices.is_empty());
    }

    #[test]
    fn appended_meshes_keep_their_triangles() {
        let one = FillMesh::of(&ring_with_hole());
        let mut two = one.clone();
        two.append(&one);
        assert_eq!(two.indices.len(), 2 * one.indices.len());
        assert_eq!(
            two.indices[one.indices.len()],
            one.indices[0] + one.vertices.len() as u32
        );
    }
}
