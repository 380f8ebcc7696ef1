"""Enter a dimension of our coding, or give it another name."""

from __future__ import annotations

from models.accounting import Dimension
from models.errors import WrongUse
from models.language.words import tr
from models.operations.accounting.entered import dimension_numbers, entered_name
from models.operations.store.actor import Actor, deed
from models.operations.store.write_event import write_event
from models.rules.accounting import HIGHEST_DIMENSION
from models.rules.roles import Role


def set_dimension(number: int, name: str, actor: Actor) -> bool:
    """Enter a dimension by its SIE number (1 to 19 have meanings of their own there); tell whether anything changed.

    Raises:
        WrongUse: the number is out of range, the name cannot be one, or another dimension has it.
    """
    if not 1 <= number <= HIGHEST_DIMENSION:
        raise WrongUse(what=tr("A dimension's number is 1 to {most}.", most=HIGHEST_DIMENSION))
    with deed(actor, Role.BILL, Role.ADMINISTER):
        wanted = entered_name(name)
        if "=" in wanted or dimension_numbers().get(wanted.casefold(), number) != number:
            raise WrongUse(what=tr("Another dimension is called that, or it holds an equals sign."))
        before = Dimension.select(Dimension.name).where(Dimension.number == number).scalar()
        if before == wanted:
            return False
        if before is None:
            Dimension.create(number=number, name=wanted)
        else:
            Dimension.update(name=wanted).where(Dimension.number == number).execute()
        write_event(actor, "set-dimension", str(number), before=before or "", after=wanted)
    return True
