"""An SSH server of a test's own: on the loopback address, on a port that was free, with keys made for the occasion."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SSHD = Path("/usr/sbin/sshd")
ROOTS_FOLDER = Path("/run/sshd")
"""Where the server locks itself in when root starts it; a machine that has never started one lacks it."""
START_SECONDS = 30

SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
"""


class ServerRefused(Exception):
    """The SSH server did not start; the text is its log."""


@contextmanager
def ssh_server(folder: Path) -> Iterator[tuple[str, ...]]:
    """Run a server until the block ends; give the command that leads to a terminal behind it.

    Raises:
        ServerRefused: it did not start.
    """
    folder.mkdir()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    if os.geteuid() == 0:
        ROOTS_FOLDER.mkdir(mode=0o755, exist_ok=True)
    port = _free_port()
    settings = folder / "settings"
    settings.write_text(SETTINGS.format(port=port, folder=folder), encoding="utf-8")
    log = folder / "log"
    server = subprocess.Popen([SSHD, "-D", "-f", settings, "-E", log])
    try:
        _wait_for(port, server, log)
        yield _way(folder, port)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerRefused(log.read_text(encoding="utf-8") if log.exists() else "")
        time.sleep(0.05)


def _way(folder: Path, port: int) -> tuple[str, ...]:
    told = (
        "StrictHostKeyChecking=no",
        f"UserKnownHostsFile={folder / 'known'}",
        "IdentitiesOnly=yes",
        "LogLevel=ERROR",
    )
    options = [word for each in told for word in ("-o", each)]
    key = ("-i", str(folder / "user"))
    return ("ssh", "-F", "none", "-tt", "-p", str(port), *key, *options, f"{getpass.getuser()}@127.0.0.1")
