//! Files to postings: CSV, JSON lines, one posting per text file.

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Posting;
use super::input::{self, Bytes};
use super::mapping::{self, Mapping};
use crate::error::{Error, ErrorKind, Result};
use crate::lexicon::Clean;
use crate::text::Markup;

/// How postings are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFormat {
    /// Comma-separated values, header first.
    Csv,
    /// Tab-separated values, header first.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// One posting: all of the file is its text.
    Text,
}

impl InputFormat {
    /// Written names, as in options.
    pub const NAMES: &'static [(&'static str, Self)] =
        &[("csv", Self::Csv), ("tsv", Self::Tsv), ("jsonl", Self::Jsonl), ("text", Self::Text)];
}

/// How to read a file. The default looks and decides.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Field and column pairs that win over every profile.
    pub map: Vec<(String, String)>,
    /// Name of a column profile.
    pub profile: Option<String>,
    /// Format; else by the file's name, else by its first character.
    pub format: Option<InputFormat>,
    /// Separator of cells; else the one that the header line has most of.
    pub delimiter: Option<u8>,
    /// Label of the encoding; else UTF-8, or what a byte order mark says.
    pub encoding: Option<String>,
    /// How posting texts are written.
    pub markup: Markup,
    /// Whether a row that cannot be read ends the reading.
    pub strict: bool,
}

/// Rows that were not read, with the first of each reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Reason, number of rows, line of the first.
    pub rows: BTreeMap<String, (u64, u64)>,
}

impl Refused {
    fn add(&mut self, reason: String, line: u64) {
        self.rows.entry(reason).or_insert((0, line)).0 += 1;
    }

    /// Number of rows that were not read.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.rows.values().map(|(count, _)| count).sum()
    }
}

/// What a file turned out to be.
#[derive(Clone, Debug, Default)]
pub struct Inspection {
    /// `csv`, `tsv`, `jsonl` or `text`.
    pub format: &'static str,
    /// Separator of cells, for tables.
    pub delimiter: Option<char>,
    /// The mapping, for tables; none before the header was read, and for text files.
    pub mapping: Option<Mapping>,
}

/// An iterator over the postings of one file, in order.
///
/// A row that cannot be read is counted in [`PostingReader::refused`] and passed over, unless the options are strict. An error ends the
/// reading: the file cannot be opened, its columns cannot be told, or a byte does not decode.
pub struct PostingReader {
    name: PathBuf,
    rows: Rows,
    options: ReadOptions,
    inspection: Inspection,
    refused: Refused,
    unread: BTreeMap<&'static str, u64>,
    read: u64,
    bytes: Arc<AtomicU64>,
    size: Option<u64>,
    failed: bool,
}

enum Rows {
    Csv {
        reader: Box<csv::Reader<Bytes>>,
        mapping: Mapping,
        width: usize,
        delimiter: u8,
        ahead: VecDeque<csv::ByteRecord>,
    },
    Jsonl {
        lines: BufReader<Bytes>,
        line: u64,
        keys: BTreeMap<String, Option<&'static str>>,
    },
    Texts {
        files: VecDeque<PathBuf>,
    },
    One {
        stream: Option<Bytes>,
    },
}

