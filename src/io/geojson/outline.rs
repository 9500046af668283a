//! The outline of a file: is it a collection, a feature, a geometry, a text sequence, and where in the text does each feature stand?
//!
//! The whole text is checked to be JSON on the way, so that a fault is found by line and column before any row is made.

use super::geometry::{is_box, type_named};
use super::json::{Cursor, Expected, Kind, Syntax};
use crate::base::{Cancelled, Progress};
use crate::io::error::{Found, ReadCause};
use crate::io::notes::{Note, excerpt};
use crate::model::WarningCode;

/// The record separator of RFC 8142.
const SEPARATOR: char = '\u{1e}';

/// One row to be: the JSON of a feature, or a line that is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item<'a> {
    /// The text of an element of a collection.
    Json(&'a str),
    /// The text of a document that is one feature or one geometry.
    Single(&'a str),
    /// The number of a line (from 1) that is no JSON.
    BadLine(usize),
}

/// Where the parts of a file stand.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outline<'a> {
    pub items: Vec<Item<'a>>,
    /// The member `crs`, if there is one.
    pub crs: Option<&'a str>,
    pub notes: Vec<Note>,
    /// Whether it is a text sequence.
    pub sequence: bool,
}

/// Why there is no outline.
#[derive(Debug)]
pub(super) enum Stop {
    Syntax(Syntax),
    Cause(ReadCause),
}

impl From<Syntax> for Stop {
    fn from(syntax: Syntax) -> Self {
        Self::Syntax(syntax)
    }
}

impl From<Cancelled> for Stop {
    fn from(_: Cancelled) -> Self {
        Self::Cause(ReadCause::Cancelled)
    }
}

impl From<Found> for Stop {
    fn from(found: Found) -> Self {
        Self::Cause(ReadCause::NotGeoJson(found))
    }
}

/// Finds the features of a text. `lines` says that the file's name promises a text sequence.
pub(super) fn outline<'a>(
    text: &'a str,
    lines: bool,
    progress: &Progress,
) -> Result<Outline<'a>, Stop> {
    if text.trim_start().starts_with(SEPARATOR) {
        return sequence(text, progress);
    }
    let mut cursor = Cursor::new(text);
    let whole = match document(&mut cursor, progress) {
        Ok(outline) => cursor.end().map(|()| outline).map_err(Stop::from),
        Err(stop) => Err(stop),
    };
    match whole {
        Err(Stop::Syntax(syntax)) => {
            let more =
                syntax.expected == Expected::End && text[syntax.at..].starts_with(['{', SEPARATOR]);
            if !lines && !more {
                return Err(Stop::Syntax(syntax));
            }
            let outline = sequence(text, progress)?;
            let none = outline.items.iter().all(|i| matches!(i, Item::BadLine(_)));
            if none {
                Err(Stop::Syntax(syntax))
            } else {
                Ok(outline)
            }
        }
        other => other,
    }
}

/// A text sequence: records between separators, or one record per line.
fn sequence<'a>(text: &'a str, progress: &Progress) -> Result<Outline<'a>, Stop> {
    let mark = if text.contains(SEPARATOR) {
        SEPARATOR
    } else {
        '\n'
    };
    let mut all = Outline {
        sequence: true,
        ..Outline::default()
    };
    let mut line = 1;
    let mut first_fault = None;
    for record in text.split(mark) {
        let here = line;
        line += record.matches('\n').count() + usize::from(mark == '\n');
        if record.trim().is_empty() {
            continue;
        }
        let mut cursor = Cursor::new(record);
        let read = document(&mut cursor, progress)
            .and_then(|outline| Ok(cursor.end().map(|()| outline)?));
        match read {
            Ok(mut outline) => {
                all.items.append(&mut outline.items);
                all.notes.append(&mut outline.notes);
                all.crs = all.crs.or(outline.crs);
            }
            Err(Stop::Cause(ReadCause::Cancelled)) => return Err(Cancelled.into()),
            Err(stop) => {
                let leading = record.len() - record.trim_start().len();
                let here = here + record[..leading].matches('\n').count();
                all.items.push(Item::BadLine(here));
                if let Stop::Syntax(mut syntax) = stop {
                    syntax.at += record.as_ptr() as usize - text.as_ptr() as usize;
                    first_fault.get_or_insert(syntax);
                }
            }
        }
    }
    match first_fault {
        Some(fault) if all.items.iter().all(|i| matches!(i, Item::BadLine(_))) => Err(fault.into()),
        _ => Ok(all),
    }
}

#[derive(Default)]
struct Seen<'a> {
    kind: Option<Result<std::borrow::Cow<'a, str>, ()>>,
    features: Option<Result<Vec<Item<'a>>, ()>>,
    crs: Option<&'a str>,
    notes: Vec<Note>,
    geometry: bool,
    esri: bool,
    overpass: bool,
}

