//! What the workflow of a procedure lets happen: nobody is granted anything past a protected step,
//! nobody's data is looked up outside the cases that need it, and nothing is asked twice.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

mod common;
mod lookups;
mod paths;
mod questions;
mod real;
