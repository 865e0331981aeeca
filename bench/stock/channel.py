"""Rasa's own Twilio channel, with its client pointed at the stand-in."""

from __future__ import annotations

import os

from rasa.core.channels.channel import OutputChannel
from rasa.core.channels.twilio import TwilioInput, TwilioOutput


class TwilioOfStandIn(TwilioInput):
    """As it is, but for the address of the API."""

    def get_output_channel(self) -> OutputChannel:
        """The way out of one message."""
        out = TwilioOutput(self.account_sid, self.auth_token, self.twilio_number)
        out.api.base_url = os.environ["PARCHI_TWILIO_API"]
        return out
