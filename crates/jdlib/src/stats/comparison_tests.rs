//! Known answers and edges of what compares, splits, ranks and names (independent computations, tolerance 1e-6).

use super::tests::close;
use super::{
    Care, Change, Cluster, ClusterStratum, Difference, Estimate, GroupShare, Interval, OddsRatio, Prior, Stratum,
    Trials, Verdict, WordCounts, association, benjamini_hochberg, cluster_share, fisher, kitagawa, kitagawa_clustered,
    log_odds, mantel_haenszel, mantel_haenszel_deff, newcombe, shrink, smallest_visible_change, two_proportions,
    verdict, wilson,
};

fn stratum_of(x1: u64, n1: u64, x2: u64, n2: u64) -> Stratum {
    Stratum::new(Trials::new(x1, n1), Trials::new(x2, n2))
}

fn wilson_of(trials: Trials) -> (f64, Interval) {
    let (asked, n) = (trials.asked as f64, trials.n as f64);
    (asked / n, wilson(asked, n))
}

#[test]
fn two_samples_known_answers() {
    for ((x1, n1, x2, n2), z, p, lo, hi, exact) in [
        ((30, 400, 60, 420), 3.107238, 0.00188845, 0.025232, 0.110633, 0.00240211),
        ((5, 200, 14, 210), 2.006043, 0.04485170, -0.000046, 0.086132, 0.05900093),
        ((0, 50, 4, 60), 1.859871, 0.06290380, -0.015344, 0.159254, 0.12435683),
    ] {
        let Stratum { before, after } = stratum_of(x1, n1, x2, n2);
        let test = two_proportions(before, after).unwrap();
        close(test.z, z);
        close(test.p, p);
        let change = newcombe(wilson_of(before), wilson_of(after));
        close(change.lo, lo);
        close(change.hi, hi);
        close(change.value, x2 as f64 / n2 as f64 - x1 as f64 / n1 as f64);
        close(fisher(before, after), exact);
        close(fisher(after, before), exact);
    }
}

#[test]
fn two_samples_edges() {
    let trials = Trials::new;
    for (before, after) in [
        (trials(0, 0), trials(3, 10)),
        (trials(3, 10), trials(0, 0)),
        (trials(0, 10), trials(0, 20)),
        (trials(10, 10), trials(20, 20)),
    ] {
        assert_eq!(two_proportions(before, after), None);
        close(fisher(before, after), 1.0);
    }
    assert_eq!(trials(12, 10), trials(10, 10));
    // One table in C(20, 10) and its mirror image.
    close(fisher(trials(0, 10), trials(10, 10)) * 92_378.0, 1.0);
    assert_eq!(fisher(trials(0, 200_000), trials(200_000, 200_000)), 0.0);
    assert_eq!(newcombe((f64::NAN, Interval::UNKNOWN), (0.5, Interval::UNKNOWN)), Difference::UNKNOWN);
    let none = cluster_share(&[]);
    assert_eq!(none.change_to(&cluster_share(&[Cluster::new(1, 3)])), Difference::UNKNOWN);
}

#[test]
fn a_change_of_clustered_shares_uses_their_intervals() {
    let before = cluster_share(&[Cluster::new(4, 30), Cluster::new(0, 10), Cluster::new(3, 12), Cluster::new(1, 9)]);
    let after = cluster_share(&[Cluster::new(14, 30), Cluster::new(2, 10), Cluster::new(9, 12), Cluster::new(1, 9)]);
    let change = before.change_to(&after);
    assert_eq!(change, newcombe((before.share, before.interval()), (after.share, after.interval())));
    let naive = newcombe(wilson_of(Trials::new(8, 61)), wilson_of(Trials::new(26, 61)));
    assert!(change.lo < naive.lo && naive.hi < change.hi, "{change:?} {naive:?}");
}

#[test]
fn mantel_haenszel_known_answer() {
    let strata = [stratum_of(30, 200, 45, 210), stratum_of(10, 100, 30, 150), stratum_of(60, 300, 70, 290)];
    let found = mantel_haenszel(&strata, 1.0).unwrap();
    close(found.z, 2.6745095480);
    close(found.chi2, 7.1530013226);
    close(found.p, 0.0074838645);
    close(found.odds.unwrap().ratio, 1.4761513522);
    assert_eq!(found.strata, 3);

    let clustered = mantel_haenszel(&strata, 4.0).unwrap();
    close(clustered.z, found.z / 2.0);
    let (odds, wide) = (found.odds.unwrap(), clustered.odds.unwrap());
    close(wide.ratio, odds.ratio);
    close((wide.hi / wide.ratio).ln(), 2.0 * (odds.hi / odds.ratio).ln());
    close((odds.hi / odds.ratio).ln(), (odds.ratio / odds.lo).ln());
}

