//! Every colour of map, page and window in one place, for light, dark and paper.
//!
//! One strong colour says what is beyond reach, and nothing else; everything around it is quiet. Sizes of marks are decided where
//! the scene is built; here are only the widths that every surface shares.

use std::fmt;

use super::drawn::DISTANCES;
use crate::model::classes::MOST_CLASSES;
use crate::model::look::ShareScale;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    /// Writes the colour as SVG and CSS read it: `#d1432b`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Rgb {
    /// A colour from its hexadecimal form `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    #[must_use]
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio with another colour, 1 to 21 (WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour laid over `ground` with an opacity of 0 to 1.
    #[must_use]
    pub fn over(self, ground: Self, opacity: f32) -> Self {
        let mix = |top: u8, below: u8| {
            (f32::from(top) * opacity + f32::from(below) * (1.0 - opacity)).round() as u8
        };
        Self(
            mix(self.0, ground.0),
            mix(self.1, ground.1),
            mix(self.2, ground.2),
        )
    }
}

/// The linear intensity of an sRGB channel, 0 to 1 (IEC 61966-2-1).
pub(super) fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

/// The colours of one appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Background of the window or the sheet.
    pub paper: Rgb,
    /// Background of panels and of what floats over the map; the ring around marks.
    pub panel: Rgb,
    /// The map where there is no district.
    pub ground: Rgb,
    /// Land beneath the user's data; what is not land is ground.
    pub land: Rgb,
    /// The line between land and water.
    pub coast: Rgb,
    /// Lakes and rivers.
    pub water: Rgb,
    /// Lines of longitude and latitude.
    pub graticule: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Secondary text.
    pub quiet: Rgb,
    /// Borders of panels and rows.
    pub hairline: Rgb,
    /// Borders of districts.
    pub border: Rgb,
    /// Facilities, the active tool.
    pub navy: Rgb,
    /// What stands on navy: crosses, the text of the active tool.
    pub on_navy: Rgb,
    /// The area within reach, sliders, progress.
    pub reach: Rgb,
    /// Villages within reach.
    pub covered: Rgb,
    /// What is beyond reach, and nothing else.
    pub gap: Rgb,
    /// Text about what is beyond reach.
    pub gap_text: Rgb,
    /// The outline of borderline villages.
    pub borderline: Rgb,
    /// The outline of villages that cannot be judged, of facilities that do not serve; the hatching of districts without a share.
    pub unknown: Rgb,
    /// Districts by the share of people covered: < 60, 80, 90, 95, 100 %.
    pub share: [Rgb; 5],
    /// The same without colour.
    pub grey: [Rgb; 5],
    /// Territories of a network: eight hues of one lightness, none of them that of a gap.
    pub group: [Rgb; 8],
    /// Villages by the class of their distance: two within reach in quiet blue, three beyond in the hue of gaps, the farther the stronger.
    pub distance: [Rgb; DISTANCES],
}

impl Theme {
    /// The fill of a class of `classes`: fewer classes than colours are spread over the whole scale.
    #[must_use]
    pub fn share_of(&self, scale: ShareScale, class: u8, classes: usize) -> Rgb {
        let colours = match scale {
            ShareScale::Warm => &self.share,
            ShareScale::Grey => &self.grey,
        };
        colours[share_step(class, classes)]
    }

    /// The same theme with every colour turned into another.
    #[must_use]
    pub fn map(&self, mut turn: impl FnMut(Rgb) -> Rgb) -> Self {
        Self {
            paper: turn(self.paper),
            panel: turn(self.panel),
            ground: turn(self.ground),
            land: turn(self.land),
            coast: turn(self.coast),
            water: turn(self.water),
            graticule: turn(self.graticule),
            ink: turn(self.ink),
            quiet: turn(self.quiet),
            hairline: turn(self.hairline),
            border: turn(self.border),
            navy: turn(self.navy),
            on_navy: turn(self.on_navy),
            reach: turn(self.reach),
            covered: turn(self.covered),
            gap: turn(self.gap),
            gap_text: turn(self.gap_text),
            borderline: turn(self.borderline),
            unknown: turn(self.unknown),
            share: self.share.map(&mut turn),
            grey: self.grey.map(&mut turn),
            group: self.group.map(&mut turn),
            distance: self.distance.map(turn),
        }
    }
}

