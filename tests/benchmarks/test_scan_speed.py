"""How long the last look takes: three hundred documents, ten thousand people."""

from __future__ import annotations

import random
import time

from models.documents.file_texts import texts_of_file
from models.documents.peppol import render
from models.documents.scan import Guest, Scanner
from tests.documents.examples import a_line, an_invoice

PEOPLE, COUNT, LINES = 10_000, 300, 12
MOST = 1.0
"""Times writing the e-invoices."""


def test_looking_through_a_batch_takes_no_longer_than_writing_it() -> None:
    """The people read into the scanner, every fact, and every text of the XML."""
    chance = random.Random(2026)
    syllables = [f"{first}{vowel}{last}" for first in "bdfgklmrst" for vowel in "aeiouyåäö" for last in "lnrst"]
    names = [chance.choice(syllables) + chance.choice(syllables) for _ in range(2 * PEOPLE)]
    people = [
        Guest(f"{first} {last}", f"19{chance.randrange(10**9, 10**10)}", (f"X{number}",))
        for number, (first, last) in enumerate(zip(names[::2], names[1::2], strict=True))
    ]
    documents = [
        an_invoice(*(a_line(place, quantity=count + 7 * place) for place in range(1, LINES + 1)), number=str(count))
        for count in range(202_600_001, 202_600_001 + COUNT)
    ]
    start = time.perf_counter()
    files = {f"{facts.number}.xml": render(facts) for facts in documents}
    written = time.perf_counter()
    scanner = Scanner(people)
    hits = [hit for facts in documents for hit in scanner.scan_document(facts)]
    hits += [hit for name, content in files.items() for hit in scanner.scan_texts(name, texts_of_file(name, content))]
    looked = time.perf_counter()
    print(f"\nwritten in {written - start:.2f} s, looked through in {looked - written:.2f} s")
    assert hits == []
    assert looked - written < MOST * (written - start)
