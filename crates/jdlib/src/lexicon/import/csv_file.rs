//! CSV and TSV of others: columns by their names in any order.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// One table, with its columns by name.
pub(super) struct CsvFile {
    file: PathBuf,
    header: Vec<String>,
    reader: csv::Reader<Box<dyn Read>>,
}

/// A row and its place.
pub(super) struct CsvRow {
    pub(super) line: u64,
    record: csv::StringRecord,
}

impl CsvRow {
    /// A cell, trimmed; empty where there is none.
    pub(super) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.record.get(at)).map_or("", str::trim)
    }
}

/// Opens a file past its byte order mark.
pub(super) fn open(file: &Path) -> Result<BufReader<File>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file).map_err(|error| Error::io(error, file))?);
    let start = reader.fill_buf().map_err(|error| Error::io(error, file))?;
    if start.is_empty() {
        return Err(Error::syntax("it is empty: a list has one name a row at least").in_file(file));
    }
    if start.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    Ok(reader)
}

impl CsvFile {
    pub(super) fn open(file: &Path, delimiter: u8) -> Result<Self> {
        Self::new(file, Box::new(open(file)?), delimiter, true)
    }

    /// A table whose first row is its header, or a row like the others.
    pub(super) fn new(file: &Path, input: Box<dyn Read>, delimiter: u8, has_header: bool) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(has_header)
            // Rows of hand-made lists end where their cells do.
            .flexible(true)
            // A quote inside tab-separated text or a bare name is a letter like any other.
            .quoting(matches!(delimiter, b',' | b';'))
            .from_reader(input);
        let header = if has_header {
            let header = reader.headers().map_err(|error| at(file, &error))?;
            header.iter().map(|name| name.trim().to_owned()).collect()
        } else {
            Vec::new()
        };
        Ok(Self { file: file.to_owned(), header, reader })
    }

    /// The first column with one of these names, in any case.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|found| found.eq_ignore_ascii_case(name)))
    }

    /// The same; without it the file is no file of this kind.
    pub(super) fn required(&self, names: &[&str], what: &str) -> Result<usize> {
        self.column(names).ok_or_else(|| {
            let columns = self.header.join(", ");
            Error::syntax(format!("there is no such column, so this is not {what}; columns: {columns}"))
                .in_file(&self.file)
                .on_line(1)
                .in_column(names[0])
        })
    }

    /// What the file is called.
    pub(super) fn name(&self) -> PathBuf {
        self.file.clone()
    }

    pub(super) fn rows(mut self) -> impl Iterator<Item = Result<CsvRow>> {
        let file = self.file.clone();
        let mut record = csv::StringRecord::new();
        std::iter::from_fn(move || match self.reader.read_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                Some(Ok(CsvRow { line, record: std::mem::take(&mut record) }))
            }
            Err(error) => Some(Err(at(&file, &error))),
        })
    }
}

fn at(file: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(error) => Error::io(std::io::Error::from(error.kind()), file),
        csv::ErrorKind::Utf8 { err, .. } => {
            let message = format!("cell {} is not UTF-8: save the list as UTF-8 and import it again", err.field() + 1);
            Error::syntax(message).in_file(file).on_line(line)
        }
        _ => Error::syntax(error.to_string()).in_file(file).on_line(line),
    }
}
