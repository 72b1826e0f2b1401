//! A share whose observations come in clusters, by the effective sample size of Korn & Graubard 1998.

use super::interval::{Interval, Z_95, wilson_share};
use super::tails::t_quantile;

/// One cluster: `asked` of its `n` observations say yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cluster {
    /// Observations that say yes; more than `n` counts as `n`.
    pub asked: u32,
    /// Observations in the cluster; a cluster with none counts as absent.
    pub n: u32,
}

impl Cluster {
    /// `asked` of `n` observations.
    pub fn new(asked: u32, n: u32) -> Self {
        Self { asked, n }
    }
}

/// A share with its 95 % interval and what the interval rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterShare {
    /// asked / n, 0 to 1. It is 0 when `n` is 0: look at `n` first.
    pub share: f64,
    /// Lower bound of the interval, 0 to 1.
    pub lo: f64,
    /// Upper bound of the interval, 0 to 1.
    pub hi: f64,
    /// Observations.
    pub n: u64,
    /// Clusters that have at least one observation.
    pub clusters: u64,
    /// Variance of the share under clustering, by ratio linearisation.
    pub variance: f64,
    /// Design effect: that variance over the one of independent observations, at least 1.
    pub deff: f64,
    /// How many clusters of equal size would weigh as much: n² / Σ nₑ², from 1 to `clusters`.
    pub effective_clusters: f64,
    /// How many independent observations the interval is worth, at most `n`.
    pub effective_n: f64,
}

impl ClusterShare {
    /// The bounds as one value.
    pub fn interval(&self) -> Interval {
        Interval { lo: self.lo, hi: self.hi }
    }

    /// Whether the interval is too wide for the share to be read as a number; see [`low_precision`].
    ///
    /// [`low_precision`]: super::low_precision
    pub fn low_precision(&self) -> bool {
        super::low_precision(self.share, self.interval())
    }
}

/// The share of yes over all observations, with an interval that knows they come in clusters.
///
/// With x of n observations in cluster e, p = Σx/Σn over m clusters:
/// v = m/(m−1) · Σ(x − p·n)² / (Σn)², deff = max(1, v / (p(1−p)/n)), g = n²/Σnₑ²,
/// t the 0.975 quantile of Student's t with max(g−1, 1) degrees of freedom,
/// effective n = min(n, (n/deff)·(z/t)²), and the interval is Wilson's at p and the effective n.
/// This is the effective sample size of Korn & Graubard 1998 with Wilson 1927 for Clopper-Pearson.
///
/// The edges:
/// - **No observations**: share 0, interval 0 to 1, effective n 0.
/// - **One cluster**: m/(m−1) does not exist, and how much clusters differ cannot be seen. The conservative
///   reading holds: the cluster is one opinion, however large, so deff = n and t has one degree of
///   freedom. The effective n is (z/t)² ≈ 0.024, never above 1, and the interval is nearly 0 to 1.
/// - **Nobody or everybody says yes**: clusters show no difference, so deff = 1 and only the (z/t)² term
///   reflects clustering: ten equal clusters of a hundred give an effective n of 751, two give
///   4.8. The far bound is the news then: "none, and likely below `hi`".
///
/// The result does not depend on the order of the clusters, to the last bit: all sums are of whole numbers.
pub fn cluster_share(clusters: &[Cluster]) -> ClusterShare {
    let mut tally = Tally::default();
    for cluster in clusters {
        tally.add(*cluster);
    }
    Clustering::from_sizes(clusters.iter().map(|cluster| cluster.n)).share(tally)
}

/// How the observations of one cell spread over clusters: the part of [`cluster_share`] that all shares
/// of the cell have in common.
///
/// A cell has one denominator and a thousand numerators. What depends on the denominator alone (the effective
/// clusters and the t quantile, by far the dearest step) is computed once here, and [`share`](Self::share)
/// costs a few multiplications whatever the number of clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clustering {
    clusters: u64,
    n: u64,
    n_squared: u64,
    effective_clusters: f64,
    /// (z/t)²: what few clusters cost.
    few: f64,
}

impl Clustering {
    /// From the sizes of the clusters; sizes of 0 are left out.
    pub fn from_sizes(sizes: impl IntoIterator<Item = u32>) -> Self {
        let (mut clusters, mut n, mut n_squared) = (0, 0u64, 0u64);
        for size in sizes.into_iter().map(u64::from).filter(|&size| size > 0) {
            clusters += 1;
            n = n.saturating_add(size);
            n_squared = n_squared.saturating_add(size * size);
        }
        Self::from_sums(clusters, n, n_squared)
    }

