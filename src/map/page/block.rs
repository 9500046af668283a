//! Pieces of a page: texts, lines, swatches and marks placed relative to a corner, so that a piece is measured before it is put down.

use super::super::labels::Rect;
use super::super::mark::{self, MarkKind};
use super::super::report::{self, Chart};
use super::super::style::{Rgb, Theme};
use super::super::svg::{Writer, number};
use super::super::text::{self, ASCENT, DESCENT, Weight};
use super::layout::Part;

/// Height of a line of text in font sizes.
pub const LINE: f32 = 1.32;

/// Which side of a text its place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub weight: Weight,
    pub colour: Rgb,
    pub align: Align,
}

impl Style {
    pub fn new(size: f32, colour: Rgb) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            colour,
            align: Align::Left,
        }
    }

    pub fn bold(self) -> Self {
        Self {
            weight: Weight::SemiBold,
            ..self
        }
    }

    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub fn width(&self, text: &str) -> f32 {
        text::width(text, self.size, self.weight)
    }
}

#[derive(Debug, Clone)]
enum Item {
    /// A text with its baseline.
    Text {
        x: f32,
        y: f32,
        style: Style,
        text: String,
    },
    Line {
        from: [f32; 2],
        to: [f32; 2],
        width: f32,
        colour: Rgb,
    },
    Swatch {
        rect: Rect,
        fill: String,
        stroke: Rgb,
    },
    Mark {
        at: [f32; 2],
        kind: MarkKind,
        radius: f32,
    },
    /// A chart in a box, its texts of this size.
    Chart {
        rect: Rect,
        chart: Box<Chart>,
        size: f32,
    },
    /// A picture at the right of a box, as large as it fits.
    Image { rect: Rect, href: String },
}

/// A piece of the page.
#[derive(Debug, Clone)]
pub struct Block {
    pub part: Part,
    pub width: f32,
    /// How far it is filled from the top.
    pub height: f32,
    /// How many rows of a list it has.
    pub rows: usize,
    items: Vec<Item>,
}

/// A text as it stands on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// Its box by measure.
    pub rect: Rect,
    /// What it says.
    pub text: String,
    /// The part that it belongs to.
    pub part: Part,
}

impl Block {
    pub fn new(part: Part, width: f32) -> Self {
        Self {
            part,
            width,
            height: 0.0,
            rows: 0,
            items: Vec::new(),
        }
    }

    pub fn space(&mut self, height: f32) {
        self.height += height;
    }

    /// A text on the line whose top is at `y`; shortened where it would leave the block or its `room`.
    pub fn text(&mut self, x: f32, y: f32, room: f32, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text::shorten(text, style.size, style.weight, room.max(style.size));
        let y = y + style.size * (LINE - ASCENT - DESCENT) / 2.0 + style.size * ASCENT;
        self.items.push(Item::Text { x, y, style, text });
    }

