//! From pages as SVG to one PDF: vectors stay vectors, texts can be searched, only the glyphs that are used are embedded.
//!
//! The same reader of SVG and the same fonts as for the PNG, so both look alike. The document holds no date and no random number: same
//! pages, same bytes.

use krilla::destination::XyzDestination;
use krilla::geom::{Point, Size};
use krilla::metadata::{Metadata, PageLayout, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg::{Options, Tree};

use super::text;

/// Why a document could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A page's SVG could not be read.
    #[error("the drawing is not sound: {0}")]
    Svg(String),
    /// A page has no size, or a part of it cannot be drawn.
    #[error("page {page} cannot be drawn")]
    Page {
        /// Its number, from 1.
        page: usize,
    },
    /// The document could not be put together.
    #[error("the document cannot be written: {0}")]
    Writing(String),
}

/// What a reader shows of a document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfAbout {
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Who made it, if that is known.
    pub author: Option<String>,
    /// Its language, `zh-CN` for instance.
    pub lang: String,
    /// The program and its version.
    pub program: String,
}

/// A bookmark to the top of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bookmark<'a> {
    /// Whether it stands below the last one that does not.
    pub below: bool,
    /// What it says.
    pub text: &'a str,
}

/// A page's SVG, read and its texts laid out: most of the work, and it can be done for several pages side by side.
pub struct Sheet(Tree);

impl Sheet {
    /// Reads an SVG.
    ///
    /// # Errors
    /// When it is not sound.
    pub fn read(svg: &str) -> Result<Self, PdfError> {
        let options = Options {
            fontdb: text::database(),
            font_family: text::FAMILY.to_owned(),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options);
        tree.map(Self).map_err(|e| PdfError::Svg(e.to_string()))
    }
}

/// A document that grows page by page.
pub struct Document {
    inner: krilla::Document,
    outline: Vec<(OutlineNode, Vec<OutlineNode>)>,
    pages: usize,
}

impl Document {
    /// A document without pages.
    #[must_use]
    pub fn begin(about: &PdfAbout) -> Self {
        let mut document = krilla::Document::new();
        let mut metadata = Metadata::new()
            .title(about.title.clone())
            .description(about.subject.clone())
            .language(about.lang.clone())
            .creator(about.program.clone())
            .producer(about.program.clone())
            .text_direction(TextDirection::LeftToRight)
            .page_layout(PageLayout::SinglePage);
        if let Some(author) = &about.author {
            metadata = metadata.authors(vec![author.clone()]);
        }
        document.set_metadata(metadata);
        Self {
            inner: document,
            outline: Vec::new(),
            pages: 0,
        }
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Adds a page of this width and height in points, with a bookmark if it is to be found in the outline.
    ///
    /// # Errors
    /// When the SVG is not sound or cannot be drawn.
    pub fn page(
        &mut self,
        svg: &str,
        size: [f32; 2],
        bookmark: Option<Bookmark<'_>>,
    ) -> Result<(), PdfError> {
        self.add(&Sheet::read(svg)?, size, bookmark)
    }

    /// Adds a page that was read before.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn add(
        &mut self,
        Sheet(tree): &Sheet,
        [width, height]: [f32; 2],
        bookmark: Option<Bookmark<'_>>,
    ) -> Result<(), PdfError> {
        let failed = || PdfError::Page {
            page: self.pages + 1,
        };
        let size = Size::from_wh(width, height).ok_or_else(failed)?;
        let mut page = self.inner.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        let drawn = surface.draw_svg(tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
        drawn.ok_or_else(failed)?;
        if let Some(bookmark) = bookmark {
            let place = XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0));
            let node = OutlineNode::new(bookmark.text.to_owned(), place);
            match self.outline.last_mut() {
                Some((_, below)) if bookmark.below => below.push(node),
                _ => self.outline.push((node.with_open(true), Vec::new())),
            }
        }
        self.pages += 1;
        Ok(())
    }

    /// The bytes of the document.
    ///
    /// # Errors
    /// When a font or the document cannot be written.
    pub fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        let mut outline = Outline::new();
        for (mut node, below) in self.outline {
            for child in below {
                node.push_child(child);
            }
            outline.push_child(node);
        }
        self.inner.set_outline(outline);
        let bytes = self.inner.finish();
        bytes.map_err(|e| PdfError::Writing(format!("{e:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" font-family="Noto Sans SC">
        <rect width="100" height="50" fill="#fff"/><text x="5" y="20" font-size="10">乡镇 town</text></svg>"##;

    fn about() -> PdfAbout {
        PdfAbout {
            title: "缺口图 gap map".into(),
            lang: "zh-CN".into(),
            program: "Lastmile".into(),
            ..PdfAbout::default()
        }
    }

    fn document(pages: usize) -> Vec<u8> {
        let mut document = Document::begin(&about());
        for n in 0..pages {
            let bookmark = Bookmark {
                below: n > 0,
                text: "东河镇",
            };
            document
                .page(PAGE, [200.0, 100.0], Some(bookmark))
                .expect("page");
        }
        document.finish().expect("document")
    }

    #[test]
    fn the_same_pages_make_the_same_bytes() {
        let pdf = document(3);
        assert!(pdf.starts_with(b"%PDF-"));
        assert!(pdf == document(3), "two runs differ");
    }

    #[test]
    fn fonts_are_cut_down_to_what_is_used_and_shared_by_pages() {
        let (one, many) = (document(1).len(), document(40).len());
        assert!(one < 40_000, "{one} bytes for eight glyphs");
        assert!(many < one + 40 * 1500, "{many} bytes for forty pages");
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let mut document = Document::begin(&about());
        assert!(matches!(
            document.page("<svg", [10.0, 10.0], None),
            Err(PdfError::Svg(_))
        ));
        assert_eq!(
            document.page(PAGE, [0.0, 10.0], None),
            Err(PdfError::Page { page: 1 })
        );
        assert_eq!(document.pages(), 0);
    }
}
