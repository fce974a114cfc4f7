//! The program `tthc`: reads the disk, asks the project, prints.

#![expect(clippy::disallowed_methods, reason = "the program is where disk and environment are read")]

mod args;
mod commands;
mod disk;
mod failure;
mod json;
mod output;
mod reform;
mod render;
mod say;
mod terminal;
mod words;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit status: 0 nothing at error level, 1 findings at error level, 2 the command could not run.
fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    let locale = arguments.locale;
    match commands::run(arguments) {
        Ok(commands::Outcome::Clean) => ExitCode::SUCCESS,
        Ok(commands::Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            render::failure(&failure, disk::locale(locale, None));
            ExitCode::from(2)
        }
    }
}
