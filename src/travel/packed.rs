//! Points in leaves of a tree of boxes, packed into arrays: small, quick to build, and quick to search in bulk.
//!
//! The tree has no pointers. Its leaves hold the same number of points each (the last may hold fewer); a node over the leaves
//! `low..high` has its left child right behind it, over the first half of the leaves, and its right child behind all of that. R-trees
//! serve where boxes are looked for; here all villages of a nation ask at once (see the bench `nearest_of_2000`).

use std::ops::Range;

use rayon::join;
use rayon::prelude::*;

use crate::base::{Ecef, LonLat, Place};

/// A box in earth-centred metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Box3 {
    pub low: [f64; 3],
    pub high: [f64; 3],
}

impl Box3 {
    const EMPTY: Self = Self {
        low: [f64::INFINITY; 3],
        high: [f64::NEG_INFINITY; 3],
    };

    fn around(entries: &[Entry]) -> Self {
        entries.iter().fold(Self::EMPTY, |b, (place, _)| Self {
            low: [0, 1, 2].map(|i| b.low[i].min(place.ecef.0[i])),
            high: [0, 1, 2].map(|i| b.high[i].max(place.ecef.0[i])),
        })
    }

    fn with(self, other: Self) -> Self {
        Self {
            low: [0, 1, 2].map(|i| self.low[i].min(other.low[i])),
            high: [0, 1, 2].map(|i| self.high[i].max(other.high[i])),
        }
    }

    /// The box of one point.
    pub fn point(p: [f64; 3]) -> Self {
        Self { low: p, high: p }
    }

    /// The square of the shortest distance between the boxes.
    #[inline]
    pub fn apart2(&self, other: &Self) -> f64 {
        let gap = |i: usize| {
            (other.low[i] - self.high[i])
                .max(self.low[i] - other.high[i])
                .max(0.0)
        };
        let [x, y, z] = [gap(0), gap(1), gap(2)];
        x * x + y * y + z * z
    }

    /// The middle, and how far a corner is from it.
    pub fn middle(&self) -> ([f64; 3], f64) {
        let middle = [0, 1, 2].map(|i| 0.5 * (self.low[i] + self.high[i]));
        let half = [0, 1, 2].map(|i| 0.5 * (self.high[i] - self.low[i]));
        let [x, y, z] = half;
        (middle, (x * x + y * y + z * z).sqrt())
    }

    fn longest_side(&self) -> usize {
        let side = |i: usize| self.high[i] - self.low[i];
        let first = usize::from(side(1) > side(0));
        if side(2) > side(first) { 2 } else { first }
    }
}

/// A point with the number that it was given in with.
pub(super) type Entry = (Place, u32);

/// The tree.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    leaf: usize,
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    at: Vec<LonLat>,
    items: Vec<u32>,
    boxes: Vec<Box3>,
}

/// A node: its position among the boxes, and the leaves below it.
#[derive(Debug, Clone, Copy)]
struct Node {
    index: usize,
    low: usize,
    high: usize,
}

impl Node {
    fn is_leaf(self) -> bool {
        self.high - self.low == 1
    }

    fn children(self) -> [Self; 2] {
        let middle = self.low + (self.high - self.low) / 2;
        [
            Self {
                index: self.index + 1,
                low: self.low,
                high: middle,
            },
            Self {
                index: self.index + 2 * (middle - self.low),
                low: middle,
                high: self.high,
            },
        ]
    }
}

/// Brings places into space, several at once.
struct Project<'a> {
    at: &'a [LonLat],
    x: &'a mut [f64],
    y: &'a mut [f64],
    z: &'a mut [f64],
}

impl pulp::NullaryFnOnce for Project<'_> {
    type Output = ();

    #[allow(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the processor's own instructions"
    )]
    #[inline(always)]
    fn call(self) {
        let axes = self.x.iter_mut().zip(self.y).zip(self.z);
        for (at, ((x, y), z)) in self.at.iter().zip(axes) {
            [*x, *y, *z] = Ecef::from(*at).0;
        }
    }
}

