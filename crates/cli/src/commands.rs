//! One module for each command.

mod check;
mod emit;
mod eval;
mod explain;
mod fmt;
mod graph;
mod lsp;
mod new;
pub(crate) mod report;
mod roadmap;
mod simplify;
mod test;
mod verify;

use crate::args::{Arguments, Command};
use crate::failure::Failure;

/// What a command that could run has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Clean,
    /// Findings at error level, or an expectation that failed.
    Findings,
}

impl Outcome {
    pub(crate) fn clean_if(clean: bool) -> Outcome {
        if clean { Outcome::Clean } else { Outcome::Findings }
    }
}

pub(crate) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let locale = arguments.locale;
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments, locale),
        Command::Fmt(arguments) => fmt::run(&arguments, locale),
        Command::Test(arguments) => test::run(&arguments, locale),
        Command::Report(arguments) => report::run(&arguments, locale),
        Command::Simplify(arguments) => simplify::run(&arguments, locale),
        Command::Explain(arguments) => explain::run(&arguments, locale),
        Command::Eval(arguments) => eval::run(&arguments, locale),
        Command::Emit(arguments) => emit::run(&arguments, locale),
        Command::Verify(arguments) => verify::run(&arguments, locale),
        Command::Graph(arguments) => graph::run(&arguments, locale),
        Command::Roadmap(arguments) => roadmap::run(&arguments, locale),
        Command::New(arguments) => new::run(&arguments, locale),
        Command::Lsp { .. } => lsp::run(),
    }
}
