//! What a page carries besides its answer: who made it, for whom, under which approval. The same for all pages of an organisation, so it
//! is kept with the project and as the user's own beginning of new projects.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Characters of a text; longer ones stand on no page.
pub const LONGEST_TEXT: usize = 300;

/// Bytes of a logo's file.
pub const LARGEST_LOGO: usize = 2 << 20;

/// The kinds of logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoKind {
    /// Pixels.
    Png,
    /// Vectors that refer to nothing outside themselves.
    Svg,
}

/// A logo with the bytes of its file, which were checked when it was taken (`io::logo`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Logo {
    /// The name of the file that it was taken from, without folders.
    pub name: String,
    /// Its kind.
    pub kind: LogoKind,
    /// The file.
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub bytes: Arc<[u8]>,
}

impl PartialEq for Logo {
    /// States are compared in every frame, and mostly share the bytes.
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.kind) == (&other.name, other.kind)
            && (Arc::ptr_eq(&self.bytes, &other.bytes) || self.bytes == other.bytes)
    }
}

fn to_base64<S: Serializer>(bytes: &Arc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[u8]>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let bytes = STANDARD.decode(text).map_err(de::Error::custom)?;
    Ok(bytes.into())
}

/// What pages carry. Every part may be missing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PageTemplate {
    /// The organisation in whose name the page goes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    /// The map approval number (审图号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<String>,
    /// Who made the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maker: Option<String>,
    /// The date on the page; the program takes none from the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The wording of the title of pages whose project has none of its own. `{radius}` stands for the reach, `{date}` for the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A line below the title, with the same stand-ins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
}

impl PageTemplate {
    /// The names of the texts, as they stand in files.
    pub const TEXTS: [&str; 6] = [
        "organisation",
        "approval",
        "maker",
        "date",
        "title",
        "subtitle",
    ];

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The texts in the order of [`TEXTS`](Self::TEXTS).
    #[must_use]
    pub fn texts(&self) -> [&Option<String>; 6] {
        [
            &self.organisation,
            &self.approval,
            &self.maker,
            &self.date,
            &self.title,
            &self.subtitle,
        ]
    }

    /// The same, to change them.
    pub fn texts_mut(&mut self) -> [&mut Option<String>; 6] {
        [
            &mut self.organisation,
            &mut self.approval,
            &mut self.maker,
            &mut self.date,
            &mut self.title,
            &mut self.subtitle,
        ]
    }

    /// The same with each text on one line, and without texts in which nothing stands.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        for text in self.texts_mut() {
            let line = text.as_deref().map(|t| {
                let words: Vec<&str> = t
                    .split(|c: char| c.is_whitespace() || c.is_control())
                    .filter(|w| !w.is_empty())
                    .collect();
                words.join(" ")
            });
            *text = line.filter(|t| !t.is_empty());
        }
        self
    }

    /// The name of the first text that is too long.
    #[must_use]
    pub fn too_long(&self) -> Option<&'static str> {
        let long = |text: &&Option<String>| {
            text.as_ref()
                .is_some_and(|t| t.chars().count() > LONGEST_TEXT)
        };
        let mut named = Self::TEXTS.into_iter().zip(self.texts());
        named.find(|(_, text)| long(text)).map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_survives_its_json_and_says_only_what_it_has() {
        let template = PageTemplate {
            organisation: Some("某县卫生健康局".into()),
            logo: Some(Logo {
                name: "logo.png".into(),
                kind: LogoKind::Png,
                bytes: [0, 1, 255].into(),
            }),
            ..PageTemplate::default()
        };
        let text = serde_json::to_string(&template).expect("JSON");
        assert_eq!(
            text,
            r#"{"organisation":"某县卫生健康局","logo":{"name":"logo.png","kind":"png","bytes":"AAH/"}}"#
        );
        let back: PageTemplate = serde_json::from_str(&text).expect("a template");
        assert_eq!(back, template);
        assert!(serde_json::from_str::<PageTemplate>(&text.replace("AAH/", "AAH!")).is_err());
    }

    #[test]
    fn texts_are_tidied_and_measured() {
        let template = PageTemplate {
            maker: Some("  A\n\tB ".into()),
            date: Some(" \u{a0}".into()),
            title: Some("字".repeat(LONGEST_TEXT + 1)),
            ..PageTemplate::default()
        }
        .tidied();
        assert_eq!(template.maker.as_deref(), Some("A B"));
        assert_eq!(
            (template.date.as_ref(), template.too_long()),
            (None, Some("title"))
        );
    }
}
