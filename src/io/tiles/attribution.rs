//! Whose the tiles are, as plain text: sources give HTML with links, the map shows only words.

/// The text of a piece of HTML in one line, without tags and with the usual entities; `None` if nothing is left.
#[must_use]
pub fn plain_text(html: &str) -> Option<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if rest.starts_with('<') && tag {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            rest = &rest[end..];
        } else if let Some((letter, length)) = entity(rest) {
            text.push(letter);
            rest = &rest[length..];
        } else {
            // A sign that begins nothing.
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The letter that an entity at the beginning stands for, and how long the entity is.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "middot" => '·',
        "ndash" => '–',
        "mdash" => '—',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
    };
    Some((letter, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_their_words() {
        let cases = [
            (
                r#"<a href="https://example.org/copyright" target="_blank">&copy; OpenStreetMap contributors</a>"#,
                Some("© OpenStreetMap contributors"),
            ),
            ("A &#169; B &#xA9;&nbsp;C\n D", Some("A © B © C D")),
            ("R&D, 3 < 4 &unknown; <b", Some("R&D, 3 < 4 &unknown;")),
            ("天地图 <b>审图号</b>", Some("天地图 审图号")),
            ("<script>x</script>", Some("x")),
            ("  <br/> ", None),
        ];
        for (html, text) in cases {
            assert_eq!(plain_text(html).as_deref(), text, "{html}");
        }
    }
}
