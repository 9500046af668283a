//! The page holds for any project: nothing overlaps, nothing leaves the sheet.

use std::sync::Arc;

use resvg::usvg::{Node, Options, TextChunk, Tree, roxmltree};

use super::{Lang, Words};
use crate::base::{LonLat, Metres};
use crate::map::labels::Rect;
use crate::map::legend::legend;
use crate::map::page::*;
use crate::map::style::{DARK, LIGHT, PAPER};
use crate::map::{Ground, Scene, SceneRequest, build, fixture, text};
use crate::model::look::{LayerStyle, Percent, VillageColour, VillageStyle};
use crate::model::{AnalysisSpec, Coverage, Dataset, Reach, Status};
use crate::model::{LayerKind, LookChange, MapLook, ShareClasses};

/// What a page is made of.
struct Case {
    name: &'static str,
    dataset: Dataset,
    coverage: Coverage,
    reach: Reach,
}

fn uniform() -> Reach {
    Reach::Uniform(fixture::RADIUS)
}

/// The projects that a page must survive.
fn cases() -> Vec<Case> {
    let case = |name, (dataset, coverage): (Dataset, Coverage)| Case {
        name,
        dataset,
        coverage,
        reach: uniform(),
    };
    let answered = |dataset: Dataset| {
        let coverage = fixture::coverage(&dataset);
        (dataset, coverage)
    };
    let at = LonLat::new;
    let county = fixture::county();
    let mut without_districts = county.0.clone();
    without_districts.districts.clear();
    let mut without_villages = county.0.clone();
    without_villages.villages.clear();
    let mut without_gaps = county.clone();
    for i in 0..without_gaps.1.villages.len() {
        without_gaps
            .1
            .villages
            .change(i, |a| a.status = Status::Covered);
    }
    without_gaps.1.gaps.clear();
    without_gaps.1.totals.covered = without_gaps.1.totals.villages;
    without_gaps.1.totals.gap = 0;
    let mut edge = county.clone();
    edge.1.villages.change(0, |a| a.status = Status::Borderline);
    edge.1.villages.change(1, |a| a.status = Status::Unknown);
    edge.1.totals.borderline = 1;
    edge.1.totals.unknown = 1;
    let mut nobody = county.0.clone();
    for v in &mut nobody.villages {
        v.population = None;
    }
    let one = fixture::dataset(&[""], &[], &[("Alone", 12.0, at(10.0, 50.0))], &[]);
    let many_tiers: Vec<String> = (0..24)
        .map(|i| format!("Tier number {i} with a rather long name of its own"))
        .collect();
    let many_names: Vec<&str> = many_tiers.iter().map(String::as_str).collect();
    let many_facilities: Vec<_> = (0..24u16)
        .map(|i| ("F", i, at(119.0 + f64::from(i) * 0.01, 34.1)))
        .collect();
    let crowded = fixture::dataset(
        &many_names,
        &many_facilities,
        &[("V", 10.0, at(119.3, 34.0))],
        &[(
            "A district whose name is much too long for any list, 名称过长的街道办事处及开发区",
            118.9,
            33.9,
            0.5,
        )],
    );
    let mut tiers = case("tiers", county.clone());
    tiers.reach = Reach::starting_point(&tiers.dataset.tiers);
    vec![
        case("county", county),
        tiers,
        case("across 180", fixture::across_180()),
        case("without districts", answered(without_districts)),
        case("without villages", answered(without_villages)),
        case("without gaps", without_gaps),
        case("borderline and unknown", edge),
        case("without population", answered(nobody)),
        case("one village", answered(one)),
        case("many tiers", answered(crowded)),
        case("nothing", (Dataset::default(), Coverage::default())),
    ]
}

fn scene(case: &Case) -> Scene {
    let ground = Ground::new(&case.dataset);
    let areas = Arc::new(fixture::areas(&case.coverage, case.dataset.tiers.len()));
    build(SceneRequest {
        dataset: &case.dataset,
        coverage: &case.coverage,
        areas: Some(&areas),
        ground: &ground,
        share_classes: &ShareClasses::default(),
        look: &MapLook::default(),
        shown: None,
    })
}

