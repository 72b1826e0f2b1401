//! Quantiles, and their intervals by the method of Woodruff 1952.

use statrs::function::beta::beta_reg;

use super::cluster::{Cluster, Clustering, Tally};
use super::interval::wilson_share;

/// The type 7 quantile of Hyndman & Fan 1996 of values in ascending order: linear between the two
/// nearest, the default of R, `NumPy` and spreadsheets.
///
/// The values are finite; `q` is held to 0..=1. `None` without values or when `q` is NaN. In the unit of the values.
///
/// ```
/// assert_eq!(jdlib::stats::quantile(&[82.0, 90.0, 95.0, 110.0], 0.5), Some(92.5));
/// ```
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if q.is_nan() {
        return None;
    }
    let position = last as f64 * q.clamp(0.0, 1.0);
    let below = (position.floor() as usize).min(last);
    let part = position - below as f64;
    let low = sorted[below];
    if part == 0.0 {
        return Some(low);
    }
    let high = sorted[(below + 1).min(last)];
    // Not `clamp`, which panics when a caller breaks the promise of the order.
    Some((low + part * (high - low)).max(low).min(high.max(low)))
}

/// One value and the cluster it was observed in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The value, in the caller's unit.
    pub value: f64,
    /// Any number that is the same for all observations of the cluster and for no others. An observation
    /// whose cluster is unknown needs a number of its own.
    pub cluster: u64,
}

impl Observation {
    /// `value`, seen in `cluster`.
    pub fn new(value: f64, cluster: u64) -> Self {
        Self { value, cluster }
    }
}

/// A quantile with its 95 % interval and what the interval rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileEstimate {
    /// The type 7 quantile, in the unit of the values.
    pub value: f64,
    /// Lower bound: the value at `lo_rank`, never above `value`.
    pub lo: f64,
    /// Upper bound: the value at `hi_rank`, never below `value`.
    pub hi: f64,
    /// Observations.
    pub n: u64,
    /// Distinct clusters.
    pub clusters: u64,
    /// Design effect of the share at or below `value`, at least 1.
    pub deff: f64,
    /// How many independent observations the interval is worth, at most `n`.
    pub effective_n: f64,
    /// Rank of `lo` among the ascending values, counted from 1.
    pub lo_rank: usize,
    /// Rank of `hi` among the ascending values, counted from 1.
    pub hi_rank: usize,
    /// Whether the interval wanted a rank below 1: then `lo` is only the smallest value seen, and the
    /// true bound may be lower.
    pub open_lo: bool,
    /// Whether the interval wanted a rank above `n`: then `hi` is only the largest value seen, and the
    /// true bound may be higher.
    pub open_hi: bool,
}

/// The quantile `q` of `observations` with an interval that knows they come in clusters (Woodruff 1952).
///
/// "At or below the quantile" is a share like any other. [`cluster_share`](super::cluster_share) gives its
/// effective n, Wilson's interval at `q` and that effective n gives two shares `lo` and `hi`, and the bounds
/// are the order statistics i = max(⌊lo·n⌋, 1) and j = min(⌈hi·n⌉ + 1, n).
///
/// `None` without a finite value or when `q` is NaN. For several quantiles of the same values build the
/// [`Sample`] once.
pub fn woodruff(observations: &[Observation], q: f64) -> Option<QuantileEstimate> {
    Sample::new(observations.iter().copied()).estimate(q)
}

/// Values in ascending order that remember their clusters.
///
/// The order in which observations arrive does not matter. Values that are not finite are left out.
#[derive(Debug, Clone)]
pub struct Sample {
    values: Vec<f64>,
    /// For each value, the index of its cluster in `sizes`.
    owners: Vec<usize>,
    sizes: Vec<u32>,
    clustering: Clustering,
}

