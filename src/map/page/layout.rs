//! The page as a whole: what stands where, at which size, so that all of it fits.

use std::collections::BTreeSet;

use super::super::crowd::{Crowd, MarkSizes};
use super::super::labels::Rect;
use super::super::scene::Scene;
use super::super::style::Theme;
use super::block::{Block, PlacedText};
use super::focus::Focus;
use super::frame::MapFrame;
use super::furniture::{Furniture, Parts};
use super::inset;
use super::key::Sheet;
use super::margins;
use super::plane::Plane;
use super::sheet;
use super::words::PageWords;
use super::{Optional, PageSpec};
use crate::base::LonLat;
use crate::model::MapLook;
use crate::model::look::LayerKind;

/// The parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Title, rule and note.
    Header,
    /// The map.
    Frame,
    /// Scale bar and north arrow, inside the map.
    Furniture,
    /// The answer in words.
    Answer,
    /// Key figures of a district.
    Figures,
    /// How its people spread by distance.
    Chart,
    /// The key to villages and reach.
    VillageKey,
    /// The key to facilities.
    FacilityKey,
    /// The key to the fills of districts.
    ShareKey,
    /// The worst districts.
    List,
    /// Sources, projection, the lines to be filled in by hand.
    Footer,
}

/// A page with the places of its parts, for whoever checks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The drawing.
    pub svg: String,
    /// The parts with their boxes in points.
    pub parts: Vec<(Part, Rect)>,
    /// All texts with their measured boxes in points.
    pub texts: Vec<PlacedText>,
}

/// Between the map and what stands beside it.
const GUTTER: f32 = 16.0;
/// Between blocks of a column.
const BETWEEN: f32 = 11.0;
/// How much smaller the column's type may get before something is left out.
const SHRINK: [f32; 8] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.74, 0.68, 0.6];

/// A facility farther beside villages and districts than this part of their extent does not make the map wider.
const NEAR: f64 = 0.2;
/// Print tells marks apart that lie so many times nearer to one another than on a screen, as long as there are not too many of them.
const FINER: f64 = 3.0;
/// With more gaps than this marks share the room as on a screen, or the page would be red all over.
const MOST_APART: usize = 2500;

/// What of the scene is on the page, and how large.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The layers.
    pub look: &'a MapLook,
    /// The tiers that are not drawn.
    pub hidden_tiers: BTreeSet<u16>,
    /// How large marks are.
    pub sizes: MarkSizes,
}

impl<'a> Shown<'a> {
    fn new(scene: &Scene, look: &'a MapLook) -> Self {
        let tiers = scene.legend.tiers.iter().map(|t| (t.tier, &*t.name));
        Self {
            hidden_tiers: look.hidden_of(tiers),
            sizes: MarkSizes::of(look),
            look,
        }
    }

    /// Whether a layer is drawn.
    pub fn has(&self, kind: LayerKind) -> bool {
        self.look.shows(kind)
    }
}

/// Everything that a layout needs to know.
pub(super) struct Layout<'a> {
    scene: &'a Scene,
    shown: Shown<'a>,
    pub(super) words: &'a PageWords,
    pub(super) theme: &'a Theme,
    spec: &'a PageSpec,
    size: [f32; 2],
    pub(super) unit: f32,
    /// The district that the page is about; `None`: all of them.
    focus: Option<&'a Focus>,
    /// How the marks share the room, once it is known how large the map is.
    crowd: Option<Crowd>,
}

/// A block with its upper left corner.
pub(super) type Put = ([f32; 2], Block);

/// Composes the page.
#[must_use]
pub fn compose(scene: &Scene, look: &MapLook, spec: &PageSpec, words: &PageWords) -> Page {
    let mut layout = Layout::new(scene, look, spec, words, None);
    let (plane, blocks) = layout.settle();
    layout.write(&plane, &blocks)
}

/// The margin at every side, points.
pub(super) fn margin(spec: &PageSpec) -> f32 {
    let [least, most] = PageSpec::MARGINS;
    spec.margin.clamp(least, most) * 72.0 / 25.4
}

/// A position to a hundredth of a degree: `91.70° E 23.75° N`.
fn degrees(p: LonLat) -> String {
    let side = |value: f64, [positive, negative]: [char; 2]| {
        let letter = if value < 0.0 { negative } else { positive };
        format!("{:.2}°\u{202f}{letter}", value.abs())
    };
    format!("{} {}", side(p.lon, ['E', 'W']), side(p.lat, ['N', 'S']))
}

