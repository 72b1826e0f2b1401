//! HTML to folded text.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as TagSpan, Tokenizer};
use memchr::memchr;

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

/// Layout by element name. An element that is not listed is inline.
fn layout(name: &[u8]) -> Layout {
    match name {
        b"article" | b"blockquote" | b"body" | b"br" | b"center" | b"dd" | b"div" | b"dl" | b"dt" | b"footer"
        | b"form" | b"header" | b"hr" | b"main" | b"nav" | b"ol" | b"option" | b"p" | b"pre" | b"section"
        | b"select" | b"table" | b"tbody" | b"td" | b"th" | b"tr" | b"ul" => Layout::Block,
        b"li" => Layout::Item,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Layout::Heading,
        b"b" | b"strong" => Layout::Strong,
        b"noscript" | b"script" | b"style" | b"template" => Layout::Hidden,
        _ => Layout::Inline,
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
#[derive(PartialEq)]
struct Markup {
    span: Span,
    layout: Layout,
    opens: bool,
}

/// The tags, comments and declarations of a page, in order. Everything between them is text.
fn markup(source: &str) -> Vec<Markup> {
    plain_tags(source).unwrap_or_else(|| tokenized(source))
}

/// Elements whose content is no markup: only the tokenizer finds their end.
const RAW: [&[u8]; 10] =
    [b"iframe", b"noembed", b"noframes", b"noscript", b"plaintext", b"script", b"style", b"textarea", b"title", b"xmp"];

/// Bytes of the longest element name that layout or reading depends on.
const LONGEST_NAME: usize = 10;

/// The tags of a page that has only well-formed ones, as nearly every posting has: a tenth of the tokenizer's work. None
/// for a page with anything else, which is left to it.
fn plain_tags(source: &str) -> Option<Vec<Markup>> {
    let bytes = source.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / USUAL_STEP + 1);
    let mut at = 0;
    while let Some(step) = memchr(b'<', &bytes[at..]) {
        let start = at + step;
        let opens = bytes.get(start + 1) != Some(&b'/');
        let from = start + if opens { 1 } else { 2 };
        match bytes.get(from) {
            Some(first) if first.is_ascii_alphabetic() => {}
            // A sign: "< 5 ms". After an exclamation mark stands a comment or a declaration.
            Some(first) if opens && !matches!(first, b'!' | b'?') => {
                at = from;
                continue;
            }
            _ => return None,
        }
        let name = &bytes[from..];
        let name = &name[..name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()];
        let mut lower = [0; LONGEST_NAME];
        let element = match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                &*lower
            }
            None => name,
        };
        if RAW.contains(&element) {
            return None;
        }
        let end = from + name.len();
        at = if opens { tag_end(bytes, end)? } else { end + usize::from(bytes.get(end) == Some(&b'>')) };
        if at == end {
            return None;
        }
        found.push(Markup { span: Span::new(start, at), layout: layout(element), opens });
    }
    Some(found)
}

/// Bytes between the tags of most pages: room for the tags is made once.
const USUAL_STEP: usize = 24;

/// Just past the bracket that ends a start tag whose name ends at `at`. None if its attributes are not plain ones with
/// quoted values.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let spaces = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n')).count();
        at += spaces;
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'/' if bytes.get(at + 1) == Some(&b'>') => return Some(at + 2),
            first if spaces > 0 && first.is_ascii_alphabetic() => {}
            _ => return None,
        }
        let is_in_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        at += bytes[at..].iter().take_while(is_in_name).count();
        if bytes.get(at) == Some(&b'=') {
            let quote = *bytes.get(at + 1).filter(|quote| matches!(quote, b'"' | b'\''))?;
            at += 2;
            at += memchr(quote, &bytes[at..])? + 1;
        }
    }
}

