//! From the parts of a report to pieces of sheets.

use super::super::super::labels::Rect;
use super::super::super::page::block::{LINE, Style};
use super::super::super::svg::number;
use super::super::{Block, Caption, Chart, KeyFigure, Picture, Report, Said, Section, chart};
use super::piece::{Pen, Piece, paragraph, wrapped};
use super::{Frame, THEME, table};

/// Size of running text; of two texts side by side.
const BODY: [f32; 2] = [9.4, 8.7];
/// Running text as these words are set.
fn body(said: &Said) -> Style {
    Style::new(BODY[usize::from(said.texts().len() > 1)], THEME.ink)
}

/// The pieces of a report, first to last.
pub fn pieces(report: &Report, map: &Picture, frame: Frame) -> Vec<Piece> {
    let mut pieces = vec![masthead(report, frame)];
    pieces.extend(report.notices.iter().map(|said| notice(said, frame)));
    if !report.figures.is_empty() {
        pieces.push(figures(&report.figures, frame));
    }
    for part in report.sections.iter().filter(|s| !s.blocks.is_empty()) {
        section(part, map, frame, &mut pieces);
    }
    pieces
}

fn masthead(report: &Report, frame: Frame) -> Piece {
    let mut pen = Pen::new();
    let quiet = Style::new(9.0, THEME.quiet);
    pen.text(0.0, 0.0, frame.width, quiet, &report.kind.joined());
    pen.height = 13.5;
    // On as few lines as can be without shouting less than the rest.
    let size = if report.title.texts().len() > 1 {
        16.0
    } else {
        20.0
    };
    let long = |size: f32| {
        let texts = report.title.texts();
        let room = frame.width / texts.len().max(1) as f32;
        let style = Style::new(size, THEME.ink).bold();
        texts.iter().any(|t| wrapped(t, style, room, 9).len() > 2)
    };
    let size = [size, 14.0, 12.0]
        .into_iter()
        .find(|size| !long(*size))
        .unwrap_or(11.0);
    pen.said(
        0.0,
        frame.width,
        Style::new(size, THEME.ink).bold(),
        &report.title,
    );
    pen.height += 2.0;
    pen.said(0.0, frame.width, quiet, &report.subtitle);
    pen.height += 5.0;
    let y = pen.height;
    pen.line([0.0, y], [frame.width, y], 1.4, THEME.navy);
    pen.height += 1.0;
    pen.finish()
}

fn notice(said: &Said, frame: Frame) -> Piece {
    let (pad, style) = (7.0, body(said).bold());
    let mut measured = Pen::new();
    measured.said(pad, frame.width - 2.0 * pad, style, said);
    let height = measured.height + 2.0 * pad - 3.0;
    let mut pen = Pen::new();
    let fill = THEME.share[3];
    pen.fill(Rect::new(0.0, 0.0, frame.width, height), fill, None);
    pen.fill(Rect::new(0.0, 0.0, 2.5, height), THEME.quiet, None);
    pen.height = pad - 1.5;
    pen.said(pad, frame.width - 2.0 * pad, style, said);
    pen.height = height;
    pen.finish().after(8.0)
}

/// The large numbers in a row of boxes.
fn figures(figures: &[KeyFigure], frame: Frame) -> Piece {
    let count = figures.len() as f32;
    let (gap, pad) = (8.0, 7.0);
    let width = (frame.width - gap * (count - 1.0)) / count;
    let inner = width - 2.0 * pad;
    let label = Style::new(7.8, THEME.quiet);
    let mut pen = Pen::new();
    let labels: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let texts = figure.label.texts().iter();
            texts.flat_map(|t| wrapped(t, label, inner, 3)).collect()
        })
        .collect();
    let lines = labels.iter().map(Vec::len).max().unwrap_or(0) as f32;
    let value_height = 23.0;
    let height = pad + value_height + lines * label.size * LINE + pad - 1.0;
    for (i, (figure, lines)) in figures.iter().zip(&labels).enumerate() {
        let x = i as f32 * (width + gap);
        let colour = if figure.beyond {
            THEME.gap_text
        } else {
            THEME.navy
        };
        pen.fill(
            Rect::new(x, 0.0, width, height),
            THEME.panel,
            Some(THEME.hairline),
        );
        let fits = |size: &f32| Style::new(*size, colour).bold().width(&figure.value) <= inner;
        let size = [16.5, 14.5, 12.5, 10.5].into_iter().find(fits);
        let style = Style::new(size.unwrap_or(9.0), colour).bold();
        let drop = (16.5 - style.size) * 0.8;
        pen.text(x + pad, pad - 3.0 + drop, inner, style, &figure.value);
        pen.height = pad + value_height - 1.0;
        pen.lines(x + pad, inner, label, lines);
    }
    pen.height = height;
    pen.finish().after(11.0)
}

fn section(part: &Section, map: &Picture, frame: Frame, pieces: &mut Vec<Piece>) {
    let style = Style::new(12.8, THEME.navy).bold();
    let mut heading = paragraph(frame, style, &part.heading).after(14.0).kept();
    heading.heading = Some(part.heading.joined());
    pieces.push(heading);
    for block in &part.blocks {
        match block {
            Block::Lead(said) => {
                pieces.push(
                    paragraph(frame, Style::new(body(said).size + 1.8, THEME.ink), said).after(3.0),
                );
            }
            Block::Text(said) => {
                pieces.push(paragraph(frame, body(said), said).after(4.5));
            }
            Block::Points(points) => pieces.extend(points.iter().map(|said| point(said, frame))),
            Block::Table(of) => pieces.extend(table::pieces(of, frame)),
            Block::Map(caption) => {
                // Heading and caption stand on the sheet of the map.
                let caption = below(caption, frame);
                let heading = pieces.last().filter(|p| p.keep).map_or(0.0, |p| p.height);
                let room = frame.height - heading - caption.height - 20.0;
                pieces.push(picture(map, [frame.width, room]));
                pieces.push(caption);
            }
            Block::Chart(of) => {
                pieces.push(columns(of, frame));
                pieces.push(below(&of.caption, frame));
            }
        }
    }
}

fn point(said: &Said, frame: Frame) -> Piece {
    let (indent, style) = (11.0, body(said));
    let mut pen = Pen::new();
    pen.dot([3.5, style.size * LINE / 2.0]);
    pen.said(indent, frame.width - indent, style, said);
    pen.finish().after(3.0)
}

/// What stands below a figure.
fn below(caption: &Caption, frame: Frame) -> Piece {
    paragraph(frame, Style::new(8.0, THEME.quiet), &caption.text).after(3.5)
}

/// The map, as large as its room allows.
fn picture(map: &Picture, [room, tall]: [f32; 2]) -> Piece {
    let view = map.view;
    let scale = (room / view.w.max(1.0)).min(tall.max(100.0) / view.h.max(1.0));
    let (width, height) = (view.w * scale, view.h * scale);
    let place = format!(
        "x=\"{}\" width=\"{}\" height=\"{}\"",
        number((room - width) / 2.0),
        number(width),
        number(height)
    );
    Piece {
        svg: map.element(&place),
        height,
        before: 5.0,
        keep: true,
        floats: true,
        ..Piece::default()
    }
}

fn columns(of: &Chart, frame: Frame) -> Piece {
    let mut pen = Pen::new();
    let whole = Rect::new(0.0, 0.0, frame.width, chart::HEIGHT);
    chart::write(pen.writer(), of, &THEME, whole, 7.8);
    pen.height = chart::HEIGHT;
    pen.finish().after(4.0).kept()
}
