//! Least squares with ridge penalties and errors that know of clusters, from two passes over rows.

use std::collections::BTreeMap;

use super::cholesky::{Square, dot, independent, inverse};
use super::interval::Z_95;
use super::tails::{t_quantile, t_two_sided, two_sided};

/// One explanatory column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, for the result.
    pub name: String,
    /// The ridge penalty λ on its coefficient, in squared units of the column; 0 leaves the coefficient free.
    pub penalty: f64,
}

impl Column {
    /// A column whose coefficient is free: the intercept, and what is controlled for.
    pub fn free(name: impl Into<String>) -> Self {
        Self { name: name.into(), penalty: 0.0 }
    }

    /// A column whose coefficient is drawn to 0 by `penalty`; below 0 or NaN counts as 0.
    pub fn penalised(name: impl Into<String>, penalty: f64) -> Self {
        Self { name: name.into(), penalty: penalty.max(0.0) }
    }
}

/// What rows are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Compared {
    /// With all rows. The caller gives a column of ones.
    #[default]
    Overall,
    /// With rows of the same cluster: columns and outcome are taken about their means in the cluster (fixed effects).
    /// Columns that do not vary within any cluster, the ones among them, are dropped; clusters of one row
    /// say nothing and are left out.
    WithinClusters,
}

/// The first pass: sums of products, K² numbers whatever the number of rows
/// (and K more for each cluster when rows are compared within clusters).
///
/// ```
/// use jdlib::stats::{Column, Compared, LeastSquares};
///
/// let rows = [([1.0, 0.0], 2.0, 1), ([1.0, 1.0], 5.1, 1), ([1.0, 0.0], 2.1, 2), ([1.0, 1.0], 4.9, 3)];
/// let mut sums = LeastSquares::new(vec![Column::free("one"), Column::free("python")], Compared::Overall);
/// for (x, y, cluster) in &rows {
///     sums.add(x, *y, *cluster);
/// }
/// let mut residuals = sums.solve();
/// for (x, y, cluster) in &rows {
///     residuals.add(x, *y, *cluster);
/// }
/// let found = residuals.finish().unwrap();
/// assert!((found.coefficient("python").unwrap().value - 2.95).abs() < 1e-12);
/// ```
#[derive(Debug, Clone)]
pub struct LeastSquares {
    columns: Vec<Column>,
    compared: Compared,
    gram: Square,
    moments: Vec<f64>,
    rows: u64,
    sum: f64,
    /// Sums by cluster, when rows are compared within clusters.
    clusters: BTreeMap<u64, ClusterSums>,
    entries: Vec<(usize, f64)>,
}

#[derive(Debug, Clone, Default)]
struct ClusterSums {
    rows: f64,
    y: f64,
    x: Vec<f64>,
}

impl LeastSquares {
    /// A regression on `columns`. Of columns that follow from others the earlier one stays: give the intercept first,
    /// then controls, then what is asked about.
    pub fn new(columns: Vec<Column>, compared: Compared) -> Self {
        let size = columns.len();
        Self {
            columns,
            compared,
            gram: Square::zero(size),
            moments: vec![0.0; size],
            rows: 0,
            sum: 0.0,
            clusters: BTreeMap::new(),
            entries: Vec::new(),
        }
    }

    /// Adds one row: a number for each column (0 where `x` is shorter), the outcome, and any number that is the same for
    /// all rows of a cluster. Zeros cost next to nothing. A row with a number that is not finite is left out.
    pub fn add(&mut self, x: &[f64], y: f64, cluster: u64) {
        if !usable(x, y) {
            return;
        }
        entries(x, &mut self.entries, self.columns.len());
        self.gram.add_square(&self.entries, 1.0);
        for &(column, value) in &self.entries {
            self.moments[column] += value * y;
        }
        self.rows += 1;
        self.sum += y;
        if self.compared == Compared::WithinClusters {
            let sums = self.clusters.entry(cluster).or_default();
            sums.x.resize(self.columns.len(), 0.0);
            sums.rows += 1.0;
            sums.y += y;
            for &(column, value) in &self.entries {
                sums.x[column] += value;
            }
        }
    }

