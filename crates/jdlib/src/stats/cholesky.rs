//! Symmetric positive definite systems, as regressions need them.

/// A square matrix, row by row.
#[derive(Debug, Clone)]
pub(super) struct Square {
    pub(super) size: usize,
    pub(super) cells: Vec<f64>,
}

impl Square {
    pub(super) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.size..(row + 1) * self.size]
    }

    /// Adds `weight` · v·v' for a vector given by its entries that are not zero, in ascending order; only the
    /// upper triangle is kept.
    pub(super) fn add_square(&mut self, entries: &[(usize, f64)], weight: f64) {
        for (at, &(row, left)) in entries.iter().enumerate() {
            let cells = &mut self.cells[row * self.size..(row + 1) * self.size];
            for &(column, right) in &entries[at..] {
                cells[column] += weight * left * right;
            }
        }
    }

    /// Copies the upper triangle to the lower.
    pub(super) fn mirror(&mut self) {
        for row in 1..self.size {
            for column in 0..row {
                self.cells[row * self.size + column] = self.at(column, row);
            }
        }
    }

    /// The rows and columns in `kept`.
    pub(super) fn part(&self, kept: &[usize]) -> Self {
        let cells = kept.iter().flat_map(|&row| kept.iter().map(move |&column| self.at(row, column))).collect();
        Self { size: kept.len(), cells }
    }

    /// v'·M·v.
    pub(super) fn form(&self, v: &[f64]) -> f64 {
        (0..self.size).map(|row| v[row] * dot(self.row(row), v)).sum()
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The columns of a Gram matrix that do not follow from those before them.
///
/// A column stands while the part of its squares that earlier columns leave is more than `tolerance` of `scale`,
/// its squares as they were measured.
pub(super) fn independent(gram: &Square, scale: &[f64], tolerance: f64) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    // Row by row the factor L of the columns kept, each as long as it needs to be.
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for (column, &squares) in scale.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(kept.len() + 1);
        for (at, &earlier) in kept.iter().enumerate() {
            let rest = gram.at(column, earlier) - dot(&row, &factor[at]);
            row.push(rest / factor[at][at]);
        }
        let left = gram.at(column, column) - dot(&row, &row);
        if left > tolerance * squares && left.is_finite() {
            row.push(left.sqrt());
            kept.push(column);
            factor.push(row);
        }
    }
    kept
}

/// The inverse of a symmetric positive definite matrix; `None` where it is not.
///
/// Rows and columns are scaled to a diagonal of ones first, so columns may differ in unit by many orders.
pub(super) fn inverse(matrix: &Square) -> Option<Square> {
    let size = matrix.size;
    let scale: Vec<f64> = (0..size).map(|at| 1.0 / matrix.at(at, at).sqrt()).collect();
    let mut lower = Square::zero(size);
    for row in 0..size {
        for column in 0..=row {
            let (head, tail) = lower.cells.split_at_mut(row * size);
            let (this, other) = (
                &tail[..column],
                if column == row { &tail[..column] } else { &head[column * size..column * size + column] },
            );
            let rest = matrix.at(row, column) * scale[row] * scale[column] - dot(this, other);
            tail[column] = if column < row {
                rest / head[column * size + column]
            } else if rest > 0.0 {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    // L⁻¹ column by column, kept as rows of its transpose; the inverse is L⁻ᵀ·L⁻¹.
    let mut upper = Square::zero(size);
    for column in 0..size {
        for row in column..size {
            let unit = if row == column { 1.0 } else { 0.0 };
            let rest = unit - dot(&lower.row(row)[column..row], &upper.row(column)[column..row]);
            upper.cells[column * size + row] = rest / lower.at(row, row);
        }
    }
    let mut inverse = Square::zero(size);
    for row in 0..size {
        for column in row..size {
            let product = dot(&upper.row(row)[column..], &upper.row(column)[column..]);
            inverse.cells[row * size + column] = product * scale[row] * scale[column];
        }
    }
    inverse.mirror();
    inverse.cells.iter().all(|cell| cell.is_finite()).then_some(inverse)
}

#[cfg(test)]
mod tests {
    use super::{Square, independent, inverse};

    fn square(size: usize, cells: &[f64]) -> Square {
        Square { size, cells: cells.to_vec() }
    }

    #[test]
    fn inverse_of_a_small_matrix() {
        // Of [[4, 2], [2, 3]]: [[3, −2], [−2, 4]] / 8.
        let found = inverse(&square(2, &[4.0, 2.0, 2.0, 3.0])).unwrap();
        for (found, expected) in found.cells.iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn inverse_times_matrix_is_one_whatever_the_units() {
        let size = 12;
        let mut matrix = Square::zero(size);
        for observation in 0..40u32 {
            let row: Vec<(usize, f64)> = (0..size)
                .map(|at| {
                    let mixed = (observation * 7919 + at as u32 * 104_729).wrapping_mul(2_654_435_761) % 1000;
                    (at, (f64::from(mixed) - 500.0) * 10f64.powi(at as i32 - 6))
                })
                .collect();
            matrix.add_square(&row, 1.0);
        }
        matrix.mirror();
        let inverse = inverse(&matrix).unwrap();
        for row in 0..size {
            for column in 0..size {
                let product: f64 = (0..size).map(|at| inverse.at(row, at) * matrix.at(at, column)).sum();
                let unit = matrix.at(column, column).sqrt() / matrix.at(row, row).sqrt();
                let expected = if row == column { 1.0 } else { 0.0 };
                assert!((product / unit - expected).abs() < 1e-9, "{row} {column}: {product}");
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_no_inverse() {
        assert!(inverse(&square(2, &[1.0, 2.0, 2.0, 1.0])).is_none());
        assert!(inverse(&square(1, &[0.0])).is_none());
        assert!(inverse(&square(1, &[f64::NAN])).is_none());
        assert_eq!(inverse(&Square::zero(0)).unwrap().size, 0);
    }

    #[test]
    fn dependent_columns_are_left_out() {
        // Columns 1, x, 2 − 3x, y over four rows.
        let rows = [[1.0, 0.0, 2.0, 5.0], [1.0, 1.0, -1.0, 2.0], [1.0, 0.0, 2.0, 1.0], [1.0, 1.0, -1.0, 9.0]];
        let mut gram = Square::zero(4);
        for row in rows {
            let entries: Vec<_> = row.into_iter().enumerate().collect();
            gram.add_square(&entries, 1.0);
        }
        gram.mirror();
        let scale: Vec<f64> = (0..4).map(|at| gram.at(at, at)).collect();
        assert_eq!(independent(&gram, &scale, 1e-10), [0, 1, 3]);
    }
}
