"""The user's language is theirs to choose, and a text says what it was given."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language import words
from models.language.compile import Entry, WordsRefused, compiled, placeholders, read_entries
from models.language.words import N_, language, language_of, ntr, tr, tr_marked, use_language

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="{}\0"), min_size=1)


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "sv_FI"}, "sv"),
        ({"LANG": "", "LC_ALL": "", "LC_MESSAGES": "sv"}, "sv"),
        ({"VISTELSE_LANGUAGE": "en", "LC_ALL": "sv_SE.UTF-8"}, "en"),
        ({"VISTELSE_LANGUAGE": "sv", "LC_ALL": "de_DE"}, "sv"),
        ({"VISTELSE_LANGUAGE": "SV"}, "sv"),
        ({"VISTELSE_LANGUAGE": "de"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], chosen: str) -> None:
    """Our own variable first, then what the system says of messages, in its own order."""
    assert language_of(environment) == chosen


def test_a_language_chosen_in_words_beats_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it is given back."""
    monkeypatch.setenv("VISTELSE_LANGUAGE", "en")
    use_language("sv")
    assert language() == "sv"
    use_language(None)
    assert language() == "en"


def _swedish(entries: list[Entry]) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled(entries)))


@pytest.fixture
def _in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a small Swedish made for the test."""
    entries = [
        Entry("a.po", ("Signed by {login}",), ("Klart enligt {login}",)),
        Entry("a.po", ("{n} row", "{n} rows of {case}"), ("{n} rad", "{n} rader i {case}")),
    ]
    catalogue = _swedish(entries)
    monkeypatch.setattr(words, "_catalogue", lambda spoken: catalogue if spoken == "sv" else gettext.NullTranslations())
    use_language("sv")


@pytest.mark.usefixtures("_in_swedish")
def test_a_text_is_said_in_swedish_with_its_values() -> None:
    """Also when it was marked first and said later."""
    assert tr("Signed by {login}", login="åsa") == "Klart enligt åsa"
    assert tr_marked(N_("Signed by {login}"), login="{n}") == "Klart enligt {n}"


@pytest.mark.usefixtures("_in_swedish")
@pytest.mark.parametrize(
    ("n", "swedish", "english"),
    [(0, "0 rader i A1", "0 rows of A1"), (1, "1 rad", "1 row"), (2, "2 rader i A1", "2 rows of A1")],
)
def test_one_and_many_are_told_apart(n: int, swedish: str, english: str) -> None:
    """Nought is many, in both languages."""
    assert ntr("{n} row", "{n} rows of {case}", n, case="A1") == swedish
    use_language("en")
    assert ntr("{n} row", "{n} rows of {case}", n, case="A1") == english


@pytest.mark.usefixtures("_in_swedish")
def test_saying_nothing_says_nothing() -> None:
    """Gettext answers an empty text with the catalogue's own header; a user never sees it."""
    assert tr("") == ""


def test_a_text_without_swedish_is_said_in_english() -> None:
    """Better the other language than none."""
    use_language("sv")
    assert tr_marked(N_("Nobody ever translated this")) == "Nobody ever translated this"


@given(st.dictionaries(TEXT, TEXT, max_size=20))
def test_what_is_compiled_is_what_is_looked_up(texts: dict[str, str]) -> None:
    """Whatever the letters, every text is found again, and nothing else."""
    entries = [Entry("a.po", (english,), (swedish,)) for english, swedish in texts.items()]
    catalogue = _swedish(entries)
    assert {english: catalogue.gettext(english) for english in texts} == texts
    assert compiled(entries) == compiled(entries[::-1])


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.po").write_text(HEADER + text, encoding="utf-8")
    return folder


def test_a_text_written_over_several_lines_is_one_text(tmp_path: Path) -> None:
    """A catalogue is read as gettext means it."""
    folder = _write(tmp_path, a='msgid ""\n"one "\n"two"\nmsgstr "ett "\n"två"\n')
    assert read_entries(folder) == [Entry("a.po", ("one two",), ("ett två",))]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('msgid "a"\nmsgstr ""\n', "fuzzy or empty"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "fuzzy or empty"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n', "fuzzy or empty"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "twice"),
        ('msgid "a\nmsgstr "b"\n', "a.po"),
        ('msgid "{a}"\nmsgstr "{b}"\n', "placeholders"),
        ('msgid "{a}"\nmsgstr "b"\n', "placeholders"),
        ('msgid "a"\nmsgstr "{b}"\n', "placeholders"),
        ('msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "en"\nmsgstr[1] "flera"\n', "placeholders"),
    ],
)
def test_a_bad_translation_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    """Empty, uncertain, doubled, damaged, or asking for other values than the code gives."""
    with pytest.raises(WordsRefused, match=complaint):
        compiled(read_entries(_write(tmp_path, a=text)))


def test_one_may_be_said_without_its_number(tmp_path: Path) -> None:
    """`en rad` is as good as `1 rad`."""
    text = 'msgid "one row"\nmsgid_plural "{n} rows"\nmsgstr[0] "en rad"\nmsgstr[1] "{n} rader"\n'
    assert compiled(read_entries(_write(tmp_path, a=text)))


def test_two_rooms_may_agree_but_not_disagree(tmp_path: Path) -> None:
    """The same English has one Swedish."""
    folder = _write(tmp_path, a='msgid "a"\nmsgstr "b"\n', b='msgid "a"\nmsgstr "b"\n')
    assert compiled(read_entries(folder))
    _write(tmp_path, b='msgid "a"\nmsgstr "c"\n')
    with pytest.raises(WordsRefused, match=r"a\.po and b\.po disagree"):
        compiled(read_entries(folder))


def test_placeholders_are_found_and_doubled_braces_are_not() -> None:
    """As str.format reads them."""
    assert placeholders("{a} of {b} {{c}}") == {"a", "b"}


def test_a_word_is_bent_by_what_it_is_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Swedish says accepted in two ways; English shows the word alone, and a word without its own stays as it is."""
    text = 'msgctxt "proposal"\nmsgid "agreed"\nmsgstr "avtalat"\n\nmsgid "agreed"\nmsgstr "avtalad"\n'
    catalogue = _swedish(read_entries(_write(tmp_path, a=text)))
    monkeypatch.setattr(words, "_catalogue", lambda spoken: catalogue if spoken == "sv" else gettext.NullTranslations())
    about = [N_("agreed", of="proposal"), N_("agreed"), N_("agreed", of="rate")]
    use_language("sv")
    assert [tr_marked(each) for each in about] == ["avtalat", "avtalad", "agreed"]
    use_language("en")
    assert [tr_marked(each) for each in about] == ["agreed"] * 3
