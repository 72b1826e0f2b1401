//! Packs to a lexicon: overlay, references, variants.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::articles::{Articles, Cell, ProjectRow, ReferenceRow, RoadmapRow};
use super::pack::Pack;
use super::rows::{self, Row};
use super::variants;
use super::words::Words;
use super::{
    Alias, Case, CaseRule, Cue, Finding, Inner, Lexicon, Origin, PackInfo, Place, Policy, Reference, Relation, Sign,
    Skill, SkillId, View, ViewEntry, What, WordId, check,
};
use crate::error::{Error, Result};

/// Kinds of skills. A closed list, so that tables can be grouped by it.
pub(super) const KINDS: [&str; 17] = [
    "certification",
    "concept",
    "database",
    "domain",
    "format",
    "framework",
    "human-language",
    "language",
    "library",
    "methodology",
    "platform",
    "practice",
    "protocol",
    "service",
    "soft",
    "standard",
    "tool",
];

/// Relations a pack may state.
const RELATIONS: [&str; 8] =
    ["alternative_to", "implies", "part_of", "requires", "supersedes", "used_with", "variant_of", "version_line_of"];

/// Collects packs and single skills, then validates them together.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use jdlib::{Analyzer, Posting, lexicon::LexiconBuilder};
///
/// let lexicon = LexiconBuilder::builtin().skill("acme-db", "AcmeDB", &["Acme DB"]).build()?;
/// let analysis = Analyzer::new(lexicon).analyze(&Posting::new("You know Acme DB."));
/// assert!(analysis.skill("acme-db").is_some());
/// # }
/// # Ok::<(), jdlib::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct LexiconBuilder {
    packs: Vec<Pack>,
    only: Option<BTreeSet<String>>,
}

impl LexiconBuilder {
    /// Starts from nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts from the embedded pack.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        Self { packs: vec![Pack::builtin()], only: None }
    }

    /// Lays a pack over those before it: a row with the same key replaces theirs.
    pub fn pack(&mut self, pack: Pack) -> &mut Self {
        self.packs.push(pack);
        self
    }

    /// Adds one skill of policy `any`, without a file.
    pub fn skill(&mut self, id: &str, name: &str, aliases: &[&str]) -> &mut Self {
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let skill =
            format!("id,name,kind,parent,policy,since,status\n{},{},tool,,any,,active\n", quote(id), quote(name));
        let mut alias = "id,alias,type,case,policy\n".to_owned();
        for text in aliases {
            alias.push_str(&format!("{},{},variant,,\n", quote(id), quote(text)));
        }
        let info = format!("key,value\nname,{}\nschema,1\nversion,1\n", quote(id));
        self.pack(Pack::from_texts(
            "with_skill",
            &[("pack.csv", &info), ("skills/added.csv", &skill), ("aliases/added.csv", &alias)],
        ))
    }

    /// Keeps only these skills, for a small automaton.
    pub fn only<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.only = Some(ids.into_iter().map(str::to_owned).collect());
        self
    }

    /// Validates everything and builds the lexicon.
    ///
    /// # Errors
    /// The first row that breaks a rule, with file, line and column. The embedded pack alone never fails.
    pub fn build(&self) -> Result<Lexicon> {
        let mut draft = Draft::default();
        for pack in &self.packs {
            draft.add(pack)?;
        }
        // A lexicon that was cut down is another one.
        if let (Some(only), Some(last)) = (&self.only, draft.packs.last_mut()) {
            let ids: Vec<&str> = only.iter().map(String::as_str).collect();
            last.hash ^= xxhash_rust::xxh3::xxh3_64(ids.join(",").as_bytes());
        }
        draft.finish(self.only.as_ref())
    }

    /// Builds the lexicon and lists everything that the validator has to say, errors first.
    ///
    /// # Errors
    /// When a row cannot be read at all, so that nothing can be validated.
    pub fn check(&self) -> Result<(Lexicon, Vec<Finding>)> {
        let lexicon = self.build()?;
        let mut findings = check::lexicon(&lexicon);
        for pack in &self.packs {
            findings.extend(check::order(pack)?);
        }
        findings.sort_by(|a, b| a.severity.cmp(&b.severity).then(a.rule.cmp(b.rule)).then(a.place.cmp(&b.place)));
        Ok((lexicon, findings))
    }
}