impl PostingReader {
    /// Opens a file or a folder of text files, looking at them to decide how they are to be read.
    ///
    /// # Errors
    /// As [`PostingReader::open`].
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        Self::open(path.as_ref(), &ReadOptions::default())
    }

    /// Opens a file, or a folder whose `.txt`, `.md` and `.html` files are one posting each.
    ///
    /// # Errors
    /// When the file cannot be opened, is empty or is no text; when its columns cannot be told.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self> {
        let bytes = Arc::new(AtomicU64::new(0));
        if path.is_dir() {
            let files = text_files(path)?;
            return Ok(Self::with_rows(path, Rows::Texts { files }, "text", options, bytes, None));
        }
        let size = std::fs::metadata(path).ok().map(|metadata| metadata.len());
        let format = options.format.or_else(|| by_name(path));
        if format == Some(InputFormat::Text) {
            // Opened here already, so that a missing file is an error now.
            let stream = input::open(path, options.encoding.as_deref(), Arc::clone(&bytes))?;
            return Ok(Self::with_rows(path, Rows::One { stream: Some(stream) }, "text", options, bytes, size));
        }
        let stream = input::open(path, options.encoding.as_deref(), Arc::clone(&bytes))?;
        Self::from_stream(stream, path, format, options, bytes, size)
    }

    /// Reads postings from a stream; `name` stands for it in messages.
    ///
    /// # Errors
    /// As [`PostingReader::open`].
    pub fn from_reader(stream: impl Read + Send + 'static, name: &str, options: &ReadOptions) -> Result<Self> {
        let path = Path::new(name);
        let bytes = Arc::new(AtomicU64::new(0));
        let stream =
            input::prepare(Box::new(stream), options.encoding.as_deref()).map_err(|error| error.in_file(path))?;
        Self::from_stream(stream, path, options.format, options, bytes, None)
    }

    fn from_stream(
        stream: Bytes,
        path: &Path,
        format: Option<InputFormat>,
        options: &ReadOptions,
        bytes: Arc<AtomicU64>,
        size: Option<u64>,
    ) -> Result<Self> {
        let mut stream = BufReader::with_capacity(1 << 18, stream);
        let head = stream.fill_buf().map_err(|error| Error::io(error, path))?;
        if format.is_none() && head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
            return Err(Error::new(ErrorKind::NotText { what: "a JSON array" }).in_file(path));
        }
        let format = format.unwrap_or_else(|| by_content(head));
        let delimiter =
            options.delimiter.unwrap_or_else(|| if format == InputFormat::Tsv { b'\t' } else { sniff_delimiter(head) });
        let stream: Bytes = Box::new(stream);
        match format {
            InputFormat::Text => {
                Ok(Self::with_rows(path, Rows::One { stream: Some(stream) }, "text", options, bytes, size))
            }
            InputFormat::Jsonl => {
                let keys = overrides(&options.map)?;
                let rows = Rows::Jsonl { lines: BufReader::new(stream), line: 0, keys };
                Ok(Self::with_rows(path, rows, "jsonl", options, bytes, size))
            }
            InputFormat::Csv | InputFormat::Tsv => {
                let (rows, mapping) = open_csv(stream, delimiter, options).map_err(|error| error.in_file(path))?;
                let name = if format == InputFormat::Tsv { "tsv" } else { "csv" };
                let mut reader = Self::with_rows(path, rows, name, options, bytes, size);
                reader.inspection.delimiter = Some(char::from(delimiter));
                reader.inspection.mapping = Some(mapping);
                Ok(reader)
            }
        }
    }

    fn with_rows(
        path: &Path,
        rows: Rows,
        format: &'static str,
        options: &ReadOptions,
        bytes: Arc<AtomicU64>,
        size: Option<u64>,
    ) -> Self {
        Self {
            name: path.to_owned(),
            rows,
            options: options.clone(),
            inspection: Inspection { format, ..Inspection::default() },
            refused: Refused::default(),
            unread: BTreeMap::new(),
            read: 0,
            bytes,
            size,
            failed: false,
        }
    }

    /// The file, as the caller named it.
    #[must_use]
    pub fn name(&self) -> &Path {
        &self.name
    }

    /// What the file turned out to be.
    #[must_use]
    pub fn inspection(&self) -> &Inspection {
        &self.inspection
    }

    /// Rows that were not read so far.
    #[must_use]
    pub fn refused(&self) -> &Refused {
        &self.refused
    }

    /// Cells whose value could not be read as their field, by field; the rest of their rows was.
    #[must_use]
    pub fn unread_cells(&self) -> &BTreeMap<&'static str, u64> {
        &self.unread
    }

    /// Postings read so far.
    #[must_use]
    pub fn postings(&self) -> u64 {
        self.read
    }

    /// A counter of the bytes read from the file, and the file's size where it is known: for progress.
    #[must_use]
    pub fn progress(&self) -> (Arc<AtomicU64>, Option<u64>) {
        (Arc::clone(&self.bytes), self.size)
    }

    /// Bytes read from the file so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Reads the next posting into `posting`, replacing what it held. Returns whether there was one.
    ///
    /// # Errors
    /// As for the iterator.
    pub fn read_posting(&mut self, posting: &mut Posting) -> Result<bool> {
        if self.failed {
            return Ok(false);
        }
        *posting = Posting { markup: self.options.markup, ..Posting::default() };
        let found = self.next_row(posting).map_err(|error| error.in_file(&self.name));
        match &found {
            Ok(true) => {
                self.read += 1;
                if posting.source.is_empty() {
                    // Row numbers and file names of two places are not the same posting.
                    posting.source = self.name.display().to_string();
                }
            }
            Ok(false) | Err(_) => self.failed = true,
        }
        found
    }

    fn next_row(&mut self, posting: &mut Posting) -> Result<bool> {
        match &mut self.rows {
            Rows::Csv { reader, mapping, width, delimiter, ahead } => loop {
                let record = match ahead.pop_front() {
                    Some(record) => record,
                    None => {
                        let mut record = csv::ByteRecord::new();
                        if !reader.read_byte_record(&mut record).map_err(csv_error)? {
                            return Ok(false);
                        }
                        record
                    }
                };
                let line = record.position().map_or(0, csv::Position::line);
                if record.len() != *width {
                    if ahead.is_empty()
                        && let Some(start) = swallowing(&record, line, *width, *delimiter)
                    {
                        // Nothing follows a value that swallowed the rest of the file.
                        let mut next = csv::ByteRecord::new();
                        if !reader.read_byte_record(&mut next).map_err(csv_error)? {
                            let message = format!("a quoted value that starts on line {start} never ends");
                            return Err(Error::syntax(message).on_line(line));
                        }
                        ahead.push_back(next);
                    }
                    let reason = "the wrong number of columns".to_owned();
                    if self.options.strict {
                        return Err(Error::syntax(format!("{} columns where the header has {width}", record.len()))
                            .on_line(line));
                    }
                    self.refused.add(reason, line);
                    continue;
                }
                let texts = decode(&record, mapping)?;
                let unread =
                    mapping.fill(posting, |column| texts.iter().find(|(at, _)| *at == column).map(|(_, text)| *text));
                for field in unread {
                    *self.unread.entry(field).or_default() += 1;
                }
                return Ok(true);
            },
            Rows::Jsonl { lines, line, keys } => loop {
                let mut buffer = Vec::new();
                let count = lines.read_until(b'\n', &mut buffer).map_err(|error| Error::new(ErrorKind::Io(error)))?;
                if count == 0 {
                    return Ok(false);
                }
                *line += 1;
                let text = std::str::from_utf8(&buffer)
                    .map_err(|error| input::not_utf8(&buffer, error.valid_up_to()).on_line(*line))?;
                if text.trim().is_empty() {
                    continue;
                }
                match object(text, keys, &self.options.map, posting, &mut self.unread) {
                    Ok(()) => return Ok(true),
                    Err(reason) if self.options.strict => return Err(Error::syntax(reason).on_line(*line)),
                    Err(reason) => self.refused.add(reason, *line),
                }
            },
            Rows::Texts { files } => {
                let Some(path) = files.pop_front() else { return Ok(false) };
                let stream = input::open(&path, self.options.encoding.as_deref(), Arc::clone(&self.bytes))?;
                text_posting(stream, &path, posting)?;
                Ok(true)
            }
            Rows::One { stream } => {
                let Some(stream) = stream.take() else { return Ok(false) };
                text_posting(stream, &self.name, posting)?;
                Ok(true)
            }
        }
    }
}

