//! What a standard of eight rules costs at the scale of a nation: checked afresh, after a parameter is turned, after an edit; and what the
//! naive way to one of its rules would cost.
//!
//! `cargo bench --bench standards` invents 600 000 villages, 50 000 facilities and 2 900 counties from a fixed seed and prints a line per
//! part. Read the ratios of one run; the machine decides the rest.
#![allow(missing_docs, reason = "a bench is no interface")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should stop")]

use std::sync::Arc;
use std::time::Instant;

use lastmile::analysis::{CheckRequest, Checker, Demand, DistrictIndex};
use lastmile::base::{LonLat, Metres, Persons, Progress, geodesic};
use lastmile::model::dataset::Layer;
use lastmile::model::register::UnitSource;
use lastmile::model::role::{LayerRoles, RoleColumns, RoleUse};
use lastmile::model::scenario::unedited;
use lastmile::model::standard::{Bilingual, Bounds, Check, Home};
use lastmile::model::table::Geometry;
use lastmile::model::{
    Cell, Dataset, Expression, Facility, FeatureTable, Level, Paged, Register, Role, Rule,
    ServingFacility, SourceInfo, SourceRow, Standard, StandardAnswer, Tier, Unit, Units, Verdict,
    Village,
};

const VILLAGES: usize = 600_000;
const FACILITIES: usize = 50_000;
/// Counties along each side, and townships along each side of a county.
const COUNTIES: [u32; 2] = [58, 50];
const TOWNSHIPS: u32 = 4;
/// Villages that the naive way is timed with.
const SAMPLE: usize = 60;

/// Numbers from a fixed seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A place, more often where others are: the middle of three is nearer to the middle than each.
    fn place(&mut self) -> (f64, f64) {
        let mut middle = || {
            let mut three = [self.next(), self.next(), self.next()];
            three.sort_by(f64::total_cmp);
            three[1]
        };
        (middle(), middle())
    }
}

fn at((x, y): (f64, f64)) -> LonLat {
    LonLat::new(100.0 + 20.0 * x, 24.0 + 14.0 * y)
}

/// The township of a place, an index into the units.
fn township((x, y): (f64, f64)) -> u32 {
    let [across, along] = COUNTIES.map(|n| n * TOWNSHIPS);
    (y * f64::from(along)) as u32 * across + (x * f64::from(across)) as u32
}

fn main() {
    let nation = Nation::invent();
    let standard = |clinic| {
        Arc::new(Standard {
            rules: rules(clinic),
            ..Standard::default()
        })
    };
    let mut checker = Checker::default();
    let (fresh, answer) = nation.timed(&mut checker, &standard(2000.0), &nation.facilities);
    println!("eight rules afresh         {fresh:9.1} ms");
    for rule in &answer.rules {
        let count = rule.whole.count.map(|n| n.to_string()).join(" ");
        println!("    pass exempt borderline unknown fail: {count}");
    }
    let mut turns: Vec<f64> = (0..=20)
        .map(|step| {
            let standard = standard(2500.0 + 50.0 * f64::from((step + 10) % 21));
            nation.timed(&mut checker, &standard, &nation.facilities).0
        })
        .collect();
    turns.sort_by(f64::total_cmp);
    let (median, longest) = (turns[turns.len() / 2], turns[turns.len() - 1]);
    println!("a radius turned            {median:9.1} ms (longest of 21: {longest:.1})");
    let (_, answer) = nation.timed(&mut checker, &standard(2500.0), &nation.facilities);
    let mut edited = nation.facilities.clone();
    edited[FACILITIES / 2].closed = true;
    let (edit, _) = nation.timed(&mut checker, &standard(2500.0), &edited);
    println!("a facility closed          {edit:9.1} ms");
    let passed = f64::from(answer.rules[0].whole.of(Verdict::Pass)) / VILLAGES as f64;
    println!("within reach of a clinic   {:9.1} %", passed * 100.0);
    let naive = nation.naive();
    println!("one of the rules, naively  {naive:9.1} ms (all pairs, from {SAMPLE} villages)");
    println!("naive / eight rules afresh {:9.1}", naive / fresh);
}

