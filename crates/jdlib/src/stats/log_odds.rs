//! Which words are typical of one corpus against another (Monroe, Colaresi & Quinn 2008).

/// How often a word stands in each of two corpora. Counts may be fractional.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordCounts {
    /// In the corpus whose typical words are sought.
    pub here: f64,
    /// In the other.
    pub there: f64,
}

impl WordCounts {
    /// `here` in the one corpus, `there` in the other.
    pub fn new(here: f64, there: f64) -> Self {
        Self { here, there }
    }
}

/// What is believed of the words before counting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prior {
    /// The same number of imagined counts for every word: weak, and fond of rare words.
    Each(f64),
    /// This many imagined counts in all, spread as the two corpora together are: a word must beat its own average.
    Pooled(f64),
}

impl Default for Prior {
    /// 500 imagined counts spread as the corpora are.
    fn default() -> Self {
        Self::Pooled(500.0)
    }
}

/// How typical a word is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// Difference of the log-odds, in natural logarithms; positive for words typical of `here`.
    pub delta: f64,
    /// `delta` in standard errors: what to rank by.
    pub z: f64,
}

/// The difference of log-odds of each word with an informative Dirichlet prior, in the order given.
///
/// With a word y times among n words, δ = ln((y+α)/(n+α₀−y−α)) here less the same there, variance
/// 1/(y+α) here and there added up, z = δ/√variance; n is the sum of a corpus over all `words`, α₀ that of all α.
/// Count each word once per document, or one document that repeats itself decides.
///
/// This answers what *distinguishes* two corpora, never whether demand moved: shares of words compete, so when
/// documents get longer every old word falls. Compare shares of documents for that.
///
/// A word that no corpus and no prior knows, or that is all there is, is typical of nothing: 0 and 0.
/// Counts below 0 and not finite count as 0.
pub fn log_odds(words: &[WordCounts], prior: Prior) -> Vec<LogOdds> {
    let count = |number: f64| if number.is_finite() { number.max(0.0) } else { 0.0 };
    let here: f64 = words.iter().map(|word| count(word.here)).sum();
    let there: f64 = words.iter().map(|word| count(word.there)).sum();
    let all = here + there;
    let alpha0 = match prior {
        Prior::Each(alpha) => count(alpha) * words.len() as f64,
        Prior::Pooled(alpha0) => count(alpha0),
    };
    let typical = |word: &WordCounts| {
        let (a, b) = (count(word.here), count(word.there));
        let alpha = match prior {
            Prior::Each(alpha) => count(alpha),
            Prior::Pooled(_) if all > 0.0 => alpha0 * (a + b) / all,
            Prior::Pooled(_) => 0.0,
        };
        let (a, b) = (a + alpha, b + alpha);
        let (rest_a, rest_b) = (here + alpha0 - a, there + alpha0 - b);
        if a <= 0.0 || b <= 0.0 || rest_a <= 0.0 || rest_b <= 0.0 {
            return LogOdds { delta: 0.0, z: 0.0 };
        }
        let delta = (a / rest_a).ln() - (b / rest_b).ln();
        LogOdds { delta, z: delta / (1.0 / a + 1.0 / b).sqrt() }
    };
    words.iter().map(typical).collect()
}
