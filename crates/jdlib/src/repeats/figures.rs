//! Years and amounts that a text states, small enough to keep with its sketches.
//!
//! Two ads of one employer under one title may share nine words of ten, company text, benefits and all, and still be
//! two openings. What then differs is often a figure: the years asked for, the pay of another grade or country. Nor
//! would it do to drop one of them as a repeat: years and pay are what is measured.

/// The figures of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Bit `n`: `n` stands shortly before a word for years. From 1 to 31.
    years: u32,
    /// The least and the greatest amount of money; zero for none.
    amounts: [u32; 2],
}

/// Words before which a number counts years. The French `an` is left out: it is an English article.
const YEAR_WORDS: [&str; 16] = [
    "year",
    "years",
    "yr",
    "yrs",
    "jahr",
    "jahre",
    "jahren",
    "ans",
    "ann\u{E9}es",
    "a\u{F1}os",
    "anos",
    "anni",
    "jaar",
    "lat",
    "\u{E5}r",
    "yoe",
];

/// Words between a number of years and the word for them: `5 or more years`, `3-5 (three to five) years`.
const REACH: usize = 4;

/// Codes that stand after an amount.
const CURRENCY_WORDS: [&str; 8] = ["usd", "eur", "gbp", "chf", "cad", "aud", "inr", "pln"];

/// Signs that stand before or after an amount.
const CURRENCY_SIGNS: [char; 5] = ['$', '\u{20AC}', '\u{A3}', '\u{A5}', '\u{20B9}'];

impl Figures {
    /// Adds what one line states.
    pub(super) fn read(&mut self, line: &str) {
        if !line.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let mut recent = [0_u32; REACH];
        let mut at = 0;
        super::words::for_each(line, |word| {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let number = word[..digits].parse().unwrap_or(0);
            let rest = &word[digits..];
            if YEAR_WORDS.contains(&rest) {
                for years in recent.into_iter().chain([number]).filter(|years| (1..=31).contains(years)) {
                    self.years |= 1 << years;
                }
            }
            recent[at % REACH] = if rest.is_empty() { number } else { 0 };
            at += 1;
        });
        self.read_amounts(line);
    }

    fn read_amounts(&mut self, line: &str) {
        let mut rest = line;
        while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
            let (before, from) = rest.split_at(start);
            let length =
                from.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '\'')).unwrap_or(from.len());
            let (digits, after) = from.split_at(length);
            let prefixed = before.trim_end_matches(' ').ends_with(CURRENCY_SIGNS);
            let (scale, after_scale) = match after.strip_prefix(['k', 'K']) {
                Some(after) if !after.starts_with(char::is_alphanumeric) => (1_000_u32, after),
                _ => (1, after),
            };
            let next = after_scale.trim_start_matches(' ');
            let word: String = next.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
            // `50 EUR`, but not `in 2026 $90k`.
            let signed =
                next.strip_prefix(CURRENCY_SIGNS).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            let suffixed = signed || CURRENCY_WORDS.contains(&word.as_str());
            if (prefixed || suffixed)
                && !is_of_companies(&word)
                && let Some(amount) =
                    whole(digits).and_then(|amount| amount.checked_mul(scale)).filter(|amount| *amount > 0)
            {
                let [least, greatest] = self.amounts;
                self.amounts = [if least == 0 { amount } else { least.min(amount) }, greatest.max(amount)];
            }
            rest = after;
        }
    }

    /// Whether the figures of two texts say that they are two openings: each asks for years that the other does not, or
    /// both state amounts and agree in neither the least nor the greatest. One end in common is enough: a range often
    /// moves at the other with the place or the year.
    pub(super) fn conflict(self, other: Self) -> bool {
        let years = self.years & !other.years != 0 && other.years & !self.years != 0;
        let stated = self.amounts[0] != 0 && other.amounts[0] != 0;
        years || stated && !self.amounts.iter().any(|amount| other.amounts.contains(amount))
    }

    pub(super) const fn to_parts(self) -> [u32; 3] {
        [self.years, self.amounts[0], self.amounts[1]]
    }

    pub(super) const fn from_parts([years, least, greatest]: [u32; 3]) -> Self {
        Self { years, amounts: [least, greatest] }
    }
}

/// Millions and billions are what companies raise, not what people earn.
fn is_of_companies(word: &str) -> bool {
    matches!(word, "m" | "mm" | "mn" | "b" | "bn" | "million" | "millions" | "billion" | "mio" | "mrd")
}

/// The whole part of a number: a separator before three digits is one of thousands, another starts the decimals.
fn whole(digits: &str) -> Option<u32> {
    let mut value = 0_u32;
    for (place, group) in digits.trim_end_matches([',', '.', '\'']).split([',', '.', '\'']).enumerate() {
        if place > 0 && group.len() != 3 {
            break;
        }
        let scale = 10_u32.checked_pow(u32::try_from(group.len()).ok()?)?;
        value = value.checked_mul(scale)?.checked_add(group.parse().ok()?)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::Figures;

    fn figures(text: &str) -> Figures {
        let mut figures = Figures::default();
        text.lines().for_each(|line| figures.read(line));
        figures
    }

    #[test]
    fn figures_conflict() {
        for (one, other, expected) in [
            ("5+ years of Python", "1+ years of Python", true),
            ("5 years of Python", "five years of Python", false),
            ("3-5 years, 2 years of SQL", "3-5 years", false),
            ("3-5 years", "2-5 years", true),
            ("at least 5yrs", "8 (eight) or more years", true),
            ("5 Jahre Erfahrung", "3 Jahre Erfahrung", true),
            ("$120,000 - $150,000", "$130,000 - $150,000", false),
            ("$120,000 - $150,000", "C$147,900 - C$221,900", true),
            ("$120,000.00", "120K USD", false),
            ("45.000 \u{20AC}", "\u{20AC}45k", false),
            ("we raised $325m", "we raised $225 million", false),
            ("401(k)", "403(b)", false),
            ("since 2020 $90k", "since 2020 $70k", true),
            ("", "5 years, $20", false),
        ] {
            assert_eq!(figures(one).conflict(figures(other)), expected, "{one} | {other}");
            assert_eq!(figures(other).conflict(figures(one)), expected, "{other} | {one}");
            assert!(!figures(one).conflict(figures(one)), "{one}");
        }
    }
}
