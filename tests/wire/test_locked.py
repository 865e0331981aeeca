"""Locked: who listens where, what a stranger finds, and that no secret is ever written down."""

from __future__ import annotations

import ast
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import yaml
from sqlalchemy import create_engine, text

from parchi.settings import Settings
from tests.wire.conftest import ACCOUNT, CUSTOMER, OPERATOR, SHOP, form, signed
from tests.wire.system import (
    PARCHI,
    PATH,
    ROOT,
    System,
    clean_environ,
    descendants,
    end,
    free_port,
    running_system,
    start,
)

SECRETS = {
    "TWILIO_AUTH_TOKEN": "tok-first-9f31c2",
    "TWILIO_AUTH_TOKEN_SECONDARY": "tok-second-77ab10",
    "PARCHI_LINK_SECRET": "link-5d20e8",
    "PARCHI_METRICS_TOKEN": "metrics-41c9aa",
}
SECRET_NAMES = re.compile(r"token|secret|signature|password|digest|csrf|mark", re.IGNORECASE)
NO_SECRETS = ("language", "workbench")
"""Rooms that never hold one: their tokens and marks are those of sentences."""
PUBLIC = {
    ("parchi/bot/loading.py", "digest"): "a checksum in a file beside the model, known to whoever reads the folder",
    ("parchi/services/conversation/pressing.py", "token"): "which of a customer's own questions a button answers",
    ("parchi/services/conversation/pressing.py", "_token"): "the same, on the other side",
}
"""Comparisons that look like one of a secret, and why they may tell by their time."""


