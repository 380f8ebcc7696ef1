"""The one text that keeps a specification, and what is left out of it for somebody protected."""

from __future__ import annotations

import json

import pytest

from models.documents.specification import SpecificationFacts, specification_from_json, specification_to_json
from tests.documents.specification_examples import SPECIFICATIONS, a_specification, of_several_cases


@pytest.mark.parametrize("facts", SPECIFICATIONS.values(), ids=SPECIFICATIONS)
def test_what_is_kept_is_read_back_as_it_was(facts: SpecificationFacts) -> None:
    """G16: the same facts, and the same text again."""
    text = specification_to_json(facts)
    assert specification_from_json(text) == facts
    assert specification_to_json(specification_from_json(text)) == text


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"privacy": 1}, ()),
        ({"unknown": 1}, ()),
        ({"quantity": 60.0}, ("lines", 0, "rows", 0)),
        ({"quantity": True}, ("lines", 0, "rows", 0)),
        ({"day": "2026-07-32"}, ("lines", 0, "rows", 0)),
        ({"rows": {}}, ("lines", 0)),
        ({"granted": "1"}, ("basis", 0, "services", 0)),
        ({"net": "1"}, ("document", "lines", 0)),
    ],
)
def test_what_is_no_specification_is_refused(change: dict[str, object], place: tuple[str | int, ...]) -> None:
    """A damaged text is found when it is read, not on paper."""
    values = json.loads(specification_to_json(a_specification()))
    inner = values
    for step in place:
        inner = inner[step]
    inner |= change
    with pytest.raises(ValueError, match=r".+"):
        specification_from_json(json.dumps(values))


def test_a_case_that_is_held_back_leaves_its_sum_and_nothing_else() -> None:
    """G30: neither number, label, day nor service; the sum is still the document's."""
    facts = of_several_cases()
    left = facts.shielded({2}, {3})
    assert [line.case_number for line, _ in left.shown()] == ["V2026-01", "V2026-03"]
    assert [behind.label != "" for _, behind in left.shown()] == [True, False]
    assert left.is_withheld
    assert left.withheld + sum(line.signed_net for line, _ in left.shown()) == facts.document.total
    assert (facts.is_withheld, facts.withheld) == (False, 0)
    assert left.shielded({1}, ()).basis == ()
