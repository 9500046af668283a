//! The nouns: what a file holds, what a planner reasons about, what is asked and what is answered.
//!
//! Plain data with the rules that keep it consistent. Nothing here reads a file, measures a distance or draws.

pub mod answers;
pub mod background;
pub mod bookmark;
pub mod changed;
pub mod classes;
pub mod column;
pub mod dataset;
pub mod expression;
pub mod fields;
pub mod filter;
pub mod load;
pub mod look;
pub mod paged;
pub mod register;
pub mod results;
pub mod role;
pub mod scenario;
pub mod spec;
pub mod standard;
pub mod table;
pub mod template;
pub mod tier;
pub mod tiles;
pub mod warning;

pub use answers::{AnswerColumns, VillageAnswers};
pub use background::{Background, GroundSource, Strength, TileAddress};
pub use bookmark::Bookmark;
pub use changed::Changed;
pub use classes::{Classing, ShareClasses};
pub use column::{Column, Texts, Values};
pub use dataset::{Dataset, District, Facility, SourceRow, Village};
pub use expression::{Expression, ExpressionProblem, Truth, Wanted};
pub use filter::{Filter, FilterProblem};
pub use load::FacilityLoad;
pub use look::{LayerKind, LookChange, MapLook};
pub use paged::Paged;
pub use register::{
    Indicator, Level, Link, RecordKind, RecordTable, Register, Subject, Unit, Units,
};
pub use results::{
    AreaBounds, Areas, Coverage, DistrictAnswer, Results, Status, TierAnswer, Totals, VillageAnswer,
};
pub use role::{LayerRoles, Role, RoleColumns};
pub use scenario::{Edit, FacilityRef, Scenario, ServingFacility, unedited};
pub use spec::{AnalysisSpec, Reach};
pub use standard::{
    Finding, Rule, RuleAnswer, Standard, StandardAnswer, StandardChoice, StandardContext, Verdict,
};
pub use table::{Cell, FeatureTable, Geometry, SourceInfo};
pub use template::{Logo, LogoKind, PageTemplate};
pub use tier::{KnownTier, Tier};
pub use warning::{Warning, WarningCode};
