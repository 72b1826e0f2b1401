//! Entries of a list to the rows of a pack.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::clean::{self, Label, NAME, OTHER, slug, squashed};
use super::english::{is_english, words};
use super::report::{Dropped, Joined, Reason, Report};
use super::{Entry, Form, Imported, Kind, Nature, Phrases, Source};
use crate::error::Error;
use crate::lexicon::build::is_id;
use crate::lexicon::check::sort_keys;
use crate::lexicon::{Lexicon, Pack, Policy, SkillId};

/// Areas of fewer skills are put together in one.
const SMALL: usize = 5;

/// Letters of names that are too short to be told from other words.
const SHORT: usize = 3;

/// Letters of abbreviations that are told from other words by their capitals.
const ABBREVIATION: usize = 5;

pub(super) fn pack(source: Source, kind: Kind, name: &str, core: &Lexicon) -> Result<Imported, Error> {
    let own = slug(name);
    let own = if own.is_empty() { "imported".to_owned() } else { own };
    let mut gatherer = Gatherer::new(core, kind.scheme().unwrap_or(&own).to_owned(), source.phrases);
    let mut kept = Vec::new();
    for entry in source.entries {
        gatherer.report.rows += 1;
        kept.extend(gatherer.name(entry));
    }
    for (at, entry) in &kept {
        gatherer.others(*at, entry);
    }
    gatherer.give_ids(&kept, &own);
    for (at, entry) in &kept {
        gatherer.parent(*at, entry);
    }
    gatherer.relate(&source.relations);
    let texts = gatherer.texts(&kept, kind, name, &own)?;
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut report = gatherer.report;
    report.dropped.sort_by_key(|dropped| dropped.line);
    Ok(Imported { pack: Pack::from_texts(name, &files), report })
}

/// A skill of the new pack.
struct Kept {
    id: String,
    name: Surface,
    forms: Vec<Surface>,
    kind: String,
    parent: Option<Target>,
    note: String,
}

/// A form with what the gatherer decided on.
struct Surface {
    text: String,
    sort: &'static str,
    policy: Policy,
    case: String,
}

/// Where a reference of the list leads.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Kept(usize),
    Core(SkillId),
}

struct Gatherer<'c> {
    core: &'c Lexicon,
    scheme: String,
    phrases: Phrases,
    /// Forms of the core pack in lower case.
    known: HashMap<String, (SkillId, Policy)>,
    /// Forms of the list in lower case, and as [`squashed`] leaves them.
    owners: HashMap<String, usize>,
    squashed: HashMap<String, usize>,
    kept: Vec<Kept>,
    targets: HashMap<String, Target>,
    references: BTreeSet<[String; 3]>,
    relations: BTreeSet<[String; 3]>,
    report: Report,
}

impl<'c> Gatherer<'c> {
    fn new(core: &'c Lexicon, scheme: String, phrases: Phrases) -> Self {
        let aliases = core.inner().aliases.iter();
        let mut known: HashMap<String, (SkillId, Policy)> = HashMap::new();
        for alias in aliases {
            // A form may be listed in two cases; the trusting one says more.
            let entry = known.entry(alias.text.to_lowercase()).or_insert((alias.skill, alias.policy));
            entry.1 = entry.1.min(alias.policy);
        }
        Self {
            core,
            scheme,
            phrases,
            known,
            owners: HashMap::new(),
            squashed: HashMap::new(),
            kept: Vec::new(),
            targets: HashMap::new(),
            references: BTreeSet::new(),
            relations: BTreeSet::new(),
            report: Report::default(),
        }
    }

    fn drop(&mut self, entry: &Entry, form: &str, reason: Reason, owner: Option<Target>) {
        let owner = match owner {
            Some(Target::Core(skill)) => self.core.skill(skill).id().to_owned(),
            // Ids are given when all names are known; until then the name says as much.
            Some(Target::Kept(at)) => self.kept[at].name.text.clone(),
            None => String::new(),
        };
        self.report.dropped.push(Dropped {
            line: entry.line,
            name: entry.name.text.clone(),
            form: form.to_owned(),
            reason,
            owner,
        });
    }

