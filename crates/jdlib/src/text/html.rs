//! HTML to folded text.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as TagSpan, Tokenizer};

use super::fold::Folder;
use super::map::OffsetMap;
use crate::span::Span;

/// What a tag does to the line it stands in.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// Ends the line.
    Block,
    /// Ends the line and begins a bulleted one.
    Item,
    /// Ends the line; the next one is a heading.
    Heading,
    /// A heading if it makes up the whole line.
    Strong,
    /// Its content is not text.
    Hidden,
    /// Nothing.
    Inline,
}

/// Layout by element name, sorted by name. An element that is not listed is inline.
const LAYOUT: [(&str, Layout); 40] = [
    ("article", Layout::Block),
    ("b", Layout::Strong),
    ("blockquote", Layout::Block),
    ("body", Layout::Block),
    ("br", Layout::Block),
    ("center", Layout::Block),
    ("dd", Layout::Block),
    ("div", Layout::Block),
    ("dl", Layout::Block),
    ("dt", Layout::Block),
    ("footer", Layout::Block),
    ("form", Layout::Block),
    ("h1", Layout::Heading),
    ("h2", Layout::Heading),
    ("h3", Layout::Heading),
    ("h4", Layout::Heading),
    ("h5", Layout::Heading),
    ("h6", Layout::Heading),
    ("header", Layout::Block),
    ("hr", Layout::Block),
    ("li", Layout::Item),
    ("main", Layout::Block),
    ("nav", Layout::Block),
    ("noscript", Layout::Hidden),
    ("ol", Layout::Block),
    ("option", Layout::Block),
    ("p", Layout::Block),
    ("pre", Layout::Block),
    ("script", Layout::Hidden),
    ("section", Layout::Block),
    ("select", Layout::Block),
    ("strong", Layout::Strong),
    ("style", Layout::Hidden),
    ("table", Layout::Block),
    ("tbody", Layout::Block),
    ("td", Layout::Block),
    ("template", Layout::Hidden),
    ("th", Layout::Block),
    ("tr", Layout::Block),
    ("ul", Layout::Block),
];

fn layout(name: &[u8]) -> Layout {
    let Ok(name) = std::str::from_utf8(name) else {
        return Layout::Inline;
    };
    match LAYOUT.binary_search_by_key(&name, |(element, _)| element) {
        Ok(at) => LAYOUT[at].1,
        Err(_) => Layout::Inline,
    }
}

/// What a line feed of the source means.
#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    /// A line ends: the text has few tags and lays itself out.
    Lines,
    /// A space, as in HTML proper.
    Spaces,
}

/// A piece of markup and the bytes that it takes.
struct Markup {
    span: Span,
    layout: Layout,
    opens: bool,
}

/// The tags, comments and declarations of a page, in order. Everything between them is text.
fn markup(source: &str) -> Vec<Markup> {
    let mut found: Vec<Markup> = Vec::new();
    let mut open: Option<(usize, Layout)> = None;
    let emitter: CallbackEmitter<_, Infallible, usize> =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: TagSpan<usize>| {
            let whole = Span::new(span.start.min(source.len()), span.end.min(source.len()));
            match event {
                CallbackEvent::OpenStartTag { name } => open = Some((whole.start, layout(name))),
                CallbackEvent::CloseStartTag { .. } => {
                    if let Some((start, layout)) = open.take() {
                        found.push(Markup { span: Span::new(start, whole.end), layout, opens: true });
                    }
                }
                CallbackEvent::EndTag { name } => {
                    found.push(Markup { span: whole, layout: layout(name), opens: false });
                }
                CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                    found.push(Markup { span: whole, layout: Layout::Inline, opens: true });
                }
                _ => {}
            }
            None::<Infallible>
        });
    let mut emitter = emitter;
    emitter.naively_switch_states(true);
    // Reading a string cannot fail, and the emitter hands out no tokens.
    if let Some(token) = Tokenizer::new_with_emitter(source, emitter).next() {
        match token {
            Ok(never) => match never {},
            Err(never) => match never {},
        }
    }
    found.retain(|tag| {
        source.is_char_boundary(tag.span.start)
            && source.is_char_boundary(tag.span.end)
            && tag.span.start <= tag.span.end
    });
    found
}

