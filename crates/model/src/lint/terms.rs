//! Terms of one record that cannot all be right.

use std::cell::OnceCell;

use crate::cases::Cases;
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::message::Message;
use crate::procedure::{Action, ChannelKind, Condition, Deadline, Procedure, TimeLimit};
use crate::quantity::{Duration, Interval, TimeUnit, whole};

pub(super) fn check(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    papers(procedure, library, found);
    results(procedure, library, found);
    same_day(procedure, library, found);
    posted(procedure, found);
    let asks = procedure.requirements.iter().any(|requirement| requirement.ask_within.is_some());
    if asks || !procedure.extensions.is_empty() {
        against_the_limit(procedure, library, found);
    }
}

fn papers(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    for component in &procedure.components {
        let valid = component.document.as_ref().and_then(|name| library.document(name)?.valid.as_ref());
        let (Some(age), Some(valid)) = (&component.issued_within, valid) else { continue };
        if age.is_surely_longer_than(valid) {
            let message = Message::AgeExceedsValidity {
                document: component.name.to_string(),
                age: age.clone(),
                valid: valid.clone(),
            };
            found.push(Diagnostic::new(component.name_span, message));
        }
    }
}

fn results(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    for result in &procedure.results {
        let valid = library.document(&result.document).and_then(|document| document.valid.as_ref());
        let (Some(here), Some(there)) = (&result.valid_for, valid) else { continue };
        if here.is_surely_longer_than(there) || there.is_surely_longer_than(here) {
            let message = Message::ValidityDiffers {
                document: result.document.to_string(),
                here: here.clone(),
                there: there.clone(),
            };
            found.push(Diagnostic::new(result.span, message));
        }
    }
}

/// Whoever has a day to answer need not answer on the same one.
fn same_day(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    let known = OnceCell::new();
    let cases = || known.get_or_init(|| Cases::new(procedure, library));
    for step in &procedure.steps {
        let of_applicant = step.actor.is_none() && !step.nobody && step.action != Some(Action::Submit);
        let Some(takes) = step.takes.as_ref().filter(|_| of_applicant && !step.not_counted) else { continue };
        let a_day = !matches!(
            takes.unit,
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::WorkingHour
        ) && takes.amount.low >= whole(1);
        let limit = procedure.time_limits.iter().enumerate().find(|(at, limit)| {
            let together = || {
                let limit = cases().holds(&procedure.limit_holds(*at, None));
                cases().holds(&step.condition).and(&limit)
            };
            matches!(limit.limit, Deadline::SameDay { .. }) && a_day && !together().is_never()
        });
        if let Some((_, limit)) = limit {
            let message = Message::SameDayTooShort { step: step.name.to_string(), term: takes.clone() };
            let at = step.takes_span.unwrap_or(step.name_span);
            found.push(Diagnostic::new(at, message).also(limit.span, Message::LimitHere));
        }
    }
}

fn posted(procedure: &Procedure, found: &mut Vec<Diagnostic>) {
    if procedure.channels.is_empty() || procedure.has_channel(ChannelKind::Post) {
        return;
    }
    let posted = procedure.components.iter().filter(|component| !component.by_post.is_empty());
    found.extend(posted.map(|component| Diagnostic::new(component.name_span, Message::NoPostChannel)));
}

fn against_the_limit(procedure: &Procedure, library: &Library, found: &mut Vec<Diagnostic>) {
    let known = OnceCell::new();
    let cases = || known.get_or_init(|| Cases::new(procedure, library));
    let exceeded = |term: &Duration, condition: &Condition| -> Option<(&TimeLimit, Duration)> {
        procedure.time_limits.iter().find_map(|limit| {
            let working_days =
                |days| Duration { amount: Interval::exactly(days), unit: TimeUnit::WorkingDay };
            let most = match &limit.limit {
                Deadline::Within(most) => most.clone(),
                Deadline::Sum(_) => working_days(limit.limit.most_working_days()?),
                _ => return None,
            };
            let longer = match (term.fewest_working_days(), most.most_working_days()) {
                (Some(term), Some(most)) => term > most,
                _ => term.is_surely_longer_than(&most),
            };
            let together = || cases().holds(condition).and(&cases().holds(&limit.condition));
            (longer && !together().is_never()).then_some((limit, most))
        })
    };
    for extension in &procedure.extensions {
        if let Some((limit, most)) = exceeded(&extension.by, &extension.condition) {
            let message = Message::ExtensionExceedsLimit { extension: extension.by.clone(), limit: most };
            found.push(Diagnostic::new(extension.span, message).also(limit.span, Message::LimitHere));
        }
    }
    for requirement in &procedure.requirements {
        let Some(within) = &requirement.ask_within else { continue };
        if let Some((limit, most)) = exceeded(within, &requirement.condition) {
            let message = Message::RequestAfterLimit { within: within.clone(), limit: most };
            found.push(Diagnostic::new(requirement.name_span, message).also(limit.span, Message::LimitHere));
        }
    }
}
