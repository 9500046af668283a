//! The map inside its frame, bottom to top: ground, graticule, districts, reach, villages, facilities, gaps, names, furniture.

use std::collections::HashMap;
use std::fmt::Write as _;

use geo::CoordsIter;

use super::super::crowd::Crowd;
use super::super::labels::Rect;
use super::super::scale_bar::Measured;
use super::super::scene::Scene;
use super::super::shown::ShownLink;
use super::super::style::{
    BORDER_WIDTH, LINK_OPACITY, LINK_WIDTH, REACH_OUTLINE, REACH_WIDTH, Theme, reach_fill,
};
use super::super::svg::{Writer, number};
use super::block::{Align, PlacedText, Style, text_box, write_text};
use super::focus::Focus;
use super::furniture::Furniture;
use super::grid::Grid;
use super::ground;
use super::inset;
use super::layout::{Part, Shown};
use super::path::{FINE, OnPage};
use super::plane::Plane;
use crate::model::look::LayerKind;

/// Name of the pattern of districts without a share on the map.
pub const MAP_HATCH: &str = "hatch-map";
/// From this many corners on areas are drawn without those that nobody would miss at the page's size.
const MANY_CORNERS: usize = 200_000;

/// The map of a page.
pub struct MapFrame<'a> {
    pub scene: &'a Scene,
    pub theme: &'a Theme,
    /// Where everything lies in the frame.
    pub plane: &'a Plane,
    /// How the marks share the room.
    pub crowd: &'a Crowd,
    /// The frame on the page.
    pub rect: Rect,
    /// Scale bar, north arrow and small map.
    pub furniture: &'a Furniture,
    /// Points per design unit.
    pub unit: f32,
    pub shown: &'a Shown<'a>,
    /// The district that the page is about.
    pub focus: Option<&'a Focus>,
}

/// The reach of a tier is drawn where it is at least so wide, and outlined where it is at least so wide, design units.
const LEAST_REACH: f32 = 4.0;
const LEAST_OUTLINE: f32 = 20.0;
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
pub fn scaled() -> (&'static str, String) {
    ("transform", format!("scale({})", 1.0 / FINE))
}

