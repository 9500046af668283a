//! Rule kind 8: a reported figure is possible, agrees with what is computed, and meets its target.

use super::fields::About;
use super::frame::{self, Frame, Target};
use super::interval::{Interval, Sum};
use super::share::Counted;
use super::tally::Drawn;
use super::world::{World, plain};
use crate::base::{Cancelled, Date};
use crate::model::answers::NONE;
use crate::model::register::Indicator;
use crate::model::standard::{AuditNote, Bounds, Check, Computed, Home, Reason, Subjects};
use crate::model::{Finding, Level, Rule, Standard, Subject, Truth, Verdict};

/// A rule of kind 8 in hand.
struct Asked<'a> {
    bounds: Bounds,
    tolerance: f64,
    /// Whether what is computed is a share.
    share: bool,
    deadline: Option<Date>,
    as_of: Option<Date>,
    audit: &'a [AuditNote],
}

/// A figure with its position in the register; a document's has none.
#[derive(Clone, Copy)]
struct Said<'a> {
    figure: &'a Indicator,
    number: Option<u32>,
}

/// Kind 8; `audit` are the notes of the audit.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn reported(
    world: &mut World<'_>,
    standard: &Standard,
    rule: &Rule,
    audit: &[AuditNote],
) -> Result<Drawn, Cancelled> {
    world.check()?;
    let Check::ReportedAgrees {
        indicator,
        level,
        computed,
        tolerance,
        bounds,
    } = &rule.check
    else {
        return Ok(Drawn {
            subjects: Subjects::Whole,
            findings: Vec::new(),
        });
    };
    let newest = Newest::new(world, standard, indicator);
    let frame = match level {
        Some(level) => frame::frame(world, Target::units(*level, None), &rule.exempt),
        None => newest.frame(world, rule),
    };
    let computed_of = computed.as_ref().map(|c| amounts(world, c, &frame));
    let asked = Asked {
        bounds: *bounds,
        tolerance: *tolerance,
        share: matches!(computed, Some(Computed::Share { .. })),
        deadline: rule.deadline,
        as_of: world.request.as_of,
        audit,
    };
    let findings = (0..frame.len())
        .map(|i| {
            let said = newest.of(frame.subjects.get(i));
            let computed = computed_of.as_ref().map(|all| all[i]);
            frame.standing[i].settle(asked.judge(said, computed))
        })
        .collect();
    Ok(Drawn::new(&frame, findings))
}

/// The newest figure of everybody who reports a key.
struct Newest<'a> {
    /// In the order of subjects; the whole (`None`) first.
    all: Vec<(Option<Subject>, Said<'a>)>,
}

impl<'a> Newest<'a> {
    /// As of the day of the check. What nobody in the register reports of the whole, the standard's document may.
    fn new(world: &World<'a>, standard: &'a Standard, key: &str) -> Self {
        let as_of = world.request.as_of;
        let figures = (0u32..).zip(&world.request.register.indicators);
        let mut all: Vec<(Option<Subject>, Said<'a>)> = figures
            .filter(|(_, f)| *f.key == *key)
            .filter(|(_, f)| as_of.is_none_or(|day| f.date.is_none_or(|date| date <= day)))
            .map(|(number, figure)| {
                let number = Some(number);
                (figure.of, Said { figure, number })
            })
            .collect();
        // Of several of one day the first in the register; sorting is stable.
        all.sort_by(|(a, s), (b, t)| a.cmp(b).then(t.figure.date.cmp(&s.figure.date)));
        all.dedup_by_key(|(of, _)| *of);
        let document = standard.reported.iter().find(|r| *r.figure.key == *key);
        if let Some(report) = document
            && all.first().is_none_or(|(of, _)| of.is_some())
        {
            let said = Said {
                figure: &report.figure,
                number: None,
            };
            all.insert(0, (None, said));
        }
        Self { all }
    }

    fn of(&self, subject: Option<Subject>) -> Option<Said<'a>> {
        let at = self.all.binary_search_by_key(&subject, |(of, _)| *of);
        at.ok().map(|at| self.all[at].1)
    }

