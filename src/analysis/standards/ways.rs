//! Ways up a network of links: rings, tops, steps to the top. Every question takes time in proportion to nodes and edges.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::answers::NONE;

/// Where the ways up from each node lead.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// The top of each node by its first leads; [`NONE`] for what no edge touches. The nodes of a ring that nothing leads have the lowest
    /// of them.
    pub root: Vec<u32>,
    /// The steps to the top on the longest way; a ring counts as one node.
    pub depth: Vec<u32>,
    /// Whether a way up leads into a ring, so that it never ends.
    pub endless: Vec<bool>,
    /// The rings in the order of their lowest nodes, each along its edges from there. Of nodes that several rings tie together, the
    /// shortest ring through the lowest.
    pub rings: Vec<Vec<u32>>,
}

/// Edges by the node that they come from, in their own order.
pub(super) struct Leads {
    starts: Vec<u32>,
    to: Vec<u32>,
}

impl Leads {
    /// Of so many nodes; every edge once.
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for (from, _) in edges {
            starts[*from as usize + 1] += 1;
        }
        for i in 0..nodes {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut to = vec![NONE; edges.len()];
        for (from, lead) in edges {
            let place = &mut next[*from as usize];
            to[*place as usize] = *lead;
            *place += 1;
        }
        Self { starts, to }
    }

    /// The leads of a node.
    pub fn of(&self, node: u32) -> &[u32] {
        let at = |i: u32| self.starts[i as usize] as usize;
        &self.to[at(node)..at(node + 1)]
    }
}

impl Ways {
    /// The ways up along edges from lower nodes to their leads, each edge once.
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let leads = Leads::new(nodes, edges);
        let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(nodes, edges.len());
        let all: Vec<NodeIndex<u32>> = (0..nodes).map(|_| graph.add_node(())).collect();
        for (from, to) in edges {
            graph.add_edge(all[*from as usize], all[*to as usize], ());
        }
        let mut ways = Self {
            root: vec![NONE; nodes],
            depth: vec![0; nodes],
            endless: vec![false; nodes],
            rings: Vec::new(),
        };
        for (_, to) in edges {
            ways.root[*to as usize] = *to;
        }
        let mut part = vec![NONE; nodes];
        // Parts come after all that they lead to. Of petgraph's two ways to find them this one does not call itself, so that no chain of
        // links is too long for it.
        for (number, knot) in (0u32..).zip(kosaraju_scc(&graph)) {
            let mut knot: Vec<u32> = knot.into_iter().map(|n| n.index() as u32).collect();
            knot.sort_unstable();
            for node in &knot {
                part[*node as usize] = number;
            }
            ways.enter(&knot, &leads, &part);
        }
        ways.rings.sort();
        ways
    }

    /// Nodes that all lead to each other, or one alone; those that they lead to beyond are known.
    fn enter(&mut self, knot: &[u32], leads: &Leads, part: &[u32]) {
        let Some(lowest) = knot.first().copied() else {
            return;
        };
        let own = part[lowest as usize];
        let ring = knot.len() > 1 || leads.of(lowest).contains(&lowest);
        let beyond = || {
            let all = knot.iter().flat_map(|node| leads.of(*node));
            all.copied().filter(|to| part[*to as usize] != own)
        };
        let depth = beyond().map(|to| self.depth[to as usize].saturating_add(1));
        let depth = depth.max().unwrap_or(0);
        let endless = ring || beyond().any(|to| self.endless[to as usize]);
        let top = beyond().next().map(|to| self.root[to as usize]);
        for node in knot {
            let at = *node as usize;
            self.depth[at] = depth;
            self.endless[at] = endless;
            if let Some(top) = top.or(ring.then_some(lowest)) {
                self.root[at] = top;
            }
        }
        if ring {
            self.rings.push(shortest_ring(lowest, leads, part));
        }
    }
}

/// The shortest ring through a node, along its edges.
fn shortest_ring(start: u32, leads: &Leads, part: &[u32]) -> Vec<u32> {
    let own = part[start as usize];
    let mut before = hashbrown::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for to in leads.of(node) {
            if *to == start {
                let way = std::iter::successors(Some(node), |n| before.get(n).copied());
                let mut ring: Vec<u32> = way.collect();
                ring.reverse();
                return ring;
            }
            if part[*to as usize] == own && !before.contains_key(to) {
                before.insert(*to, node);
                queue.push_back(*to);
            }
        }
    }
    vec![start]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every node that can be walked to from one, itself only if a walk comes back.
    fn reached(nodes: u32, edges: &[(u32, u32)], from: u32) -> Vec<bool> {
        let mut seen = vec![false; nodes as usize];
        for _ in 0..=nodes {
            for (a, b) in edges {
                if *a == from || seen[*a as usize] {
                    seen[*b as usize] = true;
                }
            }
        }
        seen
    }

    /// The longest walk up that visits no node twice, by trying all.
    fn longest(edges: &[(u32, u32)], from: u32) -> u32 {
        let up = edges.iter().filter(|(a, _)| *a == from);
        up.map(|(_, b)| 1 + longest(edges, *b)).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn rings_and_depths_are_those_of_naive_walks(
            edges in proptest::collection::btree_set((0u32..9, 0u32..9), 0..14)
        ) {
            let edges: Vec<(u32, u32)> = edges.into_iter().collect();
            let ways = Ways::new(9, &edges);
            let reached: Vec<Vec<bool>> = (0..9).map(|n| reached(9, &edges, n)).collect();
            let in_ring = |n: usize| reached[n][n];
            for (n, from_n) in reached.iter().enumerate() {
                let endless = in_ring(n) || (0..9).any(|m| from_n[m] && in_ring(m));
                prop_assert_eq!(ways.endless[n], endless);
                if !endless {
                    prop_assert_eq!(ways.depth[n], longest(&edges, n as u32));
                }
                let touched = edges.iter().any(|(a, b)| *a as usize == n || *b as usize == n);
                prop_assert_eq!(ways.root[n] == NONE, !touched);
                if touched && !endless {
                    let top = ways.root[n];
                    prop_assert!(top as usize == n || from_n[top as usize]);
                    prop_assert!(!edges.iter().any(|(a, _)| *a == top));
                }
            }
            // A ring for each knot, closed along edges, and from its lowest node.
            let knots = (0..9usize).filter(|n| in_ring(*n))
                .filter(|n| !(0..*n).any(|m| reached[*n][m] && reached[m][*n])).count();
            prop_assert_eq!(ways.rings.len(), knots);
            for ring in &ways.rings {
                prop_assert_eq!(ring.iter().min(), ring.first());
                for (at, node) in ring.iter().enumerate() {
                    let next = ring[(at + 1) % ring.len()];
                    prop_assert!(edges.contains(&(*node, next)));
                }
            }
        }
    }

    #[test]
    fn a_very_long_chain_is_walked() {
        let count = 300_000;
        let edges: Vec<(u32, u32)> = (1..count).map(|i| (i - 1, i)).collect();
        let ways = Ways::new(count as usize, &edges);
        assert_eq!((ways.depth[0], ways.root[0]), (count - 1, count - 1));
        let mut ring = edges;
        ring.push((count - 1, 0));
        assert_eq!(
            Ways::new(count as usize, &ring).rings,
            [(0..count).collect::<Vec<u32>>()]
        );
    }
}
