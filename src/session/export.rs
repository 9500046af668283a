//! Export: the lists, the map and the report of an answer, all of them or none.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::answer::Answer;
use super::atlas::{self, AtlasRequest};
use super::report::{self, ReportRequest};
use super::standard;
use super::tables::{self, TablesRequest, WORKBOOK_DPI, is_workbook, refused};
use crate::base::progress::Stage;
use crate::base::{Cancelled, Progress};
use crate::io::StandardMessages;
use crate::io::output::{Output, OutputError};
use crate::io::summary::{StandardInput, SummaryInput, Timings};
use crate::io::{districts_csv, gaps_geojson, output, summary, villages_csv};
use crate::map::page::{self, PageSpec, PageWords};
use crate::map::pdf::PdfError;
use crate::map::png::PngError;
use crate::map::svg_font;

/// What to write.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The folder of the lists; `None`: maps only.
    pub out: Option<PathBuf>,
    /// The maps, `.png`, `.svg` or `.pdf`. A bare name lies in the folder of the lists, if there is one.
    pub maps: Vec<PathBuf>,
    /// The atlas, if one is wanted.
    pub atlas: Option<AtlasRequest>,
    /// The tables as a workbook, `.xlsx`.
    pub tables: Option<TablesRequest>,
    /// How the page is laid out.
    pub page: PageSpec,
    /// The words on the page.
    pub words: PageWords,
    /// The report, if one is wanted.
    pub report: Option<ReportRequest>,
    /// A sentence for each of the dataset's warnings.
    pub messages: Vec<String>,
    /// Sentences about the standard; empty without one.
    pub standard: StandardMessages,
    /// What it took until now.
    pub timings: Timings,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Exported {
    /// The files, in the order in which they were written.
    pub files: Vec<PathBuf>,
    /// The bytes of `summary.json`; empty without a folder.
    pub summary: Vec<u8>,
}

/// Why an export failed. Nothing was written, or everything was put back.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The map cannot be drawn.
    #[error(transparent)]
    Picture(#[from] PngError),
    /// The document cannot be made.
    #[error(transparent)]
    Document(#[from] PdfError),
    /// A map's name ends in something else than `.png`, `.svg` or `.pdf`.
    #[error("{}: no known picture format", path.display())]
    UnknownPicture {
        /// The name.
        path: PathBuf,
    },
    /// An atlas of districts that there are none of.
    #[error("no district is called {name:?}")]
    UnknownDistrict {
        /// The name that no district has; `None`: there are no districts at all.
        name: Option<String>,
    },
    /// A report's name ends in something else than `.html` or `.pdf`.
    #[error("{}: no known format of reports", path.display())]
    UnknownReport {
        /// The name.
        path: PathBuf,
    },
    /// A workbook's name ends in something else than `.xlsx`.
    #[error("{}: no workbook", path.display())]
    UnknownTables {
        /// The name.
        path: PathBuf,
    },
    /// Somebody stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// A picture's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Pixels.
    Png,
    /// Vectors, a text file.
    Svg,
    /// Vectors, a document.
    Pdf,
}

impl Picture {
    /// The format that a file's name asks for.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Writes the lists, the maps, the report, the atlas and the workbook.
///
/// Everything is drawn and written beside its place first; only when all is complete it is moved there.
///
/// # Errors
/// When something cannot be drawn or written, or the job is cancelled: then earlier files are as they were.
pub fn export(
    answer: &Answer,
    request: &ExportRequest,
    progress: &Progress,
) -> Result<Exported, ExportError> {
    let start = Instant::now();
    let formats = request
        .maps
        .iter()
        .map(|path| {
            Picture::of(path).ok_or_else(|| ExportError::UnknownPicture { path: path.clone() })
        })
        .collect::<Result<Vec<_>, _>>()?;
    report::check(request)?;
    if let Some(tables) = request.tables.as_ref().filter(|t| !is_workbook(&t.path)) {
        return Err(ExportError::UnknownTables {
            path: tables.path.clone(),
        });
    }
    let more = [request.tables.is_some(), request.report.is_some()];
    let steps = formats.len() as u64 + more.map(u64::from).iter().sum::<u64>();
    let Some(folder) = &request.out else {
        progress.begin(Stage::Drawing, steps);
        let drawn = draw(answer, request, &formats, progress)?;
        let tables = tables::make(answer, request, &drawn, &std::env::temp_dir(), progress)?;
        let mut pictures = drawn.pictures;
        pictures.extend(bind(answer, request, progress)?);
        progress.begin(Stage::Writing, pictures.len() as u64);
        for (path, bytes) in &pictures {
            progress.check()?;
            output::write_atomic(path, bytes)?;
        }
        let written = pictures.iter().map(|(path, _)| path.to_path_buf());
        let mut files: Vec<PathBuf> = written.collect();
        if let Some((path, tables)) = tables {
            let mut bytes = Vec::new();
            tables.save(&mut bytes).map_err(refused(path))?;
            output::write_atomic(path, &bytes)?;
            files.push(path.to_owned());
        }
        return Ok(Exported {
            files,
            summary: Vec::new(),
        });
    };
    let mut out = Output::begin(folder)?;
    let stage = if steps == 0 {
        Stage::Writing
    } else {
        Stage::Drawing
    };
    progress.begin(stage, steps + 4);
    let scratch = out.scratch().to_owned();
    // The maps are drawn on one core, and the workbook is made on one; the lists keep the others busy.
    let (made, written) = rayon::join(
        || {
            let drawn = draw(answer, request, &formats, progress)?;
            let tables = tables::make(answer, request, &drawn, &scratch, progress)?;
            Ok::<_, ExportError>((drawn.pictures, tables))
        },
        || {
            write_lists(answer, &mut out, progress)?;
            standard::write_lists(answer, &request.standard, &mut out, progress)
        },
    );
    let (mut pictures, tables) = made?;
    written?;
    pictures.extend(bind(answer, request, progress)?);
    for (path, bytes) in &pictures {
        out.put(path, |file| file.write_all(bytes))?;
    }
    if let Some((path, tables)) = tables {
        out.put(path, |file| tables.save(file))?;
    }
    let mut timings = request.timings;
    timings.write = start.elapsed().as_secs_f64() * 1000.0;
    timings.total += timings.write;
    let input = SummaryInput {
        dataset: &answer.baseline.dataset,
        coverage: &answer.results.coverage,
        areas: answer.results.areas.as_deref(),
        spec: &answer.state.spec,
        edits: answer.state.edits.len(),
        messages: &request.messages,
        timings,
        standard: answer.standard_context().map(|context| StandardInput {
            context,
            as_of: answer.state.standard.as_ref().and_then(|c| c.as_of),
            messages: &request.standard,
        }),
    };
    let summary = summary::bytes(&input);
    out.put("summary.json", |file| file.write_all(&summary))?;
    progress.advance(1)?;
    Ok(Exported {
        files: out.commit()?,
        summary,
    })
}

/// The place of a drawing and the bytes of its file.
pub(super) type Drawing<'a> = (&'a Path, Arc<[u8]>);

/// What was drawn.
#[derive(Default)]
pub(super) struct Drawn<'a> {
    /// The drawings in the order in which they are written.
    pictures: Vec<Drawing<'a>>,
    /// The picture for the workbook.
    pub(super) workbook: Option<Arc<[u8]>>,
}

