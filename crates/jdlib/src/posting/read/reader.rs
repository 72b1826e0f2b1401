//! Finding out what a file is.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::columnar;
use super::delimited::{Delimited, Dialect};
use super::document::Documents;
use super::input::{self, Bytes, Content};
use super::json::{self, Document, Keyed, Lines};
use super::mapping::Mapping;
use super::rows::{Refused, Rows, Tally};
use crate::error::{Error, Result};
use crate::lexicon::Profile;
use crate::posting::Posting;
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
    /// One JSON text: an array of objects, an object with a list of them, schema.org markup.
    Json,
    /// Parquet.
    Parquet,
    /// One posting: all of the file is its text, front matter apart.
    Text,
}

impl InputFormat {
    /// Written names, as in options.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("jsonl", Self::Jsonl),
        ("json", Self::Json),
        ("parquet", Self::Parquet),
        ("text", Self::Text),
    ];

    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }
}

/// The sign around values that hold separators or line feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quote {
    /// `"`.
    #[default]
    Double,
    /// Another sign.
    Sign(u8),
    /// None: quotes are letters like any other.
    None,
}

/// Whether the first line of separated values names the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// It does.
    #[default]
    First,
    /// It is a row like the others; columns are named by their numbers, from 1.
    None,
}

/// How to read a file. The default looks and decides.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Field and column pairs that win over every profile. Several pairs of a field are joined.
    pub map: Vec<(String, String)>,
    /// Column profile; else the one that recognises the header.
    pub profile: Option<Profile>,
    /// Format; else by the first bytes and the file's name.
    pub format: Option<InputFormat>,
    /// Separator of cells; else the one that the header line has most of.
    pub delimiter: Option<u8>,
    /// Sign around values.
    pub quote: Quote,
    /// Sign that takes the meaning from a quote; else a backslash, where the first bytes show that it does.
    pub escape: Option<u8>,
    /// Whether there is a header.
    pub header: Header,
    /// Label of the encoding; else UTF-8, or what a byte order mark says.
    pub encoding: Option<String>,
    /// How posting texts are written.
    pub markup: Markup,
    /// Whether a row that cannot be read ends the reading.
    pub strict: bool,
    /// Whether each posting carries its row ([`Posting::row`]). Rows that cannot be read are then handed on, too, as postings that hold
    /// nothing else.
    pub keep_rows: bool,
}

/// What a file turned out to be.
#[derive(Clone, Debug, Default)]
pub struct Inspection {
    /// A name of [`InputFormat::NAMES`].
    pub format: &'static str,
    /// Separator of cells, for tables.
    pub delimiter: Option<char>,
    /// Sign that takes the meaning from quotes, for tables that have one.
    pub escape: Option<char>,
    /// `gzip` or `zstd`, for compressed files.
    pub compression: Option<&'static str>,
}

/// An iterator over the postings of one file, in order.
///
/// A row that cannot be read is counted in [`PostingReader::refused`] and passed over, unless the options are strict. An error ends the
/// reading: the file cannot be opened, its columns cannot be told, or a byte does not decode.
pub struct PostingReader {
    name: std::path::PathBuf,
    rows: Box<dyn Rows>,
    markup: Markup,
    inspection: Inspection,
    tally: Tally,
    read: u64,
    bytes: Arc<AtomicU64>,
    size: Option<u64>,
    failed: bool,
}

