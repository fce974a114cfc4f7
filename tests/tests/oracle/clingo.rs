//! The answer-set solver, in a process of its own that answers one instance after another.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::facts::variable;
use crate::world::Variable;

/// One case as the oracle sees it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// `value`, `held`, `verdict`, `frees` … with their arguments.
    atoms: BTreeMap<String, BTreeSet<String>>,
}

impl Model {
    fn parse(line: &str) -> Model {
        let mut atoms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for atom in line.split_whitespace() {
            let (name, arguments) = atom.split_once('(').unwrap_or((atom, ")"));
            let arguments = arguments.strip_suffix(')').unwrap_or(arguments);
            atoms.entry(name.to_owned()).or_default().insert(arguments.to_owned());
        }
        Model { atoms }
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.atoms.get(name).into_iter().flatten().map(String::as_str)
    }

    pub(crate) fn has(&self, name: &str, arguments: &str) -> bool {
        self.atoms.get(name).is_some_and(|known| known.contains(arguments))
    }

    /// Whether it is this case.
    pub(crate) fn is(&self, case: &[(Variable, &'static str)]) -> bool {
        case.iter().all(|(one, value)| self.has("value", &format!("{},{value}", variable(*one))))
    }
}

pub(crate) struct Clingo {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

/// The interpreter that has the solver: the one named by `TTHC_ORACLE_PYTHON`, else `python3`.
pub(crate) fn python() -> Result<PathBuf, String> {
    let named = std::env::var_os("TTHC_ORACLE_PYTHON").map(PathBuf::from);
    let python = named.unwrap_or_else(|| PathBuf::from("python3"));
    let output = Command::new(&python).args(["-c", "import clingo"]).output();
    match output {
        Ok(output) if output.status.success() => Ok(python),
        Ok(_) => Err(format!("{} has no package `clingo` (pip install clingo)", python.display())),
        Err(error) => Err(format!("{}: {error}", python.display())),
    }
}

impl Clingo {
    pub(crate) fn start(python: &Path) -> std::io::Result<Clingo> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("asp/run.py");
        let mut process = Command::new(python)
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let (to, from) = (process.stdin.take(), process.stdout.take());
        let gone = || std::io::Error::other("the solver has no input or output");
        let (to, from) = (to.ok_or_else(gone)?, from.ok_or_else(gone)?);
        Ok(Clingo { process, to, from: BufReader::new(from) })
    }

    /// Every case of the instance.
    pub(crate) fn ask(&mut self, facts: &str) -> std::io::Result<Vec<Model>> {
        self.to.write_all(facts.as_bytes())?;
        self.to.write_all(b".\n")?;
        self.to.flush()?;
        let mut models = Vec::new();
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line)? == 0 {
                return Err(std::io::Error::other("the solver stopped"));
            }
            match line.trim_end() {
                "." => return Ok(models),
                line => models.push(Model::parse(line)),
            }
        }
    }
}

impl Drop for Clingo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
