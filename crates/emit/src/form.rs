//! Forms of user tasks: form-js (schema version 19), which Camunda Modeler opens and the task lists of Camunda 8 and
//! Operaton show; and JSON Schema (draft 2020-12) of the data that a form hands on.

use serde_json::{Map, Value as Json, json};
use tthc_model::process::{Block, Field, FieldKind, Form, Process, Task};

use crate::bpmn::{Dialect, form_id, start_form_id};

/// One form with what it belongs to.
#[derive(Debug)]
pub struct Page<'p> {
    /// As BPMN names it; the file is named after it.
    pub id: String,
    /// The name of the task, or of the process for the form of the start.
    pub title: &'p str,
    /// What to mind, under the title; may be empty.
    pub note: &'p str,
    form: &'p Form,
}

/// Every form of the process that has a field: that of the start, then those of the user tasks in order.
pub fn pages(process: &Process) -> Vec<Page<'_>> {
    let mut pages = Vec::new();
    if !process.start.form.fields.is_empty() {
        let (id, title) = (start_form_id(process), process.name.as_str());
        pages.push(Page { id, title, note: "", form: &process.start.form });
    }
    let mut tasks = Vec::new();
    user_tasks(&process.body, &mut tasks);
    pages.extend(tasks.into_iter().map(|task| Page {
        id: form_id(process, task),
        title: &task.name,
        note: &task.documentation,
        form: &task.form,
    }));
    pages
}

fn user_tasks<'p>(blocks: &'p [Block], found: &mut Vec<&'p Task>) {
    for block in blocks {
        match block {
            Block::Task(task) => {
                if task.kind == tthc_model::process::TaskKind::User && !task.form.fields.is_empty() {
                    found.push(task);
                }
                if let Some(timer) = &task.timer {
                    user_tasks(&timer.body, found);
                }
            }
            Block::End(_) => {}
            Block::Parallel { branches, .. } => {
                branches.iter().for_each(|branch| user_tasks(branch, found));
            }
            Block::Choice { branches, otherwise, .. } => {
                branches.iter().for_each(|branch| user_tasks(&branch.body, found));
                user_tasks(&otherwise.body, found);
            }
            Block::Loop { body, again, .. } => {
                user_tasks(body, found);
                user_tasks(&again.body, found);
            }
        }
    }
}

impl Page<'_> {
    /// The form as form-js reads it.
    pub fn form_js(&self, dialect: Dialect) -> String {
        let (platform, version) = match dialect {
            Dialect::Camunda8 => ("Camunda Cloud", "8.8.0"),
            Dialect::Operaton | Dialect::Flowable => ("Camunda Platform", "7.24.0"),
        };
        let heading = match self.note.trim() {
            "" => format!("# {}", plain(self.title)),
            note => format!("# {}\n\n{}", plain(self.title), plain(note)),
        };
        let mut components = vec![json!({ "type": "text", "id": "Text_title", "text": heading })];
        components.extend(self.form.fields.iter().map(component));
        let form = json!({
            "type": "default",
            "id": self.id,
            "schemaVersion": 19,
            "executionPlatform": platform,
            "executionPlatformVersion": version,
            "exporter": { "name": "tthc", "version": env!("CARGO_PKG_VERSION") },
            "components": components,
        });
        text(&form)
    }

    /// What the form hands on, as JSON Schema. What is only shown is not among it.
    pub fn json_schema(&self) -> String {
        let asked = || self.form.fields.iter().filter(|field| field.kind != FieldKind::Held);
        let properties: Map<String, Json> =
            asked().map(|field| (field.key.to_string(), property(field))).collect();
        let required: Vec<&str> =
            asked().filter(|field| field.required).map(|field| field.key.as_str()).collect();
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:tthc:form:{}", self.id),
            "title": self.title,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        text(&schema)
    }
}

/// Pretty-printed, with a line end.
fn text(value: &Json) -> String {
    // A value made of strings and maps with string keys always has a text.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Markdown would read signs of the text as its own, and FEEL an `=` at the start.
fn plain(text: &str) -> String {
    let escaped = |c: char| matches!(c, '*' | '_' | '`' | '<' | '[' | '\\' | '#');
    text.chars().flat_map(|c| escaped(c).then_some('\\').into_iter().chain([c])).collect()
}

fn component(field: &Field) -> Json {
    let mut component = Map::new();
    let mut put = |name: &str, value: Json| drop(component.insert(name.to_owned(), value));
    let id = format!("Field_{}", field.key);
    let kind = match &field.kind {
        FieldKind::Text | FieldKind::Held => "textfield",
        FieldKind::Number => "number",
        FieldKind::Date => "datetime",
        FieldKind::Flag => "checkbox",
        // Up to five values are read at a glance.
        FieldKind::Choice(values) if values.len() <= 5 => "radio",
        FieldKind::Choice(_) => "select",
        FieldKind::File => "filepicker",
    };
    put("type", kind.into());
    put("id", id.into());
    put("key", field.key.as_str().into());
    put("label", field.label.as_str().into());
    if !field.help.is_empty() {
        put("description", field.help.as_str().into());
    }
    match &field.kind {
        FieldKind::Held => put("readonly", true.into()),
        FieldKind::Date => {
            put("subtype", "date".into());
            put("dateLabel", field.label.as_str().into());
        }
        FieldKind::Choice(values) => {
            let values =
                values.iter().map(|(value, label)| json!({ "label": label, "value": value.as_str() }));
            put("values", values.collect());
        }
        FieldKind::File => {
            put("multiple", true.into());
            put("accept", ".pdf,.jpg,.jpeg,.png".into());
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Flag => {}
    }
    if let Some(flag) = &field.held_if {
        component.insert("readonly".to_owned(), format!("={flag} = true").into());
    }
    if field.required && field.kind != FieldKind::Held {
        component.insert("validate".to_owned(), json!({ "required": true }));
    }
    Json::Object(component)
}

fn property(field: &Field) -> Json {
    let mut property = match &field.kind {
        FieldKind::Text | FieldKind::Held => json!({ "type": "string" }),
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Choice(values) => {
            let values: Vec<&str> = values.iter().map(|(value, _)| value.as_str()).collect();
            json!({ "type": "string", "enum": values })
        }
        FieldKind::File => json!({ "type": "array", "items": { "type": "string" } }),
    };
    if let Json::Object(object) = &mut property {
        object.insert("title".to_owned(), field.label.as_str().into());
        if !field.help.is_empty() {
            object.insert("description".to_owned(), field.help.as_str().into());
        }
    }
    property
}
