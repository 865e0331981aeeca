"""Actions on what there is to buy."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services.conversation import enquiries

StartOrder = shop_action("start_order", customer=enquiries.start_order)
Browse = shop_action("browse", customer=enquiries.browse)
AskPrice = shop_action("ask_price", customer=enquiries.ask_price)
AskAvailability = shop_action("ask_availability", customer=enquiries.ask_availability)
AskOffers = shop_action("ask_offers", customer=enquiries.ask_offers)
