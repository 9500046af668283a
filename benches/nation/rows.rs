//! The rows: each part of the work through the library's public interface, as the window and the commands use it.

use std::fmt::Write as _;
use std::sync::Arc;

use lastmile::analysis::{self, CoverageRequest, DistrictIndex, PreparedDistricts, Reachable};
use lastmile::base::{LonLat, Metres, Progress};
use lastmile::io;
use lastmile::model::spec::TierRadius;
use lastmile::model::{Coverage, Dataset, Reach, Scenario};
use lastmile::session::{Answer, LayerRequest, Opened, open_files, read_layers};
use lastmile::travel::{Costs, Origins, Scratch, StraightLine};
use rayon::prelude::*;
use serde_json::json;

use super::report::{Cost, median, peak_memory, row};
use super::{Files, Options, analyze, live};

/// How far each tier reaches, metres.
pub const RADII: [(&str, f64); 4] = [
    ("village_clinic", 2500.0),
    ("township_health_centre", 5000.0),
    ("county_hospital", 15_000.0),
    ("city_hospital", 30_000.0),
];
/// The radius for facilities of any tier.
const ANY: Metres = Metres(5000.0);
/// How many buckets a worker takes at once.
const CHUNK: usize = 64;

/// A wrong answer is worth no measure.
pub fn check(task: &str, found: usize, truth: Option<usize>) {
    if let Some(truth) = truth {
        assert_eq!(found, truth, "{task}: villages within reach");
    }
}

pub fn run(options: &Options) {
    let files = Files::find(options);
    let wanted = |task: &str| options.only.is_empty() || options.only.iter().any(|o| o == task);
    let rounds = options.rounds;

    let (cost, (loaded, _)) = median(rounds, || load(&files));
    row(
        "load",
        cost,
        &json!({ "villages": loaded.villages.len(), "warnings": loaded.warnings.len() }),
    );
    drop(loaded);
    let (cost, opened) = median(rounds, || open(&files));
    let dataset = &*opened.baseline.dataset;
    let counts = json!({
        "villages": dataset.villages.len(), "facilities": dataset.facilities.len(), "counties": dataset.districts.len(),
        "warnings": dataset.warnings.len(), "peak_mib": peak_memory("self").map(|p| p >> 20),
    });
    row("open", cost, &counts);

    let places = Places::of(&opened);
    if wanted("nearest") {
        let (cost, within) = median(rounds, || nearest_any(&places));
        check("nearest", within, files.truth.map(|t| t[1]));
        row("nearest", cost, &json!({ "within_5km": within }));
    }
    let flags = wanted("flags").then(|| {
        let (cost, covered) = median(rounds, || flags(&opened, &places));
        check("flags", covered, files.truth.map(|t| t[0]));
        row("flags", cost, &json!({ "covered": covered }));
        covered
    });
    if wanted("pip") {
        let (cost, (inside, people)) = median(rounds, || by_district(&opened));
        row("pip", cost, &json!({ "inside": inside, "people": people }));
    }
    if wanted("coverage") || wanted("areas") {
        let (cost, coverage) = median(rounds, || coverage(&opened));
        let covered = coverage.totals.covered as usize;
        check("coverage", covered, flags.or(files.truth.map(|t| t[0])));
        row(
            "coverage",
            cost,
            &json!({ "covered": covered, "gaps": coverage.gaps.len() }),
        );
        if wanted("areas") {
            areas(&opened, &coverage, options);
        }
    }
    for (task, live) in [
        ("move", live::Desk::moves as fn(&mut live::Desk, usize) -> _),
        ("radius", live::Desk::radii),
    ] {
        if wanted(task) {
            let mut desk = live::Desk::new(&opened.baseline, &opened.state);
            let (cost, answer) = live(&mut desk, options.moves);
            row(task, cost, &answer);
        }
    }
    if wanted("reopen") {
        reopen(&opened, &files, rounds);
    }
    let nothing = (
        Cost::default(),
        json!({ "peak_mib": peak_memory("self").map(|p| p >> 20) }),
    );
    row("memory", nothing.0, &nothing.1);
    drop(opened);
    if wanted("analyze") {
        let mut answer = json!(null);
        let mut costs: Vec<Cost> = Vec::new();
        for _ in 0..rounds {
            let (cost, told) = analyze::run(&files);
            costs.push(cost);
            answer = told;
        }
        costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        row("analyze", costs[rounds / 2], &answer);
    }
}

