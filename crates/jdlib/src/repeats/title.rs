//! The title key: what two titles of one opening share.
//!
//! Stripped: gender marks, requisition numbers, the posting's own place, where the work is done. Unified: a few
//! spellings. Sorted: the words that are left. Kept: everything else, above all words of level, for a Senior and a
//! Junior ad are two openings however alike their texts. A place that is not the posting's own stays, and so do years
//! (`Summer 2025`), shifts, stores and pay: what might tell two openings apart is never stripped on suspicion. The
//! price is a repeat missed now and then; the other mistake would lose an opening.

use xxhash_rust::xxh3::xxh3_64;

use super::place::Place;
use crate::text::{Markup, Text};

/// A number for the title; none for a title without words.
pub(super) fn key(title: &str, place: &Place) -> Option<u64> {
    let words = words(title, place);
    (!words.is_empty()).then(|| xxh3_64(words.join(" ").as_bytes()))
}

/// The words that make the key, sorted.
fn words(title: &str, place: &Place) -> Vec<String> {
    let text = Text::new(title, Markup::Plain);
    let mut segments = segments(text.folded());
    let whole = segments.clone();
    for segment in &mut segments {
        strip_gender(segment);
        strip_numbers(segment);
    }
    strip_places(&mut segments, place);
    for segment in &mut segments {
        strip_work_mode(segment);
    }
    let stripped = unified(&segments);
    // A title that is nothing but a place or a mode, `Remote`, is known by that.
    if stripped.is_empty() { unified(&whole) } else { stripped }
}

/// A word of a title.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// The character right before it: a space, a slash, a hyphen, ...
    before: char,
    /// Whether it was written in capitals.
    capitals: bool,
}

impl Word {
    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }
}

/// Words that stand together: a bracket, or what is between commas and dashes.
#[derive(Clone, Debug, Default)]
struct Segment {
    words: Vec<Word>,
    bracket: bool,
}

impl Segment {
    fn starts_with<S: AsRef<str>>(&self, at: usize, phrase: &[S]) -> bool {
        self.words.len() >= at + phrase.len()
            && phrase.iter().zip(&self.words[at..]).all(|(expected, word)| word.text == expected.as_ref())
    }
}

fn segments(title: &str) -> Vec<Segment> {
    let mut segments = vec![Segment::default()];
    let mut depth = 0_u32;
    let mut word = Word { text: String::new(), before: ' ', capitals: true };
    let mut previous = ' ';
    let mut characters = title.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let last = word.text.chars().last().unwrap_or(' ');
        let in_word = match character {
            '+' | '#' => last.is_alphabetic() || matches!(last, '+' | '#'),
            '\'' => last != ' ' && next.is_alphabetic(),
            // `40,000`, `3.5`
            ',' | '.' => last.is_ascii_digit() && next.is_ascii_digit(),
            _ => character.is_alphanumeric(),
        };
        if in_word {
            if word.text.is_empty() {
                word.before = previous;
                word.capitals = true;
            }
            word.capitals &= !character.is_lowercase();
            if character.is_alphanumeric() || matches!(character, '+' | '#') {
                word.text.extend(character.to_lowercase());
            }
        } else {
            if !word.text.is_empty()
                && let Some(segment) = segments.last_mut()
            {
                segment
                    .words
                    .push(std::mem::replace(&mut word, Word { text: String::new(), before: ' ', capitals: true }));
            }
            let spaced = previous == ' ' && matches!(next, ' ' | '-' | '|')
                || matches!((previous, character), ('-', '-') | ('|', '|'));
            match character {
                '(' | '[' | '{' | '\u{3010}' => {
                    depth += 1;
                    segments.push(Segment { words: Vec::new(), bracket: true });
                }
                ')' | ']' | '}' | '\u{3011}' => {
                    depth = depth.saturating_sub(1);
                    segments.push(Segment { words: Vec::new(), bracket: depth > 0 });
                }
                // `Entwickler:in` is one word.
                ':' if next != ' ' => {}
                ',' | ';' | ':' if depth == 0 => segments.push(Segment::default()),
                '-' | '|' if depth == 0 && spaced => segments.push(Segment::default()),
                _ => {}
            }
        }
        // `Techniker/-in` is joined by its slash.
        previous = if (previous, character) == ('/', '-') { '/' } else { character };
    }
    if !word.text.is_empty()
        && let Some(segment) = segments.last_mut()
    {
        segment.words.push(word);
    }
    segments.retain(|segment| !segment.words.is_empty());
    segments
}

