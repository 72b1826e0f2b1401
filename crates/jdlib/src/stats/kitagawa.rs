//! A change of a share split into what changed within groups and what moved between them (Kitagawa 1955).

use super::cluster::{Cluster, ClusterShare, Clustering, cluster_share};
use super::interval::Z_95;
use super::mantel_haenszel::{ClusterStratum, Stratum, squares_by_cluster, strata_of};
use super::two_shares::{Difference, Trials};

/// One group on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupShare {
    /// The part of the side that is this group, 0 to 1; the groups of a side add up to 1.
    pub weight: f64,
    /// The share within the group, 0 to 1.
    pub share: f64,
    /// Standard error of `share`.
    pub se: f64,
}

impl GroupShare {
    /// A group that is `weight` of its side. The standard error is read off the width of the interval, so a group
    /// where nobody says yes is not taken for certain, and clustering is in it.
    pub fn of(weight: f64, share: &ClusterShare) -> Self {
        Self { weight, share: share.share, se: share.interval().width() / (2.0 * Z_95) }
    }
}

/// The parts of a change; `total = within + composition`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kitagawa {
    /// The change of the share over all groups, −1 to 1.
    pub total: f64,
    /// The change at an unchanged mix of groups, with its 95 % interval.
    pub within: Difference,
    /// What the shift between groups adds, at unchanged shares.
    pub composition: f64,
}

/// Splits the change from `before` to `after`, one pair a group.
///
/// within = Σ ½(w₁+w₂)(p₂−p₁), composition = Σ ½(p₁+p₂)(w₂−w₁). The interval of `within` is
/// ±1.96·√Σ(½(w₁+w₂))²(se₁²+se₂²), which takes the mix as known (where shares do not change, errors of the mix
/// cancel) and groups as independent. Where the same clusters stand in several groups, as employers in several
/// roles, it is too narrow: [`kitagawa_clustered`] is right then.
///
/// Numbers that are not finite count as 0.
pub fn kitagawa(groups: &[(GroupShare, GroupShare)]) -> Kitagawa {
    let (parts, variance) = split(groups);
    parts.with_variance(variance)
}

/// The two parts, before there is an interval.
struct Parts {
    within: f64,
    composition: f64,
}

impl Parts {
    fn with_variance(&self, variance: f64) -> Kitagawa {
        let (within, half) = (self.within, Z_95 * variance.sqrt());
        let within = Difference {
            value: within,
            lo: (within - half).max(-1.0).min(within),
            hi: (within + half).min(1.0).max(within),
        };
        Kitagawa { total: within.value + self.composition, within, composition: self.composition }
    }
}

/// The parts, and the variance of the part within if groups are independent.
fn split(groups: &[(GroupShare, GroupShare)]) -> (Parts, f64) {
    let finite = |number: f64| if number.is_finite() { number } else { 0.0 };
    let (mut within, mut composition, mut variance) = (0.0, 0.0, 0.0);
    for (before, after) in groups {
        let (w1, w2) = (finite(before.weight), finite(after.weight));
        let (p1, p2) = (finite(before.share), finite(after.share));
        let weight = f64::midpoint(w1, w2);
        within += weight * (p2 - p1);
        composition += f64::midpoint(p1, p2) * (w2 - w1);
        variance += weight * weight * (finite(before.se).powi(2) + finite(after.se).powi(2));
    }
    (Parts { within, composition }, variance)
}

/// Splits the change between the two sides of `entries` into within strata and between them, with an interval
/// that knows a cluster stands in several strata and on both sides.
///
/// The parts are those of [`kitagawa()`]. The variance of the part within is m/(m−1)·ΣUₑ²·(t/z)² over the m clusters, with
/// U the sum over strata of ½(w₁+w₂)·((x₂ₑ−p₂n₂ₑ)/n₂ − (x₁ₑ−p₁n₁ₑ)/n₁) and t as in
/// [`cluster_share`], and no less than that of independent strata, so that a stratum where nobody
/// says yes is not taken for certain.
///
/// A stratum that only one side has is taken to have the same share on the other: all it brings is composition.
/// `None` where a side has no observations.
pub fn kitagawa_clustered(entries: &[ClusterStratum]) -> Option<Kitagawa> {
    let totals = strata_of(entries);
    let side = |of: fn(&Stratum) -> Trials| totals.iter().map(|total| of(total).n as f64).sum::<f64>();
    let (all_before, all_after) = (side(|total| total.before), side(|total| total.after));
    if all_before == 0.0 || all_after == 0.0 {
        return None;
    }
    let mut groups = Vec::with_capacity(totals.len());
    for (stratum, total) in totals.iter().enumerate() {
        let inside = || entries.iter().filter(|entry| entry.stratum == stratum);
        let share = |of: fn(&Stratum) -> Trials| {
            cluster_share(&clusters(inside().map(|entry| (entry.cluster, of(&entry.counts)))))
        };
        let (before, after) = (share(|counts| counts.before), share(|counts| counts.after));
        let known = |own: &ClusterShare, other: &ClusterShare, weight: f64| {
            let seen = if own.n == 0 { GroupShare::of(weight, other) } else { GroupShare::of(weight, own) };
            // The one share of both sides is no difference, and has no error.
            if own.n == 0 || other.n == 0 { GroupShare { se: 0.0, ..seen } } else { seen }
        };
        groups.push((
            known(&before, &after, total.before.n as f64 / all_before),
            known(&after, &before, total.after.n as f64 / all_after),
        ));
    }
    let (parts, independent) = split(&groups);
    let (clusters, squares) = squares_by_cluster(entries, |entry| {
        let (before, after) = &groups[entry.stratum];
        let total = &totals[entry.stratum];
        let error = |part: Trials, all: Trials, share: f64| {
            let ((asked, n), (_, all)) = (part.floats(), all.floats());
            (asked - share * n) / all
        };
        if total.before.n == 0 || total.after.n == 0 {
            return 0.0;
        }
        f64::midpoint(before.weight, after.weight)
            * (error(entry.counts.after, total.after, after.share)
                - error(entry.counts.before, total.before, before.share))
    });
    let sizes = self::clusters(entries.iter().map(|entry| {
        let (before, after) = (entry.counts.before.n, entry.counts.after.n);
        (entry.cluster, Trials::new(0, before.saturating_add(after)))
    }));
    let few = Clustering::from_sizes(sizes.iter().map(|cluster| cluster.n)).few();
    let clustered = if clusters > 1.0 { clusters / (clusters - 1.0) * squares / few } else { f64::INFINITY };
    Some(parts.with_variance(clustered.max(independent)))
}

/// Trials added up by cluster.
fn clusters(parts: impl Iterator<Item = (u64, Trials)>) -> Vec<Cluster> {
    let mut parts: Vec<_> = parts.collect();
    parts.sort_unstable_by_key(|part| part.0);
    let sum = |parts: &[(u64, Trials)], of: fn(Trials) -> u64| {
        let sum = parts.iter().fold(0u64, |sum, part| sum.saturating_add(of(part.1)));
        u32::try_from(sum).unwrap_or(u32::MAX)
    };
    let cluster = |parts: &[(u64, Trials)]| {
        Cluster::new(sum(parts, |trials| trials.asked.min(trials.n)), sum(parts, |trials| trials.n))
    };
    parts.chunk_by(|a, b| a.0 == b.0).map(cluster).collect()
}
