//! What lies under the pointer, and where things are.

use std::sync::Arc;

use eframe::egui::Pos2;

use super::super::selected::{Kind, Selected};
use super::super::state::{Facts, Pick, State, Tool};
use super::Frame;
use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::map::pick::{Hit, PointIndex, nearest_place};
use crate::map::viewport::Viewport;
use crate::model::{Dataset, LayerKind, Status};

/// How near the pointer must be to a mark, logical pixels.
const NEAR: f32 = 9.0;
/// Where the facilities are: those of the baseline, indexed once per dataset. Villages are found by the scene's own places.
#[derive(Default)]
pub(super) struct Picker {
    of: Option<Arc<Dataset>>,
    facilities: PointIndex,
}

impl Picker {
    fn refresh(&mut self, facts: &Facts) {
        if self
            .of
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, &facts.data))
        {
            return;
        }
        let places = facts.data.facilities.iter().map(|f| mercator(f.location));
        self.facilities = PointIndex::new((0u32..).zip(places));
        self.of = Some(Arc::clone(&facts.data));
    }

    /// The facility nearest to the pointer: one that stands where the data have it, or one of the few that an edit moved or added.
    fn facility(
        &self,
        facts: &Facts,
        view: &Viewport,
        at: [f32; 2],
        wanted: impl Fn(u32) -> bool,
    ) -> Option<Hit> {
        let tolerance = NEAR + 1.0;
        let edited = &facts.scene.edited;
        let stands = |i: u32| edited.binary_search(&i).is_err() && wanted(i);
        let kept = self.facilities.nearest_where(view, at, tolerance, stands);
        let edited = edited.iter().filter(|i| wanted(**i)).filter_map(|i| {
            let [x, y] = view.to_screen(mercator(facts.facility(*i)?.location));
            let distance = (x - at[0]).hypot(y - at[1]);
            (distance <= tolerance).then_some(Hit {
                index: *i,
                distance,
            })
        });
        kept.into_iter().chain(edited).min_by(|a, b| {
            a.distance
                .total_cmp(&b.distance)
                .then(a.index.cmp(&b.index))
        })
    }
}

/// What lies under the pointer: a gap before a facility before another village before a district.
pub(super) fn pick(
    state: &mut State,
    facts: &Facts,
    view: &Viewport,
    at: [f32; 2],
    place: LonLat,
) -> Option<Pick> {
    let status = |i: u32| facts.coverage.villages.get(i as usize).map(|a| a.status);
    let village = |tolerance: f32, wanted: &dyn Fn(u32) -> bool| {
        nearest_place(&facts.scene.places, view, at, tolerance, wanted)
    };
    state.map.picker.refresh(facts);
    let gap = village(NEAR, &|i| status(i) == Some(Status::Gap));
    let crowd = state.map.picture.crowd().cloned();
    let hidden = state.hidden_tiers(facts);
    let look = state.look();
    let [facilities, villages] =
        [LayerKind::Facilities, LayerKind::Villages].map(|kind| look.shows(kind));
    let drawn = |i: u32| {
        let Some(tier) = facts.facility(i).map(|f| f.tier) else {
            return false;
        };
        let edited = facts.scene.edited.binary_search(&i).is_ok();
        let waits = crowd.as_ref().is_some_and(|c| !c.shows_tier(tier, edited));
        !hidden.contains(&tier) && !waits && facts.scene.drawn.facility(i)
    };
    let facility = state
        .map
        .picker
        .facility(facts, view, at, |i| facilities && drawn(i));
    if state.tool == Tool::Move {
        return facility.map(|h| Pick::Facility(h.index));
    }
    gap.map(|h| Pick::Village(h.index))
        .or_else(|| facility.map(|h| Pick::Facility(h.index)))
        .or_else(|| {
            let village = village(6.0, &|_| villages);
            village.map(|h| Pick::Village(h.index))
        })
        .or_else(|| state.session.district_at(place).map(Pick::District))
}

/// Where a measured line goes on: at the village or facility under the pointer, else where the pointer is.
pub(super) fn snapped(state: &mut State, facts: &Facts, frame: &Frame, at: Pos2) -> (LonLat, bool) {
    let place = frame.position(at);
    let found = pick(state, facts, &frame.view, local(frame, at), place);
    match found.and_then(|found| facts.place_of(found)) {
        Some(mark) => (mark, true),
        None => (place, false),
    }
}

/// A place of the screen as one of the view.
pub(super) fn local(frame: &Frame, at: Pos2) -> [f32; 2] {
    [at.x - frame.rect.min.x, at.y - frame.rect.min.y]
}

/// The box that shows something with what it is about: a village with its nearest facility, a facility with its reach.
pub(super) fn extent_of(state: &State, facts: &Facts, pick: Pick) -> Option<GeoBox> {
    match pick {
        Pick::District(i) => Some(facts.district(i)?.0.extent),
        Pick::Village(_) => {
            let at = facts.place_of(pick)?;
            let nearest = state.session.nearest_facilities(at, 1);
            let there = nearest
                .first()
                .and_then(|(f, _)| facts.facility(*f))
                .map_or(at, |f| f.location);
            GeoBox::around([at, there])
        }
        Pick::Facility(i) => {
            let at = facts.place_of(pick)?;
            match facts.coverage.radii.get(i as usize) {
                Some(Some(radius)) => {
                    GeoBox::around(crate::base::geodesic::circle(at, *radius, 16))
                }
                _ => GeoBox::around([at]),
            }
        }
    }
}

/// The box around all that is selected; `None` where nothing of it has a place.
pub(super) fn extent_of_selected(selected: &Selected, facts: &Facts) -> Option<GeoBox> {
    let corners = |box_: GeoBox| {
        let GeoBox {
            west,
            south,
            east,
            north,
        } = box_;
        [LonLat::new(west, south), LonLat::new(east, north)]
    };
    let districts = selected.of(Kind::District).iter();
    let districts = districts.filter_map(|row| Some(corners(facts.district(row)?.0.extent)));
    let points = [Kind::Village, Kind::Facility]
        .into_iter()
        .flat_map(|kind| {
            let rows = selected.of(kind).iter();
            rows.filter_map(move |row| facts.place_of(kind.pick(row)))
        });
    GeoBox::around(points.chain(districts.flatten()))
}
