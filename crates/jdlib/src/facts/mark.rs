//! The columns that say which postings are repeats: written when all postings are known.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array};

use crate::error::{Error, Result};
use crate::repeats::Groups;

/// The distinct places of every opening that has several, by the key of its leader.
pub(crate) type Places = HashMap<u64, Vec<String>>;

/// The column of a table of facts.
pub(crate) fn column<'b, T: Array + 'static>(batch: &'b RecordBatch, name: &str) -> Result<&'b T> {
    let found = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref::<T>());
    found.ok_or_else(|| Error::facts(format!("facts without a proper column `{name}`")))
}

/// Adds the places of the postings of a batch to those of their openings. `keys` are those of the groups.
pub(crate) fn add_places(postings: &RecordBatch, keys: &[u64], groups: &Groups, places: &mut Places) -> Result<()> {
    let locations: &StringArray = column(postings, "location")?;
    for (row, key) in keys.iter().enumerate().filter(|(row, _)| locations.is_valid(*row)) {
        let leader = groups.repeat(*key).map_or(*key, |repeat| repeat.leader);
        if groups.places(leader) > 1 {
            let known = places.entry(leader).or_default();
            let location = locations.value(row);
            if !known.iter().any(|place| place.eq_ignore_ascii_case(location)) {
                known.push(location.to_owned());
            }
        }
    }
    Ok(())
}

/// The keys of a table of postings.
pub(crate) fn keys(postings: &RecordBatch) -> Result<Vec<u64>> {
    Ok(column::<UInt64Array>(postings, "key")?.values().to_vec())
}

/// The table with what the groups say. `keys` are those of the groups.
pub(crate) fn mark(postings: &RecordBatch, keys: &[u64], groups: &Groups, places: &Places) -> Result<RecordBatch> {
    let repeats = || keys.iter().map(|key| groups.repeat(*key));
    let leaders: UInt64Array = repeats().map(|repeat| repeat.map(|repeat| repeat.leader)).collect();
    let kinds: StringArray = repeats().map(|repeat| repeat.map(|repeat| repeat.kind.as_str())).collect();
    let similarities: Float64Array =
        repeats().map(|repeat| repeat.map(|repeat| f64::from(repeat.similarity))).collect();
    let reposts: UInt64Array = keys.iter().map(|key| groups.repost(*key).map(|repost| repost.of)).collect();
    let counts: UInt32Array = keys.iter().map(|key| Some(groups.places(*key))).collect();
    let joined: StringArray =
        keys.iter().map(|key| places.get(key).filter(|known| known.len() > 1).map(|known| known.join("; "))).collect();
    let new: [(&str, ArrayRef); 6] = [
        ("duplicate_of", Arc::new(leaders)),
        ("repeat_kind", Arc::new(kinds)),
        ("similarity", Arc::new(similarities)),
        ("repost_of", Arc::new(reposts)),
        ("n_locations", Arc::new(counts)),
        ("locations", Arc::new(joined)),
    ];
    let schema = postings.schema();
    let mut columns = postings.columns().to_vec();
    for (name, column) in new {
        let at = schema.index_of(name).map_err(|error| Error::facts(error.to_string()))?;
        columns[at] = column;
    }
    RecordBatch::try_new(schema, columns).map_err(|error| Error::facts(error.to_string()))
}
