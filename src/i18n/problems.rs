//! What went wrong and what is odd, in words: a title, what exactly, and what to do about it.

use fluent_bundle::FluentValue;

use super::words::{Lang, Words};
use crate::base::UnitProblem;
use crate::io::{AssembleError, Expected, Found, LooksLike, ReadCause, ReadError};
use crate::model::filter::Expected as InFilter;
use crate::model::{FilterProblem, Role};

/// A problem in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What failed, in one line.
    pub title: String,
    /// What exactly is wrong, and where.
    pub detail: String,
    /// What to do; never empty.
    pub remedy: String,
}

/// How a `crs` member looks that names Web Mercator.
const CRS_MEMBER: &str = r#""crs": {"type": "name", "properties": {"name": "EPSG:3857"}}"#;

/// An argument of a text.
pub(super) type Arg<'a> = (&'a str, FluentValue<'a>);

pub(super) fn arg(name: &str, value: impl Into<String>) -> Arg<'_> {
    (name, FluentValue::from(value.into()))
}

impl Words {
    /// The texts `KEY-title`, `KEY-detail`, `KEY-remedy`.
    pub(super) fn problem(self, key: &str, args: &[Arg<'_>]) -> Problem {
        let text = |part: &str| self.with(&format!("{key}-{part}"), args);
        Problem {
            title: text("title"),
            detail: text("detail"),
            remedy: text("remedy"),
        }
    }

    /// One problem in this language; in both, Chinese first, when both are asked for.
    pub(super) fn each(self, say: impl Fn(Self) -> Problem) -> Problem {
        if self.lang != Lang::Both {
            return say(self);
        }
        let (zh, en) = (say(Self::new(Lang::ZhCn)), say(Self::new(Lang::En)));
        Problem {
            title: format!("{} {}", zh.title, en.title),
            detail: format!("{} {}", zh.detail, en.detail),
            remedy: format!("{} {}", zh.remedy, en.remedy),
        }
    }

    /// Why a file cannot be read.
    #[must_use]
    pub fn read_error(&self, error: &ReadError) -> Problem {
        self.each(|words| words.say_read_error(error))
    }

    fn say_read_error(self, error: &ReadError) -> Problem {
        let file = arg("file", error.path.display().to_string());
        let (key, mut args) = match &error.cause {
            ReadCause::NotFound => ("read-not-found", vec![]),
            ReadCause::Folder => ("read-folder", vec![]),
            ReadCause::Io(source) => ("read-io", vec![arg("reason", source.to_string())]),
            ReadCause::UnsupportedFormat(name) if name.is_empty() => ("read-format-none", vec![]),
            ReadCause::UnsupportedFormat(name) => {
                ("read-format", vec![arg("format", name.as_str())])
            }
            ReadCause::Empty => ("read-empty", vec![]),
            ReadCause::NotUtf8 { line, maybe_gbk } => (
                if *maybe_gbk {
                    "read-gbk"
                } else {
                    "read-not-utf8"
                },
                vec![arg("line", line.to_string())],
            ),
            ReadCause::NotJson {
                looks_like: Some(name),
                ..
            } => ("read-other-format", vec![arg("format", *name)]),
            ReadCause::NotJson {
                line,
                column,
                expected,
                found,
                looks_like: None,
            } => (
                "read-not-json",
                vec![
                    arg("line", line.to_string()),
                    arg("column", column.to_string()),
                    arg("expected", self.t(expected_key(*expected))),
                    arg("found", self.found_char(*found)),
                ],
            ),
            ReadCause::NotGeoJson(found) => {
                ("read-not-geojson", vec![arg("found", self.found(found))])
            }
            ReadCause::UnknownCrs(name) => ("read-crs", vec![arg("name", name.as_str())]),
            ReadCause::CoordinatesOutOfRange {
                looks_like,
                row,
                x,
                y,
            } => return self.out_of_range(file, *looks_like, *row, [*x, *y]),
            ReadCause::NothingUsable { rows, first } => (
                "read-useless",
                vec![
                    ("n", (*rows).into()),
                    arg("count", self.count(*rows as f64)),
                    arg("first", self.warning(first)),
                    arg("row", first.source_row.unwrap_or(0).to_string()),
                ],
            ),
            ReadCause::NoHeading { found } => ("read-heading", vec![arg("found", found.as_str())]),
            ReadCause::BrokenWorkbook(reason) => {
                ("read-workbook", vec![arg("reason", reason.as_str())])
            }
            ReadCause::TooLarge => ("read-large", vec![]),
            ReadCause::TooLittleMemory {
                size,
                needed,
                available,
            } => (
                "read-memory",
                vec![
                    arg("size", self.bytes(*size)),
                    arg("needed", self.bytes(*needed)),
                    arg("available", self.bytes(*available)),
                ],
            ),
            ReadCause::Cancelled => ("read-cancelled", vec![]),
        };
        args.push(file);
        self.problem(key, &args)
    }

    fn out_of_range(
        self,
        file: Arg<'_>,
        looks_like: LooksLike,
        row: u32,
        [x, y]: [f64; 2],
    ) -> Problem {
        let mut args = vec![
            file,
            arg("row", row.to_string()),
            arg("x", x.to_string()),
            arg("y", y.to_string()),
            arg("member", CRS_MEMBER),
        ];
        let kind = match looks_like {
            LooksLike::Swapped => "swapped",
            LooksLike::Turn360 => "turn",
            LooksLike::WebMercator => "mercator",
            LooksLike::GaussKruger {
                zone,
                width,
                northing_first,
            } => {
                args.push(arg("zone", zone.to_string()));
                args.push(arg("width", width.to_string()));
                args.push(arg("epsg", gauss_kruger_code(zone, width)));
                if northing_first {
                    "gauss-northing"
                } else {
                    "gauss"
                }
            }
            LooksLike::Transverse => "transverse",
            LooksLike::Unknown => "unknown",
        };
        let looks = self.with(&format!("looks-like-{kind}"), &args);
        args.push(arg("looks", looks));
        Problem {
            title: self.with("read-range-title", &args),
            detail: self.with("read-range-detail", &args),
            remedy: self.with(&format!("read-range-{kind}-remedy"), &args),
        }
    }

    fn found_char(self, found: Option<char>) -> String {
        match found {
            None => self.t("found-end"),
            Some(c) if c.is_control() => {
                self.with("found-char", &[arg("char", c.escape_default().to_string())])
            }
            Some(c) => self.with("found-char", &[arg("char", c.to_string())]),
        }
    }

    fn found(self, found: &Found) -> String {
        match found {
            Found::Array => self.t("found-array"),
            Found::Scalar => self.t("found-scalar"),
            Found::NoType => self.t("found-no-type"),
            Found::TypeNotText => self.t("found-type-not-text"),
            Found::UnknownType(name) => {
                self.with("found-unknown-type", &[arg("type", name.as_str())])
            }
            Found::TopoJson => self.t("found-topojson"),
            Found::EsriJson => self.t("found-esri"),
            Found::Overpass => self.t("found-overpass"),
            Found::NoFeatures => self.t("found-no-features"),
            Found::FeaturesNotArray => self.t("found-features-not-array"),
        }
    }

    /// Why files make no dataset.
    #[must_use]
    pub fn assemble_error(&self, error: &AssembleError) -> Problem {
        self.each(|words| words.say_assemble_error(error))
    }

    fn say_assemble_error(self, error: &AssembleError) -> Problem {
        match error {
            AssembleError::UnknownColumn {
                file,
                role,
                column,
                available,
            } => {
                let comma = if self.lang == Lang::En { ", " } else { "、" };
                let args = [
                    arg("file", &**file),
                    arg("role", self.role(*role)),
                    arg("column", column.as_str()),
                    arg("columns", available.join(comma)),
                ];
                let mut problem = self.problem("assemble-column", &args);
                if available.is_empty() {
                    problem.remedy = self.with("assemble-column-none-remedy", &args);
                }
                problem
            }
            AssembleError::BadFilter { file, problem } => {
                let inner = self.filter_problem(problem);
                Problem {
                    title: self.with("assemble-filter-title", &[arg("file", &**file)]),
                    ..inner
                }
            }
            AssembleError::TooLittleMemory {
                rows,
                needed,
                available,
            } => self.problem(
                "assemble-memory",
                &[
                    arg("count", self.count(*rows as f64)),
                    arg("needed", self.bytes(*needed)),
                    arg("available", self.bytes(*available)),
                ],
            ),
            AssembleError::NothingForRole { file, role, rows } => {
                let kind = match role {
                    Role::Facilities => "facilities",
                    Role::Villages => "villages",
                    Role::Districts => "districts",
                };
                let args = [
                    arg("file", &**file),
                    arg("role", self.role(*role)),
                    ("n", (*rows).into()),
                    arg("count", self.count(*rows as f64)),
                ];
                Problem {
                    title: self.with("assemble-nothing-title", &args),
                    detail: self.with("assemble-nothing-detail", &args),
                    remedy: self.with(&format!("assemble-nothing-{kind}-remedy"), &args),
                }
            }
        }
    }

    fn role(self, role: Role) -> String {
        self.t(match role {
            Role::Facilities => "role-facilities",
            Role::Villages => "role-villages",
            Role::Districts => "role-districts",
        })
    }

    /// Why a typed distance cannot be used.
    #[must_use]
    pub fn unit_problem(&self, problem: &UnitProblem) -> Problem {
        match problem {
            UnitProblem::NoUnit(text) => self.problem("unit-none", &[arg("text", text.as_str())]),
            UnitProblem::UnknownUnit { text, unit } => self.problem(
                "unit-unknown",
                &[arg("text", text.as_str()), arg("unit", unit.as_str())],
            ),
            UnitProblem::NotANumber(text) => {
                self.problem("unit-number", &[arg("text", text.as_str())])
            }
            UnitProblem::OutOfRange(text) => {
                self.problem("unit-range", &[arg("text", text.as_str())])
            }
        }
    }

    /// Why a filter cannot be read.
    #[must_use]
    pub fn filter_problem(&self, problem: &FilterProblem) -> Problem {
        self.each(|words| words.say_filter_problem(problem))
    }

    fn say_filter_problem(self, problem: &FilterProblem) -> Problem {
        let expected = self.t(match problem.expected {
            InFilter::Field => "bad-filter-field",
            InFilter::Comparison => "bad-filter-comparison",
            InFilter::Value => "bad-filter-value",
            InFilter::Bracket => "bad-filter-bracket",
            InFilter::Quote => "bad-filter-quote",
            InFilter::End => "bad-filter-end",
        });
        self.problem(
            "bad-filter",
            &[
                arg("text", problem.text.as_str()),
                arg("at", problem.at.to_string()),
                arg("expected", expected),
            ],
        )
    }
}

/// The EPSG code of a CGCS2000 Gauss–Krüger zone with the zone before the easting (EPSG registry: 4513–4533 for 3-degree zones 25–45,
/// 4491–4501 for 6-degree zones 13–23).
fn gauss_kruger_code(zone: u8, width: u8) -> String {
    let code = if width == 3 {
        4513 + u32::from(zone).saturating_sub(25)
    } else {
        4491 + u32::from(zone).saturating_sub(13)
    };
    format!("EPSG:{code}")
}

fn expected_key(expected: Expected) -> &'static str {
    match expected {
        Expected::Value => "expected-value",
        Expected::Key => "expected-key",
        Expected::Colon => "expected-colon",
        Expected::CommaOrBracket => "expected-comma-or-bracket",
        Expected::CommaOrBrace => "expected-comma-or-brace",
        Expected::Digit => "expected-digit",
        Expected::Escape => "expected-escape",
        Expected::Quote => "expected-quote",
        Expected::End => "expected-end",
    }
}

