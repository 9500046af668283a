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
mod tests;
