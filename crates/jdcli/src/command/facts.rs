//! `jds facts`: what postings say, as two Parquet tables.

use jdlib::Market;
use jdlib::facts::{FactsBuilder, FactsFolder, FactsWriter, Quotes, Sketches, SkillTable, for_each_batch};

use crate::args::{FactsArgs, GlobalArgs};
use crate::failure::{Exit, thousands};
use crate::input::{self, Bar, Opened, report};
use crate::output::{Console, Existing, Folder};

pub(super) fn run(args: &FactsArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let folder = Folder::create(&args.output, Existing::from(args.force))?;
    let analyzer = input::analyzer_of(global, &args.input)?;
    let Opened { readers, exit } = input::open(&args.input, console)?;
    let quotes = if args.no_quotes { Quotes::Drop } else { Quotes::Keep };
    let skills = SkillTable::of(analyzer.lexicon());
    let writer = FactsWriter::create(folder.path(), analyzer.fingerprint(), &skills)?;
    let mut writer = writer.with_annualisation(analyzer.annualisation());
    let mut bar = Bar::new(&readers, console);
    let builder = FactsBuilder::new(quotes, Sketches::Keep);
    let watch = &mut |postings: u64| bar.tick(postings);
    let (counts, groups) = for_each_batch(readers, &analyzer, builder, watch, |batch| writer.write(&batch))?;
    bar.finish();
    report(&counts, console);
    let manifest = writer.finish(&groups)?;
    if args.input.report_duplicates.is_some() {
        let market = Market::of_folders(vec![FactsFolder::open(folder.path())?])?;
        input::report_duplicates(&market, &args.input, console)?;
    }
    folder.finish()?;
    console.note(&format!(
        "wrote {} postings ({} repeats) and {} asks to {}",
        thousands(manifest.postings),
        thousands(manifest.repeats),
        thousands(manifest.asks),
        args.output.display()
    ));
    Ok(if counts.failed > 0 { Exit::Partial } else { exit })
}
