//! Dates as people write them in tables: `2021-07-01`, `2021/7/1`, `2021年7月`, `2021Q3`, `2021`, and the day numbers of spreadsheets.
//!
//! What names a longer time than a day is that time: which of its days counts is the caller's to say. Nothing is guessed: `01/02/2021` is
//! none, as day and month cannot be told apart.

use super::Date;

/// Day 0 of spreadsheets' numbers, counted from 1970 (30 December 1899: ECMA-376-1, 18.17.4.1, as all programs keep it).
const SPREADSHEET_ZERO: i64 = -25_569;
/// Numbers that are taken for a spreadsheet's days: 1954 to 2119. Years and compact dates lie outside.
const SPREADSHEET_DAYS: std::ops::RangeInclusive<i64> = 20_000..=80_000;
/// Years that a table can mean.
const YEARS: std::ops::RangeInclusive<i64> = 1800..=2200;

impl Date {
    /// The day that a text names; of a longer time the first.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::period(text).map(|(first, _)| first)
    }

    /// The day that a text names; of a longer time the last: until `2021` is until 31 December 2021.
    #[must_use]
    pub fn parse_end(text: &str) -> Option<Self> {
        Self::period(text).map(|(_, last)| last)
    }

    /// The first and the last day of what a text names: a day, a month, a quarter, half a year or a year.
    #[must_use]
    pub fn period(text: &str) -> Option<(Self, Self)> {
        let text: String = text.trim().chars().map(narrow).collect();
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return digits(&text);
        }
        // What follows a complete date is the time of day.
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        worded(&text).or_else(|| separated(day))
    }

    fn months(year: i64, first: u8, last: u8) -> Option<(Self, Self)> {
        let length = Self::days_of_month(year, last)?;
        YEARS
            .contains(&year)
            .then_some(())
            .and(Self::from_ymd(year, first, 1))
            .zip(Self::from_ymd(year, last, length))
    }

    fn one(year: i64, month: u8, day: u8) -> Option<(Self, Self)> {
        let date = Self::from_ymd(year, month, day).filter(|_| YEARS.contains(&year))?;
        Some((date, date))
    }
}

/// Full-width digits and signs as their ASCII twins.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `2021`, `202107`, `20210701`, `44378`.
fn digits(text: &str) -> Option<(Date, Date)> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        4 => Date::months(number, 1, 12),
        5 if SPREADSHEET_DAYS.contains(&number) => {
            let date = Date::from_days(number + SPREADSHEET_ZERO);
            Some((date, date))
        }
        6 => {
            let month = (number % 100) as u8;
            Date::months(number / 100, month, month)
        }
        8 => Date::one(
            number / 10_000,
            (number / 100 % 100) as u8,
            (number % 100) as u8,
        ),
        _ => None,
    }
}

/// `2021-07-01`, `2021/7/1`, `2021.7`, `2021Q3`, `2021-Q3`, `2021H1`.
fn separated(text: &str) -> Option<(Date, Date)> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: i64 = year.parse().ok()?;
    let upper = rest
        .trim_start_matches(['-', '/', '.'])
        .to_ascii_uppercase();
    if let Some(quarter) = upper.strip_prefix('Q') {
        return part_of_year(year, quarter.parse().ok()?, 4);
    }
    if let Some(half) = upper.strip_prefix('H') {
        return part_of_year(year, half.parse().ok()?, 2);
    }
    let mut parts = rest.strip_prefix(['-', '/', '.'])?.split(['-', '/', '.']);
    let month: u8 = parts.next()?.parse().ok()?;
    let found = match parts.next() {
        Some(day) => Date::one(year, month, day.parse().ok()?),
        None => Date::months(year, month, month),
    };
    found.filter(|_| parts.next().is_none())
}

/// `2021年`, `2021年7月`, `2021年7月1日`, `2021年三季度`, `2021年第3季度`, `2021年上半年`, `2021年底`.
fn worded(text: &str) -> Option<(Date, Date)> {
    let (year, rest) = text.split_once('年')?;
    let year: i64 = year.trim().parse().ok()?;
    let rest = rest.trim();
    match rest {
        "" | "度" => return Date::months(year, 1, 12),
        "上半年" => return part_of_year(year, 1, 2),
        "下半年" => return part_of_year(year, 2, 2),
        "底" | "末" => return Date::one(year, 12, 31),
        "初" => return Date::one(year, 1, 1),
        _ => {}
    }
    if let Some(quarter) = rest.strip_suffix("季度").or(rest.strip_suffix('季')) {
        let number = match quarter.trim_start_matches('第') {
            "一" => 1,
            "二" => 2,
            "三" => 3,
            "四" => 4,
            other => other.parse().ok()?,
        };
        return part_of_year(year, number, 4);
    }
    let (month, rest) = rest.split_once('月')?;
    let month: u8 = month.trim().parse().ok()?;
    match rest.trim().trim_end_matches(['日', '号']).trim() {
        "" => Date::months(year, month, month),
        "底" | "末" => Date::months(year, month, month).map(|(_, last)| (last, last)),
        day => Date::one(year, month, day.parse().ok()?),
    }
}

/// The `number`-th of `parts` equal parts of a year.
fn part_of_year(year: i64, number: u8, parts: u8) -> Option<(Date, Date)> {
    let months = 12 / parts;
    (1..=parts)
        .contains(&number)
        .then(|| Date::months(year, (number - 1) * months + 1, number * months))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        Date::period(text).map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} {last}")
            }
        })
    }

    #[test]
    fn a_day_is_read_however_it_is_written() {
        for text in [
            "2021-07-01",
            "2021/7/1",
            "2021.7.1",
            "2021年7月1日",
            "2021 年 7 月 1 日",
            "20210701",
            "２０２１－０７－０１",
            " 2021-07-01T08:30:00 ",
            "2021-07-01 00:00:00",
            "44378",
        ] {
            assert_eq!(said(text).as_deref(), Some("2021-07-01"), "{text}");
        }
    }

    #[test]
    fn a_longer_time_has_a_first_and_a_last_day() {
        for (text, period) in [
            ("2020", "2020-01-01 2020-12-31"),
            ("2020年", "2020-01-01 2020-12-31"),
            ("2020年2月", "2020-02-01 2020-02-29"),
            ("2021-02", "2021-02-01 2021-02-28"),
            ("202106", "2021-06-01 2021-06-30"),
            ("2021Q3", "2021-07-01 2021-09-30"),
            ("2021-q4", "2021-10-01 2021-12-31"),
            ("2021年三季度", "2021-07-01 2021-09-30"),
            ("2021年第1季度", "2021-01-01 2021-03-31"),
            ("2021年上半年", "2021-01-01 2021-06-30"),
            ("2021H2", "2021-07-01 2021-12-31"),
        ] {
            assert_eq!(said(text).as_deref(), Some(period), "{text}");
        }
        assert_eq!(
            Date::parse_end("2020").map(|d| d.to_string()).as_deref(),
            Some("2020-12-31")
        );
        assert_eq!(said("2021年底").as_deref(), Some("2021-12-31"));
    }

    #[test]
    fn what_is_no_date_or_an_ambiguous_one_is_none() {
        for text in [
            "",
            "01/02/2021",
            "2021-13-01",
            "2021-02-30",
            "7月1日",
            "soon",
            "123",
            "20211301",
            "2021Q5",
            "2021-1-1-1",
            "年",
            "2021年十月",
            "999999",
            "2021年0月",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        assert_eq!(Date::from_ymd(2023, 2, 29), None);
    }
}
