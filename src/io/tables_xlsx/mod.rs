//! The tables as a workbook (XLSX, ECMA-376): a summary, the lists formatted to be read and printed, the map as a picture.
//!
//! Numbers are numbers and equal those of the CSV files; texts are texts, also where they look like a formula. Same input, same bytes:
//! the document's date is a fixed one. Long lists go row by row through a file, so memory stays small.

mod lists;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;
mod words;

use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Image, ObjectMovement, Workbook, XlsxError};

use self::sheet::{A4, Book, Look, MOST_ROWS};
use crate::base::{Cancelled, Progress};
use crate::model::{AnalysisSpec, Areas, Coverage, Dataset, FacilityLoad};

pub use lists::{FACILITY_COLUMNS, WARNING_COLUMNS};
pub use words::{ColumnWords, NothingWords, SheetWords, SummaryWords, TablesWords};

/// What a workbook is written from.
#[derive(Debug, Clone, Copy)]
pub struct TablesInput<'a> {
    /// The baseline.
    pub dataset: &'a Dataset,
    /// The answer.
    pub coverage: &'a Coverage,
    /// The areas; `None`: they were not asked for.
    pub areas: Option<&'a Areas>,
    /// The question.
    pub spec: &'a AnalysisSpec,
    /// How many edits of the facilities the answer is for.
    pub edits: usize,
    /// What each facility of the coverage bears.
    pub loads: &'a [FacilityLoad],
    /// A sentence for each of the dataset's warnings, in their order.
    pub messages: &'a [String],
    /// The texts.
    pub words: &'a TablesWords,
    /// The map.
    pub map: Option<MapPicture<'a>>,
    /// A folder with room for what a long list needs until it is written.
    pub scratch: &'a Path,
}

/// The map as a page.
#[derive(Debug, Clone, Copy)]
pub struct MapPicture<'a> {
    /// A PNG that knows its resolution.
    pub png: &'a [u8],
    /// Width and height of the sheet that it is made for, millimetres.
    pub millimetres: [f32; 2],
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// The system refused.
    #[error(transparent)]
    Refused(#[from] io::Error),
    /// Somebody stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<XlsxError> for TablesError {
    fn from(error: XlsxError) -> Self {
        Self::Refused(match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
            error => io::Error::other(error),
        })
    }
}

/// A workbook that is ready to be saved.
pub struct Tables(Workbook);

/// Makes the workbook.
///
/// # Errors
/// When there is no room for a long list, or the job is cancelled.
pub fn build(input: &TablesInput<'_>, progress: &Progress) -> Result<Tables, TablesError> {
    build_with(input, MOST_ROWS, progress)
}

/// The same with sheets of at most so many rows.
fn build_with(
    input: &TablesInput<'_>,
    most_rows: usize,
    progress: &Progress,
) -> Result<Tables, TablesError> {
    let words = input.words;
    let mut workbook = Workbook::new();
    workbook.set_tempdir(input.scratch)?;
    let properties = DocProperties::new()
        .set_title(sheet::shortened(&words.title, 255))
        .set_author(&words.version)
        // A day of no meaning: the same input makes the same bytes whenever it is.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let look = Look::new();
    workbook.add_worksheet();
    let mut book = Book {
        workbook: &mut workbook,
        look: &look,
        title: &words.title,
        progress,
        scratch: input.scratch,
        most_rows,
    };
    let written = [
        (
            &words.sheets.districts,
            lists::districts(input, |list| book.list(list))?,
        ),
        (
            &words.sheets.villages,
            lists::villages(input, |list| book.list(list))?,
        ),
        (
            &words.sheets.facilities,
            lists::facilities(input, |list| book.list(list))?,
        ),
        (
            &words.sheets.warnings,
            lists::warnings(input, |list| book.list(list))?,
        ),
    ];
    let continued: Vec<String> = written
        .into_iter()
        .flat_map(|(name, sheets)| (1..sheets).map(|n| sheet::part_name(name, n)))
        .collect();
    summary::write(workbook.worksheet_from_index(0)?, input, &look, &continued)?;
    if let Some(map) = &input.map {
        picture(&mut workbook, words, map)?;
    }
    Ok(Tables(workbook))
}

/// The map on a sheet of its own, printed on the paper that it is made for.
fn picture(
    workbook: &mut Workbook,
    words: &TablesWords,
    map: &MapPicture<'_>,
) -> Result<(), TablesError> {
    const A3: u8 = 8;
    let [width, height] = map.millimetres;
    let image = Image::new_from_buffer(map.png)?
        .set_alt_text(sheet::shortened(&words.title, 255))
        // As large as it is, whatever a program thinks of the cells beneath.
        .set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
    let sheet = workbook.add_worksheet();
    sheet.set_name(&words.sheets.map)?;
    // Rows of a height of their own, not of whatever font stands in: the picture is measured by them.
    sheet.set_default_row_height(20.0);
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(if width.max(height) > 300.0 { A3 } else { A4 });
    if width > height {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 1);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.25, 0.25, 0.25, 0.25, 0.1, 0.1);
    sheet.insert_image(0, 0, &image)?;
    Ok(())
}

impl Tables {
    /// Writes the file.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn save(mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        self.0
            .save_to_writer(out)
            .map_err(|error| match TablesError::from(error) {
                TablesError::Refused(error) => error,
                TablesError::Cancelled(cancelled) => io::Error::other(cancelled),
            })
    }
}
