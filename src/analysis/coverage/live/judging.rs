//! Judging what was measured: everybody, those near an edited facility, or everybody by other radii, of whom only those whose answer
//! is another are counted again.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::judge::{Judge, Judged, PageSums};
use super::super::lists::{DistrictSums, RoughGap, worse};
use super::super::rows::{PAGE, Rows};
use super::LiveCoverage;
use crate::analysis::AnalysisError;
use crate::analysis::demand::Demand;
use crate::base::{Cancelled, Metres, PersonSum, Progress, Tally};
use crate::model::answers::NONE;
use crate::model::{Paged, ServingFacility, Status, VillageAnswers};

/// How many pages are judged and kept together: few enough for a near cache, enough for few pieces of memory.
const CHUNK: usize = 32;

/// The columns of some pages, one after the other.
#[derive(Default)]
struct Columns {
    margin: Vec<f64>,
    deciding: Vec<f64>,
    status: Vec<Status>,
    facility: Vec<u32>,
    distance: Vec<f64>,
    sums: Vec<PageSums>,
    gaps: Vec<RoughGap>,
}

/// The same in the memory in which they stay.
struct Pieces {
    margin: Arc<[f64]>,
    deciding: Arc<[f64]>,
    status: Arc<[Status]>,
    facility: Arc<[u32]>,
    distance: Arc<[f64]>,
}

impl Columns {
    /// Appends a page. Without k > 1 what decides is the margin and not kept twice.
    fn push(&mut self, judged: &Judged, k: usize) {
        self.margin.extend_from_slice(judged.margin());
        self.status.extend_from_slice(judged.status());
        if k > 1 {
            self.deciding.extend_from_slice(judged.deciding());
        }
    }

    fn pieces(&self) -> Pieces {
        Pieces {
            margin: self.margin.as_slice().into(),
            deciding: self.deciding.as_slice().into(),
            status: self.status.as_slice().into(),
            facility: self.facility.as_slice().into(),
            distance: self.distance.as_slice().into(),
        }
    }
}

/// What other radii make of some pages.
struct Slid {
    margin: Arc<[f64]>,
    deciding: Arc<[f64]>,
    /// The pages on which a status is another, and these pages.
    pages: Vec<u32>,
    status: Arc<[Status]>,
    /// The slots whose status is another.
    changed: Vec<u32>,
    gaps: Vec<RoughGap>,
    districts: Vec<Shift>,
}

/// What other radii make of the villages of a district that lie on some pages.
struct Shift {
    district: u32,
    /// More or fewer that are covered, borderline, gaps.
    covered: i32,
    borderline: i32,
    gap: i32,
    come: Tally,
    left: Tally,
    worst: Option<(f64, u32)>,
}

/// The districts that occur on some pages, found by number.
struct Shifts {
    /// Where each district is in `all`, or [`NONE`].
    place: Vec<u32>,
    all: Vec<Shift>,
}

