//! The values of a standard's file that are worded in their own way: distances, percentages, speeds, dates.

use super::file;
use super::problem::{Mistake, Wording};
use crate::base::units::LONGEST_GEODESIC;
use crate::base::{Date, Metres, UnitProblem};
use crate::model::Expression;
use crate::model::register::Percentage;
use crate::model::standard::Quantity;

/// What a value says, by the format that its schema names; the mistake if it cannot be that.
pub(super) fn check(format: &str, key: &str, text: &str) -> Result<(), Mistake> {
    let not_a = |wanted| Mistake::NotA {
        key: key.to_owned(),
        found: text.to_owned(),
        wanted,
    };
    let some = |good: bool, wanted| if good { Ok(()) } else { Err(not_a(wanted)) };
    let expression = |read: Result<Expression, _>| {
        read.map(drop).map_err(|problem| Mistake::Expression {
            key: key.to_owned(),
            problem,
        })
    };
    let outside = |least: &str, most: &str| Mistake::OutOfRange {
        key: key.to_owned(),
        found: text.to_owned(),
        range: [least.to_owned(), most.to_owned()],
    };
    match format {
        "key" => some(is_key(text), Wording::Key),
        "distance" | "distance-or-time" => match text.parse::<Metres>() {
            Ok(_) => Ok(()),
            Err(UnitProblem::OutOfRange(_)) => {
                Err(outside("0m", &format!("{:.0}km", LONGEST_GEODESIC.km())))
            }
            Err(_) if format == "distance" => Err(not_a(Wording::Distance)),
            Err(_) => some(hours(text).is_some(), Wording::DistanceOrTime),
        },
        "speed" => some(speed(text).is_some(), Wording::Speed),
        "share" => match percent(text) {
            None => Err(not_a(Wording::Share)),
            Some(p) if !(0.0..=100.0).contains(&p) => Err(outside("0%", "100%")),
            Some(_) => Ok(()),
        },
        "number" => some(number(text).is_some(), Wording::Number),
        "positive" => some(number(text).is_some_and(|n| n > 0.0), Wording::Positive),
        "count" => some(count(text).is_some(), Wording::Whole),
        "amount" => some(amount(text).is_some(), Wording::NumberOrShare),
        "turnable" => some(turnable(text).is_some(), Wording::Any),
        "percentage" => some(percentage(text).is_some(), Wording::Percentage),
        "day" => some(Date::iso(text).is_some(), Wording::Date),
        "period" => some(is_period(text), Wording::Period),
        "condition" => expression(Expression::condition(text)),
        "quantity" => expression(Expression::quantity(text)),
        _ => Ok(()),
    }
}

/// Letters in lower case, digits, hyphens.
fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_'))
}

/// A year, a month or a day: `2021`, `2021-07`, `2021-07-31`.
fn is_period(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    Date::iso(&whole).is_some()
}

/// A number and what follows it.
fn split(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_' | '+' | '-')))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let number: f64 = digits.replace('_', "").parse().ok()?;
    number.is_finite().then_some((number, unit.trim()))
}

/// A bare number, not below 0.
pub(super) fn number(text: &str) -> Option<f64> {
    split(text)
        .filter(|(n, unit)| unit.is_empty() && *n >= 0.0)
        .map(|(n, _)| n)
}

fn count(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|n| *n >= 1)
}

/// Per cent, whatever their size.
fn percent(text: &str) -> Option<f64> {
    split(text)
        .filter(|(_, unit)| matches!(*unit, "%" | "％"))
        .map(|(n, _)| n)
}

/// A percentage as a fraction.
pub(super) fn share(text: &str) -> Option<f64> {
    percent(text).map(|p| p / 100.0)
}

/// A number as it is, a percentage as a fraction.
fn amount(text: &str) -> Option<f64> {
    number(text).or_else(|| share(text).filter(|s| (0.0..=1.0).contains(s)))
}

/// A percentage with the decimals that it was written with.
pub(super) fn percentage(text: &str) -> Option<Percentage> {
    let text = text.trim();
    let (text, at_least) = match text.strip_suffix(['+', '＋']) {
        Some(text) => (text, true),
        None => (text, false),
    };
    let percent = percent(text).filter(|p| *p >= 0.0)?;
    let decimals = text.split_once('.').map_or(0, |(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).count()
    });
    Some(Percentage {
        percent,
        decimals: u8::try_from(decimals).ok()?,
        at_least,
    })
}

/// A time in hours.
pub(super) fn hours(text: &str) -> Option<f64> {
    let (number, unit) = split(text)?;
    let factor = match unit.to_lowercase().as_str() {
        "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 1.0 / 60.0,
        "h" | "hr" | "hour" | "hours" | "小时" => 1.0,
        _ => return None,
    };
    (0.0..=240.0).contains(&number).then_some(number * factor)
}

/// A speed in metres an hour.
pub(super) fn speed(text: &str) -> Option<f64> {
    let (number, unit) = split(text)?;
    let factor = match unit.replace(' ', "").to_lowercase().as_str() {
        "km/h" | "kmh" | "公里/小时" | "千米/小时" => 1000.0,
        "m/s" | "米/秒" => 3600.0,
        "m/min" | "米/分" | "米/分钟" => 60.0,
        "mph" | "mi/h" => 1609.344,
        _ => return None,
    };
    (number > 0.0 && number <= 1000.0).then_some(number * factor)
}

/// What a number that can be turned is measured in, and its value in the base unit.
pub(super) fn turnable(text: &str) -> Option<(Quantity, f64)> {
    if let Ok(metres) = text.parse::<Metres>() {
        return Some((Quantity::Distance, metres.0));
    }
    match (share(text), number(text)) {
        (Some(share), _) => (0.0..=1.0)
            .contains(&share)
            .then_some((Quantity::Share, share)),
        (None, number) => number.map(|n| (Quantity::Number, n)),
    }
}

impl file::Distance {
    pub(super) fn metres(&self) -> Option<Metres> {
        self.0.get_ref().parse().ok()
    }
}

impl file::Share {
    pub(super) fn fraction(&self) -> Option<f64> {
        share(self.0.get_ref())
    }
}

impl file::Number {
    pub(super) fn number(&self) -> Option<f64> {
        number(self.0.get_ref())
    }
}

impl file::Positive {
    pub(super) fn number(&self) -> Option<f64> {
        number(self.0.get_ref())
    }
}

impl file::Count {
    pub(super) fn number(&self) -> Option<u32> {
        count(self.0.get_ref())
    }
}

impl file::Amount {
    pub(super) fn number(&self) -> Option<f64> {
        amount(self.0.get_ref())
    }
}

impl file::Condition {
    pub(super) fn expression(&self) -> Option<Expression> {
        Expression::condition(self.0.get_ref()).ok()
    }
}

impl file::Quantity {
    pub(super) fn expression(&self) -> Option<Expression> {
        Expression::quantity(self.0.get_ref()).ok()
    }
}

impl file::Day {
    pub(super) fn date(&self) -> Option<Date> {
        Date::iso(self.0.get_ref())
    }
}