/// The id of cues that are about every product.
const ANY_PRODUCT: &str = "*";

/// Rows of all packs, the latest of each key.
#[derive(Default)]
struct Draft {
    packs: Vec<PackInfo>,
    skills: BTreeMap<String, (String, Row)>,
    aliases: BTreeMap<(String, String), Row>,
    cues: BTreeMap<[String; 5], Row>,
    classes: BTreeMap<String, BTreeSet<String>>,
    relations: BTreeMap<[String; 3], Row>,
    views: BTreeMap<[String; 3], Row>,
    cases: BTreeMap<String, Row>,
    references: BTreeMap<[String; 3], Row>,
    areas: BTreeSet<String>,
    articles: [Vec<Row>; ARTICLES.len()],
    words: Words,
}

/// Files of the articles' structures: a pack's rows add to those of the packs before it.
const ARTICLES: [&str; 4] = ["cells.csv", "roadmap.csv", "projects.csv", "reference.csv"];

impl Draft {
    fn add(&mut self, pack: &Pack) -> Result<()> {
        let mut info = BTreeMap::new();
        for (file, path, text) in pack.files() {
            let rows = rows::read(&file, path, text)?;
            if let Some(area) = path.strip_prefix("skills/").and_then(|name| name.strip_suffix(".csv")) {
                self.add_skills(area, rows)?;
                continue;
            }
            let key = |row: &Row, columns: [&str; 3]| columns.map(|column| row.get(column).to_owned());
            match path {
                "pack.csv" => {
                    info.extend(rows.iter().map(|row| (row.get("key").to_owned(), row.get("value").to_owned())));
                }
                "areas.csv" => self.areas.extend(rows.iter().map(|row| row.get("id").to_owned())),
                "cues.csv" => {
                    for row in rows {
                        let key = ["id", "sign", "where", "width", "what"].map(|column| row.get(column).to_owned());
                        self.cues.insert(key, row);
                    }
                }
                "classes.csv" => {
                    for row in rows {
                        self.classes
                            .entry(row.get("class").to_owned())
                            .or_default()
                            .insert(row.get("text").to_lowercase());
                    }
                }
                "relations.csv" => {
                    self.relations.extend(rows.into_iter().map(|row| (key(&row, ["from", "rel", "to"]), row)));
                }
                "views.csv" => {
                    self.views.extend(rows.into_iter().map(|row| (key(&row, ["view", "cell", "skill"]), row)));
                }
                "xrefs.csv" => {
                    self.references.extend(rows.into_iter().map(|row| (key(&row, ["id", "scheme", "ref"]), row)));
                }
                "cases.csv" => self.cases.extend(rows.into_iter().map(|row| (row.get("text").to_owned(), row))),
                _ if ARTICLES.contains(&path) => {
                    let at = ARTICLES.iter().position(|name| *name == path).unwrap_or_default();
                    self.articles[at].extend(rows);
                }
                _ if path.starts_with("aliases/") => {
                    for row in rows {
                        self.aliases.insert((row.get("id").to_owned(), row.get("alias").to_owned()), row);
                    }
                }
                _ => self.words.add(path, &rows)?,
            }
        }
        let get = |key: &str| info.get(key).cloned().unwrap_or_default();
        if get("schema") != "1" {
            let message = format!("schema `{}` is not known; this version reads schema 1", get("schema"));
            return Err(Error::lexicon("LX00", message).in_column("schema"));
        }
        self.packs.push(PackInfo { name: get("name"), version: get("version"), hash: pack.hash() });
        Ok(())
    }

    fn add_skills(&mut self, area: &str, rows: Vec<Row>) -> Result<()> {
        let mut here = BTreeSet::new();
        for row in rows {
            let id = row.get("id").to_owned();
            if !is_id(&id) {
                return Err(row.error(
                    "LX01",
                    "id",
                    format!("`{id}` is no id: lower-case letters and digits in groups joined by hyphens, at most 40"),
                ));
            }
            if !here.insert(id.clone()) {
                return Err(row.error("LX01", "id", format!("`{id}` stands twice in this file")));
            }
            if let Some((other, old)) = self.skills.get(&id) {
                // The same pack may not say it twice; a later pack may say it again.
                let same_pack = old.file.ancestors().nth(2) == row.file.ancestors().nth(2);
                if same_pack && other != area {
                    return Err(row.error("LX01", "id", format!("`{id}` stands also in {}", old.place())));
                }
            }
            self.skills.insert(id, (area.to_owned(), row));
        }
        Ok(())
    }

