//! The first sheet: what was asked, what is the answer, of which files.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet};

use super::sheet::{Kind, Look, indented, lines_of, printed, written};
use super::{TablesError, TablesInput};
use crate::base::PersonSum;
use crate::io::summary::skipped;
use crate::io::tabular::{self, rounded};
use crate::model::{Status, Village};

/// Widths of the columns in characters.
const WIDTHS: [u16; 8] = [46, 18, 18, 18, 18, 16, 16, 16];
/// All of them together.
const WIDE: u16 = 166;
/// So many rows are still read well on one page.
const A_PAGE: u32 = 60;
/// The last column.
const LAST: u16 = WIDTHS.len() as u16 - 1;

/// A cell of the summary.
enum Cell<'a> {
    Empty,
    Text(&'a str),
    /// A word in a column of numbers.
    Word(&'a str),
    /// A text from here to the last column.
    Wide(&'a str),
    Number(Kind, f64),
}

/// A heading of a small table.
#[derive(Clone, Copy)]
enum Head<'a> {
    Left(&'a str),
    /// Above numbers.
    Right(&'a str),
    /// From here to the last column.
    Wide(&'a str),
}

/// A sheet that is written from top to bottom.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    look: &'a Look,
    row: u32,
}

impl Pen<'_> {
    /// A text over all columns, on as many lines as it takes.
    fn line(&mut self, text: &str, format: &Format, height: f64) -> Result<(), TablesError> {
        let wide = f64::from(WIDE) * 14.0 / height.max(14.0);
        let lines = lines_of(text, wide as u16);
        self.sheet
            .set_row_height(self.row, f64::from(lines) * height)?;
        let format = indented(format.clone())
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        self.wide(0, text, &format)?;
        self.row += 1;
        Ok(())
    }

    /// The head of a small table: its first column and the others.
    fn head(&mut self, first: &str, others: &[Head<'_>]) -> Result<(), TablesError> {
        self.row += 1;
        let all = || {
            [Head::Left(first)]
                .into_iter()
                .chain(others.iter().copied())
        };
        let lines = all().zip(WIDTHS).map(|(heading, wide)| match heading {
            Head::Left(text) | Head::Right(text) => lines_of(text, wide - 3),
            Head::Wide(_) => 1,
        });
        let height = f64::from(lines.max().unwrap_or(1)) * 15.0 + 5.0;
        self.sheet.set_row_height(self.row, height)?;
        for (heading, column) in all().zip(0u16..) {
            let (text, format) = match heading {
                Head::Left(text) => (text, &self.look.head),
                Head::Right(text) => (text, &self.look.head_right),
                Head::Wide(text) => {
                    self.wide(column, text, &self.look.head.clone())?;
                    continue;
                }
            };
            self.sheet
                .write_string_with_format(self.row, column, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn wide(&mut self, column: u16, text: &str, format: &Format) -> Result<(), TablesError> {
        self.sheet
            .merge_range(self.row, column, self.row, LAST, &written(text), format)?;
        Ok(())
    }

    fn row(&mut self, label: &str, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        let top = indented(Format::new().set_align(FormatAlign::Top)).set_text_wrap();
        let lines = lines_of(label, WIDTHS[0] - 4);
        self.sheet
            .set_row_height(self.row, f64::from(lines) * 15.0 + 1.0)?;
        self.sheet
            .write_string_with_format(self.row, 0, written(label), &top)?;
        for (cell, column) in cells.iter().zip(1u16..) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    self.sheet
                        .write_string_with_format(self.row, column, written(text), &top)?;
                }
                Cell::Word(text) => {
                    let right = top.clone().set_align(FormatAlign::Right).set_indent(0);
                    self.sheet
                        .write_string_with_format(self.row, column, *text, &right)?;
                }
                Cell::Wide(text) => self.wide(column, text, &top)?,
                Cell::Number(kind, number) => {
                    let format = kind.format();
                    self.sheet
                        .write_number_with_format(self.row, column, *number, &format)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }
}

fn count<'a>(n: impl Into<f64>) -> Cell<'a> {
    Cell::Number(Kind::Count, rounded(n.into(), 6))
}

/// Writes the summary. `continued` names the sheets on which a list goes on.
pub(super) fn write(
    sheet: &mut Worksheet,
    input: &TablesInput<'_>,
    look: &Look,
    continued: &[String],
) -> Result<(), TablesError> {
    let words = input.words;
    sheet.set_name(&words.sheets.summary)?;
    for (width, column) in WIDTHS.into_iter().zip(0u16..) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    printed(sheet, &words.title);
    sheet.set_screen_gridlines(false);
    let mut pen = Pen {
        sheet,
        look,
        row: 0,
    };
    let quiet = Format::new().set_font_color(Color::RGB(0x006B_6558));
    pen.line(
        &words.title,
        &Format::new().set_bold().set_font_size(18),
        26.0,
    )?;
    if let Some(note) = &words.note {
        let warned = Format::new()
            .set_italic()
            .set_font_color(Color::RGB(0x00B5_361F));
        pen.line(note, &warned, 16.0)?;
    }
    pen.line(&words.rule, &Format::new(), 16.0)?;
    pen.line(
        &words.headline,
        &Format::new().set_bold().set_font_size(14),
        22.0,
    )?;
    if !words.context.is_empty() {
        pen.line(&words.context, &Format::new(), 16.0)?;
    }
    answer(&mut pen, input)?;
    districts(&mut pen, input)?;
    rule(&mut pen, input)?;
    inputs(&mut pen, input)?;
    pen.row += 1;
    for name in continued {
        let said = format!("{} {name}", words.summary.continued);
        pen.line(&said, &quiet, 16.0)?;
    }
    pen.line(&words.version, &quiet, 16.0)?;
    if pen.row <= A_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn answer(pen: &mut Pen<'_>, input: &TablesInput<'_>) -> Result<(), TablesError> {
    let TablesInput {
        dataset, coverage, ..
    } = *input;
    let (words, totals) = (&input.words.summary, &coverage.totals);
    let mut border = PersonSum::default();
    for (i, answer) in coverage.villages.iter().enumerate() {
        if answer.status == Status::Borderline {
            border += dataset.villages.get(i).map_or(0.0, Village::people);
        }
    }
    let all = totals.population.0;
    let row = |pen: &mut Pen<'_>, label: &str, villages: u32, people: f64| {
        let counted = [
            count(villages),
            count(people),
            Cell::Number(Kind::Share, people / all),
        ];
        // Where nobody is known to live, nothing can be said of people.
        pen.row(label, &counted[..if all > 0.0 { 3 } else { 1 }])
    };
    pen.head(
        &words.answer,
        &[
            Head::Right(&words.villages),
            Head::Right(&words.people),
            Head::Right(&words.share),
        ],
    )?;
    row(pen, &words.total, totals.villages, all)?;
    row(
        pen,
        &words.within,
        totals.covered,
        totals.population_covered.0,
    )?;
    row(pen, &words.beyond, totals.gap, totals.population_gap.0)?;
    if totals.borderline > 0 {
        row(pen, &words.borderline, totals.borderline, border.total().0)?;
    }
    if totals.unknown > 0 {
        row(
            pen,
            &words.unknown,
            totals.unknown,
            totals.population_unknown.0,
        )?;
    }
    Ok(())
}

fn districts(pen: &mut Pen<'_>, input: &TablesInput<'_>) -> Result<(), TablesError> {
    let words = &input.words.summary;
    let answers = &input.coverage.districts;
    if answers.is_empty() {
        return Ok(());
    }
    let gaps = answers.iter().filter(|d| d.villages_gap > 0).count();
    pen.head(&words.districts, &[Head::Right(&words.number)])?;
    pen.row(&words.total, &[count(answers.len() as f64)])?;
    pen.row(&words.with_gaps, &[count(gaps as f64)])?;
    let Some(total) = input.areas.and_then(|a| a.total) else {
        return Ok(());
    };
    pen.head(
        &words.area,
        &[
            Head::Right(&words.area_total),
            Head::Right(&words.area_low),
            Head::Right(&words.area_high),
        ],
    )?;
    let area = [
        Cell::Number(Kind::Area, rounded(total.area.km2(), 6)),
        Cell::Number(Kind::Share, tabular::low(total.low)),
        Cell::Number(Kind::Share, tabular::high(total.high)),
    ];
    pen.row(&words.total, &area)
}

fn rule(pen: &mut Pen<'_>, input: &TablesInput<'_>) -> Result<(), TablesError> {
    let (words, spec) = (&input.words.summary, input.spec);
    pen.head(
        &words.tier,
        &[
            Head::Right(&words.radius),
            Head::Right(&words.serving),
            Head::Right(&words.villages_covered),
            Head::Right(&words.people_covered),
        ],
    )?;
    for (tier, name) in input.coverage.tiers.iter().zip(&input.words.tiers) {
        let cells = [
            tier.radius
                .map_or(Cell::Empty, |r| Cell::Number(Kind::Metres, r.0)),
            count(tier.facilities),
            count(tier.villages_covered),
            count(tier.population_covered.0),
        ];
        pen.row(name, &cells)?;
    }
    let yes = if spec.within_unit {
        &words.yes
    } else {
        &words.no
    };
    pen.head(&words.rule, &[Head::Right(&words.value)])?;
    pen.row(&words.k, &[count(spec.k)])?;
    pen.row(&words.within_unit, &[Cell::Word(yes)])?;
    pen.row(
        &words.tolerance,
        &[Cell::Number(Kind::Metres, spec.tolerance.0)],
    )?;
    if let Some(filter) = &spec.filter {
        pen.row(&words.filter, &[Cell::Wide(filter)])?;
    }
    if input.edits > 0 {
        pen.row(&words.edits, &[count(input.edits as f64)])?;
    }
    Ok(())
}

fn inputs(pen: &mut Pen<'_>, input: &TablesInput<'_>) -> Result<(), TablesError> {
    let words = &input.words.summary;
    pen.head(
        &words.file,
        &[
            Head::Left(&words.role),
            Head::Right(&words.features),
            Head::Right(&words.skipped),
            Head::Wide(&words.sha256),
        ],
    )?;
    for (layer, role) in input.dataset.layers.iter().zip(&input.words.roles) {
        let source = &layer.table.source;
        let cells = [
            Cell::Text(role),
            count(layer.table.len() as f64),
            count(skipped(layer, input.dataset) as f64),
            Cell::Wide(&source.sha256),
        ];
        pen.row(&source.path.to_string_lossy(), &cells)?;
    }
    Ok(())
}
