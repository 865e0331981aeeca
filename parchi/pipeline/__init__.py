"""A message's way: inbox, bot, outbox; stored first, in order, nothing twice."""
