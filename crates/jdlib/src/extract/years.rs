//! Years of experience: overall, and with a skill.

use crate::lexicon::{Lexicon, YearWordKind};
use crate::matcher::{Mark, Marks, Scan};
use crate::span::Span;
use crate::terms::Years;
use crate::text::Text;

/// More than this is the age of a company. True statements stop near 25 (METHOD: 19,145 rows at 30 were employers' ages).
const CEILING: u32 = 25;

/// Bytes around a number of years in which a word decides what it is.
const WINDOW: usize = 60;
/// Bytes around it in which a word says that it is no experience: "over the last 10 years", "10 years in business".
const VETO_WINDOW: usize = 28;

/// Bytes of a list that years are about: a longer one is no list that a person wrote.
const LIST: usize = 400;

/// Words that may stand between years and the skill that they are about. Any other word makes the years overall.
const FILLERS: [&str; 46] = [
    "a",
    "an",
    "and",
    "building",
    "coding",
    "commercial",
    "demonstrated",
    "designing",
    "developing",
    "development",
    "direct",
    "exp",
    "experience",
    "experienced",
    "expertise",
    "extensive",
    "hands",
    "in",
    "industry",
    "knowledge",
    "more",
    "of",
    "on",
    "or",
    "plus",
    "practical",
    "prior",
    "production",
    "professional",
    "proficiency",
    "programming",
    "progressive",
    "proven",
    "recent",
    "relevant",
    "s",
    "scripting",
    "solid",
    "strong",
    "the",
    "to",
    "use",
    "using",
    "with",
    "work",
    "working",
];

/// One statement of years.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) years: Years,
    /// Indices of the mentions that it is about; empty for overall experience.
    pub(super) skills: Vec<usize>,
}

/// What posting asks overall: the largest of the overall statements, else the largest said of a skill, which asks for no less.
pub(super) fn overall(stated: &[Statement]) -> Years {
    let overall =
        stated.iter().filter(|statement| statement.skills.is_empty()).max_by_key(|statement| statement.years.min);
    let of_skills = stated.iter().max_by_key(|statement| statement.years.min);
    overall.or(of_skills).map_or(Years::default(), |statement| statement.years)
}

pub(super) fn read(text: &Text<'_>, lexicon: &Lexicon, scan: &Scan) -> Vec<Statement> {
    let table = &lexicon.inner().words.years;
    let kind = |mark: &Mark| table[mark.index as usize].kind;
    let folded = text.folded();
    let mut found = Vec::new();
    let mut last_end = 0;
    for unit in scan.marks.years.iter().filter(|mark| kind(mark) == YearWordKind::Unit) {
        if unit.span.start < last_end {
            continue;
        }
        let sentence = text.sentence_at(unit.span.start);
        let before = &folded[sentence.start.max(last_end).min(unit.span.start)..unit.span.start];
        let Some((number, taken)) = number_before(before, lexicon) else { continue };
        let begin = unit.span.start - taken;
        last_end = unit.span.end;
        let near = |reach: usize| clamp(folded, sentence, begin.saturating_sub(reach), unit.span.end + reach);
        let marks = |stretch: Span, wanted: YearWordKind| {
            let list = Marks::within(&scan.marks.years, stretch);
            list.iter().filter(move |mark| table[mark.index as usize].kind == wanted && mark.span.end <= stretch.end)
        };
        let whole = Span::new(begin, unit.span.end);
        // A veto that holds the number itself ("4 year degree") or stands beside it.
        let vetoed = marks(near(VETO_WINDOW), YearWordKind::Veto).any(|mark| gap(mark.span, whole) <= VETO_WINDOW / 2);
        if vetoed || number.min.is_some_and(|min| min > CEILING) {
            continue;
        }
        let months = table[unit.index as usize].value == "month";
        let scale = |value: u32| u8::try_from(if months { value / 12 } else { value }).unwrap_or(u8::MAX);
        let up_to = marks(near(12), YearWordKind::Bound)
            .any(|mark| table[mark.index as usize].value == "up_to" && mark.span.end <= begin);
        let mut years = Years { min: number.min.map(scale), max: number.max.map(scale) };
        if up_to && years.max.is_none() {
            years = Years { min: None, max: years.min };
        }
        let skills = skills_of(text, lexicon, scan, whole, sentence);
        let is_experience = marks(near(WINDOW), YearWordKind::Experience).next().is_some();
        if is_experience || !skills.is_empty() {
            found.push(Statement { years, skills });
        }
    }
    found
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
    for suffix in ["+", "plus", "or more", "or greater"] {
        if let Some(head) = rest.strip_suffix(suffix) {
            rest = head.trim_end();
            open = true;
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
    for joint in ["-", " to", "bis", "/"] {
        let Some(head) = head.strip_suffix(joint) else { continue };
        let head = head.trim_end_matches([' ', '+']);
        if let Some((first, start)) = value_at_end(head, lexicon)
            && first < last
        {
            let max = if open { None } else { Some(last) };
            return Some((Number { min: Some(first), max }, before.len() - start));
        }
    }
    Some((Number { min: Some(last), max: None }, before.len() - at))
}

/// The number that ends a text, in figures or words, and where it begins.
fn value_at_end(text: &str, lexicon: &Lexicon) -> Option<(u32, usize)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let at = text.len() - digits;
        // "1,200", "$90" and "2.5" are no whole years.
        let before = &text[..at];
        let fraction =
            before.ends_with([',', '.']) && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
        // A text that lost its line feeds glues a sentence to the number ("degree.5+ years"): a small letter or a stop may stand before it.
        let glued = fraction || before.ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase() || c == '$');
        return if digits <= 2 && !glued { Some((text[at..].parse().ok()?, at)) } else { None };
    }
    let at = text.char_indices().rev().find(|(_, c)| !c.is_alphabetic()).map_or(0, |(at, c)| at + c.len_utf8());
    let word = text[at..].to_lowercase();
    let table = &lexicon.inner().words.years;
    let number = table.iter().find(|entry| entry.kind == YearWordKind::Number && entry.text == word)?;
    Some((number.value.parse().ok()?, at))
}

