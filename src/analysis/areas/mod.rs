//! Area within reach: the share of each district between two proven bounds, and the polygons beyond and within reach (definition D2).
//!
//! Every district has its own equal-area plane. In it each facility's geodesic circle is caught between a polygon inside it and a
//! polygon around it; their unions, cut with the district, bound the true area from below and above. The corners are refined until the
//! bounds are close enough.

mod degrees;
mod disc;
mod plane;
mod prepare;
mod reach;

pub use prepare::PreparedDistricts;

use geo::MultiPolygon;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::locate::DistrictIndex;
use crate::base::ecef::{Ecef, geodesic_upper_bound};
use crate::base::progress::Stage;
use crate::base::{Cancelled, LonLat, Metres, Progress, SquareMetres};
use crate::model::{AnalysisSpec, AreaBounds, Areas, Coverage, Dataset};
use degrees::to_degrees;
use disc::{Kind, beyond};
use plane::{Shapes, planar_area};
use prepare::Prepared;

/// The bounds of a district's share differ by no more than this (half of what is promised, for rounding).
const TOLERANCE: f64 = 0.0005;
/// A circle larger than this gets no polygon: its far side could lie round the whole plane (metres).
const LARGEST_CIRCLE: f64 = 5e6;
/// Below this a district is small (square metres).
const SMALL_DISTRICT: f64 = 1e8;
/// Corners of the first round.
const FEWEST_CORNERS: usize = 24;
/// More corners than this are of no use: rounding is larger than what they gain.
const MOST_CORNERS: usize = 8192;

/// A facility that serves, for areas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Server {
    at: LonLat,
    radius: Metres,
    tier: u16,
    unit: Option<u32>,
}

/// Computes where care reaches, for the facilities that `coverage` says serve.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub fn areas(
    dataset: &Dataset,
    coverage: &Coverage,
    spec: &AnalysisSpec,
    prepared: &PreparedDistricts,
    index: &DistrictIndex,
    progress: &Progress,
) -> Result<Areas, Cancelled> {
    progress.begin(Stage::Areas, dataset.districts.len() as u64 + 1);
    let servers: Vec<Server> = coverage
        .facilities
        .iter()
        .zip(&coverage.radii)
        .filter_map(|(f, radius)| {
            let unit = if spec.within_unit {
                index.at(f.location)
            } else {
                None
            };
            radius.map(|radius| Server {
                at: f.location,
                radius,
                tier: f.tier,
                unit,
            })
        })
        .collect();
    let reach = reach::by_tier(dataset, &servers, progress)?;
    progress.advance(1)?;
    let near = NearServers::new(&servers);
    let answers: Vec<(AreaBounds, MultiPolygon<f64>)> = prepared
        .districts
        .par_iter()
        .enumerate()
        .map(|(number, district)| {
            let unit = spec.within_unit.then_some(number as u32);
            let answer = district_area(district, &near.of(district, unit), spec.k.max(1) as usize);
            progress.advance(1).map(|()| answer)
        })
        .collect::<Result<_, Cancelled>>()?;
    let total = (!answers.is_empty()).then(|| {
        let area: f64 = answers.iter().map(|(b, _)| b.area.0).sum();
        let share = |of: fn(&AreaBounds) -> f64| {
            let sum: f64 = answers.iter().map(|(b, _)| of(b) * b.area.0).sum();
            if area > 0.0 { sum / area } else { 0.0 }
        };
        AreaBounds {
            area: SquareMetres(area),
            low: share(|b| b.low),
            high: share(|b| b.high),
        }
    });
    let (districts, beyond) = answers.into_iter().unzip();
    Ok(Areas {
        districts,
        beyond,
        reach,
        total,
    })
}

/// Server numbers at earth-centred points.
type ServerTree = RTree<GeomWithData<[f64; 3], u32>>;

/// Servers by radius in earth-centred trees, to find those whose circle can touch a district.
struct NearServers<'a> {
    servers: &'a [Server],
    trees: Vec<(f64, ServerTree)>,
}

impl<'a> NearServers<'a> {
    fn new(servers: &'a [Server]) -> Self {
        let mut radii: Vec<f64> = servers.iter().map(|s| s.radius.0).collect();
        radii.sort_by(f64::total_cmp);
        radii.dedup();
        let trees = radii
            .into_iter()
            .map(|radius| {
                let entries = (0u32..)
                    .zip(servers)
                    .filter(|(_, s)| s.radius.0.to_bits() == radius.to_bits())
                    .map(|(i, s)| GeomWithData::new(Ecef::from(s.at).0, i))
                    .collect();
                (radius, RTree::bulk_load(entries))
            })
            .collect();
        Self { servers, trees }
    }

    /// The servers whose circle may touch the district, in input order.
    fn of(&self, district: &Prepared, unit: Option<u32>) -> Vec<Server> {
        let centre = Ecef::from(district.centre).0;
        let mut numbers: Vec<u32> = self
            .trees
            .iter()
            .flat_map(|(radius, tree)| {
                let limit = radius + district.reach.0;
                tree.locate_within_distance(centre, limit * limit)
                    .map(|entry| entry.data)
            })
            .filter(|i| unit.is_none() || self.servers[*i as usize].unit == unit)
            .collect();
        numbers.sort_unstable();
        numbers
            .into_iter()
            .map(|i| self.servers[i as usize])
            .collect()
    }
}

