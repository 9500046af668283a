//! A table on sheets: columns as wide as what they hold, a head that comes again on every sheet.

use std::rc::Rc;

use super::super::super::page::block::{Align, LINE, Style};
use super::super::{Cell, Column, Table};
use super::piece::{Pen, Piece, paragraph, wrapped};
use super::{Frame, THEME};

/// Size of the letters.
const SIZE: f32 = 8.2;
/// Between columns.
const BETWEEN: f32 = 9.0;
/// Above and below the lines of a row.
const PAD: f32 = 2.6;
/// More lines than this no text of a cell has.
const MOST_LINES: usize = 4;
/// Between two languages in one line.
const JOINT: &str = " / ";
/// A column of words is not wider than this before all others have what they need, and not narrower than this when there is too little.
const WIDEST: f32 = 170.0;
const NARROWEST: f32 = 42.0;
/// The part of a sheet's height up to which a table is not torn.
const WHOLE: f32 = 0.45;
/// As many characters of a digest tell files apart.
const DIGEST: usize = 12;

/// The pieces of a table.
pub fn pieces(table: &Table, frame: Frame) -> Vec<Piece> {
    let widths = widths(table, frame, true).unwrap_or_else(|| {
        let narrow = widths(table, frame, false);
        narrow.unwrap_or_else(|| narrowed(table, frame))
    });
    let head = Rc::new(head(&table.columns, &widths, frame));
    let mut pieces = Vec::new();
    if !table.caption.is_empty() {
        let style = Style::new(SIZE + 0.6, THEME.ink).bold();
        pieces.push(paragraph(frame, style, &table.caption).after(9.0).kept());
    }
    let before = if pieces.is_empty() { 8.0 } else { 2.0 };
    pieces.push((*head).clone().after(before).kept());
    let last = table.rows.len().saturating_sub(1);
    for (i, cells) in table.rows.iter().enumerate() {
        let mut piece = row(table, cells, &widths, frame);
        piece.head = Some(Rc::clone(&head));
        // Neither the first row nor the last stands alone.
        piece.keep = i == 0 && last > 0 || i + 1 == last && i > 0;
        pieces.push(piece);
    }
    // A table that does not take much of a sheet is not torn.
    let whole: f32 = pieces.iter().map(|p| p.before + p.height).sum();
    if whole < frame.height * WHOLE {
        for piece in pieces.iter_mut().rev().skip(1) {
            piece.keep = true;
        }
    }
    if let Some(note) = &table.note {
        if let Some(last) = pieces.last_mut() {
            last.keep = true;
        }
        let style = Style::new(SIZE - 0.3, THEME.quiet);
        pieces.push(paragraph(frame, style, note).after(3.5));
    }
    pieces
}

/// What a cell says, by language.
fn texts(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Said(said) => said.texts().to_vec(),
        Cell::Digest(digest) => vec![digest.chars().take(DIGEST).collect()],
    }
}

fn head_style() -> Style {
    Style::new(SIZE - 0.6, THEME.quiet).bold()
}

fn cell_style(column: usize) -> Style {
    let style = Style::new(SIZE, THEME.ink);
    if column == 0 { style.bold() } else { style }
}

/// What columns would like to have: words as wide as they are, up to a bound.
fn wanted(table: &Table, joined: bool) -> Vec<f32> {
    (table.columns.iter().enumerate())
        .map(|(i, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(i));
            let style = cell_style(i);
            let width = |cell: &Cell| {
                let texts = if joined {
                    vec![texts(cell).join(JOINT)]
                } else {
                    texts(cell)
                };
                texts.iter().map(|t| style.width(t)).fold(0.0, f32::max) + 0.5
            };
            let widest = cells.map(width).fold(0.0, f32::max);
            let head = head_width(column);
            if column.number {
                widest.max(head)
            } else {
                widest.min(WIDEST).max(head)
            }
        })
        .collect()
}

/// What columns have together, besides the spaces between them.
fn room(table: &Table, frame: Frame) -> f32 {
    frame.width - BETWEEN * (table.columns.len().max(1) - 1) as f32
}

/// How wide the columns are if all can have what they would like, two languages in one line or in two.
fn widths(table: &Table, frame: Frame, joined: bool) -> Option<Vec<f32>> {
    let wanted = wanted(table, joined);
    let free = room(table, frame) - wanted.iter().sum::<f32>();
    // What is left goes to all alike, so that numbers do not crowd at one side.
    let more = free / wanted.len().max(1) as f32;
    (free >= 0.0).then(|| wanted.iter().map(|w| w + more).collect())
}

