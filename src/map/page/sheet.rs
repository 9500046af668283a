//! A sheet of paper as SVG before anything stands on it: its size, its fonts, the clips and the hatchings that parts refer to.

use super::super::labels::Rect;
use super::super::svg::{Writer, number};
use super::super::text::FAMILY;
use super::frame::MAP_HATCH;
use super::key::KEY_HATCH;
use super::path::FINE;
use super::words::PageWords;
use super::{PageSpec, inset};

/// Points per design unit: larger paper is looked at from farther away, though not as far as it is larger.
pub fn unit(spec: &PageSpec) -> f32 {
    let [width, height] = spec.points();
    (width.min(height) / 595.0).powf(0.75)
}

/// Opens the drawing of a sheet with the clip of the map, if it has one, and that of the small map in it.
pub fn begin(
    spec: &PageSpec,
    words: &PageWords,
    frame: Option<Rect>,
    small: Option<Rect>,
) -> Writer {
    let ([width, height], mm) = (spec.points(), spec.millimetres());
    let mut out = Writer::new();
    out.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg".to_owned()),
            ("width", format!("{}mm", mm[0])),
            ("height", format!("{}mm", mm[1])),
            (
                "viewBox",
                format!("0 0 {} {}", number(width), number(height)),
            ),
            (
                "font-family",
                format!("{FAMILY}, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"),
            ),
            ("xml:lang", words.lang.clone()),
            ("role", "img".to_owned()),
        ],
    );
    out.text_element("title", &[], &words.title);
    let description = format!("{} {}", words.headline, words.headline_detail);
    out.text_element("desc", &[], &description);
    out.open("defs", &[]);
    let clips = [("frame", frame), (inset::CLIP, small)];
    for (name, rect) in clips.into_iter().filter_map(|(n, r)| Some((n, r?))) {
        out.open("clipPath", &[("id", name.to_owned())]);
        out.element(
            "rect",
            &[
                ("x", number(rect.x)),
                ("y", number(rect.y)),
                ("width", number(rect.w)),
                ("height", number(rect.h)),
            ],
        );
        out.close();
    }
    // The map is drawn in finer units, and a pattern is measured in the units of what it fills.
    hatch(&mut out, spec, KEY_HATCH, 1.0);
    hatch(&mut out, spec, MAP_HATCH, FINE as f32);
    out.close();
    out.element(
        "rect",
        &[
            ("width", number(width)),
            ("height", number(height)),
            ("fill", spec.theme.paper.to_string()),
        ],
    );
    out
}

/// The hatching of districts without a share.
fn hatch(out: &mut Writer, spec: &PageSpec, id: &str, scale: f32) {
    let (unit, theme) = (unit(spec), &spec.theme);
    let step = number(4.0 * unit);
    out.open(
        "pattern",
        &[
            ("id", id.to_owned()),
            ("patternUnits", "userSpaceOnUse".to_owned()),
            ("width", step.clone()),
            ("height", step.clone()),
            (
                "patternTransform",
                format!("rotate(45) scale({})", number(scale)),
            ),
        ],
    );
    out.element(
        "rect",
        &[
            ("width", step.clone()),
            ("height", step.clone()),
            ("fill", theme.panel.to_string()),
        ],
    );
    out.element(
        "path",
        &[
            ("d", format!("M0 0V{step}")),
            ("stroke", theme.unknown.to_string()),
            ("stroke-opacity", "0.55".to_owned()),
            ("stroke-width", number(1.2 * unit)),
        ],
    );
    out.close();
}
