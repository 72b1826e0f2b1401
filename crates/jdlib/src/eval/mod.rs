//! Gold in; precision, recall, F1 and the worst misses out.
//!
//! - [`Gold`]: texts in which somebody has marked what a careful reader finds.
//! - [`fields()`]: how it reads the fields that have one value, such as years and seniority.
//! - [`pay()`]: how it reads pay: which postings state it, and each part of a statement.
//! - [`Score`]: how an [`Analyzer`] does on them, as a whole and by policy, kind and area of the skills found.
//! - [`Asks`]: how it reads what is asked for, and which skills are alternatives.
//!
//! Without gold, two questions to postings as they are:
//!
//! - [`Candidates`]: names that the lexicon may lack.
//! - [`Effect`]: what is found, and no longer found, after a change of the lexicon.
//!
//! A found mention is *strictly* right where gold marks the same bytes, and right *by overlap* where gold marks any of them; where gold names
//! the skill, it has to be that skill. Precision is right of found, recall is gold marks that something right was found for.

mod asks;
mod candidates;
mod effect;
mod fields;
mod gold;
mod pay;
mod status;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::asks::{Agreement, Asks, asks};
pub use self::candidates::{Candidate, Candidates, LIMIT, Lookout, Sighting};
pub use self::effect::{Effect, Shift, SkillShift, shift};
pub use self::fields::{FIELDS, FieldTally, Miss, fields};
pub use self::gold::{Gold, GoldSpan, GoldText};
pub use self::pay::{GoldPay, PAY_FIELDS, PayTally, pay};
use crate::extract::{Analysis, Analyzer};
use crate::lexicon::{Lexicon, Skill};
use crate::span::Span;
use crate::terms::{Ask, Field};

/// Counts of gold marks and found mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Marks of gold.
    pub gold: u64,
    /// Marks that a mention has the very bytes of.
    pub gold_strict: u64,
    /// Marks that a mention overlaps.
    pub gold_overlap: u64,
    /// Mentions found.
    pub found: u64,
    /// Mentions with the very bytes of a mark.
    pub found_strict: u64,
    /// Mentions that overlap a mark.
    pub found_overlap: u64,
}

/// Whether bytes have to be the same or to overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The same bytes.
    Strict,
    /// Any byte in common.
    Overlap,
}

impl Tally {
    /// Right of found; none where nothing was found.
    #[must_use]
    pub fn precision(&self, by: By) -> Option<f64> {
        let right = if by == By::Strict { self.found_strict } else { self.found_overlap };
        (self.found > 0).then(|| right as f64 / self.found as f64)
    }

    /// Found of gold; none where gold marks nothing.
    #[must_use]
    pub fn recall(&self, by: By) -> Option<f64> {
        let right = if by == By::Strict { self.gold_strict } else { self.gold_overlap };
        (self.gold > 0).then(|| right as f64 / self.gold as f64)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(&self, by: By) -> Option<f64> {
        let (precision, recall) = (self.precision(by)?, self.recall(by)?);
        (precision + recall > 0.0).then(|| 2.0 * precision * recall / (precision + recall))
    }

    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.gold_strict += other.gold_strict;
        self.gold_overlap += other.gold_overlap;
        self.found += other.found;
        self.found_strict += other.found_strict;
        self.found_overlap += other.found_overlap;
    }
}

/// How an analyzer does on gold.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Score {
    /// Texts read.
    pub texts: u64,
    /// By part (`all`, `policy`, `kind`, `area`) and name. Parts but `all` count what was found; gold stands in them only where it names
    /// the skill.
    pub parts: BTreeMap<(&'static str, String), Tally>,
    /// Words that gold marks and nothing was found for, with how often.
    pub missed: BTreeMap<String, u64>,
    /// Words that were found and gold does not mark, and the skill, with how often.
    pub invented: BTreeMap<(String, String), u64>,
    /// What gold says of a skill in a posting, what was found, how often; only where both have the skill.
    pub asks: BTreeMap<(Ask, Ask), u64>,
}

