"""What services need from outside: repositories of one unit of work, and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from parchi.domain.basket import Basket
from parchi.domain.campaign import AfterNews, Campaign, CampaignLetter
from parchi.domain.catalogue import Item, ItemWord, Product
from parchi.domain.complaint import Complaint
from parchi.domain.customer import Customer
from parchi.domain.group import Group
from parchi.domain.household import Household
from parchi.domain.khata import Khata
from parchi.domain.kirana import Hold, Kirana, OpenNear, ShelfEntry
from parchi.domain.order import Order
from parchi.domain.place import Place
from parchi.domain.proposed_word import ProposedWord
from parchi.domain.reply import Reply


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, aware."""


class Customers(Protocol):
    """Whoever wrote."""

    def get(self, number: str) -> Customer | None: ...
    def of_pseudonym(self, pseudonym: str) -> Customer | None: ...
    def meet(self, number: str) -> Customer:
        """The customer of a number; made if new."""

    def delete(self, customer: Customer) -> None: ...


class Catalogue(Protocol):
    """Items and products."""

    def item(self, item: str) -> Item | None: ...
    def items(self, category: str | None = None) -> Sequence[Item]: ...
    def named(self, items: Iterable[str]) -> Sequence[Item]:
        """Items by their ids; unknown ones are left out."""

    def product(self, sku: str) -> Product | None: ...
    def products(self, skus: Iterable[str]) -> dict[str, Product]: ...
    def products_of(self, items: Iterable[str]) -> Sequence[Product]: ...
    def products_of_brand(self, brand: str) -> Sequence[Product]: ...
    def brands(self) -> Sequence[str]:
        """All brands as printed."""

    def words_of(self, items: Iterable[str]) -> Mapping[str, Sequence[ItemWord]]:
        """By item every word that people use for it, the usual spelling first."""

    def add_item(self, item: Item) -> None: ...
    def add_product(self, product: Product) -> None: ...


class Baskets(Protocol):
    """Baskets; one open one a customer, or a household."""

    def open_of(self, customer: str) -> Basket | None: ...
    def own_of(self, customer: str) -> Basket | None:
        """The open basket under this very number, whatever household it is of."""

    def hand_over(self, before: str, after: str) -> None:
        """The open basket of a household goes to its next head."""

    def get(self, number: int) -> Basket | None: ...
    def add(self, basket: Basket) -> Basket:
        """Kept and numbered."""

    def of_customer(self, customer: str) -> Sequence[Basket]:
        """All of them, newest first."""


class Kiranas(Protocol):
    """Shops."""

    def get(self, kirana: str) -> Kirana | None: ...
    def of_number(self, number: str) -> Kirana | None: ...
    def near(self, place: Place, reach_km: float) -> Sequence[tuple[float, Kirana]]:
        """(distance in km, kirana) within reach, nearest first, open or not."""

    def open_near(self, place: Place, reach_km: float, at: datetime) -> OpenNear:
        """How many in reach serve and are open, and the nearest open one."""

    def nearest_first(self, place: Place, reach_km: float) -> Iterator[tuple[float, Kirana]]:
        """The same one by one: only as many are read as are asked for, however many there are."""

    def nearest(self, place: Place) -> tuple[float, Kirana] | None:
        """The nearest of all, for telling how far it is."""

    def add(self, kirana: Kirana) -> None: ...


