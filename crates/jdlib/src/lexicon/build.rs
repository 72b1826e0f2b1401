//! Packs to a lexicon: overlay, references, variants.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::articles::{Articles, Cell, ProjectRow, ReferenceRow, RoadmapRow};
use super::pack::{LateFile, Pack};
use super::rows::{self, Faults, Row};
use super::variants;
use super::versions::ReleaseLine;
use super::words::Words;
use super::{
    Alias, Case, CaseRule, Cue, Finding, Inner, Late, Lexicon, Origin, PackInfo, Place, Policy, Reference, Relation,
    Sign, Skill, SkillId, View, ViewEntry, What, WordId, check,
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
        self.read(&mut Faults::Stop)
    }

    fn read(&self, faults: &mut Faults) -> Result<Lexicon> {
        let mut draft = Draft::default();
        for pack in &self.packs {
            draft.add(pack, faults)?;
        }
        // A lexicon that was cut down is another one.
        if let (Some(only), Some(last)) = (&self.only, draft.packs.last_mut()) {
            let ids: Vec<&str> = only.iter().map(String::as_str).collect();
            last.hash ^= xxhash_rust::xxh3::xxh3_64(ids.join(",").as_bytes());
        }
        draft.finish(self.only.as_ref(), faults)
    }

    /// Builds the lexicon of the rows that can be read, and lists everything that the validator has to say, the worst first: all
    /// rows that cannot be read, what is wrong with the others, what somebody should look at.
    ///
    /// # Errors
    /// Only for what no file can be blamed for: rows and files that cannot be read are findings, and the lexicon is without them.
    pub fn check(&self) -> Result<(Lexicon, Vec<Finding>)> {
        let mut faults = Faults::Collect(Vec::new());
        let lexicon = self.read(&mut faults)?;
        let side = check::Side::read(&self.packs, &lexicon, &mut faults)?;
        let mut findings = check::lexicon(&lexicon, &side);
        if let Faults::Collect(errors) = faults {
            findings.extend(errors.iter().map(Finding::unread));
        }
        for pack in &self.packs {
            findings.extend(check::order(pack));
        }
        findings.sort_by(|a, b| a.severity.cmp(&b.severity).then(a.rule.cmp(b.rule)).then(a.place.cmp(&b.place)));
        Ok((lexicon, findings))
    }
}

/// The id of cues that are about every product.
const ANY_PRODUCT: &str = "*";

/// Words of each class, with the languages in which they are looked for.
type Classes = BTreeMap<String, BTreeSet<(String, String)>>;

/// Rows of all packs, the latest of each key.
#[derive(Default)]
struct Draft {
    packs: Vec<PackInfo>,
    skills: BTreeMap<String, (String, Row)>,
    aliases: Vec<Row>,
    cues: Vec<Row>,
    classes: Classes,
    relations: BTreeMap<[String; 3], Row>,
    views: BTreeMap<[String; 3], Row>,
    late: Late,
    versions: BTreeMap<[String; 2], Row>,
    /// Ids of rows that were left out.
    unread: BTreeSet<String>,
    areas: BTreeSet<String>,
    articles: [Vec<Row>; ARTICLES.len()],
    words: Words,
}

/// Files of the articles' structures: a pack's rows add to those of the packs before it.
const ARTICLES: [&str; 4] = ["cells.csv", "roadmap.csv", "projects.csv", "reference.csv"];

