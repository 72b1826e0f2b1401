//! How much a mention is wanted: clause markers first, then years, then the section.

use crate::lexicon::{Lexicon, MarkerAsk, Scope};
use crate::matcher::{Scan, words_right};
use crate::span::Span;
use crate::terms::{Ask, Section};
use crate::text::Text;

/// Longest quote, in characters.
const QUOTE: usize = 160;

/// Words after "no" within which the unwanted skill must begin.
const NEXT_WORDS: usize = 3;

/// A marker that speaks, with its words.
#[derive(Clone, Copy, Debug)]
struct Says<'l> {
    span: Span,
    ask: Ask,
    scope: Scope,
    text: &'l str,
}

/// The markers of one text, those inside longer ones left out.
pub(super) struct Markers<'l> {
    list: Vec<Says<'l>>,
}

impl<'l> Markers<'l> {
    pub(super) fn new(text: &Text<'_>, lexicon: &'l Lexicon, scan: &Scan) -> Self {
        let table = &lexicon.inner().words.markers;
        let mut list = Vec::new();
        let mut covered = 0;
        for mark in &scan.marks.markers {
            // Sorted by start, longest first: what begins before the end of the last kept one is inside it.
            if mark.span.start < covered {
                continue;
            }
            covered = mark.span.end;
            let marker = &table[mark.index as usize];
            if let MarkerAsk::Says(ask) = marker.ask {
                // "Required: Python" speaks about what follows, whatever the word does elsewhere.
                let label = text.folded()[mark.span.end..].starts_with(':');
                let scope = if label && marker.scope == Scope::Left { Scope::Right } else { marker.scope };
                list.push(Says { span: mark.span, ask, scope, text: &marker.text });
            }
        }
        Self { list }
    }

    fn within(&self, stretch: Span) -> &[Says<'l>] {
        let from = self.list.partition_point(|says| says.span.start < stretch.start);
        let to = self.list.partition_point(|says| says.span.start < stretch.end);
        &self.list[from..to.max(from)]
    }
}

/// What a mention says, and why.
pub(super) struct Verdict {
    pub(super) ask: Ask,
    pub(super) why: String,
}

pub(super) fn of(
    text: &Text<'_>,
    scan: &Scan,
    markers: &Markers<'_>,
    mention: Span,
    sentence: Span,
    with_years: bool,
) -> Verdict {
    let section = scan.section_at(mention.start).map(|section| section.section);
    let marker = marker(text, markers, mention, near(text.folded(), sentence, mention));
    let asks_nothing = matches!(section, Some(Section::Benefits | Section::Legal | Section::Process | Section::Pay));
    if let Some(says) = marker
        && (!asks_nothing || says.ask == Ask::Excluded)
        // "Proficiency in Go" under "Nice to have" is still welcome, not needed.
        && !(section == Some(Section::Preferred) && says.ask == Ask::Required && says.scope == Scope::Right)
    {
        return Verdict { ask: says.ask, why: format!("marker: {}", says.text) };
    }
    let verdict = |ask: Ask, why: &str| Verdict { ask, why: why.to_owned() };
    match section {
        Some(Section::Preferred) => verdict(Ask::Preferred, "section preferred"),
        Some(Section::Benefits) => verdict(Ask::Mentioned, "section benefits"),
        Some(Section::Legal) => verdict(Ask::Mentioned, "section legal"),
        Some(Section::Process) => verdict(Ask::Mentioned, "section process"),
        Some(Section::Pay) => verdict(Ask::Mentioned, "section pay"),
        _ if with_years => verdict(Ask::Required, "years stated"),
        Some(Section::Requirements) => verdict(Ask::Required, "section requirements"),
        Some(Section::Responsibilities) => verdict(Ask::Required, "duty"),
        Some(Section::Company) => verdict(Ask::Mentioned, "section company"),
        Some(Section::Stack) => verdict(Ask::Unsorted, "section stack"),
        Some(Section::Role) => verdict(Ask::Unsorted, "section role"),
        None => verdict(Ask::Unsorted, "no readable section"),
    }
}

