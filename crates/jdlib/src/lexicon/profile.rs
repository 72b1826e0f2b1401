//! Column profiles: which column of a known kind of file holds which field.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// A named mapping from columns to fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Name, such as `glassdoor`.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<ProfileColumn>,
}

/// One column of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileColumn {
    /// Field of the posting; empty for a column that only helps to recognise the file.
    pub field: String,
    /// Header of the column, or the dotted path of a value; empty for a constant.
    pub column: String,
    /// Whether the file is recognised by it: all signature columns have to be there.
    pub signature: bool,
    /// What it does where the field has several columns.
    pub role: ColumnRole,
    /// What is done to its values.
    pub clean: Clean,
}

/// What a column does for a field that has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnRole {
    /// It holds the field.
    #[default]
    Main,
    /// It counts where the columns before it gave nothing.
    Else,
    /// It is appended to what the columns before it gave.
    Also,
    /// It is never read, only proposed to whoever has to choose.
    Maybe,
}

/// Named cleaners of column values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clean {
    /// As it is.
    #[default]
    None,
    /// `-1` means missing.
    MinusOneIsMissing,
    /// `0` means missing.
    ZeroIsMissing,
    /// A rating after a line feed or space is glued to the employer's name.
    StripTrailingRating,
    /// Seconds or milliseconds since 1970.
    Epoch,
    /// Only a year.
    Year,
    /// `1`, `1.0`, `true`, `yes` mean remote; anything else says nothing.
    RemoteFlag,
    /// A constant: there is no column.
    Value(String),
    /// Values that stand for others, whatever their case; an empty one means missing. Others stay as they are.
    Map(Vec<(String, String)>),
    /// JSON in the cell: the values of these keys.
    Json(Vec<String>),
}

/// Cleaners that are one word.
const PLAIN: [(&str, Clean); 7] = [
    ("", Clean::None),
    ("minus-one-is-missing", Clean::MinusOneIsMissing),
    ("zero-is-missing", Clean::ZeroIsMissing),
    ("strip-trailing-rating", Clean::StripTrailingRating),
    ("epoch", Clean::Epoch),
    ("year", Clean::Year),
    ("remote-flag", Clean::RemoteFlag),
];

impl Clean {
    fn parse(text: &str) -> std::result::Result<Self, String> {
        if let Some((_, clean)) = PLAIN.iter().find(|(name, _)| *name == text) {
            return Ok(clean.clone());
        }
        let Some((name, rest)) = text.split_once(':') else { return Err(unknown(text)) };
        match name {
            "value" => Ok(Self::Value(rest.to_owned())),
            "map" => {
                let pair = |pair: &str| {
                    let (from, to) = pair.split_once('=')?;
                    Some((from.trim().to_owned(), to.trim().to_owned()))
                };
                let pairs: Option<Vec<_>> = rest.split(';').map(pair).collect();
                pairs.map(Self::Map).ok_or_else(|| format!("`{text}` is not of the form map:a=x;b=y"))
            }
            "json" => Ok(Self::Json(rest.split(',').map(|key| key.trim().to_owned()).collect())),
            _ => Err(unknown(text)),
        }
    }
}

fn unknown(text: &str) -> String {
    let known: Vec<&str> = PLAIN.iter().skip(1).map(|(known, _)| *known).collect();
    format!("unknown cleaner `{text}`; known: {}, value:TEXT, map:a=x;b=y, json:key,key", known.join(", "))
}

/// The header of a profile.
const HEADER: [&str; 4] = ["field", "column", "role", "clean"];

