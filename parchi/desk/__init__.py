"""The desk: the operator's pages about orders, conversations, kiranas and trouble, and the review of messages."""
