//! In which group of facilities one stands: those of its tier, within units those of its tier in its unit. Searches ask one group.

use crate::analysis::locate::DistrictIndex;
use crate::base::LonLat;
use crate::model::ServingFacility;

/// How facilities are put into groups.
#[derive(Clone, Copy)]
pub(super) struct Grouping<'a> {
    pub index: &'a DistrictIndex,
    /// How many districts there are, if each has groups of its own.
    pub units: Option<usize>,
    pub tiers: usize,
}

impl Grouping<'_> {
    /// The group of a facility; none where only districts have groups and it lies in none.
    pub fn of(&self, facility: &ServingFacility) -> Option<usize> {
        let unit = match self.units {
            Some(_) => self.index.at(facility.location)? as usize,
            None => 0,
        };
        Some(unit * self.tiers + usize::from(facility.tier))
    }

    /// The numbers and places of each group's facilities.
    pub fn groups<'f>(
        &self,
        serving: impl Iterator<Item = (u32, &'f ServingFacility)>,
    ) -> Vec<Vec<(u32, LonLat)>> {
        let mut groups = vec![Vec::new(); self.units.unwrap_or(1) * self.tiers];
        for (number, facility) in serving {
            if let Some(group) = self.of(facility).and_then(|g| groups.get_mut(g)) {
                group.push((number, facility.location));
            }
        }
        groups
    }
}
