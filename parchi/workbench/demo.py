"""The demo: settings, clock and shops of a whole system that needs no account, and what is said while it starts."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import requests
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from parchi.adapters.customers import SqlCustomers
from parchi.adapters.database import make_engine
from parchi.adapters.seeding import migrate, seed
from parchi.adapters.shop_tables import kirana_numbers, kiranas
from parchi.domain.hours import IST
from parchi.pipeline.supervisor import fork
from parchi.roles import make_clock
from parchi.settings import Settings, SettingsError, environment
from parchi.web.app import listen
from parchi.whatsapp.templates import Templates

DAY = range(9, 21)
"""Hours in which nearly every kirana is open."""
CLOCK = ".demo-clock"
LOOK_AGAIN_AFTER = 0.3
Say = Callable[[str], None]


def run_demo(templates: Templates, data: Path, folder: Path, serve: Callable[[Settings], int], say: Say) -> int:
    """Run until Ctrl-C, and say what is happening; `serve` runs the parts. Data is that of a fresh demo."""
    keep_quiet()
    settings = demo_settings(templates, folder, say)
    listen_or_refuse(settings)
    fill_if_empty(settings, data, say)
    say(f"\n  Parchi is at {settings.public_url}/\n\n  The bot loads (15 to 25 seconds); Ctrl-C ends all.")
    say(f"  To look into it from another terminal:  {looking_in(settings)} .venv/bin/parchi desk")
    fork(partial(_announce, settings.public_url, say), name="announcer")
    code = serve(settings)
    say("\n  Parchi has ended.")
    return code


def looking_in(settings: Settings) -> str:
    """The variables with which any command sees the demo's shop, by the demo's clock."""
    clock = f" PARCHI_TEST_CLOCK={settings.test_clock}" if settings.test_clock else ""
    return f"PARCHI_DATABASE_URL={settings.database_url}{clock}"


def keep_quiet() -> None:
    """Only our own warnings: libraries tell of what they will change, and the demo has said which clock it goes by."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("parchi.adapters.clock").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")


def demo_settings(templates: Templates, folder: Path, say: Say) -> Settings:
    """The demo's settings; at night in India its clock starts at eleven, since nobody can try a shop that is shut."""
    environ = environment(folder)
    now = datetime.now(IST)
    if environ.get("PARCHI_TEST_CLOCK"):
        say(f"The shop's clock is {environ['PARCHI_TEST_CLOCK']} (PARCHI_TEST_CLOCK).")
    elif now.hour not in DAY:
        clock = folder / CLOCK
        clock.write_text(now.replace(hour=11, minute=0, second=0, microsecond=0).isoformat(), encoding="utf-8")
        environ["PARCHI_TEST_CLOCK"] = str(clock)
        say(f"It is {now:%H:%M} in India and shops are shut: the demo's clock starts at 11:00.")
    return Settings.demo(environ, templates.configurable())


def listen_or_refuse(settings: Settings) -> None:
    """See that nobody has the port, before anything is made; SettingsError if somebody has."""
    try:
        listen(settings.host, settings.port).close()
    except OSError as error:
        raise SettingsError(
            f"port {settings.port} on {settings.host} cannot be had ({error.strerror}); "
            f"choose another: PARCHI_PORT={settings.port + 1} make demo"
        ) from None


def fill_if_empty(settings: Settings, folder: Path, say: Say) -> None:
    """Seed the demo's database when it has no kirana yet."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(kiranas)).scalar_one()
    if not count:
        say("Filling the demo's shops (about 10 seconds) …")
        seed(engine, folder)
    open_windows(engine, make_clock(settings).now())
    engine.dispose()


def open_windows(engine: Engine, now: datetime) -> None:
    """Let every shop have just written, as real ones are asked to each morning, so that free text reaches them."""
    with Session(engine, future=True) as session:
        customers = SqlCustomers(session)
        for number in session.execute(select(kirana_numbers.c.number)).scalars().all():
            customers.meet(number).last_heard_at = now
        session.commit()


def _announce(address: str, say: Say) -> None:
    """Say it once when messages are answered."""
    while True:
        try:
            if requests.get(f"{address}/readyz", timeout=5).status_code == 200:
                break
        except requests.RequestException:
            pass
        time.sleep(LOOK_AGAIN_AFTER)
    say("  Answering now.\n")
