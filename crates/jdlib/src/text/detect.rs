//! Telling plain text, HTML and Markdown apart.

use memchr::{memchr, memchr_iter};

use super::map::OffsetMap;
use crate::span::Span;

/// How a posting text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Markup {
    /// Look and decide, text by text.
    #[default]
    Auto,
    /// No markup; entities are still decoded when the text is full of them.
    Plain,
    /// HTML, also with its tags escaped.
    Html,
    /// `CommonMark`.
    Markdown,
}

impl Markup {
    /// Written names, as in options.
    pub const NAMES: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("plain", Self::Plain), ("html", Self::Html), ("markdown", Self::Markdown)];
}

/// What is to be done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Html,
    /// HTML whose angle brackets are entities themselves.
    EscapedHtml,
    Markdown,
    /// Markdown whose escapes are doubled.
    DoubledMarkdown,
}

pub(super) fn form(source: &str, markup: Markup) -> Form {
    match markup {
        Markup::Plain => Form::Plain,
        Markup::Markdown if escapes(source) == Escapes::Doubled => Form::DoubledMarkdown,
        Markup::Markdown => Form::Markdown,
        Markup::Html if has_escaped_tag(source) && !has_tag(source, "<", ">") => Form::EscapedHtml,
        Markup::Html => Form::Html,
        Markup::Auto => auto(source),
    }
}

fn auto(source: &str) -> Form {
    // Nearly every plain text has none of these bytes; looking for them costs less than one pass of anything else.
    let ampersand = memchr(b'&', source.as_bytes()).is_some();
    if has_tag(source, "<", ">") {
        return Form::Html;
    }
    if ampersand && has_escaped_tag(source) {
        return Form::EscapedHtml;
    }
    match escapes(source) {
        Escapes::Single => return Form::Markdown,
        Escapes::Doubled => return Form::DoubledMarkdown,
        Escapes::None => {}
    }
    if has_strong(source) || has_markdown_heading(source) {
        return Form::Markdown;
    }
    if ampersand && has_entity(source) {
        return Form::Html;
    }
    Form::Plain
}

/// Elements that posting texts are made of. Any other `<word` is more likely a sign: `latency <5 ms`, `vector<int>`.
const ELEMENTS: [&str; 34] = [
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// Whether the text holds a tag whose brackets are escaped, once or twice.
fn has_escaped_tag(source: &str) -> bool {
    has_tag(source, "&lt;", "&gt;") || has_tag(source, "&amp;lt;", "&amp;gt;")
}

/// Whether the text holds a start or end tag of a known element between the given brackets.
fn has_tag(source: &str, open: &str, close: &str) -> bool {
    memchr_iter(open.as_bytes()[0], source.as_bytes()).any(|at| {
        let Some(rest) = source[at..].strip_prefix(open) else { return false };
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name_len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..name_len].to_ascii_lowercase();
        let after = rest[name_len..].trim_start();
        // "<a day. Python ->" is a sign; a tag closes at once or has attributes. It ends before the next one: looking further for each of
        // many that never end would take the square of the time.
        let attributes = || {
            let own = after.find(open).map_or(after, |next| &after[..next]);
            own.find(close).is_some_and(|end| own[..end].contains('='))
        };
        ELEMENTS.binary_search(&name.as_str()).is_ok()
            && (after.starts_with(close) || after.starts_with('/') || attributes())
    })
}

/// Whether a piece of inline HTML is a tag of a known element, or a comment.
pub(super) fn is_tag(html: &str) -> bool {
    html.starts_with("<!--") || has_tag(html, "<", ">")
}

/// Whether a line is a Markdown heading: a `#` and a space at its start.
fn has_markdown_heading(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr_iter(b'#', bytes).any(|at| {
        let starts_line = at == 0 || bytes[at - 1] == b'\n';
        let marks = || bytes[at..].iter().take_while(|byte| **byte == b'#').count();
        starts_line && Some(marks()).is_some_and(|marks| marks <= 6 && bytes.get(at + marks) == Some(&b' '))
    })
}

/// Signs that writers of Markdown put a backslash before.
const ESCAPED: &[u8] = b"-+#&._*!()[]$~<>`=|";

/// How a text escapes its signs.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Escapes {
    #[default]
    None,
    /// `C\\+`: a reader of CSV left each backslash doubled.
    Doubled,
    /// `C\+`.
    Single,
}

