//! The report: the finding in sentences, numbers and tables, for someone who will not open the program.
//!
//! It is a plain document that `i18n` fills; this room knows how to show it as one self-contained page of HTML ([`html`]) and on sheets
//! of paper ([`sheets`]). It holds no date of its own and fetches nothing: same input, same bytes.

pub(super) mod chart;
mod figure;
pub mod html;
pub mod sheets;

pub use figure::{Picture, picture};

/// A text in each of the report's languages, in their order; a single one where it is the same in all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said(Vec<String>);

impl Said {
    /// A text that is the same in every language: a name, a number.
    #[must_use]
    pub fn one(text: impl Into<String>) -> Self {
        Self(vec![text.into()])
    }

    /// A text by language; what is the same in all of them is said once.
    #[must_use]
    pub fn each(mut texts: Vec<String>) -> Self {
        if texts.windows(2).all(|pair| pair[0] == pair[1]) {
            texts.truncate(1);
        }
        Self(texts)
    }

    /// The texts.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.0
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// The languages' texts in a row, for where there is one line.
    #[must_use]
    pub fn joined(&self) -> String {
        self.0.join(" ")
    }
}

/// The whole document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The tags of its languages, one or two.
    pub langs: Vec<&'static str>,
    /// What kind of paper it is.
    pub kind: Said,
    /// Its title.
    pub title: Said,
    /// What it is about, in numbers.
    pub subtitle: Said,
    /// What must be known before anything else: that the data are invented, that it is a scenario.
    pub notices: Vec<Said>,
    /// The answer in large numbers.
    pub figures: Vec<KeyFigure>,
    /// The rest.
    pub sections: Vec<Section>,
    /// The program and its version.
    pub version: String,
}

/// A large number with what it counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyFigure {
    /// The number.
    pub value: String,
    /// What it counts.
    pub label: Said,
    /// Whether it counts what is beyond reach.
    pub beyond: bool,
}

/// A part with a heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: Said,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The sentence that everything else explains.
    Lead(Said),
    /// A paragraph.
    Text(Said),
    /// A list.
    Points(Vec<Said>),
    /// A table.
    Table(Table),
    /// The gap map.
    Map(Caption),
    /// People by distance.
    Chart(Chart),
}

/// What stands below a figure, and what it says to someone who cannot see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// Below it.
    pub text: Said,
    /// In its place.
    pub instead: Said,
}

/// A table. The first cell of a row names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Above it.
    pub caption: Said,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// Below it.
    pub note: Option<Said>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: Said,
    /// Whether it holds numbers, which stand at the right.
    pub number: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Said(Said),
    /// A digest: whole where there is room, else as many characters as tell files apart.
    Digest(String),
}

/// Columns of people (or villages) by distance.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// Its words.
    pub caption: Caption,
    /// Nearest first.
    pub bars: Vec<Bar>,
    /// The bound between two bars at which the reach ends, with its label.
    pub edge: (usize, String),
    /// Other bounds that are named; bound 0 is the left end.
    pub ticks: Vec<(usize, String)>,
    /// What the last bar holds: everything farther.
    pub last: String,
}

/// A bar of a chart, in shares of the whole (0 to 1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// The share within reach.
    pub within: f64,
    /// The share beyond reach.
    pub beyond: f64,
    /// Both together as a text.
    pub label: String,
}
