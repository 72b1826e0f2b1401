//! What changed between two sets of postings, and what would have changed had their mix of roles not.

use std::collections::{BTreeSet, HashMap};

use super::counts::{Cell, Count, Counts, Scan, Scans};
use super::spread::{Spread, design_effect};
use super::{Filter, Group, Market, Standing};
use crate::error::{Error, Result};
use crate::stats::{
    Care, Change, ClusterShare, Clustering, Difference, Figure, GroupShare, Kitagawa, LogOdds, MantelHaenszel, Prior,
    Stratum, Tally, Trials, Verdict, VisibleChange, WordCounts, benjamini_hochberg, kitagawa, log_odds,
    mantel_haenszel, smallest_visible_change, verdict,
};

/// One of the two sets of postings that are compared.
#[derive(Clone, Debug)]
pub struct Side<'m> {
    /// What people call it.
    pub name: String,
    /// Where its postings are.
    pub market: &'m Market,
    /// Which of them.
    pub filter: Filter,
}

impl<'m> Side<'m> {
    /// The postings of a market that a filter keeps.
    #[must_use]
    pub fn new(name: impl Into<String>, market: &'m Market, filter: Filter) -> Self {
        Self { name: name.into(), market, filter }
    }

    /// The postings of a market that have this value of a group: a year, a size class of employers.
    #[must_use]
    pub fn of_group(market: &'m Market, mut filter: Filter, group: Group, value: impl Into<String>) -> Self {
        let value = value.into();
        filter.only.push((group, vec![value.clone()]));
        Self::new(value, market, filter)
    }
}

/// The least part of all postings whose stratum both sides have: below it nothing is said about an unchanged mix, and nothing is called.
pub const COMMON_LEAST: f64 = 0.5;

/// The largest p-value of the stratified test of what is called new: a skill of roles that the first side does not have is none.
const NEW_P: f64 = 0.05;

/// A question about change.
///
/// A skill is tested within each stratum and over all of them together (Mantel & Haenszel): a market that hires more analysts than before
/// does not ask for more Excel. The q-values hold the false discovery rate over all skills that enough postings and employers ask for;
/// which ones those are does not depend on the direction of their change, and not on what is shown. Employers are clusters throughout.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Compare {
    /// Whose mix is held constant. Role unless set; a group that the sides differ by says nothing and has to be left out.
    pub strata: Vec<Group>,
    /// How much must stand behind a figure, and behind a verdict.
    pub care: Care,
    /// Cells of a view, each with the ids of its skills, in the place of skills.
    pub cells: Vec<(String, Vec<String>)>,
}

impl Default for Compare {
    fn default() -> Self {
        Self { strata: vec![Group::Role], care: Care::default(), cells: Vec::new() }
    }
}

/// One skill on one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SideShare {
    /// Postings that ask for it.
    pub asked: u64,
    /// Distinct known employers that ask for it.
    pub asking_employers: u64,
    /// The same with every posting of an unknown employer as an employer of its own: what verdicts look at.
    pub asking_clusters: u64,
    /// Share of the side's postings that ask for it, with its likely range and what that rests on.
    pub share: ClusterShare,
}

/// What became of one skill.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareRow {
    /// Id of the skill, or the cell of the view that was asked about.
    pub skill: String,
    /// The first side.
    pub before: SideShare,
    /// The second side.
    pub after: SideShare,
    /// After less before, as seen.
    pub change: Difference,
    /// The part of it that is left when the mix of strata is held constant; none where the sides have too little in common to say, see
    /// [`COMMON_LEAST`].
    pub same_mix: Option<Difference>,
    /// The part of it that comes from the mix of strata.
    pub mix: Option<f64>,
    /// The test by strata; none where they say nothing.
    pub test: Option<MantelHaenszel>,
    /// What clustering costs the test.
    pub deff: f64,
    /// How many of the skills that look at least as changed are likely chance; none for a skill that too few ask for to be tested.
    pub q: Option<f64>,
    /// What the change may be called.
    pub verdict: Verdict,
    /// The smallest changes that these postings could show.
    pub visible: VisibleChange,
    /// How much the skill is typical of the second side (above 0) or the first: what distinguishes them, not whether demand moved.
    pub typical: LogOdds,
    /// Whether the shares may be shown: enough postings and employers on both sides.
    pub standing: Standing,
}

impl CompareRow {
    /// Whether the change has a direction that is sure.
    #[must_use]
    pub fn is_called(&self) -> bool {
        matches!(self.verdict, Verdict::New | Verdict::Emerging | Verdict::Rising | Verdict::Declining)
    }

    /// The part of the change that is sure: the bound of its likely range that is nearer to none, 0 where that holds none.
    fn sure(&self) -> f64 {
        self.same_mix.map_or(0.0, |change| change.lo.max(-change.hi).max(0.0))
    }
}

