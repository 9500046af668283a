//! A slid radius: everybody is judged again, and of what is counted only what came out otherwise.

use std::sync::Arc;

use super::super::judge::{Judge, Judged, PageSums};
use super::super::lists::{DistrictSums, RoughGap, worse};
use super::super::rows::{PAGE, Rows};
use super::judging::{Columns, gaps};
use crate::analysis::demand::Demand;
use crate::base::{PersonSum, Tally};
use crate::model::answers::NONE;
use crate::model::{Status, VillageAnswers};

/// What other radii make of some pages.
pub(super) struct Slid {
    pub margin: Arc<[f64]>,
    pub deciding: Arc<[f64]>,
    /// The pages on which a status is another, and these pages.
    pub pages: Vec<u32>,
    pub status: Arc<[Status]>,
    /// The slots whose status is another.
    pub changed: Vec<u32>,
    pub gaps: Vec<RoughGap>,
    pub districts: Vec<Shift>,
}

/// What other radii make of the villages of a district that lie on some pages.
pub(super) struct Shift {
    pub district: u32,
    /// More or fewer that are covered, borderline, gaps.
    covered: i32,
    borderline: i32,
    gap: i32,
    come: Tally,
    left: Tally,
    worst: Option<(f64, u32)>,
}

/// The districts that occur on some pages, found by number.
pub(super) struct Shifts {
    /// Where each district is in `all`, or [`NONE`].
    place: Vec<u32>,
    all: Vec<Shift>,
}

impl Shifts {
    pub fn new(districts: usize) -> Self {
        Self {
            place: vec![NONE; districts],
            all: Vec::new(),
        }
    }

    fn of(&mut self, district: u32) -> Option<&mut Shift> {
        let place = self.place.get_mut(district as usize)?;
        if *place == NONE {
            *place = self.all.len() as u32;
            self.all.push(Shift {
                district,
                covered: 0,
                borderline: 0,
                gap: 0,
                come: Tally::default(),
                left: Tally::default(),
                worst: None,
            });
        }
        self.all.get_mut(*place as usize)
    }

    fn take(&mut self) -> Vec<Shift> {
        for shift in &self.all {
            self.place[shift.district as usize] = NONE;
        }
        std::mem::take(&mut self.all)
    }

    /// The worst village of each district on a page; neighbours mostly lie in the same district.
    fn worst(&mut self, demand: &Demand, start: usize, deciding: &[f64]) {
        let districts = &demand.district[start..start + deciding.len()];
        let mut first = start;
        for same in districts.chunk_by(|a, b| a == b) {
            if let Some(shift) = self.of(same[0]) {
                let mut worst = shift.worst;
                for slot in first..first + same.len() {
                    worse(&mut worst, deciding[slot - start], || demand.village[slot]);
                }
                shift.worst = worst;
            }
            first += same.len();
        }
    }

    /// A slot that was decided otherwise.
    fn changed(&mut self, demand: &Demand, slot: usize, covered: [bool; 2], status: [Status; 2]) {
        let Some(shift) = self.of(demand.district[slot]) else {
            return;
        };
        let more = |was: bool, is: bool| i32::from(is) - i32::from(was);
        let counted = |s: Status| more(status[0] == s, status[1] == s);
        shift.borderline += counted(Status::Borderline);
        shift.gap += counted(Status::Gap);
        shift.covered += more(covered[0], covered[1]);
        match covered {
            [false, true] => shift.come += demand.people[slot],
            [true, false] => shift.left += demand.people[slot],
            _ => {}
        }
    }
}

impl Shift {
    /// Adds it to the sums of the district.
    pub fn apply(self, sums: &mut DistrictSums) {
        sums.covered = sums.covered.saturating_add_signed(self.covered);
        sums.borderline = sums.borderline.saturating_add_signed(self.borderline);
        sums.gap = sums.gap.saturating_add_signed(self.gap);
        sums.people_covered += PersonSum::from(self.come);
        sums.people_covered -= PersonSum::from(self.left);
        if let Some((deciding, village)) = self.worst {
            worse(&mut sums.worst, deciding, || village);
        }
    }
}

/// Judges some pages by other radii, from the first one of which the sums are given.
pub(super) fn slid(
    judge: &Judge<'_>,
    rows: &[Vec<Rows>],
    before: &VillageAnswers,
    (first, sums): (usize, &mut [PageSums]),
    judged: &mut Judged,
    shifts: &mut Shifts,
) -> Slid {
    let demand = judge.demand;
    let old = before.columns.deciding();
    let mut columns = Columns {
        margin: Vec::with_capacity(sums.len() * PAGE),
        ..Columns::default()
    };
    let (mut pages, mut changed) = (Vec::new(), Vec::new());
    for (page, sums) in (first..).zip(sums) {
        let was = before.columns.status.page(page);
        let other = judge.page(page, &rows[page], Some(was), sums, judged);
        let (start, is) = (judge.slots(page).start, judged.status());
        columns.margin.extend_from_slice(judged.margin());
        if judge.k > 1 {
            columns.deciding.extend_from_slice(judged.deciding());
        }
        columns.gaps.extend(gaps(demand, start, judged));
        shifts.worst(demand, start, judged.deciding());
        if other {
            pages.push(page as u32);
            columns.status.extend_from_slice(is);
        }
        // Without a tolerance the status alone says who is covered.
        if other || judge.tolerance.0 > 0.0 {
            let decided = old.page(page).iter().zip(judged.deciding());
            for ((slot, (was, is)), decided) in (start..).zip(was.iter().zip(is)).zip(decided) {
                let covered = [*decided.0 >= 0.0, *decided.1 >= 0.0];
                if was != is || covered[0] != covered[1] {
                    shifts.changed(demand, slot, covered, [*was, *is]);
                }
                if was != is {
                    changed.push(slot as u32);
                }
            }
        }
    }
    let pieces = columns.pieces();
    Slid {
        margin: pieces.margin,
        deciding: pieces.deciding,
        pages,
        status: pieces.status,
        changed,
        gaps: columns.gaps,
        districts: shifts.take(),
    }
}
