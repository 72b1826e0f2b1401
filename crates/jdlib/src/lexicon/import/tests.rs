//! Small lists of every shape, made up, over the embedded pack.
#![cfg(feature = "builtin")]

use std::path::{Path, PathBuf};

use super::*;
use crate::lexicon::LexiconBuilder;
use crate::{Analyzer, Posting};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/library/data/import").join(name)
}

fn imported(kind: Kind, name: &str) -> Imported {
    import(kind, &data(name), "mine", Phrases::Drop, &Lexicon::builtin()).unwrap()
}

fn file<'p>(pack: &'p Pack, path: &str) -> &'p str {
    pack.texts().find(|(name, _)| *name == path).map_or("", |(_, text)| text)
}

/// Forms left out, with their reasons.
fn dropped(report: &Report) -> Vec<(&str, &str)> {
    report.dropped.iter().map(|dropped| (dropped.form.as_str(), dropped.reason.as_str())).collect()
}

/// The pack over the core pack, which it must not break.
fn over_core(pack: &Pack) -> Lexicon {
    let mut builder = LexiconBuilder::builtin();
    builder.pack(pack.clone());
    builder.build().unwrap()
}

#[test]
fn flat_tables() {
    let Imported { pack, report } = imported(Kind::Flat, "flat.csv");
    let lexicon = over_core(&pack);
    let policy = |id: &str| lexicon.skill(lexicon.id(id).unwrap()).policy();
    assert_eq!(policy("quillbase"), Policy::Any);
    // An English word, a short name, a name of which one word is none.
    assert_eq!(policy("orbit"), Policy::List);
    assert_eq!(policy("qwx"), Policy::Ctx);
    assert_eq!(policy("cardinal-relexa"), Policy::Any);
    assert_eq!(file(&pack, "xrefs.csv"), "id,scheme,ref\npostgresql,mine,Postgres\n");
    assert_eq!(
        dropped(&report),
        [
            ("quill base", "variant"),
            ("Lumexa", "repeated"),
            ("2024", "no-letter"),
            ("quillbase", "repeated"),
            ("A name that is far too long to be the name of any skill at all", "too-long"),
        ]
    );
    // Two rows claim it: it means more than one thing.
    assert!(lexicon.forms(lexicon.id("streamloom").unwrap()).any(|form| form == ("Lumexa", Policy::Ctx)));
    assert_eq!((report.rows, report.skills, report.forms, report.joined.len()), (10, 6, 2, 1));
}

#[test]
fn names_alone() {
    let Imported { pack, report } = imported(Kind::Flat, "names.txt");
    assert_eq!(file(&pack, "skills/mine.csv").lines().nth(2), Some("zenstack,zenstack,tool,,any,,active,"));
    assert_eq!(
        report.joined.iter().map(|joined| joined.skill.as_str()).collect::<Vec<_>>(),
        ["kubernetes", "microsoft-access"]
    );
    // Written small, an English phrase shows nothing: any case, with a neighbour.
    assert_eq!(file(&pack, "aliases/mine.csv"), "id,alias,type,case,policy\nwork-together,work together,name,any,\n");
}

#[test]
fn technology_skills() {
    let Imported { pack, report } = imported(Kind::Onet, "onet.txt");
    let lexicon = over_core(&pack);
    let joined: Vec<&str> = report.joined.iter().map(|joined| joined.skill.as_str()).collect();
    assert_eq!(joined, ["microsoft-word", "terraform", "sql"], "with and without makers and abbreviations");
    assert!(file(&pack, "xrefs.csv").contains("terraform,onet,IBM Terraform"));
    assert_eq!(dropped(&report).last(), Some(&("Lantern polishing", "generic")));
    // The bare name is no word: it counts, and so does the one with its maker.
    let mold = lexicon.id("quillmold").unwrap();
    assert_eq!(
        lexicon.surfaces(mold).collect::<Vec<_>>(),
        ["Quillmold", "Autodesk Quillmold", "Autodesk-Quillmold", "AutodeskQuillmold"]
    );
    assert_eq!(lexicon.skill(mold).note(), "in demand");
    assert_eq!(report.rows, 7, "one example stands in a row for each occupation");
}

#[test]
fn both_shapes_of_lightcast() {
    let Imported { pack, report } = imported(Kind::Lightcast, "lightcast.json");
    let lexicon = over_core(&pack);
    let skill = |id: &str| lexicon.skill(lexicon.id(id).unwrap()).clone();
    assert_eq!((skill("quillscript").kind(), skill("quillscript").policy()), ("language", Policy::Ctx));
    assert_eq!(skill("quillscript").note(), "Programming Language");
    assert_eq!(skill("certified-quill-rigger").kind(), "certification");
    assert_eq!(skill("lantern-keeping").kind(), "soft");
    assert_eq!(report.joined[0].skill, "python");
    let Imported { pack, .. } = imported(Kind::Lightcast, "lightcast.csv");
    assert_eq!(file(&pack, "xrefs.csv"), "id,scheme,ref\npostgresql,lightcast,KS0006\nquillstore,lightcast,KS0005\n");
}

