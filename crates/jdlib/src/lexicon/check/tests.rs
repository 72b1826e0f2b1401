//! Each rule on a pack that breaks it and on one that does not.

use super::{Finding, Severity};
use crate::lexicon::{LexiconBuilder, Pack};

const PACK: (&str, &str) = ("pack.csv", "key,value\nname,mine\nschema,1\nversion,1\n");
const SKILLS: &str = "id,name,kind,parent,policy,since,status,note\n";
const ALIASES: &str = "id,alias,type,case,policy\n";

fn check(files: &[(&str, &str)]) -> Vec<Finding> {
    let files: Vec<(&str, &str)> = files.iter().copied().chain([PACK]).collect();
    LexiconBuilder::new().pack(Pack::from_texts("mine", &files)).check().unwrap().1
}

/// What a rule says of a pack of skills, aliases and one more file.
fn said(rule: &str, skills: &str, aliases: &str, more: (&str, &str)) -> Vec<String> {
    let (skills, aliases) = (format!("{SKILLS}{skills}"), format!("{ALIASES}{aliases}"));
    let findings = check(&[("skills/mine.csv", &skills), ("aliases/mine.csv", &aliases), more]);
    findings.into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.message).collect()
}

const NOTHING: (&str, &str) = ("areas.csv", "id,name,parent,order\n");
const QUILL: &str = "quill,Quill,tool,,any,2024,active,\n";
const INK: &str = "ink,Ink,library,,any,2024,active,\n";

#[test]
fn a_related_skill_is_no_alias() {
    let skills = format!("quill-cloud,Cloud of Quill,service,,any,2024,active,\n{QUILL}");
    let aliases = "quill,Quill Cloud,variant,,\n";
    let related = ("relations.csv", "from,rel,to\nquill-cloud,implies,quill\n");
    assert_eq!(said("LX05", &skills, aliases, related).len(), 1);
    assert!(said("LX05", &skills, aliases, NOTHING).is_empty());
    let plus = "quill,Quill+Cloud,variant,,\n";
    assert!(said("LX05", &skills, plus, related).is_empty());
}

#[test]
fn pairs_stay_apart() {
    let skills = format!("{INK}{QUILL}");
    let apart = ("never_merge.csv", "a,b\nink,quill\n");
    assert!(said("LX10", &skills, "", apart).is_empty());
    // A form that another skill owns already is LX04; one that differs by a mark only is not.
    let shared = said("LX10", &skills, "ink,Pen/Ink,variant,,\nquill,PenInk,variant,,\n", apart);
    assert_eq!(shared.len(), 1, "{shared:?}");
    assert!(shared[0].contains("both are written"));
    for (rel, count) in [("implies", 1), ("variant_of", 1), ("alternative_to", 0)] {
        let relations = format!("from,rel,to\nquill,{rel},ink\n");
        let skills = format!("{SKILLS}{skills}");
        let findings = check(&[("skills/mine.csv", &skills), apart, ("relations.csv", &relations)]);
        assert_eq!(findings.iter().filter(|finding| finding.rule == "LX10").count(), count, "{rel}");
    }
    let unknown = said("LX02", &skills, "", ("never_merge.csv", "a,b\nink,feather\n"));
    assert_eq!(unknown, ["`b`: there is no skill `feather`"]);
}

#[test]
fn words_and_names_need_a_policy() {
    let english = ("english.csv", "text\nink\nroberta\n");
    assert_eq!(said("LX20", INK, "", english).len(), 1);
    assert!(said("LX20", QUILL, "", english).is_empty());
    assert!(said("LX20", &INK.replace(",any,", ",ctx,"), "", english).is_empty());
    assert_eq!(said("LX20", QUILL, "quill,Roberta,variant,exact,any\n", english).len(), 1);
    assert!(said("LX20", QUILL, "quill,RoBERTa,variant,exact,any\n", english).is_empty());
}

#[test]
fn misspellings_stand_in_postings() {
    let skills = format!("{SKILLS}{QUILL}");
    let aliases = format!("{ALIASES}quill,Qill,typo,,\nquill,Quil,typo,,\n");
    let pack = Pack::from_texts("mine", &[PACK, ("skills/mine.csv", &skills), ("aliases/mine.csv", &aliases)]);
    let lexicon = LexiconBuilder::new().pack(pack).build().unwrap();
    let seen = ["quil".to_owned()].into_iter().collect();
    let findings = lexicon.unseen_misspellings(&seen);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("`Qill`"), "{}", findings[0].message);
}

