"""Migrations: how the tables of an older database become those of today, one step a file."""
