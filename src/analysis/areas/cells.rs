//! The union of discs cut into pieces that do not overlap, one in each disc: the discs' power diagram.
//!
//! The power of a place against a disc is |x − c|² − r². Disc i keeps the places where its own power is the least; two discs part
//! along the line through the points where their circles cross (F. Aurenhammer, *Power diagrams*, SIAM J. Comput. 16, 1987). As a
//! place of the union lies in the disc with the least power, the cells cut the union without a gap or an overlap.

use super::caught::Caught;
use super::plane::Frame;

/// Half of the plane: places x, taken from the disc's centre, with x·normal ≤ limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    pub normal: [f64; 2],
    pub limit: f64,
}

/// The piece of a disc that is its own.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Which disc.
    pub disc: usize,
    /// Where it parts from its neighbours.
    pub sides: Vec<Side>,
    /// A box around the piece.
    pub frame: Frame,
}

/// The cells of the discs that meet the frame, in the discs' order; discs without a cell are left out.
pub(super) fn cells(discs: &[Caught], within: &Frame) -> Vec<Cell> {
    let mut near: Vec<usize> = (0..discs.len())
        .filter(|i| within.meets(&around(&discs[*i])))
        .collect();
    let own_order = near.clone();
    near.sort_by(|i, j| discs[*i].centre[0].total_cmp(&discs[*j].centre[0]));
    let longest = near.iter().map(|i| discs[*i].outer).fold(0.0, f64::max);
    let mut held = vec![false; discs.len()];
    for i in &near {
        held[*i] = window(discs, &near, *i, longest)
            .iter()
            .any(|j| swallows(discs, *j, *i));
    }
    near.retain(|i| !held[*i]);
    let mut neighbours = Vec::new();
    own_order
        .into_iter()
        .filter(|i| !held[*i])
        .filter_map(|i| cell(discs, i, window(discs, &near, i, longest), &mut neighbours))
        .collect()
}

/// Of discs from west to east those that may meet one of them.
fn window<'a>(discs: &[Caught], sorted: &'a [usize], i: usize, longest: f64) -> &'a [usize] {
    let (x, reach) = (discs[i].centre[0], discs[i].outer + longest);
    let from = sorted.partition_point(|j| discs[*j].centre[0] < x - reach);
    let to = sorted.partition_point(|j| discs[*j].centre[0] <= x + reach);
    &sorted[from..to]
}

/// The cell of one disc among all; `None` when others hold it.
pub(super) fn cell_among(discs: &[Caught], i: usize) -> Option<Cell> {
    let all: Vec<usize> = (0..discs.len()).collect();
    let held = all.iter().any(|j| swallows(discs, *j, i));
    (!held)
        .then(|| cell(discs, i, &all, &mut Vec::new()))
        .flatten()
}

fn around(disc: &Caught) -> Frame {
    Frame {
        low: disc.centre.map(|c| c - disc.outer),
        high: disc.centre.map(|c| c + disc.outer),
    }
}

fn apart2(a: &Caught, b: &Caught) -> f64 {
    let [x, y] = [0, 1].map(|axis| b.centre[axis] - a.centre[axis]);
    x * x + y * y
}

/// Whether disc `j` holds disc `i`; of equal discs the first holds the others.
fn swallows(discs: &[Caught], j: usize, i: usize) -> bool {
    let more = discs[j].outer - discs[i].outer;
    more >= 0.0 && apart2(&discs[j], &discs[i]) <= more * more && (more > 0.0 || j < i)
}

fn cell(discs: &[Caught], i: usize, others: &[usize], neighbours: &mut Vec<Side>) -> Option<Cell> {
    let own = &discs[i];
    neighbours.clear();
    for j in others {
        let other = &discs[*j];
        let (d2, reach) = (apart2(own, other), own.outer + other.outer);
        // Whoever is held by this disc, or is the same as it, takes nothing away.
        if *j == i || d2 >= reach * reach || swallows(discs, i, *j) {
            continue;
        }
        let d = d2.sqrt();
        neighbours.push(Side {
            normal: [0, 1].map(|axis| (other.centre[axis] - own.centre[axis]) / d),
            limit: (d2 + (own.outer - other.outer) * reach) / (2.0 * d),
        });
    }
    // The deepest cuts first: most cells are done, or gone, after a few.
    neighbours.sort_by(|a, b| a.limit.total_cmp(&b.limit));
    let r = own.outer;
    let mut corners: Vec<Corner> = [[-r, -r], [r, -r], [r, r], [-r, r]]
        .map(|at| Corner { at, side: None })
        .into();
    let mut next = Vec::new();
    for (number, side) in neighbours.iter().enumerate() {
        cut_cell(&mut corners, side, number, &mut next);
        if corners.len() < 3 {
            return None;
        }
    }
    let mut frame = Frame::NOWHERE;
    for corner in &corners {
        frame.add([0, 1].map(|axis| own.centre[axis] + corner.at[axis]));
    }
    let sides = corners
        .iter()
        .filter_map(|c| c.side.map(|number| neighbours[number]))
        .collect();
    Some(Cell {
        disc: i,
        sides,
        frame,
    })
}

/// A corner of a convex ring with the number of the side that the edge from it lies on; `None`: the box's.
#[derive(Debug, Clone, Copy)]
struct Corner {
    at: [f64; 2],
    side: Option<usize>,
}

/// Cuts a convex ring (Sutherland and Hodgman 1974).
fn cut_cell(ring: &mut Vec<Corner>, side: &Side, number: usize, next: &mut Vec<Corner>) {
    let depth = |c: &Corner| side.limit - c.at[0] * side.normal[0] - c.at[1] * side.normal[1];
    if ring.iter().all(|c| depth(c) >= 0.0) {
        return;
    }
    next.clear();
    for (k, a) in ring.iter().enumerate() {
        let b = &ring[(k + 1) % ring.len()];
        let (da, db) = (depth(a), depth(b));
        if da >= 0.0 {
            next.push(*a);
        }
        if (da >= 0.0) != (db >= 0.0) {
            let t = da / (da - db);
            next.push(Corner {
                at: [0, 1].map(|axis| a.at[axis] + t * (b.at[axis] - a.at[axis])),
                side: if da >= 0.0 { Some(number) } else { a.side },
            });
        }
    }
    std::mem::swap(ring, next);
}

/// Cuts any ring by a line (Sutherland and Hodgman 1974); where pieces fall apart, edges along the line that cancel remain.
pub(super) fn cut(ring: &mut Vec<[f64; 2]>, side: &Side, out: &mut Vec<[f64; 2]>) {
    let depth = |p: &[f64; 2]| side.limit - p[0] * side.normal[0] - p[1] * side.normal[1];
    let Some(last) = ring.last() else { return };
    out.clear();
    let (mut a, mut da) = (*last, depth(last));
    for b in ring.iter() {
        let db = depth(b);
        if (da >= 0.0) != (db >= 0.0) {
            let t = da / (da - db);
            out.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
        }
        if db >= 0.0 {
            out.push(*b);
        }
        (a, da) = (*b, db);
    }
    std::mem::swap(ring, out);
}
