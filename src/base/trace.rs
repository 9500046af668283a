//! A line drawn on the Earth to be measured: corners joined by geodesics, and the polygon that they enclose.
//!
//! Lengths and areas are those of Karney's method (see [`super::geodesic`]); nothing here is measured on a map.

use super::ecef::Ecef;
use super::geodesic;
use super::lonlat::LonLat;
use super::units::{Metres, SquareMetres};

/// Corners in the order in which they were set, and the length of the geodesic between each and the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    corners: Vec<LonLat>,
    legs: Vec<Metres>,
}

/// What a trace encloses when its last corner is joined to its first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Enclosed {
    /// The way round.
    pub perimeter: Metres,
    /// The area inside; `None` where the outline crosses itself, which has no one inside.
    pub area: Option<SquareMetres>,
}

impl Trace {
    /// Sets one more corner; the same place twice in a row is one corner.
    pub fn push(&mut self, at: LonLat) {
        if let Some(last) = self.corners.last() {
            if *last == at {
                return;
            }
            self.legs.push(geodesic::distance(*last, at));
        }
        self.corners.push(at);
    }

    /// Takes the last corner back.
    pub fn pop(&mut self) {
        self.corners.pop();
        self.legs.pop();
    }

    /// Takes every corner back.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The same with one more corner at its end.
    #[must_use]
    pub fn with(&self, at: LonLat) -> Self {
        let mut longer = self.clone();
        longer.push(at);
        longer
    }

    /// The corners in their order.
    #[must_use]
    pub fn corners(&self) -> &[LonLat] {
        &self.corners
    }

    /// The lengths between neighbours: one fewer than corners.
    #[must_use]
    pub fn legs(&self) -> &[Metres] {
        &self.legs
    }

    /// Whether there is no corner yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// The way from the first corner to the last.
    #[must_use]
    pub fn length(&self) -> Metres {
        Metres(self.legs.iter().map(|leg| leg.0).sum())
    }

    /// What the corners enclose; `None` with fewer than three.
    #[must_use]
    pub fn enclosed(&self) -> Option<Enclosed> {
        let [first, .., last] = self.corners[..] else {
            return None;
        };
        if self.corners.len() < 3 {
            return None;
        }
        let closing = geodesic::distance(last, first);
        let area =
            (!self.crosses_itself()).then(|| geodesic::ring_area(self.corners.iter().copied()));
        Some(Enclosed {
            perimeter: Metres(self.length().0 + closing.0),
            area,
        })
    }

    /// Whether two sides of the closed outline that are no neighbours meet.
    ///
    /// Sides are taken as cuts of planes through the Earth's middle, which lie within a hundredth of a side's length of the geodesics.
    fn crosses_itself(&self) -> bool {
        let at: Vec<[f64; 3]> = self.corners.iter().map(|p| Ecef::from(*p).0).collect();
        let n = at.len();
        let side = |i: usize| (at[i], at[(i + 1) % n]);
        (0..n).any(|i| {
            let neighbours = |j: usize| j == i + 1 || (i == 0 && j == n - 1);
            (i + 1..n).any(|j| !neighbours(j) && meet(side(i), side(j)))
        })
    }
}

type Arc = ([f64; 3], [f64; 3]);

/// Whether two arcs shorter than half a turn meet.
fn meet((a, b): Arc, (c, d): Arc) -> bool {
    let (ab, cd) = (cross(a, b), cross(c, d));
    let apart = |normal: [f64; 3], p: [f64; 3], q: [f64; 3]| dot(normal, p) * dot(normal, q) <= 0.0;
    if !apart(ab, c, d) || !apart(cd, a, b) {
        return false;
    }
    // The planes meet in two opposite directions: only one of them lies on an arc, and it must be that of both.
    let along = cross(ab, cd);
    let toward = |p: [f64; 3], q: [f64; 3]| dot(along, [0, 1, 2].map(|k| p[k] + q[k]));
    toward(a, b) * toward(c, d) > 0.0
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trace(corners: &[(f64, f64)]) -> Trace {
        let mut trace = Trace::default();
        for (lon, lat) in corners {
            trace.push(LonLat::new(*lon, *lat));
        }
        trace
    }

    #[test]
    fn an_octant_of_the_earth_is_an_eighth_of_its_surface() {
        let octant = trace(&[(0.0, 0.0), (90.0, 0.0), (0.0, 90.0)]);
        let enclosed = octant.enclosed().expect("three corners");
        // The surface of WGS 84 (GeographicLib's ellipsoid area).
        let eighth = 510_065_621_724_088.44 / 8.0;
        let area = enclosed.area.expect("simple").0;
        assert!((area / eighth - 1.0).abs() < 1e-12, "{area}");
        let quarter = geodesic::distance(LonLat::new(0.0, 0.0), LonLat::new(0.0, 90.0)).0;
        let equator = 6_378_137.0 * std::f64::consts::FRAC_PI_2;
        assert!((enclosed.perimeter.0 - 2.0 * quarter - equator).abs() < 1e-3);
        assert!((octant.length().0 - quarter - equator).abs() < 1e-3);
    }

    #[test]
    fn a_square_across_180_is_as_large_as_one_beside_it() {
        let square = |west: f64| {
            let east = crate::base::lonlat::wrap_longitude(west + 2.0);
            trace(&[(west, -17.0), (east, -17.0), (east, -16.0), (west, -16.0)])
        };
        let (across, beside) = (square(179.0).enclosed(), square(10.0).enclosed());
        let (across, beside) = (across.expect("four"), beside.expect("four"));
        let area = |e: Enclosed| e.area.expect("simple").0;
        assert!((area(across) / area(beside) - 1.0).abs() < 1e-9);
        assert!((across.perimeter.0 - beside.perimeter.0).abs() < 1e-6);
    }

    #[test]
    fn an_outline_that_crosses_itself_has_a_way_round_and_no_area() {
        let bow = trace(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]);
        let enclosed = bow.enclosed().expect("four");
        assert_eq!(enclosed.area, None);
        assert!(enclosed.perimeter.0 > bow.length().0);
        let hollow = trace(&[(0.0, 0.0), (1.0, 1.0), (0.3, 0.5), (0.0, 1.0)]);
        assert!(hollow.enclosed().expect("four").area.is_some());
    }

    #[test]
    fn sides_on_opposite_sides_of_the_earth_do_not_meet() {
        // Each pair of corners has its mirror image through the Earth's middle.
        let far = trace(&[(-1.0, 0.0), (1.0, 0.0), (180.0, 1.0), (180.0, -1.0)]);
        let meets = meet(
            (Ecef::from(far.corners[0]).0, Ecef::from(far.corners[1]).0),
            (Ecef::from(far.corners[2]).0, Ecef::from(far.corners[3]).0),
        );
        assert!(!meets);
    }

    proptest! {
        #[test]
        fn taking_back_undoes_setting(corners in prop::collection::vec((-180.0..180.0, -89.0..89.0), 0..8), lon in -180.0..180.0, lat in -89.0..89.0) {
            let before = trace(&corners);
            let mut after = before.with(LonLat::new(lon, lat));
            prop_assert_eq!(after.legs().len() + 1, after.corners().len());
            prop_assert!(after.length().0 >= before.length().0);
            after.pop();
            prop_assert_eq!(after, before);
        }
    }
}
