//! What lies beneath the data on a page: land and coast, lakes and rivers, as on the screen. The coast is drawn where its line is true
//! at the page's scale; nearer all that is near it is land, plain, so that no village of a coastal county stands in water.

use super::super::backdrop::{self, Shape, TRUE_TO, WATERS_TRUE_TO};
use super::super::scale_bar::Measured;
use super::super::style::Theme;
use super::super::svg::{Writer, number};
use super::path::{FINE, OnPage};
use crate::map::svg::coarse;

/// A line is full while it is true to so many points …
const SHARP: f64 = 3.0;
/// … and not drawn where it is only true to so many.
const GONE: f64 = 6.0;
/// How strong lakes and rivers are.
const WATER_INK: f64 = 0.75;
/// Widths of lines, points: the coast, rivers, long rivers.
const COAST_WIDTH: f32 = 0.5;
const RIVER_WIDTH: [f32; 2] = [0.4, 0.8];

/// How strongly something is drawn that is only true to so many metres.
fn strength(page: OnPage<'_>, true_to: f64) -> f64 {
    let points = true_to / page.plane.metres_per_unit();
    ((GONE - points) / (GONE - SHARP)).clamp(0.0, 1.0)
}

/// Draws each shape in the copies of the world that the frame shows.
fn in_sight(page: OnPage<'_>, shapes: &[Shape], mut draw: impl FnMut(&Shape, f64)) {
    let (low, high) = (page.plane.low, page.plane.high);
    // About one point every copy lies at the same place.
    let shifts: &[f64] = if page.plane.is_equal_area() && low[0].is_infinite() {
        &[0.0]
    } else {
        &[-1.0, 0.0, 1.0]
    };
    for shift in shifts {
        for shape in shapes {
            let seen = shape.low[0] + shift <= high[0]
                && shape.high[0] + shift >= low[0]
                && shape.low[1] <= high[1]
                && shape.high[1] >= low[1];
            if seen {
                draw(shape, *shift);
            }
        }
    }
}

fn rings(page: OnPage<'_>, shapes: &[Shape]) -> String {
    // Land is drawn beyond its districts, where nobody looks closely.
    let page = OnPage {
        coarse: true,
        ..page
    };
    let mut d = String::new();
    in_sight(page, shapes, |shape, shift| {
        page.ring(&shape.line, shift, &mut d);
    });
    d
}

/// Draws the land, in fine units.
pub fn write_land(page: OnPage<'_>, out: &mut Writer, theme: &Theme) {
    let d = rings(page, backdrop::land());
    if d.is_empty() {
        return;
    }
    let line = strength(page, TRUE_TO);
    let mut attributes = vec![("d", d), ("fill", theme.land.to_string())];
    if line > 0.0 {
        attributes.push(("stroke", theme.coast.to_string()));
        attributes.push(("stroke-opacity", number(line as f32)));
        attributes.push(("stroke-width", coarse(COAST_WIDTH * FINE as f32)));
    } else {
        // The land runs out over as much water as the coast may be wrong by.
        let shore = (2.0 * TRUE_TO / page.plane.metres_per_unit()).min(3000.0);
        attributes.push(("stroke", theme.land.to_string()));
        attributes.push(("stroke-width", coarse((shore * FINE) as f32)));
    }
    out.element("path", &attributes);
}

/// Draws lakes and rivers, in fine units.
pub fn write_waters(page: OnPage<'_>, out: &mut Writer, theme: &Theme) {
    let ink = WATER_INK * strength(page, WATERS_TRUE_TO);
    if ink <= 0.0 {
        return;
    }
    let lakes = rings(page, backdrop::lakes());
    if !lakes.is_empty() {
        let fill = ("fill", theme.water.to_string());
        let opacity = ("fill-opacity", number(ink as f32));
        out.element("path", &[("d", lakes), fill, opacity]);
    }
    let mut lines = [String::new(), String::new()];
    in_sight(page, backdrop::rivers(), |river, shift| {
        page.line(&river.line, shift, &mut lines[usize::from(river.flag)]);
    });
    for (d, width) in lines.into_iter().zip(RIVER_WIDTH) {
        if !d.is_empty() {
            let attributes = [
                ("d", d),
                ("fill", "none".to_owned()),
                ("stroke", theme.water.to_string()),
                ("stroke-opacity", number(ink as f32)),
                ("stroke-width", coarse(width * FINE as f32)),
            ];
            out.element("path", &attributes);
        }
    }
}
