//! How much a mention is wanted: clause markers first, then years, the section, and last the mood of the line, which words such as "you
//! know" or "we use" set.

use compact_str::CompactString;

use crate::lexicon::{Lexicon, MarkerAsk, Scope};
use crate::matcher::{OpenSection, Scan, words_right};
use crate::span::Span;
use crate::terms::{Ask, Section};
use crate::text::{Line, LineKind, Text};

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
    /// Words that set the mood of what follows on their line; those that say nothing end it.
    moods: Vec<Mood<'l>>,
}

/// Words that set the mood of a line.
#[derive(Clone, Copy, Debug)]
struct Mood<'l> {
    at: usize,
    ask: Option<Ask>,
    scope: Scope,
    text: &'l str,
}

impl<'l> Markers<'l> {
    pub(super) fn new(text: &Text<'_>, lexicon: &'l Lexicon, scan: &Scan) -> Self {
        let table = &lexicon.inner().words.markers;
        let mut list = Vec::new();
        let mut moods = Vec::new();
        let mut covered = 0;
        for mark in scan.marks.markers() {
            // Sorted by start, longest first: what begins before the end of the last kept one is inside it.
            if mark.span.start < covered {
                continue;
            }
            covered = mark.span.end;
            let marker = &table[mark.index as usize];
            let ask = match marker.ask {
                MarkerAsk::Says(ask) => Some(ask),
                MarkerAsk::Nothing => None,
            };
            if marker.scope.is_mood() {
                // "We are 140 people" ends a mood, "you extend our backbone" does not.
                let anywhere = ask.is_some() && !matches!(marker.scope, Scope::Opening | Scope::Start);
                if anywhere || starts_sentence(text, mark.span.start) {
                    moods.push(Mood { at: mark.span.start, ask, scope: marker.scope, text: &marker.text });
                }
            } else if let Some(ask) = ask {
                let scope = direction(text, scan, mark.span, ask, marker.scope);
                // What is needed is often more than one clause: "You need three years; basics of DWDM; a licence".
                if ask == Ask::Required && scope == Scope::Right {
                    moods.push(Mood {
                        at: mark.span.start,
                        ask: Some(ask),
                        scope: Scope::Sentence,
                        text: &marker.text,
                    });
                }
                list.push(Says { span: mark.span, ask, scope, text: &marker.text });
            }
        }
        // "Not needed, but welcome": the second of two that speak about the same has the last word.
        for at in 1..list.len() {
            let (first, second) = (list[at - 1], list[at]);
            let same = first.ask == Ask::Excluded
                && first.scope == Scope::Left
                && second.ask == Ask::Preferred
                && second.scope == Scope::Left
                && second.span.start < text.sentence_at(first.span.start).end
                && !scan.mention_in(Span::new(first.span.end, second.span.start));
            if same {
                list[at - 1] = Says { span: first.span, ..second };
            }
        }
        Self { list, moods }
    }

    /// Where the next words begin that set a mood.
    fn mood_after(&self, at: usize) -> Option<usize> {
        self.moods.get(self.moods.partition_point(|mood| mood.at < at)).map(|mood| mood.at)
    }

    /// The mood in which a text stands at a place, set not before another.
    fn mood(&self, from: usize, at: usize) -> Option<&Mood<'l>> {
        let next = self.moods.partition_point(|mood| mood.at < at);
        self.moods[..next].last().filter(|mood| mood.at >= from)
    }

    fn within(&self, stretch: Span) -> &[Says<'l>] {
        let from = self.list.partition_point(|says| says.span.start < stretch.start);
        let to = self.list.partition_point(|says| says.span.start < stretch.end);
        &self.list[from..to.max(from)]
    }
}

fn starts_sentence(text: &Text<'_>, at: usize) -> bool {
    let start = text.sentence_at(at).start;
    !text.folded()[start.min(at)..at].contains(char::is_alphanumeric)
}

/// Bytes behind a marker within which a mention shows that it speaks about what follows.
const SOON: usize = 40;

