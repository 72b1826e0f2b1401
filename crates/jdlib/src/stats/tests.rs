//! Known answers (independent computations, tolerance 1e-6) and edges.

use super::quantiles::share_interval;
use super::{
    Care, Cluster, ClusterShare, Clustering, DOMINANT_SHARE, Figure, Floor, Interval, Observation, Sample, Showing,
    Tally, cluster_share, dominated, exact_ranks, low_precision, quantile, wilson, wilson_share, woodruff,
};

#[track_caller]
pub(super) fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "found {found}, expected {expected}");
}

const PAY: [f64; 12] = [82.0, 90.0, 95.0, 95.0, 100.0, 110.0, 120.0, 125.0, 130.0, 155.0, 160.0, 210.0];

/// The pay values with their employers: [82,90,95][95][100,110][120,125][130][155][160][210].
fn pay_of_employers() -> Vec<Observation> {
    let employers = [1, 1, 1, 2, 3, 3, 4, 4, 5, 6, 7, 8];
    PAY.iter().zip(employers).map(|(&value, employer)| Observation::new(value, employer)).collect()
}

#[test]
fn wilson_known_answers() {
    for (successes, n, lo, hi) in [
        (0.0, 10.0, 0.0, 0.277533),
        (1.0, 10.0, 0.017876, 0.404150),
        (5.0, 10.0, 0.236593, 0.763407),
        (10.0, 10.0, 0.722467, 1.0),
        (3.0, 30.0, 0.034600, 0.256211),
        (52.0, 100.0, 0.423166, 0.615354),
        (392.0, 742.0, 0.492330, 0.563982),
        (7.0, 1000.0, 0.003395, 0.014378),
        (1.0, 1.0, 0.206549, 1.0),
    ] {
        let interval = wilson(successes, n);
        close(interval.lo, lo);
        close(interval.hi, hi);
        assert_eq!(interval, wilson_share(successes / n, n));
    }
}

#[test]
fn wilson_of_nothing_is_the_whole_range() {
    for n in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(wilson(0.0, n), Interval::UNKNOWN);
        assert_eq!(wilson_share(0.3, n), Interval::UNKNOWN);
    }
    assert_eq!(wilson(f64::NAN, 10.0), Interval::UNKNOWN);
    assert_eq!(wilson_share(0.3, f64::INFINITY), Interval { lo: 0.3, hi: 0.3 });
    assert_eq!(wilson(11.0, 10.0), wilson(10.0, 10.0));
    let barely = wilson_share(0.5, f64::MIN_POSITIVE);
    assert!(barely.lo < 1e-6 && barely.hi > 1.0 - 1e-6, "{barely:?}");
}

#[test]
fn quantile_type_7_known_answers() {
    for (q, expected) in [(0.1, 90.5), (0.25, 95.0), (0.5, 115.0), (0.75, 136.25), (0.9, 159.5)] {
        close(quantile(&PAY, q).unwrap(), expected);
    }
}

#[test]
fn quantile_edges() {
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(quantile(&PAY, f64::NAN), None);
    assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
    assert_eq!(quantile(&PAY, -1.0), Some(82.0));
    assert_eq!(quantile(&PAY, 2.0), Some(210.0));
    // The distance of the two overflows; the value at a whole position does not need it.
    assert_eq!(quantile(&[f64::MIN, f64::MAX], 0.0), Some(f64::MIN));
}

#[test]
fn median_ranks_of_independent_values_known_answers() {
    for (n, lo, hi, coverage) in [
        (6, 1, 6, 0.96875),
        (8, 1, 8, 0.9921875),
        (10, 2, 9, 0.978516),
        (15, 4, 12, 0.964844),
        (20, 6, 15, 0.958611),
        (30, 10, 21, 0.957226),
        (50, 18, 33, 0.967161),
        (100, 40, 61, 0.964800),
    ] {
        let ranks = exact_ranks(n, 0.5).unwrap();
        assert_eq!((ranks.lo, ranks.hi), (lo, hi), "n = {n}");
        close(ranks.coverage, coverage);
    }
}

