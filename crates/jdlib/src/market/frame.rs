//! Arrow batches as Polars frames: the only place where columns are copied from one to the other.

use arrow_array::{Array, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt8Array, UInt64Array};
use polars::prelude::*;

use super::{Filter, RepeatRows, engine};
use crate::error::Result;
use crate::facts::Batch;
use crate::facts::mark::column;

/// Text columns of postings that questions may group or filter by.
const TEXTS: [&str; 14] = [
    "role",
    "seniority",
    "specialisation",
    "country",
    "work_mode",
    "employment_type",
    "tier",
    "language",
    "source",
    "pay_currency",
    "pay_period",
    "pay_kind",
    "pay_bound",
    "pay_source",
];

/// Pay columns of postings.
const MONEY: [&str; 3] = ["pay_annual_min", "pay_annual_max", "pay_annual_mid"];

/// One batch as frames.
pub(super) struct Frames {
    /// Postings that the filter keeps: `key`, `cluster` (employer, or the posting itself where it is unknown), `known` (whether the employer
    /// is), `employer`, `posted_at`, `posted_days`, `posted_basis`, `years_min`, [`TEXTS`], [`MONEY`].
    pub(super) postings: DataFrame,
    /// Stated asks of all postings of the batch: `posting`, `skill`, `ask`.
    pub(super) asks: DataFrame,
}

impl Frames {
    pub(super) fn new(batch: &Batch, repeats: RepeatRows, filter: &Filter) -> Result<Self> {
        let postings = postings(&batch.postings, repeats)?;
        let asks = asks(&batch.asks)?;
        let mut lazy = postings.lazy();
        if let Some(condition) = filter.expr() {
            lazy = lazy.filter(condition);
        }
        if !filter.skills.is_empty() {
            let wanted = filter
                .skills
                .iter()
                .map(|skill| col("skill").eq(lit(skill.as_str())))
                .reduce(Expr::or)
                .unwrap_or(lit(true));
            let asked = asks
                .clone()
                .lazy()
                .filter(wanted.and(is_asked()))
                .select([col("posting")])
                .unique(None, UniqueKeepStrategy::Any);
            lazy = lazy.join(asked, [col("key")], [col("posting")], JoinArgs::new(JoinType::Inner));
        }
        Ok(Self { postings: engine(|| lazy.collect())?, asks })
    }
}

/// Required, preferred or unsorted.
pub(super) fn is_asked() -> Expr {
    col("ask").eq(lit("required")).or(col("ask").eq(lit("preferred"))).or(col("ask").eq(lit("unsorted")))
}

fn postings(batch: &RecordBatch, repeats: RepeatRows) -> Result<DataFrame> {
    let keys: &UInt64Array = column(batch, "key")?;
    let employers: &StringArray = column(batch, "employer")?;
    let dates: &Date32Array = column(batch, "posted_at")?;
    let years: &UInt8Array = column(batch, "years_min")?;
    let bases: &StringArray = column(batch, "posted_basis")?;
    let leaders: &UInt64Array = column(batch, "duplicate_of")?;
    let kept: Vec<usize> =
        (0..batch.num_rows()).filter(|row| repeats == RepeatRows::Keep || leaders.is_null(*row)).collect();
    let text = |array: &StringArray, row: usize| array.is_valid(row).then(|| array.value(row).to_owned());
    let cluster = |row: &usize| match text(employers, *row) {
        Some(employer) => xxhash_rust::xxh3::xxh3_64(employer.as_bytes()),
        None => keys.value(*row),
    };
    let days = |row: &usize| dates.is_valid(*row).then(|| dates.value(*row));
    let posted = Int32Chunked::from_iter_options("posted_at".into(), kept.iter().map(days)).into_series();
    let mut columns: Vec<Column> = vec![
        UInt64Chunked::from_iter_values("key".into(), kept.iter().map(|row| keys.value(*row))).into_column(),
        UInt64Chunked::from_iter_values("cluster".into(), kept.iter().map(cluster)).into_column(),
        BooleanChunked::from_iter_values("known".into(), kept.iter().map(|row| employers.is_valid(*row))).into_column(),
        StringChunked::from_iter_options("employer".into(), kept.iter().map(|row| text(employers, *row))).into_column(),
        Int32Chunked::from_iter_options("posted_days".into(), kept.iter().map(days)).into_column(),
        StringChunked::from_iter_options("posted_basis".into(), kept.iter().map(|row| text(bases, *row))).into_column(),
        engine(|| posted.cast(&DataType::Date))?.into_column(),
        Int32Chunked::from_iter_options(
            "years_min".into(),
            kept.iter().map(|row| years.is_valid(*row).then(|| i32::from(years.value(*row)))),
        )
        .into_column(),
    ];
    for name in TEXTS {
        let array: &StringArray = column(batch, name)?;
        columns.push(
            StringChunked::from_iter_options(name.into(), kept.iter().map(|row| text(array, *row))).into_column(),
        );
    }
    for name in MONEY {
        let array: &Float64Array = column(batch, name)?;
        let values = kept.iter().map(|row| array.is_valid(*row).then(|| array.value(*row)));
        columns.push(Float64Chunked::from_iter_options(name.into(), values).into_column());
    }
    engine(|| DataFrame::new(kept.len(), columns))
}

