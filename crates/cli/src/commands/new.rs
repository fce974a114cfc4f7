//! `tthc new`: a repository of procedures to start from.

use tthc_model::Locale;

use crate::args::NewArguments;
use crate::commands::Outcome;
use crate::failure::Failure;

pub(crate) fn run(_arguments: &NewArguments, _locale: Option<Locale>) -> Result<Outcome, Failure> {
    Ok(Outcome::Clean)
}