/// In which order skills are shown. Ties are broken by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompareSort {
    /// Changes that have a name, by how much of them is sure; then the others, by how far they stand out.
    #[default]
    Change,
    /// What distinguishes the sides most, in either direction.
    Distinctive,
    /// What most postings ask for, on both sides together.
    Demand,
}

impl CompareSort {
    /// Sorts rows.
    pub fn sort(self, rows: &mut [CompareRow]) {
        rows.sort_by(|a, b| {
            let by = |key: fn(&CompareRow) -> f64| key(b).total_cmp(&key(a));
            let order = match self {
                Self::Change => (b.is_called().cmp(&a.is_called()))
                    .then(by(CompareRow::sure))
                    .then(by(|row| row.test.map_or(0.0, |test| test.z.abs()))),
                Self::Distinctive => by(|row| row.typical.z.abs()),
                Self::Demand => by(|row| row.before.share.share + row.after.share.share),
            };
            order.then_with(|| a.skill.cmp(&b.skill))
        });
    }
}

/// How large a side is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideSize {
    /// What people call it.
    pub name: String,
    /// Postings.
    pub postings: u64,
    /// Distinct known employers.
    pub employers: u64,
    /// How many employers of equal size would weigh as much.
    pub effective_employers: f64,
}

/// Two sides, skill by skill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The first side.
    pub before: SideSize,
    /// The second side.
    pub after: SideSize,
    /// Postings in strata that both sides have, as a part of all: what is said at an unchanged mix rests on them.
    pub common: f64,
    /// Skills that enough ask for to be tested.
    pub tested: u64,
    /// A row for every skill, sorted by [`CompareSort::Change`]. Skills that nobody asks for are rows as well.
    pub rows: Vec<CompareRow>,
}

impl Compare {
    /// Sets whose mix is held constant; an empty list holds nothing.
    #[must_use]
    pub fn strata(mut self, groups: impl IntoIterator<Item = Group>) -> Self {
        self.strata = groups.into_iter().collect();
        self
    }

    /// Sets how much must stand behind figures and verdicts.
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

