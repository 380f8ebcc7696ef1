"""A row is excluded where a sum was opened down to it: from a planned line, and from a cell of the hours."""

from __future__ import annotations

from textual.pilot import Pilot

from models.operations.billing.plan import PlannedLine
from models.operations.billing.plan_batch import plan_batch
from models.operations.billing.run_batch import run_batch
from models.operations.hours.exclude_row import exclude_row
from models.operations.reports.by_recipient import by_recipient
from models.operations.reports.events import list_events
from models.operations.reports.hour_rows import rows_of_planned_line
from models.rules.reasons import Reason
from models.rules.typed_hours import Measure
from tests.tui.driving import press, screen_of, shown, sitting, write
from tests.tui.hour_desk import at_month, june, rows_of, type_beside
from tests.tui.village import JULY, MAKER, READER, TODAY
from tui.screens.hour_rows import HourRowsScreen
from tui.screens.planned_line import PlannedLineScreen
from tui.screens.recipient import RecipientScreen


def _lines() -> list[PlannedLine]:
    """List what the first recipient of July would get, as its screen does."""
    plan = plan_batch(JULY, TODAY, MAKER)
    first = by_recipient(plan)[0].recipient
    return [line for invoice in plan.invoices if invoice.recipient == first for line in invoice.lines]


def _rows(line: PlannedLine) -> list[str]:
    return list(dict.fromkeys(piece.key for piece in rows_of_planned_line(line, JULY, TODAY, MAKER)))


async def _open_line(pilot: Pilot[None], place: int) -> None:
    await press(pilot, "4", "enter", *["down"] * place, "enter")
    assert isinstance(screen_of(pilot), PlannedLineScreen)


def _long_line() -> tuple[int, PlannedLine]:
    return next((place, line) for place, line in enumerate(_lines()) if line.unit == "hour" and len(_rows(line)) > 1)


async def test_a_row_of_a_planned_line_is_excluded_and_the_line_is_what_is_left(village: str) -> None:
    """G10: with a reason and a name; line, recipient and plan show what would be billed now."""
    place, line = _long_line()
    total = plan_batch(JULY, TODAY, MAKER).total
    async with sitting(village) as pilot:
        await _open_line(pilot, place)
        assert "x exclude with a reason" in shown(pilot)
        key = screen_of(pilot).subject_here()
        await press(pilot, "x", "enter")
        assert _lines()[place] == line
        await press(pilot, "x")
        await write(pilot, "our own mistake")
        left = _lines()[place]
        assert 0 < left.net < line.net
        assert f"{key} will not be billed" in " ".join(shown(pilot).split())
        screen = screen_of(pilot)
        assert isinstance(screen, PlannedLineScreen)
        assert (screen.line.net, screen.line.quantity) == (left.net, left.quantity)
        assert key not in [piece.key for piece in screen.pieces]
        await press(pilot, "w", "q", "q")
        recipient = screen_of(pilot)
        assert isinstance(recipient, RecipientScreen)
        assert recipient.lines[place].net == left.net
        await press(pilot, "q")
    assert plan_batch(JULY, TODAY, MAKER).total == total - line.net + left.net
    (event,) = list_events(MAKER, subject=key)
    assert (event.deed, "our own mistake" in event.facts) == ("exclude-row", True)
    assert Reason.EXCLUDED in {held.reason for held in plan_batch(JULY, TODAY, MAKER).held}


async def test_when_every_row_is_excluded_nothing_is_left_of_the_line(village: str) -> None:
    """The screens over it say so, down to a recipient who gets nothing."""
    async with sitting(village) as pilot:
        for place, line in reversed(list(enumerate(_lines()))):
            if line.unit == "month":
                continue
            for key in _rows(line)[1:]:
                exclude_row(key, "a courtesy", MAKER)
            await _open_line(pilot, place)
            await press(pilot, "x")
            await write(pilot, "a courtesy")
            assert "Nothing is left of the line" in shown(pilot)
            await press(pilot, "x", "w")
            assert isinstance(screen_of(pilot), PlannedLineScreen)
            await press(pilot, "q")
            assert isinstance(screen_of(pilot), RecipientScreen)
            await press(pilot, "q")
            break
    assert line not in plan_batch(JULY, TODAY, MAKER).lines


async def test_a_reader_excludes_nothing_from_a_line(village: str) -> None:
    """The store refuses in words, and the line is what it was."""
    place, line = _long_line()
    async with sitting(village, READER) as pilot:
        await _open_line(pilot, place)
        await press(pilot, "x")
        await write(pilot, "our own mistake")
        assert "reader does not have the role bill" in " ".join(shown(pilot).split())
    assert _lines()[place] == line


async def test_a_row_that_somebody_drafted_meanwhile_is_not_excluded(village: str) -> None:
    """G3, G9: what is shown may be old; the store decides."""
    place, _ = _long_line()
    async with sitting(village) as pilot:
        await _open_line(pilot, place)
        run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
        await press(pilot, "x")
        await write(pilot, "our own mistake")
        assert "is billed on" in " ".join(shown(pilot).split())
    assert "exclude-row" not in [event.deed for event in list_events(MAKER)]


async def test_a_row_of_a_posted_or_drafted_line_cannot_be_excluded(seen_village: str) -> None:
    """There the key is not there."""
    run_batch(plan_batch(JULY, TODAY, MAKER), TODAY, MAKER)
    async with sitting(seen_village) as pilot:
        await press(pilot, "4", "end", "enter", "enter", "enter")
        assert "rounded once" in shown(pilot)
        assert "exclude with a reason" not in shown(pilot)
        await press(pilot, "x")
        assert "never to be billed" not in shown(pilot)


async def test_a_row_behind_a_cell_is_excluded_and_included_again(village: str) -> None:
    """The row waits no longer, its cell cannot be typed over, and i takes it in again."""
    type_beside(Measure(minutes=45))
    (row,) = rows_of()
    async with at_month(village, day=june(25)) as pilot:
        await press(pilot, "w")
        assert isinstance(screen_of(pilot), HourRowsScreen)
        assert "include again" not in shown(pilot)
        await press(pilot, "x")
        await write(pilot, "typed twice")
        assert "excluded: typed twice" in " ".join(shown(pilot).split())
        assert "exclude with a reason" not in shown(pilot)
        assert rows_of()[0].excluded_reason == "typed twice"
        await press(pilot, "i")
        assert "x exclude with a reason" in shown(pilot)
    assert rows_of()[0].excluded_reason == ""
    assert [event.deed for event in list_events(MAKER, subject=row.key)] == ["include-row", "exclude-row"]
