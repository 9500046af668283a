//! Scale bar, north arrow and the small map that tells where this is: each in the corner of the map where least lies.

use super::super::labels::Rect;
use super::super::scale_bar::{ScaleBar, ratio_label};
use super::super::style::Theme;
use super::super::svg::{Writer, number};
use super::super::text::Weight;
use super::block::{Align, LINE, PlacedText, Style, text_box, write_text};
use super::inset;
use super::layout::Part;
use super::plane::Plane;

/// A corner of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Corner {
    UpperLeft,
    UpperRight,
    LowerLeft,
    LowerRight,
}

/// Which of the pieces are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub north_arrow: bool,
    pub scale_bar: bool,
    pub inset: bool,
}

/// The pieces with their boxes.
#[derive(Debug, Clone)]
pub struct Furniture {
    pub arrow: Option<Rect>,
    pub bar: Option<(Rect, ScaleBar, String)>,
    /// The small map, where it hides nothing.
    pub inset: Option<Rect>,
    /// Whether anything lies below the arrow or the bar.
    busy: [bool; 2],
    unit: f32,
}

impl Furniture {
    /// Finds the corners. `lies` gives the places of everything that is drawn.
    pub fn arrange(plane: &Plane, unit: f32, parts: Parts, lies: &[[f32; 2]]) -> Self {
        let frame = plane.frame;
        let inset = 8.0 * unit;
        let at = |corner: Corner, [w, h]: [f32; 2]| {
            let right = matches!(corner, Corner::UpperRight | Corner::LowerRight);
            let low = matches!(corner, Corner::LowerLeft | Corner::LowerRight);
            let x = if right {
                frame.right() - inset - w
            } else {
                frame.x + inset
            };
            let y = if low {
                frame.bottom() - inset - h
            } else {
                frame.y + inset
            };
            Rect::new(x, y, w, h)
        };
        let below = |r: &Rect| {
            let r = r.grown(3.0 * unit);
            lies.iter()
                .filter(|p| r.holds(&Rect::new(p[0], p[1], 0.0, 0.0)))
                .count()
        };
        let best = |order: [Corner; 4], size: [f32; 2], taken: &[Rect]| {
            order
                .into_iter()
                .map(|c| at(c, size))
                .filter(|r| taken.iter().all(|t| !t.grown(4.0 * unit).overlaps(r)))
                .map(|r| (below(&r), r))
                // The first of the emptiest.
                .reduce(|a, b| if b.0 < a.0 { b } else { a })
        };
        let ratio = ratio_label(plane.scale_denominator());
        let style = Style::new(7.0 * unit, super::super::style::Rgb(0, 0, 0));
        let bar = |part: f32| {
            let widest = part * (frame.w * 0.24).min(120.0 * unit);
            let bar = ScaleBar::fit(plane, widest).filter(|_| parts.scale_bar)?;
            let text = style.width(&bar.label()) + style.width(&ratio) + 14.0 * unit;
            let width = (bar.width + 2.0 * style.width(&bar.label())).max(text);
            let size = [width, 2.0 * style.size * LINE + 8.0 * unit];
            let order = [
                Corner::LowerLeft,
                Corner::LowerRight,
                Corner::UpperLeft,
                Corner::UpperRight,
            ];
            best(order, size, &[]).map(|(n, r)| (n, r, bar))
        };
        // A shorter one where a long one would lie on something.
        let bars = || [1.0, 0.75, 0.5].into_iter().filter_map(bar);
        let free = bars().find(|(covered, _, _)| *covered == 0);
        let placed = free.or_else(|| bars().next());
        let mut taken: Vec<Rect> = placed.iter().map(|(_, r, _)| *r).collect();
        let order = [
            Corner::UpperRight,
            Corner::UpperLeft,
            Corner::LowerRight,
            Corner::LowerLeft,
        ];
        let arrow = parts
            .north_arrow
            .then(|| best(order, [20.0 * unit, 34.0 * unit], &taken))
            .flatten();
        taken.extend(arrow.map(|(_, r)| r));
        let order = [
            Corner::LowerRight,
            Corner::UpperLeft,
            Corner::UpperRight,
            Corner::LowerLeft,
        ];
        let size = inset::SIZE.map(|s| s * unit);
        // A small frame has no room for a map within the map.
        let roomy = frame.w > 3.0 * size[0] && frame.h > 3.0 * size[1];
        let inset = (parts.inset && roomy)
            .then(|| best(order, size, &taken))
            .flatten()
            .filter(|(covered, _)| *covered == 0);
        Self {
            arrow: arrow.map(|(_, r)| r),
            busy: [
                arrow.is_some_and(|(n, _)| n > 0),
                placed.is_some_and(|(n, _, _)| n > 0),
            ],
            bar: placed.map(|(_, r, bar)| (r, bar, ratio)),
            inset: inset.map(|(_, r)| r),
            unit,
        }
    }

