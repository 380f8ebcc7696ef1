"""Case numbers for visits whose file gives none."""

from __future__ import annotations

from datetime import date

from models.database import rows_of
from models.visit import Visit


def next_case_number(first_day: date) -> str:
    """Make up the next free case number of a year: V2026-0001."""
    prefix = f"V{first_day.year}-"
    query = Visit.select(Visit.case_number).where(Visit.case_number.startswith(prefix))
    used = [int(tail) for (case,) in rows_of(query) if _is_count(tail := case.removeprefix(prefix))]
    return f"{prefix}{max(used, default=0) + 1:04}"


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()
