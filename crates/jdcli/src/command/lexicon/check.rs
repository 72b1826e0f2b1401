//! `jds lexicon check` and `test`: rules of format and reference, and sentences that are tests.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use jdlib::lexicon::{Case, Finding, LexiconBuilder, Mutation, Pack, Severity, SkillId};
use jdlib::stream::{Step, for_each_step};
use jdlib::table::{Column, Table};
use jdlib::{Analyzer, Lexicon, Posting, PostingReader, ReadOptions};
use rayon::prelude::*;

use crate::args::{Format, GlobalArgs, LexiconCheckArgs, Warnings};
use crate::failure::{Exit, counted, thousands};
use crate::output::human::plain;
use crate::output::{Console, Layout, Show, Sink, write_table};

pub(super) fn check(args: &LexiconCheckArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let mut builder = LexiconBuilder::builtin();
    for dir in global.packs.iter().chain(&args.packs) {
        let pack = Pack::from_dir(dir)?;
        // The core pack itself, as its writers check it, stands alone: laid over its own copy it would hide removed rows.
        if pack.name() == "core" {
            builder = LexiconBuilder::new();
        }
        builder.pack(pack);
    }
    let (lexicon, mut findings) = builder.check()?;
    let mut cases = 0;
    // Where rows are missing, sentences fail for the rows' sake.
    if findings.iter().any(|finding| finding.severity == Severity::Unread) {
        console.note("the example sentences were not run: mend the rows that cannot be read first");
    } else {
        cases = run_cases(&lexicon, lexicon.cases(), &mut findings);
        findings.extend(unnoticed(&lexicon));
    }
    if !args.seen.is_empty() {
        findings.extend(lexicon.unseen_misspellings(&seen(&args.seen, &lexicon)?));
    }
    findings.sort_by(|a, b| (a.severity, a.rule).cmp(&(b.severity, b.rule)));
    let errors = findings.iter().filter(|finding| finding.severity != Severity::Warning).count();
    let summary = format!(
        "{}: {} skills, {} surface forms, {} example sentences with {} checks; {errors} errors, {} warnings",
        lexicon.fingerprint(),
        thousands(lexicon.skills().len() as u64),
        thousands(lexicon.alias_count() as u64),
        thousands(lexicon.cases().len() as u64),
        thousands(cases),
        findings.len() - errors
    );
    if args.output.format_or(Format::Table) == Format::Table {
        let mut out = Sink::open(args.output.output.as_deref())?;
        for line in lines(&findings, args.warnings) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{summary}")?;
        out.finish()?;
    } else {
        write_table(&args.output, &table(&findings, &summary), || vec![layout(&findings, &summary)])?;
    }
    if errors == 0 {
        return Ok(Exit::Ok);
    }
    console.debug("rows are named by file and line");
    Ok(Exit::No)
}

/// Warnings of one rule that are shown where not all of them are asked for.
const SHOWN: usize = 10;

/// Findings for people: every error, and of each rule's warnings the first ones and how many more there are.
fn lines(findings: &[Finding], warnings: Option<Warnings>) -> Vec<String> {
    let most = |finding: &Finding| match (finding.severity, warnings) {
        (Severity::Warning, None) => 0,
        (Severity::Warning, Some(Warnings::Few)) => SHOWN,
        _ => usize::MAX,
    };
    let mut lines = Vec::new();
    for group in findings.chunk_by(|a, b| (a.severity, a.rule) == (b.severity, b.rule)) {
        let most = most(&group[0]);
        for finding in group.iter().take(most) {
            let (place, message) = (plain(&finding.place), plain(&finding.message));
            lines.push(format!("{}: {} {place}: {message}", finding.severity, finding.rule));
        }
        if most > 0 && group.len() > most {
            let more = thousands((group.len() - most) as u64);
            lines.push(format!("{}: {} {more} more; --warnings=all shows them", group[0].severity, group[0].rule));
        }
    }
    lines
}

/// Columns of findings: name, header, what it holds.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("severity", "Severity", "error or warning"),
    ("rule", "Rule", "Rule, such as LX07"),
    ("place", "Place", "File and line, or id of a skill"),
    ("message", "Message", "What is the matter"),
];

fn cells(finding: &Finding) -> [String; 4] {
    [finding.severity.to_string(), finding.rule.to_owned(), finding.place.clone(), finding.message.clone()]
}

/// Findings for machines: all of them.
fn table(findings: &[Finding], summary: &str) -> Table {
    let mut table = Table::new("findings", "jds.lexicon-check/1", "What the validator has to say");
    for (at, (name, _, about)) in COLUMNS.into_iter().enumerate() {
        table.push(Column::text(name, about, findings.iter().map(|finding| cells(finding)[at].clone())));
    }
    table.note(summary.to_owned());
    table
}

fn layout(findings: &[Finding], summary: &str) -> Layout {
    let headers = COLUMNS.into_iter().map(|(_, header, _)| (header, Show::Left)).collect();
    let rows = findings.iter().map(|finding| cells(finding).map(|cell| plain(&cell)).to_vec()).collect();
    Layout { headers, rows, notes: vec![summary.to_owned()], ..Layout::default() }
}

/// The forms that stand in postings, counted or not, in lower case.
fn seen(files: &[PathBuf], lexicon: &Lexicon) -> anyhow::Result<BTreeSet<String>> {
    let analyzer = Analyzer::new(lexicon.clone());
    let options = ReadOptions::default();
    let readers = files.iter().map(|file| PostingReader::open(file, &options)).collect::<jdlib::Result<Vec<_>>>()?;
    let forms = |posting: Posting| -> BTreeSet<String> {
        let analysis = analyzer.analyze(&posting);
        let counted = analysis.skills().flat_map(|claim| claim.mentions()).map(|mention| mention.text().to_lowercase());
        counted.chain(analysis.refused().iter().map(|refused| refused.text.to_lowercase())).collect()
    };
    let mut seen = BTreeSet::new();
    for_each_step(readers, forms, |step| match step {
        Step::Postings(forms) => {
            seen.extend(forms.into_iter().flatten());
            Ok(())
        }
        Step::End(_, Some(error)) => Err(error),
        Step::End(_, None) => Ok(()),
    })?;
    Ok(seen)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_grouped_by_rule() {
        let finding = |severity, rule, place: usize| Finding {
            severity,
            rule,
            place: place.to_string(),
            message: "look".to_owned(),
        };
        let mut findings = vec![finding(Severity::Error, "LX07", 0)];
        findings.extend((0..12).map(|place| finding(Severity::Warning, "LX23", place)));
        findings.extend((0..10).map(|place| finding(Severity::Warning, "LX26", place)));
        let shown = |warnings| lines(&findings, warnings);
        assert_eq!(shown(None), ["error: LX07 0: look"]);
        assert_eq!(shown(Some(Warnings::All)).len(), 23);
        let few = shown(Some(Warnings::Few));
        assert_eq!(few.len(), 22);
        assert_eq!(few[11], "warning: LX23 2 more; --warnings=all shows them");
    }
}