    /// Solves for the coefficients and is ready for the second pass over the same rows.
    ///
    /// β = (X'X + Λ)⁻¹X'y with Λ the diagonal of penalties, by Cholesky's factor. Columns that follow
    /// from those before them in X'X (less than 1e-10 of their squares is their own) are dropped first, penalised or not:
    /// a penalty would divide the effect between two columns that nothing tells apart.
    pub fn solve(mut self) -> Residuals {
        /// Rounding of sums leaves about 1e-13.
        const OWN: f64 = 1e-10;
        self.gram.mirror();
        let scale: Vec<f64> = (0..self.columns.len()).map(|at| self.gram.at(at, at)).collect();
        for sums in self.clusters.values() {
            entries(&sums.x, &mut self.entries, self.columns.len());
            self.gram.add_square(&self.entries, -1.0 / sums.rows);
            for &(column, value) in &self.entries {
                self.moments[column] -= value * sums.y / sums.rows;
            }
        }
        self.gram.mirror();
        let mut kept = independent(&self.gram, &scale, OWN);
        let mut gram = self.gram.part(&kept);
        let bread = inverse(&penalised(&gram, &kept, &self.columns)).unwrap_or_else(|| {
            // Sums beyond the range of floats: there is nothing to solve.
            kept.clear();
            gram = Square::zero(0);
            Square::zero(0)
        });
        let moments: Vec<f64> = kept.iter().map(|&column| self.moments[column]).collect();
        let values: Vec<f64> = (0..kept.len()).map(|at| dot(bread.row(at), &moments)).collect();
        let means = self.clusters.into_iter().map(|(cluster, sums)| (cluster, sums.means(&kept))).collect();
        let mut places = vec![None; self.columns.len()];
        for (place, &column) in kept.iter().enumerate() {
            places[column] = Some(place);
        }
        let size = kept.len();
        Residuals {
            columns: self.columns,
            compared: self.compared,
            empty: scale.iter().map(|&squares| squares == 0.0).collect(),
            mean: if self.rows > 0 { self.sum / self.rows as f64 } else { 0.0 },
            places,
            values,
            gram,
            bread,
            means,
            meat: Square::zero(size),
            meat_of_leverage: Square::zero(size),
            scores: BTreeMap::new(),
            rows: 0,
            squares: 0.0,
            total: 0.0,
            entries: Vec::new(),
        }
    }
}

impl ClusterSums {
    fn means(self, kept: &[usize]) -> Self {
        Self {
            rows: self.rows,
            y: self.y / self.rows,
            x: kept.iter().map(|&column| self.x[column] / self.rows).collect(),
        }
    }
}

fn usable(x: &[f64], y: f64) -> bool {
    y.is_finite() && x.iter().all(|value| value.is_finite())
}

/// The first `size` numbers of a row that are not zero.
fn entries(x: &[f64], entries: &mut Vec<(usize, f64)>, size: usize) {
    entries.clear();
    entries.extend(x.iter().copied().take(size).enumerate().filter(|&(_, value)| value != 0.0));
}

fn penalised(gram: &Square, kept: &[usize], columns: &[Column]) -> Square {
    let mut sum = gram.clone();
    for (place, &column) in kept.iter().enumerate() {
        sum.cells[place * gram.size + place] += columns[column].penalty.max(0.0);
    }
    sum
}

/// The second pass: residuals, and what the errors of coefficients are made of. K² numbers, and K for each cluster.
#[derive(Debug, Clone)]
pub struct Residuals {
    columns: Vec<Column>,
    compared: Compared,
    /// For each column, whether it held nothing but zeros.
    empty: Vec<bool>,
    mean: f64,
    /// For each column, its place among those kept.
    places: Vec<Option<usize>>,
    values: Vec<f64>,
    gram: Square,
    bread: Square,
    means: BTreeMap<u64, ClusterSums>,
    /// Σ e²xx', and the same with e/(1−h) for e.
    meat: Square,
    meat_of_leverage: Square,
    scores: BTreeMap<u64, Vec<f64>>,
    rows: u64,
    squares: f64,
    total: f64,
    entries: Vec<(usize, f64)>,
}

