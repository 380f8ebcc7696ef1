"""The month of a visit: hours are typed, saved as one deed, signed, and opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import work

from models.care_errors import CellsChanged
from models.errors import FeeError
from models.language.formats import hours
from models.language.words import N_, Marked, ntr, tr
from models.operations.hours.month_grid import MonthGrid, month_grid
from models.operations.hours.reopen_month import Reopening, reopen_month, withdraw_reopening
from models.operations.hours.save_hours import Place, SavedHours, save_hours
from models.operations.hours.sign_month import SigningPlan, plan_signing, sign_months
from models.rules.period import Month
from tui.dates import month_before, month_text
from tui.hour_days import week_number
from tui.hour_sheet import Entries, HourSheet
from tui.hour_words import deviation_words, place_words, saved_words, typed_text
from tui.kept_hours import kept_hours
from tui.keys import bindings
from tui.screens.ask_clock import AskClockScreen, clock_entries
from tui.screens.ask_text import AskTextScreen
from tui.screens.base import READING
from tui.screens.confirm import ConfirmScreen
from tui.screens.hour_filling import HourFillingScreen
from tui.screens.hour_rows import HourRowsScreen
from tui.screens.weeks import WeeksScreen


class HourGridScreen(HourFillingScreen):
    """Services downwards, days across; what stands in the cells is what was executed."""

    GROUPS = ("grid", "grid-month")
    ROOM = "hours"
    BINDINGS = bindings(*GROUPS, "typing")
    ABOUT: ClassVar[Marked] = N_(
        "A visit's month. Figures are typed straight into the cell: 1:30, 1,5, 90 or 90m, 2h, clock times"
        " 08:10-09:40, several with + between, a band after /, pieces as whole numbers. * is typed and not saved,"
        " ! was changed by somebody else. Figures are text here: other rooms are reached by q or ctrl+p."
    )

    @property
    def command(self) -> str:
        """The same hours as a command gives them."""
        return f"vistelse hours show {self.case} {self.month}"

    def subject_here(self) -> str:
        """The case, whose history tells what was typed."""
        return self.case

    def load(self) -> None:
        """Read the month."""
        case, month, actor = self.case, self.month, self.session.actor
        self._say_title()
        self.ask_store(lambda: month_grid(case, month, actor), self.show_grid, READING)

    def show_grid(self, grid: MonthGrid) -> None:
        """Show the month, with what was typed and not saved."""
        if self.sheet is not None and self.sheet.grid.month == grid.month:
            self.sheet.renew(grid)
        else:
            self._open(grid)
        self._say_title()
        self.say_cell()

    def _open(self, grid: MonthGrid) -> None:
        """Open a month that was not shown before, and put back what was typed in it and never saved (G37)."""
        self.sheet = HourSheet(grid, self.session.today())
        self.grid.sheet = self.sheet
        first = max(grid.month.first, min(grid.first, grid.month.last))
        self.grid.go_to(0, self.wished_day or first)
        kept = kept_hours(self.kept_in)
        self.sheet.typed = dict(kept.typed)
        self.sheet.renew(grid)
        if kept.writing is not None and kept.writing in self._places():
            self.grid.go_to(self.sheet.lines.index((kept.writing.service, kept.writing.staff)), kept.writing.day)
            self.grid.draft = kept.text
        if self.sheet.typed or self.grid.draft:
            count = len(self.sheet.typed) + bool(self.grid.draft)
            said = ntr(
                "{n} cell that was not saved is here again.", "{n} cells that were not saved are here again.", count
            )
            self.notice.tell(said)

    def _places(self) -> set[Place]:
        assert self.sheet is not None
        return {Place(*line, day) for line in self.sheet.lines for day in self.sheet.days}

    def _say_title(self) -> None:
        sheet = self.sheet
        whose = [tr("Hours"), self.case]
        when = [month_text(self.month)]
        if sheet is not None:
            whose.append(self.session.municipality_name(sheet.grid.municipality))
            when.append(tr("week {n}", n=week_number(self.grid.day)))
        self.title_is(" · ".join(whose), " · ".join(when))

    def say_cell(self) -> None:
        """Say the week too."""
        super().say_cell()
        self._say_title()

    def who_we_are_is_known(self) -> None:
        """Write the municipality's name."""
        self._say_title()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sign what is not signed, open again what is."""
        if action in ("sign_month", "reopen_month"):
            return self.sheet is not None and bool(self.sheet.grid.signed_by) == (action == "reopen_month")
        if action == "withdraw_reopening":
            return self.sheet is not None and bool(self.sheet.grid.reopen_asked_by)
        return super().check_action(action, parameters)

    def action_save_hours(self) -> None:
        """Save every cell that was typed in as one deed."""
        if self.sheet is None or not self.commit():
            return
        changes, case, month = self.sheet.changes(), self.case, self.month
        today, actor = self.session.today(), self.session.actor
        self.notice.forget()

        def save() -> tuple[SavedHours, MonthGrid, Mapping[Place, Entries]]:
            done = save_hours(case, month, changes, today, actor)
            return done, month_grid(case, month, actor), {change.place: change.entries for change in changes}

        self.ask_store(save, self.show_saved)

    def show_saved(self, outcome: tuple[SavedHours, MonthGrid, Mapping[Place, Entries]]) -> None:
        """Say what was saved; what was typed meanwhile is still there."""
        done, grid, saved = outcome
        if self.sheet is None or self.sheet.grid.month != grid.month:
            return
        self.sheet.renew(grid, saved=saved)
        self.say_cell()
        self.notice.tell(saved_words(done))

    def refuse(self, refusal: FeeError) -> None:
        """Say why not; where somebody else changed the same cells, show both versions (G35)."""
        super().refuse(refusal)
        if isinstance(refusal, CellsChanged):
            case, month, actor = self.case, self.month, self.session.actor
            self.ask_store(lambda: month_grid(case, month, actor), self.show_both, READING)

    def show_both(self, grid: MonthGrid) -> None:
        """Show what the store has beside what was typed; the next save replaces what is shown."""
        if self.sheet is not None and self.sheet.grid.month == grid.month:
            self.sheet.renew(grid, both_seen=True)
            lines = self.sheet.lines
            for place in sorted(self.sheet.conflicts)[:1]:
                self.grid.go_to(lines.index((place.service, place.staff)), place.day)
            self.say_cell()

    def action_why_cell(self) -> None:
        """Show the rows behind the cell."""
        if self.place is not None:
            self.app.push_screen(HourRowsScreen(self.case, self.month, self.place))

    def action_add_cost(self) -> None:
        """Open the form of an extra cost, on the day of the cursor."""
        from tui.screens.extra_cost import ExtraCostScreen

        if self.sheet is not None:
            self.notice.forget()
            day = self.grid.day
            self.app.push_screen(ExtraCostScreen(self.case, day if day <= self.session.today() else None))

    @work
    async def action_clock_times(self) -> None:
        """Ask for the clock times of what stands in the cell."""
        place, sheet = self.place, self.sheet
        if place is None or sheet is None:
            return
        entries = sheet.entries(place)
        question = tr("{cell}: when did it begin, or from when to when?", cell=place_words(place))
        given = typed_text(entries) if all(entry.has_clock for entry in entries) else ""
        text = await self.ask_user(AskClockScreen(question, entries, place.day, given))
        if text is not None:
            self.put({place: clock_entries(text, entries, place.day)})

    def action_month_before(self) -> None:
        """Show the month before."""
        self._change_month(month_before(self.month))

    def action_month_after(self) -> None:
        """Show the month after."""
        self._change_month(self.month.next())

    def _change_month(self, month: Month) -> None:
        """Show another month; what is not saved in this one is kept for when it is shown again."""
        if self.commit():
            self.notice.forget()
            self.month, self.sheet, self.grid.sheet, self.wished_day = month, None, None, None
            self.grid.refresh()
            self.load()

    def action_sign_month(self) -> None:
        """Ask whether the month is complete."""
        month, case, actor = self.month, self.case, self.session.actor
        if self.sheet is not None and self.sheet.typed:
            self.notice.refuse(tr("There are cells that are not saved; save them first, or let go of them."))
            return
        self.ask_store(lambda: plan_signing(month, case, actor), self.show_signing)

    def show_signing(self, plan: SigningPlan) -> None:
        """Show what would be signed."""
        self.ask_to_sign(plan)

    @work
    async def ask_to_sign(self, plan: SigningPlan) -> None:
        """Sign what the plan lists, if the user says so."""
        (unsigned,) = plan.months
        question = tr(
            "Sign {month} for {case}: {rows}, {hours}? It is complete then and may be billed; later rows are late.",
            month=month_text(plan.month),
            case=unsigned.case,
            rows=ntr("{n} row", "{n} rows", unsigned.rows),
            hours=hours(unsigned.minutes),
        )
        actor = self.session.actor
        if not await self.ask_user(ConfirmScreen(question)):
            return
        reason = await self.ask_user(AskTextScreen(deviation_words(unsigned))) if unsigned.deviations else ""
        if reason is not None:
            self.ask_store(lambda: sign_months(plan, actor, reason), self.show_signed)

    def show_signed(self, count: int) -> None:
        """Say so, and read the month anew."""
        self.load()
        self.notice.tell(tr("{month} is signed.", month=month_text(self.month)))

    @work
    async def action_reopen_month(self) -> None:
        """Ask why, then open the month again."""
        month, case, actor = self.month, self.case, self.session.actor
        asked_by = self.sheet.grid.reopen_asked_by if self.sheet is not None else ""
        if asked_by and asked_by != actor.login:
            question = tr(
                "{who} asks to open {month}, which is billed. Do you agree?", who=asked_by, month=month_text(month)
            )
            reason = "" if await self.ask_user(ConfirmScreen(question)) else None
        else:
            reason = await self.ask_user(AskTextScreen(tr("Why is {month} opened again?", month=month_text(month))))
        if reason is not None:
            self.ask_store(lambda: reopen_month(month, case, reason, actor), self.show_reopened)

    def show_reopened(self, what: Reopening) -> None:
        """Say so, and read the month anew."""
        self.load()
        if what is Reopening.OPENED:
            self.notice.tell(tr("{month} is open again.", month=month_text(self.month)))
        else:
            words = tr(
                "{month} is billed: it is asked for, and opens when somebody else agrees.", month=month_text(self.month)
            )
            self.notice.tell(words)

    def action_withdraw_reopening(self) -> None:
        """Take back that the month was asked to be opened."""
        month, case, actor = self.month, self.case, self.session.actor
        self.ask_store(lambda: withdraw_reopening(month, case, actor), self.show_withdrawn)

    def show_withdrawn(self, nothing: None) -> None:
        """Say so, and read the month anew."""
        self.load()
        self.notice.tell(tr("{month} stays signed.", month=month_text(self.month)))

    def action_compare_weeks(self) -> None:
        """Show granted against executed, week by week."""
        self.app.push_screen(WeeksScreen(self.month, self.case))
