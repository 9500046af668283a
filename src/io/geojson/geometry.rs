//! One geometry: from its JSON to numbers in the shape that its type asks for, without a tree of values.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};

use super::json::{Cursor, Kind, Syntax};
use crate::base::LonLat;
use crate::io::notes::excerpt;
use crate::model::{Geometry, WarningCode};

/// Collections in collections beyond this depth are refused.
const DEEPEST: u8 = 16;

/// Why a geometry cannot be used; written as the detail of a warning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fault {
    NotAnObject(String),
    NoType,
    UnknownType(String),
    NoCoordinates,
    NoGeometries,
    WrongNesting,
    NotANumber(String),
    TooFewNumbers,
    TooFewPositions(usize),
    TooDeep,
}

impl From<Syntax> for Fault {
    /// The caller passes over the value again, and finds out whether it is no JSON at all or of another kind only.
    fn from(_: Syntax) -> Self {
        Self::WrongNesting
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject(value) => write!(f, "not_an_object: {value}"),
            Self::NoType => f.write_str("no_type"),
            Self::UnknownType(name) => write!(f, "unknown_type: {name}"),
            Self::NoCoordinates => f.write_str("no_coordinates"),
            Self::NoGeometries => f.write_str("no_geometries"),
            Self::WrongNesting => f.write_str("wrong_nesting"),
            Self::NotANumber(value) => write!(f, "not_a_number: {value}"),
            Self::TooFewNumbers => f.write_str("too_few_numbers"),
            Self::TooFewPositions(count) => write!(f, "too_few_positions: {count}"),
            Self::TooDeep => f.write_str("too_deep"),
        }
    }
}

/// The types of geometry by their names in the format; elsewhere they are told by their place here.
pub(in crate::io) const TYPES: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

const POINT: u8 = 0;
const COLLECTION: u8 = 6;

/// The type of this name; the second is whether its case is wrong.
pub(super) fn type_named(name: &str) -> Option<(u8, bool)> {
    (0..)
        .zip(TYPES)
        .find(|(_, t)| t.eq_ignore_ascii_case(name))
        .map(|(kind, t)| (kind, t != name))
}

/// What is to be said of the geometry though it can be used.
pub(super) type Remarks = Vec<(WarningCode, String)>;

/// A geometry with its type; [`Geometry::Missing`] for an empty one.
pub(super) type Typed = (Geometry, u8);

/// Reads the geometry that comes next; `None` for null.
pub(super) fn geometry(
    cursor: &mut Cursor<'_>,
    remarks: &mut Remarks,
    depth: u8,
) -> Result<Option<Typed>, Fault> {
    if depth > DEEPEST {
        return Err(Fault::TooDeep);
    }
    if let Some(point) = usual_point(cursor) {
        return Ok(Some((point, POINT)));
    }
    if cursor.kind() != Kind::Object {
        let raw = cursor.skip()?;
        return if raw == "null" {
            Ok(None)
        } else {
            Err(Fault::NotAnObject(excerpt(raw)))
        };
    }
    let mut kind: Option<Cow<'_, str>> = None;
    let mut body: Option<Cursor<'_>> = None;
    // What stands at `body`, if it was read at once because the type was known by then, and what is to be said of it.
    let mut read: Option<(u8, Geometry, Remarks)> = None;
    let mut parts: Option<Cursor<'_>> = None;
    cursor.members::<Fault>(|c, name| {
        let start = c.clone();
        match &*name {
            "type" => {
                if c.kind() != Kind::Text {
                    return Err(Fault::UnknownType(excerpt(c.skip()?)));
                }
                kind = Some(c.text()?);
                return Ok(());
            }
            "coordinates" => {
                body = Some(start.clone());
                read = None;
                let known = kind.as_deref().and_then(type_named);
                if let Some((kind, _)) = known.filter(|(kind, _)| *kind != COLLECTION) {
                    let mut remarks = Vec::new();
                    if let Ok(geometry) = coordinates(kind, c, &mut remarks) {
                        read = Some((kind, geometry, remarks));
                        return Ok(());
                    }
                    *c = start;
                }
            }
            "geometries" => parts = Some(start),
            "geometry" | "properties" | "features" => {
                remarks.push((WarningCode::OddMember, format!("member: {name}")));
            }
            "crs" => remarks.push((WarningCode::OddMember, "crs".into())),
            "bbox" if !is_box(&mut c.clone()) => {
                remarks.push((WarningCode::OddMember, "bbox".into()));
            }
            _ => {}
        }
        c.skip()?;
        Ok(())
    })?;
    let name = kind.ok_or(Fault::NoType)?;
    let (kind, odd_case) = type_named(&name).ok_or_else(|| Fault::UnknownType(excerpt(&name)))?;
    if odd_case {
        remarks.push((WarningCode::OddMember, format!("type_case: {name}")));
    }
    if kind == COLLECTION {
        let mut parts = parts.ok_or(Fault::NoGeometries)?;
        return Ok(Some((collection(&mut parts, remarks, depth)?, kind)));
    }
    let mut body = body.ok_or(Fault::NoCoordinates)?;
    if let Some((of, geometry, said)) = read
        && of == kind
    {
        remarks.extend(said);
        return Ok(Some((geometry, kind)));
    }
    Ok(Some((coordinates(kind, &mut body, remarks)?, kind)))
}

