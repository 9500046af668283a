//! The program's emblem, drawn from `assets/icon/lastmile.svg`: a site with its reach, and a place beyond the edge of it.

use eframe::egui::{self, ColorImage, IconData, TextureHandle, TextureOptions};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

static SVG: &str = include_str!("../../assets/icon/lastmile.svg");

/// The emblem, so many pixels wide and high; `None` for none or absurdly many.
fn drawn(pixels: u32) -> Option<Pixmap> {
    let tree = Tree::from_str(SVG, &Options::default()).ok()?;
    let mut pixmap = Pixmap::new(pixels, pixels)?;
    let scale = pixels as f32 / tree.size().width();
    let scale = Transform::from_scale(scale, scale);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Some(pixmap)
}

/// The emblem for the system's window list.
pub(super) fn icon() -> IconData {
    const SIDE: u32 = 128;
    drawn(SIDE).map_or_else(IconData::default, |pixmap| IconData {
        rgba: pixmap.take_demultiplied(),
        width: SIDE,
        height: SIDE,
    })
}

/// The emblem as a texture, so many logical pixels wide; drawn once.
pub(super) fn texture(ui: &egui::Ui, points: f32) -> Option<TextureHandle> {
    let pixels = (points * ui.pixels_per_point()).round() as u32;
    let id = egui::Id::unique(("emblem", pixels));
    if let Some(texture) = ui.data(|d| d.get_temp::<TextureHandle>(id)) {
        return Some(texture);
    }
    let side = pixels as usize;
    let image = ColorImage::from_rgba_premultiplied([side, side], drawn(pixels)?.data());
    let texture = ui
        .ctx()
        .load_texture("emblem", image, TextureOptions::LINEAR);
    ui.data_mut(|d| d.insert_temp(id, texture.clone()));
    Some(texture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emblem_has_clear_corners_and_a_red_place() {
        let icon = icon();
        let pixel = |x: usize, y: usize| &icon.rgba[4 * (128 * y + x)..][..4];
        assert_eq!(pixel(0, 0)[3], 0);
        assert_eq!(pixel(97, 31), [0xd1, 0x43, 0x2b, 0xff]);
        assert!(drawn(0).is_none());
    }
}
