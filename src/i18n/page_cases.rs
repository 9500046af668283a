//! Pages of projects as they come: random ones, whose layout must hold, and difficult ones, to be looked at.
//!
//! With `LASTMILE_PAGES` set to a folder the difficult pages are written there as pictures.

use std::sync::Arc;

use geo::{MultiPolygon, polygon};
use proptest::prelude::*;

use super::page_tests::hold_layout;
use super::{AtlasOf, Lang, Words};
use crate::base::LonLat;
use crate::base::lonlat::wrap_longitude;
use crate::map::page::*;
use crate::map::{Ground, Scene, SceneRequest, build, fixture};
use crate::model::{AnalysisSpec, Areas, Coverage, Dataset, MapLook, Reach, ShareClasses, Status};

/// A project with its answer and picture.
struct Project {
    dataset: Dataset,
    coverage: Coverage,
    areas: Areas,
    scene: Scene,
}

impl Project {
    fn new(dataset: Dataset) -> Self {
        let coverage = fixture::coverage(&dataset);
        Self::answered(dataset, coverage)
    }

    fn answered(dataset: Dataset, coverage: Coverage) -> Self {
        let areas = fixture::areas(&coverage, dataset.tiers.len());
        let ground = Ground::new(&dataset);
        let shared = Arc::new(areas.clone());
        let scene = build(SceneRequest {
            dataset: &dataset,
            coverage: &coverage,
            areas: Some(&shared),
            ground: &ground,
            share_classes: &ShareClasses::default(),
            look: &MapLook::default(),
            shown: None,
        });
        Self {
            dataset,
            coverage,
            areas,
            scene,
        }
    }

    fn words(&self, lang: Lang, title: Option<&str>) -> PageWords {
        let spec = AnalysisSpec {
            reach: Reach::Uniform(fixture::RADIUS),
            ..AnalysisSpec::default()
        };
        let legend = &self.scene.legend;
        let look = MapLook::default();
        Words::new(lang).page_words(&self.dataset, &self.coverage, &spec, legend, &look, title)
    }

    fn page(&self, spec: &PageSpec, lang: Lang, title: Option<&str>) -> Page {
        compose(
            &self.scene,
            &MapLook::default(),
            spec,
            &self.words(lang, title),
        )
    }

    /// All sheets of its atlas.
    fn atlas(&self, spec: PageSpec, lang: Lang) -> Vec<Page> {
        let of = AtlasOf {
            dataset: &self.dataset,
            coverage: &self.coverage,
            areas: Some(&self.areas),
        };
        let page = self.words(lang, None);
        let words = Words::new(lang).atlas_words(of, page, &AtlasChoice::default());
        let look = MapLook::default();
        let atlas = Atlas::new(&self.scene, &look, spec, &words);
        (0..atlas.len()).map(|i| atlas.draw(i)).collect()
    }
}

type Place = (String, f64, [f64; 2]);

/// A random project: a place on Earth, how wide it is, villages, facilities by tier, districts side by side, names of any length.
#[derive(Debug, Clone)]
struct Any {
    corner: [f64; 2],
    span: f64,
    villages: Vec<Place>,
    facilities: Vec<(String, u16, [f64; 2])>,
    districts: Vec<String>,
    tiers: Vec<String>,
    title: Option<String>,
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,14}",
        3 => "[东西南北上下大小]{1,2}[河山沟坪湾岭]{1,2}[村镇乡县]",
        1 => "[A-Za-z ]{40,60}",
        1 => "[一-龥]{20,30}",
        1 => any::<String>(),
    ]
}

