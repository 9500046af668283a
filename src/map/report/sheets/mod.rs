//! The report on sheets of A4: every text is measured before it is put down, so nothing overlaps and nothing leaves the sheet.
//!
//! The document is cut into pieces that are never torn ([`piece`]). They are put one below the other; a piece that no longer fits
//! begins the next sheet, together with what must not be parted from it: a heading with what follows, a table's head with its rows.

mod blocks;
mod piece;
mod table;
#[cfg(test)]
mod tests;

use super::super::page::block::{Align, Style};
use super::super::pdf::{Bookmark, Document, PdfAbout, PdfError};
use super::super::style::{PAPER, Theme};
use super::super::svg::{escape, number};
use super::super::text::FAMILY;
use super::{Picture, Report};
use piece::{Pen, Piece, Placed};

/// Width and height of a sheet in points (ISO 216, A4).
pub const SHEET: [f32; 2] = [595.28, 841.89];
/// The margins at the sides.
const SIDE: f32 = 51.0;
/// The margin above, and what is kept free below for the foot.
const TOP: f32 = 46.0;
const BOTTOM: f32 = 54.0;
/// The width of what is written.
const WIDTH: f32 = SHEET[0] - 2.0 * SIDE;
/// The height that pieces have on a sheet.
const HEIGHT: f32 = SHEET[1] - TOP - BOTTOM;
/// The colours.
const THEME: Theme = PAPER;

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The drawing, in points.
    pub svg: String,
    /// The headings that begin on it.
    pub headings: Vec<String>,
    /// All texts with their measured boxes in points.
    pub texts: Vec<Placed>,
}

/// The report as PDF.
///
/// # Errors
/// When a sheet cannot be drawn.
pub fn pdf(report: &Report, map: &Picture) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::begin(&PdfAbout {
        title: report.title.joined(),
        subject: report.kind.joined(),
        author: None,
        lang: report.langs.first().copied().unwrap_or("en").to_owned(),
        program: report.version.clone(),
    });
    let title = report.title.joined();
    for (i, sheet) in lay_out(report, map).iter().enumerate() {
        let first = sheet.headings.first().map(String::as_str);
        let text = if i == 0 { Some(title.as_str()) } else { first };
        let bookmark = text.map(|text| Bookmark { below: i > 0, text });
        document.page(&sheet.svg, SHEET, bookmark)?;
    }
    document.finish()
}

/// The sheets of a report.
#[must_use]
pub fn lay_out(report: &Report, map: &Picture) -> Vec<Sheet> {
    let pages = paginate(blocks::pieces(report, map));
    let count = pages.len();
    let sheets = pages.into_iter().enumerate();
    sheets
        .map(|(i, page)| write(report, page, i + 1, count))
        .collect()
}

/// A piece with the height at which it stands on its sheet.
type Put = (f32, Piece);

/// Puts pieces on sheets.
fn paginate(pieces: Vec<Piece>) -> Vec<Vec<Put>> {
    let mut pages: Vec<Vec<Put>> = vec![Vec::new()];
    let mut filled = 0.0;
    // What begins together with the piece at hand, because it must not be parted from it.
    let mut waiting: Vec<Piece> = Vec::new();
    for piece in pieces {
        let keeps = piece.keep;
        waiting.push(piece);
        if keeps {
            continue;
        }
        let needed: f32 = waiting.iter().map(|p| p.before + p.height).sum();
        let full = filled + needed > HEIGHT + 0.01;
        if full && filled > 0.0 {
            pages.push(Vec::new());
            filled = 0.0;
            // A table that goes on says again what its columns are; its head is not parted from it in the first place.
            let head = waiting.first().and_then(|p| p.head.clone());
            waiting.splice(0..0, head.map(|head| (*head).clone()));
        }
        for piece in waiting.drain(..) {
            let before = if filled > 0.0 { piece.before } else { 0.0 };
            let height = piece.height;
            if let Some(page) = pages.last_mut() {
                page.push((filled + before, piece));
            }
            filled += before + height;
        }
    }
    if let Some(page) = pages.last_mut() {
        for piece in waiting {
            let height = piece.before + piece.height;
            page.push((filled + piece.before, piece));
            filled += height;
        }
    }
    pages
}

/// Writes a sheet with its foot.
fn write(report: &Report, page: Vec<Put>, number_of: usize, count: usize) -> Sheet {
    let [width, height] = SHEET;
    let lang = report.langs.first().copied().unwrap_or("en");
    let mut sheet = Sheet {
        svg: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" \
             font-family=\"{FAMILY}\" xml:lang=\"{lang}\"><title>{2}</title>\
             <rect width=\"{0}\" height=\"{1}\" fill=\"{3}\"/>\n",
            number(width),
            number(height),
            escape(&report.title.joined()),
            THEME.paper,
        ),
        ..Sheet::default()
    };
    for (at, piece) in page {
        sheet.headings.extend(piece.heading.clone());
        sheet.add(piece, [SIDE, TOP + at]);
    }
    let foot = foot(report, number_of, count);
    sheet.add(foot, [SIDE, height - BOTTOM + 14.0]);
    sheet.svg.push_str("</svg>\n");
    sheet
}

impl Sheet {
    fn add(&mut self, piece: Piece, [x, y]: [f32; 2]) {
        self.svg.push_str(&format!(
            "<g transform=\"translate({} {})\">\n{}</g>\n",
            number(x),
            number(y),
            piece.svg
        ));
        self.texts.extend(piece.texts.into_iter().map(|mut text| {
            text.rect.x += x;
            text.rect.y += y;
            text
        }));
    }
}

/// What stands at the foot of every sheet.
fn foot(report: &Report, number_of: usize, count: usize) -> Piece {
    let style = Style::new(7.5, THEME.quiet);
    let mut pen = Pen::new();
    pen.line([0.0, 0.0], [WIDTH, 0.0], 0.5, THEME.hairline);
    let page = format!("{number_of} / {count}");
    let right = style.width(&page).max(style.width(&report.version)) + 12.0;
    pen.text(0.0, 4.0, WIDTH - right, style, &report.title.joined());
    pen.text(WIDTH, 4.0, right, style.align(Align::Right), &page);
    pen.height = 16.0;
    pen.text(
        WIDTH,
        pen.height,
        right,
        style.align(Align::Right),
        &report.version,
    );
    pen.finish()
}
