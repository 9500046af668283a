//! The door to the window: native options, and an honest answer where there is no display.

use std::path::PathBuf;

use eframe::egui;

use super::window::Window;
use crate::io::settings::{self, Settings};

/// What the window begins with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Data files or one project; none: the demo county.
    pub files: Vec<PathBuf>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// No display could be reached; nothing was drawn.
    #[error("no display: {0}")]
    NoDisplay(String),
    /// There is a display, but no usable OpenGL on it.
    #[error("no OpenGL: {0}")]
    NoGraphics(String),
}

impl From<eframe::Error> for WindowError {
    fn from(error: eframe::Error) -> Self {
        match &error {
            eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => {
                Self::NoDisplay(error.to_string())
            }
            _ => Self::NoGraphics(error.to_string()),
        }
    }
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// [`WindowError::NoDisplay`] before anything is drawn when there is no display, [`WindowError::NoGraphics`] when OpenGL fails.
pub fn run(start: Start) -> Result<(), WindowError> {
    let folder = settings::folder();
    let remembered = folder.as_deref().map(Settings::load).unwrap_or_default();
    let place = remembered.window;
    let size = place.map_or([1440.0, 900.0], |p| p.size);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("lastmile")
            .with_title("Lastmile")
            .with_inner_size(size)
            .with_maximized(place.is_some_and(|p| p.maximised))
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true)
            .with_icon(icon()),
        renderer: eframe::Renderer::Glow,
        system_font_fallback: false,
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Lastmile",
        options,
        Box::new(move |cc| {
            Ok(Box::new(Window::new(
                &cc.egui_ctx,
                start,
                remembered,
                folder,
            )))
        }),
    )?;
    Ok(())
}

/// The program's mark: a place beyond the edge of a reach.
fn icon() -> egui::IconData {
    const SIZE: u32 = 64;
    let mut rgba = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            let far = |cx: f32, cy: f32| (x as f32 + 0.5 - cx).hypot(y as f32 + 0.5 - cy);
            let (reach, site, gap) = (far(24.0, 40.0), far(24.0, 40.0), far(50.0, 14.0));
            let pixel = if site < 7.0 {
                [0x16, 0x32, 0x4F, 0xFF]
            } else if gap < 9.0 {
                [0xD1, 0x43, 0x2B, 0xFF]
            } else if reach < 22.0 {
                [0x3D, 0x7E, 0xA6, 0x60]
            } else if reach < 24.0 {
                [0x3D, 0x7E, 0xA6, 0xFF]
            } else {
                [0; 4]
            };
            rgba.extend(pixel);
        }
    }
    egui::IconData {
        rgba,
        width: SIZE,
        height: SIZE,
    }
}
