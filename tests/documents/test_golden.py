"""Golden bytes: one invoice and one credit note, the same on every machine.

Where a change of the bytes is meant, `python -m tests.documents.test_golden` writes them anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.documents.facts import InvoiceFacts, from_json, to_json
from models.documents.peppol import render
from models.documents.register import file_name
from tests.documents.examples import a_credit_note, a_difference, an_invoice

GOLDEN = Path(__file__).with_name("golden")

DOCUMENTS = (an_invoice(), a_credit_note(), a_difference(), a_difference(41_200, 40_000))

ELSEWHERE = """
import contextlib, locale, sys, time
from models.documents.facts import from_json
from models.documents.peppol import render
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
sys.stdout.buffer.write(render(from_json(sys.stdin.buffer.read().decode())))
"""

SURROUNDINGS = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "VISTELSE_LANGUAGE": "en"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2", "VISTELSE_LANGUAGE": "sv"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3"},
)


@pytest.mark.parametrize("facts", DOCUMENTS, ids=file_name)
def test_the_bytes_are_the_golden_ones(facts: InvoiceFacts) -> None:
    """G17: and have line feeds."""
    golden = (GOLDEN / file_name(facts)).read_bytes()
    assert b"\r" not in golden
    assert render(facts) == golden
    assert render(from_json(to_json(facts))) == golden


@pytest.mark.parametrize("facts", DOCUMENTS, ids=file_name)
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda found: found["TZ"])
def test_the_bytes_do_not_hang_on_the_machine(facts: InvoiceFacts, surroundings: dict[str, str]) -> None:
    """G17: from the stored text, in another process, time zone, locale, language and order of hashes."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=to_json(facts).encode(),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | surroundings,
        capture_output=True,
        check=True,
    )
    assert done.stdout == (GOLDEN / file_name(facts)).read_bytes()


if __name__ == "__main__":
    for document in DOCUMENTS:
        (GOLDEN / file_name(document)).write_bytes(render(document))
