//! The typefaces: Noto Sans SC in two weights before egui's own, so that Chinese and narrow spaces are drawn on every machine.

use std::sync::Arc;

use eframe::egui::{self, FontData, FontDefinitions, FontFamily};

use crate::map::text;

/// The family of the semibold face.
pub(super) const STRONG: &str = "strong";

/// Installs the embedded faces (SIL Open Font Licence, `assets/fonts/OFL.txt`).
pub(super) fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 2] = [
        ("noto-sans-sc", text::REGULAR),
        ("noto-sans-sc-semibold", text::SEMI_BOLD),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    let mut strong = proportional.clone();
    proportional.insert(0, "noto-sans-sc".to_owned());
    strong.insert(0, "noto-sans-sc-semibold".to_owned());
    fonts
        .families
        .insert(FontFamily::Name(STRONG.into()), strong);
    fonts
        .families
        .entry(FontFamily::Monospace)
        .or_default()
        .push("noto-sans-sc".to_owned());
    ctx.set_fonts(fonts);
}
