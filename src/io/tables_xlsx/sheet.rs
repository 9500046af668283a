//! One list on a sheet, or on several where there are more rows than a sheet holds.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet,
};

use super::TablesError;
use crate::base::Progress;
use crate::io::tabular::tame;
use crate::model::Status;

/// Rows of a sheet, its header included (ECMA-376, as every spreadsheet program implements it).
pub(super) const MOST_ROWS: usize = 1_048_576;
/// UTF-16 units of a cell.
const MOST_UNITS: usize = 32_767;
/// UTF-16 units of a footer, less what the codes around the title take.
const MOST_FOOTER: usize = 200;
/// Rows above which a sheet is written row by row through a file instead of in memory.
const MANY: usize = 20_000;
/// What a cell takes as XML, generously.
const CELL_BYTES: u64 = 100;
/// The paper of lists.
pub(super) const A4: u8 = 9;

/// A cell.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    /// A status with its word.
    Status(Status, &'a str),
}

impl<'a> Value<'a> {
    pub fn text(text: &'a str) -> Self {
        Self::Text(text.into())
    }

    /// The number, or an empty cell.
    pub fn number(value: Option<impl Into<f64>>) -> Self {
        value.map_or(Self::Empty, |v| Self::Number(v.into()))
    }
}

/// What the cells of a column hold, which decides how they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Texts; they take this many characters at most.
    Text(u16),
    /// Long texts, on several lines.
    Wrapped(u16),
    /// A row's number, without separators.
    Row,
    /// A number of things or people.
    Count,
    /// A distance in metres.
    Metres,
    /// A share as a percentage.
    Share,
    /// An area in km².
    Area,
    /// A degree; five decimals are a metre.
    Degrees,
    /// A status.
    Status,
}

impl Kind {
    /// The number format, which no language of the spreadsheet program has to translate.
    pub fn format(self) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        match self {
            // Texts stand a little off the numbers before them.
            Self::Text(_) | Self::Status => indented(format),
            Self::Wrapped(_) => indented(format).set_text_wrap(),
            Self::Row => format.set_num_format("0"),
            Self::Count => format.set_num_format("#,##0"),
            Self::Metres => format.set_num_format("#,##0.0"),
            Self::Share => format.set_num_format("0.00 %"),
            Self::Area => format.set_num_format("#,##0.00"),
            Self::Degrees => format.set_num_format("0.00000"),
        }
    }

    /// Whether its values stand on the right.
    fn is_number(self) -> bool {
        !matches!(self, Self::Text(_) | Self::Wrapped(_) | Self::Status)
    }

    /// How wide numbers of this kind are, in characters; nothing for texts, which are measured.
    fn width(self) -> Option<u16> {
        match self {
            Self::Text(_) => None,
            Self::Wrapped(most) => Some(most),
            Self::Row | Self::Share => Some(9),
            Self::Count | Self::Metres | Self::Area | Self::Degrees => Some(11),
            Self::Status => Some(14),
        }
    }
}

/// A little off the left edge of the cell.
pub(super) fn indented(format: Format) -> Format {
    format.set_align(FormatAlign::Left).set_indent(1)
}

/// A list: what stands in its head, how many rows it has, and what stands in each.
pub(super) struct List<'a> {
    pub name: &'a str,
    pub headings: &'a [String],
    pub kinds: &'a [Kind],
    /// How many columns stay when the sheet is scrolled.
    pub frozen: u16,
    pub rows: usize,
    /// What stands there when there are no rows.
    pub nothing: &'a str,
    /// Puts the cells of a row.
    pub row: &'a dyn Fn(usize, &mut Vec<Value<'a>>),
}

/// The formats that lists share.
pub(super) struct Look {
    pub head: Format,
    /// The same above numbers.
    pub head_right: Format,
    /// Below the rows.
    hairline: Format,
    note: Format,
    quoted: Format,
    statuses: [Format; 4],
}

