//! A named instance of an entity, and what is said of it.

use tthc_syntax::Span;

use crate::Name;
use crate::procedure::RoleId;

/// A named instance of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub name: Name,
    /// Other names the record calls it by.
    pub aliases: Vec<Name>,
    pub title: String,
    pub entity: Name,
    pub optional: bool,
    pub repeated: bool,
    /// References from this role: `hôn_nhân.vợ` is role `mẹ`.
    pub links: Vec<(Name, RoleId)>,
    pub span: Span,
}

/// `role.attribute`, the unit of all reasoning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    pub role: RoleId,
    pub attribute: Name,
}
