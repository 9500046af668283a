//! The styles that layers can have: sizes, colours, what is left away.

use serde::{Deserialize, Serialize};

/// Whole percents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u16);

impl Percent {
    /// All of it.
    pub const FULL: Self = Self(100);

    /// As a factor: 1 for 100 %.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    pub(super) fn is_full(&self) -> bool {
        *self == Self::FULL
    }
}

impl Default for Percent {
    fn default() -> Self {
        Self::FULL
    }
}

/// The sizes that marks and names can have.
pub const SIZES: std::ops::RangeInclusive<u16> = 50..=200;

/// The marks of facilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FacilityStyle {
    /// Their size.
    pub size: Percent,
    /// Whether a light ring parts them from what lies below.
    pub outline: bool,
}

impl Default for FacilityStyle {
    fn default() -> Self {
        Self {
            size: Percent::FULL,
            outline: true,
        }
    }
}

/// What colours villages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VillageColour {
    /// Whether they are within reach.
    #[default]
    Status,
    /// Classes of the distance to care, snapped to the radius: ½ R, R, 1½ R, 2 R.
    Distance,
}

/// The marks of villages, gaps included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VillageStyle {
    /// Their size.
    pub size: Percent,
    /// Their colour.
    pub colour: VillageColour,
}

/// What fills districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistrictFill {
    /// The share of people within reach.
    #[default]
    People,
    /// The share of area within reach.
    Area,
    /// Nothing.
    None,
}

/// The colours of the districts' classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShareScale {
    /// Warm: the worse, the stronger.
    #[default]
    Warm,
    /// Grey, for copies without colour and for maps on which only the gaps should be coloured.
    Grey,
}

/// Fill and border of districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DistrictStyle {
    /// What fills them.
    pub fill: DistrictFill,
    /// In which colours.
    pub scale: ShareScale,
    /// Whether their borders are drawn.
    pub border: bool,
}

impl Default for DistrictStyle {
    fn default() -> Self {
        Self {
            fill: DistrictFill::People,
            scale: ShareScale::Warm,
            border: true,
        }
    }
}

/// The names on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabelStyle {
    /// Their size.
    pub size: Percent,
    /// Names of districts.
    pub districts: bool,
    /// Names of facilities.
    pub facilities: bool,
    /// Names of gaps.
    pub villages: bool,
}

impl Default for LabelStyle {
    fn default() -> Self {
        Self {
            size: Percent::FULL,
            districts: true,
            facilities: true,
            villages: true,
        }
    }
}

/// What the background shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the layer list"
)]
pub struct BackgroundStyle {
    /// Land and coast.
    pub land: bool,
    /// Large lakes and rivers.
    pub waters: bool,
    /// Lines of longitude and latitude.
    pub graticule: bool,
    /// The lines between countries, as the background's source draws them.
    pub countries: bool,
}

impl BackgroundStyle {
    /// Nothing of it.
    pub const NONE: Self = Self {
        land: false,
        waters: false,
        graticule: false,
        countries: false,
    };
}

impl Default for BackgroundStyle {
    fn default() -> Self {
        Self {
            land: true,
            waters: true,
            graticule: true,
            countries: false,
        }
    }
}

/// The style of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerStyle {
    /// Of the facilities.
    Facilities(FacilityStyle),
    /// Of the villages.
    Villages(VillageStyle),
    /// Of the districts.
    Districts(DistrictStyle),
    /// Of the names.
    Labels(LabelStyle),
    /// Of the background.
    Background(BackgroundStyle),
}