impl Residuals {
    /// Adds one row of the first pass again.
    pub fn add(&mut self, x: &[f64], y: f64, cluster: u64) {
        if !usable(x, y) {
            return;
        }
        self.entries.clear();
        let (centre, outcome, absorbed) = match (self.compared, self.means.get(&cluster)) {
            (Compared::Overall, _) => {
                let kept = |(place, &value): (&Option<usize>, &f64)| place.map(|place| (place, value));
                self.entries.extend(self.places.iter().zip(x).filter_map(kept).filter(|&(_, value)| value != 0.0));
                (self.mean, y, 0.0)
            }
            (Compared::WithinClusters, Some(means)) if means.rows > 1.0 => {
                let kept =
                    self.places.iter().enumerate().filter_map(|(column, place)| place.map(|place| (column, place)));
                let about = |(column, place): (usize, usize)| (place, x.get(column).unwrap_or(&0.0) - means.x[place]);
                self.entries.extend(kept.map(about).filter(|&(_, value)| value != 0.0));
                (0.0, y - means.y, 1.0 / means.rows)
            }
            (Compared::WithinClusters, _) => return,
        };
        let fitted: f64 = self.entries.iter().map(|&(place, value)| self.values[place] * value).sum();
        let error = outcome - fitted;
        let leverage = absorbed + self.leverage();
        self.rows += 1;
        self.squares += error * error;
        self.total += (outcome - centre).powi(2);
        self.meat.add_square(&self.entries, error * error);
        // A row that alone decides a coefficient is met exactly; its error says nothing.
        if 1.0 - leverage > 1e-9 {
            self.meat_of_leverage.add_square(&self.entries, (error / (1.0 - leverage)).powi(2));
        }
        let scores = self.scores.entry(cluster).or_insert_with(|| vec![0.0; self.values.len()]);
        for &(place, value) in &self.entries {
            scores[place] += value * error;
        }
    }

    /// x'(X'X + Λ)⁻¹x of the row in `entries`.
    fn leverage(&self) -> f64 {
        let row = |&(row, left): &(usize, f64)| {
            let cells = self.bread.row(row);
            left * self.entries.iter().map(|&(column, right)| cells[column] * right).sum::<f64>()
        };
        self.entries.iter().map(row).sum()
    }

    /// The coefficients with their errors.
    ///
    /// `None` where there is nothing to estimate errors from: fewer than two clusters, or no more rows than
    /// coefficients.
    pub fn finish(mut self) -> Option<Regression> {
        let (rows, clusters) = (self.rows as f64, self.scores.len() as f64);
        let absorbed = if self.compared == Compared::WithinClusters { clusters } else { 0.0 };
        let size = self.values.len() as f64;
        let freedom = rows - size - absorbed;
        if clusters < 2.0 || freedom <= 0.0 {
            return None;
        }
        let mut meat_of_clusters = Square::zero(self.values.len());
        for scores in self.scores.values() {
            entries(scores, &mut self.entries, scores.len());
            meat_of_clusters.add_square(&self.entries, 1.0);
        }
        for meat in [&mut self.meat, &mut self.meat_of_leverage, &mut meat_of_clusters] {
            meat.mirror();
        }
        let few = clusters < f64::from(FEW_CLUSTERS);
        let quantile = if few { t_quantile(clusters - 1.0) } else { Z_95 };
        let coefficient = |place: usize, column: &Column| {
            let bread = self.bread.row(place);
            let se = |meat: &Square, factor: f64| (meat.form(bread).max(0.0) * factor).sqrt();
            let value = self.values[place];
            let errors = Errors {
                classical: se(&self.gram, self.squares / freedom),
                hc0: se(&self.meat, 1.0),
                hc1: se(&self.meat, rows / freedom),
                hc3: se(&self.meat_of_leverage, 1.0),
                clustered: se(&meat_of_clusters, clusters / (clusters - 1.0) * (rows - 1.0) / (rows - size)),
            };
            let half = quantile * errors.clustered;
            // 0/0 is a coefficient of 0 that is surely 0.
            let t = if value == 0.0 { 0.0 } else { value / errors.clustered };
            let p = if few { t_two_sided(t, clusters - 1.0) } else { two_sided(t) };
            Coefficient { name: column.name.clone(), value, lo: value - half, hi: value + half, p, errors }
        };
        let columns = || self.columns.iter().zip(&self.places).zip(&self.empty);
        let dropped = |((column, place), &empty): ((&Column, &Option<usize>), &bool)| {
            let reason = if empty { DropReason::Empty } else { DropReason::Dependent };
            place.is_none().then(|| Dropped { name: column.name.clone(), reason })
        };
        Some(Regression {
            coefficients: columns().filter_map(|((column, place), _)| Some(coefficient((*place)?, column))).collect(),
            dropped: columns().filter_map(dropped).collect(),
            r_squared: if self.total > 0.0 { (1.0 - self.squares / self.total).max(0.0) } else { 0.0 },
            rows: self.rows,
            clusters: self.scores.len() as u64,
        })
    }
}

