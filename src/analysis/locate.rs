//! In which district a place lies: an R-tree of boxes for one place, a grid of all places for many, and an exact point-in-polygon test.
//!
//! A border belongs to its district. What lies in several belongs to the first in input order.

mod bands;
mod grid;

use std::sync::Arc;

use geo::{Coord, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use bands::{Bands, contains};
use grid::PlaceGrid;

use crate::base::LonLat;
use crate::model::Dataset;

/// Places in a district's box from which sorting its edges pays.
const ENOUGH_PLACES: usize = 8;

/// The districts of a dataset for picking and for point in polygon. Built once per dataset.
pub struct DistrictIndex {
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
    areas: Vec<Area>,
}

/// A district's polygons, shared with the dataset, and the box around them.
struct Area {
    shape: Arc<MultiPolygon<f64>>,
    low: [f64; 2],
    high: [f64; 2],
}

/// The district of every village, an index into `Dataset::districts`.
pub type Located = Vec<Option<u32>>;

/// A district that crosses 180° uncut has longitudes beyond ±180: places are looked for there, too.
const TURNS: [f64; 3] = [0.0, 360.0, -360.0];

impl DistrictIndex {
    /// An index of the districts.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let areas: Vec<Area> = dataset
            .districts
            .par_iter()
            .map(|d| Area::new(&d.shape))
            .collect();
        let boxes = (0u32..)
            .zip(&areas)
            .filter(|(_, area)| area.low[0] <= area.high[0])
            .map(|(i, a)| GeomWithData::new(Rectangle::from_corners(a.low, a.high), i))
            .collect();
        Self {
            boxes: RTree::bulk_load(boxes),
            areas,
        }
    }

    /// The first district in input order that contains the place; its border belongs to it. Its cost is that of one look at each
    /// edge of the few districts around; for many places see [`locate_places`](Self::locate_places).
    #[must_use]
    pub fn at(&self, place: LonLat) -> Option<u32> {
        TURNS
            .into_iter()
            .flat_map(|turn| {
                let p = [place.lon + turn, place.lat];
                self.boxes
                    .locate_in_envelope_intersecting(&AABB::from_point(p))
                    .map(|entry| entry.data)
                    .filter(move |i| contains(&self.areas[*i as usize].shape, p))
            })
            .min()
    }

    /// The district of every village of the dataset.
    #[must_use]
    pub fn locate(&self, dataset: &Dataset) -> Located {
        self.locate_telling(dataset).0
    }

    /// The district of every village, and the villages that lie in several.
    #[must_use]
    pub fn locate_telling(&self, dataset: &Dataset) -> (Located, Vec<u32>) {
        self.locate_places(dataset.villages.len(), |village| {
            dataset.villages[village].location
        })
    }

    /// The first district in input order that contains each of `count` places, and the places that lie in several.
    ///
    /// The districts go through the places around them, not the places through the districts: each district's edges are sorted once
    /// and stay in the processor's cache while its places are tested.
    #[must_use]
    pub fn locate_places(
        &self,
        count: usize,
        place: impl Fn(usize) -> Option<LonLat>,
    ) -> (Located, Vec<u32>) {
        let mut located: Located = vec![None; count];
        if self.areas.is_empty() {
            return (located, Vec::new());
        }
        let grid = PlaceGrid::new(count, place);
        let inside: Vec<Vec<u32>> = self
            .areas
            .par_iter()
            .map_init(Bands::default, |bands, area| area.all_inside(&grid, bands))
            .collect();
        let mut several: Vec<u32> = Vec::new();
        for (district, places) in (0u32..).zip(inside) {
            for place in places {
                match &mut located[place as usize] {
                    first @ None => *first = Some(district),
                    Some(_) => several.push(place),
                }
            }
        }
        several.sort_unstable();
        several.dedup();
        (located, several)
    }
}

impl Area {
    fn new(shape: &Arc<MultiPolygon<f64>>) -> Self {
        let mut area = Self {
            shape: Arc::clone(shape),
            low: [f64::INFINITY; 2],
            high: [f64::NEG_INFINITY; 2],
        };
        for Coord { x, y } in bands::rings(shape).flat_map(|ring| &ring.0) {
            area.low = [area.low[0].min(*x), area.low[1].min(*y)];
            area.high = [area.high[0].max(*x), area.high[1].max(*y)];
        }
        area
    }

    /// The places of a grid that lie in the area, each once.
    fn all_inside(&self, grid: &PlaceGrid, bands: &mut Bands) -> Vec<u32> {
        let mut inside = Vec::new();
        let mut turns = 0;
        for turn in TURNS {
            let (low, high) = (
                [self.low[0] - turn, self.low[1]],
                [self.high[0] - turn, self.high[1]],
            );
            let among = grid.count(low, high);
            if among == 0 {
                continue;
            }
            let sorted = among >= ENOUGH_PLACES;
            if sorted {
                bands.sort(&self.shape, self.low[1], self.high[1]);
            }
            let before = inside.len();
            grid.each(low, high, |place, [lon, lat]| {
                let p = [lon + turn, lat];
                let in_box = (self.low[0]..=self.high[0]).contains(&p[0])
                    && (self.low[1]..=self.high[1]).contains(&p[1]);
                if in_box
                    && if sorted {
                        bands.contain(p)
                    } else {
                        contains(&self.shape, p)
                    }
                {
                    inside.push(place);
                }
            });
            turns += usize::from(inside.len() > before);
        }
        if turns > 1 {
            inside.sort_unstable();
            inside.dedup();
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn a_place_on_a_common_border_lies_in_both_districts() {
        let square = |west: f64| {
            let shape = MultiPolygon(vec![
                polygon![(x: west, y: 0.0), (x: west + 1.0, y: 0.0), (x: west + 1.0, y: 1.0), (x: west, y: 1.0)],
            ]);
            crate::model::District {
                source: crate::model::SourceRow { layer: 0, row: 0 },
                id: "".into(),
                name: "".into(),
                shape: std::sync::Arc::new(shape),
                extent: crate::base::GeoBox::around([
                    LonLat::new(west, 0.0),
                    LonLat::new(west + 1.0, 1.0),
                ])
                .expect("two corners"),
            }
        };
        // The third is the first, written a turn further east.
        let index = DistrictIndex::new(&Dataset {
            districts: vec![square(0.0), square(1.0), square(360.0)],
            ..Dataset::default()
        });
        for copies in [1, ENOUGH_PLACES] {
            for (lon, first, shared) in [
                (1.0, Some(0), true),
                (0.5, Some(0), true),
                (1.5, Some(1), false),
                (5.0, None, false),
            ] {
                let place = LonLat::new(lon, 0.5);
                assert_eq!(index.at(place), first);
                let (located, several) = index.locate_places(copies, |_| Some(place));
                assert_eq!(located, vec![first; copies]);
                assert_eq!(several.len(), if shared { copies } else { 0 });
            }
        }
    }
}
