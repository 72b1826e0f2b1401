//! Days of the calendar, as files write them.

use std::fmt;

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

/// How much of a date its source gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// The day.
    #[default]
    Day,
    /// The month: the day is its first.
    Month,
    /// The year: the day is its first.
    Year,
}

/// Which of two numbers that could both be a month is the day: `4/5/2026`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// Not known: such a date is not read.
    #[default]
    Unknown,
    /// The first, as in most of the world.
    DayFirst,
    /// The second, as in the United States.
    MonthFirst,
}

impl DayOrder {
    /// What the dates of a column show: one whose first number is above 12 has the day first. Unknown where nothing shows it, or where
    /// two dates contradict each other.
    pub fn of_column<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for (first, second, _) in cells.filter_map(numbers) {
            day_first |= first > 12;
            month_first |= second > 12;
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Unknown,
        }
    }
}

/// Years that postings can have been written in.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Names of months and days, as `strptime` writes them.
const FORMATS: [&str; 8] =
    ["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%a, %d %b %Y", "%A, %B %d, %Y", "%d-%b-%Y"];

impl Date {
    /// Reads a day from the forms that files hold: `2026-04-17`, with or without a time after it, `2026/4/17`, `20260417`, `17 April 2026`,
    /// `April 17, 2026`, `17.04.2026`, `25/12/2025`. A day and month that could be swapped (`4/5/2026`) is not read.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_as(text, DayOrder::Unknown)
            .filter(|(_, precision)| *precision == Precision::Day)
            .map(|(date, _)| date)
    }

    /// Reads a day as [`Date::parse`] does, and also `2026-04` and `2026`. `order` decides where day and month could be swapped.
    #[must_use]
    pub fn parse_as(text: &str, order: DayOrder) -> Option<(Self, Precision)> {
        let text = text.trim();
        let head = text.split(['T', ' ']).next().unwrap_or("");
        let is_number =
            |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        for separator in ['-', '/', '.'] {
            let parts: Vec<&str> = head.split(separator).collect();
            match parts.as_slice() {
                [year, month, day] if year.len() == 4 && is_number(year) => {
                    return Self::of(year, month, day).map(|date| (date, Precision::Day));
                }
                [year, month] if year.len() == 4 && is_number(year) && separator != '.' && is_number(month) => {
                    return Self::of(year, month, "1").map(|date| (date, Precision::Month));
                }
                // A point between the numbers always has the day first.
                [day, month, year] if separator == '.' && year.len() == 4 => {
                    return Self::of(year, month, day).map(|date| (date, Precision::Day));
                }
                _ => {}
            }
        }
        if let Some((first, second, year)) = numbers(text) {
            let (day, month) = match order {
                _ if first > 12 => (first, second),
                _ if second > 12 || first == second => (second, first),
                DayOrder::DayFirst => (first, second),
                DayOrder::MonthFirst => (second, first),
                DayOrder::Unknown => return None,
            };
            return Self::new(year, month, day).map(|date| (date, Precision::Day));
        }
        let digits = text.strip_suffix(".0").unwrap_or(text);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return match digits.len() {
                4 => Self::of(digits, "1", "1").map(|date| (date, Precision::Year)),
                8 => Self::of(&digits[..4], &digits[4..6], &digits[6..]).map(|date| (date, Precision::Day)),
                _ => None,
            };
        }
        let found = FORMATS.iter().find_map(|format| jiff::civil::Date::strptime(format, day_of(text)).ok());
        found.filter(|date| YEARS.contains(&date.year())).map(|date| (Self::from_civil(date), Precision::Day))
    }

    fn of(year: &str, month: &str, day: &str) -> Option<Self> {
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        YEARS.contains(&date.year()).then(|| Self::from_civil(date))
    }

    /// The day of a Unix time, in universal time; in seconds or milliseconds, which are a thousand times as large.
    #[must_use]
    pub fn from_epoch(time: i64) -> Option<Self> {
        // 10^11 seconds lie in the year 5138, 10^11 milliseconds in 1973.
        let millis = if time.unsigned_abs() < 100_000_000_000 { time.checked_mul(1_000)? } else { time };
        Self::from_days(i32::try_from(millis.div_euclid(86_400_000)).ok()?)
    }

    /// Days since 1970-01-01, as Arrow counts them.
    #[must_use]
    pub fn days(self) -> i32 {
        let date = jiff::civil::date(self.year, self.month, self.day);
        let since = date.since(jiff::civil::date(1970, 1, 1));
        since.map_or(0, |span| span.get_days())
    }

    /// The day that many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self::from_civil)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month, from 1.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    fn from_civil(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// The numbers of `4/5/2026` or `4-5-2026`, with or without a time after them, in their order; the year last.
