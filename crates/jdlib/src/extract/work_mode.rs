//! Where the work is done.

use super::fields::{Fields, Word, is_alone};
use super::words;
use crate::lexicon::{FieldKind, ModeWord, Says, Spot, Standing};
use crate::matcher::words_left;
use crate::posting::{Posting, region_code};
use crate::span::Span;
use crate::terms::{Section, WorkMode};

/// Days of a week that is worked in full.
const WEEK: u32 = 5;

/// Bytes between days and the place where they are spent.
const PLACE: usize = 48;

/// Bytes behind "remote" within which the region stands: "Remote, anywhere in the United States".
const REGION: usize = 48;

/// Where the work is done, as far as the posting says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WorkPlace {
    pub(super) mode: Option<WorkMode>,
    /// Days of a week in the office; of hybrid and on-site work only.
    pub(super) office_days: Option<u8>,
    /// Outside of this region nobody is hired; of remote work only.
    pub(super) region: Option<&'static str>,
}

/// The header decides: the column, else location or title; then the text, where days beat words, hybrid beats remote, and remote
/// beats on site, which a text says of single days too.
pub(super) fn read(posting: &Posting, title: &Fields<'_>, location: &Fields<'_>, body: &Fields<'_>) -> WorkPlace {
    let header = words::work_mode(&posting.work_mode).or_else(|| said(location)).or_else(|| said(title));
    let days = office_days(body);
    let of_days = days.map(|days| if days >= WEEK { WorkMode::Onsite } else { WorkMode::Hybrid });
    let mode = header.or(of_days).or_else(|| weekdays(body)).or_else(|| said(body)).or_else(|| in_office(body));
    let office_days = days.filter(|_| matches!(mode, Some(WorkMode::Hybrid | WorkMode::Onsite)));
    let region = match mode {
        Some(WorkMode::Remote) => region(posting, title, location, body),
        _ => None,
    };
    WorkPlace { mode, office_days: office_days.and_then(|days| u8::try_from(days).ok()), region }
}

/// The words about work mode that count.
fn modes<'f>(fields: &'f Fields<'_>) -> impl Iterator<Item = (&'f Word, ModeWord)> {
    fields.all().iter().filter_map(|word| match word.kind {
        FieldKind::Mode(Says::This(mode)) => {
            let counts = word.standing == Standing::Anywhere || is_alone(fields.folded(), word.span);
            let legal = fields.section(word) == Some(Section::Legal);
            (counts && !legal).then(|| match mode {
                ModeWord::Is(WorkMode::Remote | WorkMode::Hybrid) if fields.is_negated(word) => {
                    (word, ModeWord::Not(WorkMode::Remote))
                }
                ModeWord::Is(WorkMode::Remote) if is_part(fields.folded(), word.span) => {
                    (word, ModeWord::Is(WorkMode::Hybrid))
                }
                mode => (word, mode),
            })
        }
        _ => None,
    })
}

/// Whether a share below all stands right before a word or soon behind it: "50% remote", "remote up to 50 %".
fn is_part(text: &str, word: Span) -> bool {
    let mut end = (word.end + SHARE).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let behind = text[word.end..end].split(['.', ',', ';', '\n']).next().unwrap_or_default();
    text[..word.start].trim_end().strip_suffix('%').is_some_and(is_below_all)
        || behind.split_once('%').is_some_and(|(share, _)| is_below_all(share))
}

/// Bytes behind "remote" within which its share stands: "remote work is possible up to 50 %".
const SHARE: usize = 28;

fn is_below_all(before: &str) -> bool {
    let before = before.trim_end();
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
}

fn said(fields: &Fields<'_>) -> Option<WorkMode> {
    let mut seen = [false; 3];
    for (_, mode) in modes(fields) {
        match mode {
            // What is said not to be possible beats what other sentences may mean.
            ModeWord::Not(WorkMode::Remote) => return Some(WorkMode::Onsite),
            ModeWord::Not(_) => seen[WorkMode::Remote as usize] = true,
            ModeWord::Is(mode) => seen[mode as usize] = true,
        }
    }
    let of = |mode: WorkMode| seen[mode as usize].then_some(mode);
    of(WorkMode::Hybrid).or_else(|| of(WorkMode::Remote)).or_else(|| of(WorkMode::Onsite))
}

/// A text that names the office as a place of work, and nothing else, means it.
fn in_office(fields: &Fields<'_>) -> Option<WorkMode> {
    let mut places = fields
        .all()
        .iter()
        .filter(|word| word.kind == FieldKind::Place(Spot::Office))
        .filter(|word| word.standing == Standing::Anywhere || is_ours(fields, word));
    let counts = |word: &Word| {
        !matches!(fields.section(word), Some(Section::Benefits | Section::Legal | Section::Process | Section::Company))
            && is_alone(fields.folded(), word.span)
            && !fields.is_negated(word)
    };
    places.any(counts).then_some(WorkMode::Onsite)
}

