//! The texts by key.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// The languages of window, map and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// Both side by side, Chinese first; for pages.
    #[serde(rename = "both")]
    Both,
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_lowercase().replace('_', "-").as_str() {
            "en" => Ok(Self::En),
            "zh" | "zh-cn" | "zh-hans" | "zh-hans-cn" => Ok(Self::ZhCn),
            "both" => Ok(Self::Both),
            _ => Err(text.to_owned()),
        }
    }
}

impl Lang {
    /// The language of the user's system: Simplified Chinese for any Chinese, else English.
    #[must_use]
    pub fn of_system() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.to_lowercase().starts_with("zh") => Self::ZhCn,
            _ => Self::En,
        }
    }

    /// The tag, `zh-CN` for instance.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::Both => "both",
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

macro_rules! files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../assets/i18n/", $lang, "/common.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/app.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/select.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/page.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/errors.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/layers.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/tiles.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/guide.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/atlas.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/tables.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/template.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/report.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/print.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/records.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/standard.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/standard_file.ftl")),
            include_str!(concat!("../../assets/i18n/", $lang, "/standard_panel.ftl")),
        ]
    };
}

/// How many files of texts a language has.
const FILES: usize = 18;

fn bundle(tag: &str, files: &[&'static str; FILES]) -> Bundle {
    let id: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for file in *files {
        // A test proves that every file is sound; a broken message falls back to its key.
        let resource =
            FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", &files!("en")));
static CHINESE: LazyLock<Bundle> = LazyLock::new(|| bundle("zh-CN", &files!("zh-CN")));

/// Arguments of a text: name and value. Numbers that choose a plural form go in as numbers, others as formatted text.
pub type Args<'a> = &'a [(&'a str, FluentValue<'a>)];

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// Which language.
    pub lang: Lang,
}

impl Words {
    /// The texts of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text of a key; the key itself if it is missing (a test proves that none is).
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with arguments.
    #[must_use]
    pub fn with(&self, key: &str, args: Args<'_>) -> String {
        match self.lang {
            Lang::En => format_one(&ENGLISH, key, args),
            Lang::ZhCn => format_one(&CHINESE, key, args),
            Lang::Both => {
                let (zh, en) = (
                    format_one(&CHINESE, key, args),
                    format_one(&ENGLISH, key, args),
                );
                if zh == en { zh } else { format!("{zh} {en}") }
            }
        }
    }
}

fn format_one(bundle: &Bundle, key: &str, args: Args<'_>) -> String {
    let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
        return key.to_owned();
    };
    let fluent: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
        .collect();
    bundle
        .format_pattern(pattern, Some(&fluent), &mut Vec::new())
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// The keys of a file with the arguments that each uses.
    fn keys(files: &[&'static str; FILES]) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys = BTreeMap::new();
        for file in *files {
            assert!(
                FluentResource::try_new((*file).to_owned()).is_ok(),
                "a Fluent file has a syntax error"
            );
            let mut key = String::new();
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                if let Some((name, _)) = line.split_once('=')
                    && !line.starts_with([' ', '\t', '}'])
                {
                    key = name.trim().to_owned();
                    assert!(
                        keys.insert(key.clone(), BTreeSet::new()).is_none(),
                        "{key} stands twice"
                    );
                }
                for piece in line.split('$').skip(1) {
                    let name = piece
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-')
                        .collect();
                    keys.entry(key.clone()).or_default().insert(name);
                }
            }
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_arguments() {
        let (en, zh) = (keys(&files!("en")), keys(&files!("zh-CN")));
        for key in en.keys().chain(zh.keys()) {
            assert_eq!(en.get(key), zh.get(key), "{key}");
        }
    }

    #[test]
    fn english_knows_one_from_many() {
        let words = Words::new(Lang::En);
        let text = |n: u32| {
            words.with(
                "count-villages",
                &[("n", n.into()), ("count", n.to_string().into())],
            )
        };
        assert_eq!(
            (text(1).as_str(), text(2).as_str()),
            ("1 village", "2 villages")
        );
    }
}
