"""What a file's own words for services and statuses stand for: by the mapping, else as they are usually meant."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from models.interchange.vocabulary import SERVICE_WORDS
from models.interchange.wild_mapping import SKIP, Mapping, plain_word
from models.rules.identity import identity_numbers_in


class Kind(StrEnum):
    """Whether care was carried out, refused by the guest, or missed because the guest was not there."""

    EXECUTED = "executed"
    REFUSED = "refused"
    MISSED = "missed"


PLANNED: Final = "planned"

_STATUSES: Final = {
    **dict.fromkeys(
        (
            "utförd", "utfört", "genomförd", "genomfört", "klar", "klart", "slutförd", "avslutad", "ok", "registrerad",
            "executed", "done", "completed",
        ),
        Kind.EXECUTED.value,
    ),
    **dict.fromkeys(
        (
            "avböjd", "avböjt", "avböjde", "nekad", "nekade", "tackat nej", "tackade nej", "avböjd av brukare",
            "avböjd av kund", "brukaren avböjde", "kunden avböjde", "refused",
        ),
        Kind.REFUSED.value,
    ),
    **dict.fromkeys(
        (
            "uteblev", "utebliven", "uteblivet", "uteblivet besök", "ej hemma", "bom", "bombesök", "bomkörning",
            "ej anträffad", "kund ej hemma", "brukare ej hemma", "missed",
        ),
        Kind.MISSED.value,
    ),
    **dict.fromkeys(
        ("planerad", "planerat", "ej utförd", "ej utfört", "planerad ej utförd", "planerad, ej utförd", "planned"),
        PLANNED,
    ),
}  # fmt: skip


class Words:
    """The words of a file's services and statuses, as a mapping has them."""

    def __init__(self, mapping: Mapping) -> None:
        self._services = {**SERVICE_WORDS, **dict(mapping.services)}
        self._statuses = {**_STATUSES, **dict(mapping.statuses)}

    def service(self, text: str) -> str | None:
        """Give the code of a service, `skip` for one whose rows are left out, or None for a word that is not known."""
        return self._services.get(plain_word(text))

    def status(self, text: str) -> str | None:
        """Give `executed`, `refused`, `missed` or `planned`, or None for a word that is not known."""
        return self._statuses.get(plain_word(text))


def harmless_word(text: str) -> str:
    """Give a word as it may be shown: one that holds an identity number is not."""
    word = " ".join(text.split())
    return "…" if identity_numbers_in(word) or not word.isprintable() else word[:80]


__all__ = ["PLANNED", "SKIP", "Kind", "Words", "harmless_word"]
