//! Names that the lexicon may lack: unknown items of the enumerations in which postings list what they ask for.
//!
//! A list that holds two sure skills and an unknown name between them most likely names a third. What is ranked is distinct employers: one
//! company's own vocabulary stands in many of its postings, and in nobody else's.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::extract::{Analyzer, language};
use crate::lexicon::{Lexicon, Policy, SkillId};
use crate::matcher::{Context, Mention, OpenSection, Scan, Why};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::Section;
use crate::text::{Enumeration, Text};

/// Looks for unknown names. Built once; `Send + Sync`.
#[derive(Debug)]
pub struct Lookout<'a> {
    analyzer: &'a Analyzer,
    /// Every form of the lexicon, as [`key`] has it.
    known: HashSet<String>,
}

/// Unknown names of one posting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Hash of the employer; none where the posting does not name one.
    employer: Option<u64>,
    /// Each once, in the order of their keys.
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    key: String,
    text: String,
    /// Hash of the sentence, by which an ad that is posted again is known.
    sentence: u64,
    example: String,
    neighbours: Vec<SkillId>,
}

/// An unknown name, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its most frequent spelling.
    pub name: String,
    /// Other spellings, the most frequent first.
    pub spellings: Vec<String>,
    /// Distinct employers that list it.
    pub employers: u64,
    /// Postings that list it.
    pub postings: u64,
    /// The sentence that listed it first, shortened.
    pub example: String,
    /// Skills that stand in lists with it, the most frequent first: skill, postings.
    pub neighbours: Vec<(SkillId, u64)>,
}

/// Unknown names of many postings, in bounded memory.
#[derive(Debug)]
pub struct Candidates {
    limit: usize,
    terms: BTreeMap<String, Counts>,
    /// Postings added.
    pub postings: u64,
    /// Those that name their employer.
    pub with_employer: u64,
    /// Rare names that were forgotten to stay within the limit.
    pub forgotten: u64,
}

#[derive(Debug, Default)]
struct Counts {
    spellings: BTreeMap<String, u64>,
    employers: BTreeSet<u64>,
    /// Distinct sentences, where employers are not named.
    sentences: BTreeSet<u64>,
    postings: u64,
    example: String,
    neighbours: BTreeMap<SkillId, u64>,
}

/// Distinct names that are held at once.
pub const LIMIT: usize = 100_000;

/// Spellings and neighbours that are held of one name.
const HELD: usize = 24;

/// Words and characters of a name.
const WORDS: usize = 4;
const LENGTH: std::ops::RangeInclusive<usize> = 3..=40;

impl<'a> Lookout<'a> {
    /// Looks for what the lexicon of an analyzer does not have.
    #[must_use]
    pub fn new(analyzer: &'a Analyzer) -> Self {
        let known = analyzer.lexicon().inner().aliases.iter().map(|alias| key(&alias.text)).collect();
        Self { analyzer, known }
    }

    /// The unknown names of a posting, each once.
    #[must_use]
    pub fn look(&self, posting: &Posting) -> Sighting {
        let employer = posting.employer_key();
        let employer_name = Some(posting.employer.as_str()).filter(|name| !name.trim().is_empty());
        let mut text = Text::new(&posting.description, posting.markup);
        let language = language::of(&text);
        let scan = self.analyzer.matcher().scan(&mut text, Context { employer: employer_name, language });
        let mut terms: BTreeMap<String, Term> = BTreeMap::new();
        let mut at = 0;
        while at < scan.mentions.len() {
            let sentence = text.sentence_at(scan.mentions[at].span.start);
            let inside = scan.mentions[at..].iter().take_while(|mention| mention.span.start < sentence.end).count();
            let mentions = &scan.mentions[at..at + inside];
            at += inside.max(1);
            if mentions.len() < 2 || sentence.len() > LONGEST_SENTENCE || !self.is_about_work(&text, sentence, &scan) {
                continue;
            }
            for list in text.enumerations(sentence) {
                self.look_at(&text, sentence, &list, mentions, &scan, &mut terms);
            }
        }
        // A company lists its own products.
        terms.retain(|term, _| employer.is_empty() || !key(&employer).contains(term.as_str()));
        // Capitals say nothing in a language that writes all nouns with them.
        if language.is_some_and(|language| language != "en") {
            terms.retain(|_, term| term.text.split(' ').any(is_technical));
        }
        let hash = |employer: String| xxhash_rust::xxh3::xxh3_64(employer.as_bytes());
        let employer = Some(employer).filter(|employer| !employer.is_empty()).map(hash);
        Sighting { employer, terms: terms.into_values().collect() }
    }