/// [`markup`] by the rules of HTML.
fn tokenized(source: &str) -> Vec<Markup> {
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
    for (entity, decoded) in entities(source, (0..source.len()).into()).into_iter().chain([(end, Cow::Borrowed(""))]) {
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
    if range.is_empty() {
        return;
    }
    let mut run = range.start;
    let end = Span::new(range.end, range.end);
    for (entity, decoded) in entities(folder.source(), range).into_iter().chain([(end, Cow::Borrowed(""))]) {
        match breaks {
            Breaks::Lines => folder.copy(Span::new(run, entity.start)),
            Breaks::Spaces => folder.copy_in_one_line(Span::new(run, entity.start)),
        }
        folder.put(entity, &decoded);
        run = entity.end;
    }
}

/// The character references of a stretch, with what they stand for.
fn entities(source: &str, range: Span) -> Vec<(Span, Cow<'static, str>)> {
    let text = range.of(source);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(step) = memchr(b'&', &text.as_bytes()[from..]) {
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
fn decode(text: &str) -> Option<(Cow<'static, str>, usize)> {
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
        return Some((Cow::Borrowed(known), text.len()));
    }
    if let Some(c) = numbered(text) {
        return Some((Cow::Owned(c.to_string()), text.len()));
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
    (!decoded.is_empty()).then(|| (Cow::Owned(decoded), text.len() - letters))
}

/// The character of a complete reference by number. Numbers that stand for another character than their own, and those
/// of none, are left to the tokenizer.
fn numbered(text: &str) -> Option<char> {
    let digits = text.strip_prefix("&#")?.strip_suffix(';')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?).filter(|c| matches!(c, ' '..='~' | '\u{A0}'..='\u{FDCF}'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    use super::*;

    /// What pages are made of, well-formed and not.
    const PIECES: [&str; 44] = [
        "Python",
        " ",
        "\n",
        "\r\n",
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "é",
        "&amp;",
        "<p>",
        "</p>",
        "<P>",
        "</P >",
        "<p ",
        "<br>",
        "<br/>",
        "<br />",
        "</",
        "<!",
        "<?",
        "<!-- <p> -->",
        "<5",
        "<li class=\"a > b\">",
        "<a href='x' id=\"y\">",
        "<a href=x>",
        "<input disabled>",
        "<p a=\"1\"b>",
        "<x-y>",
        "<blockquote>",
        "<blockquotes>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<textarea>",
        "<plaintext>",
        "<template>",
        "<svg>",
        "</h2>",
        "<h2>",
        "\0",
    ];

    proptest! {
        #[test]
        fn plain_tags_are_those_of_the_tokenizer(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)) {
            let source = pieces.concat();
            if let Some(tags) = plain_tags(&source) {
                prop_assert!(tags == tokenized(&source), "{source:?}");
            }
        }

        #[test]
        fn numbers_stand_for_what_the_tokenizer_says(number in 0_u32..0x0011_0001, hexadecimal in prop::bool::ANY) {
            let reference = if hexadecimal { format!("&#x{number:X};") } else { format!("&#{number};") };
            if let Some(c) = numbered(&reference) {
                let strings = Tokenizer::new(reference.as_str()).filter_map(|token| match token {
                    Ok(html5gum::Token::String(string)) => Some(string.value.to_vec()),
                    _ => None,
                });
                prop_assert_eq!(String::from_utf8(strings.collect::<Vec<_>>().concat()).unwrap(), c.to_string());
            }
        }
    }

    #[test]
    fn plain_tags_are_read_without_the_tokenizer() {
        for source in ["<p>Go</p>", "<LI class=\"a > b\">5 < 7<br/></LI>", "<a href='x' disabled >", "a <5 & c", ""] {
            assert!(plain_tags(source).is_some(), "{source}");
        }
        for source in ["<!-- x -->", "<script>1<2</script>", "<p", "<a href=x>", "</ p>", "</p >", "<title>"] {
            assert!(plain_tags(source).is_none(), "{source}");
        }
    }
}
