//! What the validator says beyond what stops a lexicon from being built.

use std::collections::BTreeSet;
use std::fmt;

use super::pack::Pack;
use super::rows::{self, Faults, Row};
use super::variants;
use super::{Alias, CaseRule, Lexicon, Origin, Policy, Sign, SkillId, What};
use crate::error::{Error, ErrorKind, Result};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A row that cannot be read: the lexicon was looked at without it.
    Unread,
    /// The lexicon would give wrong answers.
    Error,
    /// Somebody should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unread | Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One remark of the validator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Rule, such as `LX07`.
    pub rule: &'static str,
    /// File and line, or the id of a skill.
    pub place: String,
    /// What is the matter and what would mend it.
    pub message: String,
}

impl Finding {
    fn new(severity: Severity, rule: &'static str, place: impl Into<String>, message: String) -> Self {
        Self { severity, rule, place: place.into(), message }
    }

    /// A row that cannot be read.
    pub(super) fn unread(error: &Error) -> Self {
        let position = error.position();
        let file = position.file.as_ref().map(|file| file.display().to_string());
        let place = match (file, position.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            (file, _) => file.unwrap_or_default(),
        };
        let (rule, message) = match error.kind() {
            ErrorKind::Lexicon { rule, message } => (*rule, message.clone()),
            kind => ("LX00", kind.to_string()),
        };
        let message = position.column.as_ref().map_or(message.clone(), |column| format!("`{column}`: {message}"));
        Self::new(Severity::Unread, rule, place, message)
    }
}

/// Files that only the validator reads.
pub(super) const SIDE: [&str; 2] = ["english.csv", "never_merge.csv"];

/// What they say.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// Common words, first names, places.
    english: BTreeSet<String>,
    /// Skills that must stay apart, and where that is said.
    apart: Vec<(SkillId, SkillId, String)>,
}

impl Side {
    pub(super) fn read(packs: &[Pack], lexicon: &Lexicon, faults: &mut Faults) -> Result<Self> {
        let mut side = Self::default();
        let known = |row: &Row, column: &str| {
            let id = row.get(column);
            lexicon.id(id).ok_or_else(|| row.error("LX02", column, format!("there is no skill `{id}`")))
        };
        for (file, path, text) in packs.iter().flat_map(Pack::files).filter(|(_, path, _)| SIDE.contains(path)) {
            for row in rows::read_each(&file, path, text, faults)? {
                if path == "english.csv" {
                    side.english.insert(row.get("text").to_owned());
                    continue;
                }
                let pair = known(&row, "a").and_then(|a| Ok((a, known(&row, "b")?, row.place())));
                side.apart.extend(faults.pass(pair)?);
            }
        }
        Ok(side)
    }
}

/// Rules over a whole lexicon.
pub(super) fn lexicon(lexicon: &Lexicon, side: &Side) -> Vec<Finding> {
    let mut findings = Vec::new();
    cycles(lexicon, &mut findings);
    uncased(lexicon, &mut findings);
    short_forms(lexicon, &mut findings);
    undated(lexicon, &mut findings);
    let forms = Forms::of(lexicon);
    forms_like_ids(lexicon, &forms, &mut findings);
    merged(lexicon, &forms, side, &mut findings);
    english(lexicon, side, &mut findings);
    unlinked(lexicon, &mut findings);
    needless(lexicon, &forms, &mut findings);
    crowded(lexicon, &forms, &mut findings);
    inverted(lexicon, &mut findings);
    undescribed(lexicon, &mut findings);
    dead_cues(lexicon, &mut findings);
    findings
}

/// LX30: cues that can never hold. What is against a name is heard before any skill is sure, and no word overlaps the name.
fn dead_cues(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let words = &lexicon.0.cue_words;
    for (id, skill) in lexicon.iter() {
        let forms: Vec<String> = lexicon.surfaces(id).map(str::to_lowercase).collect();
        // A word holds the name where every form of the name stands in it.
        let holds_name = |word: &super::WordId| forms.iter().all(|form| words[word.0 as usize].0 == *form);
        for cue in lexicon.cues_of(id) {
            let message = match &cue.what {
                What::Skill(_) | What::Area(_) if cue.sign == Sign::Against => "is heard before any skill is sure",
                What::Class(number) if lexicon.0.cue_classes[*number as usize].iter().all(holds_name) => {
                    "is the name itself"
                }
                What::Word(word) | What::Exact(word, _) if holds_name(word) => "is the name itself",
                _ => continue,
            };
            let message = format!("the cue `{}` of `{}` {message}: it never holds", cue.text, skill.id);
            findings.push(Finding::new(Severity::Error, "LX30", &skill.id, message));
        }
    }
}

