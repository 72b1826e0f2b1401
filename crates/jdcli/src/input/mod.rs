//! Files to readers or facts, with progress and Ctrl-C.

pub(crate) mod interrupt;
mod progress;

use std::io::{IsTerminal, Write};
use std::path::Path;

use jdlib::facts::{Counts, FactsFolder};
use jdlib::lexicon::{LexiconBuilder, Pack};
use jdlib::market::RepeatRows;
use jdlib::posting::Posting;
use jdlib::stream::{Step, for_each_step};
use jdlib::table::{CsvText, Table};
use jdlib::{Analyzer, Market, PostingReader, ReadOptions};

pub(crate) use self::progress::Bar;
use crate::args::{GlobalArgs, InputArgs};
use crate::failure::{Exit, Failure, command_name, counted, explain, interrupted, thousands};
use crate::output::{Console, Sink};

/// An analyzer over the built-in lexicon and the packs given.
pub(crate) fn analyzer(global: &GlobalArgs) -> anyhow::Result<Analyzer> {
    if global.packs.is_empty() {
        return Ok(Analyzer::builtin());
    }
    let mut builder = LexiconBuilder::builtin();
    for dir in &global.packs {
        builder.pack(Pack::from_dir(dir)?);
    }
    Ok(Analyzer::new(builder.build()?))
}

/// The same, with the constants for a year of pay that the options give.
pub(crate) fn analyzer_of(global: &GlobalArgs, input: &InputArgs) -> anyhow::Result<Analyzer> {
    Ok(analyzer(global)?.with_annualisation(input.to_annualisation()?))
}

/// Opened files. Some of several may have failed; then the exit code says so.
pub(crate) struct Opened {
    pub(crate) readers: Vec<PostingReader>,
    pub(crate) exit: Exit,
}

/// Opens the files as postings.
pub(crate) fn open(input: &InputArgs, console: &Console) -> anyhow::Result<Opened> {
    open_with(input, &input.to_options()?, console)
}

/// Opens them so that each posting carries its row.
pub(crate) fn open_keeping(input: &InputArgs, console: &Console) -> anyhow::Result<Opened> {
    let mut options = input.to_options()?;
    options.keep_rows = true;
    open_with(input, &options, console)
}

fn open_with(input: &InputArgs, options: &ReadOptions, console: &Console) -> anyhow::Result<Opened> {
    require_files(input)?;
    let mut readers = Vec::new();
    let mut failures = Vec::new();
    for file in &input.files {
        let opened = if file == Path::new("-") {
            PostingReader::from_reader(std::io::stdin(), "-", options)
        } else {
            PostingReader::open(file, options)
        };
        match opened {
            Ok(reader) => {
                console.debug(&describe(&reader));
                readers.push(reader);
            }
            Err(error) => failures.push(error),
        }
    }
    if readers.is_empty() {
        return Err(failures
            .into_iter()
            .next()
            .map_or_else(|| Failure::usage("no postings given").into(), anyhow::Error::from));
    }
    let exit = if failures.is_empty() { Exit::Ok } else { Exit::Partial };
    for failure in &failures {
        console.warning(&format!("left out: {}", explain(failure).message()));
    }
    Ok(Opened { readers, exit })
}

/// Makes something of every posting on all cores and hands it on in order, with progress. What could not be read is said at the end.
pub(crate) fn each<T: Send>(
    readers: Vec<PostingReader>,
    console: &Console,
    make: impl Fn(Posting) -> T + Sync,
    mut take: impl FnMut(Vec<T>) -> anyhow::Result<()>,
) -> anyhow::Result<Counts> {
    let files = readers.len() as u64;
    let mut bar = Bar::new(&readers, console);
    let mut counts = Counts::default();
    for_each_step(readers, make, |step| match step {
        Step::Postings(made) => {
            counts.postings += made.len() as u64;
            take(made)?;
            if bar.tick(counts.postings).is_break() { Err(interrupted()) } else { Ok(()) }
        }
        Step::End(reader, error) => {
            counts.add(&reader, error.as_ref());
            match error {
                // One file alone has to be right; of several, the others go on.
                Some(error) if counts.failed == files => Err(error.into()),
                _ => Ok(()),
            }
        }
    })?;
    bar.finish();
    report(&counts, console);
    Ok(counts)
}

/// One line about how a file is read.
fn describe(reader: &PostingReader) -> String {
    let inspection = reader.inspection();
    let mapping = reader.mapping().map(|mapping| {
        let pairs: Vec<String> = mapping.fields.iter().map(|(field, column)| format!("{field}={column}")).collect();
        let profile = if mapping.profile.is_empty() { "usual names" } else { mapping.profile.as_str() };
        format!(" by {profile}: {}", pairs.join(", "))
    });
    format!("{}: {}{}", reader.name().display(), inspection.format, mapping.unwrap_or_default())
}

fn require_files(input: &InputArgs) -> anyhow::Result<()> {
    if !input.files.is_empty() {
        return Ok(());
    }
    Err(nothing_given(&command_name(), std::io::stdin().is_terminal()).into())
}