#[test]
fn mantel_haenszel_of_one_stratum_has_the_interval_of_its_odds_ratio() {
    // With one stratum the variance of Robins, Breslow & Greenland is Woolf's: 1/a + 1/b + 1/c + 1/d.
    let odds = mantel_haenszel(&[stratum_of(30, 200, 45, 210)], 1.0).unwrap().odds.unwrap();
    close(odds.ratio, (45.0 / 165.0) / (30.0 / 170.0));
    let woolf: f64 = 1.0 / 45.0 + 1.0 / 165.0 + 1.0 / 30.0 + 1.0 / 170.0;
    close((odds.hi / odds.ratio).ln(), 1.959963984540054 * woolf.sqrt());
}

#[test]
fn mantel_haenszel_edges() {
    for strata in [
        vec![],
        vec![stratum_of(0, 0, 5, 10)],
        vec![stratum_of(0, 10, 0, 10), stratum_of(10, 10, 10, 10)],
        vec![stratum_of(1, 1, 0, 0), stratum_of(0, 0, 1, 1)],
    ] {
        assert_eq!(mantel_haenszel(&strata, 1.0), None);
    }
    // Nobody before: certain of the direction, without a bound of the ratio.
    let only_after = mantel_haenszel(&[stratum_of(0, 100, 20, 100)], 1.0).unwrap();
    assert!(only_after.z > 4.0 && only_after.odds.is_none());
    // Strata that say nothing change nothing.
    let one = [stratum_of(30, 200, 45, 210)];
    let more = [one[0], stratum_of(0, 50, 0, 60), stratum_of(0, 0, 9, 10)];
    assert_eq!(mantel_haenszel(&one, 1.0), mantel_haenszel(&more, 1.0));
    assert_eq!(mantel_haenszel(&one, f64::NAN), mantel_haenszel(&one, 0.2));
    let tiny = mantel_haenszel(&[stratum_of(0, 1, 1, 1)], 1.0).unwrap();
    close(tiny.z, 1.0);
}

#[test]
fn the_design_effect_of_the_test_sees_what_cancels() {
    let entry = |cluster, stratum, x1, n1, x2, n2| ClusterStratum {
        cluster,
        stratum,
        counts: Stratum::new(Trials::new(x1, n1), Trials::new(x2, n2)),
    };
    // Each employer agrees with itself: on both sides it cancels, on one side it costs.
    let both_sides: Vec<_> = (0..20).map(|e| entry(e, 0, 10 * (e % 2), 10, 10 * (e % 2), 10)).collect();
    close(mantel_haenszel_deff(&both_sides), 1.0);
    let one_side: Vec<_> = (0..40)
        .map(|e| if e < 20 { entry(e, 0, 10 * (e % 2), 10, 0, 0) } else { entry(e, 0, 0, 0, 10 * (e % 2), 10) })
        .collect();
    let deff = mantel_haenszel_deff(&one_side);
    // 40/39 · Σ(10·100/200·...)²: each employer adds (200/400·5)² = 6.25·... against n₁n₂M(T−M)/(T²(T−1)).
    let expected = 40.0 / 39.0 * 40.0 * (200.0 * 5.0 / 400.0f64).powi(2) / (200.0f64.powi(4) / (400.0 * 400.0 * 399.0));
    close(deff, expected);

    // Parts of a cluster add up, order does not matter, and strata of one employer are one opinion.
    let whole = [entry(1, 0, 3, 8, 2, 4), entry(2, 0, 1, 9, 5, 7), entry(3, 1, 2, 5, 6, 6), entry(1, 1, 0, 4, 1, 5)];
    let mut parts = vec![entry(1, 0, 3, 3, 0, 4), entry(1, 0, 0, 5, 2, 0)];
    parts[0].counts.after = Trials::new(0, 2);
    parts[1].counts.after = Trials::new(2, 2);
    parts.extend_from_slice(&whole[1..]);
    parts.reverse();
    close(mantel_haenszel_deff(&parts), mantel_haenszel_deff(&whole));

    close(mantel_haenszel_deff(&[]), 1.0);
    close(mantel_haenszel_deff(&[entry(1, 0, 3, 10, 4, 10)]), 20.0);
    close(mantel_haenszel_deff(&[entry(1, 0, 0, 10, 0, 10), entry(2, 0, 0, 3, 0, 4)]), 1.0);
}

