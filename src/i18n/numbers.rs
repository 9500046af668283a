//! Numbers as each language writes them.
//!
//! English groups digits with a narrow no-break space and counts in thousands and millions (SI brochure, 5.4.4); Chinese groups with
//! commas and counts in 万 and 亿 (GB/T 15835).

use super::words::{Lang, Words};
use crate::base::{Metres, SquareMetres};

/// A space that neither breaks nor widens.
const THIN: char = '\u{202f}';

impl Words {
    /// A whole number with its digits grouped: `254 672`, `254,672`.
    #[must_use]
    pub fn count(&self, n: impl Into<f64>) -> String {
        let separator = if self.lang == Lang::ZhCn { ',' } else { THIN };
        let digits = format!("{:.0}", n.into().abs().round());
        let mut text = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(c);
        }
        text
    }

    /// A number of people in few digits: `3.29 M`, `212 k`, `956`; `329.0 万`, `1.2 亿`.
    #[must_use]
    pub fn people_short(&self, n: f64) -> String {
        let scaled =
            |value: f64, decimals: usize, unit: &str| format!("{value:.decimals$}{THIN}{unit}");
        if self.lang == Lang::ZhCn {
            return match n {
                n if n >= 1e8 => scaled(n / 1e8, 2, "亿"),
                n if n >= 1e4 => scaled(n / 1e4, 1, "万"),
                _ => self.count(n),
            };
        }
        match n {
            n if n >= 1e7 => scaled(n / 1e6, 1, "M"),
            n if n >= 1e6 => scaled(n / 1e6, 2, "M"),
            n if n >= 1e5 => scaled(n / 1e3, 0, "k"),
            _ => self.count(n),
        }
    }

    /// A size of a file or of memory: `2.1 GB`, `315 MB`.
    #[must_use]
    pub fn bytes(&self, size: u64) -> String {
        let mega = size as f64 / 1e6;
        if mega < 999.5 {
            format!("{mega:.0}{THIN}MB")
        } else {
            format!("{:.1}{THIN}GB", mega / 1e3)
        }
    }

    /// A share as a percentage with one decimal, never rounded up to 100 or down to 0 when it is neither: `92.3 %`.
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        let mut tenths = (share * 1000.0).round();
        if share < 1.0 && tenths >= 1000.0 {
            tenths = 999.0;
        }
        if share > 0.0 && tenths <= 0.0 {
            tenths = 1.0;
        }
        if tenths >= 1000.0 {
            format!("100{THIN}%")
        } else {
            format!("{:.1}{THIN}%", tenths / 10.0)
        }
    }

    /// A class bound in percent with the digits that it has, without the sign: `60`, `97.5`.
    #[must_use]
    pub fn percent_bound(&self, share: f64) -> String {
        // Breaks have at most eight digits; what lies beyond is the error of the product.
        format!("{}", (share * 1e8).round() / 1e6)
    }

    /// A distance in the unit that reads best: `5 km`, `11.37 km`, `640 m`.
    #[must_use]
    pub fn distance(&self, d: Metres) -> String {
        let metres = d.0;
        // A gap by a hand's breadth is one.
        if (0.005..0.995).contains(&metres.abs()) {
            return format!("{metres:.2}{THIN}m");
        }
        if metres.abs() < 999.5 {
            return format!("{metres:.0}{THIN}m");
        }
        let decimals = if metres.abs() < 99_995.0 { 2 } else { 0 };
        format!("{:.decimals$}{THIN}km", metres / 1000.0)
    }

    /// A radius, without needless zeros: `5 km`, `2.5 km`, `800 m`.
    #[must_use]
    pub fn radius(&self, d: Metres) -> String {
        if d.0 < 1000.0 {
            format!("{}{THIN}m", round(d.0))
        } else {
            format!("{}{THIN}km", round(d.0 / 1000.0))
        }
    }

    /// A measured length, in the digits that a hand on a map can mean: `64.2 m`, `640 m`, `11.37 km`, `312.4 km`, `8 956 km`.
    #[must_use]
    pub fn length(&self, d: Metres) -> String {
        match d.0 {
            m if m < 99.95 => format!("{m:.1}{THIN}m"),
            m if m < 999.5 => format!("{m:.0}{THIN}m"),
            m if m < 99_995.0 => format!("{:.2}{THIN}km", m / 1e3),
            m if m < 999_950.0 => format!("{:.1}{THIN}km", m / 1e3),
            m => format!("{}{THIN}km", self.count(m / 1e3)),
        }
    }

    /// A measured area in the unit that reads best: `850 m²`, `12.4 ha`, `3.27 km²`, `8 956 km²`; `12.4 公顷`, `96.5 万 km²`.
    #[must_use]
    pub fn ground(&self, area: SquareMetres) -> String {
        let (chinese, km2) = (self.lang == Lang::ZhCn, area.km2());
        match area.0 {
            m2 if m2 < 9_999.5 => format!("{}{THIN}m²", self.count(m2)),
            m2 if m2 < 999_500.0 => {
                let unit = if chinese { "公顷" } else { "ha" };
                format!("{:.1}{THIN}{unit}", m2 / 1e4)
            }
            _ if km2 < 99.995 => format!("{km2:.2}{THIN}km²"),
            _ if km2 < 999.95 => format!("{km2:.1}{THIN}km²"),
            _ if chinese && km2 >= 99_999.5 => format!("{:.1}{THIN}万{THIN}km²", km2 / 1e4),
            _ => format!("{}{THIN}km²", self.count(km2)),
        }
    }

    /// An area: `48.3 km²`.
    #[must_use]
    pub fn area(&self, km2: f64) -> String {
        if km2 < 100.0 {
            format!("{km2:.1}{THIN}km²")
        } else {
            format!("{}{THIN}km²", self.count(km2))
        }
    }
}

