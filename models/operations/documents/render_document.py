"""A posted document as the bytes that leave us, with its specification inside where that was set when it was posted."""

from __future__ import annotations

from models.database import rows_of, snapshot
from models.documents.attachment import MIME, Attached, Attachment
from models.documents.facts import InvoiceFacts
from models.documents.peppol import render
from models.invoice import Invoice
from models.operations.documents.specification_facts import kept_specification, shield_of
from models.operations.store.actor import Actor
from models.recipient import Recipient
from models.specification import Specification


def render_document(facts: InvoiceFacts) -> bytes:
    """Write a posted document as Peppol XML, from what was posted: the same bytes each time (G12)."""
    return render(facts, _attachments(facts)) if facts.attach else render(facts)


def attached_to(draft: Invoice) -> str:
    """Say how a draft's specification goes inside its e-invoice, '' where its recipient is not set so.

    A document with a protected guest who is not cleared has none, and neither has one that annuls.
    """
    recipient = Recipient.get_by_id(draft.recipient_id)
    if not recipient.attach or draft.annuls:
        return ""
    shield = shield_of(draft)
    return "" if shield.hidden else Attached(recipient.attach, recipient.privacy, shield.bare).to_text()


def freeze_attachment(invoice: int, actor: Actor) -> None:
    """Freeze the specification that a document has inside, in the transaction that posts it."""
    kept_specification(Invoice.get_by_id(invoice), actor)


def _attachments(facts: InvoiceFacts) -> tuple[Attachment, ...]:
    from models.documents.specification import specification_from_json  # most documents have none
    from models.documents.specification_pdf import render_specification_pdf
    from models.documents.specification_xlsx import render_specification_xlsx

    said = Attached.of_text(facts.attach)
    chosen = (Invoice.number == facts.number) & (Specification.privacy == said.privacy)
    with snapshot():
        ((kept,),) = rows_of(Specification.select(Specification.facts).join(Invoice).where(chosen))
    shown = specification_from_json(kept).shielded(frozenset(), said.bare)
    renders = {"pdf": render_specification_pdf, "xlsx": render_specification_xlsx}
    name = f"{facts.number}-specifikation.{said.form}"
    return (Attachment(name, MIME[said.form], renders[said.form](shown)),)