impl Profile {
    /// Reads a profile: `field,column,role,clean`.
    ///
    /// # Errors
    /// When the header, a role or a cleaner is not known.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        Self::parse_file(name, text, Path::new(&format!("{name}.csv")))
    }

    /// Reads a profile from a file; its name is the file's, without the extension.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`Profile::parse`].
    pub fn from_path(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(error, path))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Self::parse_file(&name, text.trim_start_matches('\u{FEFF}'), path)
    }

    fn parse_file(name: &str, text: &str, file: &Path) -> Result<Self> {
        let fail = |line: u64, message: String| Error::lexicon("LX00", message).in_file(file).on_line(line);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header: Vec<String> =
            reader.headers().map_err(|error| fail(1, error.to_string()))?.iter().map(str::to_owned).collect();
        if header != HEADER {
            return Err(fail(1, format!("the header of a profile must be `{}`", HEADER.join(","))));
        }
        let mut columns = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                fail(error.position().map_or(0, csv::Position::line), "every row needs four columns".to_owned())
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let (mut signature, mut role) = (false, ColumnRole::Main);
            for word in record[2].split_whitespace() {
                match word {
                    "signature" => signature = true,
                    "else" => role = ColumnRole::Else,
                    "also" => role = ColumnRole::Also,
                    "maybe" => role = ColumnRole::Maybe,
                    _ => {
                        let message = format!("unknown role `{word}`; known: signature, else, also, maybe");
                        return Err(fail(line, message));
                    }
                }
            }
            let clean = Clean::parse(&record[3]).map_err(|message| fail(line, message))?;
            if record[1].is_empty() != matches!(clean, Clean::Value(_)) {
                let message = "a row names a column, or is a constant (`value:`), and not both".to_owned();
                return Err(fail(line, message));
            }
            columns.push(ProfileColumn {
                field: record[0].to_owned(),
                column: record[1].to_owned(),
                signature,
                role,
                clean,
            });
        }
        Ok(Self { name: name.to_owned(), columns })
    }

    /// The profiles that come with the library: none without the feature `builtin`. The one named `generic` lists usual headers of
    /// each field and is tried last.
    ///
    /// # Panics
    /// Never in a released version: a test parses them.
    #[must_use]
    pub fn builtin() -> &'static [Self] {
        #[cfg(feature = "builtin")]
        {
            static BUILTIN: std::sync::OnceLock<Vec<Profile>> = std::sync::OnceLock::new();
            let parse = |(name, text): &(&str, &str)| Self::parse(name, text).expect("the embedded profiles are valid");
            BUILTIN.get_or_init(|| jd_lexicons::PROFILES.iter().map(parse).collect())
        }
        #[cfg(not(feature = "builtin"))]
        &[]
    }

    /// The profile with this name.
    ///
    /// # Errors
    /// When there is none; the error lists those there are.
    pub fn find(name: &str) -> Result<&'static Self> {
        let all = Self::builtin();
        let known: Vec<String> = all.iter().map(|profile| profile.name.clone()).collect();
        let found = all.iter().find(|profile| profile.name == name);
        found.ok_or_else(|| Error::new(ErrorKind::UnknownProfile { name: name.to_owned(), known }))
    }

    /// Whether a header has every signature column of this profile.
    #[must_use]
    pub fn recognises(&self, header: &[String]) -> bool {
        let mut signature = self.columns.iter().filter(|column| column.signature).peekable();
        signature.peek().is_some() && signature.all(|column| header.contains(&column.column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaners_are_named() {
        assert_eq!(Clean::parse("value:USD"), Ok(Clean::Value("USD".to_owned())));
        let pairs = vec![("EN".to_owned(), "junior".to_owned()), ("XX".to_owned(), String::new())];
        assert_eq!(Clean::parse("map:EN=junior;XX="), Ok(Clean::Map(pairs)));
        assert_eq!(Clean::parse("json:city, state"), Ok(Clean::Json(vec!["city".to_owned(), "state".to_owned()])));
        assert!(Clean::parse("sparkle").is_err());
        assert!(Clean::parse("map:a").is_err());
    }

    #[test]
    fn a_profile_says_what_is_wrong_with_it() {
        for (text, expected) in [
            ("a,b\n", "the header of a profile must be `field,column,role,clean`"),
            ("field,column,role,clean\ntitle,Job,boss,\n", "unknown role `boss`"),
            ("field,column,role,clean\ntitle,Job,,wash\n", "unknown cleaner `wash`"),
            ("field,column,role,clean\ntitle,,,\n", "a row names a column"),
            ("field,column,role,clean\ntitle,Job\n", "every row needs four columns"),
        ] {
            let error = Profile::parse("own", text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