#[test]
fn relaxed_care_stops_where_no_interval_exists() {
    for (q, least) in [(0.5, 6), (0.25, 13), (0.75, 13), (0.1, 36), (0.9, 36)] {
        assert_eq!(exact_ranks(least - 1, q), None, "q = {q}");
        assert!(exact_ranks(least, q).unwrap().coverage >= 0.95, "q = {q}");
        let figure = Figure::of_quantile(q).unwrap();
        assert_eq!(Care::Relaxed.floor(figure).n, least);
    }
    for (n, q) in [(0, 0.5), (10, 0.0), (10, 1.0), (10, f64::NAN)] {
        assert_eq!(exact_ranks(n, q), None);
    }
}

#[test]
fn clustered_share_known_answer() {
    let sizes = [4, 2, 1, 6, 3, 1, 1, 2];
    let asked = [4, 0, 1, 5, 1, 0, 1, 1];
    let clusters: Vec<_> = asked.iter().zip(sizes).map(|(&a, n)| Cluster::new(a, n)).collect();
    let share = cluster_share(&clusters);
    assert_eq!((share.n, share.clusters), (20, 8));
    close(share.share, 0.65);
    close(share.variance, 0.0186285714);
    close(share.deff, 1.6376766091);
    close(share.effective_clusters, 5.5555555556);
    close(share.effective_n, 6.6911780982);
    close(share.lo, 0.3020913469);
    close(share.hi, 0.8884927817);
    assert!(share.low_precision());
}

#[test]
fn share_without_observations_is_unknown() {
    for none in [cluster_share(&[]), cluster_share(&[Cluster::new(0, 0), Cluster::new(3, 0)])] {
        assert_eq!((none.n, none.clusters, none.effective_n), (0, 0, 0.0));
        assert_eq!(none.interval(), Interval::UNKNOWN);
        assert_eq!((none.share, none.variance, none.deff), (0.0, 0.0, 1.0));
    }
}

#[test]
fn one_cluster_is_at_most_one_opinion() {
    for (asked, n) in [(0, 500), (200, 500), (500, 500), (1, 1)] {
        let share = cluster_share(&[Cluster::new(asked, n)]);
        assert!(share.effective_n <= 1.0, "{share:?}");
        assert!(share.hi - share.lo > 0.95, "{share:?}");
        close(share.deff, f64::from(n));
    }
}

#[test]
fn zero_asked_reports_an_upper_bound() {
    let hundreds = |m| cluster_share(&vec![Cluster::new(0, 100); m]);
    let ten = hundreds(10);
    assert_eq!((ten.share, ten.lo, ten.deff), (0.0, 0.0, 1.0));
    close(ten.effective_n, 750.6727203);
    assert!(ten.hi > 0.005 && ten.hi < 0.0052, "{}", ten.hi);
    assert!(!ten.low_precision());
    close(hundreds(2).effective_n, 4.758767);
    // All asked is the mirror image.
    let all = cluster_share(&[Cluster::new(100, 100); 10]);
    assert_eq!((all.share, all.hi), (1.0, 1.0));
    close(all.lo, 1.0 - ten.hi);
}

#[test]
fn independent_clusters_of_one_come_close_to_wilson() {
    let clusters: Vec<_> = (0..1000).map(|i| Cluster::new(u32::from(i % 4 == 0), 1)).collect();
    let share = cluster_share(&clusters);
    let plain = wilson(250.0, 1000.0);
    assert!(share.deff < 1.002, "{}", share.deff);
    assert!((share.lo - plain.lo).abs() < 1e-3 && (share.hi - plain.hi).abs() < 1e-3);
}

#[test]
fn clusters_that_agree_exactly_have_no_variance() {
    for part in [3, 7, 11, 49] {
        let clusters: Vec<_> = (1..200).map(|k| Cluster::new(k, part * k)).collect();
        let share = cluster_share(&clusters);
        assert_sane(&share);
        assert!(share.variance < 1e-15 && share.deff == 1.0, "{share:?}");
    }
}