/// Reads every text of gold and compares.
#[must_use]
pub fn score(analyzer: &Analyzer, gold: &Gold) -> Score {
    score_of(analyzer, gold, |_| true)
}

/// The same over the skills that `counts` keeps: gold of hard skills leaves soft ones unmarked.
#[must_use]
pub fn score_of(analyzer: &Analyzer, gold: &Gold, counts: impl Fn(&Skill) -> bool + Sync) -> Score {
    let parts: Vec<Score> = gold.texts.par_iter().map(|text| one(analyzer, text, &counts)).collect();
    let mut all = Score::default();
    for part in parts {
        all.texts += 1;
        for (key, tally) in part.parts {
            all.parts.entry(key).or_default().add(tally);
        }
        for (words, count) in part.missed {
            *all.missed.entry(words).or_default() += count;
        }
        for (words, count) in part.invented {
            *all.invented.entry(words).or_default() += count;
        }
        for (asks, count) in part.asks {
            *all.asks.entry(asks).or_default() += count;
        }
    }
    all
}

/// A mention that gold does not mark, or a mark for which nothing right was found: neither even overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// Id of the text.
    pub id: String,
    /// Whether the analyzer found it; else gold marks it.
    pub found: bool,
    /// Field that it stands in.
    pub field: Field,
    /// Where, in bytes of that field.
    pub span: Span,
    /// Id of the skill; none where gold marks words alone.
    pub skill: Option<String>,
    /// The words, in lower case.
    pub words: String,
}

/// Every disagreement with gold, in the order of its texts.
#[must_use]
pub fn disagreements(analyzer: &Analyzer, gold: &Gold, counts: impl Fn(&Skill) -> bool + Sync) -> Vec<Disagreement> {
    let of = |text: &GoldText| -> Vec<Disagreement> {
        let found = found(&analyzer.analyze(&text.posting), &counts);
        let meets = |mark: &GoldSpan, found: &Found| agrees(mark, found) && mark.span.overlaps(found.span);
        let missed = text.marks.iter().filter(|mark| !found.iter().any(|found| meets(mark, found)));
        let missed = missed.map(|mark| Disagreement {
            id: text.id.clone(),
            found: false,
            field: mark.field,
            span: mark.span,
            skill: mark.skill.clone(),
            words: text.words(mark).to_lowercase(),
        });
        let invented = found.iter().filter(|found| !text.marks.iter().any(|mark| meets(mark, found)));
        let invented = invented.map(|found| Disagreement {
            id: text.id.clone(),
            found: true,
            field: found.field,
            span: found.span,
            skill: Some(found.skill.clone()),
            words: found.text.clone(),
        });
        missed.chain(invented).collect()
    };
    gold.texts.par_iter().flat_map_iter(of).collect()
}

/// Whether a mark and a mention are about one thing, wherever they stand.
fn agrees(mark: &GoldSpan, found: &Found) -> bool {
    mark.field == found.field && mark.skill.as_ref().is_none_or(|skill| *skill == found.skill)
}

/// One found mention.
struct Found {
    field: Field,
    span: Span,
    skill: String,
    text: String,
}

fn found(analysis: &Analysis, counts: &impl Fn(&Skill) -> bool) -> Vec<Found> {
    let of = |claim: crate::extract::Claim<'_>| -> Vec<Found> {
        let mention = |mention: &crate::extract::MentionRecord| {
            let span = mention.span?;
            Some(Found {
                field: mention.field,
                span,
                skill: claim.id().to_owned(),
                text: mention.text().to_lowercase(),
            })
        };
        claim.mentions().iter().filter_map(mention).collect()
    };
    analysis.skills().filter(|claim| counts(claim.skill())).flat_map(of).collect()
}

