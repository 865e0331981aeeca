"""Notices keep to WhatsApp's 24-hour window and to STOP; where nobody can be told, somebody hears why."""

from __future__ import annotations

from datetime import timedelta

from parchi.domain.reply import Reply, say
from parchi.services.notices import is_reachable, tell
from tests.services.street import ASHA, ATTA, GANESH, SAI, Street, ids

HELPER = "whatsapp:+910000020002"


def test_a_shop_out_of_the_window_gets_the_template(street: Street) -> None:
    street.notices.configured.add("offer")
    _last_heard(street, SAI, HELPER, hours=25)
    number = street.orders({ATTA: 2})
    assert street.order(number)["kirana"] == "Sai Kirana Stores"
    to, name, language, values = street.notices.templates[0]
    assert (to, name, language) == (SAI, "offer", "hi-Latn")
    assert values == {
        "order": number,
        "customer": "Asha",
        "count": "1",
        "total": "₹546",
        "list": "1. 2 x Aashirvaad Whole Wheat Atta 5 kg",
    }
    assert street.notices.to(SAI) == []
    street.shop_says("accept_order", "1")
    assert street.status(number) == "accepted"


def test_without_a_template_it_is_passed_over_and_the_operator_hears_why(street: Street) -> None:
    _last_heard(street, SAI, HELPER, hours=25)
    number = street.orders({ATTA: 1})
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"
    kind, text = street.notices.alarms[0]
    assert kind == "window"
    assert "Sai Kirana Stores" in text
    assert street.notices.to(SAI) == []


def test_a_helper_in_the_window_is_enough(street: Street) -> None:
    _last_heard(street, SAI, hours=25)
    _last_heard(street, HELPER, hours=1)
    number = street.orders({ATTA: 1})
    assert street.order(number)["kirana"] == "Sai Kirana Stores"
    assert street.notices.to(SAI) == []
    assert street.told(HELPER)[0] == "utter_offer"


def test_a_shop_that_sent_stop_is_passed_over(street: Street) -> None:
    for number in (SAI, HELPER):
        street.do(lambda shop, number=number: setattr(shop.customers.meet(number), "messages_stopped", True))
    assert street.order(street.orders({ATTA: 1}))["kirana"] == "Shree Ganesh Provision"


def test_the_window_shuts_a_little_before_24_hours(street: Street) -> None:
    _last_heard(street, SAI, HELPER, hours=23.98)
    assert street.do(lambda shop: is_reachable(shop, shop.kiranas.get("sai")))
    _last_heard(street, SAI, HELPER, hours=23.99)
    assert not street.do(lambda shop: is_reachable(shop, shop.kiranas.get("sai")))


def test_a_customer_who_sent_stop_hears_it_with_the_next_message(street: Street) -> None:
    street.orders({ATTA: 1})
    street.do(lambda shop: setattr(shop.customers.meet(ASHA), "messages_stopped", True))
    street.shop_says("accept_order", "1")
    assert street.told(ASHA) == []
    assert [(to, ids(reply), reason) for to, reply, _, reason in street.notices.kept] == [
        (ASHA, ["utter_order_accepted"], "stopped")
    ]


def test_a_customer_out_of_the_window_gets_a_template_or_the_notice_waits(street: Street) -> None:
    street.moves_in()
    _last_heard(street, ASHA, hours=30)
    words = Reply.of(say("utter_no_orders"))
    assert not street.do(lambda shop: tell(shop, ASHA, words, template="order_ready", values={"order": 1042}))
    assert street.notices.kept[0][3] == "window"
    assert street.notices.alarms[0][0] == "window"
    street.notices.configured.add("order_ready")
    assert street.do(lambda shop: tell(shop, ASHA, words, template="order_ready", values={"order": 1042}))
    assert street.notices.templates == [(ASHA, "order_ready", "hi-Latn", {"order": "1042"})]


def test_each_shop_is_told_in_its_own_language(street: Street) -> None:
    street.orders({ATTA: 1})
    street.shop_says("reject_order", "2")
    assert {language for to, _, language in street.notices.sent if to == GANESH} == {"hi"}


def _last_heard(street: Street, *numbers: str, hours: float) -> None:
    heard = street.clock.now() - timedelta(hours=hours)
    for number in numbers:
        street.do(lambda shop, number=number: setattr(shop.customers.meet(number), "last_heard_at", heard))


def test_a_shop_never_heard_gets_the_template_where_there_is_one(street: Street) -> None:
    reply = Reply.of(say("utter_shop_welcome", kirana="Sai"))
    new = "whatsapp:+910000055555"
    assert street.do(lambda shop: tell(shop, new, reply, template="welcome_kirana", values={"kirana": "Sai"}))
    assert [to for to, *_ in street.notices.sent] == [new]
    street.notices.configured.add("welcome_kirana")
    assert street.do(lambda shop: tell(shop, new, reply, template="welcome_kirana", values={"kirana": "Sai"}))
    assert [(to, name) for to, name, *_ in street.notices.templates] == [(new, "welcome_kirana")]
