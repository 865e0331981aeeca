"""Expected: what nearly every turn asks about whoever wrote, read in one statement instead of one by one."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import String, and_, bindparam, cast, exists, literal, select
from sqlalchemy.orm import Session

from parchi.adapters.baskets import SqlBaskets
from parchi.adapters.conversations import SqlConversations, conversations
from parchi.adapters.customers import SqlCustomers
from parchi.adapters.holds import SqlHolds
from parchi.adapters.household_tables import residents
from parchi.adapters.households import SqlHouseholds
from parchi.adapters.kiranas import SqlKiranas
from parchi.adapters.mail_tables import IS_KEPT, outbox
from parchi.adapters.order_tables import orders
from parchi.adapters.orders import SqlOrders
from parchi.adapters.shop_tables import baskets, customers, holds, kirana_numbers
from parchi.domain.basket import OWNER, Basket
from parchi.domain.customer import Customer
from parchi.services.ports import Notices

_NUMBER = bindparam("of", type_=String)
_one = select(cast(_NUMBER, String).label("number")).subquery("one")
_HOME = select(residents.c.code).where(residents.c.customer == _NUMBER, residents.c.is_confirmed).scalar_subquery()
_OPEN_BASKET = (
    select(baskets.c.number)
    .where(baskets.c.customer == _NUMBER, baskets.c.status == "open")
    .order_by(baskets.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
_HOLDS = exists().where(holds.c.owner == literal(OWNER).concat(cast(baskets.c.number, String)))
_EXPECTED = (
    select(
        Customer,
        Basket,
        conversations.c.events,
        kirana_numbers.c.kirana,
        _HOME.label("home"),
        exists().where(outbox.c.receiver == _NUMBER, IS_KEPT).label("has_kept"),
        _HOLDS.label("has_holds"),
        exists().where(orders.c.customer == _NUMBER).label("has_ordered"),
    )
    .select_from(_one)
    .outerjoin(customers, customers.c.number == _one.c.number)
    .outerjoin(conversations, conversations.c.pseudonym == customers.c.pseudonym)
    .outerjoin(kirana_numbers, kirana_numbers.c.number == _one.c.number)
    # The list of a household is read when it is locked, not before: somebody else may be changing it.
    .outerjoin(baskets, and_(baskets.c.number == _OPEN_BASKET, _HOME.is_(None)))
)


class Expected(NamedTuple):
    """What is known of a number."""

    customer: Customer | None
    basket: Basket | None
    """The open one of somebody who shares no list."""
    events: str | None
    """Of the conversation."""
    kirana: str | None
    home: str | None
    has_kept: bool
    """Whether messages wait for this number to write."""
    has_holds: bool
    """Of the basket."""
    has_ordered: bool


def read_expected(session: Session, number: str) -> Expected:
    """All of it, as it is now."""
    with session.no_autoflush:  # a look writes nothing
        return Expected(*session.execute(_EXPECTED, {"of": number}).one())


class Informed(NamedTuple):
    """The repositories that are told, so that they need not ask."""

    customers: SqlCustomers
    households: SqlHouseholds
    kiranas: SqlKiranas
    orders: SqlOrders
    baskets: SqlBaskets
    holds: SqlHolds
    conversations: SqlConversations
    notices: Notices

    def expect(self, found: Expected, number: str) -> None:
        """Tell each what was read of a number."""
        self.customers.know(number, found.customer)
        self.households.know(number, found.home)
        self.kiranas.know(number, found.kirana)
        self.orders.know(number, has_ordered=found.has_ordered)
        self.notices.know(number, has_kept=found.has_kept)
        if found.customer is not None:
            self.conversations.know(found.customer.pseudonym, found.events)
        if found.home is None:
            self.baskets.know(number, found.basket)
        if found.basket is not None:
            self.holds.know(found.basket.owner, has_any=found.has_holds)