/// At most three decimals, without trailing zeros.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        let (en, zh) = (Words::new(Lang::En), Words::new(Lang::ZhCn));
        assert_eq!(
            (en.count(254_672.0), zh.count(254_672.0)),
            ("254\u{202f}672".into(), "254,672".into())
        );
        assert_eq!(
            (en.people_short(3_289_910.0), zh.people_short(3_289_910.0)),
            ("3.29\u{202f}M".into(), "329.0\u{202f}万".into())
        );
        assert_eq!(en.distance(Metres(11_370.4)), "11.37\u{202f}km");
        assert_eq!(en.radius(Metres(2500.0)), "2.5\u{202f}km");
    }

    #[test]
    fn measures_have_the_unit_and_the_digits_that_read_best() {
        let (en, zh) = (Words::new(Lang::En), Words::new(Lang::ZhCn));
        let plain = |text: String| text.replace('\u{202f}', " ");
        for (metres, text) in [
            (0.04, "0.0 m"),
            (64.24, "64.2 m"),
            (99.96, "100 m"),
            (999.6, "1.00 km"),
            (11_370.4, "11.37 km"),
            (99_996.0, "100.0 km"),
            (999_960.0, "1 000 km"),
            (8_956_400.0, "8 956 km"),
        ] {
            assert_eq!(plain(en.length(Metres(metres))), text);
        }
        for (m2, english, chinese) in [
            (850.4, "850 m²", "850 m²"),
            (124_000.0, "12.4 ha", "12.4 公顷"),
            (999_600.0, "1.00 km²", "1.00 km²"),
            (312_440_000.0, "312.4 km²", "312.4 km²"),
            (8_956.4e6, "8 956 km²", "8,956 km²"),
            (965_000e6, "965 000 km²", "96.5 万 km²"),
        ] {
            assert_eq!(plain(en.ground(SquareMetres(m2))), english);
            assert_eq!(plain(zh.ground(SquareMetres(m2))), chinese);
        }
    }

    #[test]
    fn a_share_is_never_rounded_to_all_or_nothing() {
        let en = Words::new(Lang::En);
        assert_eq!(en.percent(0.999_99), "99.9\u{202f}%");
        assert_eq!(en.percent(0.000_01), "0.1\u{202f}%");
        assert_eq!(
            (en.percent(1.0), en.percent(0.0)),
            ("100\u{202f}%".into(), "0.0\u{202f}%".into())
        );
    }
}
