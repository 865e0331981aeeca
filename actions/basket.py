"""Actions on the basket."""

from __future__ import annotations

from actions.shop_action import shop_action
from parchi.services import customers
from parchi.services.basket import baskets
from parchi.services.conversation import questions

AddItems = shop_action("add_items", customer=baskets.apply_lines)
ChangeQuantity = shop_action("change_quantity", customer=baskets.apply_lines)
RemoveItems = shop_action("remove_items", customer=baskets.apply_lines)
ClearBasket = shop_action("clear_basket", customer=baskets.clear_basket)
ShowBasket = shop_action("show_basket", customer=baskets.show_basket)
ChooseOption = shop_action("choose_option", customer=questions.choose)
SetPreference = shop_action("set_preference", customer=customers.set_preference)
