//! The cover: what it is and what it found, beside a map of all without names.

use super::super::super::labels::Rect;
use super::super::super::text;
use super::super::block::{Block, Style};
use super::super::layout::{Layout, Page, Part, margin};
use super::super::margins;
use super::super::sheet;
use super::super::words::{PageWords, Tone};
use super::Atlas;
use crate::model::look::{LayerKind, LookChange};

pub(super) fn draw(atlas: &Atlas<'_>, words: &PageWords) -> Page {
    let spec = &atlas.spec;
    let (unit, margin, theme) = (sheet::unit(spec), margin(spec), &spec.theme);
    let [width, height] = spec.points();
    let inner = Rect::new(margin, margin, width - 2.0 * margin, height - 2.0 * margin);
    let footer = margins::footer(words, theme, unit, inner.w, "");
    let body = inner.h - footer.height - 10.0 * unit;
    let (frame, column) = if spec.landscape {
        let map = Rect::new(inner.x + inner.w * 0.42, inner.y, inner.w * 0.58, body);
        (map, inner.w * 0.38)
    } else {
        let map = Rect::new(inner.x, inner.y + body * 0.45, inner.w, body * 0.55);
        (map, inner.w)
    };
    let block = column_of(atlas, words, column);
    let look = atlas.look.after(LookChange::Show(LayerKind::Labels, false));
    let mut out = sheet::begin(spec, words, Some(frame), None);
    let mut texts = Vec::new();
    let mut layout = Layout::new(atlas.scene, &look, spec, words, None);
    layout.bare_map(frame, &mut out, &mut texts);
    let top = if spec.landscape {
        // A third of the way down, where the eye begins.
        inner.y + ((body - block.height) * 0.4).max(0.0)
    } else {
        inner.y + ((body * 0.42 - block.height) * 0.5).max(0.0)
    };
    let mut parts = vec![(Part::Frame, frame)];
    let footer_at = [inner.x, inner.bottom() - footer.height];
    for (at, block) in [([inner.x, top], &block), (footer_at, &footer)] {
        block.put(&mut out, theme, at, &mut texts);
        parts.push((
            block.part,
            Rect::new(at[0], at[1], block.width, block.height),
        ));
    }
    super::placed(texts, out.finish(), parts)
}

fn column_of(atlas: &Atlas<'_>, words: &PageWords, width: f32) -> Block {
    let (unit, theme) = (sheet::unit(&atlas.spec), &atlas.spec.theme);
    let mut block = Block::new(Part::Header, width);
    let style = |size: f32, colour| Style::new(size * unit, colour);
    let above = words.organisation.as_deref().unwrap_or_default();
    if !above.is_empty() {
        block.paragraph(0.0, width, style(11.0, theme.quiet), above, 2);
        block.space(6.0 * unit);
    }
    // As large as it can be on four lines.
    let title = |size: f32| style(size, theme.ink).bold();
    let lines = |s: &Style| text::wrap(&words.title, s.size, s.weight, width).len();
    let large = [32.0, 28.0, 24.0, 20.0, 16.0].into_iter().map(title);
    let large = large
        .clone()
        .find(|s| lines(s) <= 4)
        .unwrap_or_else(|| title(16.0));
    block.paragraph(0.0, width, large, &words.title, 6);
    block.space(4.0 * unit);
    if let Some(subtitle) = &words.subtitle {
        block.paragraph(0.0, width, style(14.0, theme.ink), subtitle, 3);
    }
    block.paragraph(0.0, width, style(12.0, theme.quiet), &atlas.words.kind, 2);
    block.space(18.0 * unit);
    let colour = match words.tone {
        Tone::Gap => theme.gap_text,
        Tone::Good => theme.navy,
        Tone::Neutral => theme.ink,
    };
    block.paragraph(0.0, width, style(24.0, colour).bold(), &words.headline, 3);
    if !words.headline_detail.is_empty() {
        let detail = style(13.0, colour).bold();
        block.paragraph(0.0, width, detail, &words.headline_detail, 3);
    }
    block.space(4.0 * unit);
    block.paragraph(0.0, width, style(9.0, theme.quiet), &words.context, 6);
    block.space(12.0 * unit);
    block.paragraph(0.0, width, style(9.0, theme.ink), &words.rule, 8);
    if let Some(note) = &words.note {
        block.space(10.0 * unit);
        block.paragraph(0.0, width, style(9.0, theme.ink).bold(), note, 4);
    }
    block
}
