//! What went wrong, in the shape that people read: one `error:` line, indented facts, and a `hint:` that can be pasted.

use std::fmt;
use std::process::ExitCode;

use jdlib::error::ErrorKind;

/// Exit codes, all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Ok,
    /// It ran, but the answer is "no": no postings left, everything too thin, a check that found errors.
    No,
    /// Wrong usage, bad input, reading or writing failed.
    Bad,
    /// Output was written, but some files failed.
    Partial,
    /// Ctrl-C.
    Interrupted,
    /// The reader of our output has gone: nothing is wrong.
    BrokenPipe,
}

impl Exit {
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        for cause in error.chain() {
            if let Some(failure) = cause.downcast_ref::<Failure>() {
                return failure.exit;
            }
            if let Some(error) = cause.downcast_ref::<jdlib::Error>() {
                if error.is_broken_pipe() {
                    return Self::BrokenPipe;
                }
                if matches!(error.kind(), ErrorKind::Interrupted) {
                    return Self::Interrupted;
                }
            }
            if let Some(error) = cause.downcast_ref::<std::io::Error>()
                && error.kind() == std::io::ErrorKind::BrokenPipe
            {
                return Self::BrokenPipe;
            }
        }
        Self::Bad
    }

    /// Whether nothing is to be said about it.
    pub(crate) fn is_quiet(self) -> bool {
        self == Self::BrokenPipe
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok | Exit::BrokenPipe => 0,
            Exit::No => 1,
            Exit::Bad => 2,
            Exit::Partial => 3,
            Exit::Interrupted => 130,
        })
    }
}

/// An error with its facts and its hint.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    facts: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), facts: Vec::new(), hint: None }
    }

    /// Wrong usage or bad input.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Bad, message)
    }

    pub(crate) fn fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn facts(&self) -> &[String] {
        &self.facts
    }

    pub(crate) fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The error of the library in our words, with what to do about it.
