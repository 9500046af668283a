//! The fonts that travel with the program, and how wide a text is in them.
//!
//! Pages are laid out before they are drawn, so the width must be known without drawing: the sum of the advances. Kerning, which only
//! draws Latin letters together, is left out; a text is never wider than its measure by more than a hair.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb;
use ttf_parser::Face;

/// Noto Sans SC Regular, a subset with the Chinese of GBK and Latin (`assets/fonts/subset.py`; SIL Open Font License).
pub static REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
/// The same in weight 600.
pub static SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-SemiBold.ttf");
/// The family's name inside the files.
pub const FAMILY: &str = "Noto Sans SC";
/// From the baseline to the top of Chinese characters, in ems.
pub const ASCENT: f32 = 0.88;
/// From the baseline to the bottom of Chinese characters and Latin descenders, in ems.
pub const DESCENT: f32 = 0.22;

/// The weights there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    SemiBold,
}

static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [REGULAR, SEMI_BOLD].map(|bytes| Face::parse(bytes, 0).ok()));

static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for bytes in [REGULAR, SEMI_BOLD] {
        database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    }
    database.set_sans_serif_family(FAMILY);
    Arc::new(database)
});

/// The embedded fonts as the renderer wants them; made once.
#[must_use]
pub fn database() -> Arc<fontdb::Database> {
    Arc::clone(&DATABASE)
}

/// The width of one character at size 1.
fn advance(c: char, weight: Weight) -> f32 {
    let face = FACES[usize::from(weight == Weight::SemiBold)].as_ref();
    face.and_then(|face| {
        let glyph = face.glyph_index(c).unwrap_or(ttf_parser::GlyphId(0));
        let units = face.glyph_hor_advance(glyph)?;
        Some(f32::from(units) / f32::from(face.units_per_em()))
    })
    .unwrap_or(1.0)
}

/// The width of a text at a font size, in the unit of the size.
#[must_use]
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    text.chars().map(|c| advance(c, weight)).sum::<f32>() * size
}

/// Whether a line may be broken between two characters: at spaces and around Chinese ones, but never before closing or after opening
/// punctuation (GB/T 15834).
fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let closes = "，。、；：！？）》」』】〉”’…,.;:!?)%";
    let opens = "（《「『【〈“‘(";
    if before == ' ' {
        return true;
    }
    (wide(before) || wide(after))
        && after != ' '
        && !closes.contains(after)
        && !opens.contains(before)
        && after != '\u{202f}'
        && before != '\u{202f}'
}

/// A text in lines no wider than `most`; a word that is too wide for a line is broken.
#[must_use]
pub fn wrap(text: &str, size: f32, weight: Weight, most: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<char> = Vec::new();
    let mut length = 0.0;
    let measure = |chars: &[char]| chars.iter().map(|c| advance(*c, weight)).sum::<f32>() * size;
    for c in text.trim().chars() {
        let w = advance(c, weight) * size;
        while length + w > most && !line.is_empty() && c != ' ' {
            let at = (1..=line.len())
                .rev()
                .find(|i| may_break(line[i - 1], *line.get(*i).unwrap_or(&c)))
                .unwrap_or(line.len());
            let rest = line.split_off(at);
            lines.push(line.iter().collect::<String>().trim_end().to_owned());
            length = measure(&rest);
            line = rest;
        }
        line.push(c);
        length += w;
    }
    if !line.is_empty() {
        lines.push(line.iter().collect::<String>().trim_end().to_owned());
    }
    lines
}

/// The text, or its beginning with an ellipsis, no wider than `most`.
#[must_use]
pub fn shorten(text: &str, size: f32, weight: Weight, most: f32) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let room = most - advance('…', weight) * size;
    let mut length = 0.0;
    let mut short: String = text
        .chars()
        .take_while(|c| {
            length += advance(*c, weight) * size;
            length <= room
        })
        .collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_fonts_are_there_and_know_chinese_and_thin_spaces() {
        assert_eq!(database().len(), 2);
        for weight in [Weight::Regular, Weight::SemiBold] {
            assert!((width("乡镇", 10.0, weight) - 20.0).abs() < 1e-3);
            assert!((width("\u{202f}", 10.0, weight) - 2.0).abs() < 1e-3);
        }
        assert!(width("Wide", 10.0, Weight::SemiBold) > width("Wide", 10.0, Weight::Regular));
    }

    #[test]
    fn chinese_lines_do_not_begin_with_a_full_stop() {
        let lines = wrap(
            "每个村庄距最近机构不超过五公里。",
            10.0,
            Weight::Regular,
            50.0,
        );
        assert!(lines.iter().all(|l| !l.starts_with('。')), "{lines:?}");
    }

    #[test]
    fn a_number_is_not_torn_from_its_unit() {
        let lines = wrap("within 5\u{202f}km of care", 10.0, Weight::Regular, 60.0);
        assert!(lines.iter().any(|l| l.contains("5\u{202f}km")), "{lines:?}");
    }

    #[test]
    fn a_text_that_fits_is_not_shortened() {
        assert_eq!(shorten("Ompi", 10.0, Weight::Regular, 50.0), "Ompi");
        assert_eq!(
            shorten("Dumburnagar", 10.0, Weight::Regular, 40.0)
                .chars()
                .last(),
            Some('…')
        );
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_letter_is_lost(text in "[a-z 乡镇村。，（）0-9]{0,80}", most in 30f32..200.0) {
            let lines = wrap(&text, 10.0, Weight::Regular, most);
            for line in &lines {
                // Closing punctuation that may not begin a line can force an early break, never a wide line.
                prop_assert!(width(line, 10.0, Weight::Regular) <= most + 1e-3, "{line}");
            }
            let letters = |t: &str| t.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn a_shortened_text_fits(text in "[a-zA-Z乡镇村]{1,40}", most in 20f32..200.0) {
            prop_assert!(width(&shorten(&text, 10.0, Weight::Regular, most), 10.0, Weight::Regular) <= most);
        }
    }
}
