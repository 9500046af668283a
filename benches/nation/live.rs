//! What the planner waits for while a facility is dragged or a radius slid: new answers of an open project, with the picture's marks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lastmile::base::{LonLat, Metres, Progress};
use lastmile::model::{Edit, FacilityRef, Reach};
use lastmile::session::{Answer, Baseline, Live, ProjectState};
use serde_json::{Value, json};

use super::random::Random;
use super::report::{Cost, measure};

/// No row takes much longer than this, however many changes are wanted.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open project with its last answer.
pub struct Desk {
    baseline: Arc<Baseline>,
    state: ProjectState,
    live: Live,
    last: Answer,
}

impl Desk {
    pub fn new(baseline: &Arc<Baseline>, state: &ProjectState) -> Self {
        let mut live = Live::default();
        let last =
            Answer::following(&mut live, baseline, state, &Progress::new()).expect("an answer");
        Self {
            live,
            baseline: Arc::clone(baseline),
            state: state.clone(),
            last,
        }
    }

    /// The answer to a state, one change away from the last.
    fn answer(&mut self, state: &ProjectState) {
        let (live, baseline) = (&mut self.live, &self.baseline);
        self.last = Answer::following(live, baseline, state, &Progress::new()).expect("an answer");
    }

    /// The answer now must be that of a fresh run.
    fn check(&self, state: &ProjectState) {
        let fresh = Answer::coverage(&self.baseline, state, &Progress::new()).expect("an answer");
        let (mine, fresh) = (&self.last.results.coverage, &fresh.results.coverage);
        assert_eq!(
            mine.totals, fresh.totals,
            "live sums differ from fresh ones"
        );
        assert_eq!(mine.gaps, fresh.gaps, "live gaps differ from fresh ones");
        assert!(mine.villages == fresh.villages && mine.districts == fresh.districts);
    }

    /// Random facilities, each moved up to 0.1° from where it stands.
    pub fn moves(&mut self, count: usize) -> (Cost, Value) {
        let mut random = Random::new(7, 7);
        let facilities = &Arc::clone(&self.baseline).dataset.facilities;
        let mut state = self.state.clone();
        let mut costs = Vec::new();
        let start = Instant::now();
        for _ in 0..count {
            if start.elapsed() > PATIENCE {
                break;
            }
            let chosen = random.index(facilities.len());
            let from = facilities[chosen].location;
            state.edits = vec![Edit::Move {
                facility: FacilityRef::Baseline(chosen as u32),
                to: LonLat::new(
                    from.lon + random.either_way(0.1),
                    from.lat + random.either_way(0.1),
                ),
            }];
            costs.push(measure(|| self.answer(&state)).0);
        }
        self.check(&state);
        spread(&costs)
    }

    /// The sliders of the tiers, each drawn from half to double of what it is and back, by a twentieth at a time.
    pub fn radii(&mut self, count: usize) -> (Cost, Value) {
        let mut state = self.state.clone();
        let mut costs = Vec::new();
        let start = Instant::now();
        let Reach::ByTier(radii) = self.state.spec.reach.clone() else {
            return spread(&costs);
        };
        for step in 0..count {
            if start.elapsed() > PATIENCE {
                break;
            }
            // Up for thirty steps, down for thirty, then the next tier.
            let (way, tier) = (step % 60, step / 60 % radii.len());
            let place = f64::from(way.min(60 - way) as u8) / 30.0;
            let mut next = radii.clone();
            next[tier].radius = Metres(next[tier].radius.0 * (0.5 + 1.5 * place));
            state.spec.reach = Reach::ByTier(next);
            costs.push(measure(|| self.answer(&state)).0);
        }
        self.check(&state);
        spread(&costs)
    }
}

/// The median cost, and the wall seconds that 99 of 100 changes stay below.
fn spread(costs: &[Cost]) -> (Cost, Value) {
    let at = |share: f64, of: fn(&Cost) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        let place = ((all.len() as f64 * share).ceil() as usize).clamp(1, all.len().max(1)) - 1;
        all.get(place).copied().unwrap_or_default()
    };
    let middle = Cost {
        cpu: at(0.5, |c| c.cpu),
        wall: at(0.5, |c| c.wall),
    };
    let ms = |s: f64| (s * 1e6).round() / 1e3;
    (
        middle,
        json!({ "changes": costs.len(), "p50_ms": ms(middle.wall), "p99_ms": ms(at(0.99, |c| c.wall)) }),
    )
}