impl<'a> Layout<'a> {
    pub(super) fn new(
        scene: &'a Scene,
        look: &'a MapLook,
        spec: &'a PageSpec,
        words: &'a PageWords,
        focus: Option<&'a Focus>,
    ) -> Self {
        let size = spec.points();
        Self {
            scene,
            shown: Shown::new(scene, look),
            words,
            theme: &spec.theme,
            spec,
            size,
            unit: sheet::unit(spec),
            focus,
            crowd: None,
        }
    }

    /// Settles what stands where. How marks share the room follows from the size of the map, and the key tells of it: once to learn the
    /// size, once to keep.
    pub(super) fn settle(&mut self) -> (Plane, Vec<Put>) {
        let (frame, _) = self.arrange("");
        let plane = self.plane(frame);
        let projection = self.projection(&plane);
        self.crowd = Some(self.crowd(&plane));
        let (frame, blocks) = self.arrange(&projection);
        (self.plane(frame), blocks)
    }

    fn crowd(&self, plane: &Plane) -> Crowd {
        let scale = plane.world_scale() / f64::from(self.unit);
        let apart = Crowd::new(self.scene, FINER * scale, self.shown.sizes);
        if apart.gaps.len() <= MOST_APART {
            return apart;
        }
        Crowd::new(self.scene, scale, self.shown.sizes)
    }

    /// The frame of the map and everything beside it.
    fn arrange(&self, projection: &str) -> (Rect, Vec<Put>) {
        let (size, margin) = (self.size, margin(self.spec));
        let width = size[0] - 2.0 * margin;
        let (words, theme, unit) = (self.words, self.theme, self.unit);
        let header = margins::header(words, theme, unit, width);
        let has = |part| self.spec.parts.has(part);
        let footer =
            has(Optional::Footer).then(|| margins::footer(words, theme, unit, width, projection));
        let top = margin + header.height + 9.0 * self.unit;
        let foot = footer.as_ref().map_or(0.0, |f| f.height + 7.0 * self.unit);
        let bottom = size[1] - margin - foot;
        let body = Rect::new(margin, top, width, bottom - top);
        let (frame, mut blocks) = if self.spec.landscape {
            self.beside(body)
        } else {
            self.below(body)
        };
        blocks.push(([margin, margin], header));
        blocks.extend(footer.map(|f| ([margin, bottom + 7.0 * self.unit], f)));
        (frame, blocks)
    }

    /// The projection that shows all of the scene in a frame, with room for names at the edge.
    fn plane(&self, frame: Rect) -> Plane {
        let scene = self.scene;
        let padding = 16.0 * self.unit;
        if let Some(focus) = self.focus {
            let places = |tell: &mut dyn FnMut([f64; 2])| focus.corners(scene, tell);
            return Plane::fit(scene, focus.extent(scene), &places, frame, padding);
        }
        let places = |tell: &mut dyn FnMut([f64; 2])| self.worth_showing(tell);
        Plane::fit(scene, scene.extent, &places, frame, padding)
    }

    /// Tells where anything lies: marks, and the corners of districts.
    fn everything(&self, tell: &mut dyn FnMut([f64; 2])) {
        self.people_and_districts(tell);
        for mark in self.scene.facilities.iter() {
            tell(mark.at);
        }
    }

    /// Tells what a page must show: villages, districts, and the facilities among them or near by. A lonely one far away would make all
    /// the rest small.
    fn worth_showing(&self, tell: &mut dyn FnMut([f64; 2])) {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        self.people_and_districts(&mut |at| {
            for i in 0..2 {
                low[i] = low[i].min(at[i]);
                high[i] = high[i].max(at[i]);
            }
            tell(at);
        });
        let any = low[0] <= high[0];
        let around = NEAR * (high[0] - low[0]).max(high[1] - low[1]);
        for mark in self.scene.facilities.iter() {
            let near = |i: usize| (low[i] - around..=high[i] + around).contains(&mark.at[i]);
            if !any || (near(0) && near(1)) {
                tell(mark.at);
            }
        }
    }

    fn people_and_districts(&self, tell: &mut dyn FnMut([f64; 2])) {
        let scene = self.scene;
        for (_, at) in scene.places.in_input_order() {
            tell(at);
        }
        let polygons = scene.districts.iter().flat_map(|d| d.shape.iter());
        for corner in polygons.flat_map(|p| p.exterior().coords()) {
            tell([corner.x, corner.y]);
        }
    }

    /// The projection in words, with its centre.
    fn projection(&self, plane: &Plane) -> String {
        let [equal_area, mercator, nothing] = &self.words.projections;
        let words = match (self.scene.extent, plane.is_equal_area()) {
            (None, _) => nothing,
            (_, true) => equal_area,
            (_, false) => mercator,
        };
        words.replace("{centre}", &degrees(plane.centre()))
    }
}

