"""Letters: what each kind says, what its text may hold, and that no fact is understood as more than a text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.care_errors import BadTemplate, LetterLacks, UnknownWord
from models.documents.letter_missing import missing_texts
from models.documents.letter_texts import CASE_WORD, KNOWN_WORDS, MUST_SAY, TEMPLATES, LetterKind, LetterTemplate
from models.documents.letters import LetterFacts, check_template, letter_text, values_of
from models.language.words import use_language
from models.rules.legal_basis import NEW_LAW, OLD_LAW
from models.rules.order_checks import Check, Remark, Severity
from models.rules.order_fields import ORDER_FIELDS
from models.rules.papers import PaperKind
from tests.documents.letter_examples import STAY, usual

GOLDEN = Path(__file__).parent / "golden" / "letters"

BARE = LetterFacts(STAY.case, STAY.today, STAY.host, STAY.home, STAY.legal_basis, STAY.first)


def read(kind: LetterKind, facts: LetterFacts = STAY) -> str:
    """Write a letter as one text."""
    letter = usual(kind, facts)
    return f"{letter.subject}\n\n{letter.body}"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", LetterKind)
def test_each_kind_of_letter_reads_as_it_was_agreed(kind: LetterKind, language: str) -> None:
    """The whole text, in Swedish whatever the user's language: whoever changes a word sees it here."""
    use_language("sv" if language == "sv" else "en")
    assert read(kind) == (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind is not LetterKind.CLOSING])
@pytest.mark.parametrize("law", [OLD_LAW, NEW_LAW])
def test_a_letter_to_others_names_the_law_of_its_stay(kind: LetterKind, law: object) -> None:
    """The old Social Services Act before 2025-07-01, the new one from that day; never both."""
    other = OLD_LAW if law is NEW_LAW else NEW_LAW
    text = read(kind, replace(STAY, legal_basis=getattr(law, "text")))  # noqa: B009
    assert getattr(law, "text") in text  # noqa: B009
    assert other.text not in text


@pytest.mark.parametrize("kind", LetterKind)
def test_what_is_not_known_leaves_no_empty_line_and_no_heading_behind(kind: LetterKind) -> None:
    """A stay of which only the first day is known: no brace, no colon at a line's end, no two empty lines."""
    facts = replace(BARE, missing=("Beslut",), gaps=STAY.gaps, last=STAY.last, ordered_on=STAY.ordered_on)
    text = read(kind, facts)
    kept = ("Följande saknas:", f"Vi saknar bekräftad ersättningsnivå från {STAY.home} för:")
    assert "{" not in text
    assert "\n\n\n" not in text
    assert [line for line in text.split("\n") if line.endswith(":") and line not in kept] == []
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("kind", [LetterKind.RECEIPT, *MUST_SAY])
def test_a_letter_that_would_say_nothing_is_not_written(kind: LetterKind) -> None:
    """Nothing missing, every rate confirmed, no last day, no order: then there is no such letter."""
    with pytest.raises(LetterLacks):
        usual(kind, BARE)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_passes_its_own_judge(kind: LetterKind) -> None:
    """The texts that come with the program could be set as our own."""
    check_template(kind, TEMPLATES[kind])


@pytest.mark.parametrize(
    "word", ["namn", "personnummer", "case.__class__", "0", "", "ärende!r", "ärende:>10", "Ärende"]
)
def test_an_unknown_word_is_refused_by_its_name(word: str) -> None:
    """Nobody finds out on the day of the letter that a word was wrong; formats and attributes are no words."""
    template = LetterTemplate("{ärende}", f"Hej {{{word}}}\n")
    with pytest.raises(UnknownWord) as caught:
        check_template(LetterKind.RECEIPT, template)
    assert caught.value.values["word"] == (f"{{{word}}}" if word.isalnum() else "{…}")
    with pytest.raises(UnknownWord):
        letter_text(LetterKind.RECEIPT, template, STAY)


@pytest.mark.parametrize(
    "template",
    [
        LetterTemplate("{ärende}", "En { klammer"),
        LetterTemplate("{ärende}", "En } klammer"),
        LetterTemplate("{ärende}", "{{ärende}}"),
        LetterTemplate("Utan nummer", "Hej"),
        LetterTemplate("", "{ärende}"),
        LetterTemplate("{ärende}", " \n"),
        LetterTemplate("{ärende}\nBcc: alla@example.se", "Hej"),
        LetterTemplate("{ärende}\r", "Hej"),
        LetterTemplate("{ärende}", "Hej\x00"),
        LetterTemplate("{ärende}", "Hej\u200b"),
        LetterTemplate("{ärende}" + "x" * 200, "Hej"),
        LetterTemplate("{ärende}", "x" * 10_001),
    ],
)
def test_a_text_that_cannot_be_a_letters_is_refused(template: LetterTemplate) -> None:
    """Braces alone, no case number, nothing to read, what cannot be seen, too long."""
    with pytest.raises(BadTemplate):
        check_template(LetterKind.RECEIPT, template)


@pytest.mark.parametrize(("kind", "words"), MUST_SAY.items())
def test_a_text_keeps_what_it_is_written_for(kind: LetterKind, words: tuple[str, ...]) -> None:
    """A request for completion that does not list what is missing asks for nothing."""
    for word in (*words, CASE_WORD):
        body = TEMPLATES[kind].body.replace(f"{{{word}}}", "")
        with pytest.raises(BadTemplate):
            check_template(kind, LetterTemplate(TEMPLATES[kind].subject.replace(f"{{{word}}}", ""), body))


def test_a_value_is_never_looked_through_for_words() -> None:
    """An order's number that looks like a word in braces stays what it is."""
    text = read(LetterKind.RECEIPT, replace(STAY, decision="{handläggare} {x.y} %s $case \\1"))
    assert "Er beteckning: {handläggare} {x.y} %s $case \\1\n" in text


def test_every_word_that_letters_know_has_a_value() -> None:
    """No word is promised and left out."""
    assert set(values_of(STAY)) == set(KNOWN_WORDS)


def test_all_that_can_be_required_of_an_order_can_be_asked_for() -> None:
    """Each field and each paper has its Swedish words; what concerns rates or time is another letter's matter."""
    fields = [Remark(Check.MISSING_FIELD, Severity.ASK, name) for name in ORDER_FIELDS]
    papers = [Remark(Check.MISSING_PAPER, Severity.ASK, kind) for kind in PaperKind]
    others = [Remark(check, Severity.ASK) for check in (Check.NO_RATE, Check.LATE_ORDER, Check.OVERLAP)]
    said = missing_texts([*fields, *papers, *fields, *others])
    assert len(said) == len(ORDER_FIELDS) + len(PaperKind)
    assert all(said)
