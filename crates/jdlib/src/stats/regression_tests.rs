//! Known answers and edges of regressions (independent computations, tolerance 1e-6).

use super::tests::close;
use super::{Column, Compared, DropReason, LeastSquares, Regression, log_percent, regress};

const PAY: [f64; 20] = [
    95.0, 110.0, 128.0, 142.0, 150.0, 88.0, 104.0, 119.0, 135.0, 171.0, 99.0, 125.0, 131.0, 160.0, 182.0, 90.0, 101.0,
    117.0, 149.0, 166.0,
];
const PYTHON: [u8; 20] = [1, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1];
const KUBERNETES: [u8; 20] = [0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1];
const SENIOR: [u8; 20] = [0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1];
const EMPLOYERS: &[u8; 20] = b"aaabbcccddeefffgghhi";

fn data() -> Vec<([f64; 4], f64, u64)> {
    (0..20)
        .map(|at| {
            let flags = [1, PYTHON[at], KUBERNETES[at], SENIOR[at]].map(f64::from);
            (flags, PAY[at].ln(), u64::from(EMPLOYERS[at]))
        })
        .collect()
}

fn columns(penalty: f64) -> Vec<Column> {
    let skill = |name| Column::penalised(name, penalty);
    vec![Column::free("one"), skill("python"), skill("kubernetes"), skill("senior")]
}

fn fit(columns: Vec<Column>, compared: Compared, rows: &[([f64; 4], f64, u64)]) -> Option<Regression> {
    regress(columns, compared, rows.iter().map(|(x, y, cluster)| (x.as_slice(), *y, *cluster)))
}

#[test]
fn ordinary_least_squares_known_answer() {
    let found = fit(columns(0.0), Compared::Overall, &data()).unwrap();
    let expected = [
        (4.53992289, 0.04260466, 0.03011976, 0.03371261, 0.02766653),
        (0.10222494, 0.04782361, 0.03829699, 0.04431814, 0.04497731),
        (0.14285888, 0.06085162, 0.05699573, 0.06766598, 0.04427528),
        (0.25235401, 0.06203332, 0.04405012, 0.05454623, 0.03612564),
    ];
    assert_eq!(found.coefficients.len(), 4);
    for (coefficient, (value, classical, hc1, hc3, clustered)) in found.coefficients.iter().zip(expected) {
        close(coefficient.value, value);
        close(coefficient.errors.classical, classical);
        close(coefficient.errors.hc1, hc1);
        close(coefficient.errors.hc0, hc1 * (16.0f64 / 20.0).sqrt());
        close(coefficient.errors.hc3, hc3);
        close(coefficient.errors.clustered, clustered);
    }
    close(found.r_squared, 0.8325223743);
    assert_eq!((found.rows, found.clusters, found.few_clusters()), (20, 9, true));
    assert!(found.dropped.is_empty());
    let python = found.coefficient("python").unwrap();
    assert!((log_percent(python.value) - 10.7633).abs() < 1e-4);
    // Nine clusters: t with eight degrees of freedom.
    close(python.hi - python.value, 2.306004135 * 0.04497731);
    assert!(python.p > 0.05 && python.lo < 0.0, "{python:?}");
}

#[test]
fn ridge_known_answer() {
    let found = fit(columns(1.0), Compared::Overall, &data()).unwrap();
    for (coefficient, value) in found.coefficients.iter().zip([4.57342025, 0.09328031, 0.14492234, 0.20764764]) {
        close(coefficient.value, value);
    }
}

#[test]
fn penalties_draw_to_zero() {
    let found = fit(columns(1e12), Compared::Overall, &data()).unwrap();
    assert!(found.coefficients[1..].iter().all(|coefficient| coefficient.value.abs() < 1e-9));
    close(found.coefficients[0].value, PAY.iter().map(|pay| pay.ln()).sum::<f64>() / 20.0);
    assert_eq!(Column::penalised("x", f64::NAN), Column::free("x"));
    let broken = vec![Column { name: "one".into(), penalty: f64::NAN }];
    assert!(fit(broken, Compared::Overall, &data()).unwrap().coefficients[0].value.is_finite());
}

