//! Marks as small pictures for the window's texture, drawn from the same pieces of SVG as the page.

use super::mark::{self, MarkKind};
use super::png::{PngError, rasterise};
use super::style::Theme;
use super::svg::{Writer, number};

/// A picture with premultiplied colour, row by row from the top left, four bytes (red, green, blue, opacity) a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RgbaImage {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `4 · width · height` bytes.
    pub pixels: Vec<u8>,
}

/// A mark of `radius` points at `scale` pixels per point, its middle in the middle of a square picture with an odd side.
///
/// # Errors
/// When the picture would be too large.
pub fn raster(
    kind: MarkKind,
    radius: f32,
    scale: f32,
    theme: &Theme,
) -> Result<RgbaImage, PngError> {
    let half = (radius + mark::margin(kind, radius) + 0.5) * scale;
    let side = 2 * half.ceil().max(1.0) as u32 + 1;
    let span = side as f32 / scale;
    let mut out = Writer::new();
    out.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg".to_owned()),
            ("width", span.to_string()),
            ("height", span.to_string()),
            (
                "viewBox",
                format!("{} {} {span} {span}", -span / 2.0, -span / 2.0),
            ),
        ],
    );
    out.open("g", &[("id", number(radius))]);
    mark::write(&mut out, kind, radius, theme);
    let pixmap = rasterise(out.finish(), side, side)?;
    Ok(RgbaImage {
        width: side,
        height: side,
        pixels: pixmap.take(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::scene::{FacilityState, Symbol};
    use super::super::style::{DARK, LIGHT};
    use super::*;
    use crate::model::Status;

    fn kinds() -> Vec<MarkKind> {
        let states = [
            FacilityState::Serving,
            FacilityState::Idle,
            FacilityState::Closed,
            FacilityState::Moved,
            FacilityState::Added,
            FacilityState::Failing,
            FacilityState::Unsure,
        ];
        let villages = [
            Status::Covered,
            Status::Borderline,
            Status::Gap,
            Status::Unknown,
        ]
        .map(MarkKind::Village);
        let facilities = Symbol::ALL
            .into_iter()
            .flat_map(|s| states.map(|state| MarkKind::Facility(s, state)));
        let distances = (0..5).map(MarkKind::Distance);
        let bare = Symbol::ALL.map(|s| MarkKind::Bare(s, FacilityState::Serving));
        let villages = villages.into_iter().chain(distances);
        villages.chain(facilities).chain(bare).collect()
    }

    #[test]
    fn no_mark_is_cut_off_at_its_picture() {
        for kind in kinds() {
            for (radius, scale) in [(1.1, 1.0), (4.3, 2.0), (9.0, 1.5)] {
                let image = raster(kind, radius, scale, &LIGHT).expect("picture");
                let (w, h) = (image.width as usize, image.height as usize);
                let opacity = |x: usize, y: usize| image.pixels[4 * (y * w + x) + 3];
                assert!(
                    (0..w).all(|x| opacity(x, 0) == 0 && opacity(x, h - 1) == 0),
                    "{kind:?} {radius}"
                );
                assert!(
                    (0..h).all(|y| opacity(0, y) == 0 && opacity(w - 1, y) == 0),
                    "{kind:?} {radius}"
                );
                assert!(opacity(w / 2, h / 2) > 0, "{kind:?} {radius}");
            }
        }
    }

    #[test]
    fn every_kind_looks_different_in_both_themes() {
        for theme in [LIGHT, DARK] {
            let pictures: Vec<_> = kinds()
                .into_iter()
                .map(|k| raster(k, 6.0, 2.0, &theme).expect("picture").pixels)
                .collect();
            for (i, a) in pictures.iter().enumerate() {
                assert!(!pictures[i + 1..].contains(a), "{:?}", kinds()[i]);
            }
        }
    }
}
