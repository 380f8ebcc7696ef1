"""What posted care comes to at the rates that are known now: each line beside what would bill it instead (G24)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from models.rules.money import Ore


@dataclass(frozen=True, slots=True)
class Part:
    """Care of a posted line that one rate pays now.

    `quantity` is minutes for hour rates, `price` and `net` are öre; `pieces` and `piece_sum` tell its pieces from any
    others.
    """

    rate: int
    unit: str
    price: Ore
    quantity: int
    net: Ore
    first: date
    last: date
    pieces: int
    piece_sum: int


@dataclass(frozen=True, slots=True)
class Repriced:
    """A posted line by its id, what it came to in öre, and the parts that its care is paid by now."""

    line: int
    net: Ore
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Ore:
        """The öre that its care is worth more now; below nought: less."""
        return sum(part.net for part in self.parts) - self.net


def total_of(lines: Iterable[Repriced]) -> Ore:
    """Sum up the differences, in öre: above nought an additional invoice, below a credit."""
    return sum(line.difference for line in lines)


def to_text(lines: Iterable[Repriced]) -> str:
    """Write lines as one canonical text: the same lines give the same text."""
    ordered = sorted(lines, key=lambda line: line.line)
    return json.dumps([asdict(line) for line in ordered], sort_keys=True, separators=(",", ":"), default=str)


def from_text(text: str) -> tuple[Repriced, ...]:
    """Read what `to_text` wrote."""
    return tuple(Repriced(line["line"], line["net"], tuple(map(_part, line["parts"]))) for line in json.loads(text))


def _part(values: dict[str, int | str]) -> Part:
    days = {name: date.fromisoformat(str(values[name])) for name in ("first", "last")}
    return Part(**(values | days))  # type: ignore[arg-type]