/// The point that comes next, if it is written as nearly all are: its type, two coordinates, and nothing more.
fn usual_point(cursor: &mut Cursor<'_>) -> Option<Geometry> {
    let mut c = cursor.clone();
    let begins = c.first_member().ok()?
        && c.eat_key("type").ok()?
        && c.eat_text("Point")
        && c.next_member().ok()?
        && c.eat_key("coordinates").ok()?;
    let [x, y] = if begins { c.pair()? } else { return None };
    if c.next_member().ok()? {
        return None;
    }
    cursor.go_to(c.at());
    Some(Geometry::Point(LonLat::new(x, y)))
}

fn collection(
    cursor: &mut Cursor<'_>,
    remarks: &mut Remarks,
    depth: u8,
) -> Result<Geometry, Fault> {
    let mut parts = Vec::new();
    cursor.elements::<Fault>(|c| {
        match geometry(c, remarks, depth + 1)? {
            Some((part, COLLECTION)) => {
                remarks.push((WarningCode::OddMember, "nested_collection".into()));
                parts.push(part);
            }
            Some((part, _)) => parts.push(part),
            None => return Err(Fault::NotAnObject("null".into())),
        }
        Ok(())
    })?;
    parts.retain(|part| *part != Geometry::Missing);
    Ok(if parts.is_empty() {
        Geometry::Missing
    } else {
        Geometry::Collection(parts)
    })
}

/// Whether a `bbox` is a list of four or six numbers, or null.
pub(super) fn is_box(cursor: &mut Cursor<'_>) -> bool {
    let mut count = 0;
    match cursor.kind() {
        Kind::Array => {
            let numbers = cursor.elements::<Syntax>(|c| {
                count += 1;
                c.number().map(|_| ())
            });
            numbers.is_ok() && matches!(count, 4 | 6)
        }
        _ => cursor.skip() == Ok("null"),
    }
}

fn coordinates(
    kind: u8,
    cursor: &mut Cursor<'_>,
    remarks: &mut Remarks,
) -> Result<Geometry, Fault> {
    if kind == POINT
        && let Some([x, y]) = cursor.pair()
    {
        return Ok(Geometry::Point(LonLat::new(x, y)));
    }
    if cursor.kind() != Kind::Array {
        return Err(Fault::WrongNesting);
    }
    // An empty list is an empty geometry (RFC 7946, 3.1).
    let mut probe = cursor.clone();
    if !probe.first_element()? {
        *cursor = probe;
        return Ok(Geometry::Missing);
    }
    let area = |polygons| Geometry::Area(Arc::new(MultiPolygon::new(polygons)));
    Ok(match TYPES[usize::from(kind)] {
        "Point" => {
            let (c, _) = position(cursor)?;
            Geometry::Point(LonLat::new(c.x, c.y))
        }
        "MultiPoint" => Geometry::Points(list(cursor, |c| {
            position(c).map(|(p, _)| LonLat::new(p.x, p.y))
        })?),
        "LineString" => Geometry::Lines(MultiLineString::new(vec![line(cursor)?])),
        "MultiLineString" => Geometry::Lines(MultiLineString::new(list(cursor, line)?)),
        "Polygon" => area(vec![polygon(cursor, remarks)?]),
        _ => area(list(cursor, |c| polygon(c, remarks))?),
    })
}

