//! The atlas of an answer as one PDF: sheets are drawn side by side, a few at a time, and put in their order.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::answer::Answer;
use super::export::ExportError;
use crate::base::Progress;
use crate::base::progress::Stage;
use crate::map::page::{Atlas, AtlasChoice, AtlasWords, PageSpec};
use crate::map::pdf::{Document, Sheet};
use crate::model::Dataset;

/// So many sheets are drawn before they are put into the document: what is held at once does not grow with the atlas.
const AT_ONCE: usize = 8;

/// Fills the texts of an atlas from a finished answer.
pub type FillAtlas = dyn Fn(&Answer) -> AtlasWords + Send + Sync;

/// An atlas to be written.
#[derive(Clone)]
pub struct AtlasRequest {
    /// The file; a bare name lies in the folder of the lists, if there is one.
    pub path: PathBuf,
    /// Its words: this room has none, and the areas may be known only when the export begins.
    pub fill: Arc<FillAtlas>,
}

impl fmt::Debug for AtlasRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtlasRequest")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl AtlasRequest {
    /// Whether the districts of an atlas are there.
    ///
    /// # Errors
    /// When there are none, or one that is named is not among them.
    pub fn check(choice: &AtlasChoice, dataset: &Dataset) -> Result<(), ExportError> {
        if dataset.districts.is_empty() {
            return Err(ExportError::UnknownDistrict { name: None });
        }
        match choice.unknown(dataset).first() {
            Some(name) => Err(ExportError::UnknownDistrict {
                name: Some((*name).to_owned()),
            }),
            None => Ok(()),
        }
    }
}

/// Draws the atlas.
///
/// # Errors
/// When a sheet cannot be drawn, or the job is cancelled.
pub(super) fn draw(
    answer: &Answer,
    spec: PageSpec,
    words: &AtlasWords,
    progress: &Progress,
) -> Result<Vec<u8>, ExportError> {
    let look = &answer.state.look;
    let atlas = Atlas::new(&answer.scene, look, spec, words);
    progress.begin(Stage::Drawing, atlas.len() as u64);
    let mut document = Document::begin(&words.page.about());
    let all: Vec<usize> = (0..atlas.len()).collect();
    for some in all.chunks(AT_ONCE) {
        progress.check()?;
        let sheets: Vec<_> = some
            .par_iter()
            .map(|i| Sheet::read(&atlas.draw(*i).svg))
            .collect();
        for (i, sheet) in some.iter().zip(sheets) {
            document.add(&sheet?, spec.points(), atlas.bookmark(*i))?;
            progress.advance(1)?;
        }
    }
    Ok(document.finish()?)
}
