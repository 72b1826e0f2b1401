//! JSON: lines, arrays, objects with a list in them, schema.org markup.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::input::{self, Bytes, LARGEST};
use super::mapping::{Cell, Mapping, Wishes};
use super::rows::{Rows, Tally};
use super::{ReadOptions, SAMPLE};
use crate::error::{Error, ErrorKind, Result};
use crate::posting::{Posting, RowContent, SourceRow};

/// A value and the line or number it has in its file; or why it is none.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) line: u64,
    pub(super) value: std::result::Result<Value, String>,
    /// The object as written, where that is kept.
    pub(super) text: Option<String>,
}

impl Found {
    pub(super) fn new(line: u64, value: std::result::Result<Value, String>) -> Self {
        Self { line, value, text: None }
    }
}

/// Where objects come from.
pub(super) trait Objects: Send {
    /// The next value. None at the end.
    fn next(&mut self) -> Result<Option<Found>>;

    /// Bytes that the values so far took in their file, where they are held in memory.
    fn bytes(&self) -> usize {
        0
    }
}

/// Objects as rows: the dotted paths of their values are the columns.
pub(super) struct Keyed<O> {
    objects: O,
    options: ReadOptions,
    header: Vec<String>,
    index: HashMap<String, usize>,
    mapping: Mapping,
    ahead: VecDeque<Found>,
}

/// Paths beyond this many are not looked at: a file that has them uses ids as keys.
const MOST_PATHS: usize = 4_096;
/// Paths of more bytes than this are not looked at: no column is called so.
const LONGEST_PATH: usize = 1_024;
/// Values nested deeper than this are not looked at.
const DEEPEST: usize = 8;

impl<O: Objects> Keyed<O> {
    /// Reads some objects ahead and finds out what their keys hold.
    pub(super) fn open(mut objects: O, options: &ReadOptions) -> Result<Self> {
        let mut ahead = VecDeque::new();
        while ahead.len() < SAMPLE && objects.bytes() < LARGEST {
            match objects.next()? {
                Some(object) => ahead.push_back(object),
                None => break,
            }
        }
        if ahead.is_empty() {
            return Err(Error::new(ErrorKind::Empty));
        }
        let mut header = Vec::new();
        let mut index = HashMap::new();
        let rows: Vec<_> = ahead.iter().filter_map(|found| found.value.as_ref().ok()).map(flatten).collect();
        for (path, _) in rows.iter().flatten() {
            column(path, &mut header, &mut index);
        }
        // A pair may name a key that comes later.
        for (_, key) in &options.map {
            column(key, &mut header, &mut index);
        }
        let sample: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let mut cells = vec![String::new(); header.len()];
                for (path, values) in row {
                    if let Some(at) = index.get(path) {
                        cells[*at] = values.join("; ");
                    }
                }
                cells
            })
            .collect();
        let wishes = Wishes { profile: options.profile.as_ref(), map: &options.map, numbered: false };
        let mut mapping = Mapping::new(&header, &wishes)?;
        // A file of nothing but refused rows says so, row by row.
        if !mapping.is_usable() && !rows.is_empty() {
            return Err(mapping.no_text(&header, &sample));
        }
        mapping.look(&header, &sample)?;
        Ok(Self { objects, options: options.clone(), header, index, mapping, ahead })
    }

    /// Takes up paths that no earlier object had.
    fn learn(&mut self, row: &[(String, Vec<String>)]) {
        let before = self.header.len();
        for (path, _) in row {
            column(path, &mut self.header, &mut self.index);
        }
        let wishes = Wishes { profile: self.options.profile.as_ref(), map: &self.options.map, numbered: false };
        let new = &self.header[before..];
        // Where every object has keys of its own, looking at all of them for each would take the square of the time.
        if !new.iter().any(|path| wishes.knows(path)) {
            self.mapping.unused.extend_from_slice(new);
            return;
        }
        // A path that comes late and could be a field that is read already does not end the reading.
        if let Ok(mut mapping) = Mapping::new(&self.header, &wishes) {
            mapping.order = self.mapping.order;
            self.mapping = mapping;
        }
    }
}

