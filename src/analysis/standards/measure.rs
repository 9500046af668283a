//! The nearest facilities of every village, measured once for a set of facilities and carried on when few of them change.

use std::sync::Arc;

use rayon::prelude::*;

use super::world::World;
use crate::analysis::demand::Demand;
use crate::base::{Cancelled, LonLat, Place};
use crate::model::answers::NONE;
use crate::model::standard::Home;
use crate::model::{Level, Truth};
use crate::travel::{Costs, Origins, Reached, Scratch, StraightLine};

/// A set that differs by more than this is measured afresh.
const FEW: usize = 64;
/// Distinct units in a bucket of villages from which each village is asked by itself.
const MANY_UNITS: usize = 4;

/// A facility that serves: its number, its place, and the unit whose villages alone it serves (0 where it serves all).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Member {
    pub facility: u32,
    pub at: LonLat,
    pub unit: u32,
}

/// The `k` nearest of a set for every village that has a place.
#[derive(Clone)]
pub(super) struct Measured {
    k: usize,
    inside: Option<Level>,
    members: Vec<Member>,
    /// The units that have members, in rising order; a group of `costs` each.
    groups: Vec<u32>,
    costs: StraightLine,
    /// By slot, `k` each.
    rows: Vec<Reached>,
}

/// What was measured.
#[derive(Default)]
pub(super) struct Measures(Vec<(Arc<Measured>, bool)>);

/// What is asked to be measured.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// So many of the nearest.
    pub k: usize,
    /// Only those of the village's own unit of this level.
    pub inside: Option<Level>,
}

impl Measures {
    /// The nearest facilities whose truth is `which`, for every village.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn of(
        &mut self,
        world: &mut World<'_>,
        passing: &[Truth],
        which: Truth,
        wanted: Wanted,
    ) -> Result<Arc<Measured>, Cancelled> {
        let members = members(world, passing, which, wanted.inside);
        let alike = |m: &Measured| m.k == wanted.k && m.inside == wanted.inside;
        let same = |(m, _): &&mut (Arc<Measured>, bool)| alike(m) && m.members == members;
        if let Some((measured, used)) = self.0.iter_mut().find(same) {
            *used = true;
            return Ok(Arc::clone(measured));
        }
        let units = wanted.inside.map(|level| world.units_of_villages(level));
        let demand = world.request.demand;
        let unit_of_slot = |slot: usize| match &units {
            None => 0,
            Some(units) => units
                .get(demand.origins.number(slot) as usize)
                .copied()
                .unwrap_or(NONE),
        };
        let near = self.0.iter().position(|(m, used)| {
            // One that another rule of this check uses is left to it.
            !used && alike(m) && m.groups_serve(&members) && few_differ(&m.members, &members)
        });
        let measured = if let Some(near) = near {
            let (before, _) = self.0.swap_remove(near);
            let mut measured = Arc::unwrap_or_clone(before);
            measured.carry_on(demand, members, &unit_of_slot, world)?;
            measured
        } else {
            Measured::new(demand, members, wanted, &unit_of_slot, world)?
        };
        let measured = Arc::new(measured);
        self.0.push((Arc::clone(&measured), true));
        Ok(measured)
    }

    /// A check begins: nothing is used yet, whatever one before it that was stopped had used.
    pub fn begin(&mut self) {
        for (_, used) in &mut self.0 {
            *used = false;
        }
    }

    /// Forgets what was not used since the check began.
    pub fn sweep(&mut self) {
        self.0.retain(|(_, used)| *used);
    }
}

fn members(
    world: &mut World<'_>,
    passing: &[Truth],
    which: Truth,
    inside: Option<Level>,
) -> Vec<Member> {
    let units = inside.map(|level| world.placed(level, Home::Register));
    let all = (0u32..).zip(world.request.facilities).zip(passing);
    all.filter(|(_, passes)| **passes == which)
        .map(|((facility, f), _)| Member {
            facility,
            at: f.location,
            unit: units.as_ref().map_or(0, |u| u[facility as usize]),
        })
        .filter(|m| m.unit != NONE)
        .collect()
}

/// The members of one list that the other has not; both in the order of their numbers.
fn without<'a>(list: &'a [Member], other: &'a [Member]) -> impl Iterator<Item = &'a Member> {
    list.iter().filter(|m| {
        let at = other.binary_search_by_key(&m.facility, |o| o.facility);
        at.map_or(true, |at| other[at] != **m)
    })
}

fn few_differ(a: &[Member], b: &[Member]) -> bool {
    a.len().abs_diff(b.len()) <= FEW
        && without(a, b).take(FEW + 1).count() <= FEW
        && without(b, a).take(FEW + 1).count() <= FEW
}

impl Measured {
    fn new(
        demand: &Demand,
        members: Vec<Member>,
        wanted: Wanted,
        unit_of_slot: &(impl Fn(usize) -> u32 + Sync),
        world: &World<'_>,
    ) -> Result<Self, Cancelled> {
        let mut groups: Vec<u32> = members.iter().map(|m| m.unit).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut lists = vec![Vec::new(); groups.len()];
        for member in &members {
            if let Ok(group) = groups.binary_search(&member.unit) {
                lists[group].push((member.facility, member.at));
            }
        }
        let origins = &demand.origins;
        let mut measured = Self {
            k: wanted.k,
            inside: wanted.inside,
            members,
            groups,
            costs: StraightLine::new(lists),
            rows: vec![Reached::NONE; origins.len() * wanted.k],
        };
        let mut rows = std::mem::take(&mut measured.rows);
        let width = if origins.buckets() == 0 {
            1
        } else {
            origins.bucket(0).len()
        };
        if !measured.members.is_empty() {
            rows.par_chunks_mut((width * wanted.k).max(1))
                .enumerate()
                .try_for_each_init(Room::default, |room, (bucket, rows)| {
                    world.progress.check()?;
                    measured.bucket(origins, bucket, unit_of_slot, room, rows);
                    Ok(())
                })?;
        }
        measured.rows = rows;
        Ok(measured)
    }

