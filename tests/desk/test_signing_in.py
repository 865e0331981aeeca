"""Who may see the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from parchi.desk.people import PasswordRefused, People, line_for
from tests.desk.conftest import PASSWORD


def sign_in(browser: TestClient, name: str = "meera", password: str = PASSWORD) -> int:
    return browser.post("/sign-in", data={"name": name, "password": password}).status_code


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def test_a_password_is_kept_as_a_hash_that_only_it_fits(people: str) -> None:
    assert PASSWORD not in people
    known = People.parse(people)
    assert known.admits("meera", PASSWORD)
    assert not known.admits("meera", PASSWORD + "x")
    assert not known.admits("asha", PASSWORD)


def test_the_same_password_never_gives_the_same_line() -> None:
    assert line_for("meera", PASSWORD) != line_for("meera", PASSWORD)


@pytest.mark.parametrize(("name", "password"), [("Meera", PASSWORD), ("", PASSWORD), ("meera", "short")])
def test_bad_names_and_short_passwords_are_refused(name: str, password: str) -> None:
    with pytest.raises(PasswordRefused):
        line_for(name, password)


@pytest.mark.parametrize("line", ["meera", "meera:abc$def", "meera:$", "x y"])
def test_a_malformed_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="desk-password"):
        People.parse(line)


def test_without_a_session_every_page_leads_to_the_form(browser_away: TestClient) -> None:
    for path in ("/", "/conversations", "/review", "/queue", "/map", "/shelves", "/report", "/report/whole", "/visits"):
        answer = browser_away.get(path, follow_redirects=False)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in?next="), path


def test_the_right_password_opens_the_desk_and_signing_out_shuts_it(browser_away: TestClient) -> None:
    assert sign_in(browser_away) == 200
    page = browser_away.get("/")
    assert "<h1>Orders</h1>" in page.text
    cookie = dict(browser_away.cookies)
    browser_away.post("/sign-out", data={"csrf": csrf(page.text)})
    browser_away.cookies.update(cookie)
    assert browser_away.get("/", follow_redirects=False).status_code == 303


def test_whoever_signs_in_comes_to_the_page_they_asked_for_and_to_no_other_site(browser_away: TestClient) -> None:
    form = {"name": "meera", "password": PASSWORD}
    for wanted, reached in (("/queue", "/queue"), ("//elsewhere.example", "/"), ("https://elsewhere.example", "/")):
        answer = browser_away.post("/sign-in", data={**form, "next": wanted}, follow_redirects=False)
        assert answer.headers["location"] == reached


def test_five_wrong_passwords_shut_the_door_for_a_while(
    browser_away: TestClient, machine_time: Callable[[timedelta], None]
) -> None:
    assert [sign_in(browser_away, password="wrong") for _ in range(5)] == [403] * 5
    assert sign_in(browser_away) == 429
    machine_time(timedelta(minutes=16))
    assert sign_in(browser_away) == 200


def test_a_session_ends_after_twelve_hours(browser_away: TestClient, machine_time: Callable[[timedelta], None]) -> None:
    sign_in(browser_away)
    machine_time(timedelta(hours=13))
    assert browser_away.get("/", follow_redirects=False).status_code == 303


def test_a_forged_cookie_is_no_session(browser_away: TestClient) -> None:
    browser_away.cookies.set("parchi_desk", "meera|9999999999|00|" + "0" * 64)
    assert browser_away.get("/", follow_redirects=False).status_code == 303


def test_a_form_without_the_sessions_token_changes_nothing(browser_away: TestClient) -> None:
    sign_in(browser_away)
    for token in ("", "0" * 64):
        assert browser_away.post("/sign-out", data={"csrf": token}).status_code == 403
    assert browser_away.get("/").status_code == 200


def test_nobody_can_be_signed_in_from_another_site(browser_away: TestClient) -> None:
    form = {"name": "meera", "password": PASSWORD}
    answer = browser_away.post("/sign-in", data=form, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(browser_away: TestClient) -> None:
    answer = browser_away.post(
        "/sign-in", data={"name": "meera", "password": PASSWORD}, headers={"x-forwarded-proto": "https"},
        follow_redirects=False,
    )  # fmt: skip
    kept = answer.headers["set-cookie"].lower()
    assert all(word in kept for word in ("httponly", "samesite=strict", "secure"))


def test_on_this_machine_nobody_signs_in_but_another_name_for_it_is_refused(browser_here: TestClient) -> None:
    assert "<h1>Orders</h1>" in browser_here.get("/").text
    assert browser_here.get("/", headers={"host": "rebound.example:8090"}).status_code == 403


def test_too_long_a_form_is_refused(browser_here: TestClient) -> None:
    browser_here.get("/")
    assert browser_here.post("/sign-out", data={"csrf": "x" * 70_000}).status_code == 413


def test_every_look_is_written_down_with_its_visitor(browser_away: TestClient) -> None:
    sign_in(browser_away)
    browser_away.get("/queue")
    page = browser_away.get("/visits").text
    assert re.search(r"<td>meera</td>\s*<td>GET /queue</td>", page)
    assert PASSWORD not in page


def test_pages_run_no_foreign_script_and_stand_in_no_frame(browser_here: TestClient) -> None:
    headers = browser_here.get("/").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
