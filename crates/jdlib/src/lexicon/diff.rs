//! What differs between two lexicons.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Case, Cue, Lexicon, Origin, SkillId};

/// What of a lexicon differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A skill.
    Skill,
    /// Its name.
    Name,
    /// Its kind.
    Kind,
    /// The area that it stands in.
    Area,
    /// The broader skill.
    Parent,
    /// When its name counts.
    Policy,
    /// A surface form.
    Form,
    /// A cue.
    Cue,
    /// A relation to another skill.
    Relation,
    /// A sentence that is a test.
    Case,
}

/// How it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it, and it says something else.
    Changed,
    /// A skill has another id; a form belongs to another skill.
    Moved,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// What of the lexicon.
    pub part: Part,
    /// Id of the skill, `*` for cues about every product, empty for sentences.
    pub skill: String,
    /// How.
    pub change: Change,
    /// What the first says.
    pub before: String,
    /// What the second says.
    pub after: String,
}

impl Part {
    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Area => "area",
            Self::Parent => "parent",
            Self::Policy => "policy",
            Self::Form => "form",
            Self::Cue => "cue",
            Self::Relation => "relation",
            Self::Case => "case",
        }
    }
}

impl Change {
    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// Everything that can differ of one lexicon, by the ids of skills.
struct Side<'l> {
    lexicon: &'l Lexicon,
    /// Listed forms with policy and case; generated ones follow from them.
    forms: BTreeMap<&'l str, BTreeMap<&'l str, String>>,
    relations: BTreeMap<&'l str, BTreeSet<String>>,
}

impl<'l> Side<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        let id = |skill: SkillId| lexicon.skill(skill).id();
        let mut forms: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        for alias in lexicon.inner().aliases.iter().filter(|alias| alias.origin != Origin::Generated) {
            let says = format!("{}, {}", alias.policy, alias.case.as_str());
            forms.entry(id(alias.skill)).or_default().insert(&alias.text, says);
        }
        let mut relations: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for relation in &lexicon.inner().relations {
            let says = format!("{} {}", relation.rel, id(relation.to));
            relations.entry(id(relation.from)).or_default().insert(says);
        }
        Self { lexicon, forms, relations }
    }

    fn cues(&self, skill: SkillId) -> BTreeSet<String> {
        self.lexicon.inner().cues[skill.index()].iter().map(cue).collect()
    }

    fn ids(&self) -> BTreeSet<&'l str> {
        self.lexicon.skills().iter().map(super::Skill::id).collect()
    }

    /// Name and further forms of a skill in one line.
    fn summary(&self, id: &str) -> String {
        let Some(skill) = self.lexicon.id(id) else { return String::new() };
        let name = self.lexicon.skill(skill).name();
        let others: Vec<&str> =
            self.forms.get(id).into_iter().flat_map(BTreeMap::keys).copied().filter(|form| *form != name).collect();
        if others.is_empty() { name.to_owned() } else { format!("{name}: {}", others.join(", ")) }
    }
}

fn cue(cue: &Cue) -> String {
    format!("{} within {}", cue.text, cue.reach)
}

impl Lexicon {
    /// What `after` has, lacks and says otherwise, sorted by part and skill.
    #[must_use]
    pub fn differences(&self, after: &Self) -> Vec<Difference> {
        let (before, after) = (Side::new(self), Side::new(after));
        let (old, new) = (before.ids(), after.ids());
        let renamed = renamed(&before, &after, &old, &new);
        let mut found = Vec::new();
        let mut push = |part, skill: &str, change, before: String, after: String| {
            found.push(Difference { part, skill: skill.to_owned(), change, before, after });
        };
        for id in old.difference(&new).filter(|id| !renamed.contains_key(*id)) {
            push(Part::Skill, id, Change::Removed, before.summary(id), String::new());
        }
        let targets: BTreeSet<&str> = renamed.values().copied().collect();
        for id in new.difference(&old).filter(|id| !targets.contains(*id)) {
            push(Part::Skill, id, Change::Added, String::new(), after.summary(id));
        }
        for (from, to) in &renamed {
            push(Part::Skill, to, Change::Moved, (*from).to_owned(), (*to).to_owned());
        }
        let same = old.intersection(&new).map(|id| (*id, *id)).chain(renamed.iter().map(|(from, to)| (*from, *to)));
        for (from, to) in same {
            skill(&before, &after, from, to, &mut push);
        }
        for (part, a, b) in [
            (Part::Cue, cues_of_products(self), cues_of_products(after.lexicon)),
            (Part::Case, sentences(self), sentences(after.lexicon)),
        ] {
            let id = if part == Part::Cue { "*" } else { "" };
            let (a, b): (BTreeSet<String>, BTreeSet<String>) = (a, b);
            a.difference(&b).for_each(|gone| push(part, id, Change::Removed, gone.clone(), String::new()));
            b.difference(&a).for_each(|new| push(part, id, Change::Added, String::new(), new.clone()));
        }
        moved(&mut found);
        found.sort();
        found
    }
}