/// Whether words right before an office say that it is the employer's: "in our Dublin office".
fn is_ours(fields: &Fields<'_>, word: &Word) -> bool {
    let folded = fields.folded();
    let before = words_left(folded, word.span.start, 4, fields.sentence(word).start.min(word.span.start)).of(folded);
    let before = format!(" {}", before.to_lowercase());
    [" in our ", " at our ", " from our "].iter().any(|ours| before.contains(ours)) && !before.contains([',', ';', ':'])
}

/// Days of a week in the office, as said of them or of the days at home.
fn office_days(fields: &Fields<'_>) -> Option<u32> {
    let folded = fields.folded();
    fields.all().iter().find_map(|word| {
        if word.kind != FieldKind::Days(Says::This(())) {
            return None;
        }
        let sentence = fields.sentence(word);
        let number = fields.number_before(word.span.start, sentence).filter(|number| (1..=WEEK).contains(number))?;
        let reach = |stretch: Span| !stretch.of(folded).contains([';', '.']) && stretch.len() <= PLACE;
        // "Two days remote, three days in the office": the place behind the days, up to the next days.
        let mut behind = fields.within(Span::new(word.span.start, sentence.end.max(word.span.start))).iter().skip(1);
        let after = behind.find_map(|other| match other.kind {
            FieldKind::Days(_) => Some(None),
            _ => spot(other)
                .filter(|_| reach(Span::new(word.span.end.min(other.span.start), other.span.start)))
                .map(Some),
        });
        let before = || {
            let front = fields.within(Span::new(sentence.start, word.span.start.max(sentence.start)));
            let last = front.iter().rev().find(|other| spot(other).is_some())?;
            spot(last).filter(|_| last.span.end <= word.span.start && reach(Span::new(last.span.end, word.span.start)))
        };
        let own = || fields.all().iter().filter(|other| other.span.overlaps(word.span)).find_map(spot);
        match own()
            .or_else(|| after.flatten())
            .or_else(before)
            .or_else(|| named(folded, word.span.end))
            .or_else(|| named_before(folded, sentence, word.span.start))?
        {
            Spot::Office => Some(number),
            Spot::Home => Some(WEEK - number),
        }
    })
}

/// Words between days by their names and the place where they are spent.
const GLUE: [&str; 37] = [
    "on", "every", "each", "other", "second", "and", "are", "we", "we're", "you", "is", "usually", "always", "only",
    "day", "days", "week", "am", "immer", "jeden", "und", "sind", "wir", "les", "le", "et", "los", "el", "y", "op",
    "elke", "en", "w", "i", "for", "working", "work",
];

/// Where days that have names are spent: "Tuesdays and Thursdays in the office", "at home on Fridays".
fn weekdays(fields: &Fields<'_>) -> Option<WorkMode> {
    let folded = fields.folded();
    let is_glue = |from: usize, to: usize| {
        folded.get(from..to).is_some_and(|between| {
            !between.contains([',', ';', '.', '\n'])
                && between.split_whitespace().all(|word| GLUE.contains(&word.to_lowercase().as_str()))
        })
    };
    let placed = |word: &Word| spot(word).map(|spot| (word.span, spot));
    let mut rest = fields.all();
    while let Some(first) = rest.iter().position(|word| matches!(word.kind, FieldKind::Weekday(_))) {
        let run = run(folded, &rest[first..]);
        let sentence = fields.sentence(&rest[first]);
        let apart = matches!(
            fields.section(&rest[first]),
            Some(Section::Benefits | Section::Legal | Section::Process | Section::Company)
        );
        let habit = run.span.of(folded).ends_with('s');
        let after = || {
            let mut behind = fields.within(Span::new(run.span.end, sentence.end.max(run.span.end))).iter();
            behind.find_map(placed).filter(|(span, _)| is_glue(run.span.end, span.start)).map(|(_, place)| place)
        };
        let before = || {
            let mut front = fields.within(Span::new(sentence.start.min(run.span.start), run.span.start)).iter().rev();
            front.find_map(placed).filter(|(span, _)| is_glue(span.end, run.span.start)).map(|(_, place)| place)
        };
        let spent = after().or_else(before).or_else(|| named(folded, run.span.end).filter(|_| habit));
        match spent.filter(|_| !apart) {
            Some(Spot::Office) if run.days >= WEEK => return Some(WorkMode::Onsite),
            Some(_) => return Some(WorkMode::Hybrid),
            None => rest = &rest[first + run.words..],
        }
    }
    None
}

/// The place that a word names.
fn spot(word: &Word) -> Option<Spot> {
    match word.kind {
        FieldKind::Place(spot) => Some(spot),
        _ => None,
    }
}

/// Days that are named together: "Mondays and Thursdays", "Tuesday to Thursday".
struct Run {
    span: Span,
    days: u32,
    /// Words of the table up to its last day.
    words: usize,
}

