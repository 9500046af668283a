//! A day of the calendar, in universal time, and how people write it.

mod reading;

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1 for AD 1.
    pub year: i64,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day that ISO 8601 writes so, `2021-12-31`; `None` for anything else, and for a day that there is not.
    #[must_use]
    pub fn iso(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let mut part = |digits: usize| {
            let part = parts.next()?;
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<i64>().ok()).flatten()
        };
        Self::from_ymd(
            part(4)?,
            u8::try_from(part(2)?).ok()?,
            u8::try_from(part(2)?).ok()?,
        )
    }

    /// The days since 1 January 1970 (Hinnant, `days_from_civil`), the inverse of [`from_days`](Self::from_days).
    #[must_use]
    pub fn days(self) -> i64 {
        let shifted = self.year - i64::from(self.month <= 2);
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let month_from_march = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day that holds a moment, in UTC.
    #[must_use]
    pub fn of(moment: SystemTime) -> Self {
        const DAY: u64 = 86_400;
        Self::from_days(match moment.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs() / DAY).unwrap_or_default(),
            // A part of a day before is a day before.
            Err(before) => -((before.duration().as_secs_f64() / DAY as f64).ceil() as i64),
        })
    }

    /// The day of these numbers; `None` where the calendar has none such.
    #[must_use]
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Self> {
        let length = Self::days_of_month(year, month)?;
        (1..=length)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// How many days a month has.
    fn days_of_month(year: i64, month: u8) -> Option<u8> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
            4 | 6 | 9 | 11 => Some(30),
            2 => Some(28 + u8::from(leap)),
            _ => None,
        }
    }

    /// The day so many days after 1 January 1970 (H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`): years
    /// begin in March, so that the leap day is the last one; eras have 400 years.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: month as u8,
            day: day as u8,
        }
    }
}

impl fmt::Display for Date {
    /// Writes it as ISO 8601 does: `2026-11-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn known_days_have_their_date() {
        for (days, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (19_782, "2024-02-29"),
            (20_779, "2026-11-22"),
            (-719_162, "0001-01-01"),
        ] {
            assert_eq!(Date::from_days(days).to_string(), date);
        }
    }

    #[test]
    fn days_follow_one_another_for_four_hundred_years() {
        let all: Vec<Date> = (-40_000..110_000).map(Date::from_days).collect();
        for pair in all.windows(2) {
            let [a, b] = pair else { continue };
            let next = (b.year, b.month, b.day) == (a.year, a.month, a.day + 1);
            let turn = b.day == 1 && (28..=31).contains(&a.day) && a < b;
            assert!(next || turn, "{a} {b}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let at = |seconds| Date::of(UNIX_EPOCH + Duration::from_secs(seconds)).to_string();
        assert_eq!([at(86_399), at(86_400)], ["1970-01-01", "1970-01-02"]);
        let before = UNIX_EPOCH - Duration::from_millis(1);
        assert_eq!(Date::of(before).to_string(), "1969-12-31");
    }
}