impl Look {
    pub fn new() -> Self {
        let filled = |text: u32, fill: u32| {
            indented(Format::new().set_align(FormatAlign::Top))
                .set_font_color(Color::RGB(text))
                .set_background_color(Color::RGB(fill))
        };
        let text = Kind::Status.format();
        let head = filled(0x00FF_FEFB, 0x0016_324F)
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        Self {
            head: head.clone(),
            head_right: head.set_align(FormatAlign::Right).set_indent(0),
            hairline: Format::new()
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(0x00D9_D5CB)),
            note: Format::new()
                .set_italic()
                .set_font_color(Color::RGB(0x006B_6558)),
            // What starts like a formula stays text also after somebody has edited the cell.
            quoted: text.clone().set_quote_prefix(),
            statuses: [
                text,
                filled(0x007A_5400, 0x00FB_EFD5),
                filled(0x00B5_361F, 0x00FA_E1DC),
                filled(0x0055_5147, 0x00EC_EAE4),
            ],
        }
    }

    fn status(&self, status: Status) -> &Format {
        let [covered, borderline, gap, unknown] = &self.statuses;
        match status {
            Status::Covered => covered,
            Status::Borderline => borderline,
            Status::Gap => gap,
            Status::Unknown => unknown,
        }
    }
}

/// Where a list goes and what all sheets share.
pub(super) struct Book<'a> {
    pub workbook: &'a mut Workbook,
    pub look: &'a Look,
    pub title: &'a str,
    pub progress: &'a Progress,
    /// A folder for what long lists need until they are written.
    pub scratch: &'a Path,
    /// Rows of a sheet, its header included.
    pub most_rows: usize,
}

impl Book<'_> {
    /// Writes a list and gives the number of its sheets.
    pub fn list(&mut self, list: &List<'_>) -> Result<usize, TablesError> {
        let a_sheet = self.most_rows.saturating_sub(1).max(1);
        let sheets = list.rows.div_ceil(a_sheet).max(1);
        let widths = widths(list);
        for number in 0..sheets {
            let first = number * a_sheet;
            let last = list.rows.min(first + a_sheet);
            // Many rows would take a hundred bytes for each cell.
            let sheet = if last - first > MANY {
                self.room_for(last - first, list.kinds.len())?;
                self.workbook.add_worksheet_with_constant_memory()?
            } else {
                self.workbook.add_worksheet()
            };
            sheet.set_name(part_name(list.name, number))?;
            head(sheet, list, &widths, self.look)?;
            printed(sheet, self.title);
            let name = part_name(list.name, number).replace('&', "&&");
            sheet.set_header(format!("&L&B&12 {name}"));
            let mut cells = Vec::with_capacity(list.kinds.len());
            for (index, row) in (first..last).zip(1u32..) {
                if row % 1024 == 1 {
                    self.progress.check()?;
                }
                cells.clear();
                (list.row)(index, &mut cells);
                for (cell, column) in cells.drain(..).zip(0u16..) {
                    put(sheet, row, column, cell, self.look)?;
                }
            }
            if list.rows == 0 {
                sheet.write_string_with_format(1, 0, list.nothing, &self.look.note)?;
            } else {
                let (last_row, last_column) = ((last - first) as u32, list.kinds.len() as u16 - 1);
                sheet.autofilter(0, 0, last_row, last_column)?;
                // A hairline below each row, on paper too; as a condition it needs no format in every cell.
                let hairline = ConditionalFormatFormula::new()
                    .set_rule("=TRUE")
                    .set_format(&self.look.hairline);
                sheet.add_conditional_format(1, 0, last_row, last_column, &hairline)?;
                // Identifiers that look like numbers are meant to be texts.
                sheet.ignore_error_range(
                    1,
                    0,
                    last_row,
                    last_column,
                    IgnoreError::NumberStoredAsText,
                )?;
            }
        }
        Ok(sheets)
    }
}

impl Book<'_> {
    /// Makes sure that a long list has room on the disk: the writer of sheets itself takes it for granted.
    fn room_for(&self, rows: usize, columns: usize) -> Result<(), TablesError> {
        let needed = rows as u64 * columns as u64 * CELL_BYTES;
        if fs4::available_space(self.scratch)? < needed {
            return Err(io::Error::from(io::ErrorKind::StorageFull).into());
        }
        Ok(())
    }
}

/// The name of a part of a list: the second and those after it are numbered.
pub(super) fn part_name(name: &str, number: usize) -> String {
    if number == 0 {
        name.to_owned()
    } else {
        format!("{name} ({})", number + 1)
    }
}

