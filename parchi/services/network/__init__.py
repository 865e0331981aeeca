"""The open network: our shops and orders in the names of Beckn's retail objects, as ONDC uses them (RET10, 1.2.0)."""
