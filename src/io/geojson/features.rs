//! The features of a collection, block by block: a block is cut where features probably begin, and its pieces are read side by side.
//!
//! A cut is a guess from the look of the text. A piece counts only if the piece before it ended exactly where it begins, between two
//! features; otherwise the stretch is read again from where the piece before ended. So the rows are those of one reader that reads
//! from the first feature to the last, wherever the cuts fall.

use std::ops::Range;

use rayon::prelude::*;

use super::feature;
use super::json::{Cursor, Expected, Syntax};
use super::part::Part;
use super::rows::Rows;
use super::stop::Stop;
use super::window::Window;
use crate::base::{Cancelled, Progress};

/// How a run of features ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Run {
    /// Between two features, at the limit or behind it.
    Between,
    /// With the list.
    Ended,
    /// Where the text stops being JSON, or ends; the feature is not among the rows, and the cursor stands before it.
    Failed(Syntax),
    /// Somebody asked to stop.
    Cancelled,
}

/// Reads features up to one that begins at the limit or behind it. The cursor stands before a feature.
pub(super) fn run(
    cursor: &mut Cursor<'_>,
    limit: usize,
    part: &mut Part,
    progress: &Progress,
) -> Run {
    loop {
        if progress.is_cancelled() {
            return Run::Cancelled;
        }
        let (mark, start) = (part.mark(), cursor.at());
        let more = feature::row(cursor, false, part).and_then(|_| cursor.next_element());
        match more {
            Ok(true) if cursor.at() >= limit => return Run::Between,
            Ok(true) => {}
            Ok(false) => return Run::Ended,
            Err(syntax) => {
                part.back_to(mark);
                cursor.go_to(start);
                return Run::Failed(syntax);
            }
        }
    }
}

/// Reads the list of features that comes next.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods are of one lifetime, a step takes a function of any"
)]
pub(super) fn of_file(
    window: &mut Window<'_, '_>,
    rows: &mut Rows,
    progress: &Progress,
) -> Result<(), Stop> {
    if !window.step(|c| c.first_element())? {
        return Ok(());
    }
    // Rows of a piece, at most so far.
    let mut most = 0;
    loop {
        let piece = rows.piece;
        let (text, unhashed) = window.text()?;
        let starts = starts(text, piece);
        let guess = |(i, start): (usize, &usize)| {
            let limit = starts.get(i + 1).copied().unwrap_or(text.len());
            Some(read(text, *start..limit, most, progress))
        };
        let (mut pieces, ()) = rayon::join(
            || -> Vec<Option<Piece>> {
                if starts.len() == 1 {
                    starts.iter().enumerate().map(guess).collect()
                } else {
                    starts.par_iter().enumerate().map(guess).collect()
                }
            },
            || unhashed.hash(),
        );
        let mut at = 0;
        let mut end = Run::Between;
        while at < text.len() && end == Run::Between {
            let known = starts.binary_search(&at);
            let expected = known.ok().and_then(|i| pieces[i].take());
            let piece = expected.unwrap_or_else(|| {
                let next = starts.partition_point(|start| *start <= at);
                let limit = starts.get(next).copied().unwrap_or(text.len());
                read(text, at..limit, most, progress)
            });
            most = most.max(piece.part.geometries.len());
            rows.add(piece.part, text)?;
            (at, end) = (piece.end, piece.how);
        }
        let length = text.len();
        progress.advance(at as u64)?;
        window.pass(at);
        match end {
            Run::Cancelled => return Err(Cancelled.into()),
            Run::Ended => return Ok(()),
            Run::Failed(syntax) => {
                if !window.may_go_on(syntax, length) {
                    return Err(window.fault(Syntax {
                        at: syntax.at - at,
                        ..syntax
                    }));
                }
            }
            // Behind a comma at the end of the file.
            Run::Between if window.is_last() => {
                return Err(window.fault(Syntax {
                    at: length - at,
                    expected: Expected::Value,
                }));
            }
            Run::Between => {}
        }
        let (size, read) = window.size_and_read();
        rows.check(size, read)?;
        window.more()?;
    }
}

/// A piece of a block that was read.
struct Piece {
    part: Part,
    end: usize,
    how: Run,
}

/// Reads a stretch of features with room for so many rows at once.
fn read(text: &str, stretch: Range<usize>, rows: usize, progress: &Progress) -> Piece {
    let mut part = Part::with_room(rows);
    let mut cursor = Cursor::new(text);
    cursor.go_to(stretch.start);
    let how = run(&mut cursor, stretch.end, &mut part, progress);
    Piece {
        part,
        end: cursor.at(),
        how,
    }
}

/// Where features probably begin: at the beginning, and about every `piece` bytes where an object follows another one and begins with
/// the same bytes as the first feature.
fn starts(text: &str, piece: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(|b| *b == b'{') else {
        return starts;
    };
    let key = {
        let mut cursor = Cursor::new(text);
        cursor.go_to(first + 1);
        cursor.key().map_or(0, |_| cursor.at())
    };
    let Some(head) = text.get(first..key).filter(|head| !head.is_empty()) else {
        return starts;
    };
    let mut from = piece;
    while let Some(rest) = bytes.get(from..) {
        let Some(found) = memchr::memmem::find(rest, head.as_bytes()) else {
            break;
        };
        let at = from + found;
        let mut before = bytes[..at]
            .iter()
            .rev()
            .filter(|b| !b.is_ascii_whitespace());
        if before.next() == Some(&b',') && before.next() == Some(&b'}') {
            starts.push(at);
            from = at.max(from) + piece;
        } else {
            from = at + head.len();
        }
    }
    starts
}