impl Draft {
    fn add(&mut self, pack: &Pack, faults: &mut Faults) -> Result<()> {
        let mut info = BTreeMap::new();
        self.late.case_files.extend(pack.late("cases.csv"));
        self.late.reference_files.extend(pack.late("xrefs.csv"));
        self.late.english_files.extend(pack.late("english.csv"));
        for (file, path, text) in pack.files().filter(|(_, path, _)| !check::SIDE.contains(path)) {
            if matches!(path, "cases.csv" | "xrefs.csv") {
                continue;
            }
            let rows = rows::read_each(&file, path, text, faults)?;
            if let Some(area) = path.strip_prefix("skills/").and_then(|name| name.strip_suffix(".csv")) {
                self.add_skills(area, rows, faults)?;
                continue;
            }
            let key = |row: &Row, columns: [&str; 3]| columns.map(|column| row.get(column).to_owned());
            match path {
                "pack.csv" => {
                    info.extend(rows.iter().map(|row| (row.get("key").to_owned(), row.get("value").to_owned())));
                }
                "areas.csv" => self.areas.extend(rows.iter().map(|row| row.get("id").to_owned())),
                "cues.csv" => self.cues.extend(rows),
                "classes.csv" => {
                    for row in rows {
                        self.classes
                            .entry(row.get("class").to_owned())
                            .or_default()
                            .insert((row.get("text").to_lowercase(), row.get("lang").to_owned()));
                    }
                }
                "relations.csv" => {
                    self.relations.extend(rows.into_iter().map(|row| (key(&row, ["from", "rel", "to"]), row)));
                }
                "views.csv" => {
                    self.views.extend(rows.into_iter().map(|row| (key(&row, ["view", "cell", "skill"]), row)));
                }
                "versions.csv" => {
                    let key = |row: &Row| ["id", "version"].map(|column| row.get(column).to_owned());
                    self.versions.extend(rows.into_iter().map(|row| (key(&row), row)));
                }
                _ if ARTICLES.contains(&path) => {
                    let at = ARTICLES.iter().position(|name| *name == path).unwrap_or_default();
                    self.articles[at].extend(rows);
                }
                _ if path.starts_with("aliases/") => self.aliases.extend(rows),
                _ => self.words.add(path, &rows, faults)?,
            }
        }
        let get = |key: &str| info.get(key).cloned().unwrap_or_default();
        if get("schema") != "1" {
            let message = format!("schema `{}` is not known; this version reads schema 1", get("schema"));
            faults.pass::<()>(Err(Error::lexicon("LX00", message).in_column("schema")))?;
        }
        self.packs.push(PackInfo { name: get("name"), version: get("version"), hash: pack.hash() });
        Ok(())
    }

    fn add_skills(&mut self, area: &str, rows: Vec<Row>, faults: &mut Faults) -> Result<()> {
        let mut here = BTreeSet::new();
        for row in rows {
            let id = row.get("id").to_owned();
            if faults.pass(self.own_id(area, &row, &mut here))?.is_some() {
                self.skills.insert(id, (area.to_owned(), row));
            } else {
                self.unread.insert(id);
            }
        }
        Ok(())
    }

    /// An id is well formed, and one skill's.
    fn own_id(&self, area: &str, row: &Row, here: &mut BTreeSet<String>) -> Result<()> {
        let id = row.get("id");
        if !is_id(id) {
            return Err(row.error(
                "LX01",
                "id",
                format!("`{id}` is no id: lower-case letters and digits in groups joined by hyphens, at most 40"),
            ));
        }
        if !here.insert(id.to_owned()) {
            return Err(row.error("LX01", "id", format!("`{id}` stands twice in this file")));
        }
        if let Some((other, old)) = self.skills.get(id) {
            // The same pack may not say it twice; a later pack may say it again.
            let same_pack = old.file.ancestors().nth(2) == row.file.ancestors().nth(2);
            if same_pack && other != area {
                return Err(row.error("LX01", "id", format!("`{id}` stands also in {}", old.place())));
            }
        }
        Ok(())
    }

    /// Takes out the skills whose rows cannot be read. What other rows say of them is no fault of those.
    fn drop_unread(&mut self, partial: bool, faults: &mut Faults) -> Result<BTreeSet<String>> {
        let mut unread = std::mem::take(&mut self.unread);
        let by_id: BTreeMap<String, SkillId> = self.skills.keys().cloned().zip((0..).map(SkillId)).collect();
        let known = Known { by_id: &by_id, partial, unread: &unread };
        let mut found = BTreeSet::new();
        for (id, (area, row)) in &self.skills {
            if faults.pass(skill(id, area, row, &known))?.is_none() {
                found.insert(id.clone());
            }
        }
        self.skills.retain(|id, _| !found.contains(id));
        unread.append(&mut found);
        Ok(unread)
    }

