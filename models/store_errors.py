"""Refusals about copies of the store: each docstring is what the user reads."""

from __future__ import annotations

from models.errors import FeeError


class BackupExists(FeeError):
    """There is something at {path} already, and a backup never takes another's place; choose another name."""

    exit_code = 5


class BackupNotMade(FeeError):
    """The backup {path} was not made, and nothing was changed: {why}. Put that right, or name another place."""

    exit_code = 6


class DumpProgramMissing(FeeError):
    """This store is copied by pg_dump, which is not on the PATH; install PostgreSQL {needed}'s client programs."""

    exit_code = 6


class DumpProgramOlder(FeeError):
    """The pg_dump on the PATH is {found} and the server {needed}; put pg_dump {needed} or newer first on the PATH."""

    exit_code = 6


class UpgradeBroken(FeeError):
    """The store was not brought up to date all the way: {why} As it was before, it lies in {path}."""

    exit_code = 6
