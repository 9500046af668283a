//! The map inside its frame, bottom to top: ground, graticule, districts, reach, villages, facilities, gaps, names, furniture.

use std::fmt::Write as _;

use geo::CoordsIter;

use super::super::graticule::{Graticule, graticule};
use super::super::labels::Rect;
use super::super::scene::Scene;
use super::super::style::{BORDER_WIDTH, REACH_OUTLINE, REACH_WIDTH, Theme, reach_fill};
use super::super::svg::{Writer, number};
use super::super::viewport::Viewport;
use super::block::{Align, PlacedText, Style, text_box, write_text};
use super::furniture::Furniture;
use super::layout::{Part, Shown};
use super::path::{FINE, OnPage};
use crate::model::look::{DistrictFill, LayerKind};

/// Name of the pattern of districts without a share on the map.
pub const MAP_HATCH: &str = "hatch-map";
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
    pub shown: &'a Shown<'a>,
}

/// The type of the graticule's labels, design units.
const GRID_TYPE: f32 = 5.8;

/// A label of the graticule in its place.
struct GridLabel {
    at: [f32; 2],
    style: Style,
    rect: Rect,
    text: String,
}

/// From fine units to points.
pub(super) fn scaled() -> (&'static str, String) {
    ("transform", format!("scale({})", 1.0 / FINE))
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
        let furniture = Furniture::arrange(&view, self.rect, self.unit, &self.everything(page));
        let lines = if self.shown.has(LayerKind::Background) && self.shown.look.background.graticule
        {
            graticule(&view)
        } else {
            Graticule::default()
        };
        let grid = self.grid_labels(&lines, &furniture);
        let mut obstacles = furniture.boxes();
        obstacles.extend(grid.iter().map(|label| label.rect));
        let layers: Vec<LayerKind> = self.shown.look.bottom_up().collect();
        let on_top = layers.last() == Some(&LayerKind::Labels);
        for kind in &layers {
            match kind {
                LayerKind::Background => {
                    self.clipped(out, *kind, false, |out| self.write_graticule(out, &lines));
                }
                LayerKind::Districts => {
                    self.clipped(out, *kind, true, |out| self.write_districts(out, page));
                }
                LayerKind::Reach => {
                    self.clipped(out, *kind, true, |out| self.write_reach(out, page));
                }
                LayerKind::Villages => self.faint(out, *kind, |out| self.write_covered(out, page)),
                LayerKind::Facilities => {
                    self.faint(out, *kind, |out| self.write_facilities(out, page));
                }
                LayerKind::Labels if on_top => {}
                LayerKind::Labels => self.write_labels(out, page, &obstacles, texts),
            }
        }
        if self.shown.has(LayerKind::Villages) {
            self.faint(out, LayerKind::Villages, |out| self.write_raised(out, page));
        }
        self.write_gaps(out, page);
        self.write_grid_labels(out, grid, texts);
        if on_top {
            self.write_labels(out, page, &obstacles, texts);
        }
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

    /// What a layer is written in: cut off at the frame, as strong as it is to be seen; areas in fine units.
    fn clipped(
        &self,
        out: &mut Writer,
        kind: LayerKind,
        areas: bool,
        write: impl FnOnce(&mut Writer),
    ) {
        let mut attributes = vec![("clip-path", "url(#frame)".to_owned())];
        attributes.extend(self.opacity(kind));
        out.open("g", &attributes);
        if areas {
            let attributes = [
                scaled(),
                ("fill-rule", "evenodd".to_owned()),
                ("stroke-linejoin", "round".to_owned()),
            ];
            out.open("g", &attributes);
        }
        write(out);
        if areas {
            out.close();
        }
        out.close();
    }

    /// Marks as strong as their layer is to be seen.
    fn faint(&self, out: &mut Writer, kind: LayerKind, write: impl FnOnce(&mut Writer)) {
        let opacity = self.opacity(kind);
        if let Some(opacity) = &opacity {
            out.open("g", std::slice::from_ref(opacity));
        }
        write(out);
        if opacity.is_some() {
            out.close();
        }
    }

    fn opacity(&self, kind: LayerKind) -> Option<(&'static str, String)> {
        let opacity = self.shown.look.opacity(kind);
        (opacity < 1.0).then(|| ("opacity", number(opacity)))
    }

    fn write_labels(
        &self,
        out: &mut Writer,
        page: OnPage,
        obstacles: &[Rect],
        texts: &mut Vec<PlacedText>,
    ) {
        self.faint(out, LayerKind::Labels, |out| {
            self.write_names(out, page, obstacles, texts);
        });
    }

    /// Draws the lines.
    fn write_graticule(&self, out: &mut Writer, lines: &Graticule) {
        let r = self.rect;
        let mut d = String::new();
        for (x, _) in &lines.meridians {
            let x = r.x + x;
            let _ = write!(d, "M{} {}V{}", number(x), number(r.y), number(r.bottom()));
        }
        for (y, _) in &lines.parallels {
            let y = r.y + y;
            let _ = write!(d, "M{} {}H{}", number(r.x), number(y), number(r.right()));
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
    }

    /// The labels of the lines that have room.
    fn grid_labels(&self, lines: &Graticule, furniture: &Furniture) -> Vec<GridLabel> {
        let (r, size) = (self.rect, GRID_TYPE * self.unit);
        let meridians = lines.meridians.iter();
        let meridians =
            meridians.map(|(x, text)| ([r.x + x, r.y + size * 1.25], Align::Middle, text));
        let parallels = lines.parallels.iter();
        let parallels = parallels.map(|(y, text)| {
            let at = [r.x + 3.0 * self.unit, r.y + y - 1.5 * self.unit];
            (at, Align::Left, text)
        });
        let mut taken = furniture.boxes();
        let mut labels = Vec::new();
        for (at, align, text) in meridians.chain(parallels) {
            let style = Style::new(size, self.theme.quiet).align(align);
            let rect = text_box(at[0], at[1], style, text);
            if self.rect.grown(-1.0).holds(&rect) && !taken.iter().any(|t| t.overlaps(&rect)) {
                taken.push(rect);
                let text = text.clone();
                labels.push(GridLabel {
                    at,
                    style,
                    rect,
                    text,
                });
            }
        }
        labels
    }

    fn write_grid_labels(
        &self,
        out: &mut Writer,
        labels: Vec<GridLabel>,
        texts: &mut Vec<PlacedText>,
    ) {
        for label in labels {
            let [x, y] = label.at;
            write_text(out, x, y, label.style, &label.text, &self.halo(1.6));
            texts.push(PlacedText {
                rect: label.rect,
                text: label.text,
                part: Part::Frame,
            });
        }
    }

    fn write_districts(&self, out: &mut Writer, page: OnPage) {
        let width = (
            "stroke-width",
            number(BORDER_WIDTH * self.unit * FINE as f32),
        );
        let style = self.shown.look.districts;
        let classes = self.scene.legend.share_classes.len();
        let filled = style.fill != DistrictFill::None && classes > 0;
        for (class, fill) in (0..classes as u8)
            .map(|c| {
                (
                    Some(c),
                    self.theme.share_of(style.scale, c, classes).to_string(),
                )
            })
            .chain([(None, format!("url(#{MAP_HATCH})"))])
        {
            let fill = if filled { fill } else { "none".to_owned() };
            let marks = self.scene.districts.iter().filter(|m| m.class == class);
            let marks = marks.filter(|m| self.scene.drawn.district(m.district));
            let border = if style.border {
                self.theme.border.to_string()
            } else {
                "none".to_owned()
            };
            let stroke = [("stroke", border), width.clone()];
            page.areas(marks.map(|m| &*m.shape))
                .write(out, &[("fill", fill)], &stroke);
        }
    }

    fn write_reach(&self, out: &mut Writer, page: OnPage) {
        let shown = || {
            let reach = self.scene.reach.iter();
            reach.filter(|mark| !self.shown.hidden_tiers.contains(&mark.tier))
        };
        let fill = [
            ("fill", self.theme.reach.to_string()),
            ("fill-opacity", number(reach_fill(shown().count()))),
        ];
        let stroke = [
            ("stroke", self.theme.reach.to_string()),
            ("stroke-opacity", number(REACH_OUTLINE)),
            (
                "stroke-width",
                number(REACH_WIDTH * self.unit * FINE as f32),
            ),
        ];
        for mark in shown() {
            page.areas(std::iter::once(&*mark.shape))
                .write(out, &fill, &stroke);
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