    fn finish(mut self, only: Option<&BTreeSet<String>>) -> Result<Lexicon> {
        let gone = |row: &Row| row.get("status") == "off" || row.get("status").starts_with("renamed:");
        self.skills.retain(|id, (_, row)| !gone(row) && only.is_none_or(|only| only.contains(id)));
        let partial = only.is_some();
        let mut inner = Inner { packs: self.packs, words: std::sync::Arc::new(self.words), ..Inner::default() };
        for (number, id) in (0..).zip(self.skills.keys()) {
            inner.by_id.insert(id.clone(), SkillId(number));
        }
        for (id, (area, row)) in &self.skills {
            inner.skills.push(skill(id, area, row, &inner.by_id, partial)?);
        }
        let known = Known { by_id: &inner.by_id, partial };
        inner.aliases = aliases(&inner.skills, &self.aliases, &known)?;
        let mut cue_words = CueWords::default();
        let (of_products, of_skills): (Vec<&Row>, Vec<&Row>) =
            self.cues.values().partition(|row| row.get("id") == ANY_PRODUCT);
        inner.cues = cues(inner.skills.len(), of_skills.into_iter(), &self.classes, &known, &mut cue_words)?;
        for row in of_products {
            inner.product_cues.extend(cue(row, &self.classes, &known, &mut cue_words)?);
        }
        inner.cues_reach_any = vec![true; inner.skills.len()];
        for alias in inner.aliases.iter().filter(|alias| alias.policy != Policy::Any) {
            inner.cues_reach_any[alias.skill.index()] = false;
        }
        inner.cue_words = cue_words.list;
        for row in self.relations.values() {
            if let Some(relation) = relation(row, &known)? {
                inner.relations.push(relation);
            }
        }
        inner.views = views(self.views.values(), &known)?;
        inner.articles = articles(&self.articles, &known)?;
        for row in self.references.values() {
            if let Some(skill) = known.get(row, "id", row.get("id"))? {
                let (scheme, reference) = (row.get("scheme").to_owned(), row.get("ref").to_owned());
                inner.references.push(Reference { skill, scheme, reference });
            }
        }
        for row in self.cases.values() {
            let (must, must_not) = (known.list(row, "must")?, known.list(row, "must_not")?);
            inner.cases.push(Case { text: row.get("text").to_owned(), must, must_not, origin: row.place() });
        }
        Ok(Lexicon(std::sync::Arc::new(inner)))
    }
}

/// The structures of the articles.
fn articles(rows: &[Vec<Row>; ARTICLES.len()], known: &Known<'_>) -> Result<Articles> {
    fn number<T: std::str::FromStr>(row: &Row, column: &'static str) -> Result<Option<T>> {
        let cell = row.get(column);
        let bad = |_| row.error("LX02", column, format!("`{cell}` is no number that fits here"));
        if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(bad) }
    }
    let text = |row: &Row, column: &str| row.get(column).to_owned();
    let [cells, roadmap, projects, reference] = rows;
    let mut articles = Articles::default();
    for row in cells {
        let order = number(row, "order")?.unwrap_or_default();
        let (view, cell) = (text(row, "view"), text(row, "cell"));
        articles.cells.push(Cell { view, cell, order, title: text(row, "title"), text: text(row, "text") });
    }
    for row in roadmap {
        let phase = number(row, "phase")?.unwrap_or_default();
        let hours = number(row, "effort_hours")?.unwrap_or_default();
        if let Some(skill) = known.get(row, "skill", row.get("skill"))? {
            let (track, topic) = (text(row, "track"), text(row, "topic"));
            articles.roadmap.push(RoadmapRow { phase, track, topic, skill, hours });
        }
    }
    for row in projects {
        if let Some(skill) = known.get(row, "skill", row.get("skill"))? {
            articles.projects.push(ProjectRow { project: text(row, "project"), title: text(row, "title"), skill });
        }
    }
    for row in reference {
        articles.reference.push(ReferenceRow {
            article: text(row, "article"),
            role: text(row, "role"),
            title: text(row, "title"),
            years_min: number(row, "years_min")?,
            years_max: number(row, "years_max")?,
            pay_min: number(row, "pay_min")?,
            pay_max: number(row, "pay_max")?,
            pay_open: row.get("pay_open") == "+",
            currency: text(row, "currency"),
            period: text(row, "period"),
            place: text(row, "place"),
            year: number(row, "year")?,
            skills: known.list(row, "skills")?,
        });
    }
    Ok(articles)
}

