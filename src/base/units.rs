//! Quantities that carry their unit in the type, so that no bare `f64` crosses a room.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A length in metres, measured on the WGS 84 ellipsoid unless its holder says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metres(pub f64);

/// An area in square metres on the WGS 84 ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SquareMetres(pub f64);

/// A number of people. Gridded data hold fractions, so it is not an integer.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Persons(pub f64);

impl Metres {
    /// The length of `km` kilometres.
    #[must_use]
    pub fn from_km(km: f64) -> Self {
        Self(km * 1000.0)
    }

    /// This length in kilometres.
    #[must_use]
    pub fn km(self) -> f64 {
        self.0 / 1000.0
    }
}

impl SquareMetres {
    /// This area in square kilometres.
    #[must_use]
    pub fn km2(self) -> f64 {
        self.0 / 1e6
    }
}

impl fmt::Display for Metres {
    /// Writes the length as the command line reads it: `5km`, `800m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.abs() >= 1000.0 {
            write!(f, "{}km", self.0 / 1000.0)
        } else {
            write!(f, "{}m", self.0)
        }
    }
}

/// Why a typed distance cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitProblem {
    /// A number without a unit: metres or kilometres would be a guess.
    #[error("`{0}` has no unit")]
    NoUnit(String),
    /// A unit that is not `m`, `km`, `mi` or `ft`.
    #[error("`{unit}` in `{text}` is not a known unit")]
    UnknownUnit {
        /// The whole text.
        text: String,
        /// The part behind the number.
        unit: String,
    },
    /// No number at all.
    #[error("`{0}` is not a distance")]
    NotANumber(String),
    /// Negative, infinite, or longer than half the way round the Earth.
    #[error("`{0}` is out of range")]
    OutOfRange(String),
}

/// Half a meridian ellipse: no two points of WGS 84 are farther apart (metres).
pub const LONGEST_GEODESIC: Metres = Metres(20_003_931.458_625_447);

/// The digits of a number without the commas and underscores that part its thousands; `None` where a comma parts anything else: what
/// `2,5` means depends on the country.
#[must_use]
pub fn ungrouped(digits: &str) -> Option<String> {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',').skip(1);
    let sound = groups.all(|group| group.len() == 3)
        && digits.matches(',').count() == whole.matches(',').count();
    sound.then(|| digits.replace([',', '_'], ""))
}

impl FromStr for Metres {
    type Err = UnitProblem;

    /// Reads `800m`, `5 km`, `3mi`, `2000 ft`, `5公里`, `800米`; a bare number is refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let trimmed = text.trim();
        let split = trimmed
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | ',' | '_')))
            .unwrap_or(trimmed.len());
        let (digits, unit) = trimmed.split_at(split);
        let number: f64 = ungrouped(digits)
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| UnitProblem::NotANumber(text.to_owned()))?;
        let factor = match unit.trim().to_lowercase().as_str() {
            "" => return Err(UnitProblem::NoUnit(text.to_owned())),
            "m" | "metre" | "metres" | "meter" | "meters" | "米" => 1.0,
            "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "公里" | "千米" => {
                1000.0
            }
            "mi" | "mile" | "miles" | "英里" => 1609.344,
            "ft" | "foot" | "feet" | "英尺" => 0.3048,
            "里" | "华里" => 500.0,
            other => {
                return Err(UnitProblem::UnknownUnit {
                    text: text.to_owned(),
                    unit: other.to_owned(),
                });
            }
        };
        let metres = number * factor;
        if !(0.0..=LONGEST_GEODESIC.0).contains(&metres) {
            return Err(UnitProblem::OutOfRange(text.to_owned()));
        }
        Ok(Self(metres))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_read_with_their_unit() {
        for (text, metres) in [
            ("800m", 800.0),
            ("5km", 5000.0),
            (" 2.5 km ", 2500.0),
            ("3mi", 4828.032),
            ("5公里", 5000.0),
            ("1,500m", 1500.0),
            ("12,345,678.5m", 12_345_678.5),
            ("0m", 0.0),
        ] {
            assert_eq!(text.parse::<Metres>(), Ok(Metres(metres)), "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_refused() {
        assert_eq!("5".parse::<Metres>(), Err(UnitProblem::NoUnit("5".into())));
        assert!(matches!(
            "5 parsecs".parse::<Metres>(),
            Err(UnitProblem::UnknownUnit { .. })
        ));
        assert!(matches!(
            "near".parse::<Metres>(),
            Err(UnitProblem::NotANumber(_))
        ));
        // Two and a half, or twenty-five?
        for unclear in ["2,5km", "2,50 km", "1,5000m", "0.5,000m"] {
            let read = unclear.parse::<Metres>();
            assert!(matches!(read, Err(UnitProblem::NotANumber(_))), "{unclear}");
        }
        assert!(matches!(
            "-5km".parse::<Metres>(),
            Err(UnitProblem::OutOfRange(_))
        ));
    }
}