impl<O: Objects> Rows for Keyed<O> {
    fn next(&mut self, posting: &mut Posting, tally: &mut Tally) -> Result<bool> {
        loop {
            let next = match self.ahead.pop_front() {
                Some(next) => Some(next),
                None => self.objects.next()?,
            };
            let Some(Found { line, value, text: kept }) = next else { return Ok(false) };
            let value = match value {
                Ok(value) => value,
                Err(reason) => {
                    tally.refuse(reason.as_str(), line)?;
                    if let Some(text) = kept {
                        posting.row = row(text, Some(reason));
                        return Ok(true);
                    }
                    continue;
                }
            };
            let kept = self.options.keep_rows.then(|| kept.unwrap_or_else(|| value.to_string()));
            let flat = flatten(&value);
            self.learn(&flat);
            let cells: HashMap<usize, &[String]> =
                flat.iter().filter_map(|(path, values)| Some((*self.index.get(path)?, values.as_slice()))).collect();
            let cell = |column| match cells.get(&column).copied() {
                Some([one]) => Some(Cell::One(one)),
                Some(many) => Some(Cell::Many(many)),
                None => None,
            };
            let unread = self.mapping.fill(posting, cell);
            let says = posting.given().any(|(field, _)| SAYING.contains(&field));
            if !says {
                *posting = Posting { markup: posting.markup, ..Posting::default() };
                let reason = "neither title nor text nor skills nor pay";
                tally.refuse(reason, line)?;
                if let Some(kept) = kept {
                    posting.row = row(kept, Some(reason.to_owned()));
                    return Ok(true);
                }
                continue;
            }
            tally.unread(unread);
            posting.row = kept.and_then(|text| row(text, None));
            return Ok(true);
        }
    }

    fn mapping(&self) -> Option<&Mapping> {
        Some(&self.mapping)
    }
}

fn row(text: String, refused: Option<String>) -> Option<Box<SourceRow>> {
    Some(Box::new(SourceRow { content: RowContent::Object(text), refused }))
}

/// Fills a posting from one object. Returns whether the object says anything.
pub(super) fn fill(value: &Value, posting: &mut Posting, options: &ReadOptions) -> Result<bool> {
    let row = flatten(value);
    let header: Vec<String> = row.iter().map(|(path, _)| path.clone()).collect();
    // A pair may name a key that this object does not have.
    let map: Vec<(String, String)> = options.map.iter().filter(|(_, key)| header.contains(key)).cloned().collect();
    let wishes = Wishes { profile: options.profile.as_ref(), map: &map, numbered: false };
    let mapping = Mapping::new(&header, &wishes)?;
    let unread = mapping.fill(posting, |column| match row[column].1.as_slice() {
        [one] => Some(Cell::One(one)),
        many => Some(Cell::Many(many)),
    });
    Ok(unread.len() < mapping.fields.len())
}

/// Fields one of which a posting must have.
const SAYING: [&str; 6] = ["title", "description", "skills", "pay_min", "pay_max", "pay_text"];

fn column(path: &str, header: &mut Vec<String>, index: &mut HashMap<String, usize>) {
    if !index.contains_key(path) && header.len() < MOST_PATHS {
        index.insert(path.to_owned(), header.len());
        header.push(path.to_owned());
    }
}

/// The values of an object by dotted path, in order, each once. Items of a list share its path.
fn flatten(value: &Value) -> Vec<(String, Vec<String>)> {
    let mut paths: Vec<(String, Vec<String>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    // Values of long lists by path: looking through those before each would take the square of the time.
    let mut seen: HashMap<usize, HashSet<String>> = HashMap::new();
    walk(value, "", 0, &mut |path, text| match index.get(path) {
        Some(at) => {
            let values = &mut paths[*at].1;
            let is_new = if values.len() < SHORT {
                !values.contains(&text)
            } else {
                seen.entry(*at).or_insert_with(|| values.iter().cloned().collect()).insert(text.clone())
            };
            if is_new {
                values.push(text);
            }
        }
        None if paths.len() < MOST_PATHS => {
            index.insert(path.to_owned(), paths.len());
            paths.push((path.to_owned(), vec![text]));
        }
        None => {}
    });
    paths
}

/// Lists of fewer values than this are looked through.
const SHORT: usize = 32;

fn walk(value: &Value, path: &str, depth: usize, found: &mut impl FnMut(&str, String)) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => found(path, flag.to_string()),
        Value::Number(number) => found(path, number.to_string()),
        Value::String(text) => found(path, text.clone()),
        Value::Array(items) if depth < DEEPEST => {
            for item in items {
                walk(item, path, depth + 1, found);
            }
        }
        Value::Object(object) if depth < DEEPEST => {
            for (key, value) in object.iter().filter(|(key, _)| path.len() + key.len() < LONGEST_PATH) {
                let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(value, &inner, depth + 1, found);
            }
        }
        Value::Array(_) | Value::Object(_) => {}
    }
}

