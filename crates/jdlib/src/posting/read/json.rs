//! JSON: lines, arrays, objects with a list in them, schema.org markup.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{BufRead, BufReader};

use serde_json::Value;

use super::input::{self, Bytes};
use super::mapping::{Cell, Mapping, Wishes};
use super::rows::{Rows, Tally};
use super::{ReadOptions, SAMPLE};
use crate::error::{Error, ErrorKind, Result};
use crate::posting::Posting;

/// Where objects come from.
pub(super) trait Objects: Send {
    /// The next value and the line or number it has in its file; or why it is none. None at the end.
    fn next(&mut self) -> Result<Option<(u64, std::result::Result<Value, String>)>>;
}

/// Objects as rows: the dotted paths of their values are the columns.
pub(super) struct Keyed<O> {
    objects: O,
    options: ReadOptions,
    header: Vec<String>,
    index: HashMap<String, usize>,
    mapping: Mapping,
    ahead: VecDeque<(u64, std::result::Result<Value, String>)>,
}

/// Paths beyond this many are not looked at: a file that has them uses ids as keys.
const MOST_PATHS: usize = 4_096;
/// Values nested deeper than this are not looked at.
const DEEPEST: usize = 8;

impl<O: Objects> Keyed<O> {
    /// Reads some objects ahead and finds out what their keys hold.
    pub(super) fn open(mut objects: O, options: &ReadOptions) -> Result<Self> {
        let mut ahead = VecDeque::new();
        while ahead.len() < SAMPLE {
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
        let rows: Vec<_> = ahead.iter().filter_map(|(_, value)| value.as_ref().ok()).map(flatten).collect();
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
        if self.header.len() > before {
            let wishes = Wishes { profile: self.options.profile.as_ref(), map: &self.options.map, numbered: false };
            // A path that comes late and could be a field that is read already does not end the reading.
            if let Ok(mut mapping) = Mapping::new(&self.header, &wishes) {
                mapping.order = self.mapping.order;
                self.mapping = mapping;
            }
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
            let Some((line, value)) = next else { return Ok(false) };
            let value = match value {
                Ok(value) => value,
                Err(reason) => {
                    tally.refuse(reason, line)?;
                    continue;
                }
            };
            let row = flatten(&value);
            self.learn(&row);
            let cells: HashMap<usize, &[String]> =
                row.iter().filter_map(|(path, values)| Some((*self.index.get(path)?, values.as_slice()))).collect();
            let cell = |column| match cells.get(&column).copied() {
                Some([one]) => Some(Cell::One(one)),
                Some(many) => Some(Cell::Many(many)),
                None => None,
            };
            let unread = self.mapping.fill(posting, cell);
            let says = posting.given().any(|(field, _)| SAYING.contains(&field));
            if !says {
                *posting = Posting { markup: posting.markup, ..Posting::default() };
                tally.refuse("neither title nor text nor skills nor pay", line)?;
                continue;
            }
            tally.unread(unread);
            return Ok(true);
        }
    }

    fn mapping(&self) -> Option<&Mapping> {
        Some(&self.mapping)
    }
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

/// The values of an object by dotted path, in order. Items of a list share its path.
fn flatten(value: &Value) -> Vec<(String, Vec<String>)> {
    let mut paths: Vec<(String, Vec<String>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    walk(value, "", 0, &mut |path, text| match index.get(path) {
        Some(at) => {
            if !paths[*at].1.contains(&text) {
                paths[*at].1.push(text);
            }
        }
        None => {
            index.insert(path.to_owned(), paths.len());
            paths.push((path.to_owned(), vec![text]));
        }
    });
    paths
}

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
            for (key, value) in object {
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
}

impl Lines {
    pub(super) fn new(stream: Bytes) -> Self {
        Self { lines: BufReader::new(stream), line: 0 }
    }
}

impl Objects for Lines {
    fn next(&mut self) -> Result<Option<(u64, std::result::Result<Value, String>)>> {
        loop {
            let mut buffer = Vec::new();
            let count = self.lines.read_until(b'\n', &mut buffer).map_err(|error| Error::new(ErrorKind::Io(error)))?;
            if count == 0 {
                return Ok(None);
            }
            self.line += 1;
            let text = std::str::from_utf8(&buffer)
                .map_err(|error| input::not_utf8(&buffer, error.valid_up_to()).on_line(self.line))?;
            if !text.trim().is_empty() {
                return Ok(Some((self.line, object(text))));
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

/// One JSON text: an array of objects, read item by item; or an object that is a posting or holds a list of them.
pub(super) struct Document {
    bytes: Scanner,
    shape: Shape,
    /// Postings of an object that was read whole.
    found: VecDeque<(u64, Value)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Not begun.
    Unknown,
    /// Inside an array.
    Array,
    /// Objects one after the other.
    Sequence,
    Done,
}

/// An object is parsed whole, so its size bounds the memory.
const LARGEST_OBJECT: usize = 64 << 20;

impl Document {
    pub(super) fn new(stream: Bytes) -> Self {
        Self { bytes: Scanner::new(stream), shape: Shape::Unknown, found: VecDeque::new() }
    }
}

impl Objects for Document {
    fn next(&mut self) -> Result<Option<(u64, std::result::Result<Value, String>)>> {
        loop {
            if let Some((line, value)) = self.found.pop_front() {
                return Ok(Some((line, Ok(value))));
            }
            if self.shape == Shape::Unknown {
                self.shape = match self.bytes.skip_space()? {
                    Some(b'[') => {
                        self.bytes.take()?;
                        Shape::Array
                    }
                    Some(_) => Shape::Sequence,
                    None => Shape::Done,
                };
            }
            if self.shape == Shape::Done {
                return Ok(None);
            }
            let next = match self.bytes.skip_space()? {
                Some(b',') => {
                    self.bytes.take()?;
                    continue;
                }
                Some(b']') if self.shape == Shape::Array => {
                    self.shape = Shape::Done;
                    return Ok(None);
                }
                Some(byte) => byte,
                None if self.shape == Shape::Array => {
                    return Err(
                        Error::syntax("the JSON array that this file holds never ends").on_line(self.bytes.line)
                    );
                }
                None => {
                    self.shape = Shape::Done;
                    return Ok(None);
                }
            };
            let line = self.bytes.line;
            let text = self.bytes.value(next)?;
            let text = std::str::from_utf8(&text)
                .map_err(|error| input::not_utf8(&text, error.valid_up_to()).on_line(line))?;
            match object(text) {
                Ok(value) => {
                    let is_container = self.shape == Shape::Sequence || value.get("@graph").is_some();
                    let values = if is_container { postings_in(value) } else { vec![value] };
                    self.found.extend(values.into_iter().map(|value| (line, value)));
                }
                Err(_) if self.shape == Shape::Sequence && !text.starts_with('{') => {
                    return Err(Error::syntax("no JSON object or array").on_line(line));
                }
                Err(reason) => return Ok(Some((line, Err(reason)))),
            }
        }
    }
}

/// The postings that an object is or holds: schema.org postings wherever they are; itself, if it has a text; else its longest list.
fn postings_in(value: Value) -> Vec<Value> {
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
    lists_of_objects(&value, 0, &mut lists);
    // Of lists of one length the outermost, which comes first.
    match lists.into_iter().rev().max_by_key(|list| list.len()) {
        Some(list) => list.iter().filter(|item| item.is_object()).cloned().collect(),
        None => vec![value],
    }
}

/// Lists whose items are objects, outer ones first.
fn lists_of_objects<'v>(value: &'v Value, depth: usize, found: &mut Vec<&'v Vec<Value>>) {
    let Value::Object(object) = value else { return };
    for value in object.values() {
        if let Value::Array(items) = value
            && items.first().is_some_and(Value::is_object)
        {
            found.push(items);
        }
    }
    // Lists inside the items are no postings.
    if depth < DEEPEST {
        for value in object.values() {
            lists_of_objects(value, depth + 1, found);
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
}

impl Scanner {
    fn new(stream: Bytes) -> Self {
        Self { bytes: BufReader::with_capacity(1 << 18, stream), line: 1 }
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
            if done {
                return Ok(text);
            }
            if text.len() > LARGEST_OBJECT {
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
        (Ok(value), None) => {
            let (mut marked, mut lists) = (Vec::new(), Vec::new());
            job_postings(&value, 0, &mut marked);
            lists_of_objects(&value, 0, &mut lists);
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
                Ok(Some((line, Ok(value)))) => found.push(format!("{line} {value}")),
                Ok(Some((line, Err(reason)))) => found.push(format!("{line} {reason}")),
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
    fn postings_in_a_page() {
        let page = "<html><script>var a=1;</script><script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"JobPosting\",\"title\":\"T\"}]}</script><script type='application/ld+json; charset=utf-8'>broken</script></html>";
        assert_eq!(in_page(page).len(), 1);
        assert!(in_page("<script").is_empty());
    }
}
