//! Markets whose truth is known: what intervals cover, tests find and estimates miss.
//!
//! Seeded, so a run is the same everywhere. Beside ours stands what a plain computation says: if it passed
//! too, the simulated market would be too easy to prove anything.

mod change;
mod coverage;
mod pay;

/// Marsaglia's xorshift64* generator: enough for a simulation, and no dependency.
pub(super) struct Draws(u64);

impl Draws {
    /// A run is the same everywhere for the same seed, which is not 0.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Box and Muller's method.
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// A beta-binomial count with mean p and intra-cluster correlation `icc`, drawn from Pólya's urn.
    pub(super) fn asked(&mut self, n: u32, p: f64, icc: f64) -> u32 {
        let balls = if icc > 0.0 { (1.0 - icc) / icc } else { 1e12 };
        let mut asked = 0;
        for drawn in 0..n {
            let yes = (p * balls + f64::from(asked)) / (balls + f64::from(drawn));
            asked += u32::from(self.uniform() < yes);
        }
        asked
    }

    /// Employer sizes as boards show them: most post a few, some post dozens.
    pub(super) fn size(&mut self) -> u32 {
        (1.0 + 4.0 * (0.8 * self.normal()).exp()).min(60.0) as u32
    }

    /// A whole number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.uniform() * end as f64) as usize
    }

    /// One of the indices of `weights`, each as often as its weight says; the weights add up to 1.
    pub(super) fn one_of(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return at;
            }
        }
        weights.len() - 1
    }
}
