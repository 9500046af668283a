//! What is wrong with tiles, in words.

use super::problems::{Problem, arg};
use super::words::Words;
use crate::io::tiles::{AddressProblem, Found, TileError};

impl Words {
    /// Why a background of tiles cannot be drawn, or not all of it.
    #[must_use]
    pub fn tile_error(&self, error: &TileError) -> Problem {
        self.each(|words| words.say_tile_error(error))
    }

    fn say_tile_error(self, error: &TileError) -> Problem {
        let file = |path: &std::path::Path| arg("file", path.display().to_string());
        let host = |host: &str| arg("host", host);
        let (key, args) = match error {
            TileError::Unreadable { path, reason } => (
                "tiles-unreadable",
                vec![file(path), arg("reason", reason.as_str())],
            ),
            TileError::Empty { path } => ("tiles-empty", vec![file(path)]),
            TileError::NotTiles { path, expected } => (
                "tiles-other-format",
                vec![file(path), arg("format", *expected)],
            ),
            TileError::Version { path, version } => (
                "tiles-version",
                vec![file(path), arg("version", version.to_string())],
            ),
            TileError::Compression { path, name } => {
                ("tiles-compression", vec![file(path), arg("name", *name)])
            }
            TileError::Content { path, found } => (
                "tiles-content",
                vec![file(path), arg("found", self.found_tile(found))],
            ),
            TileError::NoTiles { path } => ("tiles-none", vec![file(path)]),
            TileError::Damaged { path, problem } => (
                "tiles-damaged",
                vec![file(path), arg("problem", problem.as_str())],
            ),
            TileError::Address(problem) => {
                let text = self.address_problem(problem);
                return Problem {
                    title: self.t("tiles-address-title"),
                    detail: text,
                    remedy: self.t("tiles-address-remedy"),
                };
            }
            TileError::Unreachable { host: name, reason } => (
                "tiles-unreachable",
                vec![host(name), arg("reason", reason.as_str())],
            ),
            TileError::Refused { host: name, status } => (
                match status {
                    401 | 403 => "tiles-forbidden",
                    429 => "tiles-too-many",
                    500.. => "tiles-server",
                    _ => "tiles-refused",
                },
                vec![host(name), arg("status", status.to_string())],
            ),
            TileError::NotATile { host: name, found } => (
                "tiles-not-a-tile",
                vec![host(name), arg("found", self.found_tile(found))],
            ),
            TileError::Redirected { host: name, to } => {
                ("tiles-redirected", vec![host(name), arg("to", to.as_str())])
            }
            TileError::Resting { host: name } => ("tiles-resting", vec![host(name)]),
        };
        self.problem(key, &args)
    }

    fn found_tile(self, found: &Found) -> String {
        match found {
            Found::Html => self.t("tiles-found-html"),
            Found::Json => self.t("tiles-found-json"),
            Found::Xml => self.t("tiles-found-xml"),
            Found::Picture(format) => self.with("tiles-found-picture", &[arg("format", *format)]),
            Found::Damaged(problem) => {
                self.with("tiles-found-damaged", &[arg("problem", problem.as_str())])
            }
            Found::Unknown => self.t("tiles-found-unknown"),
        }
    }

    /// What is wrong with an address of tiles, and what to do, in a sentence or two.
    #[must_use]
    pub fn address_problem(&self, problem: &AddressProblem) -> String {
        match problem {
            AddressProblem::Empty => self.t("address-empty"),
            AddressProblem::NotHttp => self.t("address-not-http"),
            AddressProblem::NoHost => self.t("address-no-host"),
            AddressProblem::Password => self.t("address-password"),
            AddressProblem::Brace => self.t("address-brace"),
            AddressProblem::Unknown(name) => {
                self.with("address-unknown", &[arg("name", format!("{{{name}}}"))])
            }
            AddressProblem::Missing(name) => self.with("address-missing", &[arg("name", *name)]),
            AddressProblem::Service => self.t("address-service"),
            AddressProblem::NoKey => self.t("address-no-key"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_problem_has_title_detail_and_remedy_in_both_languages() {
        let path = || "a.mbtiles".into();
        let host = || "t.example".to_owned();
        let all = [
            TileError::Unreadable {
                path: path(),
                reason: "gone".into(),
            },
            TileError::Empty { path: path() },
            TileError::NotTiles {
                path: path(),
                expected: "MBTiles",
            },
            TileError::Version {
                path: path(),
                version: 2,
            },
            TileError::Compression {
                path: path(),
                name: "Brotli",
            },
            TileError::Content {
                path: path(),
                found: Found::Json,
            },
            TileError::NoTiles { path: path() },
            TileError::Damaged {
                path: path(),
                problem: "directory".into(),
            },
            TileError::Address(AddressProblem::Missing("{z}")),
            TileError::Unreachable {
                host: host(),
                reason: "no route".into(),
            },
            TileError::NotATile {
                host: host(),
                found: Found::Html,
            },
            TileError::Redirected {
                host: host(),
                to: "https://elsewhere.example/".into(),
            },
            TileError::Resting { host: host() },
        ];
        let refused = [400, 401, 403, 418, 429, 500, 503].map(|status| TileError::Refused {
            host: host(),
            status,
        });
        for lang in [Lang::En, Lang::ZhCn] {
            let words = Words::new(lang);
            for error in all.iter().chain(&refused) {
                let problem = words.tile_error(error);
                for text in [problem.title, problem.detail, problem.remedy] {
                    assert!(
                        !text.is_empty() && !text.contains("tiles-") && !text.contains("address-"),
                        "{error:?}: {text}"
                    );
                }
            }
        }
    }
}