    /// Whether a sentence can list what is asked for: not degrees, and not what stands under other headings.
    fn is_about_work(&self, text: &Text<'_>, sentence: Span, scan: &Scan) -> bool {
        const ELSEWHERE: [Section; 5] =
            [Section::Company, Section::Benefits, Section::Pay, Section::Legal, Section::Process];
        let section = scan.section_at(sentence.start).map(|section: &OpenSection| section.section);
        if section.is_some_and(|section| ELSEWHERE.contains(&section)) {
            return false;
        }
        let words = sentence.of(text.folded()).to_lowercase();
        !ELSE.iter().any(|word| words.contains(word))
    }

    fn look_at(
        &self,
        text: &Text<'_>,
        sentence: Span,
        list: &Enumeration,
        mentions: &[Mention],
        scan: &Scan,
        terms: &mut BTreeMap<String, Term>,
    ) {
        let lexicon = self.analyzer.lexicon();
        let holds = |mention: &&Mention| list.items.iter().any(|item| item.overlaps(mention.span));
        let neighbours: BTreeSet<SkillId> = mentions
            .iter()
            .filter(|mention| is_sure(lexicon, mention))
            .filter(holds)
            .map(|mention| mention.skill)
            .collect();
        if neighbours.len() < 2 || !neighbours.iter().any(|skill| lexicon.skill(*skill).is_product()) {
            return;
        }
        let last = list.items.len() - 1;
        for (at, item) in list.items.iter().enumerate() {
            let is_known = mentions.iter().any(|mention| mention.span.overlaps(*item))
                || scan
                    .refusals
                    .iter()
                    .any(|refusal| refusal.span.overlaps(*item) && refusal.span.len() * 2 >= item.len());
            if is_known {
                continue;
            }
            let place = match at {
                0 => Place::First,
                _ if at == last => Place::Last,
                _ => Place::Inside,
            };
            let Some(name) = self.name(item.of(text.folded()), place) else { continue };
            let start = item.start + item.of(text.folded()).find(&name).unwrap_or(0);
            let example = super::effect::around(
                sentence.of(text.folded()),
                start - sentence.start,
                start - sentence.start + name.len(),
            );
            let sentence_hash = xxhash_rust::xxh3::xxh3_64(sentence.of(text.folded()).as_bytes());
            let term = Term {
                key: key(&name),
                text: name,
                sentence: sentence_hash,
                example,
                neighbours: neighbours.iter().copied().collect(),
            };
            terms.entry(term.key.clone()).or_insert(term);
        }
    }

    /// The name in an item, if there is one and the lexicon does not know it.
    fn name(&self, item: &str, place: Place) -> Option<String> {
        let mut words: Vec<&str> = item.split_whitespace().map(bare).filter(|word| !is_filler(word)).collect();
        let is_version = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'x' | '+'));
        while words.last().is_some_and(is_version) {
            words.pop();
        }
        // The clause that leads to a list ends in its first item, the one that follows begins with its last.
        let mut words: Vec<&str> = match place {
            Place::First => {
                let from = words.iter().rposition(|word| !is_name(word)).map_or(0, |at| at + 1);
                words[from..].to_vec()
            }
            Place::Last => words.iter().copied().take_while(|word| is_name(word)).collect(),
            Place::Inside if words.iter().all(|word| is_name(word)) => words,
            // "dbt", "kubectl": small, and no word.
            Place::Inside if words.len() == 1 && words[0].is_ascii() && words[0].len() >= 3 && !is_prose(words[0]) => {
                words
            }
            Place::Inside => return None,
        };
        let lexicon = self.analyzer.lexicon();
        let is_english =
            |word: &str| word.split(['-', '/', '\'']).all(|part| part.is_empty() || lexicon.is_english(part));
        // "Experience Quillbase", "Strong Quillbase"
        while words.len() > 1 && place == Place::First && is_english(words[0]) {
            words.remove(0);
        }
        let name = words.join(" ");
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let usable = words.len() <= WORDS && LENGTH.contains(&name.chars().count()) && letters >= 2;
        if !usable || (words.iter().all(|word| is_english(word)) && !words.iter().any(|word| is_technical(word))) {
            return None;
        }
        let key = key(&name);
        let known = |key: &str| self.known.contains(key);
        let is_known =
            known(&key) || key.strip_suffix('s').is_some_and(known) || key.strip_suffix("js").is_some_and(known);
        (!is_known && !NO_NAMES.contains(&key.as_str())).then_some(name)
    }
}

