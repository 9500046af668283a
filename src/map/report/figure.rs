//! The map of a report: the map's page without the words that the report says itself, cut to what is on it.

use super::super::labels::Rect;
use super::super::page::{Optional, PageParts, PageSpec, PageWords, Paper, Part, compose};
use super::super::scene::Scene;
use super::super::style::PAPER;
use super::super::svg::number;
use crate::model::MapLook;

/// A drawing that can be put into another one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// What is drawn: the inside of an SVG element.
    pub inside: String,
    /// The attributes of that element besides its place and size.
    pub attributes: String,
    /// What of it is shown, in its own units (points).
    pub view: Rect,
}

impl Picture {
    /// The whole element, with attributes for its place and size.
    #[must_use]
    pub fn element(&self, place: &str) -> String {
        let Rect { x, y, w, h } = self.view;
        let view = [x, y, w, h].map(number).join(" ");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {place} viewBox=\"{view}\" {}>{}</svg>",
            self.attributes, self.inside
        )
    }
}

/// Draws the map of a scene with its key, to be shown upright at about the width of a sheet of A4.
#[must_use]
pub fn picture(scene: &Scene, look: &MapLook, words: &PageWords) -> Picture {
    let mut shown = PageParts::default();
    for said in [Optional::Answer, Optional::List] {
        shown.set(said, false);
    }
    let spec = PageSpec {
        paper: Paper::A4,
        landscape: false,
        theme: PAPER,
        parts: shown,
        ..PageSpec::default()
    };
    let words = PageWords {
        title: String::new(),
        rule: String::new(),
        note: None,
        ..words.clone()
    };
    let page = compose(scene, look, &spec, &words);
    let view = page
        .parts
        .iter()
        .filter(|(part, _)| !matches!(part, Part::Header))
        .map(|(_, rect)| *rect)
        .reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            Rect::new(
                x,
                y,
                a.right().max(b.right()) - x,
                a.bottom().max(b.bottom()) - y,
            )
        });
    let (attributes, inside) = parts(&page.svg);
    Picture {
        inside: inside.to_owned(),
        attributes,
        view: view.unwrap_or_default().grown(1.0),
    }
}

/// The font and the language of an SVG document, and what is inside its root.
fn parts(svg: &str) -> (String, &str) {
    let root = svg.find("<svg").unwrap_or(0);
    let begin = svg[root..].find('>').map_or(0, |at| root + at + 1);
    let end = svg.rfind("</svg>").unwrap_or(svg.len());
    let head = &svg[root..begin];
    let attribute = |name: &str| {
        let from = head.find(&format!(" {name}=\""))?;
        let value = &head[from + name.len() + 3..];
        Some(format!("{name}=\"{}\"", &value[..value.find('"')?]))
    };
    let kept: Vec<String> = ["font-family", "xml:lang", "role"]
        .into_iter()
        .filter_map(attribute)
        .collect();
    (kept.join(" "), svg.get(begin..end).unwrap_or_default())
}
