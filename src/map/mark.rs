//! Marks as small pieces of SVG around the origin: what a village or a facility looks like, once for page and screen.

use super::drawn::FIRST_BEYOND;
use super::scene::{FacilityState, Symbol};
use super::style::{RING_WIDTH, Rgb, Theme};
use super::svg::{Writer, number};
use crate::model::Status;

/// A mark to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A village as it stands.
    Village(Status),
    /// A village that is plainly covered or a gap, by the class of its distance.
    Distance(u8),
    /// A facility: its shape and what became of it.
    Facility(Symbol, FacilityState),
    /// The same without the ring that parts it from what lies below.
    Bare(Symbol, FacilityState),
}

impl MarkKind {
    /// A facility with its ring or without.
    #[must_use]
    pub fn facility(symbol: Symbol, state: FacilityState, ring: bool) -> Self {
        if ring {
            Self::Facility(symbol, state)
        } else {
            Self::Bare(symbol, state)
        }
    }

    /// Whether it is one of the many quiet dots of villages within reach.
    #[must_use]
    pub fn is_quiet(self) -> bool {
        match self {
            Self::Village(status) => status == Status::Covered,
            Self::Distance(class) => class < FIRST_BEYOND,
            Self::Facility(..) | Self::Bare(..) => false,
        }
    }
}

/// How far a mark of this radius reaches beyond its radius: its ring.
#[must_use]
pub fn margin(kind: MarkKind, radius: f32) -> f32 {
    match kind {
        kind if kind.is_quiet() => 0.0,
        MarkKind::Facility(_, FacilityState::Moved | FacilityState::Added)
        | MarkKind::Bare(_, FacilityState::Moved | FacilityState::Added) => {
            radius * 0.35 + RING_WIDTH
        }
        _ => RING_WIDTH + radius * 0.1,
    }
}

/// Writes a mark of `radius` points around the origin.
pub fn write(out: &mut Writer, kind: MarkKind, radius: f32, theme: &Theme) {
    match kind {
        MarkKind::Village(status) => village(out, status, radius, theme),
        MarkKind::Distance(class) => {
            let ring = (!kind.is_quiet()).then_some((theme.panel, ring_width(radius)));
            disc(out, radius, distance(theme, class), ring);
        }
        MarkKind::Facility(symbol, state) => facility(out, (symbol, state), radius, true, theme),
        MarkKind::Bare(symbol, state) => facility(out, (symbol, state), radius, false, theme),
    }
}

/// The colour of a class of distance.
#[must_use]
pub fn distance(theme: &Theme, class: u8) -> Rgb {
    theme.distance[usize::from(class).min(theme.distance.len() - 1)]
}

/// The width of the ring around a disc: on small ones it must leave something of the disc.
#[must_use]
pub fn ring_width(radius: f32) -> f32 {
    RING_WIDTH.min(radius * 0.3)
}

fn disc(out: &mut Writer, radius: f32, fill: Rgb, stroke: Option<(Rgb, f32)>) {
    let mut attributes = vec![("r", number(radius)), ("fill", fill.to_string())];
    if let Some((colour, width)) = stroke {
        attributes.push(("stroke", colour.to_string()));
        attributes.push(("stroke-width", number(width)));
    }
    out.element("circle", &attributes);
}

fn village(out: &mut Writer, status: Status, r: f32, theme: &Theme) {
    match status {
        Status::Covered => disc(out, r, theme.covered, None),
        Status::Gap => disc(out, r, theme.gap, Some((theme.panel, ring_width(r)))),
        // Outlined: the ring lies inside the radius, the panel's colour around it keeps it clear of what is below.
        Status::Borderline | Status::Unknown => {
            let colour = if status == Status::Borderline {
                theme.borderline
            } else {
                theme.unknown
            };
            let width = (r * 0.42).clamp(0.6, 1.4);
            disc(out, r + RING_WIDTH / 2.0, theme.panel, None);
            disc(out, r - width / 2.0, theme.panel, Some((colour, width)));
        }
    }
}

/// The path data of a polygon scaled by the radius.
fn polygon(points: &[[f32; 2]], r: f32) -> String {
    let mut d = String::new();
    polygon_at(&mut d, points, r, [0.0, 0.0]);
    d
}

