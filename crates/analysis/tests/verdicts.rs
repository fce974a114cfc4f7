//! Small procedures on which the engine once said something else than its semantics does. An answer-set
//! program found them (`tests/asp`); they stand here so that they are guarded where no solver is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what must not be")]

use std::sync::Arc;

use tthc_analysis::plan::{Decisions, plan, slots};
use tthc_analysis::verdict::{Assessment, assess};
use tthc_model::{Diagnostic, Library, Message, Procedure, Severity};
use tthc_syntax::Surface;

const COMMON: &str = r#"
agency a "A" { level commune }
agency b "B" { level commune }
law l0 "Law"
law l1 "Law that ends" until 2026-03-31
entity person "Person" {
  key id
  id : text "Id"
  name : text "Name"
  home : text "Home"
  nation : home_land | abroad "Nation"
  spouse : person "Spouse"
}
document g "G" { about x : person ; attests x.name, x.home }
document h "H" { about x : person ; attests x.home }
document n "N" { about x : person ; attests x.name }
"#;

struct Case {
    library: Library,
    procedure: Arc<Procedure>,
}

impl Case {
    #[track_caller]
    fn new(law: &str, body: &str) -> Case {
        let text = format!(
            "{COMMON}{law}\nprocedure p \"P\" {{\n  authority a\n  applicant : person\n  case k : bool \"K\"\n{body}\n}}\n"
        );
        let parse = tthc_syntax::parse(text.as_str());
        let outline = tthc_model::outline(&parse);
        let library = Library::new([(Arc::from("a.tthc"), &outline)]);
        let checked = tthc_model::check(&parse, &library, "a.tthc", None);
        let wrong = |d: &&Diagnostic| {
            d.severity() == Severity::Error && !matches!(d.message, Message::MissingStatement { .. })
        };
        let errors: Vec<_> = checked.diagnostics.iter().filter(wrong).collect();
        assert!(errors.is_empty(), "the fixture itself is wrong: {errors:#?}");
        Case { library, procedure: Arc::clone(&checked.procedures[0]) }
    }

    fn assess(&self) -> Assessment<'_> {
        assess(&self.procedure, &self.library, "2026-06-01".parse().unwrap())
    }

    /// `paper: verdict when cases`, in the order of the dossier.
    fn verdicts(&self) -> Vec<String> {
        let assessment = self.assess();
        let engine = &assessment.engine;
        let line = |judged: &tthc_analysis::Judgement| {
            let name = &self.procedure.component(judged.component).name;
            let cases = engine.cases.text(&self.procedure, &judged.class, Surface::English);
            let when = if cases.is_empty() { String::new() } else { format!(" when {cases}") };
            format!("{name}: {}{when}", judged.verdict.code())
        };
        assessment.judgements.iter().map(line).collect()
    }
}

/// A source of persons that everybody may read, published, with a general rule for all papers.
fn source(name: &str, about: &str, clauses: &str) -> String {
    format!(
        "source {name} \"{name}\" {{\n  owner b\n  about person by id {{ holds {about} ; matching name }}\n  \
         consent not_required\n  {clauses}\n}}\n"
    )
}

const OPEN: &str = "published from 2020-01-01 per l0 art 1 ; serves a per l0 art 1";
const RULE: &str =
    "rule r \"R\" from 2020-01-01 per l0 art 1 { replace anything by anything per l0 art 1 }\n";
const FORM: &str = "form f \"F\" { the_applicant.id, the_applicant.name }";

fn dossier(inside: &str) -> String {
    format!("  dossier {{\n    {FORM}\n{inside}\n  }}")
}

#[test]
fn partly_held_only_where_something_that_is_needed_is_held() {
    let law = source("s", "id, name", OPEN) + RULE;
    let body = dossier(
        "require home \"Home\" { facts the_applicant.home ; submit g of the_applicant }\n\
         require name \"Name\" when k { facts the_applicant.name }",
    );
    assert_eq!(Case::new(&law, &body).verdicts(), ["g: partly_held when k", "g: required when not k"]);
}

#[test]
fn undetermined_only_where_it_was_held() {
    let law = "rule r \"R\" from 2020-01-01 per l1 art 1 { replace h by s when x.nation == home_land per l1 art 1 }\n";
    let law = source("s", "id, home", OPEN) + law;
    let body = dossier("require home \"Home\" { facts the_applicant.home ; submit h of the_applicant }");
    assert_eq!(
        Case::new(&law, &body).verdicts(),
        [
            "h: blocked when người_yêu_cầu.nation == abroad",
            "h: undetermined when người_yêu_cầu.nation == home_land"
        ]
    );
}

