//! Education: the lowest level that is enough.

use super::fields::{Fields, Want, Word};
use crate::lexicon::{FieldKind, Says};
use crate::span::Span;
use crate::terms::{Education, EducationLevel, Section};

/// Bytes between two levels that are alternatives: "Bachelor's or Master's", "BS, MS or a doctorate".
const ALTERNATIVE: usize = 40;
/// Bytes behind a level within which years may stand for it: "or 4 years of relevant experience".
const INSTEAD: usize = 160;

/// Levels that are alternatives to each other.
struct Group {
    /// From the first to the last word.
    span: Span,
    lowest: EducationLevel,
    sentence: Span,
    /// Whether it stands where nothing is asked for.
    aside: bool,
    negated: bool,
    /// Whether no level is said: it counts only where it is refused.
    vague: bool,
}

/// Of what is needed the lowest level; else of what is welcome. A degree that is said not to be needed is level `none`.
pub(super) fn read(fields: &Fields<'_>, language: Option<&str>) -> Option<Education> {
    let or = joints(language);
    let groups = groups(fields, &or);
    let mut best: Option<Education> = None;
    // The level of a degree that is said not to be needed.
    let mut refused: Option<EducationLevel> = None;
    for (at, group) in groups.iter().enumerate() {
        let floor = at.checked_sub(1).map_or(0, |before| groups[before].span.end);
        let ceiling = groups.get(at + 1).map_or(usize::MAX, |next| next.span.start);
        // "Preferred but not required" denies no more than the need.
        let want = match fields.want(group.span, group.sentence, floor..ceiling) {
            Want::Welcome if group.negated && !is_welcome(fields, group, ceiling) => Want::Not,
            Want::Needed if group.negated => Want::Not,
            want => want,
        };
        if want != Want::Not && (group.aside || group.vague) {
            continue;
        }
        let found = match (want, group.lowest) {
            (_, EducationLevel::None) => {
                refused = refused.max(Some(EducationLevel::Bachelor));
                continue;
            }
            // "A PhD is not required" leaves open what is.
            (Want::Not, EducationLevel::Master | EducationLevel::Phd) => continue,
            (Want::Not, level) => {
                refused = refused.max(Some(level));
                continue;
            }
            (want, level) => {
                let or_experience = is_replaceable(fields, group, ceiling, &or);
                Education { level, required: want == Want::Needed, or_experience }
            }
        };
        let better = best.is_none_or(|best| rank(found) < rank(best));
        if better {
            best = Some(found);
        } else if let Some(best) = best.as_mut().filter(|best| rank(**best) == rank(found)) {
            best.or_experience |= found.or_experience;
        }
    }
    match refused {
        // "A trade is needed, a degree is not": what is lower than the refused one stands.
        Some(refused) if best.is_none_or(|best| !best.required || best.level >= refused) => Some(none()),
        _ => best,
    }
}

/// What needs no degree beats what needs one, that beats what welcomes one; then the lower level.
fn rank(education: Education) -> (bool, EducationLevel) {
    (education.level != EducationLevel::None && !education.required, education.level)
}

fn none() -> Education {
    Education { level: EducationLevel::None, required: false, or_experience: false }
}

/// Whether words behind the degree welcome it.
fn is_welcome(fields: &Fields<'_>, group: &Group, ceiling: usize) -> bool {
    let end = group.sentence.end.min(ceiling).max(group.span.end);
    fields.is_welcome_within(Span::new(group.span.end, end))
}

fn groups(fields: &Fields<'_>, or: &[&str]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for word in fields.all() {
        let (level, vague) = match word.kind {
            FieldKind::Degree(Says::This(level)) => (level, false),
            FieldKind::Diploma(_) => (EducationLevel::Bachelor, true),
            _ => continue,
        };
        let sentence = fields.sentence(word);
        if is_unasked(fields, word, sentence) || (vague && is_part_of_degree(fields, word)) {
            continue;
        }
        // "Master's degree in": the second word says no more than the first.
        if let Some(last) = groups.last_mut()
            && !vague
            && is_same(fields.folded(), last.span, word.span)
        {
            last.span.end = word.span.end;
            continue;
        }
        if let Some(last) = groups.last_mut()
            && last.sentence == sentence
            && !last.vague
            && !vague
            && is_alternative(&fields.folded()[last.span.end..word.span.start.max(last.span.end)], or)
            && !is_welcome_in_bracket(fields, last.span, word.span)
            && level != EducationLevel::None
            && last.lowest != EducationLevel::None
        {
            last.span.end = word.span.end;
            last.lowest = last.lowest.min(level);
            continue;
        }
        let section = fields.section(word);
        let aside = matches!(section, Some(Section::Benefits | Section::Company | Section::Legal | Section::Process))
            && !fields.begins_line(word.span);
        let negated = fields.is_negated(word) || fields.is_dismissed(word);
        groups.push(Group { span: word.span, lowest: level, sentence, aside, negated, vague });
    }
    groups
}