    /// Nothing at all.
    pub fn none(unit: f32) -> Self {
        Self {
            arrow: None,
            bar: None,
            inset: None,
            busy: [false; 2],
            unit,
        }
    }

    /// The boxes that names keep off.
    pub fn boxes(&self) -> Vec<Rect> {
        let bar = self.bar.iter().map(|b| b.0);
        let others = self.arrow.iter().chain(&self.inset).copied();
        bar.chain(others)
            .map(|r| r.grown(3.0 * self.unit))
            .collect()
    }

    /// Draws arrow and bar.
    pub fn write(&self, out: &mut Writer, theme: &Theme, texts: &mut Vec<PlacedText>) {
        let mut back = |r: &Rect| {
            let r = r.grown(3.0 * self.unit);
            out.element(
                "rect",
                &[
                    ("x", number(r.x)),
                    ("y", number(r.y)),
                    ("width", number(r.w)),
                    ("height", number(r.h)),
                    ("rx", number(2.0 * self.unit)),
                    ("fill", theme.panel.to_string()),
                    ("fill-opacity", "0.85".to_owned()),
                ],
            );
        };
        if let (true, Some(r)) = (self.busy[0], &self.arrow) {
            back(r);
        }
        if let (true, Some((r, _, _))) = (self.busy[1], &self.bar) {
            back(r);
        }
        self.write_arrow(out, theme, texts);
        self.write_bar(out, theme, texts);
    }

    fn write_arrow(&self, out: &mut Writer, theme: &Theme, texts: &mut Vec<PlacedText>) {
        let Some(r) = self.arrow else { return };
        let u = self.unit;
        let (x, tip) = (r.x + r.w / 2.0, r.y + 1.0);
        let d = format!(
            "M{} {}L{} {}L{} {}L{} {}Z",
            number(x),
            number(tip),
            number(x + 6.5 * u),
            number(tip + 20.0 * u),
            number(x),
            number(tip + 15.5 * u),
            number(x - 6.5 * u),
            number(tip + 20.0 * u)
        );
        out.element("path", &[("d", d), ("fill", theme.ink.to_string())]);
        let style = Style {
            size: 8.0 * u,
            weight: Weight::SemiBold,
            colour: theme.ink,
            align: Align::Middle,
        };
        let y = r.bottom() - 3.0 * u;
        texts.push(PlacedText {
            rect: text_box(x, y, style, "N"),
            text: "N".to_owned(),
            part: Part::Furniture,
        });
        write_text(out, x, y, style, "N", &[]);
    }

    fn write_bar(&self, out: &mut Writer, theme: &Theme, texts: &mut Vec<PlacedText>) {
        let Some((r, bar, ratio)) = &self.bar else {
            return;
        };
        let u = self.unit;
        let style = Style::new(7.0 * u, theme.ink);
        let mut text = |out: &mut Writer, x: f32, y: f32, style: Style, text: &str| {
            texts.push(PlacedText {
                rect: text_box(x, y, style, text),
                text: text.to_owned(),
                part: Part::Furniture,
            });
            write_text(out, x, y, style, text, &[]);
        };
        let label = bar.label();
        let left = r.x + 2.0 * u;
        let top = r.y + style.size * LINE + 1.0 * u;
        text(
            out,
            left - style.width("0") / 2.0,
            top - 3.0 * u,
            style,
            "0",
        );
        text(
            out,
            left + bar.width,
            top - 3.0 * u,
            style.align(Align::Middle),
            &label,
        );
        // Alternating boxes, as printed maps have them.
        let (step, height) = (bar.width / f32::from(bar.parts), 3.4 * u);
        for part in 0..bar.parts {
            let fill = if part % 2 == 0 {
                theme.ink
            } else {
                theme.panel
            };
            out.element(
                "rect",
                &[
                    ("x", number(left + f32::from(part) * step)),
                    ("y", number(top)),
                    ("width", number(step)),
                    ("height", number(height)),
                    ("fill", fill.to_string()),
                    ("stroke", theme.ink.to_string()),
                    ("stroke-width", "0.6".to_owned()),
                ],
            );
        }
        let quiet = Style::new(7.0 * u, theme.quiet);
        text(out, left, top + height + quiet.size * 1.15, quiet, ratio);
    }
}
