//! Chains against cases by hand and against all chains by Karney's geodesics.

use super::super::worlds::World;
use super::*;
use proptest::prelude::*;

/// Facilities on a line of longitude at the equator, by kilometres.
fn line(km: &[f64]) -> World {
    let mut world = World::new(km.len() as u32, 0);
    for (f, km) in km.iter().enumerate() {
        world.facilities[f].location = at(*km);
    }
    world
}

fn at(km: f64) -> LonLat {
    // On the equator a geodesic of s metres spans s / a radians.
    LonLat::new(
        119.0 + (km * 1000.0 / crate::base::ecef::EQUATORIAL_RADIUS).to_degrees(),
        0.0,
    )
}

fn question<'a>(world: &'a World, first: &'a [Truth], second: &'a [Truth]) -> ReferralQuestion<'a> {
    ReferralQuestion {
        facilities: &world.facilities,
        first,
        second,
        within: Some(Metres(5000.0)),
        onward: Metres(20_000.0),
        tolerance: Metres(0.0),
        k: 1,
        assigned: None,
        inside: None,
    }
}

use Truth::{No, Unknown, Yes};

#[test]
fn the_best_chain_need_not_begin_at_the_nearest() {
    // The nearest centre (1 km to the west) lies 19 km from the hospital, the other (4 km to the east) 14 km.
    let world = line(&[-1.0, 4.0, 18.0]);
    let (first, second) = ([Yes, Yes, No], [No, No, Yes]);
    let free = Referrals::new(&question(&world, &first, &second));
    let best = free.best(at(0.0), NONE).expect("a chain");
    assert_eq!((best.first, best.second), (1, 2));
    assert!((best.d1.0 - 4000.0).abs() < 1e-3 && (best.whole().0 - 18_000.0).abs() < 1e-3);
    let found = free.finding(Some(at(0.0)), NONE);
    assert_eq!((found.verdict, found.other), (Verdict::Pass, 2));
    assert!((found.n - 18_000.0).abs() < 1e-3 && (found.total - 4000.0).abs() < 1e-3);
    assert!((found.most - 25_000.0).abs() < 1e-9);
    // Only the western centre belongs to the hospital: 1 + 19 km, two more than free.
    let assigned = Referrals::new(&ReferralQuestion {
        assigned: Some(&[(0, 2)]),
        ..question(&world, &first, &second)
    });
    assert_eq!(assigned.best(at(0.0), NONE).map(|c| c.first), Some(0));
    let more = excess(&assigned, &free, at(0.0), NONE).expect("both");
    assert!((more.0 - 2000.0).abs() < 1e-3, "{}", more.0);
}

#[test]
fn a_village_without_a_chain_is_told_which_half_is_missing() {
    let world = line(&[0.0, 30.0, 60.0]);
    let (first, second) = ([Yes, Yes, No], [No, No, Yes]);
    let asked = question(&world, &first, &second);
    let reason = |asked: &ReferralQuestion<'_>, km: f64| {
        let found = Referrals::new(asked).finding(Some(at(km)), NONE);
        (found.verdict, found.reason)
    };
    assert_eq!(reason(&asked, 1.0), (Verdict::Fail, Reason::NoReferral));
    assert_eq!(reason(&asked, 10.0), (Verdict::Fail, Reason::Numbers));
    let far = Referrals::new(&asked).finding(Some(at(1.0)), NONE);
    assert!((far.total - 1000.0).abs() < 1e-3 && (far.n - 61_000.0).abs() < 1e-3);
    let none = [No, No, No];
    let nobody = question(&world, &first, &none);
    assert_eq!(reason(&nobody, 1.0), (Verdict::Fail, Reason::NoReferral));
    assert_eq!(reason(&nobody, 10.0), (Verdict::Fail, Reason::NoFacility));
    let unsure = [No, Unknown, No];
    let unsure = question(&world, &first, &unsure);
    assert_eq!(
        reason(&unsure, 29.0),
        (Verdict::Unknown, Reason::SomeUnknown)
    );
    assert_eq!(reason(&unsure, 1.0), (Verdict::Fail, Reason::NoReferral));
    let nowhere = Referrals::new(&asked).finding(None, NONE);
    assert_eq!(nowhere.reason, Reason::NoLocation);
}

#[test]
fn who_can_do_it_is_its_own_second_level() {
    let world = line(&[0.0, 10.0]);
    let (first, second) = ([Yes, No], [Yes, Yes]);
    let asked = question(&world, &first, &second);
    let found = Referrals::new(&asked).best(at(1.0), NONE).expect("a chain");
    assert_eq!((found.second, found.d2), (0, Metres(0.0)));
    // Along the links it is led elsewhere; as the top of others it is its own.
    let along = |edges| {
        let asked = ReferralQuestion {
            assigned: Some(edges),
            ..asked
        };
        Referrals::new(&asked).best(at(1.0), NONE).map(|c| c.second)
    };
    assert_eq!(along(&[(0, 1)]), Some(1));
    assert_eq!(along(&[(1, 0)]), Some(0));
    assert_eq!(along(&[]), None);
}

/// All chains by Karney's geodesics: T, by how much the worse part passes its radius, d1, first, second.
struct All(Vec<(f64, f64, f64, u32, u32)>);

