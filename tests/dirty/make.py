"""Writes the dirty files of this folder: what offices really send, one folder a case.

    python3 -m venv ENV && ENV/bin/pip install openpyxl==3.1.5 xlwt==1.3.0 msoffcrypto-tool==6.1.0
    ENV/bin/python make.py

Files of openpyxl and xlwt come out the same byte for byte. LibreOffice and msoffcrypto put clocks and salts into
theirs: such a file is made only where it is missing. What each case should come to is in cases.toml, by hand.
"""

import datetime
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent
FILES = HERE / "files"
MOMENT = datetime.datetime(2024, 4, 1, 8, 0, 0)

DUTIES = ["村", "村民会议", "党务公开"]
FIGURES = ["村", "集资已收(元)", "参保率(%)", "未参保户数(户)"]
EVENTS = ["日期", "村", "事项", "次数", "当事人", "分值", "情况说明"]
MEETING = ["村", "姓名", "职务", "3月5日 工作例会"]
LEAVES = ["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"]
TOBACCO = ["日期", "村", "烟农", "交售量(斤)", "产值(元)"]

DAY = datetime.date(2024, 3, 20)


class Sheet:
    """A sheet and what is odd about it."""

    def __init__(self, name, *rows, merges=(), hidden=False, hide_rows=(), hide_columns=(), formats=None, colour=()):
        self.name, self.rows, self.merges = name, rows, merges
        self.hidden, self.hide_rows, self.hide_columns = hidden, hide_rows, hide_columns
        self.formats, self.colour = formats or {}, colour


