//! The dependency graph on small repositories written for one question each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what must not be, and reads files"
)]

use std::sync::Arc;

use tthc_analysis::graph::{self, Edge, Grade, Graph, Node};
use tthc_model::procedure::{ComponentId, FactId, StepId};
use tthc_model::{Diagnostic, Library, Message, Name, Procedure, Severity};

const COMMON: &str = r#"
thực thể người "Cá nhân" {
  khóa số_định_danh
  số_định_danh : chữ "Số định danh"
  họ_tên : chữ "Họ tên"
  ngày_sinh : ngày "Ngày sinh"
}
"#;

struct Repository {
    library: Library,
    procedures: Vec<Arc<Procedure>>,
}

impl Repository {
    #[track_caller]
    fn new(text: &str) -> Repository {
        let parse = tthc_syntax::parse(format!("{COMMON}{text}"));
        let outline = tthc_model::outline(&parse);
        let library = Library::new([(Arc::from("kho.tthc"), &outline)]);
        let checked = tthc_model::check(&parse, &library, "kho.tthc", None);
        // A fixture says only what its question is about.
        let wrong = |d: &&Diagnostic| {
            d.severity() == Severity::Error
                && !matches!(d.message, Message::MissingStatement { .. } | Message::StepCycle { .. })
        };
        let errors: Vec<_> = checked.diagnostics.iter().filter(wrong).take(3).collect();
        assert!(errors.is_empty(), "the fixture itself is wrong: {errors:#?}");
        Repository { library, procedures: checked.procedures }
    }

    fn national(&self) -> Graph {
        graph::national(self.procedures.iter().map(|procedure| &**procedure), &self.library)
    }

    fn of(&self, name: &str) -> Graph {
        let procedure = self.procedures.iter().find(|procedure| procedure.name == name);
        graph::of_procedure(procedure.expect("no such procedure"), &self.library)
    }
}

/// Papers and procedures: each line is `procedure: dossier -> result`, a dossier as source text.
#[track_caller]
fn chained(lines: &[(&str, &str, &str)]) -> Repository {
    let mut text = String::new();
    for paper in ["a", "b", "c", "d", "e"] {
        text += &format!("giấy tờ {paper} \"{paper}\" {{\n  về x : người\n  chứng minh x.họ_tên\n}}\n");
    }
    for (name, dossier, result) in lines {
        text += &format!(
            "thủ tục {name} \"{name}\" {{\n  người yêu cầu : người\n  trường hợp k : có_không \"k\"\n  \
             thành phần hồ sơ {{\n    {dossier}\n  }}\n  kết quả {result} của người_yêu_cầu\n}}\n"
        );
    }
    Repository::new(&text)
}

fn show(nodes: &[Node]) -> String {
    let names: Vec<&str> = nodes.iter().filter_map(Node::name).map(Name::as_str).collect();
    names.join(" ")
}

/// `grade: shortest way round | members`, a line for each circle.
fn circles(graph: &Graph) -> Vec<String> {
    let line = |circle: graph::Circle| {
        format!("{}: {} | {}", circle.grade.code(), show(&circle.shortest), show(&circle.members))
    };
    graph.circles().into_iter().map(line).collect()
}

/// `procedure >paper> procedure`.
fn chain(links: &[graph::Link]) -> String {
    let part = |link: &graph::Link| match &link.obtains {
        Some(document) => format!("{} >{document}> ", link.procedure),
        None => link.procedure.to_string(),
    };
    links.iter().map(part).collect()
}

#[test]
fn two_procedures_that_demand_each_others_result_are_a_closed_circle() {
    let repository = chained(&[("p", "nộp b", "a"), ("q", "nộp a", "b"), ("r", "nộp a", "c")]);
    let graph = repository.national();
    assert_eq!(circles(&graph), ["closed: p b q a | p q a b"]);
    // What only waits for a circle is not in it.
    assert!(graph.contains(&Node::Procedure(Name::new("r"))));
}

#[test]
fn a_demand_in_some_cases_closes_the_circle_in_some_cases() {
    let repository = chained(&[("p", "nộp b khi k", "a"), ("q", "nộp a", "b")]);
    assert_eq!(circles(&repository.national()), ["closed_in_some_cases: p b q a | p q a b"]);
}

#[test]
fn a_renewal_is_open_if_another_procedure_issues_the_paper() {
    let renewal = ("gia_hạn", "nộp a", "a");
    let alone = chained(&[renewal]);
    assert_eq!(circles(&alone.national()), ["closed: gia_hạn a | gia_hạn a"]);
    let repository = chained(&[renewal, ("cấp", "nộp e", "a")]);
    assert_eq!(circles(&repository.national()), ["open: gia_hạn a | gia_hạn a"]);
}

#[test]
fn a_renewal_behind_a_closed_circle_is_still_open() {
    let repository = chained(&[
        ("p", "nộp b", "a"),
        ("q", "nộp a", "b"),
        ("cấp", "nộp a", "c"),
        ("gia_hạn", "nộp c", "c"),
    ]);
    assert_eq!(circles(&repository.national()), ["open: gia_hạn c | gia_hạn c", "closed: p b q a | p q a b"]);
    assert_eq!(chain(&repository.national().chain_to("gia_hạn")), "p >a> cấp >c> gia_hạn");
}

