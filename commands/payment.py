"""vistelse payment: money that came, what it settles, and what is left to pay."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import DryRun, Reason, perhaps_dry
from commands.output import FORMATS, Column, FormatOption, Listing, codes, money, print_json, print_listing
from commands.parsing import amount_of, choice_of, content_of, day_of, filled
from commands.payment_open import add_open
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.language.formats import kronor
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.payments.list_payments import PaymentSheet
    from models.operations.payments.record_payment import NewPayment, PaymentReceipt

app = group()

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The invoice's number."))]
Key = Annotated[str, typer.Argument(metavar="KEY", help=N_("The payment's key, as the list gives it."))]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("How much, in kronor, as 414,80."))]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=N_("The day on which the money came or went."))]
Payer = Annotated[str, typer.Option("--payer", metavar="TEXT", help=N_("Who paid, or was paid."))]
OwnKey = Annotated[str, typer.Option("--key", metavar="KEY", help=N_("The bank's own id of the payment."))]

COLUMNS = (
    Column("key", N_("Key")),
    Column("day", N_("Day")),
    money("amount", N_("Amount")),
    Column("ocr", N_("OCR")),
    Column("payer", N_("Payer")),
    Column("settled", N_("Settles")),
    money("left", N_("Left over")),
    codes("why", N_("Why"), "unmatched payment"),
    Column("could_be", N_("Could be for")),
    Column("file", N_("File")),
)


@verb(
    app,
    "record",
    N_("Record a payment that came in on an invoice."),
    "payment record 202600010 100,00 --on 2026-08-01 --key 4711",
)
def record(
    context: typer.Context,
    number: Number,
    amount: Amount,
    on: On,
    payer: Payer = "",
    key: OwnKey = "",
    dry_run: DryRun = False,
) -> None:
    """Record a payment."""
    from models.operations.payments.record_payment import record_payment

    new, actor = _new(number, amount, on, payer, key), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = record_payment(new, date.today(), actor)
    _say_receipt(receipt)


@verb(
    app,
    "refund",
    N_("Record what we paid back of an invoice on which too much was paid."),
    "payment refund 202600012 10,00 --on 2026-08-01",
)
def refund(
    context: typer.Context,
    number: Number,
    amount: Amount,
    on: On,
    payer: Payer = "",
    key: OwnKey = "",
    dry_run: DryRun = False,
) -> None:
    """Record what was paid back."""
    from models.operations.payments.record_payment import refund_payment

    new, actor = _new(number, amount, on, payer, key), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = refund_payment(new, date.today(), actor)
    _say_receipt(receipt)


def _new(number: str, amount: str, on: str, payer: str, key: str) -> NewPayment:
    from models.operations.payments.record_payment import NewPayment

    return NewPayment(number, amount_of(amount), day_of(on), payer.strip(), key.strip())


def _say_receipt(receipt: PaymentReceipt) -> None:
    standing = receipt.standing
    say(receipt.key)
    if receipt.why is not None:
        tell(tr("It settles nothing: {why}.", why=term("unmatched payment", receipt.why)))
        return
    state = term("payment state", standing.state(date.today()))
    left = kronor(standing.money.balance)
    tell(tr("{number}: {balance} left to pay, {state}.", number=standing.number, balance=left, state=state))
    for remark in receipt.remarks:
        tell(remark)


@verb(
    app,
    "import",
    N_("Read a file of payments. Reading it again changes nothing."),
    "payment import payments.csv",
)
def read_payments(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("CSV or Excel with date, amount, ocr, payer, key."))],
    dry_run: DryRun = False,
) -> None:
    """Import payments, all of the file or nothing."""
    from models.operations.payments.import_payments import import_payments

    path = Path(file)
    content, actor = content_of(path), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = import_payments(path.name, content, date.today(), actor)
    for notice in receipt.notices:
        tell(notice)
    words = tr(
        "{file}: {added} new, {unchanged} known already, {matched} settle an invoice, {settled} of {total}.",
        file=receipt.file,
        added=receipt.added,
        unchanged=receipt.unchanged,
        matched=receipt.matched,
        settled=kronor(receipt.settled),
        total=kronor(receipt.total),
    )
    say(words)
    for why, count in receipt.unmatched:
        tell(tr("{count} unmatched: {why}.", count=count, why=term("unmatched payment", why)))


@verb(app, "list", N_("List payments, the newest first, and what each settles."), "payment list --unmatched")
def show_all(
    context: typer.Context,
    unmatched: Annotated[bool, typer.Option("--unmatched", help=N_("Only those with something left over."))] = False,
    invoice: Annotated[str, typer.Option("--invoice", metavar="NUMBER", help=N_("Only those on an invoice."))] = "",
    form: FormatOption = "table",
) -> None:
    """List payments."""
    from models.operations.payments.list_payments import list_payments

    found = list_payments(actor_of(context), unmatched=unmatched, number=invoice)
    if choice_of(form, FORMATS) == "json":
        names = (*(column.key for column in COLUMNS), "aside")
        objects = [{name: getattr(row, name) for name in names} for row in found]
        for row, each in zip(found, objects, strict=True):
            each["settled"] = [{"invoice": number, "amount": amount} for number, amount in row.settled]
        print_json({"payments": objects})
        return
    print_listing(Listing("payments", COLUMNS, [_cells(row) for row in found]), form)


def _cells(row: PaymentSheet) -> tuple[object, ...]:
    settled = [f"{number} {kronor(amount)}" for number, amount in row.settled]
    if row.aside:
        settled.append(tr("set aside {amount}", amount=kronor(row.aside)))
    key, day, amount, ocr, payer, file = astuple(row)[:6]
    return key, day, amount, ocr, payer, ", ".join(settled), row.left, row.why or "", ", ".join(row.could_be), file


@verb(
    app,
    "match",
    N_("Put what is left of a payment on an invoice."),
    "payment match 4711 202600011",
)
def match(
    context: typer.Context,
    key: Key,
    number: Number,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="AMOUNT", help=N_("How much; as much as is left of both without."))
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Match a payment."""
    from models.operations.payments.match_payment import match_payment

    wanted, actor = None if amount is None else amount_of(filled("--amount", amount)), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = match_payment(key, number, wanted, actor)
    put, left = kronor(receipt.amount), kronor(receipt.left)
    say(tr("{amount} put on {number}; {left} left over.", amount=put, number=number, left=left))
    for remark in receipt.remarks:
        tell(remark)


