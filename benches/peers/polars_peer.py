"""Village points of a county with Polars: every sheet of every workbook as a frame of strings, one frame a form, group-bys.

Figures are whole numbers: what is typed in millionths, scores in trillionths, so that nothing is ever rounded by a float.
"""

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # in the readers, which are as many as there are cores

import county
import fastexcel
import polars as pl
import scheme
from facts import tobacco_tasks

VILLAGE = ["township", "village"]
MILLION, TRILLION = 10**6, 10**12
FORMS = ["村", "事项登记", "规定动作", "指标进度", "烟叶交售"]

ReadBook = Callable[[Path, int], Iterable[tuple[str, pl.DataFrame]]]


def trillionths(points: Decimal | int) -> int:
    return int(Decimal(points) * TRILLION)


# --- reading --------------------------------------------------------------------------------------------------


def with_read_excel(path: Path, header: int) -> Iterable[tuple[str, pl.DataFrame]]:
    """All sheets of a workbook, as Polars' own reader gives them; three times as fast without its search for blank
    rows and columns."""
    return pl.read_excel(
        path,
        sheet_id=0,
        read_options={"header_row": header, "dtypes": "string"},
        drop_empty_rows=False,
        drop_empty_cols=False,
        raise_if_empty=False,
    ).items()


def with_fastexcel(path: Path, header: int) -> Iterable[tuple[str, pl.DataFrame]]:
    """The sheets that are needed, straight from the library under Polars' reader."""
    book = fastexcel.read_excel(path)
    for sheet in book.sheet_names:
        if sheet in FORMS:
            yield sheet, book.load_sheet(sheet, header_row=header, dtypes="string").to_polars()


def township_frames(read_book: ReadBook, township: Path) -> dict[str, pl.DataFrame]:
    """A township's sheets by form, each with its township and month. Forms have a line above their header."""
    frames: dict[str, list[pl.DataFrame]] = defaultdict(list)
    books = [
        (0, township / "roster.xlsx", 0),
        *((month, path, 1) for month, path in county.month_books(township)),
    ]
    for month, path, header in books:
        for sheet, table in read_book(path, header):
            if sheet in FORMS and table.height:
                frames[sheet].append(table.with_columns(month=pl.lit(month)))
    named = pl.lit(township.name).alias("township")
    return {form: pl.concat(tables, how="diagonal").with_columns(named) for form, tables in frames.items()}


def read_county(read_book: ReadBook, folders: list[Path], jobs: int | None) -> dict[str, pl.DataFrame]:
    """One frame a form, names brought into one shape; workbooks are read by a pool of processes."""
    found: dict[str, list[pl.DataFrame]] = defaultdict(list)
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for frames in pool.imap(partial(township_frames, read_book), folders):
            for form, table in frames.items():
                found[form].append(table)
    return {form: clean(pl.concat(tables, how="diagonal")) for form, tables in found.items()}


def clean(table: pl.DataFrame) -> pl.DataFrame:
    """Full-width digits and brackets as half-width ones, no spaces around."""
    return table.with_columns(pl.col(pl.String).str.normalize("NFKC").str.strip_chars())


# --- the roster -----------------------------------------------------------------------------------------------


def villages_of(roster: pl.DataFrame, folders: list[Path]) -> pl.DataFrame:
    tasks = pl.DataFrame(
        [
            (folder.name, name, int(task * MILLION))
            for folder in folders
            for name, task in tobacco_tasks(folder / "rulebook.toml").items()
        ],
        schema=["township", "named", "task"],
        orient="row",
    )
    targets = {size: target * MILLION for size, target in scheme.FINANCING_TARGET.items()}
    return (
        roster.rename({"村": "village"})
        .with_row_index("place")
        .join(tasks, left_on=VILLAGE, right_on=["township", "named"], how="left")
        .join(
            tasks,
            left_on=["township", "类别"],
            right_on=["township", "named"],
            how="left",
            suffix="_of_class",
        )
        .with_columns(task=pl.coalesce("task", "task_of_class"))
        .with_columns(target=pl.col("类别").replace_strict(targets, return_dtype=pl.Int64))
    )


def names_of(villages: pl.DataFrame) -> pl.DataFrame:
    """Every name that a sheet may use for a village."""
    own = villages.select("township", "village", pl.col("village").alias("村"))
    if "别名" not in villages.columns:
        return own
    aliases = villages.select(*VILLAGE, pl.col("别名").str.split("、").alias("村")).explode("村").drop_nulls()
    return pl.concat([own, aliases])


# --- cells ----------------------------------------------------------------------------------------------------


def day(column: str) -> pl.Expr:
    """2024-03-05 (with or without a time), 2024.3.5, 2024年3月5日; null for anything else."""
    parts = pl.col(column).str.extract_groups(r"^(\d{4})[^\d](\d{1,2})[^\d](\d{1,2})")
    year, month, of_month = (parts.struct.field(str(at)).cast(pl.Int32) for at in (1, 2, 3))
    return pl.date(year, month, of_month)


