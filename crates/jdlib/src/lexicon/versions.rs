//! Release lines: which numbers beside a name are versions of it.

use std::collections::BTreeMap;

use super::words::{YearWord, YearWordKind};
use super::{Lexicon, SkillId};

/// A release line: `8`, `3.11`, `1.x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReleaseLine(Vec<Part>);

/// One number of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Is(u32),
    /// Written as `x`.
    Any,
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "x" | "X" => Some(Self::Any),
            _ if text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok().map(Self::Is),
            _ => None,
        }
    }

    fn fits(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

impl ReleaseLine {
    /// Numbers joined by dots, the first of them known.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<Part> = text.split('.').map(Part::parse).collect::<Option<_>>()?;
        matches!(parts.first(), Some(Part::Is(_))).then_some(Self(parts))
    }

    /// Whether a version is of this line, or names it in short: `3.11.4` is of `3.11`, `3` is short for it. Nobody calls 1.8 "1".
    fn holds(&self, written: &Self) -> bool {
        let first_alone = written.0 == [Part::Is(1)] && self.0.len() > 1;
        !first_alone && self.0.iter().zip(&written.0).all(|(known, said)| known.fits(*said))
    }
}

/// Release lines by skill.
#[derive(Clone, Debug, Default)]
pub(crate) struct Versions(BTreeMap<SkillId, Vec<ReleaseLine>>);

impl Versions {
    pub(super) fn add(&mut self, skill: SkillId, line: ReleaseLine) {
        self.0.entry(skill).or_default().push(line);
    }

    /// Whether anything is known about the releases of a skill.
    pub(crate) fn know(&self, skill: SkillId) -> bool {
        self.0.contains_key(&skill)
    }
}

/// What is counted by a number, beside years and months.
const COUNTED: [&str; 8] = ["day", "days", "hour", "hours", "minutes", "percent", "week", "weeks"];

impl Lexicon {
    /// The bytes of a known version right behind a name: ` 3.11`, ` v8+`, `17`. None where the number is no release of the skill, or
    /// counts years: "Java 8+" is a version, "Python 5" is none, "Angular 2 years" neither.
    pub(crate) fn version_after(&self, skill: SkillId, rest: &str) -> Option<usize> {
        let lines = self.inner().versions.0.get(&skill)?;
        let number = rest.strip_prefix(' ').unwrap_or(rest);
        let number =
            ["version ", "Version ", "v", "V"].iter().find_map(|sign| number.strip_prefix(sign)).unwrap_or(number);
        let written = &number[..version_length(number)];
        let version = ReleaseLine::parse(written)?;
        let after = &number[written.len()..];
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '_'));
        if !ends || !lines.iter().any(|line| line.holds(&version)) || self.counts(&version, after) {
            return None;
        }
        let open = usize::from(after.starts_with('+'));
        Some(rest.len() - after.len() + open)
    }

    /// Whether what follows a number makes it a number of years: "+ years", "-10 years", " to 5 yrs".
    fn counts(&self, number: &ReleaseLine, after: &str) -> bool {
        let edge = ['+', ' ', '-'];
        let rest = after.trim_start_matches(['+', ' ']);
        let upper =
            ["-", "to "].iter().find_map(|joint| rest.strip_prefix(joint)).map(|rest| rest.trim_start_matches(edge));
        let upper = upper.map(|rest| rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count()));
        let rest = match (upper, number.0.as_slice()) {
            // "Java 17 - 5 years" is a version and years, "Java 3 - 5 years" years.
            (Some((to, rest)), [Part::Is(from)]) if to.parse().is_ok_and(|to: u32| *from < to) => rest,
            _ => rest,
        };
        let word = rest.trim_start_matches(edge).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let word = word.to_lowercase();
        let is_unit = |entry: &YearWord| entry.kind == YearWordKind::Unit && entry.text == word;
        !word.is_empty() && (COUNTED.contains(&word.as_str()) || self.inner().words.years.iter().any(is_unit))
    }
}

/// Bytes of the figures, dots between them and `x` at the start of a text.
fn version_length(text: &str) -> usize {
    let mut end = 0;
    loop {
        let part = text[end..].bytes().take_while(u8::is_ascii_digit).count();
        let wild = usize::from(end > 0 && part == 0 && text[end..].starts_with(['x', 'X']));
        if part + wild == 0 {
            // The dot before this place ends a sentence.
            return end.saturating_sub(1);
        }
        end += part + wild;
        if !text[end..].starts_with('.') {
            return end;
        }
        end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LexiconBuilder, Pack};

    #[test]
    fn numbers_beside_names_are_versions_or_years() {
        let pack = Pack::from_texts(
            "mine",
            &[
                ("pack.csv", "key,value\nname,mine\nschema,1\nversion,1\n"),
                (
                    "skills/mine.csv",
                    "id,name,kind,parent,policy,since,status,note\nquill,Quill,tool,,any,2024,active,\n",
                ),
                ("versions.csv", "id,version\nquill,1.x\nquill,2.7\nquill,3.6\nquill,3.11\nquill,8\n"),
                (
                    "year_words.csv",
                    "text,lang,kind,value\nyears,en,unit,year\nyrs,en,unit,year\nmonths,en,unit,month\n",
                ),
            ],
        );
        let lexicon = LexiconBuilder::new().pack(pack).build().unwrap();
        let quill = lexicon.id("quill").unwrap();
        for (rest, version) in [
            (" 3.11", Some(" 3.11")),
            (" 3.11.4, tests", Some(" 3.11.4")),
            (" 3", Some(" 3")),
            (" 3.x and", Some(" 3.x")),
            (" 3.", Some(" 3")),
            ("3.6", Some("3.6")),
            (" v8+", Some(" v8+")),
            (" version 8", Some(" version 8")),
            (" 8/11", Some(" 8")),
            (" 8 - 5 years", Some(" 8")),
            (" 3.11 (5+ years)", Some(" 3.11")),
            (" 1.42", Some(" 1.42")),
            (" 1", None),
            (" 5", None),
            (" 3.12", None),
            (" 5+ years", None),
            (" 3 years", None),
            (" 3+ yrs.", None),
            (" 3 - 5 years", None),
            (" 3-5 years", None),
            (" 3 to 5 years", None),
            (" 8 months", None),
            (" 8%", None),
            (" 8th", None),
            (" 80", None),
            (" developers", None),
        ] {
            let found = lexicon.version_after(quill, rest).map(|bytes| &rest[..bytes]);
            assert_eq!(found, version, "{rest}");
        }
    }
}