/// Where an item stands in its list.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    First,
    Inside,
    Last,
}

/// Bytes of a sentence that can list what is asked for.
const LONGEST_SENTENCE: usize = 2_000;

/// Words of sentences that list something else: degrees, places, customers.
const ELSE: [&str; 18] = [
    "bachelor",
    "brands like",
    "clients include",
    "clients like",
    "companies like",
    "customers include",
    "customers like",
    "degree",
    "diploma",
    "headquarter",
    "logos",
    "master's",
    "masters in",
    "offices in",
    "our customers",
    "our investors",
    "ph.d",
    "phd",
];

/// Items that name nothing.
const NO_NAMES: [&str; 16] = [
    "etc",
    "eg",
    "ie",
    "other",
    "others",
    "more",
    "similar",
    "equivalent",
    "plus",
    "nice",
    "usa",
    "us",
    "uk",
    "eu",
    "tbd",
    "nbsp",
];

fn is_sure(lexicon: &Lexicon, mention: &Mention) -> bool {
    let trade = matches!(lexicon.skill(mention.skill).kind(), "soft" | "human-language" | "domain" | "certification");
    !trade && matches!(mention.why, Why::Policy(Policy::Any | Policy::Case | Policy::Mid))
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#' | '.')));
    let word = word.trim_end_matches('.');
    // A dot in front is a name's: ".NET".
    if word.starts_with('.') && !word[1..].starts_with(char::is_uppercase) {
        word.trim_start_matches('.')
    } else {
        word
    }
}

/// Words around names that name nothing.
fn is_filler(word: &str) -> bool {
    word.is_empty() || ["e.g", "i.e", "eg", "ie", "etc", "vs"].iter().any(|filler| word.eq_ignore_ascii_case(filler))
}

/// Whether a small word ends as verbs and nouns of prose do: "munging", "curate".
fn is_prose(word: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["ing", "ed", "ate", "ates", "ize", "ise", "ion", "ions", "ment", "ments", "ly", "ness", "ity", "ance"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word is written as a part of a name.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || is_technical(word)
}

/// Whether no word of prose is written so: `TypeORM`, `k9s`, `pgx.v5`, `Q#`.
fn is_technical(word: &str) -> bool {
    let has = |test: fn(char) -> bool| word.chars().any(test);
    let inner_capital = word.chars().skip(1).any(char::is_uppercase);
    let sign = word.contains(['+', '#', '_']) || word.trim_matches('.').contains('.');
    has(char::is_alphabetic) && (inner_capital || sign || has(|c| c.is_ascii_digit()))
}

/// What tells names apart: letters and digits, and signs that belong to names.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#')).flat_map(char::to_lowercase).collect()
}

impl Default for Candidates {
    fn default() -> Self {
        Self::new(LIMIT)
    }
}

