//! What was asked, by which rule, and what a scenario changes.

use super::{Filler, cell, number, text};
use crate::base::LonLat;
use crate::map::report::{Block, Cell, Said, Section, Table};
use crate::model::{FacilityRef, Reach, ServingFacility};

/// How many changes of a scenario are listed.
const MOST_CHANGES: usize = 20;

impl Filler<'_> {
    /// The section's blocks.
    pub(super) fn question(&self) -> Vec<Block> {
        let k = self.source.spec.k.max(1);
        let asked = self.say(|w| {
            if k > 1 {
                w.with("report-asked-several", &[text("count", w.count(k))])
            } else {
                w.t("report-asked")
            }
        });
        let mut blocks = vec![Block::Text(asked), Block::Points(self.rules())];
        blocks.extend(self.tiers().map(Block::Table));
        blocks
    }

    fn rules(&self) -> Vec<Said> {
        let (spec, coverage) = (self.source.spec, self.source.coverage);
        let k = spec.k.max(1);
        let mut rules = vec![self.say(|w| {
            let mut args = vec![number("k", k), text("count", w.count(k))];
            match spec.reach {
                Reach::Uniform(radius) => {
                    args.push(text("radius", w.radius(radius)));
                    w.with("report-rule-radius", &args)
                }
                Reach::ByTier(_) => w.with("report-rule-tiers", &args),
            }
        })];
        rules.push(self.t("report-rule-metric"));
        if let Some(filter) = &spec.filter {
            let serving = coverage.radii.iter().flatten().count();
            rules.push(self.say(|w| {
                let args = [
                    text("filter", filter.as_str()),
                    text("serving", w.count(serving as u32)),
                    text("all", w.count(coverage.facilities.len() as u32)),
                ];
                w.with("report-rule-filter", &args)
            }));
        }
        if spec.within_unit {
            rules.push(self.t("report-rule-unit"));
        }
        if spec.tolerance.0 > 0.0 {
            rules.push(self.say(|w| {
                let tolerance = w.radius(spec.tolerance);
                w.with("report-rule-tolerance", &[text("tolerance", tolerance)])
            }));
        }
        rules
    }

    /// What each tier does; a single tier without a name says nothing that is not said elsewhere.
    fn tiers(&self) -> Option<Table> {
        let (dataset, coverage) = (self.source.dataset, self.source.coverage);
        if coverage.tiers.is_empty() {
            return None;
        }
        let peopled = self.peopled();
        let total = coverage.totals.population.0.max(f64::MIN_POSITIVE);
        let mut columns = vec![
            self.words_column("report-tier"),
            self.number_column("report-radius"),
            self.number_column("report-facilities"),
            self.number_column("report-villages-within"),
        ];
        if peopled {
            columns.push(self.number_column("report-people-within"));
            columns.push(self.number_column("report-share"));
        }
        let rows = coverage.tiers.iter().enumerate().map(|(i, answer)| {
            let name = dataset.tiers.get(i);
            let name = self.say(|w| name.map_or_else(String::new, |tier| w.tier_name(tier)));
            let radius = answer.radius.map_or_else(
                || Cell::Said(self.t("report-no-radius")),
                |radius| cell(self.words.radius(radius)),
            );
            let mut row = vec![
                Cell::Said(name),
                radius,
                cell(self.count(answer.facilities)),
                cell(self.count(answer.villages_covered)),
            ];
            if peopled {
                let people = answer.population_covered.0;
                row.push(cell(self.count(people)));
                row.push(cell(self.words.percent(people / total)));
            }
            row
        });
        Some(Table {
            caption: self.t("report-tiers"),
            rows: rows.collect(),
            columns,
            note: None,
        })
    }

    /// The facilities that the scenario changed, each with what became of it.
    fn changed(&self) -> Vec<(&'static str, &ServingFacility)> {
        let facilities = self.source.coverage.facilities.iter();
        let mut changed = Vec::new();
        for facility in facilities {
            let added = matches!(facility.reference, FacilityRef::Added(_));
            if facility.closed {
                // A site that was tried and given up changes nothing.
                if !added {
                    changed.push(("report-closed", facility));
                }
            } else if added {
                changed.push(("report-added", facility));
            } else if facility.moved {
                changed.push(("report-moved", facility));
            }
        }
        changed
    }

    /// That this is a scenario, and how many changes it has.
    pub(super) fn scenario_notice(&self) -> Option<Said> {
        if self.source.edits.is_empty() {
            return None;
        }
        let changed = self.changed();
        let kinds = [
            ("report-added", "report-scenario-added"),
            ("report-moved", "report-scenario-moved"),
            ("report-closed", "report-scenario-closed"),
        ]
        .map(|(kind, key)| {
            (
                key,
                changed.iter().filter(|(k, _)| *k == kind).count() as u32,
            )
        });
        if kinds.iter().all(|(_, n)| *n == 0) {
            return None;
        }
        Some(self.say(|w| {
            let said = kinds.iter().filter(|(_, n)| *n > 0);
            let said: Vec<String> = said.map(|(key, n)| w.things(key, *n)).collect();
            let changes = said.join(&w.t("list-separator"));
            w.with("report-scenario", &[text("changes", changes)])
        }))
    }

    /// The section that names what a scenario changes.
    pub(super) fn changes(&self) -> Option<Section> {
        let changed = self.changed();
        if self.source.edits.is_empty() || changed.is_empty() {
            return None;
        }
        let more = changed.len().saturating_sub(MOST_CHANGES);
        let rows = changed.iter().take(MOST_CHANGES).map(|(kind, facility)| {
            let tier = self.source.dataset.tiers.get(usize::from(facility.tier));
            let tier = self.say(|w| tier.map_or_else(String::new, |tier| w.tier_name(tier)));
            let place = match *kind {
                "report-moved" => self.moved(facility),
                _ => degrees(facility.location),
            };
            vec![
                cell(facility.name.as_str()),
                Cell::Said(self.t(kind)),
                Cell::Said(tier),
                cell(place),
            ]
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let note = (more > 0).then(|| Said::one(format!("+ {}", self.count(more as u32))));
        Some(Section {
            heading: self.t("report-changes"),
            blocks: vec![Block::Table(Table {
                caption: Said::default(),
                columns: vec![
                    self.words_column("report-facility"),
                    self.words_column("report-change"),
                    self.words_column("report-tier"),
                    self.words_column("report-where"),
                ],
                rows,
                note,
            })],
        })
    }

    /// From where to where a facility was moved.
    fn moved(&self, facility: &ServingFacility) -> String {
        let FacilityRef::Baseline(index) = facility.reference else {
            return degrees(facility.location);
        };
        let before = self.source.dataset.facilities.get(index as usize);
        let before = before.map_or_else(String::new, |f| degrees(f.location) + " → ");
        before + &degrees(facility.location)
    }
}

/// A place as decimal degrees: `119.0500° E 34.1000° N`.
fn degrees(place: LonLat) -> String {
    let side = |value: f64, [positive, negative]: [char; 2]| {
        let letter = if value < 0.0 { negative } else { positive };
        format!("{:.4}°\u{202f}{letter}", value.abs())
    };
    format!(
        "{} {}",
        side(place.lon, ['E', 'W']),
        side(place.lat, ['N', 'S'])
    )
}
