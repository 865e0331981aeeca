"""A unit of work: one transaction over the whole shop, kept together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType

from sqlalchemy.engine import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from parchi.adapters.baskets import SqlBaskets
from parchi.adapters.campaigns import SqlCampaigns
from parchi.adapters.catalogue import SqlCatalogue
from parchi.adapters.complaints import SqlComplaints
from parchi.adapters.conversations import SqlConversations
from parchi.adapters.customers import SqlCustomers
from parchi.adapters.expected import Informed, read_expected
from parchi.adapters.forgetting import forget
from parchi.adapters.groups import SqlGroups
from parchi.adapters.holds import SqlHolds
from parchi.adapters.households import SqlHouseholds
from parchi.adapters.khatas import SqlKhatas
from parchi.adapters.kiranas import SqlKiranas
from parchi.adapters.orders import SqlOrders
from parchi.adapters.proposed_words import SqlProposedWords
from parchi.adapters.session import LateSession
from parchi.adapters.shelves import SqlShelves
from parchi.adapters.undoing import undone
from parchi.services.ports import (
    Baskets,
    Campaigns,
    Catalogue,
    Clock,
    Complaints,
    Conversations,
    Customers,
    Groups,
    Holds,
    Households,
    Khatas,
    Kiranas,
    Notices,
    Orders,
    Places,
    ProposedWords,
    Shelves,
    Terms,
    TryAgain,
)

MakeNotices = Callable[[Session], Notices]


class SqlUnitOfWork:
    """`with unit_of_work() as shop: …; shop.commit()`; whatever is not committed is undone at the end.

    `session` is open to whoever keeps something of their own in the same transaction (inbox, conversations).
    """

    def __init__(self, engine: Engine, *, clock: Clock, terms: Terms, places: Places, notices: MakeNotices) -> None:
        self.session = LateSession(engine, future=True, expire_on_commit=False)
        self.clock = clock
        self.terms = terms
        self.places = places
        customers, households = SqlCustomers(self.session), SqlHouseholds(self.session)
        catalogue, kiranas = SqlCatalogue(self.session), SqlKiranas(self.session)
        baskets, holds = SqlBaskets(self.session, households), SqlHolds(self.session)
        orders, self._conversations = SqlOrders(self.session), SqlConversations(self.session)
        self.customers: Customers = customers
        self.catalogue: Catalogue = catalogue
        self.households: Households = households
        self.baskets: Baskets = baskets
        self.kiranas: Kiranas = kiranas
        self.shelves: Shelves = SqlShelves(self.session, catalogue)
        self.holds: Holds = holds
        self.orders: Orders = orders
        self.khatas: Khatas = SqlKhatas(self.session)
        self.groups: Groups = SqlGroups(self.session)
        self.campaigns: Campaigns = SqlCampaigns(self.session)
        self.proposed_words: ProposedWords = SqlProposedWords(self.session)
        self.complaints: Complaints = SqlComplaints(self.session)
        self.conversations: Conversations = self._conversations
        self.notices = notices(self.session)
        self._informed = Informed(
            customers, households, kiranas, orders, baskets, holds, self._conversations, self.notices
        )

    def __enter__(self) -> SqlUnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def expect(self, number: str) -> None:
        """This number has just written: what its turn will ask about it is read at once."""
        self._informed.expect(read_expected(self.session, number), number)

    def flush(self) -> None:
        """Write pending changes, so that later questions of the same unit of work see them."""
        self.session.flush()

    def commit(self) -> None:
        """Keep all that was changed. Raises TryAgain if somebody else has changed the same meanwhile."""
        try:
            self._conversations.write()
            self.session.commit()
        except StaleDataError as error:
            raise TryAgain(str(error)) from error

    def rollback(self) -> None:
        """Undo all that was changed since the last commit."""
        self._conversations.forget_unwritten()
        self.session.rollback()

    def forget(self, number: str) -> None:
        """Delete everything that names this customer; figures stay."""
        forget(self.session, number)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the work that is undone alone if it raises. A database that gave way raises TryAgain."""
        undoing = self.session.begin_nested if self._has_written else partial(undone, self.session)
        try:
            with undoing():
                yield
        except (OperationalError, InterfaceError, StaleDataError) as error:
            raise TryAgain(str(error)) from error

    @property
    def _has_written(self) -> bool:
        """Whether this transaction has anything in the database that a rollback would take with it.

        PostgreSQL cannot tell, and keeps nobody waiting for a savepoint; SQLite would need its writer's place for one.
        """
        connection = self.session.connection()
        return connection.dialect.name != "sqlite" or connection.connection.connection.in_transaction
