//! The marks on a page's map: dots, facilities, what stands out, gaps.

use std::fmt::Write as _;

use super::super::drawn::FIRST_BEYOND;
use super::super::mark::{self, MarkKind};
use super::super::scene::{FacilityMark, VillageMark};
use super::super::style::{RING_WIDTH, Rgb};
use super::super::svg::{Writer, number};
use super::frame::{MapFrame, scaled};
use super::path::{FINE, OnPage};

/// From this many gaps on they are drawn as one path per size, without order among them.
const MANY_GAPS: usize = 4000;
/// From this many covered villages on those that would lie on one another are drawn once.
const MANY_DOTS: usize = 50_000;
/// The most dots of one path.
const DOTS_PER_PATH: usize = 2_000;
/// How many rows of dots lie side by side in a path, so that it is a patch of the map.
const ROWS: i64 = 40;
/// From this many facilities of a kind on they are drawn as one path, without order among them.
const MANY_FACILITIES: usize = 2000;

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

    /// The dots of the covered villages, by class of distance where they have one. Where there are more than a page can show apart, one
    /// for each place of its own size.
    pub(super) fn write_covered(&self, out: &mut Writer, page: OnPage) {
        let radius = self.scene.dot * self.shown.sizes.villages;
        let classes = if self.scene.drawn.has_distances() {
            FIRST_BEYOND
        } else {
            1
        };
        out.open("g", &[scaled()]);
        for class in 0..classes {
            let of_class = |village: u32| {
                let own = self.scene.drawn.distance(village);
                own.unwrap_or(0).min(FIRST_BEYOND - 1) == class
            };
            let covered = self
                .scene
                .covered()
                .filter(|(village, _)| of_class(*village));
            let mut places: Vec<[i64; 2]> = covered.map(|(_, at)| page.fine(at)).collect();
            if places.len() > MANY_DOTS {
                let side = (2.0 * radius * self.unit * FINE as f32).max(1.0) as i64;
                let row = |p: &[i64; 2]| (p[1].div_euclid(ROWS * side), p[0].div_euclid(side));
                places.sort_unstable_by_key(|p| (row(p), p[1].div_euclid(side), *p));
                places.dedup_by_key(|p| p.map(|v| v.div_euclid(side)));
            }
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
    pub(super) fn write_raised(&self, out: &mut Writer, page: OnPage) {
        let gaps = self.scene.gaps().len();
        for v in &self.scene.raised[..self.scene.raised.len() - gaps] {
            let [x, y] = page.at(v.at);
            out.open(
                "g",
                &[(
                    "transform",
                    format!("translate({} {})", number(x), number(y)),
                )],
            );
            let kind = MarkKind::Village(v.status);
            let radius = v.radius * self.shown.sizes.villages * self.unit;
            mark::write(out, kind, radius, self.theme);
            out.close();
        }
    }

    /// The colour of a gap: that of its class of distance where it has one.
    fn gap_colour(&self, gap: &VillageMark) -> Rgb {
        let class = self.scene.drawn.distance(gap.village);
        class.map_or(self.theme.gap, |class| mark::distance(self.theme, class))
    }

    /// The gaps.
    pub(super) fn write_gaps(&self, out: &mut Writer, page: OnPage) {
        let gaps = self.scene.gaps();
        if gaps.len() > MANY_GAPS {
            self.write_many_gaps(out, page);
            return;
        }
        out.open(
            "g",
            &[
                ("fill", self.theme.gap.to_string()),
                ("stroke", self.theme.panel.to_string()),
                ("stroke-width", number(RING_WIDTH * self.unit)),
            ],
        );
        for gap in gaps {
            let [x, y] = page.at(gap.at);
            let mut attributes = vec![
                ("cx", number(x)),
                ("cy", number(y)),
                (
                    "r",
                    number(gap.radius * self.shown.sizes.villages * self.unit),
                ),
            ];
            if self.scene.drawn.has_distances() {
                attributes.push(("fill", self.gap_colour(gap).to_string()));
            }
            out.element("circle", &attributes);
        }
        out.close();
    }

    /// Thousands of gaps: paths for the rings and for the discs per quarter of a point of radius, larger ones first.
    fn write_many_gaps(&self, out: &mut Writer, page: OnPage) {
        let larger = self.shown.sizes.villages;
        let quarter = |g: &VillageMark| (g.radius * larger * 4.0).round() / 4.0;
        out.open("g", &[scaled()]);
        let gaps = self.scene.gaps();
        for same in gaps.chunk_by(|a, b| (quarter(a) - quarter(b)).abs() < 1e-3) {
            let places: Vec<_> = same.iter().map(|v| page.fine(v.at)).collect();
            let radius = quarter(&same[0]);
            let ring = radius + RING_WIDTH / 2.0;
            self.dots(out, &places, ring, self.theme.panel);
            let disc = radius - RING_WIDTH / 2.0;
            let mut rest: Vec<&VillageMark> = same.iter().collect();
            while let Some(first) = rest.first().copied() {
                let colour = self.gap_colour(first);
                let alike = |v: &&VillageMark| self.gap_colour(v) == colour;
                let (these, others): (Vec<&VillageMark>, Vec<&VillageMark>) =
                    rest.into_iter().partition(alike);
                let places: Vec<_> = these.iter().map(|v| page.fine(v.at)).collect();
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
            !self.shown.hidden_tiers.contains(&f.tier) && self.scene.drawn.facility(f.facility)
        });
        let larger = |f: &FacilityMark| FacilityMark {
            radius: f.radius * self.shown.sizes.facilities,
            ..*f
        };
        shown.map(larger).collect()
    }

    /// The facilities.
    pub(super) fn write_facilities(&self, out: &mut Writer, page: OnPage) {
        let ring = self.shown.look.facilities.outline;
        let kind = |f: &FacilityMark| {
            let kind = MarkKind::facility(f.symbol, f.state, ring);
            (kind, f.radius.to_bits())
        };
        let marks = self.facilities();
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
