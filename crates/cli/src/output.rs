//! Where results go.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::Serialize;

use crate::failure::Failure;

/// To a file, whose folder is made if need be, or to standard output.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match path {
        Some(path) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
            }
            fs::write(path, bytes).map_err(Failure::unwritable(path))
        }
        None => {
            let mut out = std::io::stdout().lock();
            shown(out.write_all(bytes).and_then(|()| out.flush()))
        }
    }
}

/// What became of writing to standard output. A reader that has seen enough (`tthc report | head`) is
/// no failure, and changes nothing of the exit status.
pub(crate) fn shown(written: std::io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Failure::unwritable("stdout".as_ref())),
    }
}

/// A document for other programs, as people can read it too.
pub(crate) fn json(document: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::Other { vi: error.to_string(), en: error.to_string() })?;
    text.push('\n');
    Ok(text)
}
