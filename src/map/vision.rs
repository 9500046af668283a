//! How the map looks to eyes that see colours otherwise, and on paper without colours: to check that no meaning hangs on hue.

use super::style::{Rgb, Theme, linear};

/// Whose eyes a preview looks with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Vision {
    /// All colours.
    #[default]
    All,
    /// No colours: a print in black and white, or achromatopsia.
    Grey,
    /// Without the cones for long waves (red).
    Protanopia,
    /// Without those for middle waves (green); the most frequent.
    Deuteranopia,
    /// Without those for short waves (blue).
    Tritanopia,
}

impl Vision {
    /// All, the usual one first.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Grey,
        Self::Protanopia,
        Self::Deuteranopia,
        Self::Tritanopia,
    ];

    /// What linear red, green and blue become: Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of
    /// Color Vision Deficiency", the matrices of full severity; for grey the relative luminance of WCAG 2.2.
    const fn matrix(self) -> Option<[[f64; 3]; 3]> {
        const LUMINANCE: [f64; 3] = [0.2126, 0.7152, 0.0722];
        match self {
            Self::All => None,
            Self::Grey => Some([LUMINANCE; 3]),
            Self::Protanopia => Some([
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ]),
            Self::Deuteranopia => Some([
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ]),
            Self::Tritanopia => Some([
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ]),
        }
    }

    /// The colour as these eyes see it.
    #[must_use]
    pub fn sees(self, color: Rgb) -> Rgb {
        let Some(matrix) = self.matrix() else {
            return color;
        };
        let linear = [color.0, color.1, color.2].map(linear);
        let [r, g, b] = matrix.map(|row| {
            let sum: f64 = row.iter().zip(linear).map(|(m, v)| m * v).sum();
            coded(sum)
        });
        Rgb(r, g, b)
    }

    /// A whole theme as these eyes see it.
    #[must_use]
    pub fn theme(self, theme: &Theme) -> Theme {
        theme.map(|color| self.sees(color))
    }
}

/// The sRGB channel of a linear intensity; what no screen can show is cut.
fn coded(linear: f64) -> u8 {
    let l = linear.clamp(0.0, 1.0);
    let c = if l <= 0.003_130_8 {
        l * 12.92
    } else {
        1.055 * l.powf(1.0 / 2.4) - 0.055
    };
    (c * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::style::{DARK, LIGHT, PAPER, REACH_FILL};

    /// CIE 1976 L*, a*, b* under D65.
    fn lab(Rgb(r, g, b): Rgb) -> [f64; 3] {
        let [r, g, b] = [r, g, b].map(linear);
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn apart(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (lab(a), lab(b));
        (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn greys_and_the_usual_eyes_change_nothing() {
        let color = Rgb::hex(0x00D1_432B);
        assert_eq!(Vision::All.sees(color), color);
        for vision in Vision::ALL {
            for v in [0, 1, 77, 128, 200, 255] {
                assert_eq!(vision.sees(Rgb(v, v, v)), Rgb(v, v, v), "{vision:?}");
            }
        }
        let Rgb(r, g, b) = Vision::Grey.sees(color);
        assert!(r == g && g == b);
    }

    #[test]
    fn red_and_green_are_alike_only_to_those_who_cannot_tell_them() {
        // Two colours on a line of confusion of deuteranopes.
        let (brown, olive) = (Rgb(168, 94, 60), Rgb(125, 116, 58));
        let d = |v: Vision| apart(v.sees(brown), v.sees(olive));
        assert!(d(Vision::All) > 30.0 && d(Vision::Deuteranopia) < 12.0);
        assert!(d(Vision::Tritanopia) > 20.0);
    }

    /// A just noticeable difference is about 2.3; what must be told apart at a glance is ten times as far apart.
    #[test]
    fn a_gap_stands_off_everything_to_all_eyes() {
        for theme in [LIGHT, DARK, PAPER] {
            for vision in Vision::ALL {
                let t = vision.theme(&theme);
                let reach = t.reach.over(t.land, REACH_FILL);
                // In grey a gap differs from what is within reach by its size and its ring alone.
                let covered = if vision == Vision::Grey { 0.0 } else { 10.0 };
                for (other, least) in [
                    (t.panel, 23.0),
                    (t.ground, 23.0),
                    (t.land, 23.0),
                    (reach, 23.0),
                    // These have shapes and sizes of their own: that they differ in lightness too is for a second look.
                    (t.navy, 10.0),
                    (t.covered, covered),
                ] {
                    let d = apart(t.gap, other);
                    assert!(d >= least, "{vision:?} gap {} {other}: {d:.1}", t.gap);
                }
                for share in t.share {
                    let d = apart(t.gap, share);
                    assert!(d >= 10.0, "{vision:?} gap {} share {share}: {d:.1}", t.gap);
                }
            }
        }
    }

    #[test]
    fn classes_of_shares_keep_their_order_in_lightness_for_all_eyes() {
        for theme in [LIGHT, DARK, PAPER] {
            for vision in Vision::ALL {
                let t = vision.theme(&theme);
                // On the dark ground, where lightness has less room, no step is wasted.
                let least = if theme == DARK { 4.0 } else { 1.0 };
                for scale in [t.share, t.grey] {
                    let lightness = scale.map(|c| lab(c)[0]);
                    let rising = lightness.windows(2).all(|w| w[1] - w[0] > least);
                    let falling = lightness.windows(2).all(|w| w[0] - w[1] > least);
                    assert!(rising || falling, "{vision:?} {lightness:?}");
                }
            }
        }
    }
}