    /// Keeps a row as a skill, joins it to one of the core pack, or drops it.
    fn name(&mut self, mut entry: Entry) -> Option<(usize, Entry)> {
        self.choose_name(&mut entry);
        let label = match label(&entry.name, NAME) {
            Ok(label) => label,
            Err(reason) => {
                self.drop(&entry, &entry.name.text.clone(), reason, None);
                return None;
            }
        };
        let listed = entry.name.text.clone();
        if !label.abbreviation.is_empty() {
            entry.others.push(Form::new(label.abbreviation.clone(), "abbr"));
        }
        if entry.refused == Some(Reason::Unreleased) {
            self.drop(&entry, &listed, Reason::Unreleased, None);
            return None;
        }
        if let Some(skill) = self.joins(&label.text, &entry) {
            self.join(&entry, &listed, skill);
            return None;
        }
        if entry.refused == Some(Reason::Generic) {
            // "Word processing software" is any of them, "Routeware software" is one.
            if words(&label.text).count() > 1 || is_english(&label.text, self.core) {
                self.drop(&entry, &listed, Reason::Generic, None);
                return None;
            }
            entry.nature = Nature::Product;
            "tool".clone_into(&mut entry.kind);
        }
        if entry.nature == Nature::Phrase && self.phrases == Phrases::Drop {
            self.drop(&entry, &listed, Reason::Phrase, None);
            return None;
        }
        let (lower, squash) = (label.text.to_lowercase(), squashed(&label.text));
        let earlier = self.owners.get(&lower).map(|at| (*at, Reason::Repeated));
        let earlier = earlier.or_else(|| self.squashed.get(&squash).map(|at| (*at, Reason::Variant)));
        if let Some((at, reason)) = earlier {
            self.drop(&entry, &listed, reason, Some(Target::Kept(at)));
            return None;
        }
        let at = self.kept.len();
        let name = self.surface(&label.text, &entry.name, entry.nature, !label.sense.is_empty());
        let notes = [label.sense.as_str(), entry.note.as_str()];
        let kind = match entry.kind.as_str() {
            "" if is_prose(&label.text) || is_english(&label.text, self.core) => "concept",
            "" => "tool",
            kind => kind,
        };
        self.kept.push(Kept {
            id: String::new(),
            name,
            forms: Vec::new(),
            kind: kind.to_owned(),
            parent: None,
            note: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; "),
        });
        self.owners.insert(lower, at);
        self.squashed.insert(squash, at);
        if !entry.reference.is_empty() {
            self.targets.insert(entry.reference.clone(), Target::Kept(at));
        }
        self.report.skills += 1;
        Some((at, entry))
    }

    /// A name without its maker, unless that means more than one thing: "Microsoft Word" stays, "IBM Db2" is Db2.
    fn choose_name(&self, entry: &mut Entry) {
        let vendor = entry.others.iter().position(|form| form.sort == "vendor");
        // Our own lists know what their skills are called.
        let Some(vendor) = vendor.filter(|_| entry.name.policy.is_none()) else { return };
        let bare = &entry.name.text;
        let lower = bare.to_lowercase();
        let is_known = |form: &str| self.known.contains_key(&form.to_lowercase());
        let means_more = match self.known.get(&lower) {
            Some((_, policy)) => *policy != Policy::Any,
            None => is_english(bare, self.core) || letters(bare) <= SHORT,
        };
        if means_more || (is_known(&entry.others[vendor].text) && !is_known(bare)) {
            entry.name = Form { sort: "name", ..entry.others.remove(vendor) };
        }
    }

    /// The skill of the core pack that a row is: by its name, else by other forms that all belong to one skill and mean nothing else.
    fn joins(&self, name: &str, entry: &Entry) -> Option<SkillId> {
        if let Some((skill, _)) = self.known.get(&name.to_lowercase()) {
            return Some(*skill);
        }
        let mut found = None;
        for form in &entry.others {
            let Ok(label) = label(form, OTHER) else { continue };
            match self.known.get(&label.text.to_lowercase()) {
                Some((skill, Policy::Any | Policy::Case)) if found.is_none_or(|found| found == *skill) => {
                    found = Some(*skill);
                }
                Some((_, Policy::Any | Policy::Case)) => return None,
                _ => {}
            }
        }
        found
    }

    fn join(&mut self, entry: &Entry, listed: &str, skill: SkillId) {
        let id = self.core.skill(skill).id().to_owned();
        let reference = if entry.reference.is_empty() { listed } else { &entry.reference };
        self.references.insert([id.clone(), self.scheme.clone(), reference.to_owned()]);
        self.targets.insert(reference.to_owned(), Target::Core(skill));
        self.report.joined.push(Joined { line: entry.line, name: listed.to_owned(), skill: id });
        for form in entry.others.iter().filter(|form| form.sort != "no") {
            let text = label(form, OTHER).map_or_else(|_| form.text.clone(), |label| label.text);
            match self.known.get(&text.to_lowercase()) {
                Some((owner, _)) if *owner == skill => {}
                Some((owner, _)) => self.drop(entry, &form.text, Reason::CoreOwns, Some(Target::Core(*owner))),
                None => self.drop(entry, &form.text, Reason::CoreForm, Some(Target::Core(skill))),
            }
        }
    }