fn numbers(text: &str) -> Option<(i8, i8, i16)> {
    let head = text.trim().split(['T', ' ', ',']).next()?;
    let mut parts = head.split(['/', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

/// The text up to the time of day, if it has one: `Fri, 25 Sep 2026 00:33:21 +0000`.
fn day_of(text: &str) -> &str {
    match text.find(':') {
        Some(colon) => text[..colon].rsplit_once(' ').map_or(text, |(day, _)| day.trim_end_matches([' ', ','])),
        None => text,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_many_forms() {
        for (text, expected) in [
            ("2026-04-17", Some("2026-04-17")),
            ("2026-04-17T10:00:00Z", Some("2026-04-17")),
            ("2026-02-01T00:00:00.0000000Z", Some("2026-02-01")),
            ("2024-11-01 00:00:09", Some("2024-11-01")),
            ("20260417", Some("2026-04-17")),
            ("17 April 2026", Some("2026-04-17")),
            ("April 17, 2026", Some("2026-04-17")),
            ("Fri, 25 Sep 2026 00:33:21 +0000", Some("2026-09-25")),
            ("17.04.2026", Some("2026-04-17")),
            ("25/12/2025", Some("2025-12-25")),
            ("12/25/2025", Some("2025-12-25")),
            ("5/5/2026", Some("2026-05-05")),
            ("4/5/2026", None),
            ("2026", None),
            ("soon", None),
            ("2026-13-40", None),
            ("2026-02-31", None),
            ("1/1/0001", None),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
        let date = Date::parse("2026-10-31").unwrap();
        assert_eq!(Date::from_days(date.days()), Some(date));
        assert_eq!(Date::from_epoch(1_793_404_800), Some(date));
        assert_eq!(Date::from_epoch(1_793_404_800_000), Some(date));
        assert_eq!((Date::from_epoch(i64::MIN), Date::from_epoch(i64::MAX)), (None, None));
    }

    #[test]
    fn parts_of_a_date_are_dates() {
        let parse =
            |text| Date::parse_as(text, DayOrder::Unknown).map(|(date, precision)| (date.to_string(), precision));
        assert_eq!(parse("2026-04"), Some(("2026-04-01".to_owned(), Precision::Month)));
        assert_eq!(parse("2026"), Some(("2026-01-01".to_owned(), Precision::Year)));
        assert_eq!(parse("2026.0"), Some(("2026-01-01".to_owned(), Precision::Year)));
        assert_eq!(parse("1200"), None);
    }

    #[test]
    fn a_column_shows_its_order() {
        let order = |cells: &[&str]| DayOrder::of_column(cells.iter().copied());
        assert_eq!(order(&["4/5/2026", "25/5/2026"]), DayOrder::DayFirst);
        assert_eq!(order(&["4/5/2026", "5/25/2026 10:00"]), DayOrder::MonthFirst);
        assert_eq!(order(&["4/5/2026"]), DayOrder::Unknown);
        assert_eq!(order(&["25/5/2026", "5/25/2026"]), DayOrder::Unknown);
        let read = |order| Date::parse_as("4/5/2026", order).map(|(date, _)| date.to_string());
        assert_eq!(read(DayOrder::DayFirst).as_deref(), Some("2026-05-04"));
        assert_eq!(read(DayOrder::MonthFirst).as_deref(), Some("2026-04-05"));
    }
}
