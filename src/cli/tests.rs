//! What a command line means, and what is said of a wrong one.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use super::args::{Command, CommandLine};
use super::ask::{Ask, Input};
use super::{Door, run};
use crate::base::Metres;
use crate::i18n::Lang;
use crate::model::spec::TierRadius;
use crate::model::{AnalysisSpec, Reach, Role};

fn words(line: &str) -> Vec<OsString> {
    // Quoted parts keep their spaces.
    let mut words = Vec::new();
    for (i, part) in line.split('\'').enumerate() {
        if i % 2 == 1 {
            words.push(part.into());
        } else {
            words.extend(part.split_whitespace().map(OsString::from));
        }
    }
    words
}

/// The question behind a command line, or the first lines of the complaint.
fn ask(line: &str) -> Result<Ask, String> {
    let parsed = CommandLine::try_parse_from(words(line)).map_err(|e| complaint(&e.to_string()))?;
    match parsed.command {
        Some(Command::Analyze(args)) => {
            Ask::new(*args).map_err(|e| format!("error: {}", e.message))
        }
        other => Err(format!("{other:?}")),
    }
}

/// What stands before the usage.
fn complaint(text: &str) -> String {
    text.split("\n\nUsage")
        .next()
        .and_then(|t| t.split("\n\nFor more").next())
        .unwrap_or_default()
        .to_owned()
}

const FILES: &str = "lastmile analyze --facilities f.geojson --villages v.geojson --out o";

#[test]
fn the_grammar_is_sound() {
    CommandLine::command().debug_assert();
}

#[test]
fn files_open_the_window() {
    for (line, files) in [
        ("lastmile", vec![]),
        (
            "lastmile a.geojson 村庄.geojson",
            vec!["a.geojson", "村庄.geojson"],
        ),
        ("lastmile plan.lastmile", vec!["plan.lastmile"]),
    ] {
        let files = files.into_iter().map(PathBuf::from).collect();
        assert_eq!(run(words(line)), Door::Window { files }, "{line}");
    }
}

#[test]
fn a_full_command_line_is_understood() {
    let line = "lastmile analyze --facilities f1 --facilities f2 --villages v --districts d --radius clinic=2.5km \
                --radius 卫生院=5公里 --where 'tier = township' --within-unit --k 2 --tolerance 50m --name-field N \
                --facilities.name-field FN --population-field P --tier-field T --out o --map a.png --map m/b.svg --dpi 150 \
                --page a3-landscape --lang zh --quiet --json";
    let ask = ask(line).expect("understood");
    let Input::Files(files) = &ask.input else {
        panic!("{:?}", ask.input)
    };
    let columns = |i: usize| {
        let c = &files[i].columns;
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        format!(
            "{}/{}/{}",
            text(&c.name),
            text(&c.population),
            text(&c.tier)
        )
    };
    assert_eq!(
        files.iter().map(|f| f.role).collect::<Vec<_>>(),
        [
            Role::Facilities,
            Role::Facilities,
            Role::Villages,
            Role::Districts
        ]
    );
    assert_eq!([0, 2, 3].map(columns), ["FN//T", "N/P/", "N//"]);
    let mut spec = AnalysisSpec::default();
    ask.changes.apply(&mut spec);
    let tier = |tier: &str, m| TierRadius {
        tier: tier.into(),
        radius: Metres(m),
    };
    assert_eq!(
        spec,
        AnalysisSpec {
            reach: Reach::ByTier(vec![tier("clinic", 2500.0), tier("卫生院", 5000.0)]),
            filter: Some("tier = township".into()),
            within_unit: true,
            k: 2,
            tolerance: Metres(50.0),
        }
    );
    assert_eq!((ask.lang, ask.quiet, ask.json), (Lang::ZhCn, true, true));
    assert_eq!(ask.maps, [PathBuf::from("a.png"), PathBuf::from("m/b.svg")]);
}

