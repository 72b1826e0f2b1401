//! The skills that one statement is about: which words may stand before the first, and how far their list goes.

use compact_str::CompactString;

use crate::lexicon::{Lexicon, ListWord};
use crate::matcher::Scan;
use crate::span::Span;

/// Experience itself, of the words for it.
const STEMS: [&str; 6] = ["experience", "erfahrung", "exp\u{e9}rience", "experiencia", "ervaring", "do\u{15b}wiadcz"];

/// Words between the years and "experience" that say what kind: "5 years of customer facing experience with Excel".
const ATTRIBUTES: usize = 2;

/// Whether what stands between years and a skill leaves the years with the skill: words that say nothing of their own, those that describe
/// the experience, and an alternative that has no entry ("in software or platform engineering").
pub(super) fn is_filler(between: &str, lexicon: &Lexicon) -> bool {
    if between.contains([';', ':', '.', '!', '?']) {
        return false;
    }
    let words = &lexicon.inner().words;
    let (mut rest, mut unknown, mut experience) = (between, 0, false);
    while let Some(start) = rest.find(char::is_alphabetic) {
        // "5 years of experience, Python": the years are done. "5 years in audit, risk or security": so are three things of which two
        // are unknown.
        if (experience || unknown > 0) && rest[..start].contains(',') {
            return false;
        }
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = CompactString::from_str_to_lowercase(&rest[..end]);
        rest = &rest[end..];
        experience = is_experience(&word);
        if experience && unknown <= ATTRIBUTES || unknown == 1 && words.lists.get(word.as_str()) == Some(&ListWord::Or)
        {
            unknown = 0;
        } else if unknown > 0 || !words.fillers.contains(word.as_str()) {
            unknown += 1;
        }
    }
    unknown == 0 && !(experience && rest.contains(','))
}

/// Whether a small word is one for experience: "Berufserfahrung".
pub(super) fn is_experience(word: &str) -> bool {
    STEMS.iter().any(|stem| word.contains(stem))
}

/// What stands between two skills.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// They are one item: "Java with Spring".
    Item,
    Comma,
    /// A slash binds two names as one item of a list.
    Slash,
    And,
    Or,
    /// ", and" ends a list of three, or begins something else.
    CommaAnd,
    CommaOr,
}

/// How the text between two skills links them; none if it says something of its own. `lead` is the word before the first skill, which may be
/// said again: "with Java and with Go".
fn link(between: &str, lead: &str, lexicon: &Lexicon) -> Option<Link> {
    let words = &lexicon.inner().words;
    let mut link = Link::Item;
    let (mut experience, mut noun) = (false, false);
    let mut rest = between;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            _ if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let word = CompactString::from_str_to_lowercase(&rest[..end]);
        rest = &rest[end..];
        link = match (link, words.lists.get(word.as_str())) {
            _ if word == " " => link,
            (Link::Item, _) if word == "," && !experience => Link::Comma,
            (Link::Item, _) if word == "/" && !experience => Link::Slash,
            // "and/or".
            (Link::And, _) if word == "/" => Link::And,
            (Link::Item | Link::Slash, Some(ListWord::And)) if !experience => Link::And,
            (Link::Item | Link::Slash | Link::And, Some(ListWord::Or)) if !experience => Link::Or,
            (Link::Comma, Some(ListWord::And)) => Link::CommaAnd,
            (Link::Comma | Link::CommaAnd, Some(ListWord::Or)) => Link::CommaOr,
            // "Java development and Go", but not "Java and knowledge of Go".
            (Link::Item, None) if words.fillers.contains(word.as_str()) => {
                experience |= is_experience(&word);
                Link::Item
            }
            // The noun of a name: "SQL queries, Python scripts and dbt models".
            (Link::Item, None) if first.is_alphabetic() && !noun => {
                noun = true;
                Link::Item
            }
            (Link::Item, _) => return None,
            _ if word.eq_ignore_ascii_case(lead) => link,
            _ => return None,
        };
    }
    // Without a joint the noun is no end of an item.
    (!noun || link != Link::Item).then_some(link)
}

/// Whether a list goes on to an end that has no entry: "or a related field", "etc.".
fn closes_list(rest: &str, lexicon: &Lexicon) -> bool {
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = CompactString::from_str_to_lowercase(&rest[..end]);
    word == "etc" || lexicon.inner().words.lists.get(word.as_str()) == Some(&ListWord::Or)
}

/// The mentions of the enumeration that the first one opens. Commas alone make none, for they may part the items of a line: "5 years of Java,
/// Docker, Git" says nothing of Docker. "Java, Docker and Git" is one.
pub(super) fn enumerated(
    lexicon: &Lexicon,
    scan: &Scan,
    folded: &str,
    first: usize,
    before: &str,
    end: usize,
) -> Vec<usize> {
    let lead = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // Behind the last mention that is known to belong to the list, and behind the last that may.
    let (mut kept, mut reached) = (first + 1, first + 1);
    let (mut open, mut done) = (false, false);
    let mut last = scan.mentions[first].span;
    for (at, mention) in scan.mentions.iter().enumerate().skip(first + 1) {
        if mention.span.end > end {
            break;
        }
        let previous = &scan.mentions[at - 1];
        // A name inside another one.
        if mention.span.start < last.end {
            last.end = last.end.max(mention.span.end);
            kept = if kept == at { at + 1 } else { kept };
            reached = at + 1;
            continue;
        }
        let rest = &folded[last.end..mention.span.start];
        // "Machine learning (ML)" names it twice.
        if previous.skill == mention.skill && rest.trim() == "(" {
            let bracket = folded[mention.span.end..end].starts_with(')');
            last = Span::new(last.start, mention.span.end + usize::from(bracket));
            kept = if kept == at { at + 1 } else { kept };
            reached = at + 1;
            continue;
        }
        let version = lexicon.version_after(previous.skill, &folded[last.end..]).unwrap_or(0);
        let Some(link) = folded.get(last.end + version..mention.span.start).and_then(|rest| link(rest, lead, lexicon))
        else {
            break;
        };
        match link {
            // What belongs to an item that is not yet known to belong to the list waits with it.
            Link::Item | Link::Slash if kept < at => {}
            Link::Item | Link::Slash => kept = at + 1,
            Link::Comma if done => break,
            Link::Comma => open = true,
            Link::CommaAnd if !open => break,
            Link::And | Link::Or | Link::CommaAnd | Link::CommaOr => {
                kept = at + 1;
                done = true;
            }
        }
        last = mention.span;
        reached = at + 1;
    }
    if kept < reached && closes_list(&folded[last.end..end], lexicon) {
        kept = reached;
    }
    (first..kept).collect()
}