/// Letters and words of gender marks: male, female, diverse, any, in a dozen languages.
const GENDERS: [&str; 17] =
    ["m", "w", "f", "d", "x", "h", "v", "k", "i", "n", "a", "gn", "div", "divers", "diverse", "mwd", "alle"];
const MALE: [&str; 2] = ["m", "h"];
const FEMALE: [&str; 4] = ["w", "f", "v", "k"];

/// Gender marks in words.
const GENDER_PHRASES: [&[&str]; 6] = [
    &["all", "genders"],
    &["all", "gender"],
    &["any", "gender"],
    &["alle", "geschlechter"],
    &["gender", "neutral"],
    &["gn"],
];

fn strip_gender(segment: &mut Segment) {
    let any = |list: &[&str], words: &[Word]| words.iter().any(|word| list.contains(&word.text.as_str()));
    let pair = |words: &[Word]| words.len() >= 2 && any(&MALE, words) && any(&FEMALE, words);
    if segment.bracket {
        let marks = segment.words.iter().all(|word| GENDERS.contains(&word.text.as_str()));
        let fused = segment.words.len() == 1 && is_fused_mark(&segment.words[0].text);
        let phrase =
            GENDER_PHRASES.iter().any(|phrase| phrase.len() == segment.words.len() && segment.starts_with(0, phrase));
        if marks && pair(&segment.words) || fused || phrase {
            segment.words.clear();
            return;
        }
    }
    let mut at = 0;
    while at < segment.words.len() {
        if let Some(phrase) = GENDER_PHRASES.iter().find(|phrase| phrase.len() > 1 && segment.starts_with(at, phrase)) {
            segment.words.drain(at..at + phrase.len());
            continue;
        }
        // m/w/d, f|m|x
        let run = 1 + segment.words[at + 1..].iter().take_while(|word| matches!(word.before, '/' | '|' | '*')).count();
        let run_words = &segment.words[at..at + run];
        if run_words.iter().all(|word| GENDERS.contains(&word.text.as_str())) && pair(run_words) {
            segment.words.drain(at..at + run);
            continue;
        }
        // Entwickler:in, Ingenieur*in, Techniker/-in
        let ending = &segment.words[at];
        if matches!(ending.text.as_str(), "in" | "innen") && matches!(ending.before, ':' | '*' | '_' | '/') && at > 0 {
            segment.words.remove(at);
            continue;
        }
        at += 1;
    }
}

/// `mwd`, `fmx`: three or four different letters, both genders among them.
fn is_fused_mark(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    (3..=4).contains(&letters.len())
        && letters
            .iter()
            .enumerate()
            .all(|(at, letter)| "mwfdxhvi".contains(*letter) && !letters[..at].contains(letter))
        && word.contains(['m', 'h'])
        && word.contains(['w', 'f', 'v'])
}

/// Words that introduce a requisition number.
const NUMBER_LABELS: [&str; 14] = [
    "req",
    "requisition",
    "ref",
    "reference",
    "id",
    "jobid",
    "job",
    "jr",
    "r",
    "nr",
    "no",
    "kennziffer",
    "vacancy",
    "posting",
];

