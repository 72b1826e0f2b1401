//! Separated values: CSV, TSV and their dialects.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::input::{self, Bytes, LARGEST};
use super::mapping::{Cell, Mapping, Wishes};
use super::rows::{Rows, Tally};
use super::{Header, Quote, ReadOptions, SAMPLE};
use crate::error::{Error, ErrorKind, Result};
use crate::posting::{Posting, RowContent, SourceRow};

/// Rows of separated values.
pub(super) struct Delimited {
    records: Records,
    mapping: Mapping,
    header: Vec<String>,
    /// The columns that are read.
    columns: Vec<usize>,
    delimiter: u8,
    keep_rows: bool,
    ahead: VecDeque<csv::ByteRecord>,
}

/// Records, each of a bounded size: a quote that never ends would take all of the file.
struct Records {
    reader: csv::Reader<Bounded>,
    /// Bytes that the next record may take.
    left: Arc<AtomicUsize>,
}

/// Bytes up to a number that is set anew for each record.
struct Bounded {
    inner: Bytes,
    left: Arc<AtomicUsize>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let len = buffer.len().min(left);
        let read = self.inner.read(&mut buffer[..len])?;
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}

impl Records {
    fn new(stream: Bytes, dialect: Dialect) -> Self {
        let left = Arc::new(AtomicUsize::new(LARGEST));
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(dialect.delimiter).flexible(true).escape(dialect.escape).buffer_capacity(1 << 18);
        builder.has_headers(false);
        match dialect.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        Self { reader: builder.from_reader(Bounded { inner: stream, left: Arc::clone(&left) }), left }
    }

    /// The next record. None at the end.
    fn next(&mut self) -> Result<Option<csv::ByteRecord>> {
        self.left.store(LARGEST, Ordering::Relaxed);
        let mut record = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut record) {
            Ok(found) => Ok(found.then_some(record)),
            Err(_) if self.left.load(Ordering::Relaxed) == 0 => {
                let line = record.position().map_or(0, csv::Position::line);
                Err(Error::new(ErrorKind::Large("row")).on_line(line))
            }
            Err(error) => Err(csv_error(error)),
        }
    }
}

/// How the values are separated and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// None where quotes are letters like any other.
    pub(super) quote: Option<u8>,
    /// Sign that takes the meaning from a quote or from itself, beside the doubling of quotes.
    pub(super) escape: Option<u8>,
    /// Bytes of a first line that only names the separator.
    pub(super) preamble: usize,
}

/// Separators that are looked for. The first of those that are as frequent wins.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Dialect {
    /// What the options say, else what the first bytes of a file show.
    pub(super) fn sniff(head: &[u8], options: &ReadOptions, tabs: bool) -> Self {
        let preamble = preamble(head);
        let body = &head[preamble..];
        let named = (preamble > 0).then(|| head[4]);
        let delimiter =
            options.delimiter.or(named).unwrap_or_else(|| if tabs { b'\t' } else { most_frequent_delimiter(body) });
        let quote = match options.quote {
            Quote::Double => Some(b'"'),
            Quote::Sign(sign) => Some(sign),
            Quote::None => None,
        };
        let escape = options.escape.or_else(|| escapes(body, delimiter, quote?).then_some(b'\\'));
        Self { delimiter, quote, escape, preamble }
    }
}

/// Length of a first line `sep=;`, which spreadsheets write for themselves.
fn preamble(head: &[u8]) -> usize {
    match head.get(..5) {
        Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', _]) => {
            let feeds = head[5..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(2);
            if feeds > 0 { 5 + feeds } else { 0 }
        }
        _ => 0,
    }
}

/// The separator that the first line has most of, outside quotes.
fn most_frequent_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let count = |delimiter: u8| {
        let mut quoted = false;
        line.iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                !quoted && **byte == delimiter
            })
            .count()
    };
    let most = DELIMITERS.iter().map(|delimiter| count(*delimiter)).max().unwrap_or(0);
    DELIMITERS.into_iter().find(|delimiter| count(*delimiter) == most).unwrap_or(b',')
}