impl std::fmt::Debug for PostingReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostingReader")
            .field("name", &self.name)
            .field("inspection", &self.inspection)
            .finish_non_exhaustive()
    }
}

impl Iterator for PostingReader {
    type Item = Result<Posting>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut posting = Posting::default();
        match self.read_posting(&mut posting) {
            Ok(true) => Some(Ok(posting)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl std::iter::FusedIterator for PostingReader {}

/// The text files of a folder, in the order of their names.
fn text_files(dir: &Path) -> Result<VecDeque<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|error| Error::io(error, dir))? {
        let path = entry.map_err(|error| Error::io(error, dir))?.path();
        if by_name(&path) == Some(InputFormat::Text) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::new(ErrorKind::Empty).in_file(dir));
    }
    Ok(files.into())
}

fn by_name(path: &Path) -> Option<InputFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let extension = name.rsplit_once('.')?.1;
    match extension {
        "csv" => Some(InputFormat::Csv),
        "tsv" | "tab" => Some(InputFormat::Tsv),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        "txt" | "md" | "markdown" | "html" | "htm" => Some(InputFormat::Text),
        _ => None,
    }
}

fn by_content(head: &[u8]) -> InputFormat {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') { InputFormat::Jsonl } else { InputFormat::Csv }
}

/// The separator that the first line has most of, outside quotes.
fn sniff_delimiter(head: &[u8]) -> u8 {
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
    [b',', b';', b'\t', b'|']
        .into_iter()
        .max_by_key(|delimiter| (count(*delimiter), *delimiter == b','))
        .unwrap_or(b',')
}

/// Rows looked at to find the text column of an unknown file.
const SAMPLE: usize = 50;

