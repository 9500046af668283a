//! Levels of care: the tiers that a file names, and the ones that we know by name in English and Chinese.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::Metres;

/// The levels of care of a Chinese county and their usual counterparts elsewhere, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownTier {
    /// 村卫生室, a village clinic.
    Clinic,
    /// 社区卫生服务站, a community health station.
    Station,
    /// 社区卫生服务中心, a community health centre.
    Community,
    /// 乡镇卫生院, a township health centre.
    Township,
    /// 县医院, a county hospital.
    County,
    /// 市医院, a city or tertiary hospital.
    City,
}

impl KnownTier {
    /// All, lowest first.
    pub const ALL: [Self; 6] = [
        Self::Clinic,
        Self::Station,
        Self::Community,
        Self::Township,
        Self::County,
        Self::City,
    ];

    /// The words that mean this tier, in lower case without spaces, hyphens and underscores. Longer words win.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Clinic => &[
                "clinic",
                "villageclinic",
                "healthpost",
                "subcentre",
                "subcenter",
                "dispensary",
                "村卫生室",
                "卫生室",
                "卫生所",
                "诊所",
                "村级",
                "村",
            ],
            Self::Station => &[
                "station",
                "communityhealthstation",
                "chs",
                "社区卫生服务站",
                "服务站",
                "卫生服务站",
            ],
            Self::Community => &[
                "community",
                "communityhealthcentre",
                "communityhealthcenter",
                "chc",
                "社区卫生服务中心",
                "社区",
                "街道",
            ],
            Self::Township => &[
                "township",
                "townshiphealthcentre",
                "townshiphealthcenter",
                "townshiphospital",
                "thc",
                "phc",
                "healthcentre",
                "healthcenter",
                "乡镇卫生院",
                "卫生院",
                "中心卫生院",
                "乡镇",
                "乡级",
                "镇级",
                "乡",
            ],
            Self::County => &[
                "county",
                "countyhospital",
                "districthospital",
                "县医院",
                "县级医院",
                "县级",
                "区医院",
                "县",
            ],
            Self::City => &[
                "city",
                "cityhospital",
                "tertiary",
                "tertiaryhospital",
                "municipalhospital",
                "hospital",
                "市医院",
                "市级医院",
                "市级",
                "三级医院",
                "市",
                "医院",
            ],
        }
    }

    /// The tier that a name means, whatever its case and language.
    #[must_use]
    pub fn recognise(name: &str) -> Option<Self> {
        let plain: String = name
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.'))
            .collect();
        let singular = plain.strip_suffix('s').unwrap_or(&plain);
        Self::ALL
            .into_iter()
            .find(|t| t.words().contains(&plain.as_str()) || t.words().contains(&singular))
    }

    /// The word for it in files and conditions: `clinic`, `township`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Station => "station",
            Self::Community => "community",
            Self::Township => "township",
            Self::County => "county",
            Self::City => "city",
        }
    }

    /// The radius that a new project starts with; the planner changes it.
    #[must_use]
    pub fn default_radius(self) -> Metres {
        Metres::from_km(match self {
            Self::Clinic | Self::Station | Self::Community => 3.0,
            Self::Township => 10.0,
            Self::County | Self::City => 30.0,
        })
    }
}

/// A tier of a dataset: every different value of the tier column is one, or the whole layer if there is no such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The name as in the data; empty when the data have no tiers, or for the facilities that lack one.
    pub name: Arc<str>,
    /// The level that the name means, if it is a known one.
    pub known: Option<KnownTier>,
}

impl Tier {
    /// The tier of this name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            known: KnownTier::recognise(name),
        }
    }

    /// Whether a name that a user typed means this tier: the name itself in any case, or a word for the same known tier.
    #[must_use]
    pub fn answers_to(&self, typed: &str) -> bool {
        self.name.to_lowercase() == typed.trim().to_lowercase()
            || self
                .known
                .is_some_and(|known| KnownTier::recognise(typed) == Some(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_known_in_both_languages() {
        for (name, tier) in [
            ("clinic", KnownTier::Clinic),
            ("Village Clinic", KnownTier::Clinic),
            ("village_clinic", KnownTier::Clinic),
            ("村卫生室", KnownTier::Clinic),
            ("township_health_centre", KnownTier::Township),
            ("卫生院", KnownTier::Township),
            ("社区卫生服务中心", KnownTier::Community),
            ("社区卫生服务站", KnownTier::Station),
            ("County-Hospital", KnownTier::County),
            ("市医院", KnownTier::City),
        ] {
            assert_eq!(KnownTier::recognise(name), Some(tier), "{name}");
        }
        assert_eq!(KnownTier::recognise("Medical"), None);
    }

    #[test]
    fn case_and_language_of_a_known_tier_do_not_matter() {
        let tier = Tier::named("卫生室");
        assert!(
            tier.answers_to("clinic")
                && tier.answers_to("Village_Clinic")
                && tier.answers_to("卫生室")
        );
        assert!(!tier.answers_to("township"));
        assert!(Tier::named("Medical").answers_to("medical"));
    }
}