/// One object a line.
pub(super) struct Lines {
    lines: BufReader<Bytes>,
    line: u64,
    bytes: usize,
    /// The line that is being read.
    text: Vec<u8>,
    /// Whether lines are handed on as written, too.
    keep: bool,
}

impl Lines {
    pub(super) fn new(stream: Bytes, keep: bool) -> Self {
        Self { lines: BufReader::with_capacity(1 << 18, stream), line: 0, bytes: 0, text: Vec::new(), keep }
    }
}

impl Objects for Lines {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn next(&mut self) -> Result<Option<Found>> {
        loop {
            self.text.clear();
            let mut line = self.lines.by_ref().take(LARGEST as u64 + 1);
            let count = line.read_until(b'\n', &mut self.text).map_err(|error| Error::new(ErrorKind::Io(error)))?;
            if count == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.bytes = self.bytes.saturating_add(count);
            if count > LARGEST {
                return Err(Error::new(ErrorKind::Large("line")).on_line(self.line));
            }
            let text = std::str::from_utf8(&self.text)
                .map_err(|error| input::not_utf8(&self.text, error.valid_up_to()).on_line(self.line))?;
            if !text.trim().is_empty() {
                let kept = self.keep.then(|| text.trim().to_owned());
                return Ok(Some(Found { line: self.line, value: object(text), text: kept }));
            }
        }
    }
}

/// Reads one object, or says why it is none.
fn object(text: &str) -> std::result::Result<Value, String> {
    match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err("no JSON object".to_owned()),
        Err(error) => {
            let message = error.to_string();
            Err(format!("no JSON object ({})", message.split(" at line").next().unwrap_or(&message)))
        }
    }
}

/// JSON texts, of which a file mostly holds one: arrays of objects, read item by item; objects that are postings or hold a list of them.
pub(super) struct Document {
    bytes: Scanner,
    place: Place,
    /// Postings of an object that was read whole.
    found: VecDeque<Found>,
}

/// Where in a document the next value stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Array,
    Outside,
}

impl Document {
    pub(super) fn new(stream: Bytes) -> Self {
        Self { bytes: Scanner::new(stream), place: Place::Outside, found: VecDeque::new() }
    }
}

impl Objects for Document {
    fn bytes(&self) -> usize {
        self.bytes.taken
    }

    fn next(&mut self) -> Result<Option<Found>> {
        loop {
            if let Some(found) = self.found.pop_front() {
                return Ok(Some(found));
            }
            let next = match (self.bytes.skip_space()?, self.place) {
                (Some(b','), _) => {
                    self.bytes.take()?;
                    continue;
                }
                (Some(b'['), Place::Outside) => {
                    self.bytes.take()?;
                    self.place = Place::Array;
                    continue;
                }
                (Some(b']'), Place::Array) => {
                    self.bytes.take()?;
                    self.place = Place::Outside;
                    continue;
                }
                (Some(byte), _) => byte,
                (None, Place::Array) => {
                    return Err(
                        Error::syntax("the JSON array that this file holds never ends").on_line(self.bytes.line)
                    );
                }
                (None, Place::Outside) => return Ok(None),
            };
            let line = self.bytes.line;
            let text = self.bytes.value(next)?;
            let text = std::str::from_utf8(&text)
                .map_err(|error| input::not_utf8(&text, error.valid_up_to()).on_line(line))?;
            match object(text) {
                Ok(value) if self.place == Place::Outside || value.get("@graph").is_some() => {
                    let no_object = || Err("no JSON object".to_owned());
                    let found = postings_in(value).into_iter();
                    self.found.extend(
                        found.map(|value| Found::new(line, if value.is_object() { Ok(value) } else { no_object() })),
                    );
                }
                Err(_) if self.place == Place::Outside && !text.starts_with('{') => {
                    return Err(Error::syntax("no JSON object or array").on_line(line));
                }
                result => return Ok(Some(Found::new(line, result))),
            }
        }
    }
}

