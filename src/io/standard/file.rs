//! The file of a standard as its types: what may stand in it is here and nowhere else. The JSON schema is made from these types, their
//! comments are its descriptions, and the file is held against that schema before it is read into them.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::Spanned;

use crate::model::Level;

/// A value that is worded in its own way: a text (or a number or date, as TOML has them) with its place in the file.
macro_rules! worded {
    ($($name:ident $format:literal $types:tt $about:literal)*) => {$(
        #[doc = $about]
        #[derive(Debug, Clone, Deserialize)]
        #[serde(transparent)]
        pub(super) struct $name(pub Spanned<String>);

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": $types, "format": $format })
            }
        }
    )*};
}

worded! {
    Key "key" ["string"] "A key in lower case: `near-clinic`."
    Name "name" ["string"] "The key of something that stands elsewhere in the file."
    Distance "distance" ["string", "number"] "A distance with its unit: `2km`."
    Reach "distance-or-time" ["string", "number"] "A distance, or a time with a speed: `15min`."
    Speed "speed" ["string", "number"] "A speed: `4km/h`."
    Share "share" ["string", "number"] "A percentage: `82%`."
    Number "number" ["string", "number"] "A number."
    Count "count" ["string", "number"] "A whole number from 1."
    Amount "amount" ["string", "number"] "A number, or a percentage where the rule is about shares."
    Turnable "turnable" ["string", "number"] "A distance, a percentage or a number."
    Percentage "percentage" ["string"] "A percentage as it was reported: `93.4%`, `95%+`."
    Condition "condition" ["string"] "A condition: `tier = 'clinic' AND beds >= 20`."
    Quantity "quantity" ["string"] "An expression that comes to a number: `gps`."
    Positive "positive" ["string", "number"] "A number above 0."
    Period "period" ["string"] "A year, a month or a day: `2021-07`."
    Day "day" ["string"] "A day: `2021-12-31`."
}

/// A text in English and Chinese; a plain text stands for both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Text {
    /// The same in both languages.
    Plain(String),
    /// One of the two is enough.
    Both(Both),
}

/// A text in both languages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    /// English.
    pub en: Option<String>,
    /// Simplified Chinese.
    pub zh: Option<String>,
}

/// What stands at the top of the file, before its lists.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// Always `lastmile-standard-1`.
    pub format: Name,
    /// The standard's key, in lower case with hyphens.
    pub id: Key,
    /// Its name.
    pub name: Text,
    /// What it is about, in a sentence or two.
    pub about: Option<Text>,
    /// The day as of which it is asked, unless another one is chosen.
    pub as_of: Option<Day>,
    /// The units that it is about, a condition over units; all without.
    pub scope: Option<Condition>,
    /// How far facilities of each tier serve, for the map beside the standard: the tier's word and a distance.
    pub reach: Option<BTreeMap<String, Distance>>,
}

/// Where the standard is from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationFile {
    /// The document's title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: a year, a month or a day.
    pub date: Option<Period>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A programme that rules belong to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgrammeFile {
    /// Its key; rules name it.
    pub key: Key,
    /// Its name.
    pub name: Text,
}

/// A number that can be turned; rules name it by `$` and its key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterFile {
    /// A distance (`"2km"`), a percentage (`"82%"`) or a number (`3000`).
    pub value: Turnable,
    /// Its name; without one its key is shown.
    pub name: Option<Text>,
    /// The least and the most that it can be turned to, worded like the value.
    pub bounds: Option<[Turnable; 2]>,
}

