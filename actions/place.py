"""Actions on where the customer and the shops are, and on what customers ask about shops."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services import places
from parchi.services.conversation import enquiries

SharePlace = shop_action("share_place", customer=places.share_place)
AskShop = shop_action("ask_shop", customer=enquiries.ask_shop)
AskTiming = shop_action("ask_timing", customer=enquiries.ask_timing)
AskDelivery = shop_action("ask_delivery", customer=enquiries.ask_delivery)
AskPayment = shop_action("ask_payment", customer=enquiries.ask_payment)
AskCredit = shop_action("ask_credit", customer=enquiries.ask_credit)
