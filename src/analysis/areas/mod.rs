//! Area within reach: the share of each district between two proven bounds, and the polygons beyond and within reach (definition D2).
//!
//! Every district has its own equal-area plane. In it each facility's geodesic circle is caught between two circles; the areas of
//! their unions within the district, which are had exactly, bound the true area from below and above. Where that is not close enough,
//! the circles are caught between polygons whose corners are refined until it is.

mod beyond;
mod caught;
mod cells;
mod degrees;
mod disc;
mod outline;
mod piece;
mod plane;
mod prepare;
mod reach;
mod reachable;
mod refined;
mod share;

pub use prepare::PreparedDistricts;
pub use reachable::Reachable;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::locate::DistrictIndex;
use crate::base::progress::Stage;
use crate::base::{Cancelled, LonLat, Metres, Progress, SquareMetres};
use crate::model::{AnalysisSpec, AreaBounds, Areas, Coverage, Dataset};

/// The bounds of a district's share differ by no more than this.
const TOLERANCE: f64 = 0.0005;

/// A facility that serves, for areas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Server {
    at: LonLat,
    radius: Metres,
    tier: u16,
    unit: Option<u32>,
}

/// Computes where care reaches, for the facilities that `coverage` says serve.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub fn areas(
    dataset: &Dataset,
    coverage: &Coverage,
    spec: &AnalysisSpec,
    prepared: &PreparedDistricts,
    index: &DistrictIndex,
    progress: &Progress,
) -> Result<Areas, Cancelled> {
    progress.begin(Stage::Areas, dataset.districts.len() as u64 + 1);
    let reachable = Reachable::new(coverage, spec, index);
    let reach = reach::by_tier(dataset, &reachable, progress)?;
    progress.advance(1)?;
    let answers: Vec<(AreaBounds, MultiPolygon<f64>)> = (0..prepared.len())
        .into_par_iter()
        .map(|number| {
            let answer = reachable.district(prepared, number);
            progress.advance(1).map(|()| answer)
        })
        .collect::<Result<_, Cancelled>>()?;
    let (districts, beyond): (Vec<_>, _) = answers.into_iter().unzip();
    Ok(Areas {
        total: total(&districts),
        districts,
        beyond,
        reach,
    })
}

/// The shares of all districts alone, which take much less time than the polygons.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub fn shares(
    reachable: &Reachable,
    prepared: &PreparedDistricts,
    progress: &Progress,
) -> Result<Vec<AreaBounds>, Cancelled> {
    (0..prepared.len())
        .into_par_iter()
        .map(|number| {
            progress.check()?;
            Ok(reachable.share(prepared, number))
        })
        .collect()
}

/// The bounds of all districts together; `None` without districts.
#[must_use]
pub fn total(districts: &[AreaBounds]) -> Option<AreaBounds> {
    let area: f64 = districts.iter().map(|b| b.area.0).sum();
    let share = |of: fn(&AreaBounds) -> f64| {
        let sum: f64 = districts.iter().map(|b| of(b) * b.area.0).sum();
        if area > 0.0 { sum / area } else { 0.0 }
    };
    (!districts.is_empty()).then(|| AreaBounds {
        area: SquareMetres(area),
        low: share(|b| b.low),
        high: share(|b| b.high),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::GeoBox;
    use crate::model::{District, SourceRow};
    use geo::polygon;

    /// The bounds of a square of two degrees at 0° E, 0° N, with one server on the equator.
    fn square_with_server(lon: f64, km: f64) -> (f64, f64) {
        let corners = [LonLat::new(-1.0, -1.0), LonLat::new(1.0, 1.0)];
        let district = District {
            source: SourceRow { layer: 0, row: 0 },
            id: "".into(),
            name: "".into(),
            shape: std::sync::Arc::new(MultiPolygon(vec![
                polygon![(x: -1.0, y: -1.0), (x: 1.0, y: -1.0), (x: 1.0, y: 1.0), (x: -1.0, y: 1.0)],
            ])),
            extent: GeoBox::around(corners).expect("two corners"),
        };
        let prepared = PreparedDistricts::new(&Dataset {
            districts: vec![district],
            ..Dataset::default()
        });
        let server = Server {
            at: LonLat::new(lon, 0.0),
            radius: Metres::from_km(km),
            tier: 0,
            unit: None,
        };
        let bounds = Reachable::of(vec![Some(server)], 1, false).share(&prepared, 0);
        (bounds.low, bounds.high)
    }

    #[test]
    fn no_bound_is_false_for_circles_half_round_the_earth() {
        // A degree of the equator is 111.3195 km; the circle's edge runs through the square's middle.
        for lon in [60.0, 90.0, 135.0, 170.0] {
            let (low, high) = square_with_server(lon, lon * 111.3195);
            assert!(low <= 0.45 && high >= 0.55, "{lon}: {low} {high}");
            assert_eq!(square_with_server(lon, lon * 111.3195 - 400.0), (0.0, 0.0));
            assert_eq!(square_with_server(lon, lon * 111.3195 + 400.0), (1.0, 1.0));
        }
        let (low, high) = square_with_server(20.0, 20.0 * 111.3195);
        assert!(
            high - low <= 0.001 && low > 0.49 && high < 0.53,
            "{low} {high}"
        );
    }
}
