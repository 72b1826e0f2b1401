//! Writes the sample: `cargo run -p jd-sample --example write -- [seed] [dir]`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let folder = arguments.next().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("sample"), PathBuf::from);
    let sample = jd_sample::generate(seed);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("postings.csv"), jd_sample::postings_csv(&sample))?;
    fs::write(folder.join("truths.csv"), jd_sample::truths_csv(&sample))?;
    Ok(())
}
