//! Rates of exchange, of the user's own: pay in several currencies as pay in one.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use jiff::civil;
use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::posting::Date;
use crate::terms::Currency;

/// How many units of one currency a unit of others buys, month by month. A rate that is missing is an error, never one.
///
/// ```
/// use jdlib::market::Rates;
/// use jdlib::posting::Date;
/// use jdlib::terms::Currency;
///
/// let file = "date,currency,rate\n2024-05-02,EUR,1.07\n2024-05-31,EUR,1.09\n,GBP,1.25\n";
/// let rates = Rates::from_csv(file.as_bytes(), Currency::USD)?;
/// let may = Date::parse("2024-05-14");
/// assert!((rates.rate("EUR", may)? - 1.08).abs() < 1e-12);
/// assert_eq!(rates.rate("USD", may)?, 1.0);
/// assert_eq!(rates.rate("GBP", None)?, 1.25);
/// assert!(rates.rate("EUR", None).is_err());
/// assert!(rates.rate("CHF", may).is_err());
/// # Ok::<(), jdlib::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rates {
    target: Currency,
    /// Sum and number of the rates of each currency and month; no month holds for every posting.
    months: BTreeMap<(String, Option<Month>), (f64, u32)>,
}

/// Year and month.
type Month = (i16, i8);

/// A row of the file.
#[derive(Deserialize)]
struct Row {
    date: String,
    currency: String,
    rate: f64,
}

impl Rates {
    /// Reads a CSV with the columns `date`, `currency` and `rate`: how many units of `target` a unit of `currency` buys. Of several rates in
    /// one month their mean counts. A row without a date holds for months without a rate, and for postings without a date.
    ///
    /// # Errors
    /// When the file cannot be read, or a cell is no date, currency or positive number.
    pub fn read(path: &Path, target: Currency) -> Result<Self> {
        let file = std::fs::File::open(path).map_err(|error| Error::io(error, path))?;
        Self::from_csv(file, target).map_err(|error| error.in_file(path))
    }

    /// The same of anything that reads.
    ///
    /// # Errors
    /// When a cell is no date, currency or positive number.
    pub fn from_csv(file: impl Read, target: Currency) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
        let bad = |line: u64, message: String| Error::new(ErrorKind::Syntax(message)).on_line(line);
        let mut months: BTreeMap<(String, Option<Month>), (f64, u32)> = BTreeMap::new();
        for row in reader.deserialize() {
            let row: Row = row.map_err(|error: csv::Error| {
                let line = error.position().map_or(1, csv::Position::line);
                bad(line, format!("no row of `date`, `currency` and `rate`: {error}"))
            })?;
            let said = format!("{},{},{}", row.date, row.currency, row.rate);
            let month = match row.date.as_str() {
                "" => None,
                date => {
                    let date: civil::Date = date
                        .parse()
                        .map_err(|_| bad(0, format!("`{said}`: the date is not of the form 2024-05-31")))?;
                    Some((date.year(), date.month()))
                }
            };
            let currency = Currency::parse(&row.currency)
                .ok_or_else(|| bad(0, format!("`{said}`: the currency is no code of three letters")))?;
            if !(row.rate.is_finite() && row.rate > 0.0) {
                return Err(bad(0, format!("`{said}`: the rate is not a positive number")));
            }
            let entry = months.entry((currency.to_string(), month)).or_default();
            *entry = (entry.0 + row.rate, entry.1 + 1);
        }
        Ok(Self { target, months })
    }

    /// The currency that all pay becomes.
    #[must_use]
    pub fn target(&self) -> Currency {
        self.target
    }

    /// How many units of the target a unit of a currency buys in the month of a day.
    ///
    /// # Errors
    /// When the file has no rate for it.
    pub fn rate(&self, currency: &str, posted: Option<Date>) -> Result<f64> {
        if currency == self.target.as_str() {
            return Ok(1.0);
        }
        let month = posted.map(|date| (date.year(), date.month()));
        let known = |month: Option<Month>| self.months.get(&(currency.to_owned(), month));
        match known(month).or_else(|| known(None)) {
            Some((sum, count)) => Ok(sum / f64::from(*count)),
            None => {
                let (when, row) = match month {
                    Some((year, month)) => (format!("{year:04}-{month:02}"), format!("{year:04}-{month:02}-01")),
                    None => ("postings without a date".to_owned(), String::new()),
                };
                let target = self.target;
                Err(Error::syntax(format!(
                    "the rates have none of {currency} in {target} for {when}: add a row `{row},{currency},RATE`"
                )))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_rates_are_refused() {
        for (file, expected) in [
            ("date,currency,rate\n2024-05,EUR,1", "the date is not of the form"),
            ("date,currency,rate\n2024-05-01,Euro,1", "no code of three letters"),
            ("date,currency,rate\n2024-05-01,EUR,0", "not a positive number"),
            ("date,currency,rate\n2024-05-01,EUR,x", "no row of"),
            ("currency,rate\nEUR,1", "no row of"),
        ] {
            let error = Rates::from_csv(file.as_bytes(), Currency::USD).unwrap_err().to_string();
            assert!(error.contains(expected), "{file}: {error}");
        }
    }
}
