"""Refuse at once what would stop a document later: nobody has to annul a batch for a picture in a receipt's text."""

from __future__ import annotations

from collections.abc import Mapping

from models.documents.entered_text import told_number, unfit
from models.errors import WrongUse
from models.language.field_words import field_text
from models.language.words import tr


def refuse_unfit(given: Mapping[str, object], *, numbers: bool = False) -> None:
    """Judge texts, by the names of their fields, that documents will show; with `numbers` for identity numbers too.

    Raises:
        WrongUse: one holds what cannot be printed or seen, or an identity number.
    """
    for field, text in given.items():
        if not isinstance(text, str):
            continue
        fault = unfit(text) or (told_number(text) if numbers else "")
        if fault:
            raise WrongUse(what=tr("{field}: {fault}", field=field_text(field), fault=fault))
