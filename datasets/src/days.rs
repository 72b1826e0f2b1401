//! The days that postings are posted on.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// The last day of the sample.
pub(crate) const LAST: Date = date(2026, 10, 31);

/// The years of the sample.
pub(crate) const YEARS: [i16; 3] = [2024, 2025, 2026];

/// Days of a year that the sample covers.
pub(crate) fn covered(year: i16) -> i32 {
    let first = date(year, 1, 1);
    let last = date(year, 12, 31).min(LAST);
    (last - first).get_days() + 1
}

/// The day of a year, moved off the weekend to the Friday before it: boards are quiet then.
///
/// No year of the sample begins on a weekend, so a day never leaves its year.
pub(crate) fn posted(year: i16, day: i32) -> Date {
    let drawn = date(year, 1, 1).saturating_add(day.days());
    match drawn.weekday() {
        Weekday::Saturday => drawn.saturating_sub(1.day()),
        Weekday::Sunday => drawn.saturating_sub(2.days()),
        _ => drawn,
    }
}

/// Some days later, but never after the sample ends.
pub(crate) fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days()).min(LAST)
}

#[cfg(test)]
mod tests {
    use super::{YEARS, covered, posted};

    #[test]
    fn no_day_leaves_its_year() {
        assert_eq!(YEARS.map(covered), [366, 365, 304]);
        for year in YEARS {
            for day in 0..covered(year) {
                assert_eq!(posted(year, day).year(), year);
            }
        }
    }
}
