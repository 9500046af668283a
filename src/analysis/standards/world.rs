//! What rules ask about again and again, worked out once: which facilities count and pass, where they are at home, who lives in which unit.

use std::sync::Arc;

use rayon::prelude::*;

use super::consortia::{self, Consortia};
use super::fields::{About, Bound, Field, Missing, Source};
use super::frame::{Frame, FrameKey};
use super::homes::{self, Nearby};
use super::memo::Memo;
use super::{CheckRequest, audit, dates};
use crate::base::{Cancelled, Date, Progress};
use crate::model::answers::NONE;
use crate::model::register::Link;
use crate::model::standard::{AuditNote, Home, ReportedFigure};
use crate::model::{Cell, Expression, Level, Standard, Truth};

/// Truths with the fields that were missing for them.
type Truths = (Arc<[Truth]>, Missing);

/// What stays from one check to the next as long as data, facilities and day are the same.
#[derive(Default)]
pub(super) struct Kept {
    homes: Option<Arc<[u32]>>,
    open: Option<Arc<[Truth]>>,
    passing: Memo<Option<Arc<str>>, Truths>,
    truths: Memo<(About, Arc<str>), Truths>,
    numbers: Memo<Arc<str>, (Arc<[f64]>, Missing)>,
    pub(super) frames: Memo<FrameKey, (Arc<Frame>, Missing)>,
    placed: Memo<(Level, Home), Arc<[u32]>>,
    units: Memo<Level, Arc<[u32]>>,
    consortia: Option<Arc<Consortia>>,
    scope: Memo<Arc<str>, Truths>,
    /// With the figures that the standard itself reports.
    audit: Option<(Vec<ReportedFigure>, Arc<[AuditNote]>)>,
    /// The villages for whoever asks for the nearest one; independent of facilities.
    pub(super) nearby: Option<Arc<Nearby>>,
}

impl Kept {
    /// Forgets what the last check did not use.
    pub fn sweep(&mut self) {
        self.passing.sweep();
        self.truths.sweep();
        self.numbers.sweep();
        self.frames.sweep();
        self.placed.sweep();
        self.scope.sweep();
    }

    /// What stays when facilities are others, but not the data.
    pub fn for_other_facilities(self) -> Self {
        Self {
            units: self.units,
            nearby: self.nearby,
            ..Self::default()
        }
    }
}

/// A check in hand.
pub(super) struct World<'a> {
    /// What is checked against.
    pub request: &'a CheckRequest<'a>,
    /// The units that the standard is about.
    pub scope: Option<&'a Expression>,
    /// Whoever waits for it.
    pub progress: &'a Progress,
    pub(super) kept: &'a mut Kept,
    missing: Missing,
}

impl<'a> World<'a> {
    /// A check in hand.
    pub fn new(
        request: &'a CheckRequest<'a>,
        scope: Option<&'a Expression>,
        kept: &'a mut Kept,
        progress: &'a Progress,
    ) -> Self {
        Self {
            request,
            scope,
            progress,
            kept,
            missing: Vec::new(),
        }
    }

    /// How many facilities there are.
    pub fn facilities(&self) -> usize {
        self.request.facilities.len()
    }

    /// Notes fields that no data have.
    pub fn miss(&mut self, missing: &Missing) {
        for field in missing {
            if !self.missing.contains(field) {
                self.missing.push(field.clone());
            }
        }
    }

    /// The fields that no data have, since the last time this was asked.
    pub fn take_missing(&mut self) -> Missing {
        std::mem::take(&mut self.missing)
    }

    /// Whether a link holds on the day and no facility at its ends is shut; unknown where a facility may be.
    pub fn holds(&mut self, link: &Link) -> Truth {
        use crate::model::Subject::Facility;
        if !dates::within(self.request.as_of, link.since, link.until) {
            return Truth::No;
        }
        let open = self.open();
        let ends = [link.from, link.to].map(|end| match end {
            Facility(f) => open.get(f as usize).copied().unwrap_or(Truth::No),
            _ => Truth::Yes,
        });
        Truth::all(ends)
    }

    /// The lowest home unit of every facility; [`NONE`] without.
    pub fn homes(&mut self) -> Arc<[u32]> {
        if let Some(homes) = &self.kept.homes {
            return Arc::clone(homes);
        }
        let homes = homes::lowest(self);
        self.kept.homes = Some(Arc::clone(&homes));
        homes
    }

    /// Whether each facility counts at all: not closed by the scenario, open on the day.
    pub fn open(&mut self) -> Arc<[Truth]> {
        if let Some(open) = &self.kept.open {
            return Arc::clone(open);
        }
        let homes = self.homes();
        let source = Source {
            request: self.request,
            homes: &homes,
        };
        let dates = self.request.as_of.map(|day| {
            let field = |name| Field::find(source, About::Facilities, name);
            (day, field("opened"), field("closed"))
        });
        let open: Arc<[Truth]> = (0u32..)
            .zip(self.request.facilities)
            .map(|(i, facility)| match &dates {
                _ if facility.closed => Truth::No,
                None => Truth::Yes,
                Some((day, opened, closed)) => is_open(i, *day, opened.as_ref(), closed.as_ref()),
            })
            .collect();
        self.kept.open = Some(Arc::clone(&open));
        open
    }

    /// Whether each facility counts and passes a condition.
    pub fn passing(&mut self, condition: Option<&Expression>) -> Arc<[Truth]> {
        let key = condition.map(|c| Arc::from(c.text()));
        if let Some((truths, missing)) = self.kept.passing.get(&key) {
            self.miss(&missing);
            return truths;
        }
        let open = self.open();
        let Some(condition) = condition else {
            return self.kept.passing.put(key, (open, Vec::new())).0;
        };
        let (pass, missing) = self.evaluate(About::Facilities, condition, Some(&open));
        self.miss(&missing);
        self.kept.passing.put(key, (pass, missing)).0
    }

