//! Demand: the share of postings that ask for a skill.

use std::collections::BTreeSet;

use super::counts::{Counts, Scan, Scans};
use super::{Filter, Group, Market, Standing};
use crate::error::Result;
use crate::stats::{Care, ClusterShare, Figure};

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

impl Market {
    /// Demand for every skill that the lexicon knows, zeros included: a zero carries its upper bound.
    ///
    /// Sorted by group, then by postings that ask, then by skill.
    ///
    /// # Errors
    /// When facts cannot be read.
    pub fn demand(&self, question: &Demand) -> Result<Vec<DemandRow>> {
        super::check_groups(&question.by)?;
        let scan = Scan { by: &question.by, filter: &question.filter, cells: &question.cells };
        let [counts] = Scans::new(self, scan).counts([question.by.len()])?;
        let broken = self.broken(&question.by, &question.filter)?;
        Ok(self.demand_rows(question, &counts, &broken))
    }

    fn demand_rows(&self, question: &Demand, counts: &Counts, broken: &BTreeSet<String>) -> Vec<DemandRow> {
        let newest = super::newest_period(&question.by, counts.cells.keys());
        let items = self.items(&question.cells);
        let mut rows = Vec::with_capacity(counts.cells.len() * items.len());
        for (groups, cell) in &counts.cells {
            let clustering = cell.clustering();
            for (at, item) in (0..).zip(&items) {
                let count = counts.of(groups, at);
                let basis = clustering.share(count.tally);
                let shown = question.care.showing(Figure::Share, basis.n, basis.clusters).is_shown();
                let standing = match (shown, count.tally.asked) {
                    (false, _) => Standing::Withheld,
                    (true, 0) => Standing::Zero,
                    (true, _) if super::is_newest(&question.by, groups, newest.as_deref()) => Standing::Partial,
                    (true, _) if super::is_broken(&question.by, groups, broken) => Standing::Break,
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