def role(name: str) -> list[str]:
    return [str(PARCHI), "serve", "--role", name]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A front, a sender and a clock with secrets that can be told from all other words; no bot is needed here."""
    folder = tmp_path_factory.mktemp("locked")
    with running_system(folder, serving=role("web"), **SECRETS) as system:
        others = [start(role(name), folder, system.environ) for name in ("sender", "clock")]
        try:
            system.until(lambda: _is_up(system))
            yield system
        finally:
            for process in others:
                end(process)


def _is_up(system: System) -> bool:
    try:
        return requests.get(system.url + "/healthz", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def listening(pid: int) -> set[str]:
    """The addresses on which a process and its children take connections."""
    found = set()
    for each in (pid, *descendants(pid)):
        told = subprocess.run(["readlink", "-q", *map(str, Path(f"/proc/{each}/fd").iterdir())], capture_output=True)
        inodes = set(re.findall(r"socket:\[(\d+)\]", told.stdout.decode()))
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{each}/net/{table}").read_text().splitlines()[1:]:
                columns = line.split()
                if columns[3] == "0A" and columns[9] in inodes:
                    found.add(columns[1])
    return found


def test_one_socket_listens_and_only_on_the_loopback(system: System):
    (address,) = listening(system.process.pid)
    host, port = address.split(":")
    assert host == "0100007F", "127.0.0.1 as the kernel writes it"
    assert int(port, 16) == int(system.url.rpartition(":")[2])


def test_nobody_is_let_in_from_elsewhere_unless_it_is_asked_for():
    needed = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": "x", "PARCHI_WHATSAPP_NUMBER": SHOP}
    settings = Settings.read(needed)
    assert (settings.host, settings.desk_host, settings.simulator) == ("127.0.0.1", "127.0.0.1", False)


STRANGE = (
    "/", "/simulator", "/api/phones", "/docs", "/openapi.json", "/webhooks/rest/webhook", "/conversations", "/model",
    "/model/train", "/version", "/status", "/webhook", "/actions", "/webhooks/twilio", "/desk", "/static/simulator.js",
    f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", "/metrics", "/../.env", "/%2e%2e/.env", "/.env",
)  # fmt: skip


@pytest.mark.parametrize("path", STRANGE)
def test_a_stranger_finds_the_webhook_and_nothing_else(system: System, path: str):
    for method in ("GET", "POST", "PUT"):
        assert requests.request(method, system.url + path, timeout=10).status_code in (404, 405)


def test_a_rasa_server_of_ours_has_no_api_and_no_open_channel():
    channels = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    assert list(channels) == ["parchi.bot.channel.WhatsAppInput"]
    told = subprocess.run(["git", "grep", "-lIi", "--", "--enable-api"], cwd=ROOT, capture_output=True, text=True)
    assert set(told.stdout.split()) <= {"tests/wire/test_locked.py"}


def test_no_secret_is_ever_written_down(system: System):
    """Not when all is well, not when somebody forges a form, not when Twilio locks us out."""
    url, token = system.url + PATH, SECRETS["TWILIO_AUTH_TOKEN"]
    assert _brought(url, form("hello"), token) == 200
    assert _brought(url, form("again"), SECRETS["TWILIO_AUTH_TOKEN_SECONDARY"]) == 200
    assert _brought(url, form("forged"), "wrong") == 403
    assert requests.get(system.url + "/metrics", headers=_bearer("wrong"), timeout=10).status_code == 404
    assert requests.get(system.url + "/metrics", headers=_bearer(SECRETS["PARCHI_METRICS_TOKEN"]), timeout=10).ok
    system.stand_in.auth_token = "another account's"
    asked = f"INSERT INTO outbox (receiver, body, created_at) VALUES ('{OPERATOR}', 'hello', CURRENT_TIMESTAMP)"
    _run(system, asked)
    system.until(lambda: "is waiting after try 2" in system.log())
    assert "stored" in system.log()
    for name, secret in SECRETS.items():
        assert secret not in system.log(), name
    assert CUSTOMER not in system.log()


def _brought(url: str, fields: dict[str, str], token: str) -> int:
    return requests.post(url, data=fields, headers=signed(url, fields, token), timeout=20).status_code


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _run(system: System, statement: str) -> None:
    engine = create_engine(system.environ["PARCHI_DATABASE_URL"], future=True)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path: Path):
    port = free_port()
    needed = {"TWILIO_ACCOUNT_SID": ACCOUNT, "PARCHI_WHATSAPP_NUMBER": SHOP, "PARCHI_PORT": str(port), **SECRETS}
    database = {"PARCHI_DATABASE_URL": "postgresql://parchi:pw-13cc07@127.0.0.1:1/parchi", "PYTHONPATH": str(ROOT)}
    process = start(role("web"), tmp_path, {**clean_environ(), **needed, **database})
    try:
        fields, url = form("hello"), f"http://127.0.0.1:{port}{PATH}"
        headers = signed(url, fields, SECRETS["TWILIO_AUTH_TOKEN"])
        assert _first_status(url, fields, headers) == 503
    finally:
        end(process)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "the database is away" in log
    assert "pw-13cc07" not in log


def _first_status(url: str, fields: dict[str, str], headers: dict[str, str]) -> int:
    """The answer, once the front is up."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return requests.post(url, data=fields, headers=headers, timeout=30).status_code
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the front never came up")


def test_what_is_secret_is_compared_in_constant_time():
    """`==` ends at the first letter that differs, and whoever measures it learns the secret letter by letter."""
    found = set()
    rooms = (file for file in (ROOT / "parchi").rglob("*.py") if file.relative_to(ROOT).parts[1] not in NO_SECRETS)
    for file in sorted(rooms):
        name = str(file.relative_to(ROOT))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and any(isinstance(sign, (ast.Eq, ast.NotEq)) for sign in node.ops):
                sides = [node.left, *node.comparators]
                if any(isinstance(side, ast.Constant) for side in sides):
                    continue  # whether one was given at all
                found |= {(name, word) for side in sides for word in _names(side) if SECRET_NAMES.search(word)}
    assert found == set(PUBLIC)


def _names(node: ast.expr) -> set[str]:
    named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return named | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
