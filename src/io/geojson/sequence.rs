//! Text sequences: one document per line, or between record separators (RFC 8142). What is no document costs one row.

use rayon::prelude::*;

use super::document::{self, About};
use super::json::Cursor;
use super::part::Part;
use super::rows::Rows;
use super::stop::Stop;
use super::window::Window;
use crate::base::Progress;
use crate::io::error::ReadCause;
use crate::model::WarningCode;

/// The record separator of RFC 8142.
pub(super) const SEPARATOR: u8 = 0x1e;

/// Reads a file as a text sequence. `none` is why it is none if not one record can be used; without it the first fault is.
pub(super) fn of_file(
    window: &mut Window<'_, '_>,
    rows: &mut Rows,
    none: Option<Stop>,
    progress: &Progress,
) -> Result<About, Stop> {
    let mut separated = false;
    window.each_piece(|bytes| {
        separated |= memchr::memchr(SEPARATOR, bytes).is_some();
        separated
    })?;
    let mark = if separated { SEPARATOR } else { b'\n' };
    window.rewind()?;
    let mut all = Records::default();
    let mut line = 1;
    loop {
        progress.check()?;
        let last = window.is_last();
        let place = window.place(0);
        let piece = rows.piece;
        let (text, unhashed) = window.text()?;
        let whole = if last {
            text.len()
        } else {
            memchr::memrchr(mark, text.as_bytes()).map_or(0, |at| at + 1)
        };
        let text = &text[..whole];
        let mut pieces: Vec<(&str, usize)> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let from = rest.as_bytes().get(piece..).unwrap_or_default();
            let end = memchr::memchr(mark, from).map_or(rest.len(), |at| piece + at + 1);
            let (here, behind) = rest.split_at(end);
            pieces.push((here, line));
            line += memchr::memchr_iter(b'\n', here.as_bytes()).count();
            rest = behind;
        }
        let (read, ()) = rayon::join(
            || -> Vec<Result<Records, Stop>> {
                let read = |(text, line): &(&str, usize)| records(text, mark, *line, progress);
                pieces.par_iter().map(read).collect()
            },
            || unhashed.hash(),
        );
        for ((piece, _), read) in pieces.iter().zip(read) {
            let mut read = read?;
            rows.add(std::mem::take(&mut read.part), piece)?;
            let before = piece.as_ptr() as usize - text.as_ptr() as usize;
            all.join(read, place + before as u64);
        }
        progress.advance(whole as u64)?;
        window.pass(whole);
        if last {
            break;
        }
        let (size, read) = window.size_and_read();
        rows.check(size, read)?;
        window.more()?;
    }
    if all.good {
        return Ok(all.about);
    }
    match none.or(all.fault) {
        Some(stop) => Err(stop),
        None => Ok(all.about),
    }
}

/// Records that were read.
#[derive(Default)]
struct Records {
    part: Part,
    about: About,
    /// The first fault of syntax.
    fault: Option<Stop>,
    /// Whether one of them is a document that can be used.
    good: bool,
}

impl Records {
    /// Takes in what later records say, that begin at a place.
    fn join(&mut self, later: Self, place: u64) {
        self.about.notes.extend(later.about.notes);
        self.about.crs = self.about.crs.take().or(later.about.crs);
        self.good |= later.good;
        if let (None, Some(Stop::Syntax { at, expected })) = (&self.fault, later.fault) {
            let at = at + place;
            self.fault = Some(Stop::Syntax { at, expected });
        }
    }
}

/// Reads records; `line` is the number of the first line.
fn records(text: &str, mark: u8, mut line: usize, progress: &Progress) -> Result<Records, Stop> {
    let mut all = Records::default();
    for record in text.split_inclusive(char::from(mark)) {
        progress.check()?;
        let here = line;
        line += memchr::memchr_iter(b'\n', record.as_bytes()).count();
        let record = record.strip_suffix(char::from(mark)).unwrap_or(record);
        if record.trim().is_empty() {
            continue;
        }
        let start = all.part.mark();
        let before = record.as_ptr() as usize - text.as_ptr() as usize;
        let mut cursor = Cursor::new(&text[..before + record.len()]);
        cursor.go_to(before);
        match document::of_text(&cursor, &mut all.part, progress) {
            Ok(about) => {
                all.good |= all.part.row() > start.row();
                all.about.notes.extend(about.notes);
                all.about.crs = all.about.crs.take().or(about.crs);
            }
            Err(Stop::Cause(ReadCause::Cancelled)) => {
                return Err(Stop::Cause(ReadCause::Cancelled));
            }
            Err(stop) => {
                all.part.back_to(start);
                let leading = &record[..record.len() - record.trim_start().len()];
                let here = here + leading.matches('\n').count();
                all.part.note(WarningCode::BadLine, here.to_string());
                all.part.finish(None, None);
                if let (None, Stop::Syntax { at, expected }) = (&all.fault, stop) {
                    all.fault = Some(Stop::Syntax { at, expected });
                }
            }
        }
    }
    Ok(all)
}
