"""Letters on a case: kept as they were drawn up, true of the visit, and silent about who the guest is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from peewee import CharField, TextField

from models.care_errors import BadMailAddress, BadTemplate, LetterDoesNotFit, LetterLacks, LetterTellsWho
from models.database import connected, rows_of
from models.documents.letter_texts import TEMPLATES, LetterKind
from models.errors import ExportBlocked, NotFound, WrongUse
from models.event import Access, Event
from models.letter import Letter
from models.operations.letters.letter_facts import LetterWish
from models.operations.letters.read_letters import list_letters, read_letter, save_letter
from models.operations.letters.templates import (
    list_templates,
    reset_letter_template,
    set_letter_template,
    show_template,
)
from models.operations.letters.write_letter import LetterSheet, draft_letter, write_letter
from models.operations.store.describe_store import set_store
from models.operations.visits.change_decision import set_decision
from models.operations.visits.change_visit import set_visit
from models.operations.visits.step_visit import step_visit
from models.organisation import Organisation
from models.person import Person
from models.rules.visit_states import VisitState
from models.visit import Visit
from tests.operations.intake_files import (
    ADA,
    ME,
    TODAY,
    band,
    bare_visit,
    rate,
    take_bands,
    take_rates,
    take_visits,
    visit,
)
from tests.operations.intake_store import counts, everything

pytestmark = pytest.mark.usefixtures("store")

KIM = "kim.berg@solna.example"
RECEIPT, COMPLETION, RATES = LetterKind.RECEIPT, LetterKind.COMPLETION, LetterKind.RATE_REQUEST
NOTHING = LetterWish()
NAME = "Ada Testsson"


@pytest.fixture(autouse=True)
def _a_guest(store: str) -> None:
    """Have a guest from Solna in July, confirmed, with a case officer."""
    take_visits(visit(granted="300", granted_per="week"))
    set_visit("V-1", {"officer_email": KIM, "officer_name": "Kim Berg"}, ME)


def written(kind: LetterKind = RECEIPT, wish: LetterWish = NOTHING, case: str = "V-1") -> LetterSheet:
    """Write a letter."""
    return write_letter(case, kind, wish, TODAY, ME)


def test_a_letter_is_shown_again_with_the_same_bytes(tmp_path: Path) -> None:
    """G12: whatever is changed afterwards, in the visit, in our own facts or in the text it was drawn from."""
    kept = written()
    set_visit("V-1", {"order_reference": "B 77", "officer_email": "other@solna.example"}, ME)
    set_store({"mailbox": "new@borgholm.example"}, ME)
    set_letter_template(RECEIPT, "Nytt {ärende}", "Helt nytt.\n", ME)
    again = read_letter(kept.id, ME)
    assert again == kept
    first, second = (save_letter(again, tmp_path / folder) for folder in ("a", "b"))
    assert first.read_bytes() == second.read_bytes() == kept.mail
    assert save_letter(again, tmp_path / "a") == first
    assert save_letter(again, tmp_path, as_mail=False).read_text(encoding="utf-8") == kept.text


def test_a_letter_goes_to_the_case_officer_unless_somebody_else_is_named() -> None:
    """The notice to close is for our own officer, whose address is never guessed."""
    assert written().address == KIM
    assert written(wish=LetterWish(address=" bo@solna.example ")).address == "bo@solna.example"
    for state in (VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED):
        step_visit("V-1", state, ME)
    assert written(LetterKind.CLOSING).address == ""


def test_a_wrong_address_is_refused_and_nothing_is_kept() -> None:
    """No second recipient comes in with a line break, and no case officer is two people."""
    with pytest.raises(BadMailAddress):
        written(wish=LetterWish(address="kim@solna.example\nBcc: alla@solna.example"))
    set_visit("V-1", {"officer_email": "Kim <kim@solna.example>"}, ME)
    with pytest.raises(BadMailAddress):
        written()
    assert counts(Letter) == (0,)


def test_the_log_says_that_a_letter_was_written_and_nothing_of_its_text() -> None:
    """G34, G30: one event with the letter's number and kind; the address and the note stay in the letter."""
    kept = written(wish=LetterWish(note="Ring på måndag."))
    with connected():
        subject, facts = next(iter(rows_of(Event.select(Event.subject, Event.facts).order_by(Event.id.desc()))))
    assert (subject, json.loads(facts)) == ("V-1", {"kind": "receipt", "letter": kept.id})


