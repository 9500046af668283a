//! The address of a server's tiles: a template in which level, column and row are put.
//!
//! Understood are the placeholders that other programs have: `{z}` `{x}` `{y}`, `{-y}` for rows from the south, `{q}` for Bing's keys,
//! the names of WMTS `{TileMatrix}` `{TileCol}` `{TileRow}`, `{s}` `{a-c}` `{switch:a,b}` for servers that share the work, and `{key}`
//! for the user's own key. Only `http` and `https`.

use std::fmt::Write as _;

use crate::model::tiles::TileId;

/// A template that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
    origin: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Level,
    Column,
    Row,
    RowFromSouth,
    Quadkey,
    /// One of several, by turns.
    Choice(Vec<String>),
    Key,
}

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Nothing was entered.
    #[error("no address")]
    Empty,
    /// Neither `http://` nor `https://`.
    #[error("neither http nor https")]
    NotHttp,
    /// There is no sound host in it.
    #[error("no host")]
    NoHost,
    /// A name or password stands before the host; it would be saved with the project.
    #[error("a password in the address")]
    Password,
    /// A brace is not closed, or closed without being opened.
    #[error("a brace without its other half")]
    Brace,
    /// A placeholder that nobody knows.
    #[error("unknown placeholder {{{0}}}")]
    Unknown(String),
    /// Neither level, column, row (by their placeholders) nor a quadkey.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The address of a service's description, not of its tiles.
    #[error("a description of a service")]
    Service,
    /// The address asks for a key, and there is none.
    #[error("no key")]
    NoKey,
}

impl Template {
    /// Reads an address.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressProblem::Empty);
        }
        let lower = text.to_ascii_lowercase();
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| lower.starts_with(s))
            .ok_or(AddressProblem::NotHttp)?;
        let rest = &text[scheme.len()..];
        let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        if host.contains('@') {
            return Err(AddressProblem::Password);
        }
        let parts = parts(text)?;
        let host_parts = self::parts(host)?;
        let sound = |part: &Part| match part {
            Part::Text(text) => is_host(text),
            Part::Choice(all) => all.iter().all(|text| is_host(text)),
            _ => false,
        };
        if host_parts.is_empty() || !host_parts.iter().all(sound) || host.starts_with(':') {
            return Err(AddressProblem::NoHost);
        }
        let has = |wanted: &[Part]| parts.iter().any(|p| wanted.contains(p));
        if !has(&[Part::Quadkey]) {
            let missing = [
                (has(&[Part::Level]), "{z}"),
                (has(&[Part::Column]), "{x}"),
                (has(&[Part::Row, Part::RowFromSouth]), "{y}"),
            ];
            let none = missing.iter().all(|(there, _)| !there);
            let service = [
                "getcapabilities",
                "wmtscapabilities",
                "service=wms",
                ".json",
            ];
            if none && service.iter().any(|s| lower.contains(s)) {
                return Err(AddressProblem::Service);
            }
            if let Some((_, name)) = missing.into_iter().find(|(there, _)| !there) {
                return Err(AddressProblem::Missing(name));
            }
        }
        Ok(Self {
            origin: format!("{scheme}{}", host.to_ascii_lowercase()),
            parts,
        })
    }

    /// Scheme, host and port, as the user agrees to them and as keys are kept for them: `https://tile.example.org`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host as a person reads it.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// Whether a key has its place in it.
    #[must_use]
    pub fn wants_key(&self) -> bool {
        self.parts.contains(&Part::Key)
    }

    /// The address of a tile.
    #[must_use]
    pub fn url(&self, id: TileId, key: &str) -> String {
        let mut url = String::new();
        for part in &self.parts {
            let number = match part {
                Part::Text(text) => {
                    url.push_str(text);
                    continue;
                }
                Part::Key => {
                    escape(&mut url, key, |b| {
                        b.is_ascii_alphanumeric() || b"-._~".contains(&b)
                    });
                    continue;
                }
                Part::Choice(all) => {
                    // The same tile always comes from the same one, so that it is kept once.
                    let turn = id.x.wrapping_add(id.y) as usize % all.len().max(1);
                    url.push_str(all.get(turn).map_or("", String::as_str));
                    continue;
                }
                Part::Quadkey => {
                    for bit in (0..id.z).rev() {
                        let digit = (id.x >> bit & 1) + 2 * (id.y >> bit & 1);
                        url.push(char::from(b'0' + digit as u8));
                    }
                    continue;
                }
                Part::Level => u32::from(id.z),
                Part::Column => id.x,
                Part::Row => id.y,
                Part::RowFromSouth => id.row_from_south(),
            };
            // Writing to a text does not fail.
            let _ = write!(url, "{number}");
        }
        url
    }
}