/// What every rule may have, whatever its kind.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleHead {
    /// Its key, in lower case with hyphens.
    pub id: Key,
    /// Its name.
    pub name: Text,
    /// What it says, beyond what its verdicts say.
    pub note: Option<Text>,
    /// The key of the programme that it belongs to.
    pub programme: Option<Name>,
    /// The rows of docs/programmes.md that it answers.
    pub rows: Option<Vec<u32>>,
    /// Whether it is only a part of a composed rule and not counted by itself.
    pub part: Option<bool>,
    /// The share of its subjects that must pass where it is rolled up; all without.
    pub target: Option<Share>,
    /// Until when.
    pub deadline: Option<Day>,
    /// Who need not pass, by a condition: short for one exemption with `of`.
    pub except: Option<Condition>,
    /// Who need not pass, each with its reason.
    pub exempt: Option<Vec<ExemptionFile>>,
}

/// Who need not pass: exactly one of `of`, `hosts` and `linked`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExemptionFile {
    /// Those whose own attributes pass this condition.
    pub of: Option<Condition>,
    /// Those in which a facility stands that passes this condition.
    pub hosts: Option<Condition>,
    /// Those that have a link of this kind.
    pub linked: Option<String>,
    /// Why.
    pub reason: Option<Text>,
}

/// How a facility is at home in a unit.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum HomeWord {
    /// By what its attributes say; where they say nothing by where it stands.
    #[default]
    Register,
    /// By where it stands alone.
    Location,
}

/// Which end of a link the subject is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    /// The link goes from the subject to the other.
    #[default]
    To,
    /// The link comes from the other to the subject.
    From,
}

/// Every village has facilities within reach.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithinReach {
    /// Villages that it is about; all without.
    pub villages: Option<Condition>,
    /// Facilities that serve; all without.
    pub facilities: Option<Condition>,
    /// How far: a distance, or a time with `speed`.
    pub within: Option<Reach>,
    /// How fast people travel, where `within` is a time.
    pub speed: Option<Speed>,
    /// What lies this near the edge is borderline.
    pub tolerance: Option<Distance>,
    /// How many facilities must be within reach; 1 without.
    pub k: Option<Count>,
    /// Only facilities of the village's own unit of this level serve.
    pub inside: Option<Level>,
    /// A second facility that the first one must lead to.
    pub then: Option<Then>,
}

/// The second facility of a referral.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Then {
    /// Facilities that can help; all without.
    pub facilities: Option<Condition>,
    /// How far from the first one.
    pub within: Distance,
    /// The kind of link that leads from the first to the second; without, any that is near enough.
    pub assigned: Option<String>,
}

/// Each unit of a level has matching facilities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExistsPerUnit {
    /// The level of the units.
    pub level: Level,
    /// Units that it is about; all of the level without.
    pub units: Option<Condition>,
    /// Facilities that count; all without.
    pub facilities: Option<Condition>,
    /// How many at least; 1 where neither bound is given.
    pub at_least: Option<Number>,
    /// How many at most.
    pub at_most: Option<Number>,
    /// How facilities are at home in units.
    pub home: Option<HomeWord>,
}

/// One facility for so many people, or a band.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PerPopulation {
    /// The level of the units.
    pub level: Level,
    /// Units that it is about; all of the level without.
    pub units: Option<Condition>,
    /// Facilities that count; all without.
    pub facilities: Option<Condition>,
    /// One for so many people at the least: ⌈population / per⌉ are needed.
    pub per: Positive,
    /// No more than one for so many people: ⌊population / `most_per`⌋, and one in any case, are allowed.
    pub most_per: Option<Positive>,
    /// How facilities are at home in units.
    pub home: Option<HomeWord>,
}

/// Something summed for so many residents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ratio {
    /// The level of the units.
    pub level: Level,
    /// Units that it is about; all of the level without.
    pub units: Option<Condition>,
    /// Facilities whose attribute counts; all without.
    pub facilities: Option<Condition>,
    /// What is summed: `gps`.
    pub sum: Quantity,
    /// For how many residents; 10 000 without.
    pub per: Option<Positive>,
    /// At least.
    pub at_least: Option<Number>,
    /// At most.
    pub at_most: Option<Number>,
    /// How facilities are at home in units.
    pub home: Option<HomeWord>,
}

