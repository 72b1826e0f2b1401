//! Words about the fields of a posting, in one text: which of them count.

use std::ops::Range;

use crate::lexicon::{FieldKind, FieldWord, Lexicon, MarkerAsk, Says, Scope, Standing, YearWordKind};
use crate::matcher::{Mark, Marks, Scan, words_left, words_right};
use crate::span::Span;
use crate::terms::{Ask, Section};
use crate::text::{LineKind, Text};

/// A word that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) kind: FieldKind,
    pub(super) standing: Standing,
}

/// Lines of a list up to its heading.
const LIST_LINES: usize = 12;

/// Bytes of signs and breaks between two sentences at most.
const SIGNS: usize = 12;

/// Words before another in which a negation reaches it, and words behind it in which one is looked for.
const NEGATED: usize = 4;
const DENIED: usize = 8;

const NEGATIONS: [&str; 26] = [
    "not", "no", "cannot", "never", "neither", "nobody", "nor", "without", "nicht", "kein", "keine", "keinen", "weder",
    "niemand", "pas", "aucun", "aucune", "ni", "geen", "niet", "nie", "ohne", "sans", "sin", "zonder", "bez",
];

/// What is denied behind a word: "is not possible".
const DENIALS: [&str; 44] = [
    "possible",
    "available",
    "an option",
    "offered",
    "on offer",
    "allowed",
    "permitted",
    "supported",
    "need",
    "required",
    "necessary",
    "matter",
    "asked",
    "asks",
    "count",
    "a must",
    "expected",
    "impress",
    "interest",
    "m\u{f6}glich",
    "vorgesehen",
    "n\u{f6}tig",
    "erforderlich",
    "notwendig",
    "brauch",
    "wichtig",
    "interessier",
    "mogelijk",
    "nodig",
    "vereist",
    "hoeft",
    "belangrijk",
    "posible",
    "necesari",
    "importan",
    "mo\u{17c}liw",
    "wymagan",
    "znaczenia",
    "potrzeb",
    "pr\u{e9}vu",
    "exig",
    "indispensable",
    "n\u{e9}cessaire",
    "gibt",
];

/// Answers that deny.
const ANSWERS: [&str; 9] = ["no", "not", "none", "never", "nein", "nicht", "non", "nee", "nie"];

/// Words that say of something that it makes no difference.
const DISMISSALS: [&str; 24] = [
    "beside the point",
    "immaterial",
    "irrelevant",
    "leave us cold",
    "leaves us cold",
    "of no interest",
    "of no use",
    "unimportant",
    "we ignore",
    "egal",
    "nebensache",
    "spielt keine rolle",
    "spielen keine rolle",
    "unwichtig",
    "zweitrangig",
    "importe peu",
    "on s'en moque",
    "peu importe",
    "da igual",
    "es lo de menos",
    "maakt niet uit",
    "oboj\u{119}tne",
    "bez znaczenia",
    "nie gra roli",
];

/// How much something is wanted, as the markers around it and its section say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Needed,
    Welcome,
    Not,
}