fn projects() -> impl Strategy<Value = Any> {
    let place = || [0.0..1.0f64, 0.0..1.0f64];
    let villages = prop::collection::vec((name(), 0.0..50_000.0f64, place()), 0..60);
    let facilities = prop::collection::vec((name(), 0u16..5, place()), 0..20);
    let districts = prop::collection::vec(name(), 0..16);
    let tiers = prop::collection::vec(name(), 5..=5);
    (
        [-180.0..180.0f64, -84.0..80.0f64],
        prop_oneof![0.001..0.01f64, 0.1..3.0f64, 5.0..60.0f64],
        villages,
        facilities,
        districts,
        tiers,
        prop::option::of(name()),
    )
        .prop_map(
            |(corner, span, villages, facilities, districts, tiers, title)| Any {
                corner,
                span,
                villages,
                facilities,
                districts,
                tiers,
                title,
            },
        )
}

impl Any {
    fn at(&self, [x, y]: [f64; 2]) -> LonLat {
        let lat = (self.corner[1] + y * self.span).clamp(-89.9, 89.9);
        LonLat::new(wrap_longitude(self.corner[0] + x * self.span), lat)
    }

    fn project(&self) -> Project {
        let tiers: Vec<&str> = self.tiers.iter().map(String::as_str).collect();
        let facilities: Vec<_> = self
            .facilities
            .iter()
            .map(|(name, tier, at)| (name.as_str(), *tier, self.at(*at)))
            .collect();
        let villages: Vec<_> = self
            .villages
            .iter()
            .map(|(name, people, at)| (name.as_str(), people.round(), self.at(*at)))
            .collect();
        let across = (self.districts.len() as f64).sqrt().ceil().max(1.0);
        let side = (self.span / across).min((89.0 - self.corner[1]) / across);
        let districts: Vec<_> = self
            .districts
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let (column, row) = (i as f64 % across, (i as f64 / across).floor());
                let [west, south] = self.corner;
                (
                    name.as_str(),
                    west + column * side,
                    south + row * side,
                    side,
                )
            })
            .collect();
        Project::new(fixture::dataset(&tiers, &facilities, &villages, &districts))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_layout_holds_for_random_projects(
        project in projects(),
        lang in prop_oneof![Just(Lang::En), Just(Lang::ZhCn), Just(Lang::Both)],
        paper in prop_oneof![Just(Paper::A4), Just(Paper::A3)],
        landscape in any::<bool>(),
        margin in 5.0..30.0f32,
        left_out in prop::collection::vec(0usize..7, 0..3),
    ) {
        let mut spec = PageSpec { paper, landscape, margin, ..PageSpec::default() };
        for part in left_out {
            spec.parts.set(Optional::ALL[part], false);
        }
        let made = project.project();
        let page = made.page(&spec, lang, project.title.as_deref());
        hold_layout("random", &spec, &page);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_sheet_of_a_random_atlas_holds(project in projects(), landscape in any::<bool>()) {
        let spec = PageSpec { landscape, ..PageSpec::default() };
        let made = project.project();
        for (i, page) in made.atlas(spec, Lang::Both).iter().enumerate() {
            hold_layout(&format!("sheet {i}"), &spec, page);
        }
    }
}

fn square(names: &[&str], corner: [f64; 2], side: f64) -> Vec<(String, f64, f64, f64)> {
    let across = (names.len() as f64).sqrt().ceil().max(1.0);
    let each = side / across;
    let cell = |i: usize| [i as f64 % across, (i as f64 / across).floor()];
    let named = names.iter().enumerate();
    let named = named.map(|(i, name)| {
        let [column, row] = cell(i);
        let [x, y] = [corner[0] + column * each, corner[1] + row * each];
        ((*name).to_owned(), x, y, each)
    });
    named.collect()
}

/// Villages on a grid of so many rows and columns, with people that vary.
fn grid(name: &str, corner: [f64; 2], size: [f64; 2], rows: usize, columns: usize) -> Vec<Place> {
    let cells = (0..rows * columns).map(|i| {
        let (x, y) = ((i % columns) as f64 + 0.5, (i / columns) as f64 + 0.5);
        let at = [
            corner[0] + x / columns as f64 * size[0],
            (corner[1] + y / rows as f64 * size[1]).clamp(-89.9, 89.9),
        ];
        (
            format!("{name}{i}"),
            f64::from((i * 37 % 97) as u32 * 20 + 15),
            at,
        )
    });
    cells.collect()
}

