"""Settings: what the environment says about how this Parchi runs; nobody else reads the environment."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from parchi import setting_values as values
from parchi.language.languages import languages

TWILIO_API = "https://api.twilio.com"
CONTENT = "PARCHI_CONTENT_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
Value = TypeVar("Value")


class SettingsError(Exception):
    """A setting that is missing or malformed: one line that begins with its name."""


@dataclass(frozen=True)
class Settings:
    """All settings; contract and `.env.example` say what each means."""

    database_url: str = "sqlite:///parchi.db"
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = "http://127.0.0.1:8080"
    account_sid: str = ""
    auth_token: str = field(default="", repr=False)
    auth_token_secondary: str | None = field(default=None, repr=False)
    whatsapp_number: str = ""
    operator_number: str | None = None
    twilio_api: str = TWILIO_API
    simulator: bool = False
    reach_km: float = 5.0
    hold_seconds: int = 600
    offer_seconds: int = 300
    collect_seconds: int = 86400
    test_clock: Path | None = None
    desk_host: str = "127.0.0.1"
    desk_port: int = 8090
    desk_people: str = field(default="", repr=False)
    own_link_secret: str = field(default="", repr=False)
    metrics_token: str | None = field(default=None, repr=False)
    logs: str = "json"
    log_personal: bool = False
    limit_customer: int = 30
    limit_all: int = 12000
    content_sids: Mapping[str, str] = field(default_factory=dict)
    """By `<NAME>_<LANGUAGE>`, such as OFFER_HI_LATN."""

    @classmethod
    def read(cls, environ: Mapping[str, str], *, wire: bool = True) -> Settings:
        """Read all settings; SettingsError names the first that is missing or malformed.

        Without `wire` Twilio's settings may be missing: loading data and looking into it need no account.
        """
        of_wire = _required if wire else partial(_read, default="")
        port = _read(environ, "PARCHI_PORT", values.port, 8080)
        settings = cls(
            database_url=_read(environ, "PARCHI_DATABASE_URL", values.database, "sqlite:///parchi.db"),
            host=_read(environ, "PARCHI_HOST", values.host, "127.0.0.1"),
            port=port,
            public_url=_read(environ, "PARCHI_PUBLIC_URL", values.address, f"http://127.0.0.1:{port}"),
            account_sid=of_wire(environ, "TWILIO_ACCOUNT_SID", values.account),
            auth_token=of_wire(environ, "TWILIO_AUTH_TOKEN", values.secret),
            auth_token_secondary=_optional(environ, "TWILIO_AUTH_TOKEN_SECONDARY", values.secret),
            whatsapp_number=of_wire(environ, "PARCHI_WHATSAPP_NUMBER", values.number),
            operator_number=_optional(environ, "PARCHI_OPERATOR_NUMBER", values.number),
            twilio_api=_read(environ, "PARCHI_TWILIO_API", values.address, TWILIO_API),
            simulator=_read(environ, "PARCHI_SIMULATOR", values.switch, False),
            reach_km=_read(environ, "PARCHI_REACH_KM", values.kilometres, 5.0),
            hold_seconds=_read(environ, "PARCHI_HOLD_SECONDS", values.seconds, 600),
            offer_seconds=_read(environ, "PARCHI_OFFER_SECONDS", values.seconds, 300),
            collect_seconds=_read(environ, "PARCHI_COLLECT_SECONDS", values.seconds, 86400),
            test_clock=_optional(environ, "PARCHI_TEST_CLOCK", values.clock_file),
            desk_host=_read(environ, "PARCHI_DESK_HOST", values.host, "127.0.0.1"),
            desk_port=_read(environ, "PARCHI_DESK_PORT", values.port, 8090),
            desk_people=_read(environ, "PARCHI_DESK_PEOPLE", values.secret, ""),
            own_link_secret=_read(environ, "PARCHI_LINK_SECRET", values.secret, ""),
            metrics_token=_optional(environ, "PARCHI_METRICS_TOKEN", values.secret),
            logs=_read(environ, "PARCHI_LOGS", values.log_form, "json"),
            log_personal=_read(environ, "PARCHI_LOG_PERSONAL", values.switch, False),
            limit_customer=_read(environ, "PARCHI_LIMIT_CUSTOMER", values.level, 30),
            limit_all=_read(environ, "PARCHI_LIMIT_ALL", values.level, 12000),
            content_sids=_content_sids(environ),
        )
        if settings.simulator and settings.twilio_api == TWILIO_API:
            raise SettingsError("PARCHI_SIMULATOR needs PARCHI_TWILIO_API to name a stand-in of Twilio's API")
        if settings.desk_host not in LOOPBACK and not settings.desk_people:
            raise SettingsError("PARCHI_DESK_HOST: beyond this machine the desk needs PARCHI_DESK_PEOPLE")
        return settings

    @classmethod
    def demo(cls, environ: Mapping[str, str], content: Iterable[str] = ()) -> Settings:
        """A whole system on the loopback with the simulator: a made-up account, its token new at each start.

        `content` names the templates and sets of buttons that the simulator shows as such.
        """
        host = environ.get("PARCHI_HOST") or "127.0.0.1"
        if host not in LOOPBACK:
            raise SettingsError(f"PARCHI_HOST: the demo listens on the loopback only, not on {host!r}")
        here = f"http://127.0.0.1:{environ.get('PARCHI_PORT') or 8080}"
        sids = {f"{CONTENT}{_key(name, lang)}": f"HXdemo{_key(name, lang)}" for name in content for lang in languages()}
        made_up = {
            "PARCHI_HOST": host,
            "PARCHI_PUBLIC_URL": here,
            "PARCHI_TWILIO_API": here,
            "PARCHI_SIMULATOR": "on",
            "PARCHI_WHATSAPP_NUMBER": "whatsapp:+910000099999",
            "PARCHI_OPERATOR_NUMBER": "whatsapp:+910000099998",
            "TWILIO_ACCOUNT_SID": "ACdemo" + secrets.token_hex(13),
            "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        }
        chosen = {"PARCHI_DATABASE_URL": "sqlite:///parchi-demo.db", **environ}
        return cls.read({**chosen, **sids, **made_up})

    def content_sid(self, name: str, language: str) -> str | None:
        """The ContentSid configured for a template or set of buttons in a language."""
        return self.content_sids.get(_key(name, language))

    @property
    def link_secret(self) -> str:
        """What addresses of ours are signed with: a secret of its own, else one made of Twilio's token; "" without."""
        if self.own_link_secret or not self.auth_token:
            return self.own_link_secret
        return hmac.new(self.auth_token.encode(), b"parchi links", hashlib.sha256).hexdigest()

    def to_environ(self) -> dict[str, str]:
        """The environment from which a process of ours reads these very settings."""
        told = {
            "PARCHI_DATABASE_URL": self.database_url,
            "PARCHI_HOST": self.host,
            "PARCHI_PORT": str(self.port),
            "PARCHI_PUBLIC_URL": self.public_url,
            "TWILIO_ACCOUNT_SID": self.account_sid,
            "TWILIO_AUTH_TOKEN": self.auth_token,
            "TWILIO_AUTH_TOKEN_SECONDARY": self.auth_token_secondary or "",
            "PARCHI_WHATSAPP_NUMBER": self.whatsapp_number,
            "PARCHI_OPERATOR_NUMBER": self.operator_number or "",
            "PARCHI_TWILIO_API": self.twilio_api,
            "PARCHI_SIMULATOR": "on" if self.simulator else "off",
            "PARCHI_REACH_KM": repr(self.reach_km),
            "PARCHI_HOLD_SECONDS": str(self.hold_seconds),
            "PARCHI_OFFER_SECONDS": str(self.offer_seconds),
            "PARCHI_COLLECT_SECONDS": str(self.collect_seconds),
            "PARCHI_TEST_CLOCK": str(self.test_clock or ""),
            "PARCHI_DESK_HOST": self.desk_host,
            "PARCHI_DESK_PORT": str(self.desk_port),
            "PARCHI_DESK_PEOPLE": self.desk_people,
            "PARCHI_LINK_SECRET": self.own_link_secret,
            "PARCHI_METRICS_TOKEN": self.metrics_token or "",
            "PARCHI_LOGS": self.logs,
            "PARCHI_LOG_PERSONAL": "on" if self.log_personal else "off",
            "PARCHI_LIMIT_CUSTOMER": str(self.limit_customer),
            "PARCHI_LIMIT_ALL": str(self.limit_all),
        }
        return {**told, **{f"{CONTENT}{key}": sid for key, sid in self.content_sids.items()}}


