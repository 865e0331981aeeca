"""A payment request: what a customer may pay for one order by UPI, to the kirana's own account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from parchi.domain.money import Money

PATH = "/pay/"
"""Where our web front shows it: before the ticket, with PICTURE behind it for the code to scan."""
PICTURE = ".png"
MOST_NAME = 50
_UPI_ID = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9.-]{1,63}")


def is_upi_id(text: str | None) -> bool:
    """Whether a text has the form of a UPI id, `name@bank`."""
    return text is not None and _UPI_ID.fullmatch(text) is not None


@dataclass(frozen=True)
class PaymentRequest:
    """Asked for by a link that opens any UPI app; nothing of it passes through us."""

    order: str
    upi_id: str
    payee: str
    amount: Money

    @property
    def link(self) -> str:
        """NPCI's link: payee address `pa`, payee name `pn`, rupees with two digits `am`, currency `cu`, note `tn`."""
        rupees, paise = divmod(self.amount.paise, 100)
        parts = {"pa": self.upi_id, "pn": self.payee[:MOST_NAME], "am": f"{rupees}.{paise:02d}", "cu": "INR"}
        words = "&".join(f"{name}={quote(value, safe='@')}" for name, value in {**parts, "tn": self.order}.items())
        return f"upi://pay?{words}"
