//! What stands on a terminal: problems in three steps, tables whose columns align, in both scripts.

use std::io::{self, Write};

use crate::i18n::{Lang, Words};
use crate::model::Warning;

/// Prints a result on standard output. A reader that has gone away is nobody's problem.
pub(super) fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.write_all(b"\n").and_then(|()| out.flush());
}

/// Prints a message on standard error.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// The languages to speak in, one after the other: sentences that are put together from parts do not mix.
pub(super) fn tongues(words: &Words) -> Vec<Words> {
    match words.lang {
        Lang::Both => vec![Words::new(Lang::ZhCn), Words::new(Lang::En)],
        _ => vec![*words],
    }
}

/// Prints a problem on standard error: what happened, the detail, what to do.
pub(super) fn problem(words: &Words, title: &str, detail: &str, remedy: &str) {
    note(&problem_text(words, title, detail, remedy));
}

/// Warnings as lines: file and row (0-based, as in the output), then the sentence.
pub(super) fn warning_lines<'a>(
    words: &Words,
    warnings: impl Iterator<Item = &'a Warning>,
) -> Vec<String> {
    warnings
        .map(|warning| {
            let text = words.warning(warning).into();
            let file = warning.file.to_string().into();
            let text = match warning.source_row {
                Some(row) => words.with(
                    "cli-warning-at",
                    &[
                        ("file", file),
                        ("row", row.to_string().into()),
                        ("text", text),
                    ],
                ),
                None => words.with("cli-warning-in", &[("file", file), ("text", text)]),
            };
            words.with("cli-warning", &[("text", text.into())])
        })
        .collect()
}

fn problem_text(words: &Words, title: &str, detail: &str, remedy: &str) -> String {
    let mut text = words.with("cli-error", &[("title", title.into())]);
    for line in detail.lines().chain(remedy.lines()) {
        text.push_str("\n  ");
        text.push_str(line);
    }
    text
}

/// How many columns a text takes: two for a Chinese character (Unicode Standard Annex 11, East Asian Width).
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match u32::from(c) {
            0x1100..=0x115F
            | 0x2E80..=0xA4CF
            | 0xAC00..=0xD7A3
            | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F
            | 0xFF00..=0xFF60
            | 0xFFE0..=0xFFE6
            | 0x1F300..=0x1FAFF
            | 0x20000..=0x3FFFD => 2,
            _ => 1,
        })
        .sum()
}

/// Rows as lines with aligned columns, two spaces apart, indented by two.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|c| {
            rows.iter()
                .filter_map(|row| row.get(c))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (cell, column) in row.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.push_str(&" ".repeat(column - width(cell)));
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A text of at most `most` columns; what is cut off is marked by an ellipsis. Line breaks become spaces.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if width(&text) <= most {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if width(&short) + width(c.encode_utf8(&mut [0; 4])) + 1 > most {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_in_both_scripts() {
        let rows: Vec<Vec<String>> = [["名称", "text", "板浦"], ["population", "integer", "1"]]
            .map(|row| row.map(str::to_owned).to_vec())
            .to_vec();
        assert_eq!(
            table(&rows),
            "  名称        text     板浦\n  population  integer  1"
        );
    }

    #[test]
    fn long_texts_are_cut_by_columns() {
        assert_eq!(shortened("板浦中心卫生院", 7), "板浦中…");
        assert_eq!(shortened("a\nb", 7), "a b");
    }

    #[test]
    fn a_problem_has_up_to_three_lines() {
        let text = |lang| problem_text(&Words::new(lang), "T", "", "R");
        assert_eq!(text(Lang::En), "error: T\n  R");
        assert_eq!(text(Lang::ZhCn), "错误：T\n  R");
    }
}