/// How the text escapes signs, told from words in which every backslash stands before a sign. A backslash before a
/// letter or at the start of a path is no escape, nor are the others of that word: `C:\_builds\.git`, `\alpha\_1`.
fn escapes(source: &str) -> Escapes {
    let bytes = source.as_bytes();
    let mut found = Escapes::None;
    let mut at = 0;
    while let Some(step) = memchr(b'\\', &bytes[at..]) {
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        let start = bytes[..at + step].iter().rposition(is_space).map_or(0, |space| space + 1);
        at = bytes[at + step..].iter().position(is_space).map_or(bytes.len(), |space| at + step + space);
        found = found.max(escapes_of(&bytes[start..at]));
    }
    found
}

fn escapes_of(bytes: &[u8]) -> Escapes {
    let is_path = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1..].starts_with(b":\\");
    let mut found = Escapes::None;
    let mut at = 0;
    while let Some(step) = memchr(b'\\', &bytes[at..]).filter(|_| !is_path) {
        let start = at + step;
        let run = bytes[start..].iter().take_while(|byte| **byte == b'\\').count();
        at = start + run;
        if !bytes.get(at).is_some_and(|byte| ESCAPED.contains(byte)) {
            return Escapes::None;
        }
        found = found.max(if run == 2 { Escapes::Doubled } else { Escapes::Single });
    }
    found
}

/// Makes one backslash of each doubled one that escapes a sign.
pub(super) fn undouble(source: &str) -> (String, OffsetMap) {
    let mut out = String::with_capacity(source.len());
    let mut map = OffsetMap::default();
    let mut run = 0;
    for (at, _) in source.match_indices("\\\\") {
        let escapes = source.as_bytes().get(at + 2).is_some_and(|byte| ESCAPED.contains(byte));
        if at < run || !escapes {
            continue;
        }
        map.push_same(out.len(), Span::new(run, at));
        out.push_str(&source[run..at]);
        map.push_replaced(out.len(), Span::new(at, at + 2));
        out.push('\\');
        run = at + 2;
    }
    map.push_same(out.len(), Span::new(run, source.len()));
    out.push_str(&source[run..]);
    (out, map)
}

/// Whether some line has a closed `**strong**` run.
fn has_strong(source: &str) -> bool {
    let bytes = source.as_bytes();
    let stars = |from: usize, end: usize| {
        memchr_iter(b'*', &bytes[from..end]).map(move |at| from + at).find(|at| bytes[..end].get(at + 1) == Some(&b'*'))
    };
    let mut at = 0;
    while let Some(open) = stars(at, bytes.len()) {
        let end = memchr(b'\n', &bytes[open..]).map_or(bytes.len(), |feed| open + feed);
        if !matches!(bytes.get(open + 2), Some(b' ' | b'*')) && stars(open + 2, end).is_some() {
            return true;
        }
        at = end;
    }
    false
}

/// Whether the text holds a character reference: text cut from a page.
fn has_entity(source: &str) -> bool {
    memchr_iter(b'&', source.as_bytes()).any(|at| {
        let rest = &source[at + 1..];
        let name = rest.bytes().take(10).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        name > 1 && rest[name..].starts_with(';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        for (source, expected) in [
            ("Python & Go, latency < 5 ms, a<b", Form::Plain),
            ("<p>Python</p>", Form::Html),
            ("Skills:<br>Python", Form::Html),
            ("<div class=\"x\">Python</div>", Form::Html),
            ("&lt;p&gt;Python &amp;amp; Go&lt;/p&gt;", Form::EscapedHtml),
            ("&amp;lt;p&amp;gt;Python&amp;lt;/p&amp;gt;", Form::EscapedHtml),
            ("Python &amp; Go", Form::Html),
            ("C\\+\\+ and C\\#", Form::Markdown),
            ("**Requirements**\n\n* Python", Form::Markdown),
            ("# Role\n\nPython", Form::Markdown),
            ("R&D; 5 * 3", Form::Plain),
            ("std::vector<int>", Form::Plain),
            ("<a day. Stack: Python -> production", Form::Plain),
            ("<a href='x'>Python</a>", Form::Html),
            ("snake\\_case", Form::Markdown),
            ("5 \\* 3", Form::Markdown),
            ("C\\\\+\\\\+", Form::DoubledMarkdown),
            ("C:\\_builds\\.git on \\\\files\\_team", Form::Plain),
            ("$\\alpha\\_1$, \\frac{1}{2}, \\d+\\.\\d+", Form::Plain),
        ] {
            assert_eq!(form(source, Markup::Auto), expected, "{source:?}");
        }
    }

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted());
    }
}