/// Whether a word about degrees in general goes on with the one before it: "Master's degree in", "a Master's in a technical degree".
fn is_same(folded: &str, last: Span, word: Span) -> bool {
    let between = folded.get(last.end..word.start).map(str::trim);
    let text = word.of(folded).to_ascii_lowercase();
    match between {
        Some("") => text.starts_with(GENERAL) && !folded[last.end..word.start].contains('\n'),
        Some("in" | "in a" | "in an" | "of a") => text.ends_with(GENERAL),
        _ => false,
    }
}

/// The word for degrees of any level: "degree in", "technical degree".
const GENERAL: &str = "degree";

/// Whether a bracket behind a degree welcomes a higher one: "Bachelor's degree (Master's preferred)".
fn is_welcome_in_bracket(fields: &Fields<'_>, last: Span, word: Span) -> bool {
    let folded = fields.folded();
    let Some(end) = folded[word.end..].find(')') else { return false };
    folded[last.end..word.start.max(last.end)].trim() == "("
        && fields.is_welcome_within(Span::new(word.end, word.end + end))
}

/// Whether a longer word that does say a level holds this one.
fn is_part_of_degree(fields: &Fields<'_>, word: &Word) -> bool {
    let is_longer = |other: &&Word| matches!(other.kind, FieldKind::Degree(_)) && other.span.overlaps(word.span);
    fields.all().iter().any(|other| is_longer(&other))
}

/// Whether the sentence speaks of degrees that nobody is asked for: "our founders hold doctorates".
fn is_unasked(fields: &Fields<'_>, word: &Word, sentence: Span) -> bool {
    let before = Span::new(sentence.start, word.span.start.max(sentence.start));
    fields.within(before).iter().any(|other| other.kind == FieldKind::Unasked)
}

fn is_alternative(between: &str, or: &[&str]) -> bool {
    if between.len() > ALTERNATIVE || between.contains([';', ':']) {
        return false;
    }
    let words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    // "BS/MS", "BS (MS", "Bachelor's, Master's"; or anything short around "or".
    let between = plain(between);
    words == 0 || between.contains('/') || or.iter().any(|or| between.contains(or))
}

/// In lower case and without the signs that set words off: "a degree *or* four years", "a degree (or four years)".
fn plain(text: &str) -> String {
    text.replace(['*', '_'], "").replace(['(', '['], " ").to_lowercase()
}

/// Words that join alternatives, and the languages in which they do: a degree "of" something is no alternative in English.
const OR: [(&str, &str); 8] = [
    (" or ", ""),
    (" oder ", ""),
    (" ou ", "fr pt"),
    (" o ", "es it pl"),
    (" of ", "nl"),
    (" lub ", ""),
    (" albo ", ""),
    (" bzw", ""),
];

/// Those of a language. Where it is not known, those that are the same everywhere.
fn joints(language: Option<&str>) -> Vec<&'static str> {
    let speaks = |languages: &str| {
        languages.is_empty() || language.is_some_and(|language| languages.split(' ').any(|other| other == language))
    };
    OR.iter().filter(|(_, languages)| speaks(languages)).map(|(or, _)| *or).collect()
}

/// Whether experience may stand for the degree: said so in its sentence, or as years behind an "or".
fn is_replaceable(fields: &Fields<'_>, group: &Group, ceiling: usize, or: &[&str]) -> bool {
    let folded = fields.folded();
    let replaces = |word: &Word| word.kind == FieldKind::Equivalent && !is_besides(folded, word.span.start, or);
    if fields.within(group.sentence).iter().any(replaces) || is_replaceable_behind(fields, group, or) {
        return true;
    }
    if is_or_experience(fields, group, ceiling, or)
        || is_after_experience(fields, group, or)
        || stands(fields, group.sentence)
    {
        return true;
    }
    let end = (group.span.end + INSTEAD).min(group.sentence.end).min(ceiling).max(group.span.end);
    let of_work = |unit: &Span| !SCHOOLS.iter().any(|school| folded[unit.end..].trim_start().starts_with(school));
    fields.years_within(Span::new(group.span.end, end)).filter(of_work).any(|unit| {
        let between = plain(&folded[group.span.end..unit.start.max(group.span.end)]);
        // The "or" that has nothing but a number behind it.
        or.iter().filter_map(|or| between.rfind(or).map(|at| &between[at + or.len()..])).any(|rest| {
            let rest = rest.trim_end_matches([' ', '+', '-']);
            let rest = MORE.iter().find_map(|more| rest.strip_suffix(more)).unwrap_or(rest).trim_end();
            let rest = ["at least ", "a minimum of ", "minimum ", "mindestens ", "min. "]
                .iter()
                .find_map(|head| rest.strip_prefix(head))
                .unwrap_or(rest);
            super::years::value_at_end(rest, fields.lexicon).is_some_and(|(_, at)| at == 0)
        })
    })
}

/// Words that ask for experience besides the degree: "and equivalent experience".
const BESIDES: [&str; 14] =
    ["and", "avec", "con", "e", "en", "et", "i", "met", "mit", "plus", "sowie", "und", "with", "y"];

