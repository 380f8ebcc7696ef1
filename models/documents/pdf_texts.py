"""The words that stand on paper: Swedish, kept beside the templates, never in the code."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from models.documents.pdf_coverage import PAPER


@cache
def paper_texts() -> dict[str, Any]:
    """Read the texts of every printed document."""
    texts: dict[str, Any] = json.loads(PAPER.joinpath("texts.json").read_text(encoding="utf-8"))
    return texts