/// One text with its words about fields.
pub(super) struct Fields<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) scan: &'a Scan,
    words: Vec<Word>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a Text<'a>, lexicon: &'a Lexicon, scan: &'a Scan) -> Self {
        Self { text, lexicon, scan, words: words(&lexicon.inner().words.fields, scan.marks.fields()) }
    }

    /// Every word, in order.
    pub(super) fn all(&self) -> &[Word] {
        &self.words
    }

    /// The words that begin within a stretch.
    pub(super) fn within(&self, stretch: Span) -> &[Word] {
        let from = self.words.partition_point(|word| word.span.start < stretch.start);
        let to = self.words.partition_point(|word| word.span.start < stretch.end);
        &self.words[from..to.max(from)]
    }

    /// The folded text.
    pub(super) fn folded(&self) -> &str {
        self.text.folded()
    }

    /// The sentence of a word.
    pub(super) fn sentence(&self, word: &Word) -> Span {
        self.text.sentence_at(word.span.start)
    }

    /// The section of a word.
    pub(super) fn section(&self, word: &Word) -> Option<Section> {
        self.scan.section_at(word.span.start).map(|section| section.section)
    }

    /// How much a stretch of a sentence is wanted. The marker behind it speaks, up to where the next such stretch begins; else one
    /// before it, since the last one's end.
    pub(super) fn want(&self, span: Span, sentence: Span, between: Range<usize>) -> Want {
        let table = &self.lexicon.inner().words.markers;
        let says = |mark: &Mark| match table[mark.index as usize].ask {
            MarkerAsk::Says(ask) => Some((ask, table[mark.index as usize].scope)),
            MarkerAsk::Nothing => None,
        };
        let want = |ask: Ask| match ask {
            Ask::Preferred => Want::Welcome,
            Ask::Excluded => Want::Not,
            _ => Want::Needed,
        };
        let has_words = |from: usize, to: usize| {
            self.text.folded().get(from..to).is_some_and(|text| text.contains(char::is_alphanumeric))
        };
        let section = self.scan.section_at(span.start).map(|section| section.section);
        let behind = Span::new(span.end, sentence.end.min(between.end).max(span.end));
        // The marker of "preferred but not required" is the longer one, which was sorted first.
        let after = Marks::within(self.scan.marks.markers(), behind).iter().find_map(|mark| match says(mark) {
            Some((ask, Scope::Left | Scope::Line | Scope::Either)) => Some(ask),
            // "A degree, ideally."
            Some((ask, Scope::Right | Scope::Next)) if !has_words(mark.span.end, sentence.end) => Some(ask),
            _ => None,
        });
        let front = Span::new(sentence.start.max(between.start).min(span.start), span.start);
        let before = Marks::within(self.scan.marks.markers(), front).iter().rev().find_map(|mark| match says(mark) {
            Some((ask, Scope::Right | Scope::Line | Scope::Next | Scope::Either)) => Some(ask),
            // "Welcome is a degree", "Desirable: a degree".
            Some((ask, Scope::Left)) if !has_words(sentence.start, mark.span.start) => Some(ask),
            _ => None,
        });
        // "Ideally a degree in physics or a diploma": what opens the sentence speaks for what has no word of its own.
        let before = before.or_else(|| {
            let marks = Marks::within(self.scan.marks.markers(), Span::new(sentence.start, front.start));
            let first = marks.iter().find(|mark| !has_words(sentence.start, mark.span.start))?;
            match says(first) {
                Some((Ask::Preferred, Scope::Right | Scope::Next)) => Some(Ask::Preferred),
                _ => None,
            }
        });
        match (after, before, section) {
            (Some(ask), _, section) => match want(ask) {
                Want::Needed if section == Some(Section::Preferred) => Want::Welcome,
                said => said,
            },
            (None, Some(Ask::Excluded), _) | (None, _, Some(Section::Unwanted)) => Want::Not,
            (None, _, Some(Section::Preferred)) => Want::Welcome,
            (None, Some(ask), _) => want(ask),
            (None, None, _) if self.is_under_refusal(span) => Want::Not,
            (None, None, _) => Want::Needed,
        }
    }

    /// Whether words within a stretch say that something is welcome.
    pub(super) fn is_welcome_within(&self, stretch: Span) -> bool {
        let table = &self.lexicon.inner().words.markers;
        let marks = Marks::within(self.scan.marks.markers(), stretch);
        marks.iter().any(|mark| table[mark.index as usize].ask == MarkerAsk::Says(Ask::Preferred))
    }

    /// The sentence that follows another with nothing but signs and breaks between them.
    pub(super) fn sentence_after(&self, sentence: Span) -> Option<Span> {
        let rest = self.folded().get(sentence.end..)?;
        let at = rest.find(char::is_alphanumeric).filter(|at| *at <= SIGNS)?;
        Some(self.text.sentence_at(sentence.end + at))
    }

    /// Whether the list that holds a place is headed by words that refuse: "What we don't need".
    fn is_under_refusal(&self, span: Span) -> bool {
        let lines = self.text.lines();
        let next = lines.partition_point(|line| line.span.start <= span.start);
        let table = &self.lexicon.inner().words.markers;
        let above = lines[..next].iter().rev().skip(1).take(LIST_LINES);
        let heading = above.into_iter().find(|line| line.kind == LineKind::Heading);
        heading.is_some_and(|line| {
            let marks = Marks::within(self.scan.marks.markers(), line.span);
            marks.iter().any(|mark| table[mark.index as usize].ask == MarkerAsk::Says(Ask::Excluded))
        })
    }

    /// Whether a negation reaches a word: before it ("not suitable for remote work", "don't look at degrees"), or behind it where
    /// something is denied ("working from home is unfortunately not possible", "a degree is not needed").
    pub(super) fn is_negated(&self, word: &Word) -> bool {
        let (before, after) = self.around(word.span, self.sentence(word));
        negates(before) || (negates(after) && denies(after)) || self.is_answered_no(word)
    }

    /// Whether a word is a question or a label that is answered with no: "Remote? Sadly not", "Homeoffice: nein".
    fn is_answered_no(&self, word: &Word) -> bool {
        let folded = self.text.folded();
        let Some(answer) = folded[word.span.end..].strip_prefix(['?', ':']) else { return false };
        let line = answer.split(['\n', '.', ',', ';']).next().unwrap_or_default();
        let no = |word: &str| {
            ANSWERS.iter().any(|no| word.trim_end_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(no))
        };
        line.split_whitespace().take(2).any(no) || (negates(line) && denies(line))
    }

    /// Whether words around another say that it makes no difference: "your degree is irrelevant".
    pub(super) fn is_dismissed(&self, word: &Word) -> bool {
        let (before, after) = self.around(word.span, self.sentence(word));
        let (before, after) = (before.to_lowercase(), after.to_lowercase());
        DISMISSALS.iter().any(|dismissal| before.contains(dismissal) || after.contains(dismissal))
    }

    /// Whether a stretch is said not to be needed: a negation before or behind it, and what is denied: "no experience is needed", "you
    /// don't need experience".
    pub(super) fn is_denied(&self, span: Span, sentence: Span) -> bool {
        let (before, after) = self.around(span, sentence);
        (negates(before) && (denies(before) || denies(after))) || (negates(after) && denies(after))
    }

    /// A few words before and behind a stretch, in its clause.
    fn around(&self, span: Span, sentence: Span) -> (&str, &str) {
        let folded = self.text.folded();
        let before = words_left(folded, span.start, NEGATED, sentence.start.min(span.start)).of(folded);
        let after = words_right(folded, span.end, DENIED, sentence.end.max(span.end)).of(folded);
        let borders = [',', ';', ':', '(', '.'];
        (before.rsplit(borders).next().unwrap_or_default(), after.split(borders).next().unwrap_or_default())
    }

    /// The number that ends right before a byte of a sentence, in figures or words.
    pub(super) fn number_before(&self, at: usize, sentence: Span) -> Option<u32> {
        let head = self.folded().get(sentence.start..at)?.trim_end_matches([' ', '-', '+', '~']);
        super::years::value_at_end(head, self.lexicon).map(|(value, _)| value)
    }

    /// Whether a line begins with a stretch, but for a word or two: an item of its own.
    pub(super) fn begins_line(&self, span: Span) -> bool {
        let line = self.text.line_at(span.start);
        line.is_some_and(|line| {
            let before = &self.folded()[line.content.start.min(span.start)..span.start];
            before.split_whitespace().count() <= 2 && !before.contains(['.', ':'])
        })
    }

    /// Units of years within a stretch.
    pub(super) fn years_within(&self, stretch: Span) -> impl Iterator<Item = Span> {
        self.year_words(stretch, YearWordKind::Unit)
    }

    /// Words for experience within a stretch.
    pub(super) fn experience_within(&self, stretch: Span) -> impl Iterator<Item = Span> {
        self.year_words(stretch, YearWordKind::Experience)
    }

    fn year_words(&self, stretch: Span, kind: YearWordKind) -> impl Iterator<Item = Span> {
        let table = &self.lexicon.inner().words.years;
        let marks = Marks::within(self.scan.marks.years(), stretch).iter();
        marks.filter(move |mark| table[mark.index as usize].kind == kind).map(|mark| mark.span)
    }
}

