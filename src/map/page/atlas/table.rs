//! A sheet full of rows: as many columns of rows side by side as the paper is wide, each with its head.

use std::ops::Range;

use super::super::super::labels::Rect;
use super::super::super::style::Theme;
use super::super::PageSpec;
use super::super::block::{Align, Block, LINE, Style};
use super::super::layout::{Page, Part, margin};
use super::super::margins;
use super::super::sheet;
use super::super::words::PageWords;

/// How the columns of a table are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    /// The width of each column as a share of the table's.
    widths: &'static [f32],
    /// Which columns hold words, and stand at their left.
    words: &'static [usize],
    /// Which column tells the gap, in its colour.
    strong: usize,
    /// The least width of the whole table, design units.
    least: f32,
}

/// Districts: name, villages, of them beyond reach, people, of them beyond reach, share within reach, page.
pub(super) const DISTRICTS: Set = Set {
    widths: &[0.30, 0.11, 0.13, 0.13, 0.14, 0.12, 0.07],
    words: &[0],
    strong: 4,
    least: 340.0,
};
/// Villages: name, people, nearest facility, distance, beyond reach by.
pub(super) const GAPS: Set = Set {
    widths: &[0.30, 0.13, 0.31, 0.13, 0.13],
    words: &[0, 2],
    strong: 4,
    least: 340.0,
};

/// Between tables side by side, design units.
const GUTTER: f32 = 22.0;

/// The rows with what is needed to set them.
pub(super) struct Table {
    theme: Theme,
    unit: f32,
    margin: f32,
    size: [f32; 2],
    words: PageWords,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    set: Set,
}

impl Table {
    pub fn new(
        spec: &PageSpec,
        words: PageWords,
        heads: &[String],
        rows: Vec<Vec<String>>,
        set: Set,
    ) -> Self {
        Self {
            theme: spec.theme,
            unit: sheet::unit(spec),
            margin: margin(spec),
            size: spec.points(),
            words,
            heads: heads.to_vec(),
            rows,
            set,
        }
    }

    fn body(&self) -> Style {
        Style::new(7.6 * self.unit, self.theme.ink)
    }

    fn step(&self) -> f32 {
        self.body().size * LINE + 2.2 * self.unit
    }

    /// The height of a head: its texts may take two lines.
    fn head(&self) -> f32 {
        2.0 * 6.8 * self.unit * LINE + 2.0 * self.unit
    }

    /// The widths and number of tables side by side.
    fn across(&self) -> (usize, f32) {
        let (width, gutter) = (self.wide(), GUTTER * self.unit);
        let count = ((width + gutter) / (self.set.least * self.unit + gutter)).floor();
        let count = count.max(1.0);
        (count as usize, (width - (count - 1.0) * gutter) / count)
    }

    fn header(&self) -> Block {
        margins::header(&self.words, &self.theme, self.unit, self.wide())
    }

    fn footer(&self) -> Block {
        margins::footer(&self.words, &self.theme, self.unit, self.wide(), "")
    }

    fn wide(&self) -> f32 {
        self.size[0] - 2.0 * self.margin
    }

    /// Where the rows begin and where they end at the latest.
    fn room(&self) -> [f32; 2] {
        let top = self.margin + self.header().height + 8.0 * self.unit;
        let bottom = self.size[1] - self.margin - self.footer().height - 8.0 * self.unit;
        [top, bottom]
    }

    fn rows_high(&self) -> usize {
        let [top, bottom] = self.room();
        (((bottom - top - self.head()) / self.step()).floor() as usize).max(1)
    }

    /// The rows of each sheet.
    pub fn divide(&self, rows: usize) -> Vec<Range<usize>> {
        let each = self.rows_high() * self.across().0;
        let starts = (0..rows).step_by(each);
        starts.map(|from| from..(from + each).min(rows)).collect()
    }

    /// The sheet with these rows.
    pub fn draw(&self, spec: &PageSpec) -> Page {
        let mut out = sheet::begin(spec, &self.words, None, None);
        let mut texts = Vec::new();
        let mut parts = Vec::new();
        let (header, footer) = (self.header(), self.footer());
        let top = self.room()[0];
        let bottom = self.size[1] - self.margin - footer.height;
        let (count, across) = self.across();
        let high = self.rows_high();
        let mut blocks = vec![
            ([self.margin, self.margin], header),
            ([self.margin, bottom], footer),
        ];
        for (i, rows) in self.rows.chunks(high).take(count).enumerate() {
            let x = self.margin + i as f32 * (across + GUTTER * self.unit);
            blocks.push(([x, top], self.block(across, rows)));
        }
        for (at, block) in &blocks {
            block.put(&mut out, &self.theme, *at, &mut texts);
            parts.push((
                block.part,
                Rect::new(at[0], at[1], block.width, block.height),
            ));
        }
        super::placed(texts, out.finish(), parts)
    }

    fn block(&self, width: f32, rows: &[Vec<String>]) -> Block {
        let mut block = Block::new(Part::List, width);
        let quiet = Style::new(6.8 * self.unit, self.theme.quiet);
        let gap = 5.0 * self.unit;
        let mut edges = Vec::new();
        let mut left = 0.0;
        for (i, share) in self.set.widths.iter().enumerate() {
            let right = left + share * width;
            let words = self.set.words.contains(&i);
            let room = right - left - gap;
            // Words that follow numbers keep a distance from them.
            let indent = if words && i > 0 { 2.0 * gap } else { 0.0 };
            let x = if words { left + indent } else { right };
            edges.push((x, room - indent, words));
            left = right;
        }
        let align =
            |style: Style, words: bool| style.align(if words { Align::Left } else { Align::Right });
        for ((x, room, words), head) in edges.iter().zip(&self.heads) {
            let lines = super::super::super::text::wrap(head, quiet.size, quiet.weight, *room);
            let lines: Vec<_> = lines.into_iter().take(2).collect();
            for (n, line) in lines.iter().enumerate() {
                let up = (lines.len() - n) as f32 * quiet.size * LINE;
                let y = self.head() - 2.0 * self.unit - up;
                block.text(*x, y, *room, align(quiet, *words), line);
            }
        }
        block.space(self.head());
        for row in rows {
            let top = block.height;
            block.line([0.0, top], [width, top], 0.5, self.theme.hairline);
            let y = top + 1.1 * self.unit;
            for (i, ((x, room, words), cell)) in edges.iter().zip(row).enumerate() {
                let mut style = align(self.body(), *words);
                if i == self.set.strong && cell != "0" {
                    style.colour = self.theme.gap_text;
                }
                block.text(*x, y, *room, style, cell);
            }
            block.space(self.step());
            block.rows += 1;
        }
        block
    }
}