#[test]
fn benjamini_hochberg_known_answer() {
    let p = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341,
        0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ];
    let mut expected = vec![0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264286];
    expected.extend([0.491071; 7]);
    expected.extend([0.532813, 0.532813, 0.564706, 0.781579, 0.781579, 0.87, 0.907143]);
    expected.extend([0.986; 4]);
    let q = benjamini_hochberg(&p);
    assert_eq!(q.len(), expected.len());
    for (&found, expected) in q.iter().zip(expected) {
        close(found, expected);
    }
    assert_eq!(q.iter().filter(|&&q| q <= 0.05).count(), 1);
    assert_eq!(q.iter().filter(|&&q| q <= 0.25).count(), 6);
    // In the order given.
    let mut turned = p;
    turned.reverse();
    let mut again = benjamini_hochberg(&turned);
    again.reverse();
    assert_eq!(again, q);
}

#[test]
fn benjamini_hochberg_edges() {
    assert_eq!(benjamini_hochberg(&[]), Vec::<f64>::new());
    assert_eq!(benjamini_hochberg(&[f64::NAN, 0.01, 7.0, -1.0]), [1.0, 0.02, 1.0, 0.0]);
    assert_eq!(benjamini_hochberg(&[0.3; 5]), [0.3; 5]);
}

#[test]
fn log_odds_known_answers() {
    let words = [
        ("python", 300.0, 310.0),
        ("sql", 220.0, 230.0),
        ("docker", 80.0, 120.0),
        ("k8s", 40.0, 85.0),
        ("fastapi", 15.0, 70.0),
        ("flask", 60.0, 35.0),
        ("llm", 2.0, 60.0),
        ("excel", 90.0, 60.0),
    ];
    let counts = words.map(|(_, before, after)| WordCounts::new(after, before));
    let of = |prior, name: &str| log_odds(&counts, prior)[words.iter().position(|word| word.0 == name).unwrap()];
    for (prior, name, delta, z) in [
        (Prior::Each(0.01), "llm", 3.273784, 4.565560),
        (Prior::Each(0.01), "fastapi", 1.412099, 4.964493),
        (Prior::Each(0.01), "python", -0.230908, -2.851168),
        (Prior::Pooled(500.0), "llm", 1.303578, 5.139246),
        (Prior::Pooled(500.0), "fastapi", 0.799250, 4.192455),
        (Prior::Pooled(500.0), "python", -0.147203, -2.272328),
    ] {
        close(of(prior, name).delta, delta);
        close(of(prior, name).z, z);
    }
}

#[test]
fn word_shares_fall_while_demand_rises() {
    // The same table as shares of 500 ads a side: ads got longer, and python is asked for more often, not less.
    for (before, after, z) in [(300, 310, 0.648340), (220, 230, 0.635642), (80, 120, 3.162278)] {
        close(two_proportions(Trials::new(before, 500), Trials::new(after, 500)).unwrap().z, z);
    }
}

#[test]
fn log_odds_edges() {
    assert!(log_odds(&[], Prior::default()).is_empty());
    let numbers = [f64::NAN, -1.0, 0.0, 3.0, f64::INFINITY];
    for here in numbers {
        for there in numbers {
            for prior in [Prior::Each(0.0), Prior::Each(f64::NAN), Prior::Pooled(0.0), Prior::Pooled(500.0)] {
                let words = [WordCounts::new(here, there), WordCounts::new(4.0, 4.0)];
                for found in log_odds(&words, prior) {
                    assert!(found.delta.is_finite() && found.z.is_finite(), "{words:?} {prior:?}");
                }
            }
        }
    }
    assert_eq!(log_odds(&[WordCounts::new(5.0, 9.0)], Prior::Pooled(10.0))[0].z, 0.0);
}

#[test]
fn association_known_answer() {
    let found = association(1000, 400, 120, 90).unwrap();
    close(found.lift, 1.875);
    close(found.pmi.unwrap(), 0.9068905956);
    close(found.npmi, 0.2610560044);
    close(found.phi, 0.2638224265);
    close(found.b_given_a, 0.225);
    close(found.a_given_b, 0.75);
}