/// Files read and checked, rows made into places, and the districts indexed.
fn load(files: &Files) -> (Dataset, DistrictIndex) {
    let layers = read_layers(&requests(files), &Progress::new()).expect("the files open");
    let tables = layers.into_iter().map(|l| (l.table, l.roles)).collect();
    let dataset = io::assemble(tables).expect("a dataset");
    let index = DistrictIndex::new(&dataset);
    (dataset, index)
}

/// What is asked for: each file in its role.
fn requests(files: &Files) -> [LayerRequest; 3] {
    files
        .by_role()
        .map(|(role, path): (_, &std::path::PathBuf)| LayerRequest {
            path: path.clone(),
            role: Some(role),
            ..LayerRequest::default()
        })
}

/// Files opened as the window does it, ready for every question and the map, with the question of the bench.
fn open(files: &Files) -> Opened {
    let mut opened = open_files(&requests(files), &Progress::new()).expect("the files open");
    let radius = |(tier, metres): (&str, f64)| TierRadius {
        tier: tier.into(),
        radius: Metres(metres),
    };
    opened.state.spec.reach = Reach::ByTier(RADII.map(radius).into());
    opened
}

/// The second opening, from copies in a folder of its own, up to the first answer. Everything after it reads copies too.
fn reopen(opened: &Opened, files: &Files, rounds: usize) {
    let folder = tempfile::tempdir().expect("a folder for copies");
    io::cache::enable_at(folder.path().to_owned());
    for layer in &opened.baseline.dataset.layers {
        io::cache::keep(&layer.table, &Progress::new());
    }
    let (cost, covered) = median(rounds, || {
        let opened = open(files);
        let answer = Answer::coverage(&opened.baseline, &opened.state, &Progress::new());
        answer.expect("an answer").results.coverage.totals.covered
    });
    check("reopen", covered as usize, files.truth.map(|t| t[0]));
    row("reopen", cost, &json!({ "covered": covered }));
}

/// Where villages and facilities are, in arrays, as the other tools have them when their measure begins.
struct Places {
    villages: Vec<Option<LonLat>>,
    facilities: Vec<LonLat>,
}

impl Places {
    fn of(opened: &Opened) -> Self {
        let dataset = &opened.baseline.dataset;
        Self {
            villages: dataset.villages.iter().map(|v| v.location).collect(),
            facilities: dataset.facilities.iter().map(|f| f.location).collect(),
        }
    }

    /// The villages projected and put in order.
    fn origins(&self) -> Origins {
        Origins::new(self.villages.len(), |i| self.villages[i])
    }
}

/// Index of all facilities and the nearest for every village: how many lie within 5 km.
fn nearest_any(places: &Places) -> usize {
    let facilities = (0u32..).zip(places.facilities.iter().copied()).collect();
    let costs = StraightLine::new(vec![facilities]);
    let distances = nearest(&places.origins(), &costs, 0);
    distances
        .into_iter()
        .flatten()
        .filter(|d| *d <= ANY)
        .count()
}

