"""Measurements against peers, each in one run on one machine: `make bench`, or `python -m bench NAME`."""
