"""The options of visits: the cells of the order, and what a registration lists besides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from commands.fields import Field
from commands.parsing import choice_of, day_of, good
from models.language.words import N_

CELLS = (
    Field("case", "--case", "NUMBER", N_("The case number; made up where none is given.")),
    Field("identity_number", "--identity-number", "NUMBER", N_("Personal or coordination number, 10 or 12 digits.")),
    Field("name", "--name", "TEXT", N_("The guest's name.")),
    Field("protected", "--protected", "yes|no", N_("Whether the identity is protected.")),
    Field("to", "--to", "DATE", N_("The last day of the stay; empty: not known.")),
    Field("ordered_on", "--ordered-on", "DATE", N_("The day on which the order came; without it nothing is billed.")),
    Field("order_reference", "--order-reference", "TEXT", N_("The home municipality's number of its decision.")),
    Field("invoice_reference", "--invoice-reference", "TEXT", N_("What the recipient wants on the invoice.")),
    Field("recipient", "--recipient", "CODE", N_("Who pays, where the municipality has several recipients.")),
    Field("service", "--service", "SERVICE", N_("A granted service; register again with the next one.")),
    Field("provider", "--provider", "own|private", N_("Who performs it.")),
    Field("area", "--area", "TEXT", N_("Where, when the rate depends on it.")),
    Field("granted", "--granted", "N", N_("How much: minutes, or pieces.")),
    Field("granted_per", "--per", "day|week|month", N_("How often that much.")),
)
"""The columns of a visits file, by their English names, besides those that must be given."""

DETAILS = (
    Field("stay_address", "--stay-address", "TEXT", N_("Where the guest stays.")),
    Field("stay_phone", "--stay-phone", "TEXT", N_("Telephone there.")),
    Field("home_address", "--home-address", "TEXT", N_("Address at home.")),
    Field("home_phone", "--home-phone", "TEXT", N_("Telephone at home.")),
    Field("relatives", "--relatives", "TEXT", N_("Relatives and how to reach them.")),
    Field("dwelling", "--dwelling", "TEXT", N_("What the dwelling is like.")),
    Field("social_situation", "--social-situation", "TEXT", N_("The social situation.")),
    Field("impairment", "--impairment", "TEXT", N_("The impairment.")),
    Field("resources", "--resources", "TEXT", N_("Resources and abilities.")),
    Field("objective", "--objective", "TEXT", N_("What the care is to achieve.")),
    Field("ordered_by", "--ordered-by", "TEXT", N_("Who at the home municipality ordered it.")),
    Field("officer_name", "--officer-name", "TEXT", N_("The home municipality's case officer.")),
    Field("officer_phone", "--officer-phone", "TEXT", N_("The case officer's telephone.")),
    Field("officer_email", "--officer-email", "TEXT", N_("The case officer's e-mail.")),
)


def _staff(text: str) -> int:
    return int(choice_of(text, ("1", "2")))


def _day_or_none(text: str) -> date | None:
    return day_of(text) if text else None


def _granted(text: str) -> int | None:
    from models.interchange.cells import read_granted

    return good(read_granted(text))


def _one_or_none(choices: tuple[str, ...]) -> Callable[[str], str]:
    """Read one of some words, or none where the text is empty."""
    return lambda text: choice_of(text, choices) if text else ""


DECISION = (
    Field("staff", "--staff", "1|2", N_("How many of the staff the service takes."), _staff),
    Field("first_day", "--granted-from", "DATE", N_("From when it is granted; empty: the whole stay."), _day_or_none),
    Field("last_day", "--granted-to", "DATE", N_("To when it is granted; empty: the whole stay."), _day_or_none),
)
"""What a decision says besides its amount."""

DECIDED = (
    Field("granted", "--granted", "N", N_("How much: minutes, or pieces; empty: no amount."), _granted),
    Field("granted_per", "--per", "day|week|month", N_("How often that much."), _one_or_none(("day", "week", "month"))),
    Field("provider", "--provider", "own|private", N_("Who performs it."), _one_or_none(("own", "private"))),
    Field("area", "--area", "TEXT", N_("Where, when the rate depends on it.")),
    *DECISION,
)
"""What may be changed of a decision."""

PERSON = (
    Field("name", "--name", "TEXT", N_("The right name.")),
    Field("identity_number", "--identity-number", "NUMBER", N_("The right number; empty: it is not known.")),
)
"""What may be corrected of a guest."""

ORDER = (
    Field("last_day", "--to", "DATE", N_("The last day of the stay; empty: not known."), _day_or_none),
    Field("ordered_on", "--ordered-on", "DATE", N_("The day on which the order came."), day_of),
    Field("order_reference", "--order-reference", "TEXT", N_("The home municipality's number of its decision.")),
    Field("invoice_reference", "--invoice-reference", "TEXT", N_("What the recipient wants on the invoice.")),
)
"""What may be changed of a visit besides its details."""