/// What to do where no file is named.
fn nothing_given(command: &str, on_a_terminal: bool) -> Failure {
    if on_a_terminal {
        return Failure::usage("no postings given")
            .fact(format!("Usage: jds {command} <FILE>..."))
            .hint(format!("use a file, or `-` to read standard input: zcat jobs.csv.gz | jds {command} -"));
    }
    Failure::usage("no postings given, but something is piped in")
        .hint(format!("add `-` to read it: ... | jds {command} -"))
}

/// A market over the files or folders of facts given.
pub(crate) struct Loaded {
    pub(crate) market: Market,
    /// None for facts, whose rows were counted when they were made.
    pub(crate) counts: Option<Counts>,
    pub(crate) exit: Exit,
}

/// Reads the files into a market, or opens folders of facts.
pub(crate) fn market(
    input: &InputArgs,
    repeats: RepeatRows,
    global: &GlobalArgs,
    console: &Console,
) -> anyhow::Result<Loaded> {
    require_files(input)?;
    let facts = input.files.iter().filter(|file| FactsFolder::is_facts(file)).count();
    if facts > 0 {
        if facts < input.files.len() {
            return Err(Failure::usage("folders of facts and files of postings cannot be mixed")
                .hint("make facts of the files first: jds facts FILE -o facts")
                .into());
        }
        if input.says_how() || !global.packs.is_empty() {
            return Err(Failure::usage("facts were read already: options about reading files do nothing for them")
                .hint("leave them out, or make the facts again with them: jds facts FILE -o facts")
                .into());
        }
        let folders = input.files.iter().map(|dir| FactsFolder::open(dir)).collect::<jdlib::Result<Vec<_>>>()?;
        let market = Market::of_folders(folders)?.with_repeats(repeats);
        report_duplicates(&market, input, console)?;
        return Ok(Loaded { market, counts: None, exit: Exit::Ok });
    }
    let analyzer = analyzer_of(global, input)?;
    let Opened { readers, exit } = open(input, console)?;
    let mut bar = Bar::new(&readers, console);
    let (market, counts) = Market::read_all(readers, &analyzer, &mut |postings: u64| bar.tick(postings))?;
    bar.finish();
    report(&counts, console);
    report_duplicates(&market, input, console)?;
    let exit = if counts.failed > 0 { Exit::Partial } else { exit };
    Ok(Loaded { market: market.with_repeats(repeats), counts: Some(counts), exit })
}

/// Says what could not be read.
pub(crate) fn report(counts: &Counts, console: &Console) {
    for reason in &counts.reasons {
        console.warning(reason);
    }
}

/// Rows, repeats and what is left, in words: `1,000 rows, 6 left out, 120 repeats: 874 postings`.
pub(crate) fn funnel(counts: &Counts, keep: bool) -> String {
    if counts.refused == 0 && counts.repeats == 0 && counts.reposts == 0 {
        return format!("{}, no repeats", counted(counts.postings, "posting"));
    }
    let mut parts = vec![counted(counts.postings + counts.refused, "row")];
    if counts.refused > 0 {
        parts.push(format!("{} left out", thousands(counts.refused)));
    }
    match (counts.repeats, keep) {
        (0, _) => parts.push("no repeats".to_owned()),
        (repeats, true) => parts.push(format!("{} that count as well", counted(repeats, "repeat"))),
        (repeats, false) => parts.push(counted(repeats, "repeat")),
    }
    let left = if keep { counts.postings } else { counts.postings - counts.repeats };
    let mut text = format!("{}: {}", parts.join(", "), counted(left, "posting"));
    if counts.reposts > 0 {
        text.push_str(&format!(", {} of them a new ad of an older one", thousands(counts.reposts)));
    }
    text
}

/// What rows without a text mean for what follows.
pub(crate) fn without_text(counts: &Counts) -> Option<String> {
    match counts.without_text {
        0 => None,
        some if some == counts.postings => Some(
            "these postings have no text: skills are those that a column gives, required or preferred is not known, and nothing was read from prose"
                .to_owned(),
        ),
        some => Some(format!("{} of {} have no text", thousands(some), counted(counts.postings, "posting"))),
    }
}

/// Writes which postings of a market repeat which, where that is asked for.
pub(crate) fn report_duplicates(market: &Market, input: &InputArgs, console: &Console) -> anyhow::Result<()> {
    if input.report_duplicates.is_none() {
        return Ok(());
    }
    write_duplicates(&jdlib::market::repeats_table(&market.repeats()?), input, console)
}

/// Writes a table of repeats, where it is asked for.
pub(crate) fn write_duplicates(table: &Table, input: &InputArgs, console: &Console) -> anyhow::Result<()> {
    let Some(file) = input.report_duplicates.as_deref() else { return Ok(()) };
    let mut sink = Sink::open(Some(file))?;
    sink.write_all(table.to_csv(CsvText::Exact).as_bytes())?;
    sink.finish()?;
    if file != Path::new("-") {
        console.note(&format!("wrote {} to {}", counted(table.rows() as u64, "pair"), file.display()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_on_a_terminal() {
        let failure = nothing_given("skills", true);
        assert_eq!(failure.message(), "no postings given");
        assert_eq!(failure.facts(), ["Usage: jds skills <FILE>..."]);
        let hint = "use a file, or `-` to read standard input: zcat jobs.csv.gz | jds skills -";
        assert_eq!(failure.hint_text(), Some(hint));
    }
}