struct Nation {
    dataset: Dataset,
    register: Register,
    facilities: Paged<ServingFacility>,
    demand: Demand,
    index: DistrictIndex,
}

impl Nation {
    fn timed(
        &self,
        checker: &mut Checker,
        standard: &Arc<Standard>,
        facilities: &Paged<ServingFacility>,
    ) -> (f64, StandardAnswer) {
        let request = CheckRequest {
            dataset: &self.dataset,
            register: &self.register,
            facilities,
            demand: &self.demand,
            index: &self.index,
            as_of: None,
        };
        let start = Instant::now();
        let answer = checker
            .check(standard, &request, &Progress::new())
            .expect("nobody stops it");
        (start.elapsed().as_secs_f64() * 1000.0, answer)
    }

    /// The nearest clinic of every village by Karney's geodesic to each, from a few of them.
    fn naive(&self) -> f64 {
        let start = Instant::now();
        let nearest = |village: &Village| {
            let from = village.location.expect("a place");
            let clinics = self.dataset.facilities.iter().filter(|f| f.tier == 0);
            clinics
                .map(|f| geodesic::distance(from, f.location).0)
                .fold(f64::INFINITY, f64::min)
        };
        let every = VILLAGES / SAMPLE;
        let all: f64 = self
            .dataset
            .villages
            .iter()
            .step_by(every)
            .map(nearest)
            .sum();
        assert!(all.is_finite());
        start.elapsed().as_secs_f64() * 1000.0 * every as f64
    }

    fn invent() -> Self {
        let mut random = Random(6);
        let villages: Vec<(f64, f64)> = (0..VILLAGES).map(|_| random.place()).collect();
        let facilities: Vec<(f64, f64)> = (0..FACILITIES).map(|_| random.place()).collect();
        let mut table = FeatureTable::new(SourceInfo {
            path: "facilities".into(),
            sha256: String::new(),
            bytes: 0,
            format: "invented",
            crs: String::new(),
            encoding: "UTF-8",
            modified: None,
        });
        for place in &facilities {
            let known = random.next();
            let surgery = match known {
                k if k < 0.5 => "yes",
                k if k < 0.9 => "no",
                _ => "unknown",
            };
            let cells: [(Arc<str>, Cell); 2] = [
                ("surgery".into(), Cell::Text(surgery.into())),
                ("beds".into(), Cell::Int((random.next() * 60.0) as i64)),
            ];
            table.push_row(None, Geometry::Point(at(*place)), cells);
        }
        let row = |layer, i: usize| SourceRow {
            layer,
            row: i as u32,
        };
        let dataset = Dataset {
            layers: vec![Layer {
                table: Arc::new(table),
                roles: LayerRoles(vec![RoleUse {
                    role: Role::Facilities,
                    columns: RoleColumns::default(),
                    rows: None,
                }]),
            }],
            facilities: facilities
                .iter()
                .enumerate()
                .map(|(i, place)| Facility {
                    source: row(0, i),
                    id: i.to_string().into(),
                    name: i.to_string().into(),
                    tier: match i % 20 {
                        0 => 2,
                        1..=4 => 1,
                        _ => 0,
                    },
                    location: at(*place),
                })
                .collect(),
            villages: villages
                .iter()
                .enumerate()
                .map(|(i, place)| Village {
                    source: row(1, i),
                    id: i.to_string().into(),
                    name: i.to_string().into(),
                    location: Some(at(*place)),
                    population: Some(Persons((random.next() * 3000.0).floor())),
                })
                .collect(),
            tiers: ["clinic", "township", "county"].map(Tier::named).to_vec(),
            ..Dataset::default()
        };
        let register = Register {
            units: units(&dataset, &villages, &facilities),
            ..Register::default()
        };
        let index = DistrictIndex::new(&dataset);
        let demand = Demand::new(&dataset, &index.locate(&dataset));
        Self {
            facilities: unedited(&dataset),
            register,
            demand,
            index,
            dataset,
        }
    }
}