/// The number that ends a text, with thousands in figures or a small one in words: "5,000", "1.500", "12 000", "10k", "fourteen".
pub(super) fn count_at_end(text: &str, lexicon: &Lexicon) -> Option<u64> {
    let head = text.trim_end_matches([' ', '+', '-']);
    if !head.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'k' | 'K')) {
        return super::years::value_at_end(head, lexicon).map(|(value, _)| value.into());
    }
    let (head, thousand) = match head.strip_suffix(['k', 'K']) {
        Some(head) if head.ends_with(|c: char| c.is_ascii_digit()) => (head, 1000),
        _ => (head, 1),
    };
    let mark = |at: usize, c: char| {
        matches!(c, ',' | '.' | '\'' | ' ')
            && head[..at].ends_with(|c: char| c.is_ascii_digit())
            && head[at + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3
    };
    let other = head.char_indices().rev().find(|(at, c)| !(c.is_ascii_digit() || mark(*at, *c)));
    let from = other.map_or(0, |(at, c)| at + c.len_utf8());
    let money = ['$', '\u{20AC}', '\u{A3}'];
    if head[..from].ends_with(|c: char| c.is_alphanumeric() || money.contains(&c)) {
        return None;
    }
    let digits: String = head[from..].chars().filter(char::is_ascii_digit).collect();
    digits.parse::<u64>().ok().filter(|count| *count > 0).map(|count| count * thousand)
}