fn words(case: &Case, lang: Lang, title: Option<&str>) -> PageWords {
    let spec = AnalysisSpec {
        reach: case.reach.clone(),
        filter: title.map(|_| "beds >= 20 and name ~ \"中心\"".to_owned()),
        within_unit: title.is_some(),
        tolerance: Metres(if title.is_some() { 50.0 } else { 0.0 }),
        ..AnalysisSpec::default()
    };
    let legend = legend(&case.dataset, &case.coverage, &ShareClasses::default());
    Words::new(lang).page_words(
        &case.dataset,
        &case.coverage,
        &spec,
        &legend,
        &MapLook::default(),
        title,
    )
}

/// Every case in every language on every sheet, with short and very long texts.
fn pages() -> Vec<(String, PageSpec, Page)> {
    let mut pages = Vec::new();
    for case in cases() {
        let scene = scene(&case);
        for lang in [Lang::En, Lang::ZhCn, Lang::Both] {
            for (paper, landscape) in [(Paper::A4, true), (Paper::A4, false), (Paper::A3, true)] {
                for title in [None, Some("Supercalifragilistic 连云港市赣榆区乡镇卫生院与村卫生室服务可达性缺口分布图 ".repeat(4))] {
                    let spec = PageSpec {
                        paper,
                        landscape,
                        ..PageSpec::default()
                    };
                    let mut words = words(&case, lang, title.as_deref());
                    words.note = title.as_ref().map(|_| "Invented data 虚构数据".repeat(4));
                    let name = format!("{} {lang:?} {paper:?} landscape {landscape} long {}", case.name, title.is_some());
                    pages.push((name, spec, compose(&scene, &MapLook::default(), &spec, &words)));
                }
            }
        }
    }
    pages
}

/// Holds that every text stays in its part and every part on the sheet, and that none lies over another.
pub(super) fn hold_layout(name: &str, spec: &PageSpec, page: &Page) {
    for text in &page.texts {
        let part = match text.part {
            Part::Furniture => Part::Frame,
            part => part,
        };
        let mut parts = page.parts.iter().filter(|(p, _)| *p == part);
        // The numbers at the ends of a bar are centred on them; a point may stand out.
        assert!(
            parts.any(|(_, rect)| rect.grown(1.0).holds(&text.rect)),
            "{name}: {text:?} leaves its part"
        );
    }
    for (i, a) in page.texts.iter().enumerate() {
        for b in &page.texts[i + 1..] {
            assert!(
                !a.rect.grown(-0.3).overlaps(&b.rect.grown(-0.3)),
                "{name}: {a:?} over {b:?}"
            );
        }
    }
    let [w, h] = spec.points();
    let margin = spec.margin * 72.0 / 25.4;
    for (i, (part, a)) in page.parts.iter().enumerate() {
        assert!(
            Rect::new(0.0, 0.0, w, h).grown(0.5 - margin).holds(a),
            "{name}: {part:?} {a:?}"
        );
        for (other, b) in &page.parts[i + 1..] {
            assert!(
                !a.overlaps(b),
                "{name}: {part:?} {a:?} over {other:?} {b:?}"
            );
        }
    }
}

#[test]
fn no_text_leaves_its_part_no_part_leaves_the_sheet_and_none_overlap() {
    for (name, spec, page) in pages() {
        hold_layout(&name, &spec, &page);
        let [w, h] = spec.points();
        let (_, frame) = page.parts[0];
        assert!(
            frame.w * frame.h > 0.3 * w * h,
            "{name}: the map is small: {frame:?}"
        );
    }
}

