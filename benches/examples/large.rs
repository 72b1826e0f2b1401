//! One large file, read three ways in one run: by the csv crate, as postings, as facts. Prints MB/s, shares and peak memory:
//! `cargo run --release -p jd-benches --example large -- <FILE.csv>`.

#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::error::Error;
use std::time::Instant;

use jdlib::facts::{FactsBuilder, Quotes, Sketches, for_each_batch};
use jdlib::{Analyzer, PostingReader};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: large <FILE.csv>")?;
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let mut raw = 0.0;
    let mut report = |name: &str, rows: u64, started: Instant| {
        let speed = megabytes / started.elapsed().as_secs_f64();
        if raw == 0.0 {
            raw = speed;
        }
        let share = speed / raw * 100.0;
        println!("{name:<24} {rows:>9} rows  {speed:>8.1} MB/s  {share:>6.2} % of the csv crate  {}", peak());
    };

    let started = Instant::now();
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_path(&path)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record)? {
        rows += 1;
    }
    report("csv crate", rows, started);

    let started = Instant::now();
    let mut rows = 0;
    for posting in PostingReader::from_path(&path)? {
        posting?;
        rows += 1;
    }
    report("postings", rows, started);

    let analyzer = Analyzer::builtin();
    let started = Instant::now();
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Drop);
    let go_on = &mut |_: u64| std::ops::ControlFlow::Continue(());
    let readers = vec![PostingReader::from_path(&path)?];
    let (counts, groups) = for_each_batch(readers, &analyzer, builder, go_on, |_| Ok(()))?;
    report("facts, repeats grouped", counts.postings, started);
    println!("{} repeats, {} reposts", groups.counts().repeats(), groups.counts().reposts());
    Ok(())
}

/// The most memory that this process has held, where the system says so.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or(String::new(), |size| format!("peak {}", size.trim()))
}
