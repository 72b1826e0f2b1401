//! Polars over facts: batch by batch to sums per cell and employer, then statistics, then typed rows.
//!
//! - [`Market`]: facts in memory or on disk, ready to be asked.
//! - [`Demand`], [`Pay`], [`Compare`], [`Trend`]: questions; [`DemandRow`], [`PayRow`], [`CompareRow`], [`TrendRow`]: answers, each
//!   convertible to a [`Table`](crate::table::Table).
//! - [`Group`], [`Filter`]: which postings, and by what.
//!
//! A batch is reduced to one row a cell and employer before the next is read. Facts that do not fit into memory lie in parts, each with
//! employers of its own, and each part is reduced to one row a cell before the next is read; only pay keeps one value a posting. Every output has a total order: the same facts give the same bytes.

mod changes;
mod compare;
mod counts;
mod demand;
mod frame;
mod group;
mod mix;
mod pay;
mod periods;
mod postings;
mod rates;
mod repeats;
#[cfg(feature = "read")]
mod spill;
mod spread;
mod tables;
#[cfg(all(test, feature = "builtin", feature = "read"))]
mod tests;
mod trend;

use std::collections::BTreeSet;

use crate::error::{Error, Result};
#[cfg(feature = "read")]
use crate::extract::Analyzer;
#[cfg(feature = "read")]
use crate::facts::Counts;
use crate::facts::{Batch, Columns, Facts, FactsFolder, SkillTable};
#[cfg(feature = "read")]
use crate::posting::PostingReader;

pub use self::changes::{compare_table, trend_table};
pub use self::compare::{COMMON_LEAST, Compare, CompareRow, CompareSort, Comparison, Side, SideShare, SideSize};
pub use self::demand::{Demand, DemandRow};
pub use self::group::{Filter, Group, YEAR_BANDS};
pub use self::mix::{DIMENSIONS, MixRow};
pub use self::pay::{Estimates, Pay, PayRow, QUANTILES, Quantile};
pub use self::periods::{Break, Period, SOURCES_MOVED, VOLUME_JUMP, VOLUME_LEAST};
pub use self::postings::{PostingCount, Summary};
pub use self::rates::Rates;
pub use self::repeats::{RepeatRow, RepeatSide, repeats_table};
pub use self::tables::{Standard, TABLES, columns_table, demand_table, mix_table, pay_table, postings_table, standard};
pub use self::trend::{Spans, Trend, TrendPoint, TrendRow, Trends};

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Shown.
    Ok,
    /// Nothing asks for it: an answer, with an upper bound.
    Zero,
    /// Too few postings or employers stand behind it.
    Withheld,
    /// The newest period, which is not complete.
    Partial,
    /// A period that was collected otherwise than the one before.
    Break,
}

impl Standing {
    /// The written name, as in the column `status`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Zero => "zero",
            Self::Withheld => "withheld",
            Self::Partial => "partial",
            Self::Break => "break",
        }
    }
}

/// Whether postings that repeat another one count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RepeatRows {
    /// They do not: an opening counts once.
    #[default]
    Drop,
    /// They do.
    Keep,
}

/// Facts whose employers stand in no other part: what is counted by employer in one part is complete.
#[derive(Debug)]
enum Part {
    Memory(Vec<Batch>),
    Folder(FactsFolder),
    /// Repeats are found again among the postings of all of them.
    Folders(Vec<FactsFolder>, repeats::Regroup),
}

impl Part {
    /// Number of postings.
    #[cfg(feature = "read")]
    fn postings(&self) -> u64 {
        match self {
            Self::Memory(batches) => batches.iter().map(|batch| batch.postings.num_rows() as u64).sum(),
            Self::Folder(folder) => folder.manifest().postings,
            Self::Folders(folders, _) => folders.iter().map(|folder| folder.manifest().postings).sum(),
        }
    }

    /// Hands on every batch, keys unique over all of them.
    #[cfg(feature = "read")]
    fn for_each_batch(&self, sink: &mut dyn FnMut(&Batch) -> Result<()>) -> Result<()> {
        match self {
            Self::Memory(batches) => batches.iter().try_for_each(sink),
            Self::Folder(folder) => folder.for_each_batch(sink),
            Self::Folders(folders, regroup) => {
                let mut at = 0;
                folders
                    .iter()
                    .try_for_each(|folder| folder.for_each_batch(|batch| sink(&regroup.mark_batch(batch, &mut at)?)))
            }
        }
    }
}

