//! Files to a market, whose facts go to disk when there are many.

use arrow_array::{BooleanArray, RecordBatch, StringArray, UInt64Array};
use arrow_select::concat::concat_batches;
use arrow_select::filter::filter_record_batch;

use super::{Market, Part, frame};
use crate::error::{Error, Result};
use crate::extract::Analyzer;
use crate::facts::mark::column;
use crate::facts::{
    BATCH, Batch, Counts, Facts, FactsBuilder, FactsFolder, FactsWriter, Quotes, Sketches, SkillTable, Watch,
    for_each_batch, mark_all,
};
use crate::posting::PostingReader;

/// Batches that stay in memory: 64 thousand postings, about 80 MB.
const HELD: usize = 16;

/// Parts that facts on disk are cut into, by employer. Only one at a time is counted in memory.
const PARTS: u64 = 16;

/// See [`Market::read_all`].
pub(super) fn read(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    watch: &mut dyn Watch,
) -> Result<(Market, Counts)> {
    let skills = SkillTable::of(analyzer.lexicon());
    let fingerprint = analyzer.fingerprint().to_owned();
    let mut held: Vec<Batch> = Vec::new();
    let mut spill: Option<Spill> = None;
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Drop);
    let (counts, groups) = for_each_batch(readers, analyzer, builder, watch, |batch| {
        if held.len() < HELD && spill.is_none() {
            held.push(batch);
            return Ok(());
        }
        let spill = match &mut spill {
            Some(spill) => spill,
            None => {
                let mut new = Spill::new(&fingerprint, &skills)?;
                held.drain(..).try_for_each(|batch| new.add(&batch))?;
                spill.insert(new)
            }
        };
        spill.add(&batch)
    })?;
    let market = match spill {
        None => {
            mark_all(&mut held, &groups)?;
            Market::new(Facts { batches: held, skills, fingerprint })
        }
        Some(spill) => {
            let dir = spill.finish(&groups)?;
            let open = |part| FactsFolder::open(&dir.path().join(part_name(part))).map(Part::Folder);
            let parts = (0..PARTS).map(open).collect::<Result<Vec<_>>>()?;
            let mut market = Market::of_parts(parts, skills, fingerprint);
            market.spilled = Some(dir);
            market
        }
    };
    Ok((market, counts))
}

fn part_name(part: u64) -> String {
    part.to_string()
}

/// Facts on their way to the disk, one folder a part.
struct Spill {
    dir: tempfile::TempDir,
    parts: Vec<Pending>,
}

/// One part: its folder, and rows that do not fill a batch yet.
struct Pending {
    writer: FactsWriter,
    batches: Vec<Batch>,
    rows: usize,
}

impl Spill {
    fn new(fingerprint: &str, skills: &SkillTable) -> Result<Self> {
        let failed = |error| Error::io(error, &std::env::temp_dir());
        let dir = tempfile::Builder::new().prefix("jds-").tempdir().map_err(failed)?;
        let part = |part| {
            let path = dir.path().join(part_name(part));
            std::fs::create_dir(&path).map_err(failed)?;
            Ok(Pending { writer: FactsWriter::create(&path, fingerprint, skills)?, batches: Vec::new(), rows: 0 })
        };
        let parts = (0..PARTS).map(part).collect::<Result<_>>()?;
        Ok(Self { dir, parts })
    }

    /// Cuts a batch into its parts.
    fn add(&mut self, batch: &Batch) -> Result<()> {
        let keys: &UInt64Array = column(&batch.postings, "key")?;
        let employers: &StringArray = column(&batch.postings, "employer")?;
        let part_of: Vec<u64> =
            (0..batch.postings.num_rows()).map(|row| frame::cluster(employers, keys, row) % PARTS).collect();
        let by_key: std::collections::HashMap<u64, u64> =
            keys.values().iter().copied().zip(part_of.iter().copied()).collect();
        let asks: &UInt64Array = column(&batch.asks, "posting")?;
        for (part, pending) in (0..PARTS).zip(&mut self.parts) {
            let postings = part_of.iter().map(|of| Some(*of == part)).collect();
            let asks = asks.values().iter().map(|posting| Some(by_key.get(posting) == Some(&part))).collect();
            let cut = Batch { postings: cut(&batch.postings, &postings)?, asks: cut(&batch.asks, &asks)? };
            pending.rows += cut.postings.num_rows();
            pending.batches.push(cut);
            if pending.rows >= BATCH {
                pending.write()?;
            }
        }
        Ok(())
    }

    /// Writes what is left.
    fn finish(self, groups: &crate::repeats::Groups) -> Result<tempfile::TempDir> {
        for mut pending in self.parts {
            pending.write()?;
            pending.writer.finish(groups)?;
        }
        Ok(self.dir)
    }
}

impl Pending {
    fn write(&mut self) -> Result<()> {
        let Some(first) = self.batches.first() else { return Ok(()) };
        let (postings, asks) = (first.postings.schema(), first.asks.schema());
        let all = Batch {
            postings: concat_batches(&postings, self.batches.iter().map(|batch| &batch.postings)).map_err(arrow)?,
            asks: concat_batches(&asks, self.batches.iter().map(|batch| &batch.asks)).map_err(arrow)?,
        };
        self.batches.clear();
        self.rows = 0;
        self.writer.write(&all)
    }
}

fn cut(rows: &RecordBatch, wanted: &BooleanArray) -> Result<RecordBatch> {
    filter_record_batch(rows, wanted).map_err(arrow)
}

fn arrow(error: arrow_schema::ArrowError) -> Error {
    Error::facts(error.to_string())
}