pub(crate) fn explain(error: &jdlib::Error) -> Failure {
    let place = error.position();
    let file = place.file.as_ref().map_or_else(|| "input".to_owned(), |file| file.display().to_string());
    let command = command_name();
    match error.kind() {
        ErrorKind::Io(_) => {
            let failure = Failure::usage(format!("cannot read `{file}`: {}", error.kind()));
            match near_file(&file) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure,
            }
        }
        ErrorKind::NotText { what } => {
            let hint = match *what {
                "a PDF" => format!("pdftotext {} - | jds {command} - --input-format text", quote(&file)),
                what if what.contains("Excel") => {
                    format!("save it as CSV UTF-8, or: xlsx2csv {} | jds {command} -", quote(&file))
                }
                _ => "give a CSV, TSV, JSON, Parquet or text file; gz and zst are read as they are".to_owned(),
            };
            Failure::usage(format!("`{file}` is {what}, which jds does not read")).hint(hint)
        }
        ErrorKind::Empty if std::path::Path::new(&file).is_dir() => {
            let failure = Failure::usage(format!("`{file}` holds neither postings (.txt, .md, .html) nor facts"));
            match tables_in(std::path::Path::new(&file)) {
                Some(pattern) => failure.hint(format!("name the files in it: jds {command} {pattern}")),
                None => failure.hint("name the files in it, or give a folder that `jds facts` made"),
            }
        }
        ErrorKind::Empty => Failure::usage(format!("`{file}` is empty: it has no posting"))
            .hint("a CSV file needs a header line and at least one row"),
        ErrorKind::Encoding { byte, context, guess } => {
            let line = place.line.map(|line| format!(" on line {}", thousands(line))).unwrap_or_default();
            let column = place.column.as_ref().map(|column| format!(", column `{column}`")).unwrap_or_default();
            let failure =
                Failure::usage(format!("`{file}` is not UTF-8: byte 0x{byte:02X}{line}{column} (\"{context}\")"));
            match guess {
                Some(guess) => failure.hint(format!("it reads well as {guess}: add `--encoding {guess}`")),
                None => failure.hint("name its encoding with `--encoding`, for example `--encoding utf-16le`"),
            }
        }
        ErrorKind::UnknownEncoding(name) => Failure::usage(format!("unknown encoding `{name}`"))
            .hint("use a name of the WHATWG list, such as windows-1252, utf-16le, shift_jis"),
        ErrorKind::NoTextColumn { columns, nearest: None, .. } if columns.len() == 1 => {
            Failure::usage(format!("`{file}` is no table: its first line has one column"))
                .hint(format!("if all of it is one posting: {}", again("--input-format text")))
        }
        ErrorKind::NoTextColumn { columns, nearest, proposed } => {
            let mut failure = Failure::usage(format!("cannot tell which column of `{file}` holds the posting text"))
                .fact(format!("columns: {}", shorten(columns)));
            let pair = |field: &str, column: &str| format!("--map {field}={}", quote(column));
            let text = match nearest {
                Some(nearest) => {
                    let html = if nearest.is_html { ", HTML" } else { "" };
                    let length = thousands(nearest.median_length as u64);
                    failure = failure.fact(format!("nearest: {} (median {length} characters{html})", nearest.column));
                    nearest.column.clone()
                }
                None => {
                    failure = failure.fact("no column is long enough to be a posting text");
                    columns.first().map_or("COLUMN", String::as_str).to_owned()
                }
            };
            let others = proposed.iter().map(|(field, column)| pair(field, column));
            let pairs: Vec<String> = std::iter::once(pair("description", &text)).chain(others).collect();
            let doubt = if nearest.is_some() { "" } else { "name the column: " };
            failure.hint(format!("{doubt}{}", again(&pairs.join(" "))))
        }
        ErrorKind::NoHeader { first, columns, proposed } => {
            let cells: Vec<String> = first.iter().map(|cell| cell.chars().take(30).collect()).collect();
            let pairs: Vec<String> = proposed.iter().map(|(field, column)| format!("--map {field}={column}")).collect();
            let failure = Failure::usage(format!("`{file}` has no header line: its first line is data")).fact(format!(
                "{} columns, the first line: {}, ...",
                thousands(*columns as u64),
                cells.join(", ")
            ));
            failure.hint(again(format!("--no-header {}", pairs.join(" ")).trim_end()))
        }
        ErrorKind::LargeJson => {
            let line = place.line.map(|line| format!(" line {}", thousands(line))).unwrap_or_default();
            Failure::usage(format!("`{file}`{line}: one JSON object of more than 64 MiB"))
                .hint(format!("make lines of the list in it: jq -c '.jobs[]' {} | jds {command} -", quote(&file)))
        }
        ErrorKind::AmbiguousColumn { field, columns } => {
            let list: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
            let first = columns.first().map_or("COLUMN", String::as_str);
            Failure::usage(format!("{} columns of `{file}` could be the {field}: {}", columns.len(), list.join(", ")))
                .hint(format!("choose one with `--map {field}={}`", quote(first)))
        }
        ErrorKind::UnknownField { field, nearest } => {
            let near: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let near = if near.is_empty() { String::new() } else { format!("did you mean {}? ", near.join(" or ")) };
            let start = format!("{field}=");
            let typed = std::env::args().find_map(|word| {
                let pair = word.strip_prefix("--map=").unwrap_or(&word);
                pair.starts_with(&start).then(|| pair.to_owned())
            });
            let typed = typed.unwrap_or_else(|| format!("{field}=..."));
            Failure::usage(format!("`--map {typed}`: there is no field `{field}`"))
                .hint(format!("{near}Fields: jds check --fields"))
        }
        ErrorKind::UnknownColumn { column, columns, nearest } => {
            let failure = Failure::usage(format!("`{file}` has no column `{column}`"))
                .fact(format!("columns: {}", shorten(columns)));
            match nearest.first() {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure,
            }
        }
        ErrorKind::UnknownProfile { name, known } => {
            let near = nearest(name, known.iter().map(String::as_str))
                .map(|near| format!("did you mean `{near}`? "))
                .unwrap_or_default();
            Failure::usage(format!("unknown profile `{name}`")).hint(format!("{near}Known: {}", known.join(", ")))
        }
        ErrorKind::UnknownSkill { name, nearest } => unknown_skill(name, nearest),
        ErrorKind::Lexicon { rule, .. } => {
            Failure::usage(error.to_string()).fact(format!("rule {rule} of the lexicon format"))
        }
        ErrorKind::Syntax(message) if message.contains("quoted value") => Failure::usage(error.to_string())
            .hint("set the quote character with `--quote`, or `--no-quote` if the file does not use quotes"),
        ErrorKind::Interrupted => Failure::new(Exit::Interrupted, "interrupted; nothing was left half written"),
        _ => Failure::usage(error.to_string()),
    }
}

