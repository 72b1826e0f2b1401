//! Tails of the distributions that intervals and tests read off.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc;

use super::interval::Z_95;

/// The chance that a standard normal value is at least as far from 0 as `z`.
pub(super) fn two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2).clamp(0.0, 1.0)
}

/// The chance that a value of Student's t with `df >= 1` degrees of freedom is at least as far from 0 as `t`.
pub(super) fn t_two_sided(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    beta_reg(df / 2.0, 0.5, df / (df + t * t)).clamp(0.0, 1.0)
}

/// Beyond this many degrees of freedom the series is exact to 1e-12, and `statrs` is not:
/// its `inverse_cdf` falls below the normal quantile near 1e6 and does not return at 1e9 (0.19.1).
const SERIES_FROM: f64 = 1000.0;

/// The 0.975 quantile of Student's t with `df >= 1` degrees of freedom, which need not be whole.
pub(super) fn t_quantile(df: f64) -> f64 {
    if df <= SERIES_FROM {
        return StudentsT::new(0.0, 1.0, df)
            .expect("the caller holds the degrees of freedom to at least 1")
            .inverse_cdf(0.975);
    }
    // Abramowitz & Stegun 26.7.5: the expansion of t about the normal quantile.
    let z = Z_95;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + (first + (second + third / df) / df) / df
}

#[cfg(test)]
mod tests {
    use super::{SERIES_FROM, t_quantile, t_two_sided, two_sided};
    use crate::stats::Z_95;

    #[test]
    fn t_quantiles_match_printed_tables() {
        for (df, t) in [
            (1.0, 12.706_204_736),
            (2.0, 4.302_652_730),
            (9.0, 2.262_157_163),
            (19.0, 2.093_024_054),
            (100.0, 1.983_971_519),
            (1000.0, 1.962_339_081),
        ] {
            assert!((t_quantile(df) - t).abs() < 1e-8, "{df}: {}", t_quantile(df));
        }
    }

    #[test]
    fn tails_are_the_inverse_of_quantiles() {
        for z in [Z_95, -Z_95] {
            assert!((two_sided(z) - 0.05).abs() < 1e-10, "{}", two_sided(z));
        }
        assert_eq!((two_sided(0.0), two_sided(f64::INFINITY)), (1.0, 0.0));
        for df in [1.0, 2.5, 19.0, 400.0] {
            assert!((t_two_sided(t_quantile(df), df) - 0.05).abs() < 1e-10, "{df}");
            assert_eq!((t_two_sided(0.0, df), t_two_sided(f64::NEG_INFINITY, df)), (1.0, 0.0));
        }
    }

    #[test]
    fn t_quantile_stays_above_the_normal_one_and_falls() {
        let mut last = f64::INFINITY;
        for exponent in 0..120 {
            let t = t_quantile(10f64.powf(f64::from(exponent) / 8.0));
            assert!(t >= Z_95 && t <= last, "10^{exponent}/8: {t}");
            last = t;
        }
    }

    #[test]
    fn series_meets_the_inverse_where_it_takes_over() {
        let gap = t_quantile(SERIES_FROM) - t_quantile(SERIES_FROM * (1.0 + 1e-12));
        assert!(gap.abs() < 1e-9, "{gap}");
    }
}
