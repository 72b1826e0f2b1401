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
use crate::repeats::Groups;

/// Postings whose facts stay in memory, about 80 MB of them: see [`Market::read_within`].
pub(super) const HELD: usize = 16 * BATCH;

/// Postings that are counted as one part: more are cut up first.
const LARGEST_PART: u64 = 256 * 1_024;

/// Parts that facts on disk are cut into, by employer. Only one at a time is counted in memory.
const PARTS: u64 = 16;

/// See [`Market::read_within`].
pub(super) fn read(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    watch: &mut dyn Watch,
    in_memory: usize,
) -> Result<(Market, Counts)> {
    let skills = SkillTable::of(analyzer.lexicon());
    let fingerprint = analyzer.fingerprint().to_owned();
    let mut held: Vec<Batch> = Vec::new();
    let mut spill: Option<Spill> = None;
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Drop);
    let (counts, groups) = for_each_batch(readers, analyzer, builder, watch, |batch| {
        if spill.is_none() && held.len() * BATCH + batch.postings.num_rows() <= in_memory {
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
        Some(spill) => spill.finish(&groups, skills, fingerprint)?,
    };
    Ok((market, counts))
}

/// Cuts a market whose facts lie on disk in one part into several, if it is large.
pub(super) fn cut_up(market: Market) -> Result<Market> {
    let postings: u64 = market.parts.iter().map(Part::postings).sum();
    if postings > LARGEST_PART { cut(market) } else { Ok(market) }
}

fn cut(market: Market) -> Result<Market> {
    let mut spill: Option<Spill> = None;
    for part in &market.parts {
        part.for_each_batch(&mut |batch| {
            let spill = match &mut spill {
                Some(spill) => spill,
                None => spill.insert(Spill::new(&market.fingerprint, &market.skills)?),
            };
            spill.add(batch)
        })?;
    }
    match spill {
        // The batches say already which postings are repeats.
        Some(spill) => spill.finish(&Groups::default(), market.skills, market.fingerprint),
        None => Ok(market),
    }
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
            let some = Batch { postings: only(&batch.postings, &postings)?, asks: only(&batch.asks, &asks)? };
            pending.rows += some.postings.num_rows();
            pending.batches.push(some);
            if pending.rows >= BATCH {
                pending.write()?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and opens it as a market.
    fn finish(self, groups: &Groups, skills: SkillTable, fingerprint: String) -> Result<Market> {
        for mut pending in self.parts {
            pending.write()?;
            pending.writer.finish(groups)?;
        }
        let open = |part| FactsFolder::open(&self.dir.path().join(part_name(part))).map(Part::Folder);
        let parts = (0..PARTS).map(open).collect::<Result<Vec<_>>>()?;
        let mut market = Market::of_parts(parts, skills, fingerprint);
        market.spilled = Some(self.dir);
        Ok(market)
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

fn only(rows: &RecordBatch, wanted: &BooleanArray) -> Result<RecordBatch> {
    filter_record_batch(rows, wanted).map_err(arrow)
}

fn arrow(error: arrow_schema::ArrowError) -> Error {
    Error::facts(error.to_string())
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::facts::Manifest;
    use crate::market::{Demand, Filter, Group, Pay};
    use crate::posting::Posting;

    fn facts(postings: &[Posting], dir: &Path) -> Manifest {
        let analyzer = Analyzer::builtin();
        let facts = Facts::of(postings, &analyzer, FactsBuilder::new(Quotes::Keep, Sketches::Keep)).unwrap();
        let mut writer = FactsWriter::create(dir, &facts.fingerprint, &facts.skills).unwrap();
        for batch in &facts.batches {
            writer.write(batch).unwrap();
        }
        writer.finish(&Groups::default()).unwrap()
    }

    #[test]
    fn a_market_cut_up_gives_the_same_answers() {
        let sample = jd_sample::generate(3);
        let posting = |row: &jd_sample::SamplePosting| {
            let mut posting = Posting::new(row.description.clone()).with_title(row.title.clone());
            posting.id.clone_from(&row.id);
            // Some employers are not known: each posting is a cluster of its own.
            if !row.id.len().is_multiple_of(3) {
                posting.employer.clone_from(&row.employer);
            }
            posting.posted_at = crate::posting::Date::parse(&row.posted_at);
            posting
        };
        let postings: Vec<Posting> = sample.postings.iter().take(1_200).map(posting).collect();
        let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        // Two folders that share a hundred postings.
        facts(&postings[..700], dirs[0].path());
        facts(&postings[600..], dirs[1].path());
        let open = || dirs.iter().map(|dir| FactsFolder::open(dir.path()).unwrap()).collect();
        let whole = Market::of_folders(open()).unwrap();
        let parts = cut(Market::of_folders(open()).unwrap()).unwrap();
        assert_eq!((whole.parts.len(), parts.parts.len()), (1, PARTS as usize));
        for by in [vec![], vec![Group::Month], vec![Group::Role, Group::Seniority], vec![Group::Employer]] {
            let demand = Demand::by(by.iter().copied());
            assert_eq!(whole.demand(&demand).unwrap(), parts.demand(&demand).unwrap(), "{by:?}");
            let pay = Pay::by(by.iter().copied());
            assert_eq!(whole.pay(&pay).unwrap(), parts.pay(&pay).unwrap(), "{by:?}");
        }
        let everything = Filter::default();
        assert_eq!(whole.summary(&everything).unwrap(), parts.summary(&everything).unwrap());
        assert_eq!(whole.postings_by_month(&everything).unwrap(), parts.postings_by_month(&everything).unwrap());
        assert!(whole.summary(&everything).unwrap().postings <= 1_200);
        assert!(whole.repeats().unwrap().len() >= 100);
    }
}