/// The mentions that years are about: a product that they follow and close, what stands right after them with nothing but filler
/// between, or what stands right before them.
fn skills_of(text: &Text<'_>, lexicon: &Lexicon, scan: &Scan, years: Span, sentence: Span) -> Vec<usize> {
    let folded = text.folded();
    let from = scan.mentions.partition_point(|mention| mention.span.start < years.end);
    let before = from.checked_sub(1).filter(|at| {
        let span = scan.mentions[*at].span;
        span.start >= sentence.start && span.end <= years.start
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
    if let Some(next) = scan.mentions.get(from).filter(|mention| mention.span.end <= sentence.end) {
        let between = &folded[years.end..next.span.start];
        if between.len() <= WINDOW && is_filler(between) {
            return siblings(text, scan, from, sentence);
        }
    }
    // "Python (5+ years)", "Python: 5 years".
    match (before, joint.map(str::trim)) {
        (Some(before), Some("(" | ":" | "-" | "," | "- (" | "|")) => vec![before],
        _ => Vec::new(),
    }
}

/// Whether nothing follows years that they could be about: "Python 5+ years, Java 3+ years", "SQL 2 years of experience."
fn closes(after: &str) -> bool {
    let mut rest = after.trim_start();
    for word in ["of", "experience", "exp"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    rest.chars().next().is_none_or(|next| matches!(next, ',' | ';' | '.' | ')' | '|' | '/' | '\n'))
}

fn is_filler(between: &str) -> bool {
    if between.contains([';', ':', '.', '!', '?']) {
        return false;
    }
    let words = between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| FILLERS.binary_search(&word.to_lowercase().as_str()).is_ok())
}

/// The mentions of the enumeration that the first one opens.
fn siblings(text: &Text<'_>, scan: &Scan, first: usize, sentence: Span) -> Vec<usize> {
    let lead = scan.mentions[first].span;
    let lists = text.enumerations(clamp(text.folded(), sentence, lead.start, lead.end + LIST));
    let list = lists.iter().find(|list| list.items.iter().any(|item| item.overlaps(lead)));
    let inside = |at: &usize| {
        let span = scan.mentions[*at].span;
        list.is_some_and(|list| list.items.iter().any(|item| item.contains(span)) && span.end <= list.span().end)
    };
    let others = (first + 1..scan.mentions.len()).take_while(inside);
    std::iter::once(first).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::FILLERS;

    #[test]
    fn fillers_are_sorted() {
        assert!(FILLERS.is_sorted());
    }

    #[cfg(feature = "builtin")]
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