/// The postings that an object is or holds: schema.org postings wherever they are; itself, if it has a text; else its longest list.
fn postings_in(mut value: Value) -> Vec<Value> {
    let mut marked = Vec::new();
    job_postings(&value, 0, &mut marked);
    if !marked.is_empty() {
        return marked;
    }
    let keys: Vec<String> = match &value {
        Value::Object(object) => {
            object.iter().filter(|(_, value)| value.is_string()).map(|(key, _)| key.clone()).collect()
        }
        _ => Vec::new(),
    };
    let is_posting = Mapping::new(&keys, &Wishes::default()).is_ok_and(|mapping| mapping.has("description"));
    if is_posting {
        return vec![value];
    }
    let mut lists = Vec::new();
    if let Value::Object(object) = &mut value {
        lists_of_objects(object, 0, &mut lists);
    }
    // Of lists of one length the outermost, and of those the first.
    match lists.into_iter().rev().max_by_key(|(depth, list)| (list.len(), Reverse(*depth))) {
        Some((_, list)) => std::mem::take(list),
        None => vec![value],
    }
}

/// Lists whose items are objects, and how deep each stands.
fn lists_of_objects<'v>(
    object: &'v mut Map<String, Value>,
    depth: usize,
    found: &mut Vec<(usize, &'v mut Vec<Value>)>,
) {
    for value in object.values_mut() {
        match value {
            Value::Array(items) if items.first().is_some_and(Value::is_object) => found.push((depth, items)),
            // Lists inside the items are no postings.
            Value::Object(inner) if depth < DEEPEST => lists_of_objects(inner, depth + 1, found),
            _ => {}
        }
    }
}

