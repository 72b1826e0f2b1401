//! What postings are made of, month by month: levels, work modes, sizes of employers, degrees, specialisations.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::frame::{self, Needs, Sums};
use super::{Filter, Group, Market, Standing, engine};
use crate::error::Result;
use crate::stats::{Care, ClusterShare, Clustering, Figure, Tally};

/// The properties whose mix is followed.
pub const DIMENSIONS: [Group; 6] =
    [Group::Role, Group::Specialisation, Group::Seniority, Group::WorkMode, Group::Tier, Group::Education];

/// One value of one property in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct MixRow {
    /// Month, or `unknown`.
    pub month: String,
    /// The property.
    pub dimension: Group,
    /// Its value.
    pub value: String,
    /// Postings that have it.
    pub postings: u64,
    /// Postings of the month whose value is known.
    pub known: u64,
    /// Postings of the month that do not say.
    pub unknown: u64,
    /// `postings / known`, with its likely range.
    pub share: ClusterShare,
    /// Whether the share may be shown.
    pub standing: Standing,
}

/// One month and property: what its employers add up to.
#[derive(Clone, Debug, Default)]
struct Cell {
    clusters: u64,
    known: u64,
    known_squared: u64,
    unknown: u64,
    values: BTreeMap<String, Tally>,
}

impl Market {
    /// The mix of postings by month, for each of [`DIMENSIONS`]: months in order, then properties, then values in their own order. A value that
    /// any month has is a row of every month.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn mix_by_month(&self, filter: &Filter, care: Care) -> Result<Vec<MixRow>> {
        let mut cells: BTreeMap<(String, usize), Cell> = BTreeMap::new();
        let by: Vec<Group> = DIMENSIONS.into_iter().chain([Group::Month]).collect();
        let needs = Needs::of(&by, filter);
        for part in &self.parts {
            let mut sums = DIMENSIONS.map(|group| Sums::new(vec!["month", group.as_str(), "cluster"], &["n"]));
            self.for_each_of(part, filter, &needs, |frames| {
                for (group, sums) in DIMENSIONS.iter().zip(&mut sums) {
                    let keys = [Group::Month.expr(), group.expr(), col("cluster")];
                    let counted = [len().cast(DataType::UInt64).alias("n")];
                    sums.add(engine(|| frames.postings.clone().lazy().group_by(keys).agg(counted).collect())?)?;
                }
                Ok(())
            })?;
            for (at, (group, sums)) in DIMENSIONS.iter().zip(sums).enumerate() {
                if let Some(frame) = sums.finish()? {
                    read(&frame, *group, at, &mut cells)?;
                }
            }
        }
        let broken = self.broken(&[Group::Month], filter)?;
        Ok(rows(&cells, care, |month| broken.contains(month)))
    }
}

/// Adds one part, whose employers stand in no other.
fn read(frame: &DataFrame, group: Group, at: usize, cells: &mut BTreeMap<(String, usize), Cell>) -> Result<()> {
    let whole = |expr: Expr| expr.cast(DataType::UInt64).sum();
    let n = || col("n").cast(DataType::UInt64);
    let all = || col("all").cast(DataType::UInt64);
    let is_known = || col(group.as_str()).neq(lit(super::group::UNKNOWN));
    let unknown = engine(|| {
        frame.clone().lazy().filter(is_known().not()).group_by([col("month")]).agg([whole(n()).alias("n")]).collect()
    })?;
    for (month, n) in frame::texts(&unknown, "month")?.into_iter().zip(frame::counts(&unknown, "n")?) {
        cells.entry((month, at)).or_default().unknown += n;
    }
    let known = frame.clone().lazy().filter(is_known());
    let employers =
        engine(|| known.clone().group_by([col("month"), col("cluster")]).agg([whole(n()).alias("all")]).collect())?;
    let months = engine(|| {
        let sums = [
            len().cast(DataType::UInt64).alias("clusters"),
            whole(all()).alias("known"),
            whole(all() * all()).alias("squared"),
        ];
        employers.clone().lazy().group_by([col("month")]).agg(sums).collect()
    })?;
    let (clusters, sizes) = (frame::counts(&months, "clusters")?, frame::counts(&months, "known")?);
    let squares = frame::counts(&months, "squared")?;
    for (row, month) in frame::texts(&months, "month")?.into_iter().enumerate() {
        let cell = cells.entry((month, at)).or_default();
        cell.clusters += clusters[row];
        cell.known += sizes[row];
        cell.known_squared += squares[row];
    }
    let values = engine(|| {
        let on = [col("month"), col("cluster")];
        let joined = known.join(employers.lazy(), on.clone(), on, JoinArgs::new(JoinType::Inner));
        let sums = [whole(n()).alias("here"), whole(n() * n()).alias("squared"), whole(n() * all()).alias("product")];
        joined.group_by([col("month"), col(group.as_str())]).agg(sums).collect()
    })?;
    let (here, squares) = (frame::counts(&values, "here")?, frame::counts(&values, "squared")?);
    let products = frame::counts(&values, "product")?;
    let keys = frame::texts(&values, "month")?.into_iter().zip(frame::texts(&values, group.as_str())?);
    for (row, (month, value)) in keys.enumerate() {
        let tally = cells.entry((month, at)).or_default().values.entry(value).or_default();
        tally.asked += here[row];
        tally.asked_squared += squares[row];
        tally.asked_n += products[row];
    }
    Ok(())
}

fn rows(cells: &BTreeMap<(String, usize), Cell>, care: Care, is_broken: impl Fn(&str) -> bool) -> Vec<MixRow> {
    let newest = cells.keys().map(|(month, _)| month).filter(|month| *month != super::group::UNKNOWN).max();
    let mut rows = Vec::new();
    for ((month, at), cell) in cells {
        let clustering = Clustering::from_sums(cell.clusters, cell.known, cell.known_squared);
        let values = cells.iter().filter(|((_, other), _)| other == at).flat_map(|(_, cell)| cell.values.keys());
        for value in values.collect::<std::collections::BTreeSet<_>>() {
            let tally = cell.values.get(value).copied().unwrap_or_default();
            let share = clustering.share(tally);
            let standing = match care.showing(Figure::Share, share.n, share.clusters).is_shown() {
                false => Standing::Withheld,
                true if Some(month) == newest => Standing::Partial,
                true if is_broken(month) => Standing::Break,
                true if tally.asked == 0 => Standing::Zero,
                true => Standing::Ok,
            };
            rows.push(MixRow {
                month: month.clone(),
                dimension: DIMENSIONS[*at],
                value: value.clone(),
                postings: tally.asked,
                known: cell.known,
                unknown: cell.unknown,
                share,
                standing,
            });
        }
    }
    let place = |group: Group| DIMENSIONS.iter().position(|dimension| *dimension == group);
    rows.sort_by_cached_key(|row| {
        (Group::Month.rank(&row.month), place(row.dimension), row.dimension.rank(&row.value))
    });
    rows
}
