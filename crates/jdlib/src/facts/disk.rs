//! Facts on disk: a folder of two Parquet files, a list of skills and a manifest.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{Array, RecordBatch, UInt64Array};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rust_decimal::prelude::ToPrimitive;

use super::{Batch, Facts, SkillTable, mark, schema};
use crate::error::{Error, Result};
use crate::extract::Annualisation;
use crate::repeats::Groups;
use crate::terms::Period;

const POSTINGS: &str = "postings.parquet";
const ASKS: &str = "asks.parquet";
const SKILLS: &str = "skills.csv";
/// The file by which a folder is known to hold facts.
const MANIFEST: &str = "manifest.json";

/// What a folder of facts was made by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Schema of the tables: [`schema::SCHEMA`].
    pub schema: String,
    /// Version of the library and of the packs.
    pub fingerprint: String,
    /// Postings, repeats included.
    pub postings: u64,
    /// Claims.
    pub asks: u64,
    /// Postings that repeat another one.
    pub repeats: u64,
    /// Row groups that the two tables share: the asks of one belong to the postings of the one with its number. None where another engine
    /// wrote the files.
    pub batches: Option<u64>,
}

/// Writes batches to a folder, one row group each, so that postings and their asks can be read back together.
#[derive(Debug)]
pub struct FactsWriter {
    dir: PathBuf,
    postings: ArrowWriter<File>,
    asks: ArrowWriter<File>,
    manifest: Manifest,
    annualisation: Annualisation,
}

/// A Parquet file of one of the two tables.
fn table(path: &Path, schema: Arc<arrow_schema::Schema>) -> Result<ArrowWriter<File>> {
    let file = File::create(path).map_err(|error| Error::io(error, path))?;
    let level = ZstdLevel::try_new(3).map_err(|error| Error::facts(error.to_string()))?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    ArrowWriter::try_new(file, schema, Some(properties)).map_err(failed)
}

fn failed(error: parquet::errors::ParquetError) -> Error {
    Error::facts(error.to_string())
}

impl FactsWriter {
    /// Starts a folder, which must exist. The manifest is written last: a folder without one is not finished.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn create(dir: &Path, fingerprint: &str, skills: &SkillTable) -> Result<Self> {
        let path = dir.join(SKILLS);
        fs::write(&path, skills.to_csv()?).map_err(|error| Error::io(error, &path))?;
        Ok(Self {
            dir: dir.to_owned(),
            postings: table(&dir.join(POSTINGS), schema::postings())?,
            asks: table(&dir.join(ASKS), schema::asks())?,
            manifest: Manifest {
                schema: schema::SCHEMA.to_owned(),
                fingerprint: fingerprint.to_owned(),
                postings: 0,
                asks: 0,
                repeats: 0,
                batches: Some(0),
            },
            annualisation: Annualisation::default(),
        })
    }

    /// Says in the manifest by which constants pay was made yearly.
    #[must_use]
    pub fn with_annualisation(mut self, annualisation: &Annualisation) -> Self {
        self.annualisation = annualisation.clone();
        self
    }

    /// Writes one batch.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, batch: &Batch) -> Result<()> {
        self.postings.write(&batch.postings).map_err(failed)?;
        self.postings.flush().map_err(failed)?;
        self.asks.write(&batch.asks).map_err(failed)?;
        self.asks.flush().map_err(failed)?;
        self.manifest.postings += batch.postings.num_rows() as u64;
        self.manifest.asks += batch.asks.num_rows() as u64;
        self.manifest.batches = self.manifest.batches.map(|batches| batches + 1);
        Ok(())
    }

    /// Finishes the files, says in them which postings are repeats, and writes the manifest.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(mut self, groups: &Groups) -> Result<Manifest> {
        self.postings.close().map_err(failed)?;
        self.asks.close().map_err(failed)?;
        self.manifest.repeats = groups.counts().repeats();
        mark_file(&self.dir.join(POSTINGS), groups)?;
        let per_year = |period| {
            let count = self.annualisation.per_year(period);
            count.to_u64().map_or_else(|| count.to_f64().into(), Into::into)
        };
        let per_year: serde_json::Map<String, serde_json::Value> =
            Period::ALL.iter().map(|period| (period.as_str().to_owned(), per_year(*period))).collect();
        let manifest = serde_json::json!({
            "schema": self.manifest.schema,
            "fingerprint": self.manifest.fingerprint,
            "postings": self.manifest.postings,
            "asks": self.manifest.asks,
            "repeats": self.manifest.repeats,
            "batches": self.manifest.batches,
            "periods_per_year": per_year,
        });
        let path = self.dir.join(MANIFEST);
        let text = serde_json::to_string_pretty(&manifest).map_err(|error| Error::facts(error.to_string()))?;
        fs::write(&path, text + "\n").map_err(|error| Error::io(error, &path))?;
        Ok(self.manifest)
    }
}

