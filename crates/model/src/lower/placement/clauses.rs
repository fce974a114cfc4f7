//! Which clauses a statement takes. A clause that nothing reads would be lost without a word: a
//! condition that does not hold back, a date that does not end.

use tthc_syntax::{Keyword, Kind, Node, keyword::Class};

use crate::diagnostic::Diagnostic;
use crate::library::ItemKind;
use crate::lower::keyword_text;
use crate::message::Message;

/// Of an item, or of a statement of one.
pub(super) fn check(diagnostics: &mut Vec<Diagnostic>, kind: ItemKind, node: Node<'_>) {
    let takes: Takes = if node.kind() == Kind::Item {
        item(kind)
    } else {
        match node.keyword() {
            Some(keyword) => statement(kind, keyword),
            // An attribute, or an element of a list.
            None => &[Keyword::Sensitive],
        }
    };
    check_against(diagnostics, takes, node);
}

/// Of a row of a decision table.
pub(super) fn check_row(diagnostics: &mut Vec<Diagnostic>, row: Node<'_>) {
    use Keyword as K;
    check_against(diagnostics, &[K::When, K::Unless, K::Otherwise, K::From, K::Until], row);
}

fn check_against(diagnostics: &mut Vec<Diagnostic>, takes: Takes, node: Node<'_>) {
    let mut seen = Vec::new();
    for clause in node.children().skip(1) {
        let (taken, shown) = match (clause.kind(), clause.keyword()) {
            (Kind::Copies, _) => (takes_copies(node), clause.text().to_owned()),
            (Kind::Action, _) => (node.keyword() == Some(Keyword::Step), keyword_text(clause)),
            (Kind::Keyword, Some(flag)) if flag.class() == Class::Flag => {
                (takes.contains(&flag), clause.text().to_owned())
            }
            (Kind::ValueClause | Kind::CiteClause, Some(keyword)) => {
                (ANYWHERE.contains(&keyword) || takes.contains(&keyword), keyword_text(clause))
            }
            _ => continue,
        };
        if !taken {
            let statement = match node.name().filter(|_| node.kind() == Kind::Item) {
                Some(name) => name.text().to_owned(),
                None => keyword_text(node),
            };
            diagnostics.push(Diagnostic::new(clause.span(), Message::NoEffect { clause: shown, statement }));
        } else if let Some(keyword) = clause.keyword().filter(|keyword| !ADD_UP.contains(keyword)) {
            if seen.contains(&keyword) {
                diagnostics.push(Diagnostic::new(clause.span(), Message::Repeated { keyword: shown }));
            } else {
                seen.push(keyword);
            }
        }
    }
}

type Takes = &'static [Keyword];

/// They say where something comes from and decide nothing.
const ANYWHERE: Takes = &[
    Keyword::Per,
    Keyword::Origin,
    Keyword::OtherOrigin,
    Keyword::Estimate,
    Keyword::Remark,
    Keyword::Because,
];

/// Several of them are all read; of the others, only one.
const ADD_UP: Takes = &[Keyword::When, Keyword::Unless, Keyword::Per, Keyword::OtherOrigin];

fn item(kind: ItemKind) -> Takes {
    use Keyword as K;
    match kind {
        ItemKind::Actor | ItemKind::Variant => &[K::Of],
        ItemKind::Law | ItemKind::Rule | ItemKind::Agency | ItemKind::Procedure => &[K::From, K::Until],
        ItemKind::Reform => &[K::OnProcedure, K::From, K::Until],
        ItemKind::Scenario => &[K::ForProcedure, K::OnDate],
        _ => &[],
    }
}

