//! Template files: a small JSON object with what pages carry, for `--template FILE`.
//!
//! ```json
//! { "organisation": "…", "logo": "logo.svg", "maker": "…", "date": "2026-11", "approval": "GS(2026)0000",
//!   "title": "Who lives beyond {radius}", "subtitle": "…" }
//! ```
//!
//! Every member may be missing. The logo's path is relative to the template's file. An unknown member is an error: it would silently do
//! nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::logo::{self, LogoProblem};
use crate::model::PageTemplate;

/// The member that names the logo's file.
const LOGO: &str = "logo";

/// Why a template cannot be used. Exit code 3.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {cause}", path.display())]
pub struct TemplateError {
    /// The template's file.
    pub path: PathBuf,
    /// What is wrong.
    pub cause: TemplateCause,
}

/// What is wrong with a template.
#[derive(Debug, thiserror::Error)]
pub enum TemplateCause {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It is no JSON.
    #[error("line {line}, column {column}: {problem}")]
    Malformed {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the JSON reader said.
        problem: String,
    },
    /// JSON, but no object.
    #[error("not an object")]
    NotAnObject,
    /// A member that templates do not have.
    #[error("unknown member `{key}`")]
    UnknownKey {
        /// The member.
        key: String,
    },
    /// A member that is no text.
    #[error("`{key}` is no text")]
    NotText {
        /// The member.
        key: String,
    },
    /// A text that stands on no page.
    #[error("`{key}` is too long")]
    TooLong {
        /// The member.
        key: &'static str,
    },
    /// The logo does not serve.
    #[error("logo `{}`: {problem}", file.display())]
    Logo {
        /// Its file.
        file: PathBuf,
        /// Why not.
        problem: LogoProblem,
    },
}

/// The members that a template may have, in the order in which they are told.
#[must_use]
pub fn members() -> Vec<&'static str> {
    let mut names = PageTemplate::TEXTS.to_vec();
    names.insert(1, LOGO);
    names
}

/// Reads a template with its logo.
///
/// # Errors
/// When the file or its logo cannot be used; the error names the member.
pub fn read(path: &Path) -> Result<PageTemplate, TemplateError> {
    read_parts(path).map_err(|cause| TemplateError {
        path: path.to_owned(),
        cause,
    })
}

fn read_parts(path: &Path) -> Result<PageTemplate, TemplateCause> {
    let bytes = fs::read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let text = error.to_string();
        TemplateCause::Malformed {
            line: error.line(),
            column: error.column(),
            problem: text
                .rsplit_once(" at line ")
                .map_or(text.as_str(), |(p, _)| p)
                .to_owned(),
        }
    })?;
    let Value::Object(members) = value else {
        return Err(TemplateCause::NotAnObject);
    };
    let mut template = PageTemplate::default();
    for (key, value) in members {
        let text = match value {
            Value::String(text) => Some(text),
            Value::Null => None,
            _ => return Err(TemplateCause::NotText { key }),
        };
        if key == LOGO {
            if let Some(name) = text.filter(|t| !t.trim().is_empty()) {
                let file = path.parent().unwrap_or(Path::new("")).join(&name);
                let read = logo::read(&file);
                template.logo =
                    Some(read.map_err(|problem| TemplateCause::Logo { file, problem })?);
            }
            continue;
        }
        let mut named = PageTemplate::TEXTS.into_iter().zip(template.texts_mut());
        match named.find(|(name, _)| *name == key) {
            Some((_, place)) => *place = text,
            None => return Err(TemplateCause::UnknownKey { key }),
        }
    }
    let template = template.tidied();
    match template.too_long() {
        Some(key) => Err(TemplateCause::TooLong { key }),
        None => Ok(template),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LogoKind;

    #[test]
    fn a_template_brings_its_logo_from_beside_it() {
        let room = tempfile::tempdir().expect("room");
        fs::create_dir(room.path().join("pictures")).expect("folder");
        fs::write(
            room.path().join("pictures/标志.svg"),
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#,
        )
        .expect("logo");
        let path = room.path().join("t.json");
        fs::write(
            &path,
            "\u{feff}{\"organisation\": \" 某县\\n卫健局 \", \"logo\": \"pictures/标志.svg\", \"maker\": null}",
        )
        .expect("template");
        let template = read(&path).expect("a template");
        assert_eq!(template.organisation.as_deref(), Some("某县 卫健局"));
        assert_eq!(template.maker, None);
        let logo = template.logo.expect("a logo");
        assert_eq!((logo.name.as_str(), logo.kind), ("标志.svg", LogoKind::Svg));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let room = tempfile::tempdir().expect("room");
        let path = room.path().join("t.json");
        let long = format!("{{\"title\": \"{}\"}}", "x".repeat(400));
        for (text, said) in [
            ("{\"org\": \"x\"}", "unknown member `org`"),
            ("{\"maker\": 3}", "`maker` is no text"),
            ("{\"logo\": {}}", "`logo` is no text"),
            ("[]", "not an object"),
            ("{\n\"maker\" 3}", "line 2, column 9: expected `:`"),
            (long.as_str(), "`title` is too long"),
        ] {
            fs::write(&path, text).expect("template");
            let error = read(&path).expect_err(text);
            assert_eq!(error.cause.to_string(), said);
        }
        fs::write(&path, "{\"logo\": \"none.png\"}").expect("template");
        let error = read(&path).expect_err("no logo");
        assert!(
            matches!(&error.cause, TemplateCause::Logo { file, problem: LogoProblem::Unreadable(_) } if *file == room.path().join("none.png")),
            "{error}"
        );
    }
}