impl MapFrame<'_> {
    /// Draws everything.
    pub fn write(&self, out: &mut Writer, texts: &mut Vec<PlacedText>) {
        let page = OnPage {
            plane: self.plane,
            coarse: self.corners() > MANY_CORNERS,
        };
        self.rectangle(out, &[("fill", self.theme.ground.to_string())]);
        let furniture = self.furniture;
        let background = self.shown.look.background;
        let beneath = self.shown.has(LayerKind::Background);
        let grid = if beneath && background.graticule {
            Grid::new(self.plane)
        } else {
            Grid::default()
        };
        let names = self.grid_labels(&grid, furniture);
        let mut obstacles = furniture.boxes();
        obstacles.extend(names.iter().map(|label| label.rect));
        let layers: Vec<LayerKind> = self.shown.look.bottom_up().collect();
        let on_top = layers.last() == Some(&LayerKind::Labels);
        for kind in &layers {
            match kind {
                LayerKind::Background => {
                    if background.land {
                        self.clipped(out, *kind, true, |out| {
                            ground::write_land(page, out, self.theme);
                        });
                    }
                    self.clipped(out, *kind, false, |out| {
                        grid.write(out, self.theme.graticule.to_string());
                    });
                }
                LayerKind::Districts => {
                    self.clipped(out, *kind, true, |out| self.write_districts(out, page));
                    if beneath && background.waters {
                        self.clipped(out, LayerKind::Background, true, |out| {
                            ground::write_waters(page, out, self.theme);
                        });
                    }
                }
                LayerKind::Reach if self.scene.is_by_rule() => {}
                LayerKind::Reach => {
                    self.clipped(out, *kind, true, |out| self.write_reach(out, page));
                }
                LayerKind::Villages => self.faint(out, *kind, |out| self.write_covered(out, page)),
                LayerKind::Facilities => {
                    if self.links().next().is_some() {
                        self.clipped(out, *kind, true, |out| self.write_links(out, page));
                    }
                    self.faint(out, *kind, |out| self.write_facilities(out, page));
                }
                LayerKind::Labels if on_top => {}
                LayerKind::Labels => self.write_labels(out, page, &obstacles, texts),
            }
        }
        if self.shown.has(LayerKind::Villages) {
            self.faint(out, LayerKind::Villages, |out| self.write_raised(out, page));
        }
        // Gaps are as strong as can be, however faint the other villages are.
        let gaps = [
            ("class", "gaps".to_owned()),
            ("clip-path", "url(#frame)".to_owned()),
        ];
        out.open("g", &gaps);
        self.write_gaps(out, page);
        out.close();
        if let Some(focus) = self.focus {
            self.clipped(out, LayerKind::Districts, true, |out| {
                focus.write_veil(self.scene, page, out, self.theme);
            });
        }
        self.write_grid_labels(out, names, texts);
        if on_top {
            self.write_labels(out, page, &obstacles, texts);
        }
        if let Some(rect) = furniture.inset {
            match self.focus {
                Some(focus) => focus
                    .locator
                    .write(focus, self.scene, rect, out, self.theme),
                None => inset::write(self.plane, rect, self.unit, out, self.theme),
            }
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
        let mut attributes = vec![
            ("class", kind.id().to_owned()),
            ("clip-path", "url(#frame)".to_owned()),
        ];
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

    /// Marks as strong as their layer is to be seen, cut off at the frame.
    fn faint(&self, out: &mut Writer, kind: LayerKind, write: impl FnOnce(&mut Writer)) {
        self.clipped(out, kind, false, write);
    }

    fn opacity(&self, kind: LayerKind) -> Option<(&'static str, String)> {
        let opacity = self.shown.look.opacity(kind);
        (opacity < 1.0).then(|| ("opacity", number(opacity)))
    }

    fn write_labels(
        &self,
        out: &mut Writer,
        page: OnPage<'_>,
        obstacles: &[Rect],
        texts: &mut Vec<PlacedText>,
    ) {
        self.faint(out, LayerKind::Labels, |out| {
            self.write_names(out, page, obstacles, texts);
        });
    }

    /// The labels of the lines that have room.
    fn grid_labels(&self, grid: &Grid, furniture: &Furniture) -> Vec<GridLabel> {
        let size = GRID_TYPE * self.unit;
        let mut taken = furniture.boxes();
        let mut labels = Vec::new();
        for name in &grid.names {
            let style = Style::new(size, self.theme.quiet).align(name.align);
            let [x, y] = name.at;
            let at = if name.align == Align::Middle {
                [x, y + size * 1.25]
            } else {
                [x + 3.0 * self.unit, y - 1.5 * self.unit]
            };
            let rect = text_box(at[0], at[1], style, &name.text);
            if self.rect.grown(-1.0).holds(&rect) && !taken.iter().any(|t| t.overlaps(&rect)) {
                taken.push(rect);
                labels.push(GridLabel {
                    at,
                    style,
                    rect,
                    text: name.text.clone(),
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

    fn write_districts(&self, out: &mut Writer, page: OnPage<'_>) {
        let width = (
            "stroke-width",
            number(BORDER_WIDTH * self.unit * FINE as f32),
        );
        let style = self.shown.look.districts;
        let classes = self.scene.legend.share_classes.len();
        let filled = self.scene.is_filled(style.fill);
        let by = self.scene.fills(style.scale);
        for (class, fill) in (0..classes as u8)
            .map(|c| (Some(c), self.theme.fill_of(by, c, classes).to_string()))
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

    fn write_reach(&self, out: &mut Writer, page: OnPage<'_>) {
        // From afar small circles are no area but a haze, and their outlines a net, as on the screen.
        let wide = |tier: u16, least: f32| {
            let radius = self.scene.legend.tiers.iter().find(|t| t.tier == tier);
            let radius = radius.and_then(|t| t.reach);
            radius.is_none_or(|r| {
                2.0 * r.0 / self.plane.metres_per_unit() >= f64::from(least * self.unit)
            })
        };
        let shown = || {
            let reach = self.scene.reach.iter();
            reach.filter(|mark| {
                !self.shown.hidden_tiers.contains(&mark.tier) && wide(mark.tier, LEAST_REACH)
            })
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
            let outlined = wide(mark.tier, LEAST_OUTLINE);
            let stroke = if outlined { &stroke[..] } else { &[] };
            page.areas(std::iter::once(&*mark.shape))
                .write(out, &fill, stroke);
        }
    }

    /// The lines from facilities to their leads; wrong ones above the others.
    fn write_links(&self, out: &mut Writer, page: OnPage<'_>) {
        let at: HashMap<u32, [f64; 2]> = (self.scene.facilities.iter())
            .map(|m| (m.facility, m.at))
            .collect();
        for wrong in [false, true] {
            let mut d = String::new();
            for link in self.links().filter(|l| l.wrong == wrong) {
                if let (Some(from), Some(to)) = (at.get(&link.from), at.get(&link.to)) {
                    let ([x0, y0], [x1, y1]) = (page.fine(*from), page.fine(*to));
                    let _ = write!(d, "M{x0} {y0}L{x1} {y1}");
                }
            }
            if d.is_empty() {
                continue;
            }
            let (ink, opacity, width) = if wrong {
                (self.theme.gap, 0.9, 1.6 * LINK_WIDTH)
            } else {
                (self.theme.navy, LINK_OPACITY, LINK_WIDTH)
            };
            let width = number(width * self.unit * FINE as f32);
            let line = [
                ("d", d),
                ("fill", "none".to_owned()),
                ("stroke", ink.to_string()),
                ("stroke-opacity", number(opacity)),
                ("stroke-width", width),
            ];
            out.element("path", &line);
        }
    }

    /// The links that are drawn.
    fn links(&self) -> impl Iterator<Item = &ShownLink> {
        self.scene.shown.iter().flat_map(|s| &s.links)
    }

    /// How many corners the areas have.
    fn corners(&self) -> usize {
        let districts = self.scene.districts.iter().map(|d| &d.shape);
        let reach = self.scene.reach.iter().map(|r| &r.shape);
        districts.chain(reach).map(|s| s.coords_count()).sum()
    }
}