impl Sample {
    /// Sorts the observations and counts their clusters.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Self {
        let mut observations: Vec<_> = observations.into_iter().filter(|seen| seen.value.is_finite()).collect();
        // By value only: how tied values are ordered changes no count that is taken here.
        observations.sort_unstable_by(|a, b| a.value.total_cmp(&b.value));
        let mut ids: Vec<_> = observations.iter().map(|seen| seen.cluster).collect();
        ids.sort_unstable();
        ids.dedup();
        let owners: Vec<_> = observations.iter().map(|seen| ids.partition_point(|&id| id < seen.cluster)).collect();
        let sizes = counts(&owners, ids.len());
        Self {
            values: observations.iter().map(|seen| seen.value).collect(),
            clustering: Clustering::from_sizes(sizes.iter().copied()),
            owners,
            sizes,
        }
    }

    /// The finite values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The number of distinct clusters.
    pub fn clusters(&self) -> u64 {
        self.clustering.clusters()
    }

    /// The type 7 quantile `q` with its interval, as [`woodruff`] describes.
    pub fn estimate(&self, q: f64) -> Option<QuantileEstimate> {
        let value = quantile(&self.values, q)?;
        let n = self.values.len();
        let (deff, effective_n) = self.design_at(value);
        let shares = wilson_share(q, effective_n);
        let (lo_at, hi_at) = (shares.lo * n as f64, shares.hi * n as f64);
        let lo_rank = (lo_at.floor() as usize).clamp(1, n);
        let hi_rank = (hi_at.ceil() as usize + 1).clamp(1, n);
        Some(QuantileEstimate {
            value,
            lo: self.values[lo_rank - 1].min(value),
            hi: self.values[hi_rank - 1].max(value),
            n: n as u64,
            clusters: self.clustering.clusters(),
            deff,
            effective_n,
            lo_rank,
            hi_rank,
            open_lo: lo_at < 1.0,
            open_hi: hi_at.ceil() >= n as f64,
        })
    }

    /// Design effect and effective n of the share of values at or below `value`.
    ///
    /// The squares are taken about the share that was observed, not about q. The two are the same but for
    /// rounding until many values tie with the quantile (pay loves round numbers); about q, every tie
    /// would then pass for disagreement between clusters and widen the interval without reason.
    fn design_at(&self, value: f64) -> (f64, f64) {
        let below = self.values.partition_point(|&seen| seen <= value);
        let asked = counts(&self.owners[..below], self.sizes.len());
        let mut tally = Tally::default();
        for (&asked, &n) in asked.iter().zip(&self.sizes) {
            tally.add(Cluster { asked, n });
        }
        let share = self.clustering.share(tally);
        (share.deff, share.effective_n)
    }
}

/// How often each of the indices below `len` occurs.
fn counts(indices: &[usize], len: usize) -> Vec<u32> {
    let mut counts = vec![0u32; len];
    for &index in indices {
        counts[index] = counts[index].saturating_add(1);
    }
    counts
}

/// Two ranks of an ascending sample, counted from 1, and how surely the true quantile lies between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranks {
    /// The lower rank.
    pub lo: u64,
    /// The upper rank.
    pub hi: u64,
    /// Probability, at least 0.95.
    pub coverage: f64,
}

/// The ranks whose values enclose the quantile `q` of `n` *independent* observations with 95 %
/// certainty, at most 2.5 % missing on each side (the binomial order-statistic interval).
///
/// `None` where no such pair exists, which is what the floors of [`Care::Relaxed`](super::Care::Relaxed) rest
/// on: the median needs 6 observations, quartiles 13, the outer tenths 36.
/// Observations in clusters need [`woodruff`]; these ranks then cover far less than they say.
pub fn exact_ranks(n: u64, q: f64) -> Option<Ranks> {
    const TAIL: f64 = 0.025;
    if n == 0 || !(q > 0.0 && q < 1.0) {
        return None;
    }
    // The chance that exactly `lo` or fewer values lie below the quantile: the binomial distribution function.
    let at_most = |count: u64| {
        if count >= n { 1.0 } else { beta_reg((n - count) as f64, (count + 1) as f64, 1.0 - q) }
    };
    // The greatest rank whose value exceeds the quantile in no more than 2.5 % of samples.
    let lo = first_where(n, |rank| at_most(rank) > TAIL);
    // The smallest rank whose value falls short of it no more often.
    let hi = first_where(n, |count| 1.0 - at_most(count) <= TAIL) + 1;
    (lo >= 1 && hi <= n).then(|| Ranks { lo, hi, coverage: at_most(hi - 1) - at_most(lo - 1) })
}

/// The smallest of `0..=end` for which a monotone condition holds, `end` if for none before it.
fn first_where(end: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The share interval behind the ranks, for tests that pin it.
#[cfg(test)]
pub(super) fn share_interval(sample: &Sample, q: f64) -> super::Interval {
    let value = quantile(sample.values(), q).expect("the sample has values");
    wilson_share(q, sample.design_at(value).1)
}
