//! Processes built by hand, and what tests read out of an emitted file.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod drawing;
pub(crate) mod fixtures;
