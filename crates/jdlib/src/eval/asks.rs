//! How asks and alternatives are read, against gold.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::gold::{Gold, GoldText};
use crate::extract::Analyzer;
use crate::terms::Ask;

/// How an analyzer reads the asks of gold.
///
/// Only skills that both gold and the analyzer have in a posting are compared: whether they are found is another question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Asks {
    /// Texts read.
    pub texts: u64,
    /// What gold says of a skill in a posting, what was read, and how often.
    pub confusion: BTreeMap<(Ask, Ask), u64>,
    /// Groups of alternatives.
    pub groups: Agreement,
}

/// How far sets of gold and sets that were read agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Sets of gold.
    pub gold: u64,
    /// Sets that were read.
    pub read: u64,
    /// Sets with the same members in both.
    pub same: u64,
}

impl Agreement {
    /// Same of read; none where nothing was read.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        (self.read > 0).then(|| self.same as f64 / self.read as f64)
    }

    /// Same of gold; none where gold has nothing.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        (self.gold > 0).then(|| self.same as f64 / self.gold as f64)
    }
}

impl Asks {
    /// Asks that were compared.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.confusion.values().sum()
    }

    /// Asks that were read as gold says.
    #[must_use]
    pub fn right(&self) -> u64 {
        self.confusion.iter().filter(|((gold, read), _)| gold == read).map(|(_, count)| count).sum()
    }

    fn add(&mut self, other: Self) {
        self.texts += other.texts;
        for (asks, count) in other.confusion {
            *self.confusion.entry(asks).or_default() += count;
        }
        self.groups.gold += other.groups.gold;
        self.groups.read += other.groups.read;
        self.groups.same += other.groups.same;
    }
}

/// Reads every text of gold and compares asks and alternatives.
#[must_use]
pub fn asks(analyzer: &Analyzer, gold: &Gold) -> Asks {
    let parts: Vec<Asks> = gold.texts.par_iter().map(|text| one(analyzer, text)).collect();
    let mut all = Asks::default();
    for part in parts {
        all.add(part);
    }
    all
}

fn one(analyzer: &Analyzer, text: &GoldText) -> Asks {
    let analysis = analyzer.analyze(&text.posting);
    let mut asks = Asks { texts: 1, ..Asks::default() };
    let mut read: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for (skill, ask) in &text.asks {
        let Some(claim) = analysis.skill(skill) else { continue };
        *asks.confusion.entry((*ask, claim.ask())).or_default() += 1;
        if let Some(group) = claim.any_of() {
            read.entry(group).or_default().insert(skill);
        }
    }
    let found = |group: &Vec<String>| -> BTreeSet<&str> {
        text.asks
            .iter()
            .map(|(skill, _)| skill.as_str())
            .filter(|skill| group.iter().any(|member| member == skill) && analysis.skill(skill).is_some())
            .collect()
    };
    // One alternative alone is none.
    let gold: BTreeSet<BTreeSet<&str>> = text.groups.iter().map(found).filter(|group| group.len() > 1).collect();
    let read: BTreeSet<BTreeSet<&str>> = read.into_values().filter(|group| group.len() > 1).collect();
    asks.groups =
        Agreement { gold: gold.len() as u64, read: read.len() as u64, same: gold.intersection(&read).count() as u64 };
    asks
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::posting::Posting;

    #[test]
    fn asks_and_groups_are_compared_where_both_have_the_skill() {
        let text = GoldText {
            id: "1".to_owned(),
            posting: Posting::new("You know Python or Go. Docker is a plus. No PHP."),
            marks: Vec::new(),
            asks: [
                ("python", Ask::Required),
                ("go", Ask::Required),
                ("docker", Ask::Required),
                ("cobol", Ask::Required),
            ]
            .map(|(skill, ask)| (skill.to_owned(), ask))
            .to_vec(),
            years: Vec::new(),
            judged: BTreeMap::new(),
            pay: None,
            groups: vec![vec!["python".to_owned(), "go".to_owned()], vec!["docker".to_owned(), "cobol".to_owned()]],
        };
        let asks = asks(&Analyzer::builtin(), &Gold { texts: vec![text] });
        assert_eq!((asks.right(), asks.total()), (2, 3));
        assert_eq!(asks.confusion[&(Ask::Required, Ask::Preferred)], 1);
        assert_eq!(asks.groups, Agreement { gold: 1, read: 1, same: 1 });
        assert_eq!(asks.groups.recall(), Some(1.0));
    }
}
