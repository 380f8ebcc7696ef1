"""Print a page: plain data and a template become the bytes of an accessible PDF, the same on every machine.

PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1): tagged, searchable, with its fonts in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from threading import Lock

from typst import Compiler, Fonts

from models.documents.pdf_coverage import PAPER, printable

_PRESS = Lock()
"""A compiler refuses to be asked by two threads at a time."""


def print_page(template: str, data: Mapping[str, object]) -> bytes:
    """Print data by the template of that name; what the fonts cannot show is printed as a replacement character.

    The first page costs the start of the typesetter, which is kept for those that follow.
    """
    text = json.dumps(_shown(data), ensure_ascii=False, sort_keys=True)
    with _PRESS:
        made = _compiler(template).compile(sys_inputs={"data": text}, format="pdf", pdf_standards=["a-2a", "ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a PDF is bytes")
    return made


def _shown(value: object) -> object:
    """Give the data with every text of it as it can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _shown(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(part) for part in value]
    return value


@cache
def _compiler(template: str) -> Compiler:
    """Open a template with our own fonts and no others, whatever the machine has."""
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[PAPER.joinpath("fonts")])
    return Compiler(PAPER.joinpath(f"{template}.typ"), root=PAPER, font_paths=fonts, ignore_system_fonts=True)