#[test]
fn products_are_known_elsewhere() {
    assert_eq!(said("LX23", QUILL, "", NOTHING).len(), 1);
    assert!(said("LX23", QUILL, "", ("xrefs.csv", "id,scheme,ref\nquill,npm,quill\n")).is_empty());
    assert!(said("LX23", &QUILL.replace("tool", "concept"), "", NOTHING).is_empty());
}

#[test]
fn generated_forms_are_not_listed() {
    let skills = "power-quill,Power Quill,tool,,any,2024,active,\n";
    assert_eq!(said("LX24", skills, "power-quill,PowerQuill,variant,,\n", NOTHING).len(), 1);
    assert!(said("LX24", skills, "power-quill,P Quill,variant,,\n", NOTHING).is_empty());
    // Each of the two generates the other: only one of them is needless.
    let pair = "power-quill,Red Quill,variant,,\npower-quill,RedQuill,variant,,\n";
    assert_eq!(said("LX24", skills, pair, NOTHING).len(), 1);
    // The same letters in one case only are another rule.
    assert!(said("LX24", skills, "power-quill,PowerQuill,variant,exact,\n", NOTHING).is_empty());
}

#[test]
fn crowds_are_told() {
    let aliases =
        |count: usize| -> String { (0..count).map(|at| format!("quill,Feather {at:02},variant,,\n")).collect() };
    assert!(said("LX25", QUILL, &aliases(25), NOTHING).is_empty());
    assert_eq!(said("LX25", QUILL, &aliases(26), NOTHING).len(), 1);
}

#[test]
fn languages_imply_no_libraries() {
    let skills = format!("{INK}{}", QUILL.replace("tool", "language"));
    assert_eq!(said("LX27", &skills, "", ("relations.csv", "from,rel,to\nquill,implies,ink\n")).len(), 1);
    assert!(said("LX27", &skills, "", ("relations.csv", "from,rel,to\nink,implies,quill\n")).is_empty());
}

#[test]
fn ideas_with_several_senses_are_described() {
    let idea = |policy: &str, note: &str| format!("quills,Quills,concept,,{policy},,active,{note}\n");
    assert_eq!(said("LX28", &idea("ctx", ""), "", NOTHING).len(), 1);
    assert!(said("LX28", &idea("ctx", "writing with feathers"), "", NOTHING).is_empty());
    assert!(said("LX28", &idea("any", ""), "", NOTHING).is_empty());
    assert!(said("LX28", &QUILL.replace(",any,", ",ctx,"), "", NOTHING).is_empty());
}

#[test]
fn all_unread_rows_are_told() {
    let skills = format!(
        "{SKILLS}Bad,Bad,tool,,any,,active,\nfeather,Feather,gadget,,any,,active,\nink,Ink,tool,feather,any,2024,active,\nshort,row\n"
    );
    let aliases =
        format!("{ALIASES}Bad,Worse,variant,,\nfeather,Plume,variant,,\nink,Tint,variant,odd,\nquill,Quil,variant,,\n");
    let cases = "text,must,must_not\nA feather.,feather,\nInk on paper.,inc,\n";
    let findings = check(&[
        ("skills/mine.csv", &skills),
        ("aliases/mine.csv", &aliases),
        ("cases.csv", cases),
        ("relations.csv", "from,rel,to\nink,eats,ink\n"),
        ("headings.csv", "text,lang,section\nskills,en,nowhere\n"),
        ("versions.csv", "id,version\nink,latest\n"),
        ("poems.csv", "text\n"),
    ]);
    let unread = findings.iter().filter(|finding| finding.severity == Severity::Unread);
    let said: Vec<String> = unread.map(|finding| format!("{} {}", finding.place, finding.rule)).collect();
    // What refers to the feather, whose row cannot be read, is not blamed for it.
    let expected = [
        "mine/poems.csv LX00",
        "mine/skills/mine.csv:5 LX00",
        "mine/versions.csv:2 LX00",
        "mine/skills/mine.csv:2 LX01",
        "mine/aliases/mine.csv:4 LX02",
        "mine/aliases/mine.csv:5 LX02",
        "mine/cases.csv:3 LX02",
        "mine/headings.csv:2 LX02",
        "mine/relations.csv:2 LX02",
        "mine/skills/mine.csv:3 LX02",
    ];
    assert_eq!(said, expected);
}
