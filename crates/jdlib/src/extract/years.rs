//! Years of experience: overall, and with a skill.

use compact_str::CompactString;

use super::fields::{Fields, Want};
use super::listed::{enumerated, is_experience, is_filler};
use crate::lexicon::{FieldKind, Lexicon, Says, YearWordKind};
use crate::matcher::{Mark, Marks, Scan};
use crate::span::Span;
use crate::terms::{EducationLevel, Section, Years};
use crate::text::Text;

/// More than this is the age of a company. True statements stop near 25 (METHOD: 19,145 rows at 30 were employers' ages).
const CEILING: u32 = 25;

/// Bytes around a number of years in which a word decides what it is.
const WINDOW: usize = 60;
/// Bytes around it in which a word says that it is no experience: "over the last 10 years", "10 years in business".
const VETO_WINDOW: usize = 28;

/// The value of a unit that holds its number: "a year of".
const ONE: &str = "one";

/// Bytes between a bound such as "up to" and the number.
const BOUND: usize = 4;

/// Bytes of a list that years are about: a longer one is no list that a person wrote.
const LIST: usize = 400;

/// Bytes between two statements that are alternatives: "Bachelor and 5 years, or Master and 3".
const ALTERNATIVE: usize = 240;

/// Bytes before a number in which the degree that it goes with stands.
const DEGREE: usize = 90;

/// One statement of years.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) years: Years,
    /// Indices of the mentions that it is about; empty for overall experience.
    pub(super) skills: Vec<usize>,
    /// Number and unit.
    span: Span,
    /// Whether it is welcome only.
    preferred: bool,
    /// The degree that it goes with.
    degree: Option<EducationLevel>,
    /// Whether an "or" joins it to what its sentence says before.
    joined: bool,
}

/// The years that go with each of so many mentions: of several statements the first.
pub(super) fn by_mention(stated: &[Statement], mentions: usize) -> Vec<Option<Years>> {
    let mut years = vec![None; mentions];
    for statement in stated {
        for mention in &statement.skills {
            years[*mention].get_or_insert(statement.years);
        }
    }
    years
}

/// What a posting asks overall: the largest of the overall statements, where one for each of several degrees counts as the smallest of
/// them; else the largest said of a skill, which asks for no less; else that none is needed.
pub(super) fn overall(stated: &[Statement]) -> Years {
    let counts = |statement: &&Statement| !statement.preferred;
    let largest = |statements: Vec<Years>| statements.into_iter().rev().max_by_key(|years| years.min);
    let none = Years { min: Some(0), max: None };
    let overall: Vec<&Statement> = stated
        .iter()
        .filter(counts)
        .filter(|statement| statement.skills.is_empty() && statement.years != none)
        .collect();
    let of_skills = || largest(stated.iter().filter(counts).map(|statement| statement.years).collect());
    largest(alternatives(&overall)).or_else(of_skills).unwrap_or_default()
}

/// Statements with one for each of several degrees joined to the smallest of them.
fn alternatives(overall: &[&Statement]) -> Vec<Years> {
    let mut joined: Vec<(Years, &Statement)> = Vec::new();
    for statement in overall {
        // "3 years, or a master's degree and 1 year": the first alternative may have its degree in another line.
        if let Some((years, last)) = joined.last_mut()
            && statement.degree.is_some()
            && last.degree != statement.degree
            && (last.degree.is_some() || statement.joined)
            && statement.span.start.saturating_sub(last.span.end) <= ALTERNATIVE
        {
            if statement.years.min < years.min {
                *years = statement.years;
            }
            *last = statement;
            continue;
        }
        joined.push((statement.years, statement));
    }
    joined.into_iter().map(|(years, _)| years).collect()
}