/// How wide they are if not. Words can be wrapped, numbers cannot: words give way first.
fn narrowed(table: &Table, frame: Frame) -> Vec<f32> {
    let (wanted, room) = (wanted(table, false), room(table, frame));
    let sum: f32 = wanted.iter().sum();
    let numbers: f32 = (wanted.iter().zip(&table.columns))
        .filter(|(_, c)| c.number)
        .map(|(w, _)| w)
        .sum();
    let share = (room - numbers) / (sum - numbers).max(1.0);
    let narrowed = wanted.iter().zip(&table.columns).map(|(w, c)| {
        if c.number {
            *w
        } else {
            (w * share).max(NARROWEST.min(*w))
        }
    });
    let narrowed: Vec<f32> = narrowed.collect();
    capped(&narrowed, room)
}

/// The widths, the widest of them cut to one measure so that all have room.
fn capped(widths: &[f32], room: f32) -> Vec<f32> {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut left = room;
    for (i, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - i) as f32;
        if *width > share {
            return widths.iter().map(|w| w.min(share)).collect();
        }
        left -= width;
    }
    widths.to_vec()
}

/// The width at which a head stands in two or three lines.
fn head_width(column: &Column) -> f32 {
    let style = head_style();
    let text = |text: &String| {
        let word = text.split(' ').map(|word| style.width(word));
        // A Chinese head is one word that may be broken anywhere.
        let word = word.map(|w| w.min(NARROWEST)).fold(0.0, f32::max);
        word.max(style.width(text) / 2.0 + 4.0).min(92.0)
    };
    column.head.texts().iter().map(text).fold(0.0, f32::max)
}

fn head(columns: &[Column], widths: &[f32], frame: Frame) -> Piece {
    let style = head_style();
    let lines: Vec<Vec<(Style, String)>> = columns
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            let texts = column.head.texts().iter();
            texts
                .flat_map(|text| wrapped(text, style, *width, MOST_LINES))
                .map(|line| (style, line))
                .collect()
        })
        .collect();
    // Heads stand at the foot of their row.
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut piece = cells(columns, widths, &lines, |column| most - column.len());
    piece.height += 0.8;
    let mut pen = Pen::new();
    pen.line(
        [0.0, piece.height - 0.4],
        [frame.width, piece.height - 0.4],
        0.7,
        THEME.quiet,
    );
    piece.svg.push_str(&pen.finish().svg);
    piece
}

fn row(table: &Table, row: &[Cell], widths: &[f32], frame: Frame) -> Piece {
    let lines: Vec<Vec<(Style, String)>> = (row.iter().zip(widths).enumerate())
        .map(|(i, (cell, width))| {
            let joined = texts(cell).join(JOINT);
            if cell_style(i).width(&joined) <= *width {
                return vec![(cell_style(i), joined)];
            }
            let mut lines = Vec::new();
            for (language, text) in texts(cell).iter().enumerate() {
                let mut style = cell_style(i);
                if language > 0 {
                    style = Style::new(SIZE, THEME.quiet);
                }
                let wrapped = wrapped(text, style, *width, MOST_LINES);
                lines.extend(wrapped.into_iter().map(|line| (style, line)));
            }
            lines
        })
        .collect();
    let mut piece = cells(&table.columns, widths, &lines, |_| 0);
    let mut pen = Pen::new();
    pen.line(
        [0.0, piece.height],
        [frame.width, piece.height],
        0.4,
        THEME.hairline,
    );
    piece.svg.push_str(&pen.finish().svg);
    piece
}

/// The lines of a row's cells; each column begins `skip` lines below the top.
fn cells(
    columns: &[Column],
    widths: &[f32],
    lines: &[Vec<(Style, String)>],
    skip: impl Fn(&Vec<(Style, String)>) -> usize,
) -> Piece {
    let mut pen = Pen::new();
    let (mut left, mut lowest) = (0.0, PAD);
    for ((column, width), lines) in columns.iter().zip(widths).zip(lines) {
        let (x, align) = if column.number {
            (left + width, Align::Right)
        } else {
            (left, Align::Left)
        };
        let step = lines.first().map_or(SIZE, |(style, _)| style.size) * LINE;
        let mut y = PAD + skip(lines) as f32 * step;
        for (style, line) in lines {
            pen.text(x, y, *width, style.align(align), line);
            y += step;
        }
        lowest = f32::max(lowest, y);
        left += width + BETWEEN;
    }
    pen.height = lowest + PAD;
    pen.finish()
}