/// The head: columns with their widths and formats, headings, what stays when the sheet is scrolled.
fn head(
    sheet: &mut Worksheet,
    list: &List<'_>,
    widths: &[u16],
    look: &Look,
) -> Result<(), TablesError> {
    let mut lines = 1;
    for (((heading, kind), width), column) in
        list.headings.iter().zip(list.kinds).zip(widths).zip(0u16..)
    {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.set_column_format(column, &kind.format())?;
        lines = lines.max(lines_of(heading, width.saturating_sub(2)));
    }
    // A row's height must be set before a sheet that is written row by row has left it.
    sheet.set_row_height(0, f64::from(lines) * 15.0 + 4.0)?;
    for ((heading, kind), column) in list.headings.iter().zip(list.kinds).zip(0u16..) {
        let format = if kind.is_number() {
            &look.head_right
        } else {
            &look.head
        };
        sheet.write_string_with_format(0, column, heading, format)?;
    }
    sheet.set_freeze_panes(1, list.frozen)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// The sheet on paper: A4 across, as wide as the page, title and page number below.
pub(super) fn printed(sheet: &mut Worksheet, title: &str) {
    sheet.set_paper_size(A4);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.35, 0.35);
    // In a footer `&` begins a code. A space keeps digits of the title apart from the size that a code may have.
    let title = shortened(title, MOST_FOOTER / 2).replace('&', "&&");
    sheet.set_footer(format!("&L&9 {title}&R&9 &P / &N"));
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: Value<'_>,
    look: &Look,
) -> Result<(), TablesError> {
    match value {
        Value::Empty => {}
        Value::Number(number) => {
            sheet.write_number(row, column, number)?;
        }
        Value::Text(text) => {
            let text = written(&text);
            if matches!(tame(&text), Cow::Owned(_)) {
                sheet.write_string_with_format(row, column, text, &look.quoted)?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
        Value::Status(status, word) => {
            sheet.write_string_with_format(row, column, word, look.status(status))?;
        }
    }
    Ok(())
}

/// A text as a cell can hold it: no longer than a cell, and without the two characters that XML has not.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    let text = shortened(text, MOST_UNITS);
    if text.contains(['\u{fffe}', '\u{ffff}']) {
        text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}").into()
    } else {
        text
    }
}

/// A text of at most so many UTF-16 units; what is cut off is marked by an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // No character has more units than bytes.
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.into();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < most
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.push('…');
    short.into()
}

/// How wide the columns are, in characters.
fn widths(list: &List<'_>) -> Vec<u16> {
    let mut longest = vec![0; list.kinds.len()];
    let mut cells = Vec::with_capacity(list.kinds.len());
    if list.kinds.iter().any(|k| k.width().is_none()) {
        for row in 0..list.rows {
            (list.row)(row, &mut cells);
            for (cell, longest) in cells.drain(..).zip(&mut longest) {
                if let Value::Text(text) = cell {
                    *longest = width(&text).max(*longest);
                }
            }
        }
    }
    let column = |((kind, longest), heading): ((&Kind, u16), &String)| {
        // Headings stand on up to four lines, beside the button of the filter.
        let least = (width(heading) / 4 + 5).max(longest_word(heading) + 3);
        match (kind, kind.width()) {
            (_, Some(fixed)) => fixed.max(least),
            (Kind::Text(most), None) => (longest + 2).min(*most).max(least),
            (_, None) => least,
        }
    };
    list.kinds
        .iter()
        .zip(longest)
        .zip(list.headings)
        .map(column)
        .collect()
}

/// The longest part of a heading that is not broken: Chinese breaks anywhere.
fn longest_word(heading: &str) -> u16 {
    let words = heading.split(|c: char| c.is_whitespace() || is_wide(c));
    words.map(width).max().unwrap_or(0)
}

/// How many lines a text takes in a width, broken between words.
pub(super) fn lines_of(text: &str, wide: u16) -> u16 {
    let mut lines = 1;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || is_wide(c)) {
        let long = width(word);
        if at > 0 && at + width(word.trim_end()) > wide {
            lines += 1;
            at = 0;
        }
        at += long;
    }
    lines
}

/// How many columns of digits a text takes: two for a Chinese character (Unicode Standard Annex 11, East Asian Width).
pub(super) fn width(text: &str) -> u16 {
    text.chars()
        .take(1000)
        .map(|c| if is_wide(c) { 2 } else { 1 })
        .sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}
