//! Tests of `jds` as it is typed: sessions in `cmd`, and here what a session cannot show.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const JDS: &str = env!("CARGO_BIN_EXE_jds");

/// Sessions in `cmd`. Accept new output, after judging it, with `TRYCMD=overwrite`.
/// The posting that the README's first session reads.
const POSTING: &str = "\
Senior Python Engineer

Requirements:
- 5+ years of professional Python
- FastAPI or Django
Nice to have:
- Kubernetes

No PHP here, we promise. You excel in go-to-market talks.
Pay: $150,000 - $180,000 a year
";

/// The sessions of the README are run as they stand there.
#[test]
fn readme() {
    let dir = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::copy(root.join("README.md"), dir.path().join("readme.trycmd")).unwrap();
    let files = dir.path().join("readme.in");
    fs::create_dir(&files).unwrap();
    fs::write(files.join("posting.txt"), POSTING).unwrap();
    fs::copy(root.join("datasets/sample/postings.csv"), files.join("postings.csv")).unwrap();
    trycmd::TestCases::new().case(dir.path().join("readme.trycmd")).run();
}

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .register_bin("jds", Path::new(JDS))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case("../../tests/cli/cmd/*.trycmd")
        .case("../../tests/cli/cmd/*.toml");
}

/// A file of the tests.
fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/data").join(name)
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/sample/postings.csv")
}

/// The program, in the folder of the tests' files.
fn jds() -> Command {
    let mut command = Command::new(JDS);
    command.current_dir(data("")).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    jds().args(arguments).output().expect("jds starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("jds writes UTF-8")
}

/// Names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn the_same_bytes_from_any_number_of_threads() {
    let sample = sample().display().to_string();
    for arguments in [["skills", "csv"], ["salary", "csv"], ["extract", "jsonl"]] {
        let [command, format] = arguments;
        let of = |threads: &str| {
            let output = run(&[command, &sample, "--format", format, "--threads", threads]);
            assert!(output.status.success(), "{command}: {}", text(&output.stderr));
            output.stdout
        };
        let one = of("1");
        assert!(one.len() > 200, "{command} says something");
        assert!(one == of("2"), "{command}: one and two threads differ");
    }
}

