"""Tables on paper: what a printed list is made of, and the print of a page of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from models.documents.pdf import print_page
from models.documents.pdf_texts import paper_texts


class Mark(StrEnum):
    """What stands over a document beside its name."""

    ORIGINAL = "original"
    COPY = "copy"
    ANNULLED = "annulled"


class PaperRow(StrEnum):
    """The kinds of row: an ordinary one, a heading that follows over the page, and a sum under a line."""

    PLAIN = "plain"
    GROUP = "group"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, `left` or `right`, and `auto` (as wide as its texts) or `wide` (shares what is left)."""

    heading: str
    align: str = "left"
    width: str = "auto"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a text a column; what follows a line break is set smaller. A group has one text."""

    cells: tuple[str, ...]
    kind: PaperRow = PaperRow.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading of its own, or ''."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed list: `title` names the file's content, `author` who made it, `facts` are labels and values.

    `before` and `after` are paragraphs around the tables. Only `issued` dates the file.
    """

    title: str
    heading: str
    author: str
    issued: date
    tables: tuple[Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    mark: Mark = Mark.ORIGINAL
    is_landscape: bool = False


def render_sheet_pdf(sheet: Sheet) -> bytes:
    """Print a list as PDF.

    Raises:
        ValueError: a row has not a text for each column.
    """
    return print_page("listing", _data(sheet))


def page_data(title: str, author: str, issued: date, mark: Mark, *, is_landscape: bool = False) -> dict[str, object]:
    """Give what every template wants to know of its page."""
    texts = paper_texts()
    return {
        "title": title,
        "author": author,
        "date": (issued.year, issued.month, issued.day),
        "mark": texts["marks"][mark],
        "page_text": texts["page"],
        "landscape": is_landscape,
    }


def table_data(table: Table) -> dict[str, object]:
    """Give a table as the templates read it.

    Raises:
        ValueError: a row has not a text for each column.
    """
    for row in table.rows:
        if len(row.cells) != (1 if row.kind is PaperRow.GROUP else len(table.columns)):
            raise ValueError("a row has not a text for each column")
    return asdict(table)


def _data(sheet: Sheet) -> dict[str, object]:
    page = page_data(sheet.title, sheet.author, sheet.issued, sheet.mark, is_landscape=sheet.is_landscape)
    return page | {
        "heading": sheet.heading,
        "facts": sheet.facts,
        "before": sheet.before,
        "after": sheet.after,
        "tables": [table_data(table) for table in sheet.tables],
    }
