//! The gap map as a page: title and rule above, the map with its frame, beside it the answer, the key and the worst districts,
//! below the sources.
//!
//! The layout is worked out from measured texts before a line is written, so nothing overlaps and nothing is cut off. The page holds
//! no date of its own: same input, same bytes.

mod atlas;
pub(super) mod block;
mod focus;
mod frame;
mod furniture;
mod grid;
mod ground;
mod inset;
mod key;
mod layout;
mod margins;
mod marks;
mod names;
mod parts;
mod path;
mod plane;
mod sheet;
mod words;

use super::pdf::{Document, PdfAbout, PdfError};
use super::png::{self, PngError};
use super::scene::Scene;
use super::style::{PAPER, Theme};
use crate::model::MapLook;

pub use atlas::{Atlas, AtlasChoice, AtlasOrder, AtlasWords, DistrictWords};
pub use block::PlacedText;
pub use layout::{Page, Part, compose};
pub use parts::{Optional, PageParts};
pub use words::{KeyWords, ListWords, PageWords, TierWords, Tone};

/// The size of a sheet (ISO 216).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

/// The sheet and how finely it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSpec {
    /// Its size.
    pub paper: Paper,
    /// Whether its long side lies across.
    pub landscape: bool,
    /// Pixels per inch of the PNG.
    pub dpi: f32,
    /// Its colours.
    pub theme: Theme,
    /// The margin at every side in millimetres; see [`PageSpec::MARGINS`].
    pub margin: f32,
    /// What stands on it besides title and map.
    pub parts: PageParts,
}

impl Default for PageSpec {
    /// A4 landscape at 150 dpi on white.
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            landscape: true,
            dpi: 150.0,
            theme: PAPER,
            margin: 10.5,
            parts: PageParts::default(),
        }
    }
}

impl PageSpec {
    /// The least and the largest margin, millimetres: what office printers leave white, and a wide binding edge.
    pub const MARGINS: [f32; 2] = [5.0, 30.0];

    /// Width and height in millimetres.
    #[must_use]
    pub fn millimetres(&self) -> [f32; 2] {
        let [short, long] = match self.paper {
            Paper::A4 => [210.0, 297.0],
            Paper::A3 => [297.0, 420.0],
        };
        if self.landscape {
            [long, short]
        } else {
            [short, long]
        }
    }

    /// Width and height in points.
    #[must_use]
    pub fn points(&self) -> [f32; 2] {
        self.millimetres().map(|mm| mm * 72.0 / 25.4)
    }

    /// Width and height of the PNG in pixels.
    #[must_use]
    pub fn pixels(&self) -> [u32; 2] {
        self.millimetres()
            .map(|mm| (mm * self.dpi / 25.4).round().max(1.0) as u32)
    }
}

/// The page as SVG, in points, with texts as texts. The map on it looks as `look` has it.
#[must_use]
pub fn render_svg(scene: &Scene, look: &MapLook, spec: &PageSpec, words: &PageWords) -> String {
    compose(scene, look, spec, words).svg
}

/// A page's SVG as PNG at the page's resolution.
///
/// # Errors
/// When the SVG is not sound, or the picture is too large to draw or cannot be encoded.
pub fn render_png(svg: impl AsRef<str>, spec: &PageSpec) -> Result<Vec<u8>, PngError> {
    let [width, height] = spec.pixels();
    png::encode(&png::rasterise(svg, width, height)?, spec.dpi)
}

/// A page's SVG as a PDF of one page.
///
/// # Errors
/// When the SVG is not sound or cannot be drawn.
pub fn render_pdf(svg: &str, spec: &PageSpec, words: &PageWords) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::begin(&words.about());
    document.page(svg, spec.points(), None)?;
    document.finish()
}

impl PageWords {
    /// What a reader of PDF shows of the document.
    #[must_use]
    pub fn about(&self) -> PdfAbout {
        PdfAbout {
            title: self.title.clone(),
            subject: format!("{} {}", self.headline, self.headline_detail),
            author: None,
            lang: self.lang.clone(),
            program: self.version.clone(),
        }
    }
}