fn open_csv(stream: Bytes, delimiter: u8, options: &ReadOptions) -> Result<(Rows, Mapping)> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).buffer_capacity(1 << 18).from_reader(stream);
    let header = reader.byte_headers().map_err(csv_error)?.clone();
    let mut names = Vec::with_capacity(header.len());
    for cell in &header {
        names.push(
            std::str::from_utf8(cell)
                .map_err(|error| input::not_utf8(cell, error.valid_up_to()).on_line(1))?
                .to_owned(),
        );
    }
    let mapping = Mapping::new(&names, options.profile.as_deref(), &options.map)?;
    let mut ahead = VecDeque::new();
    while ahead.len() < SAMPLE {
        let mut record = csv::ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(csv_error)? {
            break;
        }
        ahead.push_back(record);
    }
    if !mapping.is_usable() {
        let text =
            |record: &csv::ByteRecord| record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let sample: Vec<Vec<String>> = ahead.iter().map(text).collect();
        return Err(mapping.no_text(&names, &sample));
    }
    if ahead.is_empty() {
        return Err(Error::new(ErrorKind::Empty));
    }
    let rows = Rows::Csv { reader: Box::new(reader), mapping: mapping.clone(), width: names.len(), delimiter, ahead };
    Ok((rows, mapping))
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

/// The mapped cells of a record as text.
fn decode<'r>(record: &'r csv::ByteRecord, mapping: &Mapping) -> Result<Vec<(usize, &'r str)>> {
    let line = record.position().map_or(0, csv::Position::line);
    let mut texts = Vec::with_capacity(mapping.mapped.len());
    for (column, (_, name)) in mapping.mapped.iter().map(|mapped| mapped.column).zip(&mapping.fields) {
        let cell = record.get(column).unwrap_or_default();
        let text = std::str::from_utf8(cell).map_err(|error| {
            let before = &cell[..error.valid_up_to()];
            let line = line + before.iter().filter(|byte| **byte == b'\n').count() as u64;
            let start = record.position().map_or(0, csv::Position::byte);
            input::not_utf8(cell, error.valid_up_to()).on_line(line).at_byte(start).in_column(name.clone())
        })?;
        texts.push((column, text));
    }
    Ok(texts)
}

/// Keys that the caller mapped, with their fields.
fn overrides(map: &[(String, String)]) -> Result<BTreeMap<String, Option<&'static str>>> {
    map.iter().map(|(field, key)| Ok((key.clone(), Some(mapping::field(field)?)))).collect()
}

/// Reads one object. The reason why not, where it cannot be read. `keys` remembers the field of every key seen so far.
fn object(
    text: &str,
    keys: &mut BTreeMap<String, Option<&'static str>>,
    map: &[(String, String)],
    posting: &mut Posting,
    unread: &mut BTreeMap<&'static str, u64>,
) -> std::result::Result<(), String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        format!("no JSON object ({})", message.split(" at line").next().unwrap_or(&message))
    })?;
    let serde_json::Value::Object(object) = value else { return Err("no JSON object".to_owned()) };
    // A key that the caller mapped wins over the field's own name, which wins over other usual names, the first in order.
    let mut cells: BTreeMap<&'static str, (u8, String)> = BTreeMap::new();
    for (key, value) in &object {
        if !keys.contains_key(key) {
            keys.insert(key.clone(), mapping::usual_field(key));
        }
        let (Some(Some(field)), Some(text)) = (keys.get(key).copied(), scalar(value)) else { continue };
        let mapped = map.iter().any(|(_, column)| column == key);
        let rank = match (mapped, field == key) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        if cells.get(field).is_none_or(|(other, _)| rank < *other) {
            cells.insert(field, (rank, text));
        }
    }
    if !mapping::is_usable(|field| cells.contains_key(field)) {
        return Err("neither `description` nor skills nor pay".to_owned());
    }
    for (field, (_, text)) in &cells {
        if !mapping::set(posting, field, text, Clean::None) {
            *unread.entry(field).or_default() += 1;
        }
    }
    Ok(())
}

/// A value as the text of a cell; lists joined by semicolons.
fn scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null | serde_json::Value::Object(_) => None,
        serde_json::Value::Bool(flag) => Some(flag.to_string()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Array(items) => Some(items.iter().filter_map(scalar).collect::<Vec<_>>().join("; ")),
    }
}

/// Words of a first line that is a title.
const TITLE_WORDS: usize = 12;

/// One text file is one posting: the text is the whole file; a short first line is also its title.
fn text_posting(mut stream: Bytes, path: &Path, posting: &mut Posting) -> Result<()> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(|error| Error::io(error, path))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count() as u64;
        input::not_utf8(&bytes, valid).on_line(line)
    })?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if posting.markup == Markup::Auto {
        posting.markup = match extension.as_str() {
            "md" | "markdown" => Markup::Markdown,
            "html" | "htm" => Markup::Html,
            _ => Markup::Auto,
        };
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let heading = first.trim_start_matches('#').trim();
    let is_title = heading.split_whitespace().count() <= TITLE_WORDS
        && !heading.ends_with(['.', ':', '!', ';'])
        && !heading.contains('<');
    if is_title && text.trim() != first {
        heading.clone_into(&mut posting.title);
    }
    posting.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    posting.description = text;
    Ok(())
}