/// Facts, ready to be asked.
///
/// ```no_run
/// use jdlib::market::{Demand, Group};
/// use jdlib::{Analyzer, Market, PostingReader};
///
/// let market = Market::read(PostingReader::from_path("jobs.csv")?, &Analyzer::builtin())?;
/// for row in market.demand(&Demand::by([Group::Role]))? {
///     println!("{} {} {:.1}% [{:.1}, {:.1}] {} of {}", row.group(), row.skill, row.share * 100.0, row.lo * 100.0, row.hi * 100.0, row.asked, row.postings);
/// }
/// # Ok::<(), jdlib::Error>(())
/// ```
#[derive(Debug)]
pub struct Market {
    parts: Vec<Part>,
    /// Where the parts lie, if they are our own.
    #[cfg(feature = "read")]
    spilled: Option<tempfile::TempDir>,
    skills: SkillTable,
    index: frame::SkillIndex,
    fingerprint: String,
    repeats: RepeatRows,
}

impl Market {
    /// Reads one file into a market.
    ///
    /// # Errors
    /// When the file cannot be read.
    #[cfg(feature = "read")]
    pub fn read(reader: PostingReader, analyzer: &Analyzer) -> Result<Self> {
        Self::read_all(vec![reader], analyzer, &mut |_: u64| std::ops::ControlFlow::Continue(()))
            .map(|(market, _)| market)
    }

    /// Reads several files into one market, and says what became of their rows.
    ///
    /// What does not fit into 64 thousand postings goes to a folder for temporary files while it is read, so that memory does not grow with
    /// the texts.
    ///
    /// # Errors
    /// When a file cannot be read, or a temporary one not written.
    #[cfg(feature = "read")]
    pub fn read_all(
        readers: Vec<PostingReader>,
        analyzer: &Analyzer,
        watch: &mut dyn crate::facts::Watch,
    ) -> Result<(Self, Counts)> {
        Self::read_within(readers, analyzer, watch, spill::HELD)
    }

    /// As [`Market::read_all`], with at most this many postings whose facts stay in memory.
    ///
    /// # Errors
    /// As [`Market::read_all`].
    #[cfg(feature = "read")]
    pub fn read_within(
        readers: Vec<PostingReader>,
        analyzer: &Analyzer,
        watch: &mut dyn crate::facts::Watch,
        postings: usize,
    ) -> Result<(Self, Counts)> {
        spill::read(readers, analyzer, watch, postings)
    }

    /// A market over facts in memory.
    #[must_use]
    pub fn new(facts: Facts) -> Self {
        Self::of_parts(vec![Part::Memory(facts.batches)], facts.skills, facts.fingerprint)
    }

    fn of_parts(parts: Vec<Part>, skills: SkillTable, fingerprint: String) -> Self {
        let index = (0..).zip(skills.skills()).map(|(at, skill)| (skill.id.clone(), at)).collect();
        Self {
            parts,
            #[cfg(feature = "read")]
            spilled: None,
            skills,
            index,
            fingerprint,
            repeats: RepeatRows::Drop,
        }
    }

    /// A market over folders of facts, which are read again for every question, batch by batch. Postings that several folders hold count
    /// once.
    ///
    /// # Errors
    /// When the folders were made with different versions of the library or the lexicon: their asks cannot be compared.
    pub fn of_folders(folders: Vec<FactsFolder>) -> Result<Self> {
        let Some(first) = folders.first() else {
            return Err(Error::facts("no folder of facts given"));
        };
        let fingerprint = first.manifest().fingerprint.clone();
        let mut skills = SkillTable::default();
        for folder in &folders {
            if folder.manifest().fingerprint != fingerprint {
                let message = format!(
                    "made by `{}`, the first folder by `{fingerprint}`: analyse the postings again",
                    folder.manifest().fingerprint
                );
                return Err(Error::facts(message).in_file(folder.path()));
            }
            skills.merge(folder.skills());
        }
        let part = match <[FactsFolder; 1]>::try_from(folders) {
            Ok([folder]) => Part::Folder(folder),
            Err(folders) => {
                let regroup = repeats::Regroup::of(&folders)?;
                Part::Folders(folders, regroup)
            }
        };
        let market = Self::of_parts(vec![part], skills, fingerprint);
        #[cfg(feature = "read")]
        let market = spill::cut_up(market)?;
        Ok(market)
    }

