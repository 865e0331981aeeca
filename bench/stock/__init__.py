"""Stock Rasa with our sentences, rules and actions: the peer of the load measurements."""
