//! `jds lexicon init` and `fmt`: a pack of one's own, with one example that works, and its files in order.

use std::fs;
use std::path::Path;

use anyhow::Context;

use jdlib::lexicon::Pack;

use crate::failure::{Exit, Failure, counted, quote};
use crate::output::Console;

/// Files of a new pack. `{name}` is the folder's name.
const FILES: [(&str, &str); 5] = [
    ("pack.csv", "key,value\nlicence,\nname,{name}\nschema,1\nversion,1\n"),
    ("areas.csv", "id,name,parent,order\n{name},Our own,,1\n"),
    (
        "skills/{name}.csv",
        "id,name,kind,parent,policy,since,status,note\nacme-db,AcmeDB,database,,any,2020,active,the example: put your own here\n",
    ),
    ("aliases/{name}.csv", "id,alias,type,case,policy\nacme-db,Acme Database Server,full,,\n"),
    (
        "cases.csv",
        "text,must,must_not\nAcme sells databases.,,acme-db\nWe run AcmeDB and PostgreSQL.,acme-db;postgresql,\n",
    ),
];

pub(super) fn run(folder: &Path, console: &Console) -> anyhow::Result<Exit> {
    if folder.exists() {
        let shown = folder.display();
        return Err(Failure::usage(format!("`{shown}` is there already"))
            .hint("name a folder that is not there yet: jds lexicon init mine")
            .into());
    }
    let name: String = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "mine" } else { name };
    for (path, text) in FILES {
        let path = folder.join(path.replace("{name}", name));
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
        fs::write(&path, text.replace("{name}", name)).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    let folder = quote(&folder.display().to_string());
    console.note(&format!("wrote a pack with one example skill to {folder}"));
    console.note(&format!("check it: jds lexicon check {folder}"));
    console.note(&format!("use it: jds skills FILE --lexicon {folder}"));
    Ok(Exit::Ok)
}

/// Sorts the files of a pack, or says which are not sorted.
pub(super) fn fmt(folder: &Path, only_check: bool, console: &Console) -> anyhow::Result<Exit> {
    let changed = Pack::from_dir(folder)?.formatted()?;
    let shown = folder.display();
    if changed.is_empty() {
        console.note(&format!("{shown}: all files are in order"));
        return Ok(Exit::Ok);
    }
    for (path, text) in &changed {
        let path = folder.join(path);
        console.note(&format!("{} {}", if only_check { "not in order:" } else { "sorted" }, path.display()));
        if !only_check {
            fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
    }
    let files = counted(changed.len() as u64, "file");
    console.note(&format!("{files} {}", if only_check { "would change" } else { "changed" }));
    Ok(if only_check { Exit::No } else { Exit::Ok })
}
