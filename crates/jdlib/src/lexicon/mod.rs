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
mod diff;
mod english;
mod export;
#[cfg(feature = "read")]
pub mod import;
mod mutate;
mod pack;
mod profile;
mod rows;
mod variants;
mod versions;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

pub use self::articles::{Cell, ProjectRow, ReferenceRow, RoadmapRow};
pub use self::build::LexiconBuilder;
pub use self::check::{Finding, Severity};
pub use self::diff::{Change, Difference, Part};
pub use self::export::{ExportedForm, ExportedRelation, ExportedSkill, write_esco};
pub use self::mutate::Mutation;
pub use self::pack::Pack;
pub use self::profile::{Clean, ColumnRole, Profile, ProfileColumn};
pub(crate) use self::versions::Versions;
pub(crate) use self::words::{
    ContractWord, Extent, FieldKind, FieldWord, HoursOf, ListWord, MarkerAsk, ModeWord, Opening, PayJoint, PayWordKind,
    Says, Scope, Spot, Standing, TitleKind, Words, YearWordKind, is_unspaced,
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

impl CaseRule {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Exact => "exact",
            Self::Upper => "upper",
            Self::Title => "title",
            Self::Lower => "lower",
        }
    }
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
    /// Listed as a misspelling.
    Typo,
    Generated,
}

impl Origin {
    /// Whether a row of `aliases/` says it.
    pub(crate) fn is_listed(self) -> bool {
        matches!(self, Self::Listed | Self::Typo)
    }
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
    /// A cue word.
    Word(WordId),
    /// A word of a class, by its number in the lexicon.
    Class(u32),
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
    /// The language of the texts in which it speaks; empty for all.
    pub(crate) lang: String,
    pub(crate) sign: Sign,
    pub(crate) place: Place,
    /// Words to look at: a phrase of three words, one word away, reaches three words.
    pub(crate) reach: usize,
    pub(crate) what: What,
    /// As written in the pack, for explanations.
    pub(crate) text: Arc<str>,
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
pub struct Lexicon(Arc<Inner>, Option<Mutation>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Inner {
    pub(crate) packs: Vec<PackInfo>,
    pub(crate) skills: Vec<Skill>,
    pub(crate) by_id: BTreeMap<String, SkillId>,
    /// Surface forms, sorted by skill.
    pub(crate) aliases: Vec<Alias>,
    /// Where the surface forms of each skill stand among them.
    forms: Vec<std::ops::Range<u32>>,
    /// Cues by skill.
    pub(crate) cues: Vec<Vec<Cue>>,
    /// Cues against any product, written with the id `*`.
    pub(crate) product_cues: Vec<Cue>,
    /// Whether cues against a skill are meant for all of its forms: they are when none of them has a policy of its own.
    pub(crate) cues_reach_any: Vec<bool>,
    /// Cue words by [`WordId`], in lower case, with the language in which they are looked for; empty for all.
    pub(crate) cue_words: Vec<(String, String)>,
    /// The words of the classes that cues name, sorted.
    pub(crate) cue_classes: Vec<Vec<WordId>>,
    /// The classes that hold the cue words, by their numbers, word by word, and where those of each word begin.
    classes_of_words: Vec<u32>,
    class_starts: Vec<u32>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) views: BTreeMap<String, View>,
    /// Release lines by skill.
    pub(crate) versions: Versions,
    /// Whether it was cut down to some skills, so that rows may lead out of it.
    partial: bool,
    /// Files that only who asks for them needs, and what they hold.
    late: Late,
    pub(crate) articles: articles::Articles,
    pub(crate) words: Arc<Words>,
}

/// Example sentences and names in other lists: read when somebody asks, for most runs never do.
#[derive(Clone, Debug, Default)]
struct Late {
    case_files: Vec<pack::LateFile>,
    reference_files: Vec<pack::LateFile>,
    english_files: Vec<pack::LateFile>,
    cases: OnceLock<Vec<Case>>,
    references: OnceLock<Vec<Reference>>,
    /// Common English words, in lower case.
    english: OnceLock<std::collections::BTreeSet<String>>,
}

impl Inner {
    /// The classes that hold a cue word.
    pub(crate) fn classes_of_word(&self, word: u32) -> &[u32] {
        let next = self.class_starts.get(word as usize + 1).map_or(self.classes_of_words.len(), |next| *next as usize);
        &self.classes_of_words[self.class_starts[word as usize] as usize..next]
    }
}

impl Lexicon {
    /// The embedded pack.
    ///
    /// # Panics
    /// Never in a released version: a test parses and validates the embedded pack.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| LexiconBuilder::builtin().build().expect("the embedded pack is valid")).clone()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The cues of a skill, but for one that was taken away.
    pub(crate) fn cues_of(&self, skill: SkillId) -> impl Iterator<Item = &Cue> {
        let gone = self.1;
        let cues = self.0.cues[skill.index()].iter().enumerate();
        cues.filter(move |(at, _)| gone != Some(Mutation::Cue(skill, *at))).map(|(_, cue)| cue)
    }