    fn groups_serve(&self, members: &[Member]) -> bool {
        let known = |m: &Member| self.groups.binary_search(&m.unit).is_ok();
        members.iter().all(known)
    }

    /// Measures a bucket of villages.
    fn bucket(
        &self,
        origins: &Origins,
        bucket: usize,
        unit_of_slot: &impl Fn(usize) -> u32,
        room: &mut Room,
        rows: &mut [Reached],
    ) {
        let k = self.k;
        let slots = origins.bucket(bucket);
        room.units.clear();
        room.units.extend(slots.clone().map(unit_of_slot));
        room.distinct.clone_from(&room.units);
        room.distinct.sort_unstable();
        room.distinct.dedup();
        let group = |unit: u32| self.groups.binary_search(&unit).ok();
        if room.distinct.len() > MANY_UNITS {
            for ((slot, unit), row) in slots.zip(&room.units).zip(rows.chunks_exact_mut(k)) {
                row.fill(Reached::NONE);
                if let Some(group) = group(*unit) {
                    let from = origins.place(slot).at;
                    self.costs.nearest(group, from, k, &mut room.found);
                    row[..room.found.len()].copy_from_slice(&room.found);
                }
            }
            return;
        }
        for unit in &room.distinct {
            let found = group(*unit).map(|group| {
                let (scratch, found) = (&mut room.scratch, &mut room.found);
                self.costs
                    .nearest_of_bucket(group, origins, bucket, k, scratch, found);
            });
            for (position, row) in rows.chunks_exact_mut(k).enumerate() {
                if room.units.get(position) != Some(unit) {
                    continue;
                }
                match found {
                    Some(()) => row.copy_from_slice(&room.found[position * k..(position + 1) * k]),
                    None => row.fill(Reached::NONE),
                }
            }
        }
    }

    /// Measures anew where other members may matter.
    fn carry_on(
        &mut self,
        demand: &Demand,
        members: Vec<Member>,
        unit_of_slot: &(impl Fn(usize) -> u32 + Sync),
        world: &World<'_>,
    ) -> Result<(), Cancelled> {
        let origins = &demand.origins;
        let mut buckets = Vec::new();
        let gone: Vec<Member> = without(&self.members, &members).copied().collect();
        let come: Vec<Member> = without(&members, &self.members).copied().collect();
        let k = self.k;
        if !gone.is_empty() {
            let numbers: Vec<u32> = gone.iter().map(|m| m.facility).collect();
            for (slot, row) in self.rows.chunks_exact(k).enumerate() {
                if row
                    .iter()
                    .any(|r| numbers.binary_search(&r.facility).is_ok())
                {
                    buckets.push(origins.bucket_of(slot));
                }
            }
        }
        if !come.is_empty() {
            // A village is concerned by who is no farther than the last that it has; who has too few is concerned by all.
            let last = |slot: usize| self.rows[slot * k + k - 1].distance.0;
            let concern = origins.concern(last);
            for member in &come {
                origins.concerned(Place::from(member.at), &concern, |b| buckets.push(b));
            }
        }
        let group =
            |groups: &[u32], m: &Member| groups.binary_search(&m.unit).unwrap_or(usize::MAX);
        for member in &gone {
            self.costs
                .remove(group(&self.groups, member), member.facility);
        }
        for member in &come {
            let group = group(&self.groups, member);
            self.costs.add(group, member.facility, member.at);
        }
        self.members = members;
        buckets.sort_unstable();
        buckets.dedup();
        let measured: Vec<Vec<Reached>> = buckets
            .par_iter()
            .map_init(Room::default, |room, bucket| {
                world.progress.check()?;
                let mut rows = vec![Reached::NONE; origins.bucket(*bucket).len() * k];
                self.bucket(origins, *bucket, unit_of_slot, room, &mut rows);
                Ok(rows)
            })
            .collect::<Result<_, Cancelled>>()?;
        for (bucket, rows) in buckets.iter().zip(measured) {
            let slots = origins.bucket(*bucket);
            self.rows[slots.start * k..slots.end * k].copy_from_slice(&rows);
        }
        Ok(())
    }

    /// The nearest of a slot, nearest first; [`Reached::NONE`] where there are no more.
    pub fn row(&self, slot: usize) -> &[Reached] {
        self.rows
            .get(slot * self.k..(slot + 1) * self.k)
            .unwrap_or_default()
    }

    /// A facility's distance as exact as it must be to be held against limits.
    pub fn against(
        &self,
        from: LonLat,
        known: Reached,
        limits: [f64; 3],
        place: impl Fn(u32) -> LonLat,
    ) -> f64 {
        use crate::base::Metres;
        let mut distance = known.distance;
        for limit in limits {
            let at = || place(known.facility);
            distance = self.costs.against(Metres(limit), from, distance, &at);
        }
        distance.0
    }
}

/// Room that buckets use one after the other.
#[derive(Default)]
struct Room {
    scratch: Scratch,
    found: Vec<Reached>,
    units: Vec<u32>,
    distinct: Vec<u32>,
}
