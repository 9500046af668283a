//! What a standard's file says, what is wrong with one, and that the shipped ones and the documentation are sound.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::base::Metres;
use crate::model::Level;
use crate::model::standard::{Check, Computed, Quantity};
use crate::model::{Expression, ExpressionProblem};

const HEAD: &str = "format = \"lastmile-standard-1\"\nid = \"mine\"\nname = \"Mine\"\n";

fn choice(text: &str, turned: &[(&str, &str)]) -> StandardChoice {
    StandardChoice {
        text: text.into(),
        origin: "mine.toml".into(),
        turned: turned
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        as_of: None,
    }
}

/// The standard of a text that follows the usual head, whose lines it counts from 4.
fn good(text: &str) -> Standard {
    parse(&choice(&format!("{HEAD}{text}"), &[])).unwrap_or_else(|e| panic!("{:#?}", e.problems))
}

fn bad(text: &str) -> Vec<StandardProblem> {
    let read = parse(&choice(&format!("{HEAD}{text}"), &[]));
    read.expect_err(text).problems
}

/// The lines and mistakes of a text.
fn mistakes(text: &str) -> Vec<(u32, Mistake)> {
    bad(text).into_iter().map(|p| (p.line, p.mistake)).collect()
}

fn only(text: &str) -> (u32, Mistake) {
    let mut list = mistakes(text);
    assert_eq!(list.len(), 1, "{list:#?}");
    list.remove(0)
}

#[test]
fn the_shipped_standards_are_sound_and_name_everything_in_both_languages() {
    for shipped in &SHIPPED {
        let read = parse(&find(shipped.id).expect("shipped"));
        let standard = read.unwrap_or_else(|e| panic!("{}: {:#?}", shipped.id, e.problems));
        assert_eq!(standard.id, shipped.id);
        assert!(!standard.citations.is_empty() && !standard.rules.is_empty());
        let names = standard
            .rules
            .iter()
            .flat_map(|r| [&r.name, &r.note])
            .chain(standard.reported.iter().map(|r| &r.name))
            .chain(standard.parameters.iter().map(|p| &p.name))
            .chain(standard.programmes.iter().map(|(_, name)| name))
            .chain([&standard.name, &standard.about]);
        for name in names.filter(|n| !n.en.is_empty()) {
            assert!(
                name.en != name.zh && name.zh.chars().any(|c| c > '\u{2e80}'),
                "{name:?}"
            );
            assert!(name.en.chars().all(|c| c < '\u{2e80}'), "{name:?}");
        }
        assert!(standard.rules.iter().all(|r| !r.name.en.is_empty()));
    }
}

#[test]
fn each_row_of_the_programmes_is_answered_by_a_rule() {
    let mut rows = BTreeSet::new();
    for shipped in &SHIPPED {
        let standard = parse(&find(shipped.id).expect("shipped")).expect("sound");
        rows.extend(standard.rules.iter().flat_map(|r| r.rows.clone()));
    }
    assert_eq!(rows, (1..=63).collect());
}

#[test]
fn the_reported_figures_stand_as_the_documents_print_them() {
    let standard = |id: &str| parse(&find(id).expect("shipped")).expect("sound");
    let figure = |id: &str, key: &str| {
        let standard = standard(id);
        let found = standard.reported.iter().find(|r| &*r.figure.key == key);
        found.unwrap_or_else(|| panic!("{key}")).clone()
    };
    let centres = figure("handan", "thcs-standard").figure;
    let share = centres.share.expect("a percentage");
    assert_eq!(
        (centres.n, share.percent, share.decimals),
        (Some(200.0), 93.4, 1)
    );
    let vehicles = figure("handan", "test-vehicles");
    assert_eq!(
        (vehicles.each, vehicles.part_of.as_deref()),
        (true, Some("counties"))
    );
    let tcm = figure("lianyungang", "tcm")
        .figure
        .share
        .expect("a percentage");
    assert_eq!((tcm.percent, tcm.decimals, tcm.at_least), (95.0, 0, true));
    assert_eq!(figure("lianyungang", "gps-per-10000").figure.n, Some(2.84));
    let handan = standard("handan");
    assert_eq!(handan.programmes.len(), 3);
    assert!(handan.rules.iter().all(|r| r.programme.is_some()));
}