@verb(
    app,
    "unmatch",
    N_("Take back what a payment settles. Nothing is deleted: an entry mirrors what was taken back."),
    "payment unmatch 4711 --reason 'wrong invoice'",
)
def unmatch(
    context: typer.Context,
    key: Key,
    reason: Reason,
    invoice: Annotated[str | None, typer.Option("--invoice", metavar="NUMBER", help=N_("Only on one invoice."))] = None,
    dry_run: DryRun = False,
) -> None:
    """Take a match back."""
    from models.operations.payments.match_payment import unmatch_payment

    number, actor = "" if invoice is None else filled("--invoice", invoice), actor_of(context)
    with perhaps_dry(dry_run):
        receipt = unmatch_payment(key, number, reason, actor)
    say(tr("{amount} taken back; {left} left over.", amount=kronor(receipt.amount), left=kronor(receipt.left)))


@verb(
    app,
    "set-aside",
    N_("Say that what is left of a payment settles no invoice of ours, and why."),
    "payment set-aside 4712 --reason 'meant for another authority'",
)
def put_aside(context: typer.Context, key: Key, reason: Reason, dry_run: DryRun = False) -> None:
    """Set a payment aside."""
    from models.operations.payments.match_payment import set_aside

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        receipt = set_aside(key, reason, actor)
    say(tr("{amount} set aside.", amount=kronor(receipt.amount)))


add_open(app)
