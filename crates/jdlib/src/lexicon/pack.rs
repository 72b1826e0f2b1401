//! Packs: named CSV files, embedded or on disk.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::{check, rows};
use crate::error::{Error, Result};

/// The files of one pack, by their paths inside it.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Where it was found, for messages; empty for the embedded one.
    root: PathBuf,
    /// Path with forward slashes, content. Sorted by path.
    files: Vec<(Cow<'static, str>, Cow<'static, str>)>,
}

/// A file whose rows nothing needs but who asks for them.
#[derive(Clone, Debug)]
pub(super) struct LateFile {
    pub(super) file: PathBuf,
    pub(super) text: Cow<'static, str>,
}

impl LateFile {
    /// Whether it is not the embedded pack's.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }
}

impl Pack {
    /// The embedded pack.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        let files = jd_lexicons::CORE.iter().map(|(path, text)| (Cow::Borrowed(*path), Cow::Borrowed(*text)));
        Self { root: PathBuf::from("core"), files: files.collect() }
    }

    /// Reads every `.csv` file of a folder and of the folders `skills` and `aliases` in it.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, is not UTF-8, or holds no `pack.csv`.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for sub in ["", "skills", "aliases"] {
            let folder = dir.join(sub);
            if !sub.is_empty() && !folder.is_dir() {
                continue;
            }
            for entry in fs::read_dir(&folder).map_err(|error| Error::io(error, &folder))? {
                let path = entry.map_err(|error| Error::io(error, &folder))?.path();
                if path.extension().is_some_and(|extension| extension == "csv") {
                    let text = fs::read_to_string(&path).map_err(|error| Error::io(error, &path))?;
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    let name = if sub.is_empty() { name.into_owned() } else { format!("{sub}/{name}") };
                    files.push((name.into(), text.into()));
                }
            }
        }
        files.sort();
        if !files.iter().any(|(path, _)| path == "pack.csv") {
            return Err(Error::lexicon("LX00", "a pack needs a `pack.csv` with name, version and schema").in_file(dir));
        }
        Ok(Self { root: dir.to_owned(), files })
    }

    /// A pack from texts, for tests and for programs that carry their own.
    #[must_use]
    pub fn from_texts(name: &str, files: &[(&str, &str)]) -> Self {
        let owned = |text: &str| Cow::Owned(text.to_owned());
        let mut files: Vec<_> = files.iter().map(|(path, text)| (owned(path), owned(text))).collect();
        files.sort();
        Self { root: PathBuf::from(name), files }
    }

    /// The name in its `pack.csv`; empty where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        let info = self.files.iter().find(|(path, _)| path == "pack.csv").map_or("", |(_, text)| text.as_ref());
        info.lines().find_map(|line| line.strip_prefix("name,")).unwrap_or("").trim()
    }

    /// Its files in canonical form: rows sorted by their keys, each once, quoted only where needed. Path in the pack and text, of the
    /// files that change.
    ///
    /// # Errors
    /// When a file cannot be read as what it should be.
    pub fn formatted(&self) -> Result<Vec<(String, String)>> {
        let mut changed = Vec::new();
        for (file, path, text) in self.files() {
            let mut rows = rows::read(&file, path, text)?;
            let key = check::sort_keys(path);
            rows.sort_by(|a, b| a.key(key).cmp(&b.key(key)));
            rows.dedup_by(|a, b| a.cells() == b.cells());
            let mut writer = csv::Writer::from_writer(Vec::new());
            let header = text.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}');
            let written = writer
                .write_record(header.split(','))
                .and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row.cells())));
            written.map_err(|error| Error::lexicon("LX06", error.to_string()).in_file(&file))?;
            let bytes =
                writer.into_inner().map_err(|error| Error::lexicon("LX06", error.to_string()).in_file(&file))?;
            let canonical = String::from_utf8_lossy(&bytes).into_owned();
            if canonical != text {
                changed.push((path.to_owned(), canonical));
            }
        }
        Ok(changed)
    }

    /// Its files: path inside the pack, with forward slashes, and text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_ref(), text.as_ref()))
    }

    /// File for messages, path in the pack, text.
    pub(super) fn files(&self) -> impl Iterator<Item = (PathBuf, &str, &str)> {
        self.files.iter().map(|(path, text)| (self.root.join(path.as_ref()), path.as_ref(), text.as_ref()))
    }

    /// A file that is read when somebody asks for it.
    pub(super) fn late(&self, wanted: &str) -> Option<LateFile> {
        let (path, text) = self.files.iter().find(|(path, _)| path == wanted)?;
        Some(LateFile { file: self.root.join(path.as_ref()), text: text.clone() })
    }

    /// A hash of paths and contents: the same on every machine.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for (path, text) in &self.files {
            hasher.update(path.as_bytes());
            hasher.update(&[0]);
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        }
        hasher.digest()
    }
}
