//! Many tests at once.

/// The q-value of each p-value: the share of false ones to expect among all that are at least as small
/// (Benjamini & Hochberg 1995).
///
/// With ranks r = 1..m of the ascending p: q = min over all s ≥ r of p·m/s, at most 1. Calling everything at
/// q ≤ .05 makes false ones 5 % of the calls on average, for tests that are independent or positively dependent.
///
/// In the order given. Equal p have equal q whatever their order. A NaN counts as 1, and numbers
/// outside 0..=1 as the nearer end.
///
/// The family is what the caller tests: choose it by what does not depend on the direction of the
/// outcome (the pooled count), or the q-values lie.
///
/// ```
/// let q = jdlib::stats::benjamini_hochberg(&[0.04, 0.001, 0.04, 0.9]);
/// assert!((q[1] - 0.004).abs() < 1e-12);
/// assert_eq!(q[0], q[2]);
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let p: Vec<f64> = p.iter().map(|&p| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) }).collect();
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_unstable_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, &at) in order.iter().enumerate().rev() {
        // The factor first: it is never below 1, so no rounding puts q below p.
        least = least.min(p[at] * (p.len() as f64 / (rank + 1) as f64));
        q[at] = least;
    }
    q
}
