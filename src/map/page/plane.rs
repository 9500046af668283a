//! The page's own projection: Lambert's azimuthal equal-area of the ellipsoid about the middle of what is shown, so that every area on
//! paper stands for the same area on the ground and shapes in the middle are true. What spans more than a hemisphere is shown in
//! Mercator's, as on the screen.

use super::super::labels::Rect;
use super::super::scale_bar::Measured;
use super::super::scene::Scene;
use super::super::viewport::{Affine, PAGE_DPI, Viewport};
use crate::base::authalic::Authalic;
use crate::base::projection::{EqualArea, MERCATOR_LIMIT, mercator, mercator_inverse};
use crate::base::{GeoBox, LonLat, geodesic};

/// What is wider or higher than so many degrees is no longer shown about one point.
const WIDEST: f64 = 150.0;
/// What reaches farther round than this and lies beyond [`POLAR`] lies about a pole, degrees of longitude and of latitude.
const ROUND: f64 = 170.0;
const POLAR: f64 = 45.0;
/// The least ground that a page shows, metres.
const LEAST: f64 = 4000.0;
/// The Mercator scale of a page about a pole is taken at this latitude.
const FARTHEST_NORTH: f64 = 80.0;

/// How a page is projected.
#[derive(Debug, Clone)]
enum Kind {
    Azimuthal {
        projection: EqualArea,
        /// Points per metre.
        scale: f64,
        /// The page's place of the plane's middle.
        at: [f64; 2],
    },
    Cylinder {
        view: Viewport,
        affine: Affine,
        corner: [f64; 2],
    },
}

/// From places of a scene (Web Mercator's unit square) to points on the page.
#[derive(Debug, Clone)]
pub struct Plane {
    kind: Kind,
    /// The map's frame.
    pub frame: Rect,
    /// The least and the largest x and y of the unit square that the frame shows, in the scene's copy of it.
    pub low: [f64; 2],
    pub high: [f64; 2],
}

/// What a page's map shows all of.
pub type Places<'a> = &'a dyn Fn(&mut dyn FnMut([f64; 2]));

/// The box around projected places.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: [f64; 2],
    high: [f64; 2],
}

impl Bounds {
    fn of(places: Places<'_>, place: impl Fn([f64; 2]) -> [f64; 2]) -> Option<Self> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        places(&mut |at| {
            let p = place(at);
            for i in 0..2 {
                low[i] = low[i].min(p[i]);
                high[i] = high[i].max(p[i]);
            }
        });
        (low[0] <= high[0]).then_some(Self { low, high })
    }

    fn middle(&self) -> [f64; 2] {
        [0, 1].map(|i| f64::midpoint(self.low[i], self.high[i]))
    }

    fn size(&self) -> [f64; 2] {
        [0, 1].map(|i| self.high[i] - self.low[i])
    }
}

/// The point about which an extent is shown; `None`: it spans more than a hemisphere.
fn first_centre(extent: GeoBox) -> Option<LonLat> {
    let round = extent.width() > ROUND;
    if round && extent.south > POLAR {
        return Some(LonLat::new(0.0, 90.0));
    }
    if round && extent.north < -POLAR {
        return Some(LonLat::new(0.0, -90.0));
    }
    let wide = extent.width().max(extent.north - extent.south);
    (wide <= WIDEST).then(|| extent.centre())
}

