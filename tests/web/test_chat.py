"""The chat on a phone: times, ticks, long messages, failures, and where the eye is."""

from __future__ import annotations

import re

import requests
from playwright.sync_api import expect

from tests.web.conftest import Demo, Desk


def test_the_page_opens_with_two_phones_and_no_complaint(desk: Desk) -> None:
    expect(desk.page).to_have_title("Parchi simulator")
    for phone in (desk.customer, desk.kirana):
        expect(phone.root).to_be_visible()
        expect(phone.root.locator(".status")).to_have_text("online")
    assert desk.troubles == []


def test_times_are_the_shops(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.ask("hello")
    expect(desk.page.get_by_role("status").first).to_contain_text(re.compile(r"Monday, 1[12]:\d\d"))
    for bubble in (desk.customer.said.last, desk.customer.heard.last):
        expect(bubble.locator("time")).to_have_text(re.compile(r"^1[12]:\d\d$"))
    expect(desk.customer.root.locator("li.day")).to_have_text("Monday 23 November")


def test_ticks_say_that_a_message_is_delivered(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.write("hello")
    expect(desk.customer.said.last.get_by_role("img", name="delivered")).to_have_text("✓✓")


def test_a_new_customer_has_a_number_that_no_phone_has(desk: Desk) -> None:
    name = desk.new_customer()
    assert name.isalpha()
    expect(desk.customer.root.locator(".number")).to_have_text(re.compile(r"^\+91 00000 0\d{4}$"))
    expect(desk.customer.root.locator(".chat li")).to_have_count(0)
    assert desk.new_customer() != name


def test_chats_stay_with_their_customers(desk: Desk) -> None:
    first = desk.new_customer()
    desk.customer.ask("hello there")
    desk.new_customer()
    expect(desk.customer.said).to_have_count(0)
    desk.customer.owner.select_option(label=first)
    expect(desk.customer.said).to_have_count(1)
    desk.page.reload()
    desk.customer.owner.select_option(label=re.compile(first).pattern)
    expect(desk.customer.said).to_contain_text("hello there")


def test_what_a_customer_types_is_text_and_never_markup(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.write('<img src=x onerror="document.title=1"> *bold* 2*3*4 _a_b')
    bubble = desk.customer.said.last
    expect(bubble).to_contain_text('<img src=x onerror="document.title=1"> bold 2*3*4 _a_b')
    expect(bubble.locator("b")).to_have_text("bold")
    expect(bubble.locator(".text img")).to_have_count(0)


def test_a_message_that_is_too_long_says_why_it_was_not_delivered(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.write("x" * 70_000)
    bubble = desk.customer.said.last
    expect(bubble).to_contain_text("Not delivered: it is longer than the 64 KB")
    expect(bubble.get_by_role("img", name="not delivered")).to_be_visible()
    assert len(bubble.locator(".text").inner_text()) < 3000
    bubble.get_by_role("button", name="Read more").click()
    assert len(bubble.locator(".text").inner_text()) == 70_000


def test_what_could_not_be_sent_can_be_sent_again(desk: Desk) -> None:
    desk.new_customer()
    desk.page.route("**/simulator/send", lambda route: route.abort())
    desk.customer.write("hello")
    expect(desk.customer.said.last).to_contain_text("Not delivered: the simulator cannot be reached")
    desk.page.unroute("**/simulator/send")
    assert desk.customer.after(desk.customer.said.last.get_by_role("button", name="Send again").click)
    desk.troubles[:] = [trouble for trouble in desk.troubles if "ERR_FAILED" not in trouble]


def test_the_place_is_kept_while_reading_up(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.write("\n".join(["namaste"] * 60))
    expect(desk.customer.heard).not_to_have_count(0)
    desk.customer.chat.evaluate("chat => { chat.scrollTop = 0; }")
    down = desk.customer.root.get_by_role("button", name=re.compile("To the end"))
    expect(down).to_be_visible()
    number = desk.customer.owner.input_value()
    desk.page.evaluate(
        "from => fetch('/simulator/send', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({from, text: 'help'})})",
        number,
    )
    expect(down).to_have_accessible_name(re.compile(r"\d new"))
    assert desk.customer.chat.evaluate("chat => chat.scrollTop") == 0
    down.click()
    expect(down).to_be_hidden()


def test_a_suggestion_is_put_into_the_field(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.root.get_by_role("button", name="400703").click()
    expect(desk.customer.field).to_have_value("400703")
    expect(desk.customer.field).to_be_focused()


def test_a_message_of_several_lines_is_written_with_shift(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.field.press_sequentially("2 kg aloo")
    desk.customer.field.press("Shift+Enter")
    desk.customer.field.press_sequentially("1 kg pyaz")
    desk.customer.field.press("Enter")
    expect(desk.customer.said.last.locator(".text")).to_have_text("2 kg aloo\n1 kg pyaz")


def test_kiranas_are_listed_with_their_area_and_number(desk: Desk) -> None:
    labels = desk.kirana.owner.locator("option").all_inner_texts()
    assert len(labels) > 10
    assert any(" · Vashi" in label for label in labels)
    expect(desk.kirana.root.locator(".number")).to_have_text(re.compile(r"^\+91 00000 \d{5}$"))


def test_a_waiting_offer_brings_its_kirana_to_the_front_of_the_list(desk: Desk) -> None:
    name = desk.new_customer()
    desk.customer.ask("1 kg potato")
    desk.pin("CBD Belapur sector 15")
    for text in ("that's all", "yes"):
        desk.customer.ask(text)
    expect(desk.kirana.heard.filter(has_text=name)).not_to_have_count(0)
    first = desk.kirana.owner.locator("option").first
    expect(first).to_have_text(re.compile("🔔.*1 offer waits"))
    desk.kirana.ask("2")
    expect(desk.kirana.owner.locator("option:checked")).not_to_have_text(re.compile("offer waits"))


def test_the_browser_is_told_to_run_nothing_but_our_scripts(demo: Demo) -> None:
    for path in ("/", "/static/simulator.js", "/simulator/people"):
        headers = requests.get(demo.address + path, timeout=10).headers
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_the_page_has_a_picture_of_its_own(demo: Demo) -> None:
    page = requests.get(demo.address, timeout=10).text
    assert 'rel="icon" href="/static/parchi.svg"' in page
    assert requests.get(f"{demo.address}/static/parchi.svg", timeout=10).headers["Content-Type"] == "image/svg+xml"


def test_what_is_no_message_is_refused_with_a_sentence(demo: Demo) -> None:
    def refused(**sent: object) -> str:
        answer = requests.post(f"{demo.address}/simulator/send", timeout=10, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 400
        return str(answer.json()["error"])

    assert "application/json" in refused(data='{"from": "whatsapp:+910000000001", "text": "hi"}')
    assert "from" in refused(json={"text": "hi"})
    assert "number" in refused(json={"from": "nobody", "text": "hi"})
    assert "photo or voice" in refused(json={"from": "whatsapp:+910000000001", "recorded": "film"})
    assert refused(data="{", headers={"Content-Type": "application/json"})


def test_the_demo_says_what_happens_and_nothing_else(demo: Demo) -> None:
    said = [line.strip() for line in demo.log.read_text().splitlines() if line.strip()]
    assert said[:4] == [
        f"The shop's clock is {demo.folder / 'clock'} (PARCHI_TEST_CLOCK).",
        "Filling the demo's shops (about 10 seconds) …",
        f"Parchi is at {demo.address}/",
        "The bot loads (15 to 25 seconds); Ctrl-C ends all.",
    ]
    assert "Answering now." in said
    assert "Deprecat" not in demo.log.read_text()
    assert " INFO " not in demo.log.read_text()