fn list<T>(
    cursor: &mut Cursor<'_>,
    mut each: impl FnMut(&mut Cursor<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut all = Vec::new();
    cursor.elements::<Fault>(|c| {
        all.push(each(c)?);
        Ok(())
    })?;
    Ok(all)
}

/// One position and how many numbers it has; those behind the second (height, measure) are checked and dropped.
#[inline]
fn position(cursor: &mut Cursor<'_>) -> Result<(Coord<f64>, u8), Fault> {
    if let Some([x, y]) = cursor.pair() {
        return Ok((Coord { x, y }, 2));
    }
    match cursor.kind() {
        Kind::Array => {}
        Kind::Number => return Err(Fault::WrongNesting),
        _ => return Err(Fault::NotANumber(excerpt(cursor.skip()?))),
    }
    let mut pair = [0.0; 2];
    let mut count = 0u8;
    cursor.elements::<Fault>(|c| {
        match c.kind() {
            Kind::Number => {
                let number = c.number()?;
                if let Some(slot) = pair.get_mut(usize::from(count)) {
                    *slot = number.value();
                }
            }
            Kind::Array => return Err(Fault::WrongNesting),
            _ => return Err(Fault::NotANumber(excerpt(c.skip()?))),
        }
        count = count.saturating_add(1);
        Ok(())
    })?;
    if count < 2 {
        return Err(Fault::TooFewNumbers);
    }
    let [x, y] = pair;
    Ok((Coord { x, y }, count))
}

fn line(cursor: &mut Cursor<'_>) -> Result<LineString<f64>, Fault> {
    let coords = list(cursor, |c| position(c).map(|(p, _)| p))?;
    if coords.len() < 2 {
        return Err(Fault::TooFewPositions(coords.len()));
    }
    Ok(LineString(coords))
}

fn polygon(cursor: &mut Cursor<'_>, remarks: &mut Remarks) -> Result<Polygon<f64>, Fault> {
    let mut rings = list(cursor, |c| ring(c, remarks))?.into_iter();
    let exterior = rings.next().ok_or(Fault::TooFewPositions(0))?;
    Ok(Polygon::new(exterior, rings.collect()))
}

/// A closed ring of at least four positions.
fn ring(cursor: &mut Cursor<'_>, remarks: &mut Remarks) -> Result<LineString<f64>, Fault> {
    let mut dimensions = [0u8; 2];
    let mut coords: Vec<Coord<f64>> = Vec::new();
    cursor.elements::<Fault>(|c| {
        let (place, count) = position(c)?;
        dimensions[usize::from(!coords.is_empty())] = count;
        coords.push(place);
        Ok(())
    })?;
    let given = coords.len();
    if let (Some(first), Some(last)) = (coords.first().copied(), coords.last().copied()) {
        if first != last {
            coords.push(first);
            if coords.len() > 3 {
                remarks.push((WarningCode::UnclosedRing, String::new()));
            }
        } else if given > 1 && dimensions[0] != dimensions[1] {
            remarks.push((WarningCode::OddMember, "mixed_dimensions".into()));
        }
    }
    if coords.len() < 4 {
        return Err(Fault::TooFewPositions(given));
    }
    coords.shrink_to_fit();
    Ok(LineString(coords))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Result<Option<Typed>, Fault>, Remarks) {
        let mut remarks = Vec::new();
        let result = geometry(&mut Cursor::new(text), &mut remarks, 0);
        (result, remarks)
    }

    #[test]
    fn members_may_stand_in_any_order_and_heights_are_dropped() {
        let (result, remarks) = read(r#"{"coordinates": [100.5, -1e1, 7, 8], "type": "Point"}"#);
        assert_eq!(
            result,
            Ok(Some((Geometry::Point(LonLat::new(100.5, -10.0)), 0)))
        );
        assert!(remarks.is_empty());
    }

    #[test]
    fn what_breaks_the_format_is_named() {
        for (text, fault) in [
            (r#"{"type":"Point"}"#, Fault::NoCoordinates),
            (r#"{"coordinates":[1,2]}"#, Fault::NoType),
            (r#"{"type":"Blob"}"#, Fault::UnknownType("Blob".into())),
            (
                r#"{"type":"Point","coordinates":["1",2]}"#,
                Fault::NotANumber("\"1\"".into()),
            ),
            (
                r#"{"type":"Point","coordinates":[null,null]}"#,
                Fault::NotANumber("null".into()),
            ),
            (
                r#"{"type":"Point","coordinates":[1]}"#,
                Fault::TooFewNumbers,
            ),
            (
                r#"{"type":"Point","coordinates":[[1,2]]}"#,
                Fault::WrongNesting,
            ),
            (
                r#"{"type":"MultiPoint","coordinates":[1,2]}"#,
                Fault::WrongNesting,
            ),
            (
                r#"{"type":"LineString","coordinates":[[1,2]]}"#,
                Fault::TooFewPositions(1),
            ),
            (
                r#"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}"#,
                Fault::TooFewPositions(3),
            ),
            (r#"{"type":"GeometryCollection"}"#, Fault::NoGeometries),
            ("7", Fault::NotAnObject("7".into())),
        ] {
            assert_eq!(read(text).0, Err(fault), "{text}");
        }
    }

    #[test]
    fn a_ring_that_is_not_closed_is_closed() {
        let (result, remarks) = read(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#);
        let Ok(Some((Geometry::Area(area), _))) = result else {
            panic!("{result:?}")
        };
        assert_eq!(area.0[0].exterior().0.len(), 4);
        assert_eq!(remarks, [(WarningCode::UnclosedRing, String::new())]);
    }

    #[test]
    fn an_empty_geometry_and_null_are_missing() {
        assert_eq!(read("null").0, Ok(None));
        assert_eq!(
            read(r#"{"type":"Polygon","coordinates":[ ]}"#).0,
            Ok(Some((Geometry::Missing, 4)))
        );
    }

    #[test]
    fn collections_nested_too_deep_are_refused() {
        let open = r#"{"type":"GeometryCollection","geometries":["#.repeat(40);
        assert_eq!(read(&(open + &"]}".repeat(40))).0, Err(Fault::TooDeep));
    }
}
