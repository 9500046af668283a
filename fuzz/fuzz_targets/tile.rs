//! Any bytes as a tile, and as the address and the attribution of one. Refusals are fine, panics are not.

#![no_main]

use lastmile::io::tiles::{Template, decode, plain_text, take_key};
use lastmile::model::tiles::TileId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for shapes in [false, true] {
        let _ = decode(bytes.to_vec(), shapes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = plain_text(text);
        let (address, key) = take_key(text);
        if let Ok(template) = Template::parse(&address) {
            let url = template.url(TileId { z: 3, x: 5, y: 2 }, key.as_deref().unwrap_or(""));
            assert!(url.is_ascii() && !url.contains([' ', '\n', '{', '}']));
        }
    }
});