/// Below this many points a part is built without a second thread.
const ALONE: usize = 8192;

impl Packed {
    /// A tree in which neighbours share leaves: every part is halved along its longest side (Bentley's k-d tree, 1975).
    pub fn by_halving(mut entries: Vec<Entry>, leaf: usize) -> Self {
        let leaves = entries.len().div_ceil(leaf);
        let mut boxes = vec![Box3::EMPTY; (2 * leaves).saturating_sub(1)];
        halve(&mut entries, &mut boxes, leaves, leaf);
        Self::of(&entries, boxes, leaf)
    }

    /// A tree over points that come in a good order already.
    pub fn in_order(items: Vec<u32>, place: impl Fn(u32) -> LonLat + Sync, leaf: usize) -> Self {
        let (count, leaves) = (items.len(), items.len().div_ceil(leaf));
        let mut tree = Self {
            leaf,
            x: vec![0.0; count],
            y: vec![0.0; count],
            z: vec![0.0; count],
            at: items.par_iter().map(|item| place(*item)).collect(),
            items,
            boxes: vec![Box3::EMPTY; (2 * leaves).saturating_sub(1)],
        };
        let axes = (tree
            .x
            .par_chunks_mut(ALONE)
            .zip(tree.y.par_chunks_mut(ALONE)))
        .zip(tree.z.par_chunks_mut(ALONE));
        axes.zip(tree.at.par_chunks(ALONE))
            .for_each(|(((x, y), z), at)| pulp::Arch::new().dispatch(Project { at, x, y, z }));
        let mut boxes = std::mem::take(&mut tree.boxes);
        tree.enclose(0..leaves, &mut boxes);
        tree.boxes = boxes;
        tree
    }

    /// The boxes of the nodes over some leaves.
    fn enclose(&self, leaves: Range<usize>, boxes: &mut [Box3]) {
        let Some((own, below)) = boxes.split_first_mut() else {
            return;
        };
        if leaves.len() < 2 {
            *own = self
                .leaf(leaves.start)
                .map(|position| Box3::point(self.point(position)))
                .fold(Box3::EMPTY, Box3::with);
            return;
        }
        let middle = leaves.start + leaves.len() / 2;
        let (low, high) = below.split_at_mut(2 * (middle - leaves.start) - 1);
        self.enclose(leaves.start..middle, low);
        self.enclose(middle..leaves.end, high);
        *own = low[0].with(high[0]);
    }

