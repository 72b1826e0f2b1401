//! Writes a large file of distinct postings, for figures of memory and speed:
//! `cargo run --release -p jd-sample --example large -- <MB> <FILE>`.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: large <MB> <FILE>";
    let megabytes: u64 = arguments.next().ok_or(usage)?.parse()?;
    let mut file = BufWriter::new(File::create(arguments.next().ok_or(usage)?)?);
    let mut written = 0;
    for seed in 1.. {
        let mut sample = jd_sample::generate(seed);
        sample.postings.retain(|posting| posting.planted.copy_of.is_none());
        for posting in &mut sample.postings {
            // Another seed is another market: its employers and numbers are its own.
            posting.id = format!("{seed}-{}", posting.id);
            posting.employer = format!("{} {seed}", posting.employer);
        }
        let bytes = jd_sample::postings_csv(&sample);
        let header = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        file.write_all(if seed == 1 { &bytes } else { &bytes[header..] })?;
        written += bytes.len() as u64;
        if written >= megabytes << 20 {
            break;
        }
    }
    file.flush()?;
    Ok(())
}