    /// Compares two sides.
    ///
    /// # Errors
    /// When facts cannot be read, or were made with different versions of the library or the lexicon: a skill that one of them does not
    /// know would seem to be new.
    pub fn between(&self, before: &Side<'_>, after: &Side<'_>) -> Result<Comparison> {
        super::check_groups(&self.strata)?;
        let (first, second) = (before.market.fingerprint(), after.market.fingerprint());
        if first != second {
            return Err(Error::facts(format!(
                "`{}` was read by `{first}`, `{}` by `{second}`: analyse both again with one version",
                before.name, after.name
            )));
        }
        let mut scans = [before, after].map(|side| {
            let scan = Scan { by: &self.strata, filter: &side.filter, cells: &self.cells };
            Scans::new(side.market, scan)
        });
        let levels = [0, self.strata.len()];
        let [[all_before, by_before], [all_after, by_after]] = {
            let [before, after] = &mut scans;
            [before.counts(levels)?, after.counts(levels)?]
        };
        let items = [before, after].map(|side| side.market.items(&self.cells));
        let sides = Sides::new(&items, [by_before, by_after]);
        let wholes = [&all_before, &all_after].map(|counts| counts.cells.get(&Vec::new()).copied().unwrap_or_default());
        let mut rows = self.rows(&sides, [&all_before, &all_after], wholes.map(|cell| cell.clustering()));
        self.judge(&sides, &mut scans, self.sources(after)?.as_ref(), &mut rows)?;
        CompareSort::default().sort(&mut rows);
        let size = |side: &Side<'_>, cell: Cell| SideSize {
            name: side.name.clone(),
            postings: cell.postings,
            employers: cell.known,
            effective_employers: cell.clustering().share(Tally::default()).effective_clusters,
        };
        Ok(Comparison {
            before: size(before, wholes[0]),
            after: size(after, wholes[1]),
            common: sides.common(),
            tested: rows.iter().filter(|row| row.q.is_some()).count() as u64,
            rows,
        })
    }

    /// Shares, changes and their parts; what rests on tests is filled in later.
    fn rows(&self, sides: &Sides<'_>, all: [&Counts; 2], clusterings: [Clustering; 2]) -> Vec<CompareRow> {
        let words = |item: usize| {
            let [before, after] = [0, 1].map(|side| sides.count(all[side], side, &[], item).tally.asked as f64);
            WordCounts::new(after, before)
        };
        let words: Vec<WordCounts> = (0..sides.items.len()).map(words).collect();
        let typical = log_odds(&words, Prior::default());
        let shown = |share: &ClusterShare| self.care.showing(Figure::Share, share.n, share.clusters).is_shown();
        let is_common = sides.common() >= COMMON_LEAST;
        let row = |(item, skill): (usize, &&str)| {
            let [before, after] = [0, 1].map(|side| {
                let count = sides.count(all[side], side, &[], item);
                SideShare {
                    asked: count.tally.asked,
                    asking_employers: count.asking_employers,
                    asking_clusters: count.asking_clusters,
                    share: clusterings[side].share(count.tally),
                }
            });
            let change = before.share.change_to(&after.share);
            // One stratum has no mix, and the interval of two shares is the better one.
            let (same_mix, mix) = match sides.strata.len() {
                0 | 1 => (change, 0.0),
                _ => {
                    let parts = sides.parts(item);
                    (parts.within, parts.composition)
                }
            };
            CompareRow {
                skill: (*skill).to_owned(),
                change,
                same_mix: is_common.then_some(same_mix),
                mix: is_common.then_some(mix),
                test: None,
                deff: 1.0,
                q: None,
                verdict: Verdict::Unclear,
                visible: smallest_visible_change(before.share.share, before.share.effective_n, after.share.effective_n),
                typical: typical[item],
                standing: match (shown(&before.share) && shown(&after.share), before.asked + after.asked) {
                    (false, _) => Standing::Withheld,
                    (true, 0) => Standing::Zero,
                    (true, _) => Standing::Ok,
                },
                before,
                after,
            }
        };
        sides.items.iter().enumerate().map(row).collect()
    }

    /// In how many sources each skill is asked for on the second side; none where there are fewer than two that are known.
    fn sources(&self, side: &Side<'_>) -> Result<Option<HashMap<String, u64>>> {
        let values = side.market.values(Group::Source, &side.filter)?;
        let known: Vec<[String; 1]> =
            values.into_iter().map(|(source, _)| [source]).filter(|[source]| source != super::group::UNKNOWN).collect();
        if known.len() < 2 {
            return Ok(None);
        }
        let scan = Scan { by: &[Group::Source], filter: &side.filter, cells: &self.cells };
        let [counts] = Scans::new(side.market, scan).counts([1])?;
        let of = |item: u32| known.iter().filter(|source| counts.of(*source, item).tally.asked > 0).count() as u64;
        Ok(Some((0..).zip(side.market.items(&self.cells)).map(|(at, item)| (item.to_owned(), of(at))).collect()))
    }

    /// Tests, q-values, verdicts.
    fn judge(
        &self,
        sides: &Sides<'_>,
        scans: &mut [Scans<'_>; 2],
        sources: Option<&HashMap<String, u64>>,
        rows: &mut [CompareRow],
    ) -> Result<()> {
        let rule = self.care.change_rule();
        let tables: Vec<Vec<Stratum>> = (0..rows.len()).map(|item| sides.table(item)).collect();
        let names: Vec<&str> = self.strata.iter().map(|group| group.as_str()).collect();
        let spreads = sides.spreads(scans, &names, &tables)?;
        for ((item, row), table) in rows.iter_mut().enumerate().zip(&tables) {
            row.deff = design_effect(&spreads[0], &spreads[1], item, table);
            row.test = mantel_haenszel(table, row.deff);
        }
        // An employer may ask on both sides: the larger number is the one that is certain.
        let is_tested = |row: &&mut CompareRow| {
            let clusters = row.before.asking_clusters.max(row.after.asking_clusters);
            row.standing == Standing::Ok && rule.tests(row.before.asked + row.after.asked, clusters)
        };
        let mut tested: Vec<&mut CompareRow> = rows.iter_mut().filter(is_tested).collect();
        let p: Vec<f64> = tested.iter().map(|row| row.test.map_or(1.0, |test| test.p)).collect();
        for (row, q) in tested.iter_mut().zip(benjamini_hochberg(&p)) {
            row.q = Some(q);
        }
        for row in rows.iter_mut().filter(|row| row.standing != Standing::Withheld) {
            let Some(difference) = row.same_mix else { continue };
            let change = Change {
                before: &row.before.share,
                after: &row.after.share,
                difference,
                q: row.q,
                odds: row.test.and_then(|test| test.odds),
                asked_before: row.before.asked,
                asked_after: row.after.asked,
                clusters_after: row.after.asking_clusters,
                sources_after: sources.map(|sources| sources.get(&row.skill).copied().unwrap_or(0)),
            };
            let rises = row.test.is_some_and(|test| test.z > 0.0 && test.p <= NEW_P);
            row.verdict = match verdict(&change, &rule) {
                Verdict::New if !rises => Verdict::Unclear,
                verdict => verdict,
            };
        }
        Ok(())
    }
}