pub(super) fn read(fields: &Fields<'_>) -> Vec<Statement> {
    let (text, lexicon, scan) = (fields.text, fields.lexicon, fields.scan);
    let table = &lexicon.inner().words.years;
    let kind = |mark: &Mark| table[mark.index as usize].kind;
    let folded = text.folded();
    let holds_number = |mark: &Mark| table[mark.index as usize].value == ONE;
    let units: Vec<&Mark> = scan.marks.years().iter().filter(|mark| kind(mark) == YearWordKind::Unit).collect();
    let mut found = Vec::new();
    let mut last_end = 0;
    for (at, unit) in units.iter().enumerate() {
        if unit.span.start < last_end {
            continue;
        }
        let sentence = text.sentence_at(unit.span.start);
        let before = &folded[sentence.start.max(last_end).min(unit.span.start)..unit.span.start];
        let (number, whole) = match number_before(before, lexicon) {
            Some((number, taken)) => (number, Span::new(unit.span.start - taken, unit.span.end)),
            // "A year of experience" holds its number.
            None if holds_number(unit) => (Number { min: Some(1), max: None }, unit.span),
            None => match number_behind(folded, unit.span, sentence, lexicon) {
                Some((number, end)) => (number, Span::new(unit.span.start, end)),
                None => continue,
            },
        };
        let floor = last_end;
        last_end = whole.end;
        let near =
            |reach: usize| clamp(folded, sentence, whole.start.saturating_sub(reach), whole.end.saturating_add(reach));
        let marks = |stretch: Span, wanted: YearWordKind| {
            let list = Marks::within(scan.marks.years(), stretch);
            list.iter().filter(move |mark| table[mark.index as usize].kind == wanted && mark.span.end <= stretch.end)
        };
        // A veto that holds the number itself ("4 year degree") or stands beside it; the company anywhere in the sentence.
        let vetoed = marks(near(VETO_WINDOW), YearWordKind::Veto)
            .any(|mark| gap(mark.span, whole) <= VETO_WINDOW / 2 && !(holds_number(unit) && whole.contains(mark.span)))
            || marks(near(LIST), YearWordKind::Company).next().is_some();
        if vetoed || number.min.is_some_and(|min| min > CEILING) {
            continue;
        }
        let months = table[unit.index as usize].value == "month";
        let scale = |value: u32| u8::try_from(if months { value / 12 } else { value }).unwrap_or(u8::MAX);
        let bounds = || marks(near(VETO_WINDOW), YearWordKind::Bound).filter(|mark| mark.span.end <= whole.start);
        // "No less than" is the longer word, and no "less than".
        let up_to = bounds().any(|mark| {
            table[mark.index as usize].value == "up_to"
                && gap(mark.span, whole) <= BOUND
                && !bounds().any(|other| other.span.len() > mark.span.len() && other.span.overlaps(mark.span))
        });
        let mut years = Years { min: number.min.map(scale), max: number.max.map(scale) };
        if up_to && years.max.is_none() {
            years = Years { min: None, max: years.min };
        }
        let next = units[at + 1..].iter().map(|unit| unit.span.start).find(|start| *start >= whole.end);
        let ceiling = next.unwrap_or(usize::MAX);
        let skills = skills_of(folded, lexicon, scan, whole, sentence, ceiling);
        let (degree, smaller) = degree(fields, whole, sentence, floor);
        let section = scan.section_at(whole.start).map(|section| section.section);
        let is_experience = || marks(near(WINDOW), YearWordKind::Experience).next().is_some();
        let counts = match section {
            _ if !skills.is_empty() => true,
            _ if begins_item(text, lexicon, scan, whole) => !months || is_experience(),
            Some(Section::Company | Section::Benefits | Section::Legal) => false,
            // What stands under requirements, goes with a degree or is said of the reader needs no other word.
            Some(Section::Requirements | Section::Preferred) => !months || is_experience(),
            _ => degree.is_some() || is_experience() || (!months && speaks_to_reader(folded, sentence, whole, lexicon)),
        };
        // "A degree or four years of experience": the years stand for the degree, and those that hold one need none.
        if !counts || (skills.is_empty() && stands_for_degree(fields, whole, sentence)) {
            continue;
        }
        let preferred = match fields.want(whole, sentence, floor..ceiling) {
            Want::Needed => false,
            Want::Welcome => true,
            // "No less than five years" denies nothing.
            Want::Not => bounds().next().is_none(),
        };
        if let Some(smaller) = smaller.filter(|smaller| years.min.is_some_and(|min| *smaller < min)) {
            years = Years { min: Some(smaller), max: None };
        }
        let joined = folded[sentence.start.max(floor).min(whole.start)..whole.start].contains(" or ");
        found.push(Statement { years, skills, span: whole, preferred, degree, joined });
        let rest = clamp(folded, sentence, whole.end, ceiling);
        found.extend(marks(rest, YearWordKind::Part).filter_map(|mark| {
            let (years, skills) = part(lexicon, scan, folded, rest, mark.span)?;
            Some(Statement { years, skills, span: mark.span, preferred, degree: None, joined: false })
        }));
    }
    let denied = |mark: &&Mark| match kind(mark) {
        YearWordKind::None => true,
        YearWordKind::Experience => {
            let word = table[mark.index as usize].text.as_str();
            is_experience(word) && is_denied(fields, mark.span)
        }
        _ => false,
    };
    let none = scan.marks.years().iter().filter(denied);
    found.extend(none.map(|mark| Statement {
        years: Years { min: Some(0), max: None },
        skills: Vec::new(),
        span: mark.span,
        preferred: false,
        degree: None,
        joined: false,
    }));
    found
}

