//! The names on a page's map.

use super::super::labels::{Mark, PlacedLabel, Placing, Rect, place};
use super::super::scene::{FacilityMark, FacilityState, LabelCandidate, LabelOf};
use super::super::svg::{Writer, number};
use super::super::text::{self, ASCENT, DESCENT, Weight};
use super::block::{PlacedText, Style, write_text};
use super::frame::MapFrame;
use super::layout::Part;
use super::path::OnPage;
use crate::model::KnownTier;
use crate::model::look::LayerKind;

/// How many names of villages beyond reach a page without districts carries.
const NAMED_GAPS: usize = 12;
/// With more hospitals than this their names would hide the map.
const NAMED_HOSPITALS: usize = 30;

impl MapFrame<'_> {
    /// A ring in the panel's colour around letters.
    pub(super) fn halo(&self, width: f32) -> Vec<(&'static str, String)> {
        vec![
            ("stroke", self.theme.panel.to_string()),
            ("stroke-width", number(width * self.unit)),
            ("stroke-opacity", "0.85".to_owned()),
            ("stroke-linejoin", "round".to_owned()),
            ("paint-order", "stroke".to_owned()),
        ]
    }

    /// Places the names and writes them.
    pub(super) fn write_names(
        &self,
        out: &mut Writer,
        page: OnPage<'_>,
        obstacles: &[Rect],
        texts: &mut Vec<PlacedText>,
    ) {
        let gaps = self.crowd.gaps.iter();
        let gaps = gaps.map(|g| (g.at, g.radius, 0.6));
        let facilities = if self.shown.has(LayerKind::Facilities) {
            self.facilities()
        } else {
            Vec::new()
        };
        // What a rule points at no name may cover, if it can be helped.
        let weight = |f: &FacilityMark| match f.state {
            FacilityState::Failing | FacilityState::Unsure => 3.0,
            _ => 1.0,
        };
        let facilities = facilities.iter().map(|f| (f.at, f.radius, weight(f)));
        let marks: Vec<Mark> = gaps
            .chain(facilities)
            .map(|(at, radius, weight)| Mark {
                at: page.at(at),
                radius: radius * self.unit,
                weight,
            })
            .collect();
        let named = self.named();
        let own = self.focus.map_or(&[][..], |focus| &focus.names);
        let itself = self.focus.map(|focus| LabelOf::District(focus.district));
        let others = self.scene.labels.iter();
        let others = others.filter(|l| named(l.of) && Some(l.of) != itself);
        let candidates: Vec<_> = own
            .iter()
            .chain(others)
            .map(|l| LabelCandidate {
                clearance: l.clearance * self.unit,
                ..l.clone()
            })
            .collect();
        let placed: Vec<PlacedLabel<'_>> = place(&mut Placing {
            candidates: &mut candidates.iter(),
            to_view: &|world| page.at(world),
            bounds: self.rect.grown(-2.0 * self.unit),
            obstacles,
            marks: &marks,
            growth: 1.0,
            size: &|of| Some(self.name_style(of).size),
            measure: &|text, size| {
                (
                    text::width(text, size, Weight::Regular),
                    size * (ASCENT + DESCENT),
                )
            },
            most: 200,
        });
        for label in placed {
            let candidate = label.candidate;
            let style = self.name_style(candidate.of);
            let (x, y) = (label.rect.x, label.rect.y + style.size * ASCENT);
            write_text(out, x, y, style, &candidate.text, &self.halo(2.0));
            texts.push(PlacedText {
                rect: label.rect,
                text: candidate.text.to_string(),
                part: Part::Frame,
            });
        }
    }

    fn name_style(&self, of: LabelOf) -> Style {
        let unit = self.unit * self.shown.look.labels.size.factor();
        match of {
            LabelOf::District(_) => Style::new(7.0 * unit, self.theme.ink),
            LabelOf::Facility(_) => Style::new(6.4 * unit, self.theme.navy),
            LabelOf::Village(_) => Style::new(6.2 * unit, self.theme.gap_text),
        }
    }

    /// Which names a page carries: all districts and hospitals; without districts a few of the worst villages.
    fn named(&self) -> impl Fn(LabelOf) -> bool + use<'_> {
        let tiers = &self.scene.legend.tiers;
        let hospital = |tier: u16| {
            tiers
                .iter()
                .any(|t| t.tier == tier && t.known.is_some_and(|k| k >= KnownTier::County))
        };
        let hospitals: Vec<u32> = self
            .scene
            .facilities
            .iter()
            .filter(|f| hospital(f.tier) && !self.shown.hidden_tiers.contains(&f.tier))
            .map(|f| f.facility)
            .collect();
        let few = hospitals.len() <= NAMED_HOSPITALS;
        let is_village = |l: &LabelOf| matches!(l, LabelOf::Village(_));
        let worst: Vec<LabelOf> = self
            .scene
            .labels
            .iter()
            .map(|l| l.of)
            .filter(is_village)
            .take(if self.scene.districts.is_empty() {
                NAMED_GAPS
            } else {
                0
            })
            .collect();
        let (labels, drawn) = (self.shown.look.labels, &self.scene.drawn);
        let facilities = labels.facilities && few && self.shown.has(LayerKind::Facilities);
        move |of| {
            drawn.names(of)
                && match of {
                    LabelOf::District(_) => labels.districts,
                    LabelOf::Facility(f) => facilities && hospitals.contains(&f),
                    LabelOf::Village(_) => labels.villages && worst.contains(&of),
                }
        }
    }
}
