"""Rows are laid out so that figures stand whole and every line is as wide as the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from tui.widgets.foot_lines import foot_lines
from tui.widgets.paged_table import CURSOR, Line
from tui.widgets.row_layout import TableColumn, TableRow, column_widths, line_of
from tui.widgets.two_sides import laid_out

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=30)
FIGURES = st.integers(0, 10**9).map(str)
COLUMNS = (TableColumn("what"), TableColumn("day"), TableColumn("kr", figures=True))


@given(st.lists(st.tuples(WORDS, FIGURES, FIGURES), min_size=1, max_size=8), st.integers(40, 160))
def test_every_line_is_as_wide_as_the_screen_and_no_figure_is_cut(rows: list[tuple[str, str, str]], width: int) -> None:
    """Only the wide column gives way."""
    table = [TableRow(str(place), cells) for place, cells in enumerate(rows)]
    widths = column_widths(COLUMNS, table, 0, width)
    for row in table:
        line = line_of(row.cells, COLUMNS, widths)
        assert cell_len(line) == width
        assert line.endswith(f" {row.cells[2]} ")


def test_a_heading_uses_the_room_of_the_empty_cells_beside_it() -> None:
    """A long heading is read whole although its column is narrow."""
    heading = TableRow("", ("SN2026-00001 · reference KST33918", "", "22 155,88"))
    rows = [heading, TableRow("a", ("Hemtjänst", "a fairly long cell here", "1,00"))]
    widths = column_widths(COLUMNS, rows, 0, 60)
    assert line_of(heading.cells, COLUMNS, widths).startswith(" SN2026-00001 · reference KST33918 ")


def test_a_name_that_is_too_long_ends_in_an_ellipsis() -> None:
    """What cannot be shown is not hidden."""
    row = TableRow("a", ("a name that goes on and on", "", "1,00"))
    assert "…" in line_of(row.cells, COLUMNS, [10, 3, 8]) or "goes" in line_of(row.cells, COLUMNS, [10, 3, 8])
    assert line_of(("a name that goes on", "3/7", "1,00"), COLUMNS, [10, 3, 8]).startswith(" a name th… ")


@given(st.lists(WORDS.filter(bool), max_size=7), WORDS, st.integers(60, 160))
def test_the_foot_never_cuts_a_key_or_the_command(here: list[str], command: str, width: int) -> None:
    """It takes another line instead."""
    lines = foot_lines(here, ["/ search", "? help", "q back"], command, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(word in "\n".join(lines) for word in here)
    assert command in lines[-1]


def test_two_sides_stand_at_the_ends() -> None:
    """The right side is never cut; the left one says that it was."""
    assert laid_out("Today", "12,00 kr", 20) == " Today     12,00 kr "
    assert laid_out("A title that is long", "12,00 kr", 20) == " A title … 12,00 kr "


@given(WORDS, WORDS, st.sampled_from(["", CURSOR]), st.sampled_from(["", CURSOR]))
def test_a_line_that_is_sent_in_part_leaves_nothing_of_the_one_before(new: str, old: str, part: str, was: str) -> None:
    """Beyond what is sent both are blank; where one of them was the cursor's row the whole line is sent."""
    before, line = Line(set_cell_size(old, 40), was), Line(set_cell_size(new, 40), part)
    reach = line.reach(before)
    for text in (before.text, line.text):
        assert set_cell_size(set_cell_size(text, reach), 40) == text
    assert reach == 40 or not (part or was)


def test_what_is_kept_is_never_cut_and_the_rest_of_its_cell_is() -> None:
    """A line that says of whom it is says so whole, however little room there is beside the figures."""
    case = " · SN2026-00012"
    row = TableRow(
        "a", (f"! 4 visits  protected, not cleared for billing{case}", "since April", "102 510,50 + ?"), case
    )
    for width in range(48, 100):
        widths = column_widths(COLUMNS, [row], 0, width)
        line = line_of(row.cells, COLUMNS, widths, row.kept)
        assert cell_len(line) == width
        assert f"{case}  " in line
        assert line.count("…") == (0 if row.cells[0] in line else 1)