/// Strips requisition numbers: five digits or more, four among letters or in a bracket of their own, three after a `#`
/// or a label. Years and pay are none.
fn strip_numbers(segment: &mut Segment) {
    let alone = segment.bracket && segment.words.len() == 1;
    let mut at = 0;
    while at < segment.words.len() {
        let word = &segment.words[at];
        let digits = word.digits();
        let number = word.is_number();
        let labelled = at > 0 && NUMBER_LABELS.contains(&segment.words[at - 1].text.as_str());
        let marked = matches!(word.before, '#' | ':') || labelled;
        let paid = matches!(word.before, '$' | '\u{20AC}' | '\u{A3}');
        let year = number && digits == 4 && (word.text.starts_with("19") || word.text.starts_with("20"));
        let strip = !paid
            && !year
            && match number {
                true => digits >= 5 || digits == 4 && alone || digits >= 3 && marked,
                false => digits >= 4,
            };
        if !strip {
            at += 1;
            continue;
        }
        // `23-18107`, `R2843-6334`
        let mut end = at + 1;
        while segment.words.get(end).is_some_and(|word| word.before == '-' && word.is_number()) {
            end += 1;
        }
        let mut start = at;
        if start > 0 && segment.words[start].before == '-' && segment.words[start - 1].is_number() {
            start -= 1;
        }
        while start > 0 && NUMBER_LABELS.contains(&segment.words[start - 1].text.as_str()) {
            start -= 1;
        }
        segment.words.drain(start..end);
        at = start;
    }
}

/// Codes that are words of titles as well: stripped only right after their city.
const CODES_AND_WORDS: [&str; 18] =
    ["it", "hr", "ai", "bi", "qa", "ml", "md", "pa", "pr", "pm", "ar", "in", "or", "me", "hi", "de", "ma", "va"];

/// Words that lead to a place.
const PREPOSITIONS: [&str; 4] = ["in", "at", "near", "\u{E0}"];

/// Strips the posting's own place: in a bracket anywhere, elsewhere at the end of a segment, or two words and more in a
/// row. So the mobile engineer of Mobile, Alabama keeps the word.
fn strip_places(segments: &mut [Segment], place: &Place) {
    let mut after_place = false;
    for segment in segments {
        let mut at = 0;
        while at < segment.words.len() {
            let name = place.names.iter().filter(|name| segment.starts_with(at, name)).max_by_key(|name| name.len());
            if let Some(length) = name.map(Vec::len)
                && (segment.bracket
                    || length > 1
                    || at + 1 == segment.words.len()
                    || after_place_code(segment, at + 1, place))
            {
                let end = at + length;
                // `in Austin`
                at -= usize::from(at > 0 && PREPOSITIONS.contains(&segment.words[at - 1].text.as_str()));
                segment.words.drain(at..end);
                after_place = true;
                continue;
            }
            let word = &segment.words[at];
            let code = word.capitals && place.codes.contains(&word.text);
            let last = at + 1 == segment.words.len();
            if code && (after_place || (last || segment.bracket) && !CODES_AND_WORDS.contains(&word.text.as_str())) {
                segment.words.remove(at);
                continue;
            }
            after_place = false;
            at += 1;
        }
    }
}

/// Whether all that follows in the segment is a code of the place: `Austin TX`.
fn after_place_code(segment: &Segment, at: usize, place: &Place) -> bool {
    segment.words[at..].iter().all(|word| word.capitals && place.codes.contains(&word.text))
}

/// Wordings of where the work is done, longest first.
const WORK_MODES: [&[&str]; 22] = [
    &["work", "from", "anywhere"],
    &["work", "from", "home"],
    &["working", "from", "home"],
    &["work", "at", "home"],
    &["home", "office"],
    &["home", "based"],
    &["on", "site"],
    &["in", "office"],
    &["remotely"],
    &["remote"],
    &["hybrid"],
    &["onsite"],
    &["homeoffice"],
    &["wfh"],
    &["telework"],
    &["telecommute"],
    &["t\u{E9}l\u{E9}travail"],
    &["remoto"],
    &["remota"],
    &["h\u{ED}brido"],
    &["hibrido"],
    &["hybride"],
];