/// Objects of schema.org's type `JobPosting`, wherever they stand.
pub(super) fn job_postings(value: &Value, depth: usize, found: &mut Vec<Value>) {
    let is_posting = |kind: &Value| match kind {
        Value::String(kind) => kind.ends_with("JobPosting"),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(|kind| kind.ends_with("JobPosting")),
        _ => false,
    };
    match value {
        Value::Object(object) if object.get("@type").is_some_and(is_posting) => found.push(value.clone()),
        Value::Object(object) if depth < DEEPEST => {
            for value in object.values() {
                job_postings(value, depth + 1, found);
            }
        }
        Value::Array(items) if depth < DEEPEST => {
            for value in items {
                job_postings(value, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// Cuts a JSON text into its values without reading them: brackets and strings are all it knows.
struct Scanner {
    bytes: BufReader<Bytes>,
    line: u64,
    /// Bytes of the values so far.
    taken: usize,
}

impl Scanner {
    fn new(stream: Bytes) -> Self {
        Self { bytes: BufReader::with_capacity(1 << 18, stream), line: 1, taken: 0 }
    }

    fn peek(&mut self) -> Result<Option<u8>> {
        let buffer = self.bytes.fill_buf().map_err(|error| Error::new(ErrorKind::Io(error)))?;
        Ok(buffer.first().copied())
    }

    fn take(&mut self) -> Result<Option<u8>> {
        let next = self.peek()?;
        if let Some(byte) = next {
            self.bytes.consume(1);
            self.line += u64::from(byte == b'\n');
        }
        Ok(next)
    }

    fn skip_space(&mut self) -> Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.take()?;
        }
        Ok(None)
    }

    /// The bytes of the value that begins here with `first`.
    fn value(&mut self, first: u8) -> Result<Vec<u8>> {
        let start = self.line;
        let mut text = Vec::new();
        let mut open = 0_usize;
        let (mut quoted, mut escaped) = (false, false);
        loop {
            let buffer = self.bytes.fill_buf().map_err(|error| Error::new(ErrorKind::Io(error)))?;
            if buffer.is_empty() {
                // A number or word may end with the file; anything that was opened may not.
                return if open == 0 && !quoted {
                    Ok(text)
                } else {
                    Err(Error::syntax("a JSON value that starts here never ends").on_line(start))
                };
            }
            let mut used = 0;
            let mut done = false;
            for byte in buffer {
                let inside = open > 0 || quoted;
                if !inside && !text.is_empty() && (matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace()) {
                    // The end of a number or word belongs to what is around it.
                    done = true;
                    break;
                }
                used += 1;
                text.push(*byte);
                self.line += u64::from(*byte == b'\n');
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' | b'[' if !quoted => open += 1,
                    b'}' | b']' if !quoted => open = open.saturating_sub(1),
                    _ => {}
                }
                if open == 0 && !quoted && (matches!(first, b'{' | b'[' | b'"') || matches!(byte, b'}' | b']')) {
                    done = true;
                    break;
                }
            }
            self.bytes.consume(used);
            self.taken = self.taken.saturating_add(used);
            if done {
                return Ok(text);
            }
            if text.len() > LARGEST {
                return Err(Error::new(ErrorKind::LargeJson).on_line(start));
            }
        }
    }
}

/// Whether bytes that begin with `{` are lines of objects, as opposed to one object over several lines or with a list in it.
pub(super) fn is_lines(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let goes_on = lines.next().map(|line| line.starts_with(b"{"));
    match (serde_json::from_slice::<Value>(first), goes_on) {
        (Ok(mut value), None) => {
            let (mut marked, mut lists) = (Vec::new(), Vec::new());
            job_postings(&value, 0, &mut marked);
            if let Value::Object(object) = &mut value {
                lists_of_objects(object, 0, &mut lists);
            }
            marked.is_empty() && lists.is_empty()
        }
        (Ok(_), Some(goes_on)) => goes_on,
        // A broken line among others is one refused row.
        (Err(_), goes_on) => goes_on == Some(true) && first.len() > 1,
    }
}

/// Schema.org postings in the scripts of an HTML page.
pub(super) fn in_page(page: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let lower = page.to_ascii_lowercase();
    let mut at = 0;
    while let Some(open) = lower[at..].find("<script").map(|step| at + step) {
        let Some(body) = lower[open..].find('>').map(|step| open + step + 1) else { break };
        let end = lower[body..].find("</script").map_or(page.len(), |step| body + step);
        if lower[open..body].contains("application/ld+json")
            && let Ok(value) = serde_json::from_str::<Value>(page[body..end].trim())
        {
            let mut postings = Vec::new();
            job_postings(&value, 0, &mut postings);
            found.extend(postings.into_iter().filter(|posting| seen.insert(posting.to_string())));
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> Bytes {
        Box::new(std::io::Cursor::new(text.as_bytes().to_vec()))
    }

    fn read(text: &str) -> Vec<String> {
        let mut document = Document::new(stream(text));
        let mut found = Vec::new();
        loop {
            match document.next() {
                Ok(None) => return found,
                Ok(Some(Found { line, value: Ok(value), .. })) => found.push(format!("{line} {value}")),
                Ok(Some(Found { line, value: Err(reason), .. })) => found.push(format!("{line} {reason}")),
                Err(error) => {
                    found.push(error.to_string());
                    return found;
                }
            }
        }
    }

    #[test]
    fn postings_of_a_document() {
        for (text, expected) in [
            ("[]", vec![]),
            ("[{\"a\":1},\n {\"a\":\"]}\\\"\"}]", vec!["1 {\"a\":1}", "2 {\"a\":\"]}\\\"\"}"]),
            (
                "[{\"a\":1}, 7, null, {\"a\":2}]",
                vec!["1 {\"a\":1}", "1 no JSON object", "1 no JSON object", "1 {\"a\":2}"],
            ),
            ("[{\"a\":1},\n{\"a\":,}]", vec!["1 {\"a\":1}", "2 no JSON object (expected value)"]),
            ("[{\"a\":1},\n", vec!["1 {\"a\":1}", "line 2: the JSON array that this file holds never ends"]),
            ("[{\"a\":1", vec!["line 1: a JSON value that starts here never ends"]),
            ("{\"meta\":{},\n\"jobs\":[{\"a\":1},{\"a\":2}],\"tags\":[{\"b\":1}]}", vec!["1 {\"a\":1}", "1 {\"a\":2}"]),
            ("{\"Result\":{\"Items\":[{\"a\":1},{\"a\":2}]}}", vec!["1 {\"a\":1}", "1 {\"a\":2}"]),
            ("{\"a\":1}\n\n{\"a\":2}", vec!["1 {\"a\":1}", "3 {\"a\":2}"]),
            (
                "{\"@graph\":[{\"@type\":\"X\"},{\"@type\":[\"JobPosting\"],\"title\":\"T\"}]}",
                vec!["1 {\"@type\":[\"JobPosting\"],\"title\":\"T\"}"],
            ),
            ("so much", vec!["line 1: no JSON object or array"]),
            ("[{\"a\":1}]\n[{\"a\":2}]", vec!["1 {\"a\":1}", "2 {\"a\":2}"]),
            ("[{\"a\":1}] and more", vec!["1 {\"a\":1}", "line 1: no JSON object or array"]),
            ("{\"jobs\":[{\"a\":1}, 7]}", vec!["1 {\"a\":1}", "1 no JSON object"]),
            ("{\"a\":{\"inner\":[{\"b\":1}]},\"jobs\":[{\"a\":1}]}", vec!["1 {\"a\":1}"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[cfg(feature = "builtin")]
    #[test]
    fn an_object_with_a_text_is_a_posting_itself() {
        let text = "{\"description\": \"We need Python.\",\n\"locations\": [{\"city\": \"Reno\"}]}";
        assert_eq!(read(text).len(), 1);
        assert!(read(text)[0].contains("We need Python."));
    }

    #[test]
    fn lines_are_told_from_a_document() {
        for (head, expected) in [
            ("{\"a\":1}\n{\"a\":2}\n", true),
            ("{\"a\":1}", true),
            ("{\"a\":1\n{\"a\":2}\n", true),
            ("{\n \"a\":1\n}", false),
            ("{\"jobs\":[{\"a\":1}]}", false),
            ("{\"@type\":\"JobPosting\"}", false),
        ] {
            assert_eq!(is_lines(head.as_bytes()), expected, "{head}");
        }
    }

    #[test]
    fn nested_values_have_dotted_paths() {
        let value = serde_json::json!({"a": {"b": [1, 2, 1]}, "c": [{"d": "x"}, {"d": "y", "e": null}], "f": true});
        let flat: Vec<String> =
            flatten(&value).iter().map(|(path, values)| format!("{path}={}", values.join("|"))).collect();
        assert_eq!(flat, ["a.b=1|2", "c.d=x|y", "f=true"]);
    }

    #[test]
    fn long_lists_and_long_paths_take_linear_time() {
        let list: Vec<u32> = (0..200_000).chain(0..200_000).collect();
        let flat = flatten(&serde_json::json!({ "a": list }));
        assert_eq!(flat[0].1.len(), 200_000);
        let ids: Map<String, Value> = (0..200_000).map(|id| (id.to_string(), Value::from(id))).collect();
        assert_eq!(flatten(&serde_json::json!({"k".repeat(100_000): ids, "a": 1})).len(), 1);
        assert_eq!(flatten(&Value::Object(ids)).len(), MOST_PATHS);
    }

    #[cfg(feature = "builtin")]
    #[test]
    fn keys_that_are_ids_take_linear_time() {
        let line = |id: u32| format!("{{\"{id}\": 1, \"text\": \"We need Python.\"}}\n");
        let lines = (0..20_000).map(line).chain(["{\"text\": \"We need Go.\", \"company\": \"Acme\"}".to_owned()]);
        let text: String = lines.collect();
        let mut keyed = Keyed::open(Lines::new(stream(&text), false), &ReadOptions::default()).unwrap();
        let (mut posting, mut tally, mut rows) = (Posting::default(), Tally::default(), 0);
        while keyed.next(&mut posting, &mut tally).unwrap() {
            rows += 1;
        }
        assert_eq!(rows, 20_001);
        assert_eq!(keyed.header.len(), MOST_PATHS);
    }

    #[test]
    fn postings_in_a_page() {
        let page = "<html><script>var a=1;</script><script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"JobPosting\",\"title\":\"T\"}]}</script><script type='application/ld+json; charset=utf-8'>broken</script></html>";
        assert_eq!(in_page(page).len(), 1);
        assert!(in_page("<script").is_empty());
    }
}