/// What the fills of districts say: the better and the worse, or one group and another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fills {
    /// Classes of a scale.
    Scale(ShareScale),
    /// Groups.
    Groups,
}

impl Theme {
    /// The fill of a class of `classes`.
    #[must_use]
    pub fn fill_of(&self, fills: Fills, class: u8, classes: usize) -> Rgb {
        match fills {
            Fills::Scale(scale) => self.share_of(scale, class, classes),
            Fills::Groups => self.group[usize::from(class) % self.group.len()],
        }
    }
}

/// The place of a class of `classes` in the scale of [`Theme::share`]. A single class is neither good nor bad: it takes the middle.
#[must_use]
pub fn share_step(class: u8, classes: usize) -> usize {
    let last = MOST_CLASSES - 1;
    match classes {
        0 | 1 => last / 2,
        _ => (usize::from(class) * last + (classes - 1) / 2) / (classes - 1),
    }
    .min(last)
}

/// Opacity of the area within reach, of one tier.
pub const REACH_FILL: f32 = 0.13;
/// Opacity of the area within reach of each of several tiers: where all of them lie over one another they are hardly darker than one.
#[must_use]
pub fn reach_fill(tiers: usize) -> f32 {
    if tiers < 2 {
        REACH_FILL
    } else {
        1.5 * REACH_FILL / tiers as f32
    }
}
/// Opacity of its outline.
pub const REACH_OUTLINE: f32 = 0.55;
/// Logical pixels of the screen per point: marks and lines are given in points of paper.
pub const POINT: f32 = 1.33;
/// Width of the outline of the area within reach, points.
pub const REACH_WIDTH: f32 = 0.7;
/// Width of the lines of a network, points; of those with which something is wrong half as much again.
pub const LINK_WIDTH: f32 = 0.7;
/// Opacity of those lines.
pub const LINK_OPACITY: f32 = 0.55;
/// Width of district borders, points.
pub const BORDER_WIDTH: f32 = 0.6;
/// Width of the ring that parts a mark from what lies below, points.
pub const RING_WIDTH: f32 = 0.6;

/// The light window.
pub const LIGHT: Theme = Theme {
    paper: Rgb::hex(0x00FA_F9F6),
    panel: Rgb::hex(0x00FF_FEFB),
    ground: Rgb::hex(0x00EE_F1F2),
    land: Rgb::hex(0x00F7_F5EF),
    coast: Rgb::hex(0x00BC_C6CB),
    water: Rgb::hex(0x00B4_C8D4),
    graticule: Rgb::hex(0x00DD_E2E4),
    ink: Rgb::hex(0x001F_2933),
    quiet: Rgb::hex(0x006B_6558),
    hairline: Rgb::hex(0x00E3_E0D8),
    border: Rgb::hex(0x0094_8E82),
    navy: Rgb::hex(0x0016_324F),
    on_navy: Rgb::hex(0x00FF_FEFB),
    reach: Rgb::hex(0x003D_7EA6),
    covered: Rgb::hex(0x007D_93A6),
    gap: Rgb::hex(0x00D1_432B),
    gap_text: Rgb::hex(0x00B5_361F),
    borderline: Rgb::hex(0x009A_6A00),
    unknown: Rgb::hex(0x0079_7365),
    share: [
        Rgb::hex(0x00D9_8F5C),
        Rgb::hex(0x00E9_C9A8),
        Rgb::hex(0x00F0_DCC3),
        Rgb::hex(0x00F5_EADB),
        Rgb::hex(0x00F8_F4EC),
    ],
    grey: [
        Rgb::hex(0x009A_9A9A),
        Rgb::hex(0x00C0_C0C0),
        Rgb::hex(0x00D6_D6D6),
        Rgb::hex(0x00E6_E6E6),
        Rgb::hex(0x00F4_F4F4),
    ],
    group: [
        Rgb::hex(0x00A9_C4DB),
        Rgb::hex(0x00E3_CF9B),
        Rgb::hex(0x00B9_D3B0),
        Rgb::hex(0x00D3_BBDD),
        Rgb::hex(0x00A5_D3CC),
        Rgb::hex(0x00E6_C2C9),
        Rgb::hex(0x00CF_CBBE),
        Rgb::hex(0x00C2_C4E8),
    ],
    distance: [
        Rgb::hex(0x003F_6C8F),
        Rgb::hex(0x0083_95A4),
        Rgb::hex(0x00D8_6B2A),
        Rgb::hex(0x00C2_3A26),
        Rgb::hex(0x0076_1410),
    ],
};

