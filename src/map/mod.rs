//! What is drawn: one scene from the results, for the screen and for paper.
//!
//! This room knows no window: it turns results into marks with a place, a class and an order, and writes pages as SVG, PDF and PNG.

pub mod backdrop;
pub mod build;
mod clip;
pub mod crowd;
pub mod drawn;
#[cfg(test)]
pub(crate) mod fixture;
mod graticule;
pub mod ground;
mod label_list;
pub mod labels;
pub mod legend;
pub mod mark;
mod marks;
pub mod page;
pub mod pdf;
pub mod pick;
pub mod places;
pub mod png;
pub mod raster;
pub mod report;
pub mod scale_bar;
pub mod scene;
pub mod shapes;
mod shown;
pub mod size;
pub mod sprite;
pub mod style;
pub mod svg;
pub mod svg_font;
pub mod symbol;
pub mod text;
pub mod tile_grid;
pub mod viewport;
pub mod vision;
pub mod within;

pub use build::{SceneRequest, build, update};
pub use ground::Ground;
pub use page::{PageSpec, PageWords, Paper, render_png, render_svg};
pub use report::Report;
pub use scene::Scene;
pub use shown::{FacilitiesAre, Shown, ShownClass, ShownLink, ShownRule};
pub use style::{Rgb, Theme};
pub use viewport::Viewport;
