//! What a change of the lexicon does to what is found.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Analysis, Analyzer};
use crate::posting::Posting;
use crate::terms::Field;

/// Mentions that one analyzer finds in a posting and another one does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    changes: Vec<(String, Direction, String)>,
}

/// Whether the second analyzer finds a mention or the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Gained,
    Lost,
}

/// Mentions of one skill, over all postings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillShift {
    /// Mentions that only the second analyzer finds.
    pub gained: u64,
    /// Mentions that only the first finds.
    pub lost: u64,
    /// Texts around the first gained ones.
    pub gained_examples: Vec<String>,
    /// Texts around the first lost ones.
    pub lost_examples: Vec<String>,
}

/// What changed, by the ids of skills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Postings read.
    pub postings: u64,
    /// Postings in which anything changed.
    pub changed: u64,
    /// Skills that were gained or lost anywhere.
    pub skills: BTreeMap<String, SkillShift>,
}

/// Examples kept of each direction.
const EXAMPLES: usize = 3;

/// Reads a posting with both analyzers.
#[must_use]
pub fn shift(before: &Analyzer, after: &Analyzer, posting: &Posting) -> Shift {
    let (old, new) = (mentions(&before.analyze(posting)), mentions(&after.analyze(posting)));
    let change = |direction: Direction| {
        move |(field, start, end, skill): &(Field, usize, usize, String)| {
            let text = if *field == Field::Title { &posting.title } else { &posting.description };
            (skill.clone(), direction, around(text, *start, *end))
        }
    };
    let mut changes: Vec<_> = new.difference(&old).map(change(Direction::Gained)).collect();
    changes.extend(old.difference(&new).map(change(Direction::Lost)));
    Shift { changes }
}

impl Effect {
    /// Counts one posting.
    pub fn add(&mut self, shift: Shift) {
        self.postings += 1;
        self.changed += u64::from(!shift.changes.is_empty());
        for (skill, direction, example) in shift.changes {
            let skill = self.skills.entry(skill).or_default();
            let (count, examples) = match direction {
                Direction::Gained => (&mut skill.gained, &mut skill.gained_examples),
                Direction::Lost => (&mut skill.lost, &mut skill.lost_examples),
            };
            *count += 1;
            if examples.len() < EXAMPLES && !examples.contains(&example) {
                examples.push(example);
            }
        }
    }
}

/// Where each skill is mentioned. Skills that a column gives have no place; they follow from names alone.
fn mentions(analysis: &Analysis) -> BTreeSet<(Field, usize, usize, String)> {
    let claims = analysis.skills().flat_map(|claim| claim.mentions().iter().map(move |mention| (claim.id(), mention)));
    claims
        .filter_map(|(id, mention)| mention.span.map(|span| (mention.field, span.start, span.end, id.to_owned())))
        .collect()
}

/// Bytes of context on either side of an example.
const CONTEXT: usize = 40;

/// The words around a stretch, on one line.
pub(super) fn around(text: &str, start: usize, end: usize) -> String {
    let (mut from, mut to) = (start.saturating_sub(CONTEXT), (end + CONTEXT).min(text.len()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    // Half words at the ends say nothing.
    if from > 0 {
        from += text[from..start].find(char::is_whitespace).unwrap_or(0);
    }
    if to < text.len() {
        to = end + text[end..to].rfind(char::is_whitespace).unwrap_or(to - end);
    }
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::lexicon::LexiconBuilder;

    #[test]
    fn gained_and_lost_with_their_words() {
        let before = Analyzer::builtin();
        let mut builder = LexiconBuilder::builtin();
        builder.skill("quillbase", "Quillbase", &[]);
        let after = Analyzer::new(builder.build().unwrap());
        let posting = Posting::new("We store \u{e9}verything in Quillbase and PostgreSQL.");
        let mut effect = Effect::default();
        effect.add(shift(&before, &after, &posting));
        effect.add(shift(&after, &before, &posting));
        effect.add(shift(&before, &before, &posting));
        assert_eq!((effect.postings, effect.changed, effect.skills.len()), (3, 2, 1));
        let skill = &effect.skills["quillbase"];
        assert_eq!((skill.gained, skill.lost), (1, 1));
        assert_eq!(skill.gained_examples, ["We store \u{e9}verything in Quillbase and PostgreSQL."]);
    }

    #[test]
    fn words_around() {
        let text = "word ".repeat(20);
        assert_eq!(around(&text, 45, 49), "word word word word word word word word word word word word word word word");
        assert_eq!(around("a", 0, 1), "a");
    }
}