def test_drawing_up_and_showing_are_logged_as_looking() -> None:
    """SoLPuL 10 §: who drew a letter up or read one has looked at the case."""
    draft_letter("v-1", RECEIPT, NOTHING, TODAY, ME)
    read_letter(written().id, ME)
    with connected():
        looked = [(deed, subject) for deed, subject in rows_of(Access.select(Access.deed, Access.subject))]
    assert looked[-2:] == [("draft-letter", "V-1"), ("show-letter", "V-1")]
    assert counts(Letter) == (1,)


def test_letters_are_listed_newest_first_by_case_or_all() -> None:
    """A case's history of letters."""
    take_visits(visit("V-2", name="Bo Testsson", identity_number=""))
    ids = [written().id, written(case="V-2").id, written(LetterKind.CONFIRMATION).id]
    assert [row.id for row in list_letters(ME)] == ids[::-1]
    assert [(row.id, row.kind) for row in list_letters(ME, "v-1")] == [(ids[2], "confirmation"), (ids[0], "receipt")]
    with pytest.raises(NotFound):
        list_letters(ME, "V-9")
    with pytest.raises(NotFound):
        read_letter(99, ME)


@pytest.mark.parametrize("kind", [LetterKind.CONFIRMATION, LetterKind.EXTENSION, LetterKind.CLOSING])
def test_a_letter_is_written_only_when_it_is_true(kind: LetterKind) -> None:
    """Nothing is confirmed before it is ordered, and no case is said to be done while it is not."""
    take_visits(bare_visit("V-3", name="Cai Testsson", to="2026-07-31"))
    with pytest.raises(LetterDoesNotFit):
        written(kind, case="V-3")
    with pytest.raises(LetterLacks):
        written(RECEIPT, case="V-3")


def test_the_request_for_completion_lists_what_our_rules_miss_and_what_is_added() -> None:
    """The order's checks and the writer's own eyes, each thing once."""
    take_visits(bare_visit("V-3", name="Cai Testsson"))
    body = written(COMPLETION, LetterWish(missing=("Egenvårdsintyg", "Beställning", " ")), case="V-3").body
    listed = [line for line in body.split("\n") if line.startswith("- ")]
    assert listed[:2] == ["- Beställning", "- Uppgift om vilka insatser som är beviljade"]
    assert listed[-1] == "- Egenvårdsintyg"
    assert len(listed) == len(set(listed))


def test_the_request_for_a_rate_names_services_bands_and_days() -> None:
    """Only days of the stay without a confirmed rate; with every day confirmed there is no such letter."""
    take_visits(visit(service="escort"))
    take_rates(rate(valid_from="2026-07-11"))
    take_rates(rate(service="escort", valid_from="2026-01-01"), confirm=False)
    listed = [line for line in written(RATES).body.split("\n") if line.startswith("- ")]
    assert listed == ["- Hemtjänst, 2026-07-01 till 2026-07-10", "- Ledsagning, 2026-07-01 till 2026-07-31"]
    take_rates(rate(valid_from="2026-01-01", amount="390,00"))
    take_rates(rate(service="escort", valid_from="2026-07-01", amount="410,00"))
    with pytest.raises(LetterLacks):
        written(RATES)


def test_a_band_without_a_rate_is_asked_for_by_its_name() -> None:
    """A rate for daytime alone leaves the nights open."""
    take_bands(band("dag", "all", "06:00", "22:00"), band("natt", "all", "22:00", "06:00"))
    take_rates(rate(valid_from="2026-01-01", band="dag"))
    assert "- Hemtjänst (natt), 2026-07-01 till 2026-07-31\n" in written(RATES).body


def test_a_band_is_asked_for_on_the_days_that_it_is_one() -> None:
    """G24: nothing is asked of a band that is no more, and what lacks a rate in every band is asked for once."""
    night = band("natt", "all", "22:00", "06:00")
    take_bands(band("dag", "all", "06:00", "22:00"), night, {**night, "valid_from": "2026-07-16"})
    take_rates(rate(valid_from="2026-01-01", valid_to="2026-07-20", band="dag"))
    assert "- Hemtjänst (natt), 2026-07-01 till 2026-07-15\n" in written(RATES).body
    assert "- Hemtjänst, 2026-07-16 till 2026-07-31\n" in written(RATES).body


