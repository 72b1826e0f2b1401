//! Alternatives: "Python, Go or Rust", "Flask/FastAPI", "one of: AWS, Azure, GCP".
//!
//! What stands between two mentions tells how they are joined; what stands in brackets belongs to the word before and is a list of its own.

use crate::lexicon::{Lexicon, SkillId};
use crate::matcher::{Mention, Scan};
use crate::span::Span;
use crate::text::Text;

/// Longer stretches without a stop are no sentences.
const LONGEST_SENTENCE: usize = 4_000;

/// How two mentions that follow each other are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// A comma, perhaps with a word or two.
    Comma,
    And,
    Or,
    Slash,
    /// By nothing, or by more than an enumeration has.
    None,
}

/// Words behind "or" that name no alternative but its sort.
const OTHERS: [&str; 24] = [
    "alternative",
    "another",
    "any",
    "anderen",
    "andere",
    "anderes",
    "ander",
    "autre",
    "comparable",
    "different",
    "equivalent",
    "innego",
    "inny",
    "later",
    "newer",
    "other",
    "otra",
    "otro",
    "similar",
    "similaire",
    "some",
    "vergleichbar",
    "vergleichbare",
    "ähnliche",
];

fn is_other(word: &str) -> bool {
    OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Words that join, and the languages in which they do; in the others they mean something else.
const JOINTS: [(&str, &str, Link); 23] = [
    ("albo", "", Link::Or),
    ("and", "", Link::And),
    ("bzw", "", Link::Or),
    ("bądź", "", Link::Or),
    ("e", "es it pt", Link::And),
    ("en", "nl", Link::And),
    ("et", "fr", Link::And),
    ("i", "pl", Link::And),
    ("lub", "", Link::Or),
    ("o", "es it", Link::Or),
    ("oder", "", Link::Or),
    ("of", "nl", Link::Or),
    ("or", "", Link::Or),
    ("oraz", "", Link::And),
    ("ou", "fr pt", Link::Or),
    ("plus", "", Link::And),
    ("resp", "de", Link::Or),
    ("respektive", "", Link::Or),
    ("sowie", "", Link::And),
    ("soit", "fr", Link::Or),
    ("u", "es", Link::Or),
    ("und", "", Link::And),
    ("y", "es", Link::And),
];

/// Words before a list of which one item is enough, however its items are joined.
const OPENERS: [&str; 61] = [
    "al menos un",
    "al menos una",
    "al menos uno",
    "alguna de",
    "alguno de",
    "any of",
    "any one of",
    "at least one",
    "at least one of",
    "au moins un",
    "au moins une",
    "co najmniej jeden",
    "co najmniej jednego",
    "co najmniej jednej",
    "co najmniej jedną",
    "een van",
    "eine der",
    "eine der sprachen",
    "eine von",
    "einem der",
    "einen der",
    "einer der",
    "eines der",
    "either",
    "entweder",
    "jeden z",
    "jednego z",
    "jednej z",
    "jedną z",
    "l'un de",
    "l'un des",
    "l'une de",
    "l'une des",
    "minimaal één",
    "mindestens eine",
    "mindestens einem",
    "mindestens einen",
    "mindestens einer",
    "mindestens eines",
    "minstens een",
    "minstens één",
    "one cloud",
    "one framework",
    "one language",
    "one object-oriented language",
    "one of",
    "one or more",
    "one or more of",
    "one or two of",
    "one programming language",
    "one scripting language",
    "przynajmniej jeden",
    "przynajmniej jednego",
    "przynajmniej jednej",
    "przynajmniej jedną",
    "some of",
    "un des",
    "una de",
    "une des",
    "uno de",
    "één van",
];

/// Those that begin with the first letter of a text.
fn openers(text: &str) -> impl Iterator<Item = &'static str> {
    let first = text.bytes().next().map_or(0, |byte| byte.to_ascii_lowercase());
    let letter = |opener: &str| opener.bytes().next().unwrap_or_default();
    let from = OPENERS.partition_point(|opener| letter(opener) < first);
    OPENERS[from..].iter().copied().take_while(move |opener| letter(opener) == first)
}

/// Most words between an opener and its list: "at least one modern programming language such as".
const OPENER_WORDS: usize = 7;

/// Most words on either side of "or": "solid Python or very good working knowledge of R".
const OR_WORDS: usize = 5;

/// Most words beside a comma: "Python 3, Go".
const COMMA_WORDS: usize = 2;

