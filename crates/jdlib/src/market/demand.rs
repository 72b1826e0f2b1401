//! Demand: the share of postings that ask for a skill.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use super::frame::{self, ASKS, Needs, Sums};
use super::{Filter, Group, Market, Part, Standing, engine};
use crate::error::Result;
use crate::stats::{Care, ClusterShare, Clustering, Figure, Tally};

/// A question about demand.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Demand {
    /// Groups; none for all postings together.
    pub by: Vec<Group>,
    /// Which postings.
    pub filter: Filter,
    /// How much must stand behind a share for it to be shown.
    pub care: Care,
    /// Cells of a view, each with the ids of its skills, in the place of skills: a posting asks for a cell if it asks for one of them.
    pub cells: Vec<(String, Vec<String>)>,
}

impl Demand {
    /// Demand in all postings together.
    #[must_use]
    pub fn overall() -> Self {
        Self::default()
    }

    /// Demand by groups.
    #[must_use]
    pub fn by(groups: impl IntoIterator<Item = Group>) -> Self {
        Self { by: groups.into_iter().collect(), ..Self::default() }
    }

    /// Sets which postings are meant.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Sets how much must stand behind a share.
    #[must_use]
    pub fn care(mut self, care: Care) -> Self {
        self.care = care;
        self
    }

    /// Asks about cells of a view in the place of skills.
    #[must_use]
    pub fn cells(mut self, cells: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        self.cells = cells.into_iter().collect();
        self
    }
}

/// Demand for one skill in one group.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandRow {
    /// Values of the groups, in the order of the question.
    pub groups: Vec<String>,
    /// Id of the skill, or the cell of the view that was asked about.
    pub skill: String,
    /// Postings that ask for it: required, preferred or unsorted.
    pub asked: u64,
    /// Postings in the group.
    pub postings: u64,
    /// Distinct known employers in the group.
    pub employers: u64,
    /// Distinct known employers that ask for it.
    pub asking_employers: u64,
    /// `asked / postings`, 0 to 1.
    pub share: f64,
    /// Lower bound of the likely range: employer-clustered, 95 %.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
    /// Postings that require it.
    pub required: u64,
    /// Postings that welcome it.
    pub preferred: u64,
    /// Postings that ask for it without saying how strongly.
    pub unsorted: u64,
    /// Postings that only name it.
    pub mentioned_only: u64,
    /// Postings that do not want or need it.
    pub excluded: u64,
    /// Whether the share may be shown.
    pub standing: Standing,
    /// What the likely range rests on.
    pub basis: ClusterShare,
}

impl DemandRow {
    /// The values of the groups in one text; `all` where there are none.
    #[must_use]
    pub fn group(&self) -> String {
        if self.groups.is_empty() { "all".to_owned() } else { self.groups.join(" \u{B7} ") }
    }
}

/// One group of postings: sums over its employers.
#[derive(Clone, Copy, Default)]
struct Cell {
    clusters: u64,
    postings: u64,
    postings_squared: u64,
    known: u64,
}

/// Counts of one skill in one group.
#[derive(Clone, Copy, Default)]
struct Count {
    tally: Tally,
    asking_employers: u64,
    /// In the order of [`ASKS`].
    by_ask: [u64; ASKS.len()],
}

