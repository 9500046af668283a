//! Which rows of the data are drawn, and in which class of distance: what the look of the map asks of the data.
//!
//! A filter here hides marks, it judges nobody. It is evaluated once per filter and dataset; scenes that follow share what came out.

use std::sync::Arc;

use rayon::prelude::*;

use super::build::SceneRequest;
use super::marks::BitSet;
use super::places::Places;
use super::scene::{LabelOf, LegendDistances};
use crate::base::Metres;
use crate::model::look::{LayerKind, VillageColour};
use crate::model::{Cell, Column, Coverage, Dataset, Filter, Role, SourceRow, Status};

/// The rows of a layer that its filter lets through.
#[derive(Debug, Clone, Default)]
pub struct Passing {
    text: String,
    set: BitSet,
    /// How many pass.
    pub count: u32,
    /// Of how many.
    pub all: u32,
}

/// What is drawn of the data. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    villages: Option<Arc<Passing>>,
    facilities: Option<Arc<Passing>>,
    districts: Option<Arc<Passing>>,
    /// The places of the villages that pass; `None`: all.
    pub(super) places: Option<Arc<Places>>,
    /// The class of each village by distance, or [`NO_CLASS`]; `None`: villages are not coloured by it.
    classes: Option<Arc<[u8]>>,
    /// What the legend tells of them.
    pub(super) distances: Option<LegendDistances>,
}

/// How many classes of distance there are: two within reach, three beyond.
pub const DISTANCES: usize = 5;
/// The breaks between them, in radii.
pub const SNAPPED: [f64; DISTANCES - 1] = [0.5, 1.0, 1.5, 2.0];
/// The first class beyond reach.
pub const FIRST_BEYOND: u8 = 2;
/// Neither plainly covered nor a gap.
const NO_CLASS: u8 = u8::MAX;

impl Drawn {
    /// What is drawn for a request; from what was drawn `before` of the same dataset as far as that is the same. `edited`: whether
    /// facilities changed since.
    pub(super) fn new(request: SceneRequest<'_>, before: Option<&Self>, edited: bool) -> Self {
        let SceneRequest {
            dataset,
            coverage,
            ground,
            look,
            ..
        } = request;
        let of =
            |kind, old: Option<&Arc<Passing>>, make: &dyn Fn(&Filter) -> (BitSet, u32, u32)| {
                let text = look.filter(kind)?;
                if let Some(kept) = old.filter(|p| p.text == text) {
                    return Some(Arc::clone(kept));
                }
                // One that cannot be read is not set by the window and refused in a file.
                let filter = Filter::parse(text).ok()?;
                let (set, count, all) = make(&filter);
                let text = text.to_owned();
                Some(Arc::new(Passing {
                    text,
                    set,
                    count,
                    all,
                }))
            };
        let old = before.and_then(|b| b.villages.as_ref());
        let villages = of(LayerKind::Villages, old, &|f| villages(dataset, f));
        let old = before.and_then(|b| b.facilities.as_ref());
        let old = old.filter(|_| !edited);
        let facilities = of(LayerKind::Facilities, old, &|f| {
            facilities(dataset, coverage, f)
        });
        let old = before.and_then(|b| b.districts.as_ref());
        let districts = of(LayerKind::Districts, old, &|f| districts(dataset, f));
        let places = villages.as_ref().map(|passing| {
            let kept = before.filter(|b| {
                let same = |old: &Arc<Passing>| Arc::ptr_eq(old, passing);
                b.villages.as_ref().is_some_and(same)
            });
            let kept = kept.and_then(|b| b.places.clone());
            kept.unwrap_or_else(|| {
                let passes = |village| passing.set.contains(village);
                Arc::new(Places::of_some(dataset, ground.anchor, passes))
            })
        });
        let classed = (look.villages.colour == VillageColour::Distance)
            .then(|| distances(coverage, dataset.villages.len()));
        let (classes, distances) = classed.unzip();
        Self {
            villages,
            facilities,
            districts,
            places,
            classes,
            distances,
        }
    }

