"""The signature: proof that a request comes from Twilio."""

from __future__ import annotations

from collections.abc import Sequence

from twilio.request_validator import RequestValidator

from parchi.whatsapp.form import Form

HEADER = "X-Twilio-Signature"


class Signatures:
    """Checks and makes signatures for one public address; several tokens count while they are changed."""

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        self._public_url = public_url.rstrip("/")
        self._validators = [RequestValidator(token) for token in tokens if token]

    def is_valid(self, target: str, form: Form, signature: str | None) -> bool:
        """Whether Twilio signed this form for our address; `target` is path and query as they were asked.

        The address is the configured one, not the request's: behind a proxy a request says http and another host.
        """
        if not signature:
            return False
        url = self._public_url + target
        return any(validator.validate(url, form, signature) for validator in self._validators)

    def sign(self, target: str, fields: dict[str, str]) -> str:
        """The signature that Twilio would send; the simulator and tests speak the real wire with it."""
        signature: str = self._validators[0].compute_signature(self._public_url + target, fields)
        return signature
