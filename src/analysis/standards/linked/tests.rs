//! Links against cases by hand and against trying every case.

use super::super::network::Wanted;
use super::super::worlds::{World, facility, unit};
use super::*;
use crate::base::Date;
use crate::model::Level;
use crate::model::register::Link;
use crate::model::standard::NetworkFault;
use proptest::prelude::*;

fn question(kind: &str) -> LinkQuestion<'_> {
    LinkQuestion {
        kind,
        incoming: false,
        links: None,
        to: None,
        count: Bounds {
            least: Some(1.0),
            most: None,
        },
        depth: None,
    }
}

fn verdicts(world: &World, question: &LinkQuestion<'_>) -> Vec<(Verdict, Reason)> {
    let subjects = (0..world.facilities.len() as u32).map(Subject::Facility);
    let findings = world.linking(None).linked(question, subjects);
    findings.iter().map(|f| (f.verdict, f.reason)).collect()
}

const PASS: (Verdict, Reason) = (Verdict::Pass, Reason::Numbers);
const NOT_LINKED: (Verdict, Reason) = (Verdict::Fail, Reason::NotLinked);

#[test]
fn a_second_lead_is_found_and_the_same_one_named_twice_is_none() {
    let mut world = World::new(5, 0);
    for (lead, centre) in [(0, 2), (0, 2), (0, 3), (1, 3)] {
        world.link("manages", facility(lead), facility(centre));
    }
    let one = LinkQuestion {
        incoming: true,
        count: Bounds {
            least: Some(1.0),
            most: Some(1.0),
        },
        ..question("manages")
    };
    let two = (Verdict::Fail, Reason::TwoLeads);
    assert_eq!(
        verdicts(&world, &one)[2..],
        [PASS, two, NOT_LINKED],
        "centre 2 has one lead twice, 3 has two, 4 none"
    );
    let network = world.linking(None).network(
        "manages",
        &Wanted {
            leads: vec![2, 3, 4],
            single: true,
            ..Wanted::default()
        },
    );
    assert_eq!(network.edges, [(2, 0), (3, 0), (3, 1)]);
    assert_eq!(network.root, [0, 1, 0, 0, NONE]);
    assert_eq!(network.depth, [0, 0, 1, 1, 0]);
    assert_eq!(
        network.faults,
        [
            NetworkFault::Orphan(4),
            NetworkFault::DoubleLead(3, vec![0, 1])
        ]
    );
}

#[test]
fn every_person_who_is_posted_counts() {
    let mut world = World::new(2, 0);
    for _ in 0..2 {
        world.link("posted-to", facility(0), facility(1));
    }
    let two = LinkQuestion {
        incoming: true,
        count: Bounds {
            least: Some(2.0),
            most: None,
        },
        ..question("posted-to")
    };
    let findings = world.linking(None).linked(&two, [facility(1)].into_iter());
    assert_eq!((findings[0].verdict, findings[0].n), (Verdict::Pass, 2.0));
    assert_eq!(findings[0].other, 0);
    let three = LinkQuestion {
        count: Bounds {
            least: Some(3.0),
            most: None,
        },
        ..two
    };
    let findings = world
        .linking(None)
        .linked(&three, [facility(1)].into_iter());
    assert_eq!(findings[0].reason, Reason::Numbers);
}

#[test]
fn what_is_unknown_decides_only_where_it_would_decide() {
    let mut world = World::new(4, 0);
    world.link("telemedicine", facility(0), facility(3));
    world.link("telemedicine", facility(1), facility(2));
    world.link("telemedicine", facility(1), facility(3));
    let to = [Truth::No, Truth::No, Truth::Yes, Truth::Unknown];
    let asked = LinkQuestion {
        to: Some(&to),
        ..question("telemedicine")
    };
    let unknown = (Verdict::Unknown, Reason::SomeUnknown);
    let sure = (Verdict::Pass, Reason::SomeUnknown);
    assert_eq!(verdicts(&world, &asked)[..3], [unknown, sure, NOT_LINKED]);
    let never = [Truth::No; 3];
    let asked = LinkQuestion {
        links: Some(&never),
        ..asked
    };
    assert_eq!(verdicts(&world, &asked), [NOT_LINKED; 4]);
}

