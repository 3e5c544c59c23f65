//! Notes on cells: the part of comments, the drawing of their boxes, and what makes both known to the sheet. Notes
//! that a sheet has already stay, and what is said of a cell goes under its own.

use std::collections::BTreeMap;

use super::tag::{Kind, tags};
use super::{Mark, Part};
use crate::diagnostic::column_letters;
use crate::package::Package;

/// Who notes are by, in the eyes of a spreadsheet.
const AUTHOR: &str = "村考";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Boxes are numbered from here, far from those that a spreadsheet numbers.
const FIRST_SHAPE: usize = 30_000;

/// Adds the notes of a sheet to the parts that change; gives the relation of their drawing, if the sheet is to name
/// it: one that has notes already does so.
pub(super) fn attach(
    part: &Part<'_>,
    package: &mut Package<'_>,
    types: &mut String,
    changed: &mut BTreeMap<String, String>,
) -> Option<Option<String>> {
    let (folder, file) = part.name.rsplit_once('/')?;
    let relations_part = format!("{folder}/_rels/{file}.rels");
    let none = format!("<Relationships xmlns=\"{RELATIONS}\"></Relationships>");
    let relations = package.text(&relations_part).unwrap_or(none);
    let there = |kind: &str| {
        let all = tags(&relations)?;
        let relation = all.iter().find(|tag| tag.attribute("Type").is_some_and(|of| of.ends_with(kind)))?;
        Some(resolve(folder, relation.attribute("Target")?))
    };
    if let (Some(comments), Some(drawing)) = (there("/comments"), there("/vmlDrawing")) {
        let text = package.text(&comments)?;
        let (text, boxed) = add_comments(&text, part.marks)?;
        changed.insert(comments, text);
        let shapes = shapes(part.number, &boxed);
        changed.insert(drawing.clone(), before_end(&package.text(&drawing)?, &shapes)?);
        return Some(None);
    }
    let (comments, drawing) =
        (format!("xl/commentsCunkao{}.xml", part.number), format!("xl/drawings/cunkao{}.vml", part.number));
    let empty =
        format!("<comments xmlns=\"{MAIN}\"><authors></authors><commentList></commentList></comments>");
    let (text, boxed) = add_comments(&empty, part.marks)?;
    *types = with_types(types, &comments)?;
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATION}/{kind}\" Target=\"/{target}\"/>")
    };
    let added =
        relation("cunkaoNotes", "comments", &comments) + &relation("cunkaoBoxes", "vmlDrawing", &drawing);
    changed.insert(relations_part, before_end(&relations, &added)?);
    changed.insert(comments, text);
    changed.insert(drawing, format!("<xml {VML_NAMES}>{SHAPE_TYPE}{}</xml>", shapes(part.number, &boxed)));
    Some(Some("cunkaoBoxes".to_owned()))
}

/// The part that a relation of a part in a folder names.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." => {}
            name => path.push(name),
        }
    }
    path.join("/")
}

/// The text with something put before the end of its outermost element.
fn before_end(text: &str, added: &str) -> Option<String> {
    let all = tags(text)?;
    let last = all.last()?;
    if last.kind == Kind::Empty {
        let (before, after) = (text.get(..last.range.start)?, text.get(last.range.end..)?);
        return Some(format!("{before}{}{added}</{}{}>{after}", last.opened(), last.prefix, last.name));
    }
    let (before, after) = text.split_at_checked(last.range.start)?;
    Some(format!("{before}{added}{after}"))
}

fn with_types(types: &str, comments: &str) -> Option<String> {
    let has_drawings = tags(types)?.iter().any(|tag| tag.attribute("Extension") == Some("vml"));
    let drawings = format!("<Default Extension=\"vml\" ContentType=\"{DRAWING}\"/>");
    let comments = format!("<Override PartName=\"/{comments}\" ContentType=\"{COMMENTS}\"/>");
    before_end(types, &if has_drawings { comments } else { drawings + &comments })
}

/// The comments with those of the marks; and the cells that need a box.
fn add_comments(text: &str, marks: &[Mark]) -> Option<(String, Vec<(u32, u32)>)> {
    let all = tags(text)?;
    let authors = all.iter().filter(|tag| tag.name == "author" && tag.kind != Kind::End).count();
    let prefix = &all.first()?.prefix;
    let (mut out, mut at) = (String::new(), 0);
    let (mut own, mut boxed) = (String::new(), Vec::new());
    let address = |mark: &Mark| format!("{}{}", column_letters(mark.cell.1), mark.cell.0 + 1);
    let has = |mark: &&Mark| {
        all.iter().any(|tag| tag.name == "comment" && tag.attribute("ref") == Some(&address(mark)))
    };
    for mark in marks.iter().filter(|mark| !has(mark)) {
        let run = run(prefix, &mark.note);
        own.push_str(&format!(
            "<{prefix}comment ref=\"{}\" authorId=\"{authors}\"><{prefix}text>{run}</{prefix}text></{prefix}comment>",
            address(mark)
        ));
        boxed.push(mark.cell);
    }
    let mut noted: Option<&Mark> = None;
    for tag in &all {
        let added = match (tag.name.as_str(), tag.kind) {
            ("authors", Kind::End) => format!("<{prefix}author>{AUTHOR}</{prefix}author>"),
            ("commentList", Kind::End) => std::mem::take(&mut own),
            ("comment", Kind::Start) => {
                noted = marks.iter().find(|mark| tag.attribute("ref") == Some(&address(mark)));
                continue;
            }
            ("text", Kind::End) => match noted.take() {
                Some(mark) => run(prefix, &format!("\n{}", mark.note)),
                None => continue,
            },
            _ => continue,
        };
        out.push_str(text.get(at..tag.range.start)?);
        out.push_str(&added);
        at = tag.range.start;
    }
    out.push_str(text.get(at..)?);
    Some((out, boxed))
}

fn run(prefix: &str, note: &str) -> String {
    let note = quick_xml::escape::escape(note);
    format!("<{prefix}r><{prefix}t xml:space=\"preserve\">{note}</{prefix}t></{prefix}r>")
}

/// Declared on every box: a drawing that is there already may call them otherwise.
const VML_NAMES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// The boxes of the notes, two columns to the right of their cells.
fn shapes(sheet: usize, cells: &[(u32, u32)]) -> String {
    let mut out = String::new();
    for ((row, column), number) in cells.iter().zip(FIRST_SHAPE..) {
        let (left, right, bottom) = (column + 1, column + 5, row + 6);
        out.push_str(&format!(
            "<v:shape {VML_NAMES} id=\"_x0000_s{sheet}{number}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;width:260pt;height:90pt;z-index:{number};visibility:hidden\" \
             fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
             <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
             <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
             <x:Anchor>{left}, 15, {row}, 10, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
             <x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        ));
    }
    out
}
