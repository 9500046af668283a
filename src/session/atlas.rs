//! The atlas of an answer as one PDF: sheets are drawn side by side, a few at a time, and put in their order.

use rayon::prelude::*;

use super::answer::Answer;
use super::export::ExportError;
use crate::base::Progress;
use crate::base::progress::Stage;
use crate::map::page::{Atlas, AtlasWords, PageSpec};
use crate::map::pdf::{Document, Sheet};

/// So many sheets are drawn before they are put into the document: what is held at once does not grow with the atlas.
const AT_ONCE: usize = 8;

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
