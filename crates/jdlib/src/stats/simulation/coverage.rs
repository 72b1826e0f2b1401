//! Intervals: draw many markets whose truth is known and count how often the interval holds it.

use super::Draws;
use crate::stats::{Cluster, Observation, cluster_share, exact_ranks, wilson, woodruff};

const RUNS: usize = 1500;

/// How often the truth was inside: our interval, then the naive one.
#[derive(Debug)]
struct Coverage {
    ours: f64,
    naive: f64,
}

fn share_coverage(employers: usize, icc: f64, p: f64, seed: u64) -> Coverage {
    let mut draws = Draws::new(seed);
    let (mut ours, mut naive) = (0, 0);
    for _ in 0..RUNS {
        let clusters: Vec<_> = (0..employers)
            .map(|_| {
                let n = draws.size();
                Cluster::new(draws.asked(n, p, icc), n)
            })
            .collect();
        let share = cluster_share(&clusters);
        ours += usize::from(share.interval().contains(p));
        naive += usize::from(wilson(share.share * share.n as f64, share.n as f64).contains(p));
    }
    Coverage { ours: ours as f64 / RUNS as f64, naive: naive as f64 / RUNS as f64 }
}

/// Pay is log-normal about 100 with a part of the variance, `icc`, between employers. `step` rounds it,
/// as employers do; 0 leaves it alone.
fn median_coverage(employers: u64, icc: f64, step: f64, seed: u64) -> Coverage {
    let mut draws = Draws::new(seed);
    let (mut ours, mut naive) = (0, 0);
    for _ in 0..RUNS {
        let mut observations = Vec::new();
        for employer in 0..employers {
            let level = icc.sqrt() * draws.normal();
            for _ in 0..draws.size() {
                let log_pay = 0.25 * (level + (1.0 - icc).sqrt() * draws.normal());
                let pay = 100.0 * log_pay.exp();
                let pay = if step > 0.0 { (pay / step).round() * step } else { pay };
                observations.push(Observation::new(pay, employer));
            }
        }
        let found = woodruff(&observations, 0.5).expect("every employer posts at least once");
        ours += usize::from(found.lo <= 100.0 && 100.0 <= found.hi);
        observations.sort_by(|a, b| a.value.total_cmp(&b.value));
        if let Some(ranks) = exact_ranks(found.n, 0.5) {
            let at = |rank: u64| observations[rank as usize - 1].value;
            naive += usize::from(at(ranks.lo) <= 100.0 && 100.0 <= at(ranks.hi));
        }
    }
    Coverage { ours: ours as f64 / RUNS as f64, naive: naive as f64 / RUNS as f64 }
}

#[test]
fn share_interval_covers_at_twenty_employers() {
    for (icc, p) in [(0.1, 0.3), (0.3, 0.3), (0.1, 0.1), (0.0, 0.3)] {
        let coverage = share_coverage(20, icc, p, 0x5EED);
        assert!(coverage.ours >= 0.90, "icc {icc} p {p}: {coverage:?}");
        if icc > 0.0 {
            assert!(coverage.naive < 0.90, "icc {icc} p {p}: {coverage:?}");
        }
    }
}

#[test]
fn quantile_interval_covers_at_fifteen_employers() {
    for (icc, step) in [(0.5, 0.0), (0.1, 0.0), (0.5, 10.0), (0.0, 0.0)] {
        let coverage = median_coverage(15, icc, step, 0x5EED);
        assert!(coverage.ours >= 0.90, "icc {icc} step {step}: {coverage:?}");
        if icc >= 0.5 && step == 0.0 {
            assert!(coverage.naive < 0.80, "icc {icc}: {coverage:?}");
        }
    }
}

#[test]
fn copies_widen_the_interval_instead_of_narrowing_it() {
    let mut draws = Draws::new(0x5EED);
    let (mut ours, mut naive) = (0, 0);
    for _ in 0..RUNS {
        let mut clusters: Vec<_> = (0..20)
            .map(|_| {
                let n = draws.size();
                Cluster::new(draws.asked(n, 0.3, 0.1), n)
            })
            .collect();
        let five = |cluster: &Cluster| Cluster::new(5 * cluster.asked, 5 * cluster.n);
        // Everybody five times over: not a digit more is known.
        let (once, copies) = (cluster_share(&clusters), cluster_share(&clusters.iter().map(five).collect::<Vec<_>>()));
        assert!((once.share - copies.share).abs() < 1e-12);
        assert!(copies.effective_n <= once.effective_n * (1.0 + 1e-12) || once.deff == 1.0, "{once:?} {copies:?}");
        // One employer five times over, its copies not found.
        let one = draws.below(clusters.len());
        clusters[one] = five(&clusters[one]);
        let share = cluster_share(&clusters);
        ours += usize::from(share.interval().contains(0.3));
        naive += usize::from(wilson(share.share * share.n as f64, share.n as f64).contains(0.3));
    }
    let (ours, naive) = (ours as f64 / RUNS as f64, naive as f64 / RUNS as f64);
    assert!(ours >= 0.90 && naive < 0.75, "{ours} {naive}");
}