fn units(dataset: &Dataset, villages: &[(f64, f64)], facilities: &[(f64, f64)]) -> Units {
    let [across, along] = COUNTIES.map(|n| n * TOWNSHIPS);
    let unit = |level, number: u32, parent| Unit {
        code: number.to_string().into(),
        name: number.to_string().into(),
        name_en: None,
        level,
        parent,
        population: None,
        village_people: Persons(0.0),
        villages: 0,
        district: None,
        source: UnitSource::Derived,
    };
    let townships = across * along;
    let mut list: Vec<Unit> = (0..townships)
        .map(|t| {
            let (x, y) = (t % across / TOWNSHIPS, t / across / TOWNSHIPS);
            unit(Level::Township, t, Some(townships + y * COUNTIES[0] + x))
        })
        .collect();
    let counties = COUNTIES[0] * COUNTIES[1];
    let nation = townships + counties;
    list.extend((0..counties).map(|c| unit(Level::County, townships + c, Some(nation))));
    list.push(unit(Level::Province, nation, None));
    for (place, village) in villages.iter().zip(&dataset.villages) {
        let mut at = Some(township(*place));
        while let Some(unit) = at.and_then(|u| list.get_mut(u as usize)) {
            unit.villages += 1;
            unit.village_people.0 += village.people();
            unit.population = Some(unit.village_people);
            at = unit.parent;
        }
    }
    Units {
        list,
        of_village: villages.iter().map(|p| Some(township(*p))).collect(),
        of_facility: facilities.iter().map(|p| Some(township(*p))).collect(),
        village_of_facility: vec![None; facilities.len()],
        ..Units::default()
    }
}

fn expression(text: &str) -> Expression {
    Expression::parse(text).expect("an expression")
}

fn rule(check: Check) -> Rule {
    Rule {
        id: check.kind().to_owned(),
        name: Bilingual::default(),
        note: Bilingual::default(),
        programme: None,
        rows: Vec::new(),
        part: false,
        target: 1.0,
        deadline: None,
        exempt: Vec::new(),
        check,
        line: 0,
    }
}

fn reach(facilities: &str, within: f64, k: u32) -> Rule {
    rule(Check::WithinReach {
        villages: None,
        facilities: Some(expression(facilities)),
        within: Some(Metres(within)),
        tolerance: Metres(0.0),
        k,
        inside: None,
        then: None,
    })
}

/// Eight rules of all kinds that count and measure.
fn rules(clinic: f64) -> Vec<Rule> {
    let least = |least| Bounds {
        least: Some(least),
        most: None,
    };
    let home = Home::Register;
    vec![
        reach("tier = 'clinic'", clinic, 1),
        reach("tier = 'township'", 10_000.0, 1),
        reach("tier = 'county' AND surgery", 50_000.0, 1),
        reach("tier = 'clinic' AND beds >= 5", 5000.0, 2),
        rule(Check::ExistsPerUnit {
            level: Level::Township,
            units: None,
            facilities: Some(expression("tier = 'township'")),
            count: least(1.0),
            home,
        }),
        rule(Check::PerPopulation {
            level: Level::Township,
            units: None,
            facilities: Some(expression("tier = 'clinic'")),
            per: 3000.0,
            most_per: None,
            home,
        }),
        rule(Check::Ratio {
            level: Level::County,
            units: None,
            facilities: None,
            sum: expression("beds"),
            per: 10_000.0,
            bounds: least(2.84),
            home,
        }),
        rule(Check::Share {
            level: Some(Level::County),
            units: None,
            facilities: Some(expression("tier = 'township'")),
            condition: expression("surgery"),
            bounds: least(0.82),
        }),
    ]
}
