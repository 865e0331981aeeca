"""Homes: people of one household fill one list from their own numbers, each once the other has agreed."""
