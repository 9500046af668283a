//! What is odd about a file, in one sentence each.

use super::problems::arg;
use super::words::{Lang, Words};
use crate::model::{Warning, WarningCode};

impl Words {
    /// A warning in one sentence; file and row stand beside it, not in it.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> String {
        if self.lang == Lang::Both {
            let say = |lang| Self::new(lang).say_warning(warning);
            return format!("{} {}", say(Lang::ZhCn), say(Lang::En));
        }
        self.say_warning(warning)
    }

    fn say_warning(self, warning: &Warning) -> String {
        let detail = warning.detail.as_str();
        let key = format!("warning-{}", warning.code.name().replace('_', "-"));
        match warning.code {
            WarningCode::NullGeometry if detail.is_empty() => self.t(&key),
            WarningCode::NullGeometry
            | WarningCode::BadGeometry
            | WarningCode::OddMember
            | WarningCode::NotAFeature
            | WarningCode::UnusableGeometry
            | WarningCode::RepresentativePoint => {
                let key = if warning.code == WarningCode::NullGeometry {
                    "warning-bad-geometry"
                } else {
                    &key
                };
                self.with(key, &[arg("reason", self.detail(detail))])
            }
            WarningCode::DuplicateId => match (warning.source_row, detail.rsplit_once(": ")) {
                (Some(_), Some((id, count))) => {
                    self.with(&key, &[arg("value", id), arg("count", self.counted(count))])
                }
                _ => self.with(
                    "warning-duplicate-id-all",
                    &[arg("count", self.counted(detail))],
                ),
            },
            WarningCode::MissingId
            | WarningCode::MissingName
            | WarningCode::MissingTier
            | WarningCode::MissingPopulation
            | WarningCode::OutsideDistricts
            | WarningCode::OverlappingDistricts
            | WarningCode::CoincidentFacilities
                if warning.source_row.is_none() && !detail.is_empty() =>
            {
                self.with(
                    &format!("{key}-all"),
                    &[
                        ("n", detail.parse::<u32>().unwrap_or(0).into()),
                        arg("count", self.counted(detail)),
                    ],
                )
            }
            WarningCode::MissingPopulation if !detail.is_empty() => {
                self.with("warning-missing-population-text", &[arg("value", detail)])
            }
            WarningCode::RingDirection => match detail.strip_prefix('×') {
                Some(count) => self.with(
                    "warning-ring-direction-all",
                    &[
                        ("n", count.parse::<u32>().unwrap_or(0).into()),
                        arg("count", self.counted(count)),
                    ],
                ),
                None => self.t(&key),
            },
            WarningCode::RaggedRow => {
                let (held, width) = detail.split_once('/').unwrap_or((detail, ""));
                self.with(&key, &[arg("held", held), arg("width", width)])
            }
            WarningCode::AssumedWgs84 if detail == "null" => self.t("warning-assumed-wgs84-null"),
            _ => self.with(&key, &[arg("value", detail)]),
        }
    }

    /// A count that arrives as text.
    fn counted(self, text: &str) -> String {
        text.parse::<u32>()
            .map_or_else(|_| text.to_owned(), |n| self.count(n))
    }

    /// The detail of a warning: a code, perhaps with a value, perhaps with how often (`member: bbox ×3`).
    fn detail(self, detail: &str) -> String {
        let (body, times) = match detail.rsplit_once('×') {
            Some((body, times)) if times.chars().all(|c| c.is_ascii_digit()) => {
                (body.trim_end(), Some(times))
            }
            _ => (detail, None),
        };
        let (code, value) = body.split_once(": ").unwrap_or((body, ""));
        let said = self.with(
            &format!("reason-{}", code.replace('_', "-")),
            &[arg("value", value)],
        );
        match times {
            Some(times) => self.with(
                "reason-times",
                &[arg("reason", said), arg("count", self.counted(times))],
            ),
            None => said,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::io::DETAILS;

    pub fn languages() -> [Words; 2] {
        [Words::new(Lang::En), Words::new(Lang::ZhCn)]
    }

    /// Whether a text was found and every argument filled in.
    pub fn assert_said(text: &str, what: &str) {
        assert!(!text.trim().is_empty(), "{what}");
        assert!(
            !text.contains("{$") && !text.contains("{ $"),
            "{what}: {text}"
        );
        let key =
            |t: &str| t.contains('-') && t.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(
            !text.split_whitespace().any(|w| {
                key(w)
                    && [
                        "read-",
                        "warning-",
                        "reason-",
                        "looks-",
                        "found-",
                        "expected-",
                        "assemble-",
                    ]
                    .iter()
                    .any(|p| w.starts_with(p))
            }),
            "{what}: {text}"
        );
    }

    pub fn warning(code: WarningCode, row: Option<u32>, detail: &str) -> Warning {
        Warning {
            code,
            file: "f".into(),
            source_row: row,
            detail: detail.into(),
        }
    }

    #[test]
    fn every_warning_has_words() {
        let plain = [
            WarningCode::NullGeometry,
            WarningCode::BadCoordinate,
            WarningCode::NullIsland,
            WarningCode::SwappedCoordinates,
            WarningCode::BadProperties,
            WarningCode::MissingId,
            WarningCode::MissingName,
            WarningCode::MissingPopulation,
            WarningCode::NegativePopulation,
            WarningCode::UnclosedRing,
            WarningCode::RingDirection,
            WarningCode::SelfIntersection,
            WarningCode::OverlappingDistricts,
            WarningCode::OutsideDistricts,
            WarningCode::CoincidentFacilities,
            WarningCode::LegacyCrs,
            WarningCode::AssumedWgs84,
            WarningCode::BadLine,
            WarningCode::MissingTier,
        ];
        for words in languages() {
            for code in plain {
                assert_said(
                    &words.warning(&warning(code, Some(1), "")),
                    &format!("{code:?}"),
                );
            }
            for code in [
                WarningCode::DuplicateId,
                WarningCode::MissingId,
                WarningCode::MissingName,
                WarningCode::MissingPopulation,
                WarningCode::MissingTier,
                WarningCode::OutsideDistricts,
                WarningCode::OverlappingDistricts,
                WarningCode::CoincidentFacilities,
            ] {
                let text = words.warning(&warning(code, None, "1234"));
                assert!(text.contains("234"), "{text}");
                assert_said(&text, &format!("{code:?}"));
            }
            for detail in DETAILS {
                for code in [
                    WarningCode::NullGeometry,
                    WarningCode::BadGeometry,
                    WarningCode::OddMember,
                    WarningCode::NotAFeature,
                    WarningCode::UnusableGeometry,
                    WarningCode::RepresentativePoint,
                ] {
                    let detail = format!("{detail}: x ×3");
                    assert_said(&words.warning(&warning(code, None, &detail)), &detail);
                }
            }
            for (code, detail) in [
                (WarningCode::DuplicateId, "a: b: 3"),
                (WarningCode::MissingPopulation, "many"),
                (WarningCode::RingDirection, "×58"),
                (WarningCode::AssumedWgs84, "null"),
                (WarningCode::RaggedRow, "3/5"),
            ] {
                assert_said(&words.warning(&warning(code, Some(0), detail)), detail);
            }
        }
        assert_eq!(
            Words::new(Lang::En).warning(&warning(
                WarningCode::OddMember,
                Some(0),
                "member: bbox ×3"
            )),
            "The member \"bbox\" does not belong here; it was ignored (3 times)."
        );
    }
}
