//! The bytes of a tile: what they are is seen by their first ones, whatever a file or server says of them.

use std::io::{Cursor, Read};

use flate2::read::GzDecoder;

use super::error::Found;
use super::shapes;
use crate::model::tiles::{Tile, TilePicture};

/// No tile is larger, unpacked.
const LARGEST: u64 = 64 << 20;
/// No picture is wider or higher.
const WIDEST: u32 = 4096;

/// What bytes are by their beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    WebP,
    Shapes,
}

/// Takes a gzip envelope off, if there is one.
pub(super) fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, Found> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut all = Vec::new();
    let read = GzDecoder::new(bytes.as_slice())
        .take(LARGEST + 1)
        .read_to_end(&mut all);
    match read {
        Ok(length) if length as u64 <= LARGEST => Ok(all),
        Ok(_) => Err(Found::Damaged("too large".into())),
        Err(error) => Err(Found::Damaged(error.to_string())),
    }
}

/// What unpacked bytes are.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Found> {
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let begins = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Ok(Kind::Png),
        [0xff, 0xd8, 0xff, ..] => Ok(Kind::Jpeg),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(Kind::WebP),
        [b'G', b'I', b'F', b'8', ..] => Err(Found::Picture("GIF")),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Err(Found::Picture("AVIF")),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Err(Found::Picture("TIFF")),
        // The first field of a vector tile is a layer: number 3, with a length.
        [0x1a, ..] => Ok(Kind::Shapes),
        _ if begins("<!doctype") || begins("<html") => Err(Found::Html),
        _ if begins("<") => Err(Found::Xml),
        _ if begins("{") || begins("[") => Err(Found::Json),
        _ => Err(Found::Unknown),
    }
}

/// Reads a tile. No bytes at all are an empty one, as vector tiles without anything in them have none. `shapes`: whether the source
/// says that it has vector tiles, which are taken as such unless they are plainly something else.
pub(super) fn tile(bytes: Vec<u8>, shapes: bool) -> Result<Tile, Found> {
    let bytes = unpacked(bytes)?;
    if bytes.is_empty() {
        return Ok(Tile::Empty);
    }
    let kind = match kind(&bytes) {
        Err(Found::Unknown) if shapes => Kind::Shapes,
        kind => kind?,
    };
    match kind {
        Kind::Png => png(&bytes).map(Tile::Picture),
        Kind::Jpeg => jpeg(&bytes).map(Tile::Picture),
        Kind::WebP => webp(&bytes).map(Tile::Picture),
        Kind::Shapes => shapes::read(&bytes).map(Tile::Shapes),
    }
}

fn damaged(error: impl std::fmt::Display) -> Found {
    Found::Damaged(error.to_string())
}

fn fits(width: u32, height: u32) -> Result<(), Found> {
    if (1..=WIDEST).contains(&width) && (1..=WIDEST).contains(&height) {
        Ok(())
    } else {
        Err(Found::Damaged(format!("{width} × {height} pixels")))
    }
}

fn png(bytes: &[u8]) -> Result<TilePicture, Found> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    fits(width, height)?;
    let size = reader.output_buffer_size();
    let mut raw = vec![0; size.unwrap_or_default()];
    let frame = reader.next_frame(&mut raw).map_err(damaged)?;
    raw.truncate(frame.buffer_size());
    picture(width, height, &raw, frame.color_type.samples())
}

fn jpeg(bytes: &[u8]) -> Result<TilePicture, Found> {
    let mut decoder = zune_jpeg::JpegDecoder::new(Cursor::new(bytes));
    decoder.decode_headers().map_err(damaged)?;
    let size = decoder.info().map(|i| (i.width.into(), i.height.into()));
    let (width, height) = size.unwrap_or((0, 0));
    fits(width, height)?;
    let raw = decoder.decode().map_err(damaged)?;
    let samples = decoder
        .output_colorspace()
        .map_or(3, |c| c.num_components());
    picture(width, height, &raw, samples)
}

fn webp(bytes: &[u8]) -> Result<TilePicture, Found> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    fits(width, height)?;
    let samples = if decoder.has_alpha() { 4 } else { 3 };
    let mut raw = vec![0; decoder.output_buffer_size().unwrap_or_default()];
    decoder.read_image(&mut raw).map_err(damaged)?;
    picture(width, height, &raw, samples)
}

