"""Hundreds of damaged copies of the wild files give rows, questions or faults, and account for every line."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.interchange.faults import Fault
from models.interchange.wild import Understanding, understand
from models.interchange.wild_mapping import Mapping
from models.interchange.wild_row import WildRow
from models.interchange.wild_stream import stream_wild
from models.interchange.wild_words import Kind
from seed.wild_care import TODAY
from seed.wild_files import WILD_FILES, WildFile
from tests.interchange.byte_damage import beheaded, cut, flipped, noise, strewn
from tests.interchange.making import as_text

DAMAGES = (cut, beheaded, flipped, strewn, noise)
CONTENT = {file.name: file.content() for file in WILD_FILES}
MAPPING = {
    file.name: understand(file.name, CONTENT[file.name], file.mapping, file.today).mapping for file in WILD_FILES
}


def makes_sense(row: WildRow) -> bool:
    """Say whether a row that was read can be right, whatever was damaged around it."""
    hour = row.row
    amounts = (hour.minutes is not None) + (hour.pieces is not None)
    return (
        (amounts == 1 or (amounts == 0 and row.kind is not Kind.EXECUTED))
        and 0 < (hour.minutes or hour.pieces or 1) <= 1500
        and (hour.start is None) == (hour.end is None)
        and hour.day <= TODAY
        and bool(hour.key and hour.service and (hour.case or hour.identity or row.name))
    )


def accounted_for(understanding: Understanding) -> list[WildRow | Fault]:
    """Read a file to its end; every line below the heading is a row, a fault or left out."""
    stream = stream_wild(understanding)
    items = [item for item in stream if isinstance(item, WildRow | Fault)]
    tally = stream.tally
    assert tally.lines == tally.read + tally.faulty + sum(tally.skipped.values())
    rows = [item for item in items if isinstance(item, WildRow)]
    assert len({(row.sheet, row.row.line) for row in rows}) == tally.read
    if understanding.is_ready:
        faulty = {(item.file, item.line) for item in items if isinstance(item, Fault)}
        assert len(faulty) == tally.faulty
    return items


@pytest.mark.parametrize("file", WILD_FILES, ids=lambda file: file.name)
def test_a_damaged_file_gives_rows_that_make_sense_or_is_refused_in_words(file: WildFile) -> None:
    """With the mapping that was kept of its source and without one."""
    many = 16 if file.name.endswith(".xlsx") else 60
    for seed in range(many):
        chance = random.Random(f"{file.name}{seed}")
        content = chance.choice(DAMAGES)(chance, CONTENT[file.name])
        mapping = MAPPING[file.name] if seed % 2 else None
        items = accounted_for(understand(file.name, content, mapping, TODAY))
        assert all(makes_sense(item) for item in items if isinstance(item, WildRow)), seed
        assert all(item.text for item in items if isinstance(item, Fault)), seed


@pytest.mark.parametrize("file", [file for file in WILD_FILES if not file.name.endswith(".xlsx")], ids=lambda f: f.name)
def test_one_spoiled_cell_is_one_fault_or_is_told(file: WildFile) -> None:
    """Every other row is what it was; below a title that cannot be read, rows are nobody's rather than another's."""
    whole = accounted_for(understand(file.name, CONTENT[file.name], MAPPING[file.name], TODAY))
    known = {item.content for item in whole if isinstance(item, WildRow)}
    encoding = "cp1252" if b"\xc3" not in CONTENT[file.name] else "utf-8"
    lines = CONTENT[file.name].decode(encoding).splitlines(keepends=True)
    for seed in range(40):
        chance = random.Random(seed)
        at = chance.randrange(len(lines) // 3, len(lines) - 2)
        spoiled = [*lines[:at], lines[at].replace("2026", "20x6").replace(":", "?").replace(".", "?"), *lines[at + 1 :]]
        content = "".join(spoiled).encode(encoding)
        items = accounted_for(understand(file.name, content, MAPPING[file.name], TODAY))
        rows = [item for item in items if isinstance(item, WildRow)]
        assert len(rows) >= len(known) - 1 or any(isinstance(item, Fault) for item in items)
        assert sum(row.content not in known for row in rows) <= 1


CELLS = st.sampled_from(
    (
        "", "Summa", "2026-07-01", "2026-07-02", "1", "08:00", "09:30", "8.30", "1,5", "90", "Hemtjänst", "Anna Ek",
        "195706202610", "SN1-00001", "Utförd", "Datum", "Insats", "Kund: Bo Berg", "x", "Juli 2026", "-", "Totalt 45",
    )
)  # fmt: skip
SHEETS = st.lists(st.lists(CELLS, min_size=0, max_size=7).map(tuple), max_size=12).map(tuple)
HEADINGS = st.permutations(["Brukare", "Datum", "Start", "Slut", "Tid", "Insats", "Antal", "Status"]).map(tuple)


@given(sheet=SHEETS, heading=HEADINGS, fill_down=st.sampled_from((None, True, False)))
@settings(max_examples=200, deadline=None)
def test_any_cells_in_any_order_are_accounted_for(
    sheet: tuple[tuple[str, ...], ...], heading: tuple[str, ...], fill_down: bool | None
) -> None:
    """Rows and lines left out and faults are together all of the lines, whatever stands in them."""
    mapping = Mapping(fill_down=fill_down, period="2026-07") if fill_down is not None else None
    content = as_text((heading, *sheet))
    items = accounted_for(understand("f.csv", content, mapping, date(2026, 8, 5)))
    assert all(makes_sense(item) for item in items if isinstance(item, WildRow))


@given(content=st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_understood_or_refused_in_words(content: bytes) -> None:
    """No file is so odd that it ends in anything else."""
    accounted_for(understand("f", content, None, TODAY))
