"""Keep a layout of accounting files, or take a newer one in its place."""

from __future__ import annotations

import re
from hashlib import sha256

from models.accounting import AccountingLayout
from models.documents.accounting_layout import Layout, LayoutRefused, read_layout
from models.errors import LayoutFaulty, WrongUse
from models.language.words import tr
from models.operations.accounting.entered import refuse_named
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import utc_now, write_event
from models.rules.roles import Role

SIE = "sie"
"""The form that is no layout."""


def set_layout(name: str, content: bytes, actor: Actor) -> bool:
    """Keep a layout under a name; tell whether anything changed.

    Raises:
        WrongUse: the name cannot be one, or a text in the layout names a guest.
        LayoutFaulty: the layout cannot be used.
    """
    if not re.fullmatch(r"[0-9a-zåäö_-]{1,40}", name) or name == SIE:
        raise WrongUse(what=tr("A layout's name is small letters, digits, - and _; sie is taken."))
    try:
        layout = read_layout(content)
    except LayoutRefused as refusal:
        raise LayoutFaulty(layout=name, why=str(refusal)) from None
    with deed(actor, Role.BILL, Role.ADMINISTER):
        _refuse_names(layout)
        text = content.decode("utf-8-sig")
        before = AccountingLayout.get_or_none(AccountingLayout.name == name)
        if before is not None and before.text == text:
            return False
        values = {"text": text, "changed_by": actor.login, "changed_at": utc_now()}
        if before is None:
            AccountingLayout.create(name=name, **values)
        else:
            AccountingLayout.update(**values).where(AccountingLayout.id == before.id).execute()
        seals = {"before": _seal(before.text) if before else "", "after": _seal(text)}
        write_event(actor, "set-layout", name, **seals)
    return True


def _refuse_names(layout: Layout) -> None:
    for column in (*layout.head, *layout.row, *layout.foot):
        for text in (column.heading, column.value, column.field.partition(":")[2]):
            refuse_named(text)


def _seal(text: str) -> str:
    return sha256(text.encode()).hexdigest()
