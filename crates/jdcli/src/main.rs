//! `jds`: measure what job postings ask for and what they pay.
//!
//! `args` holds what can be typed, `command` runs it, `output` shows it, `failure` says what went wrong. Everything that is computed comes
//! from `jdlib`.

mod args;
mod command;
mod failure;
mod input;
mod output;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::failure::Exit;
use crate::output::Console;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return failure::usage(&error),
    };
    let console = Console::new(&cli.global);
    output::log::start(&cli.global);
    input::interrupt::watch();
    let run = || command::run(&cli.command, &cli.global, &console);
    let outcome = match cli.global.threads {
        None => run(),
        Some(threads) => match rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build() {
            Ok(pool) => pool.install(run),
            Err(error) => Err(error.into()),
        },
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = Exit::of(&error);
            if !exit.is_quiet() {
                console.failure(&error);
            }
            exit.into()
        }
    }
}