/// Which way a marker speaks where it stands.
fn direction(text: &Text<'_>, scan: &Scan, marker: Span, ask: Ask, scope: Scope) -> Scope {
    let folded = text.folded();
    let sentence = text.sentence_at(marker.start);
    match scope {
        // "Required: Python" speaks about what follows, whatever the word does elsewhere. "VBA is not needed: ..." has had its say.
        Scope::Left if folded[marker.end..].starts_with(':') => {
            let from = near(folded, sentence, marker).start;
            let clause = folded[from..marker.start].rfind([',', ';', '(']).map_or(from, |at| from + at);
            if scan.mention_in(Span::new(clause, marker.start)) { Scope::Left } else { Scope::Right }
        }
        Scope::Either => {
            let after = &folded.as_bytes()[marker.end..sentence.end.max(marker.end).min(marker.end + SOON)];
            let stops = |byte: &u8| matches!(byte, b',' | b';' | b'.' | b')');
            let end = after.iter().position(stops).unwrap_or(after.len());
            let follows = scan.mention_in(Span::new(marker.end, marker.end + end));
            if follows { Scope::Right } else { Scope::Left }
        }
        // "Ideally, you have worked with Terraform" says so of all that follows, "Python, ideally Django" of the next.
        Scope::Next if ask == Ask::Preferred && starts_sentence(text, marker.start) => Scope::Right,
        scope => scope,
    }
}

/// What a mention says, and why.
pub(super) struct Verdict {
    pub(super) ask: Ask,
    pub(super) why: CompactString,
}

pub(super) fn of(
    text: &Text<'_>,
    scan: &Scan,
    markers: &Markers<'_>,
    mention: Span,
    sentence: Span,
    with_years: bool,
) -> Verdict {
    let open = scan.section_at(mention.start);
    let section = open.map(|section| section.section);
    let marker = marker(text, markers, mention, near(text.folded(), sentence, mention));
    let offers = matches!(section, Some(Section::Benefits | Section::Legal | Section::Pay));
    if let Some(says) = marker
        && (!offers || says.ask == Ask::Excluded)
        // "No whiteboard, no HackerRank" is about the interview.
        && section != Some(Section::Process)
        // "Proficiency in Go" under "Nice to have" is still welcome, not needed.
        && !(section == Some(Section::Preferred) && says.ask == Ask::Required && says.scope == Scope::Right)
    {
        return Verdict { ask: says.ask, why: of_marker(says.text) };
    }
    let verdict = |ask: Ask, why: &'static str| Verdict { ask, why: CompactString::const_new(why) };
    let line = text.line_at(mention.start);
    let is_item = line.is_some_and(|line| line.kind == LineKind::Bullet);
    // A heading is later than what stands before it.
    let floor = open.map_or(0, |open| open.heading.start);
    let mood = line.and_then(|line| markers.mood(line.span.start.max(floor), mention.start));
    let mood = mood.or_else(|| {
        let line = line.filter(|_| is_item)?;
        markers.mood(list_start(text, line).max(floor), mention.start)
    });
    let required = mood.is_some_and(|mood| mood.ask == Some(Ask::Required));
    // A paragraph behind the list that a heading opened has its own say.
    let section = section.filter(|section| {
        let list = matches!(section, Section::Preferred | Section::Unwanted);
        !(list && mood.is_some_and(|mood| mood.ask.is_some()) && follows_list(text, line, open))
    });
    if let Some(mood) = mood
        && let Some(ask) = mood.ask.filter(|ask| *ask != Ask::Required)
        && mood.at >= sentence.start
        && (section != Some(Section::Unwanted) || ask == Ask::Unsorted)
        && section != Some(Section::Preferred)
        && !offers
        && !with_years
    {
        return Verdict { ask, why: mood.why() };
    }
    match section {
        Some(Section::Preferred) => verdict(Ask::Preferred, "section preferred"),
        Some(Section::Unwanted) => verdict(Ask::Excluded, "section unwanted"),
        Some(Section::Benefits) => verdict(Ask::Mentioned, "section benefits"),
        Some(Section::Legal) => verdict(Ask::Mentioned, "section legal"),
        Some(Section::Process) => verdict(Ask::Mentioned, "section process"),
        Some(Section::Pay) => verdict(Ask::Mentioned, "section pay"),
        _ if with_years => verdict(Ask::Required, "years stated"),
        Some(Section::Requirements) => verdict(Ask::Required, "section requirements"),
        Some(Section::Responsibilities) => verdict(Ask::Required, "duty"),
        Some(Section::Stack) => verdict(Ask::Unsorted, "section stack"),
        _ if required => Verdict { ask: Ask::Required, why: mood.map(Mood::why).unwrap_or_default() },
        Some(Section::Company) => verdict(Ask::Mentioned, "section company"),
        // "Your role: - code review".
        Some(Section::Role) if is_item => verdict(Ask::Required, "duty"),
        Some(Section::Role) => verdict(Ask::Unsorted, "section role"),
        // A list before the sections says what there is to do; what is no more than a name is a tag.
        None if is_item && scan.asks_after(mention.end) && line.is_some_and(|line| says_more(text, line, mention)) => {
            verdict(Ask::Required, "duty")
        }
        None if !is_item && scan.asks_after(mention.end) => verdict(Ask::Mentioned, "before the sections"),
        None => verdict(Ask::Unsorted, "no readable section"),
    }
}

