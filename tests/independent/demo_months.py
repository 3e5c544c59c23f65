"""Writes roster and records of a small demonstration month for each of the other rulebooks of `rules/`.

    python demo_months.py [--root REPOSITORY]

What each must come to was worked out by hand and stands in tests/it/demo_months.rs.
"""

from __future__ import annotations

import argparse
import shutil
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from workbooks import save

Rows = list[list[object]]
Sheets = dict[str, Rows]

_DAY = date(2024, 1, 10)
_CADRES = ["编号", "姓名", "村", "职务", "起", "止"]
_VILLAGES = ["村", "类别", "别名", "起", "止"]
_EVENTS = ["日期", "村", "事项", "次数", "当事人", "分值", "情况说明"]


def _roster(villages: list[tuple[str, str]], cadres: list[tuple[str, str, str]]) -> Sheets:
    return {
        "村": [_VILLAGES] + [[name, klass, None, None, None] for name, klass in villages],
        "干部": [_CADRES] + [[None, name, village, post, None, None] for name, village, post in cadres],
    }


def _event(day: int, village: str, event: str, count: int = 1, person: str | None = None, mark: object = None):
    return [date(2024, 1, day), village, event, count, person, mark, None]


# Folder of the example (its rulebook.toml is written by hand), roster, sheets of January.
_MONTHS: list[tuple[str, Sheets, Sheets]] = [
    (
        "monthly-blend",
        _roster([("甲村", ""), ("乙村", "")], [("冯一", "甲村", "支部书记"), ("陈二", "乙村", "主任")]),
        {
            "事项登记": [
                _EVENTS,
                _event(5, "甲村", "发现违法建筑", 2),
                _event(12, "甲村", "阶段性任务办结", 1, None, 3),
                _event(20, "乙村", "受镇表彰"),
            ],
            "评分录入": [["村", "重点工作评分"], ["甲村", 36], ["乙村", 30]],
        },
    ),
    (
        "cadre-quarter",
        _roster([("东村", ""), ("西村", "")], [("张三", "东村", "主任"), ("李四", "东村", "委员"), ("王五", "西村", "主任")]),
        {
            "事项登记": [
                _EVENTS,
                _event(5, "东村", "值班脱岗", 2, "张三"),
                _event(8, "东村", "工作推诿", 1, "李四", 1.5),
                _event(20, "西村", "县级表彰", 1, "王五"),
            ],
            "会议签到": [
                ["村", "姓名", "职务", "1月10日 例会", "1月24日 调度会"],
                ["东村", "张三", "主任", "√", "缺"],
                ["东村", "李四", "委员", "迟", "√"],
                ["西村", "王五", "主任", "√", "√"],
            ],
        },
    ),
    (
        "tiers-deadlines",
        _roster([("甲村", "一类村"), ("乙村", "二类村")], [("赵一", "甲村", "支部书记"), ("钱二", "甲村", "委员"), ("孙三", "乙村", "支部书记")]),
        {
            "事项登记": [_EVENTS, _event(12, "甲村", "到县上访")],
            "规定动作": [["村", "年度计划上报"], ["甲村", "1月20日"], ["乙村", None]],
        },
    ),
    (
        "information-quota",
        _roster([("党政办", "办公室"), ("水利站", "站所")], []),
        {
            "信息报送": [
                ["日期", "单位", "标题", "县级采用", "市级采用"],
                [date(2024, 1, 3), "党政办", "一", 1, None],
                [date(2024, 1, 10), "党政办", "二", None, 1],
                [date(2024, 1, 17), "党政办", "三", None, None],
                [date(2024, 1, 18), "水利站", "四", None, None],
                [date(2024, 1, 25), "水利站", "五", None, None],
            ],
            "事项登记": [_EVENTS, _event(9, "党政办", "紧急信息漏报")],
        },
    ),
    (
        "weighted-vote",
        _roster([("山上村", ""), ("山下村", "")], [("周一", "山上村", "支部书记"), ("吴二", "山下村", "主任")]),
        {
            "事项登记": [_EVENTS, _event(5, "山下村", "暗访发现脏乱", 2), _event(9, "山上村", "县级荣誉")],
            "规定动作": [["村", "主题党日"], ["山上村", 1], ["山下村", 1]],
        },
    ),
]


def _write(sheets: Sheets, path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    save(book, path, 2024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    examples = parser.parse_args().root / "examples"
    for folder, roster, month in _MONTHS:
        place = examples / folder
        shutil.rmtree(place / "records", ignore_errors=True)
        _write(roster, place / "roster.xlsx")
        _write(month, place / "records" / "2024-01" / "1月.xlsx")


if __name__ == "__main__":
    main()