/// `jds ... | head -1`
#[test]
fn a_closed_pipe_is_no_error() {
    let sample = sample().display().to_string();
    // More than a pipe holds, and less.
    for arguments in [["extract", &sample, "--format=jsonl"], ["skills", "market.csv", "--format=csv"]] {
        let mut child =
            jds().arg("-q").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("jds starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        stdout.read_line(&mut line).expect("a line");
        drop(stdout);
        let output = child.wait_with_output().expect("jds ends");
        assert!(!line.is_empty());
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    for arguments in [
        ["extract", "small.csv", "--format=jsonl"],
        ["skills", "market.csv", "--format=csv"],
        ["lexicon", "show", "python"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let output = jds().args(arguments).stdout(full).output().expect("jds starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = text(&output.stderr).to_lowercase();
        assert!(stderr.starts_with("error: ") && stderr.contains("no space left on device"), "{stderr}");
    }
}

#[test]
fn a_failed_run_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out.jsonl");
    let path = target.display().to_string();
    for arguments in
        [["extract", "latin.csv"], ["extract", "absent.csv"], ["skills", "small.csv"], ["salary", "small.csv"]]
    {
        let output = run(&[&arguments[..], &["-o", &path]].concat());
        assert!(!output.status.success(), "{arguments:?}");
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{arguments:?}");
    }
    // Fails after good rows; what was there before stays.
    fs::write(&target, "old").expect("a file");
    let output = run(&["extract", "ragged.csv", "--strict", "-o", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(names(folder.path()), ["out.jsonl"]);
    assert_eq!(fs::read_to_string(&target).expect("a file"), "old");
    // A good run replaces it.
    assert!(run(&["extract", "small.csv", "-o", &path]).status.success());
    assert_eq!(names(folder.path()), ["out.jsonl"]);
    assert_eq!(fs::read_to_string(&target).expect("a file").lines().count(), 3);
}

#[test]
fn a_failed_run_leaves_no_folder() {
    let parent = tempfile::tempdir().expect("a folder");
    let target = parent.path().join("market").display().to_string();
    for arguments in [["tables", "latin.csv"], ["tables", "header.csv"], ["facts", "latin.csv"]] {
        let output = run(&[&arguments[..], &["-o", &target]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(names(parent.path()), Vec::<String>::new(), "{arguments:?}");
    }
}

/// Ctrl-C in the middle of a run.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_file() {
    use std::time::{Duration, Instant};
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out.jsonl");
    let mut child = jds()
        .args(["extract", "-", "-o"])
        .arg(&target)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("jds starts");
    let market = fs::read_to_string(data("market.csv")).expect("a file");
    let (header, rows) = market.split_once('\n').expect("a header");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{header}").and_then(|()| stdin.write_all(rows.as_bytes())).expect("jds reads");
    let end = Instant::now() + Duration::from_secs(30);
    // It listens to Ctrl-C before it makes its temporary file. Rows are written on, so that it does not wait for more.
    while names(folder.path()).is_empty() && Instant::now() < end {
        stdin.write_all(rows.as_bytes()).expect("jds reads");
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill starts");
    assert!(killed.success());
    while stdin.write_all(rows.as_bytes()).is_ok() && Instant::now() < end {}
    drop(stdin);
    let output = child.wait_with_output().expect("jds ends");
    assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

/// One object in, one object out, in the same order, over more than one chunk.
#[test]
fn objects_on_standard_input_keep_their_order() {
    let mut child = jds()
        .args(["extract", "-", "--input-format", "jsonl", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("jds starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let objects: String =
        (0..1_000).map(|id| format!("{{\"id\": \"{id}\", \"description\": \"We need Python.\"}}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(objects.as_bytes()));
    let output = child.wait_with_output().expect("jds ends");
    writer.join().expect("the writer ends").expect("jds reads all of it");
    assert!(output.status.success());
    let ids: Vec<String> = text(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    assert_eq!(ids, (0..1_000).map(|id| id.to_string()).collect::<Vec<_>>());
}

/// Standard input is decompressed as a file is.
#[test]
fn a_compressed_pipe() {
    let piped = fs::File::open(data("small.csv.gz")).expect("a file");
    let output = jds().args(["extract", "-", "--format", "csv"]).stdin(piped).output().expect("jds starts");
    assert!(output.status.success());
    assert_eq!(text(&output.stdout), text(&run(&["extract", "small.csv", "--format", "csv"]).stdout));
}

/// Scraped text can hold what moves the cursor, writes to the clipboard or turns a line around.
#[test]
fn hostile_text_does_not_reach_the_terminal() {
    for command in ["extract", "check"] {
        let stdout = text(&run(&[command, "hostile.jsonl", "--format", "table"]).stdout);
        assert!(stdout.contains("Evil"), "{stdout}");
        assert!(!stdout.contains(['\u{1B}', '\u{7}', '\u{202E}']), "{command}: {stdout:?}");
    }
    let exact = text(&run(&["extract", "hostile.jsonl", "--format", "csv"]).stdout);
    assert!(exact.contains("\"=HYPERLINK"), "data as they are: {exact}");
    let safe = text(&run(&["extract", "hostile.jsonl", "--format", "csv", "--csv-safe"]).stdout);
    assert!(safe.contains("\"'=HYPERLINK"), "{safe}");
}

/// Nothing is coloured in a pipe; `--color` beats the environment.
#[test]
fn colour_when_asked_for() {
    let coloured = |arguments: &[&str], variable: &str| {
        let mut command = Command::new(JDS);
        command
            .current_dir(data(""))
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env(variable, "1")
            .stdin(Stdio::null());
        let output = command.args(["extract", "absent.csv"]).args(arguments).output().expect("jds starts");
        text(&output.stderr).contains('\u{1B}')
    };
    assert!(!coloured(&[], "NO_COLOR"));
    assert!(!coloured(&[], "UNRELATED"));
    assert!(coloured(&[], "CLICOLOR_FORCE"));
    assert!(coloured(&["--color", "always"], "NO_COLOR"));
    assert!(!coloured(&["--color", "never"], "CLICOLOR_FORCE"));
}

/// `-q` leaves errors, `-qq` nothing.
#[test]
fn quiet() {
    assert!(text(&run(&["-q", "extract", "absent.csv"]).stderr).starts_with("error: "));
    let silent = run(&["-qq", "extract", "absent.csv"]);
    assert_eq!((silent.status.code(), text(&silent.stderr)), (Some(2), String::new()));
}

/// The command in a hint, if there is one that can be pasted.
fn pasteable(stderr: &str) -> Option<&str> {
    let hint = stderr.lines().find_map(|line| line.strip_prefix("hint: "))?;
    let start = if hint.starts_with("jds ") { 0 } else { hint.find(": jds ")? + 2 };
    Some(&hint[start..])
}

/// Runs a line as a shell does.
#[cfg(unix)]
fn paste(line: &str) -> Output {
    let mut path = std::ffi::OsString::from(Path::new(JDS).parent().expect("a folder"));
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    Command::new("sh")
        .args(["-c", line])
        .current_dir(data(""))
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("sh starts")
}

#[cfg(unix)]
fn assert_hint_works(arguments: &[&str]) {
    let output = run(arguments);
    let stderr = text(&output.stderr);
    let line = pasteable(&stderr).unwrap_or_else(|| panic!("{arguments:?} hints at no command: {stderr}"));
    let pasted = paste(line);
    // 1 is an answer; 2 would be a wrong command.
    assert!(matches!(pasted.status.code(), Some(0 | 1)), "`{line}`: {}", text(&pasted.stderr));
}

#[cfg(unix)]
#[test]
fn commands_in_hints_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = folder.path().join("two words");
    fs::create_dir(&taken).expect("a folder");
    fs::write(taken.join("kept.txt"), "").expect("a file");
    let taken = taken.display().to_string();
    for arguments in [
        &["skills", "odd.csv"][..],
        &["salary", "odd.csv"],
        &["extract", "odd.csv"],
        &["check", "odd.csv"],
        &["check", "bare.csv"],
        &["extract", "bare.csv"],
        &["check", "wide.csv"],
        &["skills", "body.csv"],
        &["check", "tables_only"],
        &["extract", "small.csv", "--map", "salary=pay"],
        &["skills", "market.csv", "--skill", "kubrnetes"],
        &["lexicon", "show", "kubrnetes"],
        &["salary", "estimates.csv"],
        &["tables", "market.csv", "-o", &taken],
        &["facts", "small.csv", "-o", &taken],
    ] {
        assert_hint_works(arguments);
    }
    let output = run(&["check", "small.csv", "--format", "table"]);
    let stdout = text(&output.stdout);
    let next = stdout.lines().find_map(|line| line.strip_prefix("Next: ")).expect("a next step");
    assert!(matches!(paste(next).status.code(), Some(0 | 1)), "`{next}`");
}

/// What the program did wrong once.
mod regression {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_with_blanks_in_hints() {
        assert_hint_works(&["skills", "odd name.csv"]);
    }

    #[test]
    fn check_of_two_files_in_one_output() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("check.csv");
        assert!(run(&["check", "small.csv", "market.csv", "-o", &target.display().to_string()]).status.success());
        let written = fs::read_to_string(&target).expect("a file");
        assert!(written.contains("Pellmoor") && written.contains("Alderbrook"), "{written}");
        assert_eq!(written.lines().filter(|line| line.starts_with("file,part,")).count(), 1, "one header");
    }

    #[test]
    fn check_warns_of_rows_left_out() {
        let output = run(&["check", "ragged.csv", "--format", "csv"]);
        assert!(text(&output.stderr).contains("wrong number of columns"));
    }

    #[test]
    fn a_quote_that_never_ends() {
        let output = run(&["extract", "quote.csv"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("never ends"), "{}", text(&output.stderr));
    }

    #[test]
    fn hints_do_not_repeat_what_was_typed() {
        let output = run(&["skills", "small.csv", "--care", "relaxed"]);
        assert!(!text(&output.stderr).contains("--care relaxed"));
        let output = run(&["lexicon", "search", "zzzz"]);
        assert!(!text(&output.stderr).contains("search zzzz"));
    }

    #[test]
    fn one_bad_file_of_two_is_said_and_the_other_counts() {
        let output = run(&["check", "--format", "csv", "market.csv"]);
        assert_eq!(output.status.code(), Some(0));
        let output = run(&["skills", "--format", "csv", "market.csv", "latin.csv"]);
        assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("latin.csv") && text(&output.stdout).contains(",python,"));
        let output = run(&["skills", "--format", "csv", "latin.csv"]);
        assert_eq!(output.status.code(), Some(2));
    }

    #[test]
    fn options_that_would_do_nothing_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let facts = dir.path().join("facts").display().to_string();
        assert_eq!(run(&["facts", "market.csv", "-o", &facts]).status.code(), Some(0));
        assert_eq!(run(&["skills", &facts, "--format", "csv"]).status.code(), Some(0));
        assert_eq!(run(&["skills", &facts, "--encoding", "utf-16le"]).status.code(), Some(2));
        assert_eq!(run(&["extract", "small.csv", "--explain", "--format", "csv"]).status.code(), Some(2));
        assert_eq!(run(&["check", "small.csv", "--no-dedupe"]).status.code(), Some(2));
    }
}
