//! The report says what the lists say, in both languages, for whatever data.

use super::*;
use crate::base::{LonLat, Metres};
use crate::map::report::{Picture, Section, html, picture, sheets};
use crate::map::{Ground, SceneRequest, build, fixture, legend::legend};
use crate::model::{
    FacilityRef, Filter, MapLook, Scenario, ShareClasses, Status, Warning, WarningCode,
};
use std::sync::Arc;

struct Case {
    name: &'static str,
    dataset: Dataset,
    coverage: Coverage,
    spec: AnalysisSpec,
    edits: Vec<Edit>,
}

fn case(name: &'static str, (dataset, coverage): (Dataset, Coverage)) -> Case {
    let spec = AnalysisSpec {
        reach: Reach::Uniform(fixture::RADIUS),
        ..AnalysisSpec::default()
    };
    Case {
        name,
        dataset,
        coverage,
        spec,
        edits: Vec::new(),
    }
}

fn answered(dataset: Dataset) -> (Dataset, Coverage) {
    let coverage = fixture::coverage(&dataset);
    (dataset, coverage)
}

/// The data that a report must survive.
fn cases() -> Vec<Case> {
    let county = fixture::county;
    let mut no_districts = county().0;
    no_districts.districts.clear();
    let mut no_villages = county().0;
    no_villages.villages.clear();
    let mut nobody = county().0;
    for village in &mut nobody.villages {
        village.population = None;
    }
    let mut no_gaps = county();
    no_gaps.1.gaps.clear();
    for i in 0..no_gaps.1.villages.len() {
        no_gaps.1.villages.change(i, |a| a.status = Status::Covered);
    }
    for district in &mut no_gaps.1.districts {
        (district.villages_gap, district.population_covered) = (0, district.population);
    }
    let totals = &mut no_gaps.1.totals;
    (totals.covered, totals.gap) = (totals.villages, 0);
    totals.population_covered = totals.population;
    totals.population_gap.0 = 0.0;
    let mut unsure = county();
    unsure.1.totals.borderline = 1;
    unsure.1.totals.unknown = 2;
    unsure.1.totals.population_unknown.0 = 480.0;
    let mut messy = county();
    let codes = [
        WarningCode::NullGeometry,
        WarningCode::MissingPopulation,
        WarningCode::DuplicateId,
    ];
    for row in 0..400 {
        messy.0.warnings.push(Warning {
            code: codes[row as usize % 3],
            file: "a/very/long/path/to/villages.geojson".into(),
            source_row: Some(row),
            detail: String::new(),
        });
    }
    for (i, village) in messy.0.villages.iter_mut().enumerate() {
        village.name = format!("<script>alert({i})</script> {}", "很长的村名 ".repeat(20)).into();
    }
    let mut unserved = county();
    for i in unserved.1.gaps.clone() {
        unserved.1.villages.change(i as usize, |a| {
            (a.nearest, a.distance, a.margin, a.deciding) = (None, None, None, None);
        });
    }
    let mut strict = case("strict", county());
    strict.spec.k = 2;
    strict.spec.within_unit = true;
    strict.spec.tolerance = Metres(50.0);
    strict.spec.filter = Some("name ~ \"卫生院\" and 1 < 2".into());
    assert!(Filter::parse(strict.spec.filter.as_deref().unwrap_or_default()).is_ok());
    let mut tiers = case("tiers", county());
    tiers.spec.reach = Reach::starting_point(&tiers.dataset.tiers);
    vec![
        case("county", county()),
        case("no districts", answered(no_districts)),
        case("no villages", answered(no_villages)),
        case("nobody", answered(nobody)),
        case("no gaps", no_gaps),
        case("unsure", unsure),
        case("messy", messy),
        case("unserved", unserved),
        case("nothing", (Dataset::default(), Coverage::default())),
        strict,
        tiers,
        scenario(),
    ]
}

/// A county with a site more, a facility moved and one closed.
fn scenario() -> Case {
    let mut case = case("scenario", fixture::county());
    case.edits = vec![
        Edit::Add {
            name: "Yanwei <new> clinic".into(),
            tier: "clinic".into(),
            at: LonLat::new(119.35, 34.05),
        },
        Edit::Move {
            facility: FacilityRef::Baseline(0),
            to: LonLat::new(119.06, 34.06),
        },
        Edit::Close {
            facility: FacilityRef::Baseline(2),
        },
    ];
    let scenario = Scenario {
        dataset: Arc::new(case.dataset.clone()),
        edits: case.edits.clone(),
    };
    case.coverage.facilities = scenario.facilities();
    case
}