#[test]
fn columns_that_follow_from_others_are_dropped_and_named() {
    let rows: Vec<(Vec<f64>, f64, u64)> = data()
        .into_iter()
        // One, python, its opposite, nothing, senior, python again in another unit.
        .map(|(x, y, cluster)| (vec![x[0], x[1], 1.0 - x[1], 0.0, x[3], 1e6 * x[1]], y, cluster))
        .collect();
    for penalty in [0.0, 1.0] {
        let named = ["one", "python", "not-python", "nothing", "senior", "python-again"]
            .map(|name| if name == "one" { Column::free(name) } else { Column::penalised(name, penalty) });
        let iter = rows.iter().map(|(x, y, cluster)| (x.as_slice(), *y, *cluster));
        let found = regress(named.to_vec(), Compared::Overall, iter).unwrap();
        let dropped: Vec<_> = found.dropped.iter().map(|dropped| (dropped.name.as_str(), dropped.reason)).collect();
        assert_eq!(
            dropped,
            [
                ("not-python", DropReason::Dependent),
                ("nothing", DropReason::Empty),
                ("python-again", DropReason::Dependent)
            ]
        );
        let kept: Vec<_> = found.coefficients.iter().map(|coefficient| coefficient.name.as_str()).collect();
        assert_eq!(kept, ["one", "python", "senior"]);
        assert_sane(&found);
    }
}

#[test]
fn units_of_columns_do_not_matter() {
    let scaled: Vec<_> = data()
        .into_iter()
        .map(|(x, y, cluster)| ([x[0], 1e-7 * x[1], 2026.0 + x[2], 1e7 * x[3]], y, cluster))
        .collect();
    let (plain, found) = (
        fit(columns(0.0), Compared::Overall, &data()).unwrap(),
        fit(columns(0.0), Compared::Overall, &scaled).unwrap(),
    );
    for (at, unit) in [(1, 1e-7), (2, 1.0), (3, 1e7)] {
        close(found.coefficients[at].value * unit, plain.coefficients[at].value);
        close(found.coefficients[at].errors.clustered * unit, plain.coefficients[at].errors.clustered);
    }
}

#[test]
fn within_clusters_is_a_column_for_each_cluster() {
    let rows = data();
    let within = fit(columns(0.0), Compared::WithinClusters, &rows).unwrap();
    assert_eq!(within.dropped.len(), 1);
    assert_eq!((within.dropped[0].name.as_str(), within.dropped[0].reason), ("one", DropReason::Dependent));
    // Employer i has one posting and says nothing.
    assert_eq!((within.rows, within.clusters), (19, 8));

    let mut names = vec![Column::free("python"), Column::free("kubernetes"), Column::free("senior")];
    names.extend("abcdefgh".chars().map(|employer| Column::free(employer.to_string())));
    let wide: Vec<(Vec<f64>, f64, u64)> = rows
        .iter()
        .filter(|row| row.2 != u64::from(b'i'))
        .map(|(x, y, cluster)| {
            let mut wide = x[1..].to_vec();
            wide.extend((b'a'..=b'h').map(|employer| f64::from(u8::from(u64::from(employer) == *cluster))));
            (wide, *y, *cluster)
        })
        .collect();
    let iter = wide.iter().map(|(x, y, cluster)| (x.as_slice(), *y, *cluster));
    let dummies = regress(names, Compared::Overall, iter).unwrap();
    for coefficient in &within.coefficients {
        let same = dummies.coefficient(&coefficient.name).unwrap();
        close(coefficient.value, same.value);
        close(coefficient.errors.classical, same.errors.classical);
        close(coefficient.errors.hc1, same.errors.hc1);
        close(coefficient.errors.hc3, same.errors.hc3);
        // Clustered errors do not count the effects of the clusters themselves.
        close(coefficient.errors.clustered, same.errors.clustered * (8.0f64 / 16.0).sqrt());
    }
}

#[test]
fn rows_alike_but_for_their_order_give_the_same() {
    let mut rows = data();
    let found = fit(columns(1.0), Compared::WithinClusters, &rows).unwrap();
    rows.reverse();
    let again = fit(columns(1.0), Compared::WithinClusters, &rows).unwrap();
    for (a, b) in found.coefficients.iter().zip(&again.coefficients) {
        close(a.value, b.value);
        close(a.errors.clustered, b.errors.clustered);
    }
}

