//! One feature becomes one row, whatever is wrong with it.

use std::borrow::Cow;

use super::chunk::Chunk;
use super::geometry::{self, Typed, type_named};
use super::json::{Cursor, Kind, Number, Syntax, compact};
use crate::io::notes::excerpt;
use crate::model::{Cell, Geometry, WarningCode};

/// Reads a feature, or what stands in the place of one, as the next row. The text is known to be JSON. `alone` says that it is a
/// document of its own, which may as well be a geometry.
pub(super) fn row(raw: &str, alone: bool, chunk: &mut Chunk) {
    let mut feature = Feature {
        alone,
        ..Feature::default()
    };
    let mut cursor = Cursor::new(raw);
    if cursor.kind() != Kind::Object {
        chunk.note(
            WarningCode::NotAFeature,
            format!("no_feature: {}", excerpt(raw)),
        );
        chunk.finish(None, None);
        return;
    }
    let read = cursor.members::<Syntax>(|c, name| feature.member(c, &name, chunk));
    // Unreachable for JSON; a row without a place is the right answer all the same.
    if read.is_err() {
        chunk.note(WarningCode::NotAFeature, "no_feature");
    }
    let typed = feature.place(raw, chunk);
    chunk.finish(feature.id, typed);
}

#[derive(Default)]
struct Feature<'a> {
    kind: Option<Cow<'a, str>>,
    id: Option<Cell>,
    geometry: Option<Result<Option<Typed>, geometry::Fault>>,
    remarks: geometry::Remarks,
    coordinates: bool,
    properties: bool,
    alone: bool,
}

impl<'a> Feature<'a> {
    fn member(&mut self, c: &mut Cursor<'a>, name: &str, chunk: &mut Chunk) -> Result<(), Syntax> {
        match name {
            "type" => {
                let twice = self.kind.is_some();
                self.kind = Some(if c.kind() == Kind::Text {
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
                c.back_to(start);
            }
            "properties" => {
                self.properties = true;
                return properties(c, chunk);
            }
            "id" => {
                self.id = match c.kind() {
                    Kind::Text => Some(Cell::Text(c.text()?.into())),
                    Kind::Number => Some(number(c.number()?)),
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
            "crs" => self.odd("crs"),
            "bbox" if !geometry::is_box(&mut c.clone()) => self.odd("bbox"),
            _ => {}
        }
        c.skip()?;
        Ok(())
    }

    fn odd(&mut self, detail: &str) {
        self.remarks.push((WarningCode::OddMember, detail.into()));
    }

    /// The geometry, after judging the type; what is to be said goes to the chunk.
    fn place(&mut self, raw: &'a str, chunk: &mut Chunk) -> Option<Typed> {
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
                found = Some(geometry::geometry(
                    &mut Cursor::new(raw),
                    &mut self.remarks,
                    0,
                ));
            }
            None if found.is_some() && self.properties => self.odd("no_type"),
            Some(name) => {
                let detail = format!("feature_type: {}", excerpt(name));
                chunk.note(WarningCode::NotAFeature, detail);
                return None;
            }
            None => {
                chunk.note(WarningCode::NotAFeature, "no_type");
                return None;
            }
        }
        if self.coordinates {
            self.odd("member: coordinates");
        }
        for (code, detail) in self.remarks.drain(..) {
            chunk.note(code, detail);
        }
        match found {
            Some(Ok(Some((Geometry::Missing, _)))) => {
                chunk.note(WarningCode::NullGeometry, "empty");
                None
            }
            Some(Ok(Some(typed))) => Some(typed),
            Some(Ok(None)) => {
                chunk.note(WarningCode::NullGeometry, "");
                None
            }
            Some(Err(fault)) => {
                chunk.note(WarningCode::BadGeometry, fault.to_string());
                None
            }
            None => {
                chunk.note(WarningCode::NullGeometry, "no_member");
                None
            }
        }
    }
}

fn properties(c: &mut Cursor<'_>, chunk: &mut Chunk) -> Result<(), Syntax> {
    if c.kind() != Kind::Object {
        let raw = c.skip()?;
        if raw != "null" {
            chunk.note(WarningCode::BadProperties, excerpt(raw));
        }
        return Ok(());
    }
    let mut position = 0;
    c.members::<Syntax>(|c, name| {
        let cell = match c.kind() {
            Kind::Text => Cell::Text(c.text()?.into()),
            Kind::Number => {
                let cell = number(c.number()?);
                if cell == Cell::Null {
                    chunk.note(WarningCode::OddMember, "not_finite");
                }
                cell
            }
            Kind::Object | Kind::Array => Cell::Json(compact(c.skip()?).into()),
            Kind::Other => match c.skip()? {
                "true" => Cell::Bool(true),
                "false" => Cell::Bool(false),
                _ => Cell::Null,
            },
        };
        chunk.set(position, &name, cell);
        position += 1;
        Ok(())
    })
}

/// A number as a cell: whole numbers stay whole, those too large for 64 bits stay text, what is not finite is missing.
fn number(number: Number<'_>) -> Cell {
    if number.integral {
        return number
            .text
            .parse()
            .map_or_else(|_| Cell::Text(number.text.into()), Cell::Int);
    }
    let value = number.value();
    if value.is_finite() {
        Cell::Real(value)
    } else {
        Cell::Null
    }
}
