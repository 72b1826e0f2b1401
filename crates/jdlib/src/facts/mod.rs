//! Two columnar tables that everything after the texts reads: postings and asks.
//!
//! `Facts` is the seam of the system. A [`FactsBuilder`] fills it from analyses, one row a posting and one row a claim; a cluster or a store
//! may fill it as well. Both tables are Arrow record batches; on disk they are a folder of `postings.parquet`, `asks.parquet`, `skills.csv`
//! and `manifest.json`. After facts nobody sees posting text again; short quotes travel in the asks.
//!
//! - [`Batch`]: postings and the asks that belong to them.
//! - [`Facts`]: batches in memory, with what they were made by.
//! - [`FactsWriter`], [`FactsFolder`]: batches to disk and back, one at a time.

mod build;
mod disk;
pub(crate) mod mark;
#[cfg(feature = "read")]
mod read;
pub mod schema;
mod skills;

use arrow_array::RecordBatch;

pub use self::build::{FactsBuilder, Quotes, Sketches};
#[cfg(feature = "market")]
pub(crate) use self::disk::Columns;
pub use self::disk::{FactsFolder, FactsWriter, Manifest};
#[cfg(all(feature = "read", feature = "market"))]
pub(crate) use self::read::mark_all;
#[cfg(feature = "read")]
pub use self::read::{Counts, Watch, for_each_batch, read};
pub use self::skills::{SkillInfo, SkillTable};

/// Postings in one batch: large enough for columnar work, small enough to bound memory.
pub const BATCH: usize = 4_096;

/// Some postings and all their asks.
#[derive(Clone, Debug)]
pub struct Batch {
    /// One row a posting; columns as [`schema::postings`].
    pub postings: RecordBatch,
    /// One row a claim; columns as [`schema::asks`]. `posting` is a key of `postings`.
    pub asks: RecordBatch,
}

/// Batches in memory.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Batches, in the order of the postings.
    pub batches: Vec<Batch>,
    /// The skills that asks name.
    pub skills: SkillTable,
    /// What made them.
    pub fingerprint: String,
}
