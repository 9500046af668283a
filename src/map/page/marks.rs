//! The marks on a page's map: dots, facilities, what stands out, gaps.

use std::fmt::Write as _;

use super::super::crowd::GapDisc;
use super::super::drawn::FIRST_BEYOND;
use super::super::mark::{self, MarkKind};
use super::super::scene::FacilityMark;
use super::super::style::Rgb;
use super::super::svg::{Writer, number};
use super::frame::{MapFrame, scaled};
use super::path::{FINE, OnPage};

/// From this many gaps on they are drawn as one path per size, without order among them.
const MANY_GAPS: usize = 4000;
/// The most dots of one path.
const DOTS_PER_PATH: usize = 2_000;
/// From this many facilities of a kind on they are drawn as one path, without order among them.
const MANY_FACILITIES: usize = 2000;

/// A disc with its place on the page.
type Placed<'a> = (&'a GapDisc, [f32; 2]);

impl MapFrame<'_> {
    /// Dots of one size and colour as paths of points with round caps.
    fn dots(&self, out: &mut Writer, places: &[[i64; 2]], radius: f32, colour: Rgb) {
        // A path of too many dots takes the renderer more memory than all the rest of the page.
        for run in places.chunks(DOTS_PER_PATH) {
            let mut d = String::with_capacity(run.len() * 12);
            for [x, y] in run {
                let _ = write!(d, "M{x} {y}h0");
            }
            out.element(
                "path",
                &[
                    ("d", d),
                    ("fill", "none".to_owned()),
                    ("stroke", colour.to_string()),
                    (
                        "stroke-width",
                        number(2.0 * radius * self.unit * FINE as f32),
                    ),
                    ("stroke-linecap", "round".to_owned()),
                ],
            );
        }
    }

    /// The dots of the covered villages, by class of distance where they have one; as many as have room, as on the screen.
    pub(super) fn write_covered(&self, out: &mut Writer, page: OnPage<'_>) {
        let radius = self.scene.dot * self.shown.sizes.villages;
        let classes = if self.scene.drawn.has_distances() {
            FIRST_BEYOND
        } else {
            1
        };
        let mut places = vec![Vec::new(); usize::from(classes)];
        for (village, at) in self.scene.covered(self.crowd.dots) {
            let own = self.scene.drawn.distance(village).unwrap_or(0);
            if page.sees(page.at(at), radius * self.unit) {
                places[usize::from(own.min(classes - 1))].push(page.fine(at));
            }
        }
        out.open("g", &[scaled()]);
        for (class, places) in (0..classes).zip(places) {
            let colour = if classes > 1 {
                mark::distance(self.theme, class)
            } else {
                self.theme.covered
            };
            self.dots(out, &places, radius, colour);
        }
        out.close();
    }

    /// Borderline and unknown villages.
    pub(super) fn write_raised(&self, out: &mut Writer, page: OnPage<'_>) {
        let gaps = self.scene.gaps().len();
        for v in &self.scene.raised[..self.scene.raised.len() - gaps] {
            let [x, y] = page.at(v.at);
            let radius = v.radius * self.shown.sizes.villages * self.unit;
            if !page.sees([x, y], radius) {
                continue;
            }
            out.open(
                "g",
                &[(
                    "transform",
                    format!("translate({} {})", number(x), number(y)),
                )],
            );
            let kind = MarkKind::Village(v.status);
            mark::write(out, kind, radius, self.theme);
            out.close();
        }
    }

    /// The colour of a gap: that of its class of distance where it has one.
    fn gap_colour(&self, gap: &GapDisc) -> Rgb {
        let class = gap.distance;
        class.map_or(self.theme.gap, |class| mark::distance(self.theme, class))
    }

    /// The gaps; those that would hide one another share a disc.
    pub(super) fn write_gaps(&self, out: &mut Writer, page: OnPage<'_>) {
        let gaps: Vec<Placed<'_>> = self
            .crowd
            .gaps
            .iter()
            .map(|gap| (gap, page.at(gap.at)))
            .filter(|(gap, at)| page.sees(*at, gap.radius * self.unit))
            .collect();
        if gaps.len() > MANY_GAPS {
            self.write_many_gaps(out, &gaps);
            return;
        }
        out.open(
            "g",
            &[
                ("fill", self.theme.gap.to_string()),
                ("stroke", self.theme.panel.to_string()),
            ],
        );
        for (gap, [x, y]) in gaps {
            let mut attributes = vec![
                ("cx", number(x)),
                ("cy", number(y)),
                ("r", number(gap.radius * self.unit)),
                (
                    "stroke-width",
                    number(mark::ring_width(gap.radius) * self.unit),
                ),
            ];
            if gap.distance.is_some() {
                attributes.push(("fill", self.gap_colour(gap).to_string()));
            }
            out.element("circle", &attributes);
        }
        out.close();
    }

    /// Thousands of gaps: paths for the rings and for the discs per quarter of a point of radius, larger ones first.
    fn write_many_gaps(&self, out: &mut Writer, gaps: &[Placed<'_>]) {
        let quarter = |g: &GapDisc| (g.radius * 4.0).round() / 4.0;
        let fine = |at: [f32; 2]| at.map(|v| (f64::from(v) * FINE).round() as i64);
        out.open("g", &[scaled()]);
        for same in gaps.chunk_by(|a, b| (quarter(a.0) - quarter(b.0)).abs() < 1e-3) {
            let places: Vec<_> = same.iter().map(|(_, at)| fine(*at)).collect();
            let radius = quarter(same[0].0);
            let half = mark::ring_width(radius) / 2.0;
            self.dots(out, &places, radius + half, self.theme.panel);
            let disc = radius - half;
            let mut rest: Vec<Placed<'_>> = same.to_vec();
            while let Some(first) = rest.first().copied() {
                let colour = self.gap_colour(first.0);
                let alike = |mark: &Placed<'_>| self.gap_colour(mark.0) == colour;
                let (these, others): (Vec<Placed<'_>>, Vec<Placed<'_>>) =
                    rest.into_iter().partition(alike);
                let places: Vec<_> = these.iter().map(|(_, at)| fine(*at)).collect();
                self.dots(out, &places, disc, colour);
                rest = others;
            }
        }
        out.close();
    }

    /// The facilities that are drawn, in the scene's order.
    pub(super) fn facilities(&self) -> Vec<FacilityMark> {
        let marks = self.scene.facilities.iter();
        let shown = marks.filter(|f| {
            !self.shown.hidden_tiers.contains(&f.tier)
                && self.crowd.shows(f)
                && self.scene.drawn.facility(f.facility)
        });
        let larger = |f: &FacilityMark| FacilityMark {
            radius: f.radius * self.shown.sizes.facilities,
            ..*f
        };
        shown.map(larger).collect()
    }

    /// The facilities.
    pub(super) fn write_facilities(&self, out: &mut Writer, page: OnPage<'_>) {
        let ring = self.shown.look.facilities.outline;
        let kind = |f: &FacilityMark| {
            let kind = MarkKind::facility(f.symbol, f.state, ring);
            (kind, f.radius.to_bits())
        };
        let seen = |f: &FacilityMark| page.sees(page.at(f.at), f.radius * self.unit);
        let mut marks = self.facilities();
        marks.retain(seen);
        // Each kind of mark is defined once and used at every place, in the scene's order.
        let mut kinds: Vec<(MarkKind, u32)> = Vec::new();
        let runs = marks.chunk_by(|a, b| kind(a) == kind(b));
        let few = runs
            .clone()
            .filter(|run| run.len() < MANY_FACILITIES)
            .flatten();
        for f in few {
            if !kinds.contains(&kind(f)) {
                kinds.push(kind(f));
            }
        }
        if !kinds.is_empty() {
            out.open("defs", &[]);
            for (i, (kind, radius)) in kinds.iter().enumerate() {
                out.open("g", &[("id", format!("f{i}"))]);
                mark::write(out, *kind, f32::from_bits(*radius) * self.unit, self.theme);
                out.close();
            }
            out.close();
        }
        for run in runs {
            if run.len() >= MANY_FACILITIES {
                let places: Vec<_> = run.iter().map(|f| page.at(f.at)).collect();
                let (symbol, radius) = (run[0].symbol, run[0].radius * self.unit);
                let of = (symbol, run[0].state);
                mark::write_many(out, of, radius, ring, &places, self.theme);
                continue;
            }
            for f in run {
                let [x, y] = page.at(f.at);
                let i = kinds.iter().position(|k| *k == kind(f)).unwrap_or_default();
                out.element(
                    "use",
                    &[
                        ("href", format!("#f{i}")),
                        ("x", number(x)),
                        ("y", number(y)),
                    ],
                );
            }
        }
    }
}
