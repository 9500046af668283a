//! The chart of people by distance as SVG.
//!
//! Colours stand in it for paper; every shape has a class besides, so that a page of HTML can recolour it for a dark screen.

use super::super::labels::Rect;
use super::super::page::block::{Align, Style, write_line, write_text};
use super::super::style::Theme;
use super::super::svg::{Writer, number};
use super::Chart;

/// Height of a chart, points.
pub const HEIGHT: f32 = 112.0;
/// Writes a chart into a box; texts are of this size.
pub fn write(
    out: &mut Writer,
    chart: &Chart,
    theme: &Theme,
    Rect {
        x: left,
        y: top,
        w: width,
        h: height,
    }: Rect,
    size: f32,
) {
    let count = chart.bars.len().max(1);
    let step = width / count as f32;
    let (above, below) = (size * 3.2, size * 2.0);
    let (first, last) = (top + above, top + height - below);
    let highest = chart
        .bars
        .iter()
        .map(|b| b.within + b.beyond)
        .fold(f64::MIN_POSITIVE, f64::max);
    let tall = |share: f64| (share / highest) as f32 * (last - first - size * 1.4);
    let quiet = Style::new(size, theme.quiet).align(Align::Middle);
    let class = |name: &str| ("class", name.to_owned());
    // All bars say their share, or none.
    let labelled = chart.bars.iter().all(|b| quiet.width(&b.label) <= step);
    for (i, bar) in chart.bars.iter().enumerate() {
        let x = left + i as f32 * step;
        let (within, beyond) = (tall(bar.within), tall(bar.beyond));
        for (name, colour, bottom, height) in [
            ("within", theme.covered, last, within),
            ("beyond", theme.gap, last - within, beyond),
        ] {
            if height > 0.0 {
                out.element(
                    "rect",
                    &[
                        class(name),
                        ("x", number(x + step * 0.1)),
                        ("y", number(bottom - height)),
                        ("width", number(step * 0.8)),
                        ("height", number(height)),
                        ("fill", colour.to_string()),
                    ],
                );
            }
        }
        if labelled {
            let y = last - within - beyond - size * 0.4;
            write_text(out, x + step / 2.0, y, quiet, &bar.label, &[class("quiet")]);
        }
    }
    out.open("g", &[class("axis")]);
    write_line(out, [left, last], [left + width, last], 0.8, theme.quiet);
    out.close();
    let edge = left + chart.edge.0 as f32 * step;
    out.open(
        "g",
        &[class("edge"), ("stroke-dasharray", "4 3".to_owned())],
    );
    write_line(out, [edge, top + size * 1.3], [edge, last], 1.2, theme.ink);
    out.close();
    let ink = Style::new(size * 1.1, theme.ink).bold();
    write_text(
        out,
        edge,
        top + size,
        ink.align(Align::Middle),
        &chart.edge.1,
        &[class("ink")],
    );
    let below = last + size * 1.35;
    for (bound, label) in &chart.ticks {
        let x = left + *bound as f32 * step;
        let align = if *bound == 0 {
            Align::Left
        } else {
            Align::Middle
        };
        write_text(out, x, below, quiet.align(align), label, &[class("quiet")]);
    }
    write_text(
        out,
        left + width,
        below,
        quiet.align(Align::Right),
        &chart.last,
        &[class("quiet")],
    );
}
