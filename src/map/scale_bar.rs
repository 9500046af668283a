//! The scale bar: a round length as it measures on the ellipsoid through the middle of the map.

use super::viewport::Viewport;
use crate::base::projection::mercator_inverse;
use crate::base::{LonLat, Metres, geodesic};

/// A surface whose middle can be measured.
pub trait Measured {
    /// The positions that lie so far, in the surface's unit, to the left and to the right of the middle.
    fn beside(&self, distance: f64) -> [LonLat; 2];
    /// So far from the middle distances grow with that on the surface.
    fn farthest(&self) -> f64;
    /// Metres per unit in the middle.
    fn metres_per_unit(&self) -> f64;
}

impl Measured for Viewport {
    fn beside(&self, distance: f64) -> [LonLat; 2] {
        let ([x, y], half) = (self.centre, distance / self.scale);
        [
            mercator_inverse([x - half, y]),
            mercator_inverse([x + half, y]),
        ]
    }

    /// The geodesic between both ends grows with their distance up to a quarter of the way round, then takes the short cut by the pole.
    fn farthest(&self) -> f64 {
        0.2 * self.scale
    }

    fn metres_per_unit(&self) -> f64 {
        self.metres_per_pixel()
    }
}

/// A scale bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleBar {
    /// What it measures: 1, 2 or 5 times a power of ten.
    pub length: Metres,
    /// Its width in the view's unit.
    pub width: f32,
    /// How many equal parts it is divided into.
    pub parts: u8,
}

/// A space that neither breaks nor widens.
const THIN: char = '\u{202f}';

impl ScaleBar {
    /// The longest round bar that is no wider than `widest`; `None` when not even a metre is.
    #[must_use]
    pub fn fit(view: &impl Measured, widest: f32) -> Option<Self> {
        let rough = view.metres_per_unit() * f64::from(widest);
        let mut best = None;
        for exponent in 0..8i32 {
            for (mantissa, parts) in [(1.0, 2), (2.0, 2), (5.0, 5)] {
                let length = Metres(mantissa * 10f64.powi(exponent));
                if length.0 > rough * 1.5 {
                    return best;
                }
                match width_of(view, length) {
                    Some(width) if width <= widest => {
                        best = Some(Self {
                            length,
                            width,
                            parts,
                        });
                    }
                    _ => return best,
                }
            }
        }
        best
    }

    /// The length with its unit: `20 km`, `500 m`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.length.0 >= 1000.0 {
            format!("{:.0}{THIN}km", self.length.km())
        } else {
            format!("{:.0}{THIN}m", self.length.0)
        }
    }
}

/// How wide a length is when it lies east–west with its middle in the view's middle; `None` if it reaches too far round the Earth.
fn width_of(view: &impl Measured, length: Metres) -> Option<f32> {
    let measured = |half: f64| {
        let [left, right] = view.beside(half);
        geodesic::distance(left, right).0
    };
    let (mut low, mut high) = (0.0, view.farthest());
    if measured(high) < length.0 {
        return None;
    }
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if measured(middle) < length.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some((2.0 * high) as f32)
}

/// The number of a scale as it is printed: three significant digits at most, grouped: `620 000`.
#[must_use]
pub fn ratio_label(denominator: f64) -> String {
    let magnitude = 10f64
        .powf(denominator.max(1.0).log10().floor() - 1.0)
        .max(1.0);
    let digits = format!("{:.0}", (denominator / magnitude).round() * magnitude);
    let mut text = String::from("1");
    text.push(THIN);
    text.push(':');
    text.push(THIN);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::projection::mercator;
    use crate::base::{GeoBox, LonLat};

    #[test]
    fn the_bar_is_true_at_the_middle_at_any_latitude() {
        for lat in [0.0, 23.7, -45.0, 69.0, 84.0] {
            for span in [0.01, 1.0, 20.0] {
                let extent = GeoBox {
                    west: 10.0,
                    east: 10.0 + span,
                    south: lat - 0.001,
                    north: lat + 0.001,
                };
                let view = Viewport::fit(extent, [900.0, 600.0], 0.0);
                let bar = ScaleBar::fit(&view, 150.0).expect("a bar");
                assert!(bar.width <= 150.0 && bar.width > 50.0, "{bar:?}");
                let half = f64::from(bar.width) / view.scale / 2.0;
                let [x, y] = view.centre;
                let d = geodesic::distance(
                    mercator_inverse([x - half, y]),
                    mercator_inverse([x + half, y]),
                );
                assert!(
                    (d.0 / bar.length.0 - 1.0).abs() < 1e-4,
                    "{lat} {span}: {d:?} {bar:?}"
                );
            }
        }
    }

    #[test]
    fn tripura_gets_twenty_kilometres() {
        let mut view = Viewport {
            centre: mercator(LonLat::new(91.7, 23.75)),
            scale: 120_000.0,
            size: [600.0, 480.0],
        };
        view.pan([0.0, 0.0]);
        assert_eq!(
            ScaleBar::fit(&view, 80.0).map(|b| b.label()),
            Some("20\u{202f}km".into())
        );
    }

    #[test]
    fn ratios_are_rounded_and_grouped() {
        assert_eq!(ratio_label(618_734.2), "1\u{202f}:\u{202f}620\u{202f}000");
        assert_eq!(ratio_label(999.7), "1\u{202f}:\u{202f}1\u{202f}000");
    }
}
