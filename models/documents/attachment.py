"""A specification inside the e-invoice, where its recipient is set so: its file, and how it is to be made again."""

from __future__ import annotations

from dataclasses import dataclass

MIME = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""The kinds of files that may go inside (PEPPOL-EN16931-CL001), by their form."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside an e-invoice: its plain name, its kind and its bytes."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Attached:
    """What a posted document says of its attachment, so that the same bytes can be made again (G12).

    `privacy` is the recipient's level at posting; of the lines at `bare` positions only the case number is said.
    """

    form: str
    privacy: str
    bare: frozenset[int]

    def to_text(self) -> str:
        """Write it as a fact: `pdf:initials:2.3`."""
        return f"{self.form}:{self.privacy}:{'.'.join(map(str, sorted(self.bare)))}"

    @classmethod
    def of_text(cls, text: str) -> Attached:
        """Read what `to_text` wrote."""
        form, privacy, bare = text.split(":")
        return cls(form, privacy, frozenset(int(position) for position in bare.split(".") if position))