    /// The cues against every product, but for one that was taken away.
    pub(crate) fn product_cues(&self) -> impl Iterator<Item = &Cue> {
        let gone = self.1;
        let cues = self.0.product_cues.iter().enumerate();
        cues.filter(move |(at, _)| gone != Some(Mutation::ProductCue(*at))).map(|(_, cue)| cue)
    }

    /// When a form counts and how it has to be written, unless that was taken away. A form that never counts by itself would be a new
    /// form, not an old one without its rule.
    pub(crate) fn rule_of(&self, alias: &Alias) -> (Policy, CaseRule) {
        if self.1 == Some(Mutation::Policy(alias.skill)) && alias.policy != Policy::Alias {
            return (Policy::Any, CaseRule::Any);
        }
        (alias.policy, alias.case)
    }

    /// The surface forms of a skill.
    fn aliases(&self, id: SkillId) -> &[Alias] {
        let range = &self.0.forms[id.index()];
        &self.0.aliases[range.start as usize..range.end as usize]
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
        self.aliases(id).iter().map(|alias| alias.text.as_str())
    }

    /// The surface forms of a skill with their policies.
    pub fn forms(&self, id: SkillId) -> impl Iterator<Item = (&str, Policy)> {
        self.aliases(id).iter().map(|alias| (alias.text.as_str(), alias.policy))
    }

    /// The misspellings that packs list, with the skills that they mean.
    pub fn misspellings(&self) -> impl Iterator<Item = (SkillId, &str)> {
        let typos = self.0.aliases.iter().filter(|alias| alias.origin == Origin::Typo);
        typos.map(|alias| (alias.skill, alias.text.as_str()))
    }

    /// LX22: misspellings that stand in no posting. `seen` holds what does, in lower case.
    #[must_use]
    pub fn unseen_misspellings(&self, seen: &std::collections::BTreeSet<String>) -> Vec<Finding> {
        check::unseen(self, seen)
    }

    /// The cues of a skill, as the pack writes them.
    pub fn cues(&self, id: SkillId) -> impl Iterator<Item = &str> {
        self.0.cues[id.index()].iter().map(|cue| cue.text.as_ref())
    }

    /// The relations that start at a skill: name of the relation, other skill.
    pub fn relations(&self, id: SkillId) -> impl Iterator<Item = (&str, SkillId)> {
        self.relations_of(id).iter().map(|relation| (relation.rel.as_str(), relation.to))
    }

    fn relations_of(&self, id: SkillId) -> &[Relation] {
        let all = &self.0.relations;
        let from = all.partition_point(|relation| relation.from < id);
        &all[from..from + all[from..].partition_point(|relation| relation.from == id)]
    }

    /// Skills that asking for this one asks for too, by `implies`, `part_of` and `variant_of`, transitively.
    #[must_use]
    pub fn implied(&self, id: SkillId) -> Vec<SkillId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(from) = open.pop() {
            for relation in self.relations_of(from) {
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
        // Rows of packs that are not embedded were validated when they were read; those of the embedded one are, by a test.
        self.0.late.cases.get_or_init(|| build::cases_of(&self.0).unwrap_or_default())
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
        self.0.late.references.get_or_init(|| build::references_of(&self.0).unwrap_or_default())
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

    /// Whether a word is a common English one, in any of its forms ("scaling" as well as "scale"): as a name it needs something that
    /// speaks for it.
    #[must_use]
    pub fn is_english(&self, word: &str) -> bool {
        english::is_form_of(self.0.late.english.get_or_init(|| build::english_of(&self.0)), word)
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
