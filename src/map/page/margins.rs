//! What stands above and below the map.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::labels::Rect;
use super::super::style::Theme;
use super::super::text;
use super::block::{Align, Block, LINE, Style};
use super::layout::Part;
use super::words::PageWords;
use crate::model::LogoKind;

/// The box of the logo, design units; a square one is as high as title and rule together.
const LOGO: [f32; 2] = [84.0, 38.0];

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
        let width = width - self.logo(&mut block);
        let above = [&self.words.organisation, &self.words.above];
        let above: Vec<&str> = above.into_iter().flatten().map(String::as_str).collect();
        let above: Vec<&str> = above.into_iter().filter(|t| !t.is_empty()).collect();
        if !above.is_empty() {
            let style = Style::new(8.5 * self.unit, self.theme.quiet);
            block.paragraph(0.0, width, style, &above.join(" · "), 1);
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
        if let Some(subtitle) = &self.words.subtitle {
            let style = Style::new(11.0 * self.unit, self.theme.ink);
            block.paragraph(0.0, width, style, subtitle, 2);
        }
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
        if self.words.logo.is_some() {
            block.height = block.height.max(LOGO[1] * self.unit);
        }
        block
    }

    /// Puts the logo into the upper right corner; how much of the width it takes.
    fn logo(&self, block: &mut Block) -> f32 {
        let Some(logo) = &self.words.logo else {
            return 0.0;
        };
        let [w, h] = LOGO.map(|s| s * self.unit);
        let kind = match logo.kind {
            LogoKind::Png => "png",
            LogoKind::Svg => "svg+xml",
        };
        let href = format!("data:image/{kind};base64,{}", STANDARD.encode(&*logo.bytes));
        let rect = Rect::new(block.width - w, 0.0, w, h);
        block.image(rect, href);
        w + 10.0 * self.unit
    }

    fn footer(&self, width: f32, projection: &str) -> Block {
        let mut block = Block::new(Part::Footer, width);
        let quiet = Style::new(7.0 * self.unit, self.theme.quiet);
        // What is signed stands in one row at the right; the sources take what is left, or lines of their own.
        let (rule, between) = (58.0 * self.unit, 10.0 * self.unit);
        let ink = Style::new(7.0 * self.unit, self.theme.ink);
        let words = self.words;
        let slots = [
            (&words.maker, &words.maker_name),
            (&words.date, &words.date_given),
            (&words.approval, &words.approval_number),
        ];
        // A name that is known is printed; without one there is a line to be filled in by hand.
        let filled = |value: &Option<String>| match value {
            Some(value) => ink.width(value).min(width * 0.3) + 0.5,
            None => rule,
        };
        let slot = |(label, value): (&String, &Option<String>)| {
            quiet.width(label) + 3.0 * self.unit + filled(value)
        };
        let all: f32 = slots.iter().map(|s| slot(*s) + between).sum::<f32>() - between;
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
        for (label, value) in slots {
            let whole = slot((label, value));
            if x > 0.0 && x + whole > width + 0.5 {
                (x, y) = (0.0, y + quiet.size * LINE + 3.0 * self.unit);
            }
            block.text(x, y, quiet.width(label) + 0.5, quiet, label);
            let from = x + quiet.width(label) + 3.0 * self.unit;
            if let Some(value) = value {
                block.text(from, y, filled(&Some(value.clone())), ink, value);
            } else {
                let base = y + quiet.size * LINE - 1.0 * self.unit;
                block.line([from, base], [from + rule, base], 0.5, self.theme.quiet);
            }
            x += whole + between;
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