fn project(
    villages: &[Place],
    facilities: &[[f64; 2]],
    districts: &[(String, f64, f64, f64)],
) -> Project {
    let at = |[lon, lat]: [f64; 2]| LonLat::new(wrap_longitude(lon), lat);
    let villages: Vec<_> = villages
        .iter()
        .map(|(name, people, place)| (name.as_str(), *people, at(*place)))
        .collect();
    let facilities: Vec<_> = facilities
        .iter()
        .map(|p| ("乡镇卫生院", 0, at(*p)))
        .collect();
    let districts: Vec<_> = districts
        .iter()
        .map(|(name, west, south, side)| (name.as_str(), *west, *south, *side))
        .collect();
    Project::new(fixture::dataset(
        &["township"],
        &facilities,
        &villages,
        &districts,
    ))
}

/// The pages that are hard to lay out.
#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn difficult() -> Vec<(&'static str, Project)> {
    let mut all: Vec<(&'static str, Project)> = Vec::new();
    let four = |corner, side| square(&["东河镇", "西山乡", "南湾镇", "北岭乡"], corner, side);
    let county = || grid("村", [119.0, 34.0], [0.4, 0.4], 12, 12);
    let centre = [[119.1, 34.1], [119.3, 34.3]];
    let mut thin = project(
        &grid("村", [100.0, 30.0], [6.0, 0.1], 2, 60),
        &[[103.0, 30.05]],
        &[],
    );
    let strip = polygon![(x: 100.0, y: 30.0), (x: 106.0, y: 30.0), (x: 106.0, y: 30.1), (x: 100.0, y: 30.1)];
    let mut dataset = thin.dataset.clone();
    dataset.districts = fixture::dataset(&[], &[], &[], &[("狭长县", 100.0, 30.0, 0.1)]).districts;
    dataset.districts[0].shape = Arc::new(MultiPolygon::from(strip));
    dataset.districts[0].extent.east = 106.0;
    thin = Project::new(dataset);
    all.push(("a thin district", thin));
    all.push((
        "a tall one",
        project(
            &grid("村", [100.0, 20.0], [0.2, 8.0], 60, 2),
            &[[100.1, 24.0]],
            &four([100.0, 20.0], 0.2),
        ),
    ));
    all.push((
        "a tiny one",
        project(
            &grid("户", [119.0, 34.0], [0.004, 0.004], 5, 5),
            &[[119.3, 34.3]],
            &four([119.0, 34.0], 0.004),
        ),
    ));
    all.push((
        "a huge one",
        project(
            &grid("City ", [-10.0, -30.0], [100.0, 100.0], 30, 30),
            &[[40.0, 10.0]],
            &four([-10.0, -30.0], 100.0),
        ),
    ));
    all.push((
        "the whole world",
        project(
            &grid("Place ", [-180.0, -70.0], [359.0, 140.0], 20, 40),
            &[[0.0, 0.0]],
            &[],
        ),
    ));
    all.push((
        "nothing at all",
        Project::answered(Dataset::default(), Coverage::default()),
    ));
    all.push((
        "no gaps",
        project(
            &grid("村", [119.0, 34.0], [0.04, 0.04], 6, 6),
            &[[119.02, 34.02]],
            &four([119.0, 34.0], 0.04),
        ),
    ));
    all.push((
        "all gaps",
        project(&county(), &[], &four([119.0, 34.0], 0.4)),
    ));
    all.push((
        "across 180 degrees",
        project(
            &grid("Koro ", [178.8, -18.2], [2.2, 1.8], 12, 16),
            &[[179.9, -17.0]],
            &four([178.8, -18.2], 1.8),
        ),
    ));
    all.push((
        "about the north pole",
        project(
            &grid("Camp ", [-180.0, 68.0], [359.0, 16.0], 6, 40),
            &[[20.0, 78.0]],
            &[],
        ),
    ));
    all.push((
        "in the far south",
        project(
            &grid("Base ", [-70.0, -78.0], [20.0, 10.0], 8, 8),
            &[[-60.0, -72.0]],
            &four([-70.0, -78.0], 10.0),
        ),
    ));
    let long = [
        "连云港市赣榆区青口镇河东社区卫生服务中心及其下辖各村卫生室联合服务区（含开发区与盐场）之一部分，名称长达六十个字左右以检验排版效果",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Rural District",
    ];
    all.push((
        "long names",
        project(&county(), &centre, &square(&long, [119.0, 34.0], 0.4)),
    ));
    all.push((
        "three hundred gaps in one district",
        project(
            &grid("村", [119.0, 34.0], [0.4, 0.4], 15, 20),
            &[[121.0, 36.0]],
            &square(&["大县"], [119.0, 34.0], 0.4),
        ),
    ));
    let names = ["قرية الشفاء", "כפר ברא", "😀 Emoji 村 🏥"];
    all.push((
        "right to left and emoji",
        project(&county(), &centre, &square(&names, [119.0, 34.0], 0.4)),
    ));
    let mut nobody = project(&county(), &centre, &four([119.0, 34.0], 0.4)).dataset;
    for village in &mut nobody.villages {
        village.population = None;
    }
    all.push(("without population", Project::new(nobody)));
    all.push((
        "one village",
        project(&[("孤村".into(), 12.0, [119.0, 34.0])], &[], &[]),
    ));
    let same: Vec<Place> = (0..40)
        .map(|i| (format!("村{i}"), 100.0, [119.0, 34.0]))
        .collect();
    all.push((
        "forty villages at one place",
        project(&same, &[[119.2, 34.0]], &[]),
    ));
    let many: Vec<String> = (0..144).map(|i| format!("第{i}乡")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    all.push((
        "a hundred districts",
        project(&county(), &centre, &square(&many, [119.0, 34.0], 0.4)),
    ));
    let mut edge = project(&county(), &centre, &four([119.0, 34.0], 0.4));
    for i in 0..30 {
        let status = if i % 2 == 0 {
            Status::Borderline
        } else {
            Status::Unknown
        };
        edge.coverage.villages.change(i * 3, |a| a.status = status);
    }
    (
        edge.coverage.totals.borderline,
        edge.coverage.totals.unknown,
    ) = (15, 15);
    all.push((
        "borderline and unknown",
        Project::answered(edge.dataset, edge.coverage),
    ));
    all.push((
        "a square",
        project(&county(), &centre, &square(&["方县"], [119.0, 34.0], 0.4)),
    ));
    all
}

#[test]
fn twenty_difficult_pages_hold_and_can_be_drawn() {
    let folder = std::env::var_os("LASTMILE_PAGES").map(std::path::PathBuf::from);
    let pages = difficult();
    assert_eq!(pages.len(), 20);
    for (i, (name, project)) in pages.into_iter().enumerate() {
        let spec = PageSpec {
            landscape: i % 3 != 2,
            dpi: if folder.is_some() { 90.0 } else { 24.0 },
            ..PageSpec::default()
        };
        let lang = [Lang::ZhCn, Lang::En, Lang::Both][i % 3];
        let page = project.page(&spec, lang, None);
        hold_layout(name, &spec, &page);
        let png = render_png(&page.svg, &spec).expect(name);
        assert!(png.len() > 1500, "{name}: {}", png.len());
        let pdf = render_pdf(&page.svg, &spec, &project.words(lang, None)).expect(name);
        assert!(pdf.starts_with(b"%PDF-"), "{name}");
        if let Some(folder) = &folder {
            let file = format!("{:02} {name}.png", i + 1).replace(' ', "-");
            crate::io::output::write_atomic(&folder.join(file), &png)
                .expect("a folder to write to");
        }
    }
}