def test_a_decision_of_its_own_days_is_asked_for_on_those_days() -> None:
    """A service that is granted for a week is not asked about for a month."""
    set_decision("V-1", "home-care", {"first_day": date(2026, 7, 6), "last_day": date(2026, 7, 12)}, ME)
    assert "- Hemtjänst, 2026-07-06 till 2026-07-12\n" in written(RATES).body


def _ready(kind: LetterKind) -> None:
    """Take the visit to a state in which a letter of the kind is true."""
    if kind is LetterKind.CLOSING:
        for state in (VisitState.ONGOING, VisitState.ENDED, VisitState.FINALLY_BILLED):
            step_visit("V-1", state, ME)


def _planted(table: type) -> list[str]:
    """Name every text of a table that somebody can have written freely."""
    kept = {"state", "case_key", "search_name", "identity_kind", "vat_number", "organisation_number"}
    fields = table._meta.sorted_fields  # type: ignore[attr-defined]
    return [field.name for field in fields if isinstance(field, CharField | TextField) and field.name not in kept]


@pytest.mark.parametrize("kind", LetterKind)
def test_the_guest_planted_in_every_field_is_in_no_letter(kind: LetterKind) -> None:
    """G30: in every text that the visit has; the letter is refused, or does not say it."""
    _ready(kind)
    for name in _planted(Visit):
        with connected():
            chosen = Visit.case_key == "v-1"
            before = Visit.select(getattr(Visit, name)).where(chosen).scalar()
            Visit.update({name: "x testsson, ADA, 900211+9817"}).where(chosen).execute()
        _nobody_is_named(kind, LetterWish(KIM, ("Beslut",)))
        with connected():
            Visit.update({name: before}).where(chosen).execute()


@pytest.mark.parametrize("text", ["Hälsa Ada Testsson.", "TESTSSON, ada", "Ada Testssons beslut", "900211+9817"])
def test_the_guest_in_what_the_writer_adds_is_in_no_letter(text: str) -> None:
    """G30: the note, what is missing, and the address, in whatever kind says them."""
    for kind in set(LetterKind) - {LetterKind.CLOSING}:
        for wish in (LetterWish(KIM, (text,)), LetterWish(KIM, ("Beslut",), note=f"Obs\n{text}\nObs")):
            _nobody_is_named(kind, wish)
    _nobody_is_named(RECEIPT, LetterWish("ada.testsson@solna.example"))
    _nobody_is_named(RECEIPT, LetterWish("189002119817@solna.example"))


def _nobody_is_named(kind: LetterKind, wish: LetterWish) -> None:
    try:
        sheet = draft_letter("V-1", kind, wish, TODAY, ME)
    except (LetterTellsWho, BadMailAddress):
        return
    text = f"{sheet.text} {sheet.address}".casefold()
    assert "testsson" not in text
    assert "9817" not in text


@pytest.mark.parametrize("name", ["name", "mailbox"])
def test_our_own_name_is_a_text_of_ours_and_our_mailbox_is_looked_through(name: str) -> None:
    """A mailbox that is the guest's own address would give the guest away."""
    with connected():
        Organisation.update({name: "ada.testsson@example.se"}).execute()
    if name == "mailbox":
        with pytest.raises(LetterTellsWho) as caught:
            written()
        assert caught.value.values["where"] == "{kontakt}"
    else:
        assert "ada.testsson" in written().body


def test_a_text_of_our_own_that_names_the_guest_is_refused_for_that_guest_alone() -> None:
    """The text cannot be judged before there is a guest; each letter is."""
    set_letter_template(RECEIPT, "{ärende}", "Vi väntar på Ada Testsson.\n", ME)
    with pytest.raises(LetterTellsWho) as caught:
        written()
    assert "Testsson" not in str(caught.value)
    take_visits(visit("V-2", name="Bo Ek", identity_number=""))
    assert "Vi väntar på" in written(case="V-2").body
    set_letter_template(RECEIPT, "{ärende}", "Ring 19900211-9817 eller 18900211-9817.\n", ME)
    with pytest.raises(LetterTellsWho):
        written(case="V-2")