#[cfg(test)]
mod tests {
    use super::super::warnings::tests::{assert_said, languages, warning};
    use super::*;
    use crate::model::{Filter, WarningCode};

    fn assert_problem(problem: &Problem, what: &str) {
        for text in [&problem.title, &problem.detail, &problem.remedy] {
            assert_said(text, what);
        }
    }

    #[test]
    fn every_reading_error_has_words() {
        let io = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let json = |expected, found, looks_like| ReadCause::NotJson {
            line: 3,
            column: 9,
            expected,
            found,
            looks_like,
        };
        let mut causes = vec![
            ReadCause::NotFound,
            ReadCause::Folder,
            ReadCause::Io(io()),
            ReadCause::UnsupportedFormat("shp".into()),
            ReadCause::UnsupportedFormat(String::new()),
            ReadCause::Empty,
            ReadCause::NotUtf8 {
                line: 2,
                maybe_gbk: true,
            },
            ReadCause::NotUtf8 {
                line: 2,
                maybe_gbk: false,
            },
            json(Expected::Value, None, Some("ZIP")),
            ReadCause::UnknownCrs("EPSG:4610".into()),
            ReadCause::NothingUsable {
                rows: 2,
                first: warning(WarningCode::BadGeometry, Some(0), "no_type"),
            },
            ReadCause::NoHeading {
                found: "1 2 3".into(),
            },
            ReadCause::BrokenWorkbook("Zip error".into()),
            ReadCause::TooLarge,
            ReadCause::TooLittleMemory {
                size: 2 << 30,
                needed: 900 << 20,
                available: 300 << 20,
            },
            ReadCause::Cancelled,
        ];
        causes.extend(Expected::ALL.map(|e| json(e, Some('x'), None)));
        causes.extend(
            [
                Found::Array,
                Found::Scalar,
                Found::NoType,
                Found::TypeNotText,
                Found::UnknownType("Foo".into()),
                Found::TopoJson,
                Found::EsriJson,
                Found::Overpass,
                Found::NoFeatures,
                Found::FeaturesNotArray,
            ]
            .map(ReadCause::NotGeoJson),
        );
        let gauss = |northing_first| LooksLike::GaussKruger {
            zone: 40,
            width: 3,
            northing_first,
        };
        causes.extend(
            [
                LooksLike::Swapped,
                LooksLike::Turn360,
                LooksLike::WebMercator,
                gauss(true),
                gauss(false),
                LooksLike::Transverse,
                LooksLike::Unknown,
            ]
            .map(|looks_like| ReadCause::CoordinatesOutOfRange {
                looks_like,
                row: 0,
                x: 4e7,
                y: 3e6,
            }),
        );
        for cause in causes {
            let what = format!("{cause:?}");
            let error = ReadError {
                path: "villages.geojson".into(),
                cause,
            };
            for words in languages() {
                let problem = words.read_error(&error);
                assert_problem(&problem, &what);
                assert!(problem.title.contains("villages.geojson"), "{what}");
            }
        }
    }

