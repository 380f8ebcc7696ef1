"""Tables for people keep only the columns that say something; programs get them all, always."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from commands.output import Listing

FOR_PEOPLE = ("table", "markdown")


def narrowed(listing: Listing, form: str, perhaps: Collection[str] = (), never: Collection[str] = ()) -> Listing:
    """Leave out of a table the columns `perhaps` where no row says anything in them, and those for programs alone."""
    if form not in FOR_PEOPLE:
        return listing
    said = [
        column.key not in never and (column.key not in perhaps or any(row[place] for row in listing.rows))
        for place, column in enumerate(listing.columns)
    ]
    rows = [[cell for cell, is_said in zip(row, said, strict=True) if is_said] for row in listing.rows]
    columns = [column for column, is_said in zip(listing.columns, said, strict=True) if is_said]
    return replace(listing, columns=columns, rows=rows)
