//! The embedded pack is valid, and every sentence in it says what it has to.

use std::collections::BTreeSet;

use jdlib::lexicon::{LexiconBuilder, Pack, Severity};
use jdlib::{Analyzer, Posting};

#[test]
fn the_embedded_pack_is_clean() {
    let (lexicon, findings) = LexiconBuilder::builtin().check().unwrap();
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Warning)
        .map(|finding| format!("{} {} {}", finding.rule, finding.place, finding.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(lexicon.skills().len() >= 255, "{} skills", lexicon.skills().len());
}

#[test]
fn every_case_holds() {
    let analyzer = Analyzer::builtin();
    let lexicon = analyzer.lexicon();
    assert!(lexicon.cases().len() > 600);
    let mut wrong = Vec::new();
    for case in lexicon.cases() {
        let analysis = analyzer.analyze(&Posting::new(case.text.clone()));
        let found: BTreeSet<_> = analysis.skills().map(|claim| claim.skill_id()).collect();
        let id = |skill: &jdlib::lexicon::SkillId| lexicon.skill(*skill).id().to_owned();
        wrong.extend(
            case.must
                .iter()
                .filter(|skill| !found.contains(skill))
                .map(|skill| format!("{}: misses {}: {}", case.origin, id(skill), case.text)),
        );
        wrong.extend(
            case.must_not
                .iter()
                .filter(|skill| found.contains(skill))
                .map(|skill| format!("{}: finds {}: {}", case.origin, id(skill), case.text)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A pack of one skill and what its rows do.
fn overlay(skills: &str, aliases: &str, cues: &str) -> jdlib::Result<Analyzer> {
    let pack = Pack::from_texts(
        "mine",
        &[
            ("pack.csv", "key,value\nname,mine\nschema,1\nversion,1\n"),
            ("skills/mine.csv", skills),
            ("aliases/mine.csv", aliases),
            ("cues.csv", cues),
        ],
    );
    Ok(Analyzer::new(LexiconBuilder::builtin().pack(pack).build()?))
}

const SKILLS: &str = "id,name,kind,parent,policy,since,status,note\n";
const ALIASES: &str = "id,alias,type,case,policy\n";
const CUES: &str = "lang,id,sign,where,width,what\n";

#[test]
fn a_user_pack_adds_skills_and_rules() {
    let skills = format!("{SKILLS}quill,Quill,tool,,ctx,2024,active,\n");
    let cues = format!("{CUES},quill,+,right,1,pipelines\n,quill,-,left,1,goose\n");
    let analyzer = overlay(&skills, ALIASES, &cues).unwrap();
    let finds = |text: &str| analyzer.analyze(&Posting::new(text)).skill("quill").is_some();
    assert!(finds("You run Quill pipelines."));
    assert!(finds("Tools: Python, Quill, Docker"));
    assert!(!finds("You write with a Quill."));
    assert!(!finds("Python, a goose Quill, Docker"));
    assert!(!finds("You like quill pipelines in lower case, as birds do."));
}

#[test]
fn a_pack_can_switch_a_skill_off() {
    let skills = format!("{SKILLS}python,Python,language,,any,1991,off,\n");
    // The core's rows about it lead nowhere then; that is an error which names the row.
    let error = overlay(&skills, ALIASES, CUES).unwrap_err();
    assert!(error.to_string().contains("there is no skill `python`"), "{error}");
}

#[test]
fn broken_rows_name_their_place() {
    for (skills, aliases, cues, expected) in [
        (
            format!("{SKILLS}Quill,Quill,tool,,any,,active,\n"),
            ALIASES.to_owned(),
            CUES.to_owned(),
            "line 2, column `id`",
        ),
        (
            format!("{SKILLS}quill,Quill,gadget,,any,,active,\n"),
            ALIASES.to_owned(),
            CUES.to_owned(),
            "unknown kind `gadget`",
        ),
        (
            format!("{SKILLS}quill,Quill,tool,,maybe,,active,\n"),
            ALIASES.to_owned(),
            CUES.to_owned(),
            "unknown policy `maybe`",
        ),
        (
            format!("{SKILLS}quill,Quill,tool,,any,,active,\n"),
            format!("{ALIASES}quill,Go programming,abbr,,\n"),
            CUES.to_owned(),
            "already belongs to `go`",
        ),
        (
            format!("{SKILLS}quill,Quill,tool,,any,,active,\n"),
            format!("{ALIASES}quil,Quil,abbr,,\n"),
            CUES.to_owned(),
            "there is no skill `quil`",
        ),
        (
            format!("{SKILLS}quill,Quill,tool,,any,,active,\n"),
            ALIASES.to_owned(),
            format!("{CUES},quill,+,right,1,$nothing\n"),
            "no class",
        ),
        ("id,name\nquill\n".to_owned(), ALIASES.to_owned(), CUES.to_owned(), "line 2"),
        ("name,id\nQuill,quill\n".to_owned(), ALIASES.to_owned(), CUES.to_owned(), "the header must be"),
    ] {
        let Err(error) = overlay(&skills, &aliases, &cues) else { panic!("no error, and expected: {expected}") };
        assert!(error.to_string().contains(expected), "{error}\nlacks: {expected}");
        assert!(error.position().file.is_some(), "{error}");
    }
}
