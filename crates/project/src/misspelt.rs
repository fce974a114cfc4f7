//! A misspelt declaration is one mistake, in whichever files its name is used.

use std::collections::BTreeMap;

use tthc_model::{Diagnostic, ItemKind, Message, names};

use crate::{FilePath, Snapshot};

/// Puts the findings about a name that is declared nowhere where a name near it is declared and used
/// nowhere, and takes away what other files say of names that are misspelt where they are declared.
pub(crate) fn put_right(snapshot: &Snapshot, problems: &mut [(FilePath, Vec<Diagnostic>)]) {
    let mut unknown: BTreeMap<(String, String), (ItemKind, usize)> = BTreeMap::new();
    for found in problems.iter().flat_map(|(_, found)| found) {
        if let Some((kind, name, near)) = unknown_item(found) {
            let entry = unknown.entry((name.to_owned(), near.to_owned())).or_insert((kind, 0));
            entry.1 += 1 + more_places(found);
        }
    }
    let known = known(problems);
    unknown.retain(|pair, (_, places)| *places > 1 || known.contains_key(pair));
    for ((name, near), (kind, places)) in unknown {
        let places = places + known.get(&(name.clone(), near.clone())).copied().unwrap_or_default();
        let Some((path, moved)) = declared_and_unused(snapshot, kind, &near, &name, places) else { continue };
        for (_, found) in problems.iter_mut() {
            found.retain(|found| {
                unknown_item(found).is_none_or(|(_, wrong, meant)| wrong != name || meant != near)
            });
        }
        if let Some((_, found)) = problems.iter_mut().find(|(file, _)| *file == path) {
            found.retain(|found| found.at != moved.at || found.code() != moved.code());
            found.push(moved);
            found.sort_by(|a, b| (a.at, a.code()).cmp(&(b.at, b.code())));
        }
    }
    without_echoes(problems);
}

/// Of cases, papers and steps that are misspelt where a procedure declares them.
fn without_echoes(problems: &mut [(FilePath, Vec<Diagnostic>)]) {
    let told = known(problems);
    if told.is_empty() {
        return;
    }
    for (_, found) in problems {
        found.retain(|found| match (&found.message, &found.help) {
            (
                Message::UnknownComponent { name }
                | Message::UnknownLocal { name }
                | Message::UnknownRole { name },
                Some(Message::DidYouMean { name: near }),
            ) => !told.contains_key(&(name.clone(), near.clone())),
            _ => true,
        });
    }
}

/// What is told already, with the number of places: the name that is used, and the one that is declared.
fn known(problems: &[(FilePath, Vec<Diagnostic>)]) -> BTreeMap<(String, String), usize> {
    let told = problems.iter().flat_map(|(_, found)| found).filter_map(|found| match &found.message {
        Message::MisspeltDeclaration { name, used, count } => Some(((used.clone(), name.clone()), *count)),
        _ => None,
    });
    told.collect()
}

fn unknown_item(found: &Diagnostic) -> Option<(ItemKind, &str, &str)> {
    match (&found.message, &found.help) {
        (Message::UnknownItem { kind, name }, Some(Message::DidYouMean { name: near })) => {
            Some((*kind, name, near))
        }
        _ => None,
    }
}

fn more_places(found: &Diagnostic) -> usize {
    let places = found.also.iter().map(|(_, message)| match message {
        Message::MorePlaces { count } => *count,
        _ => 0,
    });
    places.sum()
}

fn declared_and_unused(
    snapshot: &Snapshot,
    kind: ItemKind,
    near: &str,
    name: &str,
    count: usize,
) -> Option<(FilePath, Diagnostic)> {
    let library = snapshot.library();
    let kinds = [kind, ItemKind::Agency, ItemKind::Actor, ItemKind::Document, ItemKind::Entity];
    let kind = kinds.into_iter().find(|kind| !library.declarations(*kind, near).is_empty())?;
    let declared = library.declarations(kind, near).first()?;
    let is_used = snapshot.paths().iter().filter_map(|path| snapshot.parse(path)).any(|parse| {
        names::references(parse)
            .iter()
            .any(|reference| reference.name == near && reference.kinds.contains(&kind))
    });
    let parse = snapshot.parse(&declared.path).filter(|_| !is_used)?;
    let at = tthc_model::definition(parse, kind, near)?;
    let message = Message::MisspeltDeclaration { name: near.to_owned(), used: name.to_owned(), count };
    let mut moved = Diagnostic::new(at, message).replace(name);
    moved.map_spans(|span| parse.source.original_span(span));
    Some((declared.path.clone(), moved))
}
