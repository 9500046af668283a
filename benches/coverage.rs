//! What each part costs beside a naive way to the same answer. Read the ratios of one run; the machine decides the rest.
//!
//! `cargo bench` prints, for every part, `ours` and `naive` under one heading. The data are the demo county and an invented plain with
//! 20 000 villages and 2 000 facilities from a fixed seed.
#![allow(missing_docs, reason = "a bench is no interface")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should stop")]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use geo::Intersects;
use lastmile::base::{LonLat, Progress, geodesic};
use lastmile::map::{Ground, SceneRequest};
use lastmile::session::{Answer, Opened, open_demo};
use lastmile::travel::{Costs, StraightLine};
use lastmile::{analysis, demo, io, map};

fn main() {
    divan::main();
}

static DEMO: LazyLock<Opened> =
    LazyLock::new(|| open_demo(&Progress::new()).expect("the demo opens"));
static ANSWER: LazyLock<Answer> = LazyLock::new(|| {
    Answer::complete(&DEMO.baseline, &DEMO.state, &Progress::new()).expect("an answer")
});
static VILLAGES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    io::geojson_out::feature_table_to_geojson(&demo::county().villages, "villages", "invented")
});

/// Points on a plain of 4 × 4 degrees, from a fixed seed (`SplitMix64`).
fn points(count: usize, mut seed: u64) -> Vec<LonLat> {
    let mut next = || {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..count)
        .map(|_| LonLat::new(112.0 + 4.0 * next(), 32.0 + 4.0 * next()))
        .collect()
}

mod read {
    use super::{Bencher, Progress, VILLAGES, black_box, io};

    #[divan::bench]
    fn ours(bencher: Bencher) {
        let bytes = &*VILLAGES;
        bencher.bench(|| {
            io::read_bytes("v.geojson".as_ref(), black_box(bytes), &Progress::new())
                .expect("readable")
        });
    }

    /// A tree of JSON values, without looking at any.
    #[divan::bench]
    fn naive(bencher: Bencher) {
        let bytes = &*VILLAGES;
        bencher
            .bench(|| serde_json::from_slice::<serde_json::Value>(black_box(bytes)).expect("JSON"));
    }
}

mod nearest_of_2000 {
    use super::{Bencher, Costs, StraightLine, black_box, geodesic, points};

    const QUERIES: usize = 1000;

    #[divan::bench]
    fn ours(bencher: Bencher) {
        let index = StraightLine::new(vec![(0u32..).zip(points(2000, 1)).collect()]);
        let queries = points(QUERIES, 2);
        let mut found = Vec::new();
        bencher.bench_local(|| {
            for query in &queries {
                index.nearest(0, black_box(*query), 1, &mut found);
            }
        });
    }

    /// Karney's geodesic to every facility.
    #[divan::bench(sample_count = 3)]
    fn naive(bencher: Bencher) {
        let (facilities, queries) = (points(2000, 1), points(QUERIES, 2));
        bencher.bench(|| {
            let nearest = |q: &_| {
                facilities
                    .iter()
                    .map(|f| geodesic::distance(*q, *f).0)
                    .fold(f64::INFINITY, f64::min)
            };
            queries.iter().map(nearest).sum::<f64>()
        });
    }
}

mod index {
    use super::{Bencher, DEMO, StraightLine, points};

    #[divan::bench]
    fn facilities_20000(bencher: Bencher) {
        let facilities: Vec<_> = (0u32..).zip(points(20_000, 3)).collect();
        bencher.bench(|| StraightLine::new(vec![facilities.clone()]));
    }

    #[divan::bench]
    fn districts(bencher: Bencher) {
        bencher.bench(|| super::analysis::DistrictIndex::new(&DEMO.baseline.dataset));
    }
}

mod point_in_polygon {
    use super::{Bencher, DEMO, Intersects};

    #[divan::bench]
    fn ours(bencher: Bencher) {
        let baseline = &DEMO.baseline;
        bencher.bench(|| baseline.index.locate(&baseline.dataset));
    }

