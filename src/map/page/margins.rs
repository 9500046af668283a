//! What stands above and below the map.

use super::super::labels::Rect;
use super::super::style::Theme;
use super::super::text;
use super::block::{Align, Block, LINE, Style};
use super::layout::Part;
use super::words::PageWords;

/// What both margins need to know.
struct Margin<'a> {
    words: &'a PageWords,
    theme: &'a Theme,
    unit: f32,
}

/// Title, note and rule.
pub(super) fn header(words: &PageWords, theme: &Theme, unit: f32, width: f32) -> Block {
    Margin { words, theme, unit }.header(width)
}

/// Sources and projection, lines for maker, date and approval, the version.
pub(super) fn footer(
    words: &PageWords,
    theme: &Theme,
    unit: f32,
    width: f32,
    projection: &str,
) -> Block {
    Margin { words, theme, unit }.footer(width, projection)
}

impl Margin<'_> {
    fn header(&self, width: f32) -> Block {
        let mut block = Block::new(Part::Header, width);
        if let Some(above) = self.words.above.as_deref().filter(|t| !t.is_empty()) {
            let style = Style::new(8.5 * self.unit, self.theme.quiet);
            block.paragraph(0.0, width, style, above, 1);
        }
        let title = |size: f32| Style::new(size * self.unit, self.theme.ink).bold();
        let lines = |s: Style| text::wrap(&self.words.title, s.size, s.weight, width).len();
        // On one line if it can be done without shouting less than the rest, else on two.
        let style = [21.0, 19.0, 17.0]
            .into_iter()
            .map(title)
            .find(|s| lines(*s) <= 1);
        let style = style.or_else(|| {
            [18.0, 16.0, 14.0, 12.0]
                .into_iter()
                .map(title)
                .find(|s| lines(*s) <= 2)
        });
        block.paragraph(
            0.0,
            width,
            style.unwrap_or_else(|| title(12.0)),
            &self.words.title,
            2,
        );
        block.space(1.0 * self.unit);
        let note = self.words.note.as_deref().unwrap_or_default();
        let mut room = width;
        if !note.is_empty() {
            let style = Style::new(8.5 * self.unit, self.theme.ink).bold();
            let pad = 5.0 * self.unit;
            let inner = style.width(note).min(width * 0.45);
            let tag = Rect::new(
                width - inner - 2.0 * pad,
                block.height,
                inner + 2.0 * pad,
                style.size * LINE + 2.0 * self.unit,
            );
            block.swatch(tag, self.theme.share[3].to_string(), self.theme.border);
            block.text(
                tag.x + pad,
                tag.y + 1.0 * self.unit,
                inner + 0.5,
                style,
                note,
            );
            room = tag.x - 10.0 * self.unit;
        }
        let before = block.height;
        block.paragraph(
            0.0,
            room,
            Style::new(9.0 * self.unit, self.theme.quiet),
            &self.words.rule,
            4,
        );
        if !note.is_empty() {
            block.height = block
                .height
                .max(before + 8.5 * self.unit * LINE + 3.0 * self.unit);
        }
        block
    }

    fn footer(&self, width: f32, projection: &str) -> Block {
        let mut block = Block::new(Part::Footer, width);
        let quiet = Style::new(7.0 * self.unit, self.theme.quiet);
        // Lines to be filled in by hand stand in one row at the right; the sources take what is left, or lines of their own.
        let (rule, between) = (58.0 * self.unit, 10.0 * self.unit);
        let slots = [&self.words.maker, &self.words.date, &self.words.approval];
        let slot = |label: &str| quiet.width(label) + 3.0 * self.unit + rule;
        let all: f32 = slots.iter().map(|s| slot(s) + between).sum::<f32>() - between;
        let beside = all <= width * 0.58;
        let room = if beside {
            width - all - 2.0 * between
        } else {
            width
        };
        block.paragraph(0.0, room, quiet, &self.words.sources, 3);
        let first = if beside { 0.0 } else { block.height };
        let mut x = (width - all).max(0.0);
        let mut y = first;
        for label in slots {
            if x + slot(label) > width + 0.5 {
                (x, y) = (0.0, y + quiet.size * LINE + 3.0 * self.unit);
            }
            block.text(x, y, slot(label), quiet, label);
            let from = x + quiet.width(label) + 3.0 * self.unit;
            let base = y + quiet.size * LINE - 1.0 * self.unit;
            block.line([from, base], [from + rule, base], 0.5, self.theme.quiet);
            x += slot(label) + between;
        }
        block.height = block.height.max(y + quiet.size * LINE) + 1.0 * self.unit;
        let (version, top) = (quiet.width(&self.words.version), block.height);
        block.text(
            width,
            top,
            version + 1.0,
            quiet.align(Align::Right),
            &self.words.version,
        );
        let room = width - version - 2.0 * between;
        block.paragraph(0.0, room, quiet, projection, 2);
        block.height = block.height.max(top + quiet.size * LINE);
        block
    }
}