#[test]
fn association_edges() {
    assert_eq!(association(10, 0, 5, 0), None);
    assert_eq!(association(10, 5, 5, 6), None);
    assert_eq!(association(10, 11, 5, 5), None);
    assert_eq!(association(10, 8, 8, 1), None, "eight and eight of ten share at least six");
    let never = association(10, 4, 5, 0).unwrap();
    assert_eq!((never.lift, never.pmi, never.npmi), (0.0, None, -1.0));
    let always = association(10, 4, 4, 4).unwrap();
    close(always.npmi, 1.0);
    close(always.phi, 1.0);
    let everybody = association(10, 10, 4, 4).unwrap();
    assert_eq!((everybody.lift, everybody.npmi, everybody.phi), (1.0, 0.0, 0.0));
    let all = association(10, 10, 10, 10).unwrap();
    assert_eq!((all.npmi, all.phi), (0.0, 0.0));
    let huge = association(u64::MAX, u64::MAX / 2, u64::MAX / 2, u64::MAX / 4).unwrap();
    close(huge.lift, 1.0);
    close(huge.phi, 0.0);
}

#[test]
fn shrink_known_answer() {
    let values = [0.30, 0.05, -0.02, 0.12, 0.08];
    let errors = [0.15, 0.02, 0.03, 0.06, 0.01];
    let estimates: Vec<_> = values.iter().zip(errors).map(|(&value, se)| Estimate::new(value, se)).collect();
    let found = shrink(&estimates);
    close(found.q, 13.997452596);
    close(found.tau2, 0.0016090018);
    close(found.mean, 0.0578501913);
    for (shrunk, expected) in found.shrunk.iter().zip([0.07401094, 0.05156300, 0.00792552, 0.07704756, 0.07870393]) {
        close(shrunk.value, expected);
        assert!(shrunk.se > 0.0 && shrunk.se < found.tau2.sqrt());
    }
}

#[test]
fn shrink_edges() {
    let none = shrink(&[]);
    assert_eq!((none.q, none.tau2, none.mean, none.shrunk.len()), (0.0, 0.0, 0.0, 0));
    let one = shrink(&[Estimate::new(0.3, 0.1)]);
    close(one.shrunk[0].value, 0.3);
    // Differences no larger than chance: everything is the mean.
    let alike = shrink(&[Estimate::new(0.10, 0.1), Estimate::new(0.11, 0.1)]);
    assert_eq!(alike.tau2, 0.0);
    close(alike.shrunk[0].value, 0.105);
    let odd = shrink(&[
        Estimate::new(0.2, 0.1),
        Estimate::new(0.4, 0.1),
        Estimate::new(9.0, 0.0),
        Estimate::new(f64::NAN, 0.1),
        Estimate::new(5.0, f64::INFINITY),
        Estimate::new(7.0, -1.0),
        Estimate::new(6.0, 1e-300),
    ]);
    close(odd.mean, 0.3);
    let values: Vec<_> = odd.shrunk.iter().map(|estimate| estimate.value).collect();
    assert_eq!(values[2..], [9.0, odd.mean, odd.mean, 7.0, 6.0]);
    assert!(odd.shrunk.iter().all(|estimate| estimate.value.is_finite() && estimate.se.is_finite()));
}

#[test]
fn kitagawa_known_answer() {
    let side = |weight, share| GroupShare { weight, share, se: 0.02 };
    let groups =
        [(side(0.25, 0.2), side(0.4, 0.25)), (side(0.25, 0.4), side(0.3, 0.4)), (side(0.5, 0.6), side(0.3, 0.7))];
    let found = kitagawa(&groups);
    close(found.total, -0.02);
    close(found.within.value, 0.05625);
    close(found.composition, -0.07625);
    // Weights .325, .275, .4, each with 2·.02² of variance.
    let variance: f64 = (0.325f64.powi(2) + 0.275f64.powi(2) + 0.4f64.powi(2)) * 0.0008;
    close(found.within.hi - found.within.value, 1.959963984540054 * variance.sqrt());
    close(found.within.value - found.within.lo, 1.959963984540054 * variance.sqrt());
}

#[test]
fn kitagawa_edges() {
    assert_eq!(kitagawa(&[]).within, Difference { value: 0.0, lo: 0.0, hi: 0.0 });
    let broken = GroupShare { weight: f64::NAN, share: f64::NAN, se: f64::INFINITY };
    let found = kitagawa(&[(broken, broken)]);
    assert_eq!((found.total, found.within.lo, found.within.hi), (0.0, 0.0, 0.0));
    let none_asked = GroupShare::of(0.5, &cluster_share(&[Cluster::new(0, 4), Cluster::new(0, 9)]));
    assert!(none_asked.se > 0.0);
}

