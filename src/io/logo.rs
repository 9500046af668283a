//! Logos: which files serve as one. Nothing in a logo may reach outside it or act: pages are opened on machines of others.

use std::fs;
use std::io;
use std::path::Path;

use png::Decoder;
use resvg::usvg::{Options, Tree, roxmltree};

use crate::model::template::LARGEST_LOGO;
use crate::model::{Logo, LogoKind};

/// Pixels of a side of a logo, more than any page shows.
const LONGEST_SIDE: u32 = 8192;

/// Why a file does not serve as a logo.
#[derive(Debug, thiserror::Error)]
pub enum LogoProblem {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It is larger than [`LARGEST_LOGO`].
    #[error("it has {bytes} bytes")]
    TooLarge {
        /// How large.
        bytes: u64,
    },
    /// It has more pixels than a page shows.
    #[error("it has {width} × {height} pixels")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It is neither PNG nor SVG.
    #[error("it is neither PNG nor SVG")]
    UnknownFormat,
    /// It begins like one of them but is broken.
    #[error("{problem}")]
    Broken {
        /// What the decoder said.
        problem: String,
    },
    /// An SVG that refers to something outside itself.
    #[error("it refers to {target}")]
    RefersOutside {
        /// What it refers to.
        target: String,
    },
    /// An SVG that holds a script or foreign content.
    #[error("it holds {what}")]
    Active {
        /// The element or attribute.
        what: String,
    },
}

/// Reads a logo.
///
/// # Errors
/// When the file cannot be read or does not serve as a logo.
pub fn read(path: &Path) -> Result<Logo, LogoProblem> {
    let bytes = fs::metadata(path)?.len();
    if bytes > LARGEST_LOGO as u64 {
        return Err(LogoProblem::TooLarge { bytes });
    }
    let name = path.file_name().unwrap_or_default();
    checked(&name.to_string_lossy(), &fs::read(path)?)
}

/// A logo of these bytes.
///
/// # Errors
/// When they do not serve as a logo.
pub fn checked(name: &str, bytes: &[u8]) -> Result<Logo, LogoProblem> {
    if bytes.len() > LARGEST_LOGO {
        return Err(LogoProblem::TooLarge {
            bytes: bytes.len() as u64,
        });
    }
    let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        check_png(bytes)?;
        LogoKind::Png
    } else {
        let text = std::str::from_utf8(bytes).map_err(|_| LogoProblem::UnknownFormat)?;
        check_svg(text)?;
        LogoKind::Svg
    };
    Ok(Logo {
        name: name.to_owned(),
        kind,
        bytes: bytes.into(),
    })
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "errors are handed over as they come"
)]
fn broken(problem: impl ToString) -> LogoProblem {
    LogoProblem::Broken {
        problem: problem.to_string(),
    }
}

fn check_png(bytes: &[u8]) -> Result<(), LogoProblem> {
    let mut reader = Decoder::new(io::Cursor::new(bytes))
        .read_info()
        .map_err(broken)?;
    let (width, height) = reader.info().size();
    if width.max(height) > LONGEST_SIDE {
        return Err(LogoProblem::TooManyPixels { width, height });
    }
    // Whether it can be drawn is found out now, not when a page is.
    while reader.next_row().map_err(broken)?.is_some() {}
    Ok(())
}

fn check_svg(text: &str) -> Result<(), LogoProblem> {
    let options = roxmltree::ParsingOptions {
        // Drawing programs write a document type; nothing of it is fetched.
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options);
    let document = match document {
        Ok(document) if document.root_element().tag_name().name() == "svg" => document,
        Err(problem) if text.contains("<svg") => return Err(broken(problem)),
        _ => return Err(LogoProblem::UnknownFormat),
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if matches!(
            name,
            "script" | "foreignObject" | "iframe" | "handler" | "listener"
        ) {
            return Err(LogoProblem::Active {
                what: format!("<{name}>"),
            });
        }
        if name == "style" {
            node.text().map_or(Ok(()), check_style)?;
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value().trim());
            if name.len() > 2 && name.to_ascii_lowercase().starts_with("on") {
                return Err(LogoProblem::Active {
                    what: name.to_owned(),
                });
            }
            if matches!(name, "href" | "src" | "base") && !is_inside(value) {
                return Err(outside(value));
            }
            // Names of other makers are notes of drawing programs.
            if attribute.namespace().is_none() {
                check_style(value)?;
            }
        }
    }
    // It is drawn from its own bytes alone: pictures on disk are not looked for, as none is referred to.
    Tree::from_str(text, &Options::default()).map_err(broken)?;
    Ok(())
}