    /// How many rows a layer's filter lets through, of how many; `None`: it has no filter.
    #[must_use]
    pub fn passing(&self, kind: LayerKind) -> Option<&Passing> {
        match kind {
            LayerKind::Villages => self.villages.as_deref(),
            LayerKind::Facilities => self.facilities.as_deref(),
            LayerKind::Districts => self.districts.as_deref(),
            LayerKind::Labels | LayerKind::Reach | LayerKind::Background => None,
        }
    }

    /// Whether a village passes the filter of its layer.
    #[must_use]
    pub fn village(&self, village: u32) -> bool {
        holds(self.villages.as_ref(), village)
    }

    /// Whether a facility passes the filter of its layer.
    #[must_use]
    pub fn facility(&self, facility: u32) -> bool {
        holds(self.facilities.as_ref(), facility)
    }

    /// Whether a district passes the filter of its layer.
    #[must_use]
    pub fn district(&self, district: u32) -> bool {
        holds(self.districts.as_ref(), district)
    }

    /// Whether what a name belongs to passes.
    #[must_use]
    pub fn names(&self, of: LabelOf) -> bool {
        match of {
            LabelOf::District(i) => self.district(i),
            LabelOf::Facility(i) => self.facility(i),
            LabelOf::Village(i) => self.village(i),
        }
    }

    /// Whether villages are coloured by their distance.
    #[must_use]
    pub fn has_distances(&self) -> bool {
        self.classes.is_some()
    }

    /// The class of a village by its distance, nearest first; `None`: it has none, or villages are not coloured by it.
    #[must_use]
    pub fn distance(&self, village: u32) -> Option<u8> {
        let class = self.classes.as_ref()?.get(village as usize).copied()?;
        (class != NO_CLASS).then_some(class)
    }
}

fn holds(passing: Option<&Arc<Passing>>, number: u32) -> bool {
    passing.is_none_or(|p| p.set.contains(number))
}

/// The columns of the files that a filter names, looked up once.
struct Named<'a> {
    fields: Vec<&'a str>,
    /// Of each layer, in the order of `fields`.
    columns: Vec<Vec<Option<&'a Column>>>,
}

impl<'a> Named<'a> {
    fn new(dataset: &'a Dataset, filter: &'a Filter) -> Self {
        let fields = filter.fields();
        let layers = dataset.layers.iter();
        let columns = layers.map(|l| fields.iter().map(|f| l.table.column(f)).collect());
        Self {
            columns: columns.collect(),
            fields,
        }
    }