    /// Whoever reports, of one kind: units, else facilities, else villages, else the whole.
    fn frame(&self, world: &mut World<'_>, rule: &Rule) -> std::sync::Arc<Frame> {
        let list = |of: fn(Subject) -> Option<u32>| -> Vec<u32> {
            let subjects = self.all.iter().filter_map(|(subject, _)| *subject);
            subjects.filter_map(of).collect()
        };
        let units = list(|s| match s {
            Subject::Unit(u) => Some(u),
            _ => None,
        });
        let facilities = list(|s| match s {
            Subject::Facility(f) => Some(f),
            _ => None,
        });
        let villages = list(|s| match s {
            Subject::Village(v) => Some(v),
            _ => None,
        });
        let subjects = if !units.is_empty() {
            Subjects::Units(in_scope(world, units, Subject::Unit))
        } else if !facilities.is_empty() {
            Subjects::Facilities(in_scope(world, facilities, Subject::Facility))
        } else if !villages.is_empty() {
            Subjects::Villages(Some(in_scope(world, villages, Subject::Village)))
        } else {
            Subjects::Whole
        };
        let standing = frame::exemptions(world, &subjects, &rule.exempt);
        std::sync::Arc::new(Frame { subjects, standing })
    }
}

/// Those that do not lie outside the standard's scope.
fn in_scope(
    world: &mut World<'_>,
    mut list: Vec<u32>,
    subject: fn(u32) -> Subject,
) -> std::sync::Arc<[u32]> {
    if let Some(scope) = world.scope() {
        let homes = world.homes();
        list.retain(|i| {
            let unit = frame::lowest_unit(world, &homes, subject(*i));
            scope.get(unit as usize).is_some_and(|s| *s != Truth::No)
        });
    }
    list.into()
}

/// What a figure says as a number, from the least to the most that its wording leaves open; and whether it is a share.
struct Value {
    low: f64,
    high: f64,
    /// What is told of it.
    told: f64,
}

impl Value {
    fn of(n: f64) -> Self {
        Self {
            low: n,
            high: n,
            told: n,
        }
    }

    /// The share that a figure says, 0 to 1.
    fn share(figure: &Indicator) -> Option<Self> {
        let exact = figure.n.zip(figure.total).filter(|(_, total)| *total > 0.0);
        if let Some((n, total)) = exact {
            return Some(Self::of(n / total));
        }
        let share = figure.share?;
        let told = share.percent / 100.0;
        Some(Self {
            low: told,
            high: if share.at_least { f64::INFINITY } else { told },
            told,
        })
    }

    /// What is held against a bound: the share if the bound is one and the figure says one, else the count.
    fn against(figure: &Indicator, bound: f64) -> Option<Self> {
        let is_share = (0.0..=1.0).contains(&bound);
        let share = Self::share(figure).filter(|_| is_share);
        share.or(figure.n.map(Self::of)).or(Self::share(figure))
    }
}

