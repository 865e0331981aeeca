"""The audit: what others' code we run, who looked at it, and what is known against it."""