/// One JSON document.
fn document<'a>(cursor: &mut Cursor<'a>, progress: &Progress) -> Result<Outline<'a>, Stop> {
    let kind = cursor.kind();
    if kind != Kind::Object {
        cursor.skip()?;
        let found = if kind == Kind::Array {
            Found::Array
        } else {
            Found::Scalar
        };
        // A fault behind the value would be the better message.
        cursor.end()?;
        return Err(found.into());
    }
    let mut whole = cursor.clone();
    let mut seen = Seen::default();
    cursor.members::<Stop>(|c, name| seen.member(c, &name, progress))?;
    let odd = |detail: &str| Note {
        row: None,
        code: WarningCode::OddMember,
        detail: detail.into(),
    };
    let single = |whole: &mut Cursor<'a>, seen: Seen<'a>| -> Result<Outline<'a>, Stop> {
        Ok(Outline {
            items: vec![Item::Single(whole.skip()?)],
            crs: seen.crs,
            ..Outline::default()
        })
    };
    let name = match &seen.kind {
        Some(Err(())) => return Err(Found::TypeNotText.into()),
        Some(Ok(name)) => name.clone(),
        None if seen.esri => return Err(Found::EsriJson.into()),
        None if seen.overpass => return Err(Found::Overpass.into()),
        None if matches!(seen.features, Some(Ok(_))) => {
            seen.notes.push(odd("no_collection_type"));
            "FeatureCollection".into()
        }
        None if seen.geometry => return single(&mut whole, seen),
        None => return Err(Found::NoType.into()),
    };
    if name.eq_ignore_ascii_case("FeatureCollection") {
        if name != "FeatureCollection" {
            seen.notes.push(odd(&format!("type_case: {name}")));
        }
        return match seen.features {
            Some(Ok(items)) => Ok(Outline {
                items,
                crs: seen.crs,
                notes: seen.notes,
                sequence: false,
            }),
            Some(Err(())) => Err(Found::FeaturesNotArray.into()),
            None => Err(Found::NoFeatures.into()),
        };
    }
    if name.eq_ignore_ascii_case("Feature") || type_named(&name).is_some() {
        return single(&mut whole, seen);
    }
    Err(if name == "Topology" {
        Found::TopoJson
    } else {
        Found::UnknownType(excerpt(&name))
    }
    .into())
}

impl<'a> Seen<'a> {
    fn member(&mut self, c: &mut Cursor<'a>, name: &str, progress: &Progress) -> Result<(), Stop> {
        match name {
            "type" => {
                self.kind = Some(if c.kind() == Kind::Text {
                    Ok(c.text()?)
                } else {
                    c.skip()?;
                    Err(())
                });
            }
            "features" => {
                self.features = Some(if c.kind() == Kind::Array {
                    let mut items = Vec::new();
                    c.elements::<Stop>(|c| {
                        progress.check()?;
                        items.push(Item::Json(c.skip()?));
                        Ok(())
                    })?;
                    Ok(items)
                } else {
                    c.skip()?;
                    Err(())
                });
            }
            "crs" => self.crs = Some(c.skip()?),
            "bbox" => {
                if !is_box(&mut c.clone()) {
                    self.notes.push(Note {
                        row: None,
                        code: WarningCode::OddMember,
                        detail: "bbox".into(),
                    });
                }
                c.skip()?;
            }
            other => {
                self.geometry |= other == "geometry";
                self.esri |= matches!(other, "geometryType" | "spatialReference" | "attributes");
                self.overpass |= matches!(other, "elements" | "osm3s");
                c.skip()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, lines: bool) -> Result<Outline<'_>, Stop> {
        outline(text, lines, &Progress::new())
    }

    #[test]
    fn features_are_found_wherever_they_stand() {
        let text = r#"{"features": [ {"a": [1, 2]} , null ], "type": "FeatureCollection"}"#;
        let outline = read(text, false).expect("a collection");
        assert_eq!(
            outline.items,
            [Item::Json(r#"{"a": [1, 2]}"#), Item::Json("null")]
        );
    }

    #[test]
    fn a_bad_line_of_a_sequence_is_one_row() {
        let feature = r#"{"type":"Feature","geometry":null,"properties":null}"#;
        let text = format!("{feature}\n\n{{broken\n{feature}\n");
        let outline = read(&text, true).expect("a sequence");
        assert!(outline.sequence);
        assert_eq!(
            outline.items,
            [
                Item::Single(feature),
                Item::BadLine(3),
                Item::Single(feature)
            ]
        );
        let text = format!("\u{1e}{feature}\n\u{1e}{{\n\"x\"\n\u{1e}{feature}");
        let outline = read(&text, false).expect("a sequence");
        assert_eq!(
            outline.items,
            [
                Item::Single(feature),
                Item::BadLine(2),
                Item::Single(feature)
            ]
        );
    }

    #[test]
    fn what_is_no_geojson_is_named() {
        for (text, found) in [
            ("{}", Found::NoType),
            ("[1,2]", Found::Array),
            ("17", Found::Scalar),
            (r#"{"type":"Topology","objects":{}}"#, Found::TopoJson),
            (
                r#"{"geometryType":"esriGeometryPoint","features":[]}"#,
                Found::EsriJson,
            ),
            (r#"{"type":{}}"#, Found::TypeNotText),
            (r#"{"type":"FooBar"}"#, Found::UnknownType("FooBar".into())),
            (r#"{"type":"FeatureCollection"}"#, Found::NoFeatures),
        ] {
            let Err(Stop::Cause(ReadCause::NotGeoJson(is))) = read(text, false) else {
                panic!("{text}")
            };
            assert_eq!(is, found, "{text}");
        }
    }
}
