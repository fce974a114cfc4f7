//! A local variant of a procedure.

use tthc_syntax::{Keyword, Node};

use crate::library::Variant;
use crate::lower::values::Values;

/// Its statements are those of a procedure and are lowered as one, over the procedure it varies.
pub(super) fn variant(values: &mut Values, node: Node<'_>) -> Variant {
    let mut quiet = Values::default();
    let code = node.statements().find(|statement| statement.keyword() == Some(Keyword::Code));
    Variant {
        of: node.clause(Keyword::Of).and_then(|clause| values.name(clause)).map(|(name, _)| name),
        code: code.and_then(|code| quiet.text(code)),
    }
}
