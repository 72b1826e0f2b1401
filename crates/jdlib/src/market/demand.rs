//! Demand: the share of postings that ask for a skill.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use super::frame::{self, Sums};
use super::{Filter, Group, Market, Standing, engine};
use crate::error::Result;
use crate::stats::{Care, Cluster, ClusterShare, Clustering, Figure, Tally};

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
}

/// Demand for one skill in one group.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandRow {
    /// Values of the groups, in the order of the question.
    pub groups: Vec<String>,
    /// Id of the skill.
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

/// One group of postings: its employers, each with its number of postings.
struct Cell {
    sizes: HashMap<u64, u32>,
    clustering: Clustering,
    known: u64,
}

/// Counts of one skill in one group.
#[derive(Default)]
struct Count {
    tally: Tally,
    asked: u64,
    asking_employers: u64,
    /// In the order of [`ASKS`].
    by_ask: [u64; ASKS.len()],
}

/// Asks that rows count apart.
const ASKS: [&str; 5] = ["required", "preferred", "unsorted", "mentioned", "excluded"];

impl Market {
    /// Demand for every skill that the lexicon knows, zeros included: a zero carries its upper bound.
    ///
    /// Sorted by group, then by postings that ask, then by skill.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn demand(&self, question: &Demand) -> Result<Vec<DemandRow>> {
        super::check_groups(&question.by)?;
        let names: Vec<&str> = question.by.iter().map(|group| group.as_str()).collect();
        let by: Vec<Expr> = question.by.iter().map(|group| group.expr()).collect();
        let with = |more: &[&'static str]| -> Vec<&str> { names.iter().copied().chain(more.iter().copied()).collect() };
        let mut sizes = Sums::new(with(&["cluster", "known"]), &["postings"]);
        let mut asked = Sums::new(with(&["skill", "cluster", "known"]), &ASKS);
        self.for_each(&question.filter, |frames| {
            let grouped = by.iter().cloned().chain([col("cluster"), col("known")]);
            let postings = frames.postings.lazy().with_columns(&by);
            sizes.add(engine(|| {
                postings
                    .clone()
                    .group_by(grouped.clone().collect::<Vec<_>>())
                    .agg([len().cast(DataType::UInt64).alias("postings")])
                    .collect()
            })?)?;
            let flags: Vec<Expr> =
                ASKS.iter().map(|ask| col("ask").eq(lit(*ask)).cast(DataType::UInt64).sum().alias(*ask)).collect();
            let keys: Vec<Expr> = names.iter().copied().chain(["skill", "cluster", "known"]).map(col).collect();
            let joined =
                frames.asks.lazy().join(postings, [col("posting")], [col("key")], JoinArgs::new(JoinType::Inner));
            asked.add(engine(|| joined.group_by(keys).agg(flags).collect())?)
        })?;
        let Some(sizes) = sizes.finish()? else { return Ok(Vec::new()) };
        let cells = cells(&sizes, &names)?;
        let counts = match asked.finish()? {
            Some(asked) => count(&asked, &names, &cells)?,
            None => HashMap::new(),
        };
        Ok(self.rows(question, &cells, &counts))
    }

    fn rows(
        &self,
        question: &Demand,
        cells: &BTreeMap<Vec<String>, Cell>,
        counts: &HashMap<(Vec<String>, String), Count>,
    ) -> Vec<DemandRow> {
        let newest = super::newest_period(&question.by, cells.keys());
        let mut rows = Vec::with_capacity(cells.len() * self.skills.skills().len());
        let nothing = Count::default();
        for (groups, cell) in cells {
            for skill in self.skills.skills() {
                let count = counts.get(&(groups.clone(), skill.id.clone())).unwrap_or(&nothing);
                let basis = cell.clustering.share(count.tally);
                let shown = question.care.showing(Figure::Share, basis.n, basis.clusters).is_shown();
                let standing = match (shown, count.asked) {
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
                    skill: skill.id.clone(),
                    asked: count.asked,
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

fn cells(sizes: &DataFrame, names: &[&str]) -> Result<BTreeMap<Vec<String>, Cell>> {
    let groups = frame::groups(sizes, names)?;
    let clusters = frame::keys(sizes, "cluster")?;
    let known = frame::flags(sizes, "known")?;
    let postings = frame::counts(sizes, "postings")?;
    let mut found: BTreeMap<Vec<String>, Cell> = BTreeMap::new();
    for (row, group) in groups.into_iter().enumerate() {
        let cell = found.entry(group).or_insert_with(|| Cell {
            sizes: HashMap::new(),
            clustering: Clustering::from_sizes([]),
            known: 0,
        });
        *cell.sizes.entry(clusters[row]).or_default() += u32::try_from(postings[row]).unwrap_or(u32::MAX);
        cell.known += u64::from(known[row]);
    }
    for cell in found.values_mut() {
        cell.clustering = Clustering::from_sizes(cell.sizes.values().copied());
    }
    Ok(found)
}

fn count(
    asked: &DataFrame,
    names: &[&str],
    cells: &BTreeMap<Vec<String>, Cell>,
) -> Result<HashMap<(Vec<String>, String), Count>> {
    let groups = frame::groups(asked, names)?;
    let skills = frame::texts(asked, "skill")?;
    let clusters = frame::keys(asked, "cluster")?;
    let known = frame::flags(asked, "known")?;
    let by_ask = ASKS.iter().map(|ask| frame::counts(asked, ask)).collect::<Result<Vec<_>>>()?;
    let mut found: HashMap<(Vec<String>, String), Count> = HashMap::new();
    for (row, (group, skill)) in groups.into_iter().zip(skills).enumerate() {
        let size = cells.get(&group).and_then(|cell| cell.sizes.get(&clusters[row])).copied().unwrap_or_default();
        let count = found.entry((group, skill)).or_default();
        // Required, preferred, unsorted: one claim a posting and skill, so they add up to postings.
        let here: u64 = by_ask[..3].iter().map(|column| column[row]).sum();
        if here > 0 {
            count.tally.add(Cluster::new(u32::try_from(here).unwrap_or(u32::MAX), size));
            count.asking_employers += u64::from(known[row]);
        }
        count.asked += here;
        for (sum, column) in count.by_ask.iter_mut().zip(&by_ask) {
            *sum += column[row];
        }
    }
    Ok(found)
}