    #[test]
    fn a_syntax_error_reads_well() {
        let error = ReadError {
            path: "a.geojson".into(),
            cause: ReadCause::NotJson {
                line: 3,
                column: 20,
                expected: Expected::CommaOrBrace,
                found: Some('"'),
                looks_like: None,
            },
        };
        assert_eq!(
            Words::new(Lang::En).read_error(&error).detail,
            "Line 3, column 20: expected a comma or a closing brace, but '\"' stands there."
        );
        assert_eq!(
            Words::new(Lang::ZhCn).read_error(&error).detail,
            "第 3 行第 20 列：此处应为逗号或右花括号，但出现了“\"”。"
        );
    }

    #[test]
    fn a_projected_file_is_told_its_zone() {
        let error = ReadError {
            path: "a.geojson".into(),
            cause: ReadCause::CoordinatesOutOfRange {
                looks_like: LooksLike::GaussKruger {
                    zone: 40,
                    width: 3,
                    northing_first: false,
                },
                row: 0,
                x: 40_456_789.5,
                y: 3_812_345.0,
            },
        };
        // EPSG:4528 is CGCS2000 / 3-degree Gauss-Kruger zone 40.
        let problem = Words::new(Lang::En).read_error(&error);
        assert!(
            problem.detail.contains("40456789.5, 3812345") && problem.remedy.contains("EPSG:4528")
        );
        assert_eq!(gauss_kruger_code(20, 6), "EPSG:4498");
    }