/// Draws the maps and the report.
fn draw<'a>(
    answer: &Answer,
    request: &'a ExportRequest,
    formats: &[Picture],
    progress: &Progress,
) -> Result<Drawn<'a>, ExportError> {
    let mut drawn = draw_maps(answer, request, formats, progress)?;
    drawn
        .pictures
        .extend(report::draw(answer, request, progress)?);
    Ok(drawn)
}

/// Draws the atlas, if one is wanted.
fn bind<'a>(
    answer: &Answer,
    request: &'a ExportRequest,
    progress: &Progress,
) -> Result<Option<Drawing<'a>>, ExportError> {
    let Some(wanted) = &request.atlas else {
        return Ok(None);
    };
    let words = (wanted.fill)(answer);
    let bytes = atlas::draw(answer, request.page, &words, progress)?;
    Ok(Some((wanted.path.as_path(), bytes.into())))
}

/// Draws the maps.
fn draw_maps<'a>(
    answer: &Answer,
    request: &'a ExportRequest,
    formats: &[Picture],
    progress: &Progress,
) -> Result<Drawn<'a>, ExportError> {
    if formats.is_empty() && request.tables.is_none() {
        return Ok(Drawn::default());
    }
    let look = &answer.state.look;
    let svg = page::render_svg(&answer.scene, look, &request.page, &request.words);
    let wanted = |format| formats.contains(&format);
    let pdf: Arc<[u8]> = if wanted(Picture::Pdf) {
        page::render_pdf(&svg, &request.page, &request.words)?.into()
    } else {
        Arc::default()
    };
    progress.check()?;
    let png: Arc<[u8]> = if wanted(Picture::Png) {
        page::render_png(&svg, &request.page)?.into()
    } else {
        Arc::default()
    };
    let workbook: Option<Arc<[u8]>> = if request.tables.is_none() {
        None
    } else if wanted(Picture::Png) && request.page.dpi <= WORKBOOK_DPI {
        Some(Arc::clone(&png))
    } else {
        let spec = PageSpec {
            dpi: request.page.dpi.min(WORKBOOK_DPI),
            ..request.page
        };
        Some(page::render_png(&svg, &spec)?.into())
    };
    let svg: Arc<[u8]> = if wanted(Picture::Svg) {
        svg_font::embed(svg).into_bytes().into()
    } else {
        Arc::default()
    };
    let picture = |(path, format): (&'a PathBuf, &Picture)| {
        progress.advance(1)?;
        let bytes = match format {
            Picture::Svg => &svg,
            Picture::Pdf => &pdf,
            Picture::Png => &png,
        };
        Ok((path.as_path(), Arc::clone(bytes)))
    };
    let pictures = request.maps.iter().zip(formats).map(picture);
    Ok(Drawn {
        pictures: pictures.collect::<Result<_, ExportError>>()?,
        workbook,
    })
}

fn write_lists(answer: &Answer, out: &mut Output, progress: &Progress) -> Result<(), ExportError> {
    let (dataset, results) = (&answer.baseline.dataset, &answer.results);
    let areas = results.areas.as_deref();
    out.put("villages.csv", |file| {
        villages_csv::write(dataset, &results.coverage, file)
    })?;
    progress.advance(1)?;
    out.put("districts.csv", |file| {
        districts_csv::write(dataset, &results.coverage, areas, file)
    })?;
    progress.advance(1)?;
    out.put("gaps.geojson", |file| {
        gaps_geojson::write(dataset, &results.coverage, areas, file)
    })?;
    Ok(progress.advance(1)?)
}
