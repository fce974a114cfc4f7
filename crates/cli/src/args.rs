//! Command-line arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use tthc_model::{Date, Locale};

/// Đơn giản hóa thủ tục hành chính dựa trên dữ liệu · data-based simplification of administrative procedures
#[derive(Debug, Parser)]
#[command(name = "tthc", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Language of messages; default: the manifest's, then the environment's
    #[arg(long, global = true, value_parser = locale, value_name = "vi|en")]
    pub(crate) locale: Option<Locale>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check procedure files and report every mistake
    Check(CheckArguments),
    /// Format procedure files
    Fmt(FmtArguments),
    /// Run the scenarios
    Test(TestArguments),
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckArguments {
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// Report these codes as errors
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) deny: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FmtArguments {
    pub(crate) paths: Vec<PathBuf>,
    /// Only say which files are not formatted
    #[arg(long)]
    pub(crate) check: bool,
    /// Write keywords in this language
    #[arg(long, value_parser = surface, value_name = "vi|en")]
    pub(crate) keywords: Option<tthc_syntax::Surface>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TestArguments {
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

fn locale(text: &str) -> Result<Locale, String> {
    match text {
        "vi" => Ok(Locale::Vietnamese),
        "en" => Ok(Locale::English),
        _ => Err("vi | en".to_owned()),
    }
}

fn surface(text: &str) -> Result<tthc_syntax::Surface, String> {
    locale(text).map(|locale| match locale {
        Locale::Vietnamese => tthc_syntax::Surface::Vietnamese,
        Locale::English => tthc_syntax::Surface::English,
    })
}

/// A day as `2026-06-01`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "2026-06-01".to_owned())
}