    #[test]
    fn units_filters_and_columns_have_words() {
        let file: std::sync::Arc<str> = "f.geojson".into();
        for words in languages() {
            for text in ["5", "5 parsecs", "near", "-5km"] {
                let problem = text.parse::<crate::base::Metres>().expect_err(text);
                assert_problem(&words.unit_problem(&problem), text);
            }
            for text in ["", "tier", "tier=", "(tier=a", "tier='a", "tier=a) b"] {
                let problem = Filter::parse(text).expect_err("no filter");
                assert_problem(&words.filter_problem(&problem), text);
                let error = AssembleError::BadFilter {
                    file: file.clone(),
                    problem,
                };
                assert_problem(&words.assemble_error(&error), text);
            }
            let error = AssembleError::TooLittleMemory {
                rows: 10_000_000,
                needed: 4 << 30,
                available: 1 << 30,
            };
            assert_problem(&words.assemble_error(&error), "memory");
            for role in Role::ALL {
                let error = AssembleError::NothingForRole {
                    file: file.clone(),
                    role,
                    rows: 3,
                };
                assert_problem(&words.assemble_error(&error), "nothing");
                for available in [vec![], vec!["a".into(), "b".into()]] {
                    let error = AssembleError::UnknownColumn {
                        file: file.clone(),
                        role,
                        column: "pop".into(),
                        available,
                    };
                    assert_problem(&words.assemble_error(&error), "column");
                }
            }
        }
    }
}