/// Whether the sentence speaks to or of the reader before the years: "You spent six years near production".
fn speaks_to_reader(folded: &str, sentence: Span, years: Span, lexicon: &Lexicon) -> bool {
    let readers = &lexicon.inner().words.readers;
    let before = &folded[sentence.start.min(years.start)..years.start];
    before
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| readers.contains(CompactString::from_str_to_lowercase(word).as_str()))
}

/// Whether a line begins with the years, with no word before them but a bound such as "at least": an item of what is asked for.
fn begins_item(text: &Text<'_>, lexicon: &Lexicon, scan: &Scan, years: Span) -> bool {
    let Some(line) = text.line_at(years.start) else { return false };
    let table = &lexicon.inner().words.years;
    let front = Span::new(line.content.start.min(years.start), years.start);
    let bound = Marks::within(scan.marks.years(), front)
        .iter()
        .find(|mark| table[mark.index as usize].kind == YearWordKind::Bound)
        .map_or(front.start, |mark| mark.span.end.min(front.end));
    let free = |from: usize, to: usize| !text.folded()[from..to].contains(char::is_alphanumeric);
    // The line goes on: "- 5 years of product design", not "- 2 years".
    let goes_on = text.folded()[years.end..line.content.end.max(years.end)].contains(char::is_alphabetic);
    goes_on && free(bound, front.end)
}

/// Whether the years stand for the degree before them: nothing but an "or" between a degree and the number.
fn stands_for_degree(fields: &Fields<'_>, years: Span, sentence: Span) -> bool {
    let folded = fields.folded();
    let words = fields.within(Span::new(sentence.start.min(years.start), years.start));
    let last = words.iter().rev().find(|word| matches!(word.kind, FieldKind::Degree(Says::This(_))));
    last.is_some_and(|word| {
        let between = folded[word.span.end.min(years.start)..years.start].trim_end();
        // The conjunction may be set off: "a degree *or* four years".
        let conjunction = between.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        between.len() <= DEGREE
            && conjunction.is_some_and(|word| ["or", "oder", "ou", "o", "of", "lub"].contains(&word))
            && !between.contains([',', ';', '.'])
    })
}

/// Whether a sentence says that experience is not needed, and not that some skill or number of years is not.
fn is_denied(fields: &Fields<'_>, experience: Span) -> bool {
    let sentence = fields.text.sentence_at(experience.start);
    let from = fields.scan.mentions.partition_point(|mention| mention.span.start < sentence.start);
    let names_skill = fields.scan.mentions.get(from).is_some_and(|mention| mention.span.start < sentence.end);
    !names_skill && fields.years_within(sentence).next().is_none() && fields.is_denied(experience, sentence)
}

/// The degree that years go with: the last one before them. Also the number that an earlier degree has without a unit of its own:
/// "Bachelor + 5 or Master + 3 years".
fn degree(fields: &Fields<'_>, years: Span, sentence: Span, floor: usize) -> (Option<EducationLevel>, Option<u8>) {
    let folded = fields.folded();
    let start = sentence.start.max(floor).max(years.start.saturating_sub(DEGREE)).min(years.start);
    let words = fields.within(Span::new(start, years.start));
    let mut degrees = words.iter().rev().filter_map(|word| match word.kind {
        FieldKind::Degree(Says::This(level)) if level != EducationLevel::None => Some((word.span, level)),
        _ => None,
    });
    let Some((last, level)) = degrees.next() else { return (None, None) };
    let earlier = degrees.find_map(|(span, _)| {
        let rest = folded[span.end..last.start.max(span.end)].trim_start();
        let rest = rest.strip_prefix(['+', '&']).or_else(|| rest.strip_prefix("and "))?.trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse::<u8>().ok().filter(|value| u32::from(*value) <= CEILING)
    });
    (Some(level), earlier)
}