/// LX03: relations that roll up, parents and prerequisites must not run in a circle.
fn cycles(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let relations = |rel: &'static str| {
        move |id: SkillId| -> Vec<SkillId> {
            lexicon.relations(id).filter(|(name, _)| *name == rel).map(|(_, to)| to).collect()
        }
    };
    let parent = |id: SkillId| -> Vec<SkillId> { lexicon.skill(id).parent.into_iter().collect() };
    let mut look = |name: &str, next: &dyn Fn(SkillId) -> Vec<SkillId>| {
        for (id, skill) in lexicon.iter() {
            let mut seen = BTreeSet::new();
            let mut open = next(id);
            while let Some(at) = open.pop() {
                if at == id {
                    findings.push(Finding {
                        severity: Severity::Error,
                        rule: "LX03",
                        place: skill.id.clone(),
                        message: format!("`{name}` leads from `{}` back to itself", skill.id),
                    });
                    break;
                }
                if seen.insert(at) {
                    open.extend(next(at));
                }
            }
        }
    };
    look("parent", &parent);
    for rel in ["implies", "part_of", "requires", "variant_of"] {
        look(rel, &relations(rel));
    }
}

/// LX07: a name that needs judgement needs sentences that show it.
fn uncased(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let mut must: BTreeSet<SkillId> = BTreeSet::new();
    let mut must_not: BTreeSet<SkillId> = BTreeSet::new();
    for case in lexicon.cases() {
        must.extend(&case.must);
        must_not.extend(&case.must_not);
    }
    for (id, skill) in lexicon.iter() {
        let judged = lexicon
            .0
            .aliases
            .iter()
            .any(|alias| alias.skill == id && !matches!(alias.policy, Policy::Any | Policy::Alias));
        for (cases, what) in [(&must, "where it counts"), (&must_not, "where it does not")] {
            if judged && !cases.contains(&id) {
                findings.push(Finding {
                    severity: Severity::Error,
                    rule: "LX07",
                    place: skill.id.clone(),
                    message: format!("`{}` needs a sentence in cases.csv {what}", skill.id),
                });
            }
        }
    }
}

/// LX09 and LX21: short forms mean many things.
fn short_forms(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for alias in
        lexicon.0.aliases.iter().filter(|alias| alias.origin != Origin::Generated && alias.policy == Policy::Any)
    {
        let letters = alias.text.chars().count();
        let skill = &lexicon.skill(alias.skill).id;
        if letters < 2 {
            findings.push(Finding {
                severity: Severity::Error,
                rule: "LX09",
                place: skill.clone(),
                message: format!("`{}` is one letter: give it the policy ctx or list", alias.text),
            });
        } else if letters <= 3 && alias.text.chars().all(char::is_alphabetic) {
            findings.push(Finding {
                severity: Severity::Warning,
                rule: "LX21",
                place: skill.clone(),
                message: format!("`{}` has three letters or fewer and counts in any case", alias.text),
            });
        }
    }
}

/// LX26: a product without its first year cannot be told from a false match in old postings.
fn undated(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for (_, skill) in lexicon.iter().filter(|(_, skill)| MADE.contains(&skill.kind()) && skill.since.is_none()) {
        let message = format!("`{}` is a product without a `since` year", skill.id);
        findings.push(Finding::new(Severity::Warning, "LX26", &skill.id, message));
    }
}

/// Kinds of what somebody made and named.
const MADE: [&str; 7] = ["database", "framework", "language", "library", "platform", "service", "tool"];

/// Aliases by skill.
struct Forms<'l>(Vec<Vec<&'l Alias>>);

impl<'l> Forms<'l> {
    fn of(lexicon: &'l Lexicon) -> Self {
        let mut forms = vec![Vec::new(); lexicon.skills().len()];
        for alias in &lexicon.0.aliases {
            forms[alias.skill.index()].push(alias);
        }
        Self(forms)
    }

    fn get(&self, id: SkillId) -> &[&'l Alias] {
        &self.0[id.index()]
    }
}

