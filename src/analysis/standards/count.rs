//! Rule kinds 2 and 3: how many facilities each unit has, against bounds of its own or by its population (D11).

use super::frame::{Frame, Target, frame};
use super::interval::{Interval, bound};
use super::tally::Drawn;
use super::world::World;
use crate::model::answers::NONE;
use crate::model::standard::{Bounds, Exemption, Home, Reason};
use crate::model::{Expression, Finding, Level, Subject, Truth};

/// Units whose facilities are counted.
#[derive(Clone, Copy)]
pub(super) struct CountRule<'a> {
    pub level: Level,
    pub units: Option<&'a Expression>,
    pub facilities: Option<&'a Expression>,
    pub home: Home,
    pub exempt: &'a [Exemption],
}

/// One for so many people at the least, and no more than one for so many.
#[derive(Clone, Copy)]
pub(super) struct Band {
    pub per: f64,
    pub most_per: Option<f64>,
}

/// The facilities of a unit.
#[derive(Clone, Copy)]
struct Here {
    sure: u32,
    maybe: u32,
    first: u32,
}

impl CountRule<'_> {
    /// Kind 2.
    pub fn exists(&self, world: &mut World<'_>, count: Bounds) -> Drawn {
        self.judge(world, |_, here| {
            let verdict = here.interval().verdict(count);
            Finding {
                least: bound(count.least),
                most: bound(count.most),
                ..here.finding(verdict)
            }
        })
    }

    /// Kind 3.
    pub fn per_population(&self, world: &mut World<'_>, band: Band) -> Drawn {
        self.judge(world, |people, here| match people {
            People::Known(people) => {
                let allowed = band.at(people);
                Finding {
                    total: people,
                    least: bound(allowed.least),
                    most: bound(allowed.most),
                    ..here.finding(here.interval().verdict(allowed))
                }
            }
            // More people need no fewer facilities and allow no fewer: only too few for those who are known is sure.
            People::AtLeast(people) => {
                let needed = Bounds {
                    most: None,
                    ..band.at(people)
                };
                let none_refused = Interval {
                    low: f64::NEG_INFINITY,
                    high: here.interval().high,
                };
                Finding {
                    reason: Reason::NoPopulation,
                    ..here.finding(none_refused.verdict(needed))
                }
            }
        })
    }

    fn judge(&self, world: &mut World<'_>, finding: impl Fn(People, Here) -> Finding) -> Drawn {
        let frame = frame(world, Target::units(self.level, self.units), self.exempt);
        let passing = world.passing(self.facilities);
        let placed = world.placed(self.level, self.home);
        let spaces = match self.level {
            Level::Village => world.request.dataset.villages.len(),
            _ => world.request.register.units.list.len(),
        };
        let nobody = Here {
            sure: 0,
            maybe: 0,
            first: NONE,
        };
        let mut here = vec![nobody; spaces];
        for ((facility, passes), unit) in (0u32..).zip(&*passing).zip(&*placed) {
            let Some(here) = here.get_mut(*unit as usize) else {
                continue;
            };
            match passes {
                Truth::Yes => {
                    here.first = here.first.min(facility);
                    here.sure += 1;
                }
                Truth::Unknown => here.maybe += 1,
                Truth::No => {}
            }
        }
        let findings = (0..frame.len())
            .map(|i| {
                let here = here[frame.number(i) as usize];
                let people = people(world, &frame, i);
                frame.standing[i].settle(finding(people, here))
            })
            .collect();
        Drawn::new(&frame, findings)
    }
}

impl Here {
    fn interval(self) -> Interval {
        Interval {
            low: f64::from(self.sure),
            high: f64::from(self.sure + self.maybe),
        }
    }

    fn finding(self, verdict: crate::model::Verdict) -> Finding {
        let reason = if self.maybe > 0 {
            Reason::SomeUnknown
        } else {
            Reason::Numbers
        };
        Finding {
            n: f64::from(self.sure),
            other: self.first,
            unknown: self.maybe,
            ..Finding::bare(verdict, reason)
        }
    }
}

impl Band {
    /// Needed and allowed for so many people: ⌈P / per⌉, max(1, ⌊P / `most_per`⌋).
    pub fn at(self, people: f64) -> Bounds {
        Bounds {
            least: Some((people / self.per).ceil()),
            most: self.most_per.map(|per| (people / per).floor().max(1.0)),
        }
    }
}

/// What is known of how many people live somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum People {
    /// So many.
    Known(f64),
    /// No fewer than so many.
    AtLeast(f64),
}

/// The people of a subject.
pub(super) fn people(world: &World<'_>, frame: &Frame, position: usize) -> People {
    let request = world.request;
    match frame.subjects.get(position) {
        Some(Subject::Village(v)) => {
            let village = request.dataset.villages.get(v as usize);
            let people = village.and_then(|v| v.population);
            people.map_or(People::AtLeast(0.0), |p| People::Known(p.0))
        }
        Some(Subject::Unit(u)) => match request.register.units.list.get(u as usize) {
            Some(unit) => unit
                .population
                .map_or(People::AtLeast(unit.village_people.0), |p| {
                    People::Known(p.0)
                }),
            None => People::AtLeast(0.0),
        },
        _ => People::AtLeast(0.0),
    }
}
