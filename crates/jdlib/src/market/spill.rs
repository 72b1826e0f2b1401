//! Files to a market, whose facts go to disk when there are many.

use super::{Market, RepeatRows, Source};
use crate::error::{Error, Result};
use crate::extract::Analyzer;
use crate::facts::{
    Batch, Counts, Facts, FactsBuilder, FactsFolder, FactsWriter, Quotes, Sketches, SkillTable, Watch,
    for_each_batch, mark_all,
};
use crate::posting::PostingReader;

/// Batches that stay in memory: 64 thousand postings, about 80 MB.
const HELD: usize = 16;

/// See [`Market::read_all`].
pub(super) fn read(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    watch: &mut dyn Watch,
) -> Result<(Market, Counts)> {
    let skills = SkillTable::of(analyzer.lexicon());
    let fingerprint = analyzer.fingerprint().to_owned();
    let mut held: Vec<Batch> = Vec::new();
    let mut spilled: Option<(tempfile::TempDir, FactsWriter)> = None;
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Drop);
    let (counts, groups) = for_each_batch(readers, analyzer, builder, watch, |batch| {
        if held.len() < HELD && spilled.is_none() {
            held.push(batch);
            return Ok(());
        }
        let (_, writer) = match &mut spilled {
            Some(spilled) => spilled,
            None => {
                let dir = tempfile::Builder::new().prefix("jds-").tempdir().map_err(|error| {
                    Error::io(error, &std::env::temp_dir())
                })?;
                let mut writer = FactsWriter::create(dir.path(), &fingerprint, &skills)?;
                for batch in held.drain(..) {
                    writer.write(&batch)?;
                }
                spilled.insert((dir, writer))
            }
        };
        writer.write(&batch)
    })?;
    let market = match spilled {
        None => {
            mark_all(&mut held, &groups)?;
            Market::new(Facts { batches: held, skills, fingerprint })
        }
        Some((dir, writer)) => {
            writer.finish(&groups)?;
            let folder = FactsFolder::open(dir.path())?;
            Market { source: Source::Spilled(folder, dir), skills, fingerprint, repeats: RepeatRows::Drop }
        }
    };
    Ok((market, counts))
}
