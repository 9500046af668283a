//! What stands beside the map: the answer, the key to the marks, the worst districts.

use std::ops::Range;

use super::super::crowd::Crowd;
use super::super::drawn::FIRST_BEYOND;
use super::super::labels::Rect;
use super::super::mark::MarkKind;
use super::super::report::Chart;
use super::super::scene::{FacilityState, LegendTier, Scene, Symbol};
use super::super::style::{REACH_FILL, REACH_OUTLINE, Rgb, Theme};
use super::block::{Align, Block, LINE, Style};
use super::layout::{Part, Shown};
use super::words::{ListWords, PageWords, TierWords, Tone};
use crate::model::Status;
use crate::model::look::LayerKind;

/// What all blocks of the column share.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    pub scene: &'a Scene,
    pub shown: &'a Shown<'a>,
    pub words: &'a PageWords,
    pub theme: &'a Theme,
    /// Points per design unit: larger on larger paper, smaller where space is short.
    pub unit: f32,
    /// How much larger than in the scene marks are on this paper.
    pub marks: f32,
    /// How the marks share the map's room; `None` while that is not known yet.
    pub crowd: Option<&'a Crowd>,
}

/// The height of a chart, design units.
const CHART: f32 = 62.0;
/// Name of the pattern of districts without a share in the key.
pub const KEY_HATCH: &str = "hatch";