/// Both sides, stratum by stratum.
struct Sides<'q> {
    /// What is compared, by name: all that one of the sides knows.
    items: Vec<&'q str>,
    /// The number of each item on each side.
    numbers: [Vec<Option<u32>>; 2],
    strata: Vec<Vec<String>>,
    clusterings: [Vec<Clustering>; 2],
    counts: [Counts; 2],
}

impl<'q> Sides<'q> {
    fn new(known: &[Vec<&'q str>; 2], counts: [Counts; 2]) -> Self {
        let items: BTreeSet<&str> = known.iter().flatten().copied().collect();
        let items: Vec<&str> = items.into_iter().collect();
        let numbers = [0, 1].map(|side| {
            let of: HashMap<&str, u32> = known[side].iter().copied().zip(0..).collect();
            items.iter().map(|item| of.get(item).copied()).collect()
        });
        let strata: BTreeSet<Vec<String>> = counts.iter().flat_map(|counts| counts.cells.keys().cloned()).collect();
        let strata: Vec<Vec<String>> = strata.into_iter().collect();
        let clusterings = [0, 1].map(|side| {
            let cell = |stratum| counts[side].cells.get(stratum).copied().unwrap_or_default();
            strata.iter().map(|stratum| cell(stratum).clustering()).collect()
        });
        Self { items, numbers, strata, clusterings, counts }
    }

    /// What a side's counts say of an item.
    fn count(&self, counts: &Counts, side: usize, groups: &[String], item: usize) -> Count {
        self.numbers[side][item].map_or_else(Count::default, |number| counts.of(groups, number))
    }

    /// Yes and all of an item on both sides, stratum by stratum.
    fn table(&self, item: usize) -> Vec<Stratum> {
        let trials = |side: usize, at: usize| {
            let asked = self.count(&self.counts[side], side, &self.strata[at], item).tally.asked;
            Trials::new(asked, self.clusterings[side][at].n())
        };
        (0..self.strata.len()).map(|at| Stratum::new(trials(0, at), trials(1, at))).collect()
    }

    /// How much of a change lies within strata, and how much in their mix.
    fn parts(&self, item: usize) -> Kitagawa {
        let totals = [0, 1].map(|side| self.clusterings[side].iter().map(Clustering::n).sum::<u64>().max(1) as f64);
        let pair = |at: usize| {
            let share = |side: usize| {
                let clustering = &self.clusterings[side][at];
                let tally = self.count(&self.counts[side], side, &self.strata[at], item).tally;
                GroupShare::of(clustering.n() as f64 / totals[side], &clustering.share(tally))
            };
            let (before, after) = (share(0), share(1));
            // A stratum that a side does not have cannot have changed there: all it adds is mix.
            let absent =
                |other: GroupShare| (GroupShare { weight: 0.0, se: 0.0, ..other }, GroupShare { se: 0.0, ..other });
            match (before.weight > 0.0, after.weight > 0.0) {
                (true, true) => (before, after),
                (false, _) => absent(after),
                (true, false) => {
                    let (after, before) = absent(before);
                    (before, after)
                }
            }
        };
        kitagawa(&(0..self.strata.len()).map(pair).collect::<Vec<_>>())
    }

    /// What employers add to the test of each item, on each side.
    fn spreads(&self, scans: &mut [Scans<'_>; 2], names: &[&str], tables: &[Vec<Stratum>]) -> Result<[Spread; 2]> {
        let n = |side: usize, at: usize| self.clusterings[side][at].n() as f64;
        let rate = |stratum: &Stratum| {
            let all = stratum.before.n + stratum.after.n;
            if all == 0 { 0.0 } else { (stratum.before.asked + stratum.after.asked) as f64 / all as f64 }
        };
        let mut spreads = [0, 1].map(|side| {
            let weight = |at| n(1 - side, at) / (n(0, at) + n(1, at)).max(1.0);
            let rates = tables.iter().map(|table| table.iter().map(rate).collect()).collect();
            Spread::new(&self.strata, (0..self.strata.len()).map(weight).collect(), rates)
        });
        for (side, (scans, spread)) in scans.iter_mut().zip(&mut spreads).enumerate() {
            let of = self.numbers[side].iter().enumerate();
            let items: HashMap<u32, usize> = of.filter_map(|(item, number)| Some(((*number)?, item))).collect();
            scans.each(|scanned| spread.add(scanned, names, |number| items.get(&number).copied()))?;
        }
        Ok(spreads)
    }

    /// The part of all postings whose stratum both sides have.
    fn common(&self) -> f64 {
        let n = |at: usize| [0, 1].map(|side| self.clusterings[side][at].n());
        let all: u64 = (0..self.strata.len()).flat_map(n).sum();
        let shared = (0..self.strata.len()).map(n).filter(|[before, after]| *before > 0 && *after > 0);
        let shared: u64 = shared.flatten().sum();
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}
