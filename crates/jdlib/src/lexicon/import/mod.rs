//! Other people's lists as packs.
//!
//! A list of the wild is dirty: it calls Mocha another name of JavaScript, glues abbreviations and makers to names, and repeats itself.
//! [`import`] reads one of five shapes into a [`Pack`] that lies over the core pack without an error, and a [`Report`] of what it left
//! out and why. Nothing that means several things counts by itself; a name that the core pack has becomes a reference of that skill, not
//! a second one.
//!
//! | kind | what is read |
//! |---|---|
//! | [`Kind::Esco`] | `skills_en.csv` or a collection, or a folder with them and the files of relations |
//! | [`Kind::Onet`] | `Technology Skills.txt`, tab-separated |
//! | [`Kind::Lightcast`] | JSON of the skills API, or CSV with `skill`, `skill_category`, `info_url` |
//! | [`Kind::Skillner`] | `skills_processed.json` |
//! | [`Kind::Flat`] | a name a line, or CSV of names, other names and categories; what `jds lexicon export` writes |

mod clean;
mod csv_file;
mod english;
mod esco;
mod flat;
mod gather;
mod json_file;
mod lightcast;
mod onet;
mod report;
mod skillner;

use std::path::Path;

pub use self::report::{Dropped, Joined, Reason, Report};
use super::{Lexicon, Pack, Policy};
use crate::error::Result;

/// The shape of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Skills of the European classification.
    Esco,
    /// Technology skills of O*NET.
    Onet,
    /// Skills of Lightcast. Their licence does not let them be passed on.
    Lightcast,
    /// The processed skills of `SkillNER`.
    Skillner,
    /// Names, with or without other names and categories.
    Flat,
}

impl Kind {
    /// Written names.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("esco", Self::Esco),
        ("onet", Self::Onet),
        ("lightcast", Self::Lightcast),
        ("skillner", Self::Skillner),
        ("flat", Self::Flat),
    ];

    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// What references to its entries are called in `xrefs.csv`. A flat list has no ids: there it is the pack's own name.
    fn scheme(self) -> Option<&'static str> {
        match self {
            Self::Esco => Some("esco"),
            Self::Onet => Some("onet"),
            // SkillNER keeps Lightcast's ids.
            Self::Lightcast | Self::Skillner => Some("lightcast"),
            Self::Flat => None,
        }
    }

    fn licence(self) -> &'static str {
        match self {
            Self::Onet => "CC-BY-4.0",
            Self::Esco => "European Commission; attribution",
            Self::Lightcast | Self::Skillner => "not to be passed on",
            Self::Flat => "",
        }
    }
}

/// What becomes of "manage projects": a verb and what it is done to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phrases {
    /// Left out: postings say it in too many ways.
    #[default]
    Drop,
    /// A practice like others.
    Keep,
}

/// A pack made of a list, and what became of its rows.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The pack.
    pub pack: Pack,
    /// What was read, kept, joined and left out.
    pub report: Report,
}

/// Makes a pack called `name` of a list, to lie over `core`.
///
/// # Errors
/// When a file cannot be read or is not of that kind; the error names file, line and column.
pub fn import(kind: Kind, input: &Path, name: &str, phrases: Phrases, core: &Lexicon) -> Result<Imported> {
    let mut source = match kind {
        Kind::Esco => esco::read(input)?,
        Kind::Onet => onet::read(input)?,
        Kind::Lightcast => lightcast::read(input)?,
        Kind::Skillner => skillner::read(input)?,
        Kind::Flat => flat::read(input)?,
    };
    source.phrases = phrases;
    gather::pack(source, kind, name, core)
}

/// What a list says, before anything is judged.
#[derive(Debug, Default)]
struct Source {
    entries: Vec<Entry>,
    /// Relations between entries by their references: from, name, to.
    relations: Vec<(String, &'static str, String)>,
    phrases: Phrases,
}

/// One entry of a list.
#[derive(Debug, Default)]
struct Entry {
    /// Line of the file, or number of the entry where lines mean nothing.
    line: u64,
    /// Its id in the list.
    reference: String,
    /// The id that it should have; usually made of the name.
    id: String,
    name: Form,
    others: Vec<Form>,
    /// A kind of skills; empty where the list does not say.
    kind: String,
    nature: Nature,
    area: String,
    note: String,
    /// References of broader entries.
    broader: Vec<String>,
    /// Why the list itself says that it should be passed over.
    refused: Option<Reason>,
}

/// A surface form as a list has it.
#[derive(Clone, Debug, Default)]
struct Form {
    text: String,
    /// As in `aliases/`: abbr, vendor, ...; empty for a variant.
    sort: &'static str,
    /// Where the list says it, as our own lists do.
    policy: Option<Policy>,
    case: String,
}

impl Form {
    fn new(text: impl Into<String>, sort: &'static str) -> Self {
        Self { text: text.into(), sort, ..Self::default() }
    }
}

/// What a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Nature {
    /// A thing with a maker.
    Product,
    /// An idea or a way of working.
    Idea,
    /// Something done, as a verb and its object.
    Phrase,
    /// The list does not say.
    #[default]
    Unknown,
}

#[cfg(test)]
mod tests;
