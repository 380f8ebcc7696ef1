"""What is typed in a form and not saved: kept in a file of the user's own, and offered again (G37)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

OWN_EYES = 0o600
OWN_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class KeptText:
    """The texts of a form's fields by name, those that the form was opened with, and when they were kept."""

    values: Mapping[str, str]
    opened: Mapping[str, str]
    at: datetime


def keep_text(path: Path, values: Mapping[str, str], opened: Mapping[str, str]) -> bool:
    """Keep what is typed, readable by its owner alone; say whether it could be kept.

    The file is replaced whole, so that a line lost in the middle leaves what stood there before.
    """
    written = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=OWN_FOLDER)
        with os.fdopen(
            os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWN_EYES), "w", encoding="utf-8"
        ) as file:
            json.dump({"values": dict(values), "opened": dict(opened)}, file, ensure_ascii=False)
        written.replace(path)
    except OSError:
        return False
    return True


def kept_text(path: Path) -> KeptText | None:
    """Give what was kept; nothing where there is nothing, or nothing that can be read."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromtimestamp(path.stat().st_mtime)
        return KeptText(_texts(held["values"]), _texts(held["opened"]), at)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def texts_kept(first: Path) -> list[tuple[Path, KeptText]]:
    """List the texts that were kept of one form, the newest first: one that was not wanted stays for another time."""
    found = [(path, kept) for path in _places(first) if (kept := kept_text(path)) is not None]
    return sorted(found, key=lambda each: each[1].at, reverse=True)


def free_place(first: Path) -> Path:
    """Name the first file of a form in which nothing is kept."""
    return next(path for path in _places(first) if kept_text(path) is None)


def _places(first: Path) -> Iterator[Path]:
    """Name a form's files, as far as there are any and one beyond."""
    last = max((_number_of(path) for path in first.parent.glob(f"{first.stem}-*.json")), default=1)
    yield first
    for number in range(2, last + 2):
        yield first.with_stem(f"{first.stem}-{number}")


def _number_of(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdecimal() else 1


def forget_text(path: Path) -> None:
    """Let go of what was kept."""
    path.unlink(missing_ok=True)


def place_of(store_url: str, form: str) -> Path:
    """Name the file of a form over a store; its name says neither which store nor which case."""
    name = sha256(f"{store_url}\x1f{form}".encode()).hexdigest()[:32]
    return user_state_path("vistelse", appauthor=False) / "forms" / f"{name}.json"


def _texts(held: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in held.items()}
