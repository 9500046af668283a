//! Words: every text that a person reads, in English and Simplified Chinese, from Fluent files in `assets/i18n`.
//!
//! Lower rooms return data (enums, numbers); this room says it. Numbers, units and shares follow each language's way.

mod answer;
mod atlas;
mod numbers;
mod outcomes;
mod page;
#[cfg(test)]
mod page_cases;
mod page_key;
mod page_list;
#[cfg(test)]
mod page_tests;
mod problems;
mod report;
mod shown;
mod spread;
mod standard;
mod standard_file;
mod tables;
mod template;
mod tiles;
mod warnings;
mod words;

pub use atlas::AtlasOf;
pub use problems::Problem;
pub use shown::RuleHeadline;
pub use words::{Args, Lang, Words};
