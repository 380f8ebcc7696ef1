"""Golden papers: the same facts give the same PDF on every machine.

Where a change of the bytes is meant, `python -m tests.documents.test_paper_bytes` writes their checksums anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from models.documents.facts import to_json
from models.documents.invoice_pdf import render_invoice_pdf
from tests.documents.paper_examples import OWN_PAPERS

GOLDEN = Path(__file__).with_name("golden") / "paper.sha256"

ELSEWHERE = """
import contextlib, hashlib, json, locale, sys, time
from models.documents.facts import from_json
from models.documents.invoice_pdf import render_invoice_pdf
time.tzset()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
texts = json.load(sys.stdin)
print(*(hashlib.sha256(render_invoice_pdf(from_json(text))).hexdigest() for text in texts), sep="\\n")
"""

SURROUNDINGS = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "VISTELSE_LANGUAGE": "en"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3", "TYPST_FONT_PATHS": "/usr/share/fonts"},
)


def checksums() -> str:
    """Write the checksum of every example, in the form of sha256sum."""
    return "".join(f"{sha256(render_invoice_pdf(facts)).hexdigest()}  {name}\n" for name, facts in OWN_PAPERS.items())


def test_the_papers_are_the_golden_ones() -> None:
    """G17: the second time too, when the typesetter is warm."""
    assert checksums() == checksums() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda found: found["TZ"])
def test_the_papers_do_not_hang_on_the_machine(surroundings: dict[str, str]) -> None:
    """G17: from the stored text, in another process, time zone, locale, clock, folder of fonts and order of hashes."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=json.dumps([to_json(facts) for facts in OWN_PAPERS.values()]).encode(),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | surroundings,
        capture_output=True,
        check=True,
    )
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert done.stdout.decode().split() == [line.split()[0] for line in golden]


if __name__ == "__main__":
    GOLDEN.write_text(checksums(), encoding="utf-8")
