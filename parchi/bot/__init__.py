"""The Rasa side: graph components, the agent in process, its tracker store and channel."""
