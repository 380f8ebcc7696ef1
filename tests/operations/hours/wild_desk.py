"""What tests of planning systems' files share: registered guests, files in every form, and the rows stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.care_entry import CareEntry
from models.database import rows_of
from models.operations.hours.answer_questions import Answer
from models.operations.hours.import_hours import HoursReceipt, import_hours
from models.operations.hours.read_wild_file import Said
from models.person import Person
from models.service import Service
from models.source import UnmatchedRow
from models.visit import Visit
from seed.stays import Stay
from seed.wild_care import TODAY, Truth, born, guests
from seed.wild_files import WILD_FILES, WildFile
from tests.operations.builders import OWNER, put_visits, visit_row

EVERYBODY = 44
"""How many guests the example files tell of."""

Row = tuple[Any, ...]


def file_named(name: str) -> WildFile:
    """Give one of the examples."""
    return next(file for file in WILD_FILES if file.name == name)


def register(*stays: Stay) -> None:
    """Register guests, with a stay that covers July and no more than one visit a person."""
    rows = [
        visit_row(
            stay.case,
            service="home-care",
            home="0180",
            identity_number=stay.guest.number,
            name=stay.guest.name,
            from_="2026-06-01",
            to="2026-08-31",
        )
        for stay in stays
    ]
    put_visits(*rows)


def register_everybody() -> None:
    """Register every guest of the example files."""
    register(*guests(0, EVERYBODY))


def answers_of(file: WildFile) -> tuple[Answer, ...]:
    """Write the one step of mapping that a file needs as a user does."""
    mapping = file.mapping
    if mapping is None:
        return ()
    found = [*mapping.services, *mapping.statuses]
    if mapping.default_service:
        found.append(("service-column", f"={mapping.default_service}"))
    if mapping.duration_form:
        found.append(("duration-form", str(mapping.duration_form)))
    return tuple(found)


def said_of(file: WildFile) -> Said:
    """Name the source of a file that needs answers, and answer; say nothing of any other."""
    answers = answers_of(file)
    return Said(f"source of {file.name}", answers) if answers else Said()


def take(file: WildFile, said: Said | None = None) -> HoursReceipt:
    """Import an example, with its one step of mapping unless told otherwise."""
    return import_hours(file.name, file.content(), file.today, OWNER, said_of(file) if said is None else said)


def take_text(text: str, name: str = "export.csv", said: Said | None = None, today: date = TODAY) -> HoursReceipt:
    """Import a file written in the test."""
    return import_hours(name, text.encode(), today, OWNER, said or Said())


def stored() -> list[Row]:
    """Give what the hour rows say, in an order of their own."""
    query = (
        CareEntry.select(
            Visit.case_number,
            CareEntry.day,
            Service.code,
            CareEntry.start,
            CareEntry.end,
            CareEntry.minutes,
            CareEntry.pieces,
            CareEntry.staff,
            CareEntry.kind,
        )
        .join(Visit)
        .switch(CareEntry)
        .join(Service)
    )
    return sorted(rows_of(query), key=repr)


def told(truths: tuple[Truth, ...]) -> list[Row]:
    """Give what truths say, as rows of the store."""
    return sorted((_row(truth) for truth in truths), key=repr)


def _row(truth: Truth) -> Row:
    measured = truth.minutes or truth.pieces
    return (
        case_of(truth),
        truth.day,
        truth.service,
        truth.start,
        truth.end,
        truth.minutes or 0,
        truth.pieces or 0 if measured else 1,
        truth.staff,
        truth.kind,
    )


def case_of(truth: Truth) -> str:
    """Find the case of whom a truth names."""
    if truth.case:
        return truth.case
    return next(
        stay.case
        for stay in guests(0, EVERYBODY)
        if stay.guest.number == truth.number
        or (not truth.number and (stay.guest.name, born(stay)) == (truth.name, truth.birth_date))
    )


def queue() -> list[tuple[str, str, str | None]]:
    """Give each row of the queue by its key: its state and its visit."""
    query = UnmatchedRow.select(UnmatchedRow.key, UnmatchedRow.state, UnmatchedRow.visit)
    return sorted(rows_of(query), key=repr)


def names_of_everybody() -> list[str]:
    """Name everybody in the store."""
    return [name for (name,) in rows_of(Person.select(Person.name))]
