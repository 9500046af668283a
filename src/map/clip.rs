//! Rings of areas cut at a box.

/// Cuts a ring at a box, side by side (I. E. Sutherland and G. W. Hodgman, *Reentrant polygon clipping*, CACM 17, 1974). Edges that it
/// gains lie along the box; a side at infinity cuts nothing. `spare` is room to work in, kept by who cuts often.
pub(super) fn cut(
    ring: &mut Vec<[f64; 2]>,
    spare: &mut Vec<[f64; 2]>,
    low: [f64; 2],
    high: [f64; 2],
) {
    for axis in 0..2 {
        for (limit, sign) in [(low[axis], 1.0), (high[axis], -1.0)] {
            let depth = |p: &[f64; 2]| sign * (p[axis] - limit);
            spare.clear();
            let next = ring.iter().cycle().skip(1);
            for (a, b) in ring.iter().zip(next) {
                let (da, db) = (depth(a), depth(b));
                if da >= 0.0 {
                    spare.push(*a);
                }
                if (da >= 0.0) != (db >= 0.0) {
                    let t = da / (da - db);
                    let mut cut = [0, 1].map(|i| a[i] + t * (b[i] - a[i]));
                    cut[axis] = limit;
                    spare.push(cut);
                }
            }
            std::mem::swap(ring, spare);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(ring: &[[f64; 2]]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let twice: f64 = ring
            .iter()
            .zip(next)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        twice.abs() / 2.0
    }

    #[test]
    fn what_lies_in_the_box_is_left() {
        let square = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]];
        let infinite = f64::INFINITY;
        for (low, high, left) in [
            ([1.0, 1.0], [3.0, 9.0], 6.0),
            ([-1.0, -1.0], [9.0, 9.0], 16.0),
            ([5.0, 5.0], [9.0, 9.0], 0.0),
            ([-infinite, 3.0], [infinite, infinite], 4.0),
        ] {
            let mut ring = square.to_vec();
            cut(&mut ring, &mut Vec::new(), low, high);
            assert!(
                (area(&ring) - left).abs() < 1e-12,
                "{low:?} {high:?}: {ring:?}"
            );
        }
    }
}
