//! Fields with one value: right, wrong, missed, invented.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;

use super::gold::{Gold, GoldText};
use super::status;
use crate::extract::{Analysis, Analyzer};
use crate::posting::Posting;
use crate::terms::{Education, EducationLevel, Years};

/// The years of one skill in one posting.
const SKILL_YEARS: &str = "skill_years";
/// Whether what an analysis says of its own fields is so.
const STATUS: &str = "status";

/// The fields that are compared, by their names in the machine form.
///
/// `education_level` is `education` without what else is said of it. `skill_years` are the years of single skills: of those that both gold
/// and the analyzer have, each for which either says years counts. `status` needs no gold: every field has to be `found` exactly where it
/// has a value, and a posting that asks for no skill has to say why.
pub const FIELDS: [&str; 13] = [
    "years",
    "seniority",
    "role",
    "specialisation",
    "education",
    "education_level",
    "work_mode",
    "employment_type",
    "tier",
    "language",
    "country",
    SKILL_YEARS,
    STATUS,
];

/// How one field was read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FieldTally {
    /// Postings in which gold judged the field; of `skill_years` skills, of `status` fields.
    pub judged: u64,
    /// Gold has a value, and it was read.
    pub right: u64,
    /// Gold has a value, and another one was read.
    pub wrong: u64,
    /// Gold has a value, and none was read.
    pub missed: u64,
    /// Gold has none, and one was read.
    pub invented: u64,
    /// Gold has none, and none was read.
    pub absent: u64,
    /// What gold says and what was read, with how often. Empty is none.
    pub confusion: BTreeMap<(String, String), u64>,
    /// Every posting that was not read right, in the order of gold.
    pub misses: Vec<Miss>,
}

/// A posting that was not read right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Id of the posting; of `skill_years` with that of the skill, of `status` with the name of the field.
    pub id: String,
    /// What gold says; none: that the posting does not tell.
    pub gold: Option<String>,
    /// What was read.
    pub read: Option<String>,
}

impl FieldTally {
    /// Of the postings in which gold judged the field, the share that was read right, values or none.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        (self.judged > 0).then(|| (self.right + self.absent) as f64 / self.judged as f64)
    }

    /// Right of what was read.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        let read = self.right + self.wrong + self.invented;
        (read > 0).then(|| self.right as f64 / read as f64)
    }

    /// Right of what gold has.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        let gold = self.right + self.wrong + self.missed;
        (gold > 0).then(|| self.right as f64 / gold as f64)
    }

    fn add(&mut self, id: &str, gold: Option<&String>, read: Option<&String>) {
        self.judged += 1;
        match (gold, read) {
            (None, None) => self.absent += 1,
            (None, Some(_)) => self.invented += 1,
            (Some(_), None) => self.missed += 1,
            (Some(gold), Some(read)) if gold == read => self.right += 1,
            (Some(_), Some(_)) => self.wrong += 1,
        }
        let word = |value: Option<&String>| value.cloned().unwrap_or_default();
        *self.confusion.entry((word(gold), word(read))).or_default() += 1;
        if gold != read {
            self.misses.push(Miss { id: id.to_owned(), gold: gold.cloned(), read: read.cloned() });
        }
    }
}

/// Reads every text of gold and compares the fields that gold judged.
#[must_use]
pub fn fields(analyzer: &Analyzer, gold: &Gold) -> BTreeMap<&'static str, FieldTally> {
    let parts: Vec<Vec<Compared>> = gold.texts.par_iter().map(|text| compare(analyzer, text)).collect();
    let mut tallies: BTreeMap<&'static str, FieldTally> = BTreeMap::new();
    for Compared { field, id, gold, read } in parts.into_iter().flatten() {
        tallies.entry(field).or_default().add(&id, gold.as_ref(), read.as_ref());
    }
    tallies
}

/// One value beside the one that it should be.
struct Compared {
    field: &'static str,
    id: String,
    gold: Option<String>,
    read: Option<String>,
}

fn compare(analyzer: &Analyzer, text: &GoldText) -> Vec<Compared> {
    let analysis = analyzer.analyze(&text.posting);
    let mut read = values(&analysis, &text.posting);
    let fields = text.judged.iter().map(|(field, gold)| Compared {
        field,
        id: text.id.clone(),
        gold: gold.clone(),
        read: read.remove(field),
    });
    let mut compared: Vec<Compared> = fields.collect();
    compared.extend(text.years.iter().filter_map(|(skill, gold)| {
        let (gold, read) = (years(*gold), years(analysis.skill(skill)?.years()));
        let id = format!("{} {skill}", text.id);
        (gold.is_some() || read.is_some()).then_some(Compared { field: SKILL_YEARS, id, gold, read })
    }));
    // Of texts whose fields nobody judged only skills are compared.
    if !text.judged.is_empty() {
        compared.extend(status::of(&analysis).into_iter().map(|(name, expected, said)| Compared {
            field: STATUS,
            id: format!("{} {name}", text.id),
            gold: expected,
            read: said,
        }));
    }
    compared
}