/// A share of matching facilities satisfies a condition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareOf {
    /// Per unit of this level; of all together without.
    pub level: Option<Level>,
    /// Units that it is about; all of the level without.
    pub units: Option<Condition>,
    /// Facilities that count; all without.
    pub facilities: Option<Condition>,
    /// What they must satisfy.
    pub condition: Condition,
    /// At least this percentage.
    pub at_least: Option<Share>,
    /// At most this percentage.
    pub at_most: Option<Share>,
}

/// Each matching facility, or each unit, has so much of something.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AttributeMinimum {
    /// Summed per unit of this level; each facility by itself without.
    pub level: Option<Level>,
    /// Units that it is about; all of the level without.
    pub units: Option<Condition>,
    /// Facilities that count; all without.
    pub facilities: Option<Condition>,
    /// What: `ambulances`.
    pub value: Quantity,
    /// At least; 1 where neither bound is given.
    pub at_least: Option<Number>,
    /// At most.
    pub at_most: Option<Number>,
}

/// Each matching facility, or each unit, has a link of a kind.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Linked {
    /// Facilities that must be linked; all without.
    pub facilities: Option<Condition>,
    /// Units of this level must be linked, instead of facilities.
    pub level: Option<Level>,
    /// The kind of link: `telemedicine`.
    pub link: String,
    /// Whether the link goes `to` the other or comes `from` it; `to` without.
    pub direction: Option<Direction>,
    /// Links that count, a condition over the columns of the table of links.
    pub links: Option<Condition>,
    /// Facilities that may stand at the other end; all without.
    pub to: Option<Condition>,
    /// How many links at least; 1 where neither bound is given.
    pub at_least: Option<Number>,
    /// How many at most; 1: a second lead is wrong.
    pub at_most: Option<Number>,
    /// The links make no ring, and lead to the top in no more steps than this.
    pub depth: Option<Count>,
}

/// A reported figure agrees with what is computed, can be, and meets its target.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportedAgrees {
    /// The key of the figure in the table of indicators.
    pub indicator: String,
    /// Of each unit of this level; without, of whoever reports it.
    pub level: Option<Level>,
    /// What it should agree with.
    pub computed: Option<ComputedFile>,
    /// How far the two may differ.
    pub tolerance: Option<Amount>,
    /// The figure has to be at least this, unless its own row says another target.
    pub at_least: Option<Amount>,
    /// The figure may be at most this.
    pub at_most: Option<Amount>,
}

/// What a reported figure is compared with: exactly one of `count`, `sum`, `share`, `units` and `population`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ComputedFile {
    /// How many facilities pass this.
    pub count: Option<Condition>,
    /// The sum of this over the facilities.
    pub sum: Option<Quantity>,
    /// The share of the facilities that satisfies this.
    pub share: Option<Condition>,
    /// Facilities that are summed or taken a share of; all without.
    pub facilities: Option<Condition>,
    /// How many units of this level there are.
    pub units: Option<Level>,
    /// The people of the villages.
    pub population: Option<bool>,
}

/// One of other rules passes, or all of them do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Composed {
    /// The keys of the rules.
    pub rules: Vec<Name>,
}

/// A figure that the standard's document itself reports; it is audited without help.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportedFile {
    /// Its key, in lower case with hyphens.
    pub key: Key,
    /// Its name.
    pub name: Text,
    /// The count, or the figure.
    pub n: Option<Number>,
    /// Of how many.
    pub total: Option<Number>,
    /// The percentage as it was written, with its decimals: `"93.4%"`; `"95%+"` for more than 95 %.
    pub percent: Option<Percentage>,
    /// The key of the figure of which this is a part.
    pub part_of: Option<Name>,
    /// Whether one is claimed of each of those that `total` or `part_of` counts.
    pub each: Option<bool>,
    /// The day or the end of the period that it is of.
    pub date: Option<Day>,
    /// Who says so.
    pub source: Option<String>,
}