/// Sentences in the format of `cases.csv`, about the skills of a lexicon.
pub(super) fn cases(lexicon: &Lexicon, file: &Path) -> Result<Vec<Case>> {
    let text = std::fs::read_to_string(file).map_err(|error| Error::io(error, file))?;
    let known = Known { by_id: &lexicon.inner().by_id, partial: false };
    let case = |row: &Row| {
        let (must, must_not) = (known.list(row, "must")?, known.list(row, "must_not")?);
        Ok(Case { text: row.get("text").to_owned(), must, must_not, origin: row.place() })
    };
    rows::read(file, "cases.csv", &text)?.iter().map(case).collect()
}

/// Ids of a lexicon, and whether it was cut down to some of them.
struct Known<'a> {
    by_id: &'a BTreeMap<String, SkillId>,
    partial: bool,
}

impl Known<'_> {
    /// The skill that a cell names. None in a lexicon that was cut down: then a reference may lead out of it.
    fn get(&self, row: &Row, column: &str, id: &str) -> Result<Option<SkillId>> {
        match self.by_id.get(id) {
            Some(id) => Ok(Some(*id)),
            None if self.partial => Ok(None),
            None => Err(row.error("LX02", column, format!("there is no skill `{id}`"))),
        }
    }

    fn list(&self, row: &Row, column: &str) -> Result<Vec<SkillId>> {
        let ids = row.get(column).split(';').filter(|id| !id.is_empty());
        ids.map(|id| self.get(row, column, id)).filter_map(Result::transpose).collect()
    }
}

pub(super) fn is_id(id: &str) -> bool {
    let group =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.len() <= 40 && id.split('-').all(group)
}

fn skill(id: &str, area: &str, row: &Row, by_id: &BTreeMap<String, SkillId>, partial: bool) -> Result<Skill> {
    let name = form(row, "name", 50)?;
    let kind = row.get("kind");
    if KINDS.binary_search(&kind).is_err() {
        return Err(row.error("LX02", "kind", format!("unknown kind `{kind}`; known: {}", KINDS.join(", "))));
    }
    let parent = match row.get("parent") {
        "" => None,
        parent => Known { by_id, partial }.get(row, "parent", parent)?,
    };
    let since = match row.get("since") {
        "" => None,
        year => Some(year.parse().map_err(|_| row.error("LX00", "since", format!("`{year}` is not a year")))?),
    };
    Ok(Skill {
        id: id.to_owned(),
        name,
        kind: kind.to_owned(),
        area: area.to_owned(),
        parent,
        policy: policy(row, Policy::Any)?,
        since,
        note: row.get("note").to_owned(),
    })
}

/// A name or alias: folded already, of bounded length.
fn form(row: &Row, column: &str, longest: usize) -> Result<String> {
    let text = row.get(column);
    if text.is_empty() || text.trim() != text {
        return Err(row.error("LX11", column, "a name must not be empty, or begin or end with a space"));
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2018}'..='\u{201F}' | '\u{A0}'))
    {
        return Err(row.error(
            "LX11",
            column,
            format!("`{text}` has a control character, a zero-width character or a curly quote"),
        ));
    }
    if text.chars().count() > longest {
        return Err(row.error("LX12", column, format!("`{text}` is longer than {longest} characters")));
    }
    Ok(text.to_owned())
}

fn policy(row: &Row, inherited: Policy) -> Result<Policy> {
    match row.get("policy") {
        "" => Ok(inherited),
        text => Policy::parse(text).ok_or_else(|| {
            let known: Vec<&str> = Policy::NAMES.iter().map(|(name, _)| *name).collect();
            row.error("LX02", "policy", format!("unknown policy `{text}`; known: {}", known.join(", ")))
        }),
    }
}