/// Words that an item has beside a name to say something about it.
const MORE: usize = 2;

/// Whether a line is a paragraph in a section that began as a list.
fn follows_list(text: &Text<'_>, line: Option<&Line>, open: Option<&OpenSection>) -> bool {
    let (Some(line), Some(open)) = (line, open) else { return false };
    let lines = text.lines();
    let first = lines.partition_point(|other| other.span.start <= open.heading.start);
    line.kind == LineKind::Prose
        && lines.get(first).is_some_and(|first| first.kind == LineKind::Bullet && first.span.start < line.span.start)
}

/// Whether an item says more than names, and no label before them.
fn says_more(text: &Text<'_>, line: &Line, mention: Span) -> bool {
    let before = &text.folded()[line.content.start.min(mention.start)..mention.start];
    !before.contains(':')
        && line
            .content
            .of(text.folded())
            .split_whitespace()
            .nth(mention.of(text.folded()).split(' ').count() + MORE)
            .is_some()
}

/// Items to look back in a list for one that says in which mood they stand.
const ITEMS: usize = 12;

/// Where the list begins whose item a line is.
fn list_start(text: &Text<'_>, line: &Line) -> usize {
    let lines = text.lines();
    let next = lines.partition_point(|other| other.span.start <= line.span.start);
    let items = lines[..next].iter().rev().take(ITEMS).take_while(|other| other.kind == LineKind::Bullet);
    items.last().unwrap_or(line).span.start
}

impl Mood<'_> {
    fn why(&self) -> CompactString {
        match self.scope {
            Scope::Duty | Scope::Opening => CompactString::const_new("duty"),
            _ => of_marker(self.text),
        }
    }
}

/// That a marker says so.
fn of_marker(text: &str) -> CompactString {
    let mut why = CompactString::const_new("marker: ");
    why.push_str(text);
    why
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
        // "We never ask for LeetCode" is about the interview.
        Ask::Mentioned => 0,
        Ask::Excluded => 1,
        Ask::Preferred => 2,
        _ => 3,
    };
    let list = markers.within(sentence);
    if list.is_empty() {
        return None;
    }
    let clause = clause(text.folded(), sentence, mention, list);
    let speaking = list.iter().enumerate().filter(|(at, says)| {
        let inside = says.span.start >= clause.start && says.span.end <= clause.end;
        match says.scope {
            Scope::Line => true,
            _ if says.span.overlaps(mention) => false,
            _ if !reaches(text.folded(), sentence, says.span, mention) => false,
            // "Familiarity with BI tools a plus (e.g. Tableau)": the bracket belongs to the words that it explains.
            Scope::Left if explains(text.folded(), says.span, mention) => true,
            Scope::Left => {
                // Between the marker before it and this one: "Python required, Go a plus".
                let floor =
                    list[..*at].iter().filter(|other| other.scope == Scope::Left).map(|other| other.span.end).max();
                let own = own_clause(text.folded(), clause, says).or_else(|| remark(text.folded(), clause, says));
                let floor = floor.into_iter().chain(own).max();
                inside && mention.end <= says.span.start && floor.is_none_or(|floor| mention.start >= floor)
            }
            Scope::Right => {
                let ceiling =
                    list[at + 1..].iter().find(|other| other.scope == Scope::Right).map(|other| other.span.start);
                // "We don't use Java, we use Kotlin".
                let mood = markers.mood_after(says.span.end).filter(|_| says.ask == Ask::Excluded);
                let goal = goal(text.folded(), says, clause.end).filter(|_| says.ask == Ask::Excluded);
                let ceiling = ceiling.into_iter().chain(mood).chain(goal).min();
                inside && mention.start >= says.span.end && ceiling.is_none_or(|ceiling| mention.end <= ceiling)
            }
            Scope::Next => {
                let reach = words_right(text.folded(), says.span.end, NEXT_WORDS, clause.end.max(says.span.end));
                inside && mention.start >= says.span.end && mention.start < reach.end
            }
            Scope::Either | Scope::Sentence | Scope::Duty | Scope::Opening | Scope::Start => false,
        }
    });
    speaking.map(|(_, says)| says).min_by_key(|says| (rank(says), says.span.start.abs_diff(mention.start)))
}

/// Verbs of markers that have one subject.
const SINGULAR: [&str; 22] = [
    "est ",
    "es ",
    "hilft",
    "is ",
    "isn't ",
    "ist ",
    "jest ",
    "n'est ",
    "nie jest ",
    "no es ",
    "schadet ",
    "sera ",
    "serait ",
    "sería ",
    "será ",
    "to plus",
    "will be ",
    "wird ",
    "would be ",
    "wäre ",
    "zou ",
    "będzie ",
];

