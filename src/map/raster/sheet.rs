//! Laying pictures on one another, each as strongly as its layer is to be seen.

use rayon::prelude::*;
use resvg::tiny_skia::Pixmap;

use super::Canvas;

/// So many bytes are laid on by one task.
const PIECE: usize = 1 << 18;

/// What has been laid on so far.
pub(super) struct Sheet {
    size: [u32; 2],
    laid: Option<Pixmap>,
}

impl Sheet {
    pub(super) fn new(canvas: &Canvas) -> Self {
        Self {
            size: canvas.size,
            laid: None,
        }
    }

    /// Lays a picture of the same size on top.
    pub(super) fn lay(&mut self, picture: &Pixmap, opacity: f32) {
        match &mut self.laid {
            None if opacity >= 1.0 => self.laid = Some(picture.clone()),
            None => {
                if let Some(mut blank) = Pixmap::new(self.size[0], self.size[1]) {
                    overlay(&mut blank, picture, opacity);
                    self.laid = Some(blank);
                }
            }
            Some(below) => overlay(below, picture, opacity),
        }
    }

    /// Prints marks on top; faint ones together, so that where they lie on one another they are no stronger. `None`: there is no room.
    pub(super) fn print(&mut self, opacity: f32, marks: impl FnOnce(&mut Pixmap)) -> Option<()> {
        let blank = || Pixmap::new(self.size[0], self.size[1]);
        if opacity >= 1.0 {
            let mut sheet = match self.laid.take() {
                Some(sheet) => sheet,
                None => blank()?,
            };
            marks(&mut sheet);
            self.laid = Some(sheet);
        } else {
            let mut alone = blank()?;
            marks(&mut alone);
            self.lay(&alone, opacity);
        }
        Some(())
    }

    /// The whole sheet; `None`: there is no room for it.
    pub(super) fn finish(self) -> Option<Pixmap> {
        match self.laid {
            Some(sheet) => Some(sheet),
            None => Pixmap::new(self.size[0], self.size[1]),
        }
    }
}

fn overlay(below: &mut Pixmap, above: &Pixmap, opacity: f32) {
    let opacity = (opacity.clamp(0.0, 1.0) * 255.0).round() as u32;
    let above = above.data().par_chunks(PIECE);
    let below = below.data_mut().par_chunks_mut(PIECE);
    below
        .zip(above)
        .for_each(|(below, above)| over(below, above, opacity));
}

/// Lays premultiplied pixels over others (Porter and Duff 1984, *over*); `opacity` of 255.
pub(super) fn over(below: &mut [u8], above: &[u8], opacity: u32) {
    for (under, over) in below.chunks_exact_mut(4).zip(above.chunks_exact(4)) {
        if over[3] == 0 {
            continue;
        }
        let rest = 255 - u32::from(over[3]) * opacity / 255;
        for (u, o) in under.iter_mut().zip(over) {
            *u = ((u32::from(*o) * opacity + u32::from(*u) * rest + 127) / 255).min(255) as u8;
        }
    }
}
