"""The month at the keyboard: each step presses keys, and waits for what a person would wait for."""

from __future__ import annotations

from tests.tui.recorded.terminal import Terminal
from tests.tui.recorded.words import key, said, said_of


def plan_and_run(at: Terminal, month: str) -> None:
    """Plan the month that ended last and make its drafts."""
    at.see(key("go.today"), key("go.palette"))
    at.press("4")
    at.see(said("Recipient"), key("batch.run"), f"vistelse batch plan {month}")
    at.press("r")
    at.see(key("question.yes"), key("question.no"))
    at.press("y")
    at.see(f"B{month}", key("batch.attest"))


def fail_to_attest_ones_own(at: Terminal, month: str) -> None:
    """Try to attest what one made; the screen says why not."""
    at.press("a")
    at.see(f"! B{month} ", key("batch.attest"))


def attest(at: Terminal, month: str) -> None:
    """Open the batch from the work list as another user, and attest it by typing its name."""
    at.see(key("go.today"), f"B{month}")
    at.walk_to(f"B{month}")
    at.press("Enter")
    at.see(key("batch.attest"), f"vistelse invoice list --batch B{month}")
    at.press("a")
    at.see(key("text.done"), said("An empty line goes back."))
    at.write("something else")
    at.see("something else")
    at.press("Enter")
    at.see(said("That is not {name}; type it, or go back.", name=f"B{month}"))
    at.overwrite("something else", f"B{month}")
    at.press("Enter")
    at.see(said("{batch} is attested and posted: {numbers}.", batch=f"B{month}", numbers="")[:-2], key("batch.export"))


def export(at: Terminal, month: str, folder: str) -> None:
    """Write the documents of the batch on the screen to a folder."""
    at.press("e")
    at.see(key("fields.save"), f"/B{month}")
    at.overwrite(f"/B{month}", folder)
    at.press("C-s")
    at.see(key("question.yes"), said("together"))
    at.press("y")
    at.see(f"{said_of(2, '{n} document', '{n} documents').removeprefix('2 ')},")


def leave(at: Terminal) -> None:
    """Go to Today and leave; the program ends well."""
    at.press("1")
    at.see(f"▸{key('go.today')}")
    at.press("q")
    assert at.wait_for_end() == "0"
