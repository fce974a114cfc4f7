//! Why a command could not run (exit status 2), one sentence in both languages.

use std::path::{Path, PathBuf};

use tthc_model::Locale;

#[derive(Debug)]
pub(crate) enum Failure {
    NotFound(PathBuf),
    Unreadable(PathBuf, std::io::Error),
    Unwritable(PathBuf, std::io::Error),
    Manifest(PathBuf, String),
    NoFiles(PathBuf),
    UnknownProcedure { wanted: String, nearest: Option<String> },
    UnknownComponent { procedure: String, wanted: String, known: Vec<String> },
    UnknownCode(String),
    NoDate,
    Other { vi: String, en: String },
}

impl Failure {
    pub(crate) fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.to_owned();
        move |error| Failure::Unwritable(path, error)
    }

    pub(crate) fn text(&self, locale: Locale) -> String {
        let vi = locale == Locale::Vietnamese;
        match self {
            Failure::NotFound(path) if vi => format!("không tìm thấy {}", path.display()),
            Failure::NotFound(path) => format!("{} does not exist", path.display()),
            Failure::Unreadable(path, error) if vi => format!("không đọc được {}: {error}", path.display()),
            Failure::Unreadable(path, error) => format!("{} cannot be read: {error}", path.display()),
            Failure::Unwritable(path, error) if vi => format!("không ghi được {}: {error}", path.display()),
            Failure::Unwritable(path, error) => format!("{} cannot be written: {error}", path.display()),
            Failure::Manifest(path, why) if vi => format!("{} có lỗi:\n{why}", path.display()),
            Failure::Manifest(path, why) => format!("{} is not understood:\n{why}", path.display()),
            Failure::NoFiles(path) if vi => format!("{} không có tệp .tthc nào", path.display()),
            Failure::NoFiles(path) => format!("{} holds no .tthc file", path.display()),
            Failure::UnknownProcedure { wanted, nearest } => {
                let mut text = if vi {
                    format!("không có thủ tục nào tên hoặc mã `{wanted}`")
                } else {
                    format!("no procedure has the name or code `{wanted}`")
                };
                if let Some(nearest) = nearest {
                    text += &if vi {
                        format!("; có phải là `{nearest}`?")
                    } else {
                        format!("; did you mean `{nearest}`?")
                    };
                }
                text
            }
            Failure::UnknownComponent { procedure, wanted, known } => {
                let known = known.join(", ");
                if vi {
                    format!("hồ sơ `{procedure}` không có thành phần `{wanted}`; các thành phần: {known}")
                } else {
                    format!("the dossier of `{procedure}` has no component `{wanted}`; it has {known}")
                }
            }
            Failure::UnknownCode(code) if vi => format!("không có thông báo nào mang mã `{code}`"),
            Failure::UnknownCode(code) => format!("no message has the code `{code}`"),
            Failure::NoDate if vi => {
                "chưa biết tính đến ngày nào: thêm --on 2026-06-01, hoặc date trong tthc.toml".to_owned()
            }
            Failure::NoDate => "no reference date: add --on 2026-06-01, or date in tthc.toml".to_owned(),
            Failure::Other { vi: text, en } => {
                if vi {
                    text.clone()
                } else {
                    en.clone()
                }
            }
        }
    }
}
