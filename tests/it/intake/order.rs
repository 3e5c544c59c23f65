//! The order of rows, sheets and files does not matter.

use cunkao::diagnostic::{Cells, Code};
use cunkao::engine::assess;
use cunkao::engine::assessment::Assessment;
use cunkao::period::Period;
use proptest::prelude::*;

use super::workspace::{Outcome, RULEBOOK, Workspace};

type Row = &'static [&'static str];

/// Form, header, rows.
const FORMS: &[(&str, Row, &[Row])] = &[
    (
        "事项登记",
        &["日期", "村", "事项", "次数", "当事人"],
        &[
            &["1月5日", "1村", "安全事故", "#1", ""],
            &["1月5日", "1村", "安全事故", "#1", ""],
            &["1月7日", "1村", "廉政作风问题", "#2", "张三"],
            &["1月9日", "2村", "越级上访", "#3", ""],
            &["1月9日", "2村", "报表缺报或不合规定", "#1", ""],
            &["1月20日", "8村", "拒不执行临时任务", "#1", "孙八"],
        ],
    ),
    (
        "规定动作",
        &["村", "分工职责上墙", "年初工作计划", "村民会议"],
        &[
            &["1村", "√", "1月30日", "#1"],
            &["2村", "未", "不适用", "1月3日"],
            &["8村", "#1", "√", ""],
            &["8村", "", "", "未"],
        ],
    ),
    (
        "指标进度",
        &["村", "截至", "集资已收(元)", "集资应收(元)"],
        &[
            &["1村", "1月10日", "#500", "#1000"],
            &["1村", "1月20日", "#600", ""],
            &["2村", "", "#700", "#900"],
            &["8村", "", "不适用", "不适用"],
        ],
    ),
    (
        "烟叶示范点",
        &["日期", "村", "地点", "面积(亩)"],
        &[
            &["1月5日", "1村", "河边", "#30"],
            &["1月6日", "1村", "山上", "#100"],
            &["1月6日", "2村", "坝上", "#20"],
        ],
    ),
    (
        "会议签到",
        &["村", "姓名", "职务", "1月5日 会", "1月12日 例会"],
        &[
            &["1村", "张三", "", "缺", "√"],
            &["1村", "李四", "", "√", "迟"],
            &["2村", "赵六", "", "假", "缺"],
            &["8村", "周九", "", "缺", "缺"],
        ],
    ),
    (
        "请销假",
        &["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"],
        &[
            &["赵六", "2村", "1月4日", "1月6日", "电话", "乡长", ""],
            &["孙八", "8村", "1月8日", "1月9日", "未请假", "", "是"],
            &["孙八", "8村", "1月9日", "1月11日", "未请假", "", "是"],
        ],
    ),
];

fn owned(row: &[&str]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Every row goes to one of three files, and stands there in the order of its own key; so do the sheets.
fn workspace(keys: &[(u8, u8)], sheets: &[u8]) -> Workspace {
    let mut placed = Vec::new();
    let mut keys = keys.iter().copied().cycle();
    for ((form, header, rows), key) in FORMS.iter().zip(sheets) {
        let mut files: [Vec<(u8, Vec<String>)>; 3] = Default::default();
        for row in *rows {
            let (file, key) = keys.next().unwrap();
            files[usize::from(file) % 3].push((key, owned(row)));
        }
        for (number, mut rows) in files.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            rows.sort_by_key(|(key, _)| *key);
            let all = std::iter::once(owned(header)).chain(rows.into_iter().map(|(_, row)| row)).collect();
            placed.push((number, *key, *form, all));
        }
    }
    placed.sort_by_key(|(number, key, ..)| (*number, *key));
    placed.into_iter().fold(Workspace::new(), |workspace, (number, _, form, rows): (_, _, _, Vec<_>)| {
        workspace.sheet_of(&format!("2024-01/{number}.xlsx"), form, rows)
    })
}

/// The assessment without what names a cell or a file.
fn assessed(outcome: &Outcome) -> (String, Vec<String>) {
    let (mut result, found) = assess(&RULEBOOK, &outcome.records, Period::parse("2024-01").unwrap());
    forget_cells(&mut result);
    let mut said: Vec<_> = outcome
        .diagnostics
        .iter()
        .chain(found.iter())
        // It counts the dates of a sheet, and which sheet a row stands in is what is shuffled here.
        .filter(|one| one.code != Code::YearTaken)
        .map(|one| format!("{} {}", one.code, one.message))
        .collect();
    said.sort();
    said.dedup();
    (format!("{result:#?}"), said)
}

fn forget_cells(result: &mut Assessment) {
    result.inputs.clear();
    let villages = result.villages.iter_mut().flat_map(|village| &mut village.items);
    let cadres = result.cadres.iter_mut().flat_map(|cadre| &mut cadre.items);
    let items = villages.chain(cadres).flat_map(|item| &mut item.postings);
    let money = result.money.iter_mut().flat_map(|entry| &mut entry.postings);
    for posting in items.chain(money) {
        posting.cells = Cells::NONE;
    }
    for action in &mut result.actions {
        action.cells = Cells::NONE;
    }
}

proptest! {
    #![proptest_config(crate::support::cases(24))]

    #[test]
    fn shuffled_rows_sheets_and_files_come_to_the_same(
        keys in proptest::collection::vec(any::<(u8, u8)>(), 30),
        sheets in proptest::collection::vec(any::<u8>(), FORMS.len()),
    ) {
        let plain = workspace(&[(0, 0)], &[0; 6]).read();
        let shuffled = workspace(&keys, &sheets).read();
        prop_assert_eq!(assessed(&plain), assessed(&shuffled));
    }
}