/// Below this many clusters intervals use Student's t with one degree of freedom less than clusters, and deserve a warning.
pub const FEW_CLUSTERS: u32 = 20;

/// Standard errors of a coefficient, in its unit.
///
/// With B = (X'X + Λ)⁻¹ each is the root of the diagonal of B·M·B. All are errors of the penalised
/// coefficient about *its* expectation: the bias a penalty buys is not in them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errors {
    /// M = X'X·RSS/(N−K): equal spread, independent rows.
    pub classical: f64,
    /// M = Σe²xx' (White 1980): any spread, independent rows.
    pub hc0: f64,
    /// HC0 with N/(N−K).
    pub hc1: f64,
    /// HC0 with e/(1−h) for e, h the leverage (`MacKinnon` & White 1985): better for few rows.
    pub hc3: f64,
    /// CR1: M = Σ over clusters of (Σxe)(Σxe)', with G/(G−1)·(N−1)/(N−K). Fixed effects of the clusters
    /// do not count in K here; in the others they do.
    pub clustered: f64,
}

/// One coefficient.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    /// Name of the column.
    pub name: String,
    /// Change of the outcome for a change of the column by 1.
    pub value: f64,
    /// Lower bound of the 95 % interval by the clustered error.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
    /// Two-sided p-value by the clustered error.
    pub p: f64,
    /// The standard errors.
    pub errors: Errors,
}

/// A column without a coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Name of the column.
    pub name: String,
    /// Why there is none.
    pub reason: DropReason,
}

/// Why a column has no coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// It is 0 in all rows.
    Empty,
    /// It follows from the columns before it, or within clusters does not vary.
    Dependent,
}

/// A regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// The coefficients, in the order of the columns.
    pub coefficients: Vec<Coefficient>,
    /// The columns that have none, in their order.
    pub dropped: Vec<Dropped>,
    /// The part of the outcome's squares about its mean (within clusters: about the mean of each) that the
    /// columns tell, 0 to 1; 0 where the outcome does not vary.
    pub r_squared: f64,
    /// Rows that entered.
    pub rows: u64,
    /// Clusters among them.
    pub clusters: u64,
}

impl Regression {
    /// The coefficient of the column of that name.
    pub fn coefficient(&self, name: &str) -> Option<&Coefficient> {
        self.coefficients.iter().find(|coefficient| coefficient.name == name)
    }

    /// Whether there are fewer clusters than [`FEW_CLUSTERS`].
    pub fn few_clusters(&self) -> bool {
        self.clusters < u64::from(FEW_CLUSTERS)
    }
}

/// Both passes over rows that can be read twice; see [`LeastSquares`] and [`Residuals`].
pub fn regress<'r>(
    columns: Vec<Column>,
    compared: Compared,
    rows: impl Iterator<Item = (&'r [f64], f64, u64)> + Clone,
) -> Option<Regression> {
    let mut sums = LeastSquares::new(columns, compared);
    for (x, y, cluster) in rows.clone() {
        sums.add(x, y, cluster);
    }
    let mut residuals = sums.solve();
    for (x, y, cluster) in rows {
        residuals.add(x, y, cluster);
    }
    residuals.finish()
}

/// A difference of natural logarithms as per cent: 100·(eˡ − 1).
///
/// ```
/// assert!((jdlib::stats::log_percent(0.05) - 5.127).abs() < 1e-3);
/// ```
pub fn log_percent(difference: f64) -> f64 {
    100.0 * difference.exp_m1()
}
