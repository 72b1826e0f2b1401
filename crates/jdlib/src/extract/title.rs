//! Seniority, role and specialisation from the title.

use crate::lexicon::TitleKind;
use crate::matcher::{Mark, Matcher};
use crate::span::Span;
use crate::terms::{Role, Seniority, Specialisation};
use crate::text::Text;

/// What the words of a title say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TitleWords {
    pub(super) seniority: Option<Seniority>,
    pub(super) role: Option<Role>,
    pub(super) specialisation: Option<Specialisation>,
}

/// Reads a title. A phrase in which a rank word is no rank ("lead generation") hides the ranks inside it; of several ranks the
/// highest counts ("senior staff engineer"); of several roles the one named last in the first clause, since the head noun ends an
/// English title, unless it says no more than `other`.
pub(super) fn read(matcher: &Matcher, title: &Text<'_>) -> TitleWords {
    let words = &matcher.lexicon().inner().words.titles;
    let folded = title.folded();
    let marks = matcher.title_marks(folded);
    let kind = |mark: &Mark| words[mark.index as usize].kind;
    let blind: Vec<Span> = marks.iter().filter(|mark| kind(mark) == TitleKind::Blind).map(|mark| mark.span).collect();
    let mut found = TitleWords::default();
    let mut ranks = Vec::new();
    for mark in longest(&marks, |mark| matches!(kind(mark), TitleKind::Seniority(_))) {
        if let TitleKind::Seniority(rank) = kind(mark)
            && !blind.iter().any(|phrase| phrase.overlaps(mark.span))
        {
            ranks.push((mark.span, rank));
        }
    }
    // Brackets and what follows a dash or comma describe the team or place: ranks there count only if there is no other.
    let clause = first_clause(folded);
    let inside: Vec<Seniority> = ranks.iter().filter(|(span, _)| span.start < clause).map(|(_, rank)| *rank).collect();
    found.seniority = if inside.is_empty() { ranks.iter().map(|(_, rank)| *rank).max() } else { highest(&inside) };

    let roles: Vec<(Span, Role)> = longest(&marks, |mark| matches!(kind(mark), TitleKind::Role(_)))
        .into_iter()
        .filter_map(|mark| match kind(mark) {
            TitleKind::Role(role) => Some((mark.span, role)),
            _ => None,
        })
        .collect();
    let telling = |clause_only: bool| {
        let mut list =
            roles.iter().filter(|(span, role)| *role != Role::Other && (!clause_only || span.start < clause));
        list.next_back().map(|(_, role)| *role)
    };
    found.role = telling(true).or_else(|| telling(false)).or_else(|| roles.first().map(|(_, role)| *role));
    found.specialisation = longest(&marks, |mark| matches!(kind(mark), TitleKind::Specialisation(_)))
        .into_iter()
        .find_map(|mark| match kind(mark) {
            TitleKind::Specialisation(specialisation) => Some(specialisation),
            _ => None,
        });
    found
}

/// Intern beats every other rank word: "Intern, Office of the Director"; else the highest.
fn highest(ranks: &[Seniority]) -> Option<Seniority> {
    if ranks.contains(&Seniority::Intern) {
        return Some(Seniority::Intern);
    }
    ranks.iter().copied().max()
}

/// Where the first clause of a title ends.
fn first_clause(title: &str) -> usize {
    let ends = [" - ", "- ", ",", "(", " | ", " @ ", " at ", ";"].iter().filter_map(|border| title.find(border));
    ends.filter(|at| *at > 0).min().unwrap_or(title.len())
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