/// Words that qualify it, before or after.
const QUALIFIERS: [&str; 20] = [
    "100",
    "fully",
    "full",
    "mostly",
    "partially",
    "partly",
    "possible",
    "optional",
    "option",
    "options",
    "eligible",
    "friendly",
    "first",
    "only",
    "opportunity",
    "position",
    "flexible",
    "us",
    "usa",
    "uk",
];

/// Words that may stand with it in a bracket or between dashes of its own.
const MODE_FILLERS: [&str; 20] = [
    "in", "office", "day", "days", "per", "week", "weekly", "a", "or", "and", "role", "work", "location", "based",
    "the", "within", "from", "anywhere", "is", "eu",
];

/// Words before which `remote` and `hybrid` name what the work is about.
const SUBJECTS: [&str; 22] = [
    "sensing",
    "monitoring",
    "access",
    "support",
    "patient",
    "infrastructure",
    "cloud",
    "vehicle",
    "vehicles",
    "electric",
    "powertrain",
    "integration",
    "apps",
    "app",
    "mobile",
    "care",
    "operations",
    "control",
    "diagnostics",
    "systems",
    "it",
    "sales",
];

fn strip_work_mode(segment: &mut Segment) {
    let mode_at = |segment: &Segment, at: usize| {
        let length = WORK_MODES.iter().find(|mode| segment.starts_with(at, mode)).map_or(0, |mode| mode.len());
        let subject = segment.words.get(at + length).is_some_and(|word| SUBJECTS.contains(&word.text.as_str()));
        if subject { 0 } else { length }
    };
    let is_qualifier = |word: &Word| QUALIFIERS.contains(&word.text.as_str());
    // `(Hybrid - 3 days/week)`: the whole segment goes.
    let mut at = 0;
    let mut modes = 0;
    while at < segment.words.len() {
        let word = &segment.words[at];
        let mode = mode_at(segment, at);
        modes += usize::from(mode > 0);
        let filler = is_qualifier(word)
            || MODE_FILLERS.contains(&word.text.as_str())
            || word.is_number() && word.text.len() <= 2;
        if mode == 0 && !filler {
            break;
        }
        at += mode.max(1);
    }
    if modes > 0 && at >= segment.words.len() {
        segment.words.clear();
        return;
    }
    let mut at = 0;
    while at < segment.words.len() {
        let mode = mode_at(segment, at);
        if mode == 0 {
            at += 1;
            continue;
        }
        let mut end = at + mode;
        while segment.words.get(end).is_some_and(is_qualifier) {
            end += 1;
        }
        while at > 0 && is_qualifier(&segment.words[at - 1]) {
            at -= 1;
        }
        segment.words.drain(at..end);
    }
}

/// Two words that are one.
const COMPOUNDS: [(&str, &str, &str); 11] = [
    ("full", "stack", "fullstack"),
    ("front", "end", "frontend"),
    ("back", "end", "backend"),
    ("dev", "ops", "devops"),
    ("node", "js", "nodejs"),
    ("machine", "learning", "ml"),
    ("artificial", "intelligence", "ai"),
    ("vice", "president", "vp"),
    ("entry", "level", "entrylevel"),
    ("mid", "level", "mid"),
    ("team", "lead", "teamlead"),
];

/// Spellings of one word. An empty one says nothing.
const SPELLINGS: [(&str, &str); 38] = [
    ("sr", "senior"),
    ("snr", "senior"),
    ("jr", "junior"),
    ("jnr", "junior"),
    ("mgr", "manager"),
    ("engr", "engineer"),
    ("assoc", "associate"),
    ("asst", "assistant"),
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("internship", "intern"),
    ("programme", "program"),
    ("centre", "center"),
    ("engineers", "engineer"),
    ("developers", "developer"),
    ("analysts", "analyst"),
    ("scientists", "scientist"),
    ("managers", "manager"),
    ("nurses", "nurse"),
    ("amp", ""),
    ("level", ""),
    ("the", ""),
    ("and", ""),
    ("und", ""),
    ("et", ""),
    ("of", ""),
    ("for", ""),
    ("f\u{FC}r", ""),
    ("pour", ""),
    ("freelancer", "freelance"),
    ("contractor", "contract"),
    ("apprenticeship", "apprentice"),
    ("traineeship", "trainee"),
    ("graduates", "graduate"),
    ("interns", "intern"),
    ("technicians", "technician"),
];

