//! Results as named tables of typed columns with units, and the only writers of their machine formats.
//!
//! Whatever computes a result returns a [`Table`]; whatever shows one reads it cell by cell or asks for a
//! format. Nobody else formats a number, so a figure reads the same in every file.
//!
//! | item | what it is |
//! |---|---|
//! | [`Table`] | name, schema, title, notes, facts about the run, and columns of equal length |
//! | [`Column`], [`Values`], [`Unit`] | one typed column, what its numbers mean |
//! | [`Cell`] | one value, borrowed, for renderers |
//! | [`Meta`] | a fact about the whole table, in JSON only |
//! | [`CsvText`] | whether text is written as it is or made harmless for spreadsheets |
//!
//! # Machine formats
//!
//! Numbers carry full precision, without separators, exponents or a negative zero. A float is the shortest
//! decimal of its value rounded to the [`Unit::decimals`] of its column. A missing value is empty in CSV and
//! `null` in JSON; so is a float that is not finite. Text is written as it came, whatever characters it holds.
//! The bytes depend on the table alone.
//!
//! ```
//! use jdlib::table::{Column, CsvText, Table, Unit};
//!
//! let mut table = Table::new("skills", "jds.skills/1", "Skills in demand");
//! table.push(Column::text("skill", "Skill id.", ["python".to_owned(), "go".to_owned()]));
//! table.push(Column::int("asked", Unit::Count, "Postings that ask for it.", [214, 0]));
//! table.push(Column::float("share", Unit::Share, "asked / postings.", [Some(214.0 / 812.0), None]));
//!
//! assert_eq!(table.to_csv(CsvText::Exact), "skill,asked,share\npython,214,0.263547\ngo,0,\n");
//! assert_eq!(
//!     table.to_jsonl(),
//!     "{\"skill\":\"python\",\"asked\":214,\"share\":0.263547}\n{\"skill\":\"go\",\"asked\":0,\"share\":null}\n",
//! );
//! ```

mod column;
mod csv;
mod header;
mod json;
mod number;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use column::{Cell, Column, Unit, Values};
pub use csv::{CsvText, csv_safe};
pub use json::Meta;
pub use number::decimal;

/// A result: columns of equal length under distinct names, and what is to be said about them.
///
/// The promise every reader of a table relies on: all columns have [`rows`](Self::rows) values, and no two
/// share a name. [`push`](Self::push) keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: Cow<'static, str>,
    schema: Cow<'static, str>,
    title: String,
    notes: Vec<String>,
    meta: Vec<(Cow<'static, str>, Meta)>,
    columns: Vec<Column>,
}

impl Table {
    /// A table without columns. `name` is the stem of its files, `schema` its versioned contract, such as
    /// `jds.skills/1`; `title` is for people.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        schema: impl Into<Cow<'static, str>>,
        title: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            schema: schema.into(),
            title: title.into(),
            notes: Vec::new(),
            meta: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Adds a column on the right.
    ///
    /// # Panics
    ///
    /// If its length differs from that of the columns before it, if its name is taken, or if the name is not
    /// made of `a-z`, `0-9` and `_`. Columns come from code, not from input: each of these is a bug there.
    #[track_caller]
    pub fn push(&mut self, column: Column) -> &mut Self {
        let name = column.name();
        assert!(is_key(name), "column name `{name}` has other characters than a-z 0-9 _");
        assert!(self.column(name).is_none(), "table `{}` has two columns `{name}`", self.name);
        if let Some(first) = self.columns.first() {
            let (rows, found) = (first.len(), column.len());
            assert!(rows == found, "column `{name}` has {found} values in a table of {rows} rows");
        }
        self.columns.push(column);
        self
    }

    /// Adds a sentence that belongs under the table wherever it is shown.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a fact about the whole table; it becomes a key of the JSON object.
    ///
    /// # Panics
    ///
    /// If the key is taken, is one of `schema`, `name`, `title`, `notes` and `rows`, or has other
    /// characters than `a-z`, `0-9` and `_`.
    #[track_caller]
    pub fn meta(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Meta>) -> &mut Self {
        let key = key.into();
        assert!(is_key(&key), "key `{key}` has other characters than a-z 0-9 _");
        let taken = json::RESERVED.contains(&&*key) || self.metas().any(|(known, _)| known == key);
        assert!(!taken, "table `{}` has two keys `{key}`", self.name);
        self.meta.push((key, value.into()));
        self
    }

    /// The stem of its files.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name and version of its contract.
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Sentences to be shown under it.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Facts about the whole table, in the order they were added.
    pub fn metas(&self) -> impl Iterator<Item = (&str, &Meta)> {
        self.meta.iter().map(|(key, value)| (&**key, value))
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name() == name)
    }

    /// The number of rows; 0 without columns.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows() == 0
    }

    /// The value of one row in one column, both counted from 0.
    ///
    /// # Panics
    ///
    /// Outside the table, as indexing a slice does.
    #[track_caller]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        self.columns[column].cell(row)
    }

    /// The values of one row, from left to right.
    ///
    /// # Panics
    ///
    /// While iterating, if there is no such row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.columns.iter().map(move |column| column.cell(row))
    }

    /// The same table with no more than its first `n` rows.
    #[must_use]
    pub fn head(&self, n: usize) -> Self {
        Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            title: self.title.clone(),
            notes: self.notes.clone(),
            meta: self.meta.clone(),
            columns: self.columns.iter().map(|column| column.head(n)).collect(),
        }
    }
}

/// Whether a name may head a CSV column or be a JSON key: `a-z 0-9 _`, which no reader has to quote.
fn is_key(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Reads back what a writer of strings wrote.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the writers emit UTF-8 only")
}
