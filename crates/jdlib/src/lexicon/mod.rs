//! All vocabulary, as data.
//!
//! A [`Lexicon`] is read from *packs*: folders of small CSV files, one fact per line (`lexicons/README.md` describes them).
//! [`Lexicon::builtin`] is the embedded pack; [`LexiconBuilder`] overlays packs of your own, and single skills, on it.
//!
//! - [`Skill`], [`SkillId`]: what can be asked for. [`Policy`]: when a surface form counts.
//! - [`View`]: a structure over skills, such as the nine areas or the seven production clusters.
//! - [`Finding`]: what the validator has to say about a row.
//! - [`Profile`]: which column of a known kind of file holds which field.
//!
//! ```
//! # #[cfg(feature = "builtin")] {
//! let lexicon = jdlib::Lexicon::builtin();
//! let python = lexicon.find("python").unwrap();
//! assert_eq!(python.name(), "Python");
//! # }
//! ```

mod articles;
mod build;
mod check;
mod mutate;
mod pack;
mod profile;
mod rows;
mod variants;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use self::articles::{Cell, ProjectRow, ReferenceRow, RoadmapRow};
pub use self::build::LexiconBuilder;
pub use self::check::{Finding, Severity};
pub use self::mutate::Mutation;
pub use self::pack::Pack;
pub use self::profile::{Clean, ColumnRole, Profile, ProfileColumn};
pub(crate) use self::words::{
    ContractWord, Extent, FieldKind, FieldWord, HoursOf, MarkerAsk, ModeWord, Opening, PayWordKind, Says, Scope, Spot,
    Standing, TitleKind, Words, YearWordKind,
};

/// Number of a skill in one lexicon. Stable only within that lexicon; [`Skill::id`] is the stable name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillId(pub(crate) u32);

impl SkillId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// When a surface form counts as the skill, from the most to the least trusting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// In any case.
    Any,
    /// Written as given.
    Case,
    /// As given, and not as the first word of a sentence, bullet or title.
    Mid,
    /// As given, with a cue, a sure neighbour or mutual support.
    Ctx,
    /// As given, with two sure siblings in an enumeration, or a cue.
    List,
    /// Never by this form.
    Alias,
}

impl Policy {
    const NAMES: [(&'static str, Self); 6] = [
        ("any", Self::Any),
        ("case", Self::Case),
        ("mid", Self::Mid),
        ("ctx", Self::Ctx),
        ("list", Self::List),
        ("alias", Self::Alias),
    ];

    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, policy)| *policy)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a surface form has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseRule {
    Any,
    Exact,
    Upper,
    Title,
    Lower,
}

/// An entry of the lexicon.
#[derive(Clone, Debug)]
pub struct Skill {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) area: String,
    pub(crate) parent: Option<SkillId>,
    pub(crate) policy: Policy,
    pub(crate) since: Option<u16>,
    pub(crate) note: String,
}

impl Skill {
    /// The stable id, such as `power-bi`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people read, such as `Power BI`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is: `language`, `framework`, `concept`, ...
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The file of the pack that it stands in: `languages`, `web`, ...
    #[must_use]
    pub fn area(&self) -> &str {
        &self.area
    }

    /// Whether it is a thing with a maker, rather than an idea, a way of working or a language of people.
    #[must_use]
    pub fn is_product(&self) -> bool {
        !matches!(
            self.kind.as_str(),
            "concept" | "practice" | "methodology" | "soft" | "domain" | "certification" | "human-language"
        )
    }

    /// When its name counts.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The first year in which it could be asked for, if it is a product.
    #[must_use]
    pub fn since(&self) -> Option<u16> {
        self.since
    }

    /// A remark of whoever wrote the row; often empty.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// A surface form of a skill.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) skill: SkillId,
    pub(crate) text: String,
    pub(crate) case: CaseRule,
    pub(crate) policy: Policy,
    pub(crate) origin: Origin,
}

/// Where a surface form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Name,
    Listed,
    Generated,
}

/// Whether a cue speaks for or against a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    For,
    Against,
}

/// Where a cue is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Left,
    Right,
    Near,
    Line,
    List,
    Sentence,
    Document,
}

/// What a cue looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Text that touches the name.
    Touching(String),
    /// One of these cue words.
    Words(Vec<WordId>),
    /// A cue word in this case.
    Exact(WordId, String),
    /// Another skill.
    Skill(SkillId),
    /// Any skill of an area.
    Area(String),
    /// A version number such as 3.11.
    Version,
    /// The name is the employer's.
    Employer,
}

/// Number of a cue word in one lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordId(pub(crate) u32);

/// A word that speaks for or against a reading of a skill's name.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) sign: Sign,
    pub(crate) place: Place,
    pub(crate) width: u8,
    pub(crate) what: What,
    /// As written in the pack, for explanations.
    pub(crate) text: String,
}