fn negates(text: &str) -> bool {
    let no = |word: &str| NEGATIONS.iter().any(|no| word.eq_ignore_ascii_case(no));
    text.contains("n't ") || text.split(' ').any(no)
}

fn denies(text: &str) -> bool {
    let text = text.to_lowercase();
    DENIALS.iter().any(|word| text.contains(word))
}

/// The words of a table that were seen: of those of one kind the longest, none inside one that says nothing.
pub(super) fn words(table: &[FieldWord], marks: &[Mark]) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(marks.len());
    for mark in marks {
        let word = &table[mark.index as usize];
        // Sorted by start, longest first: the last ones kept may hold this one.
        let kind = std::mem::discriminant(&word.kind);
        let inside = |kept: &Word| mark.span.start < kept.span.end && std::mem::discriminant(&kept.kind) == kind;
        if !kept.iter().rev().take(REACH).any(inside) {
            kept.push(Word { span: mark.span, kind: word.kind, standing: word.standing });
        }
    }
    kept.retain(|word| {
        let nothing = matches!(
            word.kind,
            FieldKind::Degree(Says::Nothing)
                | FieldKind::Diploma(Says::Nothing)
                | FieldKind::Mode(Says::Nothing)
                | FieldKind::Days(Says::Nothing)
                | FieldKind::Contract(Says::Nothing)
                | FieldKind::Tier(Says::Nothing)
                | FieldKind::Duty(Says::Nothing)
                | FieldKind::Hours(Says::Nothing)
        );
        !nothing
    });
    kept
}

/// Words looked back at: no more kinds overlap at one place.
const REACH: usize = 6;

/// Whether a word describes none behind it: what follows is a sign, the end, or a word that joins.
pub(super) fn is_alone(text: &str, span: Span) -> bool {
    let rest = &text[span.end..];
    let Some(after) = rest.strip_prefix(' ') else {
        return !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    };
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) || JOINS.contains(&word)
}

/// Words behind which another clause or a place begins. A word after it that is capitalised heads the next item.
const JOINS: [&str; 79] = [
    "after",
    "albo",
    "all",
    "allowed",
    "and",
    "anywhere",
    "are",
    "as",
    "at",
    "au",
    "auf",
    "aus",
    "available",
    "avec",
    "because",
    "bei",
    "between",
    "but",
    "by",
    "chez",
    "con",
    "dans",
    "desde",
    "during",
    "each",
    "en",
    "et",
    "eu",
    "europe",
    "every",
    "first",
    "for",
    "friendly",
    "from",
    "i",
    "if",
    "im",
    "in",
    "is",
    "lub",
    "met",
    "mit",
    "most",
    "nach",
    "near",
    "next",
    "o",
    "oder",
    "of",
    "ok",
    "okay",
    "on",
    "only",
    "or",
    "ou",
    "per",
    "possible",
    "preferred",
    "since",
    "so",
    "starting",
    "sur",
    "than",
    "then",
    "throughout",
    "to",
    "uk",
    "und",
    "until",
    "us",
    "vanaf",
    "w",
    "when",
    "where",
    "while",
    "with",
    "within",
    "y",
    "z",
];

/// Whether nothing but a sign stands before a word: it begins a line, a bracket, a value or an item.
pub(super) fn begins(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(' ');
    before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '"' | '%'))
}
