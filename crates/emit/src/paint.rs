//! Colours of tasks, shared by the BPMN diagram and the SVG picture.

use tthc_model::process::{Task, TaskKind};

/// Outline and fill, as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint {
    pub(crate) stroke: &'static str,
    pub(crate) fill: &'static str,
}

pub(crate) const PLAIN: Paint = Paint { stroke: "#334155", fill: "#ffffff" };
pub(crate) const LOOKUP: Paint = Paint { stroke: "#1d5fa6", fill: "#e8f1fb" };
pub(crate) const RECORD: Paint = Paint { stroke: "#5b3fa8", fill: "#efebfb" };
pub(crate) const PROTECTED: Paint = Paint { stroke: "#9a5b00", fill: "#fff5db" };
pub(crate) const REMOVED: Paint = Paint { stroke: "#b3261e", fill: "#fdeceb" };
pub(crate) const ADDED: Paint = Paint { stroke: "#1b7a34", fill: "#e6f5e8" };

/// Protection outweighs the kind of work: it is what a reader must not miss.
pub(crate) fn of(task: &Task) -> Paint {
    match task.kind {
        _ if task.protected => PROTECTED,
        TaskKind::Lookup { .. } => LOOKUP,
        TaskKind::Record { .. } => RECORD,
        TaskKind::User | TaskKind::Decide { .. } | TaskKind::Service { .. } => PLAIN,
    }
}
