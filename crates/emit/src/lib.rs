//! Writes a plan in other people's formats, a module each.
//!
//! Every writer is a pure function from a value to text: no disk, no clock, no order that changes from run to run.
//! The same input gives the same bytes.
//!
//! - [`bpmn`]: BPMN 2.0 with diagram interchange, for workflow engines and modellers;
//! - [`dmn`]: the decision tables that the process asks;
//! - [`form`]: what people see and answer, for task lists and as a data contract;
//! - [`svg`]: a picture of the process, for people.

#![warn(missing_docs)]

pub mod bpmn;
pub mod dmn;
pub mod form;
mod geometry;
mod graph;
mod layout;
mod paint;
mod route;
pub mod svg;
mod text;
mod variables;
mod xml;
