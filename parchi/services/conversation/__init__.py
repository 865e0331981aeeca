"""The conversation: what a message means where it is said, and everything said beside the list."""
