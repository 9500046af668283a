//! The merged area within reach of each tier, for the map.
//!
//! Each circle is cut to its own cell among the circles of its tier, in a plane of its own, so that the overlay has few edges and next
//! to no crossings; groups of circles that do not meet are merged apart from each other.

use geo::MultiPolygon;
use i_overlay::core::fill_rule::FillRule;
use rayon::prelude::*;
use rstar::primitives::GeomWithData;

use super::caught::{Caught, LARGEST};
use super::cells::cell_among;
use super::degrees::{along_degrees, turned};
use super::piece::{Bend, HIGHEST_LATITUDE, fan, piece};
use super::reachable::{Reachable, Tree};
use super::{Server, disc};
use crate::base::authalic::Authalic;
use crate::base::projection::EqualArea;
use crate::base::{Cancelled, Ecef, Metres, Progress};
use crate::model::Dataset;

/// Corners of a circle that is too large for a plane.
const CORNERS: usize = 96;
/// Circles nearer than this share of their reach count as meeting: their polygons stand out of them a little.
const ROOM: f64 = 1.01;

/// The merged circles of each tier, in degrees.
pub(super) fn by_tier(
    dataset: &Dataset,
    reachable: &Reachable,
    progress: &Progress,
) -> Result<Vec<MultiPolygon<f64>>, Cancelled> {
    (0..dataset.tiers.len())
        .map(|tier| {
            let own = |s: &&Server| usize::from(s.tier) == tier;
            merged(reachable.servers().filter(own).copied().collect(), progress)
        })
        .collect()
}

/// The union of circles, in degrees.
fn merged(servers: Vec<Server>, progress: &Progress) -> Result<MultiPolygon<f64>, Cancelled> {
    let circles = Circles::new(servers);
    let found: Vec<Found> = (0..circles.servers.len())
        .into_par_iter()
        .map(|i| progress.check().map(|()| circles.piece(i)))
        .collect::<Result<_, Cancelled>>()?;
    let groups = groups(&found);
    let unions: Vec<MultiPolygon<f64>> = groups
        .par_iter()
        .map(|group| {
            progress.check()?;
            let rings: Vec<_> = group
                .iter()
                .map(|i| found[*i as usize].ring.clone())
                .filter(|ring| ring.len() > 2)
                .collect();
            Ok(turned(&rings, FillRule::NonZero))
        })
        .collect::<Result<_, Cancelled>>()?;
    Ok(MultiPolygon(unions.into_iter().flatten().collect()))
}

/// The circles of a tier.
struct Circles {
    servers: Vec<Server>,
    places: Vec<Ecef>,
    tree: Tree,
    longest: Metres,
}

/// A circle's own piece in degrees, with the circles that it meets.
struct Found {
    ring: Vec<[f64; 2]>,
    meets: Vec<u32>,
}

impl Circles {
    fn new(servers: Vec<Server>) -> Self {
        let places: Vec<Ecef> = servers.iter().map(|s| s.at.into()).collect();
        let entries = (0u32..)
            .zip(&places)
            .map(|(i, p)| GeomWithData::new(p.0, i))
            .collect();
        Self {
            tree: Tree::bulk_load(entries),
            longest: Metres(servers.iter().map(|s| s.radius.0).fold(0.0, f64::max)),
            places,
            servers,
        }
    }

    fn piece(&self, i: usize) -> Found {
        let own = &self.servers[i];
        let place = self.places[i];
        let limit = ROOM * (own.radius.0 + self.longest.0);
        let mut meets: Vec<u32> = self
            .tree
            .locate_within_distance(place.0, limit * limit)
            .map(|entry| entry.data)
            .filter(|j| {
                let reach = ROOM * (own.radius.0 + self.servers[*j as usize].radius.0);
                self.places[*j as usize].chord2(place) < reach * reach
            })
            .collect();
        meets.sort_unstable();
        let plane = EqualArea::new(own.at);
        let latitude = own.at.lat.abs() + own.radius.0 / 110_000.0;
        let ring = if self.longest.0 > LARGEST || latitude > HIGHEST_LATITUDE {
            along_degrees(&plane, &disc::disc(&plane, own, CORNERS, disc::Kind::Alike))
        } else {
            self.cut(&plane, i, &meets, latitude)
        };
        Found { ring, meets }
    }

    /// The piece of a circle that is small enough to be one in its plane.
    fn cut(&self, plane: &EqualArea, i: usize, meets: &[u32], latitude: f64) -> Vec<[f64; 2]> {
        let own = &self.servers[i];
        let discs: Vec<Caught> = meets
            .iter()
            .map(|j| Caught {
                centre: plane.of_authalic(Authalic::from(self.places[*j as usize])),
                inner: self.servers[*j as usize].radius.0,
                outer: self.servers[*j as usize].radius.0,
            })
            .collect();
        let number = meets.iter().position(|j| *j as usize == i);
        let Some(cell) = number.and_then(|number| cell_among(&discs, number)) else {
            return Vec::new();
        };
        let directions = fan(own.radius.0);
        let step = std::f64::consts::TAU / directions.len() as f64;
        // The regular polygon of the circle's area.
        let radius = own.radius.0 * (step / step.sin()).sqrt();
        let about = own.at.lon;
        piece(
            directions,
            radius,
            &cell.sides,
            Bend::new(latitude, own.radius.0),
        )
        .into_iter()
        .map(|p| {
            let p = plane.inverse(p);
            [p.lon + 360.0 * ((about - p.lon) / 360.0).round(), p.lat]
        })
        .collect()
    }
}

/// The circles that hang together, each group in ascending order, the groups by their first.
fn groups(found: &[Found]) -> Vec<Vec<u32>> {
    const NONE: u32 = u32::MAX;
    let mut group_of = vec![NONE; found.len()];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut waiting = Vec::new();
    for first in 0..found.len() {
        if group_of[first] != NONE {
            continue;
        }
        let number = groups.len() as u32;
        let mut group = Vec::new();
        group_of[first] = number;
        waiting.push(first as u32);
        while let Some(i) = waiting.pop() {
            group.push(i);
            for j in &found[i as usize].meets {
                if group_of[*j as usize] == NONE {
                    group_of[*j as usize] = number;
                    waiting.push(*j);
                }
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}
