"""News: what is told to those who asked for it, at most once a week, and what was ordered after it."""
