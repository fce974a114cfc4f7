//! JUnit's XML, which nearly every CI server shows: a suite a file, a case a finding. Only findings
//! at error level fail, so that the server's verdict is the exit status.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use tthc_model::{Diagnostic, Severity};

use super::finding::{Checked, File, in_one};

pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>) -> std::io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let cases = checked.files.iter().map(|file| file.found.len().max(1)).sum::<usize>().to_string();
    let failures = checked.count(Severity::Error).to_string();
    xml.create_element("testsuites")
        .with_attributes([
            ("name", "tthc check"),
            ("tests", &cases),
            ("failures", &failures),
            ("errors", "0"),
        ])
        .write_inner_content(|xml| checked.files.iter().try_for_each(|file| suite(xml, checked, file)))?;
    writeln!(out)
}

fn suite<W: Write>(xml: &mut Writer<W>, checked: &Checked<'_>, file: &File<'_>) -> std::io::Result<()> {
    let path = legal(&file.slashed());
    let cases = file.found.len().max(1).to_string();
    let failures = file.found.iter().filter(|(severity, _)| *severity == Severity::Error).count().to_string();
    xml.create_element("testsuite")
        .with_attributes([("name", &*path), ("tests", &cases), ("failures", &failures), ("errors", "0")])
        .write_inner_content(|xml| {
            if file.found.is_empty() {
                xml.create_element("testcase")
                    .with_attributes([("classname", &*path), ("name", "tthc check")])
                    .write_empty()?;
            }
            file.found
                .iter()
                .try_for_each(|(severity, diagnostic)| case(xml, checked, file, &path, *severity, diagnostic))
        })?;
    Ok(())
}

fn case<W: Write>(
    xml: &mut Writer<W>,
    checked: &Checked<'_>,
    file: &File<'_>,
    path: &str,
    severity: Severity,
    diagnostic: &Diagnostic,
) -> std::io::Result<()> {
    let place = file.place(diagnostic.at);
    let (line, column) = (place.line, place.column);
    let name = format!("{} {line}:{column}", diagnostic.code());
    let message = legal(&diagnostic.message.text(checked.locale));
    let text = legal(&format!("{path}:{line}:{column}: {}", in_one(diagnostic, checked.locale)));
    xml.create_element("testcase")
        .with_attributes([("classname", path), ("name", &name), ("file", path), ("line", &line.to_string())])
        .write_inner_content(|xml| {
            let element = match severity {
                Severity::Error => xml
                    .create_element("failure")
                    .with_attributes([("type", diagnostic.code()), ("message", &message)]),
                Severity::Warning | Severity::Hint => xml.create_element("system-out"),
            };
            element.write_text_content(BytesText::new(&text))?;
            Ok(())
        })?;
    Ok(())
}

/// XML has no way to write most control characters, not even escaped; findings may quote them.
fn legal(text: &str) -> String {
    let replaced = text.chars().map(|c| match c {
        '\t' | '\n' => c,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    });
    replaced.collect()
}