fn statement(kind: ItemKind, keyword: Keyword) -> Takes {
    use Keyword as K;
    match (kind, keyword) {
        (ItemKind::Source, K::About) => &[K::By],
        (ItemKind::Source, K::Published) => &[K::From, K::Until, K::Presumed],
        (ItemKind::Source, K::Serves | K::Coverage) => &[K::From, K::Until],
        (ItemKind::Rule, K::Replace) => &[K::By, K::When, K::From, K::Until, K::OnceOperational, K::Proposed],
        (ItemKind::Rule, K::SupplementTerm) => &[K::When, K::CorrectedBy, K::ClockStops],
        (ItemKind::Rule, K::MustNotAsk) => &[K::From, K::Until],
        (ItemKind::Journey, K::TimeLimit) => &[K::OnProcedure, K::Cutoff],
        (ItemKind::Source, K::Consent) => &[],
        (_, K::Authority) => &[K::Where, K::Anywhere, K::When, K::Unless],
        (_, K::MustNotAsk) => &[K::When, K::Unless, K::From, K::Until],
        (ItemKind::Procedure | ItemKind::Variant, K::Basis) => &[K::From, K::Until],
        (_, K::TimeLimit) => &[K::CountedFrom, K::Cutoff, K::When, K::Unless, K::From, K::Until],
        (_, K::ApplyWithin) => &[K::CountedFrom, K::OrElse, K::When, K::Unless, K::From, K::Until],
        (_, K::Decide) => &[K::InOrder],
        (_, K::Appear | K::Biometrics | K::Bring | K::Consent) => &[K::When, K::Unless],
        (_, K::Update) => &[K::Of, K::When, K::Unless],
        (ItemKind::Scenario, K::ExpectLimit) => &[K::Cutoff],
        (ItemKind::Norms, K::HourlyIncome) => &[K::Of, K::From, K::Until],
        (ItemKind::Norms, K::Activity) => &[K::At, K::From, K::Until],
        (ItemKind::Norms, K::Expense) => &[K::From, K::Until],
        (ItemKind::Reform, K::Replace) | (ItemKind::Scenario, K::ExpectHeld) => &[K::By],
        (ItemKind::Reform, K::Shorten) => &[K::To],
        (_, K::Applicant) => &[K::With],
        (_, K::Role) => &[K::With, K::Optional, K::Repeated],
        (_, K::Case) => &[K::Share, K::From, K::Until],
        (_, K::OnlineFull | K::OnlinePartial | K::Counter | K::Post) => {
            &[K::Deadline, K::Cutoff, K::Visits, K::Share, K::When, K::Unless, K::From, K::Until]
        }
        (_, K::Criterion | K::Condition) => &[K::Needs, K::JudgedBy, K::When, K::Unless],
        (_, K::Step) => &[
            K::DoneBy,
            K::After,
            K::When,
            K::Unless,
            K::Takes,
            K::Silence,
            K::AtMost,
            K::Protected,
            K::NotCounted,
            K::From,
            K::Until,
        ],
        (_, K::Result | K::ByProduct | K::Refusal) => &[K::Of, K::When, K::Unless, K::ValidFor, K::OnRequest],
        (_, K::Fee | K::Charge | K::Contribution) => &[
            K::Each,
            K::AtMost,
            K::ReducedBy,
            K::Refundable,
            K::NotRefundable,
            K::SetBy,
            K::When,
            K::Unless,
            K::From,
            K::Until,
        ],
        (_, K::Volume) => &[K::PerYear, K::From, K::Until],
        (_, K::Form | K::Show | K::Submit | K::Surrender | K::Upload) => &[
            K::IssuedWithin,
            K::ByPostCopies,
            K::Notarised,
            K::Annotated,
            K::StillValid,
            K::Repeated,
            K::Of,
            K::Alias,
            K::When,
            K::Unless,
            K::Purpose,
            K::Certified,
            K::Legalised,
            K::Translated,
            K::Electronic,
        ],
        (_, K::Require) => &[K::When, K::Unless, K::Purpose, K::AskWithin, K::CorrectedBy, K::ClockStops],
        (_, K::Lookup) => {
            &[K::By, K::InPlaceOf, K::When, K::Unless, K::From, K::Until, K::OnceOperational, K::Proposed]
        }
        (_, K::OneOf | K::FirstOf | K::AllOf | K::AtLeast) => &[K::When, K::Unless, K::Purpose],
        (_, K::ForEach | K::Extension) => &[K::When, K::Unless],
        _ => &[],
    }
}

/// How many copies, or the kind of a basis.
fn takes_copies(node: Node<'_>) -> bool {
    use Keyword as K;
    matches!(
        node.keyword(),
        Some(K::Form | K::Show | K::Submit | K::Surrender | K::Upload | K::Lookup | K::Replace)
    )
}