/// A form as an id would write it: `React Native` is `react-native`.
fn slug(form: &str) -> String {
    let form = form.replace('+', " plus ").replace('#', " sharp ");
    let words = form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// LX05: what relates to a skill is no other name of it.
fn forms_like_ids(lexicon: &Lexicon, forms: &Forms<'_>, findings: &mut Vec<Finding>) {
    let mut related: BTreeSet<(SkillId, SkillId)> = BTreeSet::new();
    let relations = lexicon.0.relations.iter().map(|relation| (relation.from, relation.to));
    let parents = lexicon.iter().filter_map(|(id, skill)| Some((id, skill.parent?)));
    for (from, to) in relations.chain(parents) {
        related.extend([(from, to), (to, from)]);
    }
    for (id, skill) in lexicon.iter() {
        for alias in forms.get(id).iter().filter(|alias| alias.origin.is_listed()) {
            let Some(other) = lexicon.id(&slug(&alias.text)).filter(|other| related.contains(&(id, *other))) else {
                continue;
            };
            let other = &lexicon.skill(other).id;
            let message = format!(
                "`{}` is an alias of `{}` and the id of the related skill `{other}`: remove the alias or the relation",
                alias.text, skill.id
            );
            findings.push(Finding::new(Severity::Error, "LX05", &skill.id, message));
        }
    }
}

/// LX10: pairs that are easily taken for each other stay apart.
fn merged(lexicon: &Lexicon, forms: &Forms<'_>, side: &Side, findings: &mut Vec<Finding>) {
    // Case, spaces and marks apart: what a careless alias differs by.
    let bare = |form: &str| -> String {
        form.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '/' | '_')).flat_map(char::to_lowercase).collect()
    };
    for (a, b, place) in &side.apart {
        let mut fail = |message: String| findings.push(Finding::new(Severity::Error, "LX10", place, message));
        let name = |id: SkillId| &lexicon.skill(id).id;
        let bare_forms = |id: SkillId| -> BTreeSet<String> {
            forms
                .get(id)
                .iter()
                .filter(|alias| alias.origin != Origin::Generated)
                .map(|alias| bare(&alias.text))
                .collect()
        };
        for form in bare_forms(*a).intersection(&bare_forms(*b)) {
            fail(format!("`{}` and `{}` must stay apart, and both are written `{form}`", name(*a), name(*b)));
        }
        for (from, to) in [(*a, *b), (*b, *a)] {
            for (rel, _) in lexicon.relations(from).filter(|(rel, other)| *other == to && MERGES.contains(rel)) {
                fail(format!(
                    "`{}` and `{}` must stay apart, and `{rel}` counts one as the other",
                    name(from),
                    name(to)
                ));
            }
        }
    }
}

/// Relations by which one skill is counted with another.
const MERGES: [&str; 2] = ["implies", "variant_of"];

/// LX20: a form that is a word, a first name or a place needs judgement.
fn english(lexicon: &Lexicon, side: &Side, findings: &mut Vec<Finding>) {
    for alias in &lexicon.0.aliases {
        // "RoBERTa", in this case only, is no woman's name.
        let like_word = !alias.text.chars().skip(1).any(char::is_uppercase) || alias.case == CaseRule::Any;
        let trusted = alias.policy == Policy::Any && alias.origin != Origin::Generated;
        if trusted && like_word && side.english.contains(&alias.text.to_lowercase()) {
            let skill = &lexicon.skill(alias.skill).id;
            let message =
                format!("`{}` is a common word or a name and counts in any sense: give it a policy", alias.text);
            findings.push(Finding::new(Severity::Warning, "LX20", skill, message));
        }
    }
}

/// LX22: misspellings that nobody makes. `seen` holds the forms that stand in postings, in lower case.
pub(super) fn unseen(lexicon: &Lexicon, seen: &BTreeSet<String>) -> Vec<Finding> {
    let typos = lexicon.misspellings().filter(|(_, text)| !seen.contains(&text.to_lowercase()));
    let finding = |(skill, text): (SkillId, &str)| {
        let message = format!("the misspelling `{text}` stands in none of the postings: remove it");
        Finding::new(Severity::Warning, "LX22", &lexicon.skill(skill).id, message)
    };
    typos.map(finding).collect()
}

/// LX23: a product that no other list knows may be none.
fn unlinked(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let linked: BTreeSet<SkillId> = lexicon.references().iter().map(|reference| reference.skill).collect();
    for (id, skill) in lexicon.iter().filter(|(_, skill)| MADE.contains(&skill.kind())) {
        if !linked.contains(&id) {
            let message = format!("`{}` is a product without a row in xrefs.csv", skill.id);
            findings.push(Finding::new(Severity::Warning, "LX23", &skill.id, message));
        }
    }
}

