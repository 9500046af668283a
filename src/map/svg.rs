//! A small careful writer of SVG text: escapes what it must, writes numbers short and the same everywhere.

use std::fmt::Write as _;

/// Writes elements one after the other into a text.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    text: String,
    open: Vec<&'static str>,
}

/// A number with at most two decimals and no needless zeros; never `-0`, never an exponent; not finite becomes 0.
#[must_use]
pub fn number(value: f32) -> String {
    rounded(value, 100.0, 2)
}

/// A number with at most one decimal: places on the map, a thirtieth of a millimetre.
#[must_use]
pub fn coarse(value: f32) -> String {
    rounded(value, 10.0, 1)
}

fn rounded(value: f32, unit: f32, decimals: usize) -> String {
    let value = (f64::from(value) * f64::from(unit)).round() / f64::from(unit);
    if !value.is_finite() || value == 0.0 {
        return "0".to_owned();
    }
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

/// Text made safe inside an element or an attribute in double quotes. Characters that XML 1.0 (section 2.2) does not allow are dropped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => safe.push(c),
        }
    }
    safe
}

impl Writer {
    /// A writer of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            // Writing to a String cannot fail.
            let _ = write!(self.text, " {key}=\"{}\"", escape(value));
        }
    }

    /// An element without content.
    pub fn element(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text.
    pub fn text_element(&mut self, name: &str, attributes: &[(&str, String)], text: &str) {
        self.tag(name, attributes);
        let _ = writeln!(self.text, ">{}</{name}>", escape(text));
    }

    /// Opens an element that the matching [`close`](Self::close) ends.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, String)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// The text, with everything that is still open ended.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (-3.456, "-3.46"),
            (f32::NAN, "0"),
            (1e7, "10000000"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(coarse(12.26), "12.3");
    }

    #[test]
    fn what_was_opened_is_closed() {
        let mut out = Writer::new();
        out.open("svg", &[]);
        out.open("g", &[("id", "a\"b".to_owned())]);
        out.text_element("text", &[], "<&>\u{1}");
        assert_eq!(
            out.finish(),
            "<svg>\n<g id=\"a&quot;b\">\n<text>&lt;&amp;&gt;</text>\n</g>\n</svg>\n"
        );
    }

    proptest! {
        #[test]
        fn any_text_makes_well_formed_xml(text in any::<String>()) {
            let mut out = Writer::new();
            out.open("svg", &[]);
            out.text_element("text", &[("id", text.clone())], &text);
            let svg = out.finish();
            prop_assert!(resvg::usvg::roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        }
    }
}