    /// Further forms of a skill that was kept.
    fn others(&mut self, at: usize, entry: &Entry) {
        for form in &entry.others {
            // Takes a generated form away, and is none itself.
            if form.sort == "no" {
                let (policy, case) = (self.kept[at].name.policy, String::new());
                self.kept[at].forms.push(Surface { text: form.text.clone(), sort: form.sort, policy, case });
                continue;
            }
            let label = match label(form, OTHER) {
                Ok(label) => label,
                Err(reason) => {
                    self.drop(entry, &form.text, reason, None);
                    continue;
                }
            };
            let (lower, squash) = (label.text.to_lowercase(), squashed(&label.text));
            if let Some((skill, _)) = self.known.get(&lower) {
                self.drop(entry, &form.text, Reason::CoreOwns, Some(Target::Core(*skill)));
                continue;
            }
            // What our own lists say of a form was judged before.
            let is_judged = form.policy.is_some();
            let owner = self.owners.get(&lower).or_else(|| self.squashed.get(&squash).filter(|_| !is_judged)).copied();
            if let Some(owner) = owner.filter(|owner| !(is_judged && *owner == at)) {
                let is_name = self.kept[owner].name.text.to_lowercase() == lower;
                let reason = match (owner == at, is_name) {
                    (true, true) => continue,
                    (true, false) if self.owners.contains_key(&lower) => continue,
                    (_, true) => Reason::OtherName,
                    _ if self.owners.contains_key(&lower) => Reason::Repeated,
                    _ => Reason::Variant,
                };
                if reason == Reason::Repeated {
                    self.distrust(owner, &lower);
                }
                self.drop(entry, &form.text, reason, Some(Target::Kept(owner)));
                continue;
            }
            let surface = self.surface(&label.text, form, entry.nature, false);
            self.kept[at].forms.push(surface);
            self.owners.insert(lower, at);
            self.squashed.insert(squash, at);
            self.report.forms += 1;
        }
    }

    /// A form that two rows claim means more than one thing.
    fn distrust(&mut self, owner: usize, lower: &str) {
        let forms = &mut self.kept[owner].forms;
        if let Some(form) = forms.iter_mut().find(|form| form.text.to_lowercase() == lower)
            && form.policy == Policy::Any
        {
            form.policy = Policy::Ctx;
            self.report.judged += 1;
        }
    }

    /// When a form counts.
    fn surface(&mut self, text: &str, form: &Form, nature: Nature, has_sense: bool) -> Surface {
        let (policy, case) = match form.policy {
            Some(policy) => (policy, form.case.as_str()),
            None => self.judge(text, nature, has_sense),
        };
        self.report.judged += u64::from(policy != Policy::Any);
        // In our own rows an empty case means the policy's usual one.
        let usual = if policy == Policy::Any { "any" } else { "exact" };
        let case = if case == usual { "" } else { case };
        Surface { text: text.to_owned(), sort: form.sort, policy, case: case.to_owned() }
    }

    /// Short forms, words of everyday English and names whose meaning the list has to explain do not count by themselves. Of English
    /// words, phrases that name an idea do: "computer programming" means nothing else.
    fn judge(&self, text: &str, nature: Nature, has_sense: bool) -> (Policy, &'static str) {
        // Beside another word a name says no more than a word: "SQL Developer" is a product and a position.
        let is_name = |word: &str| words(text).count() > 1 && self.known.contains_key(&word.to_lowercase());
        let is_english =
            words(text).next().is_some() && words(text).all(|word| self.core.is_english(word) || is_name(word));
        // A list that writes everything small does not say how the name is written.
        let any_case = if text.chars().any(char::is_uppercase) { "" } else { "any" };
        // "Analyze" begins many a line that names skills: only a list tells a word that is a name from one that is none.
        if is_english && words(text).count() == 1 {
            return (Policy::List, any_case);
        }
        if has_sense || letters(text) <= SHORT {
            return (Policy::Ctx, any_case);
        }
        // "CMOS" is one thing, the plural of an abbreviation ("CMOs") another.
        if letters(text) <= ABBREVIATION && text.chars().all(|c| c.is_ascii_uppercase()) {
            return (Policy::Case, "");
        }
        if !is_english {
            return (Policy::Any, "");
        }
        let weighty = words(text).filter(|word| word.len() > SHORT).count();
        match nature {
            Nature::Idea | Nature::Phrase if weighty >= 2 => (Policy::Any, ""),
            Nature::Product if weighty >= 2 && any_case.is_empty() => (Policy::Case, ""),
            _ => (Policy::Ctx, any_case),
        }
    }