impl Sheet<'_> {
    fn body(&self) -> Style {
        Style::new(8.0 * self.unit, self.theme.ink)
    }

    fn quiet(&self) -> Style {
        Style::new(7.0 * self.unit, self.theme.quiet)
    }

    fn heading(&self, block: &mut Block, text: &str) {
        let style = Style::new(8.0 * self.unit, self.theme.ink).bold();
        block.paragraph(0.0, block.width, style, text, 3);
        block.space(2.5 * self.unit);
    }

    /// Width of the column in which marks stand.
    fn gutter(&self) -> f32 {
        20.0 * self.unit
    }

    /// The answer.
    pub fn answer(&self, width: f32) -> Block {
        let mut block = Block::new(Part::Answer, width);
        let colour = match self.words.tone {
            Tone::Gap => self.theme.gap_text,
            Tone::Good => self.theme.navy,
            Tone::Neutral => self.theme.ink,
        };
        let room = |size: f32| Style::new(size * self.unit, colour).bold();
        // The number is as large as fits on one line, down to the size of a heading.
        let large = [22.0, 20.0, 18.0, 16.0, 14.0, 12.0]
            .into_iter()
            .map(room)
            .find(|s| s.width(&self.words.headline) <= width)
            .unwrap_or_else(|| room(12.0));
        block.paragraph(0.0, width, large, &self.words.headline, 3);
        if !self.words.headline_detail.is_empty() {
            block.paragraph(0.0, width, room(10.5), &self.words.headline_detail, 3);
        }
        if !self.words.context.is_empty() {
            block.space(2.0 * self.unit);
            block.paragraph(0.0, width, self.quiet(), &self.words.context, 5);
        }
        block
    }

    /// Key figures, one a row: what at the left, how much at the right.
    pub fn figures(&self, width: f32, figures: &[(String, String)]) -> Block {
        let mut block = Block::new(Part::Figures, width);
        let style = self.body();
        for (name, value) in figures {
            let top = block.height;
            block.line([0.0, top], [width, top], 0.5, self.theme.hairline);
            block.space(1.2 * self.unit);
            let quiet = Style {
                colour: self.theme.quiet,
                ..style
            };
            let between = 6.0 * self.unit;
            let most = style.width(value);
            if quiet.width(name) + between + most <= width {
                let top = block.height;
                block.text(width, top, most + 1.0, style.align(Align::Right), value);
                block.paragraph(0.0, width - most - between, quiet, name, 1);
            } else {
                // What does not fit beside its name stands below it.
                block.paragraph(0.0, width, quiet, name, 2);
                block.paragraph(0.0, width, style, value, 2);
            }
            block.space(1.2 * self.unit);
        }
        block
    }

    /// A chart below its caption; `None` where it has no bars.
    pub fn chart(&self, width: f32, chart: &Chart) -> Option<Block> {
        if chart.bars.is_empty() {
            return None;
        }
        let mut block = Block::new(Part::Chart, width);
        self.heading(&mut block, &chart.caption.text.joined());
        let rect = Rect::new(0.0, block.height, width, CHART * self.unit);
        block.chart(rect, chart, 5.6 * self.unit);
        block.space(rect.h);
        Some(block)
    }

    /// One row: a mark in the gutter, a name, a count at the right edge.
    fn row(&self, block: &mut Block, name: &str, count: &str) -> f32 {
        let style = self.body();
        let top = block.height;
        let count_width = style.width(count);
        let room = block.width - self.gutter() - count_width - 6.0 * self.unit;
        block.text(
            block.width,
            top,
            count_width,
            style.align(Align::Right),
            count,
        );
        block.paragraph(self.gutter(), room, style, name, 2);
        block.space(1.5 * self.unit);
        top + style.size * LINE / 2.0
    }

    /// The key to villages and the area within reach; `None` where neither is drawn.
    pub fn villages(&self, width: f32) -> Option<Block> {
        let (legend, words) = (&self.scene.legend, &self.words.key);
        let any = legend.villages.iter().any(|n| *n > 0);
        let reach = !self.scene.reach.is_empty()
            && !self.scene.is_by_rule()
            && self.shown.has(LayerKind::Reach);
        if !any && !reach {
            return None;
        }
        let mut block = Block::new(Part::VillageKey, width);
        self.heading(&mut block, &words.villages);
        if any {
            self.statuses(&mut block);
            let quiet = self.theme.quiet;
            self.note(&mut block, words.distance_note.as_deref(), quiet);
            // Gaps that are not drawn must not be overlooked.
            let colour = if legend.hidden.gaps > 0 {
                self.theme.gap_text
            } else {
                quiet
            };
            self.note(&mut block, words.hidden_villages.as_deref(), colour);
        }
        if reach {
            let y = self.row(&mut block, &words.reach, "");
            let (w, h) = (14.0 * self.unit, 7.5 * self.unit);
            let strength = self.shown.look.opacity(LayerKind::Reach);
            let over = |opacity: f32| self.theme.reach.over(self.theme.ground, opacity * strength);
            block.swatch(
                Rect::new(self.gutter() / 2.0 - w / 2.0, y - h / 2.0, w, h),
                over(REACH_FILL).to_string(),
                over(REACH_OUTLINE),
            );
        }
        Some(block)
    }

    /// Gaps first, and always; then what occurs, as far as its layer is drawn.
    fn statuses(&self, block: &mut Block) {
        let (legend, words) = (&self.scene.legend, &self.words.key);
        let villages = self.shown.has(LayerKind::Villages);
        let classes = |classes: Range<u8>, block: &mut Block| {
            for class in classes {
                let Some((name, count)) = words.distances.get(usize::from(class)) else {
                    continue;
                };
                let y = self.row(block, name, count);
                let radius = if class < FIRST_BEYOND { 1.6 } else { 3.0 };
                let at = [self.gutter() / 2.0, y];
                block.mark(at, MarkKind::Distance(class), radius * self.unit);
            }
        };
        for (slot, status) in [
            (2, Status::Gap),
            (1, Status::Borderline),
            (0, Status::Covered),
            (3, Status::Unknown),
        ] {
            let hidden = legend.villages[slot] == 0 || !villages;
            // A rule that is not about villages says nothing of them.
            let rule = legend.shown.as_ref().and_then(|s| s.rule.as_ref());
            let speaks = rule.is_none_or(|rule| !rule.villages.is_empty());
            if hidden && (status != Status::Gap || !speaks) {
                continue;
            }
            if legend.distances.is_some() && status == Status::Covered {
                classes(0..FIRST_BEYOND, block);
                continue;
            }
            let radius = match status {
                Status::Gap => 3.4,
                Status::Borderline => 3.0,
                Status::Covered => 1.3,
                Status::Unknown => 2.2,
            };
            let beside = words.not_asked.as_ref();
            let beside = beside.filter(|_| status == Status::Covered);
            for (name, count) in std::iter::once(&words.statuses[slot]).chain(beside) {
                let y = self.row(block, name, count);
                let at = [self.gutter() / 2.0, y];
                block.mark(at, MarkKind::Village(status), radius * self.unit);
            }
            if status == Status::Gap {
                self.gap_sizes(block);
                if legend.distances.is_some() {
                    classes(FIRST_BEYOND..words.distances.len() as u8, block);
                }
            }
        }
    }

    /// A quiet sentence below the rows of a key.
    fn note(&self, block: &mut Block, text: Option<&str>, colour: Rgb) {
        if let Some(text) = text {
            let style = Style {
                colour,
                ..self.quiet()
            };
            block.paragraph(self.gutter(), block.width - self.gutter(), style, text, 4);
            block.space(2.0 * self.unit);
        }
    }

    /// Round numbers of people with their marks, side by side.
    fn gap_sizes(&self, block: &mut Block) {
        let larger = self.shown.sizes.villages;
        let usual = || {
            let sizes = self.scene.legend.gap_sizes.iter();
            sizes.map(|(people, r)| (*people, r * larger)).collect()
        };
        let sizes: Vec<(f64, f32)> = self
            .crowd
            .map_or_else(usual, |crowd| crowd.gap_sizes(self.scene));
        let Some(largest) = sizes.first().map(|(_, radius)| *radius) else {
            return;
        };
        let style = self.quiet();
        let height = (2.0 * largest * self.marks + 2.0 * self.unit).max(style.size * LINE);
        let y = block.height + height / 2.0;
        let mut x = self.gutter();
        for (people, radius) in &sizes {
            let numbers = &self.words.key.round_numbers;
            let text = numbers.iter().find(|(n, _)| (n - people).abs() < 0.5);
            let text = text.map_or_else(|| format!("{people:.0}"), |(_, text)| text.clone());
            let (radius, text) = (radius * self.marks, text.as_str());
            let needed = 2.0 * radius + 3.0 * self.unit + style.width(text);
            if x + needed > block.width {
                break;
            }
            block.mark([x + radius, y], MarkKind::Village(Status::Gap), radius);
            x += 2.0 * radius + 3.0 * self.unit;
            block.text(
                x,
                y - style.size * LINE / 2.0,
                style.width(text) + 1.0,
                style,
                text,
            );
            x += style.width(text) + 8.0 * self.unit;
        }
        let unit = &self.words.key.gap_sizes_unit;
        if x + style.width(unit) <= block.width {
            block.text(
                x - 4.0 * self.unit,
                y - style.size * LINE / 2.0,
                style.width(unit) + 1.0,
                style,
                unit,
            );
        }
        block.space(height + 3.0 * self.unit);
        let merged = |c: &Crowd| c.gaps.iter().any(|g| g.villages > 1);
        if self.crowd.is_some_and(merged) {
            let colour = self.theme.quiet;
            self.note(block, Some(&self.words.key.merged), colour);
        }
    }

    /// The key to the facilities, at most `most` tiers of it; `None` without facilities.
    pub fn facilities(&self, width: f32, most: usize) -> Option<Block> {
        let (all, words) = (&self.scene.legend.tiers, &self.words.key);
        let tiers: Vec<(&LegendTier, &TierWords)> = all
            .iter()
            .zip(&words.tiers)
            .filter(|(tier, _)| !self.shown.hidden_tiers.contains(&tier.tier))
            .collect();
        if tiers.is_empty() || !self.shown.has(LayerKind::Facilities) {
            return None;
        }
        let mut block = Block::new(Part::FacilityKey, width);
        let (style, quiet) = (self.body(), self.quiet());
        let widest = |head: &str, of: &dyn Fn(&TierWords) -> f32| {
            let texts = tiers.iter().map(|(_, text)| of(text));
            texts.fold(quiet.width(head), f32::max).min(width * 0.25)
        };
        let counts = widest(&words.count, &|text| style.width(&text.count));
        let radii = widest(&words.radius, &|text| style.width(&text.radius));
        let (right, middle) = (width, width - counts - 8.0 * self.unit);
        let room = middle - radii - 6.0 * self.unit;
        let top = block.height;
        block.paragraph(
            0.0,
            room,
            Style::new(8.0 * self.unit, self.theme.ink).bold(),
            &words.facilities,
            2,
        );
        block.text(right, top, counts, quiet.align(Align::Right), &words.count);
        block.text(middle, top, radii, quiet.align(Align::Right), &words.radius);
        block.space(2.5 * self.unit);
        for (tier, text) in tiers.iter().take(most) {
            let top = block.height;
            let y = top + style.size * LINE / 2.0;
            let state = if tier.reach.is_some() || self.scene.is_by_rule() {
                FacilityState::Serving
            } else {
                FacilityState::Idle
            };
            // Small marks are shown a little larger than on the map, to be recognised.
            let larger = self.shown.sizes.facilities;
            let radius = tier.radius * larger * self.marks;
            let radius = radius.clamp(2.4 * self.unit, 5.0 * self.unit);
            let ring = self.shown.look.facilities.outline;
            let kind = MarkKind::facility(tier.symbol, state, ring);
            block.mark([self.gutter() / 2.0, y], kind, radius);
            block.text(right, top, counts, style.align(Align::Right), &text.count);
            block.text(middle, top, radii, style.align(Align::Right), &text.radius);
            block.paragraph(self.gutter(), room - self.gutter(), style, &text.name, 3);
            if self.crowd.is_some_and(|c| c.waiting.contains(&tier.tier)) {
                let note = &words.waiting;
                block.paragraph(self.gutter(), width - self.gutter(), quiet, note, 2);
            }
            block.space(1.5 * self.unit);
        }
        if tiers.len() > most {
            block.paragraph(self.gutter(), room, quiet, "…", 1);
        }
        self.verdicts(
            &mut block,
            tiers.first().map_or(Symbol::Square, |(t, _)| t.symbol),
        );
        self.links(&mut block);
        self.note(&mut block, words.hidden_facilities.as_deref(), quiet.colour);
        Some(block)
    }

    /// The key to the fills of districts; `None` without districts.
    pub fn shares(&self, width: f32) -> Option<Block> {
        let (legend, words) = (&self.scene.legend, &self.words.key);
        if legend.share_classes.is_empty() || !self.shown.has(LayerKind::Districts) {
            return None;
        }
        let mut block = Block::new(Part::ShareKey, width);
        self.heading(&mut block, &words.shares);
        if !words.fills.is_empty() {
            self.fills(&mut block);
            self.note(
                &mut block,
                words.hidden_districts.as_deref(),
                self.quiet().colour,
            );
            return Some(block);
        }
        let (style, quiet) = (Style::new(7.0 * self.unit, self.theme.ink), self.quiet());
        let last = words.share_bounds.last().map_or(0.0, |t| quiet.width(t));
        // The last number is centred under the end of the bar, with its unit behind it.
        let bar = width - last / 2.0 - 1.0;
        let (step, height) = (bar / legend.share_classes.len() as f32, 12.0 * self.unit);
        let classes = legend.share_classes.len();
        for i in 0..classes {
            let scale = self.shown.look.districts.scale;
            let colour = self.theme.share_of(scale, i as u8, classes);
            let x = i as f32 * step;
            block.swatch(
                Rect::new(x, block.height, step, height),
                colour.to_string(),
                self.theme.border,
            );
            if let Some(count) = words.share_counts.get(i) {
                let y = block.height + (height - style.size * LINE) / 2.0;
                block.text(
                    x + step / 2.0,
                    y,
                    step - 1.0,
                    style.align(Align::Middle),
                    count,
                );
            }
        }
        block.space(height + 1.0 * self.unit);
        let top = block.height;
        for (i, bound) in words.share_bounds.iter().enumerate() {
            let x = (i + 1) as f32 * step;
            block.text(x, top, step, quiet.align(Align::Middle), bound);
        }
        block.space(quiet.size * LINE);
        if legend.districts_without_share > 0 {
            block.space(3.0 * self.unit);
            let y = self.row(&mut block, &words.no_share, "");
            let (w, h) = (14.0 * self.unit, 7.5 * self.unit);
            block.swatch(
                Rect::new(self.gutter() / 2.0 - w / 2.0, y - h / 2.0, w, h),
                format!("url(#{KEY_HATCH})"),
                self.theme.border,
            );
        }
        self.note(&mut block, words.hidden_districts.as_deref(), quiet.colour);
        Some(block)
    }

    /// The fills by a rule or a network: a row each.
    fn fills(&self, block: &mut Block) {
        let words = &self.words.key;
        let by = self.scene.fills(self.shown.look.districts.scale);
        let (w, h) = (14.0 * self.unit, 7.5 * self.unit);
        let swatch = |block: &mut Block, (name, count): &(String, String), fill: String| {
            let y = self.row(block, name, count);
            let at = Rect::new(self.gutter() / 2.0 - w / 2.0, y - h / 2.0, w, h);
            block.swatch(at, fill, self.theme.border);
        };
        let there = words.fills.iter().enumerate();
        for (i, row) in there.filter_map(|(i, row)| Some((i, row.as_ref()?))) {
            let fill = self.theme.fill_of(by, i as u8, words.fills.len());
            swatch(block, row, fill.to_string());
        }
        if let Some(row) = &words.no_fill {
            swatch(block, row, format!("url(#{KEY_HATCH})"));
        }
    }

    /// What the marks of facilities say of a rule.
    fn verdicts(&self, block: &mut Block, symbol: Symbol) {
        let ring = self.shown.look.facilities.outline;
        for (state, (name, count)) in &self.words.key.verdicts {
            let y = self.row(block, name, count);
            let kind = MarkKind::facility(symbol, *state, ring);
            block.mark([self.gutter() / 2.0, y], kind, 3.0 * self.unit);
        }
    }

    /// The lines of a network below the facilities.
    fn links(&self, block: &mut Block) {
        let Some(rows) = &self.words.key.links else {
            return;
        };
        for ((name, count), wrong) in rows.iter().zip([false, true]) {
            if wrong && count == "0" {
                continue;
            }
            let y = self.row(block, name, count);
            let (from, to) = (1.0 * self.unit, self.gutter() - 5.0 * self.unit);
            let (width, ink) = if wrong {
                (1.6, self.theme.gap)
            } else {
                (1.0, self.theme.navy)
            };
            block.line([from, y], [to, y], width * self.unit, ink);
        }
    }

    /// The worst, as many rows as fit into `height`; `None` where fewer than `least` rows do.
    pub fn list(&self, width: f32, height: f32, least: usize) -> Option<Block> {
        let list: &ListWords = self.words.list.as_ref()?;
        let mut block = Block::new(Part::List, width);
        self.heading(&mut block, &list.heading);
        let (style, quiet) = (self.body(), self.quiet());
        let step = style.size * LINE + 2.0 * self.unit;
        let head = quiet.size * LINE + 1.5 * self.unit;
        let fit = ((height - block.height - head) / step).floor().max(0.0) as usize;
        let rows = &list.rows[..list.rows.len().min(fit)];
        if rows.is_empty() || rows.len() < least.min(list.rows.len()) {
            return None;
        }
        let column = |i: usize| {
            rows.iter()
                .map(|r| style.width(&r[i]))
                .fold(quiet.width(&list.columns[i]), f32::max)
                .min(width * 0.32)
        };
        let (last, second) = (column(2), column(1));
        let edges = [width - last - 10.0 * self.unit, width];
        let room = edges[0] - second - 6.0 * self.unit;
        let top = block.height;
        block.text(0.0, top, room, quiet, &list.columns[0]);
        block.text(
            edges[0],
            top,
            second,
            quiet.align(Align::Right),
            &list.columns[1],
        );
        block.text(
            edges[1],
            top,
            last,
            quiet.align(Align::Right),
            &list.columns[2],
        );
        block.space(head);
        for row in rows {
            let top = block.height;
            block.line([0.0, top], [width, top], 0.5, self.theme.hairline);
            let y = top + 1.0 * self.unit;
            block.text(0.0, y, room, style, &row[0]);
            let strong = Style {
                colour: self.theme.gap_text,
                ..style
            };
            block.text(edges[0], y, second, strong.align(Align::Right), &row[1]);
            block.text(edges[1], y, last, style.align(Align::Right), &row[2]);
            block.space(step);
            block.rows += 1;
        }
        Some(block)
    }
}