/// Whether a backslash takes the meaning from a quote.
///
/// JobSpy's README writes its files with one, and Python then doubles every backslash; the same frame written plainly does neither. Their
/// header lines tell them apart: quoted, or not. A quoted one with a single backslash somewhere comes from another program, which doubles
/// none. In any other file a quote behind a backslash that ends no value shows it.
fn escapes(head: &[u8], delimiter: u8, quote: u8) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    if JOBSPY.iter().any(|header| line.starts_with(header)) {
        return !has_odd_backslashes(head);
    }
    let (mut escaped, mut doubled, mut quoted) = (0, 0, false);
    let mut at = 0;
    while at < head.len() {
        let next = head.get(at + 1).copied();
        match head[at] {
            b'\\' if quoted && next == Some(quote) => {
                let after = head.get(at + 2).copied();
                let ends = after.is_none_or(|byte| byte == delimiter || byte == quote || matches!(byte, b'\r' | b'\n'));
                if !ends {
                    escaped += 1;
                    at += 1;
                }
            }
            byte if byte == quote && quoted && next == Some(quote) => {
                doubled += 1;
                at += 1;
            }
            byte if byte == quote => quoted = !quoted,
            _ => {}
        }
        at += 1;
    }
    escaped > 0 && doubled == 0
}

/// How the quoted header lines of JobSpy begin, by generation.
const JOBSPY: [&[u8]; 4] =
    [b"\"id\",\"site\",", b"\"site\",\"job_url", b"\"job_url_hyper\",", b"\"job_url\",\"site\","];

/// Whether some run of backslashes has an odd length. The last run may be cut off.
fn has_odd_backslashes(head: &[u8]) -> bool {
    let mut run = 0_usize;
    for byte in head {
        if *byte == b'\\' {
            run += 1;
        } else if run % 2 == 1 {
            return true;
        } else {
            run = 0;
        }
    }
    false
}

impl Delimited {
    /// Reads the header and some rows, and finds out what the columns hold.
    pub(super) fn open(stream: Bytes, dialect: Dialect, options: &ReadOptions) -> Result<Self> {
        let mut records = Records::new(stream, dialect);
        let mut ahead = VecDeque::new();
        let mut bytes = 0;
        while ahead.len() <= SAMPLE && bytes < LARGEST {
            let Some(record) = records.next()? else { break };
            bytes += record.as_slice().len();
            ahead.push_back(record);
        }
        let text = |record: &csv::ByteRecord| -> Vec<String> {
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
        };
        let numbered = options.header == Header::None;
        let header: Vec<String> = if numbered {
            (1..=ahead.front().map_or(0, csv::ByteRecord::len)).map(|number| number.to_string()).collect()
        } else {
            ahead.pop_front().map_or(Ok(Vec::new()), |record| names(&record))?
        };
        let sample: Vec<Vec<String>> = ahead.iter().map(text).collect();
        let wishes = Wishes { profile: options.profile.as_ref(), map: &options.map, numbered };
        let mut mapping = Mapping::new(&header, &wishes)?;
        if !mapping.is_usable() {
            if !numbered && mapping.fields.is_empty() && is_data(&header, &sample) {
                let first = header.iter().filter(|cell| !cell.is_empty()).take(4).cloned().collect();
                let rows: Vec<Vec<String>> = std::iter::once(header.clone()).chain(sample).collect();
                let proposed = propose(&rows);
                return Err(Error::new(ErrorKind::NoHeader { first, columns: header.len(), proposed }));
            }
            return Err(mapping.no_text(&header, &sample));
        }
        mapping.look(&header, &sample)?;
        if ahead.is_empty() {
            return Err(Error::new(ErrorKind::Empty));
        }
        let columns = mapping.columns();
        Ok(Self {
            records,
            mapping,
            header,
            columns,
            delimiter: dialect.delimiter,
            keep_rows: options.keep_rows,
            ahead,
        })
    }

