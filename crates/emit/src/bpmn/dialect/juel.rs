//! What engines with JUEL expressions have in common.

use tthc_model::process::Value;

use crate::variables::Variables;
use crate::xml::Xml;

pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
    }
}

/// An undefined variable is an error in JUEL: each has a value from the start, the one given or the first.
pub(super) fn initial(xml: &mut Xml, prefix: &str, variables: &Variables<'_>) {
    if variables.all.is_empty() {
        return;
    }
    xml.open("bpmn:extensionElements", &[]);
    for (name, variable) in &variables.all {
        let value = variable.initial.as_ref().map_or_else(|| "null".to_owned(), literal);
        let set =
            format!("${{execution.hasVariable('{name}') ? null : execution.setVariable('{name}', {value})}}");
        xml.leaf(&format!("{prefix}:executionListener"), &[("event", "start"), ("expression", &set)]);
    }
    xml.close();
}