/// The error of a skill that the lexicon does not have.
pub(crate) fn unknown_skill(name: &str, nearest: &[(String, String)]) -> Failure {
    let failure = Failure::usage(format!("the lexicon has no skill `{name}`"));
    match nearest.first() {
        Some((id, display)) => {
            failure.hint(format!("did you mean `{id}` ({display})? Search: jds lexicon search {}", quote(name)))
        }
        None => failure.hint(format!("jds lexicon search {}", quote(name))),
    }
}

/// Prints what clap has to say and returns its code.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // Help and version are asked for: they go to standard output with code 0. clap knows.
    match error.print() {
        Ok(()) => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
        Err(_) => ExitCode::from(2),
    }
}

/// The subcommand that was typed, for hints.
pub(crate) fn command_name() -> String {
    let known = ["check", "compare", "extract", "facts", "lexicon", "skills", "salary", "tables", "trend"];
    let mut arguments = std::env::args().skip_while(|argument| !known.contains(&argument.as_str()));
    match (arguments.next(), arguments.next()) {
        (Some(group), Some(command)) if group == "lexicon" => format!("{group} {command}"),
        (Some(command), _) => command,
        _ => "skills".to_owned(),
    }
}

/// The user asked to stop.
pub(crate) fn interrupted() -> anyhow::Error {
    Failure::new(Exit::Interrupted, "interrupted; nothing was left half written").into()
}

/// What was typed, with more at its end.
pub(crate) fn again(more: &str) -> String {
    let arguments: Vec<String> = std::env::args().skip(1).map(|argument| quote(&argument)).collect();
    format!("jds {} {more}", arguments.join(" "))
}

/// A number of things in words: `1 posting`, `2,685 postings`.
pub(crate) fn counted(number: u64, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", thousands(number))
}

/// What the operating system said, without its number.
pub(crate) fn io_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_lowercase(),
        None => text,
    }
}

/// The known word that is written almost like this one.
pub(crate) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|word| (strsim::jaro_winkler(&word.to_lowercase(), &text.to_lowercase()), word));
    scored.filter(|(score, _)| *score >= 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, word)| word)
}

/// A file in the same folder that is named almost like this one.
fn near_file(file: &str) -> Option<String> {
    let path = std::path::Path::new(file);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    let name = path.file_name()?.to_string_lossy().into_owned();
    let names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let near = nearest(&name, names.iter().map(String::as_str))
        .filter(|near| strsim::normalized_levenshtein(near, &name) > 0.6)?;
    Some(if folder == std::path::Path::new(".") && !file.starts_with("./") {
        near.to_owned()
    } else {
        folder.join(near).display().to_string()
    })
}

/// A word as the shell takes it.
pub(crate) fn quote(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '=' | ',' | ':'));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// The tables that lie in a folder, as one word of a command.
fn tables_in(folder: &std::path::Path) -> Option<String> {
    const TABLES: [&str; 6] = ["csv", "jsonl", "json", "parquet", "tsv", "csv.gz"];
    let names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let found = TABLES.iter().find(|ending| names.iter().any(|name| name.ends_with(&format!(".{ending}"))))?;
    Some(format!("{}/*.{found}", quote(&folder.display().to_string())))
}

fn shorten(columns: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut text = columns
        .iter()
        .take(SHOWN)
        .map(|column| if column.is_empty() { "(no name)" } else { column })
        .collect::<Vec<_>>()
        .join(", ");
    if columns.len() > SHOWN {
        text.push_str(&format!(", ... {} more", columns.len() - SHOWN));
    }
    text
}

/// A number with commas.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
