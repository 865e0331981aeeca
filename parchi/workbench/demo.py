"""The demo: settings, clock and shops of a whole system that needs no account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from parchi.adapters.database import make_engine
from parchi.adapters.seeding import migrate, seed
from parchi.adapters.shop_tables import kiranas
from parchi.domain.hours import IST
from parchi.settings import Settings, environment
from parchi.whatsapp.templates import Templates

DAY = range(9, 21)
"""Hours in which nearly every kirana is open."""
CLOCK = ".demo-clock"


def demo_settings(templates: Templates, folder: Path) -> Settings:
    """The demo's settings; at night in India its clock starts at eleven, since nobody can try a shop that is shut."""
    environ = environment(folder)
    now = datetime.now(IST)
    if now.hour not in DAY and not environ.get("PARCHI_TEST_CLOCK"):
        clock = folder / CLOCK
        clock.write_text(now.replace(hour=11, minute=0, second=0, microsecond=0).isoformat(), encoding="utf-8")
        environ["PARCHI_TEST_CLOCK"] = str(clock)
    return Settings.demo(environ, templates.configurable())


def fill_if_empty(settings: Settings, folder: Path, progress: Callable[[str], None]) -> None:
    """Seed the demo's database when it has no kirana yet."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(kiranas)).scalar_one()
    if not count:
        progress("Filling the demo's shops (about 10 seconds) …")
        seed(engine, folder)
    engine.dispose()
