//! Who belongs to which consortium: facilities by their links, everybody else by the health centre of the township.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::world::World;
use crate::base::{LonLat, Metres, geodesic};
use crate::model::answers::NONE;
use crate::model::standard::Home;
use crate::model::{KnownTier, Level, Subject, Truth};

/// The kinds of links by which a facility belongs to a consortium.
const KINDS: [&str; 2] = ["member-of", "leads"];

/// The consortium of everybody; [`NONE`] without.
pub(super) struct Consortia {
    /// By facility.
    pub facilities: Arc<[u32]>,
    /// By village.
    pub villages: Arc<[u32]>,
    /// By unit: consortia are their own, townships have their health centre's where there is only one.
    pub units: Arc<[u32]>,
}

/// A health centre with its consortium.
struct Centre {
    at: LonLat,
    consortium: u32,
}

/// Works it out. A village or clinic belongs to the consortium of its township's health centre, of the nearest one where there are several.
pub(super) fn consortia(world: &mut World<'_>) -> Consortia {
    let request = world.request;
    let units = &request.register.units;
    let mut linked = vec![NONE; request.facilities.len()];
    for link in &request.register.links {
        let (Subject::Facility(f), Subject::Unit(u)) = (link.from, link.to) else {
            continue;
        };
        let is_consortium = |u: u32| {
            let unit = units.list.get(u as usize);
            unit.is_some_and(|unit| unit.level == Level::Consortium)
        };
        if KINDS.contains(&&*link.kind) && is_consortium(u) && world.holds(link) == Truth::Yes {
            match linked.get_mut(f as usize) {
                Some(slot) if *slot == NONE => *slot = u,
                _ => {}
            }
        }
    }
    let townships = world.placed(Level::Township, Home::Register);
    let mut centres: BTreeMap<u32, Vec<Centre>> = BTreeMap::new();
    for ((facility, consortium), township) in
        request.facilities.iter().zip(&linked).zip(&*townships)
    {
        let tier = request.dataset.tiers.get(usize::from(facility.tier));
        let leads_here = tier
            .and_then(|t| t.known)
            .is_some_and(|known| matches!(known, KnownTier::Township | KnownTier::Community));
        if leads_here && *consortium != NONE && *township != NONE {
            centres.entry(*township).or_default().push(Centre {
                at: facility.location,
                consortium: *consortium,
            });
        }
    }
    let here = |township: u32, at: Option<LonLat>| -> u32 {
        let Some((first, others)) = centres.get(&township).and_then(|c| c.split_first()) else {
            return NONE;
        };
        if others.iter().all(|c| c.consortium == first.consortium) {
            return first.consortium;
        }
        let Some(at) = at else { return NONE };
        let all = std::iter::once(first).chain(others);
        let distance = |c: &Centre| -> Metres { geodesic::distance(at, c.at) };
        all.min_by(|a, b| distance(a).0.total_cmp(&distance(b).0))
            .map_or(NONE, |c| c.consortium)
    };
    let of_facility = request.facilities.iter().zip(&linked).zip(&*townships);
    let of_facility = of_facility
        .map(|((f, linked), township)| {
            if *linked == NONE {
                here(*township, Some(f.location))
            } else {
                *linked
            }
        })
        .collect();
    let of_villages = world.units_of_villages(Level::Township);
    let villages = request.dataset.villages.iter().zip(&*of_villages);
    let of_village = villages.map(|(v, t)| here(*t, v.location)).collect();
    let of_unit = (0u32..).zip(&units.list).map(|(i, unit)| match unit.level {
        Level::Consortium => i,
        Level::Township => here(i, None),
        _ => NONE,
    });
    Consortia {
        facilities: of_facility,
        villages: of_village,
        units: of_unit.collect(),
    }
}