fn drawn_texts(tree: &Tree) -> Vec<(String, Rect)> {
    fn collect(nodes: &[Node], into: &mut Vec<(String, Rect)>) {
        for node in nodes {
            match node {
                Node::Group(group) => collect(group.children(), into),
                Node::Text(text) => {
                    let b = text.abs_bounding_box();
                    let said = text.chunks().iter().map(TextChunk::text).collect();
                    into.push((said, Rect::new(b.x(), b.y(), b.width(), b.height())));
                }
                _ => {}
            }
        }
    }
    let mut texts = Vec::new();
    collect(tree.root().children(), &mut texts);
    texts
}

#[test]
fn texts_are_drawn_as_wide_as_they_were_measured() {
    let options = Options {
        fontdb: text::database(),
        ..Options::default()
    };
    let case = &cases()[0];
    for lang in [Lang::En, Lang::Both] {
        let page = compose(
            &scene(case),
            &MapLook::default(),
            &PageSpec::default(),
            &words(case, lang, None),
        );
        let tree = Tree::from_str(&page.svg, &options).expect("sound SVG");
        // The tree is in pixels of 1/96 inch.
        let points = 72.0 / 96.0;
        let drawn = drawn_texts(&tree);
        assert_eq!(drawn.len(), page.texts.len());
        for (text, rect) in drawn {
            let alike = page.texts.iter().filter(|t| t.text == text);
            assert!(
                alike
                    .clone()
                    .any(|t| (t.rect.w - rect.w * points).abs() < 0.03 * t.rect.w + 0.3),
                "{text}: {rect:?}, measured {:?}",
                alike.map(|t| t.rect.w).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn the_same_answer_makes_the_same_bytes() {
    let draw = || {
        let case = &cases()[0];
        let spec = PageSpec {
            dpi: 40.0,
            ..PageSpec::default()
        };
        let svg = render_svg(
            &scene(case),
            &MapLook::default(),
            &spec,
            &words(case, Lang::ZhCn, None),
        );
        (render_png(&svg, &spec).expect("png"), svg)
    };
    assert_eq!(draw(), draw());
}

#[test]
fn every_project_can_be_drawn_in_every_theme() {
    for case in cases() {
        for theme in [PAPER, LIGHT, DARK] {
            let spec = PageSpec {
                dpi: 30.0,
                theme,
                ..PageSpec::default()
            };
            let svg = render_svg(
                &scene(&case),
                &MapLook::default(),
                &spec,
                &words(&case, Lang::Both, None),
            );
            let png = render_png(&svg, &spec).expect(case.name);
            assert!(png.len() > 2000, "{}: {}", case.name, png.len());
        }
    }
}

#[test]
fn a_name_that_looks_like_markup_is_drawn_as_it_is() {
    let mut case = cases().remove(0);
    case.dataset.districts[1].name = "</text><script>&\"']]>".into();
    let svg = render_svg(
        &scene(&case),
        &MapLook::default(),
        &PageSpec::default(),
        &words(&case, Lang::En, Some("<b>&amp;")),
    );
    assert!(!svg.contains("<script>"));
    assert!(Tree::from_str(&svg, &Options::default()).is_ok());
}

#[test]
fn all_gaps_are_on_the_map_however_many() {
    let villages: Vec<_> = (0..5000u32)
        .map(|i| {
            (
                "v",
                1.0,
                LonLat::new(119.0 + f64::from(i % 83), 10.0 + f64::from(i / 83)),
            )
        })
        .collect();
    let dataset = fixture::dataset(&[""], &[("F", 0, LonLat::new(150.5, 40.5))], &villages, &[]);
    let coverage = fixture::coverage(&dataset);
    let case = Case {
        name: "many gaps",
        dataset,
        coverage,
        reach: uniform(),
    };
    let scene = scene(&case);
    let words = words(&case, Lang::En, None);
    let svg = render_svg(&scene, &MapLook::default(), &PageSpec::default(), &words);
    // Those that lie too close together share a disc: the area of all is that of each alone.
    let tree = roxmltree::Document::parse(&svg).expect("sound SVG");
    let circles = tree.descendants().filter(|n| n.attribute("cx").is_some());
    let radii = circles.filter_map(|n| n.attribute("r")?.parse::<f32>().ok());
    let drawn: f32 = radii.map(|r| r * r).sum();
    let all: f32 = scene.gaps().iter().map(|g| g.radius * g.radius).sum();
    assert_eq!(scene.gaps().len(), 5000);
    // Where they would cover the map all shrink alike, in steps of a fourth of an octave.
    let steps = -4.0 * (drawn / all).sqrt().log2();
    assert!(
        (steps - steps.round()).abs() < 0.1 && (-0.1..8.0).contains(&steps),
        "{drawn} of {all}"
    );
    assert!(svg.len() < 800_000, "{}", svg.len());
}

#[test]
fn a_small_page_looks_as_it_did() {
    let case = &cases()[0];
    insta::assert_snapshot!(render_svg(
        &scene(case),
        &MapLook::default(),
        &PageSpec::default(),
        &words(case, Lang::En, None)
    ));
}

/// A case drawn in a look, with the words of its own legend.
fn in_look(case: &Case, look: &MapLook) -> Page {
    let ground = Ground::new(&case.dataset);
    let areas = Arc::new(fixture::areas(&case.coverage, case.dataset.tiers.len()));
    let classes = ShareClasses::default();
    let scene = build(SceneRequest {
        dataset: &case.dataset,
        coverage: &case.coverage,
        areas: Some(&areas),
        ground: &ground,
        share_classes: &classes,
        look,
        shown: None,
    });
    let spec = AnalysisSpec::default();
    let words = Words::new(Lang::En);
    let words = words.page_words(
        &case.dataset,
        &case.coverage,
        &spec,
        &scene.legend,
        look,
        None,
    );
    compose(&scene, look, &PageSpec::default(), &words)
}

#[test]
fn a_page_shows_the_map_as_it_looks_and_says_what_a_filter_hides() {
    let case = &cases()[0];
    let usual = in_look(case, &MapLook::default());
    let says = |page: &Page, text: &str| page.texts.iter().any(|t| t.text.contains(text));
    assert!(says(&usual, "Area within reach") && !usual.svg.contains(" opacity="));
    let look = [
        LookChange::Show(LayerKind::Reach, false),
        LookChange::Opacity(LayerKind::Districts, Percent(40)),
        LookChange::Rename(LayerKind::Villages, Some("Villages of the plan".into())),
        LookChange::Filter(LayerKind::Villages, Some("name != Yanwei".into())),
        LookChange::Move(LayerKind::Facilities, 4),
    ]
    .into_iter()
    .fold(MapLook::default(), |look, change| look.after(change));
    let page = in_look(case, &look);
    assert!(
        !says(&page, "Area within reach"),
        "a hidden layer has no key"
    );
    assert!(page.svg.contains("opacity=\"0.4\""));
    assert!(says(&page, "Villages of the plan") && says(&page, "A filter hides 1 village"));
    let gaps = |page: &Page| page.svg.matches("<circle cx").count();
    assert_eq!(gaps(&page) + 1, gaps(&usual), "one gap is not drawn");
    // The facilities' symbols come before the districts now, after them before.
    let first = |page: &Page| {
        let of = |what: &str| page.svg.find(what).expect(what);
        of("<use ") < of("class=\"districts\"")
    };
    assert_eq!([first(&usual), first(&page)], [false, true]);
    assert!(Tree::from_str(&page.svg, &Options::default()).is_ok());
}

#[test]
fn classes_of_distance_stand_in_the_key_with_their_counts() {
    let case = &cases()[0];
    let style = LayerStyle::Villages(VillageStyle {
        colour: VillageColour::Distance,
        ..VillageStyle::default()
    });
    let page = in_look(case, &MapLook::default().after(LookChange::Style(style)));
    let key = page.texts.iter().filter(|t| t.part == Part::VillageKey);
    let key: Vec<&str> = key.map(|t| t.text.as_str()).collect();
    let between = key.iter().filter(|t| t.contains(" to ")).count();
    assert_eq!(between, 3, "{key:?}");
    let far = PAPER.distance[4].to_string();
    assert!(page.svg.contains(&far), "a colour of the farthest class");
}
