//! The report on sheets of A4: every text is measured before it is put down, so nothing overlaps and nothing leaves the sheet.
//!
//! The document is cut into pieces that are never torn ([`piece`]). They are put one below the other; a piece that no longer fits
//! begins the next sheet, together with what must not be parted from it: a heading with what follows, a table's head with its rows.

mod blocks;
mod piece;
mod table;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt::Write as _;

use super::super::labels::Rect;
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
/// The colours.
const THEME: Theme = PAPER;
/// More sheets than this no report should have: it is set a little smaller if that helps.
const MOST_SHEETS: usize = 4;
/// How much smaller it may be set.
const SHRINK: [f32; 3] = [1.0, 0.95, 0.9];

/// What is filled on a sheet, in points at full size.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// How much smaller all of it is drawn.
    scale: f32,
    width: f32,
    height: f32,
}

impl Frame {
    fn new(scale: f32) -> Self {
        Self {
            scale,
            width: (SHEET[0] - 2.0 * SIDE) / scale,
            height: (SHEET[1] - TOP - BOTTOM) / scale,
        }
    }
}

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
    let at = |scale: f32| {
        let frame = Frame::new(scale);
        (frame, paginate(blocks::pieces(report, map, frame), frame))
    };
    let few = |(_, pages): &(Frame, Vec<Vec<Put>>)| pages.len() <= MOST_SHEETS;
    let (frame, pages) = SHRINK
        .into_iter()
        .map(at)
        .find(few)
        .unwrap_or_else(|| at(SHRINK[0]));
    let count = pages.len();
    let sheets = pages.into_iter().enumerate();
    sheets
        .map(|(i, page)| write(report, page, frame, [i + 1, count]))
        .collect()
}

/// A piece with the height at which it stands on its sheet.
type Put = (f32, Piece);

/// Pieces that stand on the same sheet.
#[derive(Debug, Default)]
struct Group(Vec<Piece>);

impl Group {
    fn height(&self) -> f32 {
        self.0.iter().map(|p| p.before + p.height).sum()
    }

    /// Whether it may change places with what follows, so that no sheet is left half empty before it.
    fn floats(&self) -> bool {
        self.0.iter().any(|p| p.floats)
    }
}

/// Sheets that are being filled.
#[derive(Debug)]
struct Filling {
    frame: Frame,
    pages: Vec<Vec<Put>>,
    /// How far the last one is filled.
    filled: f32,
    /// What waits for the next sheet.
    floating: Vec<Group>,
}

impl Filling {
    fn fits(&self, group: &Group) -> bool {
        // At the top of a sheet there is room for whatever there is room for at all.
        self.filled <= 0.0 || self.filled + group.height() <= self.frame.height + 0.01
    }

    fn put(&mut self, group: Group) {
        for piece in group.0 {
            if self.pages.is_empty() {
                self.pages.push(Vec::new());
            }
            let top = self.filled > 0.0;
            let at = self.filled + if top { piece.before } else { 0.0 };
            self.filled = at + piece.height;
            if let Some(page) = self.pages.last_mut() {
                page.push((at, piece));
            }
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.filled = 0.0;
        for group in std::mem::take(&mut self.floating) {
            if !self.fits(&group) {
                self.turn();
            }
            self.place(group);
        }
    }

    /// Puts a group where it fits; what is too tall for any sheet is parted after all.
    fn place(&mut self, group: Group) {
        if group.height() <= self.frame.height {
            return self.put(group);
        }
        for piece in group.0 {
            let alone = Group(vec![piece]);
            if !self.fits(&alone) {
                self.turn();
            }
            self.put(alone);
        }
    }

    fn add(&mut self, mut group: Group) {
        if !self.fits(&group) && group.floats() {
            self.floating.push(group);
            return;
        }
        if !self.fits(&group) {
            self.turn();
            // A table that goes on says again what its columns are; its first rows have the head with them.
            let head = group.0.first().and_then(|p| p.head.clone());
            group.0.splice(0..0, head.map(|head| (*head).clone()));
            if !self.fits(&group) {
                self.turn();
            }
        }
        self.place(group);
    }
}

/// Puts pieces on sheets.
fn paginate(pieces: Vec<Piece>, frame: Frame) -> Vec<Vec<Put>> {
    let mut filling = Filling {
        frame,
        pages: Vec::new(),
        filled: 0.0,
        floating: Vec::new(),
    };
    let mut group = Group::default();
    for piece in pieces {
        let keeps = piece.keep;
        group.0.push(piece);
        if !keeps {
            filling.add(std::mem::take(&mut group));
        }
    }
    filling.add(group);
    if !filling.floating.is_empty() {
        filling.turn();
    }
    filling.pages
}

/// Writes a sheet with its foot.
fn write(report: &Report, page: Vec<Put>, frame: Frame, number_of: [usize; 2]) -> Sheet {
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
        sheet.add(piece, [SIDE, TOP + at * frame.scale], frame.scale);
    }
    let foot = foot(report, number_of);
    sheet.add(foot, [SIDE, height - BOTTOM + 14.0], 1.0);
    sheet.svg.push_str("</svg>\n");
    sheet
}

impl Sheet {
    fn add(&mut self, piece: Piece, [x, y]: [f32; 2], scale: f32) {
        let place = [x, y, scale].map(number);
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.svg,
            "<g transform=\"translate({} {}) scale({})\">\n{}</g>",
            place[0], place[1], place[2], piece.svg
        );
        self.texts.extend(piece.texts.into_iter().map(|mut text| {
            let Rect {
                x: left,
                y: top,
                w,
                h,
            } = text.rect;
            let place = [x + left * scale, y + top * scale];
            text.rect = Rect::new(place[0], place[1], w * scale, h * scale);
            text
        }));
    }
}

/// What stands at the foot of every sheet.
fn foot(report: &Report, [number_of, count]: [usize; 2]) -> Piece {
    let width = Frame::new(1.0).width;
    let style = Style::new(7.5, THEME.quiet);
    let mut pen = Pen::new();
    pen.line([0.0, 0.0], [width, 0.0], 0.5, THEME.hairline);
    let page = format!("{} · {number_of} / {count}", report.version);
    let right = style.width(&page) + 12.0;
    pen.text(0.0, 4.0, width - right, style, &report.title.joined());
    pen.text(width, 4.0, right, style.align(Align::Right), &page);
    pen.finish()
}
