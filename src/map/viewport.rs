//! Where one looks: the part of Web Mercator's plane that a rectangle of the screen or of the page shows.
//!
//! Only for looking. The one number taken from it that has a unit, the scale, is measured on the ellipsoid.

use crate::base::projection::{mercator, mercator_inverse};
use crate::base::{GeoBox, LonLat, Metres, geodesic};

/// Logical pixels per inch that a screen is taken to have (CSS reference pixel).
pub const SCREEN_DPI: f64 = 96.0;
/// Points per inch, the unit of pages.
pub const PAGE_DPI: f64 = 72.0;

/// The largest scale: logical pixels per world unit at which a pixel is about 5 mm at the equator.
const LARGEST_SCALE: f64 = 8e9;
/// The smallest part of a view's shorter side that the whole world fills.
const SMALLEST_WORLD: f64 = 0.8;

/// A view: what lies in the middle, how large, in how large a rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// The middle, in Web Mercator's unit square; x within 0 to 1 or beyond it where the view was panned round the Earth.
    pub centre: [f64; 2],
    /// Logical pixels (screen) or points (page) per width of the world.
    pub scale: f64,
    /// Width and height of the rectangle, in the same unit.
    pub size: [f32; 2],
}

/// `screen = world · scale + offset`, the same scale in x and y: what a frame applies to cached meshes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Screen units per world unit.
    pub scale: f64,
    /// Where the world's origin lies.
    pub offset: [f64; 2],
}

impl Affine {
    /// The place of a world position.
    #[must_use]
    pub fn apply(&self, [x, y]: [f64; 2]) -> [f32; 2] {
        [
            (x * self.scale + self.offset[0]) as f32,
            (y * self.scale + self.offset[1]) as f32,
        ]
    }
}

impl Viewport {
    /// The whole world in a rectangle.
    #[must_use]
    pub fn world(size: [f32; 2]) -> Self {
        let scale = f64::from(size[0].min(size[1]).max(1.0));
        Self {
            centre: [0.5, 0.5],
            scale,
            size,
        }
    }

    /// A box in a rectangle, with `padding` free on every side. A box without extent is shown with about 5 km around it.
    #[must_use]
    pub fn fit(extent: GeoBox, size: [f32; 2], padding: f32) -> Self {
        let [west, north] = mercator(LonLat::new(extent.west, extent.north));
        let [_, south] = mercator(LonLat::new(extent.west, extent.south));
        let (width, height) = (extent.width() / 360.0, south - north);
        // Five kilometres at the equator are 1.25e-4 of its length.
        let around = |length: f64| if length < 1e-7 { 2.5e-4 } else { length };
        let free = |i: usize| f64::from((size[i] - 2.0 * padding).max(size[i] * 0.2).max(1.0));
        let both = width.max(height);
        let scale = (free(0) / around(if width < 1e-7 { both } else { width }))
            .min(free(1) / around(if height < 1e-7 { both } else { height }));
        let mut view = Self {
            centre: [west + width / 2.0, north + height / 2.0],
            scale,
            size,
        };
        view.limit();
        view
    }

    /// Keeps scale and centre within what can be shown.
    fn limit(&mut self) {
        let shorter = f64::from(self.size[0].min(self.size[1]).max(1.0));
        self.scale = self.scale.clamp(shorter * SMALLEST_WORLD, LARGEST_SCALE);
        self.centre[0] = self.centre[0].rem_euclid(1.0);
        self.centre[1] = self.centre[1].clamp(0.0, 1.0);
    }

    /// The same place at another size of the rectangle.
    pub fn resize(&mut self, size: [f32; 2]) {
        self.size = size;
        self.limit();
    }

    /// `x` or its copy a whole number of worlds away, whichever lies nearest to the middle.
    #[must_use]
    pub fn nearest_copy(&self, x: f64) -> f64 {
        x - (x - self.centre[0]).round()
    }

    /// The transform under which the copy of `anchor` (mostly the middle of a scene) nearest to the view's middle is shown.
    #[must_use]
    pub fn affine(&self, anchor: f64) -> Affine {
        let shift = self.nearest_copy(anchor) - anchor;
        Affine {
            scale: self.scale,
            offset: [
                f64::from(self.size[0]) / 2.0 + (shift - self.centre[0]) * self.scale,
                f64::from(self.size[1]) / 2.0 - self.centre[1] * self.scale,
            ],
        }
    }

    /// The place in the rectangle of a position in Web Mercator's plane, from the left and top; its nearest copy.
    #[must_use]
    pub fn to_screen(&self, at: [f64; 2]) -> [f32; 2] {
        self.affine(at[0]).apply(at)
    }

    /// The position in Web Mercator's plane at a place of the rectangle.
    #[must_use]
    pub fn from_screen(&self, [x, y]: [f32; 2]) -> [f64; 2] {
        [
            self.centre[0] + (f64::from(x) - f64::from(self.size[0]) / 2.0) / self.scale,
            self.centre[1] + (f64::from(y) - f64::from(self.size[1]) / 2.0) / self.scale,
        ]
    }

    /// The position on Earth at a place of the rectangle; `None` beyond the edge of the projection.
    #[must_use]
    pub fn position(&self, at: [f32; 2]) -> Option<LonLat> {
        let world = self.from_screen(at);
        (0.0..=1.0)
            .contains(&world[1])
            .then(|| mercator_inverse(world))
    }

