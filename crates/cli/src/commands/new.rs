//! `tthc new`: a repository of procedures to start from.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use tthc_model::Locale;

use crate::args::NewArguments;
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output;

/// Paths in the new repository with what is written there. Templates end in `.in`, so that they are
/// no part of the repository they are kept in.
const FILES: [(&str, &str); 14] = [
    (disk::MANIFEST, include_str!("new/tthc.toml.in")),
    ("README.md", include_str!("new/README.md.in")),
    ("common/cơ_quan.tthc", include_str!("new/common/cơ_quan.tthc.in")),
    ("common/giấy_tờ.tthc", include_str!("new/common/giấy_tờ.tthc.in")),
    ("common/nguồn_dữ_liệu.tthc", include_str!("new/common/nguồn_dữ_liệu.tthc.in")),
    ("common/quy_tắc.tthc", include_str!("new/common/quy_tắc.tthc.in")),
    ("common/thực_thể.tthc", include_str!("new/common/thực_thể.tthc.in")),
    ("common/văn_bản.tthc", include_str!("new/common/văn_bản.tthc.in")),
    ("common/định_mức.tthc", include_str!("new/common/định_mức.tthc.in")),
    ("tư_pháp/cấp_bản_sao_trích_lục_hộ_tịch.tthc", include_str!("new/sample.tthc.in")),
    (".vscode/extensions.json", include_str!("new/extensions.json.in")),
    (".vscode/settings.json", include_str!("new/settings.json.in")),
    (".github/workflows/check.yml", include_str!("new/check.yml.in")),
    (".gitlab-ci.yml", include_str!("new/gitlab-ci.yml.in")),
];

/// Written if there is none; one that exists says what its owner wants.
const GITIGNORE: (&str, &str) = (".gitignore", include_str!("new/gitignore.in"));

pub(crate) fn run(arguments: &NewArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let folder = arguments.folder.as_path();
    if folder.exists() && !folder.is_dir() {
        return Err(not_a_folder(folder));
    }
    // Before anything is written: half a repository helps nobody. A link that leads nowhere counts.
    if let Some((path, _)) = FILES.iter().find(|(path, _)| folder.join(path).symlink_metadata().is_ok()) {
        return Err(exists(&folder.join(path)));
    }
    if let Some(around) = disk::repository(folder) {
        return Err(nested(folder, &around));
    }
    for (path, text) in FILES {
        create(&folder.join(path), &laid_out(path, text))?;
    }
    let (path, text) = GITIGNORE;
    if folder.join(path).symlink_metadata().is_err() {
        create(&folder.join(path), text)?;
    }
    let shown = folder.display();
    let mut out = std::io::stdout().lock();
    output::shown(match disk::locale(locale, None) {
        Locale::Vietnamese => writeln!(
            out,
            "đã tạo kho thủ tục trong {shown}; đọc README.md trong đó, mở thư mục bằng VS Code, chạy `tthc check {shown}`"
        ),
        Locale::English => writeln!(
            out,
            "a repository of procedures is in {shown}; read its README.md, open the folder in VS Code, run `tthc check {shown}`"
        ),
    })?;
    Ok(Outcome::Clean)
}

/// Procedure files in the layout that `tthc fmt --check` asks for.
fn laid_out(path: &str, text: &str) -> String {
    match path.ends_with(".tthc") {
        true => tthc_syntax::format::format(&tthc_syntax::parse(text), None),
        false => text.to_owned(),
    }
}

/// Never writes over a file, not even over one that appeared a moment ago.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
    }
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    match opened.and_then(|mut file| file.write_all(text.as_bytes())) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(exists(path)),
        written => written.map_err(Failure::unwritable(path)),
    }
}

fn not_a_folder(path: &Path) -> Failure {
    let path = path.display();
    Failure::Other {
        vi: format!("{path} là một tệp, không phải thư mục: hãy chọn tên khác"),
        en: format!("{path} is a file, not a folder: choose another name"),
    }
}

/// Names are global in a repository: the samples would be read as part of the one around them.
fn nested(folder: &Path, around: &Path) -> Failure {
    let (folder, around) = (folder.display(), around.display());
    Failure::Other {
        vi: format!("{folder} nằm trong kho thủ tục {around}: hãy chọn một thư mục ngoài kho đó"),
        en: format!("{folder} lies in the repository {around}: choose a folder outside of it"),
    }
}

fn exists(path: &Path) -> Failure {
    let path = path.display();
    Failure::Other {
        vi: format!("{path} đã có, và tthc new không ghi đè tệp nào: hãy chọn một thư mục khác"),
        en: format!("{path} exists, and tthc new overwrites nothing: choose another folder"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tthc_model::{Library, Locale};
    use tthc_project::Manifest;

    use super::*;

    /// The same questions as `tthc check` and `tthc fmt --check` ask.
    #[test]
    fn the_new_repository_has_nothing_to_complain_about() {
        let manifest = FILES.iter().find(|(path, _)| *path == disk::MANIFEST).expect("a manifest").1;
        let manifest = Manifest::parse(manifest).expect("a manifest that is understood");
        let files: Vec<_> = FILES
            .iter()
            .filter(|(path, _)| path.ends_with(".tthc"))
            .map(|(path, text)| (*path, tthc_syntax::parse(laid_out(path, text))))
            .collect();
        let outlines: Vec<_> = files.iter().map(|(_, parse)| tthc_model::outline(parse)).collect();
        let paths = files.iter().map(|(path, _)| Arc::from(*path));
        let library = Library::new(paths.zip(&outlines));
        for (path, parse) in &files {
            assert_eq!(tthc_syntax::format::format(parse, None), **parse.tree.text(), "{path} is laid out");
            let checked = tthc_model::check(parse, &library, path, manifest.date);
            let found: Vec<String> =
                checked.diagnostics.iter().map(|d| d.message.text(Locale::English)).collect();
            assert!(found.is_empty(), "{path}: {found:?}");
        }
        assert!(library.norms(manifest.norms.as_deref().unwrap_or_default()).is_some());
    }
}
