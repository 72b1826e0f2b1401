//! Pay: what postings say they pay a year, by group and currency.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::frame::{self, Needs, Sums};
use super::{Filter, Group, Market, Rates, Standing, engine};
use crate::error::Result;
use crate::stats::{Care, Figure, Observation, QuantileEstimate, Sample, quantile};

/// Whether somebody's estimates of pay count beside what employers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Estimates {
    /// They do not.
    #[default]
    Leave,
    /// They do.
    Include,
}

/// A question about pay.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Pay {
    /// Groups; none for all postings together. Rows are by currency in any case.
    pub by: Vec<Group>,
    /// Which postings.
    pub filter: Filter,
    /// How much must stand behind a figure for it to be shown.
    pub care: Care,
    /// Whether estimates count.
    pub estimates: Estimates,
    /// Rates by which all pay is told in one currency; without them each currency has rows of its own.
    pub rates: Option<Rates>,
}

impl Pay {
    /// Pay in all postings together.
    #[must_use]
    pub fn overall() -> Self {
        Self::default()
    }

    /// Pay by groups.
    #[must_use]
    pub fn by(groups: impl IntoIterator<Item = Group>) -> Self {
        Self { by: groups.into_iter().collect(), ..Self::default() }
    }

    /// Sets which postings are meant.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Sets how much must stand behind a figure.
    #[must_use]
    pub fn care(mut self, care: Care) -> Self {
        self.care = care;
        self
    }

    /// Sets whether estimates count.
    #[must_use]
    pub fn estimates(mut self, estimates: Estimates) -> Self {
        self.estimates = estimates;
        self
    }

    /// Sets rates of exchange: pay is told in their target, at the rate of the month of posting.
    #[must_use]
    pub fn rates(mut self, rates: Option<Rates>) -> Self {
        self.rates = rates;
        self
    }
}

/// The quantiles of a row, in their order.
pub const QUANTILES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// One quantile of yearly pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// Which: 0.5 is the median.
    pub q: f64,
    /// The estimate, none where no posting states both bounds.
    pub estimate: Option<QuantileEstimate>,
    /// Whether enough postings and employers stand behind it.
    pub standing: Standing,
}

/// Yearly pay in one group and currency, base pay only.
#[derive(Clone, Debug, PartialEq)]
pub struct PayRow {
    /// Values of the groups, in the order of the question.
    pub groups: Vec<String>,
    /// Currency; empty for a group in which no posting has usable pay.
    pub currency: String,
    /// Postings in the group, whatever they say of pay.
    pub postings: u64,
    /// Postings whose pay is used: base pay in this currency with a known period and both bounds.
    pub paid: u64,
    /// Postings with one bound alone; they count only for the typical minimum or maximum.
    pub one_sided: u64,
    /// Postings of the group that state pay at all, in any currency.
    pub disclosed: u64,
    /// Postings of the group whose pay is somebody's estimate.
    pub estimated: u64,
    /// Distinct known employers among the paid ones.
    pub employers: u64,
    /// Median of the posted minima.
    pub typical_min: Option<f64>,
    /// Median of the posted maxima.
    pub typical_max: Option<f64>,
    /// Quantiles of the geometric midpoint, in the order of [`QUANTILES`].
    pub quantiles: [Quantile; QUANTILES.len()],
    /// Whether the median may be shown.
    pub standing: Standing,
}

impl PayRow {
    /// The median.
    #[must_use]
    pub fn median(&self) -> Option<QuantileEstimate> {
        self.quantiles[2].estimate
    }

    /// The values of the groups in one text; `all` where there are none.
    #[must_use]
    pub fn group(&self) -> String {
        if self.groups.is_empty() { "all".to_owned() } else { self.groups.join(" \u{B7} ") }
    }
}

/// Pay of one group and currency, one value a posting.
#[derive(Default)]
struct Values {
    mids: Vec<Observation>,
    mins: Vec<f64>,
    maxs: Vec<f64>,
    known: BTreeSet<u64>,
    one_sided: u64,
}

#[derive(Clone, Copy, Default)]
struct Totals {
    postings: u64,
    disclosed: u64,
    estimated: u64,
}

impl Market {
    /// Pay by group and currency, sorted by group, then by the number of paid postings, then by currency.
    ///
    /// # Errors
    /// When facts cannot be read, or the rates of the question miss one.
    pub fn pay(&self, question: &Pay) -> Result<Vec<PayRow>> {
        super::check_groups(&question.by)?;
        let names: Vec<&str> = question.by.iter().map(|group| group.as_str()).collect();
        let by: Vec<Expr> = question.by.iter().map(|group| group.expr()).collect();
        // One group of everything needs a column to group by.
        let all = lit("all").alias("all");
        let keys: Vec<&str> = names.iter().copied().chain(["all"]).collect();
        let mut totals = Sums::new(keys.clone(), &["postings", "disclosed", "estimated"]);
        let mut values: BTreeMap<(Vec<String>, String), Values> = BTreeMap::new();
        let estimated = || col("pay_source").eq(lit("estimated"));
        let needs =
            Needs::of(&question.by, &question.filter).texts(&["pay_source", "pay_kind", "pay_currency"]).money();
        self.for_each(&question.filter, &needs, |frames| {
            let postings = frames.postings.lazy().with_columns(&by).with_column(all.clone());
            let counted = [
                len().cast(DataType::UInt64).alias("postings"),
                col("pay_source").is_not_null().and(estimated().not()).cast(DataType::UInt64).sum().alias("disclosed"),
                estimated().cast(DataType::UInt64).sum().alias("estimated"),
            ];
            let by_keys: Vec<Expr> = keys.iter().map(|key| col(*key)).collect();
            totals.add(engine(|| postings.clone().group_by(by_keys).agg(counted).collect())?)?;
            let annual = col("pay_annual_min").is_not_null().or(col("pay_annual_max").is_not_null());
            let mut usable = col("pay_kind").eq(lit("base")).and(col("pay_currency").is_not_null()).and(annual);
            if question.estimates == Estimates::Leave {
                usable = usable.and(estimated().not());
            }
            let paid = engine(|| postings.filter(usable).collect())?;
            collect(&paid, &names, question.rates.as_ref(), &mut values)
        })?;
        let Some(totals) = totals.finish()? else { return Ok(Vec::new()) };
        let mut rows = rows(question, read_totals(&totals, &names)?, values);
        let broken = self.broken(&question.by, &question.filter)?;
        for row in rows.iter_mut().filter(|row| row.standing == Standing::Ok) {
            if super::is_broken(&question.by, &row.groups, &broken) {
                row.standing = Standing::Break;
            }
        }
        Ok(rows)
    }
}

