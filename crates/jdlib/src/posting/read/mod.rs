//! Files to postings.
//!
//! - [`PostingReader`]: opens a file, finds out what it is, and hands out postings one by one.
//! - [`Mapping`]: which column or key of it holds which field.
//! - [`Refused`]: the rows that could not be read. Rows in the file are postings and refused rows, always.
//!
//! One file a kind of file: `delimited` (CSV, TSV), `json` (lines, arrays, objects with a list, schema.org), `columnar` (Parquet),
//! `document` (text, Markdown, HTML). `input` gives them bytes, `rows` is what they have in common.

mod clean;
mod columnar;
mod delimited;
mod document;
mod input;
mod json;
mod mapping;
mod reader;
mod rows;

pub use self::mapping::{FIELDS, Mapping};
pub use self::reader::{Header, InputFormat, Inspection, PostingReader, Quote, ReadOptions};
pub use self::rows::{Refusals, Refused};

/// Rows looked at to find out what columns hold.
const SAMPLE: usize = 50;