/// Numbers the mentions that are alternatives, from one, in their order. Of what is not wanted nothing is an alternative.
pub(super) fn number(
    text: &Text<'_>,
    lexicon: &Lexicon,
    scan: &Scan,
    language: Option<&str>,
    is_excluded: impl Fn(usize) -> bool,
) -> Vec<Option<u32>> {
    let mut numbers = vec![None; scan.mentions.len()];
    let mut last = 0;
    let mut list: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < scan.mentions.len() {
        let sentence = text.sentence_at(scan.mentions[at].span.start);
        let inside = |mention: &Mention| mention.span.start < sentence.end;
        let end = at + scan.mentions[at..].iter().take_while(|mention| inside(mention)).count();
        if end - at >= 2 && sentence.len() <= LONGEST_SENTENCE {
            let mentions = &scan.mentions[..];
            let brackets = brackets(text.folded(), sentence, &mentions[at..end]);
            let page = Page { brackets, first: at, folded: text.folded(), lexicon, mentions, sentence, language };
            // First what stands free, then each bracket.
            let mut bracket = None;
            loop {
                page.gather(at..end, bracket, &mut list);
                list.retain(|member| !is_excluded(*member));
                let before = bracket.and_then(|open| page.explained(open, &list, at..end));
                if let Some(before) = before {
                    list.insert(0, before);
                    page.emit(&list, &mut |members| {
                        last += 1;
                        for member in members {
                            numbers[*member].get_or_insert(last);
                        }
                    });
                    list.clear();
                }
                page.groups(&list, |members| {
                    last += 1;
                    for member in members {
                        numbers[*member].get_or_insert(last);
                    }
                });
                bracket = page.next_bracket(at..end, bracket);
                if bracket.is_none() {
                    break;
                }
            }
        }
        at = end.max(at + 1);
    }
    renumber(&mut numbers);
    numbers
}

/// Where the brackets around mentions open.
fn brackets(folded: &str, sentence: Span, mentions: &[Mention]) -> Vec<Option<usize>> {
    let bytes = folded.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut at = sentence.start;
    let of = |mention: &Mention| {
        while at < mention.span.start {
            match bytes[at] {
                b'(' | b'[' => open.push(at),
                b')' | b']' => {
                    open.pop();
                }
                _ => {}
            }
            at += 1;
        }
        open.last().copied()
    };
    mentions.iter().map(of).collect()
}

/// Numbers the groups by their first members.
fn renumber(numbers: &mut [Option<u32>]) {
    let mut order: Vec<u32> = Vec::new();
    for number in numbers.iter_mut() {
        if let Some(old) = *number {
            let place = order.iter().position(|seen| *seen == old).unwrap_or_else(|| {
                order.push(old);
                order.len() - 1
            });
            *number = u32::try_from(place + 1).ok();
        }
    }
}

struct Page<'a> {
    /// Where the bracket around each mention of the sentence opens.
    brackets: Vec<Option<usize>>,
    /// The first mention of the sentence.
    first: usize,
    folded: &'a str,
    lexicon: &'a Lexicon,
    mentions: &'a [Mention],
    sentence: Span,
    language: Option<&'a str>,
}

