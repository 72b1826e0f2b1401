//! One posting a file: text, Markdown with front matter, HTML.

use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::input::{self, Bytes, LARGEST};
use super::json;
use super::rows::{Rows, Tally};
use super::{ReadOptions, reader::by_name};
use crate::error::{Error, ErrorKind, Result};
use crate::posting::Posting;
use crate::text::Markup;

/// Files that are one posting each.
pub(super) struct Documents {
    /// Folder that the files are named from.
    root: PathBuf,
    files: VecDeque<PathBuf>,
    /// A file that is open already.
    opened: Option<Bytes>,
    options: ReadOptions,
    bytes: Arc<AtomicU64>,
}

impl Documents {
    /// The text files of a folder and of the folders in it, in the order of their names.
    pub(super) fn folder(root: &Path, options: &ReadOptions, bytes: Arc<AtomicU64>) -> Result<Self> {
        let mut files = VecDeque::new();
        let hidden =
            |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(root).to_owned();
                Error::io(error.into(), &path)
            })?;
            if entry.file_type().is_file() && by_name(entry.path()) == Some(super::InputFormat::Text) {
                files.push_back(entry.into_path());
            }
        }
        if files.is_empty() {
            return Err(Error::new(ErrorKind::Empty).in_file(root));
        }
        Ok(Self { root: root.to_owned(), files, opened: None, options: options.clone(), bytes })
    }

    /// One file, open already so that a missing one is an error at once.
    pub(super) fn one(stream: Bytes, path: &Path, options: &ReadOptions) -> Self {
        let root = path.parent().unwrap_or(path).to_owned();
        Self {
            root,
            files: VecDeque::from([path.to_owned()]),
            opened: Some(stream),
            options: options.clone(),
            bytes: Arc::new(AtomicU64::new(0)),
        }
    }

    fn read(&mut self, path: &Path, posting: &mut Posting) -> Result<()> {
        let stream = match self.opened.take() {
            Some(stream) => stream,
            None => input::open(path, self.options.encoding.as_deref(), Arc::clone(&self.bytes))?.text()?,
        };
        let text = whole(stream, path)?;
        let name = path.strip_prefix(&self.root).unwrap_or(path).with_extension("");
        posting.id = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        self.understand(text, path, posting)
    }

    /// Reads what stands around the text: front matter, markup for machines, a title.
    fn understand(&self, text: String, path: &Path, posting: &mut Posting) -> Result<()> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_page = matches!(extension.as_str(), "html" | "htm");
        if is_page && let Some(marked) = json::in_page(&text).into_iter().next() {
            let id = std::mem::take(&mut posting.id);
            if json::fill(&marked, posting, &self.options)? && !posting.description.is_empty() {
                if posting.id.is_empty() {
                    posting.id = id;
                }
                return Ok(());
            }
            *posting = Posting { id, markup: posting.markup, ..Posting::default() };
        }
        let body = match front_matter(&text) {
            Some((matter, body)) => {
                let values = yaml(matter).map_err(|error| error.in_file(path))?;
                let id = posting.id.clone();
                json::fill(&values, posting, &self.options)?;
                if posting.id.is_empty() {
                    posting.id = id;
                }
                if posting.description.is_empty() { Some(body) } else { None }
            }
            None => Some(text.as_str()),
        };
        if posting.markup == Markup::Auto {
            posting.markup = match extension.as_str() {
                "md" | "markdown" => Markup::Markdown,
                _ if is_page => Markup::Html,
                _ => Markup::Auto,
            };
        }
        let Some(body) = body else { return Ok(()) };
        if posting.title.is_empty()
            && let Some(title) = title(body)
        {
            title.clone_into(&mut posting.title);
        }
        body.clone_into(&mut posting.description);
        Ok(())
    }
}

impl Rows for Documents {
    fn next(&mut self, posting: &mut Posting, tally: &mut Tally) -> Result<bool> {
        let alone = self.files.len() == 1 && self.opened.is_some();
        while let Some(path) = self.files.pop_front() {
            match self.read(&path, posting) {
                Ok(()) => return Ok(true),
                Err(error) if alone => return Err(error),
                // One file of a folder does not end the reading of the others.
                Err(error) => {
                    let reason = match error.kind() {
                        ErrorKind::Encoding { .. } => "bytes that are not UTF-8 (see --encoding)".to_owned(),
                        ErrorKind::Empty => "no text".to_owned(),
                        kind => kind.to_string(),
                    };
                    let error = if error.position().file.is_some() { error } else { error.in_file(&path) };
                    tally.refuse_file(&reason, error)?;
                    *posting = Posting { markup: posting.markup, ..Posting::default() };
                }
            }
        }
        Ok(false)
    }
}

/// All of a file as text.
fn whole(stream: Bytes, path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    stream.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(|error| Error::io(error, path))?;
    if bytes.len() > LARGEST {
        return Err(Error::new(ErrorKind::Large("text")).in_file(path));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count() as u64;
        input::not_utf8(&bytes, valid).on_line(line).in_file(path)
    })
}

/// What stands between two lines of three hyphens at the start of a file, and what follows.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Front matter is read by a parser whose time grows faster than its length.
const LONGEST_MATTER: usize = 32 << 10;

