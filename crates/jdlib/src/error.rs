//! The one error type of the library.

use std::fmt;
use std::path::{Path, PathBuf};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed, with the place where it happened.
///
/// One word wide. The message says what was expected, what was found and where; [`Error::kind`] carries the same as data,
/// so that a program can offer its own advice.
pub struct Error(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    position: Position,
}

/// Where in an input an error was found. Every part is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// File, as the caller named it; `-` is standard input.
    pub file: Option<PathBuf>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Byte offset, from 0.
    pub byte: Option<u64>,
    /// Column name of a table.
    pub column: Option<String>,
}

/// A column that may hold what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Header of the column.
    pub column: String,
    /// Median length of its values in characters.
    pub median_length: usize,
    /// Whether most of its values hold tags.
    pub is_html: bool,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    #[error("{}", io_reason(.0))]
    Io(#[source] std::io::Error),
    /// The file holds something that is not text, such as a workbook or a PDF.
    #[error("it is {what}, which is not read here")]
    NotText {
        /// What the first bytes say it is, with its article.
        what: &'static str,
    },
    /// The file has no row.
    #[error("it is empty")]
    Empty,
    /// A byte that is not UTF-8.
    #[error("not UTF-8: byte 0x{byte:02X} (\"{context}\")")]
    Encoding {
        /// The first byte that does not decode.
        byte: u8,
        /// The text around it, undecodable bytes written as `\xNN`.
        context: String,
        /// An encoding in which the file reads well.
        guess: Option<&'static str>,
    },
    /// The name of an encoding is not known.
    #[error("unknown encoding `{0}`")]
    UnknownEncoding(String),
    /// The structure of a file is broken.
    #[error("{0}")]
    Syntax(String),
    /// No column can be told to hold the posting text.
    #[error("cannot tell which column holds the posting text")]
    NoTextColumn {
        /// All headers.
        columns: Vec<String>,
        /// The column that looks most like it, if any does.
        nearest: Option<Candidate>,
        /// Other fields whose columns can be guessed: field, column.
        proposed: Vec<(String, String)>,
    },
    /// The first line of a table is a row like the others.
    #[error("it has no header line: the first line holds data")]
    NoHeader {
        /// Its first cells that are not empty.
        first: Vec<String>,
        /// Number of columns.
        columns: usize,
        /// What the columns could hold: field, number of the column or first and last number.
        proposed: Vec<(String, String)>,
    },
    /// One JSON value is too large to be held in memory.
    #[error("a JSON object of more than 64 MiB starts here")]
    LargeJson,
    /// One row, line or text is too large to be held in memory.
    #[error("a {0} of more than 64 MiB starts here")]
    Large(&'static str),
    /// Several columns could hold a field.
    #[error("several columns could be the {field}: {}", quoted(.columns))]
    AmbiguousColumn {
        /// The field of the posting.
        field: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// A mapping names a field that postings do not have.
    #[error("there is no field `{field}`")]
    UnknownField {
        /// The name given.
        field: String,
        /// Known fields that look like it.
        nearest: Vec<String>,
    },
    /// A mapping names a column that the file does not have.
    #[error("there is no column `{column}`")]
    UnknownColumn {
        /// The name given.
        column: String,
        /// The columns of the file.
        columns: Vec<String>,
        /// Columns that look like it.
        nearest: Vec<String>,
    },
    /// No column profile has this name.
    #[error("unknown profile `{name}`")]
    UnknownProfile {
        /// The name given.
        name: String,
        /// Known profiles.
        known: Vec<String>,
    },
    /// A lexicon pack breaks a rule.
    #[error("{message}")]
    Lexicon {
        /// The rule, such as `LX04`.
        rule: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A name is not in the lexicon.
    #[error("the lexicon has no skill `{name}`")]
    UnknownSkill {
        /// The name given.
        name: String,
        /// Skills that look like it: id, name.
        nearest: Vec<(String, String)>,
    },
    /// Facts on disk cannot be used.
    #[error("{0}")]
    Facts(String),
    /// The caller said to stop.
    #[error("interrupted")]
    Interrupted,
    /// The engine behind the market tables failed.
    #[error("{0}")]
    Engine(String),
}

fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            // The operating system's number says nothing to most readers.
            let text = error.to_string();
            match text.find(" (os error") {
                Some(at) => text[..at].to_lowercase(),
                None => text,
            }
        }
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Repr { kind, position: Position::default() }))
    }

    pub(crate) fn io(error: std::io::Error, file: &Path) -> Self {
        Self::new(ErrorKind::Io(error)).in_file(file)
    }

    pub(crate) fn syntax(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Syntax(message.into()))
    }

    #[cfg(feature = "facts")]
    pub(crate) fn facts(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Facts(message.into()))
    }

    #[cfg(feature = "market")]
    pub(crate) fn engine(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Engine(message.into()))
    }

    pub(crate) fn lexicon(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Lexicon { rule, message: message.into() })
    }

    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        self.0.position.file = Some(file.to_owned());
        self
    }

    pub(crate) fn on_line(mut self, line: u64) -> Self {
        self.0.position.line = Some(line);
        self
    }

    #[cfg(feature = "read")]
    pub(crate) fn at_byte(mut self, byte: u64) -> Self {
        self.0.position.byte = Some(byte);
        self
    }

    pub(crate) fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.position.column = Some(column.into());
        self
    }

    /// The error of a name that a lexicon does not have, with names that look like it: id, display name.
    #[must_use]
    pub fn unknown_skill(name: &str, nearest: Vec<(String, String)>) -> Self {
        Self::new(ErrorKind::UnknownSkill { name: name.to_owned(), nearest })
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where it went wrong.
    #[must_use]
    pub fn position(&self) -> &Position {
        &self.0.position
    }

    /// Whether the operating system refused to read or write.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Io(_))
    }

    /// Whether the reader on the other end of a pipe has gone.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&self.0.kind, ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.0.kind).field("position", &self.0.position).finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = &self.0.position;
        if let Some(file) = &position.file {
            write!(f, "`{}`", file.display())?;
        }
        if let Some(line) = position.line {
            if position.file.is_some() {
                f.write_str(" ")?;
            }
            write!(f, "line {line}")?;
        }
        if let Some(column) = &position.column {
            if position.file.is_some() || position.line.is_some() {
                f.write_str(", ")?;
            }
            write!(f, "column `{column}`")?;
        }
        if *position != Position::default() {
            f.write_str(": ")?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}
