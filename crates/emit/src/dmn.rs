//! DMN 1.3: the decision tables of a process, one decision for each variable that a table answers.
//!
//! The file follows DMN 1.3 (OMG formal/21-02-01) and keeps to what engines agree on: hit policy FIRST with a rule
//! at the end that always fits, every input declared, entries that are literals, comparisons or intervals. The name
//! of a decision is its id, because some engines call by one and some by the other.

use tthc_model::process::{Decision, Edge, Process, Test, Value, Variable, VariableKind};

use crate::bpmn::{Dialect, decision_id};
use crate::text::column;
use crate::variables::Variables;
use crate::xml::Xml;

const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns", "https://www.omg.org/spec/DMN/20191111/MODEL/"),
    ("xmlns:dmndi", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
    ("xmlns:dc", "http://www.omg.org/spec/DMN/20180521/DC/"),
    ("xmlns:di", "http://www.omg.org/spec/DMN/20180521/DI/"),
];

/// Writes the decision tables of `process`; nothing if it asks none. The dialect decides how entries are written:
/// Flowable reads JUEL where the others read FEEL.
pub fn write(process: &Process, dialect: Dialect) -> Option<String> {
    if process.decisions.is_empty() {
        return None;
    }
    let variables = Variables::new(process);
    let writer = Writer { process, dialect, variables: &variables };
    let mut xml = Xml::new(true);
    let id = format!("Definitions_{}", decision_id(process, "dmn"));
    let name = format!("{}: quyết định", process.name);
    let name = column(&name);
    let namespace = format!("urn:tthc:{}", process.id);
    let mut attributes = NAMESPACES.to_vec();
    if dialect == Dialect::Operaton {
        attributes.push(("xmlns:camunda", "http://camunda.org/schema/1.0/dmn"));
    }
    attributes.extend_from_slice(&[
        ("id", &id),
        ("name", &name),
        ("namespace", &namespace),
        ("exporter", "tthc"),
        ("exporterVersion", env!("CARGO_PKG_VERSION")),
    ]);
    xml.open("definitions", &attributes);
    for (at, decision) in process.decisions.iter().enumerate() {
        writer.decision(&mut xml, at + 1, decision);
    }
    for input in writer.inputs() {
        let (id, name) = (input_id(writer.name(input)), writer.name(input));
        xml.open("inputData", &[("id", &id), ("name", name)]);
        let variable = format!("{id}_variable");
        xml.leaf("variable", &[("id", &variable), ("name", name), ("typeRef", type_of(&input.kind))]);
        xml.close();
    }
    writer.diagram(&mut xml);
    Some(xml.finish())
}

fn input_id(name: &str) -> String {
    format!("Input_{name}")
}

fn type_of(kind: &VariableKind) -> &'static str {
    match kind {
        VariableKind::Flag => "boolean",
        VariableKind::Choice(_) => "string",
        VariableKind::Number => "number",
        VariableKind::Date => "date",
    }
}

struct Writer<'a> {
    process: &'a Process,
    dialect: Dialect,
    variables: &'a Variables<'a>,
}

impl<'a> Writer<'a> {
    fn name(&self, variable: &'a Variable) -> &'a str {
        self.variables.name(&variable.name)
    }

    fn variable(&self, name: &str) -> Option<&'a Variable> {
        self.process.variables.iter().find(|variable| variable.name == name)
    }