    fn finish(mut self, only: Option<&BTreeSet<String>>, faults: &mut Faults) -> Result<Lexicon> {
        let gone = |row: &Row| row.get("status") == "off" || row.get("status").starts_with("renamed:");
        self.skills.retain(|id, (_, row)| !gone(row) && only.is_none_or(|only| only.contains(id)));
        let partial = only.is_some();
        let unread = match faults {
            Faults::Stop => BTreeSet::new(),
            Faults::Collect(_) => self.drop_unread(partial, faults)?,
        };
        self.words.index();
        let words = std::sync::Arc::new(self.words);
        let mut inner = Inner { packs: self.packs, words, partial, late: self.late, ..Inner::default() };
        for (number, id) in (0..).zip(self.skills.keys()) {
            inner.by_id.insert(id.clone(), SkillId(number));
        }
        let known = Known { by_id: &inner.by_id, partial, unread: &unread };
        for (id, (area, row)) in &self.skills {
            inner.skills.push(skill(id, area, row, &known)?);
        }
        latest(&mut self.aliases, ["id", "alias"]);
        latest(&mut self.cues, ["id", "sign", "where", "width", "what", "lang"]);
        inner.aliases = aliases(&inner.skills, &self.aliases, &known, faults)?;
        inner.forms = ranges(inner.skills.len(), &inner.aliases);
        let mut cue_words = CueWords::default();
        let (of_products, of_skills): (Vec<&Row>, Vec<&Row>) =
            self.cues.iter().partition(|row| row.get("id") == ANY_PRODUCT);
        inner.cues = cues(inner.skills.len(), of_skills.into_iter(), &self.classes, &known, &mut cue_words, faults)?;
        for row in of_products {
            let cue = faults.pass(cue(row, &self.classes, &known, &mut cue_words))?;
            inner.product_cues.extend(cue.flatten());
        }
        inner.cues_reach_any = vec![true; inner.skills.len()];
        for alias in inner.aliases.iter().filter(|alias| alias.policy != Policy::Any) {
            inner.cues_reach_any[alias.skill.index()] = false;
        }
        for classes in cue_words.classes_of_words() {
            inner.class_starts.push(u32::try_from(inner.classes_of_words.len()).unwrap_or(u32::MAX));
            inner.classes_of_words.extend(classes);
        }
        inner.cue_words = cue_words.list;
        inner.cue_classes = cue_words.classes;
        for row in self.relations.values() {
            inner.relations.extend(faults.pass(relation(row, &known))?.flatten());
        }
        inner.views = views(self.views.values(), &known, faults)?;
        inner.articles = articles(&self.articles, &known, faults)?;
        for row in self.versions.values() {
            if let Some(skill) = faults.pass(known.get(row, "id", row.get("id")))?.flatten()
                && let Some(line) = faults.pass(release_line(row))?
            {
                inner.versions.add(skill, line);
            }
        }
        inner.relations.sort_by_key(|relation| relation.from);
        // The embedded pack is read by a test; whoever wrote another one wants to know now.
        let is_foreign = inner.late.case_files.iter().chain(&inner.late.reference_files).any(LateFile::is_foreign);
        if is_foreign || faults.collects() {
            let cases = late_cases(&inner.late, &known, faults)?;
            let references = late_references(&inner.late, &known, faults)?;
            inner.late.cases = cases.into();
            inner.late.references = references.into();
        }
        Ok(Lexicon(std::sync::Arc::new(inner), None))
    }
}

/// Sorts rows by their keys and keeps the latest of each.
fn latest<const N: usize>(rows: &mut Vec<Row>, key: [&str; N]) {
    // A stable sort finds the runs that sorted files are, and leaves rows of later packs behind.
    rows.sort_by(|a, b| key.iter().map(|column| a.get(column)).cmp(key.iter().map(|column| b.get(column))));
    rows.reverse();
    rows.dedup_by(|a, b| key.iter().all(|column| a.get(column) == b.get(column)));
    rows.reverse();
}

/// Where the surface forms of each skill stand in a list that is sorted by skill.
fn ranges(skills: usize, aliases: &[Alias]) -> Vec<std::ops::Range<u32>> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let ends = (0..skills).map(|skill| place(aliases.partition_point(|alias| alias.skill.index() <= skill)));
    let mut start = 0;
    ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
}

/// The example sentences of all packs; a later pack's row about the same sentence replaces the earlier one.
fn late_cases(late: &Late, known: &Known<'_>, faults: &mut Faults) -> Result<Vec<Case>> {
    let mut rows = late_rows(&late.case_files, "cases.csv", faults)?;
    latest(&mut rows, ["text"]);
    let mut cases = Vec::with_capacity(rows.len());
    for row in &rows {
        cases.extend(faults.pass(case(row, known))?);
    }
    Ok(cases)
}