impl Case {
    fn report(&self, lang: Lang) -> Report {
        Words::new(lang).report_of(ReportSource {
            dataset: &self.dataset,
            coverage: &self.coverage,
            areas: None,
            spec: &self.spec,
            edits: &self.edits,
            title: None,
            homes: &[],
            standard: None,
            choice: None,
        })
    }

    fn map(&self, lang: Lang) -> Picture {
        let ground = Ground::new(&self.dataset);
        let areas = Arc::new(fixture::areas(&self.coverage, self.dataset.tiers.len()));
        let look = MapLook::default();
        let classes = ShareClasses::default();
        let scene = build(SceneRequest {
            dataset: &self.dataset,
            coverage: &self.coverage,
            areas: Some(&areas),
            ground: &ground,
            share_classes: &classes,
            look: &look,
            shown: None,
        });
        let legend = legend(&self.dataset, &self.coverage, &classes);
        let words = Words::new(lang).page_words(
            &self.dataset,
            &self.coverage,
            &self.spec,
            &legend,
            &look,
            None,
        );
        picture(&scene, &look, &words)
    }

    fn html(&self, lang: Lang) -> String {
        html::render(&self.report(lang), &self.map(lang))
    }
}

const LANGS: [Lang; 3] = [Lang::En, Lang::ZhCn, Lang::Both];

