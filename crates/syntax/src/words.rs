//! Which words are reserved words of the language, and which are names that look like one: a step may
//! be called `xác_nhận`, an entity `doanh_nghiệp`.
//!
//! What a word is hangs on its place alone, never on what is declared. So a file says the same in
//! either surface: the translation changes exactly the words marked here, and whoever reads the tree
//! takes exactly these for words ([`Node::word`]) and everything else for names ([`Node::spelled`]).
//!
//! [`Node::word`]: crate::Node::word
//! [`Node::spelled`]: crate::Node::spelled

use crate::keyword::{Group, Keyword};
use crate::tree::{Element, Kind};

/// Gives every reserved word its keyword. Elements that are paths have none before.
pub(crate) fn mark(text: &str, elements: &mut [Element]) {
    let mut marks = Vec::new();
    collect(text, elements, 0, Place::default(), &mut marks);
    for (index, keyword) in marks {
        elements[index].keyword = Some(keyword);
    }
}

/// The word that begins a path, and whether it is the whole path.
fn find(path: &str) -> Option<(Keyword, bool)> {
    let first = path.split('.').next().unwrap_or(path);
    let (keyword, _) = Keyword::find(Group::Value, first)?;
    Some((keyword, first.len() == path.len()))
}

/// What a row of operands stands behind.
#[derive(Clone, Copy, Default)]
struct Place {
    item: Option<Keyword>,
    statement: Option<Keyword>,
    clause: Option<Keyword>,
    in_copies: bool,
    in_citations: bool,
    /// On the right of a comparison, or one of several alternatives.
    is_value: bool,
    /// Behind `if`, behind a quantifier: a condition, whatever the statement.
    in_condition: bool,
}

/// Brackets are nested [`crate::MAX_DEPTH`] deep at most, and so is this.
fn collect(text: &str, elements: &[Element], at: usize, place: Place, marks: &mut Vec<(usize, Keyword)>) {
    let place = within(elements, at, place);
    let end = elements[at].next as usize;
    let mut before = "";
    let mut child = at + 1;
    while child < end {
        let element = &elements[child];
        let written = &text[element.start as usize..element.end as usize];
        let next = element.next as usize;
        let after = elements.get(next).filter(|_| next < end);
        let after = after.map_or("", |after| &text[after.start as usize..after.end as usize]);
        let in_joined = matches!(elements[at].kind, Kind::Conditional | Kind::Quantified | Kind::Counted);
        let side = Place {
            in_condition: match elements[at].kind {
                Kind::Conditional => before == "if" || before == "nếu",
                Kind::Quantified | Kind::Counted => true,
                _ => place.in_condition,
            },
            is_value: match before {
                "==" | "!=" | "=" => place.clause != Some(Keyword::With) && !place.is_role(),
                "|" => true,
                "in" | "thuộc" | "not in" | "không thuộc" => {
                    element.kind == Kind::Set && place.statement != Some(Keyword::ForEach)
                }
                _ if in_joined => false,
                _ => after == "|" || (place.is_value && before != "và" && before != "hoặc"),
            },
            ..place
        };
        if element.kind == Kind::Path {
            if let Some((word, whole)) = find(written)
                && (whole || word == Keyword::TheApplicant)
                && side.takes(word, before, after)
            {
                marks.push((child, word));
            }
        } else if next > child + 1 {
            collect(text, elements, child, side, marks);
        }
        before = written;
        child = next;
    }
}

fn within(elements: &[Element], at: usize, place: Place) -> Place {
    let keyword = || elements.get(at + 1).filter(|_| elements[at].next as usize > at + 1)?.keyword;
    match elements[at].kind {
        Kind::Item => Place { item: keyword(), ..Place::default() },
        Kind::Block => Place { item: place.item, statement: place.statement, ..Place::default() },
        Kind::Copies => Place { in_copies: true, is_value: false, ..place },
        Kind::Citations => Place { in_citations: true, ..place },
        Kind::Bare => Place { item: place.item, ..Place::default() },
        kind if kind.is_clause() => Place { clause: keyword(), is_value: false, ..place },
        kind if kind.is_statement() => Place { item: place.item, statement: keyword(), ..Place::default() },
        _ => place,
    }
}

impl Place {
    fn is_role(self) -> bool {
        self.clause.is_none() && matches!(self.statement, Some(Keyword::Role | Keyword::Applicant))
    }

    /// `before` and `after`: what stands beside the word in its row.
    fn takes(self, word: Keyword, before: &str, after: &str) -> bool {
        use Keyword as K;
        if self.in_citations {
            return false;
        }
        let owner = self.clause.or(self.statement);
        let is_condition = self.in_condition
            || matches!(
                owner,
                Some(K::When | K::Unless | K::If | K::Constraint | K::Given | K::Criterion | K::Condition)
            );
        match word {
            K::TheApplicant | K::Unknown | K::Nothing | K::NotApplicable | K::AnyThing | K::Unlisted => true,
            K::Yes | K::No => self.is_value,
            K::ViaOnline | K::ViaCounter | K::ViaPost => is_condition && !self.is_value,
            K::TypeText | K::TypeNumber | K::TypeInteger | K::TypeDate | K::TypeMoney | K::TypeBool => {
                match owner {
                    Some(K::Case) => before.is_empty() && after.is_empty(),
                    Some(K::About) | None => before == ":" && !self.is_value,
                    Some(_) => false,
                }
            }
            K::Explicit | K::General => self.in_copies,
            K::Inferred => self.in_copies || owner == Some(K::Verified),
            K::OriginalSeen | K::Secondary => owner == Some(K::Verified),
            K::Commune | K::District | K::Province | K::Central => {
                matches!(owner, Some(K::Level | K::At | K::Serves))
            }
            K::High | K::Medium | K::Low => owner == Some(K::Confidence),
            // In a dossier the statement names a role.
            K::NotRequired | K::Required => owner == Some(K::Consent) && self.item == Some(K::Source),
            K::Declared | K::Documented | K::Authoritative => owner == Some(K::Assurance),
            K::ForProof | K::ForOriginal | K::ForAuthority | K::ForConsent | K::ForLegalForm => {
                owner == Some(K::Purpose)
            }
            K::Citizen | K::Business | K::Administration => match owner {
                Some(K::Of) => self.statement == Some(K::HourlyIncome),
                owner => owner == Some(K::Subjects),
            },
            K::Approval | K::Confirmation => owner == Some(K::Silence),
            K::SameDay | K::AtOnce => {
                matches!(owner, Some(K::Deadline | K::TimeLimit | K::ExpectLimit))
            }
            K::All => matches!(owner, Some(K::Accept | K::Shorten)),
            K::Constitution
            | K::Statute
            | K::Ordinance
            | K::ResolutionNa
            | K::ResolutionGov
            | K::Decree
            | K::DecisionPm
            | K::Circular
            | K::Decision
            | K::AnyText => matches!(owner, Some(K::Rank | K::DisplacedBy | K::Prevails)),
            // Not a reserved word: a keyword of another class.
            _ => false,
        }
    }
}