    fn give_ids(&mut self, kept: &[(usize, Entry)], own: &str) {
        let core = &self.core.inner().by_id;
        let mut taken: HashSet<String> = HashSet::with_capacity(kept.len());
        // Ids that the list gives come first: they are to stay what they are.
        for (at, entry) in kept {
            if is_id(&entry.id) && !core.contains_key(&entry.id) && taken.insert(entry.id.clone()) {
                self.kept[*at].id.clone_from(&entry.id);
            }
        }
        for (number, skill) in self.kept.iter_mut().enumerate().filter(|(_, skill)| skill.id.is_empty()) {
            let mut base = slug(&skill.name.text);
            if base.is_empty() {
                base = format!("{}-{}", &own[..own.len().min(20)], number + 1);
            }
            let free = |id: &String| !core.contains_key(id) && !taken.contains(id);
            let numbered = (2..).map(|number| format!("{base}-{number}"));
            let id = std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or_default();
            taken.insert(id.clone());
            skill.id = id;
        }
        for (at, entry) in kept.iter().filter(|(_, entry)| !entry.reference.is_empty()) {
            self.references.insert([self.kept[*at].id.clone(), self.scheme.clone(), entry.reference.clone()]);
        }
        // Owners were named by their names until now.
        let ids: HashMap<&str, &str> =
            self.kept.iter().map(|skill| (skill.name.text.as_str(), skill.id.as_str())).collect();
        for dropped in &mut self.report.dropped {
            if let Some(id) = ids.get(dropped.owner.as_str()) {
                dropped.owner = (*id).to_owned();
            }
        }
    }

    fn id_of(&self, target: Target) -> &str {
        match target {
            Target::Kept(at) => &self.kept[at].id,
            Target::Core(skill) => self.core.skill(skill).id(),
        }
    }

    /// The first broader entry that is a skill too and does not lead back.
    fn parent(&mut self, at: usize, entry: &Entry) {
        let leads_back = |mut from: usize| loop {
            if from == at {
                return true;
            }
            match self.kept[from].parent {
                Some(Target::Kept(above)) => from = above,
                _ => return false,
            }
        };
        let mut broader = entry.broader.iter().filter_map(|reference| self.targets.get(reference)).copied();
        let parent = broader.find(|target| match target {
            Target::Core(_) => true,
            Target::Kept(parent) => !leads_back(*parent),
        });
        self.report.relations += u64::from(parent.is_some());
        self.kept[at].parent = parent;
    }

    /// Relations whose ends both are skills; those that roll up must not lead in a circle.
    fn relate(&mut self, relations: &[(String, &'static str, String)]) {
        let mut implied: HashMap<String, Vec<String>> = HashMap::new();
        for (from, rel, to) in relations {
            let (Some(from), Some(to)) = (self.targets.get(from), self.targets.get(to)) else { continue };
            // How two skills of the core pack relate is for it to say.
            if from == to || matches!((from, to), (Target::Core(_), Target::Core(_))) {
                continue;
            }
            let (from, to) = (self.id_of(*from).to_owned(), self.id_of(*to).to_owned());
            if *rel == "implies" {
                if self.reaches(&implied, &to, &from) {
                    continue;
                }
                implied.entry(from.clone()).or_default().push(to.clone());
            }
            self.report.relations += u64::from(self.relations.insert([from, (*rel).to_owned(), to]));
        }
    }

    /// Whether `implies` leads from one skill to another, by these relations and those of the core pack.
    fn reaches(&self, implied: &HashMap<String, Vec<String>>, from: &str, to: &str) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            if !seen.insert(at.clone()) {
                continue;
            }
            open.extend(implied.get(&at).into_iter().flatten().cloned());
            if let Some(skill) = self.core.id(&at) {
                let next = self.core.relations(skill).filter(|(rel, _)| *rel == "implies");
                open.extend(next.map(|(_, skill)| self.core.skill(skill).id().to_owned()));
            }
        }
        false
    }

