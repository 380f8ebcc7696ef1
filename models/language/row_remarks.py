"""What the checks of hour rows say: what is to be looked at, and the fix."""

from __future__ import annotations

from models.language.words import N_, Marked, tr_marked
from models.rules.row_checks import RowCheck

WORDS: dict[RowCheck, Marked] = {
    RowCheck.ZERO: N_("Nothing was measured; leave the row out."),
    RowCheck.NEGATIVE: N_("The number is negative; correct the row that it takes back."),
    RowCheck.FUTURE: N_("The date lies ahead; enter it when it has been worked."),
    RowCheck.MORE_THAN_A_DAY: N_("It is more than a day has; divide it by days."),
    RowCheck.OUTSIDE_STAY: N_("The day is outside the stay; change the stay, or correct the day."),
    RowCheck.OUTSIDE_DECISION: N_(
        "No decision grants the service that day; register the decision, or correct the row."
    ),
    RowCheck.DOUBLE_STAFF_UNDECIDED: N_("Two of the staff, and one is granted; change the decision, or the row."),
    RowCheck.BAND_WITHOUT_CLOCK: N_("The home pays by the time of day, and the row has none; give a clock or a band."),
    RowCheck.WITHOUT_CONDITION: N_("No condition says what it is worth; enter the condition."),
    RowCheck.OVERLAP: N_("It overlaps another row of the same person; see which of them is right."),
}


def remark_words(check: RowCheck) -> str:
    """Say what is to be looked at, and the fix."""
    return tr_marked(WORDS[check])