def millionths(cell: pl.Expr) -> pl.Expr:
    """A decimal as it was typed; null for words."""
    return (cell.str.replace_all(",", "").cast(pl.Decimal(30, 6), strict=False) * MILLION).cast(pl.Int64)


def percent(column: str) -> pl.Expr:
    """95.5, '95.5%', or 0.955 shown as a percentage: no share in use is 1 % or less."""
    typed = millionths(pl.col(column).str.strip_suffix("%"))
    ratio = ~pl.col(column).str.ends_with("%") & (typed <= MILLION)
    return pl.when(ratio).then(typed * 100).otherwise(typed)


# --- what is taken off or earned: township, village, item, points ------------------------------------------------


def event_points(events: pl.DataFrame) -> pl.DataFrame:
    many = [(item, kind, off, False) for item, kinds in scheme.EVENTS.items() for kind, off in kinds.items()]
    once = [(scheme.ONCE_ITEM, kind, off, True) for kind, off in scheme.ONCE.items()]
    rules = pl.DataFrame(
        [(item, kind, trillionths(off), single) for item, kind, off, single in many + once],
        schema=["item", "事项", "off", "once"],
        orient="row",
    )
    count = pl.when("once").then(1).otherwise(pl.col("count"))
    return (
        events.with_columns(count=pl.col("次数").cast(pl.Int64))
        .join(rules, on="事项")
        .group_by(*VILLAGE, "item", "事项")
        .agg(pl.col("count").sum(), pl.col("off", "once").first())
        .select(*VILLAGE, "item", points=-pl.col("off") * count)
    )


def duty_rules() -> pl.DataFrame:
    """One row a judgement: duty, months whose cells count, the due day of those due by a day, and what it takes off."""
    rows: list[tuple[str, str, int, int, date | None, Decimal]] = [
        ("party-building", duty, 3 * quarter + 1, 3 * quarter + 3, None, scheme.DUTY_OFF)
        for duty in scheme.QUARTER_DUTIES
        for quarter in range(4)
    ]
    rows += [
        ("party-building", duty, 1, due.month, due, scheme.DUTY_OFF)
        for duty, due in scheme.DATED_DUTIES.items()
    ]
    due = scheme.LEVY_DUTY_DUE
    rows.append(("road-levy", scheme.LEVY_DUTY, 1, due.month, due, scheme.LEVY_DUTY_OFF))
    numbered = [(rule, *row[:-1], trillionths(row[-1])) for rule, row in enumerate(rows)]
    return pl.DataFrame(
        numbered, schema=["rule", "item", "duty", "first", "last", "due", "off"], orient="row"
    )


def duty_points(duties: pl.DataFrame) -> pl.DataFrame:
    """What missed duties take off; null where a duty is 不适用."""
    cells = (
        duties.unpivot(
            [duty for duty in scheme.DUTIES if duty in duties.columns],
            index=[*VILLAGE, "month"],
            variable_name="duty",
            value_name="cell",
        )
        .drop_nulls("cell")
        .with_columns(day=day("cell"), times=pl.col("cell").cast(pl.Int64, strict=False))
    )
    ticked = pl.col("cell") == "√"
    once = pl.when(ticked | pl.col("day").is_not_null()).then(1).otherwise(0)
    in_time = (
        (pl.col("day") <= pl.col("due")).fill_null(False) | ticked | (pl.col("times") >= 1).fill_null(False)
    )
    enough = pl.coalesce("times", once).sum() >= 1
    return (
        cells.join(duty_rules(), on="duty")
        .filter(pl.col("month").is_between("first", "last"))
        .group_by(*VILLAGE, "item", "rule")
        .agg(
            pl.col("off", "due").first(),
            taken_off=(pl.col("cell") == "不适用").any(),
            done=pl.when(pl.col("due").first().is_null()).then(enough).otherwise(in_time.any()),
        )
        .select(
            *VILLAGE,
            "item",
            points=pl.when("taken_off").then(None).when("done").then(0).otherwise(-pl.col("off")),
        )
    )


def latest(readings: pl.DataFrame, indicators: Iterable[str], days: Iterable[date]) -> pl.DataFrame:
    """For each village, indicator and day the latest figure dated up to it, in millionths; null is 不适用."""
    month_ends = pl.date(scheme.YEAR, pl.col("month"), 1).dt.month_end()
    as_of = pl.coalesce(day("截至"), month_ends) if "截至" in readings.columns else month_ends
    return (
        readings.with_columns(as_of=as_of)
        .unpivot(list(indicators), index=[*VILLAGE, "as_of"], variable_name="indicator", value_name="cell")
        .drop_nulls("cell")
        .join(pl.DataFrame({"when": list(days)}), how="cross")
        .filter(pl.col("as_of") <= pl.col("when"))
        .sort("as_of")
        .group_by(*VILLAGE, "indicator", "when")
        .agg(pl.col("cell").last())
        .with_columns(
            figure=pl.when(pl.col("indicator").is_in(list(scheme.INSURANCE)))
            .then(percent("cell"))
            .otherwise(millionths(pl.col("cell")))
        )
    )