/// What was read of each field; a field that is not here has no value.
fn values(analysis: &Analysis, posting: &Posting) -> BTreeMap<&'static str, String> {
    let word = |value: Option<&'static str>| value.map(str::to_owned);
    let country = posting.country_code();
    let all = [
        ("years", years(analysis.years())),
        ("seniority", word(analysis.seniority().map(|seniority| seniority.as_str()))),
        ("role", word(analysis.role().map(|role| role.as_str()))),
        ("specialisation", word(analysis.specialisation().map(|specialisation| specialisation.as_str()))),
        ("education", analysis.education().map(education)),
        ("education_level", word(analysis.education().map(|education| education.level.as_str()))),
        ("work_mode", word(analysis.work_mode().map(|mode| mode.as_str()))),
        ("employment_type", word(analysis.employment_type().map(|kind| kind.as_str()))),
        ("tier", word(analysis.tier().map(|tier| tier.as_str()))),
        ("language", word(analysis.language())),
        ("country", word(Some(country).filter(|country| !country.is_empty()))),
    ];
    all.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

/// `3-5`, `3-`, `-5`.
fn years(years: Years) -> Option<String> {
    let side = |side: Option<u8>| side.map(|years| years.to_string()).unwrap_or_default();
    (years != Years::default()).then(|| format!("{}-{}", side(years.min), side(years.max)))
}

/// `bachelor required or-experience`, `master preferred`, `none`.
fn education(education: Education) -> String {
    let mut words = education.level.as_str().to_owned();
    if education.level != EducationLevel::None {
        words.push_str(if education.required { " required" } else { " preferred" });
        if education.or_experience {
            words.push_str(" or-experience");
        }
    }
    words
}

/// The years that a line of our gold gives a skill.
pub(super) fn skill_years(skill: &Value) -> Years {
    Years { min: side(skill, "years_min"), max: side(skill, "years_max") }
}

fn side(value: &Value, key: &str) -> Option<u8> {
    value.get(key).and_then(Value::as_u64).and_then(|side| u8::try_from(side).ok())
}

/// The fields that a line of our gold judges.
pub(super) fn judged(value: &Value) -> BTreeMap<&'static str, Option<String>> {
    let mut judged = BTreeMap::new();
    for field in FIELDS.into_iter().filter(|field| *field != STATUS && *field != SKILL_YEARS) {
        let Some(said) = value.get(if field == "education_level" { "education" } else { field }) else { continue };
        let text = |key: &str| said.get(key).and_then(Value::as_str);
        let flag = |key: &str| said.get(key).and_then(Value::as_bool).unwrap_or_default();
        let word = match field {
            "years" => years(Years { min: side(said, "min"), max: side(said, "max") }),
            "education" => text("level").and_then(EducationLevel::parse).map(|level| {
                education(Education { level, required: flag("required"), or_experience: flag("or_experience") })
            }),
            "education_level" => text("level").map(str::to_owned),
            _ => said.as_str().map(str::to_owned),
        };
        judged.insert(field, word);
    }
    judged
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::eval::GoldText;

    #[test]
    fn fields_are_counted() {
        let gold: Value = serde_json::from_str(
            r#"{"years": {"min": 5, "max": null}, "seniority": null, "role": "qa",
                "education": {"level": "bachelor", "required": true, "or_experience": false}}"#,
        )
        .unwrap();
        let text = GoldText {
            id: "1".to_owned(),
            posting: Posting::new("5+ years of experience. Bachelor's degree preferred.").with_title("Senior Engineer"),
            marks: Vec::new(),
            asks: Vec::new(),
            groups: Vec::new(),
            years: Vec::new(),
            judged: judged(&gold),
            pay: None,
        };
        let tallies = fields(&Analyzer::builtin(), &Gold { texts: vec![text] });
        assert_eq!(
            tallies.keys().copied().collect::<Vec<_>>(),
            ["education", "education_level", "role", "seniority", "status", "years"]
        );
        assert_eq!((tallies["years"].right, tallies["seniority"].invented), (1, 1));
        assert_eq!((tallies["education"].wrong, tallies["education_level"].right), (1, 1));
        assert_eq!(tallies["education"].misses[0].read.as_deref(), Some("bachelor preferred"));
    }

    #[test]
    fn years_of_skills_are_compared_where_either_says_some() {
        let years = |min| Years { min, max: None };
        let text = GoldText {
            id: "1".to_owned(),
            posting: Posting::new("Requirements:\n- 3+ years of Python\n- 5 years of Java\n- SQL"),
            marks: Vec::new(),
            asks: Vec::new(),
            groups: Vec::new(),
            // Nothing is found for COBOL: finding it is another question. Of SQL neither says years.
            years: [("python", Some(3)), ("java", Some(4)), ("sql", None), ("cobol", Some(9))]
                .map(|(skill, min)| (skill.to_owned(), years(min)))
                .to_vec(),
            judged: BTreeMap::new(),
            pay: None,
        };
        let tallies = fields(&Analyzer::builtin(), &Gold { texts: vec![text] });
        assert_eq!(tallies.keys().copied().collect::<Vec<_>>(), [SKILL_YEARS]);
        let tally = &tallies[SKILL_YEARS];
        assert_eq!((tally.judged, tally.right, tally.wrong), (2, 1, 1));
        assert_eq!(tally.misses[0].id, "1 java");
        assert_eq!(tally.misses[0].read.as_deref(), Some("5-"));
    }
}
