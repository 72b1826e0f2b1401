//! Sums over employers that every share rests on: scanned once, folded to as many levels as a question has.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use super::frame::{self, ASKS, Needs, Sums};
use super::{Filter, Group, Market, Part, engine};
use crate::error::Result;
use crate::stats::{Clustering, Tally};

/// What is counted: which postings, by what, skills or cells of a view.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'q> {
    pub(super) by: &'q [Group],
    pub(super) filter: &'q Filter,
    /// Cells of a view with the ids of their skills; skills are counted where there are none.
    pub(super) cells: &'q [(String, Vec<String>)],
}

/// One group of postings: sums over its employers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    pub(super) clusters: u64,
    pub(super) postings: u64,
    pub(super) postings_squared: u64,
    pub(super) known: u64,
}

impl Cell {
    pub(super) fn clustering(&self) -> Clustering {
        Clustering::from_sums(self.clusters, self.postings, self.postings_squared)
    }
}

/// Counts of one skill in one group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) tally: Tally,
    pub(super) asking_employers: u64,
    /// As `asking_employers`, and postings without a known employer that ask.
    pub(super) asking_clusters: u64,
    /// In the order of [`ASKS`].
    pub(super) by_ask: [u64; ASKS.len()],
}

/// Groups at one level: by all groups of a scan, or by the first of them.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) cells: BTreeMap<Vec<String>, Cell>,
    counts: HashMap<(Vec<String>, u32), Count>,
}

impl Counts {
    /// What is counted of an item, by its number, in a group; zeros where nobody names it.
    pub(super) fn of(&self, groups: &[String], item: u32) -> Count {
        self.counts.get(&(groups.to_vec(), item)).copied().unwrap_or_default()
    }

    /// Adds sums by group and employer of one part, whose employers stand in no other part: sums over employers add up.
    fn fold(&mut self, scanned: &Scanned, names: &[&str]) -> Result<()> {
        let keys: Vec<&str> = names.iter().copied().chain(["all"]).collect();
        let with = |more: &[&'static str]| -> Vec<Expr> {
            keys.iter().copied().chain(more.iter().copied()).map(col).collect()
        };
        let whole = |expr: Expr| expr.cast(DataType::UInt64).sum();
        let n = || col("n").cast(DataType::UInt64);
        let sizes = engine(|| {
            let sized = scanned.sizes.clone().lazy().group_by(with(&["cluster", "known"]));
            sized.agg([whole(col("n")).alias("n")]).collect()
        })?;
        let by_group = engine(|| {
            let sums = [
                len().cast(DataType::UInt64).alias("clusters"),
                whole(n()).alias("postings"),
                whole(n() * n()).alias("postings_squared"),
                whole(col("known")).alias("known"),
            ];
            sizes.clone().lazy().group_by(with(&[])).agg(sums).collect()
        })?;
        self.read_cells(&by_group, names)?;
        let Some(asked) = &scanned.asked else { return Ok(()) };
        let here = || col("required") + col("preferred") + col("unsorted");
        let by_skill = engine(|| {
            let sums = ASKS.iter().map(|ask| whole(col(*ask)).alias(*ask)).collect::<Vec<_>>();
            let asked = asked.clone().lazy().group_by(with(&["skill", "cluster"])).agg(sums);
            let on = with(&["cluster"]);
            let joined = asked.join(sizes.lazy(), on.clone(), on, JoinArgs::new(JoinType::Inner));
            let mut sums = vec![
                whole(here()).alias("here"),
                whole(here() * here()).alias("here_squared"),
                whole(here() * n()).alias("here_n"),
                whole(here().gt(lit(0)).and(col("known"))).alias("asking"),
                whole(here().gt(lit(0))).alias("asking_clusters"),
            ];
            sums.extend(ASKS.iter().map(|ask| col(*ask).sum()));
            joined.group_by(with(&["skill"])).agg(sums).collect()
        })?;
        self.read_counts(&by_skill, names)
    }

    fn read_cells(&mut self, frame: &DataFrame, names: &[&str]) -> Result<()> {
        let column = |name: &str| frame::counts(frame, name);
        let (clusters, postings) = (column("clusters")?, column("postings")?);
        let (squares, known) = (column("postings_squared")?, column("known")?);
        for (row, group) in frame::groups(frame, names)?.into_iter().enumerate() {
            let cell = self.cells.entry(group).or_default();
            cell.clusters += clusters[row];
            cell.postings += postings[row];
            cell.postings_squared += squares[row];
            cell.known += known[row];
        }
        Ok(())
    }

    fn read_counts(&mut self, frame: &DataFrame, names: &[&str]) -> Result<()> {
        let column = |name: &str| frame::counts(frame, name);
        let (skills, asking, clusters) = (column("skill")?, column("asking")?, column("asking_clusters")?);
        let (here, squares, products) = (column("here")?, column("here_squared")?, column("here_n")?);
        let by_ask = ASKS.iter().map(|ask| column(ask)).collect::<Result<Vec<_>>>()?;
        for (row, group) in frame::groups(frame, names)?.into_iter().enumerate() {
            let item = u32::try_from(skills[row]).unwrap_or(u32::MAX);
            let count = self.counts.entry((group, item)).or_default();
            // Required, preferred, unsorted: one claim a posting and skill, so they add up to postings.
            count.tally.asked += here[row];
            count.tally.asked_squared += squares[row];
            count.tally.asked_n += products[row];
            count.asking_employers += asking[row];
            count.asking_clusters += clusters[row];
            for (sum, column) in count.by_ask.iter_mut().zip(&by_ask) {
                *sum += column[row];
            }
        }
        Ok(())
    }
}

