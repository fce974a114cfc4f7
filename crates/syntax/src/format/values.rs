//! Which words are values of the language, and which are names that look like one: a step may be
//! called `xác_nhận`, an entity `doanh_nghiệp`.

use rustc_hash::FxHashSet;

use crate::keyword::{Group, Keyword};
use crate::tree::{Kind, Node, Tree};

/// The places where values of the language begin.
pub(super) fn values(tree: &Tree) -> FxHashSet<u32> {
    let mut found = FxHashSet::default();
    collect(tree.root(), Place::default(), &mut found);
    found
}

/// What a row of operands stands behind.
#[derive(Clone, Copy, Default)]
struct Place {
    statement: Option<Keyword>,
    clause: Option<Keyword>,
    in_copies: bool,
}

fn collect(node: Node<'_>, place: Place, found: &mut FxHashSet<u32>) {
    let place = match node.kind() {
        Kind::Copies => Place { in_copies: true, ..place },
        kind if kind.is_clause() => Place { clause: node.keyword(), ..place },
        Kind::Bare => Place::default(),
        kind if kind.is_statement() => Place { statement: node.keyword(), ..Place::default() },
        _ => place,
    };
    let mut before = None;
    for child in node.children() {
        if child.kind() == Kind::Path
            && let Some((value, _)) = Keyword::find(Group::Value, child.text())
            && place.takes(value, before)
        {
            found.insert(child.span().start);
        }
        before = Some(child.text());
        collect(child, place, found);
    }
}

impl Place {
    /// `before`: what stands before the word in its row.
    fn takes(self, value: Keyword, before: Option<&str>) -> bool {
        use Keyword as K;
        let owner = self.clause.or(self.statement);
        let compared = matches!(before, Some("==" | "!=" | "="));
        match value {
            // No name may be called so.
            K::TheApplicant | K::AnyThing | K::Unknown | K::Nothing | K::NotApplicable => true,
            K::Yes | K::No => compared || owner == Some(K::Case),
            K::ViaOnline | K::ViaCounter | K::ViaPost => matches!(
                owner,
                Some(K::When | K::Unless | K::If | K::Constraint | K::Given | K::Criterion | K::Condition)
            ),
            K::TypeText | K::TypeNumber | K::TypeDate | K::TypeMoney | K::TypeBool => match owner {
                Some(K::Case) => before.is_none(),
                Some(K::About) | None => before == Some(":"),
                Some(_) => false,
            },
            K::Explicit | K::General => self.in_copies,
            K::Inferred => self.in_copies || owner == Some(K::Verified),
            K::OriginalSeen | K::Secondary => owner == Some(K::Verified),
            K::Commune | K::Province | K::Central => matches!(owner, Some(K::Level | K::At | K::Serves)),
            K::High | K::Medium | K::Low => owner == Some(K::Confidence),
            K::NotRequired | K::Required => owner == Some(K::Consent),
            K::Declared | K::Documented | K::Authoritative => owner == Some(K::Assurance),
            K::ForProof | K::ForOriginal | K::ForAuthority | K::ForConsent | K::ForLegalForm => {
                owner == Some(K::Purpose)
            }
            K::Citizen | K::Business | K::Administration => {
                owner == Some(K::Of) && self.statement == Some(K::HourlyIncome)
            }
            K::Approval | K::Confirmation => owner == Some(K::Silence),
            K::SameDay => owner == Some(K::Deadline),
            K::All => matches!(owner, Some(K::Accept | K::NotAccepted | K::Replace | K::Cut)),
            // The ranks of legal texts.
            _ => matches!(owner, Some(K::Rank | K::DisplacedBy | K::Prevails)),
        }
    }
}
