//! What the words and codes of tables mean: levels, statistical codes, kinds of links, percentages.

use std::borrow::Cow;

use super::{Level, Percentage};
use crate::model::table::Cell;

impl Level {
    /// The level that a word names, in English or Chinese. 市 alone is a city; what a code says of a county-level city goes before it.
    #[must_use]
    pub fn recognise(word: &str) -> Option<Self> {
        let plain: String = word
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let word = plain.strip_suffix('级').unwrap_or(&plain);
        Some(match word {
            "village" | "community" | "村" | "行政村" | "社区" | "居委会" | "村委会" | "自然村" => {
                Self::Village
            }
            "grid" | "网格" => Self::Grid,
            "township" | "town" | "subdistrict" | "street" | "乡镇" | "乡" | "镇" | "街道"
            | "民族乡" | "乡镇街道" | "苏木" => Self::Township,
            "county" | "district" | "countylevelcity" | "县" | "区" | "市辖区" | "县区"
            | "区县" | "县市区" | "自治县" | "县级市" | "旗" => Self::County,
            "consortium" | "医共体" | "紧密型医共体" | "县域医共体" | "医联体" | "医疗集团" => {
                Self::Consortium
            }
            "city" | "prefecture" | "municipality" | "市" | "地级市" | "地市" | "设区市"
            | "自治州" => Self::City,
            "province" | "省" | "自治区" | "直辖市" => Self::Province,
            _ => return None,
        })
    }

    /// The level that a unit's name speaks of by its ending; 市 says nothing, as cities of both levels bear it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let ends = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
        if ends(&["街道", "镇", "乡", "苏木"]) {
            Some(Self::Township)
        } else if ends(&["省", "自治区"]) {
            Some(Self::Province)
        } else if ends(&["自治州", "地区"]) {
            Some(Self::City)
        } else if ends(&["县", "区", "旗"]) {
            Some(Self::County)
        } else {
            None
        }
    }

    /// The level next above in the tree.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        Some(match self {
            Self::Village | Self::Grid => Self::Township,
            Self::Township => Self::County,
            Self::County | Self::Consortium => Self::City,
            Self::City => Self::Province,
            Self::Province => return None,
        })
    }

    /// How many digits the statistical codes of the level have (GB/T 2260, GB/T 10114); none for what has no place in them.
    #[must_use]
    pub fn digits(self) -> Option<usize> {
        Some(match self {
            Self::Village => 12,
            Self::Township => 9,
            Self::County => 6,
            Self::City => 4,
            Self::Province => 2,
            Self::Grid | Self::Consortium => return None,
        })
    }
}

/// The level of a statistical code with its significant digits: `320700` is `3207` of a city, `320722000000` is `320722` of a county
/// (GB/T 2260 for two to six digits, GB/T 10114 for three and three more). `None` for what is no such code.
#[must_use]
pub fn statistical(code: &str) -> Option<(Level, &str)> {
    let code = code.trim();
    let digits = code.bytes().all(|b| b.is_ascii_digit()) && !code.starts_with('0');
    if !digits || !matches!(code.len(), 2 | 4 | 6 | 9 | 12) {
        return None;
    }
    let mut level = Level::Village;
    loop {
        let wide = level.digits()?;
        let above = level.above();
        let narrow = above.and_then(Level::digits).unwrap_or(0);
        if code.len() >= wide && !code[narrow..wide].bytes().all(|b| b == b'0') {
            return Some((level, &code[..wide]));
        }
        level = above?;
    }
}

/// A code as it is compared: statistical ones without what pads them, others without case.
#[must_use]
pub fn code_key(code: &str) -> Cow<'_, str> {
    let code = code.trim();
    match statistical(code) {
        Some((_, digits)) => digits.into(),
        None if code.chars().any(char::is_uppercase) => code.to_lowercase().into(),
        None => code.into(),
    }
}

/// A name as it is compared: without case and spaces.
#[must_use]
pub fn name_key(name: &str) -> Cow<'_, str> {
    if name.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        let plain = name.chars().filter(|c| !c.is_whitespace());
        plain.collect::<String>().to_lowercase().into()
    } else {
        name.into()
    }
}