def environment(folder: Path) -> dict[str, str]:
    """The process's environment over the folder's `.env`, if there is one."""
    return {**read_env_file(folder / ".env"), **os.environ}


def read_env_file(file: Path) -> dict[str, str]:
    """The NAME=value lines of a file; `#` begins a comment line, quotes around a value are taken off."""
    if not file.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ").strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise SettingsError(f"{file.name}:{number}: not a setting: expected NAME=value")
        found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.split(r"\s#", value, maxsplit=1)[0].rstrip()


def _required(environ: Mapping[str, str], name: str, as_value: Callable[[str], Value]) -> Value:
    value = _optional(environ, name, as_value)
    if value is None:
        raise SettingsError(f"{name} is not set")
    return value


def _read(environ: Mapping[str, str], name: str, as_value: Callable[[str], Value], default: Value) -> Value:
    value = _optional(environ, name, as_value)
    return default if value is None else value


def _optional(environ: Mapping[str, str], name: str, as_value: Callable[[str], Value]) -> Value | None:
    """The value of one setting; an empty one counts as not set."""
    text = environ.get(name, "").strip()
    try:
        return as_value(text) if text else None
    except ValueError as error:
        raise SettingsError(f"{name}: {error}") from None


def _content_sids(environ: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in environ if name.startswith(CONTENT) and environ[name].strip()]
    return {name.removeprefix(CONTENT): _required(environ, name, values.content_sid) for name in names}


def content_setting(name: str, language: str) -> str:
    """The environment variable that holds the ContentSid of a template or set of buttons in a language."""
    return CONTENT + _key(name, language)


def _key(name: str, language: str) -> str:
    return f"{name}_{language}".upper().replace("-", "_")
