//! Measures what job postings ask for and what they pay, with the words that say so and the counts behind every figure.
//!
//! # Overview
//!
//! ```text
//! files  ->  Posting  ->  Analysis  ->  Facts  ->  Market  ->  Table
//! ```
//!
//! - [`Analyzer`] reads one [`Posting`] into one [`Analysis`]: skills with their ask (required, preferred, not wanted, ...), years, pay,
//!   seniority, role. A pure function; built once; `Send + Sync`.
//! - [`PostingReader`] reads postings from CSV, TSV, JSON lines and text files (feature `read`).
//! - [`facts`] turns analyses into two Arrow tables and Parquet files (feature `facts`).
//! - [`Market`] answers questions over facts: demand and pay by any group, with employer-clustered likely ranges (feature `market`).
//! - [`Lexicon`] is all vocabulary, as data; packs of your own lay over it.
//!
//! # Read one posting
//!
//! ```
//! # #[cfg(feature = "builtin")] {
//! use jdlib::{Analyzer, Posting};
//!
//! let analyzer = Analyzer::builtin();
//! let posting = Posting::new("5+ years of Python required. Go is a plus, no PHP. $150k-$180k");
//! let analysis = analyzer.analyze(&posting);
//! for claim in analysis.skills() {
//!     println!("{} {} {:?}", claim.skill().name(), claim.ask(), claim.evidence());
//! }
//! assert_eq!(analysis.skill("php").unwrap().ask().as_str(), "excluded");
//! # }
//! ```
//!
//! # Measure a market
//!
//! ```no_run
//! # #[cfg(all(feature = "builtin", feature = "read", feature = "market"))] {
//! use jdlib::market::{Demand, Group};
//! use jdlib::{Analyzer, Market, PostingReader};
//!
//! let market = Market::read(PostingReader::from_path("jobs.csv")?, &Analyzer::builtin())?;
//! for row in market.demand(&Demand::by([Group::Role]))? {
//!     println!("{} {} {} of {}", row.group(), row.skill, row.asked, row.postings);
//! }
//! # }
//! # Ok::<(), jdlib::Error>(())
//! ```
//!
//! # Costs
//!
//! Building the analyzer takes tens of milliseconds and happens once. Reading a posting of 4,000 characters takes about a quarter of a
//! millisecond on one core. `default-features = false, features = ["builtin"]` builds with fewer than 40 crates, without threads and without Polars.
//!
//! # Features
//!
//! - `builtin` (default): the embedded lexicon.
//! - `read` (default): readers for files, and parallel reading.
//! - `facts`: Arrow batches and Parquet files, without Polars.
//! - `stats`: intervals, tests and regressions over slices of numbers, without the rest.
//! - `market` (default): demand and pay; implies `facts` and `stats`; pulls Polars, most of the compile time.

#![deny(missing_docs)]
#![warn(missing_debug_implementations)]

pub mod error;
#[cfg(feature = "read")]
pub mod eval;
pub mod extract;
#[cfg(feature = "facts")]
pub mod facts;
pub mod lexicon;
#[cfg(feature = "market")]
pub mod market;
pub mod matcher;
pub mod posting;
pub mod repeats;
pub mod span;
#[cfg(feature = "stats")]
pub mod stats;
#[cfg(feature = "read")]
pub mod stream;
#[cfg(feature = "facts")]
pub mod table;
pub mod terms;
pub mod text;

pub use error::{Error, Result};
pub use extract::{Analysis, Analyzer, Claim};
pub use lexicon::Lexicon;
#[cfg(feature = "market")]
pub use market::Market;
pub use posting::Posting;
#[cfg(feature = "read")]
pub use posting::{PostingReader, ReadOptions};
pub use repeats::{Repeats, Signature};
pub use span::Span;

/// The README's library example, run as a test.
#[cfg(all(doctest, feature = "builtin", feature = "read", feature = "market"))]
#[doc = include_str!("../../../README.md")]
#[allow(dead_code, reason = "exists for its documentation")]
struct Readme;