fn case_rule(row: &Row, policy: Policy) -> Result<CaseRule> {
    Ok(match row.get("case") {
        "" if policy == Policy::Any => CaseRule::Any,
        "" | "exact" => CaseRule::Exact,
        "any" => CaseRule::Any,
        "upper" => CaseRule::Upper,
        "title" => CaseRule::Title,
        "lower" => CaseRule::Lower,
        other => {
            return Err(row.error(
                "LX02",
                "case",
                format!("unknown case `{other}`; known: any, exact, upper, title, lower"),
            ));
        }
    })
}

/// Names, listed aliases, then generated variants that nobody else owns.
fn aliases(skills: &[Skill], rows: &BTreeMap<(String, String), Row>, known: &Known<'_>) -> Result<Vec<Alias>> {
    let mut found: Vec<Alias> = Vec::new();
    let mut owner: BTreeMap<String, (SkillId, String)> = BTreeMap::new();
    for (number, skill) in (0..).map(SkillId).zip(skills) {
        let case = if skill.policy == Policy::Any { CaseRule::Any } else { CaseRule::Exact };
        owner.insert(skill.name.to_lowercase(), (number, skill.id.clone()));
        found.push(Alias { skill: number, text: skill.name.clone(), case, policy: skill.policy, origin: Origin::Name });
    }
    let mut removed = BTreeSet::new();
    for ((id, text), row) in rows {
        let Some(skill) = known.get(row, "id", id)? else { continue };
        form(row, "alias", 60)?;
        if row.get("type") == "no" {
            removed.insert((skill, text.to_lowercase()));
            continue;
        }
        let policy = policy(row, skills[skill.index()].policy)?;
        let case = case_rule(row, policy)?;
        // The same form may be listed in two cases ("Rest", "REST"), but by one skill only.
        match owner.get(&text.to_lowercase()) {
            Some((other, name)) if *other != skill => {
                return Err(row.error("LX04", "alias", format!("`{text}` already belongs to `{name}`")));
            }
            _ => owner.insert(text.to_lowercase(), (skill, id.clone())),
        };
        found.push(Alias { skill, text: text.clone(), case, policy, origin: Origin::Listed });
    }
    // A listed alias that repeats the name overrides the name's policy and case.
    let listed: BTreeSet<(SkillId, String)> = found
        .iter()
        .filter(|alias| alias.origin == Origin::Listed)
        .map(|alias| (alias.skill, alias.text.clone()))
        .collect();
    found.retain(|alias| alias.origin == Origin::Listed || !listed.contains(&(alias.skill, alias.text.clone())));
    let mut generated = Vec::new();
    for alias in found.iter().filter(|alias| alias.policy == Policy::Any) {
        for text in variants::of(&alias.text) {
            let key = text.to_lowercase();
            if !owner.contains_key(&key) && !removed.contains(&(alias.skill, key.clone())) {
                owner.insert(key, (alias.skill, String::new()));
                generated.push(Alias {
                    skill: alias.skill,
                    text,
                    case: alias.case,
                    policy: Policy::Any,
                    origin: Origin::Generated,
                });
            }
        }
    }
    found.extend(generated);
    found.sort_by(|a, b| (a.skill, a.origin as u8, &a.text).cmp(&(b.skill, b.origin as u8, &b.text)));
    Ok(found)
}

/// Cue words, each once.
#[derive(Default)]
struct CueWords {
    list: Vec<String>,
    ids: BTreeMap<String, WordId>,
}

impl CueWords {
    fn id(&mut self, word: &str) -> WordId {
        let word = word.to_lowercase();
        if let Some(id) = self.ids.get(&word) {
            return *id;
        }
        let id = WordId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(word.clone());
        self.ids.insert(word, id);
        id
    }
}

fn cues<'r>(
    skills: usize,
    rows: impl Iterator<Item = &'r Row>,
    classes: &BTreeMap<String, BTreeSet<String>>,
    known: &Known<'_>,
    words: &mut CueWords,
) -> Result<Vec<Vec<Cue>>> {
    let mut found = vec![Vec::new(); skills];
    for row in rows {
        let Some(skill) = known.get(row, "id", row.get("id"))? else { continue };
        found[skill.index()].extend(cue(row, classes, known, words)?);
    }
    Ok(found)
}