#[test]
fn an_alternative_that_can_be_had_breaks_the_circle() {
    let free = chained(&[("p", "một trong {\n nộp b\n nộp e\n }", "a"), ("q", "nộp a", "b")]);
    assert_eq!(circles(&free.national()), [""; 0]);
    let chosen =
        chained(&[("p", "một trong {\n nộp b\n nộp c\n }", "a"), ("q", "nộp a", "b"), ("r", "nộp a", "c")]);
    assert_eq!(circles(&chosen.national()), ["closed: p b q a | p q r a b c"]);
}

#[test]
fn of_a_large_circle_a_shortest_way_round_is_shown() {
    let repository = chained(&[
        ("p1", "nộp e", "a"),
        ("p2", "nộp a", "b"),
        ("p3", "nộp b", "c"),
        ("p4", "nộp c", "d"),
        ("p5", "nộp d; nộp b", "e"),
    ]);
    assert_eq!(circles(&repository.national()), ["closed: p1 e p5 b p2 a | p1 p2 p3 p4 p5 a b c d e"]);
}

#[test]
fn steps_in_a_circle_are_found_in_one_procedure() {
    let repository = Repository::new(
        r#"
thủ tục p "p" {
  người yêu cầu : người
  bước một "Một" bởi người_yêu_cầu nộp hồ sơ sau hai
  bước hai "Hai" bởi người_yêu_cầu nộp hồ sơ sau một
}
"#,
    );
    let graph = repository.of("p");
    let circles = graph.circles();
    let steps: Vec<&[Node]> = circles.iter().map(|circle| circle.shortest.as_slice()).collect();
    assert_eq!(steps, [[Node::Step(StepId(0)), Node::Step(StepId(1))]]);
    assert_eq!(circles[0].grade, Grade::Closed);
}

#[test]
fn the_chain_takes_the_longest_demand_and_the_nearest_issuer() {
    let repository = chained(&[
        ("p", "nộp e", "a"),
        ("q", "nộp a", "b"),
        ("r", "nộp b\n nộp a", "c"),
        // A shorter way to `b`.
        ("s", "nộp e", "b"),
    ]);
    let graph = repository.national();
    assert_eq!(chain(&graph.longest_chain()), "p >a> q");
    assert_eq!(chain(&graph.chain_to("r")), "p >a> r");
    assert_eq!(chain(&graph.chain_to("p")), "p");
    assert_eq!(chain(&graph.chain_to("nothing")), "");
}

#[test]
fn the_chain_takes_the_nearest_alternative_and_ends_at_a_circle() {
    let repository = chained(&[
        ("p", "nộp e", "a"),
        ("q", "nộp a", "b"),
        ("r", "một trong {\n nộp b\n nộp a\n }", "c"),
        ("s", "nộp c", "d"),
    ]);
    assert_eq!(chain(&repository.national().chain_to("s")), "p >a> r >c> s");
    let circular = chained(&[("p", "nộp b", "a"), ("q", "nộp a", "b"), ("r", "nộp a", "c")]);
    assert_eq!(chain(&circular.national().longest_chain()), "p >a> r");
}

#[test]
fn nothing_is_chained_where_nobody_needs_a_result() {
    let repository = chained(&[("p", "nộp e", "a"), ("q", "nộp e", "b")]);
    assert_eq!(repository.national().longest_chain(), []);
}

