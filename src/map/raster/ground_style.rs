//! How shapes of vector tiles look: land and water as the program's own background has them, the rest quieter than any datum.
//!
//! No colour here is near that of a gap; roads are warm greys, borders cool ones.

use crate::map::style::{Rgb, Theme};
use crate::model::tiles::GroundKind as K;

/// The colours of one appearance at full strength.
pub(super) struct Inks {
    land: Rgb,
    area: Rgb,
    green: Rgb,
    urban: Rgb,
    water: Rgb,
    waterway: Rgb,
    building: Rgb,
    line: Rgb,
    path: Rgb,
    street: Rgb,
    road: Rgb,
    highway: Rgb,
    rail: Rgb,
    region: Rgb,
    country: Rgb,
    point: Rgb,
}

const LIGHT: Inks = Inks {
    land: Rgb::hex(0x00F7_F5EF),
    area: Rgb::hex(0x00EC_E8DF),
    green: Rgb::hex(0x00DB_E8CC),
    urban: Rgb::hex(0x00EA_E4DA),
    water: Rgb::hex(0x00BC_D6E5),
    waterway: Rgb::hex(0x009C_C3D9),
    building: Rgb::hex(0x00D6_CDBF),
    line: Rgb::hex(0x00A9_A396),
    path: Rgb::hex(0x00D3_CABB),
    street: Rgb::hex(0x00C9_BEAB),
    road: Rgb::hex(0x00CC_B07C),
    highway: Rgb::hex(0x00C4_9350),
    rail: Rgb::hex(0x00A9_A59E),
    region: Rgb::hex(0x00A7_9CB2),
    country: Rgb::hex(0x0076_6B85),
    point: Rgb::hex(0x0077_7166),
};

const DARK: Inks = Inks {
    land: Rgb::hex(0x001D_2126),
    area: Rgb::hex(0x0026_2B31),
    green: Rgb::hex(0x001F_3127),
    urban: Rgb::hex(0x002A_2E34),
    water: Rgb::hex(0x000A_1A28),
    waterway: Rgb::hex(0x0022_415A),
    building: Rgb::hex(0x0039_3F47),
    line: Rgb::hex(0x0055_5D66),
    path: Rgb::hex(0x0038_3E45),
    street: Rgb::hex(0x0045_4C54),
    road: Rgb::hex(0x0062_5A48),
    highway: Rgb::hex(0x0083_6B42),
    rail: Rgb::hex(0x004C_525A),
    region: Rgb::hex(0x0062_5C72),
    country: Rgb::hex(0x0092_88A3),
    point: Rgb::hex(0x0088_929C),
};

impl Inks {
    /// The colours that go with a theme.
    pub(super) fn of(theme: &Theme) -> &'static Self {
        if theme.paper.luminance() < 0.2 {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// The colour of a kind.
    pub(super) fn of_kind(&self, kind: K) -> Rgb {
        match kind {
            K::Land => self.land,
            K::Area => self.area,
            K::Green => self.green,
            K::Urban => self.urban,
            K::Water => self.water,
            K::Waterway => self.waterway,
            K::Building => self.building,
            K::Line => self.line,
            K::Path => self.path,
            K::Street => self.street,
            K::Road => self.road,
            K::Highway => self.highway,
            K::Rail => self.rail,
            K::Region => self.region,
            K::Country => self.country,
            K::Point => self.point,
        }
    }
}

/// The width of a kind's lines at a level (that of a view whose world is 512 · 2^level wide), logical pixels; of points, the width of
/// their dots. `None`: it has no lines, or is not drawn at this level.
pub(super) fn width(kind: K, level: f32) -> Option<f32> {
    // The width at a level, the level, and from which on it is drawn.
    let (width, at, from) = match kind {
        K::Land | K::Area | K::Green | K::Urban | K::Water | K::Building => return None,
        K::Waterway => (1.2, 12.0, 7.0),
        K::Line => (0.8, 10.0, 0.0),
        K::Path => (0.8, 15.0, 13.0),
        K::Street => (1.4, 14.0, 11.0),
        K::Road => (1.6, 12.0, 7.0),
        K::Highway => (1.8, 10.0, 4.0),
        K::Rail => (0.9, 13.0, 9.0),
        K::Region => (0.8, 8.0, 3.0),
        K::Country => (1.0, 6.0, 0.0),
        K::Point => (3.2, 8.0, 0.0),
    };
    let grown = width * 1.22f32.powf(level - at);
    (level >= from).then(|| grown.clamp(0.45 * width, 6.0 * width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::style::{DARK as DARK_THEME, LIGHT as LIGHT_THEME};

    #[test]
    fn land_is_the_land_of_the_theme_and_nothing_is_as_strong_as_a_gap() {
        for theme in [LIGHT_THEME, DARK_THEME] {
            let inks = Inks::of(&theme);
            assert_eq!(inks.of_kind(K::Land), theme.land);
            let gap = theme.gap.contrast(theme.land);
            for kind in [
                K::Water,
                K::Green,
                K::Building,
                K::Road,
                K::Highway,
                K::Rail,
            ] {
                let ratio = inks.of_kind(kind).contrast(theme.land);
                assert!(ratio < 0.75 * gap, "{kind:?}: {ratio:.2} of {gap:.2}");
            }
        }
    }

    #[test]
    fn lines_grow_as_one_comes_nearer_and_small_ones_wait() {
        assert_eq!(width(K::Street, 6.0), None);
        let widths: Vec<f32> = [4.0, 8.0, 12.0, 16.0]
            .iter()
            .filter_map(|level| width(K::Highway, *level))
            .collect();
        assert!(
            widths.len() == 4 && widths.windows(2).all(|w| w[0] < w[1]),
            "{widths:?}"
        );
    }
}