    /// The files of the pack.
    fn texts(
        &self,
        kept: &[(usize, Entry)],
        kind: Kind,
        name: &str,
        own: &str,
    ) -> Result<Vec<(String, String)>, Error> {
        let mut sizes: HashMap<String, usize> = HashMap::new();
        for (_, entry) in kept {
            *sizes.entry(slug(&entry.area)).or_default() += 1;
        }
        // Names of areas by their ids.
        let mut areas: BTreeMap<String, String> = BTreeMap::new();
        let mut skills: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        let mut aliases: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for (at, entry) in kept {
            let mut area = slug(&entry.area);
            if area.is_empty() || sizes[&area] < SMALL {
                own.clone_into(&mut area);
                areas.insert(area.clone(), name.to_owned());
            } else {
                areas.entry(area.clone()).or_insert_with(|| entry.area.clone());
            }
            let skill = &self.kept[*at];
            let policy = skill.name.policy;
            let parent = skill.parent.map_or("", |parent| self.id_of(parent));
            let row = [&skill.id, &skill.name.text, &skill.kind, parent, policy.as_str(), "", "active", &skill.note];
            skills.entry(area.clone()).or_default().push(row.map(str::to_owned).to_vec());
            // The case of a name has its place in a row of its own.
            let name = Some(&skill.name).filter(|name| !name.case.is_empty());
            for form in name.into_iter().chain(&skill.forms) {
                let own = if form.policy == policy { "" } else { form.policy.as_str() };
                let sort = if form.sort.is_empty() { "variant" } else { form.sort };
                let row = [skill.id.as_str(), &form.text, sort, &form.case, own];
                aliases.entry(area.clone()).or_default().push(row.map(str::to_owned).to_vec());
            }
        }
        let strings = |rows: &BTreeSet<[String; 3]>| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
        let known: HashSet<&str> = self.core.skills().iter().map(crate::lexicon::Skill::area).collect();
        let new = areas.iter().filter(|(id, _)| !known.contains(id.as_str()));
        let areas = (1..)
            .zip(new)
            .map(|(order, (id, name)): (u32, _)| vec![id.clone(), name.clone(), String::new(), order.to_string()]);
        let info =
            [("licence", kind.licence()), ("name", name), ("schema", "1"), ("source", kind.as_str()), ("version", "1")];
        let info = info.map(|(key, value)| vec![key.to_owned(), value.to_owned()]);
        let mut texts = vec![
            text("pack.csv", "key,value", info.to_vec())?,
            text("areas.csv", "id,name,parent,order", areas.collect())?,
        ];
        if !self.references.is_empty() {
            texts.push(text("xrefs.csv", "id,scheme,ref", strings(&self.references))?);
        }
        if !self.relations.is_empty() {
            texts.push(text("relations.csv", "from,rel,to", strings(&self.relations))?);
        }
        for (area, rows) in skills {
            texts.push(text(&format!("skills/{area}.csv"), "id,name,kind,parent,policy,since,status,note", rows)?);
        }
        for (area, rows) in aliases {
            texts.push(text(&format!("aliases/{area}.csv"), "id,alias,type,case,policy", rows)?);
        }
        Ok(texts)
    }
}

/// Whether a form is written as prose is: several words, no capitals but those of abbreviations.
fn is_prose(form: &str) -> bool {
    let is_plain = |word: &str| !word.chars().any(char::is_uppercase) || !word.chars().any(char::is_lowercase);
    words(form).count() > 1 && form.chars().any(char::is_lowercase) && words(form).all(is_plain)
}

fn label(form: &Form, longest: usize) -> Result<Label, Reason> {
    if form.policy.is_some() { clean::own(&form.text, longest) } else { clean::label(&form.text, longest) }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A file of a pack: path and text, rows in the order that packs have them in.
fn text(path: &str, header: &str, mut rows: Vec<Vec<String>>) -> Result<(String, String), Error> {
    let columns: Vec<&str> = header.split(',').collect();
    let place = |key: &str| columns.iter().position(|column| *column == key).unwrap_or_default();
    let keys: Vec<usize> = sort_keys(path).iter().map(|key| place(key)).collect();
    rows.sort_by(|a, b| keys.iter().map(|key| &a[*key]).cmp(keys.iter().map(|key| &b[*key])));
    rows.dedup();
    let fail = |error: String| Error::lexicon("LX00", error).in_file(std::path::Path::new(path));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(&columns).and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row)));
    written.map_err(|error| fail(error.to_string()))?;
    let bytes = writer.into_inner().map_err(|error| fail(error.to_string()))?;
    Ok((path.to_owned(), String::from_utf8_lossy(&bytes).into_owned()))
}
