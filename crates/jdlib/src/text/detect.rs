//! Telling plain text, HTML and Markdown apart.

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
}

pub(super) fn form(source: &str, markup: Markup) -> Form {
    match markup {
        Markup::Plain => Form::Plain,
        Markup::Markdown => Form::Markdown,
        Markup::Html if has_tag(source, "&lt;", "&gt;") && !has_tag(source, "<", ">") => Form::EscapedHtml,
        Markup::Html => Form::Html,
        Markup::Auto => auto(source),
    }
}

fn auto(source: &str) -> Form {
    // Nearly every plain text has none of these three bytes; looking for them costs less than one pass of anything else.
    let has = |wanted: u8| source.as_bytes().contains(&wanted);
    let (angle, ampersand, backslash, star) = (has(b'<'), has(b'&'), has(b'\\'), has(b'*'));
    if angle && has_tag(source, "<", ">") {
        return Form::Html;
    }
    if ampersand && has_tag(source, "&lt;", "&gt;") {
        return Form::EscapedHtml;
    }
    if ((backslash || star) && has_markdown(source)) || has_markdown_heading(source) {
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

/// Whether the text holds a start or end tag of a known element between the given brackets.
fn has_tag(source: &str, open: &str, close: &str) -> bool {
    source.match_indices(open).any(|(at, _)| {
        let rest = &source[at + open.len()..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name_len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..name_len].to_ascii_lowercase();
        let after = rest[name_len..].trim_start();
        // "<a day. Python ->" is a sign; a tag closes at once or has attributes.
        let attributes = || after.find(close).is_some_and(|end| after[..end].contains('='));
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
    source.lines().any(|line| {
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    })
}

/// Whether the text has escapes or strong text that only Markdown writers leave.
fn has_markdown(source: &str) -> bool {
    let escapes = source
        .as_bytes()
        .windows(2)
        .filter(|pair| {
            pair[0] == b'\\'
                && matches!(pair[1], b'-' | b'+' | b'#' | b'&' | b'.' | b'_' | b'*' | b'!' | b'(' | b'[' | b'$' | b'~')
        })
        .count();
    escapes > 0 || has_strong(source)
}

/// Whether some line has a closed `**strong**` run.
fn has_strong(source: &str) -> bool {
    source.lines().any(|line| {
        line.find("**").is_some_and(|open| {
            let rest = &line[open + 2..];
            !rest.starts_with([' ', '*']) && rest.find("**").is_some_and(|close| close > 0)
        })
    })
}

/// Whether the text holds a character reference: text cut from a page.
fn has_entity(source: &str) -> bool {
    source.match_indices('&').any(|(at, _)| {
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
            ("Python &amp; Go", Form::Html),
            ("C\\+\\+ and C\\#", Form::Markdown),
            ("**Requirements**\n\n* Python", Form::Markdown),
            ("# Role\n\nPython", Form::Markdown),
            ("R&D; 5 * 3", Form::Plain),
            ("std::vector<int>", Form::Plain),
            ("<a day. Stack: Python -> production", Form::Plain),
            ("<a href='x'>Python</a>", Form::Html),
        ] {
            assert_eq!(form(source, Markup::Auto), expected, "{source:?}");
        }
    }

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted());
    }
}