/// Skills whose name, or most of whose forms, another id has now.
fn renamed<'l>(
    before: &Side<'l>,
    after: &Side<'l>,
    old: &BTreeSet<&'l str>,
    new: &BTreeSet<&'l str>,
) -> BTreeMap<&'l str, &'l str> {
    let mut owner: HashMap<&str, &'l str> = HashMap::new();
    for id in new.difference(old) {
        owner.extend(after.forms.get(id).into_iter().flat_map(BTreeMap::keys).map(|form| (*form, *id)));
    }
    let mut renamed: BTreeMap<&'l str, &'l str> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for id in old.difference(new) {
        let mut votes: BTreeMap<&'l str, usize> = BTreeMap::new();
        let forms = before.forms.get(id);
        for to in forms.into_iter().flat_map(BTreeMap::keys).filter_map(|form| owner.get(form)) {
            *votes.entry(to).or_default() += 1;
        }
        let best = votes.into_iter().max_by_key(|(to, votes)| (*votes, std::cmp::Reverse(*to)));
        if let Some((to, votes)) = best
            && votes * 2 >= forms.map_or(0, BTreeMap::len)
            && taken.insert(to)
        {
            renamed.insert(id, to);
        }
    }
    renamed
}

/// Differences of a skill that both have, perhaps under two ids.
fn skill(
    before: &Side<'_>,
    after: &Side<'_>,
    from: &str,
    to: &str,
    push: &mut impl FnMut(Part, &str, Change, String, String),
) {
    let (Some(a), Some(b)) = (before.lexicon.id(from), after.lexicon.id(to)) else { return };
    let (old, new) = (before.lexicon.skill(a), after.lexicon.skill(b));
    let parent = |lexicon: &Lexicon, parent: Option<SkillId>| {
        parent.map_or(String::new(), |parent| lexicon.skill(parent).id().to_owned())
    };
    for (part, was, is) in [
        (Part::Name, old.name.clone(), new.name.clone()),
        (Part::Kind, old.kind.clone(), new.kind.clone()),
        (Part::Area, old.area.clone(), new.area.clone()),
        (Part::Parent, parent(before.lexicon, old.parent), parent(after.lexicon, new.parent)),
        (Part::Policy, old.policy.to_string(), new.policy.to_string()),
    ] {
        if was != is {
            push(part, to, Change::Changed, was, is);
        }
    }
    let none = BTreeMap::new();
    let (was, is) = (before.forms.get(from).unwrap_or(&none), after.forms.get(to).unwrap_or(&none));
    for (form, says) in was {
        match is.get(form) {
            None => push(Part::Form, to, Change::Removed, (*form).to_owned(), String::new()),
            Some(now) if now != says => {
                push(Part::Form, to, Change::Changed, format!("{form} ({says})"), format!("{form} ({now})"));
            }
            Some(_) => {}
        }
    }
    for form in is.keys().filter(|form| !was.contains_key(*form)) {
        push(Part::Form, to, Change::Added, String::new(), (*form).to_owned());
    }
    let none = BTreeSet::new();
    let related = |side: &Side<'_>, id: &str| side.relations.get(id).unwrap_or(&none).clone();
    for (part, was, is) in
        [(Part::Cue, before.cues(a), after.cues(b)), (Part::Relation, related(before, from), related(after, to))]
    {
        was.difference(&is).for_each(|gone| push(part, to, Change::Removed, gone.clone(), String::new()));
        is.difference(&was).for_each(|new| push(part, to, Change::Added, String::new(), new.clone()));
    }
}

