//! In which district a place lies: an R-tree of boxes, then an exact point-in-polygon test on latitude bands.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::base::LonLat;
use crate::model::Dataset;

/// The districts of a dataset for picking and for point in polygon. Built once per dataset.
pub struct DistrictIndex {
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
    areas: Vec<BandedArea>,
}

/// The district of every village, an index into `Dataset::districts`.
pub type Located = Vec<Option<u32>>;

impl DistrictIndex {
    /// An index of the districts.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let areas: Vec<BandedArea> = dataset
            .districts
            .par_iter()
            .map(|d| BandedArea::new(&d.shape))
            .collect();
        let boxes = (0u32..)
            .zip(&areas)
            .filter(|(_, area)| area.west <= area.east)
            .map(|(i, a)| {
                GeomWithData::new(
                    Rectangle::from_corners([a.west, a.south], [a.east, a.north]),
                    i,
                )
            })
            .collect();
        Self {
            boxes: RTree::bulk_load(boxes),
            areas,
        }
    }

    /// The first district in input order that contains the place; its border belongs to it.
    #[must_use]
    pub fn at(&self, place: LonLat) -> Option<u32> {
        self.all_at(place).min()
    }

    /// The first district that contains the place, and whether several do.
    fn look_up(&self, place: LonLat) -> (Option<u32>, bool) {
        self.all_at(place)
            .fold((None, false), |(first, several), district| match first {
                None => (Some(district), several),
                Some(known) => (Some(district.min(known)), several || district != known),
            })
    }

    fn all_at(&self, place: LonLat) -> impl Iterator<Item = u32> {
        // A district that crosses 180° uncut has longitudes beyond ±180.
        [0.0, 360.0, -360.0].into_iter().flat_map(move |turn| {
            let p = [place.lon + turn, place.lat];
            self.boxes
                .locate_in_envelope_intersecting(&AABB::from_point(p))
                .map(|entry| entry.data)
                .filter(move |i| self.areas[*i as usize].contains(p))
        })
    }

    /// The district of every village of the dataset.
    #[must_use]
    pub fn locate(&self, dataset: &Dataset) -> Located {
        self.locate_telling(dataset).0
    }

    /// The same, with the villages that lie in several districts, as indices in order.
    #[must_use]
    pub fn locate_telling(&self, dataset: &Dataset) -> (Located, Vec<u32>) {
        let found: Vec<(Option<u32>, bool)> = dataset
            .villages
            .par_iter()
            .map(|v| v.location.map_or((None, false), |p| self.look_up(p)))
            .collect();
        let several = (0u32..)
            .zip(&found)
            .filter(|(_, (_, several))| *several)
            .map(|(village, _)| village)
            .collect();
        (found.into_iter().map(|(first, _)| first).collect(), several)
    }
}

/// A polygon's edges sorted into bands of latitude, so that a query looks at few of them.
struct BandedArea {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    bands: Vec<Vec<[Coord<f64>; 2]>>,
}

impl BandedArea {
    fn new(shape: &MultiPolygon<f64>) -> Self {
        let rings = || {
            shape
                .iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        };
        let mut area = Self {
            west: f64::INFINITY,
            east: f64::NEG_INFINITY,
            south: f64::INFINITY,
            north: f64::NEG_INFINITY,
            bands: Vec::new(),
        };
        let mut edges = 0;
        for c in rings().flat_map(|ring| &ring.0) {
            area.west = area.west.min(c.x);
            area.east = area.east.max(c.x);
            area.south = area.south.min(c.y);
            area.north = area.north.max(c.y);
            edges += 1;
        }
        area.bands = vec![Vec::new(); (edges / 4).clamp(1, 4096)];
        for line in rings().flat_map(geo::LineString::lines) {
            let (low, high) = if line.start.y <= line.end.y {
                (line.start.y, line.end.y)
            } else {
                (line.end.y, line.start.y)
            };
            for band in area.band(low)..=area.band(high) {
                area.bands[band].push([line.start, line.end]);
            }
        }
        area
    }

    fn band(&self, lat: f64) -> usize {
        let share = (lat - self.south) / (self.north - self.south).max(f64::MIN_POSITIVE);
        ((share * self.bands.len() as f64) as usize).min(self.bands.len() - 1)
    }

    /// Even-odd over all rings, decided by robust predicates (Shewchuk 1997); the border counts as inside.
    fn contains(&self, [x, y]: [f64; 2]) -> bool {
        if !(self.south..=self.north).contains(&y) || !(self.west..=self.east).contains(&x) {
            return false;
        }
        let p = Coord { x, y };
        let mut inside = false;
        for [a, b] in &self.bands[self.band(y)] {
            let orientation = || RobustKernel::orient2d(*a, *b, p);
            let spans = (a.y > y) != (b.y > y);
            let touches =
                a.y.min(b.y) <= y && y <= a.y.max(b.y) && a.x.min(b.x) <= x && x <= a.x.max(b.x);
            if touches && orientation() == Orientation::Collinear {
                return true;
            }
            if spans && (orientation() == Orientation::CounterClockwise) == (b.y > a.y) {
                inside = !inside;
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{CoordsIter, Intersects, Point, coord, polygon};
    use proptest::prelude::*;

    fn star() -> MultiPolygon<f64> {
        let outer: Vec<Coord<f64>> = (0..400)
            .map(|i| {
                let angle = f64::from(i) * std::f64::consts::TAU / 400.0;
                let r = 1.0 + 0.5 * (angle * 17.0).sin();
                coord! { x: r * angle.cos(), y: r * angle.sin() }
            })
            .collect();
        let hole =
            polygon![(x: -0.2, y: -0.2), (x: 0.2, y: -0.2), (x: 0.2, y: 0.2), (x: -0.2, y: 0.2)];
        MultiPolygon(vec![
            geo::Polygon::new(outer.into(), vec![hole.exterior().clone()]),
            polygon![(x: 2.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 1.0), (x: 2.0, y: 1.0)],
        ])
    }

    proptest! {
        #[test]
        fn bands_agree_with_geo(x in -2.0..3.5, y in -2.0..2.0) {
            let shape = star();
            prop_assert_eq!(BandedArea::new(&shape).contains([x, y]), shape.intersects(&Point::new(x, y)));
        }
    }

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
        let look_up = |lon| index.look_up(LonLat::new(lon, 0.5));
        assert_eq!(look_up(1.0), (Some(0), true));
        assert_eq!(look_up(0.5), (Some(0), true));
        assert_eq!(look_up(1.5), (Some(1), false));
        assert_eq!(look_up(5.0), (None, false));
    }

    #[test]
    fn every_corner_lies_inside() {
        let shape = star();
        let area = BandedArea::new(&shape);
        assert!(shape.coords_iter().all(|c| area.contains([c.x, c.y])));
        assert!(
            area.contains([2.5, 0.0]) && area.contains([3.0, 0.5]) && !area.contains([0.0, 0.0])
        );
    }
}