    /// From the number of (non-empty) clusters, Σn and Σn², where an engine has summed them already.
    pub fn from_sums(clusters: u64, n: u64, n_squared: u64) -> Self {
        if clusters == 0 || n == 0 {
            return Self { clusters: 0, n: 0, n_squared: 0, effective_clusters: 0.0, few: 0.0 };
        }
        let total = n as f64;
        // Between 1 and the number of clusters for any real sizes; the clamp is for made-up sums.
        let effective_clusters = (total * total / n_squared.max(1) as f64).clamp(1.0, clusters as f64);
        let ratio = Z_95 / t_quantile((effective_clusters - 1.0).max(1.0));
        Self { clusters, n, n_squared, effective_clusters, few: ratio * ratio }
    }

    /// Observations.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Clusters with at least one observation.
    pub fn clusters(&self) -> u64 {
        self.clusters
    }

    /// (z/t)²: the part of its observations that a cell keeps for having few clusters; 0 without observations.
    pub(super) fn few(&self) -> f64 {
        self.few
    }

    /// The share of one numerator in this cell, with its interval; the formula is at [`cluster_share`].
    pub fn share(&self, tally: Tally) -> ClusterShare {
        if self.n == 0 {
            return ClusterShare {
                share: 0.0,
                lo: 0.0,
                hi: 1.0,
                n: 0,
                clusters: 0,
                variance: 0.0,
                deff: 1.0,
                effective_clusters: 0.0,
                effective_n: 0.0,
            };
        }
        let n = self.n as f64;
        let asked = tally.asked.min(self.n);
        let rare = self.rarer_answer(tally);
        let p = rare.asked / n;
        let (variance, deff) = if self.clusters == 1 {
            (p * (1.0 - p), n)
        } else {
            let m = self.clusters as f64;
            // Σ(x − p·n)², multiplied out. Rounding can leave a zero sum just below zero.
            let squares = (rare.asked_squared - 2.0 * p * rare.asked_n + p * p * self.n_squared as f64).max(0.0);
            let variance = m / (m - 1.0) * squares / (n * n);
            let independent = p * (1.0 - p) / n;
            let deff = if independent > 0.0 { (variance / independent).max(1.0) } else { 1.0 };
            (variance, deff)
        };
        let effective_n = (n / deff * self.few).min(n);
        let share = asked as f64 / n;
        let Interval { lo, hi } = wilson_share(share, effective_n);
        ClusterShare {
            share,
            lo,
            hi,
            n: self.n,
            clusters: self.clusters,
            variance,
            deff,
            effective_clusters: self.effective_clusters,
            effective_n,
        }
    }

    /// The sums of whichever answer, yes or no, is the rarer one; both have the same variance.
    ///
    /// Multiplied out, the sum of squares is a difference of sums that are nearly equal when p is
    /// near 1, and digits are lost; near 0 they are not.
    fn rarer_answer(&self, tally: Tally) -> FloatTally {
        let asked = tally.asked.min(self.n);
        let yes = FloatTally {
            asked: asked as f64,
            asked_squared: tally.asked_squared as f64,
            asked_n: tally.asked_n as f64,
        };
        if asked <= self.n - asked {
            return yes;
        }
        let (all, both, squared) =
            (i128::from(self.n_squared), i128::from(tally.asked_n), i128::from(tally.asked_squared));
        FloatTally {
            asked: (self.n - asked) as f64,
            asked_squared: (all - 2 * both + squared).max(0) as f64,
            asked_n: (all - both).max(0) as f64,
        }
    }
}

struct FloatTally {
    asked: f64,
    asked_squared: f64,
    asked_n: f64,
}

/// The numerator of one share: three sums over the clusters that say yes at all.
///
/// Clusters without a yes add nothing, so they need not be visited; the [`Clustering`] knows them.
/// Tallies of *different* clusters add up; the parts of one cluster must be added before squaring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Σ asked.
    pub asked: u64,
    /// Σ asked², cluster by cluster.
    pub asked_squared: u64,
    /// Σ asked·n, cluster by cluster.
    pub asked_n: u64,
}

impl Tally {
    /// Adds one whole cluster.
    pub fn add(&mut self, cluster: Cluster) {
        let n = u64::from(cluster.n);
        let asked = u64::from(cluster.asked).min(n);
        self.asked = self.asked.saturating_add(asked);
        self.asked_squared = self.asked_squared.saturating_add(asked * asked);
        self.asked_n = self.asked_n.saturating_add(asked * n);
    }
}
