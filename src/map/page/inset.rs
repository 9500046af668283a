//! The small map that tells where the large one is: the land around it with the frame drawn in.

use std::fmt::Write as _;

use super::super::labels::Rect;
use super::super::scale_bar::Measured;
use super::super::style::Theme;
use super::super::svg::{Writer, number};
use super::frame::scaled;
use super::ground::{write_land, write_waters};
use super::path::OnPage;
use super::plane::Plane;

/// Its width and height, design units.
pub const SIZE: [f32; 2] = [78.0, 60.0];
/// How much more ground than the map it shows, and how much at least and at most, metres from its middle to its left edge.
const AROUND: f64 = 6.0;
const LEAST: f64 = 500_000.0;
const MOST: f64 = 3_200_000.0;
/// A frame smaller than this, points, is marked by a square of this size.
const SEEN: f32 = 5.0;
/// The name of its clip.
pub const CLIP: &str = "inset";

/// Whether a map of this ground needs one: what shows half a continent says itself where it is.
pub fn wanted(plane: &Plane) -> bool {
    plane.is_equal_area() && half_width(plane) * 2.0 < MOST
}

fn half_width(plane: &Plane) -> f64 {
    f64::from(plane.frame.w) / 2.0 * plane.metres_per_unit()
}

/// Draws it into its box.
pub fn write(plane: &Plane, rect: Rect, unit: f32, out: &mut Writer, theme: &Theme) {
    let half = (AROUND * half_width(plane)).clamp(LEAST, MOST);
    let around = Plane::about(plane.centre(), half, rect);
    let page = OnPage {
        plane: &around,
        coarse: true,
    };
    let boxed = |more: [(&'static str, String); 2]| {
        let place = [
            ("x", number(rect.x)),
            ("y", number(rect.y)),
            ("width", number(rect.w)),
            ("height", number(rect.h)),
        ];
        place.into_iter().chain(more).collect::<Vec<_>>()
    };
    out.element(
        "rect",
        &boxed([
            ("fill", theme.ground.to_string()),
            ("stroke", theme.panel.to_string()),
        ]),
    );
    out.open("g", &[("clip-path", format!("url(#{CLIP})"))]);
    out.open("g", &[scaled()]);
    write_land(page, out, theme);
    write_waters(page, out, theme);
    out.close();
    write_frame(plane, &around, out, theme);
    out.close();
    let border = [
        ("fill", "none".to_owned()),
        ("stroke", theme.border.to_string()),
    ];
    let mut border = boxed(border);
    border.push(("stroke-width", number(0.7 * unit)));
    out.element("rect", &border);
}

/// The large map's frame as it lies on the small one.
fn write_frame(plane: &Plane, around: &Plane, out: &mut Writer, theme: &Theme) {
    const STEPS: u16 = 8;
    let r = plane.frame;
    let corners = [
        [r.x, r.y],
        [r.right(), r.y],
        [r.right(), r.bottom()],
        [r.x, r.bottom()],
    ];
    let mut places: Vec<[f32; 2]> = Vec::new();
    for (i, from) in corners.iter().enumerate() {
        let to = corners[(i + 1) % 4];
        for step in 0..STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            let at = [0, 1].map(|k| from[k] + t * (to[k] - from[k]));
            places.push(around.of_position(plane.position(at)).map(|v| v as f32));
        }
    }
    let [x, y] = around.of_position(plane.centre()).map(|v| v as f32);
    let size = places.iter().fold(0f32, |most, p| {
        most.max((p[0] - x).abs()).max((p[1] - y).abs())
    });
    if 2.0 * size < SEEN {
        let half = SEEN / 2.0;
        places = [[-half, -half], [half, -half], [half, half], [-half, half]]
            .map(|[dx, dy]| [x + dx, y + dy])
            .to_vec();
    }
    let mut d = String::new();
    for (i, [x, y]) in places.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(
            d,
            "{}{} {}",
            if i == 0 { 'M' } else { 'L' },
            number(*x),
            number(*y)
        );
    }
    d.push('Z');
    out.element(
        "path",
        &[
            ("d", d),
            ("fill", theme.gap.to_string()),
            ("fill-opacity", "0.25".to_owned()),
            ("stroke", theme.gap.to_string()),
            ("stroke-width", "1".to_owned()),
        ],
    );
}