impl Plane {
    /// Shows all of the places with `padding` points free at every side of the frame. `extent` is the box around them in degrees.
    pub fn fit(
        scene: &Scene,
        extent: Option<GeoBox>,
        places: Places<'_>,
        frame: Rect,
        padding: f32,
    ) -> Self {
        let free = [frame.w, frame.h].map(|s| f64::from((s - 2.0 * padding).max(s * 0.2).max(1.0)));
        let middle = [frame.x + frame.w / 2.0, frame.y + frame.h / 2.0].map(f64::from);
        let azimuthal = extent.and_then(first_centre).and_then(|first| {
            let mut projection = EqualArea::new(first);
            // The middle of a box in degrees is not that of the plane; a few steps bring both together.
            for _ in 0..3 {
                let place = |at| projection.of_authalic(Authalic::of_mercator(at));
                let centre = projection.inverse(Bounds::of(places, place)?.middle());
                projection = EqualArea::new(centre);
            }
            let place = |at| projection.of_authalic(Authalic::of_mercator(at));
            let bounds = Bounds::of(places, place)?;
            let size = bounds.size().map(|s| s.max(LEAST));
            let scale = (free[0] / size[0]).min(free[1] / size[1]);
            let [x, y] = bounds.middle();
            let at = [middle[0] - x * scale, middle[1] + y * scale];
            Some(Kind::Azimuthal {
                projection,
                scale,
                at,
            })
        });
        let kind = azimuthal.unwrap_or_else(|| {
            let size = [frame.w, frame.h];
            let view = extent.map_or_else(
                || Viewport::world(size),
                |extent| Viewport::fit(extent, size, padding),
            );
            Kind::Cylinder {
                affine: view.affine(scene.anchor),
                view,
                corner: [frame.x, frame.y].map(f64::from),
            }
        });
        let mut plane = Self {
            kind,
            frame,
            low: [f64::NEG_INFINITY; 2],
            high: [f64::INFINITY; 2],
        };
        plane.bound(scene.anchor);
        plane
    }

    /// Shows the ground about a position, `half` metres to the left and to the right of it.
    pub fn about(centre: LonLat, half: f64, frame: Rect) -> Self {
        let kind = Kind::Azimuthal {
            projection: EqualArea::new(centre),
            scale: f64::from(frame.w) / 2.0 / half,
            at: [frame.x + frame.w / 2.0, frame.y + frame.h / 2.0].map(f64::from),
        };
        let mut plane = Self {
            kind,
            frame,
            low: [f64::NEG_INFINITY; 2],
            high: [f64::INFINITY; 2],
        };
        plane.bound(mercator(centre)[0]);
        plane
    }

    /// Finds what of the unit square the frame shows.
    fn bound(&mut self, anchor: f64) {
        const STEPS: u16 = 24;
        let r = self.frame.grown(24.0);
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for i in 0..=STEPS {
            for j in 0..=STEPS {
                let part = [i, j].map(|n| f32::from(n) / f32::from(STEPS));
                let at = [r.x + part[0] * r.w, r.y + part[1] * r.h];
                let mut world = mercator(self.position(at));
                world[0] += (anchor - world[0]).round();
                for axis in 0..2 {
                    low[axis] = low[axis].min(world[axis]);
                    high[axis] = high[axis].max(world[axis]);
                }
            }
        }
        // A step of the grid more, as edges bulge between its lines.
        for axis in 0..2 {
            let step = 1.5 * (high[axis] - low[axis]) / f64::from(STEPS);
            low[axis] -= step;
            high[axis] += step;
        }
        for (pole, y) in [(90.0, 0.0), (-90.0, 1.0)] {
            if self.shows(LonLat::new(0.0, pole)) {
                (low[0], high[0]) = (anchor - 0.5, anchor + 0.5);
                low[1] = low[1].min(y);
                high[1] = high[1].max(y);
            }
        }
        if matches!(self.kind, Kind::Cylinder { .. }) || high[0] - low[0] > 0.9 {
            (low[0], high[0]) = (f64::NEG_INFINITY, f64::INFINITY);
        }
        (self.low, self.high) = (low, high);
    }

    fn shows(&self, p: LonLat) -> bool {
        let [x, y] = self.of_position(p).map(|v| v as f32);
        self.is_equal_area() && self.frame.holds(&Rect::new(x, y, 0.0, 0.0))
    }

    /// Whether a pole lies in the frame: north is then not the same side everywhere.
    pub fn shows_a_pole(&self) -> bool {
        [90.0, -90.0]
            .into_iter()
            .any(|lat| self.shows(LonLat::new(0.0, lat)))
    }

    /// Whether the projection is azimuthal and equal-area.
    pub fn is_equal_area(&self) -> bool {
        matches!(self.kind, Kind::Azimuthal { .. })
    }

