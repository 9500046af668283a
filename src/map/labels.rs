//! Names on the map: greedy by importance, never over one another, off the marks where there is room.
//!
//! Knows no font: the caller measures. Screen and page place with the same rules.

use std::cell::RefCell;

use super::scene::{LabelCandidate, LabelOf};

/// A rectangle in the view's unit, x to the right and y downward.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// A rectangle from its upper left corner and its size.
    #[must_use]
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// Whether both share an area.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether the other lies in this one, edges included.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.x >= self.x
            && other.right() <= self.right()
            && other.y >= self.y
            && other.bottom() <= self.bottom()
    }

    /// The rectangle grown by `by` on every side (shrunk if negative).
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        Self::new(
            self.x - by,
            self.y - by,
            self.w + 2.0 * by,
            self.h + 2.0 * by,
        )
    }
}

/// A mark that names had better not cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Its middle in the view.
    pub at: [f32; 2],
    /// Its radius.
    pub radius: f32,
    /// How bad it is to cover it; a gap weighs more than a clinic.
    pub weight: f32,
}

/// What is to be placed, where, among what.
pub struct Placing<'a, 'c> {
    /// The names, most important first.
    pub candidates: &'a mut dyn Iterator<Item = &'c LabelCandidate>,
    /// Where a place of the scene is in the view.
    pub to_view: &'a dyn Fn([f64; 2]) -> [f32; 2],
    /// Names stay inside.
    pub bounds: Rect,
    /// Names stay off these: buttons, legends, the scale bar.
    pub obstacles: &'a [Rect],
    /// Marks that names keep clear of if they can.
    pub marks: &'a [Mark],
    /// How much larger than in the scene marks are drawn: names of points stand that much farther off.
    pub growth: f32,
    /// The font size of a kind of name; `None`: it gets none at this scale.
    pub size: &'a dyn Fn(LabelOf) -> Option<f32>,
    /// Width and height of a text at a font size.
    pub measure: &'a dyn Fn(&str, f32) -> (f32, f32),
    /// At most so many.
    pub most: usize,
}

/// A name with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedLabel<'c> {
    /// The name.
    pub candidate: &'c LabelCandidate,
    /// Its box; the text fills it.
    pub rect: Rect,
    /// Its font size.
    pub size: f32,
}

/// Clear space between two names.
const GAP: f32 = 1.5;
/// A name of a point that would cover more than this stays away.
const MOST_COVERED: f32 = 3.0;
/// Width of a cell of the grid over the marks.
const CELL: f32 = 24.0;

/// The marks by cell, for quick counting.
struct Grid<'a> {
    marks: &'a [Mark],
    bounds: Rect,
    columns: usize,
    cells: Vec<Vec<u32>>,
    /// For each mark the last count that it was part of, and the number of the last count.
    counted: RefCell<(Vec<u32>, u32)>,
}

impl<'a> Grid<'a> {
    fn new(marks: &'a [Mark], bounds: Rect) -> Self {
        let columns = (bounds.w / CELL).ceil().max(1.0) as usize;
        let rows = (bounds.h / CELL).ceil().max(1.0) as usize;
        let mut grid = Self {
            marks,
            bounds,
            columns,
            cells: vec![Vec::new(); columns * rows],
            counted: RefCell::new((vec![0; marks.len()], 0)),
        };
        for (i, mark) in (0u32..).zip(marks) {
            let box_ = Rect::new(mark.at[0], mark.at[1], 0.0, 0.0).grown(mark.radius);
            if box_.overlaps(&bounds) {
                for cell in grid.cells_of(&box_) {
                    grid.cells[cell].push(i);
                }
            }
        }
        grid
    }

    fn cells_of(&self, r: &Rect) -> Vec<usize> {
        let rows = self.cells.len() / self.columns;
        let cell = |v: f32, most: usize| ((v / CELL).max(0.0) as usize).min(most - 1);
        let (left, right) = (
            cell(r.x - self.bounds.x, self.columns),
            cell(r.right() - self.bounds.x, self.columns),
        );
        let (top, bottom) = (
            cell(r.y - self.bounds.y, rows),
            cell(r.bottom() - self.bounds.y, rows),
        );
        (top..=bottom)
            .flat_map(|row| (left..=right).map(move |c| row * self.columns + c))
            .collect()
    }

    /// The weight of the marks that a box would cover.
    fn covered(&self, r: &Rect) -> f32 {
        let (counted, count) = &mut *self.counted.borrow_mut();
        *count += 1;
        let mut sum = 0.0;
        for cell in self.cells_of(r) {
            for i in &self.cells[cell] {
                let mark = &self.marks[*i as usize];
                let dx = (r.x - mark.at[0]).max(mark.at[0] - r.right()).max(0.0);
                let dy = (r.y - mark.at[1]).max(mark.at[1] - r.bottom()).max(0.0);
                let last = &mut counted[*i as usize];
                if dx * dx + dy * dy < mark.radius * mark.radius && *last != *count {
                    *last = *count;
                    sum += mark.weight;
                }
            }
        }
        sum
    }
}

