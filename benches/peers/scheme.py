"""The founding scheme's figures for village points, as an office's IT man would type them at the head of his script."""

from datetime import date
from decimal import Decimal

YEAR = 2024

# Item and full mark, in the order of the scheme.
ITEMS = {
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

# What one occurrence takes off, by item. Events that post no points to a village (referrals, faults of a person) are left out.
EVENTS = {
    "family-planning": {
        "计生报表迟报或错报": Decimal("0.5"),
        "瞒报出生人口": Decimal(1),
        "违规出具上户证明": Decimal(1),
    },
    "safety": {"安全事故": Decimal(1), "失职重大安全事故": Decimal(2)},
    "mediation": {"矛盾激化上交": Decimal(1), "越级上访": Decimal(2), "排查表迟报或不到位": Decimal(1)},
    "social-security": {"报批优亲厚友": Decimal(1)},
    "statistics": {"报表缺报或不合规定": Decimal("0.5")},
    "village-building": {"违规建房毁林未制止未报告": Decimal(1)},
    "urgent-tasks": {"拒不执行临时任务": Decimal(2)},
}

# Taken off once at most, however often it is entered.
ONCE_ITEM = "industry-poverty"
ONCE = {"产业发展无规划": Decimal(1), "无种养大户": Decimal(1), "扶贫无起色": Decimal(1)}

QUARTER_DUTIES = ["党员和群众代表会", "村民会议", "党务公开", "政务公开", "财务公开", "惠农政策公开"]
DATED_DUTIES = {
    "分工职责上墙": date(YEAR, 1, 31),
    "年初工作计划": date(YEAR, 1, 31),
    "年终工作总结": date(YEAR, 12, 31),
}
DUTY_OFF = Decimal("0.5")

LEVY_DUTY, LEVY_DUTY_DUE, LEVY_DUTY_OFF = "集资方案与台账", date(YEAR, 3, 20), Decimal(3)
LEVY_OWED, LEVY_PAID = "集资应收(元)", "集资已收(元)"
# Day, percent required, taken off for every whole point short.
LEVY_CHECKS = [(date(YEAR, 3, 30), 60, Decimal("0.5")), (date(YEAR, 4, 15), 90, Decimal("0.3"))]

INSURANCE = {"新农合参保率(%)": 95, "新农保参保率(%)": 90}
INSURANCE_DAY, INSURANCE_OFF = date(YEAR, 12, 31), Decimal("0.1")

FINANCING = "融资完成额(万元)"
FINANCING_DAYS = [date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31)]
FINANCING_TARGET = {"大村": 100, "中村": 80, "小村": 60}

TOBACCO_PER_POINT = Decimal("0.15")
# Jin to be delivered, where the township's rulebook does not say otherwise.
TOBACCO_TASK = {
    "1村": 15000,
    "2村": 54000,
    "3村": 15000,
    "4村": 42000,
    "5村": 42000,
    "6村": 54000,
    "7村": 27000,
    "8村": 27000,
}

DUTIES = [*QUARTER_DUTIES, *DATED_DUTIES, LEVY_DUTY]
INDICATORS = [LEVY_OWED, LEVY_PAID, *INSURANCE, FINANCING]