#[test]
fn a_project_keeps_what_the_command_line_does_not_say() {
    let ask = ask("lastmile analyze plan.lastmile --k 2 --out o").expect("understood");
    assert_eq!(ask.input, Input::Project("plan.lastmile".into()));
    let saved = AnalysisSpec {
        reach: Reach::Uniform(Metres(800.0)),
        within_unit: true,
        filter: Some("beds > 3".into()),
        ..AnalysisSpec::default()
    };
    let mut spec = saved.clone();
    ask.changes.apply(&mut spec);
    assert_eq!(spec, AnalysisSpec { k: 2, ..saved });
}

#[test]
fn a_wrong_command_line_says_what_is_wrong() {
    let complaints: Vec<String> = [
        "--radius 5",
        "--radius 5parsecs",
        "--radius clinic=near",
        "--radius -5km",
        "--radius 5km --radius clinic=3km",
        "--radius 5km --radius 3km",
        "--radius clinic=5km --radius clinic=3km",
        "--where tier=",
        "--k 0",
        "--tolerance 50",
        "--map map.pdf",
        "--map map.jpg",
        "--page a5",
        "--dpi 3",
        "--lang fr",
        "--name-field",
        "plan.lastmile",
        "--no-such-thing",
    ]
    .into_iter()
    .map(|more| match ask(&format!("{FILES} {more}")) {
        Ok(ask) => format!("{more}: understood as {ask:?}"),
        Err(complaint) => complaint,
    })
    .collect();
    insta::assert_snapshot!(complaints.join("\n"), @"");
}

#[test]
fn what_is_missing_is_named() {
    let complaints: Vec<String> = [
        "lastmile analyze --out o",
        "lastmile analyze --facilities f --out o",
        "lastmile analyze --villages v --out o",
        "lastmile analyze --facilities f --villages v",
        "lastmile analyze p.lastmile --name-field N --out o",
        "lastmile inspect",
        "lastmile demo",
    ]
    .into_iter()
    .map(|line| ask(line).expect_err(line))
    .collect();
    insta::assert_snapshot!(complaints.join("\n"), @"");
}

#[test]
fn a_wrong_command_line_ends_with_2_and_help_with_0() {
    for (line, code) in [
        ("lastmile analyze --out o", 2),
        (
            "lastmile analyze --facilities f --villages v --radius 5 --out o",
            2,
        ),
        ("lastmile inspect", 2),
        ("lastmile --nonsense", 2),
        ("lastmile --version", 0),
        ("lastmile analyze --help", 0),
    ] {
        assert_eq!(run(words(line)), Door::Done(code), "{line}");
    }
}

#[test]
fn an_input_that_cannot_be_used_ends_with_3_and_a_bad_place_with_4() {
    let room = tempfile::tempdir().expect("room");
    let at = |name: &str| room.path().join(name).display().to_string();
    std::fs::write(at("broken.geojson"), "{\"type\": ").expect("written");
    std::fs::write(at("p.lastmile"), "{\"lastmile\": 99}").expect("written");
    let (broken, out) = (at("broken.geojson"), at("out"));
    for (line, code) in [
        (format!("lastmile inspect '{broken}'"), 3),
        (format!("lastmile inspect '{}'", at("none.geojson")), 3),
        (
            format!("lastmile analyze --facilities '{broken}' --villages '{broken}' --out '{out}'"),
            3,
        ),
        (
            format!("lastmile analyze '{}' --out '{out}'", at("p.lastmile")),
            3,
        ),
        (
            format!("lastmile analyze --facilities f --villages v --out '{broken}'"),
            4,
        ),
        (format!("lastmile demo --out '{broken}/x'"), 4),
    ] {
        assert_eq!(run(words(&line)), Door::Done(code), "{line}");
    }
    assert!(!room.path().join("out").exists());
}

#[test]
fn the_help_names_every_option() {
    let mut command = CommandLine::command();
    command.build();
    let mut analyze = command
        .find_subcommand_mut("analyze")
        .expect("analyze")
        .clone()
        .term_width(100);
    insta::assert_snapshot!(analyze.render_help().to_string(), @"");
}