/// Whether what begins at a place is asked for besides what stands before it; "or with equivalent experience" is not.
fn is_besides(folded: &str, at: usize, or: &[&str]) -> bool {
    let mut before = folded[..at].rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_or = |word: &str| or.iter().any(|or| or.trim() == word);
    before.next().is_some_and(|word| BESIDES.contains(&word.to_lowercase().as_str()))
        && !before.next().is_some_and(|word| is_or(&word.to_lowercase()))
}

/// Bytes of a sentence that says no more than that experience will do.
const SHORT: usize = 120;

/// Whether the sentence behind that of the degree says that experience may stand for it: "Or equivalent experience", "We also accept
/// equivalent experience".
fn is_replaceable_behind(fields: &Fields<'_>, group: &Group, or: &[&str]) -> bool {
    let Some(next) = fields.sentence_after(group.sentence).filter(|next| next.len() <= SHORT) else { return false };
    let words = fields.within(next);
    if words.iter().any(|word| matches!(word.kind, FieldKind::Degree(_))) {
        return false;
    }
    let says = plain(next.of(fields.folded()));
    let says = format!(" {}", says.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let joins = || or.iter().any(|or| says.starts_with(or));
    let has = |kind: FieldKind| words.iter().any(|word| word.kind == kind);
    stands(fields, next) || (has(FieldKind::Equivalent) && (joins() || has(FieldKind::Stands)))
}

/// Bytes between experience and what is said of it.
const SAID: usize = 64;

/// Whether a stretch says of experience that it stands for something: "experience counts as much".
fn stands(fields: &Fields<'_>, stretch: Span) -> bool {
    let said = |word: &Word| {
        let near = |span: Span| span.start.abs_diff(word.span.end).min(word.span.start.abs_diff(span.end)) <= SAID;
        practice(fields, stretch).any(near)
    };
    fields.within(stretch).iter().filter(|word| word.kind == FieldKind::Stands).any(said)
}

/// Words for experience within a stretch, and for what comes of it.
fn practice(fields: &Fields<'_>, stretch: Span) -> impl Iterator<Item = Span> {
    let words = fields.within(stretch).iter().filter(|word| word.kind == FieldKind::Practice);
    fields.experience_within(stretch).chain(words.map(|word| word.span))
}

/// Words between an "or" and the degree behind it.
const ARTICLES: [&str; 16] = [
    "",
    "a",
    "an",
    "your",
    "the",
    "ein",
    "eine",
    "einen",
    "un",
    "une",
    "una",
    "een",
    "relevant",
    "university",
    "related",
    "good",
];

/// Whether the degree is what stands for experience: "three years in the trade, or a degree".
fn is_after_experience(fields: &Fields<'_>, group: &Group, or: &[&str]) -> bool {
    let from = group.sentence.start.min(group.span.start);
    let front = Span::new(from, group.span.start);
    if fields.within(front).iter().any(|word| matches!(word.kind, FieldKind::Degree(_))) {
        return false;
    }
    let before = plain(&fields.folded()[from..group.span.start]);
    let joins = |or: &&str| {
        before.rfind(or).is_some_and(|at| before[at + or.len()..].split(' ').all(|word| ARTICLES.contains(&word)))
    };
    or.iter().any(joins) && practice(fields, front).next().is_some()
}

/// Words between a number and its years: "5 additional years".
const MORE: [&str; 8] =
    [" additional", " more", " extra", " further", " full", " solid", " weitere", " zus\u{e4}tzliche"];

/// Years spent there are no work: "or two years of college".
const SCHOOLS: [&str; 6] = ["of college", "of university", "of study", "of studies", "of school", "at university"];

/// Words between the "or" and "experience": "or proven hands-on experience".
const QUALIFIERS: usize = 6;

/// Whether an "or" behind the degree leads to experience with nothing between that joins other things: "a degree or solid experience",
/// not "in economics or finance with experience in sales".
fn is_or_experience(fields: &Fields<'_>, group: &Group, ceiling: usize, or: &[&str]) -> bool {
    let folded = fields.folded();
    let end = (group.span.end + INSTEAD).min(group.sentence.end).min(ceiling).max(group.span.end);
    practice(fields, Span::new(group.span.end, end)).any(|span| {
        let between = plain(&folded[group.span.end..span.start.max(group.span.end)]);
        or.iter().filter_map(|or| between.rfind(or).map(|at| &between[at + or.len()..])).any(|rest| {
            let joined = [" with", " and ", " plus ", " in ", " mit ", " und "].iter().any(|word| rest.contains(word));
            // "Five or more years of experience" replaces nothing.
            let counted =
                rest.starts_with("more ") || rest.contains(|c: char| c.is_ascii_digit()) || rest.contains("year");
            !joined && !counted && !rest.contains([',', ';', ':', '(']) && rest.split_whitespace().count() <= QUALIFIERS
        })
    })
}