    /// The position in the middle of the projection.
    pub fn centre(&self) -> LonLat {
        match &self.kind {
            Kind::Azimuthal { projection, .. } => projection.centre(),
            Kind::Cylinder { view, .. } => mercator_inverse(view.centre),
        }
    }

    /// The page's place of a place of the scene, points.
    pub fn place(&self, world: [f64; 2]) -> [f64; 2] {
        match &self.kind {
            Kind::Azimuthal { projection, .. } => {
                self.laid(projection.of_authalic(Authalic::of_mercator(world)))
            }
            Kind::Cylinder { affine, corner, .. } => {
                [0, 1].map(|i| world[i] * affine.scale + affine.offset[i] + corner[i])
            }
        }
    }

    /// The page's place of a position.
    pub fn of_position(&self, p: LonLat) -> [f64; 2] {
        match &self.kind {
            Kind::Azimuthal { projection, .. } => self.laid(projection.forward(p)),
            Kind::Cylinder { view, corner, .. } => {
                let [x, y] = view.to_screen(mercator(p)).map(f64::from);
                [x + corner[0], y + corner[1]]
            }
        }
    }

    /// The page's place of a place in the azimuthal plane, metres east and north of its middle.
    fn laid(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        match &self.kind {
            Kind::Azimuthal { scale, at, .. } => [at[0] + x * scale, at[1] - y * scale],
            Kind::Cylinder { .. } => [x, y],
        }
    }

    /// The position at a place of the page.
    pub fn position(&self, [x, y]: [f32; 2]) -> LonLat {
        match &self.kind {
            Kind::Azimuthal {
                projection,
                scale,
                at,
            } => projection.inverse([
                (f64::from(x) - at[0]) / scale,
                (at[1] - f64::from(y)) / scale,
            ]),
            Kind::Cylinder { view, corner, .. } => {
                let [left, top] = corner.map(|v| v as f32);
                mercator_inverse(view.from_screen([x - left, y - top]))
            }
        }
    }

    /// Points per width of Mercator's square in the middle: the scale by which crowds are told.
    pub fn world_scale(&self) -> f64 {
        match &self.kind {
            Kind::Azimuthal { scale, .. } => {
                let centre = self.centre();
                let lat = centre.lat.clamp(-FARTHEST_NORTH, FARTHEST_NORTH);
                let mut view = Viewport::world([1000.0; 2]);
                view.centre = mercator(LonLat::new(centre.lon, lat));
                view.metres_per_pixel() * view.scale * scale
            }
            Kind::Cylinder { affine, .. } => affine.scale,
        }
    }

    /// The denominator of the scale in the middle.
    pub fn scale_denominator(&self) -> f64 {
        self.metres_per_unit() * PAGE_DPI / 0.0254
    }

    /// The box of degrees that the frame shows: west to east from the middle, south to north.
    pub fn degrees(&self) -> [[f64; 2]; 2] {
        let whole = |v: f64, otherwise: f64| if v.is_finite() { v } else { otherwise };
        let [west, east] = [whole(self.low[0], 0.0), whole(self.high[0], 1.0)];
        let lat = |y: f64| {
            if y <= 0.0 {
                90.0
            } else if y >= 1.0 {
                -90.0
            } else {
                mercator_inverse([0.5, y])
                    .lat
                    .clamp(-MERCATOR_LIMIT, MERCATOR_LIMIT)
            }
        };
        [
            [(west - 0.5) * 360.0, (east - 0.5) * 360.0],
            [lat(self.high[1]), lat(self.low[1])],
        ]
    }
}

impl Measured for Plane {
    fn beside(&self, distance: f64) -> [LonLat; 2] {
        match &self.kind {
            Kind::Azimuthal {
                projection, scale, ..
            } => [-1.0, 1.0].map(|side| projection.inverse([side * distance / scale, 0.0])),
            Kind::Cylinder { view, .. } => view.beside(distance),
        }
    }

    fn farthest(&self) -> f64 {
        match &self.kind {
            Kind::Azimuthal { scale, .. } => 5e6 * scale,
            Kind::Cylinder { view, .. } => view.farthest(),
        }
    }