fn collect(
    paid: &DataFrame,
    names: &[&str],
    rates: Option<&Rates>,
    values: &mut BTreeMap<(Vec<String>, String), Values>,
) -> Result<()> {
    let groups = frame::groups(paid, names)?;
    let currencies = frame::texts(paid, "pay_currency")?;
    let clusters = frame::keys(paid, "cluster")?;
    let known = frame::flags(paid, "known")?;
    let (mins, maxs) = (frame::floats(paid, "pay_annual_min")?, frame::floats(paid, "pay_annual_max")?);
    let mids = frame::floats(paid, "pay_annual_mid")?;
    let posted = if rates.is_some() { frame::days(paid, "posted_days")? } else { Vec::new() };
    for (row, (group, own)) in groups.into_iter().zip(currencies).enumerate() {
        let (rate, currency) = match rates {
            Some(rates) => (rates.rate(&own, posted[row])?, rates.target().to_string()),
            None => (1.0, own),
        };
        let cell = values.entry((group, currency)).or_default();
        cell.mins.extend(mins[row].map(|min| min * rate));
        cell.maxs.extend(maxs[row].map(|max| max * rate));
        match mids[row] {
            Some(mid) => {
                cell.mids.push(Observation::new(mid * rate, clusters[row]));
                if known[row] {
                    cell.known.insert(clusters[row]);
                }
            }
            None => cell.one_sided += 1,
        }
    }
    Ok(())
}

fn read_totals(frame: &DataFrame, names: &[&str]) -> Result<BTreeMap<Vec<String>, Totals>> {
    let groups = frame::groups(frame, names)?;
    let (postings, disclosed) = (frame::counts(frame, "postings")?, frame::counts(frame, "disclosed")?);
    let estimated = frame::counts(frame, "estimated")?;
    let total = |row: usize| Totals { postings: postings[row], disclosed: disclosed[row], estimated: estimated[row] };
    Ok(groups.into_iter().enumerate().map(|(row, group)| (group, total(row))).collect())
}

fn rows(
    question: &Pay,
    totals: BTreeMap<Vec<String>, Totals>,
    mut values: BTreeMap<(Vec<String>, String), Values>,
) -> Vec<PayRow> {
    let paid: BTreeSet<Vec<String>> = values.keys().map(|(group, _)| group.clone()).collect();
    for group in totals.keys() {
        if !paid.contains(group) {
            values.insert((group.clone(), String::new()), Values::default());
        }
    }
    let mut rows: Vec<PayRow> = values
        .into_iter()
        .map(|((groups, currency), cell)| {
            let totals = totals.get(&groups).copied().unwrap_or_default();
            row(question.care, groups, currency, totals, cell)
        })
        .collect();
    let newest = super::newest_period(&question.by, totals.keys());
    for row in rows.iter_mut().filter(|row| row.standing == Standing::Ok) {
        if super::is_newest(&question.by, &row.groups, newest.as_deref()) {
            row.standing = Standing::Partial;
        }
    }
    rows.sort_by_cached_key(|row| {
        (super::group_rank(&question.by, &row.groups), std::cmp::Reverse(row.paid), row.currency.clone())
    });
    rows
}

fn row(care: Care, groups: Vec<String>, currency: String, totals: Totals, cell: Values) -> PayRow {
    let sample = Sample::new(cell.mids.iter().copied());
    let paid = sample.values().len() as u64;
    let standing = |figure: Option<Figure>| {
        let shown = figure.is_some_and(|figure| care.showing(figure, paid, sample.clusters()).is_shown());
        if shown { Standing::Ok } else { Standing::Withheld }
    };
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        quantile(&values, 0.5)
    };
    let quantiles =
        QUANTILES.map(|q| Quantile { q, estimate: sample.estimate(q), standing: standing(Figure::of_quantile(q)) });
    PayRow {
        groups,
        currency,
        postings: totals.postings,
        paid,
        one_sided: cell.one_sided,
        disclosed: totals.disclosed,
        estimated: totals.estimated,
        employers: cell.known.len() as u64,
        typical_min: middle(cell.mins),
        typical_max: middle(cell.maxs),
        standing: quantiles[2].standing,
        quantiles,
    }
}