/// Bytes around a mention in which a marker may speak about it: beyond, even one sentence says something else.
const REACH: usize = 400;

fn near(text: &str, sentence: Span, mention: Span) -> Span {
    let mut start = mention.start.saturating_sub(REACH).max(sentence.start.min(mention.start));
    let mut end = (mention.end + REACH).min(sentence.end.max(mention.end));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end)
}

/// The marker that speaks about a mention. Not wanted beats welcome, welcome beats needed: "experience with Go is a plus".
fn marker<'m, 'l>(text: &Text<'_>, markers: &'m Markers<'l>, mention: Span, sentence: Span) -> Option<&'m Says<'l>> {
    let rank = |says: &Says<'_>| match says.ask {
        Ask::Excluded => 0,
        Ask::Preferred => 1,
        _ => 2,
    };
    let list = markers.within(sentence);
    let clause = clause(text.folded(), sentence, mention, list);
    let speaking = list.iter().enumerate().filter(|(at, says)| {
        let inside = says.span.start >= clause.start && says.span.end <= clause.end;
        match says.scope {
            _ if says.span.overlaps(mention) => false,
            _ if !reaches(text.folded(), sentence, says.span, mention) => false,
            // "Familiarity with BI tools a plus (e.g. Tableau)": the bracket belongs to the words that it explains.
            Scope::Left if explains(text.folded(), says.span, mention) => true,
            Scope::Line => true,
            Scope::Left => {
                // Between the marker before it and this one: "Python required, Go a plus".
                let floor =
                    list[..*at].iter().filter(|other| other.scope == Scope::Left).map(|other| other.span.end).max();
                inside && mention.end <= says.span.start && floor.is_none_or(|floor| mention.start >= floor)
            }
            Scope::Right => {
                let ceiling =
                    list[at + 1..].iter().find(|other| other.scope == Scope::Right).map(|other| other.span.start);
                inside && mention.start >= says.span.end && ceiling.is_none_or(|ceiling| mention.end <= ceiling)
            }
            Scope::Next => {
                let reach = words_right(text.folded(), says.span.end, NEXT_WORDS, clause.end.max(says.span.end));
                inside && mention.start >= says.span.end && mention.start < reach.end
            }
        }
    });
    speaking.map(|(_, says)| says).min_by_key(|says| (rank(says), says.span.start.abs_diff(mention.start)))
}

/// Whether a marker can speak to a mention across brackets: one inside them speaks to what is inside, or fills them: "Azure (preferred)".
fn reaches(text: &str, sentence: Span, marker: Span, mention: Span) -> bool {
    let Some(bracket) = bracket(text, sentence, marker) else { return true };
    let words = |stretch: Span| stretch.of(text).chars().filter(|c| c.is_alphanumeric()).count();
    bracket.contains(mention) || words(bracket) == words(marker)
}

/// Whether a mention stands in a bracket right behind a marker.
fn explains(text: &str, marker: Span, mention: Span) -> bool {
    let Some(after) = text.get(marker.end..mention.start) else { return false };
    after.trim_start().starts_with('(') && !after.contains(')')
}

/// The inside of the bracket around a stretch.
fn bracket(text: &str, sentence: Span, stretch: Span) -> Option<Span> {
    let before = &text[sentence.start..stretch.start.max(sentence.start)];
    let open = before.rfind('(')?;
    if before[open..].contains(')') {
        return None;
    }
    let close = text[stretch.end..sentence.end.max(stretch.end)].find(')')?;
    Some(Span::new(sentence.start + open + 1, stretch.end + close))
}