/// How one skill relates to another: `implies`, `part_of`, ...
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) from: SkillId,
    pub(crate) rel: String,
    pub(crate) to: SkillId,
}

/// Relations by which asking for one skill is asking for the other too.
const ROLL_UP: [&str; 3] = ["implies", "part_of", "variant_of"];

/// One place of a view: a skill in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewEntry {
    /// The cell, such as `async-depth`.
    pub cell: String,
    /// The skill.
    pub skill: SkillId,
    /// How deep it goes, in views that say so: `family`, `tool`, `deep`.
    pub depth: String,
}

/// A structure over skills, in the order of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Skills by cell.
    pub entries: Vec<ViewEntry>,
}

impl View {
    /// The first cell that holds a skill, with the skill's depth.
    #[must_use]
    pub fn cell_of(&self, skill: SkillId) -> Option<(&str, &str)> {
        let entry = self.entries.iter().find(|entry| entry.skill == skill)?;
        Some((&entry.cell, &entry.depth))
    }
}

/// A sentence that is a test: what has to be found in it and what must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The sentence.
    pub text: String,
    /// Skills to be found.
    pub must: Vec<SkillId>,
    /// Skills not to be found.
    pub must_not: Vec<SkillId>,
    /// File and line, for messages.
    pub origin: String,
}

/// What another list calls a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The skill.
    pub skill: SkillId,
    /// The list: `esco`, `onet`, `wikidata`, `pypi`, ...
    pub scheme: String,
    /// Its id or name there.
    pub reference: String,
}

/// Name, version and hash of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Name, as in `pack.csv`.
    pub name: String,
    /// Version, as in `pack.csv`.
    pub version: String,
    /// Hash of its files.
    pub hash: u64,
}

/// All vocabulary, validated. Cheap to clone.
#[derive(Clone)]
pub struct Lexicon(Arc<Inner>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Inner {
    pub(crate) packs: Vec<PackInfo>,
    pub(crate) skills: Vec<Skill>,
    pub(crate) by_id: BTreeMap<String, SkillId>,
    pub(crate) aliases: Vec<Alias>,
    /// Cues by skill.
    pub(crate) cues: Vec<Vec<Cue>>,
    /// Cues against any product, written with the id `*`.
    pub(crate) product_cues: Vec<Cue>,
    /// Whether cues against a skill are meant for all of its forms: they are when none of them has a policy of its own.
    pub(crate) cues_reach_any: Vec<bool>,
    /// Cue words by [`WordId`], in lower case.
    pub(crate) cue_words: Vec<String>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) views: BTreeMap<String, View>,
    pub(crate) cases: Vec<Case>,
    pub(crate) references: Vec<Reference>,
    pub(crate) articles: articles::Articles,
    pub(crate) words: Arc<Words>,
}

impl Lexicon {
    /// The embedded pack.
    ///
    /// # Panics
    /// Never in a released version: a test parses and validates the embedded pack.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        BUILTIN.get_or_init(|| LexiconBuilder::builtin().build().expect("the embedded pack is valid")).clone()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Every skill, in the order of their ids.
    #[must_use]
    pub fn skills(&self) -> &[Skill] {
        &self.0.skills
    }

