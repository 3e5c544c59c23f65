"""The demonstration township's year 2024: events, duties, indicators and tobacco.

Every figure is invented.  The year holds, on purpose: a tie at a quarter and for the first prize, an item at its
floor, over- and under-fulfilled tobacco and one task met to the jin, a duty taken off, and a last place below 80.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import scheme
from township import NOT_APPLICABLE, Delivery, DutyCell, Event, Plot, Reading, Township

YEAR = 2024

# month day, village, event, count, person, note, basis, recorder
_EVENTS = [
    ((1, 12), "7村", "报表缺报或不合规定", 1, "", "年度基础数据表迟报3天", "催报记录1号", "统计站"),
    ((1, 19), "2村", "计生报表迟报或错报", 1, "", "月报两处数字不符", "退表单", "计生办"),
    ((1, 26), "6村", "排查表迟报或不到位", 1, "", "1月排查表未报", "收表登记", "综治办"),
    ((3, 8), "4村", "计生报表迟报或错报", 2, "", "月报迟报、奖扶表漏填", "退表单", "计生办"),
    ((3, 14), "5村", "报表缺报或不合规定", 1, "", "春耕进度表未盖章", "收表登记", "统计站"),
    ((3, 26), "7村", "报表缺报或不合规定", 2, "", "春耕、农机两表缺报", "收表登记", "统计站"),
    ((4, 3), "1村", "安全事故", 1, "", "清明祭祀引发草坡火情", "处置记录", "应急办"),
    ((4, 10), "7村", "集资台账弄虚作假", 1, "", "二社少报9人", "核查记录", "财政所"),
    ((4, 16), "6村", "矛盾激化上交", 1, "", "地界纠纷未及时调解", "接访登记", "综治办"),
    ((5, 9), "6村", "廉政作风问题", 1, "苏建平", "违规操办乔迁酒席", "谈话笔录", "纪委"),
    ((5, 22), "8村", "违规建房毁林未制止未报告", 1, "", "公路边违规搭建未上报", "巡查照片", "村镇办"),
    ((6, 11), "7村", "廉政作风问题情节严重", 1, "韩永福", "低保评议优亲厚友并收受礼金", "立案材料", "纪委"),
    ((6, 11), "7村", "报批优亲厚友", 2, "韩永福", "两户低保未经评议", "核查记录", "民政所"),
    ((6, 20), "2村", "排查表迟报或不到位", 1, "", "6月排查漏一户", "抽查记录", "综治办"),
    ((7, 5), "7村", "越级上访", 1, "", "征地补偿赴市上访", "信访件", "综治办"),
    ((7, 9), "5村", "安全事故", 1, "", "农用车侧翻一人轻伤", "处置记录", "应急办"),
    ((7, 11), "4村", "拒不执行临时任务", 1, "邓强", "暴雨夜拒不到岗转移群众", "值班记录", "党政办"),
    ((7, 24), "3村", "违规建房毁林未制止未报告", 2, "", "毁林种药、占地建棚各一处", "巡查照片", "村镇办"),
    ((8, 14), "1村", "排查表迟报或不到位", 1, "", "8月排查表迟报", "收表登记", "综治办"),
    ((8, 23), "3村", "安全事故", 1, "", "村民私拉电线起火", "处置记录", "应急办"),
    ((9, 6), "6村", "违规建房毁林未制止未报告", 1, "", "河滩盗采砂石未报告", "巡查照片", "村镇办"),
    ((9, 12), "7村", "报表缺报或不合规定", 2, "", "秋收、畜牧两表缺报", "收表登记", "统计站"),
    ((9, 25), "8村", "矛盾激化上交", 1, "", "水渠纠纷上交", "接访登记", "综治办"),
    ((10, 15), "4村", "安全事故", 1, "", "建房工人坠落受伤", "处置记录", "应急办"),
    ((10, 22), "1村", "违规出具上户证明", 1, "", "未核计生情况即出证明", "核查记录", "计生办"),
    ((11, 7), "6村", "拒不执行临时任务", 1, "", "未按通知组织扑火队", "值班记录", "党政办"),
    ((11, 13), "7村", "无种养大户", 1, "", "全村无规模种养户", "实地核查", "农业办"),
    ((11, 20), "2村", "报表缺报或不合规定", 1, "", "冬修水利表漏项", "退表单", "统计站"),
    ((12, 3), "1村", "拒不执行临时任务", 1, "", "未派人参加河道抢险", "值班记录", "党政办"),
    ((12, 10), "3村", "越级上访", 1, "", "一户因补偿赴市上访", "信访件", "综治办"),
    ((12, 12), "6村", "产业发展无规划", 1, "", "无产业规划文本", "资料核查", "农业办"),
    ((12, 18), "7村", "扶贫无起色", 1, "", "群众满意度测评最低", "测评表", "农业办"),
    ((12, 19), "7村", "扶贫无起色", 1, "", "复核结果不变", "测评表", "农业办"),
]

# Duties that were not simply done: (village, duty, quarter or 0 for a dated one) -> cells by month.
_DUTY_EXCEPTIONS = {
    ("5村", "村民会议", 1): {3: "未"},
    ("2村", "财务公开", 2): {4: "未", 5: "未", 6: "未"},
    ("5村", "惠农政策公开", 4): {12: "未"},
    ("7村", "村民会议", 1): {3: 0},
    ("7村", "财务公开", 1): {1: "未", 3: "未"},
    ("7村", "党员和群众代表会", 3): {9: "未"},
    ("6村", "村民会议", 3): {9: "未"},
    ("4村", "政务公开", 4): {12: "未"},
    ("8村", "惠农政策公开", 2): {6: NOT_APPLICABLE},
    ("8村", "村民会议", 2): {4: "未", 6: date(YEAR, 6, 25)},
    ("3村", "年初工作计划", 0): {1: date(YEAR, 1, 31)},
    ("6村", "年初工作计划", 0): {1: "未", 3: date(YEAR, 3, 4)},
    ("7村", "年终工作总结", 0): {12: "未"},
    ("7村", "集资方案与台账", 0): {3: date(YEAR, 3, 27)},
    ("1村", "集资方案与台账", 0): {3: date(YEAR, 3, 20)},
}

# Levy: owed, paid by 30 March, paid by 15 April (yuan).
_LEVY = {
    "1村": (86400, 55100, 74480), "2村": (158600, 101200, 146500), "3村": (79200, 49000, 70013),
    "4村": (132500, 75923, 115938), "5村": (141000, 90240, 128310), "6村": (156800, 81536, 127008),
    "7村": (98000, 40670, 60760), "8村": (61200, 34884, 52632),
}  # fmt: skip

# 融资 at each quarter's end (万元).
_FINANCING = {
    "1村": ("15", "33.5", "51", "68.5"), "2村": ("25", "55", "82.5", "104"), "3村": ("20", "38", "56.8", "71.6"),
    "4村": ("18", "42", "66", "88.4"), "5村": ("25", "50", "78", "100"), "6村": ("12.5", "30", "51", "72.5"),
    "7村": ("5", "12", "20", "31"), "8村": ("17.5", "26", "38.2", "47.3"),
}  # fmt: skip

# 新农合 in October and December, 新农保 in December (%).
_SHARES = {
    "1村": ("82.5", "95.6", "91"), "2村": ("90.1", "97.2", "92.4"), "3村": ("85", "95", "90"),
    "4村": ("80.3", "94.2", "90.5"), "5村": ("88.8", "96", "93.1"), "6村": ("76", "92.9", "88.4"),
    "7村": ("65.5", "89.5", "84"), "8村": ("84", "95.1", "89.6"),
}  # fmt: skip

# Growers: name (number where a namesake grows too), mu, jin in the season.
_GROWERS = {
    "1村": "陈大全 14.5 4890,李国安 12 4000,王有福 9.2 2830,赵德顺 6 1985.5,陈三娃 3.5 806",
    "2村": "张世荣 42 13850,刘明德 36.5 11920,周仕全 30 9980,何光荣 24 8120,张老五 18 6075,刘二嫂 16 5265.4",
    "3村": "杨正才 16.5 5460,谢德贵 13 4310,罗文富 9.8 3260,杨幺妹 6.2 1970",
    "4村": "黄世雄 38 12640,吴国全 31 10215,邓有才 25.5 8330,冯老三 14 4581.5,黄金秀 9.5 3000",
    "5村": "蒋德明#Y501 35 11780,唐世海 32.5 10800,曾广才 27 8940,蒋德明#Y502 21 6930,唐老大 14.3 4700",
    "6村": "彭世文 40 12870,苏国强 34 10930,丁正华 30.5 9760,魏老四 24 7800,彭小满 17.5 5620",
    "7村": "韩世良 20 5980,田正发 17.5 5210,石明才 12 3890,廖老二 7.5 2200",
    "8村": "段世明 28 9160,龙国富 22.5 7340,郝正林 16 5200,段老幺 8.8 2700",
}

_PLOTS = [
    ((6, 5), "5村", "李家湾连片", "101.5"),
    ((6, 5), "2村", "大坝口", "52"),
    ((6, 19), "6村", "茶园坡", "30"),
    ((6, 19), "4村", "石板田", "28.6"),
    ((7, 2), "2村", "新田沟", "36"),
]


def add_facts(t: Township) -> None:
    for (month, day), village, kind, count, person, note, basis, recorder in _EVENTS:
        t.events.append(Event(date(YEAR, month, day), village, kind, count, person, note, basis, recorder))
    for number, village in enumerate(scheme.CLASSES):
        _add_duties(t, village, number)
        _add_readings(t, village)
        _add_deliveries(t, village, number)
    for (month, day), village, place, mu in _PLOTS:
        t.plots.append(Plot(date(YEAR, month, day), village, place, F(mu)))


def _add_duties(t: Township, village: str, number: int) -> None:
    """Meetings with their date, disclosures by √, 财务公开 counted month by month (but not in February)."""
    for quarter in range(1, 5):
        last = 3 * quarter
        usual = {
            "党员和群众代表会": {last: date(YEAR, last, 3 + number)},
            "村民会议": {last: date(YEAR, last, 11 + number)},
            "党务公开": {last: "√"},
            "政务公开": {last: "√"},
            "财务公开": {month: 1 for month in range(last - 2, last + 1) if month != 2},
            "惠农政策公开": {last: 1},
        }
        for duty, cells in usual.items():
            _add_cells(t, village, duty, _DUTY_EXCEPTIONS.get((village, duty, quarter), cells))
    once = {"分工职责上墙": 1, "年初工作计划": 1, "年终工作总结": 12, scheme.LEVY_DUTY: 3}
    for duty, month in once.items():
        _add_cells(t, village, duty, _DUTY_EXCEPTIONS.get((village, duty, 0), {month: "√"}))


def _add_cells(t: Township, village: str, duty: str, cells: dict) -> None:
    t.duties += [DutyCell(month, village, duty, value) for month, value in cells.items()]


def _add_readings(t: Township, village: str) -> None:
    owed, march, april = (F(yuan) for yuan in _LEVY[village])
    q1, q2, q3, q4 = ({scheme.FINANCING: F(done)} for done in _FINANCING[village])
    medical, pension = scheme.INSURANCE
    october, december, pensions = (F(share) for share in _SHARES[village])
    levy = {scheme.LEVY_DUE: owed, scheme.LEVY_PAID: march}
    t.readings += [
        Reading(3, village, levy | q1, date(YEAR, 3, 30)),
        Reading(4, village, {scheme.LEVY_DUE: owed, scheme.LEVY_PAID: april}, date(YEAR, 4, 15)),
        Reading(6, village, q2),
        Reading(9, village, q3),
        Reading(10, village, {medical: october}),
        Reading(12, village, {medical: december, pension: pensions} | q4),
    ]


def _add_deliveries(t: Township, village: str, number: int) -> None:
    """Each grower delivers three times, at that month's average price."""
    for place, grower in enumerate(_GROWERS[village].split(",")):
        name, mu, jin = grower.split(" ")
        name, _, own_number = name.partition("#")
        season = F(jin)
        parts = [F(int(season * F("0.3"))), F(int(season * F("0.45")))]
        parts.append(season - sum(parts))
        for month, part, price in zip((8, 9, 10), parts, ("12.6", "14.25", "11.8")):
            value = F(int(part * F(price) * 100), 100)
            day = date(YEAR, month, 10 + number + 2 * place)
            t.deliveries.append(Delivery(day, village, name, own_number, F(mu), part, value))
