//! What is asked: how far care reaches, and which facilities count.

use serde::{Deserialize, Serialize};

use super::tier::Tier;
use crate::base::Metres;

/// How far each facility reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// One radius for every facility, whatever its tier.
    Uniform(Metres),
    /// A radius by tier, by the tier's name as in the data (or a known word for it); tiers that are not listed do not serve.
    ByTier(Vec<TierRadius>),
}

/// The radius of one tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierRadius {
    /// The tier's name.
    pub tier: String,
    /// Its radius.
    pub radius: Metres,
}

impl Reach {
    /// The radius of each of the dataset's tiers, in their order; `None`: the tier does not serve.
    /// A name that equals a tier's own goes before a word for the same known tier.
    #[must_use]
    pub fn radii(&self, tiers: &[Tier]) -> Vec<Option<Metres>> {
        match self {
            Self::Uniform(radius) => vec![Some(*radius); tiers.len()],
            Self::ByTier(list) => tiers
                .iter()
                .map(|tier| {
                    let exact = list.iter().find(|t| t.tier == *tier.name);
                    exact
                        .or_else(|| list.iter().find(|t| tier.answers_to(&t.tier)))
                        .map(|t| t.radius)
                })
                .collect(),
        }
    }

    /// The names in the list that mean no tier of the dataset.
    #[must_use]
    pub fn unknown_tiers<'a>(&'a self, tiers: &[Tier]) -> Vec<&'a str> {
        match self {
            Self::Uniform(_) => Vec::new(),
            Self::ByTier(list) => list
                .iter()
                .map(|t| t.tier.as_str())
                .filter(|name| !tiers.iter().any(|tier| tier.answers_to(name)))
                .collect(),
        }
    }

    /// What a new project starts with: 5 km for data without known tiers, else each tier's usual radius.
    #[must_use]
    pub fn starting_point(tiers: &[Tier]) -> Self {
        if tiers.len() < 2 || tiers.iter().all(|t| t.known.is_none()) {
            return Self::Uniform(Metres::from_km(5.0));
        }
        Self::ByTier(
            tiers
                .iter()
                .map(|t| TierRadius {
                    tier: t.name.to_string(),
                    radius: t
                        .known
                        .map_or(Metres::from_km(5.0), super::KnownTier::default_radius),
                })
                .collect(),
        )
    }
}

/// A whole question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnalysisSpec {
    /// How far care reaches.
    pub reach: Reach,
    /// Only facilities that pass this filter serve (the text of a [`Filter`](super::Filter)).
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Only facilities of the village's own district serve.
    pub within_unit: bool,
    /// How many facilities must be within reach (at least 1).
    pub k: u32,
    /// What lies this near the edge of the reach is borderline; zero: nothing is.
    pub tolerance: Metres,
}

impl Default for AnalysisSpec {
    fn default() -> Self {
        Self {
            reach: Reach::Uniform(Metres::from_km(5.0)),
            filter: None,
            within_unit: false,
            k: 1,
            tolerance: Metres(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tiers_own_name_goes_before_a_word_for_it() {
        let tiers = [
            Tier::named("卫生室"),
            Tier::named("clinic"),
            Tier::named("Medical"),
        ];
        let list = |pairs: &[(&str, f64)]| {
            Reach::ByTier(
                pairs
                    .iter()
                    .map(|(t, r)| TierRadius {
                        tier: (*t).into(),
                        radius: Metres(*r),
                    })
                    .collect(),
            )
        };
        assert_eq!(
            list(&[("clinic", 1.0), ("卫生室", 2.0)]).radii(&tiers),
            [Some(Metres(2.0)), Some(Metres(1.0)), None]
        );
        assert_eq!(
            list(&[("CLINIC", 1.0)]).radii(&tiers),
            [Some(Metres(1.0)), Some(Metres(1.0)), None]
        );
        assert_eq!(
            list(&[("hospital", 1.0)]).unknown_tiers(&tiers),
            ["hospital"]
        );
    }

    #[test]
    fn the_question_survives_its_json() {
        let spec = AnalysisSpec {
            filter: Some("beds > 3".into()),
            k: 2,
            ..AnalysisSpec::default()
        };
        let text = serde_json::to_string(&spec).expect("json");
        assert_eq!(
            serde_json::from_str::<AnalysisSpec>(&text).expect("spec"),
            spec
        );
        assert_eq!(
            serde_json::from_str::<AnalysisSpec>("{}").expect("spec"),
            AnalysisSpec::default()
        );
    }
}
