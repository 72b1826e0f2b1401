//! Parsers of option values that speak the user's language.

use std::num::NonZeroUsize;

use clap::ValueEnum;
use jdlib::market::{CompareSort, Group};
use jdlib::stats::Care;
use jdlib::terms::{Currency, Period};
use rust_decimal::Decimal;

use crate::failure::nearest;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CareArg {
    /// Show all that can be estimated at all
    Relaxed,
    /// Show what a careful reader may quote
    Normal,
    /// Show what may be published without further comment
    Strict,
}

impl CareArg {
    pub(crate) fn to_care(self) -> Care {
        match self {
            Self::Relaxed => Care::Relaxed,
            Self::Normal => Care::Normal,
            Self::Strict => Care::Strict,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortArg {
    /// Changes that have a name, by how much of them is sure
    Change,
    /// What tells the two sides apart, which need not have changed
    Distinctive,
    /// What most postings ask for
    Demand,
}

impl SortArg {
    pub(crate) fn to_sort(self) -> CompareSort {
        match self {
            Self::Change => CompareSort::Change,
            Self::Distinctive => CompareSort::Distinctive,
            Self::Demand => CompareSort::Demand,
        }
    }
}

pub(crate) fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is not a whole number"))
}

pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number of threads: use 1 or more"))
}

/// A group name, written with `_` or `-`.
pub(crate) fn group(text: &str) -> Result<Group, String> {
    let name = text.trim().replace('-', "_");
    Group::parse(&name).ok_or_else(|| {
        let known: Vec<&str> = Group::NAMES.iter().map(|(name, _)| *name).collect();
        match nearest(&name, known.iter().copied()) {
            Some(near) => format!("there is no group `{text}`; did you mean `{near}`?"),
            None => format!("there is no group `{text}`; known: {}", known.join(", ")),
        }
    })
}

/// A group that is a span of time.
pub(super) fn period_group(text: &str) -> Result<Group, String> {
    let found = group(text)?;
    if found.is_period() { Ok(found) } else { Err(format!("`{text}` is no period: use month, quarter or year")) }
}

/// A year, quarter or month: `2026`, `2026-Q1`, `2026-01`.
pub(super) fn period(text: &str) -> Result<(Group, String), String> {
    let text = text.trim().to_uppercase();
    let shape = || format!("`{text}` is not a year, quarter or month: write 2026, 2026-Q1 or 2026-01");
    let (year, part) = text.split_once('-').map_or((text.as_str(), None), |(year, part)| (year, Some(part)));
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    if year.len() != 4 || number(year).is_none() {
        return Err(shape());
    }
    match part {
        None => Ok((Group::Year, text.clone())),
        Some("Q1" | "Q2" | "Q3" | "Q4") => Ok((Group::Quarter, text.clone())),
        Some(month) if month.len() == 2 && number(month).is_some_and(|month| (1..=12).contains(&month)) => {
            Ok((Group::Month, text.clone()))
        }
        Some(_) => Err(shape()),
    }
}

/// `GROUP=VALUE,VALUE`.
pub(super) fn two_groups(text: &str) -> Result<(Group, [String; 2]), String> {
    let shape = || format!("`{text}` is not of the form GROUP=VALUE,VALUE, such as tier=startup,enterprise");
    let (name, values) = text.split_once('=').ok_or_else(shape)?;
    let (first, second) = values.split_once(',').ok_or_else(shape)?;
    let (first, second) = (first.trim(), second.trim());
    if first.is_empty() || second.is_empty() || second.contains(',') {
        return Err(shape());
    }
    if first == second {
        return Err(format!("`{first}` cannot be compared with itself"));
    }
    Ok((group(name)?, [first.to_owned(), second.to_owned()]))
}

/// A positive number.
pub(super) fn amount(text: &str) -> Result<Decimal, String> {
    let amount = text.trim().parse().ok().filter(|amount: &Decimal| *amount > Decimal::ZERO);
    amount.ok_or_else(|| format!("`{text}` is not a positive number"))
}

/// `PERIOD=N`.
pub(super) fn per_year(text: &str) -> Result<(Period, Decimal), String> {
    let (period, count) =
        text.split_once('=').ok_or_else(|| format!("`{text}` is not of the form PERIOD=N, such as `day=220`"))?;
    let known = || Period::ALL.iter().map(|period| period.as_str()).collect::<Vec<_>>().join(", ");
    let period =
        Period::parse(period.trim()).ok_or_else(|| format!("there is no period `{period}`; known: {}", known()))?;
    Ok((period, amount(count)?))
}

/// A currency by its code.
pub(super) fn currency(text: &str) -> Result<Currency, String> {
    Currency::parse(text.trim()).ok_or_else(|| format!("`{text}` is not the code of a currency, such as EUR"))
}

/// `FIELD=COLUMN`.
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.is_empty() => {
            Ok((field.trim().to_owned(), column.to_owned()))
        }
        _ => Err(format!("`{text}` is not of the form FIELD=COLUMN")),
    }
}

/// One character, `tab` or `\t`.
pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] => Ok(*byte),
            _ => Err(format!("`{text}` is not one character; write `tab` for a tab")),
        },
    }
}

/// What may be missing, or too many.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Missing {
    /// Rows that repeat another one.
    Duplicates,
    /// Rows that could not be read.
    Refused,
    /// Postings without usable pay, be it in a column or in the text.
    Pay,
    /// Rows without a field.
    Field(&'static str),
}

/// A share that may not be exceeded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FailOn {
    pub(crate) what: Missing,
    /// From 0 to 1.
    pub(crate) share: f64,
}

/// `missing-pay=80%`.
pub(super) fn fail_on(text: &str) -> Result<FailOn, String> {
    let shape = || format!("`{text}` is not of the form missing-FIELD=80%, duplicates=30% or refused=1%");
    let (name, limit) = text.split_once('=').ok_or_else(shape)?;
    let what = match name.trim() {
        "duplicates" => Missing::Duplicates,
        "refused" => Missing::Refused,
        "missing-pay" => Missing::Pay,
        name => {
            let field = name.strip_prefix("missing-").ok_or_else(shape)?;
            let known = jdlib::posting::FIELDS.iter().find(|known| **known == field.replace('-', "_"));
            Missing::Field(known.ok_or_else(|| match nearest(field, jdlib::posting::FIELDS.iter().copied()) {
                Some(near) => format!("there is no field `{field}`; did you mean `missing-{near}`?"),
                None => format!("there is no field `{field}`: see `jds check --fields`"),
            })?)
        }
    };
    let share = match limit.trim().strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => limit.trim().parse::<f64>(),
    };
    match share {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(FailOn { what, share }),
        _ => Err(format!("`{limit}` is not a share: write 80% or 0.8")),
    }
}

/// One character of one byte.
pub(super) fn sign(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [byte] => Ok(*byte),
        _ => Err(format!("`{text}` is not one character")),
    }
}

/// A name of a table of names and values.
pub(super) fn named<T: Copy>(table: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = table.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let known: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        format!("`{text}` is none of {}", known.join(", "))
    })
}
