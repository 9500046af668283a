//! Days in attributes: when a facility opened and closed, since when a link holds.

use crate::base::Date;
use crate::model::Cell;

/// The day that a value says: `2021-12-31`, `2021/12/31`; the first day of `2021` and `2021-12`. `Ok(None)` where there is no value.
///
/// # Errors
/// Where there is a value that is no day.
pub(super) fn of(cell: &Cell) -> Result<Option<Date>, ()> {
    if !cell.is_present() {
        return Ok(None);
    }
    let text = cell.to_string();
    let mut parts = text.trim().split(['-', '/']);
    let mut next = |default: i64| parts.next().map_or(Ok(default), str::parse::<i64>);
    let (Ok(year), Ok(month), Ok(day)) = (next(0), next(1), next(1)) else {
        return Err(());
    };
    if parts.next().is_some()
        || !(1..=9999).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=31).contains(&day)
    {
        return Err(());
    }
    Ok(Some(Date {
        year,
        month: month as u8,
        day: day as u8,
    }))
}

/// Whether something that holds from one day to another (both included) holds on a day; asked of no day, all holds.
pub(super) fn within(day: Option<Date>, since: Option<Date>, until: Option<Date>) -> bool {
    day.is_none_or(|day| since.is_none_or(|s| s <= day) && until.is_none_or(|u| day <= u))
}
