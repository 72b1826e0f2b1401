//! `skills_processed.json` of `SkillNER`: an object of skills by their Lightcast ids.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Entry, Form, Source, json_file, lightcast};
use crate::error::Result;

/// Stems and generated forms are not read: ours follow from names by rule.
#[derive(Deserialize)]
struct Skill {
    skill_name: String,
    #[serde(default)]
    skill_type: String,
    #[serde(default)]
    abbreviation: Option<String>,
}

const WHAT: &str = "`skills_processed.json` of SkillNER: an object of skills with `skill_name`, by their ids";

pub(super) fn read(input: &Path) -> Result<Source> {
    let skills: BTreeMap<String, Skill> = json_file::read(input, WHAT)?;
    let entry = |(number, (id, skill)): (u64, (String, Skill))| {
        let (kind, nature) = lightcast::kind(&skill.skill_name, &skill.skill_type);
        let short = skill.abbreviation.filter(|short| !short.trim().is_empty());
        Entry {
            line: number,
            reference: id,
            kind: kind.to_owned(),
            nature,
            name: Form::new(skill.skill_name, "name"),
            others: short.into_iter().map(|short| Form::new(short, "abbr")).collect(),
            ..Entry::default()
        }
    };
    Ok(Source { entries: (1..).zip(skills).map(entry).collect(), ..Source::default() })
}
