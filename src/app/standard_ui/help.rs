//! How standards are written, in the language of the window: the project's own documentation, laid out for reading.

use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Align, FontFamily, FontId, Layout, RichText, ScrollArea, TextFormat, Ui};

use super::super::state::State;
use super::super::theme::{self, BODY, regular, strong};
use crate::i18n::Lang;

const ENGLISH: &str = include_str!("../../../docs/standards.md");
const CHINESE: &str = include_str!("../../../docs/standards.zh-CN.md");

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
enum Block {
    Heading(usize, String),
    Text(String),
    Item(String),
    Code(String),
    Table(Vec<Vec<String>>),
}

/// The pieces of a page in Markdown, as far as the documentation uses it.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut code: Option<String> = None;
    for line in text.lines() {
        if let Some(inner) = &mut code {
            if line.trim_start().starts_with("```") {
                blocks.push(Block::Code(std::mem::take(inner)));
                code = None;
            } else {
                inner.push_str(line);
                inner.push('\n');
            }
            continue;
        }
        let plain = line.trim();
        if plain.starts_with("```") {
            code = Some(String::new());
        } else if plain.starts_with('#') {
            let level = plain.bytes().take_while(|b| *b == b'#').count();
            blocks.push(Block::Heading(level, plain[level..].trim().to_owned()));
        } else if plain.starts_with('|') {
            let cells = plain.trim_matches('|').split('|');
            let cells: Vec<String> = cells.map(|c| c.trim().to_owned()).collect();
            let is_rule = cells
                .iter()
                .all(|c| c.chars().all(|c| matches!(c, '-' | ':')));
            match blocks.last_mut() {
                Some(Block::Table(_)) if is_rule => {}
                Some(Block::Table(rows)) => rows.push(cells),
                _ => blocks.push(Block::Table(vec![cells])),
            }
        } else if let Some(item) = plain
            .strip_prefix("- ")
            .or_else(|| plain.strip_prefix("* "))
        {
            blocks.push(Block::Item(item.to_owned()));
        } else if plain.is_empty() {
            blocks.push(Block::Text(String::new()));
        } else {
            match blocks.last_mut() {
                Some(Block::Text(text) | Block::Item(text)) if !text.is_empty() => {
                    text.push(' ');
                    text.push_str(plain);
                }
                _ => blocks.push(Block::Text(plain.to_owned())),
            }
        }
    }
    blocks.retain(|b| *b != Block::Text(String::new()));
    blocks
}

/// A text with its `code` and **strong** words told apart; of links the words alone.
fn rich(ui: &Ui, text: &str, width: f32) -> LayoutJob {
    let p = theme::of(ui);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mono = FontId::new(BODY - 0.5, FontFamily::Monospace);
    for (i, part) in text.split('`').enumerate() {
        if i % 2 == 1 {
            let format = TextFormat {
                background: p.raised,
                ..TextFormat::simple(mono.clone(), p.ink)
            };
            job.append(part, 0.0, format);
            continue;
        }
        for (j, piece) in part.split("**").enumerate() {
            let font = if j % 2 == 1 {
                strong(BODY)
            } else {
                regular(BODY)
            };
            let piece = without_links(piece).replace('*', "");
            job.append(&piece, 0.0, TextFormat::simple(font, p.ink));
        }
    }
    job
}

/// `[words](address)` as the words.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let link = after.split_once("](").and_then(|(words, tail)| {
            let (_, tail) = tail.split_once(')')?;
            Some((words, tail))
        });
        if let Some((words, tail)) = link {
            out.push_str(words);
            rest = tail;
        } else {
            out.push('[');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Shows the help; `true` when it is done with.
pub(in super::super) fn show(ui: &mut Ui, state: &State) -> bool {
    let words = state.words;
    let screen = ui.ctx().content_rect().size();
    let width = (screen.x - 100.0).clamp(300.0, 860.0);
    ui.set_width(width);
    ui.set_max_width(width);
    let room = (screen.y - 150.0).clamp(140.0, 900.0);
    let text = match words.lang {
        Lang::En => ENGLISH,
        Lang::ZhCn | Lang::Both => CHINESE,
    };
    ScrollArea::vertical()
        .id_salt("standard-help")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink(false)
        .show(ui, |ui| page(ui, text));
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.button(words.t("dialog-done")).clicked()
    })
    .inner
}

/// A paragraph no wider than this; rows and grids would not break it by themselves.
fn wrapped(ui: &mut Ui, text: &str, width: f32) {
    ui.vertical(|ui| {
        ui.set_max_width(width);
        let job = rich(ui, text, width);
        ui.add(egui::Label::new(job).wrap());
    });
}

fn page(ui: &mut Ui, text: &str) {
    let p = theme::of(ui);
    let width = ui.available_width() - 12.0;
    for (number, block) in blocks(text).iter().enumerate() {
        match block {
            Block::Heading(level, text) => {
                ui.add_space(if *level < 3 { 12.0 } else { 8.0 });
                let size = match level {
                    1 => 21.0,
                    2 => 16.5,
                    _ => 14.0,
                };
                ui.label(RichText::new(without_links(text).replace('`', "")).font(strong(size)));
            }
            Block::Text(text) => wrapped(ui, text, width),
            Block::Item(text) => {
                ui.horizontal_top(|ui| {
                    ui.add_space(8.0);
                    ui.label("•");
                    wrapped(ui, text, width - 34.0);
                });
            }
            Block::Code(text) => {
                egui::Frame::new()
                    .fill(p.raised)
                    .corner_radius(5)
                    .inner_margin(egui::Margin::symmetric(10, 8))
                    .show(ui, |ui| {
                        ui.set_width(width - 20.0);
                        let code = RichText::new(text.trim_end()).monospace().size(12.0);
                        ui.add(egui::Label::new(code).selectable(true).wrap());
                    });
            }
            Block::Table(rows) => table(ui, number, rows, width),
        }
    }
}

fn table(ui: &mut Ui, number: usize, rows: &[Vec<String>], width: f32) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    // The first column names; what is said of it needs the room.
    let first = if columns == 2 {
        0.3
    } else {
        1.0 / columns as f32
    };
    let of = |column: usize| match column {
        0 => width * first,
        _ => width * (1.0 - first) / (columns - 1).max(1) as f32,
    };
    egui::Grid::new(("help-table", number))
        .striped(true)
        .spacing([10.0, 4.0])
        .show(ui, |ui| {
            for (i, row) in rows.iter().enumerate() {
                for (column, cell) in row.iter().enumerate() {
                    let cell = if i == 0 {
                        format!("**{cell}**")
                    } else {
                        cell.clone()
                    };
                    wrapped(ui, &cell, of(column) - 12.0);
                }
                ui.end_row();
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_into_headings_texts_items_code_and_tables() {
        let text = "# A `b`\n\nOne\ntwo.\n- x\n  y\n\n```toml\na = 1\n\nb = 2\n```\n| k | v |\n|---|---|\n| a | 1 |\n";
        let expected = vec![
            Block::Heading(1, "A `b`".into()),
            Block::Text("One two.".into()),
            Block::Item("x y".into()),
            Block::Code("a = 1\n\nb = 2\n".into()),
            Block::Table(vec![
                vec!["k".into(), "v".into()],
                vec!["a".into(), "1".into()],
            ]),
        ];
        assert_eq!(blocks(text), expected);
        assert_eq!(
            without_links("see [the rows](x.md) [now]"),
            "see the rows [now]"
        );
    }
}
