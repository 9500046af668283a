//! The fonts of an SVG that leaves the program: cut down to the letters that it uses and carried inside, so that it looks the same where
//! they are not installed, and its texts stay texts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use allsorts::binary::read::ReadScope;
use allsorts::font::read_cmap_subtable;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::FontTableProvider;
use allsorts::tables::cmap::Cmap;
use allsorts::tag;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use resvg::usvg::roxmltree::{Document, Node};

use super::text::{FAMILY, REGULAR, SEMI_BOLD};

/// The SVG with the fonts of its texts in it. One that cannot be read, or whose font cannot be cut, is given back as it is: it then shows
/// its texts in a font of the reader's.
#[must_use]
pub fn embed(svg: String) -> String {
    let Some(style) = style(&svg) else {
        return svg;
    };
    let Some(at) = svg.find("<defs>").map(|at| at + "<defs>".len()) else {
        return svg;
    };
    let mut out = String::with_capacity(svg.len() + style.len());
    out.push_str(&svg[..at]);
    out.push_str(&style);
    out.push_str(&svg[at..]);
    out
}

/// The element with the rules for both weights; `None` without texts.
fn style(svg: &str) -> Option<String> {
    let document = Document::parse(svg).ok()?;
    let mut letters = [BTreeSet::new(), BTreeSet::new()];
    for node in document.descendants().filter(|n| n.has_tag_name("text")) {
        let bold = weight(node) == Some("600");
        letters[usize::from(bold)].extend(node.text().unwrap_or_default().chars());
    }
    let mut rules = String::new();
    for ((font, weight), letters) in [(REGULAR, 400), (SEMI_BOLD, 600)].into_iter().zip(letters) {
        if letters.is_empty() {
            continue;
        }
        let cut = STANDARD.encode(cut(font, &letters)?);
        // Writing to a String cannot fail.
        let _ = write!(
            rules,
            "\n@font-face{{font-family:\"{FAMILY}\";font-weight:{weight};src:url(data:font/ttf;base64,{cut})}}"
        );
    }
    (!rules.is_empty()).then(|| format!("\n<style>{rules}\n</style>"))
}

/// The weight that holds for an element: its own, or that of the nearest around it.
fn weight<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.ancestors().find_map(|n| n.attribute("font-weight"))
}

/// The font with only the glyphs of these letters; `None` if it cannot be read.
fn cut(font: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let data = ReadScope::new(font).read::<FontData<'_>>().ok()?;
    let provider = data.table_provider(0).ok()?;
    let table = provider.read_table_data(tag::CMAP).ok()?;
    let cmap = ReadScope::new(&table).read::<Cmap<'_>>().ok()?;
    let (_, subtable) = read_cmap_subtable(&cmap).ok()??;
    let glyph = |c: &char| subtable.map_glyph(u32::from(*c)).ok().flatten();
    // The first glyph stands for what the font does not have, and must be there.
    let mut glyphs: Vec<u16> = std::iter::once(0)
        .chain(letters.iter().filter_map(glyph))
        .collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    // Browsers refuse fonts without these.
    let tables = [
        tag::CMAP,
        tag::GLYF,
        tag::HEAD,
        tag::HHEA,
        tag::HMTX,
        tag::LOCA,
        tag::MAXP,
        tag::NAME,
        tag::OS_2,
        tag::POST,
    ];
    let profile = SubsetProfile::Custom(tables.to_vec());
    subset(&provider, &glyphs, &profile, CmapTarget::Unicode).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><defs></defs><text>乡镇 5 km</text><g font-weight="600"><text>标题</text></g></svg>"#;

    fn fonts(svg: &str) -> Vec<Vec<u8>> {
        let parts = svg.split("base64,").skip(1);
        let fonts = parts.map(|part| STANDARD.decode(part.split(')').next()?).ok());
        fonts.map(|f| f.expect("base64")).collect()
    }

    #[test]
    fn only_the_letters_that_are_used_travel_along() {
        let fonts = fonts(&embed(SVG.to_owned()));
        assert_eq!(fonts.len(), 2);
        for (font, letters) in fonts.iter().zip(["乡镇 5km", "标题"]) {
            let face = ttf_parser::Face::parse(font, 0).expect("a font");
            for c in letters.chars() {
                let glyph = face.glyph_index(c).expect("a glyph");
                assert!(c == ' ' || face.glyph_bounding_box(glyph).is_some(), "{c}");
            }
            assert!(face.glyph_index('省').is_none());
            assert!(font.len() < 12_000, "{} bytes", font.len());
        }
    }

    #[test]
    fn what_has_no_texts_stays_as_it_is() {
        for svg in ["<svg", "<svg><defs></defs><path d=\"M0 0\"/></svg>"] {
            assert_eq!(embed(svg.to_owned()), svg);
        }
    }
}
