//! An oracle in plain loops: everything that is not known is tried both ways, each possible world is judged by all pairs with Karney's
//! geodesic, and a verdict stands where all of them agree.

use std::collections::BTreeSet;

use super::world::{Fac, World, expression, of, rule};
use crate::base::{LonLat, Metres, geodesic};
use crate::model::standard::{Bounds, Check, Home};
use crate::model::{Level, Rule, Verdict};

/// A rule in plain words. Facilities that count are those of kind `a`.
#[derive(Debug, Clone)]
pub struct Case {
    pub what: What,
    /// Only subjects that are poor (villages only).
    pub poor: bool,
    /// Except joint ones (villages only).
    pub joint: bool,
}

#[derive(Debug, Clone)]
pub enum What {
    Reach {
        within: Option<f64>,
        tolerance: f64,
        k: u32,
        inside: Option<Level>,
    },
    Exists(Level, Bounds),
    Per(Level, f64, Option<f64>),
    Ratio(Level, f64, Bounds),
    Share(Option<Level>, Bounds),
    Minimum(Option<Level>, Bounds),
}

impl Case {
    pub fn rule(&self) -> Rule {
        let facilities = Some(expression("kind = 'a'"));
        let only = self.poor.then(|| expression("poor"));
        let home = Home::Register;
        let mut rule = rule(match self.what.clone() {
            What::Reach {
                within,
                tolerance,
                k,
                inside,
            } => Check::WithinReach {
                villages: only,
                facilities,
                within: within.map(Metres),
                tolerance: Metres(tolerance),
                k,
                inside,
                then: None,
            },
            What::Exists(level, count) => Check::ExistsPerUnit {
                level,
                units: only,
                facilities,
                count,
                home,
            },
            What::Per(level, per, most_per) => Check::PerPopulation {
                level,
                units: only,
                facilities,
                per,
                most_per,
                home,
            },
            What::Ratio(level, per, bounds) => Check::Ratio {
                level,
                units: only,
                facilities,
                sum: expression("beds"),
                per,
                bounds,
                home,
            },
            What::Share(level, bounds) => Check::Share {
                level,
                units: only,
                facilities,
                condition: expression("surgery"),
                bounds,
            },
            What::Minimum(level, bounds) => Check::AttributeMinimum {
                level,
                units: only,
                facilities,
                value: expression("beds"),
                bounds,
            },
        });
        if self.joint {
            rule.exempt = vec![of("joint")];
        }
        rule
    }

    /// The level of the subjects; `None`: facilities or the whole.
    fn level(&self) -> Option<Level> {
        match self.what {
            What::Reach { .. } => Some(Level::Village),
            What::Exists(level, _) | What::Per(level, ..) | What::Ratio(level, ..) => Some(level),
            What::Share(level, _) | What::Minimum(level, _) => level,
        }
    }
}

/// A facility in one possible world.
#[derive(Clone, Copy)]
struct There {
    number: usize,
    counts: bool,
    surgery: bool,
    beds: f64,
}

fn both(known: Option<bool>) -> Vec<bool> {
    known.map_or(vec![true, false], |so| vec![so])
}

/// What a facility can be.
fn possible(number: usize, f: &Fac) -> Vec<There> {
    let open = match (f.closed, f.opened) {
        (true, _) | (_, "2030-01-01") => Some(false),
        (_, "2020") => None,
        _ => Some(true),
    };
    let mut all = Vec::new();
    for open in both(open) {
        for a in both(f.kind.map(|k| k == "a")) {
            for surgery in both(f.surgery) {
                for beds in f.beds.map_or(vec![0.0, 1e12], |b| vec![b]) {
                    all.push(There {
                        number,
                        counts: open && a,
                        surgery,
                        beds,
                    });
                }
            }
        }
    }
    all
}

/// How many people can live somewhere of whom so many are known.
fn peoples(known: Option<f64>, at_least: f64) -> Vec<f64> {
    let steps = (0..100).map(|i| at_least + 1.2f64.powi(i) - 1.0);
    known.map_or_else(|| steps.chain([1e15]).collect(), |p| vec![p])
}

fn nearest_village(world: &World, at: LonLat) -> Option<u32> {
    let placed = (0u32..).zip(&world.villages);
    let placed = placed.filter_map(|(i, v)| Some((geodesic::distance(v.at?, at).0, i)));
    let first = placed.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    first.map(|(_, i)| i)
}

fn unit_at(world: &World, mut unit: Option<u32>, level: Level) -> Option<u32> {
    while let Some(here) = unit {
        if world.units[here as usize].0 == level {
            return unit;
        }
        unit = world.units[here as usize].1;
    }
    None
}

/// Where a facility is at home.
fn home(world: &World, f: &Fac, level: Level) -> Option<u32> {
    if level == Level::Village {
        return f.village.or_else(|| nearest_village(world, f.at));
    }
    let lowest = f.home.or_else(|| {
        let village = nearest_village(world, f.at)? as usize;
        world.villages[village].unit
    });
    unit_at(world, lowest, level)
}

fn held(x: f64, bounds: Bounds) -> Verdict {
    if bounds.least.is_none_or(|l| x >= l) && bounds.most.is_none_or(|m| x <= m) {
        Verdict::Pass
    } else {
        Verdict::Fail
    }
}