/// Bytes between two stretches; none if they touch or overlap.
fn gap(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

fn clamp(text: &str, within: Span, start: usize, end: usize) -> Span {
    let mut start = start.max(within.start);
    let mut end = end.min(within.end);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end.max(start))
}

/// A number of years as written.
struct Number {
    min: Option<u32>,
    max: Option<u32>,
}

/// The number at the end of `before`: "5+", "3-5", "three to five", "five (5)", "5 or more". Also the bytes that it takes.
fn number_before(before: &str, lexicon: &Lexicon) -> Option<(Number, usize)> {
    let mut rest = before.trim_end_matches([' ', '-']);
    let mut open = false;
    for _ in 0..2 {
        let mut from = 0;
        while let Some((head, at)) = without_at_least(rest, from, lexicon) {
            (rest, from, open) = (head.trim_end(), at + 1, true);
        }
    }
    // "five (5) years", "5 (five) years": the brackets repeat the number.
    if let Some(inner) = rest.strip_suffix(')')
        && let Some((head, figure)) = inner.rsplit_once('(')
        && let Some((value, 0)) = value_at_end(figure.trim_end_matches('+'), lexicon)
    {
        let word_start = value_at_end(head.trim_end(), lexicon).map_or(head.len(), |(_, at)| at);
        return Some((Number { min: Some(value), max: None }, before.len() - word_start));
    }
    let (last, at) = value_at_end(rest, lexicon)?;
    let head = rest[..at].trim_end();
    if let Some((first, start)) = lower_side(head, lexicon)
        && first < last
    {
        let max = if open { None } else { Some(last) };
        return Some((Number { min: Some(first), max }, before.len() - start));
    }
    Some((Number { min: Some(last), max: None }, before.len() - at))
}

/// The text before a word such as "plus" or "or more" that ends it and follows a number: the first of the list, from a place on, and its
/// place.
fn without_at_least<'t>(text: &'t str, from: usize, lexicon: &Lexicon) -> Option<(&'t str, usize)> {
    let words = &lexicon.inner().words;
    let candidates = words.at_least_by_end.get(&text.bytes().next_back()?)?;
    candidates.iter().filter(|at| **at >= from).find_map(|at| {
        let head = text.strip_suffix(words.at_least[*at].as_str())?;
        let follows = head.ends_with(|c: char| matches!(c, ' ' | ')' | '+') || c.is_ascii_digit())
            && value_at_end(head.trim_end_matches([' ', ')', '+']), lexicon).is_some();
        follows.then_some((head, *at))
    })
}

/// The lower side of a range whose upper side follows: "3-", "three to", "between 3 and".
fn lower_side(head: &str, lexicon: &Lexicon) -> Option<(u32, usize)> {
    lexicon.inner().words.joints.iter().find_map(|joint| {
        let before = strip_word(head, &joint.text)?.trim_end_matches([' ', '+']);
        let (first, start) = value_at_end(before, lexicon)?;
        // "and" joins the sides of a range only behind "between".
        let opened = joint.value.is_empty() || strip_word(before[..start].trim_end(), &joint.value).is_some();
        opened.then_some((first, start))
    })
}

/// A text without the word at its end, whatever its case. Signs need no space before them.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    let (head, tail) = (text.get(..at)?, text.get(at..)?);
    let whole = !word.starts_with(char::is_alphabetic) || !head.ends_with(char::is_alphabetic);
    (tail.eq_ignore_ascii_case(word) && whole).then_some(head)
}

/// Bytes between a unit and the number of a label: "Years of experience required: 5".
const LABEL: usize = 32;