    /// Whether each row passes a condition, closed facilities as well.
    pub fn truths(&mut self, about: About, condition: &Expression) -> Arc<[Truth]> {
        let key = (about, Arc::from(condition.text()));
        if let Some((truths, missing)) = self.kept.truths.get(&key) {
            self.miss(&missing);
            return truths;
        }
        let (truths, missing) = self.evaluate(about, condition, None);
        self.miss(&missing);
        self.kept.truths.put(key, (truths, missing)).0
    }

    /// What an expression comes to for each facility; NaN where a value is missing.
    pub fn numbers(&mut self, expression: &Expression) -> Arc<[f64]> {
        let key: Arc<str> = expression.text().into();
        if let Some((numbers, missing)) = self.kept.numbers.get(&key) {
            self.miss(&missing);
            return numbers;
        }
        let homes = self.homes();
        let source = Source {
            request: self.request,
            homes: &homes,
        };
        let bound = Bound::new(source, About::Facilities, expression);
        let numbers: Arc<[f64]> = (0..self.facilities() as u32)
            .into_par_iter()
            .map(|row| bound.number(row).unwrap_or(f64::NAN))
            .collect();
        let missing = bound.missing(source, About::Facilities);
        self.miss(&missing);
        self.kept.numbers.put(key, (numbers, missing)).0
    }

    fn evaluate(
        &mut self,
        about: About,
        condition: &Expression,
        and_also: Option<&[Truth]>,
    ) -> Truths {
        let homes = self.homes();
        let source = Source {
            request: self.request,
            homes: &homes,
        };
        let bound = Bound::new(source, about, condition);
        let count = match about {
            About::Facilities => self.facilities(),
            About::Villages => self.request.dataset.villages.len(),
            About::Units => self.request.register.units.list.len(),
            About::Links => self.request.register.links.len(),
        };
        let truths = (0..count as u32)
            .into_par_iter()
            .with_min_len(1024)
            .map(|row| {
                let first = and_also.map_or(Truth::Yes, |t| t[row as usize]);
                match first {
                    Truth::No => Truth::No,
                    _ => Truth::all([first, bound.truth(row)]),
                }
            })
            .collect();
        (truths, bound.missing(source, about))
    }

    /// The unit of a level (a village for [`Level::Village`]) in which each facility is at home; [`NONE`] without.
    pub fn placed(&mut self, level: Level, home: Home) -> Arc<[u32]> {
        if let Some(placed) = self.kept.placed.get(&(level, home)) {
            return placed;
        }
        let placed = homes::placed(self, level, home);
        self.kept.placed.put((level, home), placed)
    }

    /// The unit of a level in which each village lies (itself for [`Level::Village`]); [`NONE`] without.
    pub fn units_of_villages(&mut self, level: Level) -> Arc<[u32]> {
        if let Some(units) = self.kept.units.get(&level) {
            return units;
        }
        let units = homes::of_villages(self, level);
        // The consortium of a village depends on facilities.
        if level == Level::Consortium {
            return units;
        }
        self.kept.units.put(level, units)
    }

    /// What is found in the reported figures.
    pub fn audit(&mut self, standard: &Standard) -> Arc<[AuditNote]> {
        if let Some((of, notes)) = &self.kept.audit
            && *of == standard.reported
        {
            return Arc::clone(notes);
        }
        let notes: Arc<[AuditNote]> = audit::audit(self, standard).into();
        self.kept.audit = Some((standard.reported.clone(), Arc::clone(&notes)));
        notes
    }

    /// Who belongs to which consortium.
    pub fn consortia(&mut self) -> Arc<Consortia> {
        if let Some(consortia) = &self.kept.consortia {
            return Arc::clone(consortia);
        }
        let consortia = Arc::new(consortia::consortia(self));
        self.kept.consortia = Some(Arc::clone(&consortia));
        consortia
    }

    /// Whether each unit lies in the standard's scope: it or a unit that holds it passes. `None`: all do.
    pub fn scope(&mut self) -> Option<Arc<[Truth]>> {
        let scope = self.scope?;
        let key = Arc::from(scope.text());
        if let Some((truths, missing)) = self.kept.scope.get(&key) {
            self.miss(&missing);
            return Some(truths);
        }
        let before = self.take_missing();
        let own = self.truths(About::Units, scope);
        let missing = self.take_missing();
        self.miss(&before);
        self.miss(&missing);
        let units = &self.request.register.units;
        let truths: Arc<[Truth]> = (0..own.len() as u32)
            .map(|unit| {
                let all = units.upwards(Some(unit));
                Truth::any(all.map(|up| own[up as usize]))
            })
            .collect();
        Some(self.kept.scope.put(key, (truths, missing)).0)
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn check(&self) -> Result<(), Cancelled> {
        self.progress.check()
    }
}

/// Whether a facility is open on a day by its dates; a date that cannot be read leaves it unknown.
fn is_open(row: u32, day: Date, opened: Option<&Field<'_>>, closed: Option<&Field<'_>>) -> Truth {
    let date = |field: Option<&Field<'_>>| field.map_or(Cell::Null, |f| f.get(row));
    Truth::all([
        dates::has_begun(day, &date(opened)),
        dates::still_is(day, &date(closed)),
    ])
}

/// An index that may be missing as a plain number.
pub(super) fn plain(index: Option<u32>) -> u32 {
    index.unwrap_or(NONE)
}
