//! What became of the rows of a list.

use std::fmt;

/// Why a form was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing is left of it.
    Empty,
    /// It has a control character.
    Control,
    /// A name of more than 50 characters, another form of more than 60.
    TooLong,
    /// No letter in it.
    NoLetter,
    /// The same form stands earlier in the list.
    Repeated,
    /// The same form but for spaces, hyphens or dots stands earlier in the list.
    Variant,
    /// Another row of the list is called so.
    OtherName,
    /// Another skill of the core pack is called so.
    CoreOwns,
    /// Another form of a skill that the core pack has: lists are too dirty to add to it unseen.
    CoreForm,
    /// A verb and what it is done to.
    Phrase,
    /// A kind of software, no name of one.
    Generic,
    /// The list says that it is not in use.
    Unreleased,
}

impl Reason {
    const NAMES: [(&'static str, &'static str); 12] = [
        ("empty", "empty"),
        ("control", "a control character in it"),
        ("too-long", "too long"),
        ("no-letter", "no letter in it"),
        ("repeated", "stands earlier in the list"),
        ("variant", "differs from an earlier form by spaces, hyphens or dots only"),
        ("other-name", "name of another row"),
        ("core-owns", "form of another skill of the core pack"),
        ("core-form", "further form of a skill that the core pack has; add it by hand if it is right"),
        ("phrase", "a verb and its object"),
        ("generic", "a kind of software, no name"),
        ("unreleased", "not in use, says the list"),
    ];

    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The reason in words.
    #[must_use]
    pub fn describe(self) -> &'static str {
        Self::NAMES[self as usize].1
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A form that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Line of the list, or number of the entry in JSON.
    pub line: u64,
    /// Name of its row.
    pub name: String,
    /// The form.
    pub form: String,
    /// Why.
    pub reason: Reason,
    /// Id of the skill that has it; empty where none does.
    pub owner: String,
}

/// A row that became a reference of a skill of the core pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Line of the list.
    pub line: u64,
    /// Name of the row.
    pub name: String,
    /// Id of the skill.
    pub skill: String,
}

/// What was read, kept, joined and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of the list.
    pub rows: u64,
    /// Rows that became skills.
    pub skills: u64,
    /// Their further forms.
    pub forms: u64,
    /// Names and forms that count only with something that speaks for them.
    pub judged: u64,
    /// Relations and parents.
    pub relations: u64,
    /// Rows that the core pack has already.
    pub joined: Vec<Joined>,
    /// Forms that were left out, in the order of the list.
    pub dropped: Vec<Dropped>,
}

impl Report {
    /// Forms left out by reason, the most frequent first, each with its first examples.
    #[must_use]
    pub fn reasons(&self, examples: usize) -> Vec<(Reason, u64, Vec<&str>)> {
        let mut counts: std::collections::BTreeMap<Reason, (u64, Vec<&str>)> = std::collections::BTreeMap::new();
        for dropped in &self.dropped {
            let (count, shown) = counts.entry(dropped.reason).or_default();
            *count += 1;
            if shown.len() < examples && !dropped.form.is_empty() {
                shown.push(&dropped.form);
            }
        }
        let mut reasons: Vec<_> = counts.into_iter().map(|(reason, (count, shown))| (reason, count, shown)).collect();
        reasons.sort_by_key(|(reason, count, _)| (std::cmp::Reverse(*count), *reason));
        reasons
    }
}