#[test]
fn one_paper_of_a_choice_is_not_certain_to_be_brought() {
    let inside = "require all \"All\" {\n facts the_applicant.name, the_applicant.home\n\
                  one of {\n submit g of the_applicant\n submit h of the_applicant\n }\n submit n of the_applicant\n }";
    let verdicts = Case::new("", &dossier(inside)).verdicts();
    assert_eq!(verdicts, ["g: required", "h: required", "n: required"]);
    let both = inside.replace(
        "one of {\n submit g of the_applicant\n submit h of the_applicant\n }",
        "submit g of the_applicant",
    );
    assert_eq!(Case::new("", &dossier(&both)).verdicts(), ["g: required", "n: duplicate"]);
}

#[test]
fn a_lookup_with_consent_does_not_hide_behind_one_of_other_cases() {
    let open = source("s", "id, home", OPEN).replace("; matching", "; covers nation == home_land ; matching");
    let asked = source("t", "id, home", OPEN).replace("not_required", "required per l0 art 1");
    let body = dossier("require home \"Home\" { facts the_applicant.home ; submit h of the_applicant }");
    assert_eq!(
        Case::new(&(open + &asked + RULE), &body).verdicts(),
        [
            "h: held when người_yêu_cầu.nation == home_land",
            "h: held_with_consent when người_yêu_cầu.nation == abroad"
        ]
    );
}

#[test]
fn a_proof_has_the_lookup_that_gave_its_key() {
    let law = source("s", "id, name, spouse", OPEN) + &source("t", "id, home", OPEN) + RULE;
    let body = "  role wife : person = the_applicant.spouse\n".to_owned()
        + &dossier("require home \"Home\" { facts wife.home ; submit h of wife }");
    let case = Case::new(&law, &body);
    assert_eq!(case.verdicts(), ["h: held"]);
    let assessment = case.assess();
    let proof = assessment.judgements[0].proof.as_ref().unwrap();
    let sources: Vec<&str> =
        proof.lookups.iter().map(|at| assessment.engine.lookups[*at].source.as_str()).collect();
    assert_eq!(sources, ["s", "t"]);
}

#[test]
fn a_document_is_reusable_only_if_it_is_published() {
    let body = dossier("require home \"Home\" { facts the_applicant.home ; submit h of the_applicant }");
    let with = |clauses: &str| source("s", "id, name", &format!("{clauses} ; stores h")) + RULE;
    assert_eq!(Case::new(&with(OPEN), &body).verdicts(), ["h: reusable"]);
    let narrow = OPEN.replace("per l0 art 1 ; serves", "per l0 art 1 { person.name } ; serves");
    assert_eq!(Case::new(&with(&narrow), &body).verdicts(), ["h: required"]);
}

#[test]
fn a_general_lookup_is_worth_what_a_rule_says() {
    let inside = "require home \"Home\" { facts the_applicant.home\n\
                  lookup s per l0 art 1 (general)\n if lookup fails submit h of the_applicant }";
    let source = source("s", "id, home", OPEN);
    assert_eq!(Case::new(&source, &dossier(inside)).verdicts(), ["h: blocked"]);
    assert_eq!(Case::new(&(source + RULE), &dossier(inside)).verdicts(), ["h: held"]);
}

#[test]
fn a_reference_tells_a_key_that_is_known_already() {
    let law = source("s", "id, name, spouse", OPEN) + RULE;
    let body = "  role wife : person = the_applicant.spouse\n".to_owned()
        + &dossier("require who \"Who\" { facts wife.id ; submit m of wife }")
            .replace("the_applicant.name }", "the_applicant.name, wife.id, wife.name }");
    let law = law + "document m \"M\" { about x : person ; attests x.id }\n";
    let case = Case::new(&law, &body);
    let assessment = case.assess();
    let key = assessment.judgements[0].needed[0];
    assert!(
        assessment.closure.from[key].len() > 1,
        "typed and looked up by itself, and told by the reference"
    );
    assert_eq!(case.verdicts(), ["m: held"]);
}

#[test]
fn an_agency_named_by_a_service_lets_no_other_read() {
    let named = OPEN.replace("serves a", "serves b");
    let body = dossier("require home \"Home\" { facts the_applicant.home ; submit h of the_applicant }");
    let law = |clauses: &str| source("s", "id, home", clauses) + RULE;
    assert_eq!(Case::new(&law(&named), &body).verdicts(), ["h: blocked"]);
    assert_eq!(Case::new(&law(OPEN), &body).verdicts(), ["h: held"]);
}

#[test]
fn papers_under_one_condition_are_all_asked_for() {
    let body = dossier(
        "require all \"All\" {\n facts the_applicant.name, the_applicant.home\n if k {\n submit h of the_applicant\n submit n of the_applicant\n }\n }",
    );
    let case = Case::new("", &body);
    assert_eq!(slots(&case.procedure).len(), 2);
    let on = "2026-06-01".parse().unwrap();
    assert_eq!(plan(&case.procedure, &case.library, on, on, Decisions::default()).documents_after(), 2);
}
