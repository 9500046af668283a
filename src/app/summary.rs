//! What is selected, in numbers: counted on a thread of its own whenever the selection or the answer changes.

use std::sync::Arc;

use eframe::egui::Context;

use super::selected::{Kind, Selected};
use super::state::Facts;
use crate::base::{Metres, PersonSum, RowSet};
use crate::i18n::Words;
use crate::model::Status;
use crate::session::{Desk, News, Worker};

/// The selected villages.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Villages {
    pub count: u32,
    pub people: f64,
    /// Whether the files say for any of them how many people live there.
    pub peopled: bool,
    /// Beyond reach, as the map marks them.
    pub beyond: u32,
    pub people_beyond: f64,
    /// Without a usable location.
    pub unknown: u32,
    pub people_unknown: f64,
    /// The one that is farthest from its nearest facility.
    pub farthest: Option<(u32, Metres)>,
    /// The median of the distances that are known; of an even number the lower one.
    pub median: Option<Metres>,
}

/// The selected facilities.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Facilities {
    pub count: u32,
    pub serving: u32,
    /// Villages whose nearest facility one of them is.
    pub villages: u32,
    pub people: f64,
}

/// The selected districts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Districts {
    pub count: u32,
    pub villages: u32,
    pub beyond: u32,
    pub people: f64,
    pub people_beyond: f64,
}

/// The numbers of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Summary {
    pub villages: Villages,
    pub facilities: Facilities,
    pub districts: Districts,
}

impl Summary {
    fn new(facts: &Facts, sets: &[Arc<RowSet>; 3]) -> Self {
        let set = |kind: Kind| &sets[kind as usize];
        Self {
            villages: villages(facts, set(Kind::Village)),
            facilities: facilities(facts, set(Kind::Facility)),
            districts: districts(facts, set(Kind::District)),
        }
    }
}

fn villages(facts: &Facts, rows: &RowSet) -> Villages {
    let mut found = Villages::default();
    let [mut people, mut beyond, mut unknown] = [PersonSum::default(); 3];
    let mut distances = Vec::with_capacity(rows.len());
    for row in rows.iter() {
        let Some((village, answer)) = facts.village(row) else {
            continue;
        };
        let here = village.people();
        found.count += 1;
        found.peopled |= village.population.is_some();
        people += here;
        match answer.status {
            Status::Gap => {
                found.beyond += 1;
                beyond += here;
            }
            Status::Unknown => {
                found.unknown += 1;
                unknown += here;
            }
            Status::Covered | Status::Borderline => {}
        }
        if let Some(distance) = answer.distance {
            distances.push(distance.0);
            if found.farthest.is_none_or(|(_, most)| distance > most) {
                found.farthest = Some((row, distance));
            }
        }
    }
    found.people = people.total().0;
    found.people_beyond = beyond.total().0;
    found.people_unknown = unknown.total().0;
    if let Some(last) = distances.len().checked_sub(1) {
        let (_, median, _) = distances.select_nth_unstable_by(last / 2, f64::total_cmp);
        found.median = Some(Metres(*median));
    }
    found
}

fn facilities(facts: &Facts, rows: &RowSet) -> Facilities {
    let mut found = Facilities::default();
    let mut people = PersonSum::default();
    for row in rows.iter().filter(|row| facts.facility(*row).is_some()) {
        let radius = facts.coverage.radii.get(row as usize);
        let nearest = facts.catchment(row);
        found.count += 1;
        found.serving += u32::from(radius.is_some_and(Option::is_some));
        found.villages += nearest.villages;
        people += nearest.people;
    }
    found.people = people.total().0;
    found
}

fn districts(facts: &Facts, rows: &RowSet) -> Districts {
    let mut found = Districts::default();
    let [mut people, mut covered] = [PersonSum::default(); 2];
    for (_, answer) in rows.iter().filter_map(|row| facts.district(row)) {
        found.count += 1;
        found.villages += answer.villages;
        found.beyond += answer.villages_gap;
        people += answer.population.0;
        covered += answer.population_covered.0;
    }
    found.people = people.total().0;
    people -= covered;
    found.people_beyond = people.total().0;
    found
}

/// So many of a kind, in words.
pub(super) fn found(words: Words, of: Kind, n: u32) -> String {
    let key = match of {
        Kind::Village => "select-found-villages",
        Kind::Facility => "select-found-facilities",
        Kind::District => "select-found-districts",
    };
    words.with(key, &[("n", n.into()), ("count", words.count(n).into())])
}

