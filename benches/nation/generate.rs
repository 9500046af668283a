//! Invented GeoJSON files of a county, a province and a nation the size of China: villages, facilities of four tiers, counties.
//!
//! Villages gather round townships, townships in counties, counties are small where many people live; some counties are empty. Clinics
//! stand in villages, health centres in townships, hospitals in the largest counties. The same scale gives the same files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::land::{County, Land, Place, rounded};
use super::random::Random;

const SEED: u64 = 20_261_122;
/// The folder of these files: another number whenever anything here changes what is in them.
pub const VERSION: &str = "1";
const TIERS: [&str; 4] = [
    "village_clinic",
    "township_health_centre",
    "county_hospital",
    "city_hospital",
];
const TIER_NAMES: [&str; 4] = ["卫生室", "卫生院", "县医院", "市医院"];
/// How the facilities divide into tiers.
const TIER_SHARES: [f64; 4] = [0.60, 0.30, 0.075, 0.025];
/// Typical beds and doctors of a tier, and how many services it has at least.
const TIER_SIZES: [(f64, f64, usize); 4] = [
    (2.0, 2.0, 1),
    (40.0, 25.0, 4),
    (350.0, 260.0, 8),
    (1200.0, 900.0, 12),
];
/// How far facilities of a tier stand from what they serve, degrees; both hospitals alike.
const TIER_SCATTER: [f64; 4] = [0.004, 0.006, 0.02, 0.02];
const SERVICES: [&str; 14] = [
    "全科", "接种", "中医", "慢病", "产科", "儿科", "外科", "急诊", "影像", "检验", "手术", "透析",
    "肿瘤", "康复",
];
const FAMILIES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈";
const PLACES: &str = "上下东西南北前后大小新老山河湖桥塘泉岭石柳松";
const ENDINGS: [&str; 8] = ["村", "庄", "寨", "屯", "湾", "坝", "岗村", "桥村"];

/// How large a set of files is.
pub struct Scale {
    pub name: &'static str,
    pub villages: usize,
    pub facilities: usize,
    townships_per_county: usize,
    empty_counties: usize,
    land: Land,
    /// The villages within reach by tier, and within 5 km of any facility, by Karney's geodesic.
    pub truth: Option<[usize; 2]>,
}

/// All scales, smallest first.
pub const SCALES: [Scale; 3] = [
    Scale {
        name: "county",
        villages: 1_700,
        facilities: 300,
        townships_per_county: 6,
        empty_counties: 0,
        land: Land {
            columns: 5,
            rows: 4,
            south: &[[113.0, 32.9], [113.4, 32.85], [113.65, 32.95]],
            north: &[[113.0, 33.25], [113.4, 33.35], [113.65, 33.2]],
            uneven: false,
        },
        truth: None,
    },
    Scale {
        name: "provincial",
        villages: 60_000,
        facilities: 5_000,
        townships_per_county: 14,
        empty_counties: 0,
        land: Land {
            columns: 13,
            rows: 10,
            south: &[[111.0, 31.5], [113.5, 31.0], [117.0, 31.8]],
            north: &[[111.0, 35.2], [114.0, 36.4], [117.0, 35.6]],
            uneven: false,
        },
        truth: None,
    },
    Scale {
        name: "national",
        villages: 600_000,
        facilities: 50_000,
        townships_per_county: 14,
        empty_counties: 100,
        land: Land {
            columns: 100,
            rows: 29,
            south: &[
                [74.5, 35.0],
                [79.0, 32.0],
                [86.0, 28.0],
                [92.0, 27.5],
                [98.0, 25.5],
                [101.0, 22.0],
                [106.0, 22.5],
                [110.0, 21.0],
                [116.0, 23.0],
                [120.0, 26.0],
                [123.0, 31.0],
                [127.0, 37.5],
                [130.0, 41.5],
                [133.0, 44.5],
            ],
            north: &[
                [74.5, 40.5],
                [80.0, 45.0],
                [87.0, 49.0],
                [93.0, 45.0],
                [98.0, 42.5],
                [106.0, 42.0],
                [112.0, 44.5],
                [117.0, 49.0],
                [121.0, 53.0],
                [126.0, 53.0],
                [130.0, 49.5],
                [133.0, 48.5],
            ],
            uneven: true,
        },
        truth: Some([486_562, 432_359]),
    },
];