    fn metres_per_unit(&self) -> f64 {
        match &self.kind {
            // Measured, not taken from the formula: a kilometre to either side of the middle.
            Kind::Azimuthal { scale, .. } => {
                let [a, b] = self.beside(1000.0 * scale);
                geodesic::distance(a, b).0 / (2000.0 * scale)
            }
            Kind::Cylinder { view, .. } => view.metres_per_pixel(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::scale_bar::ScaleBar;
    use super::*;
    use proptest::prelude::*;

    /// A plane that shows a box of degrees.
    fn plane(corner: LonLat, size: [f64; 2]) -> Plane {
        let at = |part: [f64; 2]| {
            let lat = (corner.lat + part[1] * size[1]).clamp(-85.0, 85.0);
            LonLat::new(
                crate::base::lonlat::wrap_longitude(corner.lon + part[0] * size[0]),
                lat,
            )
        };
        let parts = (0..=6).flat_map(|i| (0..=6).map(move |j| [i, j]));
        let all: Vec<LonLat> = parts.map(|p| at(p.map(|n| f64::from(n) / 6.0))).collect();
        let scene = Scene {
            anchor: mercator(corner)[0],
            ..Scene::default()
        };
        let places = |tell: &mut dyn FnMut([f64; 2])| {
            for p in &all {
                tell(mercator(*p));
            }
        };
        let frame = Rect::new(30.0, 80.0, 600.0, 440.0);
        Plane::fit(
            &scene,
            GeoBox::around(all.iter().copied()),
            &places,
            frame,
            16.0,
        )
    }

    proptest! {
        #[test]
        fn the_scale_bar_is_true_on_the_ellipsoid(
            lon in -180.0..180.0, lat in -84.0..80.0, size in [0.01..50.0, 0.01..40.0]
        ) {
            let plane = plane(LonLat::new(lon, lat), size);
            let bar = ScaleBar::fit(&plane, 120.0).expect("a bar");
            let r = plane.frame;
            let (x, y) = (r.x + r.w / 2.0, r.y + r.h / 2.0);
            let ends = [x - bar.width / 2.0, x + bar.width / 2.0];
            let [a, b] = ends.map(|x| plane.position([x, y]));
            let measured = geodesic::distance(a, b).0;
            prop_assert!((measured / bar.length.0 - 1.0).abs() < 0.005, "{measured} {bar:?}");
            // So is the number beside it.
            let metres = f64::from(bar.width) / PAGE_DPI * 0.0254 * plane.scale_denominator();
            prop_assert!((metres / bar.length.0 - 1.0).abs() < 0.005, "{metres} {bar:?}");
        }

        #[test]
        fn everything_lies_in_the_frame_and_can_be_found_again(
            lon in -180.0..180.0, lat in -84.0..80.0, size in [0.01..50.0, 0.01..40.0]
        ) {
            let corner = LonLat::new(lon, lat);
            let plane = plane(corner, size);
            prop_assert!(plane.is_equal_area());
            let place = plane.of_position(corner);
            let inside = plane.frame.grown(0.01);
            let [x, y] = place.map(|v| v as f32);
            prop_assert!(inside.holds(&Rect::new(x, y, 0.0, 0.0)), "{place:?}");
            let same = plane.place(mercator(corner));
            prop_assert!((same[0] - place[0]).hypot(same[1] - place[1]) < 1e-6);
            let back = geodesic::distance(plane.position([x, y]), corner).0;
            prop_assert!(back < plane.metres_per_unit() * 0.01, "{back}");
        }
    }

    #[test]
    fn about_a_pole_the_pole_is_in_the_middle() {
        let plane = plane(LonLat::new(-180.0, 65.0), [359.0, 15.0]);
        assert!(plane.is_equal_area() && plane.centre().lat > 89.0);
        let half = Plane::about(LonLat::new(10.0, 50.0), 1e6, plane.frame);
        assert!((half.metres_per_unit() * 300.0 / 1e6 - 1.0).abs() < 1e-3);
    }

    #[test]
    fn the_whole_world_is_shown_as_on_the_screen() {
        assert!(!plane(LonLat::new(-180.0, -60.0), [359.0, 120.0]).is_equal_area());
    }
}
