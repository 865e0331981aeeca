"""Rasa actions: each reads the message, calls one service and says one reply."""