#[test]
fn each_block_of_the_documentation_can_be_read() {
    for (name, text) in [
        ("standards.md", include_str!("../../../docs/standards.md")),
        (
            "standards.zh-CN.md",
            include_str!("../../../docs/standards.zh-CN.md"),
        ),
    ] {
        let mut blocks = 0;
        for piece in text.split("```toml\n").skip(1) {
            let block = piece.split("```").next().unwrap_or_default();
            let whole = if block.contains("format =") {
                block.to_owned()
            } else {
                format!("{HEAD}{block}")
            };
            if let Err(e) = parse(&choice(&whole, &[])) {
                panic!("{name}: {block}\n{:#?}", e.problems);
            }
            blocks += 1;
        }
        assert!(blocks >= 15, "{name}: {blocks}");
    }
}

#[test]
fn the_documentation_names_each_key_and_kind() {
    for text in [
        include_str!("../../../docs/standards.md"),
        include_str!("../../../docs/standards.zh-CN.md"),
    ] {
        let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
        let mut keys = BTreeSet::new();
        named(&schema, &mut keys);
        for key in keys {
            let ways = [
                format!("`{key}`"),
                format!("\"{key}\""),
                format!("\n{key} ="),
                format!(" {key} ="),
            ];
            assert!(ways.iter().any(|way| text.contains(way)), "{key}");
        }
    }
}

/// All keys and words of a schema.
fn named(schema: &serde_json::Value, keys: &mut BTreeSet<String>) {
    use serde_json::Value;
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            keys.extend(
                object
                    .get("const")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            object.values().for_each(|v| named(v, keys));
        }
        Value::Array(list) => list.iter().for_each(|v| named(v, keys)),
        _ => {}
    }
}

#[test]
fn the_schema_says_what_may_stand_where() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
    assert_eq!(
        schema["properties"]["format"]["const"],
        "lastmile-standard-1"
    );
    let kinds = schema["properties"]["rule"]["items"]["oneOf"]
        .as_array()
        .expect("kinds");
    assert_eq!(kinds.len(), 10);
    let reach = &kinds[0]["properties"];
    assert_eq!(reach["kind"]["const"], "within-reach");
    assert!(
        reach["within"]["description"]
            .as_str()
            .is_some_and(|d| d.contains("speed"))
    );
    assert!(!schema.to_string().contains("null") && !schema.to_string().contains("$ref"));
}

#[test]
fn a_rule_is_read_with_all_that_it_says() {
    let standard = good(
        "[parameters.near]\nvalue = \"2km\"\nname = \"Near\"\nbounds = [\"1km\", \"5km\"]\n\
         [[rule]]\nid = \"a\"\nkind = \"within-reach\"\nname = { zh = \"甲\" }\nvillages = \"population > 800\"\n\
         facilities = \"tier = '村卫生室'\"\nwithin = \"$near\"\ntolerance = \"50m\"\nk = 2\ntarget = \"95%\"\n\
         deadline = 2020-12-31\nrows = [8, 9]\nexcept = \"joint IS NOT NULL\"\n\
         [[rule.exempt]]\nlinked = \"Serves\"\nreason = \"shared\"\n",
    );
    let rule = &standard.rules[0];
    assert_eq!(
        (rule.line, rule.target, rule.rows.as_slice()),
        (8, 0.95, [8, 9].as_slice())
    );
    assert_eq!((rule.name.en.as_str(), rule.name.zh.as_str()), ("甲", "甲"));
    assert_eq!(
        rule.deadline.map(|d| d.to_string()).as_deref(),
        Some("2020-12-31")
    );
    assert_eq!(rule.exempt.len(), 2);
    assert_eq!(rule.exempt[1].linked.as_deref(), Some("serves"));
    let Check::WithinReach {
        within,
        k,
        tolerance,
        villages,
        ..
    } = &rule.check
    else {
        panic!("{:?}", rule.check)
    };
    assert_eq!(
        (*within, *k, *tolerance),
        (Some(Metres(2000.0)), 2, Metres(50.0))
    );
    assert_eq!(
        villages.as_ref().map(Expression::text),
        Some("population > 800")
    );
    let near = &standard.parameters[0];
    assert_eq!(
        (near.quantity, near.bounds),
        (Quantity::Distance, Some((1000.0, 5000.0)))
    );
}

