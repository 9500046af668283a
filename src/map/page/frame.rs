//! The map inside its frame, bottom to top: ground, graticule, districts, reach, villages, facilities, gaps, names, furniture.

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon};

use super::super::labels::Rect;
use super::super::mark::{self, MarkKind};
use super::super::scene::Scene;
use super::super::style::{
    BORDER_WIDTH, REACH_OUTLINE, REACH_WIDTH, RING_WIDTH, Theme, reach_fill,
};
use super::super::svg::{Writer, number};
use super::super::viewport::{Affine, Viewport};
use super::block::{Align, PlacedText, Style, text_box, write_text};
use super::furniture::Furniture;
use super::graticule::graticule;
use super::layout::Part;
use crate::model::Status;

/// Units of the map's drawing per point: places are whole numbers, which keeps the file small. A tenth of a point is 0.035 mm.
pub const FINE: f64 = 10.0;
/// Name of the pattern of districts without a share on the map.
pub const MAP_HATCH: &str = "hatch-map";
/// From this many gaps on they are drawn as one path per size, without order among them.
const MANY_GAPS: usize = 4000;
/// The map of a page.
pub struct MapFrame<'a> {
    pub scene: &'a Scene,
    pub theme: &'a Theme,
    /// The frame on the page.
    pub rect: Rect,
    /// Points per design unit.
    pub unit: f32,
}

/// Where a point of the scene lies on the page.
#[derive(Debug, Clone, Copy)]
pub struct OnPage {
    affine: Affine,
    corner: [f32; 2],
}

impl OnPage {
    pub fn at(&self, world: [f64; 2]) -> [f32; 2] {
        let [x, y] = self.affine.apply(world);
        [x + self.corner[0], y + self.corner[1]]
    }

    /// In tenths of points.
    fn fine(&self, [x, y]: [f64; 2]) -> [i64; 2] {
        let place = |v: f64, i: usize| {
            ((v * self.affine.scale + self.affine.offset[i] + f64::from(self.corner[i])) * FINE)
                .round() as i64
        };
        [place(x, 0), place(y, 1)]
    }

    fn ring(&self, ring: &LineString<f64>, d: &mut String) {
        let mut points: Vec<[i64; 2]> = ring.coords().map(|c| self.fine([c.x, c.y])).collect();
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < 3 {
            return;
        }
        let mut last = points[0];
        // Writing to a String cannot fail.
        let _ = write!(d, "M{} {}l", last[0], last[1]);
        for (i, p) in points[1..].iter().enumerate() {
            let (dx, dy) = (p[0] - last[0], p[1] - last[1]);
            // A minus sign parts two numbers as well as a space.
            let _ = write!(
                d,
                "{}{dx}{}{dy}",
                if i > 0 && dx >= 0 { " " } else { "" },
                if dy >= 0 { " " } else { "" }
            );
            last = *p;
        }
        d.push('z');
    }