/// The kind of a link in the form of files: lower case with hyphens, Chinese words in English.
#[must_use]
pub fn link_kind(word: &str) -> String {
    let known = match word.trim() {
        "管理" | "托管" | "一体化管理" | "领办" => "manages",
        "成员" | "成员单位" => "member-of",
        "牵头" | "牵头单位" => "leads",
        "分院" | "院区" => "branch-of",
        "上转" | "向上转诊" => "refers-up",
        "下转" | "向下转诊" => "refers-down",
        "远程会诊" | "远程医疗" | "远程" => "telemedicine",
        "对口支援" | "对口帮扶" | "帮扶" | "结对" => "paired-with",
        "派驻" | "下派" | "驻点" => "posted-to",
        "服务" | "联办" | "覆盖" => "serves",
        "下设站" | "所属站" | "隶属站" => "station-of",
        "科室共建" | "共建" => "co-built",
        "包联" | "走访" | "督导" => "visits",
        _ => "",
    };
    if known.is_empty() {
        hyphened(word)
    } else {
        known.to_owned()
    }
}

/// A key in the form of files: lower case with hyphens between its words.
#[must_use]
pub fn hyphened(word: &str) -> String {
    let words = word.split(|c: char| c.is_whitespace() || c == '_');
    let words: Vec<String> = words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

impl Percentage {
    /// A percentage as people write it: `93.4%`, `95%+`, `≥90%`, `0.934`. Without a sign what is at most 1 is a fraction.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
                _ => c,
            })
            .collect();
        let mut rest = plain.as_str();
        let mut at_least = false;
        for before in ["≥", ">=", ">", "超过", "over", "不低于"] {
            if let Some(after) = rest.strip_prefix(before) {
                (rest, at_least) = (after, true);
                break;
            }
        }
        for behind in ["+", "以上"] {
            if let Some(before) = rest.strip_suffix(behind) {
                (rest, at_least) = (before, true);
                break;
            }
        }
        let (number, signed) = match rest.strip_suffix('%') {
            Some(number) => (number, true),
            None => (rest, false),
        };
        let number = number.strip_suffix('+').unwrap_or(number);
        let value: f64 = number.parse().ok().filter(|n: &f64| n.is_finite())?;
        let decimals = number
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        if signed || value.abs() > 1.0 {
            return Some(Self {
                percent: value,
                decimals: u8::try_from(decimals).ok()?,
                at_least,
            });
        }
        let decimals = u8::try_from(decimals.saturating_sub(2)).ok()?;
        let scale = 10f64.powi(i32::from(decimals));
        Some(Self {
            // Two more digits before the point: what multiplying leaves behind them is cut off.
            percent: (value * 100.0 * scale).round() / scale,
            decimals,
            at_least,
        })
    }

    /// The percentage that a cell holds.
    #[must_use]
    pub fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Int(_) | Cell::Real(_) | Cell::Text(_) => Self::parse(&cell.to_string()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_their_level_with_and_without_padding() {
        for (code, level, key) in [
            ("32", Level::Province, "32"),
            ("320000", Level::Province, "32"),
            ("3207", Level::City, "3207"),
            ("320700", Level::City, "3207"),
            ("320722", Level::County, "320722"),
            ("320722000000", Level::County, "320722"),
            ("320722104", Level::Township, "320722104"),
            ("320722104000", Level::Township, "320722104"),
            ("320722104201", Level::Village, "320722104201"),
            ("320700000000", Level::City, "3207"),
        ] {
            assert_eq!(statistical(code), Some((level, key)), "{code}");
        }
        for code in ["", "3", "32072", "0320", "C01", "V0000001", "3207221042011"] {
            assert_eq!(statistical(code), None, "{code}");
        }
        assert_eq!(code_key(" C01 "), "c01");
    }

    #[test]
    fn percentages_keep_what_they_say() {
        let said =
            |text: &str| Percentage::parse(text).map(|p| (p.percent, p.decimals, p.at_least));
        for (text, percent) in [
            ("93.4%", (93.4, 1, false)),
            ("93.40 %", (93.4, 2, false)),
            ("95%+", (95.0, 0, true)),
            ("≥90％", (90.0, 0, true)),
            ("70%以上", (70.0, 0, true)),
            ("0.934", (93.4, 1, false)),
            ("0.9", (90.0, 0, false)),
            ("82", (82.0, 0, false)),
            ("0.5%", (0.5, 1, false)),
            ("100%", (100.0, 0, false)),
        ] {
            assert_eq!(said(text), Some(percent), "{text}");
        }
        for text in ["", "many", "%", "9/10"] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn words_are_known_in_both_languages() {
        assert_eq!(Level::recognise("Sub-district"), Some(Level::Township));
        assert_eq!(Level::recognise("县级"), Some(Level::County));
        assert_eq!(Level::recognise("县级市"), Some(Level::County));
        assert_eq!(Level::of_name("云埠区"), Some(Level::County));
        assert_eq!(Level::of_name("连云港市"), None);
        assert_eq!(link_kind("远程会诊"), "telemedicine");
        assert_eq!(link_kind("Refers_Up"), "refers-up");
    }
}
