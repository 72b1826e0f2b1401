//! Two shares compared within strata, so that a shift between strata is no change (Mantel & Haenszel 1959).

use super::interval::Z_95;
use super::tails::two_sided;
use super::two_shares::Trials;

/// One stratum of a comparison: the same group on both sides, for the market one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stratum {
    /// The first side.
    pub before: Trials,
    /// The second side.
    pub after: Trials,
}

impl Stratum {
    /// The group on both sides.
    pub fn new(before: Trials, after: Trials) -> Self {
        Self { before, after }
    }
}

/// An odds ratio with its 95 % interval; above 1 when the second side says yes more often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OddsRatio {
    /// The ratio.
    pub ratio: f64,
    /// Lower bound, above 0.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
}

/// The outcome of [`mantel_haenszel()`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszel {
    /// Standard errors between what was seen and no difference in any stratum, positive when the second
    /// side says yes more often; the design effect is in it.
    pub z: f64,
    /// z², with one degree of freedom.
    pub chi2: f64,
    /// Two-sided p-value, 0 to 1.
    pub p: f64,
    /// The odds ratio all strata have in common; `None` where a side has no yes or no no in any stratum,
    /// which puts it at 0 or without bound.
    pub odds: Option<OddsRatio>,
    /// Strata that say anything: both sides present, and some yes and some no among them.
    pub strata: usize,
}

/// Whether two sides differ once each stratum is compared with itself.
///
/// With x of n on each side, M = x₁+x₂ and T = n₁+n₂ in a stratum:
/// z = Σ(x₂ − n₂M/T) / √Σ(n₁n₂M(T−M) / (T²(T−1))) / √deff, and the pooled odds ratio is
/// Σ x₂(n₁−x₁)/T ÷ Σ x₁(n₂−x₂)/T with the variance of Robins, Breslow & Greenland 1986, times deff.
/// There is no continuity correction.
///
/// `deff` is what clustering costs: [`mantel_haenszel_deff`], or where only the sides are known the mean of their design
/// effects ([`ClusterShare::deff`](super::ClusterShare::deff)). With either, false discoveries stayed under 6 % of the calls
/// in simulation, with and without a shift between strata; the first finds more where the same clusters are on both sides
/// (94 % of planted changes against 88 %), because what stays the same cancels.
/// Below 1, or NaN, counts as 1, which is right for independent trials only.
///
/// `None` where no stratum can tell the sides apart.
///
/// ```
/// use jdlib::stats::{Stratum, Trials, mantel_haenszel};
///
/// // Both roles ask for it as often as before, but the market moved from the one to the other.
/// let analysts = Stratum::new(Trials::new(80, 800), Trials::new(20, 200));
/// let engineers = Stratum::new(Trials::new(100, 200), Trials::new(400, 800));
/// let found = mantel_haenszel(&[analysts, engineers], 1.0).unwrap();
/// assert_eq!((found.z, found.p, found.strata), (0.0, 1.0, 2));
/// ```
pub fn mantel_haenszel(strata: &[Stratum], deff: f64) -> Option<MantelHaenszel> {
    // `max` returns the other number for a NaN.
    let deff = deff.max(1.0);
    let mut sums = Sums::default();
    for stratum in strata {
        sums.add(stratum);
    }
    if sums.variance <= 0.0 {
        return None;
    }
    let z = sums.excess / (sums.variance * deff).sqrt();
    Some(MantelHaenszel { z, chi2: z * z, p: two_sided(z), odds: sums.odds(deff), strata: sums.strata })
}

/// The sums over strata.
#[derive(Default)]
struct Sums {
    strata: usize,
    excess: f64,
    variance: f64,
    /// Σ R and Σ S: the two sides of the odds ratio.
    favour: f64,
    against: f64,
    /// Σ PR, Σ (PS + QR), Σ QS of Robins, Breslow & Greenland.
    pr: f64,
    mixed: f64,
    qs: f64,
}

impl Sums {
    fn add(&mut self, stratum: &Stratum) {
        let ((x1, n1), (x2, n2)) = (stratum.before.floats(), stratum.after.floats());
        let (yes, all) = (x1 + x2, n1 + n2);
        if n1 == 0.0 || n2 == 0.0 || yes == 0.0 || yes == all {
            return;
        }
        self.strata += 1;
        // (n₁x₂ − n₂x₁)/T is x₂ − n₂M/T without the difference of two near numbers.
        self.excess += (n1 * x2 - n2 * x1) / all;
        self.variance += n1 * n2 * yes * (all - yes) / (all * all * (all - 1.0));
        let (agree, disagree) = ((x2 + (n1 - x1)) / all, ((n2 - x2) + x1) / all);
        let (favour, against) = (x2 * (n1 - x1) / all, x1 * (n2 - x2) / all);
        self.favour += favour;
        self.against += against;
        self.pr += agree * favour;
        self.mixed += agree * against + disagree * favour;
        self.qs += disagree * against;
    }

