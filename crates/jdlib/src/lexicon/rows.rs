//! Rows of a pack's files, with their places.

use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, Result};

/// One row of a pack file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) file: Arc<Path>,
    pub(super) line: u64,
    cells: csv::StringRecord,
    columns: &'static [&'static str],
}

impl Row {
    /// The cell of a column; empty where the file does not have it.
    pub(super) fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// The cells of some columns.
    pub(super) fn key(&self, columns: &[&str]) -> Vec<&str> {
        columns.iter().map(|column| self.get(column)).collect()
    }

    /// The cells, in the order of the file.
    pub(super) fn cells(&self) -> &csv::StringRecord {
        &self.cells
    }

    /// An error at this row.
    pub(super) fn error(&self, rule: &'static str, column: &str, message: impl Into<String>) -> Error {
        let error = Error::lexicon(rule, message).in_file(&self.file).on_line(self.line);
        if column.is_empty() { error } else { error.in_column(column) }
    }

    /// File and line.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file.display(), self.line)
    }
}

/// What becomes of rows that cannot be read.
#[derive(Debug)]
pub(super) enum Faults {
    /// The first one ends the reading.
    Stop,
    /// They are left out, and told together.
    Collect(Vec<Error>),
}

impl Faults {
    /// Whether they are put aside.
    pub(super) fn collects(&self) -> bool {
        matches!(self, Self::Collect(_))
    }

    /// The value; none where it is a fault that was put aside.
    pub(super) fn pass<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match (result, self) {
            (Ok(value), _) => Ok(Some(value)),
            (Err(error), Self::Stop) => Err(error),
            (Err(error), Self::Collect(found)) => {
                found.push(error);
                Ok(None)
            }
        }
    }
}

/// Columns of each file of a pack, by its path or folder.
const SCHEMAS: [(&str, &[&str]); 25] = [
    ("aliases/", &["id", "alias", "type", "case", "policy"]),
    ("areas.csv", &["id", "name", "parent", "order"]),
    ("cases.csv", &["text", "must", "must_not"]),
    ("cells.csv", &["view", "cell", "order", "title", "text"]),
    ("chrome.csv", &["text", "lang"]),
    ("classes.csv", &["class", "lang", "text"]),
    ("cues.csv", &["lang", "id", "sign", "where", "width", "what"]),
    ("english.csv", &["text"]),
    ("fields.csv", &["text", "lang", "kind", "value"]),
    ("headings.csv", &["text", "lang", "section"]),
    ("markers.csv", &["text", "lang", "ask", "scope"]),
    ("never_merge.csv", &["a", "b"]),
    ("pack.csv", &["key", "value"]),
    ("pay_words.csv", &["text", "lang", "kind", "value"]),
    ("projects.csv", &["project", "title", "skill"]),
    (
        "reference.csv",
        &[
            "article",
            "role",
            "title",
            "years_min",
            "years_max",
            "pay_min",
            "pay_max",
            "pay_open",
            "currency",
            "period",
            "place",
            "year",
            "skills",
        ],
    ),
    ("relations.csv", &["from", "rel", "to"]),
    ("roadmap.csv", &["phase", "track", "topic", "skill", "effort_hours"]),
    ("skills/", &["id", "name", "kind", "parent", "policy", "since", "status", "note"]),
    ("starters.csv", &["text", "lang"]),
    ("titles.csv", &["text", "lang", "kind", "value", "note"]),
    ("versions.csv", &["id", "version"]),
    ("views.csv", &["view", "cell", "order", "skill", "depth"]),
    ("year_words.csv", &["text", "lang", "kind", "value"]),
    ("xrefs.csv", &["id", "scheme", "ref"]),
];

/// Reads one file of a pack. The header must be the known columns, in their order; columns at the end may be missing.
pub(super) fn read(file: &Path, path: &str, text: &str) -> Result<Vec<Row>> {
    read_each(file, path, text, &mut Faults::Stop)
}

/// As [`read`], with a say in what becomes of rows and files that cannot be read.
pub(super) fn read_each(file: &Path, path: &str, text: &str, faults: &mut Faults) -> Result<Vec<Row>> {
    let fail = |line: u64, message: String| Error::lexicon("LX00", message).in_file(file).on_line(line);
    let schema =
        SCHEMAS.iter().find(|(name, _)| if name.ends_with('/') { path.starts_with(name) } else { path == *name });
    let Some((_, columns)) = schema else {
        let error = Error::lexicon("LX00", "packs have no file of this name").in_file(file);
        return Ok(faults.pass(Err(error))?.unwrap_or_default());
    };
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| fail(1, error.to_string())).and_then(|header| {
        let known = !header.is_empty()
            && header.len() <= columns.len()
            && header.iter().zip(columns.iter()).all(|(found, wanted)| found == *wanted);
        if known { Ok(header.len()) } else { Err(fail(1, format!("the header must be `{}`", columns.join(",")))) }
    });
    let Some(width) = faults.pass(header)? else { return Ok(Vec::new()) };
    let shared: Arc<Path> = file.into();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            fail(line, format!("expected {width} columns, as in the header"))
        });
        let Some(record) = faults.pass(record)? else { continue };
        rows.push(Row {
            file: Arc::clone(&shared),
            line: record.position().map_or(0, csv::Position::line),
            cells: record,
            columns,
        });
    }
    Ok(rows)
}
