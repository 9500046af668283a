//! What lies within a shape, against a look at every single place.

use super::*;
use crate::map::fixture;
use geo::{Contains as _, LineString, Point, Polygon};
use proptest::prelude::*;

/// So many villages around a middle, some across 180° and at the poles.
fn dataset(middle: LonLat, wide: f64, count: usize, seed: u64) -> Dataset {
    let (mut dataset, _) = fixture::county();
    let one = dataset.villages[0].clone();
    let mut seed = seed.wrapping_mul(2).wrapping_add(1);
    let mut chance = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 40) as f64 / f64::from(1 << 24) - 0.5
    };
    dataset.villages = (0..count)
        .map(|_| {
            let lon = middle.lon + wide * chance();
            let lat = (middle.lat + wide * chance()).clamp(-90.0, 90.0);
            let mut village = one.clone();
            let lon = crate::base::lonlat::wrap_longitude(lon);
            village.location = Some(LonLat::new(lon, lat));
            village
        })
        .collect();
    dataset
}

fn naive(dataset: &Dataset, holds: impl Fn(LonLat) -> bool) -> RowSet {
    let places = (0u32..).zip(&dataset.villages);
    let held = places.filter(|(_, v)| v.location.is_some_and(&holds));
    held.map(|(i, _)| i).collect()
}

fn middles() -> impl Strategy<Value = LonLat> {
    prop_oneof![
        Just(LonLat::new(180.0, -17.0)),
        Just(LonLat::new(-179.5, 60.0)),
        Just(LonLat::new(30.0, 89.0)),
        Just(LonLat::new(-60.0, -88.0)),
        (-180.0..180.0, -80.0..80.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn within_a_circle_is_what_the_geodesic_says(
        middle in middles(), off in -2.0..2.0f64, radius in 0.0..6.5f64, wide in 0.1..30.0f64, seed in any::<u64>()
    ) {
        let dataset = dataset(middle, wide, 1500, seed);
        let anchor = mercator(middle)[0];
        let places = Places::new(&dataset, anchor);
        let centre = LonLat::new(middle.lon, (middle.lat + off).clamp(-90.0, 90.0));
        let radius = Metres(10f64.powf(radius));
        let area = Area::Circle { centre, radius };
        let truth = naive(&dataset, |at| geodesic::distance(centre, at) <= radius);
        prop_assert_eq!(area.villages(&places, &dataset), truth.clone());
        let points: Vec<LonLat> = dataset.villages.iter().filter_map(|v| v.location).collect();
        prop_assert_eq!(area.points(&points), truth);
    }

    #[test]
    fn within_a_box_is_what_the_screen_shows_in_it(
        middle in middles(), x in -0.2..0.2f64, y in 0.0..1.0f64, w in 0.0..0.3f64, h in 0.0..0.3f64, copy in -2..3i32, seed in any::<u64>()
    ) {
        let dataset = dataset(middle, 40.0, 1500, seed);
        let [anchor, _] = mercator(middle);
        let places = Places::new(&dataset, anchor);
        let low = [anchor + x + f64::from(copy), y];
        let area = Area::between(low, [low[0] + w, low[1] + h]);
        let truth = naive(&dataset, |at| {
            let [px, py] = mercator(at);
            (-6..=6).any(|k| (low[0]..=low[0] + w).contains(&(px + f64::from(k))))
                && (low[1]..=low[1] + h).contains(&py)
        });
        prop_assert_eq!(area.villages(&places, &dataset), truth);
    }

    #[test]
    fn within_a_polygon_is_what_its_sides_enclose(
        middle in middles(), turns in prop::collection::vec((0.0..1.0f64, 0.02..0.15f64), 3..9), copy in -2..3i32, seed in any::<u64>()
    ) {
        let dataset = dataset(middle, 40.0, 1500, seed);
        let [anchor, height] = mercator(middle);
        let places = Places::new(&dataset, anchor);
        let mut turns = turns;
        turns.sort_by(|a, b| a.0.total_cmp(&b.0));
        let corners: Vec<[f64; 2]> = turns
            .iter()
            .map(|(turn, far)| {
                let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
                [anchor + f64::from(copy) + far * cos, height + far * sin]
            })
            .collect();
        let ring: LineString<f64> = corners.iter().map(|[x, y]| (*x, *y)).collect();
        let polygon = Polygon::new(ring, Vec::new());
        let area = Area::Polygon(Outline::new(corners));
        let truth = naive(&dataset, |at| {
            let [x, y] = mercator(at);
            (-6..=6).any(|k| polygon.contains(&Point::new(x + f64::from(k), y)))
        });
        prop_assert_eq!(area.villages(&places, &dataset), truth);
    }

    #[test]
    fn an_area_is_met_where_the_shapes_intersect(
        x in 0.3..0.7f64, y in 0.3..0.7f64, w in 0.001..0.3f64, h in 0.001..0.3f64, copy in -2..3i32,
        corners in prop::collection::vec((0.3..0.7f64, 0.3..0.7f64), 3..4)
    ) {
        use geo::Intersects as _;
        let polygon = Polygon::new(LineString::from(corners), Vec::new());
        let district = MultiPolygon::from(polygon.clone());
        let rect = geo::Rect::new((x, y), (x + w, y + h)).to_polygon();
        let low = [x + f64::from(copy), y];
        let area = Area::between(low, [low[0] + w, low[1] + h]);
        let met = area.areas(std::iter::once((7, &district)));
        prop_assert_eq!(met.contains(7), polygon.intersects(&rect));
    }
}

#[test]
fn a_circle_around_a_pole_is_closed_behind_it() {
    let area = Area::Circle {
        centre: LonLat::new(10.0, 89.0),
        radius: Metres(1_000_000.0),
    };
    let outline = Outline::new(area.outline());
    for lon in [-170.0, -60.0, 5.0, 120.0] {
        let [x, y] = mercator(LonLat::new(lon, 84.5));
        let inside = |x: f64, y: f64| (-2..=2).any(|k| outline.holds([x + f64::from(k), y]));
        assert!(inside(x, y), "{lon}");
        let [x, y] = mercator(LonLat::new(lon, 70.0));
        assert!(!inside(x, y), "{lon}");
    }
}

#[test]
fn where_a_polygon_crosses_itself_the_middle_is_outside() {
    // A five-pointed star drawn in one line.
    let corners = (0..5).map(|i| {
        let (sin, cos) = (f64::from(i) * 0.8 * std::f64::consts::PI).sin_cos();
        [0.5 + 0.1 * cos, 0.5 + 0.1 * sin]
    });
    let area = Area::Polygon(Outline::new(corners.collect()));
    assert!(!area.holds(mercator_inverse([0.5, 0.5])));
    assert!(area.holds(mercator_inverse([0.59, 0.5])));
}