/// The number behind a unit that is a label, and where it ends: "Years of experience: 5-8", "Experience (years): 3+".
fn number_behind(text: &str, unit: Span, sentence: Span, lexicon: &Lexicon) -> Option<(Number, usize)> {
    let rest = clamp(text, sentence, unit.end, unit.end + LABEL).of(text);
    let colon = rest.find(':')?;
    let is_label = rest[..colon].chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ')' | '('));
    let value = &rest[colon + 1..];
    let start = value.find(|c: char| c.is_ascii_digit())?;
    if !is_label || !value[..start].trim().is_empty() {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(&value[start..]);
    let mut end = start + first;
    let after = &value[end..];
    let joined = after.trim_start_matches([' ', '-']);
    let second = if after.trim_start().starts_with('-') { digits(joined) } else { 0 };
    if second > 0 {
        end = value.len() - joined.len() + second;
    }
    let (number, _) = number_before(&value[..end], lexicon)?;
    Some((number, unit.end + colon + 1 + end))
}

/// The number that ends a text, in figures or words, and where it begins. Of a fraction the whole part.
pub(super) fn value_at_end(text: &str, lexicon: &Lexicon) -> Option<(u32, usize)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let at = text.len() - digits;
        let before = &text[..at];
        if digits == 1
            && let Some(whole) = before.strip_suffix('.')
            && let Some((value, at)) = figure_at_end(whole)
        {
            return Some((value, at));
        }
        return figure_at_end(text);
    }
    let start =
        |text: &str| text.char_indices().rev().find(|(_, c)| !c.is_alphabetic()).map_or(0, |(at, c)| at + c.len_utf8());
    let at = start(text);
    if at == text.len() {
        return None;
    }
    let numbers = &lexicon.inner().words.numbers;
    let number = |from: usize| {
        let word = &text[from..];
        let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let value = if is_small { numbers.get(word) } else { numbers.get(&word.to_lowercase()) };
        Some((*value?, from))
    };
    // "twenty-five" ends in "five".
    let compound = text[..at].strip_suffix(['-', ' ']).map(start).and_then(number);
    compound.or_else(|| number(at))
}

/// The whole number in figures that ends a text, and where it begins.
fn figure_at_end(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let at = text.len() - digits;
    // "1,200", "$90" and "2.55" are no whole years.
    let before = &text[..at];
    let fraction = before.ends_with([',', '.']) && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    // A text that lost its line feeds glues a sentence to the number ("degree.5+ years"): a small letter or a stop may stand before it.
    let glued = fraction || before.ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase() || c == '$');
    if (1..=2).contains(&digits) && !glued { Some((text[at..].parse().ok()?, at)) } else { None }
}

/// The mentions that years are about: a product that they follow and close, right before them, as a label or with the years in a bracket;
/// or right after them with nothing but filler between.
fn skills_of(folded: &str, lexicon: &Lexicon, scan: &Scan, years: Span, sentence: Span, ceiling: usize) -> Vec<usize> {
    let from = scan.mentions.partition_point(|mention| mention.span.start < years.end);
    let before = from.checked_sub(1).filter(|before| {
        let last = scan.mentions[*before].span;
        last.start >= sentence.start && last.end <= years.start
    });
    // What stands between the name, with its version, and the years: "Python 3.11 - 3 years".
    let joint = before.map(|at| {
        let last = &scan.mentions[at];
        let version = lexicon.version_after(last.skill, &folded[last.span.end..]).unwrap_or(0);
        folded.get(last.span.end + version..years.start).unwrap_or_default()
    });
    if let (Some(before), Some(" ")) = (before, joint)
        && lexicon.skill(scan.mentions[before].skill).is_product()
        && closes(&folded[years.end..sentence.end.max(years.end)])
    {
        return vec![before];
    }
    let joint = joint.map(str::trim);
    // "Python (5+ years)", "Python: 5 years", "Python - 3 years".
    if let Some(before) = before.filter(|_| matches!(joint, Some("(" | ":" | "-" | "- (" | "|" | "["))) {
        return vec![before];
    }
    if let Some(next) = scan.mentions.get(from)
        && next.span.end <= sentence.end.min(ceiling)
    {
        let between = &folded[years.end..next.span.start];
        if between.len() <= WINDOW && is_filler(between, lexicon) {
            return enumerated(lexicon, scan, folded, from, between, sentence.end.min(ceiling));
        }
    }
    before.filter(|_| joint == Some(",")).into_iter().collect()
}

