"""Bringing a scene into a store, and holding its plan against the slow price, line for line and row for row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from models.care_entry import CareEntry, CarePiece
from models.database import connected, rows_of
from models.operations.billing.plan import BatchPlan
from models.operations.hours.exclude_row import exclude_row
from models.service import Service
from models.visit import Visit
from tests.operations.builders import OWNER, Row, plan_of, put_bands, put_hours, put_rates, put_visits, sign
from tests.operations.price.oracle import Answer, Line, price_month
from tests.operations.price.worlds import Scene


def enter(scene: Scene, *, bands_last: bool = False) -> None:
    """Import a scene's files, sign and exclude; the bands may come when the hours are there already."""
    world, today = scene.world, scene.today
    files: list[tuple[Callable[[list[Row]], object], list[Row]]] = [
        (lambda rows: _put_when_decided(rows, today, confirm=True), world.rates),
        (lambda rows: _put_when_decided(rows, today, confirm=False), world.unconfirmed),
        (lambda rows: put_visits(*rows, today=today), world.visits),
        (lambda rows: put_hours(*rows, today=today), world.hours),
    ]
    files.insert(len(files) if bands_last else 0, (lambda rows: put_bands(*rows), world.bands))
    with connected():
        for put, rows in files:
            if rows:
                put(rows)
        for month in sorted({month for _, month in world.signed}):
            sign(month, {case for case, of in world.signed if of == month})
        for key in world.excluded:
            exclude_row(key, "agreed with the home municipality", OWNER)


def _put_when_decided(rows: list[Row], today: date, *, confirm: bool) -> None:
    """Import rates on the scene's day, and those that are decided later on the last day of their decisions."""
    ahead = [row for row in rows if row["decided_on"] > str(today)]
    for those, day in (([row for row in rows if row not in ahead], today), (ahead, None)):
        if those:
            last = day or date.fromisoformat(max(row["decided_on"] for row in those))
            put_rates(*those, today=last, confirm=confirm)


def differences(scene: Scene) -> list[str]:
    """Plan the entered scene and tell what sets the plan apart from the slow price."""
    with connected():
        plan = plan_of(scene.month, scene.today)
        return compare(plan, price_month(scene.world, scene.month, scene.today), scene.month)


def compare(plan: BatchPlan, answer: Answer, month: str) -> list[str]:
    """Tell what sets a plan apart from the slow price; inside a connection."""
    keys = source_keys()
    rows = [(row.case, keys[row.key], str(row.reason)) for row in plan.rows]
    months = [(each.case, each.service, each.month, str(each.reason)) for each in plan.held_months]
    return [
        *apart("row", rows, answer.rows),
        *apart("month", months, answer.months),
        *apart("line", lines_of(plan), answer.lines),
        *apart("total", [plan.total], [sum(line.net for line in answer.lines)]),
        *apart("held rows", held_of(plan), Counter((case, reason) for case, _, reason in answer.rows).items()),
        *apart("pieces", [pieces_on_lines(plan)], [pieces_of_rows({key for _, key in answer.billed}, keys, month)]),
    ]


def apart(what: str, planned: Iterable[object], expected: Iterable[object]) -> list[str]:
    """Tell which things only the plan has, and which only the slow price."""
    ours, theirs = Counter(planned), Counter(expected)
    extra = [f"{what} only in the plan: {each}" for each in (ours - theirs).elements()]
    return extra + [f"{what} only in the slow price: {each}" for each in (theirs - ours).elements()]


def held_of(plan: BatchPlan) -> Iterable[tuple[tuple[str, str], int]]:
    """Sum up the rows that a plan says it holds back, by case and reason."""
    summed: Counter[tuple[str, str]] = Counter()
    for each in plan.held:
        summed[each.case, str(each.reason)] += each.rows
    return summed.items()


def lines_of(plan: BatchPlan) -> list[Line]:
    """Give a plan's lines as the slow price has them."""
    return [
        Line(
            line.case,
            line.service,
            line.unit,
            line.price,
            line.quantity,
            line.net,
            line.month,
            line.first,
            line.last,
            line.late,
        )
        for line in plan.lines
    ]


def source_keys() -> dict[str, str]:
    """Map the store's keys to the source's: the same, or the cells of a row without one."""
    columns = (CareEntry.start, CareEntry.end, CareEntry.minutes, CareEntry.pieces)
    query = CareEntry.select(CareEntry.key, Visit.case_number, CareEntry.day, *columns, CareEntry.service).join(Visit)
    services = dict(rows_of(Service.select(Service.id, Service.code)))
    found = {}
    for key, case, day, start, end, minutes, pieces, service in rows_of(query):
        clock = [f"{at // 60:02}:{at % 60:02}" if at is not None else "" for at in (start, end)]
        measured = ["" if start is not None or not number else str(number) for number in (minutes, pieces)]
        unkeyed = "|".join((case, str(day), *clock, *measured, services[service]))
        found[key] = unkeyed if key.startswith("h:") else key
    return found


def pieces_on_lines(plan: BatchPlan) -> tuple[int, int]:
    """Count the pieces on a plan's lines, and add up their ids."""
    return sum(line.pieces for line in plan.lines), sum(line.piece_sum for line in plan.lines)


def pieces_of_rows(billed: set[str], keys: dict[str, str], month: str) -> tuple[int, int]:
    """Count the pieces of the rows that should be billed, and add up their ids: none is lost and none comes twice."""
    query = CarePiece.select(CareEntry.key, CarePiece.id).join(CareEntry).where(CarePiece.row_month <= month)
    ids = [piece for key, piece in rows_of(query) if keys[key] in billed]
    return len(ids), sum(ids)
