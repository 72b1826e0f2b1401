//! What the validator says beyond what stops a lexicon from being built.

use std::collections::BTreeSet;
use std::fmt;

use super::pack::Pack;
use super::rows;
use super::{Lexicon, Origin, Policy, SkillId};
use crate::error::Result;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The lexicon would give wrong answers.
    Error,
    /// Somebody should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
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

/// Rules over a whole lexicon.
pub(super) fn lexicon(lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    cycles(lexicon, &mut findings);
    uncased(lexicon, &mut findings);
    short_forms(lexicon, &mut findings);
    undated(lexicon, &mut findings);
    findings
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
    for (_, skill) in lexicon.iter() {
        let product = matches!(
            skill.kind.as_str(),
            "language" | "library" | "framework" | "tool" | "platform" | "service" | "database"
        );
        if product && skill.since.is_none() {
            findings.push(Finding {
                severity: Severity::Warning,
                rule: "LX26",
                place: skill.id.clone(),
                message: format!("`{}` is a product without a `since` year", skill.id),
            });
        }
    }
}

/// Columns that rows of a file are sorted by; none for files in the order of their sources.
pub(super) fn sort_keys(path: &str) -> &'static [&'static str] {
    match path {
        "pack.csv" => &["key"],
        "areas.csv" => &["id"],
        "cues.csv" => &["id", "sign", "where", "width", "what"],
        "classes.csv" => &["class", "text"],
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
pub(super) fn order(pack: &Pack) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, path, text) in pack.files() {
        let key = sort_keys(path);
        let rows = rows::read(&file, path, text)?;
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
    Ok(findings)
}