    /// A row's value of a field; where the file has no such column, the role's own.
    fn value(&self, source: Option<SourceRow>, field: &str, own: impl Fn(&str) -> Cell) -> Cell {
        let column = source.and_then(|source| {
            let number = self.fields.iter().position(|f| *f == field)?;
            let column = self.columns.get(source.layer as usize)?.get(number)?;
            column.map(|c| c.get(source.row as usize))
        });
        column.unwrap_or_else(|| own(&field.to_lowercase()))
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

/// The rows that pass, with their number and that of all.
fn passing(all: usize, passes: impl Fn(u32) -> bool + Sync) -> (BitSet, u32, u32) {
    let all = all as u32;
    let numbers: Vec<u32> = (0..all).into_par_iter().filter(|i| passes(*i)).collect();
    (BitSet::of(&numbers), numbers.len() as u32, all)
}

fn villages(dataset: &Dataset, filter: &Filter) -> (BitSet, u32, u32) {
    let named = Named::new(dataset, filter);
    passing(dataset.villages.len(), |i| {
        let village = &dataset.villages[i as usize];
        let own = |field: &str| match field {
            "id" => text(&village.id),
            "name" => text(&village.name),
            "population" => village.population.map_or(Cell::Null, |p| Cell::Real(p.0)),
            _ => Cell::Null,
        };
        filter.passes(&|field| named.value(Some(village.source), field, own))
    })
}

fn facilities(dataset: &Dataset, coverage: &Coverage, filter: &Filter) -> (BitSet, u32, u32) {
    let named = Named::new(dataset, filter);
    passing(coverage.facilities.len(), |i| {
        let Some(facility) = coverage.facilities.get(i as usize) else {
            return false;
        };
        let own = |field: &str| match field {
            "id" => text(&facility.id),
            "name" => text(&facility.name),
            "tier" => {
                let tier = dataset.tiers.get(usize::from(facility.tier));
                tier.map_or(Cell::Null, |t| Cell::Text(Arc::clone(&t.name)))
            }
            _ => Cell::Null,
        };
        filter.passes(&|field| named.value(facility.source, field, own))
    })
}

fn districts(dataset: &Dataset, filter: &Filter) -> (BitSet, u32, u32) {
    let named = Named::new(dataset, filter);
    passing(dataset.districts.len(), |i| {
        let district = &dataset.districts[i as usize];
        let own = |field: &str| match field {
            "id" => text(&district.id),
            "name" => text(&district.name),
            _ => Cell::Null,
        };
        filter.passes(&|field| named.value(Some(district.source), field, own))
    })
}

/// The words that mean a role's column where the file has none of that name.
fn role_fields(role: Role) -> &'static [&'static str] {
    match role {
        Role::Facilities => &["id", "name", "tier"],
        Role::Villages => &["id", "name", "population"],
        Role::Districts => &["id", "name"],
    }
}

/// The role of a layer's rows.
#[must_use]
pub fn role_of(kind: LayerKind) -> Option<Role> {
    match kind {
        LayerKind::Facilities => Some(Role::Facilities),
        LayerKind::Villages => Some(Role::Villages),
        LayerKind::Districts => Some(Role::Districts),
        LayerKind::Labels | LayerKind::Reach | LayerKind::Background => None,
    }
}

/// The fields of a filter that no file of the layer has: comparing with them is always false.
#[must_use]
pub fn unknown_fields(dataset: &Dataset, kind: LayerKind, filter: &Filter) -> Vec<String> {
    let Some(role) = role_of(kind) else {
        return Vec::new();
    };
    let layers = || {
        dataset
            .layers
            .iter()
            .filter(|l| l.roles.get(role).is_some())
    };
    let known = |field: &str| {
        role_fields(role).contains(&field.to_lowercase().as_str())
            || layers().any(|l| l.table.column_index(field).is_some())
    };
    let fields = filter.fields().into_iter().filter(|f| !known(f));
    fields.map(str::to_owned).collect()
}

/// The radius that all tiers that serve share; `None`: they have different ones, or none serves.
fn one_radius(coverage: &Coverage) -> Option<Metres> {
    let mut radii = coverage.tiers.iter().filter_map(|t| t.radius);
    let first = radii.next()?;
    radii.all(|r| r == first).then_some(first)
}

/// The class of each village, and what the legend tells.
///
/// With one radius the distance that decides is R − margin, whatever k is. With several it is that to the nearest facility as a share of
/// the radius of its own tier; a village that a farther facility with a longer reach covers counts as within R. A class never
/// contradicts the answer.
fn distances(coverage: &Coverage, villages: usize) -> (Arc<[u8]>, LegendDistances) {
    let radius = one_radius(coverage);
    let class = |village: usize| {
        let Some(answer) = coverage.villages.get(village) else {
            return NO_CLASS;
        };
        let share = match (radius, answer.deciding) {
            (Some(radius), Some(margin)) if radius.0 > 0.0 => (radius.0 - margin.0) / radius.0,
            (Some(_), _) => f64::INFINITY,
            (None, _) => {
                let own = answer.nearest.and_then(|f| coverage.radii.get(f as usize));
                match (answer.distance, own.copied().flatten()) {
                    (Some(distance), Some(own)) if own.0 > 0.0 => distance.0 / own.0,
                    _ => f64::INFINITY,
                }
            }
        };
        let class = SNAPPED.iter().take_while(|b| share > **b).count() as u8;
        match answer.status {
            Status::Covered => class.min(FIRST_BEYOND - 1),
            Status::Gap => class.max(FIRST_BEYOND),
            Status::Borderline | Status::Unknown => NO_CLASS,
        }
    };
    let classes: Vec<u8> = (0..villages)
        .into_par_iter()
        .with_min_len(4096)
        .map(class)
        .collect();
    let mut counts = [0u32; DISTANCES];
    for class in &classes {
        if let Some(n) = counts.get_mut(usize::from(*class)) {
            *n += 1;
        }
    }
    (classes.into(), LegendDistances { counts, radius })
}
