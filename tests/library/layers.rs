//! A module may import only what stands above it in the house (lib.rs lists the floors).

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground floor up. Those on one line may not import each other unless it is their own parent.
const FLOORS: [&str; 16] = [
    "error", "span", "terms", "text", "lexicon", "matcher", "posting", "repeats", "extract", "eval", "stream", "facts",
    "stats", "table", "market", "lib",
];

fn floor(module: &str) -> usize {
    FLOORS
        .iter()
        .position(|name| *name == module)
        .unwrap_or_else(|| panic!("module `{module}` has no floor: add it to FLOORS"))
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_run_downward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 30, "the sources were not found");
    let mut upward = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let own = inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let module: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                // Re-exports at the root are types.
                if module.starts_with(char::is_uppercase) || module.is_empty() {
                    continue;
                }
                if floor(&module) > floor(&own) {
                    upward.push(format!("{}:{}: {own} imports {module}", inside.display(), number + 1));
                }
            }
        }
    }
    assert!(upward.is_empty(), "imports that run upward:\n{}", upward.join("\n"));
}