/// What is selected, in one sentence; empty where nothing is.
pub(super) fn sentence(words: Words, summary: &Summary) -> String {
    let mut said = Vec::new();
    let number =
        |key: &str, n: f64| words.with(key, &[("n", n.into()), ("count", words.count(n).into())]);
    let v = &summary.villages;
    if v.count > 0 {
        let villages = number("selection-villages", f64::from(v.count));
        let people = number("count-people", v.people);
        let beyond = number("count-villages", f64::from(v.beyond));
        let of_people = [
            ("villages", beyond.clone().into()),
            ("people", number("count-people", v.people_beyond).into()),
        ];
        said.push(match (v.peopled, v.beyond) {
            (true, 0) => words.with(
                "selection-villages-people",
                &[("villages", villages.into()), ("people", people.into())],
            ),
            (true, _) => words.with(
                "selection-villages-beyond",
                &[
                    ("villages", villages.into()),
                    ("people", people.into()),
                    ("beyond", words.with("selection-beyond", &of_people).into()),
                ],
            ),
            (false, 0) => villages,
            (false, _) => words.with(
                "selection-villages-only",
                &[("villages", villages.into()), ("beyond", beyond.into())],
            ),
        });
    }
    for (key, n) in [
        ("selection-facilities", summary.facilities.count),
        ("selection-districts", summary.districts.count),
    ] {
        if n > 0 {
            said.push(number(key, f64::from(n)));
        }
    }
    said.join(&words.t("list-separator"))
}

/// What was asked for.
type Key = (u64, u64);

struct Ask {
    key: Key,
    facts: Facts,
    sets: [Arc<RowSet>; 3],
}

/// The numbers of the last selection that was counted.
#[derive(Default)]
pub(super) struct Counter {
    worker: Option<Worker<Ask, (Key, Summary)>>,
    asked: Option<Key>,
    pub newest: Summary,
}

impl Counter {
    /// Sees to it that the selection is counted. Gives what is to be told if counting failed.
    pub(super) fn want(
        &mut self,
        ctx: &Context,
        facts: &Facts,
        selected: &Selected,
    ) -> Option<String> {
        let mut failed = None;
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        for news in news {
            match news {
                News::Output((key, summary)) if self.asked == Some(key) => self.newest = summary,
                News::Output(_) => {}
                News::Panic(text) => failed = Some(text),
            }
        }
        let key = (selected.revision(), facts.version);
        if self.asked == Some(key) {
            return failed;
        }
        self.asked = Some(key);
        if selected.is_empty() {
            self.newest = Summary::default();
            return failed;
        }
        let worker = self.worker.get_or_insert_with(|| {
            let wake = ctx.clone();
            Worker::new(
                "lastmile-selection",
                Arc::new(move || wake.request_repaint()),
                |ask: Ask, desk: &Desk<'_, _, _>| {
                    desk.deliver((ask.key, Summary::new(&ask.facts, &ask.sets)));
                },
            )
        });
        worker.ask(Ask {
            key,
            facts: facts.clone(),
            sets: Kind::ALL.map(|kind| Arc::clone(selected.of(kind))),
        });
        failed
    }

    /// Whether something is being counted.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::facts_of_the_demo;
    use super::*;

    #[test]
    fn the_sums_of_all_are_those_of_the_answer() {
        let facts = facts_of_the_demo();
        let all = Kind::ALL.map(|kind| Arc::new(RowSet::all(kind.count(&facts))));
        let Summary {
            villages,
            facilities,
            districts,
        } = Summary::new(&facts, &all);
        let totals = &facts.coverage.totals;
        assert_eq!(villages.count, totals.villages);
        assert_eq!(villages.beyond, totals.gap);
        assert_eq!(villages.people.to_bits(), totals.population.0.to_bits());
        assert_eq!(
            villages.people_beyond.to_bits(),
            totals.population_gap.0.to_bits()
        );
        assert_eq!(facilities.villages, totals.villages - totals.unknown);
        assert_eq!(districts.villages, totals.villages);
        let mut distances: Vec<f64> = facts
            .coverage
            .villages
            .iter()
            .filter_map(|a| Some(a.distance?.0))
            .collect();
        distances.sort_by(f64::total_cmp);
        assert_eq!(
            villages.median,
            Some(Metres(distances[(distances.len() - 1) / 2]))
        );
        assert_eq!(villages.farthest.map(|f| f.1.0), distances.last().copied());
    }
}
