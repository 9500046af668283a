//! The report as one self-contained page of HTML: no script, no picture, font or style from anywhere else.
//!
//! It is written so that it is well-formed XML as well. Colours follow the reader's light or dark screen; on paper they are light.

use super::super::labels::Rect;
use super::super::style::PAPER;
use super::super::svg::{Writer, escape};
use super::{Block, Caption, Cell, Chart, Picture, Report, Said, Table, chart};

/// The look of the page.
const STYLE: &str = include_str!("../../../assets/report.css");
/// The width that a chart is drawn for, and the size of its letters.
const CHART: (f32, f32) = (460.0, 8.6);

/// The report as HTML. `map` stands where the report has the gap map.
#[must_use]
pub fn render(report: &Report, map: &Picture) -> String {
    let mut page = Page {
        text: String::with_capacity(map.inside.len() + 64 * 1024),
        langs: &report.langs,
    };
    page.document(report, map);
    page.text
}

/// A page that is being written.
struct Page<'a> {
    text: String,
    langs: &'a [&'static str],
}

impl Page<'_> {
    fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    fn line(&mut self, markup: &str) {
        self.text.push_str(markup);
        self.text.push('\n');
    }

    fn document(&mut self, report: &Report, map: &Picture) {
        let first = self.langs.first().copied().unwrap_or("en");
        self.line("<!DOCTYPE html>");
        self.line(&format!(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{first}\" xml:lang=\"{first}\">"
        ));
        self.line("<head>\n<meta charset=\"utf-8\"/>");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        self.line("<meta name=\"color-scheme\" content=\"light dark\"/>");
        self.line(&format!(
            "<meta name=\"generator\" content=\"{}\"/>",
            escape(&report.version)
        ));
        self.line(&format!(
            "<title>{}</title>",
            escape(&report.title.joined())
        ));
        self.line(&format!("<style>\n{STYLE}</style>\n</head>"));
        let class = if self.langs.len() > 1 { "two" } else { "one" };
        self.line(&format!("<body class=\"{class}\">\n<main>\n<header>"));
        self.said("p", "kind", &report.kind);
        self.said("h1", "", &report.title);
        self.said("p", "subtitle", &report.subtitle);
        self.line("</header>");
        for notice in &report.notices {
            self.line("<div class=\"notice\" role=\"note\">");
            self.said("p", "", notice);
            self.line("</div>");
        }
        if !report.figures.is_empty() {
            self.line("<ul class=\"figures\">");
            for figure in &report.figures {
                let class = if figure.beyond {
                    " class=\"beyond\""
                } else {
                    ""
                };
                self.line(&format!(
                    "<li{class}><strong>{}</strong> ",
                    escape(&figure.value)
                ));
                self.stacked(&figure.label);
                self.line("</li>");
            }
            self.line("</ul>");
        }
        for section in &report.sections {
            self.line("<section>");
            self.said("h2", "", &section.heading);
            for block in &section.blocks {
                self.block(block, map);
            }
            self.line("</section>");
        }
        self.line(&format!(
            "<footer><p>{}</p></footer>\n</main>\n</body>\n</html>",
            escape(&report.version)
        ));
    }

    /// An element with a text; two texts stand side by side, each in its language.
    fn said(&mut self, name: &str, class: &str, said: &Said) {
        if said.is_empty() {
            return;
        }
        let classes = |more: &str| {
            let all = format!("{class} {more}");
            let all = all.trim();
            if all.is_empty() {
                String::new()
            } else {
                format!(" class=\"{all}\"")
            }
        };
        match said.texts() {
            [one] => {
                let attributes = classes("");
                self.line(&format!("<{name}{attributes}>{}</{name}>", escape(one)));
            }
            texts => {
                self.raw(&format!("<{name}{}>", classes("pair")));
                self.spans(texts);
                self.line(&format!("</{name}>"));
            }
        }
    }

    fn spans(&mut self, texts: &[String]) {
        let langs = self.langs;
        for (text, lang) in texts.iter().zip(langs) {
            self.raw(&format!("<span lang=\"{lang}\">{}</span> ", escape(text)));
        }
    }

    /// Two texts one below the other, where there is little room.
    fn stacked(&mut self, said: &Said) {
        match said.texts() {
            [one] => self.raw(&escape(one)),
            texts => {
                self.raw("<span class=\"stack\">");
                self.spans(texts);
                self.raw("</span>");
            }
        }
    }

    fn block(&mut self, block: &Block, map: &Picture) {
        match block {
            Block::Lead(said) => self.said("p", "lead", said),
            Block::Text(said) => self.said("p", "", said),
            Block::Points(points) => {
                self.line("<ul class=\"points\">");
                for point in points {
                    self.raw("<li>");
                    self.said("p", "", point);
                    self.line("</li>");
                }
                self.line("</ul>");
            }
            Block::Table(table) => self.table(table),
            Block::Map(caption) => {
                self.line("<figure class=\"map\">\n<div class=\"scroll\" tabindex=\"0\">");
                let label = escape(&caption.instead.joined());
                let element = map.element(&format!("class=\"map\" aria-label=\"{label}\""));
                self.line(&element);
                self.caption(caption);
            }
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn caption(&mut self, caption: &Caption) {
        self.line("</div>\n<figcaption>");
        self.said("p", "", &caption.text);
        self.line("</figcaption>\n</figure>");
    }

    fn chart(&mut self, drawn: &Chart) {
        let (width, size) = CHART;
        let mut out = Writer::new();
        out.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg".to_owned()),
                ("class", "chart".to_owned()),
                ("viewBox", format!("0 0 {width} {}", chart::HEIGHT)),
                ("role", "img".to_owned()),
                ("aria-label", drawn.caption.instead.joined()),
            ],
        );
        let whole = Rect::new(0.0, 0.0, width, chart::HEIGHT);
        chart::write(&mut out, drawn, &PAPER, whole, size);
        self.line("<figure class=\"chart\">\n<div class=\"scroll\">");
        self.raw(&out.finish());
        self.caption(&drawn.caption);
    }

    fn table(&mut self, table: &Table) {
        self.line("<div class=\"scroll\" tabindex=\"0\">\n<table>");
        self.raw("<caption>");
        self.stacked(&table.caption);
        self.line("</caption>\n<thead><tr>");
        for column in &table.columns {
            let class = if column.number {
                " class=\"number\""
            } else {
                ""
            };
            self.raw(&format!("<th scope=\"col\"{class}>"));
            self.stacked(&column.head);
            self.line("</th>");
        }
        self.line("</tr></thead>\n<tbody>");
        for row in &table.rows {
            self.raw("<tr>");
            for (i, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let class = if column.number {
                    " class=\"number\""
                } else {
                    ""
                };
                let (open, close) = if i == 0 {
                    (format!("<th scope=\"row\"{class}>"), "</th>")
                } else {
                    (format!("<td{class}>"), "</td>")
                };
                self.raw(&open);
                match cell {
                    Cell::Said(said) => self.stacked(said),
                    Cell::Digest(text) => self.raw(&format!("<code>{}</code>", escape(text))),
                }
                self.raw(close);
            }
            self.line("</tr>");
        }
        self.line("</tbody>\n</table>\n</div>");
        if let Some(note) = &table.note {
            self.said("p", "note", note);
        }
    }
}