    /// The variables that some table looks at, in model order.
    fn inputs(&self) -> Vec<&'a Variable> {
        let read = |variable: &&Variable| {
            self.process.decisions.iter().any(|decision| decision.inputs.contains(&variable.name))
        };
        self.process.variables.iter().filter(read).collect()
    }

    /// Engines keep what a table has answered in columns of 64 characters for the ids of rules and clauses: these are
    /// numbered, `Rule_2_1` being the first of the second table.
    fn decision(&self, xml: &mut Xml, number: usize, decision: &'a Decision) {
        let output = self.variables.name(&decision.variable);
        let id = decision_id(self.process, output);
        let mut attributes = vec![("id", id.as_str()), ("name", id.as_str())];
        if self.dialect == Dialect::Operaton {
            attributes.push(("camunda:historyTimeToLive", "P3650D"));
        }
        xml.open("decision", &attributes);
        xml.text("question", &[], &decision.name);
        let variable = format!("{id}_variable");
        xml.leaf("variable", &[("id", &variable), ("name", &id), ("typeRef", "boolean")]);
        let inputs: Vec<&Variable> = decision.inputs.iter().filter_map(|name| self.variable(name)).collect();
        for input in &inputs {
            let name = self.name(input);
            xml.open("informationRequirement", &[("id", &requirement_id(&id, name))]);
            xml.leaf("requiredInput", &[("href", &format!("#{}", input_id(name)))]);
            xml.close();
        }
        xml.open("decisionTable", &[("id", &format!("{id}_table")), ("hitPolicy", "FIRST")]);
        for (at, input) in inputs.iter().enumerate() {
            let name = self.name(input);
            let at = at + 1;
            let label = column(&input.title);
            xml.open("input", &[("id", &format!("In_{number}_{at}")), ("label", &label)]);
            let expression = format!("In_{number}_{at}_expression");
            // Operaton takes an ISO date for a text, and for no date.
            if input.kind == VariableKind::Date && self.dialect == Dialect::Operaton {
                xml.open("inputExpression", &[("id", &expression)]);
                xml.text("text", &[], &format!("date({name})"));
            } else {
                xml.open("inputExpression", &[("id", &expression), ("typeRef", type_of(&input.kind))]);
                xml.text("text", &[], name);
            }
            xml.close();
            xml.close();
        }
        let label = decision.name.trim_end_matches('?');
        let attributes = [("id", format!("Out_{number}")), ("label", column(label).into_owned())];
        let [(a, b), (c, d)] = &attributes;
        xml.leaf("output", &[(a, b), (c, d), ("name", output), ("typeRef", "boolean")]);
        for (at, rule) in decision.rules.iter().enumerate() {
            let cells = decision.inputs.iter().zip(rule);
            let cells = cells.filter(|(name, _)| self.variable(name).is_some());
            let entries: Vec<String> = cells
                .map(|(name, test)| test.as_ref().map_or_else(String::new, |test| self.entry(name, test)))
                .collect();
            rule_of(xml, &format!("Rule_{number}_{}", at + 1), &entries, "true");
        }
        rule_of(xml, &format!("Rule_{number}_otherwise"), &vec![String::new(); inputs.len()], "false");
        xml.close();
        xml.close();
    }

    fn entry(&self, name: &str, test: &Test) -> String {
        let date = self.variable(name).is_some_and(|variable| variable.kind == VariableKind::Date);
        match self.dialect {
            Dialect::Flowable => juel(self.variables.name(name), test, date),
            Dialect::Camunda8 | Dialect::Operaton => feel(test, date),
        }
    }

    /// Decisions in a row, inputs in a row below them.
    fn diagram(&self, xml: &mut Xml) {
        xml.open("dmndi:DMNDI", &[]);
        xml.open("dmndi:DMNDiagram", &[("id", "DMNDiagram_1")]);
        let inputs = self.inputs();
        let decisions: Vec<String> = self
            .process
            .decisions
            .iter()
            .map(|decision| decision_id(self.process, self.variables.name(&decision.variable)))
            .collect();
        let decision_x = |at: usize| 160 + at * 240;
        let input_x = |at: usize| 160 + at * 180;
        for (at, id) in decisions.iter().enumerate() {
            shape(xml, id, [decision_x(at), 80, 180, 80]);
        }
        for (at, input) in inputs.iter().enumerate() {
            shape(xml, &input_id(self.name(input)), [input_x(at), 280, 125, 45]);
        }
        for (at, (id, decision)) in decisions.iter().zip(&self.process.decisions).enumerate() {
            for (from, input) in inputs.iter().enumerate() {
                if !decision.inputs.contains(&input.name) {
                    continue;
                }
                let requirement = requirement_id(id, self.name(input));
                let edge = format!("{requirement}_edge");
                xml.open("dmndi:DMNEdge", &[("id", &edge), ("dmnElementRef", &requirement)]);
                waypoint(xml, input_x(from) + 62, 280);
                waypoint(xml, decision_x(at) + 90, 160);
                xml.close();
            }
        }
        xml.close();
        xml.close();
    }
}

fn requirement_id(decision: &str, input: &str) -> String {
    format!("{decision}_needs_{input}")
}

fn rule_of(xml: &mut Xml, id: &str, entries: &[String], output: &str) {
    xml.open("rule", &[("id", id)]);
    for (at, entry) in entries.iter().enumerate() {
        xml.open("inputEntry", &[("id", &format!("{id}_in_{}", at + 1))]);
        xml.text("text", &[], entry);
        xml.close();
    }
    xml.open("outputEntry", &[("id", &format!("{id}_out"))]);
    xml.text("text", &[], output);
    xml.close();
    xml.close();
}

fn shape(xml: &mut Xml, element: &str, area: [usize; 4]) {
    xml.open("dmndi:DMNShape", &[("id", &format!("{element}_shape")), ("dmnElementRef", element)]);
    let [x, y, w, h] = area.map(|side| side.to_string());
    xml.leaf("dc:Bounds", &[("x", &x), ("y", &y), ("width", &w), ("height", &h)]);
    xml.close();
}

fn waypoint(xml: &mut Xml, x: usize, y: usize) {
    xml.leaf("di:waypoint", &[("x", &x.to_string()), ("y", &y.to_string())]);
}

fn literal(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// A unary test of FEEL.
fn feel(test: &Test, date: bool) -> String {
    let number = |edge: &Edge| match date {
        true => format!("date(\"{}\")", edge.value),
        false => edge.value.to_string(),
    };
    match test {
        Test::Is(value) => literal(value),
        Test::IsNot(values) => {
            format!("not({})", values.iter().map(literal).collect::<Vec<_>>().join(","))
        }
        Test::Within { low: None, high: None } => String::new(),
        Test::Within { low: Some(low), high: None } => {
            format!("{} {}", if low.open { ">" } else { ">=" }, number(low))
        }
        Test::Within { low: None, high: Some(high) } => {
            format!("{} {}", if high.open { "<" } else { "<=" }, number(high))
        }
        Test::Within { low: Some(low), high: Some(high) } => {
            let (open, close) = (if low.open { '(' } else { '[' }, if high.open { ')' } else { ']' });
            format!("{open}{}..{}{close}", number(low), number(high))
        }
    }
}

/// The end of a JUEL comparison that begins with the variable.
fn juel(name: &str, test: &Test, date: bool) -> String {
    let number = |edge: &Edge| match date {
        true => format!("date:toDate('{}')", edge.value),
        false => edge.value.to_string(),
    };
    let and = format!(" && {name} ");
    match test {
        Test::Is(value) => format!("== {}", literal(value)),
        Test::IsNot(values) => {
            values.iter().map(|value| format!("!= {}", literal(value))).collect::<Vec<_>>().join(&and)
        }
        Test::Within { low, high } => {
            let low =
                low.as_ref().map(|low| format!("{} {}", if low.open { ">" } else { ">=" }, number(low)));
            let high =
                high.as_ref().map(|high| format!("{} {}", if high.open { "<" } else { "<=" }, number(high)));
            low.into_iter().chain(high).collect::<Vec<_>>().join(&and)
        }
    }
}
