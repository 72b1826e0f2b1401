//! How many postings there are, and what is known of them.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::frame::{self, Needs, Sums};
use super::{Filter, Group, Market, Standing, engine};
use crate::error::Result;
use crate::posting::Date;

/// Postings of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingCount {
    /// Month, `2026-09`, or `unknown`.
    pub month: String,
    /// Postings.
    pub postings: u64,
    /// Distinct known employers.
    pub employers: u64,
    /// Postings with a known role.
    pub with_role: u64,
    /// Postings with a known seniority.
    pub with_seniority: u64,
    /// Postings that state pay.
    pub disclosed: u64,
    /// Partial for the newest month, break where much more or less was collected or from other sources, else ok.
    pub standing: Standing,
}

impl PostingCount {
    fn of(month: String) -> Self {
        let standing = Standing::Ok;
        Self { month, postings: 0, employers: 0, with_role: 0, with_seniority: 0, disclosed: 0, standing }
    }
}

/// What a market is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Postings.
    pub postings: u64,
    /// Distinct known employers.
    pub employers: u64,
    /// Postings whose employer is not known: each counts as an employer of its own.
    pub without_employer: u64,
    /// Postings whose day is known.
    pub dated: u64,
    /// First day of posting.
    pub first: Option<Date>,
    /// Last day of posting.
    pub last: Option<Date>,
    /// Postings that state pay.
    pub disclosed: u64,
    /// Postings whose pay is somebody's estimate.
    pub estimated: u64,
    /// Postings of the employer that has most.
    pub largest_employer: u64,
}

const VALUES: [&str; 4] = ["postings", "with_role", "with_seniority", "disclosed"];

impl Market {
    /// Postings by month, in order, `unknown` last.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn postings_by_month(&self, filter: &Filter) -> Result<Vec<PostingCount>> {
        let needs = Needs::of(&[Group::Month], filter).texts(&["role", "seniority", "pay_source"]);
        let mut counts: BTreeMap<String, PostingCount> = BTreeMap::new();
        for part in &self.parts {
            let mut sums = Sums::new(vec!["month", "cluster", "known"], &VALUES);
            self.for_each_of(part, filter, &needs, |frames| {
                let counted = [
                    len().cast(DataType::UInt64).alias("postings"),
                    col("role").is_not_null().cast(DataType::UInt64).sum().alias("with_role"),
                    col("seniority").is_not_null().cast(DataType::UInt64).sum().alias("with_seniority"),
                    disclosed().cast(DataType::UInt64).sum().alias("disclosed"),
                ];
                let keys = [Group::Month.expr(), col("cluster"), col("known")];
                sums.add(engine(|| frames.postings.lazy().group_by(keys).agg(counted).collect())?)
            })?;
            let Some(frame) = sums.finish()? else { continue };
            let by_month = engine(|| {
                let sums = VALUES.iter().map(|value| col(*value).sum()).chain([whole(col("known")).alias("employers")]);
                frame.lazy().group_by([col("month")]).agg(sums.collect::<Vec<_>>()).collect()
            })?;
            let columns = VALUES.iter().map(|value| frame::counts(&by_month, value)).collect::<Result<Vec<_>>>()?;
            let employers = frame::counts(&by_month, "employers")?;
            for (at, month) in frame::texts(&by_month, "month")?.into_iter().enumerate() {
                let row = counts.entry(month.clone()).or_insert_with(|| PostingCount::of(month));
                row.postings += columns[0][at];
                row.with_role += columns[1][at];
                row.with_seniority += columns[2][at];
                row.disclosed += columns[3][at];
                row.employers += employers[at];
            }
        }
        let standings: BTreeMap<String, Standing> =
            self.periods(Group::Month, filter)?.into_iter().map(|period| (period.name, period.standing)).collect();
        for (month, row) in &mut counts {
            row.standing = standings.get(month).copied().unwrap_or(Standing::Ok);
        }
        let mut rows: Vec<PostingCount> = counts.into_values().collect();
        rows.sort_by_key(|row| Group::Month.rank(&row.month));
        Ok(rows)
    }

    /// What the market is about.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn summary(&self, filter: &Filter) -> Result<Summary> {
        let mut summary = Summary::default();
        let mut days: Option<(i32, i32)> = None;
        let needs = Needs::of(&[], filter).texts(&["pay_source"]);
        for part in &self.parts {
            let mut sums = Sums::new(vec!["cluster", "known"], &["postings", "disclosed", "estimated", "dated"]);
            self.for_each_of(part, filter, &needs, |frames| {
                let range = engine(|| {
                    let posted = frames.postings.column("posted_days")?.i32()?;
                    Ok(posted.min().zip(posted.max()))
                })?;
                if let Some((first, last)) = range {
                    days = Some(days.map_or((first, last), |(low, high): (i32, i32)| (low.min(first), high.max(last))));
                }
                let counted = [
                    len().cast(DataType::UInt64).alias("postings"),
                    disclosed().cast(DataType::UInt64).sum().alias("disclosed"),
                    col("pay_source").eq(lit("estimated")).cast(DataType::UInt64).sum().alias("estimated"),
                    col("posted_days").is_not_null().cast(DataType::UInt64).sum().alias("dated"),
                ];
                let by = [col("cluster"), col("known")];
                sums.add(engine(|| frames.postings.lazy().group_by(by).agg(counted).collect())?)
            })?;
            let Some(frame) = sums.finish()? else { continue };
            let known = frame::flags(&frame, "known")?;
            let postings = frame::counts(&frame, "postings")?;
            let named = || postings.iter().zip(&known).filter(|(_, known)| **known).map(|(count, _)| *count);
            summary.postings += postings.iter().sum::<u64>();
            summary.employers += named().count() as u64;
            summary.without_employer += postings.iter().sum::<u64>() - named().sum::<u64>();
            summary.largest_employer = summary.largest_employer.max(named().max().unwrap_or(0));
            summary.disclosed += frame::counts(&frame, "disclosed")?.iter().sum::<u64>();
            summary.estimated += frame::counts(&frame, "estimated")?.iter().sum::<u64>();
            summary.dated += frame::counts(&frame, "dated")?.iter().sum::<u64>();
        }
        if let Some((first, last)) = days {
            summary.first = Date::from_days(first);
            summary.last = Date::from_days(last);
        }
        Ok(summary)
    }

    /// How many postings have each value of a group, most first.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn values(&self, group: Group, filter: &Filter) -> Result<Vec<(String, u64)>> {
        let mut sums = Sums::new(vec![group.as_str()], &["postings"]);
        self.for_each(filter, &Needs::of(&[group], filter), |frames| {
            let counted = [len().cast(DataType::UInt64).alias("postings")];
            sums.add(engine(|| frames.postings.lazy().group_by([group.expr()]).agg(counted).collect())?)
        })?;
        let Some(frame) = sums.finish()? else { return Ok(Vec::new()) };
        let values = frame::texts(&frame, group.as_str())?;
        let mut rows: Vec<(String, u64)> = values.into_iter().zip(frame::counts(&frame, "postings")?).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(rows)
    }
}

/// The sum of a column as a whole number.
fn whole(column: Expr) -> Expr {
    column.cast(DataType::UInt64).sum()
}

fn disclosed() -> Expr {
    col("pay_source").is_not_null().and(col("pay_source").eq(lit("estimated")).not())
}
