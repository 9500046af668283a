//! Shares, bounds and polygons together, against the other method and against known areas.

use std::f64::consts::PI;
use std::sync::Arc;

use geo::{Area, LineString, Polygon, Validation, polygon};
use proptest::prelude::*;

use super::*;
use crate::base::{GeoBox, geodesic};
use crate::model::{District, SourceRow};

fn district(polygons: Vec<Polygon<f64>>) -> District {
    let corners = polygons
        .iter()
        .flat_map(|p| p.exterior().0.clone())
        .map(|c| LonLat::new(c.x, c.y));
    District {
        source: SourceRow { layer: 0, row: 0 },
        id: "".into(),
        name: "".into(),
        extent: GeoBox::around(corners).expect("corners"),
        shape: Arc::new(MultiPolygon(polygons)),
    }
}

fn prepared(districts: Vec<District>) -> PreparedDistricts {
    PreparedDistricts::new(&Dataset {
        districts,
        ..Dataset::default()
    })
}

fn server(at: LonLat, radius: f64) -> Server {
    Server {
        at,
        radius: Metres(radius),
        tier: 0,
        unit: None,
    }
}

fn reachable(servers: &[Server]) -> Reachable {
    Reachable::of(servers.iter().copied().map(Some).collect(), 1, false)
}

/// A ring round `middle` with a corner in every direction, at these shares of `size` metres.
fn star(middle: LonLat, size: f64, arms: &[f64]) -> LineString<f64> {
    let n = arms.len() as f64;
    let mut ring: LineString<f64> = arms
        .iter()
        .enumerate()
        .map(|(i, w)| geodesic::destination(middle, -360.0 * i as f64 / n, Metres(w * size)))
        .map(|p| (p.lon, p.lat))
        .collect();
    ring.close();
    ring
}

/// A star with a hole in its middle and an island beside it, among facilities.
#[derive(Debug, Clone)]
struct Country {
    middle: LonLat,
    size: f64,
    arms: Vec<f64>,
    hole: bool,
    island: bool,
    /// Direction, distance as a share of the size, radius as a share of the size.
    servers: Vec<(f64, f64, f64)>,
}

impl Country {
    fn district(&self) -> District {
        let hole = self
            .hole
            .then(|| star(self.middle, 0.2 * self.size, &[1.0; 9]));
        let mut parts = vec![Polygon::new(
            star(self.middle, self.size, &self.arms),
            hole.into_iter().collect(),
        )];
        if self.island {
            let off = geodesic::destination(self.middle, 60.0, Metres(1.3 * self.size));
            parts.push(Polygon::new(
                star(off, 0.2 * self.size, &[1.0; 7]),
                Vec::new(),
            ));
        }
        district(parts)
    }

    fn servers(&self) -> Vec<Server> {
        let place = |(azimuth, away, radius): &(f64, f64, f64)| {
            let at = geodesic::destination(self.middle, *azimuth, Metres(away * self.size));
            server(at, radius * self.size)
        };
        self.servers.iter().map(place).collect()
    }
}