fn one(analyzer: &Analyzer, text: &GoldText, counts: &impl Fn(&Skill) -> bool) -> Score {
    let analysis = analyzer.analyze(&text.posting);
    let found = found(&analysis, counts);
    let mut score = Score::default();
    for mark in &text.marks {
        let of_mark = |by: By| {
            found.iter().any(|found| {
                agrees(mark, found)
                    && match by {
                        By::Strict => found.span == mark.span,
                        By::Overlap => found.span.overlaps(mark.span),
                    }
            })
        };
        let (strict, overlap) = (of_mark(By::Strict), of_mark(By::Overlap));
        let tally = Tally { gold: 1, gold_strict: strict.into(), gold_overlap: overlap.into(), ..Tally::default() };
        score.count(analyzer.lexicon(), mark.skill.as_deref(), tally);
        if !overlap {
            *score.missed.entry(text.words(mark).to_lowercase()).or_default() += 1;
        }
    }
    for mention in &found {
        let right = |by: By| {
            text.marks.iter().any(|mark| {
                agrees(mark, mention)
                    && match by {
                        By::Strict => mark.span == mention.span,
                        By::Overlap => mark.span.overlaps(mention.span),
                    }
            })
        };
        let (strict, overlap) = (right(By::Strict), right(By::Overlap));
        let tally = Tally { found: 1, found_strict: strict.into(), found_overlap: overlap.into(), ..Tally::default() };
        score.count(analyzer.lexicon(), Some(&mention.skill), tally);
        if !overlap {
            *score.invented.entry((mention.text.clone(), mention.skill.clone())).or_default() += 1;
        }
    }
    for (skill, ask) in &text.asks {
        if let Some(claim) = analysis.skill(skill) {
            *score.asks.entry((*ask, claim.ask())).or_default() += 1;
        }
    }
    score
}

impl Score {
    fn count(&mut self, lexicon: &Lexicon, skill: Option<&str>, tally: Tally) {
        self.parts.entry(("all", String::new())).or_default().add(tally);
        let Some(id) = skill.and_then(|skill| lexicon.id(skill)) else { return };
        let skill = lexicon.skill(id);
        for (part, name) in [
            ("policy", skill.policy().to_string()),
            ("kind", skill.kind().to_owned()),
            ("area", skill.area().to_owned()),
        ] {
            self.parts.entry((part, name)).or_default().add(tally);
        }
    }

    /// The counts of everything.
    #[must_use]
    pub fn all(&self) -> Tally {
        self.parts.get(&("all", String::new())).copied().unwrap_or_default()
    }
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::posting::Posting;

    #[test]
    fn right_and_wrong_are_counted() {
        let description = "We use Python, Fortran77x and Excel. You excel.";
        let mark = |text: &str, skill: Option<&str>| {
            let start = description.find(text).unwrap();
            let span = Span::new(start, start + text.len());
            GoldSpan { field: Field::Description, span, skill: skill.map(str::to_owned) }
        };
        let marks = vec![mark("Python", Some("python")), mark("Fortran77x", None), mark("use Python", None)];
        let text = GoldText {
            id: "1".to_owned(),
            posting: Posting::new(description),
            marks,
            asks: vec![("python".to_owned(), Ask::Required)],
            groups: Vec::new(),
            years: Vec::new(),
            judged: BTreeMap::new(),
            pay: None,
        };
        let score = score(&Analyzer::builtin(), &Gold { texts: vec![text] });
        let all = score.all();
        assert_eq!((all.gold, all.gold_strict, all.gold_overlap), (3, 1, 2));
        assert_eq!((all.found, all.found_strict, all.found_overlap), (2, 1, 1));
        assert_eq!(all.precision(By::Overlap), Some(0.5));
        assert_eq!(score.missed.keys().collect::<Vec<_>>(), ["fortran77x"]);
        assert_eq!(score.invented.len(), 1);
        assert_eq!(score.asks.get(&(Ask::Required, Ask::Unsorted)), Some(&1));
    }
}