fn polygon_at(d: &mut String, points: &[[f32; 2]], r: f32, at: [f32; 2]) {
    for (i, [x, y]) in points.iter().enumerate() {
        d.push(if i == 0 { 'M' } else { 'L' });
        d.push_str(&number(at[0] + x * r));
        d.push(' ');
        d.push_str(&number(at[1] + y * r));
    }
    d.push('Z');
}

/// The colours of a facility's outline and of its inside.
struct Paint {
    serves: bool,
    fill: Rgb,
    stroke: Rgb,
    width: f32,
}

impl Paint {
    fn of(state: FacilityState, r: f32, ring: bool, theme: &Theme) -> Self {
        let serves = !matches!(
            state,
            FacilityState::Idle | FacilityState::Closed | FacilityState::Unsure
        );
        let (stroke, width) = if state == FacilityState::Unsure {
            (theme.borderline, (r * 0.28).clamp(0.5, 1.0))
        } else if serves {
            (theme.panel, if ring { RING_WIDTH } else { 0.0 })
        } else {
            (theme.unknown, (r * 0.28).clamp(0.5, 1.0))
        };
        Self {
            serves,
            fill: match state {
                FacilityState::Added => theme.reach,
                FacilityState::Failing => theme.gap,
                FacilityState::Unsure => theme.panel,
                _ if serves => theme.navy,
                _ => theme.panel,
            },
            stroke,
            width,
        }
    }

    fn outline(&self, out: &mut Writer, d: String) {
        out.element(
            "path",
            &[
                ("d", d),
                ("fill", self.fill.to_string()),
                ("stroke", self.stroke.to_string()),
                ("stroke-width", number(self.width)),
                ("stroke-linejoin", "round".to_owned()),
                (
                    "paint-order",
                    if self.serves { "stroke" } else { "normal" }.to_owned(),
                ),
            ],
        );
    }

    fn cross(&self, out: &mut Writer, d: String, theme: &Theme) {
        let colour = if self.serves {
            theme.on_navy
        } else {
            theme.unknown
        };
        out.element("path", &[("d", d), ("fill", colour.to_string())]);
    }
}

/// Writes many facilities of one kind that no edit touched, `radius` points each, as few paths: rings lie below all of a path's marks.
pub fn write_many(
    out: &mut Writer,
    (symbol, state): (Symbol, FacilityState),
    radius: f32,
    ring: bool,
    places: &[[f32; 2]],
    theme: &Theme,
) {
    /// A path of more corners takes the renderer much memory.
    const PER_PATH: usize = 3000;
    let (shape, paint) = (symbol.shape(), Paint::of(state, radius, ring, theme));
    let all = |points: &[[f32; 2]], places: &[[f32; 2]]| {
        let mut d = String::new();
        for at in places {
            polygon_at(&mut d, points, radius, *at);
        }
        d
    };
    let corners = shape.outline.len() + shape.cross.map_or(0, |cross| cross.len());
    for some in places.chunks((PER_PATH / corners.max(1)).max(1)) {
        paint.outline(out, all(&shape.outline, some));
        if let Some(cross) = shape.cross {
            paint.cross(out, all(&cross, some), theme);
        }
    }
}

fn facility(
    out: &mut Writer,
    (symbol, state): (Symbol, FacilityState),
    r: f32,
    ring: bool,
    theme: &Theme,
) {
    let shape = symbol.shape();
    if matches!(state, FacilityState::Added | FacilityState::Moved) {
        let ring = if state == FacilityState::Added {
            theme.reach
        } else {
            theme.quiet
        };
        disc(
            out,
            r * 1.32,
            theme.panel,
            Some((ring, (r * 0.22).max(0.6))),
        );
    }
    let paint = Paint::of(state, r, ring, theme);
    paint.outline(out, polygon(&shape.outline, r));
    if let Some(cross) = shape.cross {
        paint.cross(out, polygon(&cross, r), theme);
    }
    if state == FacilityState::Closed {
        let (a, b) = (number(-r * 1.05), number(r * 1.05));
        out.element(
            "path",
            &[
                ("d", format!("M{a} {b}L{b} {a}")),
                ("fill", "none".to_owned()),
                ("stroke", theme.quiet.to_string()),
                ("stroke-width", number((r * 0.3).max(0.7))),
                ("stroke-linecap", "round".to_owned()),
            ],
        );
    }
}