impl Asked<'_> {
    fn judge(&self, said: Option<Said<'_>>, computed: Option<Interval>) -> Finding {
        let total = computed.map_or(f64::NAN, Interval::only);
        let Some(Said { figure, number }) = said else {
            return Finding {
                total,
                ..Finding::bare(Verdict::Unknown, Reason::NotReported)
            };
        };
        let least = figure.target.or(self.bounds.least);
        let most = self.bounds.most;
        let value = match (computed, least.or(most)) {
            (Some(_), _) if self.share => Value::share(figure),
            (Some(_), _) => figure.n.map(Value::of),
            (None, Some(bound)) => Value::against(figure, bound),
            (None, None) => figure.n.map(Value::of).or(Value::share(figure)),
        };
        let mut finding = Finding {
            total,
            least: least.unwrap_or(f64::NAN),
            most: most.unwrap_or(f64::NAN),
            ..Finding::bare(Verdict::Pass, Reason::Numbers)
        };
        if let Some(mistake) = self.mistake(figure, number) {
            finding.verdict = Verdict::Fail;
            finding.reason = Reason::Impossible;
            finding.other = mistake;
            finding.n = value.map_or(f64::NAN, |v| v.told);
            return finding;
        }
        let Some(value) = value else {
            finding.verdict = Verdict::Unknown;
            finding.reason = Reason::NoValue;
            return finding;
        };
        finding.n = value.told;
        let agrees = computed.map_or(Verdict::Pass, |c| self.agrees(figure, &value, c));
        if agrees != Verdict::Pass {
            let reasons = [Reason::SomeUnknown, Reason::Disagrees];
            finding.reason = reasons[usize::from(agrees == Verdict::Fail)];
            finding.verdict = agrees;
            return finding;
        }
        self.meets(&mut finding, figure, least);
        finding
    }

    /// The first note of the audit that says that the figure is wrong.
    fn mistake(&self, figure: &Indicator, number: Option<u32>) -> Option<u32> {
        let notes = (0u32..).zip(self.audit);
        let mut of_figure = notes.filter(|(_, note)| {
            note.indicator == number && (number.is_some() || note.key == figure.key)
        });
        let wrong = of_figure.find(|(_, note)| note.problem.is_mistake());
        wrong.map(|(at, _)| at)
    }

    /// Whether what is reported agrees with what is computed. A share agrees also where it is what is computed, rounded as it is written.
    fn agrees(&self, figure: &Indicator, value: &Value, computed: Interval) -> Verdict {
        let written = figure
            .share
            .filter(|_| self.share && figure.total.is_none());
        let rounding = written.map_or(0.0, |share| {
            0.5 * 10f64.powi(-2 - i32::from(share.decimals))
        });
        let within = self.tolerance + rounding + 1e-9;
        if computed.low.is_nan() || computed.high.is_nan() {
            return Verdict::Unknown;
        }
        let (low, high) = (value.low - within, value.high + within);
        if computed.low >= low && computed.high <= high {
            Verdict::Pass
        } else if computed.high < low || computed.low > high {
            Verdict::Fail
        } else {
            Verdict::Unknown
        }
    }

    /// Whether the figure meets its target and bounds. Before the deadline a target that is not met leaves the verdict open.
    fn meets(&self, finding: &mut Finding, figure: &Indicator, least: Option<f64>) {
        let mut verdict = Verdict::Pass;
        if let Some(least) = least {
            let at_least = Value::against(figure, least);
            verdict = at_least.map_or(Verdict::Unknown, |value| {
                if value.low >= least - 1e-12 {
                    Verdict::Pass
                } else if value.high < least {
                    Verdict::Fail
                } else {
                    Verdict::Unknown
                }
            });
            let deadline = figure.deadline.or(self.deadline);
            let day = self.as_of.or(figure.date);
            let due = match (deadline, day) {
                (Some(deadline), Some(day)) => deadline <= day,
                _ => true,
            };
            if verdict == Verdict::Fail && !due {
                verdict = Verdict::Unknown;
                finding.reason = Reason::MissesTarget;
            } else if verdict == Verdict::Fail {
                finding.reason = Reason::MissesTarget;
            } else if verdict == Verdict::Unknown {
                finding.reason = Reason::SomeUnknown;
            }
        }
        if let Some(most) = self.bounds.most
            && let Some(value) = Value::against(figure, most)
            && verdict != Verdict::Fail
        {
            if value.low > most + 1e-12 {
                verdict = Verdict::Fail;
                finding.reason = Reason::MissesTarget;
            } else if value.high > most + 1e-12 && verdict == Verdict::Pass {
                verdict = Verdict::Unknown;
                finding.reason = Reason::SomeUnknown;
            }
        }
        finding.verdict = verdict;
    }
}

/// What is computed for each subject of a frame, from the least to the most that it can be.
fn amounts(world: &mut World<'_>, computed: &Computed, frame: &Frame) -> Vec<Interval> {
    let count = frame.len();
    match computed {
        Computed::Count(condition) => {
            let places = places(world, frame);
            let counts = frame::in_scope(world, Some(condition));
            let mut all = vec![Sum::default(); count];
            for (f, counts) in counts.iter().enumerate() {
                for at in places.of(f) {
                    add(&mut all[*at as usize], *counts, 1.0);
                }
            }
            all.into_iter().map(Sum::interval).collect()
        }
        Computed::Sum { facilities, value } => {
            let places = places(world, frame);
            let counts = frame::in_scope(world, facilities.as_ref());
            let values = world.numbers(value);
            let mut all = vec![Sum::default(); count];
            for (f, (counts, value)) in counts.iter().zip(&*values).enumerate() {
                for at in places.of(f) {
                    add(&mut all[*at as usize], *counts, *value);
                }
            }
            all.into_iter().map(Sum::interval).collect()
        }
        Computed::Share {
            facilities,
            condition,
        } => {
            let places = places(world, frame);
            let counts = frame::in_scope(world, facilities.as_ref());
            let satisfies = world.truths(About::Facilities, condition);
            let mut all = vec![Counted::default(); count];
            for (f, (counts, satisfies)) in counts.iter().zip(&*satisfies).enumerate() {
                for at in places.of(f) {
                    all[*at as usize].add(*counts, *satisfies);
                }
            }
            let nothing = Interval {
                low: f64::NAN,
                high: f64::NAN,
            };
            let share = |c: Counted| c.interval().unwrap_or(nothing);
            all.into_iter().map(share).collect()
        }
        Computed::Units(level) => {
            let per = units_below(world, *level, frame);
            let exactly = |n: f64| Interval { low: n, high: n };
            per.into_iter().map(exactly).collect()
        }
        Computed::Population => people(world, frame),
    }
}