    fn area(&self, area: &MultiPolygon<f64>) -> String {
        let mut d = String::new();
        for polygon in area {
            self.ring(polygon.exterior(), &mut d);
            for hole in polygon.interiors() {
                self.ring(hole, &mut d);
            }
        }
        d
    }
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
        for (class, fill) in (0u8..)
            .zip(self.theme.share)
            .map(|(c, f)| (Some(c), f.to_string()))
            .chain([(None, format!("url(#{MAP_HATCH})"))])
        {
            let d: String = self
                .scene
                .districts
                .iter()
                .filter(|m| m.class == class)
                .map(|m| page.area(&m.shape))
                .collect();
            if d.is_empty() {
                continue;
            }
            out.element(
                "path",
                &[
                    ("d", d),
                    ("fill", fill),
                    ("stroke", self.theme.border.to_string()),
                    width.clone(),
                ],
            );
        }
    }

    fn write_reach(&self, out: &mut Writer, page: OnPage) {
        for mark in &self.scene.reach {
            let d = page.area(&mark.shape);
            if !d.is_empty() {
                out.element(
                    "path",
                    &[
                        ("d", d),
                        ("fill", self.theme.reach.to_string()),
                        ("fill-opacity", number(reach_fill(self.scene.reach.len()))),
                        ("stroke", self.theme.reach.to_string()),
                        ("stroke-opacity", number(REACH_OUTLINE)),
                        (
                            "stroke-width",
                            number(REACH_WIDTH * self.unit * FINE as f32),
                        ),
                    ],
                );
            }
        }
    }

    /// Dots of one size and colour as one path of points with round caps.
    fn dots(
        &self,
        out: &mut Writer,
        page: OnPage,
        places: &[[f64; 2]],
        radius: f32,
        colour: super::super::style::Rgb,
    ) {
        let mut d = String::new();
        for at in places {
            let [x, y] = page.fine(*at);
            let _ = write!(d, "M{x} {y}h0");
        }
        if d.is_empty() {
            return;
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

    fn write_marks(&self, out: &mut Writer, page: OnPage, scaled: (&'static str, String)) {
        let status = |s: Status| self.scene.villages.iter().filter(move |v| v.status == s);
        let covered: Vec<_> = status(Status::Covered).map(|v| v.at).collect();
        out.open("g", std::slice::from_ref(&scaled));
        if let Some(first) = status(Status::Covered).next() {
            self.dots(out, page, &covered, first.radius, self.theme.covered);
        }
        out.close();
        self.write_facilities(out, page);
        for s in [Status::Unknown, Status::Borderline] {
            for v in status(s) {
                let [x, y] = page.at(v.at);
                out.open(
                    "g",
                    &[(
                        "transform",
                        format!("translate({} {})", number(x), number(y)),
                    )],
                );
                mark::write(out, MarkKind::Village(s), v.radius * self.unit, self.theme);
                out.close();
            }
        }
        let gaps: Vec<_> = status(Status::Gap).collect();
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

    /// Thousands of gaps: a path for the rings and one for the discs per quarter of a point of radius, larger ones first.
    fn write_many_gaps(&self, out: &mut Writer, page: OnPage, scaled: (&'static str, String)) {
        let quarter = |r: f32| (r * 4.0).round() / 4.0;
        let gaps: Vec<_> = self
            .scene
            .villages
            .iter()
            .filter(|v| v.status == Status::Gap)
            .collect();
        out.open("g", &[scaled]);
        for same in gaps.chunk_by(|a, b| (quarter(a.radius) - quarter(b.radius)).abs() < 1e-3) {
            let places: Vec<_> = same.iter().map(|v| v.at).collect();
            let radius = quarter(same[0].radius);
            self.dots(
                out,
                page,
                &places,
                radius + RING_WIDTH / 2.0,
                self.theme.panel,
            );
            self.dots(
                out,
                page,
                &places,
                radius - RING_WIDTH / 2.0,
                self.theme.gap,
            );
        }
        out.close();
    }

    fn write_facilities(&self, out: &mut Writer, page: OnPage) {
        // Each kind of mark is defined once and used at every place, in the scene's order.
        let mut kinds: Vec<(MarkKind, u32)> = Vec::new();
        let uses: Vec<(usize, [f32; 2])> = self
            .scene
            .facilities
            .iter()
            .map(|f| {
                let kind = (MarkKind::Facility(f.symbol, f.state), f.radius.to_bits());
                let index = kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
                    kinds.push(kind);
                    kinds.len() - 1
                });
                (index, page.at(f.at))
            })
            .collect();
        if kinds.is_empty() {
            return;
        }
        out.open("defs", &[]);
        for (i, (kind, radius)) in kinds.iter().enumerate() {
            out.open("g", &[("id", format!("f{i}"))]);
            mark::write(out, *kind, f32::from_bits(*radius) * self.unit, self.theme);
            out.close();
        }
        out.close();
        for (i, [x, y]) in uses {
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

    /// Where anything lies, for the search of an empty corner: marks, and the corners and edges of districts.
    fn everything(&self, page: OnPage) -> Vec<[f32; 2]> {
        let villages = self.scene.villages.iter().map(|v| v.at);
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
