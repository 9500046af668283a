//! A JSON document: is it a collection, a feature, a geometry, or none of these?
//!
//! The members of a collection may stand in any order, `type` and `crs` behind the features. Its features become rows as they come; what
//! proves to be one feature or one geometry has to be read again as such.

use super::feature;
use super::features::{self, Run};
use super::geometry::{is_box, type_named};
use super::json::{Cursor, Kind};
use super::part::Part;
use super::rows::{Rows, room_for};
use super::stop::Stop;
use super::window::Window;
use crate::base::{Cancelled, Progress};
use crate::io::error::Found;
use crate::io::notes::{Note, excerpt};
use crate::model::WarningCode;

/// What a document says beside its rows.
#[derive(Debug, Default)]
pub(super) struct About {
    /// The member `crs`, if there is one.
    pub crs: Option<String>,
    pub notes: Vec<Note>,
}

/// What a document is.
#[derive(Debug)]
enum Shape {
    Collection(About),
    /// A feature or a geometry.
    Single(About),
}

/// The members that tell what a document is.
#[derive(Default)]
struct Seen {
    kind: Option<Result<String, ()>>,
    /// Whether `features` is a list.
    features: Option<bool>,
    about: About,
    geometry: bool,
    esri: bool,
    overpass: bool,
}

fn odd(detail: impl Into<String>) -> Note {
    Note {
        row: None,
        code: WarningCode::OddMember,
        detail: detail.into(),
    }
}

impl Seen {
    fn other(&mut self, name: &str) {
        self.geometry |= name == "geometry";
        self.esri |= matches!(name, "geometryType" | "spatialReference" | "attributes");
        self.overpass |= matches!(name, "elements" | "osm3s");
    }

    /// The value of `type` that comes next.
    fn kind(&mut self, c: &mut Cursor<'_>) -> Result<(), super::json::Syntax> {
        self.kind = Some(if c.kind() == Kind::Text {
            Ok(c.text()?.into_owned())
        } else {
            c.skip()?;
            Err(())
        });
        Ok(())
    }

    fn shape(mut self) -> Result<Shape, Found> {
        let single = |about: About| {
            Ok(Shape::Single(About {
                notes: Vec::new(),
                ..about
            }))
        };
        let name = match self.kind {
            Some(Err(())) => return Err(Found::TypeNotText),
            Some(Ok(name)) => name,
            None if self.esri => return Err(Found::EsriJson),
            None if self.overpass => return Err(Found::Overpass),
            None if self.features == Some(true) => {
                self.about.notes.push(odd("no_collection_type"));
                "FeatureCollection".into()
            }
            None if self.geometry => return single(self.about),
            None => return Err(Found::NoType),
        };
        if name.eq_ignore_ascii_case("FeatureCollection") {
            if name != "FeatureCollection" {
                self.about.notes.push(odd(format!("type_case: {name}")));
            }
            return match self.features {
                Some(true) => Ok(Shape::Collection(self.about)),
                Some(false) => Err(Found::FeaturesNotArray),
                None => Err(Found::NoFeatures),
            };
        }
        if name.eq_ignore_ascii_case("Feature") || type_named(&name).is_some() {
            return single(self.about);
        }
        Err(if name == "Topology" {
            Found::TopoJson
        } else {
            Found::UnknownType(excerpt(&name))
        })
    }
}

/// Reads a file that is one document.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods are of one lifetime, a step takes a function of any"
)]
pub(super) fn of_file(
    window: &mut Window<'_, '_>,
    rows: &mut Rows,
    progress: &Progress,
) -> Result<About, Stop> {
    let kind = window.step(|c| Ok(c.kind()))?;
    if kind != Kind::Object {
        window.skip()?;
        // A fault behind the value would be the better message.
        window.step(|c| c.end())?;
        return Err(if kind == Kind::Array {
            Found::Array
        } else {
            Found::Scalar
        }
        .into());
    }
    let mut seen = Seen::default();
    let mut more = window.step(|c| c.first_member())?;
    while more {
        progress.check()?;
        let name = window.step(|c| c.key().map(std::borrow::Cow::into_owned))?;
        match name.as_str() {
            "type" => window.step(|c| seen.kind(c))?,
            "features" => {
                rows.clear();
                let list = window.step(|c| Ok(c.kind()))? == Kind::Array;
                seen.features = Some(list);
                if list {
                    features::of_file(window, rows, progress)?;
                } else {
                    window.skip()?;
                }
            }
            "crs" => seen.about.crs = Some(window.step(|c| c.skip().map(str::to_owned))?),
            "bbox" => {
                let usual = window.step(|c| {
                    let usual = is_box(&mut c.clone());
                    c.skip().map(|_| usual)
                })?;
                if !usual {
                    seen.about.notes.push(odd("bbox"));
                }
            }
            other => {
                seen.other(other);
                window.skip()?;
            }
        }
        more = window.step(|c| c.next_member())?;
    }
    window.step(|c| c.end())?;
    match seen.shape()? {
        Shape::Collection(about) => Ok(about),
        Shape::Single(about) => {
            rows.clear();
            single(window, rows)?;
            Ok(about)
        }
    }
}

/// Reads a file that is known to be one feature or geometry.
fn single(window: &mut Window<'_, '_>, rows: &mut Rows) -> Result<(), Stop> {
    window.rewind()?;
    let (size, _) = window.size_and_read();
    room_for(size, size)?;
    while !window.is_last() {
        window.more()?;
    }
    let mut part = Part::default();
    let (text, unhashed) = window.text()?;
    unhashed.hash();
    feature::row(&mut Cursor::new(text), true, &mut part)?;
    rows.add(part, text)
}

/// Reads one document from where the cursor stands to the end of its text; its rows are the next ones of the part.
pub(super) fn of_text(
    start: &Cursor<'_>,
    part: &mut Part,
    progress: &Progress,
) -> Result<About, Stop> {
    // Mostly it is one feature.
    let mark = part.mark();
    let mut cursor = start.clone();
    let outcome = feature::row(&mut cursor, true, part)?;
    if outcome.is_one {
        cursor.end()?;
        return Ok(About {
            crs: outcome.crs.map(str::to_owned),
            notes: Vec::new(),
        });
    }
    part.back_to(mark);
    let mut cursor = start.clone();
    if cursor.kind() != Kind::Object {
        return Err(Found::Scalar.into());
    }
    let mut seen = Seen::default();
    cursor.members::<Stop>(|c, name| {
        match &*name {
            "type" => seen.kind(c)?,
            "features" => {
                part.back_to(mark);
                let list = c.kind() == Kind::Array;
                seen.features = Some(list);
                if list && c.first_element()? {
                    match features::run(c, usize::MAX, part, progress) {
                        Run::Ended | Run::Between => {}
                        Run::Failed(syntax) => return Err(syntax.into()),
                        Run::Cancelled => return Err(Cancelled.into()),
                    }
                } else if !list {
                    c.skip()?;
                }
            }
            "crs" => seen.about.crs = Some(c.skip()?.to_owned()),
            "bbox" => {
                if !is_box(&mut c.clone()) {
                    seen.about.notes.push(odd("bbox"));
                }
                c.skip()?;
            }
            other => {
                seen.other(other);
                c.skip()?;
            }
        }
        Ok(())
    })?;
    cursor.end()?;
    match seen.shape()? {
        Shape::Collection(about) => Ok(about),
        Shape::Single(about) => {
            part.back_to(mark);
            feature::row(&mut start.clone(), true, part)?;
            Ok(about)
        }
    }
}
