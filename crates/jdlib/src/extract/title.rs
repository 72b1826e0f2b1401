//! Seniority, role and specialisation as words of titles say them: in the title, and where the text names the position.

use super::fields::{Fields, Word};
use crate::lexicon::{FieldKind, Lexicon, Opening, Says, TitleKind};
use crate::matcher::{Mark, Matcher, Scratch};
use crate::span::Span;
use crate::terms::{Role, Section, Seniority, Specialisation};
use crate::text::Text;

/// What the words of a title say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TitleWords {
    pub(super) seniority: Option<Seniority>,
    pub(super) role: Option<Role>,
    pub(super) specialisation: Option<Specialisation>,
    /// Whether the trade that is named says nothing about the role.
    pub(super) generic: bool,
}

/// Reads a title.
pub(super) fn read(matcher: &Matcher, scratch: &mut Scratch, title: &Text<'_>) -> TitleWords {
    of(matcher, scratch, title.folded())
}

/// Bytes behind "we are looking for a" in which the position is named.
const NAME: usize = 64;

/// Reads what the text calls the position: "we are looking for a senior developer", "Level: junior".
pub(super) fn of_text(matcher: &Matcher, scratch: &mut Scratch, body: &Fields<'_>) -> TitleWords {
    let folded = body.folded();
    let mut found = TitleWords::default();
    for word in body.all() {
        let FieldKind::Opening(opening) = word.kind else { continue };
        let sentence = body.sentence(word);
        let at_start = || !folded[sentence.start.min(word.span.start)..word.span.start].contains(char::is_alphanumeric);
        let counts = match opening {
            Opening::Anywhere => true,
            Opening::Start => at_start(),
            Opening::Label => at_start() && folded[word.span.end..].trim_start().starts_with([':', '-']),
        };
        if !counts || matches!(body.section(word), Some(Section::Process | Section::Legal)) {
            continue;
        }
        let name = name(folded, word, sentence, opening);
        if name.is_empty() {
            continue;
        }
        let said = of(matcher, scratch, name);
        found.seniority = found.seniority.or(said.seniority);
        found.role = match (found.role, said.role) {
            (None | Some(Role::Other), Some(role)) => Some(role),
            (before, _) => before,
        };
        found.specialisation = found.specialisation.or(said.specialisation);
        if found.seniority.is_some() && found.role.is_some_and(|role| role != Role::Other) {
            break;
        }
    }
    found
}

/// The role that an unmistakable text has: its words about duties are of one role more than of all others together.
pub(super) fn of_duties(body: &Fields<'_>) -> Option<Role> {
    let mut counts = [0_u32; Role::ALL.len()];
    for word in body.all() {
        if let FieldKind::Duty(Says::This(role)) = word.kind
            && !matches!(
                body.section(word),
                Some(Section::Company | Section::Benefits | Section::Legal | Section::Process)
            )
        {
            counts[role as usize] += 1;
        }
    }
    let all: u32 = counts.iter().sum();
    Role::ALL.iter().copied().find(|role| counts[*role as usize] * 2 > all)
}

/// The name of the position behind an opening: up to a sign or a word behind which something else is said.
fn name<'t>(folded: &'t str, word: &Word, sentence: Span, opening: Opening) -> &'t str {
    let mut end = (word.span.end + NAME).min(sentence.end).max(word.span.end);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    let mut name = &folded[word.span.end..end];
    if opening == Opening::Label {
        name = name.trim_start().trim_start_matches([':', '-']);
    }
    let is_end = |at: &usize| ENDS.iter().any(|end| name.as_bytes()[*at..].starts_with(end.as_bytes()));
    let stop = (0..name.len()).filter(|at| !name.as_bytes()[*at].is_ascii_alphanumeric()).find(is_end);
    &name[..stop.unwrap_or(name.len())]
}

/// What ends the name of a position in running text.
const ENDS: [&str; 30] = [
    ",",
    ".",
    ";",
    "(",
    ":",
    " to ",
    " who ",
    " with ",
    " for ",
    " in ",
    " at ",
    " on ",
    " that ",
    " and ",
    " reporting ",
    " you ",
    " will ",
    " working ",
    " f\u{fc}r ",
    " mit ",
    " der ",
    " die ",
    " pour ",
    " para ",
    " con ",
    " voor ",
    " met ",
    " do ",
    " z ",
    "\n",
];

/// A phrase in which a rank word is no rank ("lead generation") hides the ranks inside it. In the leftmost clause that has any, the
/// highest of stacked ranks counts ("senior staff engineer"), of a span the lowest ("junior/mid"); of several roles the one named first,
/// unless it says no more than `other`.
fn of(matcher: &Matcher, scratch: &mut Scratch, folded: &str) -> TitleWords {
    let marks = matcher.scan_title(scratch, folded);
    let said = of_marks(matcher.lexicon(), marks.titles(), folded);
    scratch.recycle(marks);
    said
}

