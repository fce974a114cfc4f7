//! Questions about procedures, a module each. Pure functions over the model: no text, no formats.
//!
//! [`evidence`] says what the state can know and how; [`verdict`] judges each component of a
//! dossier; [`plan`] is the simplified procedure; [`burden`] what both cost; [`eval`] applies the rules to
//! one applicant; [`graph`] how procedures, documents and sources hang together.

pub mod blocker;
pub mod burden;
pub mod certificate;
pub mod derivation;
mod duplicate;
pub mod eval;
pub mod evidence;
pub mod graph;
pub mod laws;
pub mod lifted;
pub mod plan;
pub mod process;
pub mod reform;
pub mod roadmap;
pub mod scenario;
pub mod share;
pub mod simplify;
pub mod timeline;
pub mod trace;
pub mod verdict;

pub use blocker::Blocker;
pub use evidence::Engine;
pub use verdict::{Assessment, Judgement, Verdict, assess};