impl PostingReader {
    /// Opens a file or a folder of text files, looking at them to decide how they are to be read.
    ///
    /// # Errors
    /// As [`PostingReader::open`].
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        Self::open(path.as_ref(), &ReadOptions::default())
    }

    /// Opens a file, or a folder whose `.txt`, `.md` and `.html` files, also in folders in it, are one posting each.
    ///
    /// # Errors
    /// When the file cannot be opened, is empty or is no text; when its columns cannot be told.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self> {
        let bytes = Arc::new(AtomicU64::new(0));
        if path.is_dir() {
            let rows = Documents::folder(path, options, Arc::clone(&bytes))?;
            let inspection = Inspection { format: InputFormat::Text.as_str(), ..Inspection::default() };
            return Ok(Self::with_rows(path, Box::new(rows), inspection, options, bytes, None));
        }
        let size = std::fs::metadata(path).ok().map(|metadata| metadata.len());
        let content = input::open(path, options.encoding.as_deref(), Arc::clone(&bytes))?;
        if let Content::Parquet(_) = &content {
            let rows = columnar::open(path, options, Arc::clone(&bytes)).map_err(|error| error.in_file(path))?;
            let inspection = Inspection { format: InputFormat::Parquet.as_str(), ..Inspection::default() };
            return Ok(Self::with_rows(path, rows, inspection, options, bytes, size));
        }
        Self::from_content(content, path, options, bytes, size)
    }

    /// Reads postings from a stream; `name` stands for it in messages.
    ///
    /// # Errors
    /// As [`PostingReader::open`].
    pub fn from_reader(stream: impl Read + Send + 'static, name: &str, options: &ReadOptions) -> Result<Self> {
        let path = Path::new(name);
        let bytes = Arc::new(AtomicU64::new(0));
        let content = input::prepare(Box::new(stream), options.encoding.as_deref(), Arc::clone(&bytes))
            .map_err(|error| error.in_file(path))?;
        Self::from_content(content, path, options, bytes, None)
    }

    fn from_content(
        content: Content,
        path: &Path,
        options: &ReadOptions,
        bytes: Arc<AtomicU64>,
        size: Option<u64>,
    ) -> Result<Self> {
        let (stream, compression) = match content {
            Content::Parquet(stream) => {
                let rows =
                    columnar::open_stream(stream, options, Arc::clone(&bytes)).map_err(|error| error.in_file(path))?;
                let inspection = Inspection { format: InputFormat::Parquet.as_str(), ..Inspection::default() };
                return Ok(Self::with_rows(path, rows, inspection, options, bytes, size));
            }
            Content::Text { stream, compression } => (stream, compression),
        };
        let (rows, inspection) = rows(stream, path, options).map_err(|error| error.in_file(path))?;
        Ok(Self::with_rows(path, rows, Inspection { compression, ..inspection }, options, bytes, size))
    }

    fn with_rows(
        path: &Path,
        rows: Box<dyn Rows>,
        inspection: Inspection,
        options: &ReadOptions,
        bytes: Arc<AtomicU64>,
        size: Option<u64>,
    ) -> Self {
        Self {
            name: path.to_owned(),
            rows,
            markup: options.markup,
            inspection,
            tally: Tally { strict: options.strict, ..Tally::default() },
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

    /// Which columns or keys hold what; none for files that have neither. Keys that come late join it as they are read.
    #[must_use]
    pub fn mapping(&self) -> Option<&Mapping> {
        self.rows.mapping()
    }

    /// Names of the columns, in their order, for files that are tables.
    #[must_use]
    pub fn columns(&self) -> Option<&[String]> {
        self.rows.columns()
    }

    /// Rows that were not read so far.
    #[must_use]
    pub fn refused(&self) -> &Refused {
        &self.tally.refused
    }

    /// Cells whose value could not be read as their field, by field; the rest of their rows was.
    #[must_use]
    pub fn unread_cells(&self) -> &BTreeMap<&'static str, u64> {
        &self.tally.unread
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
        *posting = Posting { markup: self.markup, ..Posting::default() };
        let found = self
            .rows
            .next(posting, &mut self.tally)
            .map_err(|error| if error.position().file.is_some() { error } else { error.in_file(&self.name) });
        match &found {
            Ok(true) => {
                self.read += u64::from(posting.row.as_ref().is_none_or(|row| row.refused.is_none()));
                if posting.source.is_empty() {
                    // Row numbers and file names of two places are not the same posting.
                    posting.source = self.name.display().to_string();
                }
            }
            Ok(false) | Err(_) => self.failed = true,
        }
        found
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

/// Bytes looked at to find out how a text is written.
const HEAD: usize = 1 << 18;

/// The rows of a text, whatever its format.
fn rows(stream: Bytes, path: &Path, options: &ReadOptions) -> Result<(Box<dyn Rows>, Inspection)> {
    let (head, mut stream) = input::peek(stream, HEAD)?;
    let format = options.format.unwrap_or_else(|| format(&head, path));
    let mut inspection = Inspection { format: format.as_str(), ..Inspection::default() };
    let rows: Box<dyn Rows> = match format {
        InputFormat::Text => Box::new(Documents::one(stream, path, options)),
        InputFormat::Jsonl => Box::new(Keyed::open(Lines::new(stream, options.keep_rows), options)?),
        InputFormat::Json => Box::new(Keyed::open(Document::new(stream), options)?),
        InputFormat::Parquet => return Err(Error::syntax("this is no Parquet file: it begins otherwise")),
        InputFormat::Csv | InputFormat::Tsv => {
            let dialect = Dialect::sniff(&head, options, format == InputFormat::Tsv);
            stream.read_exact(&mut vec![0; dialect.preamble]).map_err(|error| Error::io(error, path))?;
            inspection.delimiter = Some(char::from(dialect.delimiter));
            inspection.escape = dialect.escape.map(char::from);
            Box::new(Delimited::open(stream, dialect, options)?)
        }
    };
    Ok((rows, inspection))
}

/// The format of a text, by its first bytes, and by its name where those leave it open.
fn format(head: &[u8], path: &Path) -> InputFormat {
    let named = by_name(path);
    if named == Some(InputFormat::Text) {
        return InputFormat::Text;
    }
    match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'[') if named.is_none_or(|format| format == InputFormat::Json || format == InputFormat::Jsonl) => {
            InputFormat::Json
        }
        Some(b'{') if named.is_none() || named == Some(InputFormat::Json) => {
            if json::is_lines(head) {
                InputFormat::Jsonl
            } else {
                InputFormat::Json
            }
        }
        _ => named.filter(|format| *format != InputFormat::Parquet).unwrap_or(InputFormat::Csv),
    }
}

/// The format that a file's name says.
pub(super) fn by_name(path: &Path) -> Option<InputFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let extension = name.rsplit_once('.')?.1;
    match extension {
        "csv" => Some(InputFormat::Csv),
        "tsv" | "tab" => Some(InputFormat::Tsv),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        "json" | "jsonld" => Some(InputFormat::Json),
        "parquet" => Some(InputFormat::Parquet),
        "txt" | "md" | "markdown" | "html" | "htm" => Some(InputFormat::Text),
        _ => None,
    }
}