impl Market {
    /// Demand for every skill that the lexicon knows, zeros included: a zero carries its upper bound.
    ///
    /// Sorted by group, then by postings that ask, then by skill.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn demand(&self, question: &Demand) -> Result<Vec<DemandRow>> {
        super::check_groups(&question.by)?;
        let mut cells: BTreeMap<Vec<String>, Cell> = BTreeMap::new();
        let mut counts: HashMap<(Vec<String>, u32), Count> = HashMap::new();
        for part in &self.parts {
            self.count(part, question, &mut cells, &mut counts)?;
        }
        Ok(self.rows(question, &cells, &counts))
    }

    /// Adds what one part holds. Its employers stand in no other part, so that sums over employers add up.
    fn count(
        &self,
        part: &Part,
        question: &Demand,
        cells: &mut BTreeMap<Vec<String>, Cell>,
        counts: &mut HashMap<(Vec<String>, u32), Count>,
    ) -> Result<()> {
        let names: Vec<&str> = question.by.iter().map(|group| group.as_str()).collect();
        let by: Vec<Expr> = question.by.iter().map(|group| group.expr()).collect();
        // One group of everything needs a column to group by.
        let keys: Vec<&str> = names.iter().copied().chain(["all"]).collect();
        let with = |more: &[&'static str]| -> Vec<&str> { keys.iter().copied().chain(more.iter().copied()).collect() };
        let columns = |names: &[&str]| -> Vec<Expr> { names.iter().map(|name| col(*name)).collect() };
        let mut sizes = Sums::new(with(&["cluster", "known"]), &["n"]);
        let mut asked = Sums::new(with(&["skill", "cluster"]), &ASKS);
        let needs = Needs::of(&question.by, &question.filter).asks();
        let cells_of = self.cells_of(question);
        self.for_each_of(part, &question.filter, &needs, |frames| {
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
        let Some(sizes) = sizes.finish()? else { return Ok(()) };
        let whole = |expr: Expr| expr.cast(DataType::UInt64).sum();
        let n = || col("n").cast(DataType::UInt64);
        let by_group = engine(|| {
            let sums = [
                len().cast(DataType::UInt64).alias("clusters"),
                whole(n()).alias("postings"),
                whole(n() * n()).alias("postings_squared"),
                whole(col("known")).alias("known"),
            ];
            sizes.clone().lazy().group_by(columns(&keys)).agg(sums).collect()
        })?;
        read_cells(&by_group, &names, cells)?;
        let Some(asked) = asked.finish()? else { return Ok(()) };
        let here = || col("required") + col("preferred") + col("unsorted");
        let by_skill = engine(|| {
            let on = columns(&with(&["cluster"]));
            let joined = asked.lazy().join(sizes.lazy(), on.clone(), on, JoinArgs::new(JoinType::Inner));
            let mut sums = vec![
                whole(here()).alias("here"),
                whole(here() * here()).alias("here_squared"),
                whole(here() * n()).alias("here_n"),
                whole(here().gt(lit(0)).and(col("known"))).alias("asking"),
            ];
            sums.extend(ASKS.iter().map(|ask| col(*ask).sum()));
            joined.group_by(columns(&with(&["skill"]))).agg(sums).collect()
        })?;
        read_counts(&by_skill, &names, counts)
    }

    /// The cells that each skill stands in; none where skills are asked about.
    fn cells_of(&self, question: &Demand) -> Option<Vec<Vec<u32>>> {
        if question.cells.is_empty() {
            return None;
        }
        let mut cells_of = vec![Vec::new(); self.skills.skills().len()];
        for (cell, (_, skills)) in (0..).zip(&question.cells) {
            for skill in skills.iter().filter_map(|skill| self.index.get(skill)) {
                cells_of[*skill as usize].push(cell);
            }
        }
        Some(cells_of)
    }

    fn rows(
        &self,
        question: &Demand,
        cells: &BTreeMap<Vec<String>, Cell>,
        counts: &HashMap<(Vec<String>, u32), Count>,
    ) -> Vec<DemandRow> {
        let newest = super::newest_period(&question.by, cells.keys());
        let items: Vec<&str> = if question.cells.is_empty() {
            self.skills.skills().iter().map(|skill| skill.id.as_str()).collect()
        } else {
            question.cells.iter().map(|(cell, _)| cell.as_str()).collect()
        };
        let mut rows = Vec::with_capacity(cells.len() * items.len());
        let nothing = Count::default();
        for (groups, cell) in cells {
            let clustering = Clustering::from_sums(cell.clusters, cell.postings, cell.postings_squared);
            for (at, item) in (0..).zip(&items) {
                let count = counts.get(&(groups.clone(), at)).unwrap_or(&nothing);
                let basis = clustering.share(count.tally);
                let shown = question.care.showing(Figure::Share, basis.n, basis.clusters).is_shown();
                let standing = match (shown, count.tally.asked) {
                    (false, _) => Standing::Withheld,
                    (true, 0) => Standing::Zero,
                    (true, _) if super::is_newest(&question.by, groups, newest.as_deref()) => Standing::Partial,
                    (true, _) => Standing::Ok,
                };
                // Nothing is known of a skill that nobody names in a group that is too thin: no row, or employers would make millions.
                if !shown && count.by_ask.iter().all(|count| *count == 0) {
                    continue;
                }
                let [required, preferred, unsorted, mentioned_only, excluded] = count.by_ask;
                rows.push(DemandRow {
                    groups: groups.clone(),
                    skill: (*item).to_owned(),
                    asked: count.tally.asked,
                    postings: basis.n,
                    employers: cell.known,
                    asking_employers: count.asking_employers,
                    share: basis.share,
                    lo: basis.lo,
                    hi: basis.hi,
                    required,
                    preferred,
                    unsorted,
                    mentioned_only,
                    excluded,
                    standing,
                    basis,
                });
            }
        }
        let rank = |row: &DemandRow| super::group_rank(&question.by, &row.groups);
        rows.sort_by_cached_key(|row| (rank(row), std::cmp::Reverse(row.asked), row.skill.clone()));
        rows
    }
}

fn read_cells(frame: &DataFrame, names: &[&str], cells: &mut BTreeMap<Vec<String>, Cell>) -> Result<()> {
    let column = |name: &str| frame::counts(frame, name);
    let (clusters, postings) = (column("clusters")?, column("postings")?);
    let (squares, known) = (column("postings_squared")?, column("known")?);
    for (row, group) in frame::groups(frame, names)?.into_iter().enumerate() {
        let cell = cells.entry(group).or_default();
        cell.clusters += clusters[row];
        cell.postings += postings[row];
        cell.postings_squared += squares[row];
        cell.known += known[row];
    }
    Ok(())
}

fn read_counts(frame: &DataFrame, names: &[&str], counts: &mut HashMap<(Vec<String>, u32), Count>) -> Result<()> {
    let column = |name: &str| frame::counts(frame, name);
    let (skills, asking) = (column("skill")?, column("asking")?);
    let (here, squares, products) = (column("here")?, column("here_squared")?, column("here_n")?);
    let by_ask = ASKS.iter().map(|ask| column(ask)).collect::<Result<Vec<_>>>()?;
    for (row, group) in frame::groups(frame, names)?.into_iter().enumerate() {
        let count = counts.entry((group, u32::try_from(skills[row]).unwrap_or(u32::MAX))).or_default();
        // Required, preferred, unsorted: one claim a posting and skill, so they add up to postings.
        count.tally.asked += here[row];
        count.tally.asked_squared += squares[row];
        count.tally.asked_n += products[row];
        count.asking_employers += asking[row];
        for (sum, column) in count.by_ask.iter_mut().zip(&by_ask) {
            *sum += column[row];
        }
    }
    Ok(())
}
