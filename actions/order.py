"""Actions on orders."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services import counter, operator
from parchi.services.basket import slips
from parchi.services.conversation import enquiries
from parchi.services.orders import ordering

PlaceOrder = shop_action("place_order", customer=slips.offer_slip)
OrderStatus = shop_action("order_status", customer=ordering.order_status)
CancelOrder = shop_action("cancel_order", customer=ordering.cancel_order)
Reorder = shop_action("reorder", customer=ordering.reorder)
ClaimPayment = shop_action("claim_payment", customer=enquiries.claim_payment)
Complain = shop_action("complain", customer=operator.complain, kirana=counter.complain)
