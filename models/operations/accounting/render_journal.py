"""A journal as a file: SIE, or a layout of the user's own."""

from __future__ import annotations

from models.accounting import AccountingLayout, Dimension
from models.database import rows_of
from models.documents.accounting_file import debit_of_cells, render_layout
from models.documents.accounting_layout import OBJECT, LayoutRefused, read_layout
from models.documents.journal import Journal
from models.documents.sie import COPY_MARK, debit_of_sie, render_sie
from models.errors import LayoutFaulty, NotFound, SumsDiffer
from models.language.words import tr
from models.operations.accounting.set_layout import SIE
from models.rules.money import Ore


def layout_text(form: str) -> str:
    """Read a form's layout; SIE has none.

    Raises:
        NotFound: there is no such layout.
        LayoutFaulty: it shows a dimension that nobody has entered.
    """
    if form == SIE:
        return ""
    text = AccountingLayout.select(AccountingLayout.text).where(AccountingLayout.name == form).scalar()
    if text is None:
        raise NotFound(what="layout", key=form)
    known = {name.casefold() for (name,) in rows_of(Dimension.select(Dimension.name))}
    for column in read_layout(text.encode()).row:
        name = column.field.removeprefix(OBJECT)
        if name != column.field and name.casefold() not in known:
            raise LayoutFaulty(layout=form, why=tr("nobody has entered the dimension {name}", name=name))
    return str(text)


def render_journal(journal: Journal, form: str, layout: str, *, is_copy: bool) -> tuple[str, bytes]:
    """Give a file's name and bytes; a copy says so in both where the form has a place for it.

    Raises:
        LayoutFaulty: something does not fit in the layout.
        SumsDiffer: the file does not say what the journal says (G19).
    """
    if form == SIE:
        content = render_sie(journal, is_copy=is_copy)
        extension, debit = "SI", debit_of_sie(content)
    else:
        content, extension, debit = _by_layout(journal, form, layout, is_copy)
    if debit != journal.debit:
        raise SumsDiffer(batch=journal.name, what=tr("the file"))
    return f"{COPY_MARK + '_' if is_copy else ''}{journal.name}.{extension}", content


def _by_layout(journal: Journal, form: str, text: str, is_copy: bool) -> tuple[bytes, str, Ore]:
    try:
        layout = read_layout(text.encode())
        content = render_layout(journal, layout, is_copy=is_copy)
    except LayoutRefused as refusal:
        raise LayoutFaulty(layout=form, why=str(refusal)) from None
    debit = debit_of_cells(journal, layout)
    return content, layout.extension, journal.debit if debit is None else debit
