"""What the operating system says is said in the user's language, in every refusal that repeats it."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.database import open_store
from models.errors import ExportBlocked, FileUnreadable, StoreUnreachable
from models.language.refusals import refusal_text
from models.language.system_words import SYSTEM_WORDS, system_words
from models.language.words import use_language
from models.operations.store.write_file import write_file
from tests.house.reading import ROOT, nodes, place
from tui.file_content import content_of
from tui.user_keys import read_user_keys

USUAL = (
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EBUSY,
    errno.EDQUOT, errno.ENAMETOOLONG, errno.EEXIST, errno.EIO, errno.ELOOP, errno.EMFILE, errno.ENOMEM, errno.ESTALE,
)  # fmt: skip


@pytest.mark.parametrize("number", USUAL)
def test_the_usual_errors_are_said_in_both_languages(number: int) -> None:
    """And neither is the system's own text."""
    error = OSError(number, os.strerror(number), "/somewhere")
    english = system_words(error)
    use_language("sv")
    swedish = system_words(error)
    assert len({english, swedish, os.strerror(number)}) == 3
    assert english[0].islower()
    assert swedish[0].islower()
    assert not english.endswith(".")


def test_what_is_rare_is_said_in_the_systems_words() -> None:
    """Better English than nothing."""
    assert errno.EDOM not in SYSTEM_WORDS
    assert system_words(OSError(errno.EDOM, os.strerror(errno.EDOM))) == os.strerror(errno.EDOM)
    assert system_words(OSError("only words")) == "only words"
    assert system_words(OSError()) == "OSError"
    assert system_words(ValueError("embedded null byte")) == "it is no file name"


def _refused(folder: Path) -> dict[str, Exception]:
    """Meet the system's own refusals: nothing is patched."""
    (folder / "file").write_text("x")
    (folder / "round").symlink_to(folder / "round")
    found: dict[str, Exception] = {}
    for name in ("file/below/it", "file/beside", "round/x", "n" * 300):
        with pytest.raises(ExportBlocked) as blocked:
            write_file(folder / name, b"x")
        found[name] = blocked.value
    for name in ("nothing", "round", "", "file/x", "a\0b"):
        with pytest.raises(FileUnreadable) as unreadable:
            content_of(folder / name)
        found[f"read {name}"] = unreadable.value
    with pytest.raises(StoreUnreachable) as unreachable:
        open_store(f"sqlite:///{folder / ('n' * 300)}")
    return found | {"store": unreachable.value}


def test_no_swedish_refusal_holds_the_systems_english(tmp_path: Path) -> None:
    """A file in the way, a circle of links, a name too long, nothing there, a folder, no name at all."""
    use_language("sv")
    systems = {os.strerror(number) for number in errno.errorcode}
    refused = _refused(tmp_path)
    assert len(refused) == 10
    for name, refusal in refused.items():
        said = refusal_text(refusal)  # type: ignore[arg-type]
        assert not [words for words in (*systems, "Errno", "null byte") if words in said], (name, said)


def test_a_file_of_keys_that_cannot_be_read_is_complained_of_in_swedish(tmp_path: Path) -> None:
    """The user's own keys: the program goes on without them."""
    use_language("sv")
    (complaint,) = read_user_keys(tmp_path).complaints
    assert "det är en mapp" in complaint
    assert "Errno" not in complaint


def test_nobody_else_repeats_what_the_system_says() -> None:
    """One place turns it into words."""
    mine = ROOT / "models" / "language" / "system_words.py"
    found = [
        place(path, node)
        for path, node in nodes()
        if isinstance(node, ast.Attribute) and node.attr == "strerror" and path != mine
    ]
    assert found == []


def test_the_words_load_nothing_but_themselves() -> None:
    """Every command loads them with the store."""
    code = (
        "import sys, models.language.words; before = set(sys.modules); import models.language.system_words;"
        "print(*sorted(set(sys.modules) - before))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["models.language.system_words"]
