//! JSON of others: one object, or one list of them.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::csv_file;
use crate::error::{Error, Result};

/// Reads a file as one value.
pub(super) fn read<T: DeserializeOwned>(file: &Path, what: &str) -> Result<T> {
    serde_json::from_reader(csv_file::open(file)?).map_err(|error| {
        if error.is_io() {
            return Error::io(error.into(), file);
        }
        let (line, column) = (error.line() as u64, error.column());
        // The position stands in the message too, once more and less well.
        let text = error.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default();
        Error::syntax(format!("character {column}: {reason}; this is not {what}")).in_file(file).on_line(line)
    })
}
