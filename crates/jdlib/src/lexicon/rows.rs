//! Rows of a pack's files, with their places.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// One row of a pack file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) file: PathBuf,
    pub(super) line: u64,
    cells: Vec<String>,
    columns: &'static [&'static str],
}

impl Row {
    /// The cell of a column; empty where the file does not have it.
    pub(super) fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The cells of some columns.
    pub(super) fn key(&self, columns: &[&str]) -> Vec<&str> {
        columns.iter().map(|column| self.get(column)).collect()
    }

    /// The cells, in the order of the file.
    pub(super) fn cells(&self) -> &[String] {
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

/// Columns of each file of a pack, by its path or folder.
const SCHEMAS: [(&str, &[&str]); 22] = [
    ("aliases/", &["id", "alias", "type", "case", "policy"]),
    ("areas.csv", &["id", "name", "parent", "order"]),
    ("cases.csv", &["text", "must", "must_not"]),
    ("cells.csv", &["view", "cell", "order", "title", "text"]),
    ("chrome.csv", &["text", "lang"]),
    ("classes.csv", &["class", "lang", "text"]),
    ("cues.csv", &["lang", "id", "sign", "where", "width", "what"]),
    ("fields.csv", &["text", "lang", "kind", "value"]),
    ("headings.csv", &["text", "lang", "section"]),
    ("markers.csv", &["text", "lang", "ask", "scope"]),
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
    ("views.csv", &["view", "cell", "order", "skill", "depth"]),
    ("year_words.csv", &["text", "lang", "kind", "value"]),
    ("xrefs.csv", &["id", "scheme", "ref"]),
];

/// Reads one file of a pack. The header must be the known columns, in their order; columns at the end may be missing.
pub(super) fn read(file: &Path, path: &str, text: &str) -> Result<Vec<Row>> {
    let fail = |line: u64, message: String| Error::lexicon("LX00", message).in_file(file).on_line(line);
    let schema =
        SCHEMAS.iter().find(|(name, _)| if name.ends_with('/') { path.starts_with(name) } else { path == *name });
    let Some((_, columns)) = schema else {
        return Err(Error::lexicon("LX00", "packs have no file of this name").in_file(file));
    };
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| fail(1, error.to_string()))?.clone();
    if header.is_empty()
        || header.len() > columns.len()
        || header.iter().zip(columns.iter()).any(|(found, wanted)| found != *wanted)
    {
        return Err(fail(1, format!("the header must be `{}`", columns.join(","))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            fail(line, format!("expected {} columns, as in the header", header.len()))
        })?;
        rows.push(Row {
            file: file.to_owned(),
            line: record.position().map_or(0, csv::Position::line),
            cells: record.iter().map(str::to_owned).collect(),
            columns,
        });
    }
    Ok(rows)
}
