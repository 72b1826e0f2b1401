//! A lexicon for other programs: skills with their forms, relations and references.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use super::{CaseRule, Lexicon, Origin, Pack, Policy, SkillId, rows};
use crate::error::Result;

/// A skill, complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedSkill {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: String,
    /// The area.
    pub area: String,
    /// Id of a broader skill.
    pub parent: Option<String>,
    /// When the name counts.
    pub policy: &'static str,
    /// First year.
    pub since: Option<u16>,
    /// A remark.
    pub note: String,
    /// The surface forms, the name first, generated ones last.
    pub forms: Vec<ExportedForm>,
    /// Relations that start here.
    pub relations: Vec<ExportedRelation>,
    /// What other lists call it: scheme, reference.
    pub references: Vec<(String, String)>,
}

/// A surface form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedForm {
    /// The form.
    pub text: String,
    /// `name`, a type of `aliases/`, or `generated`. A form of the type `no` is none: it takes a generated one away.
    #[serde(rename = "type")]
    pub sort: String,
    /// When it counts.
    pub policy: &'static str,
    /// How it has to be written.
    pub case: &'static str,
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedRelation {
    /// `implies`, `part_of`, ...
    pub rel: String,
    /// Id of the other skill.
    pub to: String,
}

impl ExportedForm {
    /// Whether it follows from another form by rule.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        self.sort == "generated"
    }
}

/// The columns of ESCO's `skills_en.csv`.
const ESCO: [&str; 13] = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
];

/// Writes skills as ESCO does: a skill a row, other labels between line feeds. A skill that has no URI of ESCO's gets one of ours.
///
/// # Errors
/// Only if `out` fails.
pub fn write_esco(skills: &[ExportedSkill], out: impl io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(ESCO)?;
    for skill in skills {
        let listed = |form: &&ExportedForm| !form.is_generated() && form.sort != "no" && form.text != skill.name;
        let others: Vec<&str> = skill.forms.iter().filter(listed).map(|form| form.text.as_str()).collect();
        let known = skill.references.iter().find(|(scheme, _)| scheme == "esco");
        let uri = known.map_or_else(|| format!("urn:jds:skill:{}", skill.id), |(_, uri)| uri.clone());
        let is_doing = matches!(skill.kind.as_str(), "practice" | "soft" | "methodology");
        let sort = if is_doing { "skill/competence" } else { "knowledge" };
        let (name, others, note) = (skill.name.as_str(), others.join("\n"), skill.note.as_str());
        writer.write_record([
            "KnowledgeSkillCompetence",
            &uri,
            sort,
            "",
            name,
            &others,
            "",
            "released",
            "",
            "",
            "",
            "",
            note,
        ])?;
    }
    writer.flush()
}

impl Lexicon {
    /// Every skill with all that is known of it. `packs` are those that the lexicon was built from: they hold the types of forms.
    ///
    /// # Errors
    /// When a file of a pack cannot be read; then no lexicon could have been built from it.
    pub fn exported(&self, packs: &[Pack]) -> Result<Vec<ExportedSkill>> {
        let inner = self.inner();
        let mut sorts: HashMap<(String, String), String> = HashMap::new();
        for pack in packs {
            for (file, path, text) in pack.files().filter(|(_, path, _)| path.starts_with("aliases/")) {
                let rows = rows::read(&file, path, text)?;
                let pair = |row: &rows::Row| (row.get("id").to_owned(), row.get("alias").to_owned());
                sorts.extend(rows.iter().map(|row| (pair(row), row.get("type").to_owned())));
            }
        }
        let parent = |id: SkillId| inner.skills[id.index()].id.clone();
        let mut skills: Vec<ExportedSkill> = inner
            .skills
            .iter()
            .map(|skill| ExportedSkill {
                id: skill.id.clone(),
                name: skill.name.clone(),
                kind: skill.kind.clone(),
                area: skill.area.clone(),
                parent: skill.parent.map(parent),
                policy: skill.policy.as_str(),
                since: skill.since,
                note: skill.note.clone(),
                forms: Vec::new(),
                relations: Vec::new(),
                references: Vec::new(),
            })
            .collect();
        for alias in &inner.aliases {
            let skill = &mut skills[alias.skill.index()];
            let listed = || sorts.get(&(skill.id.clone(), alias.text.clone())).cloned().unwrap_or_default();
            let sort = match alias.origin {
                Origin::Generated => "generated".to_owned(),
                _ if alias.text == skill.name => "name".to_owned(),
                _ => listed(),
            };
            let form = ExportedForm {
                text: alias.text.clone(),
                sort,
                policy: alias.policy.as_str(),
                case: alias.case.as_str(),
            };
            // A name that a pack lists with a policy of its own comes first all the same.
            let at = if form.sort == "name" { 0 } else { skill.forms.len() };
            skill.forms.insert(at, form);
        }
        let mut removed: Vec<(String, String)> =
            sorts.into_iter().filter(|(_, sort)| sort == "no").map(|(pair, _)| pair).collect();
        removed.sort();
        for (id, text) in removed {
            if let Some(id) = self.id(&id) {
                let (policy, case) = (Policy::Any.as_str(), CaseRule::Any.as_str());
                skills[id.index()].forms.push(ExportedForm { text, sort: "no".to_owned(), policy, case });
            }
        }
        for relation in &inner.relations {
            let to = inner.skills[relation.to.index()].id.clone();
            skills[relation.from.index()].relations.push(ExportedRelation { rel: relation.rel.clone(), to });
        }
        for reference in self.references() {
            let pair = (reference.scheme.clone(), reference.reference.clone());
            skills[reference.skill.index()].references.push(pair);
        }
        Ok(skills)
    }
}