#[test]
fn five_copies_of_every_row_are_no_more_certain() {
    let rows = data();
    let copies: Vec<_> = rows.iter().flat_map(|row| [*row; 5]).collect();
    let (once, five) =
        (fit(columns(0.0), Compared::Overall, &rows).unwrap(), fit(columns(0.0), Compared::Overall, &copies).unwrap());
    for (a, b) in once.coefficients.iter().zip(&five.coefficients) {
        close(a.value, b.value);
        // But for the factor of small samples, (N−1)/(N−K).
        let factor = (99.0f64 / 96.0) / (19.0 / 16.0);
        close(a.errors.clustered * factor.sqrt(), b.errors.clustered);
        assert!(b.errors.classical < 0.5 * a.errors.classical);
    }
}

#[test]
fn what_cannot_be_estimated_is_none() {
    let rows = data();
    assert_eq!(fit(columns(0.0), Compared::Overall, &[]), None);
    assert_eq!(fit(columns(0.0), Compared::Overall, &rows[..3]), None, "one cluster");
    assert_eq!(fit(columns(0.0), Compared::Overall, &[rows[0], rows[4], rows[19]]), None, "as many rows as columns");
    assert_eq!(fit(columns(0.0), Compared::WithinClusters, &rows[2..4]), None, "clusters of one");
    let none = regress(Vec::new(), Compared::Overall, rows.iter().map(|(x, y, c)| (x.as_slice(), *y, *c))).unwrap();
    assert!(none.coefficients.is_empty());
}

#[test]
fn odd_rows_give_numbers() {
    let mut rows = data();
    let clean = fit(columns(0.0), Compared::Overall, &rows).unwrap();
    rows.push(([1.0, f64::NAN, 0.0, 0.0], 4.0, 7));
    rows.push(([1.0, 0.0, 0.0, 0.0], f64::INFINITY, 7));
    assert_eq!(fit(columns(0.0), Compared::Overall, &rows), Some(clean));

    let mut sums = LeastSquares::new(columns(0.0), Compared::Overall);
    for at in 0..6 {
        sums.add(&[1e200, 1e-200 * f64::from(at)], 1.0, u64::from(at as u8));
    }
    assert!(sums.solve().finish().is_none());

    // The outcome is met exactly, or does not vary.
    let exact: Vec<_> = data().into_iter().map(|(x, _, c)| (x, 3.0 + 0.5 * x[1], c)).collect();
    let found = fit(columns(0.0), Compared::Overall, &exact).unwrap();
    assert_sane(&found);
    close(found.r_squared, 1.0);
    let flat: Vec<_> = data().into_iter().map(|(x, _, c)| (x, 0.0, c)).collect();
    let found = fit(columns(0.0), Compared::Overall, &flat).unwrap();
    assert_sane(&found);
    assert_eq!((found.r_squared, found.coefficients[1].p), (0.0, 1.0));
    // A row that alone decides its column: HC3 cannot judge it, and says so by no infinity.
    let mut alone: Vec<_> = data().into_iter().map(|(x, y, c)| ([1.0, x[1], 0.0, x[3]], y, c)).collect();
    alone[4].0[2] = 1.0;
    assert_sane(&fit(columns(0.0), Compared::Overall, &alone).unwrap());
}

#[track_caller]
pub(super) fn assert_sane(found: &Regression) {
    for coefficient in &found.coefficients {
        let errors = coefficient.errors;
        for number in [errors.classical, errors.hc0, errors.hc1, errors.hc3, errors.clustered] {
            assert!(number.is_finite() && number >= 0.0, "{coefficient:?}");
        }
        assert!(coefficient.lo <= coefficient.value && coefficient.value <= coefficient.hi, "{coefficient:?}");
        assert!((0.0..=1.0).contains(&coefficient.p), "{coefficient:?}");
    }
    assert!((0.0..=1.0).contains(&found.r_squared), "{found:?}");
}
