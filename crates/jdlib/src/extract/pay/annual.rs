//! A year of pay: how many of each period it holds.

use rust_decimal::Decimal;

use crate::error::{Error, Result};
use crate::terms::Period;

/// How many of each period a year of pay holds: the one table of constants that every figure a year comes from.
///
/// The defaults are those of [`Period::per_year`]: 2080 hours (40 × 52, the convention of BLS OEWS), 260 days, 52 weeks, 26 times two weeks,
/// 24 half months, 12 months. Each can be set; an analyzer with another table has another fingerprint.
///
/// ```
/// use jdlib::extract::Annualisation;
/// use jdlib::terms::Period;
///
/// let british = Annualisation::default().with(Period::Hour, 1950.into())?;
/// assert_eq!(british.per_year(Period::Hour), 1950.into());
/// assert_eq!(british.per_year(Period::Day), 260.into());
/// assert!(british.with(Period::Year, 2.into()).is_err());
/// # Ok::<(), jdlib::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annualisation([Decimal; Period::ALL.len()]);

impl Default for Annualisation {
    fn default() -> Self {
        let mut table = [Decimal::ONE; Period::ALL.len()];
        for (count, period) in table.iter_mut().zip(Period::ALL) {
            *count = period.per_year().into();
        }
        Self(table)
    }
}

/// Hours of a week in which a stated number is a full-time week. Fewer are part of one: pay for part of the time is told as if for all.
const FULL_TIME: [u32; 2] = [35, 48];

impl Annualisation {
    /// The same table with another count for one period.
    ///
    /// # Errors
    /// When the count is not positive, is more than the hours of a year, or is not one for a year.
    pub fn with(mut self, period: Period, count: Decimal) -> Result<Self> {
        let most = if period == Period::Year { Decimal::ONE } else { Decimal::from(8_784) };
        let least = if period == Period::Year { Decimal::ONE } else { Decimal::ZERO };
        if count <= Decimal::ZERO || count < least || count > most {
            let message = format!("a year holds no {count} of the period `{period}`; expected a number up to {most}");
            return Err(Error::syntax(message));
        }
        self.0[period as usize] = count;
        Ok(self)
    }

    /// How many of a period a year holds.
    #[must_use]
    pub fn per_year(&self, period: Period) -> Decimal {
        self.0[period as usize]
    }

    /// An amount for a year. Stated months of pay and stated hours of a full-time week are the posting's own constants.
    pub(super) fn yearly(
        &self,
        amount: Decimal,
        period: Period,
        pay_months: Option<u8>,
        weekly_hours: Option<Decimal>,
    ) -> Option<Decimal> {
        let full_time = |hours: &Decimal| (FULL_TIME[0].into()..=FULL_TIME[1].into()).contains(hours);
        let count = match (period, pay_months, weekly_hours.filter(full_time)) {
            (Period::Month, Some(months), _) => months.into(),
            (Period::Hour, _, Some(hours)) => hours * self.per_year(Period::Week),
            _ => self.per_year(period),
        };
        amount.checked_mul(count)
    }

    /// What differs from the defaults, for a fingerprint: `hour=1950 day=220`.
    pub(crate) fn differences(&self) -> String {
        let differs = |period: &&Period| self.per_year(**period) != period.per_year().into();
        let written = |period: &Period| format!("{period}={}", self.per_year(*period));
        Period::ALL.iter().filter(differs).map(written).collect::<Vec<_>>().join(" ")
    }
}
