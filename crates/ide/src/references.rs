//! Everywhere a name is used.

use tthc_project::{FilePath, Snapshot};

use crate::definition::{Target, declarations, symbol_at, target};
use crate::file::File;
use crate::symbol::{Symbol, mentions};

/// All places that speak of what the name at an offset stands for, in the order of paths.
pub fn references(snapshot: &Snapshot, path: &str, offset: u32, with_declaration: bool) -> Vec<Target> {
    let Some(symbol) = symbol_at(snapshot, path, offset) else { return Vec::new() };
    let paths = match symbol {
        Symbol::Variable { .. } => vec![FilePath::from(path)],
        _ => snapshot.paths(),
    };
    let declared = declarations(snapshot, &symbol, path);
    let mut found = Vec::new();
    for path in paths {
        let Some(file) = File::new(snapshot, &path) else { continue };
        // Reading is cheaper than walking, and few files speak of any one name.
        let text = file.tree().text();
        let spoken = text.contains(symbol.name().as_str()) || is_applicant(&symbol);
        if !spoken {
            continue;
        }
        for mention in mentions(snapshot, file.parse()) {
            if mention.symbol.as_ref() == Some(&symbol) && !mention.declares {
                found.push(target(&file, &path, mention.span));
            }
        }
        if with_declaration {
            found.extend(declared.iter().filter(|target| target.path == path).cloned());
        }
    }
    found.sort_by(|a, b| (&a.path, a.focus).cmp(&(&b.path, b.focus)));
    found.dedup();
    found
}

/// The applicant has a name in each surface.
fn is_applicant(symbol: &Symbol) -> bool {
    matches!(symbol, Symbol::Local { name, .. } if name == crate::scope::APPLICANT)
}