    /// A text in lines from the current height on; at most `most` lines, the last one shortened.
    pub fn paragraph(&mut self, x: f32, room: f32, style: Style, text: &str, most: usize) {
        let mut lines = text::wrap(text, style.size, style.weight, room);
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(rest);
        }
        for line in lines {
            self.text(x, self.height, room, style, &line);
            self.height += style.size * LINE;
        }
    }

    pub fn line(&mut self, from: [f32; 2], to: [f32; 2], width: f32, colour: Rgb) {
        self.items.push(Item::Line {
            from,
            to,
            width,
            colour,
        });
    }

    /// A rectangle; `fill` is a colour or a pattern.
    pub fn swatch(&mut self, rect: Rect, fill: String, stroke: Rgb) {
        self.items.push(Item::Swatch { rect, fill, stroke });
    }

    pub fn mark(&mut self, at: [f32; 2], kind: MarkKind, radius: f32) {
        self.items.push(Item::Mark { at, kind, radius });
    }

    /// A chart in a box, its texts of this size.
    pub fn chart(&mut self, rect: Rect, chart: &Chart, size: f32) {
        let chart = Box::new(chart.clone());
        self.items.push(Item::Chart { rect, chart, size });
    }

    /// A picture as a data URI, at the right of a box, as large as it fits.
    pub fn image(&mut self, rect: Rect, href: String) {
        self.items.push(Item::Image { rect, href });
    }

    /// Writes the block with its upper left corner at a place.
    pub fn put(
        &self,
        out: &mut Writer,
        theme: &Theme,
        [left, top]: [f32; 2],
        texts: &mut Vec<PlacedText>,
    ) {
        for item in &self.items {
            match item {
                Item::Text { x, y, style, text } => {
                    let (x, y) = (left + x, top + y);
                    texts.push(PlacedText {
                        rect: text_box(x, y, *style, text),
                        text: text.clone(),
                        part: self.part,
                    });
                    write_text(out, x, y, *style, text, &[]);
                }
                Item::Line {
                    from,
                    to,
                    width,
                    colour,
                } => write_line(
                    out,
                    [left + from[0], top + from[1]],
                    [left + to[0], top + to[1]],
                    *width,
                    *colour,
                ),
                Item::Swatch { rect, fill, stroke } => out.element(
                    "rect",
                    &[
                        ("x", number(left + rect.x)),
                        ("y", number(top + rect.y)),
                        ("width", number(rect.w)),
                        ("height", number(rect.h)),
                        ("fill", fill.clone()),
                        ("stroke", stroke.to_string()),
                        ("stroke-width", "0.5".to_owned()),
                    ],
                ),
                Item::Chart { rect, chart, size } => {
                    let place = Rect::new(left + rect.x, top + rect.y, rect.w, rect.h);
                    report::chart::write(out, chart, theme, place, *size);
                }
                Item::Image { rect, href } => out.element(
                    "image",
                    &[
                        ("x", number(left + rect.x)),
                        ("y", number(top + rect.y)),
                        ("width", number(rect.w)),
                        ("height", number(rect.h)),
                        ("preserveAspectRatio", "xMaxYMin meet".to_owned()),
                        ("href", href.clone()),
                    ],
                ),
                Item::Mark { at, kind, radius } => {
                    out.open(
                        "g",
                        &[(
                            "transform",
                            format!(
                                "translate({} {})",
                                number(left + at[0]),
                                number(top + at[1])
                            ),
                        )],
                    );
                    mark::write(out, *kind, *radius, theme);
                    out.close();
                }
            }
        }
    }
}

/// The box of a text whose baseline begins (or ends, or has its middle) at a place.
pub fn text_box(x: f32, y: f32, style: Style, text: &str) -> Rect {
    let width = style.width(text);
    let left = match style.align {
        Align::Left => x,
        Align::Middle => x - width / 2.0,
        Align::Right => x - width,
    };
    Rect::new(
        left,
        y - style.size * ASCENT,
        width,
        style.size * (ASCENT + DESCENT),
    )
}

/// Writes a text with its baseline at a place.
pub fn write_text(
    out: &mut Writer,
    x: f32,
    y: f32,
    style: Style,
    text: &str,
    more: &[(&str, String)],
) {
    let mut attributes = vec![
        ("x", number(x)),
        ("y", number(y)),
        ("font-size", number(style.size)),
        ("fill", style.colour.to_string()),
    ];
    if style.weight == Weight::SemiBold {
        attributes.push(("font-weight", "600".to_owned()));
    }
    match style.align {
        Align::Left => {}
        Align::Middle => attributes.push(("text-anchor", "middle".to_owned())),
        Align::Right => attributes.push(("text-anchor", "end".to_owned())),
    }
    attributes.extend_from_slice(more);
    out.text_element("text", &attributes, text);
}

/// Writes a straight line.
pub fn write_line(out: &mut Writer, from: [f32; 2], to: [f32; 2], width: f32, colour: Rgb) {
    out.element(
        "path",
        &[
            (
                "d",
                format!(
                    "M{} {}L{} {}",
                    number(from[0]),
                    number(from[1]),
                    number(to[0]),
                    number(to[1])
                ),
            ),
            ("stroke", colour.to_string()),
            ("stroke-width", number(width)),
            ("fill", "none".to_owned()),
        ],
    );
}
