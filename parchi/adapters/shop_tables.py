"""Tables of the shop: who wrote, what is sold where, and what is wished; entities are mapped onto them here."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy.orm import relationship
from sqlalchemy.types import TypeDecorator

from parchi.adapters.cells import cell_of
from parchi.adapters.database import Json, Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.customer import Customer, Question
from parchi.domain.kirana import Hold, Kirana
from parchi.domain.money import Money


class Paise(TypeDecorator[Money]):
    """Money, kept as whole paise."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Money | None, _dialect: Any) -> int | None:
        """To paise."""
        return None if value is None else value.paise

    def process_result_value(self, value: int | None, _dialect: Any) -> Money | None:
        """From paise."""
        return None if value is None else Money(value)


class WishText(TypeDecorator[Wish]):
    """A wish, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Wish | None, _dialect: Any) -> str | None:
        """To text."""
        return None if value is None else json.dumps(vars(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Any) -> Wish | None:
        """From text."""
        if value is None:
            return None
        fields = json.loads(value)
        return Wish(**{**fields, "candidates": tuple(fields["candidates"]), "by": tuple(fields.get("by", ()))})


class QuestionText(TypeDecorator[Question]):
    """An open question, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Question | None, _dialect: Any) -> str | None:
        """To text."""
        return None if value is None else json.dumps(asdict(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Any) -> Question | None:
        """From text."""
        if value is None:
            return None
        fields = json.loads(value)
        return Question(**{**fields, "options": tuple(fields["options"])})


def _own_cell(context: Any) -> int:
    """The cell of a kirana that is being inserted."""
    row = context.get_current_parameters()
    return cell_of(row["latitude"], row["longitude"])


customers = Table(
    "customers",
    metadata,
    Column("number", String(64), primary_key=True),
    Column("pseudonym", String(64), nullable=False, unique=True),
    Column("name", Text),
    Column("language", String(8), nullable=False, default="en"),
    Column("has_chosen_language", Boolean, nullable=False, default=False),
    Column("messages_stopped", Boolean, nullable=False, default=False),
    Column("news_since", Moment, index=True),
    Column("news_ended_at", Moment),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("pincode", String(6)),
    Column("place_words", Text),
    Column("last_heard_at", Moment),
    Column("is_greeted", Boolean, nullable=False, default=False, server_default="0"),
    Column("is_shopping", Boolean, nullable=False, default=False),
    Column("question", QuestionText),
    Column("pages", Json, nullable=False, default=list),
    Column("nonsense", Integer, nullable=False, default=0),
    Column("preferences", Json, nullable=False, default=dict),
    Column("spoken_of", Json),
    # Counts up with each change: who read a customer before somebody else's change must look again.
    Column("version", Integer, nullable=False, default=1, server_default="1"),
)

items = Table(
    "items",
    metadata,
    Column("item", String(80), primary_key=True),
    Column("english", Text, nullable=False),
    Column("hindi", Text, nullable=False),
    Column("category", String(40), nullable=False, index=True),
    Column("measure", String(10), nullable=False),
)

words = Table(
    "words",
    metadata,
    Column("item", String(80), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("word", String(200), primary_key=True),
    # In the order of the file, where the usual spelling stands first.
    Column("position", Integer, nullable=False, server_default="0"),
)

products = Table(
    "products",
    metadata,
    Column("sku", String(120), primary_key=True),
    Column("item", String(80), nullable=False, index=True),
    Column("brand", String(120), index=True),
    Column("name", Text, nullable=False),
    Column("pack", String(40), nullable=False),
    Column("mrp_paise", Paise, nullable=False),
)

kiranas = Table(
    "kiranas",
    metadata,
    Column("kirana", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("language", String(8), nullable=False),
    Column("hours", Text, nullable=False),
    Column("open_orders_limit", Integer, nullable=False),
    Column("upi_id", Text),
    Column("numbers", Json, nullable=False, default=list),
    Column("is_confirmed", Boolean, nullable=False, default=True),
    Column("closed_until", Moment),
    Column("open_until", Moment),
    Column("holidays", Json, nullable=False, default=list),
    Column("question", QuestionText),
    # A shop that the newest data no longer has keeps its row, because old orders name it.
    Column("is_listed", Boolean, nullable=False, default=True, server_default="1"),
    # Where on the map's grid it is: nearby shops are found by it, whatever the database.
    Column("cell", BigInteger, default=_own_cell, index=True),
    Index("ix_kiranas_point", "latitude", "longitude"),
)

kirana_numbers = Table(
    "kirana_numbers",
    metadata,
    Column("number", String(64), primary_key=True),
    Column("kirana", String(80), ForeignKey("kiranas.kirana"), nullable=False, index=True),
)

shelves = Table(
    "shelves",
    metadata,
    Column("kirana", String(80), primary_key=True),
    Column("sku", String(120), primary_key=True),
    Column("stock", Integer, nullable=False),
    Column("held", Integer, nullable=False, default=0, server_default="0"),
    Column("price_paise", Integer, nullable=False),
    sqlite_with_rowid=False,
)

holds = Table(
    "holds",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("owner", String(40), nullable=False, index=True),
    Column("kirana", String(80), nullable=False),
    Column("sku", String(120), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("until", Moment, index=True),
)

baskets = Table(
    "baskets",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("customer", String(64), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("status", String(10), nullable=False, default="open"),
    Column("kirana", String(80)),
    Column("pickup", Text),
    Column("touched", Integer),
)

basket_lines = Table(
    "basket_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("basket", Integer, ForeignKey("baskets.number"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("wish", WishText, nullable=False),
    Column("sku", String(120)),
    Column("packs", Integer),
    Column("amount", Float),
    Column("amount_unit", String(10)),
    Column("pack_price_paise", Paise),
    Column("price_paise", Paise),
    Column("problem", String(40)),
)

mapper_registry.map_imperatively(Customer, customers, version_id_col=customers.c.version)
mapper_registry.map_imperatively(Kirana, kiranas, exclude_properties=["is_listed", "cell"])
mapper_registry.map_imperatively(Hold, holds)
mapper_registry.map_imperatively(
    BasketLine,
    basket_lines,
    properties={"pack_price": basket_lines.c.pack_price_paise, "price": basket_lines.c.price_paise},
)
mapper_registry.map_imperatively(
    Basket,
    baskets,
    properties={
        "lines": relationship(
            BasketLine, order_by=basket_lines.c.position, cascade="all, delete-orphan", lazy="selectin"
        )
    },
)
