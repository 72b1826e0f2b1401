//! How two things go together.

/// How `a` and `b` go together over n observations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// How much likelier both are than if they were independent; 1 is independence.
    pub lift: f64,
    /// Pointwise mutual information, log₂ of the lift, in bits; `None` where they were never seen together.
    pub pmi: Option<f64>,
    /// PMI by its greatest possible value: −1 never together, 0 independent, 1 only together.
    pub npmi: f64,
    /// The correlation of the two yes-or-no values, −1 to 1.
    pub phi: f64,
    /// The share of those with `a` that have `b`.
    pub b_given_a: f64,
    /// The share of those with `b` that have `a`.
    pub a_given_b: f64,
}

/// The association of two things of which `a` and `b` of `n` observations have one, and `both` have the two.
///
/// lift = n·both/(a·b), PMI = log₂ lift, NPMI = PMI/−log₂(both/n) (Bouma 2009),
/// φ = (n·both − a·b)/√(a·b·(n−a)·(n−b)).
/// A thing that everybody has goes with nothing in particular: its NPMI and φ are 0.
///
/// `None` where one of them was never seen, or where the counts contradict each other.
pub fn association(n: u64, a: u64, b: u64, both: u64) -> Option<Association> {
    let possible =
        both <= a.min(b) && a.max(b) <= n && u128::from(a) + u128::from(b) <= u128::from(n) + u128::from(both);
    if a == 0 || b == 0 || !possible {
        return None;
    }
    let (n, a, b, both) = (n as f64, a as f64, b as f64, both as f64);
    let lift = (n / a) * (both / b);
    let pmi = (both > 0.0).then(|| lift.log2());
    let surprise = -(both / n).log2();
    let npmi = match pmi {
        None => -1.0,
        Some(_) if a == n || b == n => 0.0,
        Some(pmi) => (pmi / surprise).clamp(-1.0, 1.0),
    };
    let spread = a.sqrt() * b.sqrt() * (n - a).sqrt() * (n - b).sqrt();
    let phi = if spread > 0.0 { ((n * both - a * b) / spread).clamp(-1.0, 1.0) } else { 0.0 };
    Some(Association { lift, pmi, npmi, phi, b_given_a: both / a, a_given_b: both / b })
}
