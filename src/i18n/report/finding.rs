//! The finding: the answer in a few sentences.

use super::{Filler, number, text};
use crate::base::Metres;
use crate::i18n::Words;
use crate::map::legend::worst_districts;
use crate::map::report::{Block, Said};
use crate::model::{AreaBounds, DistrictAnswer, Reach, VillageAnswer};

impl Filler<'_> {
    /// The section's blocks.
    pub(super) fn finding(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Lead(self.lead())];
        let more = [
            self.sentences(|w| [self.within(w), self.worst_district(w)].concat()),
            self.sentences(|w| self.worst_villages(w)),
            self.sentences(|w| [self.doubtful(w), self.area(w)].concat()),
        ];
        blocks.extend(more.into_iter().filter(|s| !s.is_empty()).map(Block::Text));
        blocks
    }

    /// The sentence that says it all.
    fn lead(&self) -> Said {
        let totals = &self.source.coverage.totals;
        let peopled = self.peopled();
        self.say(|w| {
            if totals.villages == 0 {
                return w.t("report-found-no-villages");
            }
            if totals.gap + totals.covered == 0 {
                let all = w.villages(totals.villages);
                return w.with("report-found-unjudged", &[text("villages", all)]);
            }
            if totals.gap == 0 {
                let args = [
                    text("villages", w.villages(totals.covered)),
                    text("people", w.persons(totals.population_covered.0)),
                ];
                return if peopled {
                    w.with("report-found-none", &args)
                } else {
                    w.with("report-found-none-villages", &args[..1])
                };
            }
            let mut args = vec![
                number("n", totals.gap),
                text("gap", w.count(totals.gap)),
                text("all", w.count(totals.villages)),
                text("beyond", self.beyond(w)),
            ];
            if !peopled {
                return w.with("report-found-villages", &args);
            }
            let share = totals.population_gap.0 / totals.population.0;
            args.extend([
                text("people", w.persons(totals.population_gap.0)),
                text("share", w.percent(share)),
                text("total", w.persons(totals.population.0)),
            ]);
            w.with("report-found", &args)
        })
    }

    /// Where those live who are beyond reach: `more than 5 km from the nearest health facility`.
    fn beyond(&self, w: Words) -> String {
        let spec = self.source.spec;
        let filtered = spec.filter.is_some();
        let mut args = vec![
            text("unit", if spec.within_unit { "own" } else { "any" }),
            text("some", if filtered { "some" } else { "all" }),
        ];
        match spec.reach {
            _ if spec.k > 1 => {
                args.push(text("count", w.count(spec.k)));
                w.with("report-beyond-several", &args)
            }
            Reach::Uniform(radius) => {
                args.push(text("radius", w.radius(radius)));
                w.with("report-beyond-radius", &args)
            }
            Reach::ByTier(_) => w.with("report-beyond-tiers", &args),
        }
    }

    fn within(&self, w: Words) -> Vec<String> {
        let totals = &self.source.coverage.totals;
        if totals.gap == 0 || totals.covered == 0 {
            return Vec::new();
        }
        let villages = text("villages", w.villages(totals.covered));
        vec![if self.peopled() {
            let share = totals.population_covered.0 / totals.population.0;
            let args = [
                villages,
                text("people", w.persons(totals.population_covered.0)),
                text("share", w.percent(share)),
            ];
            w.with("report-found-within", &args)
        } else {
            let share = f64::from(totals.covered) / f64::from(totals.villages);
            let args = [villages, text("share", w.percent(share))];
            w.with("report-found-within-villages", &args)
        }]
    }

    /// The districts with gaps, worst first: by people where their number is known, else by villages.
    pub(super) fn districts_by_gap(&self) -> Vec<(u32, &DistrictAnswer)> {
        let coverage = self.source.coverage;
        let mut order = worst_districts(coverage);
        if !self.peopled() {
            let gap = |i: &u32| coverage.districts.get(*i as usize).map(|d| d.villages_gap);
            order.sort_by_key(|i| std::cmp::Reverse(gap(i)));
        }
        order
            .into_iter()
            .filter_map(|i| Some((i, coverage.districts.get(i as usize)?)))
            .filter(|(_, district)| district.villages_gap > 0)
            .collect()
    }

    fn worst_district(&self, w: Words) -> Vec<String> {
        let districts = self.districts_by_gap();
        let Some((index, worst)) = districts.first() else {
            return Vec::new();
        };
        let all = self.source.dataset.districts.len();
        let name = self.source.dataset.districts.get(*index as usize);
        let name = name.map_or("", |d| d.name.as_str());
        let mut args = vec![
            text("count", w.count(districts.len() as u32)),
            text("all", w.count(all as u32)),
            text("name", name),
        ];
        let people = worst.population.0 - worst.population_covered.0;
        vec![if self.peopled() {
            args.extend([
                text("people", w.persons(people)),
                text("villages", w.villages(worst.villages_gap)),
                text("share", w.percent(people / worst.population.0.max(1.0))),
            ]);
            w.with("report-found-districts", &args)
        } else {
            args.extend([
                text("gap", w.count(worst.villages_gap)),
                text("villages", w.villages(worst.villages)),
            ]);
            w.with("report-found-districts-villages", &args)
        }]
    }

    /// The gaps that some facility, however far, could close, worst first.
    pub(super) fn measured_gaps(&self) -> impl Iterator<Item = (u32, VillageAnswer)> + '_ {
        let coverage = self.source.coverage;
        coverage
            .gaps
            .iter()
            .filter_map(|g| Some((*g, coverage.villages.get(*g as usize)?)))
            .filter(|(_, answer)| answer.deciding.is_some() && answer.distance.is_some())
    }

    /// The village farthest beyond reach.
    pub(super) fn farthest(&self) -> Option<(u32, VillageAnswer)> {
        self.measured_gaps().next()
    }

    fn worst_villages(&self, w: Words) -> Vec<String> {
        let coverage = self.source.coverage;
        let mut said = Vec::new();
        if let Some((village, answer)) = self.farthest()
            && let (Some(distance), Some(over)) = (answer.distance, answer.deciding)
        {
            let args = [
                text("name", self.place(w, village)),
                text("distance", w.distance(distance)),
                text("facility", self.nearest_of(village).unwrap_or_default()),
                text("over", w.distance(Metres(-over.0))),
            ];
            said.push(w.with("report-found-farthest", &args));
        }
        let people = |g: &u32| self.village(*g).map_or(0.0, crate::model::Village::people);
        // Of several with most people the one farthest beyond reach: the first.
        let largest = coverage
            .gaps
            .iter()
            .copied()
            .reduce(|a, b| if people(&b) > people(&a) { b } else { a });
        if let Some(largest) = largest.filter(|g| people(g) > 0.0) {
            let args = [
                text("name", self.place(w, largest)),
                text("people", w.persons(people(&largest))),
            ];
            said.push(w.with("report-found-largest", &args));
        }
        let unserved = coverage.gaps.len() - self.measured_gaps().count();
        if unserved > 0 {
            let villages = w.villages(unserved as u32);
            said.push(w.with("report-found-unserved", &[text("villages", villages)]));
        }
        said
    }

    /// What is not sure.
    fn doubtful(&self, w: Words) -> Vec<String> {
        let totals = &self.source.coverage.totals;
        let mut said = Vec::new();
        if totals.borderline > 0 {
            let args = [
                number("n", totals.borderline),
                text("villages", w.villages(totals.borderline)),
                text("tolerance", w.radius(self.source.spec.tolerance)),
            ];
            said.push(w.with("report-found-borderline", &args));
        }
        if totals.unknown > 0 && totals.unknown < totals.villages {
            let people = totals.population_unknown.0;
            let args = [
                number("n", totals.unknown),
                text("villages", w.villages(totals.unknown)),
                text("some", if people > 0.0 { "some" } else { "all" }),
                text("people", w.persons(people)),
            ];
            said.push(w.with("report-found-unknown", &args));
        }
        said
    }

    /// Bounds of a share of area as texts, rounded outwards so that they stay bounds.
    pub(super) fn bounds(&self, area: AreaBounds) -> (String, String) {
        // What floating point adds to a bound that lies on a tenth of a per cent is no reason for another tenth.
        let low = (area.low * 1000.0 + 1e-6).floor() / 1000.0;
        let high = (area.high * 1000.0 - 1e-6).ceil() / 1000.0;
        let w = self.words;
        (w.percent(low.max(0.0)), w.percent(high.clamp(low, 1.0)))
    }

    fn area(&self, w: Words) -> Vec<String> {
        let Some(total) = self.source.areas.and_then(|a| a.total) else {
            return Vec::new();
        };
        let (low, high) = self.bounds(total);
        let area = text("area", w.area(total.area.km2()));
        vec![if low == high {
            w.with("report-found-area-exact", &[area, text("low", low)])
        } else {
            let args = [area, text("low", low), text("high", high)];
            w.with("report-found-area", &args)
        }]
    }
}