    fn of(entries: &[Entry], boxes: Vec<Box3>, leaf: usize) -> Self {
        let room = entries.len();
        let mut tree = Self {
            leaf,
            x: Vec::with_capacity(room),
            y: Vec::with_capacity(room),
            z: Vec::with_capacity(room),
            at: Vec::with_capacity(room),
            items: Vec::with_capacity(room),
            boxes,
        };
        // In one go: the entries are read once.
        for (place, item) in entries {
            let [x, y, z] = place.ecef.0;
            tree.x.push(x);
            tree.y.push(y);
            tree.z.push(z);
            tree.at.push(place.at);
            tree.items.push(*item);
        }
        tree
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// How many leaves there are.
    pub fn leaves(&self) -> usize {
        self.boxes.len().div_ceil(2)
    }

    /// The positions of a leaf's points.
    pub fn leaf(&self, leaf: usize) -> Range<usize> {
        leaf * self.leaf..((leaf + 1) * self.leaf).min(self.len())
    }

    /// The number of the point at a position.
    pub fn item(&self, position: usize) -> u32 {
        self.items[position]
    }

    pub fn point(&self, position: usize) -> [f64; 3] {
        [self.x[position], self.y[position], self.z[position]]
    }

    pub fn at(&self, position: usize) -> LonLat {
        self.at[position]
    }

    pub fn place(&self, position: usize) -> Place {
        Place {
            at: self.at[position],
            ecef: Ecef(self.point(position)),
        }
    }

    /// The square of the straight distance to the point at a position.
    #[inline]
    pub fn chord2(&self, position: usize, from: [f64; 3]) -> f64 {
        let [x, y, z] = [
            self.x[position] - from[0],
            self.y[position] - from[1],
            self.z[position] - from[2],
        ];
        x * x + y * y + z * z
    }

    /// The box of a leaf's points.
    pub fn leaf_box(&self, leaf: usize) -> Box3 {
        let node = self.path(leaf).last();
        node.map_or(Box3::EMPTY, |n| self.boxes[n.index])
    }

    fn root(&self) -> Option<Node> {
        (!self.boxes.is_empty()).then(|| Node {
            index: 0,
            low: 0,
            high: self.leaves(),
        })
    }

    /// The nodes from the root to a leaf.
    fn path(&self, leaf: usize) -> impl Iterator<Item = Node> {
        std::iter::successors(self.root(), move |node| {
            let [left, right] = (!node.is_leaf()).then(|| node.children())?;
            Some(if leaf < left.high { left } else { right })
        })
    }

    /// Puts a point where no search finds it.
    pub fn remove(&mut self, item: u32) -> bool {
        let position = self.items.iter().position(|i| *i == item);
        if let Some(position) = position {
            self.x[position] = f64::INFINITY;
            self.items[position] = u32::MAX;
        }
        position.is_some()
    }

    /// Searches from near to far: `visit` gets the position of a point with the square of its distance, and gives back the square of
    /// the distance beyond which nothing matters any more.
    pub fn search(
        &self,
        from: [f64; 3],
        mut limit2: f64,
        mut visit: impl FnMut(usize, f64) -> f64,
    ) {
        let here = Box3::point(from);
        let mut stack: [(f64, Node); 64] = [(
            0.0,
            Node {
                index: 0,
                low: 0,
                high: 0,
            },
        ); 64];
        let Some(root) = self.root() else { return };
        stack[0] = (0.0, root);
        let mut depth = 1;
        while depth > 0 {
            depth -= 1;
            let (apart2, mut node) = stack[depth];
            if apart2 > limit2 {
                continue;
            }
            while !node.is_leaf() {
                let [left, right] = node.children();
                let (a, b) = (
                    self.boxes[left.index].apart2(&here),
                    self.boxes[right.index].apart2(&here),
                );
                let (near, far) = if a <= b {
                    (left, (b, right))
                } else {
                    (right, (a, left))
                };
                // A tree of 2⁶⁴ leaves would be needed to fill the stack.
                stack[depth] = far;
                depth += 1;
                node = near;
            }
            for position in self.leaf(node.low) {
                let chord2 = self.chord2(position, from);
                if chord2 <= limit2 && chord2 < f64::INFINITY {
                    limit2 = visit(position, chord2);
                }
            }
        }
    }

    /// Searches for the points of least cost: `cost` gives, from a straight distance and the largest value below a node, what no point
    /// below it can cost less than; an infinite one shuts it out. `visit` gets the position of a point, and gives back the cost beyond
    /// which nothing matters any more.
    pub fn cheapest(
        &self,
        from: [f64; 3],
        values: &Farthest,
        cost: impl Fn(f64, f64) -> f64,
        mut visit: impl FnMut(usize) -> f64,
    ) {
        let here = Box3::point(from);
        let least = |node: Node| {
            cost(
                self.boxes[node.index].apart2(&here).sqrt(),
                values.0[node.index],
            )
        };
        let Some(root) = self.root() else { return };
        let mut limit = f64::INFINITY;
        // As in `search`, of every level no more than one node waits.
        let mut stack = [(0.0, root); 64];
        let mut depth = 1;
        while depth > 0 {
            depth -= 1;
            let (lowest, mut node) = stack[depth];
            if lowest > limit || lowest == f64::INFINITY {
                continue;
            }
            while !node.is_leaf() {
                let [left, right] = node.children();
                let (a, b) = (least(left), least(right));
                let (near, far) = if a <= b {
                    (left, (b, right))
                } else {
                    (right, (a, left))
                };
                stack[depth] = far;
                depth += 1;
                node = near;
            }
            for position in self.leaf(node.low) {
                limit = visit(position);
            }
        }
    }

    /// Visits the positions of every leaf that lies no farther than the limit from a box.
    pub fn near_box(&self, to: &Box3, limit2: f64, mut visit: impl FnMut(Range<usize>)) {
        self.each_leaf(
            |node| self.boxes[node.index].apart2(to) <= limit2,
            |leaf| visit(self.leaf(leaf)),
        );
    }

    /// Goes down from the root, left before right, wherever `enter` says so.
    fn each_leaf(&self, enter: impl Fn(Node) -> bool, mut visit: impl FnMut(usize)) {
        let Some(root) = self.root() else { return };
        // Of every level no more than one node waits.
        let mut stack = [root; 64];
        let mut depth = 1;
        while depth > 0 {
            depth -= 1;
            let mut node = stack[depth];
            while enter(node) {
                if node.is_leaf() {
                    visit(node.low);
                    break;
                }
                let [left, right] = node.children();
                stack[depth] = right;
                depth += 1;
                node = left;
            }
        }
    }

    /// Visits the leaves that a point may concern: those below nodes no farther from it than the node's `farthest`.
    pub fn concerned(&self, from: [f64; 3], farthest: &Farthest, mut visit: impl FnMut(usize)) {
        let here = Box3::point(from);
        self.each_leaf(
            |node| {
                let limit = farthest.0[node.index];
                limit >= 0.0 && self.boxes[node.index].apart2(&here) <= limit * limit
            },
            &mut visit,
        );
    }

    /// The largest of the points' values below each node; `of` gives the largest of a leaf.
    pub fn farthest(&self, of: impl Fn(usize) -> f64) -> Farthest {
        let mut values = vec![f64::NEG_INFINITY; self.boxes.len()];
        // Children stand behind their parents.
        let mut nodes: Vec<Node> = Vec::with_capacity(self.boxes.len());
        self.each_node(|node| nodes.push(node));
        for node in nodes.into_iter().rev() {
            values[node.index] = if node.is_leaf() {
                of(node.low)
            } else {
                let [left, right] = node.children();
                values[left.index].max(values[right.index])
            };
        }
        Farthest(values)
    }

    fn each_node(&self, mut visit: impl FnMut(Node)) {
        let mut stack: Vec<Node> = self.root().into_iter().collect();
        while let Some(node) = stack.pop() {
            visit(node);
            if !node.is_leaf() {
                let [left, right] = node.children();
                stack.push(right);
                stack.push(left);
            }
        }
    }

    /// Brings a leaf's largest value up to date.
    pub fn renew(&self, farthest: &mut Farthest, leaf: usize, value: f64) {
        let path: Vec<Node> = self.path(leaf).collect();
        for node in path.into_iter().rev() {
            farthest.0[node.index] = if node.is_leaf() {
                value
            } else {
                let [left, right] = node.children();
                farthest.0[left.index].max(farthest.0[right.index])
            };
        }
    }
}

/// For each node the largest of a value of the points below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Farthest(Vec<f64>);

fn halve(entries: &mut [Entry], boxes: &mut [Box3], leaves: usize, leaf: usize) {
    let Some((own, below)) = boxes.split_first_mut() else {
        return;
    };
    *own = Box3::around(entries);
    if leaves < 2 {
        return;
    }
    let axis = own.longest_side();
    let left = leaves / 2;
    entries.select_nth_unstable_by(left * leaf, |(a, i), (b, j)| {
        a.ecef.0[axis].total_cmp(&b.ecef.0[axis]).then(i.cmp(j))
    });
    let alone = entries.len() < ALONE;
    let (low, high) = entries.split_at_mut(left * leaf);
    let (low_boxes, high_boxes) = below.split_at_mut(2 * left - 1);
    let mut first = || halve(low, low_boxes, left, leaf);
    let mut second = || halve(high, high_boxes, leaves - left, leaf);
    if alone {
        first();
        second();
    } else {
        join(first, second);
    }
}