#[test]
fn a_parameter_without_a_name_is_called_by_its_key_and_a_wrong_one_is_told_once() {
    let rule = "[[rule]]\nid = \"a\"\nkind = \"share\"\nname = \"A\"\ncondition = \"surgery\"\nat_least = \"$part\"\n";
    let standard = good(&format!("[parameters.part]\nvalue = \"60%\"\n{rule}"));
    assert_eq!(standard.parameters[0].name.zh, "part");
    let found = mistakes(&format!("[parameters.part]\nworth = \"60%\"\n{rule}"));
    assert!(found.iter().all(|(line, _)| *line < 7), "{found:#?}");
    // A standard that asks nothing is none.
    assert!(matches!(mistakes("")[..], [(_, Mistake::SomeOf { .. })]));
}

#[test]
fn each_kind_becomes_its_check() {
    let standard = good(
        "[[rule]]\nid = \"a\"\nkind = \"exists-per-unit\"\nname = \"A\"\nlevel = \"township\"\nhome = \"location\"\n\
         [[rule]]\nid = \"b\"\nkind = \"per-population\"\nname = \"B\"\nlevel = \"township\"\nper = 100_000\nmost_per = 30000\n\
         [[rule]]\nid = \"c\"\nkind = \"ratio\"\nname = \"C\"\nlevel = \"county\"\nsum = \"gps\"\nat_least = 2.84\n\
         [[rule]]\nid = \"d\"\nkind = \"share\"\nname = \"D\"\ncondition = \"surgery\"\nat_least = \"82%\"\n\
         [[rule]]\nid = \"e\"\nkind = \"attribute-minimum\"\nname = \"E\"\nvalue = \"ambulances\"\n\
         [[rule]]\nid = \"f\"\nkind = \"linked\"\nname = \"F\"\nlink = \"manages\"\ndirection = \"from\"\nat_most = 1\nat_least = 1\n\
         [[rule]]\nid = \"g\"\nkind = \"reported-agrees\"\nname = \"G\"\nindicator = \"gps\"\ncomputed = { sum = \"gps\" }\nat_least = \"90%\"\n\
         [[rule]]\nid = \"h\"\nkind = \"any-of\"\nname = \"H\"\nrules = [\"b\", \"a\"]\n\
         [[rule]]\nid = \"i\"\nkind = \"within-reach\"\nname = \"I\"\nwithin = \"15min\"\nspeed = \"4km/h\"\n",
    );
    let kinds: Vec<&str> = standard.rules.iter().map(|r| r.check.kind()).collect();
    assert_eq!(
        kinds,
        [
            "exists-per-unit",
            "per-population",
            "ratio",
            "share",
            "attribute-minimum",
            "linked",
            "reported-agrees",
            "any-of",
            "within-reach"
        ]
    );
    let checks: Vec<&Check> = standard.rules.iter().map(|r| &r.check).collect();
    assert!(
        matches!(checks[0], Check::ExistsPerUnit { level: Level::Township, count, .. } if count.least == Some(1.0))
    );
    assert!(
        matches!(checks[1], Check::PerPopulation { per, most_per: Some(most), .. } if (*per, *most) == (1e5, 3e4))
    );
    assert!(
        matches!(checks[2], Check::Ratio { per, bounds, .. } if (*per, bounds.least) == (1e4, Some(2.84)))
    );
    assert!(matches!(checks[3], Check::Share { bounds, .. } if bounds.least == Some(0.82)));
    assert!(
        matches!(checks[5], Check::Linked { incoming: true, count, .. } if count.most == Some(1.0))
    );
    assert!(
        matches!(checks[6], Check::ReportedAgrees { computed: Some(Computed::Sum { .. }), bounds, .. } if bounds.least == Some(0.9))
    );
    assert_eq!(checks[7], &Check::AnyOf(vec![1, 0]));
    assert!(
        matches!(checks[8], Check::WithinReach { within: Some(Metres(m)), .. } if (m - 1000.0).abs() < 1e-9)
    );
}