/// Brings grey, grey with opacity, RGB or RGBA to RGBA with the colours multiplied by the opacity.
fn picture(width: u32, height: u32, raw: &[u8], samples: usize) -> Result<TilePicture, Found> {
    let count = width as usize * height as usize;
    if !(1..=4).contains(&samples) || raw.len() != count * samples {
        return Err(Found::Damaged("missing pixels".into()));
    }
    let times = |c: u8, a: u8| ((u32::from(c) * u32::from(a) + 127) / 255) as u8;
    let mut pixels = Vec::with_capacity(4 * count);
    for pixel in raw.chunks_exact(samples) {
        pixels.extend(match *pixel {
            [g] => [g, g, g, 255],
            [g, a] => [times(g, a), times(g, a), times(g, a), a],
            [r, g, b] => [r, g, b, 255],
            [r, g, b, a] => [times(r, a), times(g, a), times(b, a), a],
            _ => [0; 4],
        });
    }
    Ok(TilePicture {
        width,
        height,
        pixels,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of two pixels: half-opaque red and solid blue.
    fn two_pixels() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().expect("a header");
        writer
            .write_image_data(&[255, 0, 0, 128, 0, 0, 255, 255])
            .expect("pixels");
        writer.finish().expect("an end");
        bytes
    }

    #[test]
    fn pictures_come_with_colours_multiplied_by_opacity() {
        let Ok(Tile::Picture(picture)) = tile(two_pixels(), false) else {
            panic!("a picture");
        };
        assert_eq!((picture.width, picture.height), (2, 1));
        assert_eq!(picture.pixels, [128, 0, 0, 128, 0, 0, 255, 255]);
    }

    #[test]
    fn jpeg_and_webp_are_read() {
        // One grey pixel.
        let hex = "\
        ffd8ffe000104a46494600010100000100010000ffdb004300100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740\
        485c4e404457453738506d51575f626768673e4d71797064785c656763ffc0000b080001000101011100ffc400140001000000000000000000000000\
        00000000ffc40014100100000000000000000000000000000000ffda0008010100003f003fffd9";
        let hex: String = hex.split_whitespace().collect();
        let jpeg: Vec<u8> = (0..hex.len() / 2)
            .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("hex"))
            .collect();
        let mut webp = Vec::new();
        image_webp::WebPEncoder::new(&mut webp)
            .encode(&[128, 128, 128, 255], 1, 1, image_webp::ColorType::Rgba8)
            .expect("encoded");
        for bytes in [jpeg, webp] {
            let Ok(Tile::Picture(picture)) = tile(bytes, false) else {
                panic!("a picture");
            };
            assert_eq!((picture.width, picture.height), (1, 1));
            assert_eq!(picture.pixels, [128, 128, 128, 255]);
        }
    }

    #[test]
    fn what_is_no_tile_is_told_by_what_it_is() {
        let found = |bytes: &[u8]| tile(bytes.to_vec(), false).expect_err("no tile");
        assert_eq!(found(b"\n<!DOCTYPE html><title>no"), Found::Html);
        assert_eq!(found(b"<?xml version='1.0'?>"), Found::Xml);
        assert_eq!(found(b"{\"error\": 1}"), Found::Json);
        assert_eq!(found(b"GIF89a"), Found::Picture("GIF"));
        assert_eq!(found(b"nothing of all that"), Found::Unknown);
        assert!(matches!(found(&two_pixels()[..40]), Found::Damaged(_)));
        assert!(matches!(found(&[0x1f, 0x8b, 1, 2]), Found::Damaged(_)));
        assert_eq!(tile(Vec::new(), false), Ok(Tile::Empty));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_a_reader(start in 0usize..5, rest in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let starts: [&[u8]; 5] = [
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                b"\xff\xd8\xff\xe0",
                b"RIFF\x40\0\0\0WEBPVP8L",
                b"\x1a",
                b"",
            ];
            let bytes = [starts[start], &rest].concat();
            if let Ok(Tile::Picture(picture)) = tile(bytes, true) {
                proptest::prop_assert_eq!(picture.pixels.len(), 4 * (picture.width * picture.height) as usize);
            }
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let block = vec![0u8; 1 << 20];
        for _ in 0..65 {
            packed.write_all(&block).expect("written");
        }
        let packed = packed.finish().expect("packed");
        assert_eq!(unpacked(packed), Err(Found::Damaged("too large".into())));
    }
}
