"""The shop's own nouns and rules: standard library only."""