struct Village {
    at: Place,
    township: usize,
    people: u32,
}

struct Facility {
    at: Place,
    tier: usize,
    county: usize,
}

struct Nation {
    counties: Vec<County>,
    /// Per township its county and its place.
    townships: Vec<(usize, Place)>,
    villages: Vec<Village>,
    facilities: Vec<Facility>,
}

/// Writes `<name>_villages.geojson`, `<name>_facilities.geojson` and `<name>_counties.geojson`, with `factor` times the villages and
/// facilities of the scale.
pub fn write(folder: &Path, name: &str, scale: &Scale, factor: f64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let nation = Nation::new(scale, factor);
    let file = |layer: &str, features: &dyn Fn(&mut Out) -> io::Result<()>| {
        let part = folder.join(format!("{name}_{layer}.part"));
        let mut out = BufWriter::new(File::create(&part)?);
        writeln!(
            out,
            "{{\"type\":\"FeatureCollection\",\"name\":\"{name}_{layer}\",\"features\":["
        )?;
        features(&mut out)?;
        writeln!(out, "\n]}}")?;
        out.into_inner()?.sync_all()?;
        fs::rename(part, folder.join(format!("{name}_{layer}.geojson")))
    };
    file("villages", &|out| nation.write_villages(out))?;
    file("facilities", &|out| nation.write_facilities(out))?;
    file("counties", &|out| nation.write_counties(out))
}

type Out = BufWriter<File>;

impl Nation {
    fn new(scale: &Scale, factor: f64) -> Self {
        let counties = scale.land.counties(SEED);
        let mut random = Random::new(SEED, 2);
        let mut live = random.choose(counties.len(), counties.len() - scale.empty_counties);
        live.sort_unstable();
        // Counties and townships are of very different weight.
        let weights: Vec<f64> = live.iter().map(|_| random.lognormal(0.0, 0.5)).collect();
        let mut townships = Vec::new();
        let mut sums = vec![0.0];
        for (county, weight) in live.iter().zip(&weights) {
            for _ in 0..scale.townships_per_county {
                let it = &counties[*county];
                let at = within(it, it.centre, || random.normal(0.42 * it.spacing));
                townships.push((*county, at));
                sums.push(sums[sums.len() - 1] + weight * random.lognormal(0.0, 0.6));
            }
        }
        let count = |n: usize| (n as f64 * factor).round() as usize;
        let total = sums[sums.len() - 1];
        let village = |_| {
            let township = sums.partition_point(|s| *s <= total * random.unit()) - 1;
            let township = township.min(townships.len() - 1);
            let (county, near) = townships[township];
            let it = &counties[county];
            let wide = if random.unit() < 0.12 { 3.0 } else { 1.0 };
            let at = within(it, near, || random.normal(0.16 * wide * it.spacing));
            let people = random.lognormal(2300f64.ln() - 0.5 * 0.75 * 0.75, 0.75);
            Village {
                at,
                township,
                people: people.round().max(20.0) as u32,
            }
        };
        let villages: Vec<Village> = (0..count(scale.villages)).map(village).collect();
        let mut largest: Vec<usize> = (0..live.len()).collect();
        largest.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
        let largest: Vec<usize> = largest.into_iter().map(|i| live[i]).collect();
        let mut nation = Self {
            counties,
            townships,
            villages,
            facilities: Vec::new(),
        };
        nation.place_facilities(count(scale.facilities), &largest);
        nation
    }

    /// Clinics in villages, centres in townships, hospitals in counties, the largest first.
    fn place_facilities(&mut self, count: usize, largest: &[usize]) {
        let mut random = Random::new(SEED, 3);
        let mut of_tier = TIER_SHARES.map(|share| (share * count as f64) as usize);
        of_tier[0] += count - of_tier.iter().sum::<usize>();
        for (tier, count) in of_tier.into_iter().enumerate() {
            let seats: Vec<(usize, Place)> = match tier {
                0 => {
                    let seat = |i: usize| {
                        (
                            self.townships[self.villages[i].township].0,
                            self.villages[i].at,
                        )
                    };
                    random
                        .choose(self.villages.len(), count)
                        .into_iter()
                        .map(seat)
                        .collect()
                }
                1 => random
                    .choose(self.townships.len(), count)
                    .into_iter()
                    .map(|i| self.townships[i])
                    .collect(),
                _ => largest
                    .iter()
                    .cycle()
                    .take(count)
                    .map(|c| (*c, self.counties[*c].centre))
                    .collect(),
            };
            for (county, [x, y]) in seats {
                let [dx, dy] = [(); 2].map(|()| random.normal(TIER_SCATTER[tier]));
                self.facilities.push(Facility {
                    at: rounded([x + dx, y + dy]),
                    tier,
                    county,
                });
            }
        }
        random.shuffle(&mut self.facilities);
    }

