"""Enquiries: everything that customers ask and say beside their list; nothing of the basket changes."""

from __future__ import annotations

from parchi.services.conversation.kirana_enquiries import (
    ask_delivery,
    ask_payment,
    ask_shop,
    ask_timing,
    claim_payment,
)
from parchi.services.conversation.shelf_enquiries import ask_availability, ask_offers, ask_price, browse
from parchi.services.conversation.talk import (
    goodbye,
    greet,
    help,
    out_of_scope,
    send_media,
    show_more,
    start_order,
    thank,
)
from parchi.services.groups.joining import join_group
from parchi.services.money.khata import ask_credit

__all__ = [
    "ask_availability", "ask_credit", "ask_delivery", "ask_offers", "ask_payment", "ask_price", "ask_shop",
    "ask_timing", "browse", "claim_payment", "goodbye", "greet", "help", "join_group", "out_of_scope", "send_media",
    "show_more", "start_order", "thank",
]  # fmt: skip
