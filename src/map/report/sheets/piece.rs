//! A piece of a sheet: texts, lines and fills relative to its upper left corner, never torn.

use std::rc::Rc;

use super::super::super::labels::Rect;
use super::super::super::page::block::{LINE, Style, text_box, write_line, write_text};
use super::super::super::style::Rgb;
use super::super::super::svg::{Writer, number};
use super::super::super::text::{self, ASCENT, DESCENT};
use super::super::Said;
use super::{Frame, THEME};

/// Between two columns of text.
pub const GUTTER: f32 = 18.0;
/// More lines than this no paragraph has; the last one is shortened.
const MOST_LINES: usize = 40;

/// A text as it stands on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its box by measure.
    pub rect: Rect,
    /// What it says.
    pub text: String,
}

/// A piece that is never torn.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// What is drawn.
    pub svg: String,
    /// Its texts.
    pub texts: Vec<Placed>,
    /// How high it is.
    pub height: f32,
    /// The space above it, but not at the top of a sheet.
    pub before: f32,
    /// Whether it stands on the same sheet as the next one.
    pub keep: bool,
    /// Whether it, with what it is not parted from, may wait for the next sheet while what follows fills this one.
    pub floats: bool,
    /// What comes above it where it begins a sheet: the head of its table.
    pub head: Option<Rc<Piece>>,
    /// The heading that it is.
    pub heading: Option<String>,
}

impl Piece {
    /// The same with a space above it.
    pub fn after(self, before: f32) -> Self {
        Self { before, ..self }
    }

    /// The same, not parted from what follows.
    pub fn kept(self) -> Self {
        Self { keep: true, ..self }
    }
}

/// Draws a piece.
pub struct Pen {
    out: Writer,
    texts: Vec<Placed>,
    /// How far it is filled from the top.
    pub height: f32,
}

impl Pen {
    pub fn new() -> Self {
        Self {
            out: Writer::new(),
            texts: Vec::new(),
            height: 0.0,
        }
    }

    pub fn finish(self) -> Piece {
        Piece {
            svg: self.out.finish(),
            texts: self.texts,
            height: self.height,
            ..Piece::default()
        }
    }

    /// A text on the line whose top is at `y`, shortened where it is wider than its room.
    pub fn text(&mut self, x: f32, y: f32, room: f32, style: Style, said: &str) {
        if said.is_empty() {
            return;
        }
        let said = text::shorten(said, style.size, style.weight, room.max(style.size));
        let base = y + style.size * (LINE - ASCENT - DESCENT) / 2.0 + style.size * ASCENT;
        self.texts.push(Placed {
            rect: text_box(x, base, style, &said),
            text: said.clone(),
        });
        write_text(&mut self.out, x, base, style, &said, &[]);
    }

    /// Lines one below the other from the current height on.
    pub fn lines(&mut self, x: f32, room: f32, style: Style, lines: &[String]) {
        for line in lines {
            self.text(x, self.height, room, style, line);
            self.height += style.size * LINE;
        }
    }

    /// A text in lines from the current height on; two texts side by side.
    pub fn said(&mut self, x: f32, width: f32, style: Style, said: &Said) {
        let texts = said.texts();
        let columns = texts.len().max(1) as f32;
        let room = (width - GUTTER * (columns - 1.0)) / columns;
        let top = self.height;
        let mut lowest = top;
        for (i, text) in texts.iter().enumerate() {
            self.height = top;
            let lines = wrapped(text, style, room, MOST_LINES);
            self.lines(x + i as f32 * (room + GUTTER), room, style, &lines);
            lowest = lowest.max(self.height);
        }
        self.height = lowest;
    }

    pub fn line(&mut self, from: [f32; 2], to: [f32; 2], width: f32, colour: Rgb) {
        write_line(&mut self.out, from, to, width, colour);
    }

    /// A filled rectangle.
    pub fn fill(&mut self, rect: Rect, fill: Rgb, stroke: Option<Rgb>) {
        self.out.element(
            "rect",
            &[
                ("x", number(rect.x)),
                ("y", number(rect.y)),
                ("width", number(rect.w)),
                ("height", number(rect.h)),
                ("fill", fill.to_string()),
                (
                    "stroke",
                    stroke.map_or("none".to_owned(), |s| s.to_string()),
                ),
                ("stroke-width", "0.6".to_owned()),
            ],
        );
    }

    /// The dot before an entry of a list.
    pub fn dot(&mut self, at: [f32; 2]) {
        self.out.element(
            "circle",
            &[
                ("cx", number(at[0])),
                ("cy", number(at[1])),
                ("r", "1.5".to_owned()),
                ("fill", THEME.quiet.to_string()),
            ],
        );
    }

    /// For what draws itself.
    pub fn writer(&mut self) -> &mut Writer {
        &mut self.out
    }
}

/// A text in lines, at most so many, of which the last one is shortened.
pub fn wrapped(said: &str, style: Style, room: f32, most: usize) -> Vec<String> {
    let mut lines = text::wrap(said, style.size, style.weight, room);
    if lines.len() > most {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(text::shorten(&rest, style.size, style.weight, room));
    }
    lines
}

/// A paragraph as a piece.
pub fn paragraph(frame: Frame, style: Style, said: &Said) -> Piece {
    let mut pen = Pen::new();
    pen.said(0.0, frame.width, style, said);
    pen.finish()
}
