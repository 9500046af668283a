//! Facilities: a health centre in every township, clinics in the villages, more where the country is rich and none in many villages of
//! the hills, flats and islands; centres and stations in the sub-districts, hospitals in the city and the county seats.

use super::borders::Borders;
use super::grid::Km;
use super::names::{self, Name, PREFECTURE, pinyin};
use super::places::{Place, Settlement};
use super::random::{Random, fractal};
use super::towns::{CITY, Kind, Towns};

/// Counts by tier.
const CLINICS: usize = 1_714;
const CENTRES: usize = 30;
const STATIONS: usize = 42;

/// Levels of care, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    Clinic,
    Station,
    Community,
    Township,
    County,
    City,
}

impl Tier {
    /// The word in the column `tier`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Station => "station",
            Self::Community => "community",
            Self::Township => "township",
            Self::County => "county",
            Self::City => "city",
        }
    }

    /// The type in Chinese and English.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Clinic => ("村卫生室", "village clinic"),
            Self::Station => ("社区卫生服务站", "community health station"),
            Self::Community => ("社区卫生服务中心", "community health centre"),
            Self::Township => ("乡镇卫生院", "township health centre"),
            Self::County => ("县级医院", "county hospital"),
            Self::City => ("市级医院", "city hospital"),
        }
    }
}

/// A facility.
#[derive(Debug, Clone)]
pub struct Facility {
    /// Its level of care.
    pub tier: Tier,
    /// Its town, an index into `Towns::list`.
    pub town: usize,
    /// Where it stands.
    pub at: Km,
    /// Its name.
    pub name: Name,
    /// How many beds it has.
    pub beds: u32,
    /// How many doctors work there.
    pub doctors: u32,
    /// Whether it operates: `yes`, `no` or `unknown`.
    pub surgery: &'static str,
    /// Whether children are born there: `yes`, `no` or `unknown`.
    pub obstetrics: &'static str,
    /// Whether it offers traditional Chinese medicine: `yes`, `no` or `unknown`.
    pub tcm: &'static str,
}

/// Everything that is needed to put facilities up.
struct Builder<'a> {
    towns: &'a Towns,
    borders: &'a Borders,
    words: &'a [(String, Name)],
    random: Random,
    built: Vec<Facility>,
}

/// All facilities, the greatest first.
pub fn build(
    towns: &Towns,
    borders: &Borders,
    places: &[Place],
    words: &[(String, Name)],
    seed: u64,
) -> Vec<Facility> {
    let random = Random::new(seed ^ 6);
    let mut builder = Builder {
        towns,
        borders,
        words,
        random,
        built: Vec::new(),
    };
    builder.hospitals(places);
    builder.township_centres(places);
    builder.community_care(places);
    builder.clinics(places, seed ^ 0x0E);
    builder.built
}

