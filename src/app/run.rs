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
            .with_icon(super::emblem::icon()),
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
