//! The area of a district within discs of its plane, as a sum over the cells that the discs' union is cut into.
//!
//! Every term is a signed integral along the district's border and continuous in all coordinates: there is no topology to get wrong.

use super::caught::Caught;
use super::cells::{Cell, cut};
use super::outline::Outline;

/// The district's areas within the inner circles and within the outer ones: a lower and an upper bound of what the true circles hold.
pub(super) fn covered(outline: &Outline, discs: &[Caught], cells: &[Cell]) -> [f64; 2] {
    let mut total = [0.0; 2];
    let (mut ring, mut spare) = (Vec::new(), Vec::new());
    for cell in cells {
        let disc = &discs[cell.disc];
        let room = 1e-9 * disc.outer;
        let frame = cell.frame.widened(room);
        let limits = [disc.inner * disc.inner, disc.outer * disc.outer];
        for whole in &outline.rings {
            whole.reduced(&frame, disc.centre, &mut ring);
            for side in &cell.sides {
                cut(&mut ring, side, &mut spare);
            }
            add_within(&ring, limits, &mut total);
        }
    }
    total.map(|twice| twice / 2.0)
}

/// Adds twice the ring's areas within circles of these squared radii about the origin, the smaller one first.
fn add_within(ring: &[[f64; 2]], limits: [f64; 2], total: &mut [f64; 2]) {
    let Some(last) = ring.last() else { return };
    let (mut a, mut a2) = (*last, norm2(*last));
    for b in ring {
        let b2 = norm2(*b);
        if a2 <= limits[0] && b2 <= limits[0] {
            let twice = cross(a, *b);
            total[0] += twice;
            total[1] += twice;
        } else {
            add_edge((a, a2), (*b, b2), limits, total);
        }
        (a, a2) = (*b, b2);
    }
}

fn norm2(p: [f64; 2]) -> f64 {
    p[0] * p[0] + p[1] * p[1]
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// The angle from `a` to `b` at the origin.
fn angle(a: [f64; 2], b: [f64; 2]) -> f64 {
    cross(a, b).atan2(a[0] * b[0] + a[1] * b[1])
}

/// The triangle of the origin and an edge, cut by circles: a triangle where the edge runs inside, a sector where it runs outside.
fn add_edge(
    (a, a2): ([f64; 2], f64),
    (b, b2): ([f64; 2], f64),
    limits: [f64; 2],
    total: &mut [f64; 2],
) {
    let e = [b[0] - a[0], b[1] - a[1]];
    let length2 = norm2(e);
    if length2 <= 0.0 {
        return;
    }
    let area = cross(a, b);
    let nearest = -(a[0] * e[0] + a[1] * e[1]) / length2;
    let height2 = area * area / length2;
    let mut all = None;
    for (limit, sum) in limits.into_iter().zip(total) {
        let half = ((limit - height2).max(0.0) / length2).sqrt();
        // An end inside the circle needs no crossing; between the crossings the edge runs inside.
        let enters = if a2 <= limit {
            0.0
        } else {
            (nearest - half).max(0.0)
        };
        let leaves = if b2 <= limit {
            1.0
        } else {
            (nearest + half).min(1.0)
        };
        if half <= 0.0 || enters >= leaves {
            *sum += limit * *all.get_or_insert_with(|| angle(a, b));
            continue;
        }
        let at = |t: f64| [a[0] + t * e[0], a[1] + t * e[1]];
        if enters > 0.0 {
            *sum += limit * angle(a, at(enters));
        }
        *sum += area * (leaves - enters);
        if leaves < 1.0 {
            *sum += limit * angle(at(leaves), b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn within(ring: &[[f64; 2]], radius: f64) -> f64 {
        let mut total = [0.0; 2];
        add_within(ring, [radius * radius; 2], &mut total);
        assert!((total[0] - total[1]).abs() < 1e-12);
        total[0] / 2.0
    }

    #[test]
    fn a_squares_area_within_a_circle_is_known() {
        let square = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];
        assert!((within(&square, 2.0) - 4.0).abs() < 1e-12);
        assert!((within(&square, 1.0) - PI).abs() < 1e-12);
        assert!((within(&square, 0.5) - PI / 4.0).abs() < 1e-12);
        // Four segments stand out of the sides.
        let r: f64 = 1.2;
        let segment = r * r * (1.0 / r).acos() - (r * r - 1.0).sqrt();
        assert!((within(&square, r) - (PI * r * r - 4.0 * segment)).abs() < 1e-12);
        let beside = square.map(|p| [p[0] + 1.0, p[1]]);
        assert!((within(&beside, 1.0) - PI / 2.0).abs() < 1e-12);
        let far = square.map(|p| [p[0] + 5.0, p[1]]);
        assert!(within(&far, 1.0).abs() < 1e-12);
        let turned: Vec<_> = square.iter().rev().copied().collect();
        assert!((within(&turned, 1.0) + PI).abs() < 1e-12);
    }
}