def test_a_guest_whose_name_is_made_of_common_words_gets_letters_all_the_same() -> None:
    """What the program itself says names nobody: Per Dag is in no "per dag"."""
    with connected():
        Person.update(name="Per Vecka", search_name="per vecka").execute()
    assert "per vecka" in written().body


def test_a_protected_guests_address_is_in_no_letter() -> None:
    """OSL 21:3: not in a note, not in part, not in other capitals; others' addresses may be spoken of."""
    place = {"stay_address": "Storgatan 1, 387 50 Köpingsvik", "home_phone": "070-123 45 67"}
    set_visit("V-1", place, ME)
    said = ("Nyckeln finns på STORGATAN 1.", "storgatan  1", "Ring 070 1234567", "Storgatan 1, 387 50 Köpingsvik")
    for note in said:
        assert note in written(wish=LetterWish(note=note)).body
    with connected():
        Person.update(protected=True).execute()
    for note in said:
        with pytest.raises(LetterTellsWho):
            written(wish=LetterWish(note=note))
    assert "Köpingsvik" in written(wish=LetterWish(note="Vi ses i Köpingsvik.")).body


@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_says_where_anybody_lives(kind: LetterKind) -> None:
    """There is no word for an address, a telephone, a relative or an impairment: the case says enough."""
    _ready(kind)
    details = (
        "stay_address",
        "stay_phone",
        "home_address",
        "home_phone",
        "relatives",
        "impairment",
        "social_situation",
    )
    set_visit("V-1", dict.fromkeys(details, "XHEMLIGX"), ME)
    sheet = written(kind, LetterWish(missing=("Beslut",)))
    assert "XHEMLIGX" not in sheet.text
    assert ADA not in sheet.text


def test_what_the_writer_adds_is_readable_text() -> None:
    """What cannot be seen, and what nobody would read, is refused."""
    for note in ("a\u200bb", "a\x00", "x" * 2001):
        with pytest.raises(WrongUse):
            written(wish=LetterWish(note=note))
    assert "rad ett\nrad två" in written(wish=LetterWish(note="rad ett\nrad två")).body


def test_a_refused_letter_changes_nothing() -> None:
    """G27: neither a letter nor an event nor a look is left behind."""
    before = everything()
    with pytest.raises(LetterTellsWho):
        written(wish=LetterWish(note=NAME))
    with pytest.raises(LetterDoesNotFit):
        draft_letter("V-1", LetterKind.CLOSING, NOTHING, TODAY, ME)
    assert everything() == before


def test_our_own_text_stands_until_it_is_taken_away() -> None:
    """Set, set again, reset; the other kinds keep theirs, and a reset of nothing is said."""
    trial = set_letter_template(RECEIPT, " Tack, {ärende} ", "Tack!\r\n\r\n{upplysning}\r\n{lagrum}\r\n", ME)
    assert (trial.subject, trial.body) == (
        "Tack, V2026-0001",
        "Tack!\n\nRing gärna.\n29 kap. 5–6 §§ SoL (2025:400)\n",
    )
    set_letter_template(RECEIPT, "Tack igen, {ärende}", "Tack!\n", ME)
    assert (show_template(RECEIPT, ME).subject, show_template(RECEIPT, ME).changed_by) == (
        "Tack igen, {ärende}",
        "owner",
    )
    assert [sheet.kind for sheet in list_templates(ME) if sheet.changed_by] == [RECEIPT]
    assert written().subject == "Tack igen, V-1"
    reset_letter_template(RECEIPT, ME)
    assert show_template(RECEIPT, ME).body == TEMPLATES[RECEIPT].body
    with pytest.raises(NotFound):
        reset_letter_template(RECEIPT, ME)


def test_a_bad_text_of_our_own_is_never_kept() -> None:
    """What stood there before still stands."""
    before = everything()
    with pytest.raises(BadTemplate):
        set_letter_template(COMPLETION, "{ärende}", "Komplettera!\n", ME)
    assert everything() == before


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The letter is kept all the same, and can be saved elsewhere."""
    (tmp_path / "file").write_text("in the way")
    kept = written()
    with pytest.raises(ExportBlocked):
        save_letter(kept, tmp_path / "file")
    assert read_letter(kept.id, ME) == kept