/// The verdict on one subject with the facilities of one possible world and so many people; `None` where nothing can be said.
fn verdict(
    world: &World,
    case: &Case,
    subject: u32,
    all: &[There],
    people: f64,
) -> Option<Verdict> {
    let mine = |level: Option<Level>| -> Vec<There> {
        let at_home = |t: &&There| {
            level.is_none_or(|l| home(world, &world.facilities[t.number], l) == Some(subject))
        };
        let counting = all.iter().filter(|t| t.counts);
        counting.filter(at_home).copied().collect()
    };
    Some(match case.what {
        What::Reach {
            within,
            tolerance,
            k,
            inside,
        } => {
            let village = &world.villages[subject as usize];
            let own = inside.map(|level| {
                if level == Level::Village {
                    return (level, Some(subject));
                }
                (level, unit_at(world, village.unit, level))
            });
            if matches!(own, Some((_, None))) {
                return None;
            }
            let serves = |t: &&There| {
                let f = &world.facilities[t.number];
                t.counts && own.is_none_or(|(level, own)| home(world, f, level) == own)
            };
            let serving = all.iter().filter(serves);
            let Some(within) = within else {
                let enough = serving.count() >= k as usize;
                return Some(if enough { Verdict::Pass } else { Verdict::Fail });
            };
            let at = village.at?;
            let mut distances: Vec<f64> = serving
                .map(|t| geodesic::distance(at, world.facilities[t.number].at).0)
                .collect();
            distances.sort_by(f64::total_cmp);
            match distances.get(k as usize - 1) {
                Some(d) if tolerance > 0.0 && (d - within).abs() <= tolerance => {
                    Verdict::Borderline
                }
                Some(d) if *d <= within => Verdict::Pass,
                _ => Verdict::Fail,
            }
        }
        What::Exists(level, bounds) => held(mine(Some(level)).len() as f64, bounds),
        What::Per(level, per, most_per) => {
            let bounds = Bounds {
                least: Some((people / per).ceil()),
                most: most_per.map(|m| (people / m).floor().max(1.0)),
            };
            held(mine(Some(level)).len() as f64, bounds)
        }
        What::Ratio(level, per, bounds) => {
            if people <= 0.0 {
                return None;
            }
            let sum: f64 = mine(Some(level)).iter().map(|t| t.beds).sum();
            held(sum * per / people, bounds)
        }
        What::Share(level, bounds) => {
            let mine = mine(level);
            if mine.is_empty() {
                return None;
            }
            let satisfy = mine.iter().filter(|t| t.surgery).count();
            held(satisfy as f64 / mine.len() as f64, bounds)
        }
        What::Minimum(None, bounds) => {
            let it = all.iter().find(|t| t.number as u32 == subject)?;
            // Whoever does not count is no subject in this world.
            if !it.counts {
                return Some(Verdict::Exempt);
            }
            held(it.beds, bounds)
        }
        What::Minimum(level, bounds) => {
            held(mine(level).iter().map(|t| t.beds).sum::<f64>(), bounds)
        }
    })
}

/// What is said of a subject over all possible worlds; `None`: it is none.
pub fn judged(world: &World, case: &Case, subject: u32) -> Option<Verdict> {
    // Who need not be asked: not poor, joint, of another kind.
    let (mut asked, mut exempt) = (vec![true], vec![false]);
    if case.level() == Some(Level::Village) {
        let village = &world.villages[subject as usize];
        if case.poor {
            asked = both(village.poor);
        }
        if case.joint {
            exempt = both(village.joint);
        }
    }
    if asked == [false] {
        return None;
    }
    if exempt == [true] {
        return Some(Verdict::Exempt);
    }
    let (known, at_least) = match case.level() {
        Some(Level::Village) => (world.villages[subject as usize].people, 0.0),
        Some(_) => (
            world.units[subject as usize].2,
            world.village_people(subject),
        ),
        None => (None, 0.0),
    };
    let mut said = BTreeSet::new();
    let mut worlds: Vec<Vec<There>> = vec![Vec::new()];
    for (number, f) in world.facilities.iter().enumerate() {
        let options = possible(number, f);
        worlds = worlds
            .into_iter()
            .flat_map(|w| {
                options.iter().map(move |o| {
                    let mut w = w.clone();
                    w.push(*o);
                    w
                })
            })
            .collect();
    }
    for all in &worlds {
        for people in peoples(known, at_least) {
            let verdict = verdict(world, case, subject, all, people);
            said.insert(verdict.unwrap_or(Verdict::Unknown));
        }
    }
    if matches!(case.what, What::Minimum(None, _)) {
        if said == BTreeSet::from([Verdict::Exempt]) {
            return None;
        }
        // In worlds where it is no subject it cannot fail.
        if said == BTreeSet::from([Verdict::Exempt, Verdict::Pass]) {
            return Some(Verdict::Pass);
        }
    }
    let doubtful = asked.len() > 1 || exempt.len() > 1;
    match (said.len(), said.first()) {
        (1, Some(Verdict::Pass)) => Some(Verdict::Pass),
        (1, Some(one)) if !doubtful => Some(*one),
        _ => Some(Verdict::Unknown),
    }
}