const TURNABLE: &str = "[parameters.near]\nvalue = \"2km\"\nname = \"Near\"\n[parameters.people]\nvalue = 800\nname = \"People\"\n\
    [[rule]]\nid = \"a\"\nkind = \"within-reach\"\nname = \"A\"\nvillages = \"population > $people AND name <> '$people'\"\nwithin = \"$near\"\n";

#[test]
fn what_is_turned_takes_the_place_of_what_the_file_says() {
    let text = format!("{HEAD}{TURNABLE}");
    let within = |turned: &[(&str, &str)]| {
        let standard = parse(&choice(&text, turned)).expect("sound");
        match &standard.rules[0].check {
            Check::WithinReach {
                within, villages, ..
            } => (
                within.expect("a distance").0,
                villages.as_ref().expect("a condition").text().to_owned(),
                standard.parameters[0].value.clone(),
            ),
            other => panic!("{other:?}"),
        }
    };
    let condition = |n: u32| format!("population > {n} AND name <> '$people'");
    assert_eq!(within(&[]), (2000.0, condition(800), "2km".to_owned()));
    assert_eq!(
        within(&[("near", "3km"), ("people", "500")]),
        (3000.0, condition(500), "3km".to_owned())
    );
    let wrong = |turned: &[(&str, &str)]| {
        let e = parse(&choice(&text, turned)).expect_err("wrong");
        (e.problems[0].line, e.problems[0].mistake.clone())
    };
    let (line, mistake) = wrong(&[("near", "3")]);
    assert!(
        line == 4
            && matches!(
                mistake,
                Mistake::TurnedWrong {
                    wanted: Wording::Distance,
                    ..
                }
            )
    );
    let (line, mistake) = wrong(&[("neer", "3km")]);
    assert!(
        line == 0
            && matches!(mistake, Mistake::Unnamed { what: Named::Parameter, nearest: Some(n), .. } if n == "near")
    );
}

#[test]
fn every_mistake_is_told_with_its_line_and_its_rule() {
    let problems = bad(
        "[[rule]]\nid = \"a\"\nkind = \"within-reach\"\nname = \"A\"\nwhithin = \"2km\"\nwithin = 2\nfacilities = \"tier = clinic\"\n\
         [[rule]]\nid = \"a\"\nkind = \"exists-per-unit\"\nname = \"B\"\nlevel = \"contry\"\n\
         [[rule]]\nid = \"c\"\nkind = \"share\"\ncondition = \"surgery\"\nat_least = \"182%\"\n",
    );
    let told: Vec<_> = problems
        .iter()
        .map(|p| (p.line, p.rule.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (8, Some("a")),
            (9, Some("a")),
            (10, Some("a")),
            (12, Some("a")),
            (15, Some("a")),
            (16, Some("c")),
            (20, Some("c"))
        ]
    );
    let m: Vec<&Mistake> = problems.iter().map(|p| &p.mistake).collect();
    assert!(matches!(m[0], Mistake::UnknownKey { nearest: Some(n), .. } if n == "within"));
    assert!(matches!(
        m[1],
        Mistake::NotA {
            wanted: Wording::DistanceOrTime,
            ..
        }
    ));
    assert!(matches!(
        m[2],
        Mistake::Expression {
            problem: ExpressionProblem { at: 8, .. },
            ..
        }
    ));
    assert!(matches!(m[3], Mistake::Twice { first: 5, .. }));
    assert!(matches!(m[4], Mistake::UnknownWord { nearest: Some(n), .. } if n == "county"));
    assert!(matches!(m[5], Mistake::MissingKey { key } if key == "name"));
    assert!(matches!(m[6], Mistake::OutOfRange { .. }));
}

