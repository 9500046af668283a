//! The words of a page's key: what the marks, lines and fills on its map mean.

use super::page::text;
use super::words::Words;
use crate::map::page::{KeyWords, TierWords};
use crate::map::scene::{Legend, LegendTier};
use crate::model::look::DistrictFill;
use crate::model::{Dataset, LayerKind, MapLook};

/// A name and how many there are.
type Counted = (String, String);

impl Words {
    /// The villages by how they stand with their counts; and those that a rule does not ask.
    fn statuses(self, legend: &Legend) -> ([Counted; 4], Option<Counted>) {
        let names = self.legend_statuses(legend);
        let shown = legend.shown.as_ref();
        let not_asked = shown.map_or(0, |s| s.not_asked(legend.villages[0]));
        let status = |slot: usize| {
            let beside = if slot == 0 { not_asked } else { 0 };
            let count = self.count(legend.villages[slot] - beside);
            (names[slot].clone(), count)
        };
        let beside = || (self.t("shown-village-not-asked"), self.count(not_asked));
        ([0, 1, 2, 3].map(status), (not_asked > 0).then(beside))
    }

    /// The tiers with the heading of their radii, which a rule does not ask about.
    fn tiers(self, legend: &Legend, dataset: &Dataset) -> (String, Vec<TierWords>) {
        let by_rule = legend.shown.as_ref().is_some_and(|s| s.rule.is_some());
        let tier = |t: &LegendTier| TierWords {
            name: dataset
                .tiers
                .get(usize::from(t.tier))
                .map(|t| self.tier_name(t))
                .unwrap_or_default(),
            radius: match t.reach {
                _ if by_rule => String::new(),
                Some(radius) => self.radius(radius),
                None => self.t("page-not-serving"),
            },
            count: self.count(t.facilities),
        };
        let heading = if by_rule {
            String::new()
        } else {
            self.t("page-radius")
        };
        (heading, legend.tiers.iter().map(tier).collect())
    }

    /// The key to the map.
    pub(super) fn key(self, legend: &Legend, look: &MapLook, dataset: &Dataset) -> KeyWords {
        let classes = legend.share_classes.len();
        let bound = |(i, high): (usize, f64)| {
            if i + 1 == classes {
                self.percent(high)
            } else {
                self.percent_bound(high)
            }
        };
        let heading = |kind: LayerKind, key: &str| {
            let name = look.name(kind);
            name.map_or_else(|| self.t(key), str::to_owned)
        };
        let shares = if legend.fill == DistrictFill::Area {
            "page-shares-area"
        } else {
            "page-shares"
        };
        let shown = legend.shown.as_ref().filter(|s| !s.districts.is_empty());
        let heading_by_rule = shown.map(|s| self.shown_heading(s));
        let fills = shown.map_or_else(Default::default, |s| self.shown_rows(s));
        let (statuses, not_asked) = self.statuses(legend);
        let (radius, tiers) = self.tiers(legend, dataset);
        KeyWords {
            villages: heading(LayerKind::Villages, "page-villages"),
            distances: self.distances(legend),
            distance_note: legend
                .distances
                .filter(|d| d.radius.is_none())
                .map(|_| self.t("distance-note")),
            hidden_villages: (legend.hidden.villages > 0).then(|| self.hidden_villages(legend)),
            hidden_facilities: self.hidden("hidden-facilities", legend.hidden.facilities),
            hidden_districts: self.hidden("hidden-districts", legend.hidden.districts),
            statuses,
            not_asked,
            gap_sizes_unit: self.t("page-people"),
            round_numbers: (0..9)
                .flat_map(|power| [1.0, 2.0, 5.0].map(|n| n * 10f64.powi(power)))
                .map(|people| (people, self.count(people)))
                .collect(),
            merged: self.t("page-merged"),
            waiting: self.t("page-waiting"),
            reach: heading(LayerKind::Reach, "page-reach"),
            facilities: if radius.is_empty() {
                heading(LayerKind::Facilities, "role-facilities")
            } else {
                heading(LayerKind::Facilities, "page-facilities")
            },
            radius,
            count: self.t("page-number"),
            tiers,
            fills: fills.0,
            no_fill: fills.1,
            links: legend.shown.as_ref().and_then(|s| self.shown_links(s)),
            verdicts: legend
                .shown
                .as_ref()
                .map_or_else(Vec::new, |s| self.shown_facilities(s)),
            shares: match look.name(LayerKind::Districts) {
                _ if heading_by_rule.is_some() => heading_by_rule.unwrap_or_default(),
                Some(name) => self.both(|w| {
                    let what = w.t(shares);
                    w.with(
                        "legend-named",
                        &[text("name", name.to_owned()), text("what", what)],
                    )
                }),
                None => self.t(shares),
            },
            share_bounds: legend
                .share_classes
                .iter()
                .map(|c| c.high)
                .enumerate()
                .map(bound)
                .collect(),
            share_counts: legend
                .share_classes
                .iter()
                .map(|c| self.count(c.districts))
                .collect(),
            no_share: self.both(|w| {
                let key = if legend.fill == DistrictFill::Area {
                    "page-no-share-area"
                } else {
                    "page-no-share"
                };
                w.with(
                    key,
                    &[text("count", w.count(legend.districts_without_share))],
                )
            }),
        }
    }
}