#[cfg(all(test, feature = "builtin", feature = "read"))]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write;

    use super::*;
    use crate::lexicon::LexiconBuilder;
    use crate::lexicon::import::{Kind, Phrases, import};

    /// Ids and forms that count by themselves.
    fn trusted(skills: &[ExportedSkill]) -> BTreeSet<(&str, &str)> {
        let forms = skills.iter().flat_map(|skill| skill.forms.iter().map(|form| (skill.id.as_str(), form)));
        forms.filter(|(_, form)| form.policy == "any").map(|(id, form)| (id, form.text.as_str())).collect()
    }

    #[test]
    fn the_core_pack_comes_back_from_a_flat_list() {
        let core = Lexicon::builtin().exported(&[Pack::builtin()]).unwrap();
        let mut csv = "id,name,kind,area,alias,type,policy,case\n".to_owned();
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        for skill in &core {
            for form in skill.forms.iter().filter(|form| !form.is_generated()) {
                let (name, text) = (quoted(&skill.name), quoted(&form.text));
                writeln!(
                    csv,
                    "{},{name},{},{},{text},{},{},{}",
                    skill.id, skill.kind, skill.area, form.sort, form.policy, form.case
                )
                .unwrap();
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("core.csv");
        std::fs::write(&file, csv).unwrap();
        let nothing = LexiconBuilder::new().build().unwrap();
        let imported = import(Kind::Flat, &file, "again", Phrases::Drop, &nothing).unwrap();
        let mut builder = LexiconBuilder::new();
        builder.pack(imported.pack.clone());
        let again = builder.build().unwrap().exported(&[imported.pack]).unwrap();
        let (before, after) = (trusted(&core), trusted(&again));
        let lost: Vec<_> = before.difference(&after).take(20).collect();
        let new: Vec<_> = after.difference(&before).take(20).collect();
        assert!(lost.is_empty() && new.is_empty(), "lost: {lost:?}\nnew: {new:?}");
        assert_eq!(core.len(), again.len());
        let forms = |skill: &ExportedSkill| -> BTreeSet<(String, &str, &str)> {
            let listed = skill.forms.iter().filter(|form| !form.is_generated() && form.sort != "no");
            listed.map(|form| (form.text.clone(), form.policy, form.case)).collect()
        };
        for (a, b) in core.iter().zip(&again) {
            assert_eq!((&a.id, &a.name, &a.kind, &a.area), (&b.id, &b.name, &b.kind, &b.area));
            assert_eq!(forms(a), forms(b), "{}", a.id);
        }
    }

    #[test]
    fn the_columns_of_esco_are_read_again() {
        let core = Lexicon::builtin().exported(&[Pack::builtin()]).unwrap();
        let some: Vec<ExportedSkill> = core.into_iter().filter(|skill| skill.id.starts_with("py")).collect();
        let mut csv = Vec::new();
        write_esco(&some, &mut csv).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("skills_en.csv");
        std::fs::write(&file, csv).unwrap();
        let imported = import(Kind::Esco, &file, "again", Phrases::Keep, &Lexicon::builtin()).unwrap();
        assert_eq!((imported.report.joined.len(), imported.report.skills), (some.len(), 0));
    }

    #[test]
    fn one_skill() {
        let core = Lexicon::builtin().exported(&[Pack::builtin()]).unwrap();
        let go = core.iter().find(|skill| skill.id == "go").unwrap();
        assert_eq!((go.forms[0].text.as_str(), go.forms[0].sort.as_str()), ("Go", "name"));
        assert_ne!(go.forms[0].policy, "any");
        let json = serde_json::to_value(go).unwrap();
        assert_eq!(json["forms"][0]["type"], "name");
    }
}
