"""Settings: read from the environment, and named in one line where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.settings import Settings, SettingsError, environment, read_env_file

ACCOUNT = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "secret",
    "PARCHI_WHATSAPP_NUMBER": "whatsapp:+910000000000",
}
EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_defaults_are_the_contracts():
    settings = Settings.read({**ACCOUNT, "PARCHI_PORT": "9000"})
    assert settings.database_url == "sqlite:///parchi.db"
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 9000, "http://127.0.0.1:9000")
    assert (settings.reach_km, settings.hold_seconds, settings.offer_seconds) == (5.0, 600, 300)
    assert (settings.collect_seconds, settings.simulator, settings.test_clock) == (86400, False, None)
    assert settings.twilio_api == "https://api.twilio.com"


@pytest.mark.parametrize("name", list(ACCOUNT))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_setting_is_named(name: str, value: str | None):
    environ = {key: text for key, text in {**ACCOUNT, name: value}.items() if text is not None}
    with pytest.raises(SettingsError, match=f"^{name} is not set$"):
        Settings.read(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARCHI_PORT", "http"),
        ("PARCHI_PORT", "0"),
        ("PARCHI_PORT", "70000"),
        ("PARCHI_DATABASE_URL", "mysql://x"),
        ("PARCHI_PUBLIC_URL", "example.org"),
        ("PARCHI_PUBLIC_URL", "https://example.org/?x"),
        ("PARCHI_WHATSAPP_NUMBER", "+910000000000"),
        ("PARCHI_OPERATOR_NUMBER", "Asha"),
        ("TWILIO_ACCOUNT_SID", "secret"),
        ("PARCHI_SIMULATOR", "maybe"),
        ("PARCHI_REACH_KM", "nan"),
        ("PARCHI_REACH_KM", "-1"),
        ("PARCHI_REACH_KM", "five"),
        ("PARCHI_HOLD_SECONDS", "0"),
        ("PARCHI_OFFER_SECONDS", "5 minutes"),
        ("PARCHI_COLLECT_SECONDS", "1.5"),
        ("PARCHI_TEST_CLOCK", "/no/such/file"),
        ("PARCHI_CONTENT_OFFER_EN", "offer"),
    ],
)
def test_a_malformed_setting_is_named_in_one_line(name: str, value: str):
    with pytest.raises(SettingsError) as caught:
        Settings.read({**ACCOUNT, name: value})
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_a_clock_without_a_time_stops_the_start(tmp_path: Path):
    (tmp_path / "clock").write_text("yesterday")
    with pytest.raises(SettingsError, match=r"PARCHI_TEST_CLOCK: .*ISO time"):
        Settings.read({**ACCOUNT, "PARCHI_TEST_CLOCK": str(tmp_path / "clock")})


def test_a_wrong_secret_is_never_shown():
    assert "secret" not in repr(Settings.read(ACCOUNT))


def test_loading_data_needs_no_account():
    assert Settings.read({}, wire=False).account_sid == ""


def test_the_simulator_needs_a_stand_in():
    with pytest.raises(SettingsError, match="PARCHI_SIMULATOR"):
        Settings.read({**ACCOUNT, "PARCHI_SIMULATOR": "on"})


def test_content_sids_by_name_and_language():
    settings = Settings.read({**ACCOUNT, "PARCHI_CONTENT_ORDER_READY_HI_LATN": "HX1", "PARCHI_CONTENT_OFFER_EN": ""})
    assert settings.content_sid("order_ready", "hi-Latn") == "HX1"
    assert settings.content_sid("order_ready", "en") is None
    assert settings.content_sid("offer", "en") is None


def test_a_hosting_providers_scheme_is_understood():
    assert Settings.read({"PARCHI_DATABASE_URL": "postgres://h/d"}, wire=False).database_url == "postgresql://h/d"


def test_a_process_reads_what_another_passes_on():
    settings = Settings.demo({"PARCHI_REACH_KM": "7.5"}, content=("buttons_confirm",))
    assert Settings.read(settings.to_environ()) == settings


def test_the_demo_stays_on_the_loopback_with_a_new_token_each_time():
    first, second = Settings.demo({}), Settings.demo({"PARCHI_PORT": "8099"})
    assert first.auth_token != second.auth_token
    assert second.twilio_api == second.public_url == "http://127.0.0.1:8099"
    assert first.simulator
    with pytest.raises(SettingsError, match="PARCHI_HOST"):
        Settings.demo({"PARCHI_HOST": "0.0.0.0"})


def test_an_env_file_is_read_under_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / ".env"
    file.write_text("# comment\n\nexport A_ONE='x y'\nB_TWO=2 # two\nC_THREE=\"a#b\"\nD_FOUR=a=b\n", encoding="utf-8")
    monkeypatch.setenv("B_TWO", "3")
    assert read_env_file(file) == {"A_ONE": "x y", "B_TWO": "2", "C_THREE": "a#b", "D_FOUR": "a=b"}
    assert environment(tmp_path)["B_TWO"] == "3"
    file.write_text("what is this\n")
    with pytest.raises(SettingsError, match=r"^\.env:1: "):
        read_env_file(file)


def test_the_example_lists_every_setting_and_can_be_read():
    example = read_env_file(EXAMPLE)
    told = set(Settings.read(ACCOUNT).to_environ())
    assert told == set(example)
    assert Settings.read({**example, **ACCOUNT}) == Settings.read(ACCOUNT)
