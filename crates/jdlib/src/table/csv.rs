//! The writer of CSV: RFC 4180 with `\n` line ends and a header line.

use std::borrow::Cow;
use std::io;

use super::{Cell, Table, number, text_of};

/// How text is written to CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CsvText {
    /// As it is, so that a program reads back what was there.
    #[default]
    Exact,
    /// With `'` before text that a spreadsheet would run as a formula.
    ///
    /// That is text starting with `=`, `+`, `-`, `@`, tab, carriage return (OWASP, CSV Injection), NUL (OWASP
    /// ASVS 1.2.10) or line feed. Numbers are never touched. A program reading such a file sees the `'`.
    Safe,
}

impl Table {
    /// Writes the header and one line per row.
    ///
    /// Missing values and empty text both become an empty field. A table without columns writes nothing.
    ///
    /// # Errors
    ///
    /// Only if `out` fails.
    pub fn write_csv(&self, out: impl io::Write, text: CsvText) -> io::Result<()> {
        if self.columns().is_empty() {
            return Ok(());
        }
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(out);
        writer.write_record(self.columns().iter().map(|column| column.name())).map_err(io_error)?;
        for row in 0..self.rows() {
            for column in self.columns() {
                let field = field(column.cell(row), column.unit().decimals(), text);
                writer.write_field(field.as_bytes()).map_err(io_error)?;
            }
            writer.write_record(None::<&[u8]>).map_err(io_error)?;
        }
        writer.flush()
    }

    /// The CSV as a string; see [`write_csv`](Self::write_csv).
    pub fn to_csv(&self, text: CsvText) -> String {
        let mut out = Vec::new();
        self.write_csv(&mut out, text).expect("a vector takes all bytes");
        text_of(out)
    }
}

/// The error that the writer met, not one around it: a closed pipe has to be seen as such.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

fn field(cell: Cell<'_>, decimals: usize, text: CsvText) -> Cow<'_, str> {
    match cell {
        Cell::Missing => Cow::Borrowed(""),
        Cell::Text(value) if text == CsvText::Safe => csv_safe(value),
        Cell::Text(value) => Cow::Borrowed(value),
        Cell::Int(value) => Cow::Owned(value.to_string()),
        Cell::Float(value) => Cow::Owned(number::decimal(value, decimals).unwrap_or_default()),
        Cell::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
    }
}

/// A text that no spreadsheet runs as a formula, as [`CsvText::Safe`] says.
#[must_use]
pub fn csv_safe(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}