fn outside(target: &str) -> LogoProblem {
    LogoProblem::RefersOutside {
        target: target.chars().take(80).collect(),
    }
}

/// Whether a reference stays in the file: a part of it, or a picture written into it.
fn is_inside(target: &str) -> bool {
    let target = target.to_ascii_lowercase();
    let pictures = ["png", "jpeg", "jpg", "gif", "webp"];
    target.is_empty()
        || target.starts_with('#')
        || target.strip_prefix("data:image/").is_some_and(|rest| {
            pictures.iter().any(|p| {
                rest.strip_prefix(p)
                    .is_some_and(|r| r.starts_with([';', ',']))
            })
        })
}

/// References in a style: `url(…)`, which may only be of the file, and `@import`, which may not be.
fn check_style(style: &str) -> Result<(), LogoProblem> {
    let lower = style.to_ascii_lowercase();
    // A backslash could write `url` in other letters.
    if lower.contains("@import") || (lower.contains('\\') && lower.contains('(')) {
        return Err(outside(style.trim()));
    }
    for piece in lower.split("url(").skip(1) {
        let target = piece.split(')').next().unwrap_or_default();
        let target = target.trim().trim_matches(['"', '\'']);
        if !is_inside(target) {
            return Err(outside(target));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">{inner}</svg>"#
        )
    }

    fn problem(bytes: &[u8]) -> String {
        checked("logo", bytes).expect_err("no logo").to_string()
    }

    #[test]
    fn sound_logos_are_told_by_their_bytes() {
        let inside = svg(
            r##"<defs><linearGradient id="g"/></defs><style>.a { fill: url(#g) }</style><rect class="a" width="9" height="9" fill="url('#g')"/><use xlink:href="#g"/>"##,
        );
        let logo = checked("a.svg", inside.as_bytes()).expect("a logo");
        assert_eq!((logo.kind, logo.name.as_str()), (LogoKind::Svg, "a.svg"));
        let drawn = r#"<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">"#;
        assert!(checked("b", format!("{drawn}{}", svg("")).as_bytes()).is_ok());
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, 2, 1);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().expect("header");
        writer.write_image_data(&[0, 255]).expect("pixels");
        writer.finish().expect("written");
        assert_eq!(checked("c", &png).expect("a logo").kind, LogoKind::Png);
        png.truncate(png.len() - 20);
        assert!(matches!(
            checked("c", &png),
            Err(LogoProblem::Broken { .. })
        ));
    }

    #[test]
    fn what_reaches_outside_or_acts_is_refused() {
        for inner in [
            r#"<image href="http://example.org/a.png"/>"#,
            r#"<image xlink:href="a.png"/>"#,
            r#"<image href="file:///etc/passwd"/>"#,
            r#"<image href="data:image/svg+xml;base64,AAAA"/>"#,
            r#"<use href="other.svg#a"/>"#,
            r#"<rect fill="url(http://example.org/#g)"/>"#,
            r#"<rect style="fill: URL( 'x.svg#g' )"/>"#,
            "<style>@import 'a.css';</style>",
            r"<style>a { fill: u\72l(http://example.org) }</style>",
        ] {
            let bytes = svg(inner);
            assert!(
                matches!(
                    checked("l", bytes.as_bytes()),
                    Err(LogoProblem::RefersOutside { .. })
                ),
                "{inner}"
            );
        }
        for inner in [
            "<script>alert(1)</script>",
            "<foreignObject/>",
            r#"<rect onload="x()"/>"#,
        ] {
            let bytes = svg(inner);
            assert!(
                matches!(
                    checked("l", bytes.as_bytes()),
                    Err(LogoProblem::Active { .. })
                ),
                "{inner}"
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_told_so() {
        assert_eq!(problem(b"GIF89a"), "it is neither PNG nor SVG");
        assert_eq!(problem(b"<html/>"), "it is neither PNG nor SVG");
        assert_eq!(problem(&[0xff, 0xd8]), "it is neither PNG nor SVG");
        assert!(matches!(
            checked("l", b"<svg"),
            Err(LogoProblem::Broken { .. })
        ));
        let large = vec![b' '; LARGEST_LOGO + 1];
        assert!(matches!(
            checked("l", &large),
            Err(LogoProblem::TooLarge { .. })
        ));
    }
}