#[test]
fn papers_the_state_issues_and_asks_for_again() {
    let repository = Repository::new(
        r#"
nguồn dữ liệu kho_giấy "Kho" {
  về người bằng số_định_danh {
    lưu giữ họ_tên
  }
}
giấy tờ a "a" {
  về x : người
  chứng minh x.họ_tên
}
giấy tờ b "b" {
  về x : người
  chứng minh x.họ_tên, x.ngày_sinh
}
thủ tục cấp "cấp" {
  người yêu cầu : người
  thành phần hồ sơ {
    nộp b
  }
  kết quả a của người_yêu_cầu
}
thủ tục gia_hạn_b "b" {
  người yêu cầu : người
  thành phần hồ sơ {
    nộp a, b
  }
  kết quả b của người_yêu_cầu
}
"#,
    );
    let graph = repository.national();
    let again: Vec<String> = graph
        .asked_again()
        .into_iter()
        .map(|paper| {
            format!("{} {:?} {:?} {:?}", paper.document, paper.issued_by, paper.asked_by, paper.held_by)
        })
        .collect();
    // The paper that a renewal asks for is its own, and the source holds only a part of `b`.
    assert_eq!(again, [r#"a ["cấp"] ["gia_hạn_b"] ["kho_giấy"]"#, r#"b ["gia_hạn_b"] ["cấp"] []"#]);
    let held = |paper: &str| {
        graph.edges().find_map(|(_, edge, to)| match edge {
            Edge::Holds { facts, of } if *to == Node::Document(Name::new(paper)) => Some((facts, of)),
            _ => None,
        })
    };
    assert_eq!((held("a"), held("b")), (Some((1, 1)), Some((1, 2))));
}

#[test]
fn one_procedure_shows_what_asks_attests_needs_and_holds() {
    let repository = Repository::new(
        r#"
cơ quan ubnd "UBND" {
  cấp xã
}
nguồn dữ liệu dân_cư "Dân cư" {
  về người bằng số_định_danh {
    lưu giữ họ_tên
  }
  lưu kết quả thẻ
}
giấy tờ thẻ "Thẻ" {
  về x : người
  chứng minh x.họ_tên
}
giấy tờ kết_quả "Kết quả" {
  về x : người
}
thủ tục p "p" {
  người yêu cầu : người
  thành phần hồ sơ {
    nộp thẻ
  }
  yêu cầu đúng_tên "Đúng tên" cần người_yêu_cầu.họ_tên
  bước nộp "Nộp" bởi người_yêu_cầu nộp hồ sơ
  bước xem "Xem" bởi ubnd kiểm tra đúng_tên sau nộp
  bước tra "Tra" bởi ubnd khai thác dân_cư sau xem
  bước ghi "Ghi" bởi ubnd ghi dân_cư sau tra
  kết quả kết_quả của người_yêu_cầu
}
thủ tục cấp_thẻ "Cấp thẻ" {
  người yêu cầu : người
  kết quả thẻ của người_yêu_cầu
}
"#,
    );
    let graph = repository.of("p");
    let procedure = |name: &str| Node::Procedure(Name::new(name));
    let document = |name: &str| Node::Document(Name::new(name));
    let source = Node::Source(Name::new("dân_cư"));
    let (component, fact) = (Node::Component(ComponentId(0)), Node::Fact(FactId(0)));
    let step = |at| Node::Step(StepId(at));
    let found: Vec<(&Node, Edge, &Node)> = graph.edges().collect();
    let expected = [
        (procedure("cấp_thẻ"), Edge::Issues { always: true }, document("thẻ")),
        (procedure("p"), Edge::Asks { always: true }, component.clone()),
        (procedure("p"), Edge::Issues { always: true }, document("kết_quả")),
        (procedure("p"), Edge::Needs, fact.clone()),
        (component.clone(), Edge::Is, document("thẻ")),
        (component, Edge::Attests, fact.clone()),
        (step(1), Edge::Needs, fact.clone()),
        (step(1), Edge::After, step(0)),
        (step(2), Edge::After, step(1)),
        (step(2), Edge::Reads, source.clone()),
        (step(3), Edge::After, step(2)),
        (step(3), Edge::Records, source.clone()),
        (source.clone(), Edge::Stores, document("thẻ")),
        (source, Edge::Holds { facts: 1, of: 1 }, fact),
    ];
    let expected: Vec<(&Node, Edge, &Node)> =
        expected.iter().map(|(from, edge, to)| (from, *edge, to)).collect();
    assert_eq!(found, expected);
    assert!(graph.circles().is_empty());
}

#[test]
fn a_paper_asked_for_twice_is_one_demand_and_the_stronger_counts() {
    let repository = chained(&[("p", "nộp e khi k\n nộp e gọi là e_nữa", "a")]);
    let asks: Vec<Edge> =
        repository.national().edges().map(|(_, edge, _)| edge).filter(|edge| edge.code() == "asks").collect();
    assert_eq!(asks, [Edge::Asks { always: true }]);
}

#[test]
fn the_order_of_procedures_changes_nothing() {
    let lines = [("p", "nộp b", "a"), ("q", "nộp a khi k", "b"), ("r", "nộp a", "c"), ("s", "nộp c", "d")];
    let forwards = chained(&lines);
    let mut reversed = lines;
    reversed.reverse();
    let backwards = chained(&reversed);
    let (one, other) = (forwards.national(), backwards.national());
    assert!(one.edges().eq(other.edges()) && one.nodes().eq(other.nodes()));
    assert_eq!(one.circles(), other.circles());
    assert_eq!(one.longest_chain(), other.longest_chain());
}

/// Linear work: two thousand procedures in one chain, and in one circle.
#[test]
fn a_long_chain_and_a_long_circle_are_no_trouble() {
    const COUNT: usize = 2_000;
    let mut text = String::new();
    for at in 0..COUNT {
        text += &format!("giấy tờ g{at:04} \"g\" {{ về x : người }}\n");
    }
    for at in 1..COUNT {
        text += &format!(
            "thủ tục t{at:04} \"t\" {{\n người yêu cầu : người\n thành phần hồ sơ {{\n nộp g{:04}\n }}\n \
             kết quả g{at:04} của người_yêu_cầu\n}}\n",
            at - 1
        );
    }
    let open = Repository::new(&text);
    assert_eq!(open.national().longest_chain().len(), COUNT - 1);
    text += &format!(
        "thủ tục t0 \"t\" {{\n người yêu cầu : người\n thành phần hồ sơ {{\n nộp g{:04}\n }}\n kết quả g0000 của người_yêu_cầu\n}}\n",
        COUNT - 1
    );
    let closed = Repository::new(&text);
    let circles = closed.national().circles();
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].shortest.len(), 2 * COUNT);
}