/// What other lists call the skills.
fn late_references(late: &Late, known: &Known<'_>, faults: &mut Faults) -> Result<Vec<Reference>> {
    let mut rows = late_rows(&late.reference_files, "xrefs.csv", faults)?;
    latest(&mut rows, ["id", "scheme", "ref"]);
    let mut references = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(skill) = faults.pass(known.get(row, "id", row.get("id")))?.flatten() {
            let (scheme, reference) = (row.get("scheme").to_owned(), row.get("ref").to_owned());
            references.push(Reference { skill, scheme, reference });
        }
    }
    Ok(references)
}

/// The example sentences of a lexicon whose packs were validated.
pub(super) fn cases_of(inner: &Inner) -> Result<Vec<Case>> {
    let known = Known { by_id: &inner.by_id, partial: inner.partial, unread: &BTreeSet::new() };
    late_cases(&inner.late, &known, &mut Faults::Stop)
}

/// What other lists call its skills.
pub(super) fn references_of(inner: &Inner) -> Result<Vec<Reference>> {
    let known = Known { by_id: &inner.by_id, partial: inner.partial, unread: &BTreeSet::new() };
    late_references(&inner.late, &known, &mut Faults::Stop)
}

/// The common English words of all packs.
pub(super) fn english_of(inner: &Inner) -> BTreeSet<String> {
    let rows = late_rows(&inner.late.english_files, "english.csv", &mut Faults::Stop).unwrap_or_default();
    rows.iter().map(|row| row.get("text").to_owned()).collect()
}

fn late_rows(files: &[LateFile], path: &str, faults: &mut Faults) -> Result<Vec<Row>> {
    let mut all = Vec::new();
    for late in files {
        all.extend(rows::read_each(&late.file, path, &late.text, faults)?);
    }
    Ok(all)
}

fn case(row: &Row, known: &Known<'_>) -> Result<Case> {
    let (must, must_not) = (known.list(row, "must")?, known.list(row, "must_not")?);
    Ok(Case { text: row.get("text").to_owned(), must, must_not, origin: row.place() })
}

/// The structures of the articles.
fn articles(rows: &[Vec<Row>; ARTICLES.len()], known: &Known<'_>, faults: &mut Faults) -> Result<Articles> {
    let [cells, roadmap, projects, reference] = rows;
    let mut articles = Articles::default();
    for row in cells {
        articles.cells.extend(faults.pass(cell(row))?);
    }
    for row in roadmap {
        articles.roadmap.extend(faults.pass(roadmap_row(row, known))?.flatten());
    }
    for row in projects {
        if let Some(skill) = faults.pass(known.get(row, "skill", row.get("skill")))?.flatten() {
            articles.projects.push(ProjectRow { project: text(row, "project"), title: text(row, "title"), skill });
        }
    }
    for row in reference {
        articles.reference.extend(faults.pass(reference_row(row, known))?);
    }
    Ok(articles)
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).to_owned()
}

fn number<T: std::str::FromStr>(row: &Row, column: &'static str) -> Result<Option<T>> {
    let cell = row.get(column);
    let bad = |_| row.error("LX02", column, format!("`{cell}` is no number that fits here"));
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(bad) }
}

fn cell(row: &Row) -> Result<Cell> {
    let order = number(row, "order")?.unwrap_or_default();
    let (view, cell) = (text(row, "view"), text(row, "cell"));
    Ok(Cell { view, cell, order, title: text(row, "title"), text: text(row, "text") })
}

fn roadmap_row(row: &Row, known: &Known<'_>) -> Result<Option<RoadmapRow>> {
    let phase = number(row, "phase")?.unwrap_or_default();
    let hours = number(row, "effort_hours")?.unwrap_or_default();
    let (track, topic) = (text(row, "track"), text(row, "topic"));
    let skill = known.get(row, "skill", row.get("skill"))?;
    Ok(skill.map(|skill| RoadmapRow { phase, track, topic, skill, hours }))
}

fn reference_row(row: &Row, known: &Known<'_>) -> Result<ReferenceRow> {
    Ok(ReferenceRow {
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
    })
}

/// Sentences in the format of `cases.csv`, about the skills of a lexicon.
pub(super) fn cases(lexicon: &Lexicon, file: &Path) -> Result<Vec<Case>> {
    let text = std::fs::read_to_string(file).map_err(|error| Error::io(error, file))?;
    let known = Known { by_id: &lexicon.inner().by_id, partial: false, unread: &BTreeSet::new() };
    rows::read(file, "cases.csv", &text)?.iter().map(|row| case(row, &known)).collect()
}