impl All {
    fn new(asked: &ReferralQuestion<'_>, from: LonLat, unit: u32, perhaps: bool) -> Self {
        let counts = |truth: Truth| truth == Yes || perhaps && truth == Unknown;
        let place = |f: usize| asked.facilities[f].location;
        let mut all = Vec::new();
        for j1 in 0..asked.facilities.len() {
            let outside = asked
                .inside
                .is_some_and(|units| unit == NONE || units[j1] != unit);
            if !counts(asked.first[j1]) || outside {
                continue;
            }
            // For each first one only the nearest second: different chains go by different first facilities.
            let mut onward: Vec<(f64, u32)> = (0..asked.facilities.len())
                .filter(|j2| counts(asked.second[*j2]))
                .filter(|j2| {
                    asked.assigned.is_none_or(|edges| {
                        let (a, b) = (j1 as u32, *j2 as u32);
                        let top = !edges.iter().any(|e| e.0 == a) && edges.iter().any(|e| e.1 == a);
                        edges.contains(&(a, b)) || a == b && top
                    })
                })
                .map(|j2| (geodesic::distance(place(j1), place(j2)).0, j2 as u32))
                .collect();
            onward.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
            let Some((d2, j2)) = onward.first() else {
                continue;
            };
            let d1 = geodesic::distance(from, place(j1)).0;
            let first = asked.within.map_or(f64::NEG_INFINITY, |r| d1 - r.0);
            all.push((d1 + d2, first.max(d2 - asked.onward.0), d1, j1 as u32, *j2));
        }
        Self(all)
    }

    fn kth_beyond(&self, k: usize) -> f64 {
        let mut beyond: Vec<f64> = self.0.iter().map(|c| c.1).collect();
        beyond.sort_by(f64::total_cmp);
        beyond.get(k - 1).copied().unwrap_or(f64::INFINITY)
    }

    fn kth_within(&self, k: usize) -> Option<(f64, u32, u32)> {
        let mut within: Vec<_> = self.0.iter().filter(|c| c.1 <= 0.0).collect();
        within.sort_by(|a, b| (a.0, a.3).partial_cmp(&(b.0, b.3)).expect("finite"));
        within.get(k - 1).map(|c| (c.0, c.3, c.4))
    }
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![3 => Just(Yes), 2 => Just(No), 1 => Just(Unknown)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn chains_are_the_best_of_all(
        facilities in proptest::collection::vec(((118.0..119.0, 34.0..35.0), truth(), truth(), 0u32..3), 1..25),
        from in (118.0..119.0, 34.0..35.0), unit in 0u32..3, radii in (2e3..5e4, 2e3..6e4),
        edge in 0usize..50, tolerance in prop_oneof![Just(0.0), 100.0..9000.0], k in 1u32..3,
        edges in proptest::collection::vec((0u32..25, 0u32..25), 0..30), assigned: bool, inside: bool, limited in 0u8..5
    ) {
        let count = facilities.len() as u32;
        let mut world = World::new(count, 0);
        for (f, ((lon, lat), ..)) in facilities.iter().enumerate() {
            world.facilities[f].location = LonLat::new(*lon, *lat);
        }
        let first: Vec<Truth> = facilities.iter().map(|f| f.1).collect();
        let second: Vec<Truth> = facilities.iter().map(|f| f.2).collect();
        let units: Vec<u32> = facilities.iter().map(|f| f.3).collect();
        let edges: Vec<(u32, u32)> =
            edges.into_iter().filter(|(a, b)| *a < count && *b < count && a != b).collect();
        let from = LonLat::new(from.0, from.1);
        // Sometimes R1 stands exactly on a facility.
        let on = world.facilities.get(edge).map(|f| geodesic::distance(from, f.location));
        let asked = ReferralQuestion {
            within: (limited > 0).then(|| on.unwrap_or(Metres(radii.0))),
            onward: Metres(radii.1),
            tolerance: Metres(tolerance),
            k,
            assigned: assigned.then_some(&edges[..]),
            inside: inside.then_some(&units[..]),
            ..question(&world, &first, &second)
        };
        let referrals = Referrals::new(&asked);
        let found = referrals.finding(Some(from), unit);
        let (sure, perhaps) = (All::new(&asked, from, unit, false), All::new(&asked, from, unit, true));
        let judge = |beyond: f64| match beyond {
            b if tolerance > 0.0 && b.abs() <= tolerance => Verdict::Borderline,
            b if b <= 0.0 => Verdict::Pass,
            _ => Verdict::Fail,
        };
        let truth = match judge(sure.kth_beyond(k as usize)) {
            Verdict::Fail if judge(perhaps.kth_beyond(k as usize)) != Verdict::Fail => Verdict::Unknown,
            verdict => verdict,
        };
        prop_assert_eq!(found.verdict, truth);
        let best = sure.kth_within(1);
        prop_assert_eq!(referrals.best(from, unit).map(|c| (c.first, c.second)), best.map(|b| (b.1, b.2)));
        if let (Verdict::Pass, Some(kth)) = (truth, sure.kth_within(k as usize)) {
            prop_assert!((found.n - kth.0).abs() < 1e-5);
            prop_assert_eq!(found.other, kth.2);
        }
        let near = |d1: f64| asked.within.is_none_or(|r| d1 <= r.0);
        if truth == Verdict::Fail {
            let first_near = (0..count as usize).filter(|f| {
                first[*f] == Yes && (!inside || units[*f] == unit)
                    && near(geodesic::distance(from, world.facilities[*f].location).0)
            }).count() >= k as usize;
            prop_assert_eq!(found.reason == Reason::NoReferral, first_near);
        }
    }
}