/// Writes a table of postings again with what the groups say, one row group at a time.
fn mark_file(path: &Path, groups: &Groups) -> Result<()> {
    if groups.counts().repeats() + groups.counts().reposts() == 0 {
        return Ok(());
    }
    let groups_of_rows = row_groups(path)?;
    let mut places = mark::Places::new();
    for group in 0..groups_of_rows {
        let postings = rows(path, Some(group), None, &schema::postings())?;
        mark::add_places(&postings, &mark::keys(&postings)?, groups, &mut places)?;
    }
    let marked_path = path.with_extension("marked");
    let mut writer = table(&marked_path, schema::postings())?;
    for group in 0..groups_of_rows {
        let postings = rows(path, Some(group), None, &schema::postings())?;
        writer.write(&mark::mark(&postings, &mark::keys(&postings)?, groups, &places)?).map_err(failed)?;
        writer.flush().map_err(failed)?;
    }
    writer.close().map_err(failed)?;
    fs::rename(&marked_path, path).map_err(|error| Error::io(error, path))
}

/// A folder of facts, read batch by batch.
#[derive(Clone, Debug)]
pub struct FactsFolder {
    dir: PathBuf,
    manifest: Manifest,
    skills: SkillTable,
}

impl FactsFolder {
    /// Whether a folder holds facts: it has a manifest. Any other folder holds postings.
    #[must_use]
    pub fn is_facts(dir: &Path) -> bool {
        dir.join(MANIFEST).is_file() && dir.join(POSTINGS).is_file()
    }

    /// Opens a folder.
    ///
    /// # Errors
    /// When a file is missing or of another schema.
    pub fn open(dir: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = dir.join(name);
            fs::read(&path).map_err(|error| Error::io(error, &path))
        };
        let bad = |message: String| Error::facts(message).in_file(&dir.join(MANIFEST));
        let json: serde_json::Value =
            serde_json::from_slice(&read(MANIFEST)?).map_err(|error| bad(format!("no JSON: {error}")))?;
        let text = |key: &str| json.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let count = |key: &str| json.get(key).and_then(serde_json::Value::as_u64).unwrap_or_default();
        let manifest = Manifest {
            schema: text("schema"),
            fingerprint: text("fingerprint"),
            postings: count("postings"),
            asks: count("asks"),
            repeats: count("repeats"),
            batches: json.get("batches").and_then(serde_json::Value::as_u64),
        };
        if manifest.schema != schema::SCHEMA {
            return Err(bad(format!("facts of schema `{}`; this version reads `{}`", manifest.schema, schema::SCHEMA)));
        }
        let skills = SkillTable::from_csv(&read(SKILLS)?)?;
        Ok(Self { dir: dir.to_owned(), manifest, skills })
    }

    /// What made it.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The skills that its asks name.
    #[must_use]
    pub fn skills(&self) -> &SkillTable {
        &self.skills
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// Hands on one batch after another. A folder whose files do not agree in row groups, as another engine may write it, is one batch.
    ///
    /// # Errors
    /// When a file cannot be read, or when `sink` fails.
    pub fn for_each_batch(&self, sink: impl FnMut(&Batch) -> Result<()>) -> Result<()> {
        self.for_each_batch_of(&Columns::default(), sink)
    }

    /// Hands on some columns of one batch after another.
    pub(crate) fn for_each_batch_of(
        &self,
        columns: &Columns<'_>,
        mut sink: impl FnMut(&Batch) -> Result<()>,
    ) -> Result<()> {
        let groups = (self.groups(POSTINGS)?, self.groups(ASKS)?);
        let part = |group: Option<usize>| {
            Ok::<_, Error>(Batch {
                postings: self.rows(POSTINGS, group, columns.postings, &schema::postings())?,
                asks: self.rows(ASKS, group, columns.asks, &schema::asks())?,
            })
        };
        let is_aligned = match self.manifest.batches {
            Some(batches) => groups.0 == groups.1 && groups.0 as u64 == batches,
            None => self.is_aligned(groups)?,
        };
        if !is_aligned {
            let batch = part(None)?;
            if let Some(orphan) = orphan(&batch)? {
                return Err(Error::facts(format!("an ask of posting {orphan}, which is not among the postings"))
                    .in_file(&self.dir.join(ASKS)));
            }
            return sink(&batch);
        }
        (0..groups.0).try_for_each(|group| sink(&part(Some(group))?))
    }

    /// Whether each row group of asks belongs to the row group of postings with its number.
    fn is_aligned(&self, groups: (usize, usize)) -> Result<bool> {
        if groups.0 != groups.1 {
            return Ok(false);
        }
        for group in 0..groups.0 {
            let postings = self.rows(POSTINGS, Some(group), Some(&["key"]), &schema::postings())?;
            let asks = self.rows(ASKS, Some(group), Some(&["posting"]), &schema::asks())?;
            if orphan(&Batch { postings, asks })?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All of it in memory.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn load(&self) -> Result<Facts> {
        let mut batches = Vec::new();
        self.for_each_batch(|batch| {
            batches.push(batch.clone());
            Ok(())
        })?;
        Ok(Facts { batches, skills: self.skills.clone(), fingerprint: self.manifest.fingerprint.clone() })
    }

    /// Hands on the postings alone, table by table, in order.
    ///
    /// # Errors
    /// When the file cannot be read, or when `sink` fails.
    pub fn for_each_postings(&self, mut sink: impl FnMut(&RecordBatch) -> Result<()>) -> Result<()> {
        for group in 0..self.groups(POSTINGS)? {
            sink(&self.rows(POSTINGS, Some(group), None, &schema::postings())?)?;
        }
        Ok(())
    }

    fn groups(&self, name: &str) -> Result<usize> {
        row_groups(&self.dir.join(name))
    }

    fn rows(
        &self,
        name: &str,
        group: Option<usize>,
        columns: Option<&[&str]>,
        schema: &Arc<arrow_schema::Schema>,
    ) -> Result<RecordBatch> {
        rows(&self.dir.join(name), group, columns, schema)
    }
}

fn open_table(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>> {
    let file = File::open(path).map_err(|error| Error::io(error, path))?;
    ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(error).in_file(path))
}

fn row_groups(path: &Path) -> Result<usize> {
    Ok(open_table(path)?.metadata().num_row_groups())
}

/// Columns that are read; all where none are named. A key that joins the two tables is always among them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Columns<'c> {
    pub(crate) postings: Option<&'c [&'c str]>,
    pub(crate) asks: Option<&'c [&'c str]>,
}

