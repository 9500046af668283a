//! The merged area within reach of each tier, for the map.

use geo::MultiPolygon;

use super::Reachable;
use super::degrees::to_degrees;
use super::disc::{Kind, disc};
use super::plane::union;
use crate::base::projection::EqualArea;
use crate::base::{Cancelled, GeoBox, LonLat, Progress};
use crate::model::Dataset;

/// Corners of a circle on the map: at a hundred pixels across, the deviation stays under a tenth of a pixel.
const CORNERS: usize = 96;

/// The merged circles of each tier, in degrees.
pub(super) fn by_tier(
    dataset: &Dataset,
    reachable: &Reachable,
    progress: &Progress,
) -> Result<Vec<MultiPolygon<f64>>, Cancelled> {
    let centre = GeoBox::around(reachable.servers().map(|s| s.at))
        .map_or(LonLat::new(0.0, 0.0), |b| b.centre());
    let plane = EqualArea::new(centre);
    (0..dataset.tiers.len())
        .map(|tier| {
            progress.check()?;
            let discs: Vec<_> = reachable
                .servers()
                .filter(|s| usize::from(s.tier) == tier)
                .map(|s| disc(&plane, s, CORNERS, Kind::Alike))
                .collect();
            Ok(to_degrees(&plane, &union(&discs)))
        })
        .collect()
}
