//! One feature becomes one row, whatever is wrong with it.

use std::borrow::Cow;

use super::escape::compact;
use super::geometry::{self, Typed, type_named};
use super::json::{Cursor, Kind, Syntax};
use super::number::Number;
use super::part::{Part, Span, Value};
use crate::io::notes::excerpt;
use crate::model::{Geometry, WarningCode};

/// What a row turned out to be.
#[derive(Debug, Default)]
pub(super) struct Outcome<'a> {
    /// Whether its type is that of a feature or a geometry.
    pub is_one: bool,
    /// The member `crs`.
    pub crs: Option<&'a str>,
}

/// Reads a feature, or what stands in the place of one, as the next row. `alone` says that it is a document of its own, which may as
/// well be a geometry.
///
/// # Errors
/// Where the text stops being JSON; the row is begun by then and has to be taken back.
pub(super) fn row<'a>(
    cursor: &mut Cursor<'a>,
    alone: bool,
    part: &mut Part,
) -> Result<Outcome<'a>, Syntax> {
    if cursor.kind() != Kind::Object {
        let raw = cursor.skip()?;
        part.note(
            WarningCode::NotAFeature,
            format!("no_feature: {}", excerpt(raw)),
        );
        part.finish(None, None);
        return Ok(Outcome::default());
    }
    let start = cursor.clone();
    let mut feature = Feature {
        alone,
        ..Feature::default()
    };
    let mut more = cursor.first_member()?;
    while more {
        let name = cursor.key()?;
        feature.member(cursor, &name, part)?;
        more = cursor.next_member()?;
    }
    let outcome = Outcome {
        is_one: feature
            .kind
            .as_deref()
            .is_some_and(|name| name.eq_ignore_ascii_case("feature") || type_named(name).is_some()),
        crs: feature.crs,
    };
    let typed = feature.place(&start, part);
    part.finish(feature.id, typed);
    Ok(outcome)
}

#[derive(Default)]
struct Feature<'a> {
    kind: Option<Cow<'a, str>>,
    id: Option<Value>,
    crs: Option<&'a str>,
    geometry: Option<Result<Option<Typed>, geometry::Fault>>,
    remarks: geometry::Remarks,
    coordinates: bool,
    properties: bool,
    alone: bool,
}

impl<'a> Feature<'a> {
    fn member(&mut self, c: &mut Cursor<'a>, name: &str, part: &mut Part) -> Result<(), Syntax> {
        match name {
            "type" => {
                let twice = self.kind.is_some();
                self.kind = Some(if c.eat_text("Feature") {
                    Cow::Borrowed("Feature")
                } else if c.kind() == Kind::Text {
                    c.text()?
                } else {
                    Cow::Borrowed(c.skip()?)
                });
                if twice {
                    self.odd("duplicate: type");
                }
                return Ok(());
            }
            "geometry" => {
                let start = c.at();
                self.remarks
                    .retain(|(code, _)| *code == WarningCode::OddMember);
                let read = geometry::geometry(c, &mut self.remarks, 0);
                let failed = read.is_err();
                self.geometry = Some(read);
                if !failed {
                    return Ok(());
                }
                c.go_to(start);
            }
            "properties" => {
                self.properties = true;
                return properties(c, part);
            }
            "id" => {
                self.id = match c.kind() {
                    Kind::Text => Some(Value::Text(text(c, part)?)),
                    Kind::Number => Some(number(c, part)?),
                    _ => {
                        if c.skip()? != "null" {
                            self.odd("id");
                        }
                        None
                    }
                };
                return Ok(());
            }
            "coordinates" | "geometries" => self.coordinates = true,
            "features" => self.odd("member: features"),
            "crs" => {
                self.odd("crs");
                self.crs = Some(c.skip()?);
                return Ok(());
            }
            "bbox" if !geometry::is_box(&mut c.clone()) => self.odd("bbox"),
            _ => {}
        }
        c.skip()?;
        Ok(())
    }

    fn odd(&mut self, detail: &str) {
        self.remarks.push((WarningCode::OddMember, detail.into()));
    }