/// The dark window. The share scale runs the same way: the worse, the more it stands off the ground.
pub const DARK: Theme = Theme {
    paper: Rgb::hex(0x0016_191D),
    panel: Rgb::hex(0x001E_2329),
    ground: Rgb::hex(0x0012_161A),
    land: Rgb::hex(0x001D_2126),
    coast: Rgb::hex(0x003D_4954),
    water: Rgb::hex(0x0034_4A5C),
    graticule: Rgb::hex(0x0029_3139),
    ink: Rgb::hex(0x00E8_E4DA),
    quiet: Rgb::hex(0x00A3_9E92),
    hairline: Rgb::hex(0x0034_3B43),
    border: Rgb::hex(0x006B_6B69),
    navy: Rgb::hex(0x00B9_D2EC),
    on_navy: Rgb::hex(0x0014_2232),
    reach: Rgb::hex(0x005B_A3D0),
    covered: Rgb::hex(0x0082_98AB),
    gap: Rgb::hex(0x00FF_6B4E),
    gap_text: Rgb::hex(0x00FF_8A72),
    borderline: Rgb::hex(0x00E3_AE48),
    unknown: Rgb::hex(0x0098_9284),
    share: [
        Rgb::hex(0x0090_562F),
        Rgb::hex(0x006C_4833),
        Rgb::hex(0x004F_3D33),
        Rgb::hex(0x0039_3330),
        Rgb::hex(0x0028_292B),
    ],
    grey: [
        Rgb::hex(0x0064_6464),
        Rgb::hex(0x0050_5050),
        Rgb::hex(0x003F_3F3F),
        Rgb::hex(0x0033_3334),
        Rgb::hex(0x0028_292B),
    ],
    group: [
        Rgb::hex(0x002F_4B63),
        Rgb::hex(0x0057_4A22),
        Rgb::hex(0x0033_4F33),
        Rgb::hex(0x004C_3A58),
        Rgb::hex(0x0024_4F4B),
        Rgb::hex(0x0058_3A42),
        Rgb::hex(0x0047_453E),
        Rgb::hex(0x003C_3E66),
    ],
    distance: [
        Rgb::hex(0x00A7_C7E0),
        Rgb::hex(0x0071_8798),
        Rgb::hex(0x00D0_6A2C),
        Rgb::hex(0x00FF_7D5E),
        Rgb::hex(0x00FF_C3AE),
    ],
};