#[test]
fn what_is_named_must_be_there() {
    let (line, mistake) = only(
        "[[rule]]\nid = \"near\"\nkind = \"share\"\nname = \"A\"\ncondition = \"x\"\nat_least = \"1%\"\n\
         [[rule]]\nid = \"b\"\nkind = \"any-of\"\nname = \"B\"\nrules = [\"near\", \"neer\"]\n",
    );
    assert_eq!(line, 14);
    assert!(
        matches!(mistake, Mistake::Unnamed { what: Named::Rule, nearest: Some(n), .. } if n == "near")
    );
    let (line, mistake) = only(
        "[[rule]]\nid = \"b\"\nkind = \"share\"\nname = \"B\"\nprogramme = \"x\"\ncondition = \"y\"\nat_most = \"5%\"\n",
    );
    assert!(
        line == 8
            && matches!(
                mistake,
                Mistake::Unnamed {
                    what: Named::Programme,
                    ..
                }
            )
    );
    let (line, mistake) = only("[[reported]]\nkey = \"a\"\nname = \"A\"\nn = 1\npart_of = \"b\"\n");
    assert!(
        line == 8
            && matches!(
                mistake,
                Mistake::Unnamed {
                    what: Named::Figure,
                    ..
                }
            )
    );
    let (line, mistake) = only("scope = \"level = $lvl\"\n");
    assert!(line == 4 && matches!(mistake, Mistake::UnknownParameter { .. }));
}

#[test]
fn a_list_that_is_misspelled_is_named() {
    let (line, mistake) = only("[[rules]]\nid = \"a\"\n");
    assert_eq!(line, 4);
    assert!(matches!(mistake, Mistake::UnknownKey { nearest: Some(n), .. } if n == "rule"));
}

#[test]
fn rules_that_are_made_of_each_other_are_told_once() {
    let of = |id: &str, parts: &str| {
        format!("[[rule]]\nid = \"{id}\"\nkind = \"all-of\"\nname = \"N\"\nrules = [{parts}]\n")
    };
    let text = format!(
        "{}{}{}",
        of("a", "\"b\""),
        of("b", "\"c\""),
        of("c", "\"b\"")
    );
    let (line, mistake) = only(&text);
    assert_eq!(line, 9);
    assert_eq!(
        mistake,
        Mistake::Ring {
            rules: vec!["b".into(), "c".into()]
        }
    );
}

#[test]
fn what_must_stand_together_is_asked_for() {
    let rule = |body: &str| format!("[[rule]]\nid = \"a\"\nname = \"A\"\n{body}");
    for (body, at) in [
        ("kind = \"within-reach\"\n", 4),
        ("kind = \"within-reach\"\nwithin = \"15min\"\n", 8),
        ("kind = \"share\"\ncondition = \"x\"\n", 4),
        ("kind = \"ratio\"\nlevel = \"county\"\nsum = \"gps\"\n", 4),
        (
            "kind = \"exists-per-unit\"\nlevel = \"county\"\nat_least = 2\nat_most = 1\n",
            10,
        ),
        ("kind = \"any-of\"\nrules = []\n", 4),
        (
            "kind = \"reported-agrees\"\nindicator = \"x\"\ncomputed = { sum = \"a\", count = \"b\" }\n",
            4,
        ),
        (
            "kind = \"within-reach\"\nwithin = \"1km\"\n[[rule.exempt]]\nreason = \"x\"\n",
            4,
        ),
        (
            "kind = \"per-population\"\nlevel = \"county\"\nper = 0\n",
            9,
        ),
        ("kind = \"nearness\"\n", 7),
        ("within = \"1km\"\n", 4),
    ] {
        let (line, mistake) = only(&rule(body));
        assert_eq!(line, at, "{body}: {mistake:?}");
    }
    for text in [
        "as_of = \"2021-13-01\"\n",
        "as_of = \"last year\"\n",
        "rule = 3\n",
        "[rule]\nid = \"a\"\n",
        "parameters = \"x\"\n",
        "[parameters.a-b]\nvalue = 1\nname = \"x\"\n",
        "[parameters.a]\nvalue = 1\nname = \"x\"\nbounds = [1]\n",
        "[parameters.a]\nvalue = 1\nname = \"x\"\nbounds = [1, \"2km\"]\n",
        "[reach]\nclinic = 3\n",
        "name = \"twice\"\n",
        "= 3\n",
    ] {
        assert_eq!(mistakes(text).len(), 1, "{text}: {:#?}", mistakes(text));
    }
}

