"""vistelse accounting: the chart, the coding, and what goes to the accounting system."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Annotated

import typer

from commands.accounting_export import app as exporting
from commands.accounting_layout import app as layout
from commands.options import DryRun, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, number, print_listing, services
from commands.parsing import choice_of, filled, number_of, service_of
from commands.say import say
from commands.session import actor_of
from commands.verb import group, verb
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.accounting.set_coding import CodingPlace

app = group()
app.add_typer(exporting)
app.add_typer(layout, name="layout", help=N_("Layouts of files for accounting systems that do not read SIE."))

UseOption = Annotated[
    str,
    typer.Option(
        "--use", metavar="USE", help=N_("What the account is for: revenue (without the option), receivable, accrual.")
    ),
]
ServiceOption = Annotated[str | None, typer.Option("--service", metavar="SERVICE", help=N_("Only for a service."))]
HomeOption = Annotated[
    str | None,
    typer.Option("--home", metavar="MUNICIPALITY", help=N_("Only for a home municipality, by code or name.")),
]


def _place(use: str, service: str | None, home: str | None) -> CodingPlace:
    """Read what a coding is for; an option that was left out means all, one with nothing in it is refused."""
    from models.operations.accounting.set_coding import CodingPlace
    from models.rules.accounting import Use

    code = "" if service is None else service_of(filled("--service", service))
    return CodingPlace(choice_of(use, Use), code, "" if home is None else filled("--home", home))


def _say_change(changed: bool) -> None:
    say(tr("Entered.") if changed else tr("It was so already."))


@verb(
    app,
    "account",
    N_("Enter an account of our chart, or give it another name."),
    'accounting account 3621 "Försäljning av verksamhet"',
)
def account(
    context: typer.Context,
    account_number: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The account's number: digits alone."))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called."))],
    dry_run: DryRun = False,
) -> None:
    """Enter an account."""
    from models.operations.accounting.set_account import set_account

    actor = actor_of(context)
    with perhaps_dry(dry_run):
        changed = set_account(account_number, name, actor)
    _say_change(changed)


@verb(app, "accounts", N_("List our accounts."), "accounting accounts")
def accounts(context: typer.Context, form: FormatOption = "table") -> None:
    """List the accounts."""
    from models.operations.accounting.list_accounting import list_accounts

    columns = (Column("number", N_("Account")), Column("name", N_("Name")))
    rows = [astuple(row) for row in list_accounts(actor_of(context))]
    print_listing(Listing("accounts", columns, rows), form)


@verb(
    app,
    "dimension",
    N_("Enter a dimension of our coding, or give it another name. SIE leaves 20 and up to us."),
    "accounting dimension 20 motpart",
)
def dimension(
    context: typer.Context,
    dimension_number: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("Its number in SIE files."))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called, as ansvar or motpart."))],
    dry_run: DryRun = False,
) -> None:
    """Enter a dimension."""
    from models.operations.accounting.set_dimension import set_dimension

    wanted, actor = number_of(dimension_number), actor_of(context)
    with perhaps_dry(dry_run):
        changed = set_dimension(wanted, name, actor)
    _say_change(changed)


@verb(app, "dimensions", N_("List our dimensions."), "accounting dimensions")
def dimensions(context: typer.Context, form: FormatOption = "table") -> None:
    """List the dimensions."""
    from models.operations.accounting.list_accounting import list_dimensions

    columns = (number("number", N_("Number")), Column("name", N_("Dimension")))
    rows = [astuple(row) for row in list_dimensions(actor_of(context))]
    print_listing(Listing("dimensions", columns, rows), form)


@verb(
    app,
    "code",
    N_("Say which account and objects a service has, for all or for a home municipality. The most specific holds."),
    "accounting code --service home-care --account 3621 --dimension motpart=KOMMUN",
)
def code(
    context: typer.Context,
    account: Annotated[str, typer.Option("--account", metavar="NUMBER", help=N_("The account, of our chart."))],
    use: UseOption = "revenue",
    service: ServiceOption = None,
    home: HomeOption = None,
    dimension: Annotated[
        list[str] | None,
        typer.Option(
            "--dimension",
            metavar="NAME=OBJECT",
            help=N_("An object, as ansvar=1234; KOMMUN and ORGNR in it stand for the recipient's. May be repeated."),
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Enter a coding."""
    from models.operations.accounting.set_coding import set_coding

    place = _place(use, service, home)
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        changed = set_coding(place, account, tuple(dimension or ()), actor)
    _say_change(changed)


@verb(app, "uncode", N_("Take a coding away."), "accounting uncode --service home-care")
def uncode(
    context: typer.Context,
    use: UseOption = "revenue",
    service: ServiceOption = None,
    home: HomeOption = None,
    dry_run: DryRun = False,
) -> None:
    """Remove a coding."""
    from models.operations.accounting.set_coding import remove_coding

    place = _place(use, service, home)
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        remove_coding(place, actor)
    say(tr("Taken away."))


@verb(app, "codes", N_("List our coding."), "accounting codes")
def list_codes(context: typer.Context, form: FormatOption = "table") -> None:
    """List the codings."""
    from models.operations.accounting.list_accounting import list_codings

    columns = (
        codes("use", N_("Use"), "accounting use"),
        services("service", N_("Service")),
        Column("home", N_("Code")),
        Column("account", N_("Account")),
        Column("name", N_("Name")),
        Column("objects", N_("Dimensions")),
    )
    rows = [astuple(row) for row in list_codings(actor_of(context))]
    print_listing(Listing("codings", columns, rows), form)


@verb(
    app,
    "vouchers",
    N_("Show what a voucher is made for and what the series are called, or change it."),
    "accounting vouchers --per document --invoices F --credits K",
)
def vouchers(
    context: typer.Context,
    per: Annotated[
        str, typer.Option("--per", metavar="document|batch", help=N_("One voucher a document, or one a batch and day."))
    ] = "",
    invoices: Annotated[str, typer.Option("--invoices", metavar="SERIES", help=N_("The series of invoices."))] = "",
    credit: Annotated[str, typer.Option("--credits", metavar="SERIES", help=N_("The series of credit notes."))] = "",
    accruals: Annotated[str, typer.Option("--accruals", metavar="SERIES", help=N_("The series of accruals."))] = "",
    form: FormatOption = "table",
) -> None:
    """Show or set the series."""
    from models.operations.accounting.list_accounting import show_vouchers
    from models.operations.accounting.set_vouchers import set_vouchers
    from models.rules.accounting import Per, Series

    actor = actor_of(context)
    series = show_vouchers(actor)
    if per or invoices or credit or accruals:
        wanted = choice_of(per, Per) if per else series.per
        series = Series(wanted, invoices or series.invoices, credit or series.credits, accruals or series.accruals)
        set_vouchers(series, actor)
    columns = (
        codes("per", N_("One voucher"), "voucher"),
        Column("invoices", N_("Invoices")),
        Column("credits", N_("Credit notes")),
        Column("accruals", N_("Accruals")),
    )
    print_listing(Listing("vouchers", columns, [astuple(series)]), form)
