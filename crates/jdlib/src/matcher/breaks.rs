//! Line breaks that a text lost: `...deadlines.Strong communication`, `RequirementsBachelor's degree`,
//! `...pipelinesExperience with`.
//!
//! A line is broken only before a word that is known to begin items or headings, and only where that word is glued to
//! what ends another. Names written in one word (`PowerPoint`, `PyTorch`) end in none of those words and stay whole. In
//! a text that lost all of its breaks to spaces, a line is also broken where no sentence could go on: before such a
//! word behind a small one, and around a heading.

use super::vocabulary::{Mark, Marks, Table};
use crate::lexicon::{Extent, Lexicon};
use crate::span::Span;
use crate::terms::Section;
use crate::text::Text;

/// Breaks the lines of a text anew and admits the words that stood glued.
pub(super) fn mend(text: &mut Text<'_>, lexicon: &Lexicon, marks: &mut Marks) {
    let breaks = Page { text, folded: text.folded(), lexicon, marks }.breaks();
    if !breaks.is_empty() {
        text.break_lines(&breaks);
        marks.release(text.folded(), &breaks);
    }
}

/// A text with so many bytes to a line lost its line breaks. Paragraphs of postings are shorter.
const LONGEST_LINES: usize = 700;

/// Characters to look back for the start of a word.
const TOKEN: usize = 64;

/// Words that cannot end an item: what follows them belongs to them, whatever its case.
const LINKS: [&str; 24] = [
    "a", "an", "and", "any", "as", "at", "by", "for", "from", "has", "have", "in", "is", "of", "on", "or", "our",
    "some", "the", "their", "to", "with", "without", "your",
];

struct Page<'a> {
    text: &'a Text<'a>,
    folded: &'a str,
    lexicon: &'a Lexicon,
    marks: &'a Marks,
}

