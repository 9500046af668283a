//! `lastmile analyze`: open, answer, write. Every step is the hub's; this file only puts them in order and talks to the terminal.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::args::Paper;
use super::ask::{Ask, Input, SpecChanges};
use super::bar::Bar;
use super::failure::Failure;
use super::{held, terminal};
use crate::base::Progress;
use crate::i18n::Words;
use crate::io::AssembleError;
use crate::io::output::Output;
use crate::io::summary::Timings;
use crate::io::template;
use crate::map::page::{self, PageSpec, PageWords};
use crate::session::{
    self, Answer, AtlasRequest, ExportRequest, LayerRequest, OpenError, Opened, ReportRequest,
    TablesRequest,
};

/// How many warnings are printed; `summary.json` has all.
const MOST_WARNINGS: usize = 12;

/// Carries it out and gives the exit code.
pub(super) fn run(ask: &Ask, progress: &Progress) -> u8 {
    let words = Words::new(ask.lang);
    match carry_out(ask, &words, progress) {
        Ok(()) => 0,
        Err(failure) => failure.tell(&words),
    }
}

fn carry_out(ask: &Ask, words: &Words, progress: &Progress) -> Result<(), Failure> {
    let start = Instant::now();
    let bar = Bar::show(progress, *words, !ask.quiet);
    // Whether the place can be written is found out before the long work.
    drop(Output::begin(&ask.out)?);
    let template = ask.template.as_deref().map(template::read).transpose()?;
    let named = held::find(&ask.standard)?;
    let mut opened = open(&ask.input, progress)?;
    held::apply(ask, named, &mut opened, progress)?;
    ask.changes.apply(&mut opened.state.spec);
    if let Some(template) = template {
        opened.state.template = template;
    }
    if let Some((_, choice)) = &ask.atlas {
        AtlasRequest::check(choice, &opened.baseline.dataset)?;
    }
    let computing = Instant::now();
    let answer = Answer::complete(&opened.baseline, &opened.state, progress).map_err(|error| {
        // A question that comes from the project alone makes the project unusable, not the command line wrong.
        if matches!(ask.input, Input::Project(_)) && ask.changes == SpecChanges::default() {
            Failure::SavedQuestion(error)
        } else {
            Failure::Question(error)
        }
    })?;
    let answer = answer.for_paper();
    let timings = Timings {
        read: opened.read_ms,
        index: opened.index_ms,
        analyze: computing.elapsed().as_secs_f64() * 1000.0,
        write: 0.0,
        total: start.elapsed().as_secs_f64() * 1000.0,
    };
    let page_words = page_words(words, &answer);
    let atlas = ask.atlas.as_ref().map(|(path, choice)| {
        let (words, page, choice) = (*words, page_words.clone(), choice.clone());
        AtlasRequest {
            path: path.clone(),
            fill: Arc::new(move |answer| words.atlas_words(answer.into(), page.clone(), &choice)),
        }
    });
    let request = ExportRequest {
        out: Some(ask.out.clone()),
        maps: ask.maps.clone(),
        atlas,
        tables: ask.tables.as_ref().map(|path| TablesRequest {
            path: path.clone(),
            words: words.tables_words(&answer.baseline.dataset, &page_words),
        }),
        page: page(ask.paper, ask.dpi),
        words: page_words,
        report: (!ask.reports.is_empty()).then(|| report(*words, ask.reports.clone())),
        messages: messages(words, &opened),
        standard: words.standard_messages(answer.standard_context().as_ref()),
        timings,
    };
    let exported = session::export(&answer, &request, progress)?;
    drop(bar);
    if !ask.quiet {
        for words in terminal::tongues(words) {
            tell_warnings(&opened, &words);
            held::tell_warnings(ask, &answer, &words);
        }
    }
    if ask.json {
        terminal::say(String::from_utf8_lossy(&exported.summary).trim_end());
    } else if !ask.quiet {
        tell_answer(&answer, &exported.files, words);
    }
    Ok(())
}

fn open(input: &Input, progress: &Progress) -> Result<Opened, Failure> {
    Ok(match input {
        Input::Demo => session::open_demo(progress)?,
        Input::Project(path) => session::open_project(path, progress)?,
        Input::Files(files) => {
            let requests: Vec<LayerRequest> = files
                .iter()
                .map(|file| LayerRequest {
                    path: file.path.clone(),
                    role: Some(file.role),
                    columns: file.columns.clone(),
                    anywhere: file.anywhere.clone(),
                })
                .collect();
            session::open_files(&requests, progress).map_err(|error| match error {
                OpenError::Assemble(error @ AssembleError::UnknownColumn { .. }) => {
                    Failure::Column(error)
                }
                error => Failure::Open(error),
            })?
        }
    })
}

/// The words of the map's page.
pub(super) fn page_words(words: &Words, answer: &Answer) -> PageWords {
    let state = &answer.state;
    words.page_of(answer, &state.look, state.title.as_deref(), &state.template)
}

/// The report in these words.
fn report(words: Words, paths: Vec<PathBuf>) -> ReportRequest {
    ReportRequest {
        paths,
        fill: Arc::new(move |answer| words.report(answer)),
    }
}

/// The page as the map room names it.
pub(super) fn page(paper: Paper, dpi: u32) -> PageSpec {
    let (paper, landscape) = match paper {
        Paper::A4 => (page::Paper::A4, false),
        Paper::A4Landscape => (page::Paper::A4, true),
        Paper::A3 => (page::Paper::A3, false),
        Paper::A3Landscape => (page::Paper::A3, true),
    };
    PageSpec {
        paper,
        landscape,
        dpi: dpi as f32,
        ..PageSpec::default()
    }
}

/// The answer in a sentence, and what was written.
pub(super) fn tell_answer(answer: &Answer, files: &[PathBuf], words: &Words) {
    for words in terminal::tongues(words) {
        let reach = &answer.state.spec.reach;
        terminal::say(&words.answer_sentence(&answer.results.coverage, reach));
        held::tell(answer, &words);
    }
    tell_files(files, words);
}

/// What was written.
pub(super) fn tell_files(files: &[PathBuf], words: &Words) {
    let verb = words.t("cli-wrote");
    for path in files {
        terminal::say(&format!("{verb} {}", path.display()));
    }
}

/// A sentence for each warning, for `summary.json`, which has file and row beside it.
pub(super) fn messages(words: &Words, opened: &Opened) -> Vec<String> {
    let warnings = &opened.baseline.dataset.warnings;
    warnings.iter().map(|w| words.warning(w)).collect()
}

/// What is to be known about the input, on standard error; of many warnings the first.
fn tell_warnings(opened: &Opened, words: &Words) {
    let warn = |text: String| {
        terminal::note(&words.with("cli-warning", &[("text", text.into())]));
    };
    for path in &opened.changed_files {
        let path = path.display().to_string();
        warn(words.with("cli-changed-file", &[("path", path.into())]));
    }
    for lost in &opened.lost_edits {
        warn(words.with("cli-lost-edit", &[("id", lost.id.as_str().into())]));
    }
    let warnings = &opened.baseline.dataset.warnings;
    for line in terminal::warning_lines(words, warnings.iter().take(MOST_WARNINGS)) {
        terminal::note(&line);
    }
    if warnings.len() > MOST_WARNINGS {
        let more = (warnings.len() - MOST_WARNINGS) as f64;
        let args = [("n", more.into()), ("count", words.count(more).into())];
        terminal::note(&words.with("cli-more-warnings", &args));
    }
}
