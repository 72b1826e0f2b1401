//! What every kind of file has in common: it hands out rows, and counts what it could not read.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use crate::error::{Error, Result};
use crate::posting::Posting;

/// One kind of file.
pub(super) trait Rows: Send {
    /// Reads the next posting into `posting`, which is empty. Returns whether there was one.
    fn next(&mut self, posting: &mut Posting, tally: &mut Tally) -> Result<bool>;

    /// Names of the columns, for tables.
    fn columns(&self) -> Option<&[String]> {
        None
    }

    /// The mapping, for files with columns or keys.
    fn mapping(&self) -> Option<&Mapping> {
        None
    }
}

/// Rows that were not read for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals {
    /// Number of rows.
    pub rows: u64,
    /// Where the first of them is: `line 88`, or a file of a folder.
    pub first: String,
}

/// Rows that were not read, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Reason, in words that follow "has" or "have", and its rows.
    pub reasons: BTreeMap<String, Refusals>,
}

impl Refused {
    fn add(&mut self, reason: String, place: &dyn Fn() -> String) {
        self.reasons.entry(reason).or_insert_with(|| Refusals { rows: 0, first: place() }).rows += 1;
    }

    /// Number of rows that were not read.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.reasons.values().map(|refusals| refusals.rows).sum()
    }
}

/// What could not be read so far, and whether that ends the reading.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) strict: bool,
    pub(super) refused: Refused,
    /// Cells whose value could not be read as their field.
    pub(super) unread: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Counts a row on a line of its file.
    pub(super) fn refuse(&mut self, reason: impl Into<String>, line: u64) -> Result<()> {
        self.refuse_as(reason, line, String::new)
    }

    /// Counts a row; `detail` says more where the row ends the reading.
    pub(super) fn refuse_as(
        &mut self,
        reason: impl Into<String>,
        line: u64,
        detail: impl FnOnce() -> String,
    ) -> Result<()> {
        let reason = reason.into();
        if self.strict {
            return Err(Error::syntax(format!("this row has {reason}{}", detail())).on_line(line));
        }
        self.refused.add(reason, &|| format!("line {line}"));
        Ok(())
    }

    /// Counts a posting that is a file of its own. `error` says what is wrong with it.
    pub(super) fn refuse_file(&mut self, reason: &str, error: Error) -> Result<()> {
        if self.strict {
            return Err(error);
        }
        let file = error.position().file.as_ref().map_or_else(String::new, |file| format!("`{}`", file.display()));
        self.refused.add(reason.to_owned(), &|| file.clone());
        Ok(())
    }

    /// Counts cells that their fields could not read.
    pub(super) fn unread(&mut self, fields: Vec<&'static str>) {
        for field in fields {
            *self.unread.entry(field).or_default() += 1;
        }
    }
}