impl Page<'_> {
    /// Where the bracket around a mention opens.
    fn bracket_of(&self, mention: usize) -> Option<usize> {
        self.brackets[mention - self.first]
    }

    /// The mentions that stand in one bracket, or free; a product inside the name of a concept is part of it.
    fn gather(&self, range: std::ops::Range<usize>, bracket: Option<usize>, list: &mut Vec<usize>) {
        list.clear();
        for at in range {
            let covered = list.last().is_some_and(|last| self.mentions[*last].span.overlaps(self.mentions[at].span));
            if !covered && self.bracket_of(at) == bracket {
                list.push(at);
            }
        }
    }

    /// The mention before a bracket that names alternatives to it: "Python (or R)".
    fn explained(&self, open: usize, inside: &[usize], range: std::ops::Range<usize>) -> Option<usize> {
        let first = self.mentions[*inside.first()?].span.start;
        let word = self.folded.get(open + 1..first)?.trim();
        let before = range.rev().find(|at| self.mentions[*at].span.end <= open)?;
        let touches = self.folded[self.mentions[before].span.end..open].trim().is_empty();
        (touches && self.joint(word) == Some(Link::Or)).then_some(before)
    }

    /// The bracket with mentions that opens next.
    fn next_bracket(&self, range: std::ops::Range<usize>, after: Option<usize>) -> Option<usize> {
        range.filter_map(|at| self.bracket_of(at)).filter(|open| after.is_none_or(|after| *open > after)).min()
    }

    /// Finds the groups in a list of mentions.
    fn groups(&self, list: &[usize], mut found: impl FnMut(&[usize])) {
        if list.len() < 2 {
            return;
        }
        let links: Vec<Link> = list.windows(2).map(|pair| self.link(pair[0], pair[1])).collect();
        let mut at = 0;
        while at < links.len() {
            if links[at] == Link::None {
                at += 1;
                continue;
            }
            let run = links[at..].iter().take_while(|link| **link != Link::None).count();
            let (first, end) = (at, at + run);
            if self.opens_choice(list, first) {
                self.emit(&list[first..=end], &mut found);
            } else {
                self.run(list, &links, first..end, &mut found);
            }
            at = end;
        }
    }

    /// The groups of a run of mentions that are all joined.
    fn run(&self, list: &[usize], links: &[Link], run: std::ops::Range<usize>, found: &mut impl FnMut(&[usize])) {
        let joins = |at: usize| match links[at] {
            Link::Or => true,
            // Of "Pinecone / FAISS / Chroma" the lexicon need not know each.
            Link::Slash => {
                let replace = |at: usize| links[at] == Link::Slash && self.replace_each_other(list[at], list[at + 1]);
                self.are_like(list[at], list[at + 1])
                    && (at.saturating_sub(1).max(run.start)..(at + 2).min(run.end)).any(replace)
            }
            _ => false,
        };
        let mut at = run.start;
        while at < run.end {
            if !joins(at) {
                at += 1;
                continue;
            }
            // "SQL, Python or R, and Tableau": a list that goes on with "and" holds the alternatives as one item.
            let mut end = at;
            while end + 1 < run.end
                && (joins(end + 1) || (links[end + 1] == Link::Comma && end + 2 < run.end && joins(end + 2)))
            {
                end += 1;
            }
            let goes_on = end + 1 < run.end;
            let mut start = at;
            let slash = links[at] == Link::Slash;
            while !slash
                && !goes_on
                && start > run.start
                && matches!(links[start - 1], Link::Comma | Link::Slash)
                && self.are_like(list[start - 1], list[at])
            {
                start -= 1;
            }
            self.emit(&list[start..=end + 1], found);
            at = end + 1;
        }
    }

    /// Hands on a group of at least two skills.
    fn emit(&self, members: &[usize], found: &mut impl FnMut(&[usize])) {
        let skill = |member: &usize| self.mentions[*member].skill;
        if members.iter().any(|member| skill(member) != skill(&members[0])) {
            found(members);
        }
    }

    fn skill(&self, mention: usize) -> SkillId {
        self.mentions[mention].skill
    }

    /// Whether two skills are of one sort.
    fn are_like(&self, one: usize, other: usize) -> bool {
        let (left, right) = (self.lexicon.skill(self.skill(one)), self.lexicon.skill(self.skill(other)));
        left.kind() == right.kind() || left.area() == right.area() || self.replace_each_other(one, other)
    }

    /// Whether two skills are things of one use, or the lexicon knows them as alternatives to each other or to the same.
    fn replace_each_other(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.skill(one), self.skill(other));
        let alternatives = |skill: SkillId| {
            self.lexicon.relations(skill).filter(|(relation, _)| *relation == "alternative_to").map(|(_, to)| to)
        };
        let (left, right) = (self.lexicon.skill(one), self.lexicon.skill(other));
        let of_one_use = left.area() == right.area()
            && left.kind() == right.kind()
            && matches!(left.kind(), "framework" | "database" | "service");
        of_one_use
            || alternatives(one).any(|to| to == other || alternatives(other).any(|also| also == to || also == one))
            || alternatives(other).any(|to| to == one)
    }

    /// Whether one item of the list that begins with a mention is enough.
    fn opens_choice(&self, list: &[usize], first: usize) -> bool {
        let start = self.mentions[list[first]].span.start;
        let floor = match first.checked_sub(1) {
            Some(before) => self.mentions[list[before]].span.end,
            None => self.sentence.start,
        };
        let Some(before) = self.folded.get(floor..start) else { return false };
        let mut from = before.len();
        for _ in 0..OPENER_WORDS + 3 {
            from = before[..from].trim_end().rfind([' ', '(']).unwrap_or(0);
            let words = before[from..].trim_start_matches([' ', '(']);
            let opener = openers(words).any(|opener| {
                words.get(..opener.len()).is_some_and(|head| head.eq_ignore_ascii_case(opener))
                    && words[opener.len()..].starts_with([' ', ':'])
            });
            if opener {
                // "Three years, at least one of them with Python and SQL" counts years.
                let reference = ["of them ", "of which ", "of those ", "of whom ", "year", "of our ", "of your "];
                return !words.contains([',', ';', '.', ')']) && !reference.iter().any(|word| words.contains(word));
            }
            if from == 0 {
                return false;
            }
        }
        false
    }

    /// What stands between two mentions, brackets aside.
    fn link(&self, left: usize, right: usize) -> Link {
        let (from, to) = (self.mentions[left].span.end, self.mentions[right].span.start);
        let Some(gap) = self.folded.get(from..to) else { return Link::None };
        let mut joint: Option<Link> = None;
        let (mut before, mut after) = (0_usize, 0_usize);
        let mut depth = 0_usize;
        let mut word: Option<usize> = None;
        let mut end_word = |start: usize, end: usize, joint: &mut Option<Link>| {
            match self.joint(&gap[start..end]) {
                // "and/or" is "or"; "or ..., and": the first alternative is no skill.
                Some(Link::Or) if matches!(joint, None | Some(Link::Comma | Link::And | Link::Slash)) => {
                    (*joint, after) = (Some(Link::Or), 0);
                }
                Some(Link::And) if matches!(joint, None | Some(Link::Comma)) => (*joint, after) = (Some(Link::And), 0),
                // "Java 17 or later and Spring Boot".
                Some(_) if *joint == Some(Link::Or) => after += if after > 0 { OR_WORDS + 1 } else { 0 },
                // "Dynatrace or another APM" says what sort is meant.
                _ if *joint == Some(Link::Or) && is_other(&gap[start..end]) => after += OR_WORDS + 1,
                _ if joint.is_some() => after += 1,
                _ => before += 1,
            }
        };
        for (at, c) in gap.char_indices() {
            if depth == 0 && (c.is_alphanumeric() || matches!(c, '\'' | '-' | '+' | '#' | '.') && word.is_some()) {
                word.get_or_insert(at);
                continue;
            }
            if let Some(start) = word.take() {
                end_word(start, at, &mut joint);
            }
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth == 0 => return Link::None,
                ')' | ']' => depth -= 1,
                _ if depth > 0 => {}
                ',' | '|' if joint.is_none() => joint = Some(Link::Comma),
                // "React or a similar framework, Docker": what follows is no alternative.
                ',' | '|' => return Link::None,
                '/' if joint.is_none() => joint = Some(Link::Slash),
                '&' if matches!(joint, None | Some(Link::Comma)) => joint = Some(Link::And),
                ';' | ':' | '\u{2022}' | '=' => return Link::None,
                '-' if gap[..at].ends_with(' ') && gap[at + 1..].starts_with(' ') => return Link::None,
                _ => {}
            }
        }
        if let Some(start) = word.take() {
            end_word(start, gap.len(), &mut joint);
        }
        let most = match joint {
            Some(Link::Or | Link::And) => OR_WORDS,
            Some(Link::Comma) => COMMA_WORDS,
            Some(Link::Slash) => 0,
            _ => return Link::None,
        };
        // "You know Claude, or speak Spanish": with words of their own things are alternatives only to their like.
        let own_words = joint == Some(Link::Or) && before + after > 0 && !self.are_like(left, right);
        if depth > 0 || own_words || before > most.min(OR_WORDS - 1) || after > most {
            Link::None
        } else {
            joint.unwrap_or(Link::None)
        }
    }

    fn joint(&self, word: &str) -> Option<Link> {
        let word = word.trim_end_matches('.');
        let (_, languages, link) = JOINTS.iter().find(|(joint, ..)| word.eq_ignore_ascii_case(joint))?;
        let speaks = match self.language {
            _ if languages.is_empty() => true,
            Some(language) => languages.split(' ').any(|other| other == language),
            // Of a line or two the language is not known; between names these mean the same in all that have them.
            None => matches!(word, "et" | "o" | "of" | "ou" | "y"),
        };
        speaks.then_some(*link)
    }
}
