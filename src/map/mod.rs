//! What is drawn: one scene from the results, for the screen and for paper.
//!
//! This room knows no window: it turns results into marks with a place, a class and an order, and writes pages as SVG and PNG.

pub mod scene;
