//! The facilities that serve, made ready to be asked about any district, one at a time or all of them.

use geo::MultiPolygon;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::caught::{self, Caught, caught};
use super::cells::{Cell, cells};
use super::prepare::{Prepared, PreparedDistricts};
use super::share::covered;
use super::{Server, TOLERANCE, beyond, refined};
use crate::analysis::locate::DistrictIndex;
use crate::base::{Ecef, LonLat, Metres};
use crate::model::{AnalysisSpec, AreaBounds, Coverage};

/// Numbers at earth-centred points.
pub(super) type Tree = RTree<GeomWithData<[f64; 3], u32>>;

/// The facilities that serve under a question, by place and radius.
#[derive(Clone)]
pub struct Reachable {
    /// Of every facility; `None`: it does not serve.
    servers: Vec<Option<Server>>,
    /// For each radius those that reach so far. The radius decides how far from a district they are looked for.
    trees: Vec<(f64, Tree)>,
    /// How many must reach a place.
    k: usize,
    within_unit: bool,
}

impl Reachable {
    /// The facilities that `coverage` says serve.
    #[must_use]
    pub fn new(coverage: &Coverage, spec: &AnalysisSpec, index: &DistrictIndex) -> Self {
        let servers = coverage
            .facilities
            .iter()
            .zip(&coverage.radii)
            .map(|(f, radius)| {
                let radius = radius.filter(|radius| radius.0 > 0.0)?;
                Some(Server {
                    at: f.location,
                    radius,
                    tier: f.tier,
                    unit: spec.within_unit.then(|| index.at(f.location)).flatten(),
                })
            })
            .collect();
        Self::of(servers, spec.k.max(1) as usize, spec.within_unit)
    }

    pub(super) fn of(servers: Vec<Option<Server>>, k: usize, within_unit: bool) -> Self {
        let mut radii: Vec<f64> = servers.iter().flatten().map(|s| s.radius.0).collect();
        radii.sort_by(f64::total_cmp);
        radii.dedup();
        let mut entries: Vec<Vec<_>> = vec![Vec::new(); radii.len()];
        for (i, server) in (0u32..).zip(&servers) {
            if let Some(s) = server
                && let Ok(tree) = radii.binary_search_by(|r| r.total_cmp(&s.radius.0))
            {
                entries[tree].push(GeomWithData::new(Ecef::from(s.at).0, i));
            }
        }
        let trees = radii
            .into_iter()
            .zip(entries)
            .map(|(radius, entries)| (radius, RTree::bulk_load(entries)))
            .collect();
        Self {
            servers,
            trees,
            k,
            within_unit,
        }
    }

    /// Moves a facility, of the number that it has in the coverage, or lets it serve or serve no more.
    ///
    /// Then only the answers of the districts that [`PreparedDistricts::touched_by`] names for its old and its new circle have changed.
    pub fn set(
        &mut self,
        facility: u32,
        at: LonLat,
        radius: Option<Metres>,
        index: &DistrictIndex,
    ) {
        let Some(slot) = self.servers.get_mut(facility as usize) else {
            return;
        };
        let tier = slot.map_or(0, |s| s.tier);
        if let Some(old) = slot.take()
            && let Some((_, tree)) = self
                .trees
                .iter_mut()
                .find(|(r, _)| r.to_bits() == old.radius.0.to_bits())
        {
            tree.remove(&GeomWithData::new(Ecef::from(old.at).0, facility));
        }
        let Some(radius) = radius.filter(|radius| radius.0 > 0.0) else {
            return;
        };
        *slot = Some(Server {
            at,
            radius,
            tier,
            unit: self.within_unit.then(|| index.at(at)).flatten(),
        });
        let entry = GeomWithData::new(Ecef::from(at).0, facility);
        match self
            .trees
            .iter_mut()
            .find(|(r, _)| r.to_bits() == radius.0.to_bits())
        {
            Some((_, tree)) => tree.insert(entry),
            None => self.trees.push((radius.0, RTree::bulk_load(vec![entry]))),
        }
    }

    pub(super) fn servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().flatten()
    }

    /// The share of one district that is within reach, without polygons where they are not needed.
    #[must_use]
    pub fn share(&self, prepared: &PreparedDistricts, number: usize) -> AreaBounds {
        self.answer(prepared, number, false).0
    }

    /// The share of one district, and its area beyond reach in degrees.
    #[must_use]
    pub fn district(
        &self,
        prepared: &PreparedDistricts,
        number: usize,
    ) -> (AreaBounds, MultiPolygon<f64>) {
        let (bounds, polygons) = self.answer(prepared, number, true);
        (bounds, polygons.unwrap_or_else(|| MultiPolygon(Vec::new())))
    }

    fn answer(
        &self,
        prepared: &PreparedDistricts,
        number: usize,
        polygons: bool,
    ) -> (AreaBounds, Option<MultiPolygon<f64>>) {
        let district = &prepared.districts[number];
        let near = self.near(district, number as u32);
        if near.len() < self.k || district.outline.area <= 0.0 {
            return (
                district.bounds(0.0, 0.0),
                polygons.then(|| beyond::whole(district)),
            );
        }
        // Circles that hold the whole district decide alone.
        let holding = near.iter().filter(|s| district.lies_within(s)).count();
        if holding >= self.k {
            return (district.bounds(1.0, 1.0), None);
        }
        let plain = self.k == 1
            && district.reach.0 <= caught::FARTHEST
            && near.iter().all(|s| s.radius.0 <= caught::LARGEST);
        if plain {
            let close = Close::of(district, &near);
            let bounds = close.bounds(district);
            if bounds.high - bounds.low <= TOLERANCE.max(3.0 * district.rounding) {
                let polygons = (polygons && bounds.low < 1.0)
                    .then(|| beyond::left(district, &near, &close.discs, &close.cells));
                return (bounds, polygons);
            }
        }
        let (bounds, polygons) = refined::district_area(district, &near, self.k);
        (bounds, Some(polygons))
    }

    /// The servers whose circle may touch the district, in input order.
    fn near(&self, district: &Prepared, number: u32) -> Vec<Server> {
        let centre = Ecef::from(district.centre).0;
        let mut numbers: Vec<u32> = self
            .trees
            .iter()
            .flat_map(|(radius, tree)| {
                let limit = radius + district.reach.0;
                tree.locate_within_distance(centre, limit * limit)
                    .map(|entry| entry.data)
            })
            .collect();
        numbers.sort_unstable();
        numbers
            .into_iter()
            .filter_map(|i| self.servers[i as usize])
            .filter(|s| !self.within_unit || s.unit == Some(number))
            .collect()
    }
}

/// The circles about a district, caught, and the cells of their union.
struct Close {
    discs: Vec<Caught>,
    cells: Vec<Cell>,
}

impl Close {
    fn of(district: &Prepared, near: &[Server]) -> Self {
        let discs: Vec<Caught> = near.iter().map(|s| caught(&district.plane, s)).collect();
        let cells = cells(&discs, &district.outline.frame);
        Self { discs, cells }
    }

    fn bounds(&self, district: &Prepared) -> AreaBounds {
        let [least, most] = covered(&district.outline, &self.discs, &self.cells)
            .map(|area| area / district.outline.area);
        let rounding = district.rounding;
        if least > 1.0 - rounding {
            return district.bounds(1.0, 1.0);
        }
        let high = if most < rounding {
            0.0
        } else {
            (most + rounding).min(1.0)
        };
        district.bounds((least - rounding).clamp(0.0, high), high)
    }
}
