//! The program as scripts and CI servers see it: arguments in; exit status, output and files out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, reads files and starts the program"
)]

mod common;

mod arguments;
mod check;
mod check_formats;
mod emit;
mod eval;
mod explain;
mod fmt;
mod graph;
mod laws;
mod new;
mod reform;
mod report;
mod roadmap;
mod schema;
mod simplify;
mod streams;
mod test;
mod verify;
