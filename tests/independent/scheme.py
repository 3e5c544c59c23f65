"""The founding scheme's figures, typed from the scheme and its readings; row numbers are those of the readings.

Nothing here is read from the rulebook under test: a figure mistyped there must not be repeated here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction as F

from township import Village

# The thirteen items and their full marks, in order: 100 points.
ITEMS: dict[str, int] = {
    "party-building": 5,
    "family-planning": 3,
    "safety": 5,
    "mediation": 5,
    "tobacco": 15,
    "road-levy": 20,
    "integrity": 5,
    "social-security": 5,
    "statistics": 2,
    "village-building": 10,
    "industry-poverty": 10,
    "debt-financing": 5,
    "urgent-tasks": 10,
}

CLASSES = {
    "1村": "中村", "2村": "大村", "3村": "中村", "4村": "大村",
    "5村": "大村", "6村": "大村", "7村": "中村", "8村": "小村",
}  # fmt: skip

# Row 6: jin of tobacco a village is to deliver.
TOBACCO_TASK = {
    "1村": 15000, "2村": 54000, "3村": 15000, "4村": 42000,
    "5村": 42000, "6村": 54000, "7村": 27000, "8村": 27000,
}  # fmt: skip



def tobacco_task(village: Village) -> int:
    """In jin; a village beyond the eight of the scheme brings its own."""
    return TOBACCO_TASK[village.name] if village.task is None else village.task


# Row 17: 万元 to be raised.
FINANCING_TARGET = {"大村": 100, "中村": 80, "小村": 60}


@dataclass(frozen=True)
class EventRule:
    """What one occurrence of an event does; `once` events are judged on 31 December, once each (row 16)."""

    item: str
    off: F = F(0)
    refer: bool = False
    on_person: bool = False
    once: bool = False


EVENTS: dict[str, EventRule] = {
    # row 3
    "计生报表迟报或错报": EventRule("family-planning", F("0.5")),
    "瞒报出生人口": EventRule("family-planning", F(1)),
    "违规出具上户证明": EventRule("family-planning", F(1)),
    # row 4
    "安全事故": EventRule("safety", F(1)),
    "失职重大安全事故": EventRule("safety", F(2), refer=True),
    # row 5
    "矛盾激化上交": EventRule("mediation", F(1)),
    "越级上访": EventRule("mediation", F(2)),
    "排查表迟报或不到位": EventRule("mediation", F(1)),
    # row 11
    "集资台账弄虚作假": EventRule("road-levy", refer=True),
    # row 12
    "廉政作风问题": EventRule("integrity", F(1), on_person=True),
    "廉政作风问题情节严重": EventRule("integrity", F(2), refer=True, on_person=True),
    # row 13
    "报批优亲厚友": EventRule("social-security", F(1)),
    # row 14
    "报表缺报或不合规定": EventRule("statistics", F("0.5")),
    # row 15
    "违规建房毁林未制止未报告": EventRule("village-building", F(1)),
    "包庇违规": EventRule("village-building", refer=True),
    # row 16
    "产业发展无规划": EventRule("industry-poverty", F(1), once=True),
    "无种养大户": EventRule("industry-poverty", F(1), once=True),
    "扶贫无起色": EventRule("industry-poverty", F(1), once=True),
    # row 18
    "拒不执行临时任务": EventRule("urgent-tasks", F(2)),
    "临时任务严重后果": EventRule("urgent-tasks", refer=True),
}

# Row 2: what is due each quarter, and what by a date (month, day).
QUARTER_DUTIES = ["党员和群众代表会", "村民会议", "党务公开", "政务公开", "财务公开", "惠农政策公开"]
DATED_DUTIES = {"分工职责上墙": (1, 31), "年初工作计划": (1, 31), "年终工作总结": (12, 31)}
DUTY_OFF = F("0.5")

# Row 10: the levy's duty and its two checkpoints (month, day, required %, off per whole point short).
LEVY_DUTY = "集资方案与台账"
LEVY_DUTY_DUE = (3, 20)
LEVY_DUTY_OFF = F(3)
LEVY_CHECKS = [(3, 30, 60, F("0.5")), (4, 15, 90, F("0.3"))]
LEVY_DUE, LEVY_PAID = "集资应收(元)", "集资已收(元)"

# Row 13: required share in %, and off per whole point short.
INSURANCE = {"新农合参保率(%)": 95, "新农保参保率(%)": 90}
INSURANCE_OFF = F("0.1")

FINANCING = "融资完成额(万元)"
INDICATORS = [LEVY_DUE, LEVY_PAID, *INSURANCE, FINANCING]
DUTIES = [*QUARTER_DUTIES, *DATED_DUTIES, LEVY_DUTY]

POSTS = ["支部书记", "主任", "副书记", "副主任", "文书", "委员", "组长"]
# Row 20: whose leave the township's main leader grants, who counts as one, and who is not bound.
LED_BY_TOWNSHIP = {"支部书记", "主任"}
MAIN_LEADER = ["乡长", "镇长", "乡党委书记", "镇党委书记", "党委书记", "乡主要领导", "镇主要领导"]
NOT_BOUND_BY_LEAVE = {"组长"}
TELEPHONE_DAYS = 2

FINE = F(50)  # row 19, yuan

# Row 7 and 8: yuan.
PER_JIN, PER_JIN_EXCEEDED = F("0.1"), F("0.15")
SUBSIDY = F("0.07")
AWARDS = [(12, 4000, 1500), (6, 2000, 500)]  # at least mu, at least jin, yuan: the highest met
PLOTS = [(100, 1000), (50, 500), (30, 300)]  # row 9: at least mu, yuan

PRIZES = [("一等奖", 3000), ("二等奖", 2000), ("三等奖", 1000)]  # row 23
TALK_AT_OR_BELOW = 80  # row 24
