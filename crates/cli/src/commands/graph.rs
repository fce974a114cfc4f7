//! `tthc graph`: how procedures, documents and sources hang together.

mod dot;
mod json;
mod layout;
mod picture;
mod svg;
mod text;

use tthc_analysis::graph::{self, Circle, Edge, Graph, Node};
use tthc_model::{ItemKind, Library, Locale, Name, Procedure};

use crate::args::{GraphArguments, GraphFormat};
use crate::commands::Outcome;
use crate::disk;
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(arguments: &GraphArguments, locale: Option<Locale>) -> Result<Outcome, Failure> {
    let loaded = disk::load(&arguments.paths)?;
    let snapshot = loaded.project.snapshot();
    let locale = disk::locale(locale, Some(snapshot.manifest()));
    let library = snapshot.library();
    let procedure = match &arguments.procedure {
        Some(wanted) => Some(disk::procedure(&snapshot, wanted, snapshot.date())?.1),
        None => None,
    };
    let graph = match &procedure {
        Some(procedure) => graph::of_procedure(procedure, library),
        None => {
            let mut procedures = snapshot.procedures();
            procedures.retain(|(path, _)| loaded.wanted.binary_search(path).is_ok());
            graph::national(procedures.iter().map(|(_, procedure)| &**procedure), library)
        }
    };
    if arguments.format == GraphFormat::Svg && procedure.is_none() {
        let procedures = graph.nodes().filter(|node| matches!(node, Node::Procedure(_))).count();
        if procedures > DRAWN_AT_MOST {
            return Err(too_many(procedures));
        }
    }
    let circles = graph.circles();
    let view = View {
        graph: &graph,
        circles: &circles,
        library,
        procedure: procedure.as_deref(),
        name: &snapshot.manifest().name,
        locale,
    };
    let text = match arguments.format {
        GraphFormat::Dot => dot::write(&view),
        GraphFormat::Svg => svg::write(&view),
        GraphFormat::Json => json::write(&view)?,
    };
    output::write(arguments.output.as_deref(), text.as_bytes())?;
    Ok(Outcome::Clean)
}

/// More procedures fill no page that somebody could read.
const DRAWN_AT_MOST: usize = 500;

fn too_many(procedures: usize) -> Failure {
    Failure::Other {
        vi: format!(
            "{procedures} thủ tục là quá nhiều cho một hình (tối đa {DRAWN_AT_MOST}): \
             hãy nêu một thư mục, --procedure, hoặc --format dot"
        ),
        en: format!(
            "{procedures} procedures are too many for a picture (at most {DRAWN_AT_MOST}): \
             name a folder or --procedure, or take --format dot"
        ),
    }
}

/// A graph with what is needed to put it into words.
struct View<'a> {
    graph: &'a Graph,
    circles: &'a [Circle],
    library: &'a Library,
    /// The procedure that ids belong to; `None` for the national graph.
    procedure: Option<&'a Procedure>,
    /// Of the repository.
    name: &'a str,
    locale: Locale,
}

impl View<'_> {
    fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        match self.locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        }
    }

    /// Unique in the graph, and stable as long as the procedure keeps its names.
    fn id(&self, node: &Node) -> String {
        let name = match (node, self.procedure) {
            (Node::Component(id), Some(procedure)) => procedure.component(*id).name.to_string(),
            (Node::Fact(id), Some(procedure)) => procedure.fact_text(*id),
            (Node::Step(id), Some(procedure)) => procedure.steps[id.index()].name.to_string(),
            _ => node.name().map_or_else(String::new, Name::to_string),
        };
        format!("{}:{name}", node.code())
    }

    /// The official title.
    fn title(&self, node: &Node) -> String {
        match (node, self.procedure) {
            (Node::Procedure(name), _) => self.library.title(ItemKind::Procedure, name).to_owned(),
            (Node::Document(name), _) => self.library.title(ItemKind::Document, name).to_owned(),
            (Node::Source(name), _) => self.library.title(ItemKind::Source, name).to_owned(),
            (Node::Component(id), Some(procedure)) => procedure.component(*id).title.clone(),
            (Node::Step(id), Some(procedure)) => procedure.steps[id.index()].title.clone(),
            (Node::Fact(id), Some(procedure)) => {
                let fact = procedure.fact(*id);
                let role = procedure.role(fact.role);
                let attribute =
                    self.library.entity(&role.entity).and_then(|entity| entity.attribute(&fact.attribute));
                let title = attribute.map_or("", |attribute| attribute.title.as_str());
                let title = if title.is_empty() { fact.attribute.as_str() } else { title };
                let role = if role.title.is_empty() { role.name.as_str() } else { role.title.as_str() };
                format!("{title} ({role})")
            }
            (Node::Component(_) | Node::Step(_) | Node::Fact(_), None) => String::new(),
        }
    }

    /// The national code of a procedure.
    fn national_code(&self, node: &Node) -> Option<&str> {
        match node {
            Node::Procedure(name) => self.library.procedure(name)?.code.as_deref(),
            _ => None,
        }
    }

    /// The circle a node lies in.
    fn circle(&self, node: &Node) -> Option<&Circle> {
        self.circles.iter().find(|circle| circle.members.binary_search(node).is_ok())
    }

    /// An edge of a circle: one demand of the mutual ones.
    fn in_circle(&self, from: &Node, edge: Edge, to: &Node) -> Option<&Circle> {
        let circle = edge.demand().and(self.circle(from))?;
        circle.members.binary_search(to).is_ok().then_some(circle)
    }
}

/// Pictures show which way papers and data go, from who gives to who takes: a paper goes to the
/// procedure that asks for it, though the sentence is "the procedure asks for the paper".
fn flow<'n>(from: &'n Node, edge: Edge, to: &'n Node) -> (&'n Node, &'n Node) {
    match edge {
        Edge::Asks { .. } | Edge::Is | Edge::Needs | Edge::After | Edge::Reads => (to, from),
        Edge::Attests | Edge::Holds { .. } | Edge::Stores | Edge::Issues { .. } | Edge::Records => (from, to),
    }
}