fn add(sum: &mut Sum, counts: Truth, value: f64) {
    match counts {
        Truth::Yes => sum.add(value),
        Truth::Unknown => sum.add_doubtful(value),
        Truth::No => {}
    }
}

/// The positions in the frame of the subjects that each facility counts for: of units all that it lies in.
struct Places {
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl Places {
    fn of(&self, facility: usize) -> &[u32] {
        &self.positions[self.starts[facility] as usize..self.starts[facility + 1] as usize]
    }
}

fn places(world: &mut World<'_>, frame: &Frame) -> Places {
    let subjects = &frame.subjects;
    let beside = [Level::Consortium, Level::Grid].map(|level| {
        let is_asked = matches!(subjects, Subjects::Units(_));
        is_asked.then(|| world.placed(level, Home::Register))
    });
    let homes = world.homes();
    let villages = matches!(subjects, Subjects::Villages(_));
    let villages = villages.then(|| world.placed(Level::Village, Home::Register));
    let units = &world.request.register.units;
    let mut places = Places {
        starts: vec![0],
        positions: Vec::new(),
    };
    for f in 0..world.facilities() {
        let mut add = |subject| {
            let position = subjects.position(subject);
            places.positions.extend(position.map(|p| p as u32));
        };
        match subjects {
            Subjects::Whole => places.positions.push(0),
            Subjects::Facilities(_) => add(Subject::Facility(f as u32)),
            Subjects::Villages(_) => {
                let village = villages.as_ref().map_or(NONE, |v| v[f]);
                if village != NONE {
                    add(Subject::Village(village));
                }
            }
            Subjects::Units(_) => {
                for unit in units.upwards(Some(homes[f])) {
                    if (unit as usize) < units.list.len() {
                        add(Subject::Unit(unit));
                    }
                }
                for placed in beside.iter().flatten() {
                    add(Subject::Unit(placed[f]));
                }
            }
        }
        places.starts.push(places.positions.len() as u32);
    }
    places
}

fn position(subjects: &Subjects, subject: Subject) -> u32 {
    plain(subjects.position(subject).map(|p| p as u32))
}

/// How many units of a level lie in each subject.
fn units_below(world: &World<'_>, level: Level, frame: &Frame) -> Vec<f64> {
    let units = &world.request.register.units;
    let mut all = vec![0.0; frame.len()];
    let whole = frame.subjects == Subjects::Whole;
    let mut count = |first: Option<u32>| {
        if whole {
            all[0] += 1.0;
            return;
        }
        for unit in units.upwards(first) {
            let at = position(&frame.subjects, Subject::Unit(unit));
            if let Some(n) = all.get_mut(at as usize) {
                *n += 1.0;
            }
        }
    };
    if level == Level::Village {
        for village in 0..world.request.dataset.villages.len() {
            count(units.of_village.get(village).copied().flatten());
        }
    } else {
        for unit in units.of_level(level) {
            count(Some(unit));
        }
    }
    all
}

/// The people of the villages of each subject.
fn people(world: &World<'_>, frame: &Frame) -> Vec<Interval> {
    let request = world.request;
    let mut all = vec![Sum::default(); frame.len()];
    for (number, village) in (0u32..).zip(&request.dataset.villages) {
        let people = village.population.map_or(f64::NAN, |p| p.0);
        let mut add = |at: u32| {
            if let Some(sum) = all.get_mut(at as usize) {
                sum.add(people);
            }
        };
        match &frame.subjects {
            Subjects::Whole => add(0),
            Subjects::Villages(_) => add(position(&frame.subjects, Subject::Village(number))),
            Subjects::Units(_) => {
                let units = &request.register.units;
                let lowest = units.of_village.get(number as usize).copied().flatten();
                for unit in units.upwards(lowest) {
                    add(position(&frame.subjects, Subject::Unit(unit)));
                }
            }
            Subjects::Facilities(_) => {}
        }
    }
    all.into_iter().map(Sum::interval).collect()
}

#[cfg(test)]
mod tests;