    /// The geometry, after judging the type; what is to be said goes to the part.
    fn place(&mut self, start: &Cursor<'a>, part: &mut Part) -> Option<Typed> {
        let kind = self.kind.take();
        let mut found = self.geometry.take();
        match kind.as_deref() {
            Some("Feature") => {}
            Some(name) if name.eq_ignore_ascii_case("feature") => {
                self.odd(&format!("type_case: {}", excerpt(name)));
            }
            Some(name) if self.coordinates && type_named(name).is_some() => {
                // A geometry in the place of a feature.
                self.remarks.clear();
                if !self.alone {
                    self.odd("geometry_as_feature");
                }
                self.coordinates = false;
                found = Some(geometry::geometry(&mut start.clone(), &mut self.remarks, 0));
            }
            None if found.is_some() && self.properties => self.odd("no_type"),
            Some(name) => {
                let detail = format!("feature_type: {}", excerpt(name));
                part.note(WarningCode::NotAFeature, detail);
                return None;
            }
            None => {
                part.note(WarningCode::NotAFeature, "no_type");
                return None;
            }
        }
        if self.coordinates {
            self.odd("member: coordinates");
        }
        for (code, detail) in self.remarks.drain(..) {
            part.note(code, detail);
        }
        match found {
            Some(Ok(Some((Geometry::Missing, _)))) => {
                part.note(WarningCode::NullGeometry, "empty");
                None
            }
            Some(Ok(Some(typed))) => Some(typed),
            Some(Ok(None)) => {
                part.note(WarningCode::NullGeometry, "");
                None
            }
            Some(Err(fault)) => {
                part.note(WarningCode::BadGeometry, fault.to_string());
                None
            }
            None => {
                part.note(WarningCode::NullGeometry, "no_member");
                None
            }
        }
    }
}

fn properties(c: &mut Cursor<'_>, part: &mut Part) -> Result<(), Syntax> {
    if c.kind() != Kind::Object {
        let raw = c.skip()?;
        if raw != "null" {
            part.note(WarningCode::BadProperties, excerpt(raw));
        }
        return Ok(());
    }
    let mut position = 0;
    let mut more = c.first_member()?;
    while more {
        let expected = match part.expected(position) {
            Some(name) => c.eat_key(name)?,
            None => false,
        };
        let column = if expected {
            position
        } else {
            let name = c.key()?;
            part.column(position, &name)
        };
        let value = match c.kind() {
            Kind::Text => Value::Text(text(c, part)?),
            Kind::Number => {
                let value = number(c, part)?;
                if value == Value::Null {
                    part.note(WarningCode::OddMember, "not_finite");
                }
                value
            }
            Kind::Object | Kind::Array => {
                let start = c.at();
                Value::Json(span(start, compact(c.skip()?), part))
            }
            Kind::Other => match c.skip()? {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => Value::Null,
            },
        };
        part.set(column, value);
        position += 1;
        more = c.next_member()?;
    }
    Ok(())
}

/// Where a text of the file stands, which may have been changed in reading; `start` is its first byte if it was not.
fn span(start: usize, text: Cow<'_, str>, part: &mut Part) -> Span {
    match text {
        Cow::Borrowed(text) => Part::span(start, text.len()),
        Cow::Owned(text) => part.keep(&text),
    }
}

#[inline]
fn text(c: &mut Cursor<'_>, part: &mut Part) -> Result<Span, Syntax> {
    let (place, changed) = c.text_place()?;
    Ok(match changed {
        Some(text) => part.keep(&text),
        None => Part::span(place.start, place.len()),
    })
}

/// A number as a value: whole numbers stay whole, those too large for 64 bits stay text, what is not finite is missing.
#[inline]
fn number(c: &mut Cursor<'_>, part: &mut Part) -> Result<Value, Syntax> {
    if let Some(whole) = c.small_whole() {
        return Ok(Value::Int(whole));
    }
    let start = c.at();
    let number: Number<'_> = c.number()?;
    Ok(if number.integral {
        number.whole().map_or_else(
            || Value::Text(span(start, Cow::Borrowed(number.text), part)),
            Value::Int,
        )
    } else {
        let value = number.value();
        if value.is_finite() {
            Value::Real(value)
        } else {
            Value::Null
        }
    })
}
