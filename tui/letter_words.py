"""Letters in words: which there are, and a letter's text as lines of the screen."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.letter_texts import FITS, LetterKind
from models.language.terms import term
from models.language.words import tr
from models.rules.visit_states import VisitState
from tui.widgets.row_layout import TableRow

WIDEST = 100
"""Cells of a line of text: a longer one is hard to read."""


def letter_rows(address: str, text: str, width: int) -> list[TableRow]:
    """Break a letter into rows of the screen, below whom it is to; the cursor does not stop on empty ones."""
    whom = tr("To: {address}", address=address or tr("address not known"))
    lines = [whom, "", *_lines(text, width)]
    return [TableRow(f"line:{place}" if line else "", (line,)) for place, line in enumerate(lines)]


def _lines(text: str, width: int) -> list[str]:
    return [part for line in text.rstrip("\n").split("\n") for part in _parts(line, min(width, WIDEST))]


def _parts(line: str, width: int) -> Iterator[str]:
    """Break a long line between words."""
    left = ""
    for word in line.split(" "):
        if left and len(left) + 1 + len(word) > width:
            yield left
            left = word
        else:
            left = f"{left} {word}" if left else word
    yield left


def kind_rows(state: str) -> list[TableRow]:
    """List the kinds of letters, and say which of them would not be true of a visit as it stands."""
    return [TableRow(f"kind:{kind}", (term("letter", kind), _when(kind, state))) for kind in LetterKind]


def _when(kind: LetterKind, state: str) -> str:
    fits = FITS.get(kind)
    if fits is None or VisitState(state) in fits:
        return ""
    states = ", ".join(term("state", each) for each in VisitState if each in fits)
    return tr("when the visit is {states}", states=states)
