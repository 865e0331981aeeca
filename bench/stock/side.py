"""Stock Rasa under load: `rasa run` and `rasa run actions` on the demo shop, and what became of each message."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load.at_the_desk import MONDAY_ELEVEN
from bench.load.audit import Audit
from bench.load.parchi_side import System, end, fill, free_port, is_well, settings_of
from bench.load.traffic import ACCOUNT, SHOP, TOKEN, Run
from bench.stock.project import stock_model
from parchi import bootstrap
from parchi.settings import Settings

RASA = bootstrap.ROOT / ".venv" / "bin" / "rasa"
PATIENCE = 900.0
"""Seconds: a stock model loads slowly, on a busy machine for many minutes."""
CREDENTIALS = """\
bench.stock.channel.TwilioOfStandIn:
  account_sid: "{account}"
  auth_token: "{token}"
  twilio_number: "{number}"
"""
ENDPOINTS = """\
action_endpoint:
  url: http://127.0.0.1:{port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: {folder}/rasa.db
"""


@contextmanager
def stock_serving() -> Iterator[System]:
    """Both servers on a fresh demo shop; ended by their process ids."""
    model = stock_model()
    with tempfile.TemporaryDirectory(prefix="parchi-bench-") as made:
        folder = Path(made)
        clock = folder / "clock"
        clock.write_text(MONDAY_ELEVEN, encoding="utf-8")
        port, actions_port, api_port = free_port(), free_port(), free_port()
        database = f"sqlite:///{folder}/parchi.db"
        told = settings_of(database, clock, port, api_port)
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("PARCHI_", "TWILIO_"))}
        environ |= told | {"PYTHONPATH": str(bootstrap.ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "NO_PROXY": "127.0.0.1", "SANIC_HOST": "127.0.0.1"}
        fill(database, Settings.read(environ))
        credentials = CREDENTIALS.format(account=ACCOUNT, token=TOKEN, number=SHOP)
        (folder / "credentials.yml").write_text(credentials, encoding="utf-8")
        (folder / "endpoints.yml").write_text(ENDPOINTS.format(port=actions_port, folder=folder), encoding="utf-8")
        server = ["run", "--model", str(model), "--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
        commands = (
            [str(RASA), *server, "--port", str(port), "--interface", "127.0.0.1"],
            [str(RASA), "run", "actions", "--actions", "bench.stock.actions", "--port", str(actions_port)],
        )
        with (folder / "log").open("wb") as log:
            both = [
                subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=subprocess.STDOUT)
                for command in commands
            ]
        system = System(f"http://127.0.0.1:{port}", api_port, database, folder, both[0].pid, families=[both[1].pid])
        try:
            _wait(system, both, actions_port)
            yield system
        finally:
            for process in both:
                end(process)


def audit_stock(run: Run, _database: str) -> Audit:
    """Stock Rasa keeps no account of letters: a number's first reply is to its first message, and so on."""
    found, replies = Audit(chats=len(run.chats)), defaultdict[str, deque[float]](deque)
    for sent in run.sent:
        if not sent.is_notice:
            replies[sent.to].append(sent.at)
    for message in sorted(run.brought, key=lambda brought: brought.at):
        waiting = replies[message.sender]
        if waiting:
            found.seconds.append(waiting.popleft() - message.at)
        else:
            found.lost += 1
    found.doubled = sum(map(len, replies.values()))
    found.wrong = Counter({"webhooks that Twilio gave up": len(run.brought) - len(run.accepted)})
    found.wrong = +found.wrong
    return found


def _wait(system: System, both: list[subprocess.Popen[bytes]], actions_port: int) -> None:
    began = time.monotonic()
    pages = (f"{system.url}/webhooks/twilio/", f"http://127.0.0.1:{actions_port}/health")
    while not all(map(is_well, pages)):
        if any(process.poll() is not None for process in both) or time.monotonic() - began > PATIENCE:
            raise RuntimeError(f"stock Rasa does not answer: {system.log()[-3000:]}")
        time.sleep(0.2)
    system.accepting_after = system.answering_after = time.monotonic() - began