/// An index per tier and the nearest of each for every village: how many have one within its radius.
fn flags(opened: &Opened, places: &Places) -> usize {
    let dataset = &opened.baseline.dataset;
    let mut groups: Vec<Vec<(u32, LonLat)>> = vec![Vec::new(); dataset.tiers.len()];
    for ((number, facility), at) in (0u32..).zip(&dataset.facilities).zip(&places.facilities) {
        groups[usize::from(facility.tier)].push((number, *at));
    }
    let costs = StraightLine::new(groups);
    let origins = places.origins();
    let mut covered = vec![false; origins.len()];
    let reach = &opened.state.spec.reach;
    for (group, radius) in reach.radii(&dataset.tiers).into_iter().enumerate() {
        let radius = radius.expect("every tier has a radius");
        let distances = nearest(&origins, &costs, group);
        for (flag, distance) in covered.iter_mut().zip(distances.into_iter().flatten()) {
            *flag |= distance <= radius;
        }
    }
    covered.into_iter().filter(|c| *c).count()
}

/// How far the nearest facility of a group is from every village, in spatial order, some buckets together.
fn nearest(origins: &Origins, costs: &StraightLine, group: usize) -> Vec<Vec<Metres>> {
    let buckets = 0..origins.buckets();
    buckets
        .into_par_iter()
        .chunks(CHUNK)
        .map_init(
            || (Scratch::default(), Vec::new()),
            |(scratch, found), buckets| {
                let mut distances = Vec::new();
                for bucket in buckets {
                    costs.nearest_of_bucket(group, origins, bucket, 1, scratch, found);
                    distances.extend(found.iter().map(|f| f.distance));
                }
                distances
            },
        )
        .collect()
}

/// Index of the counties, the county of every village, people by county: how many villages lie in one, and how many people.
fn by_district(opened: &Opened) -> (usize, f64) {
    let dataset = &opened.baseline.dataset;
    let located = DistrictIndex::new(dataset).locate(dataset);
    let mut people = vec![0.0; dataset.districts.len()];
    let mut inside = 0;
    for (village, district) in dataset.villages.iter().zip(located) {
        if let Some(district) = district {
            people[district as usize] += village.people();
            inside += 1;
        }
    }
    (inside, people.into_iter().sum())
}

/// The whole answer by village, tier and district.
fn coverage(opened: &Opened) -> Arc<Coverage> {
    let baseline = &opened.baseline;
    let request = CoverageRequest {
        scenario: &Scenario {
            dataset: baseline.dataset.clone(),
            edits: Vec::new(),
        },
        spec: &opened.state.spec,
        index: &baseline.index,
        demand: &baseline.demand,
    };
    analysis::coverage(&request, &Progress::new()).expect("an answer")
}

/// The counties prepared, and the bounds of the share of each that is within reach; then the same with the polygons for the map.
fn areas(opened: &Opened, coverage: &Coverage, options: &Options) {
    let baseline = &opened.baseline;
    let (spec, progress) = (&opened.state.spec, Progress::new());
    let (cost, bounds) = median(options.rounds, || {
        let prepared = PreparedDistricts::new(&baseline.dataset);
        let reachable = Reachable::new(coverage, spec, &baseline.index);
        analysis::shares(&reachable, &prepared, &progress).expect("shares")
    });
    let shares = || bounds.iter().map(|d| (d.low, d.high));
    let mean = shares()
        .map(|(low, high)| f64::midpoint(low, high))
        .sum::<f64>()
        / bounds.len() as f64;
    let widest = shares().map(|(low, high)| high - low).fold(0.0, f64::max);
    row(
        "areas",
        cost,
        &json!({ "mean_share": mean, "widest_bounds": widest }),
    );
    let (cost, areas) = median(options.rounds, || {
        let prepared = PreparedDistricts::new(&baseline.dataset);
        let (dataset, index) = (&baseline.dataset, &baseline.index);
        analysis::areas(dataset, coverage, spec, &prepared, index, &progress).expect("areas")
    });
    let gaps = areas.beyond.iter().filter(|b| !b.0.is_empty()).count();
    row("polygons", cost, &json!({ "counties_with_gaps": gaps }));
    if let Some(path) = &options.shares {
        let mut csv = String::from("low,high\n");
        for (low, high) in shares() {
            let _ = writeln!(csv, "{low},{high}");
        }
        std::fs::write(path, csv).expect("the shares can be written");
    }
}