/// Where the middle of a text may stand, as offsets from the anchor, best first.
fn offsets(of: LabelOf, w: f32, h: f32, clearance: f32) -> Vec<[f32; 2]> {
    if matches!(of, LabelOf::District(_)) {
        let (dx, dy) = (w * 0.25, h * 0.8);
        return vec![
            [0.0, 0.0],
            [0.0, -dy],
            [0.0, dy],
            [-dx, 0.0],
            [dx, 0.0],
            [-dx, -dy],
            [dx, -dy],
            [-dx, dy],
            [dx, dy],
        ];
    }
    let (x, y) = (clearance + 2.0 + w / 2.0, clearance + 1.0 + h / 2.0);
    vec![
        [x, 0.0],
        [0.0, -y],
        [0.0, y],
        [-x, 0.0],
        [x, -y * 0.7],
        [x, y * 0.7],
        [-x, -y * 0.7],
        [-x, y * 0.7],
    ]
}

/// Gives each name the best free place, in order of importance. Same input, same places.
#[must_use]
pub fn place<'c>(placing: &mut Placing<'_, 'c>) -> Vec<PlacedLabel<'c>> {
    let grid = Grid::new(placing.marks, placing.bounds);
    let mut placed: Vec<PlacedLabel<'c>> = Vec::new();
    while placed.len() < placing.most {
        let Some(label) = placing.candidates.next() else {
            break;
        };
        let [x, y] = (placing.to_view)(label.at);
        if !placing.bounds.holds(&Rect::new(x, y, 0.0, 0.0)) {
            continue;
        }
        let Some(size) = (placing.size)(label.of) else {
            continue;
        };
        let (w, h) = (placing.measure)(&label.text, size);
        let area = matches!(label.of, LabelOf::District(_));
        let mut best: Option<(f32, Rect)> = None;
        for (rank, [dx, dy]) in offsets(label.of, w, h, label.clearance * placing.growth)
            .into_iter()
            .enumerate()
        {
            let rect = Rect::new(x + dx - w / 2.0, y + dy - h / 2.0, w, h);
            let free = placing.bounds.holds(&rect)
                && !placing.obstacles.iter().any(|o| o.overlaps(&rect))
                && !placed.iter().any(|p| p.rect.grown(GAP).overlaps(&rect));
            if !free {
                continue;
            }
            let covered = grid.covered(&rect.grown(-h * 0.1));
            // A name far from its anchor must be worth it.
            let cost = covered + 0.15 * rank as f32;
            if (area || covered <= MOST_COVERED) && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, rect));
            }
        }
        if let Some((_, rect)) = best {
            placed.push(PlacedLabel {
                candidate: label,
                rect,
                size,
            });
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidate(x: f64, y: f64, of: LabelOf) -> LabelCandidate {
        LabelCandidate {
            at: [x, y],
            text: "Teliamura".into(),
            of,
            clearance: 3.0,
        }
    }

    fn placed<'c>(
        candidates: &'c [LabelCandidate],
        marks: &[Mark],
        obstacles: &[Rect],
    ) -> Vec<PlacedLabel<'c>> {
        place(&mut Placing {
            candidates: &mut candidates.iter(),
            to_view: &|[x, y]| [x as f32, y as f32],
            bounds: Rect::new(0.0, 0.0, 400.0, 300.0),
            obstacles,
            marks,
            growth: 1.0,
            size: &|_| Some(10.0),
            measure: &|text, size| (text.len() as f32 * size * 0.5, size * 1.2),
            most: 100,
        })
    }

    #[test]
    fn of_two_names_at_one_place_the_more_important_stays_put() {
        let both = [
            candidate(200.0, 150.0, LabelOf::District(0)),
            candidate(200.0, 150.0, LabelOf::District(1)),
        ];
        let labels = placed(&both, &[], &[]);
        assert_eq!(labels[0].candidate.of, LabelOf::District(0));
        assert!((labels[0].rect.x + labels[0].rect.w / 2.0 - 200.0).abs() < 1e-3);
    }

    #[test]
    fn a_name_steps_aside_for_a_mark() {
        let one = [candidate(200.0, 150.0, LabelOf::District(0))];
        let mark = Mark {
            at: [200.0, 150.0],
            radius: 4.0,
            weight: 2.0,
        };
        let labels = placed(&one, &[mark], &[]);
        let r = labels[0].rect;
        assert!(r.bottom() <= 147.0 || r.y >= 153.0 || r.x >= 203.0, "{r:?}");
    }

    #[test]
    fn a_name_whose_anchor_is_out_of_view_is_not_drawn() {
        assert!(placed(&[candidate(-5.0, 10.0, LabelOf::District(0))], &[], &[]).is_empty());
    }

    proptest! {
        #[test]
        fn names_never_overlap_one_another_nor_an_obstacle_nor_the_edge(
            points in proptest::collection::vec((0.0f64..400.0, 0.0f64..300.0, any::<bool>()), 0..60)
        ) {
            let candidates: Vec<_> = points
                .iter()
                .map(|(x, y, area)| candidate(*x, *y, if *area { LabelOf::District(0) } else { LabelOf::Village(0) }))
                .collect();
            let obstacle = Rect::new(10.0, 10.0, 100.0, 60.0);
            let labels = placed(&candidates, &[], &[obstacle]);
            for (i, a) in labels.iter().enumerate() {
                prop_assert!(Rect::new(0.0, 0.0, 400.0, 300.0).holds(&a.rect) && !a.rect.overlaps(&obstacle));
                for b in &labels[i + 1..] {
                    prop_assert!(!a.rect.overlaps(&b.rect));
                }
            }
        }
    }
}
