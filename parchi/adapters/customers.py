"""Customers as rows: who wrote, and what is remembered of the conversation."""

from __future__ import annotations

import secrets

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parchi.adapters.shop_tables import customers
from parchi.domain.customer import Customer

_OF_NUMBER = select(Customer).where(customers.c.number == bindparam("of"))


class SqlCustomers:
    """The repository of customers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._met: dict[str, Customer] = {}
        """By number and by pseudonym: whom this unit of work knows already, written or not."""
        self._unmet: set[str] = set()
        """Numbers that are known to be nobody's yet."""

    def get(self, number: str) -> Customer | None:
        """The customer of a number; None if that number never wrote."""
        customer = self._met.get(number)
        if customer is not None and customer in self._session:
            return customer
        if number in self._unmet:
            return None
        with self._session.no_autoflush:  # a look writes nothing
            customer = self._session.execute(_OF_NUMBER, {"of": number}).scalar_one_or_none()
        return None if customer is None else self._keep(customer)

    def know(self, number: str, customer: Customer | None) -> None:
        """Whom a number is, as it was just read."""
        if customer is None:
            self._unmet.add(number)
        else:
            self._keep(customer)

    def of_pseudonym(self, pseudonym: str) -> Customer | None:
        """The customer whom Rasa knows by this name."""
        met = self._met.get(pseudonym)
        if met is not None and met in self._session:
            return met
        return self._session.execute(select(Customer).filter_by(pseudonym=pseudonym)).scalar_one_or_none()

    def meet(self, number: str) -> Customer:
        """The customer of a number; made if new."""
        customer = self.get(number)
        if customer is None:
            customer = self._keep(Customer(number=number, pseudonym=secrets.token_hex(12)))
            self._session.add(customer)
        return customer

    def _keep(self, customer: Customer) -> Customer:
        self._unmet.discard(customer.number)
        self._met[customer.number] = self._met[customer.pseudonym] = customer
        return customer

    def delete(self, customer: Customer) -> None:
        """Forget a customer."""
        self._session.flush()
        self._session.delete(customer)
        self._session.flush()
