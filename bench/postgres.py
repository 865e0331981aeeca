"""A PostgreSQL of Debian's, with its extensions, for one measurement; as root it and PostGIS are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGES = ("postgresql-15", "postgresql-15-postgis-3")
PROGRAMS = Path("/usr/lib/postgresql/15/bin")
SETTINGS = {
    "listen_addresses": "''", "shared_buffers": "1GB", "maintenance_work_mem": "1GB", "work_mem": "64MB",
    "max_wal_size": "8GB", "max_connections": "60", "autovacuum": "off", "jit": "off",
}  # fmt: skip


class PostgresMissing(RuntimeError):
    """Debian's PostgreSQL is not installed and cannot be."""


@contextmanager
def postgres(kept: Path | None = None, **settings: str) -> Iterator[str]:
    """The address (a socket in a folder of its own) of a server, durable as it comes; ended afterwards.

    It is empty and goes again, unless it is kept in a folder for the next run.
    """
    install()
    home = kept or Path(tempfile.mkdtemp(prefix="parchi-bench-"))
    try:
        if not (home / "data").exists():
            home.mkdir(parents=True, exist_ok=True)
            _give(home)
            _run("initdb", "-D", str(home / "data"), "-A", "trust", "-U", "postgres", "--no-instructions")
        told = [f"-c {name}={value}" for name, value in {**SETTINGS, **settings}.items()]
        options = " ".join([f"-k {home}", *told])
        _run("pg_ctl", "-D", str(home / "data"), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            _run("pg_ctl", "-D", str(home / "data"), "-m", "fast" if kept else "immediate", "stop")
    finally:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)


def install() -> None:
    """Debian's packages, if they are missing and we may. Raises PostgresMissing."""
    if (PROGRAMS / "initdb").exists() and Path("/usr/share/postgresql/15/extension/postgis.control").exists():
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        raise PostgresMissing(f"install {' and '.join(PACKAGES)} first")
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], check=True, **quiet)  # type: ignore[call-overload]


def _run(program: str, *arguments: str) -> None:
    command = [str(PROGRAMS / program), *arguments]
    if os.getuid() == 0:  # a server refuses to run as root
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stdout[-500:]}{done.stderr[-500:]}")


def _give(home: Path) -> None:
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(home, owner.pw_uid, owner.pw_gid)