#[test]
fn variance_near_one_keeps_its_digits() {
    // One observation in 3e9 says no, in the cluster of three: the residuals are 1, ½ and ½, so
    // v = 3/2 · 1.5 / (3e9)² = 2.5e-19.
    let sizes = [1_500_000_000, 1_500_000_000, 3];
    let yes = sizes.map(|n| Cluster::new(if n == 3 { 2 } else { n }, n));
    let no = sizes.map(|n| Cluster::new(u32::from(n == 3), n));
    let (yes, no) = (cluster_share(&yes), cluster_share(&no));
    assert!((no.variance / 2.5e-19 - 1.0).abs() < 1e-6, "{no:?}");
    assert!((yes.variance / no.variance - 1.0).abs() < 1e-9, "{yes:?} {no:?}");
}

#[test]
fn cells_of_any_size_give_numbers() {
    let huge = Clustering::from_sums(u64::MAX, u64::MAX, u64::MAX);
    let made_up = Clustering::from_sums(3, 10, 1);
    for clustering in [huge, made_up, Clustering::from_sizes([u32::MAX; 9])] {
        for asked in [0, 1, 5, u64::MAX] {
            let tally = Tally { asked, asked_squared: asked, asked_n: asked };
            assert_sane(&clustering.share(tally));
        }
    }
}

#[test]
fn woodruff_known_answers() {
    let observations = pay_of_employers();
    let sample = Sample::new(observations.iter().copied());

    let median = woodruff(&observations, 0.5).unwrap();
    close(median.value, 115.0);
    close(median.deff, 2.0952380952);
    close(median.effective_n, 3.5304406806);
    let shares = share_interval(&sample, 0.5);
    close(shares.lo, 0.1390650632);
    close(shares.hi, 0.8609344968);
    assert_eq!((median.lo_rank, median.hi_rank), (1, 12));
    assert_eq!((median.lo, median.hi), (82.0, 210.0));
    assert_eq!((median.n, median.clusters), (12, 8));

    let upper = woodruff(&observations, 0.75).unwrap();
    close(upper.value, 136.25);
    close(upper.effective_n, 5.0654148895);
    assert_eq!((upper.lo_rank, upper.hi_rank), (4, 12));
    assert_eq!((upper.lo, upper.hi), (95.0, 210.0));
    assert!(!upper.open_lo && upper.open_hi);
}

#[test]
fn woodruff_of_independent_values_has_the_exact_ranks_or_wider() {
    for n in [10u64, 20, 50, 100, 400] {
        let sample = Sample::new((0..n).map(|i| Observation::new(i as f64, i)));
        for q in [0.25, 0.5, 0.75] {
            let found = sample.estimate(q).unwrap();
            let Some(exact) = exact_ranks(n, q) else {
                continue;
            };
            let (lo, hi) = (found.lo_rank as u64, found.hi_rank as u64);
            assert!(lo <= exact.lo + 1 && hi + 1 >= exact.hi, "n {n} q {q}: {found:?} {exact:?}");
            assert!(hi - lo >= exact.hi - exact.lo, "n {n} q {q}: {found:?} {exact:?}");
        }
    }
}

#[test]
fn woodruff_edges() {
    assert_eq!(woodruff(&[], 0.5), None);
    assert_eq!(woodruff(&[Observation::new(f64::NAN, 1)], 0.5), None);
    assert_eq!(woodruff(&pay_of_employers(), f64::NAN), None);
    let one = woodruff(&[Observation::new(90.0, 1), Observation::new(f64::INFINITY, 2)], 0.5);
    let one = one.unwrap();
    assert_eq!((one.value, one.lo, one.hi, one.n), (90.0, 90.0, 90.0, 1));
    assert!(one.open_lo && one.open_hi);
    let tied: Vec<_> = (0..40).map(|i| Observation::new(100.0, i / 2)).collect();
    let tied = woodruff(&tied, 0.9).unwrap();
    assert_eq!((tied.lo, tied.value, tied.hi), (100.0, 100.0, 100.0));
}

