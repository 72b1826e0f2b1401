//! Estimates drawn together by how unsure they are, so that the top of a ranking is not the luckiest error.

/// An estimate and its standard error, in the caller's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

impl Estimate {
    /// `value` with standard error `se`.
    pub fn new(value: f64, se: f64) -> Self {
        Self { value, se }
    }

    /// Whether it can be weighed: a finite value with a finite standard error above zero.
    fn weighs(&self) -> bool {
        self.value.is_finite() && self.se.is_finite() && self.se > 0.0 && (1.0 / (self.se * self.se)).is_finite()
    }
}

/// What [`shrink()`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrinkage {
    /// Cochran's Q: weighted squares about the common mean.
    pub q: f64,
    /// Variance of the true values (`DerSimonian` & Laird 1986), 0 when the estimates differ no more than chance.
    pub tau2: f64,
    /// Mean of the true values.
    pub mean: f64,
    /// The shrunk estimates, in the order given.
    pub shrunk: Vec<Estimate>,
}

/// Draws each estimate towards the mean of all by the part of its variance that is noise (empirical Bayes).
///
/// w = 1/s², μ₀ = Σwb/Σw, Q = Σw(b−μ₀)², τ² = max(0, (Q−(k−1)) / (Σw − Σw²/Σw)), μ the mean weighted by 1/(s²+τ²),
/// and b̃ = μ + τ²/(τ²+s²)·(b−μ) with standard error √(τ²s²/(τ²+s²)), which leaves out that τ² and μ are estimates.
///
/// In a ranking of unshrunk estimates the noisiest stand first; of shrunk ones the top is right on average.
///
/// An estimate with standard error 0 is kept as it is; one that is not finite says nothing and becomes the mean. Neither
/// enters the sums. Without any that can be weighed the mean is 0.
pub fn shrink(estimates: &[Estimate]) -> Shrinkage {
    let weighed: Vec<Estimate> = estimates.iter().copied().filter(Estimate::weighs).collect();
    let weight = |estimate: &Estimate| 1.0 / (estimate.se * estimate.se);
    let total: f64 = weighed.iter().map(weight).sum();
    let fixed = weighed.iter().map(|e| weight(e) * e.value).sum::<f64>() / total;
    let q: f64 = weighed.iter().map(|e| weight(e) * (e.value - fixed).powi(2)).sum();
    let spread = total - weighed.iter().map(|e| weight(e).powi(2)).sum::<f64>() / total;
    let freedom = weighed.len() as f64 - 1.0;
    let tau2 = if spread > 0.0 { ((q - freedom) / spread).max(0.0) } else { 0.0 };
    let weight = |estimate: &Estimate| 1.0 / (estimate.se * estimate.se + tau2);
    let total: f64 = weighed.iter().map(weight).sum();
    let mean = if weighed.is_empty() { 0.0 } else { weighed.iter().map(|e| weight(e) * e.value).sum::<f64>() / total };
    let shrunk = estimates.iter().map(|estimate| draw(estimate, mean, tau2)).collect();
    Shrinkage { q, tau2, mean, shrunk }
}

fn draw(estimate: &Estimate, mean: f64, tau2: f64) -> Estimate {
    if !estimate.value.is_finite() || !estimate.se.is_finite() {
        return Estimate { value: mean, se: tau2.sqrt() };
    }
    if !estimate.weighs() {
        return *estimate;
    }
    let noise = estimate.se * estimate.se;
    let kept = tau2 / (tau2 + noise);
    Estimate { value: mean + kept * (estimate.value - mean), se: (kept * noise).sqrt() }
}
