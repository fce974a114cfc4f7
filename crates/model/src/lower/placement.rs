//! Which statements an item may hold, and which it must.

use tthc_syntax::{Keyword, Kind, Node};

use crate::diagnostic::Diagnostic;
use crate::library::ItemKind;
use crate::lower::keyword_text;
use crate::message::Message;

mod clauses;

/// The statements of an item or of a block inside it, and what their own blocks hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Item(ItemKind),
    About,
    Quality,
    Dossier,
    Require,
    /// Names, facts, fields: no keywords.
    List,
    /// Rows of a decision table.
    Rows,
    /// Nothing may stand in it.
    Nothing,
}

pub(crate) fn check(diagnostics: &mut Vec<Diagnostic>, kind: ItemKind, item: Node<'_>) {
    clauses::check(diagnostics, kind, item);
    statements(diagnostics, kind, Place::Item(kind), item);
    for keyword in required(kind) {
        let has = |statement: Node<'_>| statement.keyword() == Some(*keyword);
        if !item.statements().any(has) {
            let at = item.name().unwrap_or(item).span();
            let keyword = keyword.vietnamese().to_owned();
            diagnostics.push(Diagnostic::new(at, Message::MissingStatement { keyword, kind }));
        }
    }
}

/// Statements that say one thing: a second one would silently take the place of the first.
fn is_single(place: Place, keyword: Keyword) -> bool {
    use Keyword as K;
    // Of a source whether consent is asked for; in a dossier, who must agree.
    if keyword == K::Consent {
        return place == Place::Item(ItemKind::Source);
    }
    matches!(
        keyword,
        K::Level
            | K::Number
            | K::Rank
            | K::Verified
            | K::Owner
            | K::Connection
            | K::Latency
            | K::Login
            | K::Quality
            | K::Coverage
            | K::Valid
            | K::Code
            | K::Field
            | K::Ministry
            | K::Subjects
            | K::Applicant
            | K::Volume
            | K::Confidence
            | K::Threshold
            | K::SucceededBy
            | K::Assurance
    )
}

fn statements(diagnostics: &mut Vec<Diagnostic>, kind: ItemKind, place: Place, node: Node<'_>) {
    let mut seen = Vec::new();
    let mut was_bare = false;
    for statement in node.statements() {
        let statement = match statement.kind() {
            Kind::Bad => continue,
            Kind::Prefixed if place == Place::Require => {
                match statement.children().find(|child| child.kind().is_statement()) {
                    Some(inner) => inner,
                    None => {
                        let keyword = keyword_text(statement);
                        diagnostics
                            .push(Diagnostic::new(statement.span(), Message::MissingValue { keyword }));
                        continue;
                    }
                }
            }
            _ => statement,
        };
        let inner = match (statement.kind(), statement.keyword()) {
            (Kind::Bare, _) => match place {
                Place::List | Place::Rows | Place::Item(ItemKind::Entity) => Some(Place::Nothing),
                _ => None,
            },
            (_, Some(keyword)) => allowed(place, keyword),
            (_, None) => None,
        };
        if inner.is_some() {
            if place == Place::Rows {
                clauses::check_row(diagnostics, statement);
            } else {
                clauses::check(diagnostics, kind, statement);
            }
            if let Some(keyword) = statement.keyword().filter(|keyword| is_single(place, *keyword)) {
                if seen.contains(&keyword) {
                    let at = statement.children().next().unwrap_or(statement).span();
                    let keyword = keyword_text(statement);
                    diagnostics.push(Diagnostic::new(at, Message::Repeated { keyword }));
                } else {
                    seen.push(keyword);
                }
            }
        }
        was_bare &= inner.is_none() && statement.kind() == Kind::Bare;
        match inner {
            Some(inner) => statements(diagnostics, kind, inner, statement),
            // That more stands on the line than a name is told already.
            None if statement.kind() == Kind::Bare && statement.child(Kind::Junk).is_some() => {}
            // A list that lost its head is one mistake.
            None if statement.kind() == Kind::Bare && was_bare => {}
            None if statement.kind() == Kind::Bare => {
                was_bare = true;
                diagnostics.push(Diagnostic::new(statement.span(), Message::UnexpectedBare { kind }));
            }
            None => {
                let keyword = keyword_text(statement);
                let at = statement.children().next().unwrap_or(statement).span();
                diagnostics.push(Diagnostic::new(at, Message::Misplaced { keyword, kind }));
            }
        }
    }
}

fn required(kind: ItemKind) -> &'static [Keyword] {
    match kind {
        ItemKind::Source => &[Keyword::Owner, Keyword::About],
        ItemKind::Procedure => &[Keyword::Ministry, Keyword::Authority],
        ItemKind::Document => &[Keyword::About],
        ItemKind::Target => &[Keyword::Reduce],
        _ => &[],
    }
}

