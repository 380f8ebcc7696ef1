"""A fault of a document: what a recipient would refuse, or what must not leave the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentFault:
    """One fault: a code to search for, the fact that is wrong, and what is wrong in the user's language.

    `field` is the fact's name, such as `buyer.endpoint_id` or `lines.3.net` (the line at position 3). The text never
    repeats a text of the facts, so that it cannot carry what is secret.
    """

    code: str
    field: str
    text: str