#[test]
fn a_mark_at_the_beginning_and_other_line_ends_do_not_matter() {
    let text = format!("\u{feff}{HEAD}{TURNABLE}").replace('\n', "\r\n");
    let standard = parse(&choice(&text, &[])).expect("sound");
    assert_eq!(standard.rules[0].line, 10);
    let wrong = text.replace("2km", "2");
    assert_eq!(
        parse(&choice(&wrong, &[])).expect_err("wrong").problems[0].line,
        15
    );
}

#[test]
fn another_format_is_refused_by_name() {
    let text = HEAD.replace("standard-1", "standard-2");
    let e = parse(&choice(&text, &[])).expect_err("another format");
    assert!(
        matches!(&e.problems[0].mistake, Mistake::Format { found } if found == "lastmile-standard-2")
    );
    let nothing = parse(&choice("", &[])).expect_err("nothing");
    assert_eq!(nothing.problems.len(), 3);
}

#[test]
fn a_standard_is_found_by_key_or_path() {
    assert_eq!(find("Hebei").expect("shipped").origin, "hebei");
    let e = find("lianyungan").expect_err("no such");
    assert!(
        matches!(&e.problems[0].mistake, Mistake::NoSuchStandard { nearest: Some(n), .. } if n == "lianyungang")
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("my.toml");
    fs::write(&path, HEAD).expect("written");
    let found = find(path.to_str().expect("a path")).expect("a file");
    assert_eq!(&*found.text, HEAD);
    fs::write(&path, b"id = \"a\"\n\xff").expect("written");
    let e = find(path.to_str().expect("a path")).expect_err("no text");
    assert_eq!(
        (e.problems[0].line, &e.problems[0].mistake),
        (2, &Mistake::NotUtf8)
    );
    assert!(find(folder.path().to_str().expect("a path")).is_err());
    let table = folder.path().join("units.csv");
    fs::write(&table, "code,name\n1,A\n").expect("written");
    let e = find(table.to_str().expect("a path")).expect_err("a table");
    assert_eq!(e.problems[0].mistake, Mistake::IsTable);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn a_mangled_file_is_refused_or_read_and_never_panics(
        which in 0usize..6, cut in 0.0f64..1.0, length in 0usize..40, put in "[\\[\\]{}\"'=$a-z0-9%\n,.# 村\u{feff}\r]{0,12}"
    ) {
        let text = SHIPPED[which].text;
        let mut at = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(at) { at -= 1; }
        let mut end = (at + length).min(text.len());
        while !text.is_char_boundary(end) { end -= 1; }
        let mangled = format!("{}{put}{}", &text[..at], &text[end.max(at)..]);
        if let Err(e) = parse(&choice(&mangled, &[])) {
            prop_assert!(!e.problems.is_empty());
            let lines = mangled.lines().count() as u32 + 1;
            prop_assert!(e.problems.iter().all(|p| p.line <= lines));
        }
    }
}