/// Every text of a report.
fn texts(report: &Report) -> Vec<&Said> {
    let mut all = vec![&report.kind, &report.title, &report.subtitle];
    all.extend(&report.notices);
    all.extend(report.figures.iter().map(|f| &f.label));
    for Section { heading, blocks } in &report.sections {
        all.push(heading);
        for block in blocks {
            match block {
                Block::Lead(said) | Block::Text(said) => all.push(said),
                Block::Points(points) => all.extend(points),
                Block::Map(caption) => all.extend([&caption.text, &caption.instead]),
                Block::Chart(chart) => all.push(&chart.caption.text),
                Block::Table(table) => {
                    all.extend(table.columns.iter().map(|c| &c.head));
                    all.extend(table.note.iter().chain([&table.caption]));
                    for cell in table.rows.iter().flatten() {
                        if let Cell::Said(said) = cell {
                            all.push(said);
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn every_text_is_said_in_every_language() {
    for case in cases() {
        for lang in LANGS {
            let report = case.report(lang);
            for said in texts(&report) {
                for text in said.texts() {
                    let key = |w: &str| {
                        ["report-", "problem-", "count-", "role-"]
                            .iter()
                            .any(|k| w.starts_with(k))
                    };
                    assert!(
                        !text.split_whitespace().any(key)
                            && !text.contains("{$")
                            && !text.contains('{'),
                        "{} {lang:?}: {text}",
                        case.name
                    );
                }
                assert!(said.texts().len() <= report.langs.len());
            }
            for section in &report.sections {
                assert!(
                    !section.blocks.is_empty(),
                    "{}: {:?}",
                    case.name,
                    section.heading
                );
                assert_eq!(section.heading.texts().len(), report.langs.len());
            }
        }
    }
}

#[test]
fn a_page_of_html_asks_for_nothing_and_escapes_everything() {
    use resvg::usvg::roxmltree::{Document, ParsingOptions};
    for case in cases() {
        for lang in LANGS {
            let page = case.html(lang);
            let options = ParsingOptions {
                allow_dtd: true,
                ..ParsingOptions::default()
            };
            let document = Document::parse_with_options(&page, options).expect(case.name);
            for node in document
                .descendants()
                .filter(resvg::usvg::roxmltree::Node::is_element)
            {
                let name = node.tag_name().name();
                assert!(
                    !["script", "link", "iframe", "img", "object", "image"].contains(&name),
                    "{}: {name}",
                    case.name
                );
                for attribute in node.attributes() {
                    let asks = ["src", "href", "srcset", "action"].contains(&attribute.name());
                    assert!(!asks || attribute.value().starts_with('#'), "{attribute:?}");
                }
                if ["table", "h1", "h2"].contains(&name) {
                    let text: String = node.descendants().filter_map(|n| n.text()).collect();
                    assert!(!text.trim().is_empty(), "{}: an empty {name}", case.name);
                }
            }
            assert!(!page.contains("@import") && !page.contains("url(http"));
            assert_eq!(page, case.html(lang), "two runs differ");
        }
    }
}

#[test]
fn sheets_hold_every_report_in_two_to_four() {
    for case in cases() {
        for lang in LANGS {
            let laid = sheets::lay_out(&case.report(lang), &case.map(lang));
            let wrong = sheets::tests::wrong(&laid);
            assert!(
                wrong.is_empty(),
                "{} {lang:?}: {}",
                case.name,
                wrong.join("\n")
            );
            let most = if case.name == "messy" { 5 } else { 4 };
            assert!(
                (2..=most).contains(&laid.len()),
                "{} {lang:?}: {}",
                case.name,
                laid.len()
            );
        }
    }
}

fn lead(case: &Case, lang: Lang) -> String {
    let report = case.report(lang);
    let Some(Block::Lead(said)) = report.sections[0].blocks.first() else {
        panic!("no lead")
    };
    said.joined().replace('\u{202f}', " ")
}

#[test]
fn the_finding_is_a_sentence_for_every_outcome() {
    let all: Vec<String> = cases()
        .iter()
        .flat_map(|c| [Lang::En, Lang::ZhCn].map(|l| format!("{}: {}", c.name, lead(c, l))))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_scenario_is_said_plainly_and_its_facilities_are_named() {
    let report = scenario().report(Lang::En);
    assert_eq!(
        report.notices[0].joined(),
        "This report is about a scenario, not about the facilities as they are in the data: one site is added, one facility is moved, one facility is closed."
    );
    let said: Vec<String> = texts(&report).iter().map(|s| s.joined()).collect();
    for name in ["Yanwei <new> clinic", "Haitou Clinic", "Ganma Clinic"] {
        assert!(said.iter().any(|s| s == name), "{name}");
    }
    assert!(
        case("county", fixture::county())
            .report(Lang::En)
            .notices
            .is_empty()
    );
}

#[test]
fn bounds_of_a_share_are_rounded_outwards() {
    let case = case("county", fixture::county());
    let filler = Filler {
        words: Words::new(Lang::En),
        source: ReportSource {
            dataset: &case.dataset,
            coverage: &case.coverage,
            areas: None,
            spec: &case.spec,
            edits: &[],
            title: None,
            homes: &[],
            standard: None,
            choice: None,
        },
    };
    for (low, high, text) in [
        (0.729_41, 0.729_42, ("72.9\u{202f}%", "73.0\u{202f}%")),
        (0.5, 0.5, ("50.0\u{202f}%", "50.0\u{202f}%")),
        (0.0, 1.0, ("0.0\u{202f}%", "100\u{202f}%")),
        (0.999_99, 1.0, ("99.9\u{202f}%", "100\u{202f}%")),
    ] {
        let area = crate::model::AreaBounds {
            area: crate::base::SquareMetres(1e6),
            low,
            high,
        };
        let (a, b) = filler.bounds(area);
        assert_eq!((a.as_str(), b.as_str()), text);
    }
}

#[test]
fn a_standard_has_its_sections_in_every_language_without_a_leftover() {
    let example = crate::model::standard::example::example();
    let case = case("county", fixture::county());
    for lang in [Lang::En, Lang::ZhCn, Lang::Both] {
        let report = Words::new(lang).report_of(ReportSource {
            dataset: &case.dataset,
            coverage: &case.coverage,
            areas: None,
            spec: &case.spec,
            edits: &[],
            title: None,
            homes: &[],
            standard: Some(example.context()),
            choice: None,
        });
        let said = format!("{report:?}");
        for leftover in ["std-", "NaN", "{ $"] {
            assert!(!said.contains(leftover), "{leftover}");
        }
        let page = html::render(&report, &case.map(lang));
        let headings = page.matches("<h2").count();
        assert_eq!(headings, report.sections.len());
        assert!(sheets::pdf(&report, &case.map(lang)).is_ok());
        if lang == Lang::ZhCn {
            let standard: Vec<&Section> = report
                .sections
                .iter()
                .filter(|s| {
                    format!("{s:?}").contains("柳坪村") || format!("{s:?}").contains("93.4")
                })
                .collect();
            assert!(standard.len() >= 2, "{said}");
        }
    }
}