impl Candidates {
    /// Holds at most about `limit` distinct names. When there are more, those that only one posting has had so far are forgotten.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit, terms: BTreeMap::new(), postings: 0, with_employer: 0, forgotten: 0 }
    }

    /// Counts the names of one posting.
    pub fn add(&mut self, sighting: Sighting) {
        self.postings += 1;
        self.with_employer += u64::from(sighting.employer.is_some());
        for term in sighting.terms {
            let counts = self.terms.entry(term.key).or_default();
            counts.postings += 1;
            match sighting.employer {
                Some(employer) => counts.employers.insert(employer),
                None => counts.sentences.insert(term.sentence),
            };
            if counts.example.is_empty() {
                counts.example = term.example;
            }
            if counts.spellings.len() < HELD || counts.spellings.contains_key(&term.text) {
                *counts.spellings.entry(term.text).or_default() += 1;
            }
            for skill in term.neighbours {
                if counts.neighbours.len() < HELD || counts.neighbours.contains_key(&skill) {
                    *counts.neighbours.entry(skill).or_default() += 1;
                }
            }
        }
        let mut rare = 1;
        while self.terms.len() > self.limit {
            let before = self.terms.len();
            self.terms.retain(|_, counts| counts.postings > rare);
            self.forgotten += (before - self.terms.len()) as u64;
            rare += 1;
        }
    }

    /// The names that at least so many employers list, the most first; where no posting names its employer, distinct sentences count in
    /// their place.
    #[must_use]
    pub fn ranked(&self, min_employers: u64) -> Vec<Candidate> {
        let sorted = |counts: &BTreeMap<String, u64>| {
            let mut list: Vec<(String, u64)> = counts.iter().map(|(text, count)| (text.clone(), *count)).collect();
            list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            list
        };
        let standing = |counts: &Counts| match self.with_employer {
            0 => counts.sentences.len() as u64,
            _ => counts.employers.len() as u64,
        };
        let mut found: Vec<(u64, Candidate)> = self
            .terms
            .values()
            .filter(|counts| standing(counts) >= min_employers)
            .map(|counts| {
                let mut spellings = sorted(&counts.spellings).into_iter().map(|(text, _)| text);
                let mut neighbours: Vec<(SkillId, u64)> =
                    counts.neighbours.iter().map(|(skill, count)| (*skill, *count)).collect();
                neighbours.sort_by_key(|(skill, count)| (std::cmp::Reverse(*count), *skill));
                let candidate = Candidate {
                    name: spellings.next().unwrap_or_default(),
                    spellings: spellings.collect(),
                    employers: counts.employers.len() as u64,
                    postings: counts.postings,
                    example: counts.example.clone(),
                    neighbours,
                };
                (standing(counts), candidate)
            })
            .collect();
        found.sort_by(|(a, first), (b, second)| {
            (b, second.postings).cmp(&(a, first.postings)).then_with(|| first.name.cmp(&second.name))
        });
        found.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let analyzer = Analyzer::builtin();
        let sighting = Lookout::new(&analyzer).look(&Posting::new(text));
        sighting.terms.into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn unknown_names_between_known_ones() {
        for (text, expected) in [
            ("Experience with Python, Quillbase, PostgreSQL and Docker.", vec!["Quillbase"]),
            ("Experience with Quillbase, Python and PostgreSQL.", vec!["Quillbase"]),
            ("Python, PostgreSQL and QuillStream for our pipelines.", vec!["QuillStream"]),
            ("Python, quillctl, PostgreSQL, Docker", vec!["quillctl"]),
            ("Python, Quill Base 2.4, PostgreSQL, Docker", vec!["Quill Base"]),
            // No two sure skills.
            ("Experience with Quillbase and Python.", vec![]),
            // Words, clauses, degrees, known names in other spellings.
            ("Python, Communication, PostgreSQL, Docker", vec![]),
            ("Python, PostgreSQL, munging, Docker", vec![]),
            ("Customers like Quillbase, Python, PostgreSQL, Docker", vec![]),
            ("Tools (e.g. Quillbase, Python, PostgreSQL)", vec!["Quillbase"]),
            ("Python, PostgreSQL, building our pipelines, Docker", vec![]),
            ("A degree in Python, Quillonomics, PostgreSQL", vec![]),
            ("Python, Postgre-SQL, Kubernetes, docker", vec![]),
            ("About us:\nWe use Python, Quillbase and PostgreSQL.", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn employers_rank() {
        let analyzer = Analyzer::builtin();
        let lookout = Lookout::new(&analyzer);
        let mut candidates = Candidates::default();
        for (employer, name) in [
            ("A Ltd", "Inhouse"),
            ("A", "InHouse"),
            ("A", "Inhouse"),
            ("B", "Quillbase"),
            ("C", "quillbase"),
            ("", "Quillbase"),
        ] {
            let text = format!("Python, {name}, PostgreSQL, Docker");
            candidates.add(lookout.look(&Posting { employer: employer.to_owned(), ..Posting::new(text) }));
        }
        let ranked = candidates.ranked(1);
        let shown: Vec<_> = ranked.iter().map(|row| (row.name.as_str(), row.employers, row.postings)).collect();
        assert_eq!(shown, [("Quillbase", 2, 3), ("Inhouse", 1, 3)]);
        assert_eq!(ranked[0].spellings, ["quillbase"]);
        assert_eq!(ranked[0].example, "Python, Quillbase, PostgreSQL, Docker");
        assert_eq!(ranked[0].neighbours.len(), 3);
        assert_eq!(candidates.ranked(2).len(), 1);
        assert_eq!((candidates.postings, candidates.with_employer), (6, 5));
    }

    #[test]
    fn memory_is_bounded() {
        let term = |name: String| Term {
            key: key(&name),
            text: name,
            sentence: 0,
            example: String::new(),
            neighbours: Vec::new(),
        };
        let mut candidates = Candidates::new(10);
        for number in 0..100 {
            let terms = vec![term("Often".to_owned()), term(format!("Once{number}"))];
            candidates.add(Sighting { employer: None, terms });
        }
        assert!(candidates.terms.len() <= 10);
        assert!(candidates.forgotten > 80);
        assert_eq!((candidates.ranked(1)[0].name.as_str(), candidates.ranked(1)[0].postings), ("Often", 100));
    }
}
