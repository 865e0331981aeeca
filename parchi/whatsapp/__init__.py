"""The wire: Twilio's form read, its signature checked, a reply written into messages."""
