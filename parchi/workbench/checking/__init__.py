"""Checking: what `parchi check` finds in the data before any model is trained."""