impl Layout<'_> {
    fn sheet(&self, shrink: f32) -> Sheet<'_> {
        Sheet {
            scene: self.scene,
            shown: &self.shown,
            words: self.words,
            theme: self.theme,
            unit: self.unit * shrink,
            marks: self.unit,
            crowd: self.crowd.as_ref(),
        }
    }

    fn has(&self, part: Optional) -> bool {
        self.spec.parts.has(part)
    }

    /// The column's blocks at a shrinking, without the list.
    fn column(&self, shrink: f32, width: f32, most_tiers: usize) -> Vec<Block> {
        let sheet = self.sheet(shrink);
        let answer = self.has(Optional::Answer).then(|| sheet.answer(width));
        let figures = self.focus.map(|focus| sheet.figures(width, &focus.figures));
        let keys = [
            sheet.villages(width),
            sheet.facilities(width, most_tiers),
            // A page about one district tells its share in words.
            sheet.shares(width).filter(|_| self.focus.is_none()),
        ];
        let keys = keys.into_iter().filter(|_| self.has(Optional::Key));
        let chart = self
            .focus
            .and_then(|focus| sheet.chart(width, focus.chart.as_ref()?));
        [answer, figures, chart]
            .into_iter()
            .chain(keys)
            .flatten()
            .collect()
    }

    /// The map at the left, a column at its right.
    fn beside(&self, body: Rect) -> (Rect, Vec<Put>) {
        if ![Optional::Answer, Optional::Key, Optional::List]
            .iter()
            .any(|p| self.has(*p))
        {
            return (body, Vec::new());
        }
        let width = 186.0 * self.unit;
        let left = body.right() - width;
        let frame = Rect::new(body.x, body.y, body.w - width - GUTTER * self.unit, body.h);
        let between = BETWEEN * self.unit;
        let height = |blocks: &[Block]| blocks.iter().map(|b| b.height + between).sum::<f32>();
        let rows = self.listed();
        let wanted = |shrink: f32| {
            if rows == 0 {
                0.0
            } else {
                (2.0 + rows.min(4) as f32) * 13.0 * self.unit * shrink
            }
        };
        let all = self.scene.legend.tiers.len();
        let fits = |(shrink, blocks): &(f32, Vec<Block>)| {
            height(blocks) + wanted(*shrink) <= body.h + between
        };
        let last = SHRINK[SHRINK.len() - 1];
        let (shrink, mut blocks) = SHRINK
            .into_iter()
            .map(|s| (s, self.column(s, width, all)))
            .find(fits)
            // Then fewer tiers, down to none; the rest of the column always fits.
            .or_else(|| {
                (0..all)
                    .rev()
                    .map(|most| (last, self.column(last, width, most)))
                    .find(|(_, b)| height(b) <= body.h + between)
            })
            .unwrap_or_else(|| (last, self.column(last, width, 0)));
        let free = body.h - height(&blocks);
        if self.has(Optional::List) {
            blocks.extend(self.sheet(shrink).list(width, free, 2));
        }
        let mut y = body.y;
        let put = blocks.into_iter().map(|block| {
            let at = [left, y];
            y += block.height + between;
            (at, block)
        });
        (frame, put.collect())
    }

    /// How many rows the list has, if there is to be one.
    fn listed(&self) -> usize {
        let list = self
            .words
            .list
            .as_ref()
            .filter(|_| self.has(Optional::List));
        list.map_or(0, |l| l.rows.len())
    }

    /// The map above, three columns below it.
    fn below(&self, body: Rect) -> (Rect, Vec<Put>) {
        let gutter = GUTTER * self.unit;
        let width = (body.w - 2.0 * gutter) / 3.0;
        let between = BETWEEN * self.unit;
        let most = body.h * 0.36;
        let all = self.scene.legend.tiers.len();
        let columns = |shrink: f32, tiers: usize| {
            let sheet = self.sheet(shrink);
            let key = |block: Option<Block>| block.filter(|_| self.has(Optional::Key));
            let answer = self.has(Optional::Answer).then(|| sheet.answer(width));
            let villages = key(sheet.villages(width));
            let facilities = key(sheet.facilities(width, tiers));
            let (first, second) = match self.focus {
                // A page about one district tells its share in words.
                Some(focus) => {
                    let figures = sheet.figures(width, &focus.figures);
                    let chart = focus.chart.as_ref();
                    let chart = chart.and_then(|chart| sheet.chart(width, chart));
                    ([answer, Some(figures), None], [chart, villages, facilities])
                }
                None => (
                    [answer, villages, None],
                    [facilities, key(sheet.shares(width)), None],
                ),
            };
            [first, second].map(|c| c.into_iter().flatten().collect::<Vec<Block>>())
        };
        let height =
            |c: &[Block]| (c.iter().map(|b| b.height + between).sum::<f32>() - between).max(0.0);
        let tallest = |c: &[Vec<Block>; 2]| height(&c[0]).max(height(&c[1]));
        let last = SHRINK[SHRINK.len() - 1];
        let (shrink, columns) = SHRINK
            .into_iter()
            .map(|s| (s, columns(s, all)))
            .find(|(_, c)| tallest(c) <= most)
            .or_else(|| {
                (0..all)
                    .rev()
                    .map(|n| (last, columns(last, n)))
                    .find(|(_, c)| tallest(c) <= most)
            })
            .unwrap_or_else(|| (last, columns(last, 0)));
        let listed = if self.listed() > 0 {
            120.0 * self.unit
        } else {
            0.0
        };
        let band = tallest(&columns)
            .max(listed)
            .min(most.max(tallest(&columns)));
        let gutter = if band > 0.0 { gutter } else { 0.0 };
        let frame = Rect::new(body.x, body.y, body.w, body.h - band - gutter);
        let top = frame.bottom() + gutter;
        let mut put: Vec<Put> = Vec::new();
        for (i, column) in columns.into_iter().enumerate() {
            let mut y = top;
            for block in column {
                let height = block.height;
                put.push(([body.x + i as f32 * (width + gutter), y], block));
                y += height + between;
            }
        }
        let list = self
            .has(Optional::List)
            .then(|| self.sheet(shrink).list(width, band, 1))
            .flatten();
        put.extend(list.map(|b| ([body.x + 2.0 * (width + gutter), top], b)));
        (frame, put)
    }

    /// Scale bar, north arrow and small map where they hide least.
    fn furniture(&self, plane: &Plane) -> Furniture {
        let mut lies = Vec::new();
        let mut tell = |at| {
            let place = plane.place(at).map(|v| v as f32);
            if plane.frame.holds(&Rect::new(place[0], place[1], 0.0, 0.0)) {
                lies.push(place);
            }
        };
        // What lies outside the district of a page may be hidden.
        match self.focus {
            Some(focus) => focus.places(self.scene, &mut tell),
            None => self.everything(&mut tell),
        }
        let parts = Parts {
            north_arrow: self.has(Optional::NorthArrow) && !plane.shows_a_pole(),
            scale_bar: self.has(Optional::ScaleBar),
            inset: self.has(Optional::Inset)
                && self.scene.extent.is_some()
                && (self.focus.is_some() || inset::wanted(plane)),
        };
        Furniture::arrange(plane, self.unit, parts, &lies)
    }

    /// The map alone, without names and without what lies in its corners.
    pub(super) fn bare_map(
        &mut self,
        frame: Rect,
        out: &mut super::super::svg::Writer,
        texts: &mut Vec<PlacedText>,
    ) {
        let plane = self.plane(frame);
        let crowd = self.crowd(&plane);
        let furniture = Furniture::none(self.unit);
        self.map(&plane, &crowd, &furniture).write(out, texts);
    }

    fn map<'b>(
        &'b self,
        plane: &'b Plane,
        crowd: &'b Crowd,
        furniture: &'b Furniture,
    ) -> MapFrame<'b> {
        MapFrame {
            scene: self.scene,
            theme: self.theme,
            plane,
            crowd,
            rect: plane.frame,
            furniture,
            unit: self.unit,
            shown: &self.shown,
            focus: self.focus,
        }
    }

    pub(super) fn write(&self, plane: &Plane, blocks: &[Put]) -> Page {
        let frame = plane.frame;
        let furniture = self.furniture(plane);
        let crowd = self.crowd.clone().unwrap_or_default();
        let mut out = sheet::begin(self.spec, self.words, Some(frame), furniture.inset);
        let mut texts = Vec::new();
        let map = self.map(plane, &crowd, &furniture);
        map.write(&mut out, &mut texts);
        let mut parts = vec![(Part::Frame, frame)];
        for (at, block) in blocks {
            block.put(&mut out, self.theme, *at, &mut texts);
            parts.push((
                block.part,
                Rect::new(at[0], at[1], block.width, block.height),
            ));
        }
        Page {
            svg: out.finish(),
            parts,
            texts,
        }
    }
}