fn release_line(row: &Row) -> Result<ReleaseLine> {
    let text = row.get("version");
    ReleaseLine::parse(text)
        .ok_or_else(|| row.error("LX00", "version", format!("`{text}` is no release line such as 8, 3.11 or 1.x")))
}

/// Ids of a lexicon, and whether it was cut down to some of them.
struct Known<'a> {
    by_id: &'a BTreeMap<String, SkillId>,
    partial: bool,
    /// Ids of rows that cannot be read: what refers to them is no fault of its own.
    unread: &'a BTreeSet<String>,
}

impl Known<'_> {
    /// The skill that a cell names. None in a lexicon that was cut down: then a reference may lead out of it.
    fn get(&self, row: &Row, column: &str, id: &str) -> Result<Option<SkillId>> {
        match self.by_id.get(id) {
            Some(id) => Ok(Some(*id)),
            None if self.partial || self.unread.contains(id) => Ok(None),
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

fn skill(id: &str, area: &str, row: &Row, known: &Known<'_>) -> Result<Skill> {
    let name = form(row, "name", 50)?;
    let kind = row.get("kind");
    if KINDS.binary_search(&kind).is_err() {
        return Err(row.error("LX02", "kind", format!("unknown kind `{kind}`; known: {}", KINDS.join(", "))));
    }
    let parent = match row.get("parent") {
        "" => None,
        parent => known.get(row, "parent", parent)?,
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
fn aliases(skills: &[Skill], rows: &[Row], known: &Known<'_>, faults: &mut Faults) -> Result<Vec<Alias>> {
    let mut found: Vec<Alias> = Vec::new();
    let mut owner: HashMap<String, SkillId> = HashMap::new();
    for (number, skill) in (0..).map(SkillId).zip(skills) {
        let case = if skill.policy == Policy::Any { CaseRule::Any } else { CaseRule::Exact };
        owner.insert(skill.name.to_lowercase(), number);
        found.push(Alias { skill: number, text: skill.name.clone(), case, policy: skill.policy, origin: Origin::Name });
    }
    let mut removed = HashSet::new();
    for row in rows {
        let Some(skill) = faults.pass(known.get(row, "id", row.get("id")))?.flatten() else { continue };
        let text = row.get("alias");
        if row.get("type") == "no" {
            faults.pass(form(row, "alias", 60))?;
            removed.insert((skill, text.to_lowercase()));
            continue;
        }
        // The same form may be listed in two cases ("Rest", "REST"), but by one skill only.
        let key = text.to_lowercase();
        let alias = match owner.get(&key) {
            Some(other) if *other != skill => {
                let name = &skills[other.index()].id;
                Err(row.error("LX04", "alias", format!("`{text}` already belongs to `{name}`")))
            }
            _ => listed(row, skill, skills[skill.index()].policy),
        };
        let Some(alias) = faults.pass(alias)? else { continue };
        owner.insert(key, skill);
        found.push(alias);
    }
    // A listed alias that repeats the name overrides the name's policy and case.
    let listed: HashSet<(SkillId, String)> =
        found.iter().filter(|alias| alias.origin.is_listed()).map(|alias| (alias.skill, alias.text.clone())).collect();
    found.retain(|alias| alias.origin.is_listed() || !listed.contains(&(alias.skill, alias.text.clone())));
    let mut generated = Vec::new();
    for alias in found.iter().filter(|alias| alias.policy == Policy::Any) {
        for text in variants::of(&alias.text) {
            let key = text.to_lowercase();
            if owner.contains_key(&key) {
                continue;
            }
            if !removed.contains(&(alias.skill, key.clone())) {
                owner.insert(key, alias.skill);
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

/// A listed alias.
fn listed(row: &Row, skill: SkillId, inherited: Policy) -> Result<Alias> {
    let text = form(row, "alias", 60)?;
    let policy = policy(row, inherited)?;
    let case = case_rule(row, policy)?;
    let origin = if row.get("type") == "typo" { Origin::Typo } else { Origin::Listed };
    Ok(Alias { skill, text, case, policy, origin })
}

/// Cue words, each once.
#[derive(Default)]
struct CueWords {
    /// Words with their languages.
    list: Vec<(String, String)>,
    ids: HashMap<(String, String), WordId>,
    /// The words of classes, sorted, and the numbers of the classes by name.
    classes: Vec<Vec<WordId>>,
    numbers: HashMap<String, u32>,
}

impl CueWords {
    fn id(&mut self, word: &str, lang: &str) -> WordId {
        let word = (word.to_lowercase(), lang.to_owned());
        if let Some(id) = self.ids.get(&word) {
            return *id;
        }
        let id = WordId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(word.clone());
        self.ids.insert(word, id);
        id
    }

    /// The classes that hold each word.
    fn classes_of_words(&self) -> Vec<Vec<u32>> {
        let mut of_words = vec![Vec::new(); self.list.len()];
        for (number, class) in (0..).zip(&self.classes) {
            for word in class {
                of_words[word.0 as usize].push(number);
            }
        }
        of_words
    }

    /// The number of a class; none if there is no such class.
    fn class(&mut self, name: &str, classes: &Classes) -> Option<u32> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let mut ids: Vec<WordId> = classes.get(name)?.iter().map(|(word, lang)| self.id(word, lang)).collect();
        ids.sort();
        let number = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        self.classes.push(ids);
        self.numbers.insert(name.to_owned(), number);
        Some(number)
    }
}

fn cues<'r>(
    skills: usize,
    rows: impl Iterator<Item = &'r Row>,
    classes: &Classes,
    known: &Known<'_>,
    words: &mut CueWords,
    faults: &mut Faults,
) -> Result<Vec<Vec<Cue>>> {
    let mut found = vec![Vec::new(); skills];
    for row in rows {
        let Some(skill) = faults.pass(known.get(row, "id", row.get("id")))?.flatten() else { continue };
        found[skill.index()].extend(faults.pass(cue(row, classes, known, words))?.flatten());
    }
    Ok(found)
}

/// One cue; none if it is about a skill that was cut out of the lexicon.
fn cue(row: &Row, classes: &Classes, known: &Known<'_>, words: &mut CueWords) -> Result<Option<Cue>> {
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
    let lang = row.get("lang").to_owned();
    Ok(what.map(|what| Cue { lang, sign, place, reach: reach(width, &what, words), what, text: text.into() }))
}

/// Words that a cue looks at on one side.
fn reach(width: u8, what: &What, words: &CueWords) -> usize {
    let len = |word: &WordId| {
        words.list[word.0 as usize].0.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count()
    };
    let phrase = match what {
        What::Class(number) => words.classes[*number as usize].iter().map(len).max().unwrap_or(1),
        What::Word(word) | What::Exact(word, _) => len(word),
        _ => 1,
    };
    usize::from(width.max(1)) + phrase.max(1) - 1
}

fn what(
    row: &Row,
    place: Place,
    width: u8,
    classes: &Classes,
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
        Some(("=", word)) => What::Exact(words.id(word, ""), word.to_owned()),
        Some(("$", "version")) => What::Version,
        Some(("$", "employer")) => What::Employer,
        Some(("$", class)) => match words.class(class, classes) {
            Some(number) => What::Class(number),
            None => return Err(row.error("LX02", "what", format!("there is no class `{text}` in classes.csv"))),
        },
        _ if text.is_empty() => return Err(row.error("LX00", "what", "a cue needs a word")),
        _ => What::Word(words.id(text, "")),
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

fn views<'r>(
    rows: impl Iterator<Item = &'r Row>,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Result<BTreeMap<String, View>> {
    let mut ordered: BTreeMap<String, Vec<(u32, ViewEntry)>> = BTreeMap::new();
    for row in rows {
        let Some(skill) = faults.pass(known.get(row, "skill", row.get("skill")))?.flatten() else { continue };
        let order = row.get("order").parse().map_err(|_| row.error("LX00", "order", "the order must be a number"));
        let Some(order) = faults.pass(order)? else { continue };
        let entry = ViewEntry { cell: row.get("cell").to_owned(), skill, depth: row.get("depth").to_owned() };
        ordered.entry(row.get("view").to_owned()).or_default().push((order, entry));
    }
    let sorted = ordered.into_iter().map(|(view, mut entries)| {
        entries.sort_by_key(|(order, _)| *order);
        (view, View { entries: entries.into_iter().map(|(_, entry)| entry).collect() })
    });
    Ok(sorted.collect())
}
