//! The normal distribution function, and the medians that need it.

/// Probability that a standard normal is at most `x`, exact to about 1e-14 (Marsaglia's series).
pub(crate) fn phi(x: f64) -> f64 {
    if x.abs() > 7.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum, mut odd) = (x, x, 1.0);
    while term.abs() > 1e-17 {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt()
}

/// Median of a mixture of two normals of one deviation: the second lies `shift` higher and has weight `share`.
pub(crate) fn mixture_median(mean: f64, shift: f64, share: f64, deviation: f64) -> f64 {
    let below = |x: f64| (1.0 - share) * phi((x - mean) / deviation) + share * phi((x - mean - shift) / deviation);
    let (mut low, mut high) = (mean - deviation, mean + shift.abs() + deviation);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if below(middle) < 0.5 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::{mixture_median, phi};

    #[test]
    fn phi_meets_known_values() {
        for (x, value) in
            [(0.0, 0.5), (1.0, 0.841_344_746_068_543), (1.959_963_984_540_054, 0.975), (-3.0, 0.001_349_898_031_630_1)]
        {
            assert!((phi(x) - value).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn a_mixture_lies_between_its_parts() {
        assert!((mixture_median(2.0, 0.3, 0.0, 0.1) - 2.0).abs() < 1e-12);
        assert!((mixture_median(2.0, 0.3, 0.5, 0.1) - 2.15).abs() < 1e-12);
        let some = mixture_median(2.0, 0.16, 0.18, 0.134);
        assert!(some > 2.02 && some < 2.16 * 0.18 + 2.0 * 0.82 + 0.01, "{some}");
    }
}