/// The printed page: the light colours on white, as ink cannot print a tint lighter than the sheet.
pub const PAPER: Theme = Theme {
    paper: Rgb::hex(0x00FF_FFFF),
    panel: Rgb::hex(0x00FF_FFFF),
    ..LIGHT
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, Theme); 3] = [("light", LIGHT), ("dark", DARK), ("paper", PAPER)];

    #[test]
    fn the_contrast_ratio_is_that_of_the_guideline() {
        // Published pairs: black on white 21, #777777 on white 4.48.
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
        assert!((Rgb::hex(0x0077_7777).contrast(Rgb(255, 255, 255)) - 4.48).abs() < 0.005);
    }

    #[test]
    fn texts_have_a_contrast_of_4_5() {
        for (name, t) in ALL {
            for ground in [t.paper, t.panel, t.ground, t.land] {
                for (what, text) in [("ink", t.ink), ("quiet", t.quiet), ("gap", t.gap_text)] {
                    let ratio = text.contrast(ground);
                    assert!(ratio >= 4.5, "{name} {what} on {ground}: {ratio:.2}");
                }
            }
            assert!(t.on_navy.contrast(t.navy) >= 4.5, "{name} cross on navy");
            for share in t.share.into_iter().chain(t.grey) {
                let ratio = t.ink.contrast(share);
                assert!(ratio >= 4.5, "{name} label on {share}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn land_differs_from_water_and_stays_quieter_than_its_coast() {
        for (name, t) in ALL {
            let (land, coast) = (t.land.contrast(t.ground), t.coast.contrast(t.ground));
            assert!(land >= 1.03 && coast > land, "{name}: {land:.3} {coast:.3}");
            assert!(land < 1.2 && coast < 2.5, "{name}: {land:.3} {coast:.3}");
        }
    }

    #[test]
    fn marks_have_a_contrast_of_3() {
        for (name, t) in ALL {
            for (what, mark) in [
                ("gap", t.gap),
                ("navy", t.navy),
                ("reach", t.reach),
                ("borderline", t.borderline),
                ("unknown", t.unknown),
                ("covered", t.covered),
                ("½ R", t.distance[0]),
                ("R", t.distance[1]),
                ("1½ R", t.distance[2]),
                ("2 R", t.distance[3]),
                ("beyond 2 R", t.distance[4]),
            ] {
                // Strong marks wear a ring in the panel's colour, so that is what they stand against on any fill.
                let ratio = mark.contrast(t.panel);
                assert!(ratio >= 3.0, "{name} {what} on the ring: {ratio:.2}");
            }
            for share in t.share.into_iter().chain(t.grey) {
                assert!(t.navy.contrast(share) >= 3.0, "{name} facility on {share}");
            }
        }
    }

    #[test]
    fn fewer_classes_take_the_whole_scale() {
        let steps = |classes: usize| -> Vec<usize> {
            (0..classes as u8).map(|c| share_step(c, classes)).collect()
        };
        let all = [steps(1), steps(2), steps(3), steps(4), steps(5)];
        let expected: [&[usize]; 5] = [&[2], &[0, 4], &[0, 2, 4], &[0, 1, 3, 4], &[0, 1, 2, 3, 4]];
        assert_eq!(all, expected);
    }

    #[test]
    fn the_share_scale_steps_evenly_one_way() {
        for (name, t) in ALL {
            for scale in [t.share, t.grey] {
                let steps: Vec<f64> = scale.iter().map(|c| c.luminance()).collect();
                let rising = steps.windows(2).all(|w| w[0] < w[1]);
                let falling = steps.windows(2).all(|w| w[0] > w[1]);
                assert!(rising || falling, "{name}: {steps:?}");
            }
        }
    }

    #[test]
    fn distances_beyond_reach_are_warm_and_step_away_from_the_ground_and_those_within_are_cold() {
        for (name, t) in ALL {
            let (within, beyond) = t.distance.split_at(2);
            assert!(within.iter().all(|c| c.2 > c.0), "{name}: {within:?}");
            assert!(
                beyond.iter().all(|c| c.0 > c.1 && c.1 >= c.2),
                "{name}: {beyond:?}"
            );
            let off = |c: &Rgb| c.contrast(t.ground);
            assert!(
                beyond.windows(2).all(|w| off(&w[0]) * 1.2 < off(&w[1])),
                "{name}"
            );
            assert!(off(&within[1]) * 1.2 < off(&within[0]), "{name}");
        }
    }
}
