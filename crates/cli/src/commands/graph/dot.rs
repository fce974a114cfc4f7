//! The graph for Graphviz: everything that is in it, for further work.

use std::fmt::Write;

use tthc_analysis::graph::{Edge, Grade, Node};

use super::{View, flow, text};

pub(super) fn write(view: &View<'_>) -> String {
    let mut out = String::from(
        "digraph tthc {\n  rankdir=LR;\n  ranksep=1.2;\n  \
         node [shape=box, style=\"rounded,filled\", fontname=\"Arial\", fontsize=11, fillcolor=\"#ffffff\"];\n  \
         edge [color=\"#64748b\", arrowsize=0.7];\n",
    );
    for node in view.graph.nodes() {
        let mut label = text::wrap(&view.title(node), 11, 200, 6);
        label.extend(view.national_code(node).map(str::to_owned));
        let mut attributes = format!("label={}, class={}", quoted(&label.join("\n")), node.code());
        let fill = match node {
            Node::Procedure(_) => "#e3f3e6",
            Node::Document(_) => "#fdf3d8",
            Node::Component(_) => "#fbe9e3",
            Node::Source(_) => "#e0ebfd",
            Node::Step(_) => "#efe8fa",
            Node::Fact(_) => "#ffffff",
        };
        push(&mut attributes, &format!("fillcolor=\"{fill}\""));
        if view.circle(node).is_some() {
            push(&mut attributes, "color=\"#dc2626\", penwidth=2");
        }
        line(&mut out, &format!("{} [{attributes}]", quoted(&view.id(node))));
    }
    for (from, edge, to) in view.graph.edges() {
        let mut attributes = format!("class={}", edge.code());
        match edge {
            Edge::Asks { always: false } | Edge::Issues { always: false } => {
                push(&mut attributes, "style=dashed")
            }
            Edge::Holds { facts, of } if view.procedure.is_none() => {
                push(
                    &mut attributes,
                    &format!("label=\"{facts}/{of}\", color=\"#2563eb\", constraint=false"),
                );
            }
            Edge::Holds { .. } | Edge::Stores => push(&mut attributes, "color=\"#2563eb\""),
            Edge::Reads | Edge::Records => {
                push(&mut attributes, "color=\"#94a3b8\", style=dotted, constraint=false")
            }
            _ => {}
        }
        if let Some(circle) = view.in_circle(from, edge, to) {
            let width = if circle.grade == Grade::Open { "1.5" } else { "2.5" };
            push(&mut attributes, &format!("color=\"#dc2626\", penwidth={width}"));
        }
        let (giver, taker) = flow(from, edge, to);
        line(&mut out, &format!("{} -> {} [{attributes}]", quoted(&view.id(giver)), quoted(&view.id(taker))));
    }
    out.push_str("}\n");
    out
}

fn line(out: &mut String, statement: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {statement};");
}

fn push(attributes: &mut String, more: &str) {
    attributes.push_str(", ");
    attributes.push_str(more);
}

/// A string of the language: quotes and backslashes escaped, line ends as `\n`.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
