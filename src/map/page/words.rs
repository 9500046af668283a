//! The texts of a page. They come filled from `i18n`; this room only places them.

use super::super::scene::FacilityState;
use crate::model::Logo;

/// How the headline is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Someone is beyond reach.
    Gap,
    /// Everyone is within reach.
    Good,
    /// Nothing can be said.
    #[default]
    Neutral,
}

/// All texts of a page, numbers formatted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageWords {
    /// The language's tag for readers aloud, `en` for instance.
    pub lang: String,
    /// A small line above the title: what the page belongs to.
    pub above: Option<String>,
    /// The title.
    pub title: String,
    /// A line below the title.
    pub subtitle: Option<String>,
    /// The organisation in whose name the page goes out.
    pub organisation: Option<String>,
    /// Its logo.
    pub logo: Option<Logo>,
    /// The rule in one sentence.
    pub rule: String,
    /// Something that must be known before the map is used, such as that the data are invented.
    pub note: Option<String>,
    /// The answer in few words: `945 villages`.
    pub headline: String,
    /// What follows it: `254 672 people beyond reach`.
    pub headline_detail: String,
    /// What the answer stands against: `7.7 % of 3.29 M people; …`.
    pub context: String,
    /// How the headline is meant.
    pub tone: Tone,
    /// The words of the key.
    pub key: KeyWords,
    /// The worst first.
    pub list: Option<ListWords>,
    /// Where the data come from.
    pub sources: String,
    /// The projections that a page may have, each with `{centre}` where its centre is to be named: equal-area, Mercator; nothing to show.
    pub projections: [String; 3],
    /// Label of the line for the maker's name.
    pub maker: String,
    /// The maker's name; without one the line is there to be filled in by hand.
    pub maker_name: Option<String>,
    /// Label of the line for the date.
    pub date: String,
    /// The date; without one the line is there to be filled in by hand.
    pub date_given: Option<String>,
    /// Label of the line for the map approval number.
    pub approval: String,
    /// The map approval number; without one the line is there to be filled in by hand.
    pub approval_number: Option<String>,
    /// The program and its version.
    pub version: String,
}

/// The words of the key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyWords {
    /// Heading of the villages.
    pub villages: String,
    /// Villages covered, borderline, gap, unknown: name and count, as in `Legend::villages`.
    pub statuses: [(String, String); 4],
    /// Beside the covered: villages that the rule on the map does not ask, with their count.
    pub not_asked: Option<(String, String)>,
    /// The classes of distance with their counts, nearest first; empty where villages are not coloured by it.
    pub distances: Vec<(String, String)>,
    /// What the classes of distance are of, where that needs saying.
    pub distance_note: Option<String>,
    /// What a filter leaves out of the villages; it names the gaps among them.
    pub hidden_villages: Option<String>,
    /// What a filter leaves out of the facilities.
    pub hidden_facilities: Option<String>,
    /// What a filter leaves out of the districts.
    pub hidden_districts: Option<String>,
    /// What the size of a gap mark means: `people`.
    pub gap_sizes_unit: String,
    /// 1, 2 and 5 times each power of ten in words, smallest first: what the sizes of gap marks may stand for.
    pub round_numbers: Vec<(f64, String)>,
    /// That villages beyond reach which lie close together share one disc.
    pub merged: String,
    /// What stands beside a tier that this scale has no room for.
    pub waiting: String,
    /// The area within reach.
    pub reach: String,
    /// Heading of the facilities.
    pub facilities: String,
    /// Heading of the column of radii.
    pub radius: String,
    /// Heading of the column of counts.
    pub count: String,
    /// A tier each, in the order of `Legend::tiers`.
    pub tiers: Vec<TierWords>,
    /// Heading of the share classes.
    pub shares: String,
    /// The upper bounds of the classes: `60` … `100 %`.
    pub share_bounds: Vec<String>,
    /// How many districts are in each class.
    pub share_counts: Vec<String>,
    /// Rows of a rule or a network that fills the districts, name and count, in the place of the classes of shares.
    pub fills: Vec<Option<(String, String)>>,
    /// What is hatched then.
    pub no_fill: Option<(String, String)>,
    /// The lines of a network, sound ones and wrong ones.
    pub links: Option<[(String, String); 2]>,
    /// What the marks of facilities say of the rule on the map, with how many say so.
    pub verdicts: Vec<(FacilityState, (String, String))>,
    /// Districts without a share, with their count.
    pub no_share: String,
}

/// A tier in the key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TierWords {
    /// Its name.
    pub name: String,
    /// Its radius; a dash where it does not serve.
    pub radius: String,
    /// How many serve.
    pub count: String,
}

/// A list of the worst: a name and two numbers a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListWords {
    /// Its heading.
    pub heading: String,
    /// Headings of the columns.
    pub columns: [String; 3],
    /// The rows, worst first; the page takes as many as fit.
    pub rows: Vec<[String; 3]>,
}