fn countries() -> impl Strategy<Value = Country> {
    (
        (-170.0..170.0, -75.0..75.0, 3.0..5.2),
        prop::collection::vec(0.4..1.0, 5..60),
        any::<(bool, bool)>(),
        prop::collection::vec((0.0..360.0, 0.0..1.5, 0.01..0.7), 1..14),
    )
        .prop_map(
            |((lon, lat, exponent), arms, (hole, island), servers)| Country {
                middle: LonLat::new(lon, lat),
                size: 10f64.powf(exponent),
                arms,
                hole,
                island,
                servers,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_methods_bound_the_same_share(country in countries()) {
        let prepared = prepared(vec![country.district()]);
        let servers = country.servers();
        let bounds = reachable(&servers).share(&prepared, 0);
        let (polygons, _) = refined::district_area(&prepared.districts[0], &servers, 1);
        prop_assert!(bounds.low <= polygons.high && polygons.low <= bounds.high, "{bounds:?} {polygons:?}");
        prop_assert!(bounds.high - bounds.low <= TOLERANCE, "{bounds:?}");
    }

    #[test]
    fn one_more_server_never_lowers_a_bound(country in countries()) {
        let prepared = prepared(vec![country.district()]);
        let servers = country.servers();
        let mut before = reachable(&[]).share(&prepared, 0);
        for count in 1..=servers.len() {
            let now = reachable(&servers[..count]).share(&prepared, 0);
            prop_assert!(now.low >= before.low - 1e-9 && now.high >= before.high - 1e-9, "{before:?} {now:?}");
            before = now;
        }
    }

    #[test]
    fn what_is_left_is_beyond_every_circle(country in countries()) {
        let prepared = prepared(vec![country.district()]);
        let servers = country.servers();
        let (bounds, left) = reachable(&servers).district(&prepared, 0);
        prop_assert!(left.is_valid());
        for line in left.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).flat_map(LineString::lines) {
            for t in [0.0, 0.5] {
                let p = line.start + line.delta() * t;
                for s in &servers {
                    let d = geodesic::distance(s.at, LonLat::new(p.x, p.y));
                    prop_assert!(d >= s.radius, "{d} from {s:?}");
                }
            }
        }
        // The polygons stand out of the circles by a four hundredth of the radius at most.
        let district = &prepared.districts[0];
        let rim: f64 = servers.iter().map(|s| 7.0 * s.radius.0 * (s.radius.0 / 350.0 + 1.0)).sum();
        let share = left.unsigned_area() / district.shape.unsigned_area();
        prop_assert!(share <= 1.0 - bounds.low + 0.02, "{share} {bounds:?}");
        prop_assert!(share >= 1.0 - bounds.high - rim / district.outline.area - 0.02, "{share} {bounds:?}");
    }

    #[test]
    fn a_changed_facility_changes_no_more_than_the_districts_it_touches(
        country in countries(), lon in -3.0..3.0, lat in -3.0..3.0, share in 0.0..0.7, which in 0usize..14
    ) {
        let districts: Vec<District> = (0..9).map(|i| {
            let away = Metres(2.0 * country.size);
            district(vec![Polygon::new(
                star(geodesic::destination(country.middle, 40.0 * f64::from(i), away), country.size, &country.arms),
                Vec::new(),
            )])
        }).collect();
        let prepared = prepared(districts);
        let index = DistrictIndex::new(&Dataset::default());
        let mut servers = country.servers();
        let mut kept = reachable(&servers);
        let before = shares(&kept, &prepared, &Progress::new()).expect("not cancelled");
        let number = which % servers.len();
        let old = servers[number];
        let degree = country.size / 111_000.0;
        let at = LonLat::new(old.at.lon + lon * degree, old.at.lat + lat * degree);
        servers[number] = server(at, share * country.size);
        kept.set(number as u32, at, Some(servers[number].radius), &index);
        let after = shares(&kept, &prepared, &Progress::new()).expect("not cancelled");
        let fresh = shares(&reachable(&servers), &prepared, &Progress::new()).expect("not cancelled");
        prop_assert_eq!(&after, &fresh);
        let touched = [
            prepared.touched_by(old.at, old.radius),
            prepared.touched_by(at, servers[number].radius),
        ].concat();
        for i in (0..9).filter(|i| !touched.contains(i)) {
            prop_assert_eq!(before[i as usize], after[i as usize]);
        }
    }
}

/// A square of a tenth of a degree at 100° E, 30° N.
fn square() -> PreparedDistricts {
    prepared(vec![district(vec![
        polygon![(x: 100.0, y: 30.0), (x: 100.1, y: 30.0), (x: 100.1, y: 30.1), (x: 100.0, y: 30.1)],
    ])])
}

#[test]
fn discs_inside_count_by_their_area_and_held_ones_not_at_all() {
    let square = square();
    let area = square.districts[0].outline.area;
    let west = LonLat::new(100.03, 30.05);
    let share = |servers: &[Server]| reachable(servers).share(&square, 0);
    let one = share(&[server(west, 1500.0)]);
    let truth = PI * 1500.0 * 1500.0 / area;
    assert!(
        one.low <= truth && truth <= one.high && one.high - one.low < 1e-4,
        "{one:?} {truth}"
    );
    // The same again, a smaller one about the same place, and one that touches the circle from inside.
    let beside = geodesic::destination(west, 70.0, Metres(500.0));
    for held in [
        server(west, 1500.0),
        server(west, 900.0),
        server(beside, 999.99),
    ] {
        assert_eq!(share(&[server(west, 1500.0), held]), one);
        assert_eq!(share(&[held, server(west, 1500.0)]), one);
    }
    // Two that touch each other from outside, or nearly so, count twice.
    for gap in [-0.01, 0.0, 0.01] {
        let other = geodesic::destination(west, 90.0, Metres(3000.0 + gap));
        let two = share(&[server(west, 1500.0), server(other, 1500.0)]);
        assert!(
            two.low <= 2.0 * truth && 2.0 * truth <= two.high && two.high - two.low < 1e-4,
            "{two:?}"
        );
    }
}

#[test]
fn crossed_and_overlapping_parts_count_by_even_and_odd() {
    let ring = |x: f64, turned: bool| {
        let mut ring = vec![(x, 0.0), (x + 0.2, 0.0), (x + 0.2, 0.1), (x, 0.1), (x, 0.0)];
        if turned {
            ring.reverse();
        }
        LineString::from(ring)
    };
    let part = |x, turned| Polygon::new(ring(x, turned), Vec::new());
    let one = prepared(vec![district(vec![part(10.0, false)])]);
    let whole = one.districts[0].outline.area;
    for (parts, area) in [
        (vec![part(10.0, true)], 1.0),
        (vec![part(10.0, false), part(10.1, true)], 1.0),
        (vec![part(10.0, false), part(10.0, false)], 0.0),
        (vec![part(10.0, false), part(10.2, false)], 2.0),
        (vec![part(10.0, false), part(11.0, true)], 2.0),
    ] {
        let prepared = prepared(vec![district(parts)]);
        let outline = &prepared.districts[0].outline;
        assert!(
            (outline.area - area * whole).abs() < 1e-5 * whole,
            "{} {area}",
            outline.area / whole
        );
    }
}

#[test]
fn merged_circles_have_the_area_of_their_union() {
    let at = LonLat::new(119.0, 34.0);
    let r = 5000.0;
    let far = geodesic::destination(at, 90.0, Metres(r));
    let apart = geodesic::destination(at, 180.0, Metres(3.0 * r));
    let dataset = Dataset {
        tiers: vec![crate::model::Tier::named("clinic")],
        ..Dataset::default()
    };
    let servers = [at, far, at, apart].map(|at| server(at, r));
    let merged =
        reach::by_tier(&dataset, &reachable(&servers), &Progress::new()).expect("not cancelled");
    assert!(merged.len() == 1 && merged[0].is_valid() && merged[0].0.len() == 2);
    let plane = crate::base::projection::EqualArea::new(at);
    let area: f64 = merged[0]
        .iter()
        .map(|p| {
            let ring: Vec<_> = p
                .exterior()
                .0
                .iter()
                .map(|c| plane.forward(LonLat::new(c.x, c.y)))
                .collect();
            plane::signed_area(&ring)
        })
        .sum();
    let lens = r * r * (2.0 * PI / 3.0 - 3f64.sqrt() / 2.0);
    let truth = 3.0 * PI * r * r - lens;
    assert!((area / truth - 1.0).abs() < 2e-4, "{}", area / truth);
}

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
    let bounds = Reachable::of(vec![Some(server)], 1, false).share(&prepared, 0);
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