fn asks(batch: &RecordBatch) -> Result<DataFrame> {
    let postings: &UInt64Array = column(batch, "posting")?;
    let skills: &StringArray = column(batch, "skill")?;
    let asks: &StringArray = column(batch, "ask")?;
    let implied: &BooleanArray = column(batch, "implied")?;
    // What is implied is not said: it is counted apart, by whoever asks for it.
    let stated: Vec<usize> = (0..batch.num_rows()).filter(|row| !implied.value(*row)).collect();
    let columns = vec![
        UInt64Chunked::from_iter_values("posting".into(), stated.iter().map(|row| postings.value(*row))).into_column(),
        StringChunked::from_iter_values("skill".into(), stated.iter().map(|row| skills.value(*row))).into_column(),
        StringChunked::from_iter_values("ask".into(), stated.iter().map(|row| asks.value(*row))).into_column(),
    ];
    engine(|| DataFrame::new(stated.len(), columns))
}

/// Adds frames of equal columns: one row for each combination of the keys, the values summed, sorted by the keys.
pub(super) fn sum(frames: Vec<DataFrame>, keys: &[&str], values: &[&str]) -> Result<DataFrame> {
    engine(|| {
        let all = concat(frames.into_iter().map(IntoLazy::lazy).collect::<Vec<_>>(), UnionArgs::default())?;
        let by: Vec<Expr> = keys.iter().map(|key| col(*key)).collect();
        let sums: Vec<Expr> = values.iter().map(|value| col(*value).sum()).collect();
        all.group_by(&by).agg(sums).sort_by_exprs(&by, SortMultipleOptions::default()).collect()
    })
}

/// Frames of partial sums, folded together whenever there are many, so that memory follows the number of cells and not of batches.
pub(super) struct Sums<'k> {
    keys: Vec<&'k str>,
    values: &'k [&'k str],
    frames: Vec<DataFrame>,
}

/// Frames that are kept apart before they are folded.
const FOLD: usize = 32;

impl<'k> Sums<'k> {
    pub(super) fn new(keys: Vec<&'k str>, values: &'k [&'k str]) -> Self {
        Self { keys, values, frames: Vec::new() }
    }

    pub(super) fn add(&mut self, frame: DataFrame) -> Result<()> {
        self.frames.push(frame);
        if self.frames.len() >= FOLD {
            let folded = sum(std::mem::take(&mut self.frames), &self.keys, self.values)?;
            self.frames.push(folded);
        }
        Ok(())
    }

    /// The sums, sorted by the keys. None if nothing was added.
    pub(super) fn finish(mut self) -> Result<Option<DataFrame>> {
        if self.frames.is_empty() {
            return Ok(None);
        }
        sum(std::mem::take(&mut self.frames), &self.keys, self.values).map(Some)
    }
}

/// The columns of a frame as plain vectors.
pub(super) fn texts(frame: &DataFrame, name: &str) -> Result<Vec<String>> {
    engine(|| Ok(frame.column(name)?.str()?.iter().map(|value| value.unwrap_or_default().to_owned()).collect()))
}

pub(super) fn keys(frame: &DataFrame, name: &str) -> Result<Vec<u64>> {
    engine(|| Ok(frame.column(name)?.u64()?.iter().map(Option::unwrap_or_default).collect()))
}

/// Whole numbers, whatever integer type the engine chose for them.
pub(super) fn counts(frame: &DataFrame, name: &str) -> Result<Vec<u64>> {
    engine(|| {
        let column = frame.column(name)?.cast(&DataType::UInt64)?;
        Ok(column.u64()?.iter().map(Option::unwrap_or_default).collect())
    })
}

pub(super) fn flags(frame: &DataFrame, name: &str) -> Result<Vec<bool>> {
    engine(|| Ok(frame.column(name)?.bool()?.iter().map(Option::unwrap_or_default).collect()))
}

pub(super) fn floats(frame: &DataFrame, name: &str) -> Result<Vec<Option<f64>>> {
    engine(|| Ok(frame.column(name)?.f64()?.iter().collect()))
}

/// The values of several group columns, row by row.
pub(super) fn groups(frame: &DataFrame, names: &[&str]) -> Result<Vec<Vec<String>>> {
    let columns = names.iter().map(|name| texts(frame, name)).collect::<Result<Vec<_>>>()?;
    Ok((0..frame.height()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect())
}
