"""Cells that were typed and not saved: kept in a file of the user's own, so that a lost connection loses none (G37)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from models.operations.hours.save_hours import Place
from models.rules.period import Month
from models.rules.services import SERVICE_OF
from models.rules.typed_hours import Measure
from tui.hour_sheet import Typed

FORM = 1
"""The form of the file; a file of another form is left alone."""


@dataclass(frozen=True, slots=True)
class KeptHours:
    """Typed cells, and the text that was being typed in one of them."""

    typed: Mapping[Place, Typed]
    writing: Place | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to keep."""
        return not self.typed and self.writing is None


def kept_file(store_url: str, login: str, case: str, month: Month) -> Path:
    """Name the file of a user's month; the name tells nobody whose it is."""
    name = sha256("\x1f".join((store_url, login, case.casefold(), str(month))).encode()).hexdigest()[:32]
    return user_state_path("vistelse", appauthor=False) / "hours" / f"{name}.json"


def keep(path: Path, kept: KeptHours) -> None:
    """Write what is typed, for the user's eyes only; nothing typed: no file.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    if kept.is_empty:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps({"form": FORM, "cells": [_cell(*item) for item in kept.typed.items()], **_draft(kept)})
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)


def kept_hours(path: Path) -> KeptHours:
    """Read what was typed; nothing where there is no such file, or it cannot be understood."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["form"] != FORM:
            return KeptHours({})
        typed = {_place(cell["place"]): _typed(cell) for cell in said["cells"]}
        writing = _place(said["writing"]) if said["writing"] else None
        return KeptHours(typed, writing, str(said["text"]))
    except (OSError, ValueError, KeyError, TypeError):
        return KeptHours({})


def _draft(kept: KeptHours) -> dict[str, object]:
    return {"writing": _place_cells(kept.writing) if kept.writing else None, "text": kept.text}


def _cell(place: Place, typed: Typed) -> dict[str, object]:
    entries = [astuple(entry) for entry in typed.entries]
    return {"place": _place_cells(place), "entries": entries, "seen": typed.seen}


def _place_cells(place: Place) -> tuple[str, int, str]:
    return place.service, place.staff, str(place.day)


def _place(cells: Any) -> Place:
    service, staff, day = cells
    return Place(SERVICE_OF[service].code, int(staff), date.fromisoformat(day))


def _typed(cell: Any) -> Typed:
    entries = tuple(Measure(*entry) for entry in cell["entries"])
    return Typed(entries, tuple((str(key), str(hold)) for key, hold in cell["seen"]))