def place(path):
    target = FILES / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def fixed(path, change=None):
    """The same workbook without the clock, its parts changed by `change`."""
    with zipfile.ZipFile(path) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-04-01T08:00:00Z", data)
            if change:
                data = change(name, data)
            target.writestr(zipfile.ZipInfo(name, (2024, 4, 1, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)


def xlsx(path, *sheets, epoch=None, change=None):
    """openpyxl"""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, cells in enumerate(sheet.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    page.cell(row, column, value)
        for address, number_format in sheet.formats.items():
            page[address].number_format = number_format
        for area in sheet.merges:
            page.merge_cells(area)
        for row in sheet.hide_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hide_columns:
            page.column_dimensions[column].hidden = True
        for address in sheet.colour:
            page[address].fill = PatternFill("solid", fgColor="FFFF00")
        if sheet.hidden:
            page.sheet_state = "hidden"
    book.save(place(path))
    fixed(place(path), change)


def xls(path, name, *rows, date_cells=(), percent_cells=(), percent="0%", hide_rows=(), hide_columns=(), blank=()):
    """xlwt"""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    dated = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    percent = xlwt.easyxf(num_format_str=percent)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                place_of = (row, column)
                style = [dated] if place_of in date_cells else [percent] if place_of in percent_cells else []
                page.write(row, column, value, *style)
    for row in hide_rows:
        page.row(row).hidden = True
    for column in hide_columns:
        page.col(column).hidden = True
    for other in blank:
        book.add_sheet(other)
    book.save(str(place(path)))


def converted(path, source, ending):
    """LibreOffice: what `source` writes, saved as another kind."""
    if place(path).exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        before = folder / "book.xlsx"
        source(before)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
        subprocess.run([*command, "--outdir", str(folder / "out"), str(before)], check=True, capture_output=True)
        shutil.copy(folder / "out" / f"book.{ending}", place(path))


def locked(path, source):
    """msoffcrypto"""
    if place(path).exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "book.xlsx"
        source(plain)
        with plain.open("rb") as opened, place(path).open("wb") as target:
            msoffcrypto.format.ooxml.OOXMLFile(opened).encrypt("1234", target)


def text(path, content, encoding="utf-8"):
    """Plain bytes."""
    place(path).write_bytes(content.encode(encoding))


def same(path, other):
    shutil.copy(FILES / other, place(path))


def event(day, village="1村", what="安全事故", count=1, who=None, mark=None, detail=None):
    return [day, village, what, count, who, mark, detail]


def roster():
    villages = [["村", "类别", "别名", "起", "止"], ["1村", "", "东风村、东风", "", ""], ["2村", "", "", "", ""], ["8村", "", "", "", ""]]
    cadres = [
        ["编号", "姓名", "村", "职务", "起", "止"],
        ["101", "张三", "1村", "支部书记", "", ""],
        ["102", "李四", "1村", "主任", "", ""],
        ["103", "王五", "1村", "文书", "", ""],
        ["104", "王五", "1村", "文书", "", ""],
        ["105", "张䶮", "1村", "文书", "", ""],
        ["201", "赵六", "2村", "支部书记", "", ""],
        ["202", "李㙍", "2村", "主任", "", ""],
        ["203", "郑十", "2村", "文书", "", "2024-03-10"],
        ["801", "孙八", "8村", "支部书记", "", ""],
        ["802", "王𠮷", "8村", "主任", "", ""],
        ["203", "郑十", "8村", "文书", "2024-03-11", ""],
    ]
    xlsx("../roster.xlsx", Sheet("村", *villages), Sheet("干部", *cadres))


def unsaved(name, data):
    """A result that the writer never computed: XlsxWriter and rust_xlsxwriter save 0, and ask to be computed on opening."""
    return data.replace(b"</f><v></v>", b"</f><v>0</v>").replace(b"</f><v />", b"</f><v>0</v>").replace(b"</f><v/>", b"</f><v>0</v>")


def of_poi(name, data):
    """The same of Apache POI, which asks for nothing."""
    data = re.sub(rb"<calcPr[^>]*/>", b"", unsaved(name, data))
    return re.sub(rb"<Application>[^<]*</Application>", b"<Application>Apache POI</Application>", data)


def covering(area):
    """Merged as a brush of formats does it: what lies below stays."""
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % area.encode()
    return lambda name, data: data.replace(b"</sheetData>", merged) if name == "xl/worksheets/sheet1.xml" else data


def strict(name, data):
    """Strict Open XML has other namespaces."""
    data = data.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return data.replace(relations, b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def scrambled(path):
    """The record of a password in an old workbook, of the oldest kind, in place of the one that names the writer."""
    data = bytearray(place(path).read_bytes())
    at = data.index(b"\x5c\x00\x70\x00")
    data[at : at + 6] = b"\x2f\x00\x70\x00\x00\x00"
    place(path).write_bytes(data)


def layout():
    xlsx("title-merged/考核表.xlsx", Sheet("规定动作", ["青溪乡2024年3月规定动作完成情况"], DUTIES, ["1村", 2, "√"], merges=["A1:C1"]))
    rows = [EVENTS, event(DAY), event(DAY, None, "工作不力", 1, None, 0.5)]
    xlsx("village-merged/考核表.xlsx", Sheet("事项登记", *rows, merges=["B2:B3"]))
    two = [["村", "参保", None, "集资已收(元)"], [None, "参保率(%)", "未参保户数(户)", None], ["1村", 96, 3, 500], ["2村", 97, 4, 700]]
    xlsx("heads-two-levels/考核表.xlsx", Sheet("指标进度", *two, merges=["A1:A2", "B1:C1", "D1:D2"]))
    joined = [["村", "村民", None, "党务公开"], [None, "会议", "备注", None], ["1村", 2, "按期", "√"]]
    xlsx("heads-joined/考核表.xlsx", Sheet("规定动作", *joined, merges=["A1:A2", "B1:C1", "D1:D2"]))
    xlsx("value-merged/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], ["2村", None, "√"], merges=["B2:B3"]))
    far = [["青溪乡人民政府"], ["填表单位：党建办"], [], ["说明：次数填数字"], [], DUTIES, ["1村", 1, 1]]
    xlsx("header-far-down/考核表.xlsx", Sheet("规定动作", *far))
    xlsx("columns-reordered/考核表.xlsx", Sheet("规定动作", ["党务公开", "村民会议", "村"], ["√", 2, "1村"]))
    more = [["序号", "村", "村民会议", "备注", "联系电话"], [1, "1村", 2, "已核", "13800000000"]]
    xlsx("columns-added/考核表.xlsx", Sheet("规定动作", *more))
    xlsx("column-unknown/考核表.xlsx", Sheet("规定动作", [*DUTIES, "村民代表会"], ["1村", 2, "√", 1]))
    xlsx("column-renamed/考核表.xlsx", Sheet("规定动作", ["村", "村民大会", "党务公开"], ["1村", 2, "√"]))
    xlsx("column-alias/考核表.xlsx", Sheet("规定动作", ["村", "村民会议", "党务公开情况"], ["1村", 2, "√"]))
    xlsx("column-missing/考核表.xlsx", Sheet("事项登记", ["日期", "村", "事项"], [DAY, "1村", "安全事故"]))
    xlsx("column-twice/考核表.xlsx", Sheet("规定动作", ["村", "村民会议", "村民会议"], ["1村", 2, 3]))
    xlsx("unit-differs/考核表.xlsx", Sheet("指标进度", ["村", "集资已收(万元)"], ["1村", 5]))
    xlsx("column-bare/考核表.xlsx", Sheet("规定动作", ["村", "村民会议", None], ["1村", 2, "√"]))
    xlsx("head-merged-over/考核表.xlsx", Sheet("规定动作", ["村", "村民会议", None], ["1村", 2, 3], merges=["B1:C1"]))
    xlsx("column-common-term/考核表.xlsx", Sheet("规定动作", ["行政村", "村民会议", "党务公开"], ["1村", 2, "√"]))
    xlsx("column-office-term/考核表.xlsx", Sheet("规定动作", ["单位", "村民会议", "党务公开"], ["1村", 2, "√"]))
    one_name = [["村", "上半年", None, "全年", None], [None, "村民会议", "党务公开", "村民会议", "党务公开"], ["1村", 1, "√", 2, "√"]]
    xlsx("heads-same-below/考核表.xlsx", Sheet("规定动作", *one_name, merges=["A1:A2", "B1:C1", "D1:E1"]))
    blank = [DUTIES, ["1村", 2, "√"], [], [" ", "　", "\u200b"], [None, None, None], ["2村", 1, "√"]]
    xlsx("rows-blank/考核表.xlsx", Sheet("规定动作", *blank, colour=["A3", "B3", "C5"]))
    signed = [DUTIES, ["1村", 2, "√"], [], ["填表人：张三", "审核人：李四"]]
    xlsx("signature-below/考核表.xlsx", Sheet("规定动作", *signed))


def villages():
    xlsx("village-chinese-number/考核表.xlsx", Sheet("规定动作", DUTIES, ["一村", 1, "√"], ["第二村", 2, "√"], ["八村村委会", 3, "√"]))
    xlsx("village-widths/考核表.xlsx", Sheet("规定动作", DUTIES, ["１村", 1, "√"], ["2\u00a0村", 2, "√"], ["8\u200b村  ", 3, "√"]))
    xlsx("village-alias/考核表.xlsx", Sheet("规定动作", DUTIES, ["东风村", 1, "√"]))
    xlsx("village-unknown/考核表.xlsx", Sheet("规定动作", DUTIES, ["9村", 1, "√"]))
    xlsx("village-nearly/考核表.xlsx", Sheet("规定动作", DUTIES, ["东凤村", 1, "√"]))
    xlsx("village-blank/考核表.xlsx", Sheet("规定动作", DUTIES, [None, 1, "√"]))
    xlsx("village-twice-differs/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500], ["1村", 600]))
    xlsx("village-twice-equal/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500], ["1村", 500]))


def numbers():
    xlsx("number-as-text/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "５００"], ["2村", "1,200"], ["8村", "700元"]))
    xlsx("number-wan/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "5.4万"], ["2村", "2000万"]))
    xlsx("wan-in-count/考核表.xlsx", Sheet("规定动作", DUTIES[:2], ["1村", "1万"]))
    rates = [["村", "参保率(%)"], ["1村", "60%"], ["2村", 0.6], ["8村", 95.5]]
    xlsx("percent-ways/考核表.xlsx", Sheet("指标进度", *rates, formats={"B3": "0%"}))
    xlsx("percent-bare-ratio/考核表.xlsx", Sheet("指标进度", ["村", "参保率(%)"], ["1村", 0.6]))
    wrong = [FIGURES[:2], ["1村", "60%"], ["2村", 0.6]]
    xlsx("percent-in-money/考核表.xlsx", Sheet("指标进度", *wrong, formats={"B3": "0%"}))
    xlsx("mark-wide/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "工作不力", 1, None, "０．５")))
    notes = [
        event(DAY, "1村", "工作不力", 1, None, "-0.5(缺会议记录1次)"),
        event(DAY, "2村", "工作不力", 1, None, "0.5（缺记录）", "三月检查"),
        event(DAY, "8村", "工作不力", 1, None, "扣1分"),
        event(DAY, "1村", "工作不力", 1, None, "-1分"),
        event(DAY, "1村", "创新工作", 1, None, "加2分"),
    ]
    xlsx("mark-notes/考核表.xlsx", Sheet("事项登记", EVENTS, *notes))
    against = [event(DAY, "1村", "工作不力", 1, None, "加1分"), event(DAY, "2村", "创新工作", 1, None, "-1分")]
    xlsx("mark-against/考核表.xlsx", Sheet("事项登记", EVENTS, *against))
    xlsx("mark-sentence/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "工作不力", 1, None, "情节较轻，酌情处理")))
    marks = [event(DAY, "1村", "工作不力", 1, None, 0.5), event(DAY, "2村", "工作不力", 1)]
    xlsx("mark-merged/考核表.xlsx", Sheet("事项登记", EVENTS, *marks, merges=["F2:F3"]))
    xlsx("mark-not-applicable/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "工作不力", 1, None, "不适用")))
    xlsx("mark-where-fixed/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "安全事故", 1, None, 1)))
    xlsx("event-unknown/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "安全事故2起")))
    xlsx("mark-outside/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "工作不力", 1, None, 5)))
    xlsx("number-noted/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "1200(含补交200元)"], ["2村", "500(5)"]))
    xlsx("word-declared/考核表.xlsx", Sheet("指标进度", ["村", "未参保户数(户)"], ["1村", "无"], ["2村", 3]))
    xlsx("word-undeclared/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "无"], ["2村", "—"], ["8村", "√"]))
    xlsx("word-undeclared-beside/考核表.xlsx", Sheet("指标进度", ["村", "未参保户数(户)"], ["1村", "没有"]))
    xlsx("number-vague/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "2-3"], ["2村", "约5"], ["8村", "500左右"]))
    xlsx("number-negative/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", -5]))
    precise = lambda name, data: data.replace(b"<v>0.58</v>", b"<v>0.57999999999999996</v>")
    xlsx("number-binary/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "工作不力", 1, None, 0.58)), change=precise)
    xlsx("number-too-long/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 530102199001011234]))
    xlsx("number-blank/考核表.xlsx", Sheet("指标进度", FIGURES, ["1村", 500, None, None], ["2村", None, 96, 0]))
    xlsx("duty-words/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", "未", "√"], ["2村", DAY, "3次"], ["8村", "不适用", "３"]))
    xlsx("duty-sentence/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", "已完成", "√"]))
    xlsx("count-blank/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, count=None), event(DAY, "2村", count=0)))
    xlsx("mark-of-panel/考核表.xlsx", Sheet("评分录入", ["村", "年度评议"], ["1村", "9.5分"], ["2村", 12]))
    tobacco = [[DAY, "1村", "周甲", "1200斤", 15000], [DAY, "2村", "吴乙", 800.5, "１万"]]
    xlsx("register-units/考核表.xlsx", Sheet("烟叶交售", TOBACCO, *tobacco))
    xlsx("register-blank/考核表.xlsx", Sheet("烟叶交售", TOBACCO, [DAY, "1村", "周甲", None, 15000]))


def dates():
    days = [DAY, 45371, "2024.3.20", "2024年3月20日", "3月20日", datetime.datetime(2024, 3, 20, 14, 30), "３月21号"]
    rows = [event(day, count=number) for number, day in enumerate(days, 1)]
    xlsx("date-ways/考核表.xlsx", Sheet("事项登记", EVENTS, *rows))
    xlsx("date-slash/考核表.xlsx", Sheet("事项登记", EVENTS, event("20/3"), event("3/4", "2村")))
    xlsx("date-impossible/考核表.xlsx", Sheet("事项登记", EVENTS, event("4月31日"), event("2024-02-30", "2村")))
    xlsx("date-outside/考核表.xlsx", Sheet("事项登记", EVENTS, event(datetime.date(2024, 2, 29)), event("2023年3月20日", "2村")))
    xlsx("date-1904/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY)), epoch=CALENDAR_MAC_1904)
    xlsx("date-1904-serial/考核表.xlsx", Sheet("事项登记", EVENTS, event(43909)), epoch=CALENDAR_MAC_1904)
    xlsx("date-serial-elsewhere/考核表.xlsx", Sheet("事项登记", EVENTS, event(45292)))
    xlsx("title-other-month/考核表.xlsx", Sheet("规定动作", ["青溪乡2024年2月规定动作"], DUTIES, ["1村", 2, "√"]))


def formulas():
    def cached(path):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "指标进度"
        for row in [FIGURES[:2], ["1村", "=250+250"], ["2村", "=B2*2"]]:
            page.append(row)
        book.save(path)

    converted("formula-cached/考核表.xlsx", cached, "xlsx")
    xlsx("formula-uncached/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "=250+250"]))
    xlsx("formula-fault/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "#REF!"], ["2村", "#DIV/0!"]))


def sheets():
    form = Sheet("规定动作", DUTIES, ["1村", 2, "√"])
    hidden = Sheet("规定动作", DUTIES, ["1村", 2, "√"], hidden=True)
    xlsx("sheet-hidden-form/考核表.xlsx", Sheet("说明", ["见下表"]), hidden)
    own = Sheet("_lists", ["√", "未"], hidden=True)
    xlsx("sheet-hidden-other/考核表.xlsx", form, Sheet("底稿", ["村", "旧数"], ["1村", 9], hidden=True), own)
    xlsx("rows-hidden/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], ["2村", 1, "√"], hide_rows=[2]))
    xlsx("columns-hidden/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], hide_columns=["C"]))
    total = [FIGURES[:2], ["1村", 500], ["2村", 700]]
    xlsx("total-right/考核表.xlsx", Sheet("指标进度", *total, ["合计", 1200]))
    xlsx("total-wrong/考核表.xlsx", Sheet("指标进度", *total, ["合计", 1300]))
    parts = [FIGURES[:2], ["1村", 500], ["小计", 500], ["2村", 700], ["8村", 100], ["小计", 900], ["合计", 1300], ["平均", 433.3]]
    xlsx("subtotal-wrong/考核表.xlsx", Sheet("指标进度", *parts))
    xlsx("sheet-copy-same/考核表.xlsx", form, Sheet("规定动作 (2)", DUTIES, ["1村", 2, "√"]))
    xlsx("sheet-copy-differs/考核表.xlsx", form, Sheet("规定动作 (2)", DUTIES, ["1村", 3, "√"]))
    xlsx("sheet-unnamed/考核表.xlsx", Sheet("Sheet1", DUTIES, ["1村", 2, "√"]), Sheet("Sheet1 (2)", DUTIES, ["1村", 3, "√"]))
    xlsx("sheet-spaces/考核表.xlsx", Sheet(" 规定 动作 ", DUTIES, ["1村", 2, "√"]))


def crossed():
    def rich(path):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "规定动作"
        for row in [DUTIES, ["1村", None, "√"], ["2村", None, "√"], ["8村", 1, "√"]]:
            page.append(row)
        page["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "2"), "1")
        page["B3"] = CellRichText("1", TextBlock(InlineFont(vertAlign="superscript"), "2"))
        page["A4"] = CellRichText("8", TextBlock(InlineFont(vertAlign="superscript"), "村"))
        book.save(path)
        fixed(path)

    def row(path):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "规定动作"
        for cells in [DUTIES, ["1村", 2, "√"], ["2村", 1, "√"]]:
            page.append(cells)
        for cell in page[3]:
            cell.font = Font(strike=True)
        book.save(path)
        fixed(path)

    rich(place("letters-crossed/考核表.xlsx"))
    converted("letters-crossed-shared/考核表.xlsx", rich, "xlsx")
    row(place("row-crossed/考核表.xlsx"))
    converted("row-crossed-old/考核表.xls", row, "xls")


def files():
    duties = lambda count: Sheet("规定动作", DUTIES, ["1村", count, "√"])
    xlsx("lock-beside/考核表.xlsx", duties(2))
    place("lock-beside/~$考核表.xlsx").write_bytes(b"\x06" + b"clerk".ljust(54))
    xlsx("versions/考核表.xlsx", duties(2))
    xlsx("versions/考核表最终版2.xlsx", duties(3))
    xlsx("versions-wechat/考核表(1).xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500]))
    xlsx("versions-wechat/考核表 - 副本.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 600]))
    xlsx("same-bytes/考核表.xlsx", duties(2))
    xlsx("versions-apart/考核表.xlsx", duties(2))
    xlsx("versions-apart/考核表(1).xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500]))
    xlsx("versions-beside/党建办考核表.xlsx", duties(2))
    xlsx("versions-beside/党建办考核表(1).xlsx", Sheet("规定动作", DUTIES, ["2村", 1, "√"]))
    same("same-bytes/考核表(1).xlsx", "same-bytes/考核表.xlsx")
    for case, other in [("offices-equal", 500), ("offices-differ", 600)]:
        xlsx(f"{case}/党建办.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500]))
        xlsx(f"{case}/财政所.xlsx", Sheet("指标进度", ["村", "未参保户数(户)", "集资已收(元)"], ["1村", 3, other]))
    xlsx("offices-split/党建办.xlsx", Sheet("规定动作", ["村", "党务公开"], ["1村", "√"]))
    xlsx("offices-split/民政办.xlsx", Sheet("规定动作", ["村", "村民会议"], ["1村", 2]))
    xlsx("villages-split/1村.xlsx", duties(2))
    xlsx("villages-split/2村.xlsx", Sheet("规定动作", DUTIES, ["2村", 1, "未"]))
    xlsx("strays/考核表.xlsx", duties(2))
    place("strays/现场照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    place("strays/规定动作.ods").write_bytes(b"PK\x03\x04")


def people():
    names = [["1村", "张䶮", "文书", "√"], ["2村", "李㙍", "主任", "迟"], ["8村", "王𠮷", "主任", "缺"]]
    everyone = [["1村", "张三", "支部书记", "√"], ["1村", "李四", "主任", "√"], ["2村", "赵六", "支部书记", "√"]]
    rest = [["2村", "郑十", "文书", "√"], ["8村", "孙八", "支部书记", "√"]]
    homonyms = [["1村", "王五", "文书", "√", "103"], ["1村", "王五", "文书", "假", "104"]]
    xlsx("name-rare/考核表.xlsx", Sheet("会议签到", [*MEETING, "编号"], *names, *everyone, *rest, *homonyms))
    xlsx("name-rare-lost/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "无故缺席", 1, "张?")))
    numbered = [[*EVENTS, "编号"], [*event(DAY, "1村", "无故缺席", 1, "王五"), "104"]]
    xlsx("homonym-numbered/考核表.xlsx", Sheet("事项登记", *numbered))
    xlsx("homonym-bare/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, "1村", "无故缺席", 1, "王五")))
    moves = [event(datetime.date(2024, 3, 5), "2村", "无故缺席", 1, "郑十"), event(datetime.date(2024, 3, 15), "8村", "无故缺席", 1, "郑十")]
    xlsx("cadre-moves/考核表.xlsx", Sheet("事项登记", EVENTS, *moves))
    early = event(datetime.date(2024, 3, 5), "8村", "无故缺席", 1, "郑十")
    xlsx("cadre-moves-early/考核表.xlsx", Sheet("事项登记", EVENTS, early))
    signed = [MEETING, ["2村", "赵六", "支部书记", "缺"], ["2村", "李㙍", "主任", "√"], ["2村", "郑十", "文书", "√"]]
    leave = [LEAVES, ["赵六", "2村", datetime.date(2024, 3, 4), datetime.date(2024, 3, 6), "书面", "乡长", None]]
    xlsx("leave-against-absence/考核表.xlsx", Sheet("会议签到", *signed), Sheet("请销假", *leave))
    xlsx("sign-in-blank/考核表.xlsx", Sheet("会议签到", MEETING, ["2村", "赵六", "支部书记", None], *signed[2:]))


def kinds():
    rows = [DUTIES, ["1村", 2, "√"], ["2村", DAY, "未"]]
    for path in ["old-xls/考核表.xls", "old-named-et/考核表.et", "old-named-xlsx/考核表.xlsx"]:
        xls(path, "规定动作", *rows, date_cells=[(2, 1)])
    xls("old-blank-sheets/考核表.xls", "规定动作", *rows[:2], blank=["Sheet2", "Sheet3"])
    xls("old-hidden-row/考核表.xls", "规定动作", DUTIES, ["1村", 2, "√"], ["2村", 1, "√"], hide_rows=[2])
    xls("old-hidden-column/考核表.xls", "规定动作", *rows[:2], hide_columns=[2])
    xls("old-percent-format/考核表.xls", "指标进度", ["村", "参保率(%)"], ["1村", 0.6], percent_cells=[(1, 1)])
    xls("old-percent/考核表.xls", "指标进度", ["村", "参保率(%)"], ["1村", "95.5%"], ["2村", 96])
    xlsx("new-named-xls/考核表.xls", Sheet("规定动作", DUTIES, ["1村", 2, "√"]))

    def plain(path):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "规定动作"
        for row in [DUTIES, ["1村", 2, "√"], ["合计", 2, None]]:
            page.append(row)
        book.save(path)

    def figures(path):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "指标进度"
        for row in [FIGURES, ["1村", 500, 0.6, 3], ["2村", 700, 0.955, 4]]:
            page.append(row)
        page["C2"].number_format = "0%"
        page["C3"].number_format = "0.0%"
        page.column_dimensions["D"].hidden = True
        book.save(path)

    converted("old-libreoffice-percent/考核表.xls", figures, "xls")
    converted("old-libreoffice/考核表.xls", plain, "xls")
    locked("password/考核表.xlsx", plain)
    page = "<html><body><table><tr><td>村</td><td>村民会议</td></tr><tr><td>1村</td><td>2</td></tr></table></body></html>"
    text("page-named-xls/考核表.xls", page)
    lines = "村,村民会议,党务公开\r\n1村,2,√\r\n"
    text("csv-gb18030/规定动作.csv", lines, "gb18030")
    text("csv-utf8/规定动作.csv", lines)
    text("csv-utf8-mark/规定动作.csv", lines, "utf-8-sig")
    text("csv-utf16/规定动作.csv", lines, "utf-16")
    whole = (FILES / "title-merged/考核表.xlsx").read_bytes()
    place("truncated/考核表.xlsx").write_bytes(whole[: len(whole) // 2])
    place("empty/考核表.xlsx").write_bytes(b"")


def attacked():
    """What a reviewer found to be lost or misread in silence."""
    xlsx("formula-zero-saved/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", "=1+1", '=IF(1,"√","")']), change=unsaved)
    xlsx("formula-zero-poi/考核表.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", "=250+250"]), change=of_poi)
    rates = [["村", "参保率(%)"], ["1村", 95.5], ["2村", 96], ["8村", 0.6]]
    words = {"B2": '0.0"%"', "B3": "0\\%", "B4": '0%"（估）"'}
    xlsx("percent-word/考核表.xlsx", Sheet("指标进度", *rates, formats=words))
    xls("old-percent-word/考核表.xls", "指标进度", ["村", "参保率(%)"], ["1村", 95.5], percent_cells=[(1, 1)], percent='0.0"%"')
    text("csv-old-mac/规定动作.csv", "村,村民会议,党务公开\r1村,2,√\r2村,1,√\r")
    text("csv-quote-open/规定动作.csv", '村,村民会议,备注\n1村,2,"没有关上\n2村,3,好\n')
    text("csv-quote-within/规定动作.csv", '村,村民会议,备注\n1村,2,5" 管\n2村,3,好\n')
    text("csv-semicolon/规定动作.csv", "村;村民会议;党务公开\r\n1村;2;√\r\n")
    text("csv-title-tab/规定动作.csv", "青溪乡，规定动作\r\n村\t村民会议\t党务公开\r\n1村\t2\t√\r\n")
    figures = [["1村", "1\n2"], ["2村", "1 2"], ["8村", "5②"], ["1村", "5²"], ["2村", "0,500"], ["8村", "1,200.5,3"]]
    xlsx("figures-two-in-one/考核表.xlsx", Sheet("指标进度", FIGURES[:2], *figures))
    hours = datetime.timedelta(hours=48)
    xlsx("count-date-or-hours/考核表.xlsx", Sheet("事项登记", EVENTS, event(DAY, count=45371), event(DAY, "2村", count=hours)))
    remarks = [["备注", "村", "村民会议"], ["累计", "1村", 2], ["合计", "2村", 3]]
    xlsx("total-in-remark/考核表.xlsx", Sheet("规定动作", *remarks))
    causes = [["情况说明", "日期", "村", "事项", "次数"], ["负责人：未到岗", DAY, "1村", "安全事故", 1], ["注：上级通报", DAY, "2村", "安全事故", 2]]
    xlsx("footer-in-remark/考核表.xlsx", Sheet("事项登记", *causes))
    longer = [["序号", "村", "集资已收(元)"], [1, "1村", 500], [2, "2村", 700], ["本页小计", None, 1200], ["青溪乡合计（元）", "2个村", 1300]]
    xlsx("total-longer/考核表.xlsx", Sheet("指标进度", *longer))
    above = [["2024年3月指标进度"], [None, None, "单位：万元、户"], ["村", "集资已收", "未参保户数"], ["1村", 5.4, 3]]
    xlsx("unit-above/考核表.xlsx", Sheet("指标进度", *above))
    xlsx("covered-value/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], ["2村", 3, "√"]), change=covering("B2:B3"))
    xlsx("covered-village/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], ["2村", 3, "√"]), change=covering("A2:A3"))
    unseen = [DUTIES, ["1村\u200e", "2\ufe0f", "✔\ufe0f"], ["2村", "\u200e", "\u2060"]]
    xlsx("letters-unseen/考核表.xlsx", Sheet("规定动作", *unseen))
    meetings = [["村", "姓名", "3月5日 例会", "3月5日 例会"], ["2村", "赵六", "缺", "缺"], ["2村", "李㙍", "√", "√"], ["2村", "郑十", "√", "√"]]
    xlsx("meeting-twice/考核表.xlsx", Sheet("会议签到", *meetings))
    xlsx("mark-twice-equal/考核表.xlsx", Sheet("评分录入", ["村", "年度评议"], ["1村", 9], ["1村", 9]))
    xlsx("offices-duty/党建办.xlsx", Sheet("规定动作", DUTIES[:2], ["1村", 2]))
    xlsx("offices-duty/民政办.xlsx", Sheet("规定动作", DUTIES[:2], ["1村", 3]))
    xlsx("ending-lost/指标.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500]))
    xlsx("ending-lost/考核表.xlsx.1", Sheet("规定动作", DUTIES, ["1村", 2, "√"]))
    xlsx("archive-beside/指标.xlsx", Sheet("指标进度", FIGURES[:2], ["1村", 500]))
    place("archive-beside/三月材料.rar").write_bytes(b"Rar!\x1a\x07\x00")
    place("archive-beside/考核表.xlsx.crdownload").write_bytes(b"PK\x03\x04")
    xlsx("strict/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, "√"], ["2村", DAY, "未"], hide_rows=[3]), change=strict)
    xls("old-scrambled/考核表.xls", "规定动作", DUTIES, ["1村", 2, "√"])
    scrambled("old-scrambled/考核表.xls")


def passed_over():
    """What a clerk typed and was not told that nobody read it."""
    row = event(DAY, "2村", "工作不力", 1, None, 0.5)
    shown = Sheet("事项登记", EVENTS, event(DAY))
    hidden = [Sheet("事项登记（补充）", EVENTS, row, hidden=True), Sheet("Sheet1", EVENTS, row, hidden=True), Sheet("底稿", EVENTS, hidden=True)]
    xlsx("sheet-hidden-more/考核表.xlsx", shown, *hidden)
    guide = Sheet("填表说明", ["列", "怎么填"], ["村", "写村名"], ["事项", "从下拉框选"])
    xlsx("sheet-misnamed/考核表.xlsx", shown, guide, Sheet("说明", EVENTS, row), Sheet("Sheet2", TOBACCO, [DAY, "1村", "周甲", 100, 1500]))
    counts = [event(DAY), ["小计", None, None, 1], event(DAY, "2村", count=2), event(DAY, "8村"), ["小计", None, None, 4], ["合计", None, None, "5次"]]
    tobacco = [[DAY, "1村", "周甲", 100, 1500], ["小计", None, None, 100, 1500], [DAY, "2村", "吴乙", 200, 3000], ["小计", None, None, 300, 3000], ["合计", None, None, 300, "5000元"]]
    xlsx("total-of-rows/考核表.xlsx", Sheet("事项登记", EVENTS, *counts), Sheet("烟叶交售", TOBACCO, *tobacco))
    scores = ["日期", "村", "事项", "次数", "责任人", "扣分", "涉及金额"]
    rows = [[DAY, "1村", "工作不力", 1, None, "-0.5(缺会议记录1次)", 3000], [DAY, "2村", "无故缺席", 1, "赵六"]]
    xlsx("column-stands-in/考核表.xlsx", Sheet("事项登记", scores, *rows))
    xlsx("column-against/考核表.xlsx", Sheet("事项登记", scores[:6], [DAY, "1村", "创新工作", 1, None, 1]))
    two = ["日期", "村", "事项", "次数", "扣分", "加分", "涉及金额"]
    xlsx("columns-of-scores/考核表.xlsx", Sheet("事项登记", two, [DAY, "1村", "工作不力", 1, 0.5], [DAY, "1村", "创新工作", 1, None, 2, "3000元"]))
    own = [
        event(DAY, mark="-0.5(缺会议记录1次)"),
        event(DAY, "2村", count=2, mark="扣1分"),
        event(DAY, "8村", count=2, mark=0.5),
        event(DAY, "2村", "无故缺席", 1, "赵六", -0.5, "例会"),
    ]
    xlsx("mark-repeats-price/考核表.xlsx", Sheet("事项登记", EVENTS, *own))
    other = [event(DAY, mark="扣2分(缺会议记录)"), event(DAY, "2村", count=2, mark="加1分"), event(DAY, "8村", mark="见通报")]
    xlsx("mark-differs-from-price/考核表.xlsx", Sheet("事项登记", EVENTS, *other))
    twice = [Sheet("规定动作", DUTIES[:2], ["1村", 1], ["1村", 2], ["2村", 1]), Sheet("指标进度", FIGURES[:2], ["1村", 500])]
    xlsx("offices-duty-equal/党建办.xlsx", *twice)
    xlsx("offices-duty-equal/民政办.xlsx", Sheet("规定动作", DUTIES, ["1村", 2, DAY], ["1村", 1], ["2村", "√"], ["8村", 1]))
    xlsx("offices-duty-equal/综治办.xlsx", Sheet("规定动作", ["村", "党务公开"], ["1村", DAY], ["2村", 1]))
    names = [["2村", "赵六", "支部书记", "缺席"], ["2村", "李㙍", "主任", "迟到"], ["2村", "郑十", "文书", "请假"], ["8村", "孙八", "支部书记", "出席"]]
    xlsx("words-of-one-meaning/考核表.xlsx", Sheet("会议签到", MEETING, *names, ["8村", "王𠮷", "主任", "√"]), Sheet("事项登记", EVENTS, event("3.20")))
    xlsx("duty-tick-dated/考核表.xlsx", Sheet("规定动作", DUTIES, ["1村", "√（3月20日）", "√(3.20)"], ["2村", "√(4.20)", "完成"]))
    crosses = [["2村", "赵六", "支部书记", "×"], ["2村", "李㙍", "主任", "√"], ["2村", "郑十", "文书", "√"]]
    xlsx("sign-in-cross/考核表.xlsx", Sheet("会议签到", MEETING, *crosses), Sheet("事项登记", EVENTS, event("3.2"), event("4.20")))


if __name__ == "__main__":
    for part in [roster, layout, villages, numbers, dates, formulas, sheets, crossed, files, people, kinds, attacked, passed_over]:
        part()
