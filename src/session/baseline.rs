//! The files of a project made ready for questions: the dataset with every index, built once and shared.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::notices::notices;
use super::state::LayerState;
use crate::analysis::{self, Demand, DistrictIndex, PreparedDistricts};
use crate::base::Progress;
use crate::base::progress::Stage;
use crate::io::{self, AssembleError};
use crate::map::Ground;
use crate::model::{Dataset, RecordTable, Register};

/// A dataset with its indexes.
pub struct Baseline {
    /// Facilities, villages, districts.
    pub dataset: Arc<Dataset>,
    /// The districts, to pick from and to locate in.
    pub index: DistrictIndex,
    /// The villages in spatial order, with the district of each.
    pub demand: Arc<Demand>,
    /// What of a picture no answer changes.
    pub ground: Ground,
    /// The districts' equal-area planes; made when areas are first asked for.
    prepared: OnceLock<PreparedDistricts>,
    /// The register of the records that were last asked for.
    register: Mutex<Option<Arc<Register>>>,
    layers: Vec<LayerState>,
}

impl Baseline {
    /// Assembles the layers and builds the indexes.
    ///
    /// # Errors
    /// When a role names a column that its layer does not have.
    pub fn build(layers: &[LayerState], progress: &Progress) -> Result<Self, AssembleError> {
        progress.begin(Stage::Indexing, 0);
        let tables = layers
            .iter()
            .map(|l| (Arc::clone(&l.table), l.roles.clone()))
            .collect();
        let mut dataset = io::assemble(tables)?;
        let (ground, (index, noticed, demand)) = rayon::join(
            || Ground::new(&dataset),
            || {
                let index = DistrictIndex::new(&dataset);
                let (located, several) = index.locate_telling(&dataset);
                let (noticed, demand) = rayon::join(
                    || notices(&dataset, &located, &several),
                    || Demand::new(&dataset, &located),
                );
                (index, noticed, demand)
            },
        );
        dataset.warnings.extend(noticed);
        let dataset = Arc::new(dataset);
        Ok(Self {
            demand: Arc::new(demand),
            ground,
            index,
            prepared: OnceLock::new(),
            register: Mutex::new(None),
            layers: layers.to_vec(),
            dataset,
        })
    }

    /// Whether it was built from these layers.
    #[must_use]
    pub fn is_of(&self, layers: &[LayerState]) -> bool {
        self.layers == layers
    }

    /// The register of the dataset with these records: units, links, reported figures. It is made when it is first asked for, and anew for
    /// other records.
    #[must_use]
    pub fn register(&self, records: &[RecordTable]) -> Arc<Register> {
        let mut kept = self.register.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(register) = kept.as_ref().filter(|r| r.tables == records) {
            return Arc::clone(register);
        }
        let located = self.demand.located();
        let register = analysis::register(&self.dataset, &self.index, &located, records);
        Arc::clone(kept.insert(Arc::new(register)))
    }

    /// The districts' equal-area planes.
    #[must_use]
    pub fn prepared(&self) -> &PreparedDistricts {
        self.prepared
            .get_or_init(|| PreparedDistricts::new(&self.dataset))
    }
}