impl Page<'_> {
    /// Where lines are to be broken, in order.
    fn breaks(&self) -> Vec<usize> {
        let starters = || self.marks.starters().iter();
        let glued = starters().filter(|mark| self.is_glued(mark.span));
        let mut found: Vec<usize> = glued.map(|mark| self.item(mark.span.start)).collect();
        if self.lost_all() {
            found.extend(starters().filter(|mark| self.runs_on(mark)).map(|mark| mark.span.start));
            self.headings(&mut found);
        }
        found.sort_unstable();
        found.dedup();
        self.glued_headings(&mut found);
        // A line that begins with the word is whole.
        found.retain(|at| {
            let line = self.text.line_at(*at).map(|line| line.content.start);
            line.is_some_and(|start| start < *at && has_words(&self.folded[start..*at]))
        });
        found
    }

    /// Whether a capitalised word stands right behind the end of another: a small letter, a digit, a closing sign, an
    /// abbreviation.
    fn is_glued(&self, span: Span) -> bool {
        let before = &self.folded[..span.start];
        let mut back = before.chars().rev();
        let Some(last) = back.next() else { return false };
        let ends = match last {
            '.' | ';' | ':' | ')' | ']' | '!' | '?' | '%' | '+' | '#' => {
                back.next().is_some_and(|c| !c.is_whitespace())
            }
            _ if last.is_uppercase() => back.next().is_some_and(char::is_uppercase),
            _ => last.is_lowercase() || last.is_ascii_digit(),
        };
        ends && !is_address(token(before))
    }

    /// Where the item of a glued word begins: its number belongs to it.
    fn item(&self, start: usize) -> usize {
        let token = token(&self.folded[..start]);
        let number = token.trim_end_matches(['.', ')']);
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        if digits && number.len() <= 2 && number.len() < token.len() { start - token.len() } else { start }
    }

    /// Adds the starts of headings that are glued to the line before and end where a line ends.
    fn glued_headings(&self, found: &mut Vec<usize>) {
        let glued = self.marks.glued.iter().filter(|(entry, _)| entry.table == Table::Headings);
        let glued = glued.map(|(entry, span)| Mark { span: *span, index: entry.index });
        let mut headings: Vec<Mark> = self.marks.headings().iter().copied().chain(glued).collect();
        headings.retain(|mark| {
            let words = mark.span.of(self.folded);
            words.starts_with(char::is_uppercase)
                && words.contains(' ')
                && self.is_glued(mark.span)
                && self.opens_asks(mark.index)
        });
        // From the last to the first: a heading may be glued to the heading behind it.
        headings.sort_by_key(|mark| std::cmp::Reverse(mark.span));
        for Mark { span, .. } in headings {
            let after = &self.folded[span.end..];
            let ends =
                after.is_empty() || after.starts_with([':', '\n', '\r']) || found.binary_search(&span.end).is_ok();
            if ends && let Err(at) = found.binary_search(&span.start) {
                found.insert(at, span.start);
            }
        }
    }

    /// Whether a heading opens what the posting is about. The others ("Apply now") are also buttons, and what follows
    /// is not theirs.
    fn opens_asks(&self, index: u32) -> bool {
        let heading = &self.lexicon.inner().words.headings[index as usize];
        heading.extent == Extent::Whole
            && !matches!(heading.section, Section::Process | Section::Legal | Section::Company)
    }

    fn is_whole(&self, index: u32) -> bool {
        matches!(self.lexicon.inner().words.headings[index as usize].extent, Extent::Whole | Extent::BeforeName)
    }

    /// Whether the text is so poor in lines that its items must have been run together.
    fn lost_all(&self) -> bool {
        let lines = self.text.lines();
        let bytes: usize = lines.iter().map(|line| line.content.len()).sum();
        !lines.is_empty() && bytes > LONGEST_LINES * lines.len()
    }

    /// Whether a capitalised word goes on where no sentence could: behind a small word, before a small one.
    fn runs_on(&self, mark: &Mark) -> bool {
        // Other languages than English write nouns with capitals.
        let english = self.lexicon.inner().words.starters[mark.index as usize].lang == "en";
        let before = self.folded[..mark.span.start].strip_suffix(' ');
        let after = self.folded[mark.span.end..].strip_prefix(' ');
        english && before.is_some_and(ends_item) && after.is_some_and(|after| after.starts_with(char::is_lowercase))
    }

    /// Adds the starts and ends of headings that stand inside lines: capitalised, behind the end of an item or a
    /// sentence, before a capital.
    fn headings(&self, found: &mut Vec<usize>) {
        let mut covered = 0;
        for mark in self.marks.headings() {
            let (before, words, after) =
                (&self.folded[..mark.span.start], mark.span.of(self.folded), &self.folded[mark.span.end..]);
            // Of headings that begin together the longest was sorted first; those inside it are words of it.
            if mark.span.start < covered || !words.starts_with(char::is_uppercase) || !self.is_whole(mark.index) {
                continue;
            }
            covered = mark.span.end;
            let sure = match self.starter_at(mark.span.start) {
                Some(starter) if starter.span == mark.span => true,
                // "Experience with" begins an item, whatever table it stands in too.
                _ if words.contains(' ') => {
                    words.rsplit(' ').next().is_some_and(|last| LINKS.binary_search(&last).is_err())
                }
                _ => !words.contains(char::is_lowercase),
            };
            let sentence = before.trim_end().ends_with(['.', '!', '?']);
            let stands = sentence || before.strip_suffix(' ').is_some_and(ends_item);
            let next = after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_uppercase));
            if sure && stands && next && self.opens_asks(mark.index) {
                found.extend([mark.span.start, mark.span.end + 1]);
            }
        }
    }

    /// The longest word that begins items at a place.
    fn starter_at(&self, at: usize) -> Option<&Mark> {
        let from = self.marks.starters().partition_point(|mark| mark.span.start < at);
        self.marks.starters().get(from).filter(|mark| mark.span.start == at)
    }
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The letters and signs without a space at the end of a text.
fn token(before: &str) -> &str {
    let start = before.char_indices().rev().take(TOKEN).take_while(|(_, c)| !c.is_whitespace()).last();
    start.map_or("", |(at, _)| &before[at..])
}

fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains("www.") || token.contains('@') || token.starts_with('#')
}

/// Whether a text may end an item without a full stop: in a small word that links nothing, or a bracket.
fn ends_item(before: &str) -> bool {
    let word = token(before);
    let small = word.starts_with(char::is_lowercase) && word.ends_with(char::is_alphanumeric);
    let bracket = word.ends_with(')') && word.contains(char::is_alphabetic);
    (small && LINKS.binary_search(&word).is_err()) || bracket
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::matcher::{Context, Matcher};
    use crate::text::Markup;

    fn lines(source: &str) -> Vec<String> {
        let matcher = Matcher::new(Lexicon::builtin());
        let mut text = Text::new(source, Markup::Auto);
        let folded = text.folded().to_owned();
        let _ = matcher.scan(&mut text, Context::default());
        assert_eq!(text.folded(), folded, "breaks change no byte");
        text.lines().iter().map(|line| line.content.of(&folded).to_owned()).collect()
    }

    #[test]
    fn lost_breaks_are_found() {
        for (source, expected) in [
            (
                "You meet deadlines.Strong communication skills",
                &["You meet deadlines.", "Strong communication skills"][..],
            ),
            ("RequirementsBachelor's degree in physics", &["Requirements", "Bachelor's degree in physics"]),
            ("Build data pipelinesExperience with Airflow", &["Build data pipelines", "Experience with Airflow"]),
            ("Good knowledge of SQLAbility to learn", &["Good knowledge of SQL", "Ability to learn"]),
            ("You know C++Familiarity with Go", &["You know C++", "Familiarity with Go"]),
            ("Java, Go (any)Must have a licence", &["Java, Go (any)", "Must have a licence"]),
            ("Duties: 1.Develops reports 2.Maintains data", &["Duties:", "1.Develops reports", "2.Maintains data"]),
            ("is welcome.Nice to have: Go", &["is welcome.", "Nice to have: Go"]),
            ("Gute ArbeitErfahrung mit Python", &["Gute Arbeit", "Erfahrung mit Python"]),
        ] {
            assert_eq!(lines(source), expected, "{source}");
        }
    }

    #[test]
    fn names_and_sentences_stay_whole() {
        for source in [
            "TensorFlow, PowerPoint, JavaScript, PyTorch, GitHub and McKinsey",
            "InDesign, OneDrive, BigQuery, ServiceNow and DataDog",
            "Adobe Experience Manager; User Experience design; Our Experience Cloud",
            "See https://acme.com/jobsExperience or mail hr@acme.comStrong or #TeamExperience now",
            "Strong experience. Ability to learn. Must know Go.",
            "CO Apply now",
            "- Experience with Python",
        ] {
            assert_eq!(lines(source).len(), 1, "{source}");
        }
    }

    #[test]
    fn texts_in_one_line_are_broken_around_headings_and_items() {
        let about = "We build tools for people who plan trips. ".repeat(20);
        let source = format!(
            "{about}Responsibilities Enhance the data platform for user experience teams Minimum Qualifications \
             Experience with Python Experience with the User Experience Cloud and Strong teams"
        );
        let found = lines(&source);
        let found: Vec<&str> = found.iter().skip(1).map(|line| line.as_str()).collect();
        assert_eq!(
            found,
            [
                "Responsibilities",
                "Enhance the data platform for user experience teams",
                "Minimum Qualifications",
                "Experience with Python Experience with the User Experience Cloud and Strong teams",
            ]
        );
    }

    #[test]
    fn glued_names_are_admitted() {
        let matcher = Matcher::new(Lexicon::builtin());
        let mut text = Text::new("Requirements\nYou know AirflowExperience with Docker is a must", Markup::Auto);
        let scan = matcher.scan(&mut text, Context::default());
        let found: Vec<&str> = scan.mentions.iter().map(|mention| mention.span.of(text.source())).collect();
        assert_eq!(found, ["Airflow", "Docker"]);
    }

    #[test]
    fn links_are_sorted() {
        assert!(LINKS.is_sorted());
    }
}
