"""The demonstration township's people in 2024: posts, meetings and leaves."""

from __future__ import annotations

from datetime import date

import scheme
from township import Leave, Meeting, Post, Township

YEAR = 2024

# village: post and name, in roster order.  Two 王小军; 杨志明 holds two posts.
_WHOLE_YEAR = {
    "1村": "支部书记 陈国华,主任 李春梅,文书 王小军,组长 赵德福",
    "2村": "支部书记 张建军,主任 刘永贵,副主任 周桂芳,文书 何伟",
    "3村": "支部书记 杨志明,主任 杨志明,文书 谢丽,委员 罗成",
    "4村": "支部书记 黄大勇,主任 吴秀兰,文书 邓强,委员 冯䶮",
    "5村": "支部书记 蒋文斌,主任 唐红,文书 王小军,组长 曾有才",
    "6村": "支部书记 彭家明,主任 苏建平,文书 魏东",
    "7村": "文书 石磊,委员 廖国平",
    "8村": "支部书记 段正国,主任 龙秀珍,文书 郝小龙",
}

# Changes within the year: id, name, village, post, from, until.
_CHANGES = [
    ("C71", "韩永福", "7村", "支部书记", None, date(YEAR, 6, 30)),
    ("C72", "谭志刚", "7村", "副书记", None, date(YEAR, 6, 30)),
    ("C72", "谭志刚", "7村", "支部书记", date(YEAR, 7, 1), None),
    ("C73", "田桂英", "7村", "主任", None, date(YEAR, 8, 31)),
    ("C74", "丁晓燕", "6村", "副书记", None, date(YEAR, 8, 31)),
    ("C74", "丁晓燕", "7村", "主任", date(YEAR, 9, 1), None),
]

# Meetings: date, title, and who was not simply present (village name mark).
_MEETINGS = [
    ((1, 8), "年度工作会", ""),
    ((1, 23), "春节安全工作会", "7村 田桂英 缺,3村 罗成 迟"),
    ((3, 5), "经济工作会", "5村 曾有才 缺"),
    ((3, 21), "集资推进会", "7村 韩永福 假,6村 魏东 迟"),
    ((4, 1), "森林防火会", "7村 石磊 缺,1村 赵德福 缺"),
    ((4, 18), "党风廉政会", ""),
    ((5, 14), "烟叶田管现场会", "2村 张建军 假,8村 郝小龙 迟"),
    ((6, 6), "防汛工作会", "7村 廖国平 缺"),
    ((6, 27), "半年工作会", "5村 曾有才 缺"),
    ((7, 16), "危房排查部署会", "4村 冯䶮 假"),
    ((8, 7), "烟叶收购动员会", "6村 苏建平 缺"),
    ((9, 10), "参保收缴动员会", "1村 王小军 迟"),
    ((10, 11), "三季度通报会", "7村 石磊 缺,8村 龙秀珍 假"),
    ((11, 6), "冬春防火会", ""),
    ((12, 5), "年终考核部署会", "5村 王小军 迟"),
    ((12, 27), "年终总结会", "7村 廖国平 缺"),
]

# Leaves: village, name, left, back, form, approver, verified, note.
_LEAVES = [
    ("2村", "张建军", (5, 13), (5, 17), "书面", "乡长", "", "外出考察烤房"),
    ("4村", "冯䶮", (7, 15), (7, 17), "书面", "黄大勇", "", "陪护病人"),
    ("8村", "龙秀珍", (10, 10), (10, 11), "电话", "乡党委书记", "", "到县医院复查"),
    ("1村", "李春梅", (6, 18), (6, 19), "电话", "乡长", "", "子女毕业"),
    ("3村", "谢丽", (11, 12), (11, 13), "电话", "支部书记", "", "走亲"),
    ("5村", "唐红", (4, 22), (4, 25), "电话", "乡党委书记", "", "四天应书面请假"),
    ("6村", "魏东", (9, 19), (9, 20), "电话", "乡长", "", "应由村支部书记审批"),
    ("3村", "罗成", (8, 20), (8, 22), "书面", "", "", "假条未签批"),
    ("7村", "石磊", (3, 29), (4, 1), "未请假", "", "是", "到市里务工"),
    ("7村", "石磊", (4, 1), (4, 2), "未请假", "", "是", "返乡后又外出"),
    ("7村", "田桂英", (5, 20), (5, 21), "未请假", "", "否", "群众反映,未查实"),
    ("8村", "郝小龙", (6, 12), (6, 13), "未请假", "", "是", "外出未报告"),
    ("1村", "赵德福", (4, 1), (4, 3), "未请假", "", "是", "组长外出"),
    ("7村", "廖国平", (12, 25), (12, 27), "未请假", "", "是", "外出未报告"),
]


def add_people(t: Township) -> None:
    for village, line in _WHOLE_YEAR.items():
        ids: dict[str, str] = {}
        for pair in line.split(","):
            post, name = pair.split(" ")
            id = ids.setdefault(name, f"C{village[0]}{len(ids) + (5 if village == '7村' else 1)}")
            t.posts.append(Post(id, name, village, post))
    t.posts += [Post(*row) for row in _CHANGES]
    # In the roster the villages stand together, and in each the posts in order of standing.
    t.posts.sort(key=lambda p: (p.village, scheme.POSTS.index(p.post), p.start or date.min))
    for (month, day), title, exceptions in _MEETINGS:
        t.meetings.append(_meeting(t, date(YEAR, month, day), title, exceptions))
    for village, name, left, back, *rest in _LEAVES:
        went, came = date(YEAR, *left), date(YEAR, *back)
        t.leaves.append(Leave(_id_of(t, came, village, name), name, village, went, came, *rest))


def _id_of(t: Township, day: date, village: str, name: str) -> str:
    """The demonstration must name people in office."""
    return next(p.id for p in t.in_office(day, village) if p.name == name)


def _meeting(t: Township, day: date, title: str, exceptions: str) -> Meeting:
    marks = {(p.id, p.village): "√" for p in t.in_office(day)}
    for exception in filter(None, exceptions.split(",")):
        village, name, mark = exception.split(" ")
        marks[_id_of(t, day, village, name), village] = mark
    return Meeting(day, title, marks)