#[test]
fn kitagawa_of_clusters_has_the_parts_of_kitagawa() {
    let entry =
        |cluster, stratum, x1, n1, x2, n2| ClusterStratum { cluster, stratum, counts: stratum_of(x1, n1, x2, n2) };
    // The known answer as postings of ten equal employers: 250, 250, 500 against 400, 300, 300.
    let entries: Vec<_> = (0..10)
        .flat_map(|e| [entry(e, 0, 5, 25, 10, 40), entry(e, 1, 10, 25, 12, 30), entry(e, 2, 30, 50, 21, 30)])
        .collect();
    let found = kitagawa_clustered(&entries).unwrap();
    close(found.total, -0.02);
    close(found.within.value, 0.05625);
    close(found.composition, -0.07625);

    // Employers of one opinion in all strata: what each says moves all of them at once.
    let opinions: Vec<_> = (0..40u64)
        .flat_map(|e| {
            let [before, after] = if e < 20 { [10, 0] } else { [0, 10] };
            let asked = move |n: u64| if e % 2 == 0 { n } else { 0 };
            (0..4).map(move |s| entry(e, s, asked(before), before, asked(after), after))
        })
        .collect();
    let found = kitagawa_clustered(&opinions).unwrap();
    // U is ±¼·4·5/200 for each of forty employers; t with 39 degrees of freedom is 2.0226909.
    let half = (40.0 / 39.0 * 40.0 * (5.0f64 / 200.0).powi(2)).sqrt() * 2.0226909;
    close(found.within.hi, half);
    close(found.within.lo, -half);
    let independent = kitagawa(&[side_pair(&opinions); 4]);
    assert!(independent.within.hi < 0.6 * half, "{independent:?}");

    // A stratum of one side only is composition.
    let one_sided = [entry(1, 0, 5, 10, 5, 10), entry(2, 0, 5, 10, 5, 10), entry(3, 1, 0, 0, 10, 10)];
    let found = kitagawa_clustered(&one_sided).unwrap();
    close(found.within.value, 0.0);
    close(found.composition, 20.0 / 30.0 - 0.5);
    // One cluster alone is one opinion.
    let alone = kitagawa_clustered(&[entry(1, 0, 5, 10, 5, 10)]).unwrap();
    assert_eq!((alone.within.lo, alone.within.hi), (-1.0, 1.0));
    assert_eq!(kitagawa_clustered(&[]), None);
    assert_eq!(kitagawa_clustered(&[entry(1, 0, 5, 10, 0, 0)]), None);
}

/// The first stratum as one of four groups of equal weight.
fn side_pair(entries: &[ClusterStratum]) -> (GroupShare, GroupShare) {
    let share = |of: fn(&Stratum) -> Trials| {
        let inside = entries.iter().filter(|entry| entry.stratum == 0).map(|entry| of(&entry.counts));
        cluster_share(&inside.map(|part| Cluster::new(part.asked as u32, part.n as u32)).collect::<Vec<_>>())
    };
    (GroupShare::of(0.25, &share(|counts| counts.before)), GroupShare::of(0.25, &share(|counts| counts.after)))
}

#[test]
fn visible_change_known_answers() {
    // Printed tables (Fleiss, Levin & Paik, two-sided .05, power .8, uncorrected): 199 a side show .10 against .20, 387 show .40 against
    // .50, and one observation less does not.
    for (share, later, n) in [(0.1, 0.2, 199.0), (0.4, 0.5, 388.0), (0.5, 0.4, 388.0)] {
        let visible = |n| {
            let found = smallest_visible_change(share, n, n);
            if later > share { found.rise.unwrap() } else { found.fall.unwrap() }
        };
        assert!(visible(n) <= 0.1 && visible(n - 1.0) > 0.1, "{share} {n}: {} {}", visible(n), visible(n - 1.0));
    }
}

