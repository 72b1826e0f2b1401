//! What holds for any data: bounds in order and inside, no dependence on order, formulas as written.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::regression_tests::assert_sane as assert_regression_sane;
use super::tests::assert_sane;
use super::{
    Cluster, ClusterStratum, Column, Compared, Estimate, Observation, Sample, Stratum, Trials, benjamini_hochberg,
    cluster_share, fisher, kitagawa_clustered, mantel_haenszel, mantel_haenszel_deff, regress, shrink,
    smallest_visible_change, two_proportions, wilson, wilson_share, woodruff,
};

/// The variance as METHOD writes it, with nothing multiplied out.
fn plain_variance(clusters: &[Cluster]) -> f64 {
    let n: f64 = clusters.iter().map(|c| f64::from(c.n)).sum();
    let p = clusters.iter().map(|c| f64::from(c.asked)).sum::<f64>() / n;
    let m = clusters.len() as f64;
    let squares: f64 = clusters.iter().map(|c| (f64::from(c.asked) - p * f64::from(c.n)).powi(2)).sum();
    m / (m - 1.0) * squares / (n * n)
}

fn clusters() -> impl Strategy<Value = Vec<Cluster>> {
    // Sizes as employers have them: mostly a few, sometimes many; shares near the ends included.
    let size = (0u32..5).prop_flat_map(|digits| 1..=10u32.pow(digits));
    let cluster = (size, 0.0f64..=1.0, 0u8..4).prop_map(|(n, part, kind)| match kind {
        0 => Cluster::new(0, n),
        1 => Cluster::new(n, n),
        _ => Cluster::new((part * f64::from(n)).round() as u32, n),
    });
    prop::collection::vec(cluster, 0..40)
}

