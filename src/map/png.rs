//! From SVG to PNG, by resvg with the embedded fonts only: the same bytes on every machine.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::text;

/// Why a page could not be rasterised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// The SVG could not be read.
    #[error("the drawing is not sound: {0}")]
    Svg(String),
    /// The picture would be empty or too large to hold in memory.
    #[error("{width} × {height} pixels are too many")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The picture could not be encoded.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
}

/// The most pixels that a page may have: A3 at 600 dpi.
const MOST_PIXELS: u64 = 70_000_000;

/// Draws an SVG at `scale` pixels per unit of its view box.
///
/// # Errors
/// When the SVG is not sound or the picture too large.
pub fn rasterise(svg: impl AsRef<str>, width: u32, height: u32) -> Result<Pixmap, PngError> {
    let size = PngError::Size { width, height };
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(size);
    }
    let options = Options {
        fontdb: text::database(),
        font_family: text::FAMILY.to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg.as_ref(), &options);
    let tree = tree.map_err(|e| PngError::Svg(e.to_string()))?;
    // A nation's drawing is large; who gave it away needs it no more.
    drop(svg);
    let mut pixmap = Pixmap::new(width, height).ok_or(size)?;
    let scale = Transform::from_scale(
        width as f32 / tree.size().width(),
        height as f32 / tree.size().height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap)
}

/// A picture as PNG with its resolution, so that it prints at its true size.
///
/// # Errors
/// When the encoder fails.
pub fn encode(pixmap: &Pixmap, dpi: f32) -> Result<Vec<u8>, PngError> {
    let mut bytes = pixmap
        .encode_png()
        .map_err(|e| PngError::Encoding(e.to_string()))?;
    // The signature has 8 bytes, the header chunk 25; the resolution must stand before the image data (PNG 3rd ed., 11.3.4.3).
    let chunk = resolution(dpi);
    if bytes.len() > 33 {
        bytes.splice(33..33, chunk);
    }
    Ok(bytes)
}

/// The chunk `pHYs`: pixels per metre.
fn resolution(dpi: f32) -> Vec<u8> {
    let per_metre = (f64::from(dpi) / 0.0254).round() as u32;
    let mut body = b"pHYs".to_vec();
    body.extend_from_slice(&per_metre.to_be_bytes());
    body.extend_from_slice(&per_metre.to_be_bytes());
    body.push(1);
    let mut chunk = 9u32.to_be_bytes().to_vec();
    chunk.extend_from_slice(&body);
    chunk.extend_from_slice(&crc32(&body).to_be_bytes());
    chunk
}

/// The checksum of PNG chunks (PNG 3rd ed., annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::PremultipliedColorU8;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn a_picture_says_its_resolution_and_can_be_read_again() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2" fill="#d1432b"/></svg>"##;
        let pixmap = rasterise(svg, 8, 4).expect("picture");
        let png = encode(&pixmap, 150.0).expect("png");
        let at = png
            .windows(4)
            .position(|w| w == b"pHYs")
            .expect("resolution");
        assert_eq!(png[at + 4..at + 8], 5906u32.to_be_bytes());
        assert_eq!(
            Pixmap::decode_png(&png)
                .expect("png")
                .pixel(1, 1)
                .map(PremultipliedColorU8::red),
            Some(0xd1)
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        assert!(matches!(rasterise("<svg", 4, 4), Err(PngError::Svg(_))));
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>"#;
        assert!(matches!(
            rasterise(svg, 100_000, 100_000),
            Err(PngError::Size { .. })
        ));
        assert!(matches!(rasterise(svg, 0, 4), Err(PngError::Size { .. })));
    }
}