    /// The cells of a record that are read, as text.
    fn decode<'r>(&self, record: &'r csv::ByteRecord) -> Result<Vec<(usize, &'r str)>> {
        let line = record.position().map_or(0, csv::Position::line);
        let mut texts = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let cell = record.get(*column).unwrap_or_default();
            let text = std::str::from_utf8(cell).map_err(|error| {
                let before = &cell[..error.valid_up_to()];
                let line = line + before.iter().filter(|byte| **byte == b'\n').count() as u64;
                let start = record.position().map_or(0, csv::Position::byte);
                let name = self.header.get(*column).cloned().unwrap_or_default();
                input::not_utf8(cell, error.valid_up_to()).on_line(line).at_byte(start).in_column(name)
            })?;
            texts.push((*column, text));
        }
        Ok(texts)
    }
}

impl Rows for Delimited {
    fn next(&mut self, posting: &mut Posting, tally: &mut Tally) -> Result<bool> {
        loop {
            let record = match self.ahead.pop_front() {
                Some(record) => record,
                None => match self.records.next()? {
                    Some(record) => record,
                    None => return Ok(false),
                },
            };
            let line = record.position().map_or(0, csv::Position::line);
            let width = self.header.len();
            if record.len() != width {
                if self.ahead.is_empty()
                    && let Some(start) = swallowing(&record, line, width, self.delimiter)
                {
                    // Nothing follows a value that swallowed the rest of the file.
                    let Some(next) = self.records.next()? else {
                        let message = format!("a quoted value that starts on line {start} never ends");
                        return Err(Error::syntax(message).on_line(line));
                    };
                    self.ahead.push_back(next);
                }
                let columns = record.len();
                tally.refuse_as("the wrong number of columns", line, || {
                    format!(": {columns}, and the header {width}")
                })?;
                if self.keep_rows {
                    let refused = Some(format!("{columns} columns, and the header {width}"));
                    posting.row = Some(Box::new(SourceRow { content: cells(&record), refused }));
                    return Ok(true);
                }
                continue;
            }
            let texts = self.decode(&record)?;
            let cell = |column| {
                let at = texts.binary_search_by_key(&column, |(at, _)| *at).ok()?;
                Some(Cell::One(texts[at].1))
            };
            tally.unread(self.mapping.fill(posting, cell));
            if self.keep_rows {
                posting.row = Some(Box::new(SourceRow { content: cells(&record), refused: None }));
            }
            return Ok(true);
        }
    }

    fn columns(&self) -> Option<&[String]> {
        Some(&self.header)
    }

    fn mapping(&self) -> Option<&Mapping> {
        Some(&self.mapping)
    }
}

/// The cells of a record. Columns that are not read may hold bytes that are no text.
fn cells(record: &csv::ByteRecord) -> RowContent {
    RowContent::Cells(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
}

/// The header as text.
fn names(record: &csv::ByteRecord) -> Result<Vec<String>> {
    let name = |cell: &[u8]| match std::str::from_utf8(cell) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(input::not_utf8(cell, error.valid_up_to()).on_line(1)),
    };
    record.iter().map(name).collect()
}

/// Cells of a header are short; longer ones are texts.
const NAME: usize = 60;

/// Whether what should be the header is a row like the others: a number, a long text or many empty cells stand in it.
fn is_data(header: &[String], sample: &[Vec<String>]) -> bool {
    let is_number = |cell: &String| !cell.trim().is_empty() && cell.trim().parse::<f64>().is_ok();
    let empty = header.iter().filter(|cell| cell.trim().is_empty()).count();
    let column_of_numbers = header.iter().enumerate().any(|(at, cell)| {
        is_number(cell) && !sample.is_empty() && sample.iter().all(|row| row.get(at).is_some_and(is_number))
    });
    header.len() > 1
        && (empty * 2 > header.len() || column_of_numbers || header.iter().any(|cell| cell.chars().count() > NAME))
}

