//! Judging what was measured: everybody, those near an edited facility, or everybody by other radii, of whom only those whose answer
//! is another are counted again.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::judge::{Judge, Judged, PageSums};
use super::super::lists::RoughGap;
use super::super::rows::{PAGE, Rows};
use super::LiveCoverage;
use super::slide::{Shifts, Slid, slid};
use crate::analysis::AnalysisError;
use crate::analysis::demand::Demand;
use crate::base::{Cancelled, Metres, Progress};
use crate::model::{Paged, ServingFacility, Status};

/// How many pages are judged and kept together: few enough for a near cache, enough for few pieces of memory.
const CHUNK: usize = 32;

/// The columns of some pages, one after the other.
#[derive(Default)]
pub(super) struct Columns {
    pub margin: Vec<f64>,
    pub deciding: Vec<f64>,
    pub status: Vec<Status>,
    pub facility: Vec<u32>,
    pub distance: Vec<f64>,
    pub sums: Vec<PageSums>,
    pub gaps: Vec<RoughGap>,
}

/// The same in the memory in which they stay.
pub(super) struct Pieces {
    pub margin: Arc<[f64]>,
    pub deciding: Arc<[f64]>,
    pub status: Arc<[Status]>,
    pub facility: Arc<[u32]>,
    pub distance: Arc<[f64]>,
}

impl Columns {
    /// Appends a page. Without k > 1 what decides is the margin and not kept twice.
    pub fn push(&mut self, judged: &Judged, k: usize) {
        self.margin.extend_from_slice(judged.margin());
        self.status.extend_from_slice(judged.status());
        if k > 1 {
            self.deciding.extend_from_slice(judged.deciding());
        }
    }

    pub fn pieces(&self) -> Pieces {
        Pieces {
            margin: self.margin.as_slice().into(),
            deciding: self.deciding.as_slice().into(),
            status: self.status.as_slice().into(),
            facility: self.facility.as_slice().into(),
            distance: self.distance.as_slice().into(),
        }
    }
}

/// The gaps of a page.
pub(super) fn gaps<'a>(
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