fn unified(segments: &[Segment]) -> Vec<String> {
    let mut unified = Vec::new();
    for segment in segments {
        let mut words = segment.words.iter().map(|word| word.text.as_str()).peekable();
        while let Some(word) = words.next() {
            let compound = words
                .peek()
                .and_then(|next| COMPOUNDS.iter().find(|(first, second, _)| *first == word && second == next));
            let spelling = match compound {
                Some((_, _, one)) => {
                    words.next();
                    one
                }
                None => SPELLINGS.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| to),
            };
            if !spelling.is_empty() {
                unified.push(spelling.to_owned());
            }
        }
    }
    unified.sort_unstable();
    unified
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(title: &str, location: &str, country: &str) -> String {
        words(title, &Place::of(location, country)).join(" ")
    }

    #[test]
    fn titles_of_one_opening() {
        for (title, location, country, expected) in [
            // Spelling and order.
            ("Sr. Data Engineer", "", "", "data engineer senior"),
            ("Data Engineer, Senior", "", "", "data engineer senior"),
            ("Jr Software Developer", "", "", "developer junior software"),
            ("Data Engineer II", "", "", "2 data engineer"),
            ("Data Engineer - Level 2", "", "", "2 data engineer"),
            ("Full-Stack Developer", "", "", "developer fullstack"),
            ("Full Stack Developer", "", "", "developer fullstack"),
            ("Front End Engineer", "", "", "engineer frontend"),
            ("Machine Learning Engineer", "", "", "engineer ml"),
            ("ML Engineer", "", "", "engineer ml"),
            ("Research &amp; Development Manager", "", "", "development manager research"),
            ("Manager of Research and Development", "", "", "development manager research"),
            ("C++ / C# Developer", "", "", "c# c++ developer"),
            ("Women's Health Nurse", "", "", "health nurse womens"),
            // Gender marks.
            ("Data Scientist (m/w/d)", "", "", "data scientist"),
            ("Data Scientist (f/m/x)", "", "", "data scientist"),
            ("Data Scientist (all genders)", "", "", "data scientist"),
            ("Data Scientist [gn]", "", "", "data scientist"),
            ("Data Scientist (mwd)", "", "", "data scientist"),
            ("Data Scientist m/w/d", "", "", "data scientist"),
            ("Data Scientist (m|f|d)", "", "", "data scientist"),
            ("Ing\u{E9}nieur Donn\u{E9}es H/F", "", "", "donn\u{E9}es ing\u{E9}nieur"),
            ("Softwareentwickler:in (d/m/w)", "", "", "softwareentwickler"),
            ("Softwareentwickler*in", "", "", "softwareentwickler"),
            ("Techniker/-in", "", "", "techniker"),
            // Requisition numbers.
            ("Data Analyst #32038", "", "", "analyst data"),
            ("Data Analyst (12345)", "", "", "analyst data"),
            ("Data Analyst (Req #: 1702)", "", "", "analyst data"),
            ("Data Analyst - R-12345", "", "", "analyst data"),
            ("Data Analyst JR2015623", "", "", "analyst data"),
            ("Data Analyst (R2367)", "", "", "analyst data"),
            ("Data Analyst - 302001", "", "", "analyst data"),
            ("Data Analyst - R2843-6334", "", "", "analyst data"),
            ("Data Analyst #: 23-18107", "", "", "analyst data"),
            ("Data Analyst - a0F3m000012wxVVEAY", "", "", "analyst data"),
            ("Data Analyst [008H008Y1]", "", "", "analyst data"),
            // The own place.
            ("Data Engineer - Berlin", "Berlin, Germany", "DE", "data engineer"),
            ("Data Engineer Berlin", "Berlin, Germany", "DE", "data engineer"),
            ("Data Engineer (Berlin, Germany)", "Berlin", "DE", "data engineer"),
            ("Data Engineer | Austin, TX", "Austin, TX", "US", "data engineer"),
            ("Data Engineer in Austin, Texas, USA", "Austin, Texas, United States", "US", "data engineer"),
            ("New York Sales Manager", "New York, NY", "US", "manager sales"),
            ("Data Engineer (Bay Area)", "San Francisco Bay Area", "US", "area bay data engineer"),
            ("Data Engineer - San Francisco", "San Francisco Bay Area", "US", "data engineer"),
            ("(USA) Pharmacy Manager", "Tulsa, OK", "US", "manager pharmacy"),
            ("Senior Business Analyst - London", "London, United Kingdom", "GB", "analyst business senior"),
            // Where the work is done.
            ("Data Engineer (Remote)", "", "", "data engineer"),
            ("Remote Data Engineer", "", "", "data engineer"),
            ("Data Engineer - 100% Remote", "", "", "data engineer"),
            ("Data Engineer (Hybrid)", "", "", "data engineer"),
            ("Data Engineer - Hybrid, on-site 3 days/week", "", "", "data engineer"),
            ("Data Engineer (Hybrid - 3 Days in Office)", "", "", "data engineer"),
            ("Data Engineer (Remote, US)", "Denver, CO", "US", "data engineer"),
            ("Data Engineer - WFH", "", "", "data engineer"),
            ("Data Engineer (Work from Home)", "", "", "data engineer"),
            ("Data Engineer (Fully Remote, m/f/d)", "", "", "data engineer"),
            // Nothing but what is stripped.
            ("Remote", "", "", "remote"),
            ("", "", "", ""),
            ("---", "", "", ""),
        ] {
            assert_eq!(shown(title, location, country), expected, "{title} | {location}");
        }
    }

    #[test]
    fn titles_of_two_openings() {
        for (one, other, location, country) in [
            ("Senior Data Engineer", "Junior Data Engineer", "", ""),
            ("Senior Data Engineer", "Data Engineer", "", ""),
            ("Lead Data Engineer", "Data Engineer", "", ""),
            ("Data Engineer II", "Data Engineer III", "", ""),
            ("Data Engineer 4", "Data Engineer 5", "", ""),
            ("Data Engineer I", "Data Engineer", "", ""),
            ("Data Engineer", "Data Analyst", "", ""),
            ("Data Engineer Intern", "Data Engineer", "", ""),
            ("Intern - Summer 2025", "Intern - Summer 2024", "", ""),
            ("Warehouse Associate - 1st Shift", "Warehouse Associate - 2nd Shift", "", ""),
            ("Assistant to the Director", "Assistant Director", "", ""),
            ("Manager in Training", "Training Manager", "", ""),
            ("Nurse - $1,276/week", "Nurse - $1,503/week", "", ""),
            ("Nurse - $40,000 Sign-On Bonus", "Nurse - $20,000 Sign-On Bonus", "", ""),
            ("Sales Manager - Berlin", "Sales Manager - Munich", "Hamburg", "DE"),
            ("Mobile Engineer", "Engineer", "Mobile, AL", "US"),
            ("IT Manager", "Manager", "Rome, Italy", "IT"),
            ("Manager, IT", "Manager, HR", "Rome, Italy", "IT"),
            ("Remote Sensing Scientist", "Scientist", "", ""),
            ("Hybrid Cloud Engineer", "Engineer", "", ""),
            ("C++ Developer", "C# Developer", "", ""),
            ("C Developer", "C++ Developer", "", ""),
            ("A/B Testing Analyst", "Testing Analyst", "", ""),
            ("Administrator (D)", "Administrator", "", ""),
            ("Physician (MD)", "Physician (DO)", "Baltimore, MD", "US"),
            ("R&D Engineer", "Engineer", "", ""),
        ] {
            let place = Place::of(location, country);
            assert_ne!(key(one, &place), key(other, &place), "{one} | {other}: {}", words(one, &place).join(" "));
        }
    }
}
