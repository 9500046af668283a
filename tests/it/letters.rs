//! Every letter that the program writes of its own can be drawn: it is in the embedded typefaces.

use std::collections::BTreeSet;
use std::path::Path;

use ttf_parser::Face;

#[test]
fn every_letter_of_the_texts_is_in_both_faces() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut letters: BTreeSet<char> = "▲▼·…–°".chars().collect();
    for language in ["en", "zh-CN"] {
        let folder = root.join("assets/i18n").join(language);
        for file in std::fs::read_dir(folder).expect("a folder") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
            letters.extend(text.chars().filter(|c| !c.is_control()));
        }
    }
    assert!(letters.len() > 500, "the texts were read");
    for face in ["NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf"] {
        let bytes = std::fs::read(root.join("assets/fonts").join(face)).expect("a face");
        let face = Face::parse(&bytes, 0).expect("a face");
        let missing: String = letters
            .iter()
            .filter(|c| face.glyph_index(**c).is_none())
            .collect();
        assert_eq!(missing, "");
    }
}
