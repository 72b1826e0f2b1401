//! Benchmarks only: see `benches/`. Rivals run beside what they are compared with, so that a ratio of one run can be read off.