fn run(folded: &str, words: &[Word]) -> Run {
    let mut run = Run { span: words[0].span, days: 1, words: 1 };
    let mut last = words[0].kind;
    for (at, word) in words.iter().enumerate().skip(1) {
        let (FieldKind::Weekday(day), FieldKind::Weekday(before)) = (word.kind, last) else { continue };
        let between = folded[run.span.end.min(word.span.start)..word.span.start].trim().to_lowercase();
        match between.as_str() {
            "to" | "through" | "-" | "until" | "till" | "bis" | "\u{e0}" | "au" | "a" | "t/m" | "tot" | "do" => {
                run.days += u32::from(day.saturating_sub(before));
            }
            "and" | "or" | "," | "/" | "&" | "+" | "und" | "oder" | "et" | "y" | "o" | "en" | "i" | ", and"
            | "and on" => {
                run.days += 1;
            }
            _ => break,
        }
        (run.span.end, run.words, last) = (word.span.end, at + 1, word.kind);
    }
    run
}

/// A place that is named behind days: "two days a week in Leeds", "2 days at the depot", "zwei Tage bei uns".
fn named(folded: &str, end: usize) -> Option<Spot> {
    let behind = folded[end..].trim_start();
    let place = NAMED.iter().find_map(|word| behind.strip_prefix(word)).filter(|rest| {
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        !NO_PLACES.contains(&word.to_lowercase().as_str())
    });
    let city = || PREPOSITIONS.iter().find_map(|word| behind.strip_prefix(word)).filter(|rest| is_name(rest));
    place.or_else(city).map(|_| Spot::Office)
}

/// A place that is named before days: "in Galway three days a week".
fn named_before(folded: &str, sentence: Span, days: usize) -> Option<Spot> {
    let front = folded[sentence.start.min(days)..days].trim_start_matches(|c: char| !c.is_alphanumeric());
    let (first, rest) = front.split_once(' ')?;
    let is_preposition = PREPOSITIONS.iter().any(|word| word.trim_end() == first.to_lowercase());
    (is_preposition && is_name(rest) && rest.split_whitespace().count() <= NAME).then_some(Spot::Office)
}

/// Words of a place and of the number of days behind it.
const NAME: usize = 4;

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// Words behind which the name of a place stands.
const PREPOSITIONS: [&str; 9] = ["in ", "at ", "on ", "near ", "im ", "\u{e0} ", "en ", "w ", "te "];

/// Words behind which some place of the employer stands, or that name it.
const NAMED: [&str; 42] = [
    "here",
    "in person",
    "in the ",
    "in our ",
    "at the ",
    "at our ",
    "on the ",
    "on our ",
    "with us",
    "bei uns",
    "hier",
    "in der ",
    "im ",
    "am ",
    "an der ",
    "beim ",
    "in unserem ",
    "in unserer ",
    "vor ort",
    "chez nous",
    "ici",
    "\u{e0} l'",
    "\u{e0} la ",
    "au ",
    "aux ",
    "dans nos ",
    "dans notre ",
    "dans les ",
    "sur place",
    "aqu\u{ed}",
    "en la ",
    "en el ",
    "en nuestra ",
    "en nuestro ",
    "bij ons",
    "in de ",
    "in het ",
    "op de ",
    "op het ",
    "u nas",
    "w naszym ",
    "w naszej ",
];

/// What is no place though such a word goes before it: "three days in the week", "two days on the road".
const NO_PLACES: [&str; 33] = [
    "week",
    "month",
    "year",
    "quarter",
    "summer",
    "winter",
    "morning",
    "road",
    "train",
    "field",
    "spring",
    "autumn",
    "beginning",
    "end",
    "woche",
    "monat",
    "jahr",
    "quartal",
    "st\u{fc}ck",
    "sommer",
    "semaine",
    "mois",
    "choix",
    "total",
    "semana",
    "mes",
    "a\u{f1}o",
    "maand",
    "jaar",
    "tygodniu",
    "first",
    "last",
    "next",
];

/// The region that remote work is restricted to: behind the word itself, after words that say so, or in the location.
fn region(posting: &Posting, title: &Fields<'_>, location: &Fields<'_>, body: &Fields<'_>) -> Option<&'static str> {
    let behind = |fields: &Fields<'_>, word: &Word| {
        let folded = fields.folded();
        let end = fields.sentence(word).end.max(word.span.end);
        let mut stop = (word.span.end + REGION).min(end);
        while !folded.is_char_boundary(stop) {
            stop -= 1;
        }
        region_code(&folded[word.span.end..stop])
    };
    let of_mode = |fields: &Fields<'_>| {
        modes(fields)
            .filter(|(_, mode)| matches!(mode, ModeWord::Is(WorkMode::Remote)))
            .find_map(|(word, _)| behind(fields, word))
    };
    let stated = || {
        let mut words = body.all().iter().filter(|word| word.kind == FieldKind::Within);
        words.find_map(|word| behind(body, word))
    };
    let country = || Some(posting.country_code()).filter(|code| !code.is_empty());
    of_mode(location).or_else(|| of_mode(title)).or_else(|| of_mode(body)).or_else(stated).or_else(country)
}