fn of_marks(lexicon: &Lexicon, marks: &[Mark], folded: &str) -> TitleWords {
    let words = &lexicon.inner().words.titles;
    let kind = |mark: &Mark| words[mark.index as usize].kind;
    let blind: Vec<Span> = marks.iter().filter(|mark| kind(mark) == TitleKind::Blind).map(|mark| mark.span).collect();
    let is_rank = |mark: &Mark| {
        matches!(kind(mark), TitleKind::Seniority(_)) && !blind.iter().any(|phrase| phrase.overlaps(mark.span))
    };
    let ranks: Vec<(Span, Seniority)> = longest(marks, is_rank)
        .into_iter()
        .filter_map(|mark| match kind(mark) {
            TitleKind::Seniority(rank) => Some((mark.span, rank)),
            _ => None,
        })
        .collect();
    let borders = clauses(folded);
    let clause_of = |at: usize| borders.partition_point(|border| *border <= at);
    // The leftmost clause that has a rank: brackets and what follows a dash or comma describe the team or place.
    let seniority = ranks.first().and_then(|(first, _)| {
        let clause = clause_of(first.start);
        let inside: Vec<(Span, Seniority)> =
            ranks.iter().filter(|(span, _)| clause_of(span.start) == clause).copied().collect();
        highest(folded, &inside)
    });
    let roles: Vec<(Span, Role)> = longest(marks, |mark| matches!(kind(mark), TitleKind::Role(_)))
        .into_iter()
        .filter_map(|mark| match kind(mark) {
            TitleKind::Role(role) => Some((mark.span, role)),
            _ => None,
        })
        .collect();
    let role = role(folded, &borders, &roles);
    let specialisation = longest(marks, |mark| matches!(kind(mark), TitleKind::Specialisation(_)))
        .into_iter()
        .find_map(|mark| match kind(mark) {
            TitleKind::Specialisation(specialisation) => Some(specialisation),
            _ => None,
        })
        // The columns have no place for them, whatever they deal with: "Product Manager, AI Assistants".
        .filter(|_| !matches!(role, Some(Role::Product | Role::Mobile | Role::Security)));
    let generic: Vec<Span> =
        marks.iter().filter(|mark| kind(mark) == TitleKind::Generic).map(|mark| mark.span).collect();
    let is_generic = |span: &Span| generic.iter().any(|generic| generic.contains(*span));
    let generic = !generic.is_empty() && roles.iter().all(|(span, role)| *role == Role::Other && is_generic(span));
    TitleWords { seniority, role, specialisation, generic }
}

/// The head of the first part that names a role: a noun ends its English title ("data platform engineer"), so inside a part the last
/// one counts, and of parts ("data engineer / data scientist") the first.
fn role(folded: &str, borders: &[usize], roles: &[(Span, Role)]) -> Option<Role> {
    let part = |span: &Span| borders.partition_point(|border| *border <= span.start);
    let telling: Vec<&(Span, Role)> = roles.iter().filter(|(_, role)| *role != Role::Other).collect();
    let Some((first, _)) = telling.first() else { return roles.first().map(|(_, role)| *role) };
    let same = telling.iter().filter(|(span, _)| part(span) == part(first));
    let mut head = *telling[0];
    for (span, role) in same.skip(1).copied() {
        let between = &folded[head.0.end.min(span.start)..span.start];
        if JOINTS.iter().any(|joint| between.contains(joint)) {
            break;
        }
        head = (*span, *role);
    }
    Some(head.1)
}

/// What joins two titles.
const JOINTS: [&str; 8] = ["/", " or ", " and ", " & ", " oder ", " und ", " ou ", " et "];

/// Intern beats every other rank word: "Intern, Office of the Director"; else the highest, where a span counts as its lowest.
fn highest(folded: &str, ranks: &[(Span, Seniority)]) -> Option<Seniority> {
    let mut spans: Vec<(Span, Seniority)> = Vec::new();
    for (span, rank) in ranks {
        match spans.last_mut() {
            Some(last) if is_span(&folded[last.0.end.min(span.start)..span.start]) => {
                *last = (Span::new(last.0.start, span.end), last.1.min(*rank));
            }
            _ => spans.push((*span, *rank)),
        }
    }
    if spans.iter().any(|(_, rank)| *rank == Seniority::Intern) {
        return Some(Seniority::Intern);
    }
    spans.iter().map(|(_, rank)| *rank).max()
}

/// Whether two ranks with this between them are the ends of a span: "junior/mid", "mid to senior", "II - III".
fn is_span(between: &str) -> bool {
    matches!(between.trim(), "/" | "-" | "to" | "or" | "bis" | "oder" | "or a" | "till" | "ou" | "of" | "lub")
}

/// Signs and words that end a clause of a title.
const BORDERS: [&str; 9] = [" - ", ", ", "(", ")", " | ", " @ ", " at ", ";", ": "];

/// Where the clauses of a title end.
fn clauses(title: &str) -> Vec<usize> {
    let is_border = |at: &usize| BORDERS.iter().any(|border| title.as_bytes()[*at..].starts_with(border.as_bytes()));
    (1..title.len()).filter(|at| !title.as_bytes()[*at].is_ascii_alphanumeric()).filter(is_border).collect()
}

/// The marks of one kind, those inside longer ones of the same kind left out.
fn longest(marks: &[Mark], wanted: impl Fn(&Mark) -> bool) -> Vec<&Mark> {
    let mut kept: Vec<&Mark> = Vec::new();
    for mark in marks.iter().filter(|mark| wanted(mark)) {
        // Sorted by start, longest first.
        if kept.last().is_none_or(|last| mark.span.start >= last.span.end) {
            kept.push(mark);
        }
    }
    kept
}