fn is_host(text: &str) -> bool {
    let sound = |b: u8| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b) || b >= 0x80;
    !text.is_empty() && text.bytes().all(sound)
}

/// Puts a text into an address; what may not stand there is written in percent signs.
fn escape(url: &mut String, text: &str, allowed: impl Fn(u8) -> bool) {
    for byte in text.bytes() {
        if allowed(byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// Cuts a text at its placeholders.
fn parts(text: &str) -> Result<Vec<Part>, AddressProblem> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['{', '}']).unwrap_or(rest.len());
        if end > 0 {
            let mut text = String::new();
            escape(&mut text, &rest[..end], |b| {
                b.is_ascii_graphic() && !b"\"<>\\^`|".contains(&b)
            });
            parts.push(Part::Text(text));
            rest = &rest[end..];
            continue;
        }
        let close = rest.find('}').ok_or(AddressProblem::Brace)?;
        let inner = rest.get(1..close).ok_or(AddressProblem::Brace)?;
        if inner.contains('{') {
            return Err(AddressProblem::Brace);
        }
        parts.extend(placeholder(inner)?);
        rest = &rest[close + 1..];
    }
    Ok(parts)
}

fn placeholder(name: &str) -> Result<Option<Part>, AddressProblem> {
    let fixed = |text: &str| Part::Text(text.to_owned());
    let lower = name.trim().to_ascii_lowercase();
    Ok(Some(match lower.as_str() {
        "z" | "zoom" | "tilematrix" => Part::Level,
        "x" | "tilecol" => Part::Column,
        "y" | "tilerow" => Part::Row,
        "-y" => Part::RowFromSouth,
        "q" | "quadkey" => Part::Quadkey,
        "s" => Part::Choice(["a", "b", "c"].map(str::to_owned).to_vec()),
        "key" | "apikey" | "api_key" | "api-key" | "token" | "access_token" | "accesstoken"
        | "tk" => Part::Key,
        // Twice as many pixels, where a server has them; pictures of the usual size are what fits here.
        "r" | "ratio" => return Ok(None),
        "style" => fixed("default"),
        _ => {
            let range: Vec<char> = lower.chars().collect();
            match (lower.strip_prefix("switch:"), range.as_slice()) {
                (Some(_), _) => {
                    let all = name.trim()["switch:".len()..].split(',');
                    Part::Choice(all.map(|s| s.trim().to_owned()).collect())
                }
                (None, [from, '-', to])
                    if from <= to && from.is_ascii_alphanumeric() && to.is_ascii_alphanumeric() =>
                {
                    Part::Choice((*from..=*to).map(String::from).collect())
                }
                _ => return Err(AddressProblem::Unknown(name.to_owned())),
            }
        }
    }))
}

