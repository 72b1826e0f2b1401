//! What facts know of the skills that they name: enough to make tables without the lexicon.

use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// One skill, with its places in the views of the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillInfo {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Cell of the view `areas`; empty if it stands in none.
    pub area: String,
    /// Cell of the view `clusters`.
    pub cluster: String,
    /// Depth in that cluster.
    pub depth: String,
}

/// Skills in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillTable {
    skills: Vec<SkillInfo>,
}

const HEADER: [&str; 6] = ["skill", "name", "kind", "area", "cluster", "depth"];

impl SkillTable {
    /// The skills of a lexicon.
    #[must_use]
    pub fn of(lexicon: &Lexicon) -> Self {
        let cell = |view: &str, id| {
            let place = lexicon.view(view).and_then(|view| view.cell_of(id));
            place.map_or((String::new(), String::new()), |(cell, depth)| (cell.to_owned(), depth.to_owned()))
        };
        let info = |(id, skill): (crate::lexicon::SkillId, &crate::lexicon::Skill)| {
            let (area, _) = cell("areas", id);
            let (cluster, depth) = cell("clusters", id);
            SkillInfo {
                id: skill.id().to_owned(),
                name: skill.name().to_owned(),
                kind: skill.kind().to_owned(),
                area,
                cluster,
                depth,
            }
        };
        let mut skills: Vec<SkillInfo> = lexicon.iter().map(info).collect();
        skills.sort_by(|a, b| a.id.cmp(&b.id));
        Self { skills }
    }

    /// Every skill.
    #[must_use]
    pub fn skills(&self) -> &[SkillInfo] {
        &self.skills
    }

    /// The skill with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&SkillInfo> {
        self.skills.binary_search_by(|skill| skill.id.as_str().cmp(id)).ok().map(|at| &self.skills[at])
    }

    /// Adds the skills of another table that this one does not have.
    pub fn merge(&mut self, other: &Self) {
        let new: Vec<SkillInfo> = other.skills.iter().filter(|skill| self.get(&skill.id).is_none()).cloned().collect();
        self.skills.extend(new);
        self.skills.sort_by(|a, b| a.id.cmp(&b.id));
    }

    pub(super) fn to_csv(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let fail = |error: csv::Error| Error::facts(error.to_string());
        writer.write_record(HEADER).map_err(fail)?;
        for skill in &self.skills {
            let row = [&skill.id, &skill.name, &skill.kind, &skill.area, &skill.cluster, &skill.depth];
            writer.write_record(row).map_err(fail)?;
        }
        writer.into_inner().map_err(|error| Error::facts(error.to_string()))
    }

    pub(super) fn from_csv(bytes: &[u8]) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(bytes);
        let mut skills = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| Error::facts(format!("skills.csv: {error}")))?;
            let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
            skills.push(SkillInfo {
                id: cell(0),
                name: cell(1),
                kind: cell(2),
                area: cell(3),
                cluster: cell(4),
                depth: cell(5),
            });
        }
        skills.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Self { skills })
    }
}
