//! `jds lexicon check` and `test`: rules of format and reference, and sentences that are tests.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use jdlib::lexicon::{Case, Finding, LexiconBuilder, Mutation, Pack, Severity, SkillId};
use jdlib::{Analyzer, Lexicon, Posting};
use rayon::prelude::*;

use crate::args::GlobalArgs;
use crate::failure::{Exit, counted, thousands};
use crate::output::human::plain;
use crate::output::{Console, Sink};

/// Whether each rule is taken away in turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mutations {
    Try,
    Leave,
}

pub(super) fn check(
    packs: &[PathBuf],
    warnings: bool,
    mutations: Mutations,
    global: &GlobalArgs,
    console: &Console,
) -> anyhow::Result<Exit> {
    let mut builder = LexiconBuilder::builtin();
    for dir in global.packs.iter().chain(packs) {
        let pack = Pack::from_dir(dir)?;
        // The core pack itself, as its writers check it, stands alone: laid over its own copy it would hide removed rows.
        if pack.name() == "core" {
            builder = LexiconBuilder::new();
        }
        builder.pack(pack);
    }
    let (lexicon, mut findings) = builder.check()?;
    let cases = run_cases(&lexicon, lexicon.cases(), &mut findings);
    if mutations == Mutations::Try {
        findings.extend(unnoticed(&lexicon));
    }
    let shown = findings.iter().filter(|finding| warnings || finding.severity == Severity::Error);
    let mut out = Sink::open(None)?;
    for finding in shown {
        writeln!(out, "{}: {} {}: {}", finding.severity, finding.rule, plain(&finding.place), plain(&finding.message))?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    writeln!(
        out,
        "{}: {} skills, {} surface forms, {} example sentences with {} checks; {} errors, {} warnings",
        lexicon.fingerprint(),
        thousands(lexicon.skills().len() as u64),
        thousands(lexicon.alias_count() as u64),
        thousands(lexicon.cases().len() as u64),
        thousands(cases),
        errors,
        findings.len() - errors
    )?;
    out.finish()?;
    if errors == 0 {
        return Ok(Exit::Ok);
    }
    console.debug("rows are named by file and line");
    Ok(Exit::No)
}

/// LX29: a rule that no sentence notices the loss of is not tested, and may be wrong.
fn unnoticed(lexicon: &Lexicon) -> Vec<Finding> {
    let whole = Analyzer::new(lexicon.clone());
    // The sentences that are about each skill, and what is found in them now.
    let found = |analyzer: &Analyzer, case: &Case| -> BTreeSet<SkillId> {
        let analysis = analyzer.analyze(&Posting::new(case.text.clone()));
        analysis.skills().map(|claim| claim.skill_id()).collect()
    };
    let cases = lexicon.cases();
    let before: Vec<BTreeSet<SkillId>> = cases.par_iter().map(|case| found(&whole, case)).collect();
    let mut about: BTreeMap<SkillId, Vec<usize>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        for skill in case.must.iter().chain(&case.must_not) {
            about.entry(*skill).or_default().push(at);
        }
    }
    let noticed = |mutation: &Mutation| {
        let without = whole.without(*mutation);
        match mutation.skill() {
            Some(skill) => about
                .get(&skill)
                .into_iter()
                .flatten()
                .any(|at| found(&without, &cases[*at]).contains(&skill) != before[*at].contains(&skill)),
            None => cases.iter().zip(&before).any(|(case, before)| found(&without, case) != *before),
        }
    };
    let all = lexicon.mutations();
    let unnoticed: Vec<Mutation> = all.into_par_iter().filter(|mutation| !noticed(mutation)).collect();
    let finding = |mutation: Mutation| Finding {
        severity: Severity::Error,
        rule: "LX29",
        place: mutation.skill().map_or("*".to_owned(), |skill| lexicon.skill(skill).id().to_owned()),
        message: format!("no sentence of cases.csv notices the loss of {}", lexicon.describe(mutation)),
    };
    unnoticed.into_iter().map(finding).collect()
}

/// LX08: every example sentence says what it has to. Returns the number of checks.
fn run_cases(lexicon: &Lexicon, cases: &[Case], findings: &mut Vec<Finding>) -> u64 {
    let analyzer = Analyzer::new(lexicon.clone());
    let mut checks = 0;
    for case in cases {
        let analysis = analyzer.analyze(&Posting::new(case.text.clone()));
        let found: BTreeSet<_> = analysis.skills().map(|claim| claim.skill_id()).collect();
        let mut fail = |message: String| {
            findings.push(Finding { severity: Severity::Error, rule: "LX08", place: case.origin.clone(), message });
        };
        for skill in &case.must {
            checks += 1;
            if !found.contains(skill) {
                fail(format!("`{}` is not found in: {}", lexicon.skill(*skill).id(), case.text));
            }
        }
        for skill in &case.must_not {
            checks += 1;
            if found.contains(skill) {
                fail(format!("`{}` is found in: {}", lexicon.skill(*skill).id(), case.text));
            }
        }
    }
    checks
}

/// Runs sentences of a file of their own, in the format of `cases.csv`.
pub(super) fn test(lexicon: &Lexicon, file: &Path) -> anyhow::Result<Exit> {
    let cases = lexicon.read_cases(file)?;
    let mut findings = Vec::new();
    let checks = run_cases(lexicon, &cases, &mut findings);
    let mut out = Sink::open(None)?;
    for finding in &findings {
        writeln!(out, "{}: {}", plain(&finding.place), plain(&finding.message))?;
    }
    let (held, sentences) = (checks - findings.len() as u64, counted(cases.len() as u64, "sentence"));
    writeln!(out, "{} of {} hold, in {sentences}", thousands(held), counted(checks, "check"))?;
    out.finish()?;
    Ok(if findings.is_empty() { Exit::Ok } else { Exit::No })
}