    /// Every village against every polygon.
    #[divan::bench(sample_count = 3)]
    fn naive(bencher: Bencher) {
        let dataset = &DEMO.baseline.dataset;
        bencher.bench(|| {
            let inside = |p: &_| dataset.districts.iter().position(|d| d.shape.intersects(p));
            let places = dataset.villages.iter().filter_map(|v| v.location);
            places
                .filter_map(|p| inside(&geo::Point::new(p.lon, p.lat)))
                .count()
        });
    }
}

mod analyse {
    use super::{Answer, Bencher, DEMO, Progress, geodesic};

    #[divan::bench]
    fn ours(bencher: Bencher) {
        bencher.bench(|| {
            Answer::coverage(&DEMO.baseline, &DEMO.state, &Progress::new()).expect("an answer")
        });
    }

    /// All pairs by Karney's geodesic, for nearest and count.
    #[divan::bench(sample_count = 3)]
    fn naive(bencher: Bencher) {
        let answer =
            Answer::coverage(&DEMO.baseline, &DEMO.state, &Progress::new()).expect("an answer");
        let coverage = &answer.results.coverage;
        bencher.bench(|| {
            let places = DEMO
                .baseline
                .dataset
                .villages
                .iter()
                .filter_map(|v| v.location);
            let within = |p| {
                let all = coverage.facilities.iter().zip(&coverage.radii);
                all.filter(|(f, r)| r.is_some_and(|r| geodesic::distance(p, f.location) <= r))
                    .count()
            };
            places.map(within).filter(|n| *n > 0).count()
        });
    }
}

mod area {
    use super::{ANSWER, Bencher, Costs, DEMO, LonLat, Progress, StraightLine, analysis};

    #[divan::bench]
    fn ours(bencher: Bencher) {
        let (baseline, spec) = (&DEMO.baseline, &DEMO.state.spec);
        let coverage = &ANSWER.results.coverage;
        bencher.bench(|| {
            let prepared = baseline.prepared();
            analysis::areas(
                &baseline.dataset,
                coverage,
                spec,
                prepared,
                &baseline.index,
                &Progress::new(),
            )
        });
    }

    /// A grid of 100 m in each district's box, every point asked: an estimate without a bound, good to some tenths of a point.
    #[divan::bench(sample_count = 1)]
    fn naive(bencher: Bencher) {
        let baseline = &DEMO.baseline;
        let coverage = &ANSWER.results.coverage;
        let facilities = (0u32..).zip(&coverage.facilities).zip(&coverage.radii);
        let serving = facilities
            .filter_map(|((i, f), r)| r.map(|_| (i, f.location)))
            .collect();
        let index = StraightLine::new(vec![serving]);
        let radius = |i: u32| coverage.radii[i as usize].map_or(0.0, |r| r.0);
        bencher.bench(|| {
            let mut found = Vec::new();
            let mut reached = 0u64;
            for district in &baseline.dataset.districts {
                let e = district.extent;
                let (rows, columns) = (
                    ((e.north - e.south) / 0.0009) as u32,
                    (e.width() / 0.0011) as u32,
                );
                for (row, column) in (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))) {
                    let p = LonLat::new(
                        e.west + 0.0011 * f64::from(column),
                        e.south + 0.0009 * f64::from(row),
                    );
                    index.nearest(0, p, 1, &mut found);
                    reached += u64::from(
                        found
                            .first()
                            .is_some_and(|r| r.distance.0 <= radius(r.facility)),
                    );
                }
            }
            reached
        });
    }
}

mod scene {
    use super::{ANSWER, Bencher, DEMO, Ground, SceneRequest, map};

    fn request(ground: &Ground) -> SceneRequest<'_> {
        SceneRequest {
            dataset: &DEMO.baseline.dataset,
            coverage: &ANSWER.results.coverage,
            areas: ANSWER.results.areas.as_ref(),
            ground,
            share_classes: &ANSWER.state.share_classes,
            look: &ANSWER.state.look,
            shown: None,
        }
    }

    #[divan::bench]
    fn ours(bencher: Bencher) {
        bencher.bench(|| map::build(request(&DEMO.baseline.ground)));
    }

    /// The outlines are projected again for every scene.
    #[divan::bench]
    fn naive(bencher: Bencher) {
        bencher.bench(|| map::build(request(&Ground::new(&DEMO.baseline.dataset))));
    }
}