/// Whether nothing follows years that they could be about: "Python 5+ years, Java 3+ years", "SQL 2 years of experience."
fn closes(after: &str) -> bool {
    let mut rest = after.trim_start();
    for word in ["of", "experience", "exp"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    rest.chars().next().is_none_or(|next| matches!(next, ',' | ';' | '.' | ')' | '|' | '/' | '\n'))
}

/// Words that end with the number of a part: "of which at least two".
const PART_WORDS: usize = 3;

/// What a part of the years before it is said to be about: "of which two with Vue", "3 of them as an SRE".
fn part(lexicon: &Lexicon, scan: &Scan, folded: &str, rest: Span, word: Span) -> Option<(Years, Vec<usize>)> {
    let ahead = number_before(folded[rest.start..word.start].trim_end(), lexicon);
    let is_ahead = ahead.is_some();
    let (number, end) = match ahead {
        Some((number, _)) => (number, word.end),
        None => number_after(&folded[word.end..rest.end], lexicon).map(|(number, end)| (number, word.end + end))?,
    };
    let first = scan.mentions.partition_point(|mention| mention.span.start < end);
    let mention = scan.mentions.get(first).filter(|mention| mention.span.end <= rest.end)?;
    let between = &folded[end..mention.span.start];
    // "Including 3 Python projects" counts no years: a word such as "with" has to stand between, or "of them".
    let is_bound = is_ahead || between.contains(char::is_alphabetic);
    if !is_bound || between.len() > WINDOW || !is_filler(between, lexicon) || number.min? > CEILING {
        return None;
    }
    let side = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
    let years = Years { min: number.min.map(side), max: number.max.map(side) };
    Some((years, enumerated(lexicon, scan, folded, first, between, rest.end)))
}

/// The number that begins a text, or follows no more than a bound such as "at least", and where it ends.
fn number_after(text: &str, lexicon: &Lexicon) -> Option<(Number, usize)> {
    let mut end = 0;
    for word in text.split_whitespace().take(PART_WORDS) {
        end += text[end..].find(word)? + word.len();
        let Some((number, taken)) = number_before(&text[..end], lexicon) else { continue };
        let bound = CompactString::from_str_to_lowercase(text[..end - taken].trim());
        let is_bound = bound.is_empty() || lexicon.inner().words.at_least.iter().any(|word| *word == bound);
        return is_bound.then_some((number, end));
    }
    None
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    #[test]
    fn versions_are_no_years() {
        let analyzer = crate::Analyzer::builtin();
        for (text, skill, min, max) in [
            ("Experience with Python 3.11 required.", "python", None, None),
            ("Experience with Java 8+ required.", "java", None, None),
            ("Python 5+ years of experience", "python", Some(5), None),
            ("Python 3.11 (5+ years)", "python", Some(5), None),
            ("Java 17 - 5 years", "java", Some(5), None),
            ("Java 8+: 3 years", "java", Some(3), None),
            ("Java 5 - 8 years", "java", Some(5), Some(8)),
            ("4+ years of Python 3.11 and Django 4.2", "django", Some(4), None),
            ("Angular 2+, 3 years of experience with Java 17", "java", Some(3), None),
            ("Angular 2+, 3 years of experience with Java 17", "angular", None, None),
            ("Python 5+ years, Java 3+ years", "python", Some(5), None),
            ("Python 5+ years, Java 3+ years", "java", Some(3), None),
            ("5+ years Python 3+ years Java", "python", Some(5), None),
            ("5+ years Python 3+ years Java", "java", Some(3), None),
            ("Critical thinking 4+ years", "critical-thinking", None, None),
            ("You know Python 4+ years in a bank", "python", None, None),
            (".NET 8 (3 years)", "dotnet", Some(3), None),
            ("C++17, 6 years of experience with Rust 1.78", "rust", Some(6), None),
        ] {
            let analysis = analyzer.analyze(&crate::Posting::new(text));
            let years = analysis.skill(skill).unwrap_or_else(|| panic!("no {skill} in: {text}")).years();
            assert_eq!((years.min, years.max), (min, max), "{skill} in: {text}");
        }
    }
}