/// A form that one skill lost and another one got has moved.
fn moved(found: &mut Vec<Difference>) {
    let lost: HashMap<String, String> = found
        .iter()
        .filter(|row| row.part == Part::Form && row.change == Change::Removed)
        .map(|row| (row.before.clone(), row.skill.clone()))
        .collect();
    let mut gone = BTreeSet::new();
    for row in found.iter_mut().filter(|row| row.part == Part::Form && row.change == Change::Added) {
        if let Some(from) = lost.get(&row.after) {
            gone.insert((from.clone(), row.after.clone()));
            row.change = Change::Moved;
            row.before = format!("{} of {from}", row.after);
        }
    }
    found.retain(|row| {
        let is_lost = row.part == Part::Form && row.change == Change::Removed;
        !(is_lost && gone.contains(&(row.skill.clone(), row.before.clone())))
    });
}

fn cues_of_products(lexicon: &Lexicon) -> BTreeSet<String> {
    lexicon.inner().product_cues.iter().map(cue).collect()
}

fn sentences(lexicon: &Lexicon) -> BTreeSet<String> {
    let ids = |skills: &[SkillId], sign: &str| -> Vec<String> {
        skills.iter().map(|skill| format!("{sign}{}", lexicon.skill(*skill).id())).collect()
    };
    let case = |case: &Case| {
        let says = [ids(&case.must, "+"), ids(&case.must_not, "-")].concat().join(" ");
        format!("{} [{says}]", case.text)
    };
    lexicon.cases().iter().map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{LexiconBuilder, Pack};

    fn lexicon(skills: &str, aliases: &str, cues: &str) -> Lexicon {
        let skills = format!("id,name,kind,parent,policy,since,status,note\n{skills}");
        let aliases = format!("id,alias,type,case,policy\n{aliases}");
        let cues = format!("lang,id,sign,where,width,what\n{cues}");
        let files = [
            ("pack.csv", "key,value\nname,test\nschema,1\nversion,1\n"),
            ("skills/a.csv", skills.as_str()),
            ("aliases/a.csv", aliases.as_str()),
            ("cues.csv", cues.as_str()),
        ];
        LexiconBuilder::new().pack(Pack::from_texts("test", &files)).build().unwrap()
    }

    #[test]
    fn every_change_is_one_row() {
        let before = lexicon(
            "boat,Boat,tool,,ctx,,active,\nold-oar,Oar,tool,,any,,active,\nsail,Sail,tool,,any,,active,\n",
            "boat,vessel,variant,,\nboat,ship,variant,,\nold-oar,paddle,variant,,\n",
            ",boat,+,left,2,row\n",
        );
        let after = lexicon(
            "boat,Boat,platform,,any,,active,\noar,Oar,tool,,any,,active,\nraft,Raft,tool,,any,,active,\n",
            "boat,ship,variant,,case\noar,paddle,variant,,\noar,vessel,variant,,\nraft,float,variant,,\n",
            ",boat,-,left,2,row\n",
        );
        let rows: Vec<String> = before
            .differences(&after)
            .iter()
            .map(|row| {
                format!("{} {} {} | {} | {}", row.part.as_str(), row.skill, row.change.as_str(), row.before, row.after)
            })
            .collect();
        assert_eq!(
            rows,
            [
                "skill oar moved | old-oar | oar",
                "skill raft added |  | Raft: float",
                "skill sail removed | Sail | ",
                "kind boat changed | tool | platform",
                "policy boat changed | ctx | any",
                "form boat changed | Boat (ctx, exact) | Boat (any, any)",
                "form boat changed | ship (ctx, exact) | ship (case, exact)",
                "form oar moved | vessel of boat | vessel",
                "cue boat added |  | - left row within 2",
                "cue boat removed | + left row within 2 | ",
            ]
        );
        assert!(before.differences(&before).is_empty());
    }
}
