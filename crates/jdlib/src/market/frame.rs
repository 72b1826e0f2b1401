//! Arrow batches as Polars frames: the only place where columns are copied from one to the other.

use arrow_array::{Array, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt8Array, UInt64Array};
use polars::prelude::*;

use super::{Filter, Group, RepeatRows, engine};
use crate::error::Result;
use crate::facts::Batch;
use crate::facts::mark::column;
use crate::posting::Date;

/// Columns of postings that every frame has.
const ALWAYS: [&str; 6] = ["key", "employer", "duplicate_of", "posted_at", "posted_basis", "years_min"];

/// Pay columns of postings.
const MONEY: [&str; 3] = ["pay_annual_min", "pay_annual_max", "pay_annual_mid"];

/// What a question reads of facts: the rest stays on the disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    texts: Vec<&'static str>,
    money: bool,
    asks: bool,
}

impl Needs {
    /// The columns of the groups and of a filter.
    pub(super) fn of(by: &[Group], filter: &Filter) -> Self {
        let groups = by.iter().chain(filter.only.iter().map(|(group, _)| group));
        let mut texts: Vec<&str> = groups.filter_map(|group| group.text()).collect();
        texts.sort_unstable();
        texts.dedup();
        Self { texts, money: false, asks: !filter.skills.is_empty() }
    }

    /// And these text columns.
    pub(super) fn texts(mut self, more: &[&'static str]) -> Self {
        self.texts.extend(more);
        self.texts.sort_unstable();
        self.texts.dedup();
        self
    }

    /// And pay.
    pub(super) fn money(mut self) -> Self {
        self.money = true;
        self
    }

    /// And asks.
    pub(super) fn asks(mut self) -> Self {
        self.asks = true;
        self
    }

    /// The columns of `postings` on the disk.
    pub(super) fn postings(&self) -> Vec<&'static str> {
        let money: &[&str] = if self.money { &MONEY } else { &[] };
        ALWAYS.iter().chain(&self.texts).chain(money).copied().collect()
    }

    /// The columns of `asks` on the disk.
    pub(super) fn ask_columns(&self) -> &'static [&'static str] {
        if self.asks { &["posting", "skill", "ask", "implied"] } else { &["posting"] }
    }
}

/// One batch as frames.
pub(super) struct Frames {
    /// Postings that the filter keeps: `key`, `cluster` (employer, or the posting itself where it is unknown), `known` (whether the employer
    /// is), `employer`, `posted_at`, `posted_days`, `posted_basis`, `years_min`, and what is needed beside them.
    pub(super) postings: DataFrame,
    /// Stated asks of all postings of the batch, where they are needed: `posting`, `skill` and `ask` as numbers, see [`ASKS`].
    pub(super) asks: DataFrame,
}

/// Asks by their number in frames.
pub(super) const ASKS: [&str; 5] = ["required", "preferred", "unsorted", "mentioned", "excluded"];

/// Skills by their number in frames.
pub(super) type SkillIndex = std::collections::HashMap<String, u32>;