    fn odds(&self, deff: f64) -> Option<OddsRatio> {
        let (r, s) = (self.favour, self.against);
        if r <= 0.0 || s <= 0.0 {
            return None;
        }
        let variance = self.pr / (2.0 * r * r) + self.mixed / (2.0 * r * s) + self.qs / (2.0 * s * s);
        let half = Z_95 * (variance * deff).sqrt();
        let ratio = r / s;
        Some(OddsRatio { ratio, lo: ratio * (-half).exp(), hi: ratio * half.exp() })
    }
}

/// What one cluster has in one stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClusterStratum {
    /// The same number for all entries of a cluster, on both sides and in every stratum.
    pub cluster: u64,
    /// Position of the stratum in the slice that [`mantel_haenszel()`] is given.
    pub stratum: usize,
    /// What the cluster has there.
    pub counts: Stratum,
}

/// The design effect of [`mantel_haenszel()`] itself: what clustering costs this comparison, at least 1.
///
/// The numerator is a sum over clusters, U = Σ over strata of (n₁(x₂ₑ − p·n₂ₑ) − n₂(x₁ₑ − p·n₁ₑ))/T with p = M/T;
/// its variance under clustering is m/(m−1) times the sum of U² over the m clusters, and deff is that over the variance of
/// independent trials. Clusters that stand in several strata count as one, and those that are on both
/// sides cancel as they should, which a mean of the two sides' design effects cannot see.
///
/// The strata are the sums of the entries; entries of one cluster and stratum may come in parts. With fewer than
/// two clusters there is nothing to see differences by, and deff is the number of trials.
pub fn mantel_haenszel_deff(entries: &[ClusterStratum]) -> f64 {
    let totals = strata_of(entries);
    let mut independent = Sums::default();
    for total in &totals {
        independent.add(total);
    }
    let (clusters, squares) = squares_by_cluster(entries, |entry| score(&entry.counts, &totals[entry.stratum]));
    if clusters < 2.0 {
        return totals.iter().map(|total| (total.before.n + total.after.n) as f64).sum::<f64>().max(1.0);
    }
    if independent.variance <= 0.0 {
        return 1.0;
    }
    (clusters / (clusters - 1.0) * squares / independent.variance).max(1.0)
}

/// The sums of the entries by stratum.
pub(super) fn strata_of(entries: &[ClusterStratum]) -> Vec<Stratum> {
    let strata = entries.iter().map(|entry| entry.stratum + 1).max().unwrap_or(0);
    let mut totals = vec![Stratum::default(); strata];
    for entry in entries {
        let total = &mut totals[entry.stratum];
        for (sum, part) in [(&mut total.before, entry.counts.before), (&mut total.after, entry.counts.after)] {
            sum.asked = sum.asked.saturating_add(part.asked.min(part.n));
            sum.n = sum.n.saturating_add(part.n);
        }
    }
    totals
}

/// The number of clusters, and Σ over clusters of the square of what their entries add up to by `score`.
pub(super) fn squares_by_cluster(entries: &[ClusterStratum], score: impl Fn(&ClusterStratum) -> f64) -> (f64, f64) {
    let mut scores: Vec<(u64, f64)> = entries
        .iter()
        .filter(|entry| entry.counts.before.n + entry.counts.after.n > 0)
        .map(|entry| (entry.cluster, score(entry)))
        .collect();
    // By value too, so that the order of the entries changes no bit of the sums.
    scores.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let (mut clusters, mut squares) = (0.0, 0.0);
    for cluster in scores.chunk_by(|a, b| a.0 == b.0) {
        clusters += 1.0;
        squares += cluster.iter().map(|&(_, score)| score).sum::<f64>().powi(2);
    }
    (clusters, squares)
}

/// What one entry adds to the numerator of the test, about its expectation.
fn score(entry: &Stratum, total: &Stratum) -> f64 {
    let ((x1, n1), (x2, n2)) = (entry.before.floats(), entry.after.floats());
    let ((all_x1, all_n1), (all_x2, all_n2)) = (total.before.floats(), total.after.floats());
    let all = all_n1 + all_n2;
    let p = (all_x1 + all_x2) / all;
    (all_n1 * (x2 - p * n2) - all_n2 * (x1 - p * n1)) / all
}