/// `None`: the statement does not belong here. Otherwise what its block may hold.
fn allowed(place: Place, keyword: Keyword) -> Option<Place> {
    use Keyword as K;
    match place {
        Place::Item(kind) => item(kind, keyword),
        Place::About => match keyword {
            K::Holds | K::Covers | K::Coverage | K::Matching => Some(Place::Nothing),
            _ => None,
        },
        Place::Quality => match keyword {
            K::Correct | K::Sufficient | K::Clean | K::Live | K::Unified | K::Shared => Some(Place::Nothing),
            _ => None,
        },
        Place::Dossier => match keyword {
            K::Form => Some(Place::List),
            K::Require => Some(Place::Require),
            K::OneOf | K::FirstOf | K::AllOf | K::AtLeast | K::ForEach | K::If => Some(Place::Dossier),
            K::Show | K::Submit | K::Surrender | K::Upload | K::Note => Some(Place::Nothing),
            K::Appear | K::Biometrics | K::Bring | K::Consent => Some(Place::Nothing),
            _ => None,
        },
        Place::Require => match keyword {
            K::Facts | K::Lookup | K::Assurance | K::Note => Some(Place::Nothing),
            K::Show | K::Submit | K::Surrender | K::Upload => Some(Place::Nothing),
            K::Appear | K::Biometrics | K::Bring | K::Consent => Some(Place::Nothing),
            K::OneOf | K::FirstOf | K::AllOf | K::AtLeast | K::ForEach | K::If => Some(Place::Dossier),
            _ => None,
        },
        Place::List | Place::Rows | Place::Nothing => None,
    }
}

fn item(kind: ItemKind, keyword: Keyword) -> Option<Place> {
    use Keyword as K;
    let nothing = Some(Place::Nothing);
    match (kind, keyword) {
        (_, K::Note) => nothing,
        (ItemKind::Agency, K::Level | K::KnownAs | K::SucceededBy) => nothing,
        (ItemKind::Law, K::Number | K::Rank | K::Verified) => nothing,
        (ItemKind::Entity, K::Key) => nothing,
        (ItemKind::Source, K::About) => Some(Place::About),
        (ItemKind::Source, K::Quality) => Some(Place::Quality),
        (ItemKind::Source, K::Published) => Some(Place::List),
        (
            ItemKind::Source,
            K::Owner | K::Serves | K::Consent | K::Connection | K::Latency | K::Login | K::Stores,
        ) => nothing,
        (ItemKind::Document, K::About | K::Attests | K::IssuedBy | K::KnownAs | K::Valid) => nothing,
        (ItemKind::Procedure | ItemKind::Variant, K::Dossier) => Some(Place::Dossier),
        (ItemKind::Procedure | ItemKind::Variant, K::Decide) => Some(Place::Rows),
        (
            ItemKind::Procedure | ItemKind::Variant,
            K::Code
            | K::Field
            | K::Ministry
            | K::Authority
            | K::Subjects
            | K::Basis
            | K::Applicant
            | K::Role
            | K::Case
            | K::Constraint
            | K::OnlineFull
            | K::OnlinePartial
            | K::Counter
            | K::Post
            | K::Extension
            | K::Criterion
            | K::Condition
            | K::Step
            | K::Result
            | K::ByProduct
            | K::Refusal
            | K::Update
            | K::TwinCode
            | K::Follows
            | K::FiledBy
            | K::MustNotAsk
            | K::TimeLimit
            | K::ApplyWithin
            | K::Fee
            | K::Charge
            | K::Contribution
            | K::Volume
            | K::Confidence
            | K::Draft,
        ) => nothing,
        (ItemKind::Journey, K::Code | K::Procedures | K::OptionalParts | K::Basis | K::TimeLimit) => nothing,
        (ItemKind::Journey, K::Form) => Some(Place::List),
        (
            ItemKind::Reform,
            K::Basis
            | K::Accept
            | K::NotAccepted
            | K::Replace
            | K::Cut
            | K::Shorten
            | K::MoveToForm
            | K::Amend,
        ) => nothing,
        (ItemKind::Rule, K::Threshold) => Some(Place::Quality),
        (ItemKind::Rule, K::Replace | K::Prevails | K::DisplacedBy | K::SupplementTerm | K::MustNotAsk) => {
            nothing
        }
        (ItemKind::Norms, K::HourlyIncome | K::Activity | K::Expense) => nothing,
        (ItemKind::Target, K::Reduce) => nothing,
        (
            ItemKind::Scenario,
            K::Given
            | K::ExpectHeld
            | K::ExpectBlocked
            | K::ExpectRequired
            | K::ExpectFee
            | K::ExpectCharge
            | K::ExpectContribution
            | K::ExpectLimit
            | K::ExpectAuthority,
        ) => nothing,
        (ItemKind::Scenario, K::ExpectDossier | K::ExpectAfter | K::ExpectReformed) => Some(Place::List),
        _ => None,
    }
}