/// Where a clause of its own begins after a comma: "You bring Python, Go is a plus". An enumeration is none: "AWS, Azure or GCP is a plus".
fn own_clause(text: &str, clause: Span, says: &Says<'_>) -> Option<usize> {
    let before = text.get(clause.start..says.span.start)?;
    let comma = before.rfind(", ")?;
    let own = &before[comma + 1..];
    let single = SINGULAR.iter().any(|verb| says.text.starts_with(verb));
    let joined = [" or ", " and ", " oder ", " und ", " ou ", " et ", " o ", " y ", " of ", " en ", " lub ", " i "];
    (single && own.contains(char::is_alphanumeric) && !joined.iter().any(|joint| own.contains(joint)))
        .then_some(clause.start + comma)
}

/// Where the item begins that a remark in brackets is about: "Python, SQL, Docker (nice to have)".
fn remark(text: &str, clause: Span, says: &Says<'_>) -> Option<usize> {
    let before = text.get(clause.start..says.span.start)?.trim_end();
    let open = before.strip_suffix('(').or(says.text.starts_with('(').then_some(before))?;
    let filled = says.text.ends_with(')') || text[says.span.end..].trim_start().starts_with(')');
    open.rfind([',', ';', '(']).filter(|_| filled).map(|comma| clause.start + comma)
}

/// Words for where a move begins, and before where it ends.
const MOVES: [(&str, &str); 6] =
    [(" from", " to "), (" off", " to "), (" von", " zu "), (" van", " naar "), (" od", " do "), (" de", " vers ")];

/// Where the goal of a move begins: "moving away from Java to Kotlin".
fn goal(text: &str, says: &Says<'_>, end: usize) -> Option<usize> {
    let (_, to) = MOVES.iter().find(|(from, _)| says.text.ends_with(from))?;
    text.get(says.span.end..end)?.find(to).map(|at| says.span.end + at)
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

/// Words that begin a new clause.
const BORDERS: [&str; 10] = ["-", "aber", "ale", "but", "however", "jedoch", "maar", "mais", "pero", "sondern"];

/// Words behind them with which the clause goes on: "not only Python but also Go".
const ALSO: [&str; 7] = ["also ", "auch ", "aussi ", "también ", "ook ", "także ", "też "];

/// Bytes of the border at a place: a semicolon, the end of a sentence that went on in small letters, "but".
fn border(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.as_bytes().first()? {
        b';' => Some(1),
        b'.' => rest[1..].starts_with(' ').then_some(2),
        b' ' => {
            let word = &rest[1..rest[1..].find(' ')? + 1];
            let goes_on = || ALSO.iter().any(|also| rest[word.len() + 2..].starts_with(also));
            (BORDERS.contains(&word) && !goes_on()).then_some(word.len() + 2)
        }
        _ => None,
    }
}

/// The part of a sentence around a mention, between semicolons and "but". A border inside a marker ("not required but a plus") is none, nor
/// is a dash before a word about what stands before it ("Go - nice to have").
fn clause(text: &str, sentence: Span, mention: Span, markers: &[Says<'_>]) -> Span {
    let free = |at: usize| {
        let span = Span::new(at, at + border(text, at)?);
        let belongs = |says: &Says<'_>| {
            let across = says.span.overlaps(span) && (says.span.start < span.start || says.span.end > span.end);
            across
                || (text[span.start..].starts_with(" - ") && says.span.start == span.end && says.scope == Scope::Left)
        };
        (!markers.iter().any(belongs)).then_some(span)
    };
    let is_sign = |byte: u8| matches!(byte, b';' | b'.' | b' ');
    let bytes = text.as_bytes();
    let before = (sentence.start..mention.start.max(sentence.start)).rev().filter(|at| is_sign(bytes[*at]));
    let after = (mention.end.min(sentence.end)..sentence.end).filter(|at| is_sign(bytes[*at]));
    let start = before.filter_map(free).find(|border| border.end <= mention.start).map(|border| border.end);
    let end = after.filter_map(free).map(|border| border.start).next();
    Span::new(start.unwrap_or(sentence.start), end.unwrap_or(sentence.end).max(mention.end.min(sentence.end)))
}

/// The stretch of the source that shows a mention: its sentence, or the words around it in a long one.
pub(super) fn quote(text: &Text<'_>, sentence: Span, mention: Span) -> Span {
    let folded = text.folded();
    let raw = sentence.of(folded);
    // Counting all characters of a text without a stop for each mention in it would take the square of the time.
    let is_short = raw.len() <= QUOTE || (!raw.is_ascii() && raw.chars().nth(QUOTE).is_none());
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
