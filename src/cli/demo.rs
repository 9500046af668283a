//! `lastmile demo`: the demo county's files; and the whole demo without a window, for a machine that has no display.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::DemoArgs;
use super::bar::Bar;
use super::failure::Failure;
use super::{interrupt, terminal};
use crate::base::Progress;
use crate::demo;
use crate::i18n::{Lang, Words};
use crate::io::geojson_out::feature_table_to_geojson;
use crate::io::output::Output;
use crate::io::records;
use crate::io::summary::Timings;
use crate::map::page::PageSpec;
use crate::session::{self, Answer, ExportRequest};

/// Carries out `lastmile demo` and gives the exit code.
pub(super) fn run(args: &DemoArgs) -> u8 {
    let words = Words::new(args.lang.unwrap_or_else(Lang::of_system));
    match write_files(&args.out) {
        Ok(files) => {
            super::analyze::tell_files(&files, &words);
            0
        }
        Err(failure) => failure.tell(&words),
    }
}

/// Runs the demo without a window: writes the county's files, the analysis and the map into `folder`, says so, and gives the exit code.
/// For a machine without a display; the lines name every file and say how to get the window.
#[must_use]
pub fn write_headless(folder: &Path) -> u8 {
    let words = Words::new(Lang::of_system());
    terminal::note(&words.t("cli-no-display"));
    let progress = Progress::new();
    interrupt::cancels(&progress);
    match headless(folder, &words, &progress) {
        Ok(()) => {
            terminal::say(&words.t("cli-open-window"));
            0
        }
        Err(failure) => failure.tell(&words),
    }
}

/// Says that files cannot be shown without a window, and what to do instead; gives the exit code.
#[must_use]
pub fn tell_no_window() -> u8 {
    let words = Words::new(Lang::of_system());
    terminal::problem(
        &words,
        &words.t("cli-no-window"),
        &words.t("cli-no-window-detail"),
        &words.t("cli-no-window-remedy"),
    );
    super::WRONG
}

fn headless(folder: &Path, words: &Words, progress: &Progress) -> Result<(), Failure> {
    let start = Instant::now();
    let bar = Bar::show(progress, *words, true);
    let mut files = write_files(folder)?;
    let opened = session::open_demo(progress)?;
    let computing = Instant::now();
    let answer = Answer::complete(&opened.baseline, &opened.state, progress)?;
    let request = ExportRequest {
        atlas: None,
        out: Some(folder.to_owned()),
        maps: vec!["gap-map.png".into(), "gap-map.svg".into()],
        tables: None,
        page: PageSpec::default(),
        words: super::analyze::page_words(words, &answer),
        report: None,
        messages: super::analyze::messages(words, &opened),
        standard: words.standard_messages(answer.standard_context().as_ref()),
        timings: Timings {
            read: opened.read_ms,
            index: opened.index_ms,
            analyze: computing.elapsed().as_secs_f64() * 1000.0,
            write: 0.0,
            total: start.elapsed().as_secs_f64() * 1000.0,
        },
    };
    files.extend(session::export(&answer, &request, progress)?.files);
    drop(bar);
    super::analyze::tell_answer(&answer, &files, words);
    Ok(())
}

/// Writes the county's files. They say in both languages that they are invented, so that their bytes do not depend on the user's.
fn write_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut output = Output::begin(folder)?;
    let county = demo::county();
    let note = Words::new(Lang::Both).t("invented-data");
    for (name, table) in [
        ("facilities", &county.facilities),
        ("villages", &county.villages),
        ("districts", &county.districts),
        ("roads", &county.roads),
        ("rivers", &county.rivers),
    ] {
        let bytes = feature_table_to_geojson(table, name, &note);
        output.put(format!("{name}.geojson"), |file| file.write_all(&bytes))?;
    }
    for (name, _, table) in &county.records {
        output.put(*name, |file| records::write(table, file))?;
    }
    Ok(output.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{DistrictIndex, register};
    use crate::model::register::{Level, RecordTable};
    use crate::model::{Column, Register};

    fn demo_register() -> Register {
        let opened = session::open_demo(&Progress::new()).expect("the demo");
        let dataset = &opened.baseline.dataset;
        let index = DistrictIndex::new(dataset);
        let records: Vec<RecordTable> = demo::county()
            .records
            .into_iter()
            .map(|(_, kind, table)| RecordTable {
                table: table.into(),
                kind,
            })
            .collect();
        register(dataset, &index, &index.locate(dataset), &records)
    }

    #[test]
    fn every_row_of_the_demo_joins_and_everybody_has_a_home() {
        let register = demo_register();
        for (join, record) in register.joins.iter().zip(&register.tables) {
            assert!(join.lost.is_empty(), "{:?}: {:?}", record.kind, join.lost);
            assert_eq!(join.by_code, join.rows, "{:?}", record.kind);
        }
        let units = &register.units;
        let counts = [
            (Level::Township, 110),
            (Level::County, 6),
            (Level::City, 1),
            (Level::Province, 0),
            (Level::Consortium, 6),
            (Level::Grid, 30),
        ];
        for (level, count) in counts {
            assert_eq!(units.of_level(level).count(), count, "{level:?}");
        }
        let city = units.of_level(Level::City).next();
        let in_city = |unit: &Option<u32>| units.at_level(*unit, Level::City) == city;
        assert!(units.of_village.iter().all(in_city) && units.of_facility.iter().all(in_city));
        let township = |unit: &Option<u32>| units.at_level(*unit, Level::Township).is_some();
        assert!(units.of_village.iter().all(township) && units.of_facility.iter().all(township));
        let homes = units.village_of_facility.iter().flatten().count();
        assert!(homes >= 1714 + 91, "{homes}");
    }

    #[test]
    fn tables_that_were_written_are_read_back_as_they_were() {
        for (name, kind, table) in demo::county().records {
            let mut bytes = Vec::new();
            records::write(&table, &mut bytes).expect("written");
            let again = records::read_bytes(Path::new(name), &bytes, &Progress::new());
            let again = again.expect("a table");
            assert!(again.warnings.is_empty(), "{name}: {:?}", again.warnings);
            assert_eq!(records::recognise(&again), Some(kind), "{name}");
            assert_eq!(
                (again.len(), again.source.format, again.source.encoding),
                (table.len(), table.source.format, table.source.encoding)
            );
            for (a, b) in table.columns.iter().zip(&again.columns) {
                assert_eq!(a.name, b.name);
                assert_eq!(a.kind(), b.kind(), "{name} {}", a.name);
                let cells = |c: &Column| (0..c.len()).map(|row| c.get(row)).collect::<Vec<_>>();
                assert_eq!(cells(a), cells(b), "{name} {}", a.name);
            }
            assert_eq!(table.columns.len(), again.columns.len());
        }
    }
}