/// One cue; none if it is about a skill that was cut out of the lexicon.
fn cue(
    row: &Row,
    classes: &BTreeMap<String, BTreeSet<String>>,
    known: &Known<'_>,
    words: &mut CueWords,
) -> Result<Option<Cue>> {
    let sign = match row.get("sign") {
        "+" => Sign::For,
        "-" => Sign::Against,
        other => return Err(row.error("LX02", "sign", format!("unknown sign `{other}`; known: +, -"))),
    };
    let place = match row.get("where") {
        "left" => Place::Left,
        "right" => Place::Right,
        "near" => Place::Near,
        "line" => Place::Line,
        "list" => Place::List,
        "sentence" => Place::Sentence,
        "document" => Place::Document,
        other => {
            return Err(row.error(
                "LX02",
                "where",
                format!("unknown place `{other}`; known: left, right, near, line, list, sentence, document"),
            ));
        }
    };
    let width = match row.get("width") {
        "" => 1,
        text => text.parse().map_err(|_| row.error("LX00", "width", format!("`{text}` is not a number of words")))?,
    };
    let text = format!("{} {} {}", row.get("sign"), row.get("where"), row.get("what"));
    let what = what(row, place, width, classes, known, words)?;
    Ok(what.map(|what| Cue { sign, place, width, what, text }))
}

fn what(
    row: &Row,
    place: Place,
    width: u8,
    classes: &BTreeMap<String, BTreeSet<String>>,
    known: &Known<'_>,
    words: &mut CueWords,
) -> Result<Option<What>> {
    let text = row.get("what");
    if width == 0 && matches!(place, Place::Left | Place::Right) {
        return Ok(Some(What::Touching(text.to_lowercase())));
    }
    Ok(Some(match text.split_at_checked(1) {
        Some(("@", id)) => match known.get(row, "what", id)? {
            Some(skill) => What::Skill(skill),
            None => return Ok(None),
        },
        Some(("#", area)) => What::Area(area.to_owned()),
        Some(("=", word)) => What::Exact(words.id(word), word.to_owned()),
        Some(("$", "version")) => What::Version,
        Some(("$", "employer")) => What::Employer,
        Some(("$", class)) => match classes.get(class) {
            Some(class) => What::Words(class.iter().map(|word| words.id(word)).collect()),
            None => return Err(row.error("LX02", "what", format!("there is no class `{text}` in classes.csv"))),
        },
        _ if text.is_empty() => return Err(row.error("LX00", "what", "a cue needs a word")),
        _ => What::Words(vec![words.id(text)]),
    }))
}

fn relation(row: &Row, known: &Known<'_>) -> Result<Option<Relation>> {
    let rel = row.get("rel");
    if RELATIONS.binary_search(&rel).is_err() {
        return Err(row.error("LX02", "rel", format!("unknown relation `{rel}`; known: {}", RELATIONS.join(", "))));
    }
    let (Some(from), Some(to)) = (known.get(row, "from", row.get("from"))?, known.get(row, "to", row.get("to"))?)
    else {
        return Ok(None);
    };
    if from == to {
        return Err(row.error("LX03", "to", "a skill cannot relate to itself"));
    }
    Ok(Some(Relation { from, rel: rel.to_owned(), to }))
}

fn views<'r>(rows: impl Iterator<Item = &'r Row>, known: &Known<'_>) -> Result<BTreeMap<String, View>> {
    let mut ordered: BTreeMap<String, Vec<(u32, ViewEntry)>> = BTreeMap::new();
    for row in rows {
        let Some(skill) = known.get(row, "skill", row.get("skill"))? else { continue };
        let order = row.get("order").parse().map_err(|_| row.error("LX00", "order", "the order must be a number"))?;
        let entry = ViewEntry { cell: row.get("cell").to_owned(), skill, depth: row.get("depth").to_owned() };
        ordered.entry(row.get("view").to_owned()).or_default().push((order, entry));
    }
    let sorted = ordered.into_iter().map(|(view, mut entries)| {
        entries.sort_by_key(|(order, _)| *order);
        (view, View { entries: entries.into_iter().map(|(_, entry)| entry).collect() })
    });
    Ok(sorted.collect())
}
