//! `jds lexicon`: look into the vocabulary, test it, add to it.

mod candidates;
mod check;
mod diff;
mod export;
mod import;
mod init;
mod look;
mod stats;
mod view;

pub(super) use self::view::view;
use crate::args::{GlobalArgs, LexiconArgs, LexiconCommand};
use crate::failure::Exit;
use crate::input;
use crate::output::Console;

pub(super) fn run(args: &LexiconArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    match &args.command {
        LexiconCommand::Candidates(args) => candidates::run(args, global, console),
        LexiconCommand::Check(args) => check::check(args, global, console),
        LexiconCommand::Diff(args) => diff::run(args, global, console),
        LexiconCommand::Explain { text, output } => look::explain(&input::analyzer(global)?, text, output),
        LexiconCommand::Export(args) => export::run(args, global),
        LexiconCommand::Fmt { folder, check } => init::fmt(folder, *check, console),
        LexiconCommand::Import(args) => import::run(args, global, console),
        LexiconCommand::Init { folder } => init::run(folder, console),
        LexiconCommand::Search { text, output } => look::search(input::analyzer(global)?.lexicon(), text, output),
        LexiconCommand::Show { skill } => look::show(input::analyzer(global)?.lexicon(), skill),
        LexiconCommand::Stats { output } => stats::run(input::analyzer(global)?.lexicon(), output),
        LexiconCommand::Test { file } => check::test(input::analyzer(global)?.lexicon(), file),
        LexiconCommand::View { view, output } => view::run(input::analyzer(global)?.lexicon(), view.as_deref(), output),
    }
}
