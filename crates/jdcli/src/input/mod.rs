//! Files to readers or facts, with progress and Ctrl-C.

pub(crate) mod interrupt;
mod progress;

use std::io::IsTerminal;
use std::path::Path;

use jdlib::facts::{Counts, FactsFolder};
use jdlib::lexicon::{LexiconBuilder, Pack};
use jdlib::market::RepeatRows;
use jdlib::{Analyzer, Market, PostingReader};

pub(crate) use self::progress::Bar;
use crate::args::{GlobalArgs, InputArgs};
use crate::failure::{Exit, Failure, command_name, counted, explain, thousands};
use crate::output::Console;

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

/// Opened files. Some of several may have failed; then the exit code says so.
pub(crate) struct Opened {
    pub(crate) readers: Vec<PostingReader>,
    pub(crate) exit: Exit,
}

/// Opens the files as postings.
pub(crate) fn open(input: &InputArgs, console: &Console) -> anyhow::Result<Opened> {
    require_files(input)?;
    let options = input.to_options();
    let mut readers = Vec::new();
    let mut failures = Vec::new();
    for file in &input.files {
        let opened = if file == Path::new("-") {
            PostingReader::from_reader(std::io::stdin(), "-", &options)
        } else {
            PostingReader::open(file, &options)
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

/// One line about how a file is read.
fn describe(reader: &PostingReader) -> String {
    let inspection = reader.inspection();
    let mapping = inspection.mapping.as_ref().map(|mapping| {
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
    let command = command_name();
    if std::io::stdin().is_terminal() {
        let failure = Failure::usage("no postings given").fact(format!("Usage: jds {command} <FILE>..."));
        return Err(failure
            .hint(format!("use a file, or `-` to read standard input: zcat jobs.csv.gz | jds {command} -"))
            .into());
    }
    Err(Failure::usage("no postings given, but something is piped in")
        .hint(format!("add `-` to read it: ... | jds {command} -"))
        .into())
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
        return Ok(Loaded { market, counts: None, exit: Exit::Ok });
    }
    let analyzer = analyzer(global)?;
    let Opened { readers, exit } = open(input, console)?;
    let mut bar = Bar::new(&readers, console);
    let (market, counts) = Market::read_all(readers, &analyzer, &mut |postings| bar.tick(postings))?;
    bar.finish();
    report(&counts, console);
    let exit = if counts.failed > 0 { Exit::Partial } else { exit };
    Ok(Loaded { market: market.with_repeats(repeats), counts: Some(counts), exit })
}

/// Says what could not be read.
pub(crate) fn report(counts: &Counts, console: &Console) {
    for reason in &counts.reasons {
        console.warning(reason);
    }
}

/// Rows and repeats in words.
pub(crate) fn funnel(counts: &Counts, keep: bool) -> String {
    match (counts.repeats, keep) {
        (0, _) => format!("{}, no repeats", counted(counts.postings, "posting")),
        (repeats, true) => format!(
            "{}, {} of them repeats that count as well",
            counted(counts.postings, "posting"),
            thousands(repeats)
        ),
        (repeats, false) => {
            let left = counted(counts.postings - repeats, "posting");
            format!(
                "{}, {} of them repeats of another one: {left}",
                counted(counts.postings, "row"),
                thousands(repeats)
            )
        }
    }
}
