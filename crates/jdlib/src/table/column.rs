//! Columns, what their values are and what they measure.

use std::borrow::Cow;

/// What the values of a column measure. Renderers choose a format by it, writers the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Nothing: keys, names, words, flags.
    None,
    /// Whole things: postings, employers, ranks.
    Count,
    /// A part of a whole, 0 to 1.
    Share,
    /// A difference of two shares, −1 to 1; people read it in points.
    ShareChange,
    /// Money in the currency of the row (or of the table's `currency`), nominal.
    Money,
    /// Years of experience.
    Years,
    /// Days.
    Days,
    /// A calendar date, `2026-09-30`.
    Date,
    /// A number without a unit: a ratio, a design effect, a score, a p-value.
    Ratio,
}

impl Unit {
    /// The word for it on header pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Count => "count",
            Self::Share => "share, 0 to 1",
            Self::ShareChange => "difference of shares, -1 to 1",
            Self::Money => "money",
            Self::Years => "years",
            Self::Days => "days",
            Self::Date => "date, YYYY-MM-DD",
            Self::Ratio => "number",
        }
    }

    /// The decimals floats of this unit are rounded to in machine formats: 2 for money, else 6.
    pub fn decimals(self) -> usize {
        match self {
            Self::Money => 2,
            _ => 6,
        }
    }
}

/// The values of one column; `None` is a missing value.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Text, written as it is.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Int(Vec<Option<i64>>),
    /// Other numbers; one that is not finite counts as missing.
    Float(Vec<Option<f64>>),
    /// Yes or no, written `true` and `false`.
    Bool(Vec<Option<bool>>),
}

impl Values {
    /// How many there are, missing ones included.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Int(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Bool(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word for their type on header pages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Int(_) => "integer",
            Self::Float(_) => "decimal",
            Self::Bool(_) => "true or false",
        }
    }
}

/// One value of a table, borrowed from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'t> {
    /// No value, or a float that is not finite.
    Missing,
    /// Text.
    Text(&'t str),
    /// A whole number.
    Int(i64),
    /// A finite number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
}

/// A named, typed column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    name: Cow<'static, str>,
    unit: Unit,
    doc: Cow<'static, str>,
    values: Values,
}

impl Column {
    /// A column of any type. `doc` is one short sentence for the header page.
    ///
    /// The name is what CSV headers and JSON keys will be, `a-z 0-9 _`; [`Table::push`] checks it.
    ///
    /// [`Table::push`]: super::Table::push
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        doc: impl Into<Cow<'static, str>>,
        values: Values,
    ) -> Self {
        Self { name: name.into(), unit, doc: doc.into(), values }
    }

    /// A column of text without unit; for dates use [`Column::new`] with [`Unit::Date`].
    pub fn text(
        name: impl Into<Cow<'static, str>>,
        doc: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Option<String>>>,
    ) -> Self {
        Self::new(name, Unit::None, doc, Values::Text(collect(values)))
    }

    /// A column of whole numbers.
    pub fn int(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        doc: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Option<i64>>>,
    ) -> Self {
        Self::new(name, unit, doc, Values::Int(collect(values)))
    }

    /// A column of other numbers.
    pub fn float(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        doc: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Option<f64>>>,
    ) -> Self {
        Self::new(name, unit, doc, Values::Float(collect(values)))
    }

    /// A column of yes and no.
    pub fn bool(
        name: impl Into<Cow<'static, str>>,
        doc: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Option<bool>>>,
    ) -> Self {
        Self::new(name, Unit::None, doc, Values::Bool(collect(values)))
    }

    /// Its header.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its values measure.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// What it says, in one sentence.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// Its values.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// How many values it has, missing ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has no values.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of one row, counted from 0.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[track_caller]
    pub fn cell(&self, row: usize) -> Cell<'_> {
        match &self.values {
            Values::Text(values) => values[row].as_deref().map_or(Cell::Missing, Cell::Text),
            Values::Int(values) => values[row].map_or(Cell::Missing, Cell::Int),
            Values::Float(values) => values[row].filter(|value| value.is_finite()).map_or(Cell::Missing, Cell::Float),
            Values::Bool(values) => values[row].map_or(Cell::Missing, Cell::Bool),
        }
    }

    /// The same column with no more than its first `n` values.
    pub(super) fn head(&self, n: usize) -> Self {
        let n = n.min(self.len());
        let values = match &self.values {
            Values::Text(values) => Values::Text(values[..n].to_vec()),
            Values::Int(values) => Values::Int(values[..n].to_vec()),
            Values::Float(values) => Values::Float(values[..n].to_vec()),
            Values::Bool(values) => Values::Bool(values[..n].to_vec()),
        };
        Self { name: self.name.clone(), unit: self.unit, doc: self.doc.clone(), values }
    }
}

fn collect<T>(values: impl IntoIterator<Item: Into<Option<T>>>) -> Vec<Option<T>> {
    values.into_iter().map(Into::into).collect()
}
