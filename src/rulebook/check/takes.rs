//! What takes a part of the village's score: it is a part or item of the village, and has one score at a time.

use super::references::{Reference, declared, is_unread, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Body, Item, Rulebook, ScoreOf, Subject};
use crate::text::Text;
use crate::toml_table::Table;

/// Everything that is wrong about what is taken.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for item in &rulebook.items {
        match &item.body {
            Body::TakesVillage(ScoreOf::Node(id)) => of_node(rulebook, table, (item, id), found),
            Body::TakesVillage(ScoreOf::Whole(Subject::Cadre)) => {
                let message = format!("“{}”取村的得分，node 写的是村干部的总分", item.name);
                let told = Diagnostic::error(Code::BadValue, &item.span, message);
                found.push(told.hint("node 写村的部分或项目的 id；取村总分的不写 node"));
            }
            Body::TakesVillage(ScoreOf::Whole(Subject::Village)) | Body::Account(_) | Body::Part { .. } => {}
        }
    }
}

fn of_node(rulebook: &Rulebook, table: &Table, (item, id): (&Item, &str), found: &mut Diagnostics) {
    let Some(node) = rulebook.items.iter().find(|node| node.id == *id) else {
        if is_unread(rulebook, table, id) {
            return;
        }
        let ids = ["part", "item"].into_iter().flat_map(|section| declared(table, section, "id"));
        let of_village = |id: &&str| rulebook.items_of(Subject::Village).any(|node| node.id == **id);
        let reference = Reference { what: "村的部分或项目", name: id, span: &item.span };
        require(found, &reference, ids.filter(of_village));
        return;
    };
    if node.subject != Subject::Village {
        let message = format!("“{}”取村的得分，而“{}”（{id}）是村干部的", item.name, node.name);
        let told = Diagnostic::error(Code::BadValue, &item.span, message);
        found.push(told.hint("node 写村的部分或项目的 id").related(&node.span, "这一个"));
        return;
    }
    let above = rulebook.upwards(node).skip(1).find(|above| above.accrual.is_some()).map(|above| &above.name);
    let root = rulebook.village.accrual.is_some().then_some(&rulebook.village.name);
    if let Some(above) = above.map(Text::as_str).or(root.map(String::as_str)) {
        let message = format!(
            "“{}”取“{}”的得分，而它的上级“{above}”分期记账，各期各有各的得分，不知道取哪一个",
            item.name, node.name
        );
        let told = Diagnostic::error(Code::BadValue, &item.span, message);
        found.push(told.hint("取分期记账的那一级的得分；分期写在要取的这一级上的可以取"));
    }
}
