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
    /// What can be dropped and what it saves
    Report(ReportArguments),
    /// Why a paper is, or is not, asked for
    Explain(ExplainArguments),
    /// What could be simpler, and a reform to paste
    Simplify(SimplifyArguments),
    /// Apply the rules of a procedure to one applicant's answers
    Eval(EvalArguments),
    /// Write the workflow of procedures for other tools
    Emit(EmitArguments),
    /// Verify the certificate of a simplified procedure against the procedure files
    Verify(VerifyArguments),
    /// Draw how procedures, documents and sources hang together
    Graph(GraphArguments),
    /// Which obstacles to remove first: those that keep the most papers in dossiers
    Roadmap(RoadmapArguments),
    /// Start a new repository of procedures
    New(NewArguments),
    /// Serve an editor on standard input and output
    Lsp {
        /// The only way there is; editors like to say it
        #[arg(long, hide = true)]
        stdio: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckArguments {
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
    /// sarif, github, gitlab and junit are what code hosting services and CI servers read
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Report these codes as errors: --deny T0312,T0408, or the option several times
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) deny: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FmtArguments {
    /// Files or folders; default: the current folder
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
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct GraphArguments {
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the drawing
    #[arg(long, value_enum, default_value = "dot")]
    pub(crate) format: GraphFormat,
    /// Write to this file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show the inside of one procedure
    #[arg(long, value_name = "NAME|CODE")]
    pub(crate) procedure: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    Dot,
    Svg,
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RoadmapArguments {
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
    /// Obstacles to list, and the largest set to look for
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=50))]
    pub(crate) top: u8,
    /// text, json, or csv: for spreadsheets (UTF-8 with a byte order mark), a line an obstacle and a line a set
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewArguments {
    /// Folder of the new repository; default: the current folder
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArguments {
    /// Files or folders; default: the current folder
    pub(crate) paths: Vec<PathBuf>,
    /// text, json, or csv: for spreadsheets (UTF-8 with a byte order mark), a line a paper and class of cases
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// What procedures are grouped under; default: ministry
    #[arg(long, value_enum)]
    pub(crate) by: Option<Grouping>,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Only this procedure
    #[arg(long, value_name = "NAME|CODE")]
    pub(crate) procedure: Option<String>,
    /// With the decisions of a reform
    #[arg(long, value_name = "NAME")]
    pub(crate) reform: Option<String>,
    /// List the provisions that require the papers which are dropped: they are to be amended
    #[arg(long, conflicts_with_all = ["missing", "papers", "by"])]
    pub(crate) laws: bool,
    /// Name the papers that need not be brought, and from where the data come
    #[arg(long)]
    pub(crate) papers: bool,
    /// List the figures nobody has published
    #[arg(long)]
    pub(crate) missing: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArguments {
    /// A procedure (name, national code or title), a component of one (PROCEDURE.COMPONENT), or a message code (T0123)
    pub(crate) what: String,
    /// What stands in the way, and what would change it
    #[arg(long)]
    pub(crate) why_not: bool,
    /// All least sets of what stands in the way, the cheapest first; at most N
    #[arg(long, value_name = "N", requires = "why_not", num_args = 0..=1, default_missing_value = "20",
          value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) sets: Option<u16>,
    /// With the decisions of a reform
    #[arg(long, value_name = "NAME")]
    pub(crate) reform: Option<String>,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// text, or json for other programs
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// The repository; default: the one around or below the current folder
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) repository: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SimplifyArguments {
    /// A procedure (name, national code or title); default: all for which there are proposals
    pub(crate) procedure: Option<String>,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// text, or json for other programs
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// The repository; default: the one around or below the current folder
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) repository: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EvalArguments {
    /// A procedure or a local variant, by name or code
    pub(crate) procedure: String,
    /// The answers, in JSON; `-` is standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) case: PathBuf,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// The repository; default: the one around or below the current folder
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) repository: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EmitArguments {
    /// Names or national codes; default: all
    pub(crate) procedures: Vec<String>,
    /// camunda8: BPMN that Camunda 8 runs; svg: a picture
    #[arg(long, value_enum)]
    pub(crate) to: Target,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Also the process under the law of the baseline
    #[arg(long)]
    pub(crate) before: bool,
    /// With the decisions of a reform; then only its procedure by default
    #[arg(long, value_name = "NAME")]
    pub(crate) reform: Option<String>,
    /// The date to answer for, as 2026-06-01; default: the manifest's
    #[arg(long, value_parser = date, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// The repository; default: the one around or below the current folder
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) repository: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// BPMN 2.0 for Camunda 8, with its decision tables and forms
    #[value(alias = "bpmn")]
    Camunda8,
    /// The same for Operaton and Camunda 7
    Operaton,
    /// The same for Flowable
    Flowable,
    /// The decision tables alone, as DMN 1.3
    Dmn,
    /// The forms alone, for form-js and as JSON Schema
    Form,
    Svg,
    /// Why nothing that was evidenced is lost, for `tthc verify`
    Certificate,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArguments {
    /// A file that `tthc emit --to certificate` has written
    pub(crate) certificate: PathBuf,
    /// Files or folders; default: the repository around or below the current folder
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Grouping {
    Ministry,
    Field,
    Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
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

/// A day as `2026-06-01`, or as it is written in Vietnam: `01/06/2026`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let vietnamese = || {
        let [day, month, year] = text.split('/').collect::<Vec<_>>().try_into().ok()?;
        format!("{year:0>4}-{month:0>2}-{day:0>2}").parse().ok()
    };
    text.parse().ok().or_else(vietnamese).ok_or_else(|| {
        "ngày viết năm-tháng-ngày, như 2026-06-01 · a date is year-month-day, as 2026-06-01".to_owned()
    })
}
