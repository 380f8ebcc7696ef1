"""The month at the keyboard: each step presses keys, and waits for what a person would wait for."""

from __future__ import annotations

from tests.tui.recorded.terminal import Terminal


def plan_and_run(at: Terminal, month: str) -> None:
    """Plan the month that ended last and make its drafts."""
    at.see("1 Today", "ctrl+p all")
    at.press("4")
    at.see("Recipient", "r run as draft", f"vistelse batch plan {month}")
    at.press("r")
    at.see("y yes", "n no")
    at.press("y")
    at.see(f"B{month}", "a attest")


def fail_to_attest_ones_own(at: Terminal, month: str) -> None:
    """Try to attest what one made; the screen says why not."""
    at.press("a")
    at.see(f"B{month} was made by", "another user")


def attest(at: Terminal, month: str) -> None:
    """Open the batch from the work list as another user, and attest it by typing its name."""
    at.see("1 Today", f"B{month}")
    at.walk_to(f"B{month}")
    at.press("Enter")
    at.see("a attest", f"vistelse invoice list --batch B{month}")
    at.press("a")
    at.see(f"Type B{month} to attest")
    at.write("something else")
    at.see("something else")
    at.press("Enter")
    at.see(f"That is not B{month}")
    at.overwrite("something else", f"B{month}")
    at.press("Enter")
    at.see(f"B{month} is attested and posted", "e export")


def export(at: Terminal, month: str, folder: str) -> None:
    """Write the documents of the batch on the screen to a folder."""
    at.press("e")
    at.see("to which folder?", f"/B{month}")
    at.overwrite(f"/B{month}", folder)
    at.press("Enter")
    at.see("documents,")


def leave(at: Terminal) -> None:
    """Go to Today and leave; the program ends well."""
    at.press("1")
    at.see("▸1 Today")
    at.press("q")
    assert at.wait_for_end() == "0"