impl Shifts {
    fn new(districts: usize) -> Self {
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
    fn apply(self, sums: &mut DistrictSums) {
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

/// The gaps of a page.
fn gaps<'a>(
    demand: &'a Demand,
    start: usize,
    judged: &'a Judged,
) -> impl Iterator<Item = RoughGap> + 'a {
    let slots = judged.status().iter().zip(judged.deciding()).zip(start..);
    let gaps = slots.filter(|((status, _), _)| **status == Status::Gap);
    gaps.map(|((_, deciding), slot)| RoughGap::new(*deciding, demand.village[slot]))
}

impl LiveCoverage {
    fn judge_with<'a>(
        &'a self,
        radii: &'a [Option<Metres>],
        facilities: &'a Paged<ServingFacility>,
    ) -> Judge<'a> {
        Judge {
            demand: &self.demand,
            costs: &self.costs,
            facilities,
            radii,
            k: self.rule.k,
            tolerance: self.tolerance,
        }
    }

    /// Judges everyone, and gives the gaps in any order. `measuring`: nothing was measured before, and nothing of it is kept.
    pub(super) fn judge_all(
        &mut self,
        radii: &[Option<Metres>],
        facilities: &Paged<ServingFacility>,
        measuring: Option<&Progress>,
    ) -> Result<Vec<RoughGap>, AnalysisError> {
        let (judge, survey) = (self.judge_with(radii, facilities), self.survey());
        let measure = |page: usize| {
            let of_tier = |(tier, radius): (usize, &Option<Metres>)| {
                radius.map_or_else(Rows::default, |_| survey.page(tier, page))
            };
            radii.iter().enumerate().map(of_tier).collect::<Vec<_>>()
        };
        let k = self.rule.k;
        let chunks = self.rows.par_chunks(CHUNK).enumerate();
        let judged: Vec<(Pieces, Vec<PageSums>, Vec<RoughGap>)> = chunks
            .map_init(Judged::default, |judged, (chunk, rows)| {
                let mut columns = Columns::default();
                for (page, kept) in (chunk * CHUNK..).zip(rows) {
                    let measured = measuring.map(|_| measure(page));
                    let rows = measured.as_deref().unwrap_or(kept);
                    if let Some(progress) = measuring {
                        progress.advance(PAGE as u64)?;
                    }
                    let mut sums = PageSums::default();
                    judge.page(page, rows, None, &mut sums, judged);
                    let nearest = judge.nearest(page, rows);
                    columns.push(judged, k);
                    columns.facility.extend(nearest.facility);
                    columns.distance.extend(nearest.distance);
                    columns.sums.push(sums);
                    let start = judge.slots(page).start;
                    columns.gaps.extend(gaps(judge.demand, start, judged));
                }
                Ok((columns.pieces(), columns.sums, columns.gaps))
            })
            .collect::<Result<_, Cancelled>>()?;
        let (mut pieces, mut all) = (Vec::with_capacity(judged.len()), Vec::new());
        self.sums.clear();
        for (piece, sums, gaps) in judged {
            pieces.push(piece);
            self.sums.extend(sums);
            all.extend(gaps);
        }
        let column = &mut self.villages.columns;
        self.villages.slots = Some(Arc::clone(self.demand.origins.slots()));
        column.district = Arc::clone(&self.demand.district);
        column.nearest = paged(&pieces, |p| &p.facility);
        column.distance = paged(&pieces, |p| &p.distance);
        column.margin = paged(&pieces, |p| &p.margin);
        column.deciding = (k > 1).then(|| paged(&pieces, |p| &p.deciding));
        column.status = paged(&pieces, |p| &p.status);
        Ok(all)
    }

    /// Judges everyone by other radii or another tolerance, with which the same tiers serve as before, so that everybody's nearest
    /// facility stays. Gives the slots whose status is another, and the gaps in any order.
    pub(super) fn judge_radii(
        &mut self,
        radii: &[Option<Metres>],
        facilities: &Paged<ServingFacility>,
    ) -> (Vec<u32>, Vec<RoughGap>) {
        let mut sums = std::mem::take(&mut self.sums);
        let judge = self.judge_with(radii, facilities);
        let (rows, before) = (&self.rows, &self.villages);
        let districts = self.districts.len();
        let chunks = sums.par_chunks_mut(CHUNK).enumerate();
        let slid: Vec<Slid> = chunks
            .map_init(
                || (Judged::default(), Shifts::new(districts)),
                |(judged, shifts), (chunk, sums)| {
                    slid(&judge, rows, before, (chunk * CHUNK, sums), judged, shifts)
                },
            )
            .collect();
        self.sums = sums;
        let columns = &mut self.villages.columns;
        columns.margin = paged(&slid, |s| &s.margin);
        columns.deciding = (self.rule.k > 1).then(|| paged(&slid, |s| &s.deciding));
        let (mut changed, mut gaps) = (Vec::new(), Vec::new());
        for sums in &mut self.districts {
            sums.worst = None;
        }
        for slid in slid {
            columns.status.replace_pages(&slid.pages, &slid.status);
            changed.extend_from_slice(&slid.changed);
            gaps.extend_from_slice(&slid.gaps);
            for shift in slid.districts {
                if let Some(sums) = self.districts.get_mut(shift.district as usize) {
                    shift.apply(sums);
                }
            }
        }
        (changed, gaps)
    }

    /// Judges the pages of some slots, and gives the slots whose answer is another.
    pub(super) fn judge_slots(
        &mut self,
        slots: &[u32],
        radii: &[Option<Metres>],
        facilities: &Paged<ServingFacility>,
    ) -> Vec<u32> {
        let mut pages: Vec<u32> = slots.iter().map(|s| s / PAGE as u32).collect();
        pages.dedup();
        let (judge, k) = (self.judge_with(radii, facilities), self.rule.k);
        let judged: Vec<(Pieces, PageSums)> = pages
            .par_iter()
            .with_min_len(8)
            .map_init(Judged::default, |judged, page| {
                let rows = &self.rows[*page as usize];
                let mut sums = PageSums::default();
                judge.page(*page as usize, rows, None, &mut sums, judged);
                let nearest = judge.nearest(*page as usize, rows);
                let mut columns = Columns {
                    facility: nearest.facility,
                    distance: nearest.distance,
                    ..Columns::default()
                };
                columns.push(judged, k);
                (columns.pieces(), sums)
            })
            .collect();
        let mut differing = Vec::new();
        for (page, (pieces, sums)) in pages.into_iter().zip(judged) {
            let start = page as usize * PAGE;
            let of_page = start..start + pieces.status.len();
            let before: Vec<_> = of_page.clone().map(|s| self.villages.in_slot(s)).collect();
            self.sums[page as usize] = sums;
            let columns = &mut self.villages.columns;
            columns.nearest.replace_pages(&[page], &pieces.facility);
            columns.distance.replace_pages(&[page], &pieces.distance);
            columns.margin.replace_pages(&[page], &pieces.margin);
            if let Some(deciding) = &mut columns.deciding {
                deciding.replace_pages(&[page], &pieces.deciding);
            }
            columns.status.replace_pages(&[page], &pieces.status);
            let other = of_page.zip(before);
            let other = other.filter(|(slot, before)| self.villages.in_slot(*slot) != *before);
            differing.extend(other.map(|(slot, _)| slot as u32));
        }
        differing
    }
}

fn paged<P, T: Clone>(pieces: &[P], piece: impl Fn(&P) -> &Arc<[T]>) -> Paged<T> {
    let pieces: Vec<Arc<[T]>> = pieces.iter().map(|p| Arc::clone(piece(p))).collect();
    Paged::of_pieces(&pieces)
}

/// Judges some pages by other radii, from the first one of which the sums are given.
fn slid(
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
