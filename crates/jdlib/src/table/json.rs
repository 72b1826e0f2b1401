//! The writers of JSON and JSONL. Keys keep the order of the columns.
//!
//! Objects are put together here rather than by serde: `serde_json` writes large floats with an exponent and
//! every float with all its digits, and the contract is the one of [`decimal`](super::decimal). It still escapes
//! all text.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Table, number, text_of};

/// The keys of the JSON object that are not free for [`Table::meta`].
pub(super) const RESERVED: [&str; 5] = ["schema", "name", "title", "notes", "rows"];

/// A fact about a whole table, such as its input counts; a key of its JSON object.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Meta {
    /// `null`.
    Missing,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Another number, written with up to 6 decimals; `null` if it is not finite.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// Several facts without names.
    List(Vec<Meta>),
    /// Several facts with names, in this order.
    Object(Vec<(Cow<'static, str>, Meta)>),
}

impl From<&str> for Meta {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Meta {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Meta {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Meta {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<bool> for Meta {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Meta {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Meta {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl Table {
    /// Writes one object: `schema`, `name`, `title`, `notes`, the facts of [`Table::meta`], then `rows`, an array
    /// of objects with a line for each.
    ///
    /// # Errors
    ///
    /// Only if `out` fails.
    pub fn write_json(&self, out: impl Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        let notes = self.notes().iter().map(|note| Meta::from(note.as_str())).collect();
        for (key, value) in [
            ("schema", Meta::from(self.schema())),
            ("name", Meta::from(self.name())),
            ("title", Meta::from(self.title())),
            ("notes", Meta::List(notes)),
        ] {
            out.write_all(if key == "schema" { b"{" } else { b"," })?;
            write_member(&mut out, key, &value)?;
        }
        for (key, value) in self.metas() {
            out.write_all(b",")?;
            write_member(&mut out, key, value)?;
        }
        out.write_all(b",\"rows\":[")?;
        for row in 0..self.rows() {
            out.write_all(if row == 0 { b"\n" } else { b",\n" })?;
            self.write_row(&mut out, row)?;
        }
        out.write_all(if self.is_empty() { b"]}\n" } else { b"\n]}\n" })?;
        out.flush()
    }

    /// The JSON as a string; see [`write_json`](Self::write_json).
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.write_json(&mut out).expect("a vector takes all bytes");
        text_of(out)
    }

    /// Writes one object per line for each row, and nothing else.
    ///
    /// # Errors
    ///
    /// Only if `out` fails.
    pub fn write_jsonl(&self, out: impl Write) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        for row in 0..self.rows() {
            self.write_row(&mut out, row)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// The JSONL as a string; see [`write_jsonl`](Self::write_jsonl).
    pub fn to_jsonl(&self) -> String {
        let mut out = Vec::new();
        self.write_jsonl(&mut out).expect("a vector takes all bytes");
        text_of(out)
    }

    fn write_row(&self, out: &mut impl Write, row: usize) -> io::Result<()> {
        out.write_all(b"{")?;
        for (index, column) in self.columns().iter().enumerate() {
            if index > 0 {
                out.write_all(b",")?;
            }
            // A column name is plain by the promise of `push`: it needs no escaping.
            write!(out, "\"{}\":", column.name())?;
            match column.cell(row) {
                Cell::Missing => out.write_all(b"null")?,
                Cell::Text(text) => write_text(out, text)?,
                Cell::Int(value) => write!(out, "{value}")?,
                Cell::Float(value) => write_float(out, value, column.unit().decimals())?,
                Cell::Bool(value) => write!(out, "{value}")?,
            }
        }
        out.write_all(b"}")
    }
}

fn write_member(out: &mut impl Write, key: &str, value: &Meta) -> io::Result<()> {
    write_text(out, key)?;
    out.write_all(b":")?;
    write_meta(out, value)
}

fn write_meta(out: &mut impl Write, value: &Meta) -> io::Result<()> {
    match value {
        Meta::Missing => out.write_all(b"null"),
        Meta::Text(text) => write_text(out, text),
        Meta::Int(value) => write!(out, "{value}"),
        Meta::Float(value) => write_float(out, *value, 6),
        Meta::Bool(value) => write!(out, "{value}"),
        Meta::List(values) => {
            out.write_all(b"[")?;
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.write_all(b",")?;
                }
                write_meta(out, value)?;
            }
            out.write_all(b"]")
        }
        Meta::Object(members) => {
            out.write_all(b"{")?;
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.write_all(b",")?;
                }
                write_member(out, key, value)?;
            }
            out.write_all(b"}")
        }
    }
}

fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(Into::into)
}

fn write_float(out: &mut impl Write, value: f64, decimals: usize) -> io::Result<()> {
    match number::decimal(value, decimals) {
        Some(text) => out.write_all(text.as_bytes()),
        None => out.write_all(b"null"),
    }
}
