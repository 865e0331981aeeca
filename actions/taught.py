"""Actions of the wishes that cards taught (`parchi intent add`): each says its reply."""

from __future__ import annotations

from actions.shop_action import shop_action
from actions.wishes import CustomerService
from parchi.domain.reply import Reply, say

__all__ = ["saying", "shop_action"]


def saying(reply: str) -> CustomerService:
    """A service that says one reply and changes nothing."""
    return lambda shop, customer, reading: Reply.of(say(reply))