/// One part, scanned: partial sums by group and employer.
#[derive(Debug)]
pub(super) struct Scanned {
    /// `n` by groups, `cluster`, `known`.
    pub(super) sizes: DataFrame,
    /// [`ASKS`] by groups, `skill`, `cluster`; none where no posting asks for anything.
    pub(super) asked: Option<DataFrame>,
}

/// A market that is scanned more than once. What lies in one part is kept; several are scanned again, so that memory does not grow with them.
#[derive(Debug)]
pub(super) struct Scans<'q> {
    market: &'q Market,
    scan: Scan<'q>,
    kept: Option<Scanned>,
}

impl<'q> Scans<'q> {
    pub(super) fn new(market: &'q Market, scan: Scan<'q>) -> Self {
        Self { market, scan, kept: None }
    }

    /// Hands on what was scanned of each part that holds anything.
    pub(super) fn each(&mut self, mut sink: impl FnMut(&Scanned) -> Result<()>) -> Result<()> {
        if let Some(kept) = &self.kept {
            return sink(kept);
        }
        for part in &self.market.parts {
            let Some(scanned) = self.market.scan(part, &self.scan)? else { continue };
            sink(&scanned)?;
            if self.market.parts.len() == 1 {
                self.kept = Some(scanned);
            }
        }
        Ok(())
    }

    /// Counts at several levels, each by so many of the first groups of the scan.
    pub(super) fn counts<const LEVELS: usize>(&mut self, levels: [usize; LEVELS]) -> Result<[Counts; LEVELS]> {
        let names: Vec<&str> = self.scan.by.iter().map(|group| group.as_str()).collect();
        let mut counts: [Counts; LEVELS] = std::array::from_fn(|_| Counts::default());
        self.each(|scanned| {
            levels.iter().zip(&mut counts).try_for_each(|(level, counts)| counts.fold(scanned, &names[..*level]))
        })?;
        Ok(counts)
    }
}

impl Market {
    /// One part, batch by batch: postings by group and employer, asks by group, skill and employer.
    fn scan(&self, part: &Part, scan: &Scan<'_>) -> Result<Option<Scanned>> {
        let by: Vec<Expr> = scan.by.iter().map(|group| group.expr()).collect();
        // One group of everything needs a column to group by.
        let keys: Vec<&str> = scan.by.iter().map(|group| group.as_str()).chain(["all"]).collect();
        let with = |more: &[&'static str]| -> Vec<&str> { keys.iter().copied().chain(more.iter().copied()).collect() };
        let columns = |names: &[&str]| -> Vec<Expr> { names.iter().map(|name| col(*name)).collect() };
        let mut sizes = Sums::new(with(&["cluster", "known"]), &["n"]);
        let mut asked = Sums::new(with(&["skill", "cluster"]), &ASKS);
        let needs = Needs::of(scan.by, scan.filter).asks();
        let cells_of = self.cells_of(scan.cells);
        self.for_each_of(part, scan.filter, &needs, |frames| {
            let postings = frames.postings.lazy().with_columns(&by).with_column(lit("all").alias("all"));
            let sized = postings.clone().group_by(columns(&with(&["cluster", "known"])));
            sizes.add(engine(|| sized.agg([len().cast(DataType::UInt64).alias("n")]).collect())?)?;
            let flag = |(at, ask): (u32, &str)| col("ask").eq(lit(at)).cast(DataType::UInt64).sum().alias(ask);
            let flags: Vec<Expr> = (0..).zip(ASKS).map(flag).collect();
            let asks = match &cells_of {
                Some(cells_of) => frame::asks_of_cells(&frames.asks, cells_of)?,
                None => frames.asks,
            };
            let joined = asks.lazy().join(postings, [col("posting")], [col("key")], JoinArgs::new(JoinType::Inner));
            asked.add(engine(|| joined.group_by(columns(&with(&["skill", "cluster"]))).agg(flags).collect())?)
        })?;
        let Some(sizes) = sizes.finish()? else { return Ok(None) };
        Ok(Some(Scanned { sizes, asked: asked.finish()? }))
    }

    /// The cells that each skill stands in; none where skills are asked about.
    fn cells_of(&self, cells: &[(String, Vec<String>)]) -> Option<Vec<Vec<u32>>> {
        if cells.is_empty() {
            return None;
        }
        let mut cells_of = vec![Vec::new(); self.skills.skills().len()];
        for (cell, (_, skills)) in (0..).zip(cells) {
            for skill in skills.iter().filter_map(|skill| self.index.get(skill)) {
                cells_of[*skill as usize].push(cell);
            }
        }
        Some(cells_of)
    }

    /// What is counted, by its number: skills by their ids, or cells by their names.
    pub(super) fn items<'q>(&'q self, cells: &'q [(String, Vec<String>)]) -> Vec<&'q str> {
        if cells.is_empty() {
            self.skills.skills().iter().map(|skill| skill.id.as_str()).collect()
        } else {
            cells.iter().map(|(cell, _)| cell.as_str()).collect()
        }
    }
}