class Shelves(Protocol):
    """What kiranas have. The three changes are guarded statements: they never take what is not there."""

    def entry(self, kirana: str, sku: str) -> ShelfEntry | None: ...
    def entries(self, kirana: str, skus: Iterable[str]) -> dict[str, ShelfEntry]: ...
    def of_item(self, kirana: str, item: str) -> Sequence[tuple[Product, ShelfEntry]]: ...
    def of_items(self, kiranas: Iterable[str], items: Iterable[str]) -> Sequence[tuple[Product, ShelfEntry]]: ...
    def all_of(self, kirana: str) -> Sequence[tuple[Product, ShelfEntry]]: ...
    def put(self, entry: ShelfEntry) -> None:
        """Add or replace a shelf entry (stock and price)."""

    def exchange(self, changes: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
        """Hold so many thousandths more or less by (kirana, sku); if any is short, change nothing and say which."""

    def sell(self, amounts: Mapping[tuple[str, str], int]) -> None:
        """Held thousandths by (kirana, sku) leave the shelf."""

    def restock(self, kirana: str, sku: str, amount: int) -> None:
        """Sold thousandths come back."""


class Holds(Protocol):
    """Who keeps what."""

    def of(self, owner: str) -> Sequence[Hold]: ...
    def has_any(self, owner: str) -> bool:
        """Whether a basket or an order keeps anything at the moment."""

    def replace(self, owner: str, wanted: Sequence[Hold]) -> None:
        """What an owner keeps from now on, instead of all that it kept."""

    def ended(self, at: datetime) -> Sequence[Hold]:
        """Holds whose time is over."""


class Orders(Protocol):
    """Orders, with their lines, offers and history."""

    def get(self, number: str) -> Order | None: ...
    def from_basket(self, basket: int) -> Order | None: ...
    def of_customer(self, customer: str) -> Sequence[Order]:
        """Newest first."""

    def recent_of(self, customer: str) -> Sequence[Order]:
        """The newest, newest first: all that are open, and a month or more of those that ended."""

    def open_at(self, kirana: str) -> int:
        """How many orders this kirana has taken, or is being asked about."""

    def of_kirana(self, kirana: str, statuses: Iterable[str]) -> Sequence[Order]:
        """Orders that this kirana has (accepted, ready …), oldest first."""

    def offered_to(self, kirana: str) -> Sequence[Order]:
        """Orders whose waiting offer is this kirana's, oldest first."""

    def add(self, order: Order) -> Order: ...
    def place(self, order: Order, needs: Mapping[str, int], *, instead_of: str) -> set[tuple[str, str]]:
        """Keep a new order with its offer and step, number it, and hold what it needs (thousandths by sku) instead of
        what `instead_of` held. If anything is short change nothing and say what: (kirana, sku)."""

    def next_number(self) -> str: ...
    def last_offered_to(self, kirana: str) -> Order | None:
        """The order that this kirana was asked about last, whatever became of it."""

    def collected_since(self, kirana: str, at: datetime) -> Sequence[Order]:
        """Orders that this kirana has handed over since then, oldest first."""

    def with_offer_due(self, at: datetime) -> Sequence[Order]:
        """Orders whose waiting offer was not answered in time."""

    def unanswered(self, at: datetime) -> Sequence[Order]:
        """Open orders about which the customer was asked and did not answer in time (`asked_until`)."""

    def due(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders whose `due_at` has passed."""

    def to_remind(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders whose `remind_at` has passed."""

    def usual_skus(self, customer: str, items: Iterable[str]) -> dict[str, str]:
        """By item, the product of it that this customer ordered last, as far as that is not long ago."""

    def placed_since(self, at: datetime | None) -> Sequence[str]:
        """Numbers of all orders placed since then, oldest first; of all there are without a time."""

    def lock(self, number: str) -> Order | None:
        """The order, and nobody else may change it until the unit of work ends."""


class Khatas(Protocol):
    """What people owe shops."""

    def of_kirana(self, kirana: str) -> Sequence[Khata]: ...
    def of_customer(self, number: str) -> Sequence[Khata]: ...
    def with_order(self, order: str) -> Khata | None:
        """The page on which an order was written up."""

    def add(self, khata: Khata) -> Khata: ...


class Complaints(Protocol):
    """What customers found wrong."""

    def add(self, complaint: Complaint) -> None: ...
    def get(self, order: str) -> Complaint | None: ...
    def unsettled_of(self, kirana: str) -> Sequence[Complaint]:
        """Those of a shop that are not closed, oldest first."""

    def due(self, at: datetime) -> Sequence[Complaint]:
        """Those that are not closed though their time is over."""


class Groups(Protocol):
    """Group prices."""

    def get(self, code: str) -> Group | None: ...
    def lock(self, code: str) -> Group | None:
        """The group, and nobody else joins or closes it until the unit of work ends."""

    def add(self, group: Group) -> Group: ...
    def open_of_kirana(self, kirana: str) -> Sequence[Group]: ...
    def open_of_customer(self, number: str) -> Sequence[Group]: ...
    def due(self, at: datetime) -> Sequence[str]:
        """Codes of the open groups whose time is over."""


class Households(Protocol):
    """Who fills one list together."""

    def add(self, household: Household) -> Household: ...
    def get(self, code: str) -> Household | None: ...
    def of(self, customer: str) -> Household | None:
        """The household that a customer belongs to."""

    def with_resident(self, customer: str) -> Household | None:
        """The household that a customer belongs to or waits to be in."""

    def asking(self, customer: str) -> Household | None:
        """A household in which somebody waits for this customer's yes."""

    def delete(self, household: Household) -> None: ...
    def refresh(self) -> None:
        """Somebody has joined or left: whose list is whose is looked up anew."""


class ProposedWords(Protocol):
    """What shops called things that nobody knew."""

    def add(self, word: ProposedWord) -> ProposedWord: ...
    def get(self, number: int) -> ProposedWord | None: ...
    def of(self, word: str, kirana: str) -> ProposedWord | None:
        """The word as this shop used it before."""

    def open(self) -> Sequence[ProposedWord]:
        """Those that nobody has reviewed, the most used first."""


class Campaigns(Protocol):
    """News for those who asked for it."""

    def add(self, campaign: Campaign) -> Campaign: ...
    def get(self, number: int) -> Campaign | None: ...
    def lock(self, number: int) -> Campaign | None:
        """The campaign, and nobody else starts or stops it until the unit of work ends."""

    def all(self) -> Sequence[Campaign]: ...
    def readers(self, items: Sequence[str], since: datetime) -> Sequence[Customer]:
        """Who asked for news and has not stopped messages; where items are named, who bought one of them since."""

    def plan(self, letters: Iterable[CampaignLetter]) -> None: ...
    def planned(self, most: int) -> Sequence[CampaignLetter]:
        """Letters still to be written, oldest first; nobody else takes them meanwhile."""

    def has_planned(self, campaign: int) -> bool: ...
    def letters(self, campaign: int) -> Sequence[CampaignLetter]: ...
    def told_since(self, customer: str, at: datetime) -> bool:
        """Whether a customer was told of any campaign since then."""

    def undelivered(self, campaign: int) -> int: ...
    def left(self, campaign: int) -> int:
        """How many were told and then wanted no more."""

    def after(self, campaign: Campaign, states: Sequence[str]) -> AfterNews:
        """What those whose letters are in these states ordered in the time measured."""


class Places(Protocol):
    """Pincodes and areas."""

    def of_pincode(self, pincode: str) -> Place | None: ...
    def of_words(self, text: str) -> tuple[Place, str, str | None] | None:
        """(place, its usual name, pincode) of an area named anywhere in the text; None if unknown."""

    def choices(self, text: str) -> Sequence[tuple[Place, str]]:
        """Areas that an unclear text may mean, likeliest first, at most 5."""


class Notices(Protocol):
    """Messages on their way out; worded in the receiver's language and kept with the unit of work."""

    def send(self, to: str, reply: Reply, language: str) -> None:
        """Put a message for `to` into the outbox."""

    def send_template(self, to: str, name: str, language: str, values: dict[str, str]) -> bool:
        """Put an approved template into the outbox; False if none of that name is configured."""

    def has_template(self, name: str, language: str) -> bool:
        """Whether an approved template of that name is configured in that language."""

    def wait(self, to: str, reply: Reply, language: str, reason: str) -> None:
        """Keep a message until `to` writes again (window shut, or messages stopped)."""

    def waiting_for(self, to: str) -> Sequence[int]:
        """Kept messages of a number, oldest first."""

    def know(self, to: str, *, has_kept: bool) -> None:
        """Whether anything is kept for a number, as it was just read."""

    def free(self, to: str) -> None:
        """Send what was kept for `to`: it has just written."""

    def said(self, number: str, most: int) -> Sequence[str]:
        """The last messages that a number wrote, oldest first."""

    def alarm(self, kind: str, text: str) -> None:
        """Tell the operator, at most once an hour a kind."""


class Words(Protocol):
    """How replies are worded."""

    def render(self, reply: Reply, language: str) -> list[str]:
        """The pages of a reply, each fit for one WhatsApp message."""


class Terms(Protocol):
    """The operator's numbers (parchi.settings.Settings has them)."""

    @property
    def reach_km(self) -> float: ...
    @property
    def hold_seconds(self) -> int: ...
    @property
    def offer_seconds(self) -> int: ...
    @property
    def collect_seconds(self) -> int: ...
    @property
    def operator_number(self) -> str | None: ...
    @property
    def whatsapp_number(self) -> str: ...
    @property
    def public_url(self) -> str:
        """Where the web front is reached from outside."""

    @property
    def link_secret(self) -> str:
        """What addresses of ours are signed with; empty where there is none."""


class Conversations(Protocol):
    """The last turns of each conversation, as the bot's tracker store writes them."""

    def get(self, pseudonym: str) -> str | None: ...
    def put(self, pseudonym: str, events: str) -> None: ...
    def drop(self, pseudonym: str) -> None: ...
    def keys(self) -> Sequence[str]: ...


class TryAgain(Exception):
    """The database could not do this now; the whole unit of work is to be repeated later."""


class UnitOfWork(Protocol):
    """One transaction over the shop: all that is changed through it is kept together or not at all.

    Whoever opens it commits: a turn, the clock's tick, a command. Services never do.
    """

    customers: Customers
    catalogue: Catalogue
    baskets: Baskets
    kiranas: Kiranas
    shelves: Shelves
    holds: Holds
    orders: Orders
    khatas: Khatas
    groups: Groups
    campaigns: Campaigns
    proposed_words: ProposedWords
    households: Households
    complaints: Complaints
    places: Places
    notices: Notices
    conversations: Conversations
    clock: Clock
    terms: Terms

    def expect(self, number: str) -> None:
        """This number has just written: what its turn will ask about it may be read at once."""

    def flush(self) -> None:
        """Write pending changes, so that later questions of the same unit of work see them."""

    def forget(self, number: str) -> None:
        """Delete everything that names this customer; figures stay."""

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the work that is undone alone if it raises. A database that gave way raises TryAgain."""