/// Takes a key out of an address in which it stands as it is: the address with `{key}` in its place, and the key.
#[must_use]
pub fn take_key(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    let names = [
        "key",
        "apikey",
        "api_key",
        "api-key",
        "tk",
        "token",
        "access_token",
        "ak",
    ];
    let Some((path, query)) = text.split_once('?') else {
        return (text.to_owned(), None);
    };
    let mut key = None;
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, value))
                if key.is_none()
                    && !value.is_empty()
                    && !value.contains('{')
                    && names.contains(&name.to_ascii_lowercase().as_str()) =>
            {
                key = Some(value.to_owned());
                format!("{name}={{key}}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    (format!("{path}?{}", pairs.join("&")), key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TILE: TileId = TileId { z: 3, x: 5, y: 2 };

    fn url(template: &str) -> String {
        Template::parse(template)
            .unwrap_or_else(|e| panic!("{template}: {e}"))
            .url(TILE, "a b&1")
    }

    #[test]
    fn templates_of_the_usual_kinds_name_the_tile() {
        let cases = [
            (
                "https://t.example/{z}/{x}/{y}.png",
                "https://t.example/3/5/2.png",
            ),
            (
                "http://t.example/{z}/{x}/{-y}.png",
                "http://t.example/3/5/5.png",
            ),
            (
                "https://{s}.t.example/{z}/{x}/{y}{r}.png",
                "https://b.t.example/3/5/2.png",
            ),
            (
                "https://t{0-7}.t.example/{z}/{x}/{y}",
                "https://t7.t.example/3/5/2",
            ),
            (
                "https://{switch:p,q}.t.example/{z}/{x}/{y}",
                "https://q.t.example/3/5/2",
            ),
            ("https://t.example/{q}?g=1", "https://t.example/121?g=1"),
            (
                "https://t.example/wmts/l/{Style}/m/{TileMatrix}/{TileRow}/{TileCol}.jpg",
                "https://t.example/wmts/l/default/m/3/2/5.jpg",
            ),
            (
                "http://t.example/w?REQUEST=GetTile&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
                "http://t.example/w?REQUEST=GetTile&TILEMATRIX=3&TILEROW=2&TILECOL=5&tk=a%20b%261",
            ),
            (
                "https://t.example/底图/{z}/{x}/{y}",
                "https://t.example/%E5%BA%95%E5%9B%BE/3/5/2",
            ),
        ];
        for (template, expected) in cases {
            assert_eq!(url(template), expected);
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told() {
        use AddressProblem as P;
        let cases = [
            ("  ", P::Empty),
            ("file:///etc/{z}/{x}/{y}", P::NotHttp),
            ("t.example/{z}/{x}/{y}", P::NotHttp),
            ("https:///{z}/{x}/{y}", P::NoHost),
            ("https://{z}.example/{x}/{y}", P::NoHost),
            ("https://{key}.example/{z}/{x}/{y}", P::NoHost),
            ("https://me:secret@t.example/{z}/{x}/{y}", P::Password),
            ("https://good.example\\@t.example/{z}/{x}/{y}", P::Password),
            ("https://t.example/{z/{x}/{y}", P::Brace),
            ("https://t.example/{z}/{x}/y}", P::Brace),
            ("https://t.example/{z}/{x}/{why}", P::Unknown("why".into())),
            ("https://t.example/{z}/{x}.png", P::Missing("{y}")),
            ("https://t.example/1/2/3.png", P::Missing("{z}")),
            ("https://t.example/wmts?REQUEST=GetCapabilities", P::Service),
        ];
        for (template, problem) in cases {
            assert_eq!(Template::parse(template), Err(problem), "{template}");
        }
    }

    #[test]
    fn what_the_user_agrees_to_is_scheme_host_and_port() {
        let origin = |t: &str| Template::parse(t).expect(t).origin().to_owned();
        assert_eq!(
            origin("HTTPS://{S}.T.Example:8443/{z}/{x}/{y}?k={key}"),
            "https://{s}.t.example:8443"
        );
        assert_ne!(
            origin("http://t.example/{z}/{x}/{y}"),
            origin("https://t.example/{z}/{x}/{y}")
        );
    }

    #[test]
    fn a_key_in_an_address_is_taken_out_of_it() {
        let (address, key) = take_key("https://t.example/{z}/{x}/{y}?style=a&tk=0123abc");
        assert_eq!(address, "https://t.example/{z}/{x}/{y}?style=a&tk={key}");
        assert_eq!(key.as_deref(), Some("0123abc"));
        for kept in [
            "https://t.example/{z}/{x}/{y}",
            "https://t.example/{z}/{x}/{y}?key={key}&a",
        ] {
            assert_eq!(take_key(kept), (kept.to_owned(), None));
        }
    }
}