/// Folds a page or a fragment of one.
pub(super) fn fold(source: &str) -> (String, OffsetMap, Vec<usize>) {
    let mut folder = Folder::new(source);
    let mut at = 0;
    let mut hidden = false;
    // Where a strong run that began its line started, in the folded text.
    let mut strong: Option<usize> = None;
    let tags = markup(source);
    let lays_out = |tag: &Markup| matches!(tag.layout, Layout::Block | Layout::Item | Layout::Heading);
    let breaks = if tags.iter().any(lays_out) { Breaks::Spaces } else { Breaks::Lines };
    for tag in tags {
        if tag.span.start < at {
            continue;
        }
        if !hidden {
            text(&mut folder, Span::new(at, tag.span.start), breaks);
        }
        at = tag.span.end;
        match (tag.layout, tag.opens) {
            (Layout::Hidden, opens) => hidden = opens,
            (Layout::Block, _) | (Layout::Item | Layout::Heading, false) => folder.break_line(tag.span.start),
            (Layout::Item, true) => folder.bullet(tag.span.start),
            (Layout::Heading, true) => folder.heading(tag.span.start),
            (Layout::Strong, true) => strong = folder.at_line_start().then(|| folder.len()),
            (Layout::Strong, false) => {
                // A heading if nothing but a tag or the end follows on this line.
                let ends_line = source[at..].trim_start().is_empty()
                    || source[at..].trim_start_matches([' ', ':']).starts_with('<');
                if let Some(start) = strong.take()
                    && ends_line
                    && !folder.since(start).trim().is_empty()
                {
                    folder.heading_was(start);
                }
            }
            (Layout::Inline, _) => {}
        }
    }
    if !hidden {
        text(&mut folder, Span::new(at, source.len()), breaks);
    }
    folder.finish()
}

/// Decodes character references and changes nothing else.
pub(super) fn unescape(source: &str) -> (String, OffsetMap) {
    let mut out = String::with_capacity(source.len());
    let mut map = OffsetMap::default();
    let mut run = 0;
    let end = Span::new(source.len(), source.len());
    for (entity, decoded) in entities(source, (0..source.len()).into()).into_iter().chain([(end, String::new())]) {
        if run < entity.start {
            map.push_same(out.len(), Span::new(run, entity.start));
            out.push_str(&source[run..entity.start]);
        }
        if !decoded.is_empty() {
            map.push_replaced(out.len(), entity);
            out.push_str(&decoded);
        }
        run = entity.end;
    }
    (out, map)
}

/// Folds a stretch of text between tags.
fn text(folder: &mut Folder<'_>, range: Span, breaks: Breaks) {
    let mut run = range.start;
    let end = Span::new(range.end, range.end);
    for (entity, decoded) in entities(folder.source(), range).into_iter().chain([(end, String::new())]) {
        match breaks {
            Breaks::Lines => folder.copy(Span::new(run, entity.start)),
            Breaks::Spaces => folder.copy_in_one_line(Span::new(run, entity.start)),
        }
        folder.put(entity, &decoded);
        run = entity.end;
    }
}

/// The character references of a stretch, with what they stand for.
fn entities(source: &str, range: Span) -> Vec<(Span, String)> {
    let text = range.of(source);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(step) = text[from..].find('&') {
        let at = from + step;
        let rest = &text[at + 1..];
        let name = rest.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        from = at + 1;
        if name < 2 {
            continue;
        }
        let end = at + 1 + name + usize::from(rest[name..].starts_with(';'));
        if let Some((mut decoded, mut used)) = decode(&text[at..end]) {
            // Escaped twice: the decoded ampersand begins a reference of its own.
            let inner = &text[at + used..];
            let name = inner.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
            if decoded == "&"
                && name > 1
                && inner[name..].starts_with(';')
                && let Some((twice, _)) = decode(&format!("&{}", &inner[..=name]))
            {
                decoded = twice;
                used += name + 1;
            }
            found.push((Span::new(range.start + at, range.start + at + used), decoded));
            from = at + used;
        }
    }
    found
}

/// Decodes one reference at the start of `text`: what it stands for and how many bytes it takes.
fn decode(text: &str) -> Option<(String, usize)> {
    let known = match text {
        "&amp;" => Some("&"),
        "&lt;" => Some("<"),
        "&gt;" => Some(">"),
        "&quot;" => Some("\""),
        "&nbsp;" => Some("\u{A0}"),
        "&#39;" | "&apos;" => Some("'"),
        _ => None,
    };
    if let Some(known) = known {
        return Some((known.to_owned(), text.len()));
    }
    // The tokenizer owns the table of the two thousand names and the rules for those without a semicolon.
    let mut decoded = String::new();
    for token in Tokenizer::new(text) {
        if let Ok(html5gum::Token::String(string)) = token {
            decoded.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    if decoded.starts_with('&') && decoded.len() == text.len() {
        return None;
    }
    // A name without its semicolon may end before the letters do ("&ampgo"): those letters stay text.
    let kept = decoded.bytes().rev().zip(text.bytes().rev()).take_while(|(a, b)| a == b && *b != b';').count();
    let letters = if text.ends_with(';') { 0 } else { kept };
    decoded.truncate(decoded.len() - letters);
    (!decoded.is_empty()).then(|| (decoded, text.len() - letters))
}
