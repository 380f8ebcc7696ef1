"""The stored text of a document: all of it comes back, and nothing but it is accepted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from models.documents.facts import InvoiceFacts, from_json, to_json
from models.documents.peppol import render
from tests.documents.examples import EXAMPLES, an_invoice, documents


@pytest.mark.parametrize("facts", EXAMPLES.values(), ids=EXAMPLES)
def test_every_fact_comes_back_from_its_text(facts: InvoiceFacts) -> None:
    """G16: what was posted is what every later document is made of."""
    assert from_json(to_json(facts)) == facts


@given(facts=documents())
def test_the_stored_text_gives_the_same_document(facts: InvoiceFacts) -> None:
    """G17: also after a round trip, and the text is the same text."""
    text = to_json(facts)
    assert to_json(from_json(text)) == text
    assert render(from_json(text)) == render(facts)


def test_the_text_is_canonical() -> None:
    """Keys sorted, no spaces between, Swedish letters as they are, no number with decimals."""
    text = to_json(an_invoice())
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text.startswith(
        '{"annuls":false,"attach":"","bankgiro":"9912346","batch":"B2026-07","buyer":{"city":"Stockholm",'
    )
    assert "Undantag från skatteplikt" in text
    assert '"credits_date":null' in text


def test_what_was_posted_before_a_fact_came_is_still_read() -> None:
    """G16, G39: a document of an earlier version has neither of the later facts."""
    whole = json.loads(to_json(an_invoice()))
    for name in ("corrects", "annuls", "attach", "rules"):
        del whole[name]
    for line in whole["lines"]:
        for name in ("reverses", "original", "why"):
            del line[name]
    assert from_json(json.dumps(whole)) == an_invoice()


def test_the_total_is_the_sum_of_the_lines() -> None:
    """G19: in öre, nought when there are none."""
    facts = an_invoice()
    assert facts.total == sum(line.net for line in facts.lines) == 5_150_43 + 2_205_00 + 26_352_00 + 185_00 + 1_557_75
    assert an_invoice(lines=()).total == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"net":515043', '"net":515043.0'),
        ('"net":515043', '"net":true'),
        ('"net":515043', '"net":"515043"'),
        ('"net":515043', '"net":null'),
        ('"late":false', '"late":0'),
        ('"late":false,', ""),
        ('"late":false', '"late":false,"name":"x"'),
        ('"issue_date":"2026-08-05"', '"issue_date":"2026-08-32"'),
        ('"issue_date":"2026-08-05"', '"issue_date":20260805'),
        ('"credits_date":null', '"credits_date":""'),
        ('"ocr":"20260000110"', '"ocr":null'),
        ('"buyer":{', '"buyer":[],"other":{'),
        ('{"annuls"', '["annuls"'),
    ],
)
def test_a_damaged_text_is_refused(right: str, wrong: str) -> None:
    """G16: a document is never made of half the facts, or of money with decimals."""
    text = to_json(an_invoice())
    assert right in text
    with pytest.raises(ValueError, match=r"not|delimiter|Invalid|out of range"):
        from_json(text.replace(right, wrong, 1))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '"x"'])
def test_another_text_is_refused(text: str) -> None:
    """JSON of something else is no document."""
    with pytest.raises(ValueError, match=r"not the fields|Expecting"):
        from_json(text)


def test_a_fact_of_no_known_type_is_not_stored() -> None:
    """What could not be read again is not written."""
    with pytest.raises(ValueError, match="no fact"):
        to_json(an_invoice(note=object()))
