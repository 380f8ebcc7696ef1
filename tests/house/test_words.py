"""Every word that a user reads exists in Swedish, asks for the same values, and is compiled."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from models import care_errors, errors, money_errors, store_errors
from models.errors import FeeError
from models.language.compile import Entry, compiled, placeholders, read_entries
from models.language.refusals import refusal_text
from models.language.words import CATALOGUE, OF, use_language
from tests.house.reading import ROOT, called, nodes, place

TEXTS = {"tr": 1, "N_": 1, "ntr": 2}
"""How many texts each function of words takes."""

ERROR_ROOMS = (errors, care_errors, money_errors, store_errors)


@dataclass(frozen=True, slots=True)
class Said:
    """One call that says something."""

    where: str
    texts: tuple[str, ...]
    values: frozenset[str] | None


def _said(path: Path, call: ast.Call) -> Said | None:
    """Read a call; nothing when its texts are not literals."""
    texts = call.args[: TEXTS[called(call)]]
    about = [keyword.value for keyword in call.keywords if called(call) == "N_" and keyword.arg == "of"]
    if not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in (*texts, *about)):
        return None
    of = "".join(f"{ast.literal_eval(each)}{OF}" for each in about)
    known = called(call) != "N_" and all(keyword.arg for keyword in call.keywords)
    values = frozenset(keyword.arg or "" for keyword in call.keywords) if known else None
    return Said(place(path, call), tuple(of + str(ast.literal_eval(text)) for text in texts), values)


def _calls() -> list[tuple[str, Said | None]]:
    found = [(path, node) for path, node in nodes() if called(node) in TEXTS and isinstance(node, ast.Call)]
    return [(place(path, node), _said(path, node)) for path, node in found]


def _all_said() -> list[Said]:
    return [said for _, said in _calls() if said is not None]


def _refusals(kind: type[FeeError] = FeeError) -> list[type[FeeError]]:
    below = [deeper for each in kind.__subclasses__() for deeper in _refusals(each)]
    return [
        each
        for each in (kind, *below)
        if each is not FeeError and each.__module__ in {room.__name__ for room in ERROR_ROOMS}
    ]


def _template(kind: type[FeeError]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _only_passes_on(template: str) -> bool:
    """Tell whether a refusal has no words of its own, only a text that was said before."""
    return template.strip("{}").isidentifier()


def _refusal_words() -> set[str]:
    return {template for template in map(_template, _refusals()) if not _only_passes_on(template)}


@pytest.fixture(scope="module")
def entries() -> dict[tuple[str, ...], Entry]:
    """Every Swedish entry, by its English."""
    return {entry.english: entry for entry in read_entries()}


def test_only_literal_texts_are_said() -> None:
    """A text put together in the code cannot be translated."""
    assert [where for where, said in _calls() if said is None] == []


def test_every_text_exists_in_swedish(entries: dict[tuple[str, ...], Entry]) -> None:
    """No screen, no answer and no refusal falls back on English for a Swedish user."""
    singles = {text for english in entries for text in english}
    missing = [(said.where, said.texts) for said in _all_said() if not set(said.texts) <= singles]
    assert missing == []
    assert sorted(_refusal_words() - singles) == []


def test_numbers_have_both_forms(entries: dict[tuple[str, ...], Entry]) -> None:
    """A text about one and many is one entry with two forms."""
    assert [said.where for said in _all_said() if len(said.texts) > 1 and said.texts not in entries] == []


def test_every_text_gets_the_values_that_it_names() -> None:
    """A placeholder without a value would end the program while it speaks."""
    wrong = []
    for said in _all_said():
        named = frozenset[str]().union(*map(placeholders, said.texts)) - ({"n"} if len(said.texts) > 1 else set())
        if said.values is not None and said.values != named:
            wrong.append((said.where, sorted(said.values ^ named)))
    assert wrong == []


def test_no_swedish_stands_without_its_english(entries: dict[tuple[str, ...], Entry]) -> None:
    """A translation that nobody says any more is taken away."""
    used = {text for said in _all_said() for text in said.texts} | _refusal_words()
    assert [entry.english for entry in entries.values() if not set(entry.english) <= used] == []


def test_the_compiled_words_are_fresh() -> None:
    """What is installed is what the catalogues say: `make words` was run."""
    assert CATALOGUE.read_bytes() == compiled(read_entries())


def test_refusals_live_in_one_place() -> None:
    """A refusal elsewhere than in the three modules of errors would have no exit code anybody finds, and no Swedish."""
    names = {
        kind.__name__
        for room in ERROR_ROOMS
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, FeeError)
    }
    strays = [
        place(path, node)
        for path, node in nodes()
        if isinstance(node, ast.ClassDef)
        and path not in [Path(str(room.__file__)) for room in ERROR_ROOMS]
        and names & {base.id for base in node.bases if isinstance(base, ast.Name)}
    ]
    assert strays == []


@pytest.mark.parametrize("kind", _refusals())
def test_a_refusal_speaks_both_languages(kind: type[FeeError]) -> None:
    """Whatever is refused, the one refused can read it and sees the values that it is about."""
    refusal = kind.__new__(kind)
    FeeError.__init__(refusal, **{name: f"<{name}1>" for name in placeholders(_template(kind))})
    spoken = {}
    for language in ("en", "sv"):
        use_language(language)
        spoken[language] = refusal_text(refusal)
    assert spoken["en"] == str(refusal)
    assert all(f"<{name}1>" in spoken["sv"] for name in refusal.values)
    assert spoken["sv"] != spoken["en"] or _only_passes_on(refusal.template)


def test_the_words_cost_nothing_until_something_is_said() -> None:
    """Importing a room that speaks does not load gettext or Babel."""
    code = "import models.language.words, sys; sys.exit('gettext' in sys.modules or 'babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