/// The bounds for one district, and the polygons that are certainly beyond reach.
fn district_area(
    district: &Prepared,
    near: &[Server],
    k: usize,
) -> (AreaBounds, MultiPolygon<f64>) {
    let bounds = |low: f64, high: f64| AreaBounds {
        area: district.area,
        low,
        high,
    };
    if near.len() < k || district.plane_area <= 0.0 {
        return (
            bounds(0.0, 0.0),
            to_degrees(&district.plane, &district.shapes),
        );
    }
    // A circle that holds the whole district decides without any polygon.
    let holding = near.iter().filter(|s| district.lies_within(s)).count();
    if holding >= k {
        return (bounds(1.0, 1.0), MultiPolygon(Vec::new()));
    }
    // Circles too large for a polygon count as a whole: those that hold the district always, those that meet it for the upper bound.
    let (large, near): (Vec<Server>, Vec<Server>) =
        near.iter().partition(|s| s.radius.0 > LARGEST_CIRCLE);
    let held = large.iter().filter(|s| district.lies_within(s)).count();
    let met = large.iter().filter(|s| district.meets(s)).count();
    let (k, k_at_best) = (k - held, k.saturating_sub(met));
    let near = if k == 1 {
        without_swallowed(&near)
    } else {
        near
    };
    let rounding = district.rounding();
    // In a small district even the room for written coordinates would show in the bounds.
    let around = if district.plane_area < SMALL_DISTRICT {
        Kind::Around
    } else {
        Kind::WellAround
    };
    // The first round is coarse: it tells whether more is needed at all, and how much.
    let mut corners = FEWEST_CORNERS;
    loop {
        let left = |kind| match (kind, k_at_best) {
            (Kind::Inside, _) => beyond(district, &near, corners, kind, k),
            (_, 0) => Shapes::new(),
            (_, k) => beyond(district, &near, corners, kind, k),
        };
        let share = |left: &Shapes| planar_area(left) / district.plane_area;
        let out_of_inside = share(&left(Kind::Inside));
        if out_of_inside < rounding {
            return (bounds(1.0, 1.0), MultiPolygon(Vec::new()));
        }
        let beyond = left(around);
        let out_of_around = share(&beyond);
        let close = out_of_inside - out_of_around <= TOLERANCE;
        if close || corners >= MOST_CORNERS || met > held {
            let low = (1.0 - out_of_inside - rounding).max(0.0);
            let high = if out_of_around > 1.0 - rounding {
                0.0
            } else {
                (1.0 - out_of_around + rounding).min(1.0)
            };
            return (
                bounds(low.min(high), high),
                if around == Kind::WellAround {
                    to_degrees(&district.plane, &beyond)
                } else {
                    to_degrees(&district.plane, &left(Kind::WellAround))
                },
            );
        }
        // The width between the polygons shrinks with the square of the corners.
        let factor = ((out_of_inside - out_of_around) / (0.7 * TOLERANCE))
            .sqrt()
            .clamp(1.2, 16.0);
        corners = ((corners as f64 * factor) as usize)
            .next_multiple_of(4)
            .min(MOST_CORNERS);
    }
}

/// The servers whose circle no other circle holds. Of equal circles the first stays.
fn without_swallowed(near: &[Server]) -> Vec<Server> {
    let places: Vec<Ecef> = near.iter().map(|s| s.at.into()).collect();
    let swallows = |i: usize, j: usize| {
        if near[i].radius < near[j].radius {
            return false;
        }
        let apart = geodesic_upper_bound(Metres(places[i].chord2(places[j]).sqrt())).0;
        apart + near[j].radius.0 <= near[i].radius.0 || (near[i].at == near[j].at && i < j)
    };
    (0..near.len())
        .filter(|j| !(0..near.len()).any(|i| i != *j && swallows(i, *j)))
        .map(|j| near[j])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::GeoBox;
    use crate::model::{District, SourceRow};
    use geo::polygon;

    /// The bounds of a square of two degrees at 0° E, 0° N, with one server on the equator.
    fn square_with_server(lon: f64, km: f64) -> (f64, f64) {
        let corners = [LonLat::new(-1.0, -1.0), LonLat::new(1.0, 1.0)];
        let district = District {
            source: SourceRow { layer: 0, row: 0 },
            id: "".into(),
            name: "".into(),
            shape: std::sync::Arc::new(MultiPolygon(vec![
                polygon![(x: -1.0, y: -1.0), (x: 1.0, y: -1.0), (x: 1.0, y: 1.0), (x: -1.0, y: 1.0)],
            ])),
            extent: GeoBox::around(corners).expect("two corners"),
        };
        let prepared = PreparedDistricts::new(&Dataset {
            districts: vec![district],
            ..Dataset::default()
        });
        let server = Server {
            at: LonLat::new(lon, 0.0),
            radius: Metres::from_km(km),
            tier: 0,
            unit: None,
        };
        let (bounds, _) = district_area(&prepared.districts[0], &[server], 1);
        (bounds.low, bounds.high)
    }

    #[test]
    fn no_bound_is_false_for_circles_half_round_the_earth() {
        // A degree of the equator is 111.3195 km; the circle's edge runs through the square's middle.
        for lon in [60.0, 90.0, 135.0, 170.0] {
            let (low, high) = square_with_server(lon, lon * 111.3195);
            assert!(low <= 0.45 && high >= 0.55, "{lon}: {low} {high}");
            assert_eq!(square_with_server(lon, lon * 111.3195 - 400.0), (0.0, 0.0));
            assert_eq!(square_with_server(lon, lon * 111.3195 + 400.0), (1.0, 1.0));
        }
        let (low, high) = square_with_server(20.0, 20.0 * 111.3195);
        assert!(
            high - low <= 0.001 && low > 0.49 && high < 0.53,
            "{low} {high}"
        );
    }
}
