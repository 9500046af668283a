//! A page about one district: what it shows of it, and the small map of all districts that tells which one it is.

use std::sync::Arc;

use super::super::labels::Rect;
use super::super::report::Chart;
use super::super::scene::{DistrictMark, LabelCandidate, Scene};
use super::super::style::Theme;
use super::super::svg::{Writer, number};
use super::frame::scaled;
use super::inset;
use super::path::{FINE, OnPage};
use super::plane::Plane;
use crate::base::GeoBox;
use crate::base::projection::mercator_inverse;

/// How strongly what lies outside the district is veiled.
const VEIL: &str = "0.62";
/// Free space around all districts on the small map, points.
const PADDING: f32 = 3.0;

/// The district of a page.
#[derive(Debug, Clone)]
pub struct Focus {
    /// Index into `Dataset::districts`.
    pub district: u32,
    /// The villages beyond reach that may be named, the worst first.
    pub names: Vec<LabelCandidate>,
    /// Key figures: what, how much.
    pub figures: Vec<(String, String)>,
    /// How its people spread by distance.
    pub chart: Option<Chart>,
    /// The small map.
    pub locator: Arc<Locator>,
}

impl Focus {
    fn mark<'a>(&self, scene: &'a Scene) -> Option<&'a DistrictMark> {
        let number = self.district as usize;
        let usual = scene.districts.get(number);
        let usual = usual.filter(|m| m.district == self.district);
        usual.or_else(|| scene.districts.iter().find(|m| m.district == self.district))
    }

    /// Tells the corners of the district.
    pub fn corners(&self, scene: &Scene, tell: &mut dyn FnMut([f64; 2])) {
        let polygons = self.mark(scene).into_iter().flat_map(|m| m.shape.iter());
        for corner in polygons.flat_map(|p| p.exterior().coords()) {
            tell([corner.x, corner.y]);
        }
    }

    /// Tells the corners of the district and its villages beyond reach.
    pub fn places(&self, scene: &Scene, tell: &mut dyn FnMut([f64; 2])) {
        self.corners(scene, tell);
        for name in &self.names {
            tell(name.at);
        }
    }

    /// The box around the district.
    pub fn extent(&self, scene: &Scene) -> Option<GeoBox> {
        let mut corners = Vec::new();
        self.corners(scene, &mut |at| corners.push(mercator_inverse(at)));
        GeoBox::around(corners)
    }

    /// Veils what lies outside, and draws the district's border strongly; in fine units.
    pub fn write_veil(&self, scene: &Scene, page: OnPage<'_>, out: &mut Writer, theme: &Theme) {
        let Some(mark) = self.mark(scene) else { return };
        let border = page.areas(std::iter::once(&*mark.shape)).fills.concat();
        let r = page.plane.frame;
        let [left, top, right, bottom] =
            [r.x, r.y, r.right(), r.bottom()].map(|v| (f64::from(v) * FINE).round());
        let sheet = format!("M{left} {top}H{right}V{bottom}H{left}z");
        let veil = [
            ("d", format!("{sheet}{border}")),
            ("fill", theme.land.to_string()),
            ("fill-opacity", VEIL.to_owned()),
        ];
        out.element("path", &veil);
        let line = [
            ("d", border),
            ("fill", "none".to_owned()),
            ("stroke", theme.ink.to_string()),
            ("stroke-width", number(1.1 * FINE as f32)),
        ];
        out.element("path", &line);
    }
}

/// All districts as one path, drawn once for all pages.
#[derive(Debug, Clone)]
pub struct Locator {
    plane: Plane,
    border: String,
}

impl Locator {
    /// The small map of a scene's districts; `unit`: points per design unit.
    pub fn new(scene: &Scene, unit: f32) -> Self {
        let [width, height] = inset::SIZE.map(|s| s * unit);
        let places = |tell: &mut dyn FnMut([f64; 2])| {
            let polygons = scene.districts.iter().flat_map(|d| d.shape.iter());
            for corner in polygons.flat_map(|p| p.exterior().coords()) {
                tell([corner.x, corner.y]);
            }
        };
        let frame = Rect::new(0.0, 0.0, width, height);
        let plane = Plane::fit(scene, scene.extent, &places, frame, PADDING);
        let page = OnPage {
            plane: &plane,
            coarse: true,
        };
        let areas = page.areas(scene.districts.iter().map(|d| &*d.shape));
        Self {
            border: areas.strokes.concat(),
            plane,
        }
    }

    /// Draws it into its box with one district filled.
    pub fn write(&self, focus: &Focus, scene: &Scene, rect: Rect, out: &mut Writer, theme: &Theme) {
        let boxed = |fill: String, stroke: String| {
            [
                ("x", number(rect.x)),
                ("y", number(rect.y)),
                ("width", number(rect.w)),
                ("height", number(rect.h)),
                ("fill", fill),
                ("stroke", stroke),
                ("stroke-width", "0.7".to_owned()),
            ]
        };
        let (panel, border) = (theme.panel.to_string(), theme.border.to_string());
        out.element("rect", &boxed(panel, border.clone()));
        let to = format!("translate({} {})", number(rect.x), number(rect.y));
        out.open("g", &[("transform", to)]);
        out.open("g", &[scaled()]);
        let all = [
            ("d", self.border.clone()),
            ("fill", theme.land.to_string()),
            ("stroke", border),
            ("stroke-width", number(0.3 * FINE as f32)),
        ];
        out.element("path", &all);
        let page = OnPage {
            plane: &self.plane,
            coarse: true,
        };
        if let Some(mark) = focus.mark(scene) {
            let [fill, stroke] = [
                ("fill", theme.gap.to_string()),
                ("stroke", theme.gap.to_string()),
            ];
            let width = ("stroke-width", number(0.5 * FINE as f32));
            page.areas(std::iter::once(&*mark.shape))
                .write(out, &[fill], &[stroke, width]);
        }
        out.close();
        out.close();
    }
}