/// Some columns of the rows of one row group of a file, or of all.
fn rows(
    path: &Path,
    group: Option<usize>,
    columns: Option<&[&str]>,
    schema: &Arc<arrow_schema::Schema>,
) -> Result<RecordBatch> {
    let fail = |message: String| Error::facts(message).in_file(path);
    let builder = open_table(path)?.with_batch_size(1 << 20);
    let wanted: Vec<_> = schema
        .fields()
        .iter()
        .filter(|field| columns.is_none_or(|columns| columns.contains(&field.name().as_str())))
        .cloned()
        .collect();
    let builder = match columns {
        Some(columns) => {
            let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
            builder.with_projection(mask)
        }
        None => builder,
    };
    let builder = match group {
        Some(group) => builder.with_row_groups(vec![group]),
        None => builder,
    };
    let reader = builder.build().map_err(|error| fail(error.to_string()))?;
    let parts: Vec<RecordBatch> =
        reader.collect::<std::result::Result<_, _>>().map_err(|error| fail(error.to_string()))?;
    for field in &wanted {
        let found = parts.first().is_none_or(|part| {
            part.column_by_name(field.name()).is_some_and(|column| column.data_type() == field.data_type())
        });
        if !found {
            return Err(fail(format!(
                "column `{}` is missing or of another type than {}",
                field.name(),
                field.data_type()
            )));
        }
    }
    match parts.as_slice() {
        [] => Ok(RecordBatch::new_empty(Arc::new(arrow_schema::Schema::new(wanted)))),
        [one] => Ok(one.clone()),
        many => arrow_select::concat::concat_batches(&many[0].schema(), many).map_err(|error| fail(error.to_string())),
    }
}

/// The key of an ask whose posting is not in its batch.
fn orphan(batch: &Batch) -> Result<Option<u64>> {
    let column = |rows: &RecordBatch, name: &str| {
        let found = rows.column_by_name(name).and_then(|column| column.as_any().downcast_ref::<UInt64Array>().cloned());
        found.ok_or_else(|| Error::facts(format!("facts without a proper column `{name}`")))
    };
    let keys: HashSet<u64> = column(&batch.postings, "key")?.values().iter().copied().collect();
    Ok(column(&batch.asks, "posting")?.values().iter().copied().find(|posting| !keys.contains(posting)))
}