    fn write_villages(&self, out: &mut Out) -> io::Result<()> {
        let mut random = Random::new(SEED, 4);
        let families: Vec<char> = FAMILIES.chars().collect();
        let places: Vec<char> = PLACES.chars().collect();
        for (i, v) in self.villages.iter().enumerate() {
            let (township, [x, y]) = (v.township, v.at);
            let county = code(self.townships[township].0);
            let (family, place) = (random.character(FAMILIES), random.character(PLACES));
            let ending = ENDINGS[random.index(ENDINGS.len())];
            let town = (
                families[township % families.len()],
                places[(township / 7) % places.len()],
            );
            write!(
                out,
                "{}{{\"type\":\"Feature\",\"properties\":{{\"id\":\"V{i:07}\",\"name\":\"{family}{place}{ending}\",\"county\":\"{county}\",\
                 \"township\":\"{}{}镇\",\"population\":{}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x:.6},{y:.6}]}}}}",
                comma(i),
                town.0,
                town.1,
                v.people,
            )?;
        }
        Ok(())
    }

    fn write_facilities(&self, out: &mut Out) -> io::Result<()> {
        let mut random = Random::new(SEED, 5);
        for (i, f) in self.facilities.iter().enumerate() {
            let (beds, doctors, services) = TIER_SIZES[f.tier];
            let beds = (beds * random.lognormal(0.0, 0.45)).round();
            let doctors = (doctors * random.lognormal(0.0, 0.45)).round().max(1.0);
            let services = SERVICES[..services + random.index(3)].join("\",\"");
            let (family, place) = (random.character(FAMILIES), random.character(PLACES));
            let [x, y] = f.at;
            write!(
                out,
                "{}{{\"type\":\"Feature\",\"properties\":{{\"id\":\"F{i:06}\",\"name\":\"{family}{place}{}\",\"tier\":\"{}\",\"county\":\"{}\",\
                 \"beds\":{beds},\"doctors\":{doctors},\"capabilities\":[\"{services}\"]}},\
                 \"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x:.6},{y:.6}]}}}}",
                comma(i),
                TIER_NAMES[f.tier],
                TIERS[f.tier],
                code(f.county),
            )?;
        }
        Ok(())
    }

    fn write_counties(&self, out: &mut Out) -> io::Result<()> {
        let mut random = Random::new(SEED, 6);
        for (i, county) in self.counties.iter().enumerate() {
            let (family, place) = (random.character(FAMILIES), random.character(PLACES));
            write!(
                out,
                "{}{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{}\",\"name\":\"{family}{place}县\"}},\
                 \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[",
                comma(i),
                code(i),
            )?;
            for (corner, [x, y]) in county.border.iter().enumerate() {
                write!(out, "{}[{x:.6},{y:.6}]", if corner > 0 { "," } else { "" })?;
            }
            write!(out, "]]}}}}")?;
        }
        Ok(())
    }
}

/// A place scattered round another, in the county; after some tries the place itself.
fn within(county: &County, [x, y]: Place, mut scatter: impl FnMut() -> f64) -> Place {
    let tries = (0..12).map(|_| [x + scatter(), y + scatter()]);
    rounded(
        tries
            .into_iter()
            .find(|p| county.holds(*p))
            .unwrap_or([x, y]),
    )
}

fn comma(row: usize) -> &'static str {
    if row > 0 { ",\n" } else { "" }
}

/// Six digits, as counties have.
fn code(county: usize) -> String {
    format!("{:06}", 110_000 + county / 90 * 1000 + county % 90 + 100)
}
