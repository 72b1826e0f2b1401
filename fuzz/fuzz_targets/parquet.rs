#![no_main]

#[path = "../../tests/library/fuzz_targets.rs"]
mod fuzz_targets;

libfuzzer_sys::fuzz_target!(
    // The reader catches panics of the crate below it; the fuzzer's own hook would end the program before that. What the target itself
    // finds still does, without a message: replay the file to see it.
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| fuzz_targets::run("parquet", bytes)
);