#[test]
fn rings_and_long_ways_are_faults() {
    let mut world = World::new(7, 0);
    for (lower, higher) in [(0, 1), (1, 2), (2, 3), (4, 5), (5, 4), (6, 4)] {
        world.link("refers-up", facility(lower), facility(higher));
    }
    let asked = LinkQuestion {
        depth: Some(2),
        ..question("refers-up")
    };
    let ring = (Verdict::Fail, Reason::Ring);
    let deep = (Verdict::Fail, Reason::TooDeep);
    assert_eq!(
        verdicts(&world, &asked),
        [deep, PASS, PASS, NOT_LINKED, ring, ring, ring]
    );
    let network = world.linking(None).network("refers-up", &Wanted::default());
    assert_eq!(network.faults, [NetworkFault::Ring(vec![4, 5])]);
}

#[test]
fn a_link_holds_from_its_first_to_its_last_day() {
    let day = |day| Date {
        year: 2021,
        month: 6,
        day,
    };
    let mut world = World::new(2, 0);
    world.link("paired-with", facility(0), facility(1));
    let link = &mut world.register.links[0];
    (link.since, link.until) = (Some(day(10)), Some(day(20)));
    let holds = |at| {
        let linking = world.linking(Some(day(at)));
        linking.of_kind("paired-with").count()
    };
    assert_eq!([9, 10, 20, 21].map(holds), [0, 1, 1, 0]);
    world.open[0] = Truth::No;
    assert_eq!(world.linking(None).of_kind("paired-with").count(), 0);
}

#[test]
fn a_consortium_stands_between_its_members_and_its_lead() {
    let mut world = World::new(6, 3);
    for u in 0..3 {
        world.register.units.list[u].level = Level::Consortium;
    }
    // The first is led by its members' hospital, the second by nobody, the third by what its row says.
    world.link("leads", facility(0), unit(0));
    for (member, of) in [(0, 0), (2, 0), (3, 0), (3, 1), (5, 2)] {
        world.link("member-of", facility(member), unit(of));
    }
    world.row_of_unit(2, "lead", "1");
    let linking = world.linking(None);
    let network = linking.network(
        "member-of",
        &Wanted {
            leads: vec![2, 3, 4, 5],
            ..Wanted::default()
        },
    );
    assert_eq!(network.edges, [(2, 0), (3, 0), (5, 1)]);
    assert_eq!(
        network.faults,
        [
            NetworkFault::Orphan(4),
            NetworkFault::DoubleLead(3, vec![0])
        ]
    );
    let leads: Vec<&[u32]> = network.consortia.iter().map(|c| &*c.leads).collect();
    assert_eq!(leads, [&[0][..], &[], &[1]]);
    assert_eq!(network.consortia[0].members, [2, 3]);
    // Members whose consortium a county hospital leads, by way of the unit.
    let to = [
        Truth::Yes,
        Truth::No,
        Truth::No,
        Truth::No,
        Truth::No,
        Truth::No,
    ];
    let asked = LinkQuestion {
        to: Some(&to),
        ..question("member-of")
    };
    let found = linking.linked(&asked, [2, 3, 5].map(facility).into_iter());
    assert_eq!(
        found
            .iter()
            .map(|f| (f.verdict, f.other))
            .collect::<Vec<_>>(),
        [
            (Verdict::Pass, 0),
            (Verdict::Pass, 0),
            (Verdict::Fail, NONE)
        ]
    );
    // And the consortia themselves, by how many members they have.
    let asked = LinkQuestion {
        incoming: true,
        ..question("member-of")
    };
    let found = linking.linked(&asked, (0..3).map(unit));
    assert_eq!(
        found.iter().map(|f| f.n).collect::<Vec<_>>(),
        [3.0, 1.0, 1.0]
    );
}