    /// Enlarges by `factor`; what lies at `point` stays there.
    pub fn zoom_at(&mut self, point: [f32; 2], factor: f64) {
        let fixed = self.from_screen(point);
        self.scale *= factor;
        self.limit();
        let moved = self.from_screen(point);
        self.centre[0] += fixed[0] - moved[0];
        self.centre[1] += fixed[1] - moved[1];
        self.limit();
    }

    /// Moves the map by a distance in the rectangle, as a hand would.
    pub fn pan(&mut self, [dx, dy]: [f32; 2]) {
        self.centre[0] -= f64::from(dx) / self.scale;
        self.centre[1] -= f64::from(dy) / self.scale;
        self.limit();
    }

    /// Brings a position into the middle.
    pub fn centre_on(&mut self, p: LonLat) {
        self.centre = mercator(p);
        self.limit();
    }

    /// The metres on the ellipsoid per logical pixel, measured east–west through the middle.
    #[must_use]
    pub fn metres_per_pixel(&self) -> f64 {
        // Short enough to be a geodesic along the parallel, long enough for rounding not to matter.
        let half = (10.0 / self.scale).clamp(1e-9, 0.01);
        let end = |dx: f64| mercator_inverse([self.centre[0] + dx, self.centre[1]]);
        let Metres(metres) = geodesic::distance(end(-half), end(half));
        metres / (2.0 * half * self.scale)
    }

    /// The denominator of the scale, 620 000 of 1 : 620 000, on a surface with this many pixels per inch.
    #[must_use]
    pub fn scale_denominator(&self, pixels_per_inch: f64) -> f64 {
        self.metres_per_pixel() * pixels_per_inch / 0.0254
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn view() -> Viewport {
        let extent = GeoBox {
            west: 91.1,
            south: 22.9,
            east: 92.4,
            north: 24.6,
        };
        Viewport::fit(extent, [800.0, 600.0], 20.0)
    }

    #[test]
    fn a_fitted_box_lies_inside_its_padding() {
        let v = view();
        for (lon, lat) in [(91.1, 22.9), (92.4, 24.6)] {
            let [x, y] = v.to_screen(mercator(LonLat::new(lon, lat)));
            assert!(
                (20.0 - 1e-3..=780.0 + 1e-3).contains(&x)
                    && (20.0 - 1e-3..=580.0 + 1e-3).contains(&y)
            );
        }
        let [_, y] = v.to_screen(mercator(LonLat::new(91.1, 24.6)));
        assert!(
            (y - 20.0).abs() < 1e-2,
            "the taller side fills the view: {y}"
        );
    }

    #[test]
    fn across_180_neighbours_are_neighbours() {
        let extent = GeoBox {
            west: 179.0,
            south: -17.0,
            east: -179.0,
            north: -16.0,
        };
        let v = Viewport::fit(extent, [400.0, 300.0], 10.0);
        let [west, _] = v.to_screen(mercator(LonLat::new(179.0, -16.5)));
        let [east, _] = v.to_screen(mercator(LonLat::new(-179.0, -16.5)));
        assert!(
            (west - 10.0).abs() < 0.01 && (east - 390.0).abs() < 0.01,
            "{west} {east}"
        );
    }

    #[test]
    fn a_single_point_is_shown_from_near_by() {
        let extent = GeoBox::around([LonLat::new(10.0, 50.0)]).expect("a point");
        let v = Viewport::fit(extent, [400.0, 300.0], 10.0);
        let metres = v.metres_per_pixel() * 300.0;
        assert!((2_000.0..20_000.0).contains(&metres), "{metres}");
    }

    #[test]
    fn the_scale_is_that_of_the_ellipsoid() {
        // A degree of longitude on the equator is 111 319.49 m.
        let v = Viewport {
            centre: [0.5, 0.5],
            scale: 360_000.0,
            size: [100.0, 100.0],
        };
        assert!((v.metres_per_pixel() * 1000.0 - 111_319.49).abs() < 0.01);
        assert!((v.scale_denominator(PAGE_DPI) - 111.319_49 * 72.0 / 0.0254).abs() < 0.1);
    }

    #[test]
    fn limits_hold() {
        let mut v = view();
        v.zoom_at([0.0, 0.0], 1e-12);
        assert!(v.scale >= 480.0 - 1e-9);
        v.zoom_at([0.0, 0.0], 1e30);
        assert!(v.scale <= LARGEST_SCALE && (0.0..=1.0).contains(&v.centre[1]));
    }

    proptest! {
        #[test]
        fn the_screen_goes_there_and_back(x in 0f32..800.0, y in 0f32..600.0) {
            let v = view();
            let [a, b] = v.to_screen(v.from_screen([x, y]));
            prop_assert!((a - x).abs() < 0.01 && (b - y).abs() < 0.01);
        }

        #[test]
        fn zooming_keeps_the_place_under_the_cursor(x in 0f32..800.0, y in 0f32..600.0, factor in 0.5f64..4.0) {
            let mut v = view();
            let before = v.from_screen([x, y]);
            v.zoom_at([x, y], factor);
            let after = v.from_screen([x, y]);
            prop_assert!((before[0] - after[0]).abs() < 1e-9 && (before[1] - after[1]).abs() < 1e-9);
        }
    }
}
