//! Lines of longitude and latitude at round degrees: they say where this is, and keep the ground from being blank.

use super::labels::Rect;
use super::viewport::Viewport;
use crate::base::projection::{MERCATOR_LIMIT, mercator, mercator_inverse};
use crate::base::{LonLat, lonlat::wrap_longitude};

/// The lines in a rectangle.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graticule {
    /// Meridians: x in the view and the label.
    pub meridians: Vec<(f32, String)>,
    /// Parallels: y in the view and the label.
    pub parallels: Vec<(f32, String)>,
}

/// Steps in degrees, with minutes below one degree.
pub(super) const STEPS: [f64; 13] = [
    1.0 / 60.0,
    2.0 / 60.0,
    5.0 / 60.0,
    10.0 / 60.0,
    0.25,
    0.5,
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    30.0,
    45.0,
];

/// Degrees and minutes with the side of the Earth: `91°30′E`, `24°N`, `0°`.
pub(super) fn label(degrees: f64, sides: [char; 2]) -> String {
    let minutes = (degrees.abs() * 60.0).round() as u32;
    let (whole, rest) = (minutes / 60, minutes % 60);
    let side = if minutes == 0 || minutes == 180 * 60 {
        String::new()
    } else {
        sides[usize::from(degrees < 0.0)].to_string()
    };
    if rest == 0 {
        format!("{whole}°{side}")
    } else {
        format!("{whole}°{rest:02}′{side}")
    }
}

/// The lines that a view shows, three to six across the shorter side; none where a minute is too coarse.
#[must_use]
pub fn graticule(view: &Viewport) -> Graticule {
    let [width, height] = view.size;
    let (north_west, south_east) = (
        view.from_screen([0.0, 0.0]),
        view.from_screen([width, height]),
    );
    let (north, south) = (
        mercator_inverse(north_west).lat,
        mercator_inverse(south_east).lat,
    );
    let (west, east) = ((north_west[0] - 0.5) * 360.0, (south_east[0] - 0.5) * 360.0);
    let span = (east - west).min(north - south);
    let Some(step) = STEPS.into_iter().find(|s| span / s <= 5.0) else {
        return Graticule::default();
    };
    let multiples = |low: f64, high: f64| {
        let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
        (first..=last).take(100).map(move |i| i as f64 * step)
    };
    let bounds = Rect::new(0.0, 0.0, width, height);
    Graticule {
        meridians: multiples(west, east)
            .map(|lon| {
                let x = (lon / 360.0 + 0.5 - view.centre[0]) * view.scale + f64::from(width) / 2.0;
                (x as f32, label(wrap_longitude(lon), ['E', 'W']))
            })
            .filter(|(x, _)| *x > bounds.x && *x < bounds.right())
            .collect(),
        parallels: multiples(south, north)
            .filter(|lat| lat.abs() < MERCATOR_LIMIT)
            .map(|lat| {
                let [_, y] = view.to_screen(mercator(LonLat::new(0.0, lat)));
                (y, label(lat, ['N', 'S']))
            })
            .filter(|(y, _)| *y > bounds.y && *y < bounds.bottom())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::GeoBox;

    #[test]
    fn round_degrees_are_labelled() {
        let extent = GeoBox {
            west: 178.2,
            south: -18.4,
            east: -178.3,
            north: -15.6,
        };
        let lines = graticule(&Viewport::fit(extent, [500.0, 400.0], 0.0));
        let labels: Vec<&str> = lines.meridians.iter().map(|(_, l)| l.as_str()).collect();
        assert!(
            labels.windows(3).any(|w| w == ["179°E", "180°", "179°W"]),
            "{labels:?}"
        );
        assert!(
            lines.parallels.iter().any(|(_, l)| l == "17°S"),
            "{lines:?}"
        );
        assert_eq!(label(91.5, ['E', 'W']), "91°30′E");
        assert_eq!(label(0.0, ['N', 'S']), "0°");
    }

    #[test]
    fn every_scale_has_a_few_lines() {
        for exponent in 0..9 {
            let span = 1e-2 * 2.5f64.powi(exponent);
            let extent = GeoBox {
                west: 100.0,
                east: (100.0 + span).min(180.0),
                south: 10.0,
                north: (10.0 + span).min(80.0),
            };
            let lines = graticule(&Viewport::fit(extent, [500.0, 400.0], 0.0));
            let n = lines.meridians.len() + lines.parallels.len();
            assert!((1..40).contains(&n), "{span}: {n}");
        }
    }
}