def levy_points(readings: pl.DataFrame) -> pl.DataFrame:
    checks = pl.DataFrame(
        [(when, required, trillionths(off)) for when, required, off in scheme.LEVY_CHECKS],
        schema=["when", "required", "off"],
        orient="row",
    )
    paid, owed = pl.col(scheme.LEVY_PAID), pl.col(scheme.LEVY_OWED)
    short = (pl.col("required") * owed - 100 * paid) // owed
    return (
        latest(readings, [scheme.LEVY_OWED, scheme.LEVY_PAID], checks["when"])
        .pivot("indicator", index=[*VILLAGE, "when"], values="figure")
        .join(checks, on="when")
        .select(*VILLAGE, item=pl.lit("road-levy"), points=-short.clip(lower_bound=0) * pl.col("off"))
    )


def insurance_points(readings: pl.DataFrame) -> pl.DataFrame:
    required = pl.col("indicator").replace_strict(scheme.INSURANCE, return_dtype=pl.Int64) * MILLION
    short = ((required - pl.col("figure")) // MILLION).clip(lower_bound=0)
    return latest(readings, scheme.INSURANCE, [scheme.INSURANCE_DAY]).select(
        *VILLAGE, item=pl.lit("social-security"), points=-short * trillionths(scheme.INSURANCE_OFF)
    )


def financing_points(readings: pl.DataFrame, villages: pl.DataFrame) -> pl.DataFrame:
    """5 × fulfilment in trillionths, half up; the last figure that any quarter's end found."""
    full, target = scheme.ITEMS["debt-financing"], pl.col("target")
    dividend = full * pl.col("figure") * (TRILLION // MILLION)
    return (
        latest(readings, [scheme.FINANCING], scheme.FINANCING_DAYS)
        .drop_nulls("figure")
        .sort("when")
        .group_by(VILLAGE)
        .agg(pl.col("figure").last())
        .join(villages.select(*VILLAGE, target=target // MILLION), on=VILLAGE)
        .select(*VILLAGE, item=pl.lit("debt-financing"), points=(2 * dividend + target) // (2 * target))
    )


def tobacco_points(deliveries: pl.DataFrame, villages: pl.DataFrame) -> pl.DataFrame:
    whole_percent = pl.col("jin") * 100 // pl.col("task")
    return (
        deliveries.with_columns(jin=millionths(pl.col("交售量(斤)")))
        .group_by(VILLAGE)
        .agg(pl.col("jin").sum())
        .join(villages, on=VILLAGE)
        .select(
            *VILLAGE, item=pl.lit("tobacco"), points=whole_percent * trillionths(scheme.TOBACCO_PER_POINT)
        )
    )


# --- scores ---------------------------------------------------------------------------------------------------


def item_scores(forms: dict[str, pl.DataFrame], folders: list[Path]) -> pl.DataFrame:
    """One row a village and item, in order; `score` in trillionths."""
    villages = villages_of(forms["村"], folders)
    names = names_of(villages)
    events, duties, readings, deliveries = (
        forms[form].join(names, on=["township", "村"]) for form in FORMS[1:]
    )
    points = pl.concat(
        [
            event_points(events),
            duty_points(duties),
            levy_points(readings),
            insurance_points(readings),
            financing_points(readings, villages),
            tobacco_points(deliveries, villages),
        ],
        how="vertical_relaxed",
    )
    sums = points.group_by(*VILLAGE, "item").agg(
        pl.col("points").sum(), excluded=pl.col("points").is_null().all()
    )
    earning = pl.col("item").is_in(["tobacco", "debt-financing"])
    excluded = pl.col("excluded") & pl.col("item").is_in(["party-building", "road-levy"])
    raw = pl.when(earning).then(0).otherwise(pl.col("full")) + pl.col("points").fill_null(0)
    items = pl.DataFrame(
        [(at, item, trillionths(full)) for at, (item, full) in enumerate(scheme.ITEMS.items())],
        schema=["at", "item", "full"],
        orient="row",
    )
    return (
        villages.select(*VILLAGE, "place")
        .join(items, how="cross")
        .join(sums, on=[*VILLAGE, "item"], how="left")
        .with_columns(score=pl.when(excluded).then(0).otherwise(raw.clip(0, pl.col("full"))))
        .sort("place", "at")
    )


def scores(table: pl.DataFrame) -> Iterator[county.Score]:
    totals = table.group_by(VILLAGE, maintain_order=True).agg(pl.col("item"), pl.col("score"))
    for township, village, items, found in totals.iter_rows():
        for item, score in zip([*items, county.TOTAL], [*found, sum(found)]):
            yield township, village, item, Decimal(score).scaleb(-12)


def main() -> None:
    given = county.arguments(__doc__, fastexcel="read with fastexcel itself instead of pl.read_excel")
    folders = county.townships(given.county)
    forms = read_county(with_fastexcel if given.fastexcel else with_read_excel, folders, given.jobs)
    county.write(scores(item_scores(forms, folders)), given.output)


if __name__ == "__main__":
    main()
