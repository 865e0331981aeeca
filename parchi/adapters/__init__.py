"""The outside world: tables, Twilio's API, the clock."""