/// What three-valued logic says: every unknown link is tried both ways.
fn naive(world: &World, asked: &LinkQuestion<'_>, f: u32) -> Verdict {
    let links = &world.register.links;
    let of = |link: &Link| {
        let other = if asked.incoming { link.from } else { link.to };
        let Subject::Facility(other) = other else {
            return Truth::No;
        };
        asked.to.map_or(Truth::Yes, |to| to[other as usize])
    };
    let unknown: Vec<usize> = (0..links.len())
        .filter(|i| of(&links[*i]) == Truth::Unknown)
        .collect();
    let mut seen = Vec::new();
    for case in 0..1u32 << unknown.len() {
        let counts = |i: usize| match of(&links[i]) {
            Truth::Yes => true,
            Truth::No => false,
            Truth::Unknown => {
                let at = unknown.iter().position(|u| *u == i).expect("unknown");
                case >> at & 1 == 1
            }
        };
        let there: Vec<&Link> = (0..links.len())
            .filter(|i| counts(*i))
            .map(|i| &links[i])
            .collect();
        let ends: Vec<(Subject, Subject)> = there
            .iter()
            .map(|l| {
                if asked.incoming {
                    (l.to, l.from)
                } else {
                    (l.from, l.to)
                }
            })
            .filter(|(this, other)| *this == facility(f) && this != other)
            .collect();
        let mut others: Vec<Subject> = ends.iter().map(|(_, other)| *other).collect();
        let most = asked.count.most.unwrap_or(f64::INFINITY);
        if asked.count.most.is_some() {
            others.sort();
            others.dedup();
        }
        let n = others.len() as f64;
        let enough = asked.count.least.is_none_or(|least| n >= least) && n <= most;
        let steps = |from: u32| {
            // All walks up; one longer than there are facilities goes round.
            let (mut at, mut steps) = (vec![facility(from)], 0);
            loop {
                at = there
                    .iter()
                    .filter(|l| at.contains(&up(l).0))
                    .map(|l| up(l).1)
                    .collect();
                if at.is_empty() || steps > 20 {
                    return steps;
                }
                steps += 1;
            }
        };
        seen.push(enough && asked.depth.is_none_or(|depth| steps(f) <= depth));
    }
    match (seen.contains(&true), seen.contains(&false)) {
        (true, true) => Verdict::Unknown,
        (true, false) => Verdict::Pass,
        _ => Verdict::Fail,
    }
}

proptest! {
    #[test]
    fn verdicts_are_those_of_trying_every_case(
        links in proptest::collection::vec((0u32..6, 0u32..6), 0..9),
        to in proptest::collection::vec(0u8..5, 6), incoming: bool, bounds in 0u8..3, deep: bool
    ) {
        let mut world = World::new(6, 0);
        for (from, to) in links {
            world.link("refers-up", facility(from), facility(to));
        }
        let truth = |n: &u8| match n { 0 => Truth::No, 1 => Truth::Unknown, _ => Truth::Yes };
        let to: Vec<Truth> = to.iter().map(truth).collect();
        let count = [
            Bounds { least: Some(1.0), most: None },
            Bounds { least: Some(1.0), most: Some(1.0) },
            Bounds { least: Some(0.0), most: Some(1.0) },
        ][usize::from(bounds)];
        let asked = LinkQuestion {
            incoming, to: Some(&to), count, depth: deep.then_some(2), ..question("refers-up")
        };
        for (f, (verdict, _)) in (0u32..).zip(verdicts(&world, &asked)) {
            let naive = naive(&world, &asked, f);
            // Several unknowns are not weighed against each other: unknown may stand where no case fails, never the reverse.
            if verdict == Verdict::Unknown {
                prop_assert!(to.contains(&Truth::Unknown));
            } else {
                prop_assert_eq!(verdict, naive);
            }
            if !to.contains(&Truth::Unknown) {
                prop_assert_eq!(verdict, naive);
            }
        }
    }
}