/// The part of a sentence around a mention, between semicolons and "but". A border inside a marker ("not required but a plus") is none.
fn clause(text: &str, sentence: Span, mention: Span, markers: &[Says<'_>]) -> Span {
    const BORDERS: [&str; 5] = [";", " but ", " - ", " however ", ". "];
    let before = &text[sentence.start..mention.start.max(sentence.start)];
    let after = &text[mention.end.min(sentence.end)..sentence.end];
    let free = |at: usize, border: &str| {
        let span = Span::new(at, at + border.len());
        !markers.iter().any(|says| says.span.overlaps(span) && says.span.start < span.start)
    };
    let last = |border: &&str| {
        before
            .rmatch_indices(*border)
            .map(|(at, _)| at)
            .find(|at| free(sentence.start + at, border))
            .map(|at| at + border.len())
    };
    let first =
        |border: &&str| after.match_indices(*border).map(|(at, _)| at).find(|at| free(mention.end + at, border));
    let start = BORDERS.iter().filter_map(last).max().unwrap_or(0);
    let end = BORDERS.iter().filter_map(first).min().unwrap_or(after.len());
    Span::new(sentence.start + start, mention.end.min(sentence.end) + end)
}

/// The stretch of the source that shows a mention: its sentence, or the words around it in a long one.
pub(super) fn quote(text: &Text<'_>, sentence: Span, mention: Span) -> Span {
    let folded = text.folded();
    let raw = sentence.of(folded);
    // Counting all characters of a text without a stop for each mention in it would take the square of the time.
    let is_short = raw.chars().nth(QUOTE).is_none();
    if is_short && sentence.contains(mention) {
        let start = sentence.start + raw.len() - raw.trim_start().len();
        return text.to_source(Span::new(start, start + raw.trim().len()));
    }
    let around = QUOTE.saturating_sub(mention.len()) / 2;
    let floor = sentence.start.min(mention.start);
    let ceiling = sentence.end.max(mention.end);
    let mut start = mention.start.saturating_sub(around).max(floor);
    let mut end = (mention.end + around).min(ceiling);
    while !folded.is_char_boundary(start) {
        start += 1;
    }
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    // Whole words only.
    if start > floor {
        start += folded[start..mention.start].find(' ').map_or(0, |at| at + 1);
    }
    if end < ceiling {
        end = mention.end + folded[mention.end..end].rfind(' ').unwrap_or(end - mention.end);
    }
    text.to_source(Span::new(start, end))
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use crate::terms::Ask;
    use crate::{Analyzer, Posting};

    #[test]
    fn pages_and_boilerplate_require_nothing() {
        let analyzer = Analyzer::builtin();
        for line in [
            "Show more",
            "Powered by Greenhouse",
            "Powered by Oracle",
            "Continue with GitHub",
            "Attach from Dropbox",
            "$53K-$91K (Glassdoor est.)",
            "Please enable JavaScript to view this page.",
            "Follow us on Twitter, LinkedIn and GitHub",
            "We are an equal opportunity employer for friends of Python, Java and SQL.",
            "All qualified applicants will receive consideration for employment, in Go as in Java.",
            "We pay for your AWS certification.",
            "Please do not use AI tools such as ChatGPT for your application.",
            "Interviews are held on Microsoft Teams.",
            "Resumes must be in Microsoft Word format.",
            "Similar jobs: Python Developer, Java Developer",
            "Similar jobs\nPython Developer\nJava Developer",
            "People also viewed\nSenior Java Developer",
        ] {
            let posting = Posting::new(format!("Requirements\n- Five years of COBOL\n\n{line}"));
            let analysis = analyzer.analyze(&posting);
            let required: Vec<&str> =
                analysis.skills().filter(|claim| claim.ask() == Ask::Required).map(|claim| claim.id()).collect();
            assert!(required.iter().all(|id| *id == "cobol"), "{line}: {required:?}");
        }
    }

    #[test]
    fn lists_that_lost_their_breaks_ask_for_each_item() {
        let analyzer = Analyzer::builtin();
        let posting = Posting::new(
            "RequirementsBachelor's degree in physicsExperience with AirflowStrong knowledge of SQL.\
             Familiarity with dbt is a plus",
        );
        let analysis = analyzer.analyze(&posting);
        let asks: Vec<_> = analysis.skills().map(|claim| (claim.id(), claim.ask(), claim.evidence())).collect();
        assert_eq!(
            asks,
            [
                ("airflow", Ask::Required, "Experience with Airflow"),
                ("sql", Ask::Required, "Strong knowledge of SQL."),
                ("dbt", Ask::Preferred, "Familiarity with dbt is a plus"),
            ]
        );
    }
}
