//! What a command line means, and what is said of a wrong one.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use super::args::{Command, CommandLine};
use super::ask::{Ask, Input};
use super::{Door, run};
use crate::base::{Date, Metres};
use crate::i18n::Lang;
use crate::model::spec::TierRadius;
use crate::model::{AnalysisSpec, Reach, RecordKind, Role, RoleColumns};

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
    let text = |c: &RoleColumns| {
        let of = |o: &Option<String>| o.clone().unwrap_or_default();
        format!("{}/{}/{}", of(&c.name), of(&c.population), of(&c.tier))
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
    assert_eq!(
        [0, 2, 3].map(|i| text(&files[i].columns)),
        ["FN//", "//", "//"]
    );
    assert_eq!(
        [0, 2, 3].map(|i| text(&files[i].anywhere)),
        ["N//T", "N/P/", "N//"]
    );
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
        "--map map.jpg",
        "--report report.docx",
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
    insta::assert_snapshot!(complaints.join("\n"), @r#"
        error: invalid value '5' for '--radius <[TIER=]DISTANCE>': a distance needs a unit: is it `5km` or `5m`?
        error: invalid value '5parsecs' for '--radius <[TIER=]DISTANCE>': `parsecs` is no unit of distance; there are m, km, mi and ft
        error: invalid value 'clinic=near' for '--radius <[TIER=]DISTANCE>': this is no distance; write one like `5km` or `800m`
        error: invalid value '-5km' for '--radius <[TIER=]DISTANCE>': a distance is at least 0 and at most half the way round the Earth (20 003.9 km)
        error: one radius is for all facilities and another for a tier; give either one radius, or one for each tier that serves
        error: there are two radii for all facilities; name a tier for each, as in `--radius clinic=3km --radius township=10km`
        error: the tier `clinic` has two radii
        error: invalid value 'tier=' for '--where <FILTER>': at character 6: a value should stand there
        error: invalid value '0' for '--k <N>': 0 is not in 1..=4294967295
        error: invalid value '50' for '--tolerance <DISTANCE>': a distance needs a unit: is it `50km` or `50m`?
        error: invalid value 'map.jpg' for '--map <PATH>': a map's name ends in .png, .svg or .pdf
        error: invalid value 'report.docx' for '--report <PATH>': a report's name ends in .pdf or .html
        error: invalid value 'a5' for '--page <PAGE>'
          [possible values: a4, a4-landscape, a3, a3-landscape]
        error: invalid value '3' for '--dpi <N>': 3 is not in 36..=1200
        error: invalid value 'fr' for '--lang <LANG>': the languages are en, zh-CN and both
        error: a value is required for '--name-field <NAME>' but none was supplied
        error: `plan.lastmile` is a project of its own: give either it, or --facilities and --villages
        error: unexpected argument '--no-such-thing' found

          tip: to pass '--no-such-thing' as a value, use '-- --no-such-thing'
        "#);
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
    insta::assert_snapshot!(complaints.join("\n"), @r#"
        error: there is nothing to analyze: give --facilities FILE and --villages FILE, or a project
        error: who needs care? --villages FILE is missing
        error: who gives care? --facilities FILE is missing
        error: the following required arguments were not provided:
          --out <DIR>
        error: a project says which columns it reads; change them in the window, or name the files with --facilities and --villages
        error: the following required arguments were not provided:
          <FILE>
        error: the following required arguments were not provided:
          --out <DIR>
        "#);
}

#[test]
fn a_standard_without_files_is_asked_of_the_demo_and_tables_come_in_the_order_of_kinds() {
    let asked = ask("lastmile analyze --standard lianyungang --out o").expect("a question");
    assert_eq!(asked.input, Input::Demo);
    assert_eq!(asked.standard.name.as_deref(), Some("lianyungang"));
    let asked = ask(
        "lastmile analyze --facilities f --villages v --standard s.toml --records r.csv --links l.csv --units u.csv --as-of 2021-12-31 --set clinic_reach=3km --out o",
    );
    let standard = asked.expect("a question").standard;
    let kinds: Vec<Option<RecordKind>> = standard.records.iter().map(|r| r.kind).collect();
    assert_eq!(
        kinds,
        [Some(RecordKind::Units), Some(RecordKind::Links), None]
    );
    assert_eq!(standard.as_of, Date::from_ymd(2021, 12, 31));
    assert_eq!(
        standard.set,
        [("clinic_reach".to_owned(), "3km".to_owned())]
    );
}

#[test]
fn tables_without_a_standard_and_days_and_parameters_that_are_none_are_wrong() {
    for line in [
        "lastmile analyze --facilities f --villages v --units u.csv --out o",
        "lastmile analyze --standard lianyungang --units u.csv --out o",
        "lastmile analyze --standard lianyungang --as-of yesterday --out o",
        "lastmile analyze --standard lianyungang --as-of 2021-02-30 --out o",
        "lastmile analyze --standard lianyungang --set clinic_reach --out o",
        "lastmile analyze --standard lianyungang --districts d --out o",
    ] {
        assert_eq!(run(words(line)), Door::Done(2), "{line}");
    }
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
fn a_standard_is_listed_shown_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("my.toml");
    let check = format!("lastmile standard check '{}'", file.display());
    assert_eq!(run(words(&check)), Door::Done(3), "no such file");
    std::fs::write(&file, "format = \"lastmile-standard-1\"\nid = \"Mine\"\n").expect("written");
    assert_eq!(run(words(&check)), Door::Done(3), "mistakes");
    let national = crate::io::standard::find("national").expect("shipped");
    std::fs::write(&file, national.text.as_bytes()).expect("written");
    for (line, code) in [
        (check.as_str(), 0),
        ("lastmile standard list --lang zh-CN", 0),
        ("lastmile standard show hebei", 0),
        ("lastmile standard schema", 0),
        ("lastmile standard show nowhere", 3),
        ("lastmile standard", 2),
    ] {
        assert_eq!(run(words(line)), Door::Done(code), "{line}");
    }
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
    insta::assert_snapshot!(analyze.render_help().to_string(), @r#"
        Find out who is beyond reach, and write tables, gaps and maps

        Usage: lastmile analyze [OPTIONS] --out <DIR> [PROJECT]

        Arguments:
          [PROJECT]  A saved project, instead of --facilities, --villages and --districts

        Options:
          -h, --help  Print help (see more with '--help')

        Input:
              --facilities <FILE>  Places that give care (may be repeated)
              --villages <FILE>    Places where people live (may be repeated)
              --districts <FILE>   Areas to sum over (may be repeated)

        Question:
              --radius <[TIER=]DISTANCE>  How far care reaches: `5km` for all, or `TIER=5km` for each tier
                                          that serves (m, km, mi, ft)
              --where <FILTER>            Only facilities that pass this filter serve, e.g. `tier = township
                                          and beds >= 10`
              --within-unit               Only facilities of the village's own district serve
              --k <N>                     A village is covered when this many facilities are within reach
              --tolerance <DISTANCE>      Mark as borderline what lies this near the edge of the reach

        Standard:
              --standard <NAME|FILE>  Hold the data against a standard: lianyungang, fuxin, weinan, handan,
                                      hebei, national, or a .toml file
              --units <FILE>          A table of units: code, name, level, parent, population … (.csv,
                                      .xlsx; may be repeated)
              --links <FILE>          A table of links: from, to, kind, since, until … (may be repeated)
              --indicators <FILE>     A table of reported figures: of, indicator, date, n, total, percent …
                                      (may be repeated)
              --attributes <FILE>     A table of more attributes of facilities or villages, by id, code or
                                      name (may be repeated)
              --records <FILE>        A table of records of any kind, which its columns tell (may be
                                      repeated)
              --as-of <YYYY-MM-DD>    The day as of which is asked; the standard's own if not given
              --set <KEY=VALUE>       Turn a parameter of the standard, e.g. `clinic_reach=3km` (may be
                                      repeated)

        Columns, where the automatic choice is not right:
              --population-field <NAME>           The column of the villages' population
              --name-field <NAME>                 The column of names, in every file that has it
              --id-field <NAME>                   The column of identifiers, in every file that has it
              --tier-field <NAME>                 The column of the facilities' tier
              --facilities.name-field <NAME>      The same for the facilities alone
              --facilities.id-field <NAME>        The same for the facilities alone
              --facilities.tier-field <NAME>      The same, spelled in full
              --villages.name-field <NAME>        The same for the villages alone
              --villages.id-field <NAME>          The same for the villages alone
              --villages.population-field <NAME>  The same, spelled in full
              --districts.name-field <NAME>       The same for the districts alone
              --districts.id-field <NAME>         The same for the districts alone

        Output:
              --out <DIR>                  The folder for the results; it may exist
              --map <PATH>                 Also draw the gap map, .png, .svg or .pdf (may be repeated); a
                                           bare name goes into DIR
              --tables <PATH>              Also write the tables as a workbook, .xlsx; a bare name goes into
                                           DIR
              --atlas <PATH>               Also bind an atlas of all districts, a .pdf; a bare name goes
                                           into DIR
              --atlas-order <ATLAS_ORDER>  The order of the atlas [default: worst] [possible values: worst,
                                           name, file]
              --atlas-only <NAME>          Only this district in the atlas, by id or name (may be repeated)
              --atlas-gaps                 Only districts with a village beyond reach in the atlas
              --report <PATH>              Also write the report, .pdf or .html (may be repeated); a bare
                                           name goes into DIR
              --dpi <N>                    Pixels per inch of a .png map [default: 150]
              --page <PAGE>                The map's paper [default: a4-landscape] [possible values: a4,
                                           a4-landscape, a3, a3-landscape]
              --template <FILE>            What pages carry: organisation, logo, maker, date, approval,
                                           title, subtitle; a JSON file, instead of the project's own
              --lang <LANG>                Language of map, report and messages: en, zh-CN or both; the
                                           system's if not given
              --quiet                      No progress, and only errors
              --json                       Print summary.json on standard output

        Examples:
          lastmile analyze --facilities f.geojson --villages v.geojson --radius 5km --out result
          lastmile analyze --facilities f.geojson --villages v.geojson --districts d.geojson \
                   --radius clinic=2.5km --radius township=5km --where 'beds >= 10' --out result \
                   --map gap-map.png --map gap-map.svg --tables tables.xlsx \
                   --page a4-landscape --lang zh-CN
          lastmile analyze plan.lastmile --out result --json
          lastmile analyze --standard lianyungang --out result --report report.pdf
          lastmile analyze --facilities f.geojson --villages v.geojson --districts d.geojson \
                   --units units.csv --links links.csv --attributes staff.csv \
                   --standard my.toml --as-of 2021-12-31 --set clinic_reach=3km --out result

        Written into DIR, all of it or nothing: villages.csv, districts.csv, gaps.geojson,
        summary.json, the maps, the atlas, the report and the workbook; with a standard also rules.csv,
        facilities.csv, audit.csv and network.csv. What else lies in DIR is not touched.
        "#);
}
