//! Days in attributes: when a facility opened and closed, since when a link holds.

use crate::base::Date;
use crate::model::{Cell, Truth};

/// The first and the last day of what a value names; `Ok(None)` where there is no value.
///
/// # Errors
/// Where there is a value that names no time.
fn period(cell: &Cell) -> Result<Option<(Date, Date)>, ()> {
    if !cell.is_present() {
        return Ok(None);
    }
    Date::period(&cell.to_string()).map(Some).ok_or(())
}

/// Whether what began at a time has begun by a day. Without a time it always had; in a year of which the day is not known, nobody knows.
pub(super) fn has_begun(by: Date, at: &Cell) -> Truth {
    match period(at) {
        Ok(None) => Truth::Yes,
        Ok(Some((_, last))) if last <= by => Truth::Yes,
        Ok(Some((first, _))) if by < first => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether what ended at a time (and on that day was no more) still is on a day.
pub(super) fn still_is(on: Date, ended: &Cell) -> Truth {
    match period(ended) {
        Ok(None) => Truth::Yes,
        Ok(Some((first, _))) if on < first => Truth::Yes,
        Ok(Some((_, last))) if last <= on => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether something that holds from one day to another (both included) holds on a day; asked of no day, all holds.
pub(super) fn within(day: Option<Date>, since: Option<Date>, until: Option<Date>) -> bool {
    day.is_none_or(|day| since.is_none_or(|s| s <= day) && until.is_none_or(|u| day <= u))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_within_a_year_that_alone_is_named_is_not_known() {
        let day = |text: &str| Date::parse(text).expect("a day");
        let cell = |text: &str| Cell::Text(text.into());
        let on = day("2020-06-30");
        for (at, begun, still) in [
            ("", Truth::Yes, Truth::Yes),
            ("2019", Truth::Yes, Truth::No),
            ("2020", Truth::Unknown, Truth::Unknown),
            ("2021", Truth::No, Truth::Yes),
            ("2020-06-30", Truth::Yes, Truth::No),
            ("2020-07-01", Truth::No, Truth::Yes),
            ("soon", Truth::Unknown, Truth::Unknown),
        ] {
            let at = cell(at);
            assert_eq!(
                (has_begun(on, &at), still_is(on, &at)),
                (begun, still),
                "{at}"
            );
        }
    }
}