    /// Every skill with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SkillId, &Skill)> {
        (0..).map(SkillId).zip(&self.0.skills)
    }

    /// The skill with this number.
    ///
    /// # Panics
    /// When the number comes from another lexicon and is too large for this one.
    #[must_use]
    pub fn skill(&self, id: SkillId) -> &Skill {
        &self.0.skills[id.index()]
    }

    /// The number of the skill with this id.
    #[must_use]
    pub fn id(&self, id: &str) -> Option<SkillId> {
        self.0.by_id.get(id).copied()
    }

    /// The skill with this id, name or alias, in any case.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Skill> {
        self.find_id(text).map(|id| self.skill(id))
    }

    /// The number of the skill with this id, name or alias, in any case.
    #[must_use]
    pub fn find_id(&self, text: &str) -> Option<SkillId> {
        self.id(text).or_else(|| {
            self.0.aliases.iter().find(|alias| alias.text.eq_ignore_ascii_case(text)).map(|alias| alias.skill)
        })
    }

    /// Skills whose id, name or an alias contains `text`, the best first.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<SkillId> {
        let wanted = text.to_lowercase();
        let mut found: Vec<(usize, SkillId)> = Vec::new();
        for (id, skill) in self.iter() {
            let forms = self.surfaces(id).map(str::to_lowercase).chain([skill.id.clone()]);
            // Shorter surroundings are closer: the whole form first, then a prefix, then anything.
            let rank = forms
                .filter_map(|form| form.find(&wanted).map(|at| form.len() - wanted.len() + usize::from(at > 0) * 100))
                .min();
            if let Some(rank) = rank {
                found.push((rank, id));
            }
        }
        found.sort();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Skills that are written almost like `text`: id and name, the nearest first, at most three.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Vec<(String, String)> {
        let wanted = text.to_lowercase();
        let mut found: Vec<(f64, SkillId)> = Vec::new();
        for (id, skill) in self.iter() {
            let forms = self.surfaces(id).map(str::to_lowercase).chain([skill.id.clone()]);
            let near = forms.map(|form| strsim::jaro_winkler(&form, &wanted)).fold(0.0, f64::max);
            if near >= 0.85 {
                found.push((near, id));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(3);
        let pair = |id: SkillId| (self.skill(id).id.clone(), self.skill(id).name.clone());
        found.into_iter().map(|(_, id)| pair(id)).collect()
    }

    /// The surface forms of a skill, its name first, generated ones last.
    pub fn surfaces(&self, id: SkillId) -> impl Iterator<Item = &str> {
        self.0.aliases.iter().filter(move |alias| alias.skill == id).map(|alias| alias.text.as_str())
    }

    /// The surface forms of a skill with their policies.
    pub fn forms(&self, id: SkillId) -> impl Iterator<Item = (&str, Policy)> {
        let aliases = self.0.aliases.iter().filter(move |alias| alias.skill == id);
        aliases.map(|alias| (alias.text.as_str(), alias.policy))
    }

    /// The cues of a skill, as the pack writes them.
    pub fn cues(&self, id: SkillId) -> impl Iterator<Item = &str> {
        self.0.cues[id.index()].iter().map(|cue| cue.text.as_str())
    }

    /// The relations that start at a skill: name of the relation, other skill.
    pub fn relations(&self, id: SkillId) -> impl Iterator<Item = (&str, SkillId)> {
        let relations = self.0.relations.iter().filter(move |relation| relation.from == id);
        relations.map(|relation| (relation.rel.as_str(), relation.to))
    }

    /// Skills that asking for this one asks for too, by `implies`, `part_of` and `variant_of`, transitively.
    #[must_use]
    pub fn implied(&self, id: SkillId) -> Vec<SkillId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(from) = open.pop() {
            for relation in self.0.relations.iter().filter(|relation| relation.from == from) {
                if ROLL_UP.contains(&relation.rel.as_str()) && relation.to != id && !found.contains(&relation.to) {
                    found.push(relation.to);
                    open.push(relation.to);
                }
            }
        }
        found.sort();
        found
    }

    /// A view by name: `areas`, `clusters`, `rare`, `matrix`.
    #[must_use]
    pub fn view(&self, name: &str) -> Option<&View> {
        self.0.views.get(name)
    }

    /// Names of all views.
    pub fn views(&self) -> impl Iterator<Item = &str> {
        self.0.views.keys().map(String::as_str)
    }

    /// The sentences that are tests.
    #[must_use]
    pub fn cases(&self) -> &[Case] {
        &self.0.cases
    }

    /// The packs it was read from, in order.
    #[must_use]
    pub fn packs(&self) -> &[PackInfo] {
        &self.0.packs
    }

    /// Sentences of a file of their own, in the format of `cases.csv`.
    ///
    /// # Errors
    /// When the file cannot be read, or names a skill that this lexicon does not have.
    pub fn read_cases(&self, file: &std::path::Path) -> crate::Result<Vec<Case>> {
        build::cases(self, file)
    }

    /// What other lists call the skills.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.0.references
    }

    /// Names of the cells of views, and what their sources write in them in words.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.0.articles.cells
    }

    /// What to learn when, in the order of learning.
    #[must_use]
    pub fn roadmap(&self) -> &[RoadmapRow] {
        &self.0.articles.roadmap
    }

    /// Projects, and the skills that each proves.
    #[must_use]
    pub fn projects(&self) -> &[ProjectRow] {
        &self.0.articles.projects
    }

    /// Pay of roles as articles state it.
    #[must_use]
    pub fn reference(&self) -> &[ReferenceRow] {
        &self.0.articles.reference
    }

    /// Number of relations between skills.
    #[must_use]
    pub fn relation_count(&self) -> usize {
        self.0.relations.len()
    }

    /// Number of surface forms, generated ones included.
    #[must_use]
    pub fn alias_count(&self) -> usize {
        self.0.aliases.len()
    }

    /// Names, versions and hashes of the packs: `core 2026.11+3a91f0`. Analyses made under equal fingerprints are equal.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let packs: Vec<String> = self
            .0
            .packs
            .iter()
            .map(|pack| format!("{} {}+{:06x}", pack.name, pack.version, pack.hash & 0xFF_FFFF))
            .collect();
        packs.join(", ")
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({}, {} skills)", self.fingerprint(), self.0.skills.len())
    }
}
