//! Markdown to folded text. Tables stay as they are written: a row is a line, and bars part the items of an
//! enumeration.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::detect;
use super::fold::Folder;
use super::map::OffsetMap;
use crate::span::Span;

/// Folds a Markdown document. Line breaks inside a paragraph stay: scraped texts mean them.
pub(super) fn fold(source: &str) -> (String, OffsetMap, Vec<usize>) {
    let mut folder = Folder::new(source);
    // Where a strong run that began its line started in the folded text, then whether it still is all of that line.
    let mut strong: Option<usize> = None;
    let mut closed: Option<usize> = None;
    for (event, range) in Parser::new(source).into_offset_iter() {
        let range = Span::from(range);
        if let Some(start) = closed.take() {
            let rest_is_colon = matches!(&event, Event::Text(text) if text.trim() == ":");
            if rest_is_colon || ends_line(&event) {
                folder.heading_was(start);
            }
        }
        match event {
            Event::Text(text) | Event::Code(text) => {
                let inner = inner(source, range, &text);
                if inner.of(source) == &*text {
                    folder.copy(inner);
                } else {
                    folder.put(range, &text);
                }
            }
            Event::Start(Tag::Item) => folder.bullet(range.start),
            Event::Start(Tag::Heading { .. }) => folder.heading(range.start),
            Event::Start(Tag::Strong) => strong = folder.at_line_start().then(|| folder.len()),
            Event::End(TagEnd::Strong) => closed = strong.take(),
            Event::SoftBreak | Event::HardBreak | Event::Rule => folder.break_line(range.start),
            Event::Html(html) | Event::InlineHtml(html) if html.starts_with("<br") => folder.break_line(range.start),
            // Converters leave no tags behind: `std::vector<float>` is a word.
            Event::InlineHtml(html) if !detect::is_tag(&html) => folder.copy(range),
            Event::Html(html) => {
                outside_tags(&html, |from, to| folder.copy(Span::new(range.start + from, range.start + to)));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                folder.break_line(range.end);
            }
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_)) if !folder.at_line_start() => {
                folder.break_line(range.start);
            }
            _ => {}
        }
    }
    if let Some(start) = closed {
        folder.heading_was(start);
    }
    folder.finish()
}

/// Hands on the stretches of raw HTML that are no tags: `<details>` may hold the requirements.
fn outside_tags(html: &str, mut copy: impl FnMut(usize, usize)) {
    let mut at = 0;
    while let Some(open) = html[at..].find('<') {
        copy(at, at + open);
        at = html[at + open..].find('>').map_or(html.len(), |close| at + open + close + 1);
    }
    copy(at, html.len());
}

fn ends_line(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_))
    )
}

/// The bytes of `text` inside its event, which may carry back-ticks around it.
fn inner(source: &str, range: Span, text: &str) -> Span {
    let whole = range.of(source);
    match if whole.starts_with(text) { Some(0) } else { whole.find(text) } {
        Some(at) => Span::new(range.start + at, range.start + at + text.len()),
        None => range,
    }
}
