#![no_main]

#[path = "../../tests/library/fuzz_targets.rs"]
mod fuzz_targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_targets::run("posting", bytes));
