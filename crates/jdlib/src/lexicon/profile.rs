//! Column profiles: which column of a known kind of file holds which field.

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
    /// Header of the column.
    pub column: String,
    /// Whether the file is recognised by it: all signature columns have to be there.
    pub signature: bool,
    /// What is done to its values.
    pub clean: Clean,
}

/// Named cleaners of column values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clean {
    /// As it is.
    #[default]
    None,
    /// `-1` means missing.
    MinusOneIsMissing,
    /// A rating after a line feed or space is glued to the employer's name.
    StripTrailingRating,
    /// Milliseconds since 1970.
    EpochMillis,
    /// `1`, `1.0`, `true` mean remote; anything else says nothing.
    RemoteFlag,
}

impl Clean {
    const NAMES: [(&'static str, Self); 5] = [
        ("", Self::None),
        ("minus-one-is-missing", Self::MinusOneIsMissing),
        ("strip-trailing-rating", Self::StripTrailingRating),
        ("epoch-millis", Self::EpochMillis),
        ("remote-flag", Self::RemoteFlag),
    ];
}

impl Profile {
    /// Reads a profile: `field,column,role,clean`.
    ///
    /// # Errors
    /// When the header or a value is not known.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let file = std::path::PathBuf::from(format!("{name}.csv"));
        let fail = |line: u64, message: String| Error::lexicon("LX00", message).in_file(&file).on_line(line);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header: Vec<String> =
            reader.headers().map_err(|error| fail(1, error.to_string()))?.iter().map(str::to_owned).collect();
        if header != ["field", "column", "role", "clean"] {
            return Err(fail(1, "the header must be `field,column,role,clean`".to_owned()));
        }
        let mut columns = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| fail(0, "every row needs four columns".to_owned()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let clean = Clean::NAMES.iter().find(|(known, _)| *known == &record[3]);
            let Some((_, clean)) = clean else {
                let known: Vec<&str> = Clean::NAMES.iter().skip(1).map(|(known, _)| *known).collect();
                return Err(fail(line, format!("unknown cleaner `{}`; known: {}", &record[3], known.join(", "))));
            };
            columns.push(ProfileColumn {
                field: record[0].to_owned(),
                column: record[1].to_owned(),
                signature: &record[2] == "signature",
                clean: *clean,
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
