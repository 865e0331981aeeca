"""Customers as rows: who wrote, and what is remembered of the conversation."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.domain.customer import Customer


class SqlCustomers:
    """The repository of customers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._met: dict[str, Customer] = {}
        """By pseudonym: whom this unit of work knows already."""
        self._new: dict[str, Customer] = {}
        """By number: who is not written yet, or is only since a moment ago."""

    def get(self, number: str) -> Customer | None:
        """The customer of a number; None if that number never wrote."""
        customer = self._new.get(number)
        if customer is None or customer not in self._session:
            with self._session.no_autoflush:  # a look writes nothing
                customer = self._session.get(Customer, number)
        if customer is not None:
            self._met[customer.pseudonym] = customer
        return customer

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
            customer = self._new[number] = Customer(number=number, pseudonym=secrets.token_hex(12))
            self._met[customer.pseudonym] = customer
            self._session.add(customer)
        return customer

    def delete(self, customer: Customer) -> None:
        """Forget a customer."""
        self._session.flush()
        self._session.delete(customer)
        self._session.flush()
