//! Where data goes: standard output or a file that appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::failure::{Failure, again, quote};

/// Standard output, or a temporary file beside its target.
pub(crate) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    File(Box<BufWriter<NamedTempFile>>, PathBuf),
}

impl Sink {
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Stdout(BufWriter::with_capacity(1 << 16, io::stdout()))),
            Some(path) if path == Path::new("-") => Self::open(None),
            Some(path) => Ok(Self::File(Box::new(BufWriter::with_capacity(1 << 16, beside(path)?)), path.to_owned())),
        }
    }

    /// Flushes; a file takes its name now.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush().context("cannot write to standard output"),
            Self::File(out, path) => {
                let file = out
                    .into_inner()
                    .map_err(io::IntoInnerError::into_error)
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                keep(file, &path)
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// A temporary file in the folder of its target, so that the rename stays on one disk.
fn beside(path: &Path) -> anyhow::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let failure =
            Failure::usage(format!("cannot write `{}`: folder `{}` does not exist", path.display(), folder.display()));
        return Err(failure.hint(format!("mkdir -p {}", quote(&folder.display().to_string()))).into());
    }
    tempfile::Builder::new()
        .prefix(".jds-")
        .tempfile_in(folder)
        .with_context(|| format!("cannot write `{}`", path.display()))
}

/// Gives a temporary file its name, with the permissions of an ordinary one.
fn keep(file: NamedTempFile, path: &Path) -> anyhow::Result<()> {
    file.as_file().sync_all().with_context(|| format!("cannot write `{}`", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private; what the user asked for is not.
        let _ = fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644));
    }
    file.persist(path).map_err(|error| error.error).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(())
}

/// Endings of the files of a table.
const ENDINGS: [&str; 3] = ["csv", "json", "jsonl"];

/// A folder of files that appears whole or not at all: written beside its target, then moved.
pub(crate) struct Folder {
    work: tempfile::TempDir,
    target: PathBuf,
}

/// Whether a folder with something in it may be replaced.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Existing {
    Keep,
    Replace,
}

impl From<bool> for Existing {
    fn from(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }
}

impl Folder {
    pub(crate) fn create(target: &Path, existing: Existing) -> anyhow::Result<Self> {
        let taken = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some());
        if taken && existing == Existing::Keep {
            let failure = Failure::usage(format!("`{}` is not empty", target.display()));
            return Err(failure.hint(format!("choose another folder, or replace it: {}", again("--force"))).into());
        }
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
        let work = tempfile::Builder::new()
            .prefix(".jds-")
            .tempdir_in(parent)
            .with_context(|| format!("cannot write into `{}`", parent.display()))?;
        Ok(Self { work, target: target.to_owned() })
    }

    /// Where to write until it is finished.
    pub(crate) fn path(&self) -> &Path {
        self.work.path()
    }

    /// Puts the files into the target, in place of what an earlier run of ours left there. Files of others stay.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        fs::create_dir_all(&self.target).with_context(|| format!("cannot make `{}`", self.target.display()))?;
        self.clear()?;
        let mut names: Vec<_> = fs::read_dir(self.path())?.collect::<io::Result<Vec<_>>>()?;
        names.sort_by_key(fs::DirEntry::file_name);
        for entry in names {
            let target = self.target.join(entry.file_name());
            fs::rename(entry.path(), &target).with_context(|| format!("cannot write `{}`", target.display()))?;
        }
        Ok(())
    }

    /// Removes the tables that the manifest in the target lists.
    fn clear(&self) -> anyhow::Result<()> {
        let Ok(text) = fs::read(self.target.join("manifest.json")) else { return Ok(()) };
        let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
        let tables = manifest.get("tables").and_then(serde_json::Value::as_array).into_iter().flatten();
        for name in tables.filter_map(|table| table.get("name")?.as_str()).chain(["columns"]) {
            // A manifest that somebody else wrote may name anything; a name is a file of this folder or nothing.
            if name.contains(['/', '\\']) || name.starts_with('.') {
                continue;
            }
            for ending in ENDINGS {
                match fs::remove_file(self.target.join(format!("{name}.{ending}"))) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
