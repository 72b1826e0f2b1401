//! Parquet files.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::ReadOptions;
use super::input::Bytes;
#[cfg(feature = "facts")]
use super::json::{Found, Keyed, Objects};
use super::rows::Rows;
use crate::error::{Error, Result};

/// Opens a Parquet file by its path: it is read row group by row group.
#[cfg(feature = "facts")]
pub(super) fn open(path: &Path, options: &ReadOptions, count: Arc<AtomicU64>) -> Result<Box<dyn Rows>> {
    let file = std::fs::File::open(path).map_err(|error| Error::io(error, path))?;
    Ok(Box::new(Keyed::open(table::Table::new(file, count)?, options)?))
}

/// Opens a Parquet file that comes as a stream: its index stands at its end, so it goes to a file of our own first.
#[cfg(feature = "facts")]
pub(super) fn open_stream(mut stream: Bytes, options: &ReadOptions, count: Arc<AtomicU64>) -> Result<Box<dyn Rows>> {
    let failed = |error| Error::new(crate::error::ErrorKind::Io(error));
    let mut file = tempfile::tempfile().map_err(failed)?;
    std::io::copy(&mut stream, &mut file).map_err(failed)?;
    Ok(Box::new(Keyed::open(table::Table::new(file, count)?, options)?))
}

#[cfg(not(feature = "facts"))]
pub(super) fn open(_: &Path, _: &ReadOptions, _: Arc<AtomicU64>) -> Result<Box<dyn Rows>> {
    Err(without())
}

#[cfg(not(feature = "facts"))]
pub(super) fn open_stream(_: Bytes, _: &ReadOptions, _: Arc<AtomicU64>) -> Result<Box<dyn Rows>> {
    Err(without())
}

#[cfg(not(feature = "facts"))]
fn without() -> Error {
    Error::new(crate::error::ErrorKind::NotText { what: "a Parquet file, and this build was made without them" })
}

#[cfg(feature = "facts")]
mod table {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
    use parquet::record::reader::RowIter;

    use super::{Error, Found, Objects, Result};

    /// The rows of a Parquet file as objects.
    pub(super) struct Table {
        rows: RowIter<'static>,
        row: u64,
        total: u64,
        size: u64,
        /// Bytes that the rows read so far stand for.
        count: Arc<AtomicU64>,
    }

    impl Table {
        pub(super) fn new<R: ChunkReader + 'static>(source: R, count: Arc<AtomicU64>) -> Result<Self> {
            let size = source.len();
            guarded(|| {
                let reader = SerializedFileReader::new(source).map_err(|error| parquet(&error))?;
                let total = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
                Ok(Self { rows: RowIter::from_file_into(Box::new(reader)), row: 0, total, size, count })
            })?
        }
    }

    /// Calls the Parquet crate, which trusts what files say of themselves and panics where that is not so.
    fn guarded<T>(call: impl FnOnce() -> T) -> Result<T> {
        // What a panic leaves half done is not used again: an error ends the reading.
        catch_unwind(AssertUnwindSafe(call))
            .map_err(|_| Error::syntax("no readable Parquet file: its parts contradict each other"))
    }

    impl Objects for Table {
        fn next(&mut self) -> Result<Option<Found>> {
            let Some(row) = guarded(|| self.rows.next())? else { return Ok(None) };
            self.row += 1;
            let read = u128::from(self.size) * u128::from(self.row) / u128::from(self.total.max(1));
            self.count.store(u64::try_from(read).unwrap_or(self.size), Ordering::Relaxed);
            let row = row.map_err(|error| parquet(&error))?;
            let value = guarded(|| row.to_json_value()).map_err(|_| "a value that is out of its range".to_owned());
            Ok(Some(Found::new(self.row, value)))
        }
    }

    fn parquet(error: &parquet::errors::ParquetError) -> Error {
        Error::syntax(format!("no readable Parquet file: {error}"))
    }
}