impl Builder<'_> {
    /// A point between `least` and `most` kilometres beside `p` in the same town, nearer where there is no room.
    fn beside(&mut self, town: usize, p: Km, least: f64, most: f64) -> Km {
        let (mut least, mut most) = (least, most);
        for _ in 0..40 {
            let q = self.random.beside(p, least, most);
            if self.borders.contain(town, q) {
                return q;
            }
            (least, most) = (least * 0.9, most * 0.9);
        }
        p
    }

    fn put(&mut self, tier: Tier, town: usize, at: Km, name: Name) {
        let r = &mut self.random;
        let (beds, doctors) = match tier {
            Tier::Clinic => (0, r.range(1.0, 3.2)),
            Tier::Station => (0, r.range(3.0, 8.0)),
            Tier::Community => (r.range(0.0, 6.0) as u32 * 10, r.range(14.0, 46.0)),
            Tier::Township => (r.range(2.0, 11.0) as u32 * 10, r.range(12.0, 58.0)),
            Tier::County => (r.range(60.0, 110.0) as u32 * 10, r.range(260.0, 520.0)),
            Tier::City => (r.range(140.0, 220.0) as u32 * 10, r.range(800.0, 1400.0)),
        };
        // The share of facilities of the tier that can do it; one answer in twelve is missing.
        let mut can = |share: f64| match (
            share > 0.0 && share < 1.0 && r.chance(0.08),
            r.chance(share),
        ) {
            (true, _) => "unknown",
            (false, true) => "yes",
            (false, false) => "no",
        };
        let (surgery, obstetrics, tcm) = match tier {
            Tier::Clinic => (can(0.0), can(0.0), can(0.42)),
            Tier::Station => (can(0.0), can(0.0), can(0.66)),
            Tier::Community => (can(0.15), can(0.1), can(0.93)),
            Tier::Township => (can(0.38), can(0.47), can(0.88)),
            Tier::County | Tier::City => (can(1.0), can(1.0), can(1.0)),
        };
        let doctors = doctors as u32;
        self.built.push(Facility {
            tier,
            town,
            at,
            name,
            beds,
            doctors,
            surgery,
            obstetrics,
            tcm,
        });
    }

    /// Two hospitals in the city, one in the seat of every county.
    fn hospitals(&mut self, places: &[Place]) {
        for (number, (zh, en)) in [("第一", "First"), ("第二", "Second")]
            .into_iter()
            .enumerate()
        {
            // North and south of the river.
            let near = Km::new(CITY.x, CITY.y + if number == 0 { 1.0 } else { -3.5 });
            if let Some(p) = nearest(places, near, |p| p.settlement == Settlement::City) {
                let at = self.beside(p.town, p.at, 0.15, 0.6);
                let name = Name {
                    zh: format!("{}{zh}人民医院", PREFECTURE.0),
                    en: format!("{} {en} People's Hospital", PREFECTURE.1),
                };
                self.put(Tier::City, p.town, at, name);
            }
        }
        for county in 2..names::COUNTIES.len() {
            let seat = self
                .towns
                .list
                .iter()
                .find(|t| t.county == county)
                .map_or(CITY, |t| t.seat);
            if let Some(p) = nearest(places, seat, |p| p.settlement == Settlement::City) {
                let at = self.beside(p.town, p.at, 0.1, 0.5);
                let Name { zh, en } = names::county(county);
                let name = Name {
                    zh: format!("{zh}人民医院"),
                    en: format!("{en} People's Hospital"),
                };
                self.put(Tier::County, p.town, at, name);
            }
        }
    }

    /// One in every township, near the seat.
    fn township_centres(&mut self, places: &[Place]) {
        for p in places.iter().filter(|p| p.settlement == Settlement::Seat) {
            let town = &self.towns.list[p.town];
            let (word, name) = &self.words[p.town];
            // The largest are called central and also serve their neighbours.
            let (zh, en) = if town.kind == Kind::Town && self.random.chance(0.25) {
                ("中心卫生院", "Central Township Health Centre")
            } else {
                ("卫生院", "Township Health Centre")
            };
            let name = Name {
                zh: format!("{}{zh}", name.zh),
                en: format!("{} {en}", pinyin(word)),
            };
            let at = self.beside(p.town, p.at, 0.1, 0.4);
            self.put(Tier::Township, p.town, at, name);
        }
    }

    /// A centre in every sub-district and a second one in the most populous, stations in communities farthest from both.
    fn community_care(&mut self, places: &[Place]) {
        let urban: Vec<&Place> = places
            .iter()
            .filter(|p| p.settlement == Settlement::City)
            .collect();
        let mut sizes: Vec<(u32, usize)> = Vec::new();
        for (i, town) in self.towns.list.iter().enumerate() {
            if town.kind == Kind::Subdistrict {
                sizes.push((
                    urban.iter().filter(|p| p.town == i).map(|p| p.people).sum(),
                    i,
                ));
            }
        }
        sizes.sort_by_key(|(people, i)| (std::cmp::Reverse(*people), *i));
        let rounds = sizes.iter().chain(&sizes).take(CENTRES).map(|(_, i)| *i);
        let mut served: Vec<Km> = Vec::new();
        for (n, town) in rounds.enumerate() {
            let seat = self.towns.list[town].seat;
            let own = urban.iter().copied().filter(|p| p.town == town);
            let chosen = if n < sizes.len() {
                own.min_by(|a, b| a.at.distance2(seat).total_cmp(&b.at.distance2(seat)))
            } else {
                farthest(own, &served)
            };
            if let Some(p) = chosen {
                let (word, _) = &self.words[town];
                let (zh, en) = if n < sizes.len() {
                    (word.clone(), pinyin(word))
                } else {
                    (
                        p.name.zh.replace("社区", ""),
                        p.name.en.replace(" Community", ""),
                    )
                };
                let name = Name {
                    zh: format!("{zh}社区卫生服务中心"),
                    en: format!("{en} Community Health Centre"),
                };
                let at = self.beside(town, p.at, 0.05, 0.3);
                served.push(at);
                self.put(Tier::Community, town, at, name);
            }
        }
        for _ in 0..STATIONS {
            if let Some(p) = farthest(urban.iter().copied(), &served) {
                let word = p.name.zh.replace("社区", "");
                let name = Name {
                    zh: format!("{word}社区卫生服务站"),
                    en: format!("{} Community Health Station", pinyin(&word)),
                };
                let at = self.beside(p.town, p.at, 0.05, 0.25);
                served.push(at);
                self.put(Tier::Station, p.town, at, name);
            }
        }
    }

    /// None in many far villages, one in the others, then more by people and wealth (d'Hondt's method).
    fn clinics(&mut self, places: &[Place], seed: u64) {
        let villages: Vec<&Place> = places
            .iter()
            .filter(|p| p.settlement == Settlement::Village)
            .collect();
        let mut counts: Vec<usize> = Vec::with_capacity(villages.len());
        for p in &villages {
            let far = ((p.remote - 0.12) / 0.3).clamp(0.0, 1.0);
            // Whole valleys were left out, others were not; on the plain only a few corners were.
            let patch = fractal(seed, p.at, 11.0, 2);
            let none = 0.02 + (1.6 * patch - 0.2).max(0.0) + far * (0.95 + 0.7 * patch).max(0.0);
            counts.push(usize::from(!self.random.chance(none)));
        }
        let wealth: Vec<f64> = villages
            .iter()
            .map(|p| {
                f64::from(p.people) * (1.0 - 0.9 * p.remote).max(0.1) * self.random.range(0.6, 1.4)
            })
            .collect();
        let total: usize = counts.iter().sum();
        for _ in total..CLINICS {
            let mut best = (0.0, 0);
            for (i, count) in counts.iter().enumerate() {
                let claim = wealth[i] / (count + 1) as f64;
                if (1..4).contains(count) && claim > best.0 {
                    best = (claim, i);
                }
            }
            counts[best.1] += 1;
        }
        for (p, count) in villages.iter().zip(counts) {
            let mut own: Vec<Km> = Vec::new();
            for number in 1..=count {
                // The first stands in the village; the others in its outlying hamlets.
                let at = if number == 1 {
                    self.beside(p.town, p.at, 0.06, 0.32)
                } else {
                    let mut at = self.beside(p.town, p.at, 0.55, 1.25);
                    for _ in 0..8 {
                        if own.iter().all(|o| o.distance(at) > 0.6) {
                            break;
                        }
                        at = self.beside(p.town, p.at, 0.55, 1.25);
                    }
                    at
                };
                own.push(at);
                let which = ["", "第二", "第三", "第四"][number - 1];
                let zh = format!("{}{which}卫生室", p.name.zh);
                let en = if number == 1 {
                    format!("{} Clinic", p.name.en)
                } else {
                    format!("{} Clinic No. {number}", p.name.en)
                };
                self.put(Tier::Clinic, p.town, at, Name { zh, en });
            }
        }
    }
}

/// The place nearest to a point among those that pass.
fn nearest(places: &[Place], near: Km, pass: impl Fn(&Place) -> bool) -> Option<&Place> {
    places
        .iter()
        .filter(|p| pass(p))
        .min_by(|a, b| a.at.distance2(near).total_cmp(&b.at.distance2(near)))
}

/// The place whose nearest point of care is farthest, the first of equals.
fn farthest<'a>(places: impl Iterator<Item = &'a Place>, served: &[Km]) -> Option<&'a Place> {
    let mut best: Option<(f64, &Place)> = None;
    for p in places {
        let d = served
            .iter()
            .map(|s| s.distance2(p.at))
            .fold(f64::INFINITY, f64::min);
        if best.is_none_or(|(most, _)| d > most) {
            best = Some((d, p));
        }
    }
    best.map(|(_, p)| p)
}
