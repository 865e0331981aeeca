"""The counter's word about prices: of its shelf, or for a group of homes."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.catalogue import Product
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import wishes_said
from parchi.services.counter import shelf
from parchi.services.counter.shop_days import deadline_said
from parchi.services.groups.offering import GroupRefused, Terms, offer_group
from parchi.services.groups.words import GROUP, homes_said, lot_said
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short


def is_about_groups(reading: Reading) -> bool:
    """Whether a shop speaks of a group price: so many homes at a price, or the word itself."""
    is_counted = homes_said(reading.text) is not None and any(line.price for line in reading.lines)
    return is_counted or GROUP in wishes_said(reading.text)


def set_price(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """A new price on the shelf; "10 ghar, toor dal 1 kg ₹130, till Saturday 6 pm" is a group's and leaves the shelf."""
    if not is_about_groups(reading):
        return shelf.set_price(shop, kirana, reading)
    homes = homes_said(reading.text)
    line = next((line for line in reading.lines if line.price), None)
    if homes is None or line is None:
        return _standing(shop, kirana)
    meant = replace(line, quantity=None) if line.pack is not None else line
    found = _lot(meant, shelf.on_shelf(shop, kirana, meant))
    if len(found) != 1:
        return Reply.of(say("utter_shop_group_which", words=short(line.words)))
    product, entry = found[0]
    size = Quantity.parse(meant.pack) if meant.pack else Quantity(meant.quantity or 1, meant.unit or "kg")
    until = deadline_said(reading.text, shop.clock.now())
    loose = size if product.is_loose and size.is_same_kind(product.pack_size) else None
    terms = Terms(product, Money.rupees(line.price or 0), homes, until, loose)
    try:
        group = offer_group(shop, kirana, entry, terms)
    except GroupRefused as refused:
        return Reply.of(say(f"utter_shop_group_{refused.why}"))
    values = {"code": group.code, "lot": lot_said(shop, group), "price": group.price, "needed": group.needed}
    return Reply.of(say("utter_shop_group_made", until=group.until, **values))


def _lot(line: Line, found: list[tuple[Product, ShelfEntry]]) -> list[tuple[Product, ShelfEntry]]:
    """The one product meant: of the size that was said, else the loose one."""
    if len(found) == 1 or (line.pack is None and line.quantity is None):
        return found
    size = Quantity.parse(line.pack) if line.pack else Quantity(line.quantity or 1, line.unit or "kg")
    packed = [pair for pair in found if not pair[0].is_loose and pair[0].pack_size.base() == size.base()]
    loose = [pair for pair in found if pair[0].is_loose and pair[0].pack_size.is_same_kind(size)]
    return packed or loose


def _standing(shop: UnitOfWork, kirana: Kirana) -> Reply:
    groups = shop.groups.open_of_kirana(kirana.kirana)
    if not groups:
        return Reply.of(say("utter_shop_no_groups"))
    lines = tuple(
        say(
            "utter_shop_group_stands",
            code=group.code,
            lot=lot_said(shop, group),
            price=group.price,
            count=len(group.members),
            missing=group.missing,
            until=group.until,
        )
        for group in groups
    )
    return Reply(head=(say("utter_shop_groups"),), lines=lines)
