"""Small forms with answers in them already: where files are to be written, and what goes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from models.language.terms import term
from models.language.words import tr
from models.operations.accounting.plan_accounting import refuse_accrual
from models.operations.accounting.set_layout import SIE
from models.operations.documents.write_specification import PaperForm
from tui.form_readers import Read, checked, choice_line, day_line, text_line, yes_no_line
from tui.screens.rates_form_base import FormScreen, Unsaved
from tui.user_keys import path_text
from tui.widgets.form_line import FormField

Wish = TypeVar("Wish")


class WishForm(FormScreen[Wish], Generic[Wish]):
    """A form whose every line is filled in from the beginning: leaving it loses nothing, and nothing of it is kept."""

    def __init__(self, title: str, fields: Sequence[FormField]) -> None:
        super().__init__(title, fields, Unsaved("wish"))

    @property
    def is_changed(self) -> bool:
        """Say that there is nothing to save."""
        return False


@dataclass(frozen=True, slots=True)
class ExportFilled:
    """Where a batch is written, and what goes along with the e-invoices."""

    folder: Path
    with_pdf: bool
    with_specifications: bool


class ExportForm(WishForm[ExportFilled]):
    """A batch's documents to a folder."""

    def __init__(self, batch: str, given: Path) -> None:
        fields = (
            folder_field(given),
            FormField("pdf", tr("PDF too"), yes_no_line, term("answer", True), tr("yes or no")),
            FormField("papers", tr("Specifications too"), yes_no_line, term("answer", False), tr("yes or no")),
        )
        super().__init__(tr("Write {batch} to which folder?", batch=batch), fields)

    def filled(self, values: Mapping[str, Any]) -> ExportFilled:
        """Give the wish."""
        return ExportFilled(folder_of(values["folder"]), bool(values["pdf"]), bool(values["papers"]))


@dataclass(frozen=True, slots=True)
class BooksFilled:
    """Where an accounting file is written, in which form, and the day that an accrual is at."""

    folder: Path
    form: str
    accrual: date | None


class BooksForm(WishForm[BooksFilled]):
    """A batch for the accounting system."""

    def __init__(self, batch: str, given: Path, layouts: Sequence[str], today: date) -> None:
        forms = {SIE: "SIE", **{name: name for name in layouts}}
        more = ", ".join(forms.values())
        fields = (
            FormField("form", tr("Form"), choice_line(forms), SIE, more),
            FormField("accrual", tr("Accrual at"), _month_end(today), "", tr("empty: no accrual")),
            folder_field(given),
        )
        super().__init__(tr("An accounting file of {batch}", batch=batch), fields)

    def filled(self, values: Mapping[str, Any]) -> BooksFilled:
        """Give the wish."""
        return BooksFilled(folder_of(values["folder"]), values["form"], values["accrual"])


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Where a paper about a document is written, and in which form."""

    folder: Path
    form: PaperForm


class PaperWishForm(WishForm[PaperWish]):
    """A specification or a fee basis."""

    def __init__(self, title: str, given: Path) -> None:
        forms = {str(form): term("paper form", form) for form in PaperForm}
        both = term("paper form", PaperForm.BOTH)
        fields = (
            FormField("form", tr("Form"), choice_line(forms), both, ", ".join(forms.values())),
            folder_field(given),
        )
        super().__init__(title, fields)

    def filled(self, values: Mapping[str, Any]) -> PaperWish:
        """Give the wish."""
        return PaperWish(folder_of(values["folder"]), PaperForm(values["form"]))


@dataclass(frozen=True, slots=True)
class CaseFileWish:
    """Why a case file is made, where it is written, and whether names are taken out of it."""

    reason: str
    is_masked: bool
    folder: Path


class CaseFileForm(WishForm[CaseFileWish]):
    """Everything about a visit."""

    def __init__(self, case: str, given: Path) -> None:
        fields = (
            FormField("reason", tr("Why"), text_line(needed=True), "", tr("who asks for it")),
            FormField("mask", tr("Mask who it is"), yes_no_line, term("answer", True), tr("yes or no")),
            folder_field(given),
        )
        super().__init__(tr("Everything about {case}, as PDF and JSON. It is kept in the log.", case=case), fields)

    def filled(self, values: Mapping[str, Any]) -> CaseFileWish:
        """Give the wish."""
        return CaseFileWish(values["reason"], bool(values["mask"]), folder_of(values["folder"]))


def folder_field(given: Path) -> FormField:
    """Ask for a folder."""
    return FormField("folder", tr("Folder"), text_line(needed=True), path_text(given), tr("made where it is missing"))


def folder_of(text: str) -> Path:
    """Read a typed folder."""
    return Path(text).expanduser().absolute()


def _month_end(today: date) -> Read:
    def check(day: object) -> None:
        refuse_accrual(day if isinstance(day, date) else None)

    return checked(day_line(today), check)