/// Columns that a line of front matter may be indented by. The parser calls itself for each level, and every level of a block takes a
/// column; it limits brackets itself.
const DEEPEST_MATTER: usize = 128;

/// Columns before the text of a line: spaces, and the signs after which a nested block may begin on the same line.
fn indent(line: &str) -> usize {
    let mut bytes = line.bytes().peekable();
    let mut columns = 0;
    while let Some(byte) = bytes.next() {
        let nests = matches!(byte, b'-' | b'?' | b':') && bytes.peek().is_none_or(u8::is_ascii_whitespace);
        if !nests && !matches!(byte, b' ' | b'\t') {
            break;
        }
        columns += 1;
    }
    columns
}

/// Front matter as an object.
fn yaml(text: &str) -> Result<serde_json::Value> {
    use saphyr::LoadableYamlNode;
    if text.len() > LONGEST_MATTER {
        return Err(Error::syntax("front matter of more than 32 KiB").on_line(1));
    }
    if text.split(['\n', '\r']).any(|line| indent(line) > DEEPEST_MATTER) {
        return Err(Error::syntax("front matter that is nested too deeply").on_line(1));
    }
    let documents = saphyr::Yaml::load_from_str(text).map_err(|error| {
        let line = error.marker().line() as u64 + 1;
        Error::syntax(format!("front matter that is no YAML: {}", error.info())).on_line(line)
    })?;
    match documents.first().map(value) {
        Some(value @ serde_json::Value::Object(_)) => Ok(value),
        Some(serde_json::Value::Null) | None => Ok(serde_json::Value::Object(serde_json::Map::new())),
        Some(_) => Err(Error::syntax("front matter that is no list of `key: value`").on_line(1)),
    }
}

fn value(yaml: &saphyr::Yaml<'_>) -> serde_json::Value {
    use saphyr::{Scalar, Yaml};
    use serde_json::Value;
    match yaml {
        Yaml::Value(Scalar::String(text)) => Value::String(text.to_string()),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::Boolean(flag)) => Value::Bool(*flag),
        Yaml::Representation(text, ..) => Value::String(text.to_string()),
        Yaml::Sequence(items) => Value::Array(items.iter().map(value).collect()),
        Yaml::Mapping(map) => {
            let key = |key: &Yaml<'_>| match value(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(map.iter().map(|(name, item)| (key(name), value(item))).collect())
        }
        Yaml::Tagged(_, inner) => value(inner),
        _ => Value::Null,
    }
}

/// Words of a first line that is a title.
const TITLE_WORDS: usize = 12;

/// A short first line that is no sentence.
fn title(text: &str) -> Option<&str> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let heading = first.trim_start_matches('#').trim();
    let is_title = heading.split_whitespace().count() <= TITLE_WORDS
        && !heading.ends_with(['.', ':', '!', ';'])
        && !heading.contains('<');
    (is_title && text.trim() != first).then_some(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_off() {
        assert_eq!(front_matter("---\na: 1\n---\nText\n"), Some(("a: 1\n", "Text\n")));
        assert_eq!(front_matter("---\r\na: 1\r\n---\r\nText"), Some(("a: 1\r\n", "Text")));
        assert_eq!(front_matter("---\nno end\n"), None);
        assert_eq!(front_matter("Text\n---\nmore\n---\n"), None);
    }

    #[test]
    fn front_matter_is_yaml() {
        let read =
            yaml("title: Engineer\nsalary: {min: 100000, max: 1.5e5}\nskills: [Python, SQL]\nposted: 2026-05-01\n");
        let expected = serde_json::json!({
            "title": "Engineer", "salary": {"min": 100_000, "max": 150_000.0}, "skills": ["Python", "SQL"], "posted": "2026-05-01"
        });
        assert_eq!(read.unwrap(), expected);
        assert!(yaml("- a\n- b\n").unwrap_err().to_string().contains("key: value"));
        assert_eq!(yaml("a: [1\nb: 2\n").unwrap_err().position().line, Some(3));
    }

    #[test]
    fn front_matter_is_bounded() {
        let deep = |unit: &str, levels: usize| yaml(&format!("a:\n  {}x\n", unit.repeat(levels)));
        for unit in ["- ", "? ", ": "] {
            let message = deep(unit, 30_000 / 2).unwrap_err().to_string();
            assert!(message.contains("nested too deeply"), "{message}");
        }
        assert!(deep("- ", 60).is_ok());
        assert!(yaml(&format!("a: |\n  {}\n", "-".repeat(200))).is_ok());
        assert!(yaml(&format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000))).is_err());
        assert!(yaml(&format!("a: {}\n", "x".repeat(LONGEST_MATTER))).unwrap_err().to_string().contains("KiB"));
        // What the limits allow fits a stack of two mebibytes, the smallest that threads get.
        let pairs = format!("a:\n  {}a: {}1{}\n", "- ".repeat(60), "[a: ".repeat(254), "]".repeat(254));
        std::thread::Builder::new().stack_size(2 << 20).spawn(move || yaml(&pairs)).unwrap().join().unwrap().unwrap();
    }

    #[test]
    fn first_lines_that_are_titles() {
        for (text, expected) in [
            ("# Data Engineer\n\nText", Some("Data Engineer")),
            ("Data Engineer\nText", Some("Data Engineer")),
            ("We need an engineer.\nText", None),
            ("Data Engineer", None),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }
}