impl Frames {
    pub(super) fn new(
        batch: &Batch,
        repeats: RepeatRows,
        filter: &Filter,
        needs: &Needs,
        skills: &SkillIndex,
    ) -> Result<Self> {
        let postings = postings(&batch.postings, repeats, needs)?;
        let asks = if needs.asks { asks(&batch.asks, skills)? } else { DataFrame::empty() };
        let mut lazy = postings.lazy();
        if let Some(condition) = filter.expr() {
            lazy = lazy.filter(condition);
        }
        if !filter.skills.is_empty() {
            let wanted = filter.skills.iter().filter_map(|skill| skills.get(skill));
            let wanted = wanted.map(|skill| col("skill").eq(lit(*skill))).reduce(Expr::or).unwrap_or(lit(false));
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
    col("ask").lt(lit(3_u32))
}

fn postings(batch: &RecordBatch, repeats: RepeatRows, needs: &Needs) -> Result<DataFrame> {
    let keys: &UInt64Array = column(batch, "key")?;
    let employers: &StringArray = column(batch, "employer")?;
    let dates: &Date32Array = column(batch, "posted_at")?;
    let years: &UInt8Array = column(batch, "years_min")?;
    let bases: &StringArray = column(batch, "posted_basis")?;
    let leaders: &UInt64Array = column(batch, "duplicate_of")?;
    let kept: Vec<usize> =
        (0..batch.num_rows()).filter(|row| repeats == RepeatRows::Keep || leaders.is_null(*row)).collect();
    let text = |name: &str, array: &StringArray| {
        let values = kept.iter().map(|row| array.is_valid(*row).then(|| array.value(*row)));
        StringChunked::from_iter_options(name.into(), values).into_column()
    };
    let days = |row: &usize| dates.is_valid(*row).then(|| dates.value(*row));
    let posted = Int32Chunked::from_iter_options("posted_at".into(), kept.iter().map(days)).into_series();
    let clusters = kept.iter().map(|row| cluster(employers, keys, *row));
    let years = kept.iter().map(|row| years.is_valid(*row).then(|| i32::from(years.value(*row))));
    let mut columns: Vec<Column> = vec![
        UInt64Chunked::from_iter_values("key".into(), kept.iter().map(|row| keys.value(*row))).into_column(),
        UInt64Chunked::from_iter_values("cluster".into(), clusters).into_column(),
        BooleanChunked::from_iter_values("known".into(), kept.iter().map(|row| employers.is_valid(*row))).into_column(),
        text("employer", employers),
        Int32Chunked::from_iter_options("posted_days".into(), kept.iter().map(days)).into_column(),
        text("posted_basis", bases),
        engine(|| posted.cast(&DataType::Date))?.into_column(),
        Int32Chunked::from_iter_options("years_min".into(), years).into_column(),
    ];
    for name in needs.texts.iter().filter(|name| !ALWAYS.contains(name)) {
        columns.push(text(name, column(batch, name)?));
    }
    for name in MONEY.iter().filter(|_| needs.money) {
        let array: &Float64Array = column(batch, name)?;
        let values = kept.iter().map(|row| array.is_valid(*row).then(|| array.value(*row)));
        columns.push(Float64Chunked::from_iter_options((*name).into(), values).into_column());
    }
    engine(|| DataFrame::new(kept.len(), columns))
}

/// The cluster of a posting: its employer, or itself where that is unknown.
pub(super) fn cluster(employers: &StringArray, keys: &UInt64Array, row: usize) -> u64 {
    if employers.is_valid(row) { xxhash_rust::xxh3::xxh3_64(employers.value(row).as_bytes()) } else { keys.value(row) }
}

fn asks(batch: &RecordBatch, skills: &SkillIndex) -> Result<DataFrame> {
    let postings: &UInt64Array = column(batch, "posting")?;
    let names: &StringArray = column(batch, "skill")?;
    let asks: &StringArray = column(batch, "ask")?;
    let implied: &BooleanArray = column(batch, "implied")?;
    let number = |row: usize| {
        let skill = *skills.get(names.value(row))?;
        let ask = ASKS.iter().position(|ask| *ask == asks.value(row))?;
        Some((postings.value(row), skill, u32::try_from(ask).ok()?))
    };
    // What is implied is not said: it is counted apart, by whoever asks for it.
    let stated: Vec<_> = (0..batch.num_rows()).filter(|row| !implied.value(*row)).filter_map(number).collect();
    let columns = vec![
        UInt64Chunked::from_iter_values("posting".into(), stated.iter().map(|row| row.0)).into_column(),
        UInt32Chunked::from_iter_values("skill".into(), stated.iter().map(|row| row.1)).into_column(),
        UInt32Chunked::from_iter_values("ask".into(), stated.iter().map(|row| row.2)).into_column(),
    ];
    engine(|| DataFrame::new(stated.len(), columns))
}

/// Asks for cells of skills: of the asks of a posting for one cell the strongest, which has the least number.
pub(super) fn asks_of_cells(asks: &DataFrame, cells_of: &[Vec<u32>]) -> Result<DataFrame> {
    let (postings, skills, codes) = (keys(asks, "posting")?, counts(asks, "skill")?, counts(asks, "ask")?);
    let mut strongest: std::collections::BTreeMap<(u64, u32), u32> = std::collections::BTreeMap::new();
    for ((posting, skill), code) in postings.into_iter().zip(skills).zip(codes) {
        let code = u32::try_from(code).unwrap_or(u32::MAX);
        for cell in cells_of.get(usize::try_from(skill).unwrap_or(usize::MAX)).into_iter().flatten() {
            strongest.entry((posting, *cell)).and_modify(|known| *known = code.min(*known)).or_insert(code);
        }
    }
    let columns = vec![
        UInt64Chunked::from_iter_values("posting".into(), strongest.keys().map(|(posting, _)| *posting)).into_column(),
        UInt32Chunked::from_iter_values("skill".into(), strongest.keys().map(|(_, cell)| *cell)).into_column(),
        UInt32Chunked::from_iter_values("ask".into(), strongest.values().copied()).into_column(),
    ];
    engine(|| DataFrame::new(strongest.len(), columns))
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

/// A column of days.
pub(super) fn days(frame: &DataFrame, name: &str) -> Result<Vec<Option<Date>>> {
    engine(|| Ok(frame.column(name)?.i32()?.iter().map(|days| Date::from_days(days?)).collect()))
}

/// The values of several group columns, row by row.
pub(super) fn groups(frame: &DataFrame, names: &[&str]) -> Result<Vec<Vec<String>>> {
    let columns = names.iter().map(|name| texts(frame, name)).collect::<Result<Vec<_>>>()?;
    Ok((0..frame.height()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect())
}
