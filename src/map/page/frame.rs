//! The map inside its frame, bottom to top: ground, graticule, districts, reach, villages, facilities, gaps, names, furniture.

use std::fmt::Write as _;

use geo::CoordsIter;

use super::super::graticule::graticule;
use super::super::labels::Rect;
use super::super::mark::{self, MarkKind};
use super::super::scene::{FacilityMark, Scene};
use super::super::style::{
    BORDER_WIDTH, REACH_OUTLINE, REACH_WIDTH, RING_WIDTH, Rgb, Theme, reach_fill,
};
use super::super::svg::{Writer, number};
use super::super::viewport::Viewport;
use super::block::{Align, PlacedText, Style, text_box, write_text};
use super::furniture::Furniture;
use super::layout::Part;
use super::path::{FINE, OnPage};

/// Name of the pattern of districts without a share on the map.
pub const MAP_HATCH: &str = "hatch-map";
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
/// From this many corners on areas are drawn without those that nobody would miss at the page's size.
const MANY_CORNERS: usize = 200_000;
/// The map of a page.
pub struct MapFrame<'a> {
    pub scene: &'a Scene,
    pub theme: &'a Theme,
    /// The frame on the page.
    pub rect: Rect,
    /// Points per design unit.
    pub unit: f32,
}

impl MapFrame<'_> {
    /// The view that shows the scene's extent with room for names at the edge.
    pub fn view(&self) -> Viewport {
        let size = [self.rect.w, self.rect.h];
        self.scene.extent.map_or_else(
            || Viewport::world(size),
            |extent| Viewport::fit(extent, size, 16.0 * self.unit),
        )
    }

    /// Draws everything.
    pub fn write(&self, out: &mut Writer, texts: &mut Vec<PlacedText>) {
        let view = self.view();
        let page = OnPage {
            affine: view.affine(self.scene.anchor),
            corner: [self.rect.x, self.rect.y],
            coarse: self.corners() > MANY_CORNERS,
        };
        self.rectangle(out, &[("fill", self.theme.ground.to_string())]);
        let scaled = ("transform", format!("scale({})", 1.0 / FINE));
        out.open("g", &[("clip-path", "url(#frame)".to_owned())]);
        let grid = self.write_graticule(out, &view);
        out.open(
            "g",
            &[
                scaled.clone(),
                ("fill-rule", "evenodd".to_owned()),
                ("stroke-linejoin", "round".to_owned()),
            ],
        );
        self.write_districts(out, page);
        self.write_reach(out, page);
        out.close();
        out.close();
        self.write_marks(out, page, scaled);
        let furniture = Furniture::arrange(&view, self.rect, self.unit, &self.everything(page));
        let grid = self.write_grid_labels(out, grid, &furniture, texts);
        let mut obstacles = furniture.boxes();
        obstacles.extend(grid);
        self.write_names(out, page, &obstacles, texts);
        furniture.write(out, self.theme, texts);
        self.rectangle(
            out,
            &[
                ("fill", "none".to_owned()),
                ("stroke", self.theme.border.to_string()),
                ("stroke-width", "0.8".to_owned()),
            ],
        );
    }

    fn rectangle(&self, out: &mut Writer, more: &[(&str, String)]) {
        let r = self.rect;
        let mut attributes = vec![
            ("x", number(r.x)),
            ("y", number(r.y)),
            ("width", number(r.w)),
            ("height", number(r.h)),
        ];
        attributes.extend_from_slice(more);
        out.element("rect", &attributes);
    }

    /// Draws the lines; gives back where their labels begin, with the text.
    fn write_graticule(&self, out: &mut Writer, view: &Viewport) -> Vec<([f32; 2], Align, String)> {
        let lines = graticule(view);
        let r = self.rect;
        let mut d = String::new();
        let mut labels = Vec::new();
        let size = 5.8 * self.unit;
        for (x, label) in lines.meridians {
            let x = r.x + x;
            let _ = write!(d, "M{} {}V{}", number(x), number(r.y), number(r.bottom()));
            labels.push(([x, r.y + size * 1.25], Align::Middle, label));
        }
        for (y, label) in lines.parallels {
            let y = r.y + y;
            let _ = write!(d, "M{} {}H{}", number(r.x), number(y), number(r.right()));
            labels.push((
                [r.x + 3.0 * self.unit, y - 1.5 * self.unit],
                Align::Left,
                label,
            ));
        }
        if !d.is_empty() {
            out.element(
                "path",
                &[
                    ("d", d),
                    ("fill", "none".to_owned()),
                    ("stroke", self.theme.graticule.to_string()),
                    ("stroke-width", "0.5".to_owned()),
                ],
            );
        }
        labels
    }

    /// Writes the labels of the lines that have room; gives back their boxes.
    fn write_grid_labels(
        &self,
        out: &mut Writer,
        labels: Vec<([f32; 2], Align, String)>,
        furniture: &Furniture,
        texts: &mut Vec<PlacedText>,
    ) -> Vec<Rect> {
        let mut taken = furniture.boxes();
        let first = taken.len();
        for ([x, y], align, label) in labels {
            let style = Style::new(5.8 * self.unit, self.theme.quiet).align(align);
            let rect = text_box(x, y, style, &label);
            if self.rect.grown(-1.0).holds(&rect) && !taken.iter().any(|t| t.overlaps(&rect)) {
                let halo = self.halo(1.6);
                write_text(out, x, y, style, &label, &halo);
                taken.push(rect);
                texts.push(PlacedText {
                    rect,
                    text: label,
                    part: Part::Frame,
                });
            }
        }
        taken.split_off(first)
    }

    fn write_districts(&self, out: &mut Writer, page: OnPage) {
        let width = (
            "stroke-width",
            number(BORDER_WIDTH * self.unit * FINE as f32),
        );
        let classes = self.scene.legend.share_classes.len();
        for (class, fill) in (0..classes as u8)
            .map(|c| (Some(c), self.theme.share_of(c, classes).to_string()))
            .chain([(None, format!("url(#{MAP_HATCH})"))])
        {
            let marks = self.scene.districts.iter().filter(|m| m.class == class);
            let stroke = [("stroke", self.theme.border.to_string()), width.clone()];
            page.areas(marks.map(|m| &*m.shape))
                .write(out, &[("fill", fill)], &stroke);
        }
    }

    fn write_reach(&self, out: &mut Writer, page: OnPage) {
        let fill = [
            ("fill", self.theme.reach.to_string()),
            ("fill-opacity", number(reach_fill(self.scene.reach.len()))),
        ];
        let stroke = [
            ("stroke", self.theme.reach.to_string()),
            ("stroke-opacity", number(REACH_OUTLINE)),
            (
                "stroke-width",
                number(REACH_WIDTH * self.unit * FINE as f32),
            ),
        ];
        for mark in &self.scene.reach {
            page.areas(std::iter::once(&*mark.shape))
                .write(out, &fill, &stroke);
        }
    }

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

    /// The dots of the covered villages. Where there are more than a page can show apart, one for each place of its own size.
    fn write_covered(&self, out: &mut Writer, page: OnPage) {
        let mut places: Vec<[i64; 2]> = self.scene.covered().map(|at| page.fine(at)).collect();
        if places.len() > MANY_DOTS {
            let side = (2.0 * self.scene.dot * self.unit * FINE as f32).max(1.0) as i64;
            let row = |p: &[i64; 2]| (p[1].div_euclid(ROWS * side), p[0].div_euclid(side));
            places.sort_unstable_by_key(|p| (row(p), p[1].div_euclid(side), *p));
            places.dedup_by_key(|p| p.map(|v| v.div_euclid(side)));
        }
        self.dots(out, &places, self.scene.dot, self.theme.covered);
    }

    fn write_marks(&self, out: &mut Writer, page: OnPage, scaled: (&'static str, String)) {
        out.open("g", std::slice::from_ref(&scaled));
        self.write_covered(out, page);
        out.close();
        self.write_facilities(out, page);
        let gaps = self.scene.gaps();
        for v in &self.scene.raised[..self.scene.raised.len() - gaps.len()] {
            let [x, y] = page.at(v.at);
            out.open(
                "g",
                &[(
                    "transform",
                    format!("translate({} {})", number(x), number(y)),
                )],
            );
            let kind = MarkKind::Village(v.status);
            mark::write(out, kind, v.radius * self.unit, self.theme);
            out.close();
        }
        if gaps.len() > MANY_GAPS {
            self.write_many_gaps(out, page, scaled);
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
            out.element(
                "circle",
                &[
                    ("cx", number(x)),
                    ("cy", number(y)),
                    ("r", number(gap.radius * self.unit)),
                ],
            );
        }
        out.close();
    }

    /// Thousands of gaps: paths for the rings and for the discs per quarter of a point of radius, larger ones first.
    fn write_many_gaps(&self, out: &mut Writer, page: OnPage, scaled: (&'static str, String)) {
        let quarter = |r: f32| (r * 4.0).round() / 4.0;
        out.open("g", &[scaled]);
        let gaps = self.scene.gaps();
        for same in gaps.chunk_by(|a, b| (quarter(a.radius) - quarter(b.radius)).abs() < 1e-3) {
            let places: Vec<_> = same.iter().map(|v| page.fine(v.at)).collect();
            let radius = quarter(same[0].radius);
            let ring = radius + RING_WIDTH / 2.0;
            self.dots(out, &places, ring, self.theme.panel);
            let disc = radius - RING_WIDTH / 2.0;
            self.dots(out, &places, disc, self.theme.gap);
        }
        out.close();
    }

    fn write_facilities(&self, out: &mut Writer, page: OnPage) {
        let kind = |f: &FacilityMark| (MarkKind::Facility(f.symbol, f.state), f.radius.to_bits());
        // Each kind of mark is defined once and used at every place, in the scene's order.
        let mut kinds: Vec<(MarkKind, u32)> = Vec::new();
        let runs = self.scene.facilities.chunk_by(|a, b| kind(a) == kind(b));
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
                mark::write_many(out, (symbol, run[0].state), radius, &places, self.theme);
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

    /// How many corners the areas have.
    fn corners(&self) -> usize {
        let districts = self.scene.districts.iter().map(|d| &d.shape);
        let reach = self.scene.reach.iter().map(|r| &r.shape);
        districts.chain(reach).map(|s| s.coords_count()).sum()
    }

    /// Where anything lies, for the search of an empty corner: marks, and the corners and edges of districts.
    fn everything(&self, page: OnPage) -> Vec<[f32; 2]> {
        let villages = self.scene.places.in_input_order().map(|(_, at)| at);
        let facilities = self.scene.facilities.iter().map(|f| f.at);
        let borders = self.scene.districts.iter().flat_map(|d| {
            d.shape
                .iter()
                .flat_map(|p| p.exterior().coords().map(|c| [c.x, c.y]))
        });
        villages
            .chain(facilities)
            .chain(borders)
            .map(|at| page.at(at))
            .collect()
    }
}