#[test]
fn visible_change_edges() {
    let blind = smallest_visible_change(0.3, 2.0, 2.0);
    assert_eq!((blind.rise, blind.fall), (None, None));
    for (share, before, after) in [(f64::NAN, 10.0, 10.0), (0.3, 0.0, 10.0), (0.3, 10.0, f64::NAN)] {
        let none = smallest_visible_change(share, before, after);
        assert_eq!((none.rise, none.fall), (None, None));
    }
    let from_none = smallest_visible_change(0.0, 400.0, 400.0);
    assert!(from_none.fall.is_none() && from_none.rise.unwrap() < 0.03);
    let from_all = smallest_visible_change(1.0, 400.0, 400.0);
    close(from_all.fall.unwrap(), from_none.rise.unwrap());
    let endless = smallest_visible_change(0.3, f64::INFINITY, f64::INFINITY);
    assert!(endless.rise.unwrap() < 1e-6);
    // A rise can be out of sight where a fall is not.
    let high = smallest_visible_change(0.95, 60.0, 60.0);
    assert!(high.rise.is_none() && high.fall.is_some());
}

/// A change between two corpora of `employers` equal employers of ten postings, seen at the normal setting.
fn called(asked: [u32; 2], employers: u32, q: Option<f64>, odds_lo: f64) -> Verdict {
    called_from(asked, employers, q, odds_lo, None)
}

fn called_from(asked: [u32; 2], employers: u32, q: Option<f64>, odds_lo: f64, sources: Option<u64>) -> Verdict {
    let corpus = |asked: u32| {
        let clusters: Vec<_> =
            (0..employers).map(|e| Cluster::new(asked / employers + u32::from(e < asked % employers), 10)).collect();
        cluster_share(&clusters)
    };
    let (before, after) = (corpus(asked[0]), corpus(asked[1]));
    let change = Change {
        before: &before,
        after: &after,
        difference: before.change_to(&after),
        q,
        odds: Some(OddsRatio { ratio: odds_lo * 1.5, lo: odds_lo, hi: odds_lo * 3.0 }),
        asked_before: u64::from(asked[0]),
        asked_after: u64::from(asked[1]),
        clusters_after: u64::from(asked[1].min(employers)),
        sources_after: sources,
    };
    verdict(&change, &Care::Normal.change_rule())
}

#[test]
fn verdicts_follow_their_rules() {
    for (asked, employers, q, odds_lo, expected) in [
        ([0, 60], 100, Some(0.001), 1.6, Verdict::New),
        ([0, 60], 100, None, 1.6, Verdict::New),
        ([0, 2], 100, None, 1.6, Verdict::Stable),
        ([10, 80], 100, Some(0.001), 3.0, Verdict::Emerging),
        ([10, 80], 100, Some(0.001), 1.4, Verdict::Rising),
        ([10, 80], 100, Some(0.06), 3.0, Verdict::Unclear),
        ([300, 400], 100, Some(0.001), 1.6, Verdict::Rising),
        ([400, 300], 100, Some(0.001), 0.5, Verdict::Declining),
        ([300, 400], 100, None, 1.6, Verdict::Unclear),
        // Sure, but half a point is not worth a name; the interval says stable.
        ([10_000, 10_250], 5000, Some(0.001), 1.0, Verdict::Stable),
        ([300, 305], 100, Some(0.8), 1.0, Verdict::Unclear),
    ] {
        assert_eq!(called(asked, employers, q, odds_lo), expected, "{asked:?} {q:?} {odds_lo}");
    }
    assert_eq!(called_from([10, 80], 100, Some(0.001), 3.0, Some(1)), Verdict::Rising);
    assert_eq!(called_from([10, 80], 100, Some(0.001), 3.0, Some(2)), Verdict::Emerging);
    let none = cluster_share(&[]);
    let change = Change {
        before: &none,
        after: &none,
        difference: Difference { value: 0.0, lo: 0.0, hi: 0.0 },
        q: None,
        odds: None,
        asked_before: 0,
        asked_after: 0,
        clusters_after: 0,
        sources_after: None,
    };
    assert_eq!(verdict(&change, &Care::Normal.change_rule()), Verdict::Unclear);
}

#[test]
fn care_moves_every_rule_of_change_one_way() {
    for pair in Care::ALL.windows(2) {
        let (low, high) = (pair[0].change_rule(), pair[1].change_rule());
        assert!(low.pooled < high.pooled && low.clusters < high.clusters && low.q > high.q);
        assert!(low.least < high.least && low.margin > high.margin && low.emerging_from >= high.emerging_from);
        assert!(low.emerging_asked < high.emerging_asked && low.emerging_clusters < high.emerging_clusters);
        assert!(low.emerging_sources <= high.emerging_sources && low.emerging_odds < high.emerging_odds);
        assert!(!high.tests(low.pooled, high.clusters) && !high.tests(high.pooled, low.clusters));
        assert!(high.tests(high.pooled, high.clusters));
    }
}
