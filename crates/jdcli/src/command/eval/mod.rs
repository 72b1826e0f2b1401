//! `jds eval`: how well the program reads, on texts that somebody has marked.

mod asks;
mod fields;
mod pay;
mod skills;

use jdlib::eval::Gold;

use crate::args::{EvalArgs, EvalCommand, GlobalArgs};
use crate::failure::{Exit, Failure};
use crate::output::Console;

pub(super) fn run(args: &EvalArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let (path, source, output) = match &args.command {
        EvalCommand::Skills { gold, source, output, .. } => (gold, source.as_deref(), output),
        EvalCommand::Pay { gold, output } => (gold, None, output),
        EvalCommand::Ask(args)
        | EvalCommand::Years(args)
        | EvalCommand::Seniority(args)
        | EvalCommand::Role(args)
        | EvalCommand::Specialisation(args)
        | EvalCommand::Education(args)
        | EvalCommand::WorkMode(args)
        | EvalCommand::EmploymentType(args)
        | EvalCommand::Tier(args)
        | EvalCommand::Language(args)
        | EvalCommand::Country(args)
        | EvalCommand::Status(args) => (&args.gold, None, &args.output),
    };
    let gold = Gold::read(path, source)?;
    if gold.texts.is_empty() {
        let failure = Failure::new(Exit::No, format!("`{}` has no marked text", path.display()));
        return Err(failure.hint("leave out --source, or name another one").into());
    }
    match &args.command {
        EvalCommand::Skills { without_kind, misses, .. } => {
            skills::run(&gold, without_kind, misses.as_deref(), output, global, console)
        }
        EvalCommand::Ask(_) => asks::run(&gold, output, global, console),
        EvalCommand::Pay { .. } => pay::run(&gold, output, global, console),
        field => fields::run(&gold, field.fields(), output, global, console),
    }
}

/// The texts of gold, then those of each half: who writes rules looks at one half, and reports both.
fn parts(gold: &Gold) -> [(&'static str, Gold); 3] {
    let [one, other] = gold.halves();
    [("all", gold.clone()), ("half 0", one), ("half 1", other)]
}
