//! XML text without an outside world: what cannot fail has no `Result`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes in writing order.
pub(crate) type Attributes<'a> = [(&'a str, &'a str)];

pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
}

impl Xml {
    /// With the XML declaration when `document`, else a fragment to embed.
    pub(crate) fn new(document: bool) -> Xml {
        let mut xml = Xml { writer: Writer::new_with_indent(Vec::new(), b' ', 1), open: Vec::new() };
        if document {
            xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        }
        xml
    }

    /// A writer into a `Vec` has no errors to report.
    fn write(&mut self, event: Event<'_>) {
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok());
    }

    /// Starts an element that [`Xml::close`] ends.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.write(Event::Start(start(name, attributes)));
        self.open.push(name.to_owned());
    }

    /// Ends the innermost open element; nothing happens when none is open.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    pub(crate) fn leaf(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    pub(crate) fn text(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::new(&legal(text, '\n'))));
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Ends every open element.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        let mut text = String::from_utf8(self.writer.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn start<'a>(name: &'a str, attributes: &Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, legal(value, ' ').as_str()));
    }
    start
}

/// Drops what XML 1.0 has no character for, which no escape can save; line ends become `line`.
fn legal(text: &str, line: char) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(line),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => None,
            _ => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_drops_control_characters() {
        let mut xml = Xml::new(false);
        xml.open("a", &[("b", "<\"&'>\u{1}")]);
        xml.text("c", &[], "x < y & z\u{8}\nđ");
        let text = xml.finish();
        assert_eq!(text, "<a b=\"&lt;&quot;&amp;&apos;&gt;\">\n <c>x &lt; y &amp; z\nđ</c>\n</a>\n");
    }
}
