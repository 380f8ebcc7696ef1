"""vistelse letter: letters to home municipalities and to our own case officer, and the texts they are drawn from."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Case, DryRun, perhaps_dry
from commands.output import Column, FormatOption, Listing, codes, moments, number, print_listing
from commands.parsing import choice_of, content_of, day_of, number_of
from commands.say import say, tell
from commands.session import actor_of
from commands.verb import group, verb
from models.errors import WrongUse
from models.language.terms import term
from models.language.words import N_, tr

if TYPE_CHECKING:
    from models.operations.letters.write_letter import LetterSheet

app = group()
template = group()
app.add_typer(template, name="template", help=N_("The texts that letters are drawn from."))

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=N_("receipt, completion, rate-request, confirmation, extension, extension-request or closing."),
    ),
]
Number = Annotated[str, typer.Argument(metavar="ID", help=N_("The letter's number, as the list gives it."))]
Folder = Annotated[str, typer.Option("--to", metavar="FOLDER", help=N_("Write it to a folder, as text or with --eml."))]
AsMail = Annotated[bool, typer.Option("--eml", help=N_("As a mail draft instead of text."))]


@verb(
    app,
    "write",
    N_("Draw a letter up on a case and keep it. It never says who the guest is."),
    "letter write SN2026-00051 receipt",
)
def write(
    context: typer.Context,
    case: Case,
    kind: Kind,
    address: Annotated[
        str, typer.Option("--address", metavar="ADDRESS", help=N_("To whom; without it the home case officer."))
    ] = "",
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", metavar="TEXT", help=N_("What is missing in the order; may be given again.")),
    ] = None,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=N_("The last day that a longer stay is asked for."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("What else there is to say."))] = "",
    to: Folder = "",
    eml: AsMail = False,
    dry_run: DryRun = False,
) -> None:
    """Write a letter."""
    from models.documents.letter_texts import LetterKind
    from models.operations.letters.letter_facts import LetterWish
    from models.operations.letters.write_letter import write_letter

    wanted = choice_of(kind, LetterKind)
    wish = LetterWish(address, tuple(missing or ()), day_of(until) if until else None, note)
    actor = actor_of(context)
    with perhaps_dry(dry_run):
        sheet = write_letter(case, wanted, wish, date.today(), actor)
    if not dry_run:
        tell(tr("Kept as letter {id} of {case}.", id=sheet.id, case=sheet.case))
    if not sheet.address:
        tell(tr("Nobody's address is known; give one with --address, or write it in the mail program."))
    _give(sheet, "" if dry_run else to, eml)


@verb(app, "list", N_("List letters, of a case or of all, the newest first."), "letter list SN2026-00051")
def show_all(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("Only of one case."))] = "",
    form: FormatOption = "table",
) -> None:
    """List letters."""
    from models.operations.letters.read_letters import list_letters

    columns = (
        number("id", N_("Number")),
        Column("case", N_("Case")),
        codes("kind", N_("Letter"), "letter"),
        Column("address", N_("To whom")),
        Column("made_by", N_("Who")),
        moments("made_at", N_("When")),
    )
    found = list_letters(actor_of(context), case)
    rows = [(row.id, row.case, str(row.kind), row.address, row.made_by, row.made_at) for row in found]
    print_listing(Listing("letters", columns, rows), form)


@verb(app, "show", N_("Show a letter again, as it was drawn up."), "letter show 1 --eml --to letters")
def show(context: typer.Context, letter: Number, to: Folder = "", eml: AsMail = False) -> None:
    """Show a letter."""
    from models.operations.letters.read_letters import read_letter

    _give(read_letter(number_of(letter), actor_of(context)), to, eml)


@verb(template, "list", N_("List the texts, and whose they are."), "letter template list")
def list_texts(context: typer.Context, form: FormatOption = "table") -> None:
    """List the templates."""
    from models.operations.letters.templates import list_templates

    columns = (
        Column("kind", N_("Code")),
        codes("letter", N_("Letter"), "letter"),
        Column("subject", N_("Subject")),
        Column("changed_by", N_("Changed by")),
    )
    found = list_templates(actor_of(context))
    rows = [(str(row.kind), str(row.kind), row.subject, row.changed_by) for row in found]
    print_listing(Listing("templates", columns, rows), form)


@verb(
    template,
    "show",
    N_("Show the text of a kind of letter, as a file that can be changed and given back."),
    "letter template show receipt",
)
def show_text(context: typer.Context, kind: Kind) -> None:
    """Show a template."""
    from models.documents.letter_texts import LetterKind
    from models.operations.letters.templates import show_template

    sheet = show_template(choice_of(kind, LetterKind), actor_of(context))
    say(f"{sheet.subject}\n\n{sheet.body}".rstrip("\n"))
    tell(_known_words())


@verb(
    template,
    "set",
    N_("Use our own text for a kind of letter, from a file: the subject, an empty line, the body."),
    "letter template set receipt receipt.txt",
)
def set_text(
    context: typer.Context,
    kind: Kind,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A text in UTF-8, as `letter template show` gives."))],
    dry_run: DryRun = False,
) -> None:
    """Set a template."""
    from models.documents.letter_texts import LetterKind
    from models.operations.letters.templates import set_letter_template

    wanted, actor = choice_of(kind, LetterKind), actor_of(context)
    subject, body = _parted(Path(file))
    with perhaps_dry(dry_run):
        trial = set_letter_template(wanted, subject, body, actor)
    tell(tr("So it reads, about an invented stay:"))
    say(f"{trial.subject}\n\n{trial.body}".rstrip("\n"))


@verb(template, "reset", N_("Use the program's own text again."), "letter template reset receipt")
def reset_text(context: typer.Context, kind: Kind) -> None:
    """Take our own text away."""
    from models.documents.letter_texts import LetterKind
    from models.operations.letters.templates import reset_letter_template

    wanted = choice_of(kind, LetterKind)
    reset_letter_template(wanted, actor_of(context))
    say(tr("The program's own text for “{letter}” is used again.", letter=term("letter", wanted)))


def _give(sheet: LetterSheet, folder: str, as_mail: bool) -> None:
    """Write a letter to a folder, or to stdout."""
    if folder:
        from models.operations.letters.read_letters import save_letter

        say(str(save_letter(sheet, Path(folder), as_mail=as_mail)))
    elif as_mail:
        sys.stdout.flush()
        typer.echo(sheet.mail, nl=False)
    else:
        say(sheet.text.rstrip("\n"))


def _parted(path: Path) -> tuple[str, str]:
    """Part a file into subject and body.

    Raises:
        WrongUse: it is not text in UTF-8.
    """
    try:
        text = content_of(path).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise WrongUse(what=tr("The file is not text in UTF-8.")) from None
    subject, _, body = text.lstrip("\n").partition("\n")
    return subject, body


def _known_words() -> str:
    from models.documents.letter_texts import KNOWN_WORDS

    words = " ".join(f"{{{word}}}" for word in KNOWN_WORDS)
    return tr("Words that are filled in: {words}. A line whose words are all empty is left out.", words=words)
