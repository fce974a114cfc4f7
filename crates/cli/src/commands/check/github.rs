//! Workflow commands of GitHub Actions: each finding becomes a note beside the changed lines.

use std::io::Write;

use tthc_model::Severity;

use super::finding::{Checked, in_one};

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    for file in &checked.files {
        let path = property(&file.slashed());
        for (severity, diagnostic) in &file.found {
            let level = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "notice",
            };
            let place = file.place(diagnostic.at);
            let (line, end_line) = (place.line, place.end_line);
            write!(out, "::{level} file={path},line={line},endLine={end_line}")?;
            // Columns of a finding over several lines are refused.
            if line == end_line {
                write!(out, ",col={},endColumn={}", place.column, place.end_column)?;
            }
            let message = data(&in_one(diagnostic, checked.locale));
            writeln!(out, ",title=tthc {}::{message}", diagnostic.code())?;
        }
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("50 %\r\nnửa, hai: ba"), "50 %25%0D%0Anửa, hai: ba");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