proptest! {
    #[test]
    fn wilson_encloses_the_share(p in 0.0f64..=1.0, n in 0.0f64..1e9) {
        let interval = wilson_share(p, n);
        prop_assert!(0.0 <= interval.lo && interval.hi <= 1.0);
        prop_assert!(interval.contains(p));
    }

    #[test]
    fn wilson_takes_any_numbers(p in any::<f64>(), n in any::<f64>()) {
        for interval in [wilson_share(p, n), wilson(p, n)] {
            prop_assert!(0.0 <= interval.lo && interval.lo <= interval.hi && interval.hi <= 1.0);
        }
    }

    #[test]
    fn cluster_share_is_sane_and_follows_the_formula(clusters in clusters()) {
        let share = cluster_share(&clusters);
        assert_sane(&share);
        if clusters.len() > 1 {
            let plain = plain_variance(&clusters);
            prop_assert!((share.variance - plain).abs() <= 1e-9 * plain + 1e-15, "{} {plain}", share.variance);
        }
    }

    #[test]
    fn cluster_share_ignores_order(clusters in clusters(), by in 0usize..40) {
        let expected = cluster_share(&clusters);
        let mut moved = clusters;
        moved.reverse();
        if !moved.is_empty() {
            let by = by % moved.len();
            moved.rotate_left(by);
        }
        prop_assert_eq!(cluster_share(&moved), expected);
    }

    #[test]
    fn yes_and_no_mirror_each_other(clusters in clusters()) {
        let yes = cluster_share(&clusters);
        let turned: Vec<_> = clusters.iter().map(|c| Cluster::new(c.n - c.asked, c.n)).collect();
        let no = cluster_share(&turned);
        if yes.n > 0 {
            prop_assert!((yes.lo - (1.0 - no.hi)).abs() < 1e-9, "{yes:?} {no:?}");
            prop_assert!((yes.hi - (1.0 - no.lo)).abs() < 1e-9, "{yes:?} {no:?}");
        }
    }

    #[test]
    fn quantiles_are_ordered_and_inside(
        values in prop::collection::vec((0i32..50, 0u64..12), 1..80),
        q in 0.0f64..=1.0,
    ) {
        let observations: Vec<_> =
            values.iter().map(|&(value, cluster)| Observation::new(f64::from(value), cluster)).collect();
        let sample = Sample::new(observations.iter().copied());
        let found = sample.estimate(q).unwrap();
        prop_assert!(found.lo <= found.value && found.value <= found.hi, "{found:?}");
        prop_assert!(1 <= found.lo_rank && found.lo_rank <= found.hi_rank && found.hi_rank <= values.len());
        // The ranks alone enclose the estimate: the bounds are values of the sample, not clamped to it.
        prop_assert_eq!(found.lo, sample.values()[found.lo_rank - 1]);
        prop_assert_eq!(found.hi, sample.values()[found.hi_rank - 1]);
        prop_assert!(found.deff >= 1.0 && found.effective_n <= found.n as f64);

        let mut reversed = observations;
        reversed.reverse();
        prop_assert_eq!(woodruff(&reversed, q), Some(found));
    }

    #[test]
    fn comparisons_are_numbers_and_ignore_order(entries in entries()) {
        let deff = mantel_haenszel_deff(&entries);
        prop_assert!(deff >= 1.0 && deff.is_finite());
        let mut strata = vec![Stratum::default(); 3];
        for entry in &entries {
            let sum = &mut strata[entry.stratum];
            sum.before = Trials::new(sum.before.asked + entry.counts.before.asked, sum.before.n + entry.counts.before.n);
            sum.after = Trials::new(sum.after.asked + entry.counts.after.asked, sum.after.n + entry.counts.after.n);
        }
        if let Some(found) = mantel_haenszel(&strata, deff) {
            prop_assert!(found.z.is_finite() && (0.0..=1.0).contains(&found.p));
            if let Some(odds) = found.odds {
                prop_assert!(0.0 < odds.lo && odds.lo <= odds.ratio && odds.ratio <= odds.hi, "{odds:?}");
                prop_assert!((odds.ratio > 1.0) == (found.z > 0.0) || found.z.abs() < 1e-9, "{found:?}");
            }
        }
        for Stratum { before, after } in strata {
            prop_assert!((0.0..=1.0).contains(&fisher(before, after)));
            if let Some(test) = two_proportions(before, after) {
                prop_assert!(test.z.is_finite() && (0.0..=1.0).contains(&test.p));
            }
        }
        let parts = kitagawa_clustered(&entries);
        if let Some(parts) = parts {
            let within = parts.within;
            prop_assert!(-1.0 <= within.lo && within.lo <= within.value && within.value <= within.hi && within.hi <= 1.0);
            prop_assert!((parts.total - within.value - parts.composition).abs() < 1e-12);
        }
        let mut reversed = entries;
        reversed.reverse();
        prop_assert_eq!(mantel_haenszel_deff(&reversed), deff);
        prop_assert_eq!(kitagawa_clustered(&reversed), parts);
    }

    #[test]
    fn q_values_follow_p_values(p in prop::collection::vec(0.0f64..=1.0, 0..60)) {
        let q = benjamini_hochberg(&p);
        for (&p_a, &q_a) in p.iter().zip(&q) {
            prop_assert!(p_a <= q_a && q_a <= 1.0);
            for (&p_b, &q_b) in p.iter().zip(&q) {
                prop_assert!(p_a > p_b || q_a <= q_b);
            }
        }
    }

    #[test]
    fn shrinking_never_passes_the_mean(
        estimates in prop::collection::vec((-1.0f64..1.0, 0.0f64..0.5), 0..40),
    ) {
        let estimates: Vec<_> = estimates.into_iter().map(|(value, se)| Estimate::new(value, se)).collect();
        let found = shrink(&estimates);
        prop_assert!(found.q >= 0.0 && found.tau2 >= 0.0 && found.mean.is_finite());
        for (before, after) in estimates.iter().zip(&found.shrunk) {
            let (from, to) = (before.value.min(found.mean), before.value.max(found.mean));
            prop_assert!(from - 1e-12 <= after.value && after.value <= to + 1e-12, "{before:?} {after:?}");
            prop_assert!(after.se <= before.se + 1e-12);
        }
    }

    #[test]
    fn visible_changes_shrink_with_more_data(share in 0.0f64..=1.0, n in 1.0f64..1e6) {
        let (few, many) = (smallest_visible_change(share, n, n), smallest_visible_change(share, 2.0 * n, 3.0 * n));
        for (few, many) in [(few.rise, many.rise), (few.fall, many.fall)] {
            if let Some(few) = few {
                prop_assert!(many.is_some_and(|many| 0.0 < many && many <= few));
            }
        }
    }

    #[test]
    fn regressions_of_anything_are_numbers(
        rows in prop::collection::vec((prop::collection::vec(-2i32..3, 5), -3.0f64..3.0, 0u64..6), 0..40),
        penalty in 0.0f64..2.0,
        within in any::<bool>(),
    ) {
        let rows: Vec<(Vec<f64>, f64, u64)> = rows
            .into_iter()
            .map(|(x, y, cluster)| (x.into_iter().map(f64::from).collect(), y, cluster))
            .collect();
        let columns: Vec<_> = (0..5).map(|at| Column::penalised(at.to_string(), penalty)).collect();
        let compared = if within { Compared::WithinClusters } else { Compared::Overall };
        let found = regress(columns, compared, rows.iter().map(|(x, y, cluster)| (x.as_slice(), *y, *cluster)));
        if let Some(found) = found {
            assert_regression_sane(&found);
            prop_assert_eq!(found.coefficients.len() + found.dropped.len(), 5);
        }
    }
}

fn entries() -> impl Strategy<Value = Vec<ClusterStratum>> {
    let trials = || (0u64..30, 0u64..30).prop_map(|(asked, n)| Trials::new(asked, n));
    let entry = (0u64..9, 0usize..3, trials(), trials()).prop_map(|(cluster, stratum, before, after)| ClusterStratum {
        cluster,
        stratum,
        counts: Stratum::new(before, after),
    });
    prop::collection::vec(entry, 0..40)
}