#[test]
fn the_share_at_a_quantile_includes_it() {
    // Two employers, median 3: 3 of 3 and 0 of 2 lie at or below. p = 0.6,
    // v = 2 · (1.2² + 1.2²) / 25 = 0.2304, over 0.6 · 0.4 / 5 = 0.048.
    let employers = [(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 2), (5.0, 2)];
    let observations = employers.map(|(value, employer)| Observation::new(value, employer));
    close(woodruff(&observations, 0.5).unwrap().deff, 4.8);
}

#[test]
fn ties_at_the_median_are_no_disagreement_between_clusters() {
    // Ten employers who all spread alike: 6 of 10 pay exactly 100. Nothing here speaks of clustering.
    let spread = [80.0, 90.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 120.0, 130.0];
    let values = (0..100u64).map(|i| Observation::new(spread[i as usize % 10], i / 10));
    let median = Sample::new(values).estimate(0.5).unwrap();
    assert_eq!((median.lo, median.value, median.hi), (100.0, 100.0, 100.0));
    close(median.deff, 1.0);
}

#[test]
fn care_moves_every_threshold_one_way() {
    use Figure::{Median, Quartile, Share, Tail};
    let floor = |n, clusters| Floor { n, clusters };
    for (figure, normal) in
        [(Share, floor(30, 10)), (Median, floor(10, 5)), (Quartile, floor(20, 5)), (Tail, floor(40, 5))]
    {
        assert_eq!(Care::Normal.floor(figure), normal);
        for pair in Care::ALL.windows(2) {
            let (low, high) = (pair[0].floor(figure), pair[1].floor(figure));
            assert!(low.n < high.n && low.clusters < high.clusters, "{figure:?} {pair:?}");
        }
        for care in Care::ALL {
            let Floor { n, clusters } = care.floor(figure);
            assert_eq!(care.showing(figure, n, clusters), Showing::Shown);
            assert_eq!(care.showing(figure, n - 1, clusters), Showing::Withheld);
            assert_eq!(care.showing(figure, n, clusters - 1), Showing::Withheld);
        }
    }
    assert_eq!(Care::default(), Care::Normal);
    for care in Care::ALL {
        assert_eq!(Care::from_word(care.as_str()), Some(care));
    }
    assert_eq!(Care::from_word("Normal"), None);
}

#[test]
fn quantiles_have_the_threshold_of_their_distance_from_the_middle() {
    for (q, figure) in [
        (0.5, Some(Figure::Median)),
        (0.25, Some(Figure::Quartile)),
        (0.6, Some(Figure::Quartile)),
        (0.75, Some(Figure::Quartile)),
        (0.1, Some(Figure::Tail)),
        (0.9, Some(Figure::Tail)),
        (0.05, None),
        (0.99, None),
        (f64::NAN, None),
    ] {
        assert_eq!(Figure::of_quantile(q), figure, "{q}");
    }
}

#[test]
fn precision_and_dominance_flags() {
    let around = |lo, hi| Interval { lo, hi };
    assert!(!low_precision(0.5, around(0.41, 0.60)));
    assert!(low_precision(0.5, around(0.39, 0.60)));
    assert!(!low_precision(0.05, around(0.03, 0.08)));
    assert!(low_precision(0.01, around(0.004, 0.02)));
    assert!(!low_precision(0.0, around(0.0, 0.01)));
    assert!(low_precision(0.0, around(0.0, 0.25)));
    assert!(!dominated(5, 10, DOMINANT_SHARE) && dominated(6, 10, DOMINANT_SHARE));
    assert!(!dominated(0, 0, DOMINANT_SHARE));
}

#[track_caller]
pub(super) fn assert_sane(share: &ClusterShare) {
    assert!(0.0 <= share.lo && share.lo <= share.share, "{share:?}");
    assert!(share.share <= share.hi && share.hi <= 1.0, "{share:?}");
    assert!(share.variance >= 0.0 && share.variance.is_finite(), "{share:?}");
    assert!(share.deff >= 1.0 && share.deff.is_finite(), "{share:?}");
    assert!(share.effective_n >= 0.0 && share.effective_n <= share.n as f64, "{share:?}");
    assert!(share.effective_clusters <= share.clusters as f64, "{share:?}");
}
