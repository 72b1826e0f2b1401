//! Bytes that fuzzing found, and those that it began with, through their targets.

use std::path::{Path, PathBuf};

use crate::fuzz_targets::{TARGETS, run};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[test]
fn every_file_of_the_corpus_is_read_as_promised() {
    let mut broken = Vec::new();
    for (name, _) in TARGETS {
        let files = files(&corpus().join(name));
        assert!(!files.is_empty(), "the corpus of {name} is empty");
        for file in &files {
            let bytes = std::fs::read(file).unwrap();
            if std::panic::catch_unwind(|| run(name, &bytes)).is_err() {
                broken.push(file.display().to_string());
            }
        }
        println!("{name}: {} files", files.len());
    }
    assert!(broken.is_empty(), "what was promised of these files does not hold:\n{}", broken.join("\n"));
}

#[test]
fn every_folder_of_the_corpus_has_a_target() {
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let folder = entry.unwrap().file_name();
        assert!(TARGETS.iter().any(|(name, _)| folder == *name), "{} has no target", folder.display());
    }
}
