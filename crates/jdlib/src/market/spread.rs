//! What employers cost a comparison: the design effect of its stratified test, from one row a stratum, skill and employer.

use std::collections::HashMap;

use super::counts::Scanned;
use super::frame;
use crate::error::Result;
use crate::stats::Stratum;

/// One side of a comparison: the squares of what each employer adds to the numerator of the stratified test.
///
/// The numerator is Σ over strata of (n₁x₂ − n₂x₁)/T, a sum over employers. With p = M/T an employer e of one side adds
/// Uₑ = Σ w(xₑ − p·nₑ) to it, w being the other side's n/T. Σ Uₑ² is multiplied out, because most employers ask for few skills: those that
/// ask are looked at one by one, and what the others add depends on their sizes alone.
///
/// An employer that stands on both sides counts as two: its postings resemble each other, so the test errs on the side of caution.
#[derive(Debug)]
pub(super) struct Spread {
    strata: HashMap<Vec<String>, usize>,
    /// Weight of each stratum.
    weights: Vec<f64>,
    /// Pooled share in each stratum, item by item.
    rates: Vec<Vec<f64>>,
    /// Σ nₑₛnₑₜ over employers, for strata s and t.
    products: Vec<Vec<f64>>,
    /// Σ A² + 2AB over employers that ask, item by item: A is what their asks add, B what their size does.
    asking: Vec<f64>,
    employers: u64,
}

impl Spread {
    /// Nothing seen yet. `rates` has one row an item and one number a stratum.
    pub(super) fn new(strata: &[Vec<String>], weights: Vec<f64>, rates: Vec<Vec<f64>>) -> Self {
        Self {
            strata: strata.iter().cloned().zip(0..).collect(),
            products: vec![vec![0.0; weights.len()]; weights.len()],
            asking: vec![0.0; rates.len()],
            weights,
            rates,
            employers: 0,
        }
    }

    /// Adds one part, whose employers stand in no other part. `item` is the number of a skill of the scan, where it is compared.
    pub(super) fn add(&mut self, scanned: &Scanned, names: &[&str], item: impl Fn(u32) -> Option<usize>) -> Result<()> {
        let mut sizes: HashMap<u64, Vec<(usize, f64)>> = HashMap::new();
        let of_stratum = |groups: &Vec<String>| self.strata.get(groups).copied();
        let (clusters, n) = (frame::keys(&scanned.sizes, "cluster")?, frame::counts(&scanned.sizes, "n")?);
        for (row, groups) in frame::groups(&scanned.sizes, names)?.iter().enumerate() {
            let Some(stratum) = of_stratum(groups) else { continue };
            sizes.entry(clusters[row]).or_default().push((stratum, n[row] as f64));
        }
        self.employers += sizes.len() as u64;
        for size in sizes.values() {
            for (one, n_one) in size {
                for (other, n_other) in size {
                    self.products[*one][*other] += n_one * n_other;
                }
            }
        }
        let Some(asked) = &scanned.asked else { return Ok(()) };
        let (clusters, skills) = (frame::keys(asked, "cluster")?, frame::counts(asked, "skill")?);
        let [required, preferred, unsorted] =
            ["required", "preferred", "unsorted"].map(|ask| frame::counts(asked, ask));
        let (required, preferred, unsorted) = (required?, preferred?, unsorted?);
        let mut asks: Vec<(usize, u64, usize, f64)> = Vec::new();
        for (row, groups) in frame::groups(asked, names)?.iter().enumerate() {
            let here = required[row] + preferred[row] + unsorted[row];
            let skill = u32::try_from(skills[row]).ok().and_then(&item);
            if let (Some(skill), Some(stratum), true) = (skill, of_stratum(groups), here > 0) {
                asks.push((skill, clusters[row], stratum, here as f64));
            }
        }
        asks.sort_unstable_by_key(|(skill, cluster, stratum, _)| (*skill, *cluster, *stratum));
        for asks in asks.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let (skill, cluster) = (asks[0].0, asks[0].1);
            let by_asks: f64 = asks.iter().map(|(_, _, stratum, here)| self.weights[*stratum] * here).sum();
            let size = sizes.get(&cluster).into_iter().flatten();
            let by_size: f64 = size.map(|(stratum, n)| self.weights[*stratum] * self.rates[skill][*stratum] * n).sum();
            self.asking[skill] += by_asks * (by_asks - 2.0 * by_size);
        }
        Ok(())
    }

    /// Σ Uₑ² of one item.
    fn squares(&self, item: usize) -> f64 {
        let loads: Vec<f64> = self.weights.iter().zip(&self.rates[item]).map(|(weight, rate)| weight * rate).collect();
        let by_size = |(one, row): (usize, &Vec<f64>)| -> f64 {
            loads[one] * row.iter().zip(&loads).map(|(product, load)| product * load).sum::<f64>()
        };
        (self.asking[item] + self.products.iter().enumerate().map(by_size).sum::<f64>()).max(0.0)
    }
}

/// The design effect of the stratified test of one item: the variance of its numerator under clustering, m/(m−1) Σ Uₑ², over the one of
/// independent postings; at least 1.
pub(super) fn design_effect(before: &Spread, after: &Spread, item: usize, strata: &[Stratum]) -> f64 {
    let independent: f64 = strata.iter().map(variance).sum();
    let employers = (before.employers + after.employers) as f64;
    if independent <= 0.0 || employers < 2.0 {
        return 1.0;
    }
    let clustered = employers / (employers - 1.0) * (before.squares(item) + after.squares(item));
    (clustered / independent).max(1.0)
}

/// n₁n₂M(T−M) / (T²(T−1)).
fn variance(stratum: &Stratum) -> f64 {
    let (before, after) = (stratum.before.n as f64, stratum.after.n as f64);
    let (yes, all) = ((stratum.before.asked + stratum.after.asked) as f64, before + after);
    if all > 1.0 { before * after * yes * (all - yes) / (all * all * (all - 1.0)) } else { 0.0 }
}
