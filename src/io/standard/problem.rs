//! What is wrong with a standard's file: data; the words are in `i18n`.

use std::path::PathBuf;

use crate::model::ExpressionProblem;

/// What is wrong at one place of a standard's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardProblem {
    /// The line, from 1; 0 where it is about the whole.
    pub line: u32,
    /// The rule's key, if it is about a rule.
    pub rule: Option<String>,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What can be wrong with a standard's file. `key` is the key whose value is meant, `found` what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// There is neither a shipped standard nor a file of this name.
    NoSuchStandard {
        /// The name that was given.
        name: String,
        /// The shipped one that comes nearest.
        nearest: Option<String>,
    },
    /// The file cannot be read.
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// The file is a table of records.
    IsTable,
    /// The file is no UTF-8 text.
    NotUtf8,
    /// The text is no TOML.
    Syntax {
        /// What the parser said.
        reason: String,
    },
    /// `format` names another format than the one that is read.
    Format {
        /// What stands there.
        found: String,
    },
    /// A key that has no meaning here.
    UnknownKey {
        /// The key.
        key: String,
        /// The key that comes nearest.
        nearest: Option<String>,
        /// All that may stand here.
        allowed: Vec<String>,
    },
    /// A key that must stand here.
    MissingKey {
        /// The key.
        key: String,
    },
    /// Several keys of which exactly one must stand here, and none or more than one does.
    OneOf {
        /// The keys.
        keys: Vec<String>,
    },
    /// At least one of these must stand here.
    SomeOf {
        /// The keys.
        keys: Vec<String>,
    },
    /// A value of the wrong sort.
    WrongSort {
        /// The key.
        key: String,
        /// What it is.
        found: Sort,
        /// What it should be.
        wanted: Vec<Sort>,
    },
    /// A word that is none of those that may stand here.
    UnknownWord {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// The word that comes nearest.
        nearest: Option<String>,
        /// All that may stand here.
        allowed: Vec<String>,
    },
    /// A value that cannot be read as what it should be.
    NotA {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// What it should be.
        wanted: Wording,
    },
    /// A list that must hold the least and the most, and holds something else.
    NoPair {
        /// The key.
        key: String,
    },
    /// The file is larger than any standard.
    TooLarge,
    /// A number outside what is possible.
    OutOfRange {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// The least and the most that are possible, in words of the file.
        range: [String; 2],
    },
    /// The least that is allowed is more than the most.
    LeastAboveMost {
        /// Key of the least.
        least: String,
        /// Key of the most.
        most: String,
    },
    /// An expression that cannot be used.
    Expression {
        /// The key.
        key: String,
        /// Why.
        problem: ExpressionProblem,
    },
    /// `$name` names a parameter that there is not.
    UnknownParameter {
        /// The name.
        name: String,
        /// The parameter that comes nearest.
        nearest: Option<String>,
    },
    /// A parameter was turned to something of another sort than its value.
    TurnedWrong {
        /// The parameter.
        name: String,
        /// What it was turned to.
        found: String,
        /// What it should be.
        wanted: Wording,
    },
    /// A key of a rule, programme or figure that is used twice.
    Twice {
        /// The key.
        id: String,
        /// The line where it was used first.
        first: u32,
    },
    /// A name that nothing bears.
    Unnamed {
        /// What should bear it.
        what: Named,
        /// The name.
        found: String,
        /// The name that comes nearest.
        nearest: Option<String>,
    },
    /// Composed rules that are made of each other.
    Ring {
        /// They, in the order of the ring.
        rules: Vec<String>,
    },
    /// A travel time without the speed that makes a distance of it.
    TimeWithoutSpeed {
        /// The time.
        found: String,
    },
}

/// The sort of a TOML value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// `"…"`
    Text,
    /// `3`
    Number,
    /// `true`
    Bool,
    /// `[…]`
    List,
    /// `[…]` or `{…}` with keys.
    Table,
    /// `[[…]]`
    Tables,
    /// `2021-12-31`
    Date,
}

/// How a value has to be worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// `2km`: a number with a unit.
    Distance,
    /// `2km`, or `15min` with a speed.
    DistanceOrTime,
    /// `4km/h`
    Speed,
    /// `82%`
    Share,
    /// `3000`
    Number,
    /// `2`
    Whole,
    /// A number or a percentage.
    NumberOrShare,
    /// `2km`, `82%` or `3000`.
    Any,
    /// `2021-12-31`
    Date,
    /// `2021`, `2021-07` or `2021-07-31`
    Period,
    /// `near-clinic`
    Key,
    /// `clinic_reach`
    ParameterKey,
    /// `3000`, and not 0.
    Positive,
    /// `93.4%` or `95%+`
    Percentage,
}

/// What a name may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A rule.
    Rule,
    /// A programme.
    Programme,
    /// A reported figure.
    Figure,
    /// A parameter (of those that were turned).
    Parameter,
}

/// Why a standard cannot be used: every mistake that was found, in the order of lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {} mistakes", .origin.display(), .problems.len())]
pub struct StandardError {
    /// Where it came from.
    pub origin: PathBuf,
    /// The mistakes.
    pub problems: Vec<StandardProblem>,
}
