"""A user's own keys: keys.toml in the user's settings folder, `[keys]` with lines such as `"batch.run" = "ctrl+r"`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from models.language.system_words import system_words
from models.language.words import tr
from tui.keys import KEY_OF, KEYS

SHARED = ("everywhere", "rooms", "move", "list")
"""Groups whose keys are known on every screen, so that nothing else may take them."""


@dataclass(frozen=True, slots=True)
class UserKeys:
    """The keys that a user chose, by id, and what could not be understood."""

    chosen: Mapping[str, str]
    complaints: tuple[str, ...] = ()


def keys_file() -> Path:
    """Name the file that holds a user's own keys."""
    return user_config_path("vistelse", appauthor=False) / "keys.toml"


def path_text(path: Path) -> str:
    """Write a path as a person does: with ~ for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def read_user_keys(path: Path) -> UserKeys:
    """Read a user's own keys; a line that is wrong is left out and complained of, the others hold."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")).get("keys", {})
    except FileNotFoundError:
        return UserKeys({})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = system_words(error) if isinstance(error, OSError) else error
        return UserKeys({}, (tr("{path} cannot be read: {why}", path=path_text(path), why=why),))
    chosen: dict[str, str] = {}
    complaints = []
    for name, keys in given.items() if isinstance(given, dict) else ():
        wrong = _wrong(name, keys, chosen)
        if wrong:
            complaints.append(f"{path.name}: {wrong}")
        else:
            chosen[name] = keys
    return UserKeys(chosen, tuple(complaints))


def _wrong(name: str, keys: object, chosen: Mapping[str, str]) -> str:
    if name not in KEY_OF:
        return tr("nothing is called {name}", name=name)
    if not isinstance(keys, str) or not keys.strip():
        return tr("{name} needs a key", name=name)
    taken = sorted({other for key in keys.split(",") for other in _taken_by(key.strip(), name, chosen)})
    return tr("{keys} is the key of {other} already", keys=keys, other=", ".join(taken)) if taken else ""


def _taken_by(key: str, name: str, chosen: Mapping[str, str]) -> list[str]:
    group = KEY_OF[name].group
    near = [other for other in KEYS if other.id != name and (other.group in (group, *SHARED) or group in SHARED)]
    return [other.id for other in near if key in chosen.get(other.id, other.keys).split(",")]
