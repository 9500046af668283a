//! Positions as people write them: `34.5967, 119.2213`, `34°35′48″N 119°13′17″E`, `北纬34度35分48秒，东经119度13分17秒`.
//!
//! Two angles are read in degrees, degrees and minutes, or degrees, minutes and seconds, with half-width or full-width signs. Letters or
//! words say which one is the latitude; without them every reading that is a place is returned, so that a person can choose. What cannot
//! be read, or is no place, is refused: nothing is guessed and nothing clamped.

use super::lonlat::LonLat;

/// The places that a text may mean, the likelier one first: none, one, or two where the order of two numbers is open. Of two, the first
/// takes the latitude first, as maps give it, the second the longitude.
#[must_use]
pub fn read(text: &str) -> Vec<LonLat> {
    let Some(([a, b], comma)) = tokens(text).and_then(|t| two_angles(&t)) else {
        return Vec::new();
    };
    // One letter alone may be part of a name, unless a comma shows two numbers to be meant.
    if a.axis.is_some() != b.axis.is_some() && !comma {
        return Vec::new();
    }
    let may_be = |angle: &Angle, axis| angle.axis.is_none_or(|said| said == axis);
    let mut places = Vec::new();
    for (lat, lon) in [(&a, &b), (&b, &a)] {
        if may_be(lat, Axis::Lat)
            && may_be(lon, Axis::Lon)
            && let Ok(place) = LonLat::checked(lon.degrees, lat.degrees)
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Lat,
    Lon,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    /// A number without its sign.
    Number {
        value: f64,
        whole: bool,
    },
    Sign {
        negative: bool,
    },
    /// °, ′ or ″: 0, 1 or 2.
    Mark(usize),
    /// What an angle is; with a direction also its sign.
    Axis(Axis, Option<bool>),
    Comma,
}

use Token as T;

/// What signs and words mean, longer ones before those that they begin with.
const WORDS: [(&str, Token); 45] = [
    ("longitude", T::Axis(Axis::Lon, None)),
    ("latitude", T::Axis(Axis::Lat, None)),
    ("degrees", T::Mark(0)),
    ("degree", T::Mark(0)),
    ("north", T::Axis(Axis::Lat, Some(false))),
    ("south", T::Axis(Axis::Lat, Some(true))),
    ("long", T::Axis(Axis::Lon, None)),
    ("east", T::Axis(Axis::Lon, Some(false))),
    ("west", T::Axis(Axis::Lon, Some(true))),
    ("deg", T::Mark(0)),
    ("min", T::Mark(1)),
    ("sec", T::Mark(2)),
    ("lat", T::Axis(Axis::Lat, None)),
    ("lon", T::Axis(Axis::Lon, None)),
    ("lng", T::Axis(Axis::Lon, None)),
    ("北纬", T::Axis(Axis::Lat, Some(false))),
    ("南纬", T::Axis(Axis::Lat, Some(true))),
    ("东经", T::Axis(Axis::Lon, Some(false))),
    ("西经", T::Axis(Axis::Lon, Some(true))),
    ("北緯", T::Axis(Axis::Lat, Some(false))),
    ("南緯", T::Axis(Axis::Lat, Some(true))),
    ("東經", T::Axis(Axis::Lon, Some(false))),
    ("西經", T::Axis(Axis::Lon, Some(true))),
    ("纬度", T::Axis(Axis::Lat, None)),
    ("经度", T::Axis(Axis::Lon, None)),
    ("''", T::Mark(2)),
    ("′′", T::Mark(2)),
    ("n", T::Axis(Axis::Lat, Some(false))),
    ("s", T::Axis(Axis::Lat, Some(true))),
    ("e", T::Axis(Axis::Lon, Some(false))),
    ("w", T::Axis(Axis::Lon, Some(true))),
    ("°", T::Mark(0)),
    ("º", T::Mark(0)),
    ("度", T::Mark(0)),
    ("'", T::Mark(1)),
    ("′", T::Mark(1)),
    ("’", T::Mark(1)),
    ("分", T::Mark(1)),
    ("\"", T::Mark(2)),
    ("″", T::Mark(2)),
    ("”", T::Mark(2)),
    ("秒", T::Mark(2)),
    (",", T::Comma),
    (";", T::Comma),
    ("、", T::Comma),
];

/// Full-width signs as the half-width ones that they stand for (Unicode block *Halfwidth and Fullwidth Forms*); in lower case.
fn plain(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2013}' => '-',
        '\u{02da}' => '°',
        '。' => '.',
        // Behind a label, between numbers, around the whole.
        c if c.is_whitespace() => ' ',
        c => c,
    };
    match c {
        ':' | '=' | '(' | ')' | '[' | ']' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

/// `None` where something stands that no position has.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let text: String = text.chars().map(plain).collect();
    let mut rest = text.trim();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '+' | '-' => {
                let negative = first == '-';
                (T::Sign { negative }, 1)
            }
            '0'..='9' | '.' => {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
                let digits = &rest[..end.unwrap_or(rest.len())];
                let value = digits.parse().ok()?;
                let whole = !digits.contains('.');
                (T::Number { value, whole }, digits.len())
            }
            _ => {
                let (word, token) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
                (*token, word.len())
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// An angle in degrees, and what it is where that was said.
struct Angle {
    degrees: f64,
    axis: Option<Axis>,
}

/// The parts of an angle as they are met.
#[derive(Debug, Clone, Default)]
struct Draft {
    sign: Option<bool>,
    axis: Option<(Axis, Option<bool>)>,
    /// The axis stood before the number.
    prefixed: bool,
    /// An axis behind the number, or a comma, has ended it.
    closed: bool,
    /// Number, whether it is whole, and its unit where a mark said it.
    parts: Vec<(f64, bool, Option<usize>)>,
}

impl Draft {
    fn begun(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Degrees from whole degrees and minutes and a last part that may have decimals.
    fn angle(&self) -> Option<Angle> {
        let (mut size, mut unit, count) = (0.0, 0, self.parts.len());
        for (i, (value, whole, said)) in self.parts.iter().enumerate() {
            let own = said.unwrap_or(unit);
            let sound = match own {
                0 => i == 0,
                1 | 2 => own >= unit && i > 0 && *value < 60.0,
                _ => false,
            };
            if !sound || (i + 1 < count && !whole) {
                return None;
            }
            size += value / [1.0, 60.0, 3600.0][own];
            unit = own + 1;
        }
        let said = self.axis.and_then(|(_, negative)| negative);
        // A sign and a direction together contradict or double each other.
        if count == 0 || (self.sign.is_some() && said.is_some()) {
            return None;
        }
        let negative = self.sign.or(said).unwrap_or(false);
        Some(Angle {
            degrees: if negative { -size } else { size },
            axis: self.axis.map(|(axis, _)| axis),
        })
    }
}

/// Two angles, and whether a comma stood between them.
fn two_angles(tokens: &[Token]) -> Option<([Angle; 2], bool)> {
    let mut drafts = vec![Draft::default()];
    let mut comma = false;
    for token in tokens {
        let last = drafts.last_mut()?;
        match *token {
            T::Comma => {
                // Between the angles, once, and never before or behind them.
                if comma || !last.begun() {
                    return None;
                }
                comma = true;
                last.closed = true;
            }
            T::Axis(axis, negative) => {
                if last.begun() && (last.closed || last.prefixed) {
                    drafts.push(Draft {
                        axis: Some((axis, negative)),
                        prefixed: true,
                        ..Draft::default()
                    });
                } else if last.axis.is_some() {
                    return None;
                } else {
                    last.axis = Some((axis, negative));
                    (last.prefixed, last.closed) = (!last.begun(), last.begun());
                }
            }
            T::Sign { negative } => {
                if last.begun() {
                    drafts.push(Draft::default());
                }
                let last = drafts.last_mut()?;
                if last.sign.replace(negative).is_some() {
                    return None;
                }
            }
            T::Number { value, whole } => {
                if last.closed && last.begun() {
                    drafts.push(Draft::default());
                }
                drafts.last_mut()?.parts.push((value, whole, None));
            }
            T::Mark(unit) => {
                let part = last.parts.pop().filter(|_| !last.closed)?;
                if part.2.is_some() {
                    return None;
                }
                // A second number of degrees begins the second angle.
                if unit == 0 && last.begun() {
                    drafts.push(Draft::default());
                }
                drafts.last_mut()?.parts.push((part.0, part.1, Some(unit)));
            }
        }
    }
    let [a, b] = halves(drafts)?;
    Some(([a.angle()?, b.angle()?], comma))
}

/// Two drafts; bare numbers in a row are the first angle's and as many for the second.
fn halves(mut drafts: Vec<Draft>) -> Option<[Draft; 2]> {
    if let [one] = &mut drafts[..] {
        let bare = one.axis.is_none() && one.parts.iter().all(|part| part.2.is_none());
        if !bare || !one.parts.len().is_multiple_of(2) {
            return None;
        }
        let parts = one.parts.split_off(one.parts.len() / 2);
        drafts.push(Draft {
            parts,
            ..Draft::default()
        });
    }
    drafts.try_into().ok()
}

#[cfg(test)]
mod tests;