/// What the columns of a file without a header could hold, as field and numbers of columns.
fn propose(rows: &[Vec<String>]) -> Vec<(String, String)> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).filter(|cell| !cell.trim().is_empty());
    let mean = |at: usize| {
        let lengths: Vec<usize> = cells(at).map(|cell| cell.chars().count()).collect();
        lengths.iter().sum::<usize>() / lengths.len().max(1)
    };
    let numbers = |at: usize| cells(at).next().is_some() && cells(at).all(|cell| cell.trim().parse::<f64>().is_ok());
    let mut proposed = Vec::new();
    let id = (0..width.min(2)).find(|at| numbers(*at) && cells(*at).count() == rows.len());
    if let Some(at) = id {
        proposed.push(("id".to_owned(), (at + 1).to_string()));
    }
    let text = (0..width).map(|at| (mean(at), at)).max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)));
    match text {
        Some((length, at)) if length >= 200 => proposed.push(("description".to_owned(), (at + 1).to_string())),
        // Many columns of short names: one tag a cell.
        _ if width >= 8 => {
            let first = id.map_or(1, |at| at + 2);
            proposed.push(("skills".to_owned(), format!("{first}-{width}")));
        }
        _ => {}
    }
    proposed
}

/// The line on which a value starts that swallowed other rows: one of its later lines has the separators of a whole row.
fn swallowing(record: &csv::ByteRecord, line: u64, width: usize, delimiter: u8) -> Option<u64> {
    let is_row = |text: &[u8]| text.iter().filter(|byte| **byte == delimiter).count() + 1 >= width;
    let mut start = line;
    for cell in record {
        let feeds = cell.iter().filter(|byte| **byte == b'\n').count() as u64;
        if feeds > 0 && width > 1 && cell.split(|byte| *byte == b'\n').skip(1).any(is_row) {
            return Some(start);
        }
        start += feeds;
    }
    None
}

fn csv_error(error: csv::Error) -> Error {
    let line = error.position().map(csv::Position::line);
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::new(ErrorKind::Io(error)),
        kind => Error::syntax(format!("{kind:?}")),
    };
    match line {
        Some(line) => error.on_line(line),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_by_the_first_bytes() {
        let sniff = |head: &str| Dialect::sniff(head.as_bytes(), &ReadOptions::default(), false);
        for (head, delimiter, escape) in [
            ("title,description\na,b\n", b',', None),
            ("title;description, short;x\na;b;c\n", b';', None),
            ("title\tdescription\n", b'\t', None),
            ("\"a;b\",c,d\n", b',', None),
            ("description\n", b',', None),
            ("sep=;\r\na,b;c\n", b';', None),
            ("\"id\",\"site\",\"title\"\n\"1\",\"x\",\"C\\\\+\\\\+\"\n", b',', Some(b'\\')),
            ("\"id\",\"site\",\"title\"\n\"1\",\"x\",\"C\\+\"\n", b',', None),
            ("id,site,title\n1,x,\"ends in \\\"\n", b',', None),
            ("a,b\n\"say \\\"yes\\\" now\",2\n", b',', Some(b'\\')),
            ("a,b\n\"say \"\"yes\"\" now\",\"C:\\\"\n", b',', None),
            ("a,b\n\"C:\\\",\"x\"\n", b',', None),
        ] {
            let dialect = sniff(head);
            assert_eq!((dialect.delimiter, dialect.escape), (delimiter, escape), "{head:?}");
        }
    }

    #[test]
    fn a_row_that_is_no_header() {
        let row = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(is_data(&row("14463,Rest,Core Java,,,,,,,"), &[row("14464,SQL,Go,,,,,,,")]));
        assert!(is_data(&row("1,Engineer"), &[row("2,Analyst")]));
        assert!(!is_data(&row("id,role,org"), &[row("1,Analyst,Acme")]));
        assert!(!is_data(&row("2019,2020"), &[row("x,y")]));
        let rows = [row("14463,Rest,Core Java,,,,,,,"), row("14464,SQL,Go,Rust,,,,,,")];
        let proposed = propose(&rows);
        assert_eq!(proposed, [("id".to_owned(), "1".to_owned()), ("skills".to_owned(), "2-10".to_owned())]);
    }
}
