"""What is to be looked at in hour rows, told after a deed: where, what, the fix and the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.say import tell
from models.language.words import tr

if TYPE_CHECKING:
    from models.operations.hours.row_remarks import Remark, Remarks

MOST_SHOWN = 20
"""Remarks that a deed tells one by one."""


def tell_remarks(remarks: Remarks, file: str = "") -> None:
    """Tell the first remarks one a line, by file and line or by case and day, and how many more there are."""
    for remark in remarks.told[:MOST_SHOWN]:
        tell(remark_text(remark, file))
    more = sum(count for _, count in remarks.counts) - len(remarks.told[:MOST_SHOWN])
    if more > 0:
        listed = ", ".join(f"{check} {count}" for check, count in remarks.counts)
        tell(tr("… and {n} more to look at ({listed}); see them with: vistelse hours check", n=more, listed=listed))


def remark_text(remark: Remark, file: str = "") -> str:
    """Write a remark in one line."""
    from models.language.row_remarks import remark_words

    place = f"{file}:{remark.line}" if file and remark.line else f"{remark.case} {remark.day}"
    return f"{place}: {remark_words(remark.check)} [{remark.check}]"