#[test]
fn processed_skills() {
    let Imported { pack, report } = imported(Kind::Skillner, "skillner.json");
    let lexicon = over_core(&pack);
    let forms: Vec<_> = lexicon.forms(lexicon.id("quill-relay-protocol").unwrap()).collect();
    assert!(forms.contains(&("QRP", Policy::Ctx)) && forms.contains(&("QRLP", Policy::Case)), "{forms:?}");
    assert_eq!(report.joined[0].skill, "python");
}

#[test]
fn a_folder_of_esco() {
    let Imported { pack, report } = imported(Kind::Esco, "esco");
    let lexicon = over_core(&pack);
    assert_eq!(lexicon.skill(lexicon.id("quillscript").unwrap()).policy(), Policy::Ctx, "the list explains its name");
    assert_eq!(
        dropped(&report),
        [
            ("Quill script", "variant"),
            ("rig lanterns at sea", "phrase"),
            ("Mocha", "core-owns"),
            ("client-side Quill", "core-form"),
            ("Quillwork", "unreleased"),
        ]
    );
    // The second `implies` and the second parent would lead in a circle.
    assert_eq!(
        file(&pack, "relations.csv"),
        "from,rel,to\nquillframe,implies,quillscript\nquillframe,used_with,javascript\n"
    );
    let skills = file(&pack, "skills/mine.csv");
    assert!(skills.contains("quillframe,Quillframe,tool,,any"), "{skills}");
    assert!(skills.contains("lantern-rigging-theory,lantern rigging theory,concept,quillframe,any"), "{skills}");
}

#[test]
fn verb_phrases_on_demand() {
    let kept = import(Kind::Esco, &data("esco"), "mine", Phrases::Keep, &Lexicon::builtin()).unwrap();
    assert!(file(&kept.pack, "skills/mine.csv").contains("rig-lanterns-at-sea,rig lanterns at sea,practice"));
}

#[test]
fn what_is_imported_is_found() {
    let analyzer = Analyzer::new(over_core(&imported(Kind::Flat, "flat.csv").pack));
    let found = |text: &str| {
        let analysis = analyzer.analyze(&Posting::new(text));
        analysis.skills().map(|claim| claim.id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("You know quillbase server."), ["quillbase"]);
    assert_eq!(found("We are in orbit. Satellites orbit the earth."), [""; 0]);
    assert_eq!(found("Python, Orbit and SQL"), ["python", "orbit", "sql"]);
}

#[test]
fn errors_name_the_place() {
    let core = Lexicon::builtin();
    let fails = |kind, file: &Path| import(kind, file, "mine", Phrases::Drop, &core).unwrap_err().to_string();
    let wrong = fails(Kind::Esco, &data("flat.csv"));
    assert!(wrong.ends_with("flat.csv` line 1, column `conceptUri`: there is no such column, so this is not a CSV of ESCO skills; columns: name, aliases, category"), "{wrong}");
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let bad = fails(Kind::Lightcast, &write("bad.json", b"[{\"id\": \"1\"},\n {\"name\": 3}]"));
    assert!(bad.contains("line ") && bad.contains("this is not a list of Lightcast skills"), "{bad}");
    let latin = fails(Kind::Flat, &write("latin.csv", b"name,category\nPython,x\nCaf\xE9,y\n"));
    assert!(latin.contains("line 3: cell 1 is not UTF-8: save the list as UTF-8"), "{latin}");
    let policy = fails(Kind::Flat, &write("policy.csv", b"name,policy\nQuillbase,sure\n"));
    assert!(policy.contains("line 2, column `policy`: there is no policy `sure`; use one of any, case"), "{policy}");
    assert!(fails(Kind::Flat, &write("empty.csv", b"")).contains("it is empty"));
    assert!(fails(Kind::Esco, dir.path()).contains("no `skills_en.csv`"));
}

#[test]
fn names_as_they_come() {
    use super::clean::{Label, label, slug, squashed};
    let text = |raw: &str| label(raw, 50).map(|Label { text, sense, abbreviation }| [text, sense, abbreviation]);
    let parts = |parts: [&str; 3]| Ok(parts.map(str::to_owned));
    assert_eq!(text("  Node\u{2011}RED\u{200B} "), parts(["Node-RED", "", ""]));
    assert_eq!(text("Swift (computer programming)"), parts(["Swift", "computer programming", ""]));
    assert_eq!(
        text("Application Programming Interface (API)"),
        parts(["Application Programming Interface", "", "API"])
    );
    assert_eq!(text("\"Fast API\","), parts(["Fast API", "", ""]));
    assert_eq!(text("a\u{7}b"), Err(Reason::Control));
    assert_eq!(text(" \t"), Err(Reason::Empty));
    assert_eq!(text("802.11"), Err(Reason::NoLetter));
    for (name, id) in [
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        (".NET Core", "dotnet-core"),
        ("Node.js", "nodejs"),
        ("R&D", "r-and-d"),
        ("Café Société", "cafe-societe"),
        ("数据库", ""),
    ] {
        assert_eq!(slug(name), id, "{name}");
    }
    assert!(slug(&"word ".repeat(20)).len() <= 40);
    assert_eq!((squashed("Power-BI").as_str(), squashed("C-3").as_str()), ("powerbi", "c-3"));
}
