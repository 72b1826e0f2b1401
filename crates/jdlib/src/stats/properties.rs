//! What holds for any data: bounds in order and inside, no dependence on order, formulas as written.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::tests::assert_sane;
use super::{Cluster, Observation, Sample, cluster_share, wilson, wilson_share, woodruff};

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
}