    /// Sets whether repeats count.
    #[must_use]
    pub fn with_repeats(mut self, repeats: RepeatRows) -> Self {
        self.repeats = repeats;
        self
    }

    /// The skills that its asks can name.
    #[must_use]
    pub fn skills(&self) -> &SkillTable {
        &self.skills
    }

    /// Version of the library and of the packs that made the facts.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Hands every batch on as frames, the postings cut down to those that a filter keeps.
    fn for_each(
        &self,
        filter: &Filter,
        needs: &frame::Needs,
        mut sink: impl FnMut(frame::Frames) -> Result<()>,
    ) -> Result<()> {
        self.parts.iter().try_for_each(|part| self.for_each_of(part, filter, needs, &mut sink))
    }

    /// Hands every batch of one part on as frames.
    fn for_each_of(
        &self,
        part: &Part,
        filter: &Filter,
        needs: &frame::Needs,
        mut sink: impl FnMut(frame::Frames) -> Result<()>,
    ) -> Result<()> {
        let mut one = |batch: &Batch| sink(frame::Frames::new(batch, self.repeats, filter, needs, &self.index)?);
        let postings = needs.postings();
        let columns = Columns { postings: Some(&postings), asks: Some(needs.ask_columns()) };
        match part {
            Part::Memory(batches) => batches.iter().try_for_each(one),
            Part::Folder(folder) => folder.for_each_batch_of(&columns, one),
            Part::Folders(folders, regroup) => {
                let mut at = 0;
                folders.iter().try_for_each(|folder| {
                    folder.for_each_batch(|batch| {
                        let postings = regroup.mark(&batch.postings, &mut at)?;
                        one(&Batch { postings, asks: batch.asks.clone() })
                    })
                })
            }
        }
    }

    /// Hands on the postings of every batch.
    fn for_each_postings(&self, sink: &mut dyn FnMut(&arrow_array::RecordBatch) -> Result<()>) -> Result<()> {
        self.parts.iter().try_for_each(|part| match part {
            Part::Memory(batches) => batches.iter().try_for_each(|batch| sink(&batch.postings)),
            Part::Folder(folder) => folder.for_each_postings(&mut *sink),
            Part::Folders(folders, regroup) => {
                let mut at = 0;
                folders.iter().try_for_each(|folder| {
                    folder.for_each_postings(|postings| sink(&regroup.mark_with_keys(postings, &mut at)?))
                })
            }
        })
    }
}

/// Groups must differ, and a table has one period.
fn check_groups(by: &[Group]) -> Result<()> {
    for (at, group) in by.iter().enumerate() {
        if by[..at].contains(group) {
            return Err(Error::engine(format!("the group `{}` is asked for twice", group.as_str())));
        }
    }
    if by.iter().filter(|group| group.is_period()).count() > 1 {
        return Err(Error::engine("months lie within quarters, and those within years: group by one of them"));
    }
    Ok(())
}

/// The newest month or year of some groups, which is still filling up.
fn newest_period<'c>(by: &[Group], groups: impl Iterator<Item = &'c Vec<String>>) -> Option<String> {
    let at = by.iter().position(|group| group.is_period())?;
    groups.map(|group| &group[at]).filter(|value| *value != group::UNKNOWN).max().cloned()
}

/// Whether a group is of the newest period.
fn is_newest(by: &[Group], groups: &[String], newest: Option<&str>) -> bool {
    let at = by.iter().position(|group| group.is_period());
    newest.is_some() && at.is_some_and(|at| Some(groups[at].as_str()) == newest)
}

/// Whether a group is of a period at which series break.
fn is_broken(by: &[Group], groups: &[String], broken: &BTreeSet<String>) -> bool {
    by.iter().position(|group| group.is_period()).is_some_and(|at| broken.contains(&groups[at]))
}

/// Where a combination of group values stands in tables.
fn group_rank(by: &[Group], values: &[String]) -> Vec<(bool, usize, String)> {
    by.iter().zip(values).map(|(group, value)| group.rank(value)).collect()
}

/// Runs engine code and converts its error, whose type stays private.
fn engine<T>(run: impl FnOnce() -> polars::error::PolarsResult<T>) -> Result<T> {
    run().map_err(|error| Error::engine(error.to_string()))
}
