//! What people see and answer in the user tasks. A field that the state holds is shown, never typed.

use std::collections::BTreeSet;

use smol_str::{SmolStr, format_smolstr};
use tthc_model::library::Type;
use tthc_model::procedure::{Component, ComponentId};
use tthc_model::process::{Field, FieldKind, Form, Variable, VariableKind};

use super::lookups::Asked;
use super::words::{upper_first, value_label};
use super::{Builder, short, slug};
use crate::evidence::{FactIndex, LookupIndex};

impl Builder<'_, '_> {
    /// The fields of a form of the record: what a source told before in every case is shown.
    pub(super) fn residual_form(&self, form: &Component, asked: &[Asked]) -> Form {
        let engine = &self.plan.after.engine;
        let mut fields = Vec::new();
        for fact in self.form_facts(form) {
            let holds = |one: &&Asked| {
                !one.late && engine.lookups[one.at].holds.iter().any(|(held, _)| *held == fact)
            };
            let mut field = self.typed_field(fact);
            if let Some(one) = asked.iter().find(holds) {
                let source = short(&engine.source_title(engine.lookups[one.at].source));
                field.help = format!("Nguồn: {source}; chỉ điền khi chưa đọc được");
                field.held_if = Some(self.read_flag(one.at));
            }
            fields.push(field);
        }
        for (at, title) in form.other_fields.iter().enumerate() {
            fields.push(Field {
                key: format_smolstr!("muc_khac_{}", at + 1),
                label: upper_first(title),
                kind: FieldKind::Text,
                required: false,
                help: String::new(),
                held_if: None,
            });
        }
        once(fields)
    }

    /// What a source answers: whether there is a record, and what it says.
    pub(super) fn answer_form(&self, at: LookupIndex) -> Form {
        let read = Field {
            key: self.read_flag(at),
            label: "Đọc được dữ liệu".to_owned(),
            kind: FieldKind::Flag,
            required: true,
            help: String::new(),
            held_if: None,
        };
        let mut fields = vec![read];
        fields.extend(self.held_fields(at));
        once(fields)
    }

    fn held_fields(&self, at: LookupIndex) -> impl Iterator<Item = Field> {
        let holds = &self.plan.after.engine.lookups[at].holds;
        holds.iter().map(move |(fact, _)| self.held_field(*fact, at))
    }

    /// `da_doc_dan_cu_nguoi_yeu_cau`
    fn read_flag(&self, at: LookupIndex) -> SmolStr {
        let lookup = &self.plan.after.engine.lookups[at];
        slug(&format!("da_doc_{}_{}", lookup.source, self.procedure.role(lookup.role).name))
    }

    /// Everything that was read, to be looked at once more.
    pub(super) fn read_form(&self, asked: &[Asked]) -> Form {
        once(asked.iter().flat_map(|one| self.held_fields(one.at)).collect())
    }

    /// A file for each paper.
    pub(super) fn papers_form(&self, papers: impl Iterator<Item = ComponentId>, required: bool) -> Form {
        let field = |id: ComponentId| Field {
            key: slug(&format!("tep_{}", self.procedure.component(id).name)),
            label: upper_first(&self.paper_name(id)),
            kind: FieldKind::File,
            required,
            help: String::new(),
            held_if: None,
        };
        once(papers.map(field).collect())
    }

    fn held_field(&self, fact: FactIndex, at: LookupIndex) -> Field {
        let engine = &self.plan.after.engine;
        let source = engine.source_title(engine.lookups[at].source);
        Field {
            key: self.fact_key(fact),
            label: upper_first(&engine.fact_title(fact)),
            kind: FieldKind::Held,
            required: false,
            help: format!("Nguồn: {source}"),
            held_if: None,
        }
    }

    fn typed_field(&self, fact: FactIndex) -> Field {
        let engine = &self.plan.after.engine;
        let kind = match engine.fact_type(fact) {
            Some(Type::Number | Type::Integer | Type::Money) => FieldKind::Number,
            Some(Type::Date) => FieldKind::Date,
            Some(Type::Bool) => FieldKind::Flag,
            Some(Type::Values(values)) => {
                FieldKind::Choice(values.iter().map(|value| (slug(value), value_label(value))).collect())
            }
            _ => FieldKind::Text,
        };
        // A box that is not ticked is an answer.
        let required = kind != FieldKind::Flag;
        let label = upper_first(&engine.fact_title(fact));
        Field { key: self.fact_key(fact), label, kind, required, help: String::new(), held_if: None }
    }

    /// `nguoi_yeu_cau_ho_ten`: the same fact has the same key in every form and every answer.
    fn fact_key(&self, fact: FactIndex) -> SmolStr {
        slug(&self.plan.after.engine.fact_text(fact))
    }
}

/// The person agrees that a source is read.
pub(super) fn consent_form(task: &SmolStr, source: &str, facts: &[String]) -> Form {
    let field = Field {
        key: task.clone(),
        label: format!("Tôi đồng ý cho khai thác {source}"),
        kind: FieldKind::Flag,
        required: true,
        help: format!("Thông tin: {}", facts.join("; ")),
        held_if: None,
    };
    Form { fields: vec![field] }
}

/// The office's notice of what is missing.
pub(super) fn notice_form(task: &SmolStr, papers: &str) -> Form {
    let field = Field {
        key: format_smolstr!("noi_dung_{task}"),
        label: "Nội dung thông báo".to_owned(),
        kind: FieldKind::Text,
        required: true,
        help: format!("Chỉ yêu cầu {papers}; nêu dữ liệu nào không đọc được, thiếu hoặc sai"),
        held_if: None,
    };
    Form { fields: vec![field] }
}

/// The field in which a variable is answered.
pub(super) fn answer(variable: &Variable) -> Field {
    let kind = match &variable.kind {
        VariableKind::Flag => FieldKind::Flag,
        VariableKind::Choice(values) => FieldKind::Choice(values.clone()),
        VariableKind::Number => FieldKind::Number,
        VariableKind::Date => FieldKind::Date,
    };
    let required = kind != FieldKind::Flag;
    let (key, label) = (variable.name.clone(), variable.title.clone());
    Field { key, label, kind, required, help: String::new(), held_if: None }
}

/// A key stands once in a form.
fn once(mut fields: Vec<Field>) -> Form {
    let mut seen = BTreeSet::new();
    fields.retain(|field| seen.insert(field.key.clone()));
    Form { fields }
}
