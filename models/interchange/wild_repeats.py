"""Wild rows that stand twice in one file: harmless when a key says they are the same, refused when nothing does."""

from __future__ import annotations

from models.interchange.wild_row import WildRow
from models.language.words import tr


class WildRepeats:
    """The keys of a file so far, each with its sheet, its line and a digest of its content."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int, int]] = {}

    def judge(self, row: WildRow, sheet: int) -> str | None:
        """Say what is wrong with a row that stood before; '' when harmless, None when it is the first."""
        digest = hash(row.content)
        found = self._seen.get(row.row.key)
        if found is None:
            self._seen[row.row.key] = (sheet, row.row.line, digest)
            return None
        first_sheet, first, first_digest = found
        if row.row.key_given and digest == first_digest:
            return ""
        if row.row.key_given:
            return tr(
                "The key stands on line {first} too, with another content; give every row a key of its own.",
                first=first,
            )
        if first_sheet != sheet:
            return tr(
                "The row is the same as line {first} of sheet {sheet}; give each a key or a clock time.",
                first=first,
                sheet=first_sheet,
            )
        return tr("The row is the same as line {first}; give each a key or a clock time.", first=first)