/// LX24: listed forms whose loss would change nothing: others of the skill generate them, and all that they generate.
fn needless(lexicon: &Lexicon, forms: &Forms<'_>, findings: &mut Vec<Finding>) {
    for (id, skill) in lexicon.iter() {
        let trusted = |alias: &&&Alias| alias.policy == Policy::Any && alias.case == CaseRule::Any;
        let mut kept: Vec<&Alias> =
            forms.get(id).iter().filter(trusted).filter(|alias| alias.origin != Origin::Generated).copied().collect();
        let made = |alias: &Alias| variants::of(&alias.text).into_iter().map(|text| text.to_lowercase());
        let mut at = 0;
        while at < kept.len() {
            let alias = kept[at];
            let others = || kept.iter().filter(|other| other.text != alias.text);
            let mut there: BTreeSet<String> = others().flat_map(|other| made(other)).collect();
            let is_made = there.contains(&alias.text.to_lowercase());
            there.extend(others().map(|other| other.text.to_lowercase()));
            if alias.origin.is_listed() && is_made && made(alias).all(|text| there.contains(&text)) {
                let message = format!("`{}` is generated from another form: remove it", alias.text);
                findings.push(Finding::new(Severity::Warning, "LX24", &skill.id, message));
                kept.remove(at);
            } else {
                at += 1;
            }
        }
    }
}

/// Listed forms of one skill at most.
const CROWD: usize = 25;

/// LX25: so many names are rarely one skill's.
fn crowded(lexicon: &Lexicon, forms: &Forms<'_>, findings: &mut Vec<Finding>) {
    for (id, skill) in lexicon.iter() {
        let listed = forms.get(id).iter().filter(|alias| alias.origin.is_listed()).count();
        if listed > CROWD {
            let message = format!("`{}` has {listed} listed aliases, more than {CROWD}: is it one skill?", skill.id);
            findings.push(Finding::new(Severity::Warning, "LX25", &skill.id, message));
        }
    }
}

/// Kinds that do not imply other kinds: who asks for a language asks for none of its frameworks. Ideas may: a list comprehension is Python's.
const INVERTED: [(&[&str], &[&str]); 2] = [
    (&["language"], &["database", "framework", "library"]),
    (&["database", "format", "protocol", "standard"], &["framework", "library"]),
];

/// LX27: an implication that runs from the general to the special.
fn inverted(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for relation in lexicon.0.relations.iter().filter(|relation| relation.rel == "implies") {
        let (from, to) = (lexicon.skill(relation.from), lexicon.skill(relation.to));
        let looks =
            |(special, general): &(&[&str], &[&str])| special.contains(&from.kind()) && general.contains(&to.kind());
        if INVERTED.iter().any(looks) {
            let (from_kind, to_kind) = (from.kind(), to.kind());
            let message = format!(
                "`{}` ({from_kind}) implies `{}` ({to_kind}): does asking for the first ask for the second?",
                from.id, to.id
            );
            findings.push(Finding::new(Severity::Warning, "LX27", &from.id, message));
        }
    }
}

/// LX28: an idea whose name has other senses needs a note that says which is meant. Names that mean one thing explain themselves.
fn undescribed(lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for (_, skill) in lexicon.iter() {
        let idea = matches!(skill.kind(), "concept" | "practice" | "methodology");
        if idea && skill.policy != Policy::Any && skill.note.is_empty() {
            let message = format!("the name of `{}` has other senses: say in its `note` which is meant", skill.id);
            findings.push(Finding::new(Severity::Warning, "LX28", &skill.id, message));
        }
    }
}

/// Columns that rows of a file are sorted by; none for files in the order of their sources.
pub(super) fn sort_keys(path: &str) -> &'static [&'static str] {
    match path {
        "pack.csv" => &["key"],
        "areas.csv" => &["id"],
        "cues.csv" => &["id", "sign", "where", "width", "what", "lang"],
        "classes.csv" => &["class", "text"],
        "never_merge.csv" => &["a", "b"],
        "versions.csv" => &["id", "version"],
        "relations.csv" => &["from", "rel", "to"],
        "xrefs.csv" => &["id", "scheme", "ref"],
        // In the order of their sources.
        "views.csv" | "cells.csv" | "projects.csv" | "reference.csv" | "roadmap.csv" => &[],
        _ if path.starts_with("skills/") => &["id"],
        _ if path.starts_with("aliases/") => &["id", "alias"],
        _ => &["text"],
    }
}

/// LX06: rows in order, so that every change is a one-line diff.
pub(super) fn order(pack: &Pack) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, path, text) in pack.files() {
        let key = sort_keys(path);
        // What cannot be read was told already.
        let Ok(rows) = rows::read(&file, path, text) else { continue };
        for pair in rows.windows(2) {
            if pair[0].key(key) > pair[1].key(key) {
                findings.push(Finding {
                    severity: Severity::Error,
                    rule: "LX06",
                    place: pair[1].place(),
                    message: format!("rows must be sorted by {}: `jds lexicon fmt` does it", key.join(", ")),
                });
                break;
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests;
